// The content page: keeps what is typed, tells when somebody else has made a version, and goes dark when the visit is over.
// Everything but keeping words works without it.
"use strict";

const PAUSE = 900; // ms after the last key, then what was typed is kept
const AGAIN = 4000; // ms till the next try after the connection was lost
const LAST = 120; // seconds before the end, then it is told

const fill = (words, ...facts) => facts.reduce((text, fact, at) => text.replaceAll(`{${at}}`, fact), words);

// -- how long the visit lasts

const soon = document.getElementById("soon");
let ends = 0;

function lasts(seconds) {
  ends = Date.now() + seconds * 1000;
  if (seconds > LAST) soon.hidden = true;
}

function watch() {
  const left = Math.round((ends - Date.now()) / 1000);
  if (left <= 0) return goDark();
  if (left <= LAST) {
    const words = left < 60 ? soon.dataset.less : fill(soon.dataset.minutes, Math.ceil(left / 60));
    const told = soon.querySelector("p");
    if (told.textContent !== words) told.textContent = words;
    soon.hidden = false;
  }
  setTimeout(watch, 1000);
}

async function stay() {
  try {
    const answer = await fetch(soon.dataset.stay, { cache: "no-store" });
    const told = await answer.json();
    if (told.over) goDark();
    else lasts(told.seconds);
  } catch {
    // The next press may find the connection again.
  }
}

function goDark() {
  const area = document.getElementById("words");
  const unsaved = area && editor.dirty ? area.value : "";
  document.querySelector(".top").remove();
  soon.remove();
  const ended = document.getElementById("ended").content.cloneNode(true);
  if (unsaved) {
    // What could not be kept stays where its writer can copy it.
    const rest = document.createElement("textarea");
    rest.value = unsaved;
    rest.rows = 12;
    rest.setAttribute("aria-label", document.title);
    ended.querySelector("main").append(rest);
  }
  document.querySelector(".skip").remove();
  document.getElementById("content").remove();
  document.body.className = "plain";
  document.body.append(ended);
}

// -- keeping what is typed

const editor = { dirty: false, timer: 0, busy: false };

function begin(form) {
  const area = form.querySelector("#words");
  const kept = form.querySelector("#kept");
  const count = form.querySelector("#count");
  const newer = form.querySelector("#newer");

  function grow() {
    const at = window.scrollY;
    area.style.setProperty("height", "auto");
    area.style.setProperty("height", `${Math.max(area.scrollHeight + 4, 256)}px`);
    window.scrollTo(0, at);
    const words = area.value.split(/\s+/).filter(Boolean).length;
    count.textContent = words ? fill(form.dataset.count, words) : "";
  }

  async function keep() {
    clearTimeout(editor.timer);
    if (editor.busy || !editor.dirty) return;
    editor.busy = true;
    editor.dirty = false;
    const sent = area.value;
    const body = new URLSearchParams({ seal: form.seal.value, base: form.base.value, text: sent });
    try {
      const answer = await fetch(form.dataset.words, { method: "POST", body, cache: "no-store" });
      const told = await answer.json();
      if (told.over) {
        editor.dirty = true; // nobody has kept it
        return goDark();
      }
      if (answer.ok && !told.refused) {
        kept.textContent = fill(form.dataset.kept, told.at);
        lasts(told.seconds);
        if (told.newer && told.newer > Number(form.over.value)) {
          newer.textContent = fill(form.dataset.newer, told.by, told.newer);
          newer.hidden = false;
        }
      } else {
        kept.textContent = told.refused ?? form.dataset.lost;
        editor.dirty = true;
      }
    } catch {
      editor.dirty = true;
      kept.textContent = form.dataset.lost;
      editor.timer = setTimeout(keep, AGAIN);
    } finally {
      editor.busy = false;
    }
    if (area.value !== sent) typed();
  }

  function typed() {
    editor.dirty = true;
    clearTimeout(editor.timer);
    editor.timer = setTimeout(keep, PAUSE);
  }

  area.addEventListener("input", () => {
    kept.textContent = form.dataset.keeping;
    grow();
    typed();
  });
  area.addEventListener("keydown", (press) => {
    if (press.key === "s" && (press.ctrlKey || press.metaKey)) {
      press.preventDefault();
      editor.dirty = true;
      keep();
    }
  });
  form.addEventListener("submit", () => {
    clearTimeout(editor.timer);
    editor.dirty = false;
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  window.addEventListener("beforeunload", (leaving) => {
    if (editor.dirty) leaving.preventDefault();
  });
  grow();
}

// -- what a wide screen shows at once

const wide = window.matchMedia("(min-width: 64rem)");
function fit() {
  for (const one of document.querySelectorAll("[data-wide-open]")) if (wide.matches) one.open = true;
}

lasts(Number(soon.dataset.left));
watch();
soon.querySelector("button").addEventListener("click", stay);
fit();
wide.addEventListener("change", fit);
// A page that comes back from the browser's memory may show what is over: it asks anew.
window.addEventListener("pageshow", (shown) => shown.persisted && location.reload());
const form = document.getElementById("editor");
if (form) begin(form);
