// A panel of chats: who speaks, in which chat, the messages, the line to write on.

import { ask, avatar, choices, icon, make, post } from "./dom.js";
import { rich } from "./richtext.js";
import { shownMoment, shownSize, t } from "./words.js";

const DRAWN = 200; // messages on the page at once; older ones wait behind a button

export class ChatPanel {
  /** people: [{key, name, note, id}]; chatsOf(person): [{id, label}]. */
  constructor(root, town, people, chatsOf) {
    Object.assign(this, { root, town, people, chatsOf });
    this.person = people[0];
    this.chat = chatsOf(this.person)[0].id;
    this.unread = new Map();
    this.files = [];
    this.replying = null;
    this.drawn = new Map();
    root.classList.add("chat");
    this.draw();
  }

  draw() {
    this.people_ = make("div", {});
    this.chats_ = make("div", {});
    this.earlier = make("button", { type: "button", class: "quiet earlier", onclick: () => this.showEarlier() }, t("earlier"));
    this.log = make("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": t("conversation"), tabindex: "0" });
    this.note = make("div", { class: "toast", role: "status" });
    this.root.replaceChildren(this.people_, this.chats_, this.log, this.note, this.composer());
    this.drawChoices();
    this.drawMessages();
  }

  composer() {
    this.replyBar = make("div", { class: "replying", hidden: true });
    this.fileBar = make("div", { class: "replying", hidden: true });
    this.text = make("textarea", {
      rows: "1", "aria-label": t("message"), placeholder: `${t("message")}…`, maxlength: "4096",
      onkeydown: (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
        if (event.key === "Escape") { this.reply(null); this.closeMenu(); }
      },
      oninput: () => this.fit(),
    });
    this.picker = make("input", { type: "file", hidden: true, onchange: () => {
      this.files = [...this.picker.files];
      this.picker.value = "";
      this.showFiles();
    } });
    this.menu = make("div", { class: "menu", hidden: true });
    this.menuButton = make("button", { type: "button", class: "round", "aria-label": t("commands"), title: t("commands"),
      "aria-expanded": "false", onclick: () => this.toggleMenu() }, icon("menu"));
    return make("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } },
      this.menu, this.replyBar, this.fileBar,
      make("div", { class: "line" }, this.menuButton,
        make("button", { type: "button", class: "round", "aria-label": t("attach"), title: t("attach"), onclick: () => this.picker.click() }, icon("clip")),
        this.picker, this.text,
        make("button", { type: "submit", class: "round primary", "aria-label": t("send_"), title: t("send_") }, icon("send"))));
  }

  drawChoices() {
    const unreadOf = (person, chats) => chats.reduce((sum, one) => sum + (this.unread.get(`${person.key}:${one.id}`) ?? 0), 0);
    const people = this.people.map((one) => ({
      key: one.key, label: one.name, note: one.note?.(), mark: avatar(one.name, one.key),
      unread: one === this.person ? 0 : unreadOf(one, this.chatsOf(one)), unreadWord: t("unread"),
    }));
    const chats = this.chatsOf(this.person).map((one) => ({
      key: String(one.id), label: one.label(), unread: this.unread.get(`${this.person.key}:${one.id}`) ?? 0, unreadWord: t("unread"),
    }));
    this.people_.replaceChildren(this.people.length > 1 ? choices(t("person"), people, this.person.key, (key) => this.become(key)) : "");
    this.people_.className = "people";
    this.chats_.replaceChildren(choices(t("chat"), chats, String(this.chat), (id) => this.open(Number(id))));
    this.chats_.className = "rooms";
    this.changed?.();
    this.town.dots();
  }

  become(key) {
    this.person = this.people.find((one) => one.key === key);
    const chats = this.chatsOf(this.person);
    const kind = this.chat > 0 ? chats.find((one) => one.id > 0) : chats.find((one) => one.id === this.chat);
    this.open((kind ?? chats[0]).id);
  }

  open(chat) {
    this.chat = chat;
    this.reply(null);
    this.closeMenu();
    this.note.textContent = "";
    this.unread.delete(`${this.person.key}:${chat}`);
    this.drawChoices();
    this.drawMessages();
  }

  drawMessages() {
    const chat = this.town.chats.get(this.chat);
    const messages = chat.messages.slice(-DRAWN);
    this.drawn = new Map(messages.map((one) => [one.id, this.bubble(one)]));
    this.log.replaceChildren(...this.drawn.values());
    if (chat.more || chat.messages.length > messages.length) this.log.prepend(this.earlier);
    if (!messages.length) {
      this.log.append(make("div", { class: "empty" }, icon("chat"), make("p", {}, t("noMessages")), make("small", {}, t("noMessagesHint"))));
    }
    this.toEnd();
  }

  async showEarlier() {
    const chat = this.town.chats.get(this.chat);
    const first = Math.min(...this.drawn.keys());
    const known = chat.messages.filter((one) => one.id < first).slice(-DRAWN);
    const older = known.length ? { messages: known, more: true } : await ask(`chat/${this.chat}?before=${first}`);
    const height = this.log.scrollHeight;
    const bubbles = older.messages.map((one) => [one.id, this.bubble(one)]);
    this.drawn = new Map([...bubbles, ...this.drawn]);
    this.earlier.after(...bubbles.map(([, element]) => element));
    if (!older.more) this.earlier.remove();
    this.log.scrollTop += this.log.scrollHeight - height;
  }

  /** A message has come or changed in any chat. */
  heard(message, fresh) {
    for (const person of this.people) {
      const mine = this.chatsOf(person).some((one) => one.id === message.chat);
      const here = person === this.person && message.chat === this.chat;
      if (mine && fresh && !here && message.sender !== person.id) {
        const key = `${person.key}:${message.chat}`;
        this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
        this.stale = true;
      }
    }
    if (message.chat === this.chat) this.place(message);
    this.redrawSoon();
  }

  // Many messages at once redraw the rows of choices only once.
  redrawSoon() {
    if (!this.stale || this.waiting) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.stale = false; this.drawChoices(); });
  }

  place(message) {
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const before = this.drawn.get(message.id);
    const now = this.bubble(message);
    this.log.querySelector(".empty")?.remove();
    if (before) before.replaceWith(now); else this.log.append(now);
    this.drawn.set(message.id, now);
    if (!before && this.drawn.size > DRAWN + 50) this.forgetOldest();
    if (!before && message.asks_reply && this.chat === this.person.id) this.reply(message);
    if (atEnd || message.sender === this.person.id) this.toEnd();
  }

  forgetOldest() {
    for (const [id, element] of [...this.drawn].slice(0, this.drawn.size - DRAWN)) { element.remove(); this.drawn.delete(id); }
    this.log.prepend(this.earlier);
  }

  gone(chat, id) {
    if (chat !== this.chat) return;
    this.drawn.get(id)?.remove();
    this.drawn.delete(id);
  }

  toEnd() { requestAnimationFrame(() => { this.log.scrollTop = this.log.scrollHeight; }); }

  bubble(message) {
    const own = message.sender === this.person.id;
    const side = message.event ? "event" : own ? "own" : message.bot ? "bot" : "other";
    const head = make("header", {}, make("b", {}, message.bot ? "Vastaja" : message.name),
      make("span", {}, message.edited ? `${t("edited")} ` : "", make("time", { datetime: message.at }, shownMoment(message.at))));
    if (message.protected) head.append(make("span", { class: "lock", title: t("protected"), role: "img", "aria-label": t("protected") }, icon("lock")));
    head.append(make("button", { type: "button", class: "replybutton", "aria-label": `${t("reply")}: ${message.text.slice(0, 40)}`, title: t("reply"), onclick: () => this.reply(message) }, icon("reply")));
    const body = make("div", { class: "text" }, ...(message.event ? [t("event")] : rich(message.text, message.entities, { command: (words) => this.say(words), link: (event, url) => this.follow(event, url) })));
    return make("article", { class: `bubble ${side}`, "data-id": message.id }, head,
      message.topic ? make("p", { class: "topic" }, message.topic) : "",
      message.forwarded ? make("p", { class: "quote" }, `${t("forwarded")} ${message.forwarded}`) : "",
      message.reply.id ? make("p", { class: "quote" }, make("b", {}, message.reply.name), ` ${message.reply.text}`) : "",
      message.file.id ? this.file(message.file) : "", message.text || message.event ? body : "", this.keyboard(message));
  }

  file(file) {
    if (file.photo) {
      const address = `/api/file/${encodeURIComponent(file.id)}`;
      const newest = (one) => this.log.lastElementChild?.contains(one);
      return make("a", { class: "photo", href: address, download: file.name },
        make("img", { src: address, alt: file.name, onload: (event) => { if (newest(event.target)) this.toEnd(); } }));
    }
    return make("a", { class: "file", href: `/api/file/${encodeURIComponent(file.id)}`, download: file.name }, icon("file"),
      make("span", {}, file.name, make("small", {}, shownSize(file.size))));
  }

  keyboard(message) {
    if (!message.keyboard.length) return "";
    const button = (one) => one.url
      ? make("a", { class: "key", href: /^https?:\/\//i.test(one.url) ? one.url : undefined, target: "_blank", rel: "noopener noreferrer", onclick: (event) => this.follow(event, one.url) }, one.text)
      : make("button", { type: "button", class: `key ${one.style}`, onclick: (event) => this.press(message, one, event.currentTarget) }, one.text);
    return make("div", { class: "keyboard" }, ...message.keyboard.map((row) => make("div", {}, ...row.map(button))));
  }

  async press(message, one, element) {
    if (one.copy) {
      await navigator.clipboard.writeText(one.copy);
      this.toast(t("copied"));
      return;
    }
    element.classList.add("pressed");
    await this.town.attempt(() => post("press", { person: this.person.key, chat: message.chat, message: message.id, button: one.data }));
    setTimeout(() => element.classList.remove("pressed"), 900);
  }

  /** A link to the bot itself opens the private chat here and says its words, as Telegram does. */
  async follow(event, url) {
    if (!url.toLowerCase().startsWith(this.town.link.toLowerCase())) return;
    event.preventDefault();
    this.open(this.person.id);
    await this.town.attempt(() => post("follow", { person: this.person.key, url }));
  }

  reply(message) {
    this.replying = message;
    this.replyBar.hidden = !message;
    if (!message) return;
    this.replyBar.replaceChildren(icon("reply"), make("span", {}, `${t("replyTo")}: ${(message.text || message.file.name || "").slice(0, 70)}`),
      make("button", { type: "button", class: "round", "aria-label": t("remove"), onclick: () => this.reply(null) }, icon("close")));
    this.text.focus();
  }

  showFiles() {
    this.fileBar.hidden = !this.files.length;
    this.fileBar.replaceChildren(icon("file"), make("span", {}, this.files.map((one) => one.name).join(", ")),
      make("button", { type: "button", class: "round", "aria-label": t("remove"), onclick: () => { this.files = []; this.showFiles(); } }, icon("close")));
  }

  fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 160)}px`;
  }

  async send() {
    const words = this.text.value.trim();
    if (!words && !this.files.length) return;
    if (!await this.say(words)) return;
    this.text.value = "";
    this.fit();
  }

  async say(words) {
    const files = this.files, answered = this.replying;
    const good = await this.town.attempt(() => post("say", {
      person: this.person.key, chat: this.chat, text: words, reply_to: answered?.id ?? 0,
    }, files));
    if (good) { this.files = []; this.showFiles(); this.reply(null); }
    return good;
  }

  async toggleMenu() {
    if (!this.menu.hidden) return this.closeMenu();
    const commands = await ask(`menu?person=${this.person.key}&chat=${this.chat}`);
    const item = (one) => make("button", { type: "button", onclick: () => { this.closeMenu(); this.text.value = `/${one.command} `; this.text.focus(); } },
      make("b", {}, `/${one.command}`), ` ${one.description}`);
    this.menu.replaceChildren(...(commands.length ? commands.map(item) : [make("p", {}, t("noCommands"))]));
    this.menu.hidden = false;
    this.menuButton.setAttribute("aria-expanded", "true");
    this.menu.querySelector("button")?.focus();
  }

  closeMenu() {
    this.menu.hidden = true;
    this.menuButton.setAttribute("aria-expanded", "false");
  }

  toast(words) {
    if (!words) return;
    this.note.textContent = words;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.note.textContent = ""; }, 4000);
  }

  total() { return [...this.unread.values()].reduce((sum, one) => sum + one, 0); }
}
