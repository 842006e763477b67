// The page: reads the town's state, follows what happens, and hands it to the three panels.

import { ChatPanel } from "./chat.js";
import { ask, icon, make } from "./dom.js";
import { MailPanel } from "./mail.js";
import { currentLanguage, setLanguage, t, translate } from "./words.js";

const KEPT = 600; // messages of a chat that the page remembers

const town = {
  chats: new Map(), panels: [], done: new Set(), steps: [],

  /** Do something the town may refuse; tell the person if it does. */
  async attempt(deed) {
    try { await deed(); return true; } catch (fault) { alertPerson(`${t("failed")} (${fault.message})`); return false; }
  },

  /** Show on the tabs of a narrow screen where something new waits. */
  dots() {
    for (const [tab, panel] of [["citizen", town.mail], ["office", town.office], ["press", town.press]]) {
      const dot = document.querySelector(`nav [data-tab=${tab}] .dot`);
      dot.hidden = !panel || panel.total() === 0;
    }
  },
};

function alertPerson(words) {
  document.getElementById("alert-text").textContent = words;
  const dialog = document.getElementById("alert");
  if (!dialog.open) dialog.showModal();
}

async function begin() {
  const state = await ask("state");
  town.chats = new Map(state.chats.map((one) => [one.id, one]));
  town.steps = state.steps;
  town.link = state.bot_link;
  town.done = new Set(state.done);
  const person = (one) => ({ ...one, name: one.name.split(" ")[0], note: () => t(one.role === "press" ? "press_" : one.role) });
  const colleague = (role) => state.colleagues.filter(role).map(person);
  const labels = { duty: "duty", heads: "heads", press: "pressGroup" };
  const chatsOf = (one) => [
    ...state.groups.filter((group) => group.members.includes(one.key)).map((group) => ({ id: group.id, label: () => t(labels[group.key]) })),
    { id: one.id, label: () => t("private") },
  ];
  const citizens = state.citizens.map((one) => ({ ...one, note: () => "" }));
  const own = new ChatPanel(make("div", {}), town, citizens, (one) => [{ id: one.id, label: () => t("private") }]);
  town.office = new ChatPanel(fresh("office-chat"), town, colleague((one) => one.role !== "press"), chatsOf);
  town.press = new ChatPanel(fresh("press-chat"), town, colleague((one) => one.role === "press"), chatsOf);
  town.mail = new MailPanel(fresh("mail"), town, state, own);
  own.changed = () => town.mail.drawChoices();
  town.panels = [town.office, town.press, own];
  drawGuide();
  follow(state.at);
}

function fresh(id) {
  const root = make("div", { id });
  document.getElementById(id).replaceWith(root);
  return root;
}

function follow(at) {
  const stream = new EventSource(`/api/events?after=${encodeURIComponent(at)}`);
  const on = (kind, act) => stream.addEventListener(kind, (event) => act(JSON.parse(event.data)));
  stream.onopen = () => showLink(true);
  stream.onerror = () => {
    showLink(false);
    if (stream.readyState === EventSource.CLOSED) setTimeout(begin, 2000);
  };
  on("reset", () => { stream.close(); begin(); });
  on("message", heard);
  on("gone", (one) => {
    const chat = town.chats.get(one.chat);
    chat.messages = chat.messages.filter((message) => message.id !== one.id);
    town.panels.forEach((panel) => panel.gone(one.chat, one.id));
  });
  on("toast", (one) => {
    if (one.alert) return alertPerson(one.text);
    town.panels.filter((panel) => panel.person.id === one.person).forEach((panel) => panel.toast(one.text));
  });
  on("typing", (one) => town.panels.filter((panel) => panel.chat === one.chat).forEach((panel) => panel.toast(t("typing"))));
  on("letter", (letter) => town.mail.arrived(letter));
  on("step", (one) => { town.done.add(one.step); drawGuide(); });
}

function heard(message) {
  const chat = town.chats.get(message.chat);
  if (!chat) return;
  const at = chat.messages.findIndex((one) => one.id === message.id);
  if (at >= 0) chat.messages[at] = message; else chat.messages.push(message);
  if (chat.messages.length > KEPT) { chat.messages.splice(0, chat.messages.length - KEPT); chat.more = true; }
  town.panels.forEach((panel) => panel.heard(message, at < 0));
}

function showLink(good) {
  const link = document.getElementById("link");
  link.textContent = t(good ? "linked" : "lost");
  link.classList.toggle("lost", !good);
}

function drawGuide() {
  const word = (step) => (step === "press" ? "pressStep" : step);
  const next = town.steps.find((step) => !town.done.has(step));
  document.getElementById("guide").replaceChildren(...town.steps.map((step, number) => make("li", {
    class: town.done.has(step) ? "done" : step === next ? "next" : "", "data-step": step, "aria-current": step === next ? "step" : undefined,
  }, make("span", { class: "tick" }, town.done.has(step) ? icon("check") : String(number + 1)), make("span", {}, t(word(step))))));
  document.getElementById("hint").textContent = next ? t(`${word(next)}Hint`) : t("allDone");
}

function chooseTab(tab) {
  document.body.dataset.tab = tab;
  for (const button of document.querySelectorAll("nav [data-tab]")) {
    button.setAttribute("aria-pressed", String(button.dataset.tab === tab));
  }
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    setLanguage(button.dataset.language);
    [...town.panels, town.mail].forEach((panel) => panel?.draw());
    drawGuide();
  });
}
for (const button of document.querySelectorAll("nav [data-tab]")) button.addEventListener("click", () => chooseTab(button.dataset.tab));
document.querySelector(".skip").addEventListener("click", () => chooseTab("citizen"));

document.documentElement.lang = currentLanguage();
translate();
chooseTab("citizen");
begin().catch(() => { showLink(false); setTimeout(() => location.reload(), 2000); });
