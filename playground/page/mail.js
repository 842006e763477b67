// The citizens' mailboxes: letters that came and went, one letter to read, a sheet to write on, sample letters.

import { ask, choices, icon, make, post } from "./dom.js";
import { currentLanguage, shownMoment, shownSize, t } from "./words.js";

export class MailPanel {
  constructor(root, town, state, chatPanel) {
    Object.assign(this, { root, town, state, chatPanel });
    this.owner = state.citizens[0].key;
    this.view = "letters";
    this.unseen = new Set();
    for (const [owner, letters] of Object.entries(state.letters)) {
      for (const one of letters) if (!one.seen && owner !== state.others) this.unseen.add(`${owner}:${one.folder}:${one.uid}`);
    }
    root.classList.add("mail");
    this.draw();
  }

  draw() {
    this.people_ = make("div", { class: "people" });
    this.rooms_ = make("div", { class: "rooms" });
    this.body = make("div", { class: "sheet" });
    this.note = make("div", { class: "toast", role: "status" });
    this.root.replaceChildren(this.people_, this.rooms_, this.body, this.note);
    this.drawChoices();
    if (this.sheet) this.compose(this.sheet.answered, this.sheet.words); else this.show(this.view);
  }

  drawChoices() {
    const unseenOf = (owner) => [...this.unseen].filter((one) => one.startsWith(`${owner}:`)).length;
    const people = this.state.citizens.map((one) => ({
      key: one.key, label: one.name.split(" ")[0], note: t(one.journalist ? "journalist" : one.language),
      unread: one.key === this.owner ? 0 : unseenOf(one.key), unreadWord: t("unread"),
    }));
    people.push({ key: this.state.others, label: t("others"), note: t("othersHint") });
    this.people_.replaceChildren(choices(t("person"), people, this.owner, (key) => this.become(key)));
    const rooms = [{ key: "letters", label: t("letters"), unread: unseenOf(this.owner), unreadWord: t("unread") }];
    if (this.isCitizen()) rooms.push({ key: "bot", label: t("botChat"), unread: this.chatPanel.unread.get(`${this.owner}:${this.citizen().id}`) ?? 0, unreadWord: t("unread") });
    this.rooms_.replaceChildren(choices(t("chat"), rooms, this.view === "bot" ? "bot" : "letters", (key) => this.show(key)));
    if (this.isCitizen()) {
      this.rooms_.append(make("button", { type: "button", class: "primary compose", onclick: () => this.compose() }, icon("pen"), t("compose")));
    }
    this.town.dots();
  }

  isCitizen() { return this.owner !== this.state.others; }
  citizen() { return this.state.citizens.find((one) => one.key === this.owner); }
  letters() { return this.state.letters[this.owner]; }

  become(key) {
    this.owner = key;
    this.show(this.isCitizen() && this.view === "bot" ? "bot" : "letters");
  }

  show(view) {
    this.view = view;
    this.sheet = null;
    if (view === "bot" && this.isCitizen()) {
      this.chatPanel.become(this.owner);
      this.body.replaceChildren(this.chatPanel.root);
      this.chatPanel.toEnd();
    } else {
      this.view = "letters";
      this.list();
    }
    this.drawChoices();
  }

  list() {
    const letters = [...this.letters()].reverse();
    const rows = letters.map((one) => make("li", {}, make("button", {
      type: "button", class: `letter ${one.sent ? "sent" : "got"} ${this.unseen.has(this.keyOf(one)) ? "new" : ""}`, onclick: () => this.read(one),
    }, make("span", { class: "row" }, make("b", {}, one.sent ? `${t("to")}: ${one.who}` : one.who), make("time", { datetime: one.at }, shownMoment(one.at))),
    make("span", { class: "subject" }, one.subject, one.files ? make("small", {}, ` · ${one.files} ${t("files")}`) : ""), make("span", { class: "start" }, one.start))));
    const empty = make("div", { class: "empty" }, make("p", {}, t("noLetters")), make("small", {}, this.isCitizen() ? t("noLettersHint") : ""));
    this.body.replaceChildren(this.samples(), rows.length ? make("ul", { class: "letters" }, ...rows) : empty);
  }

  keyOf(letter) { return `${this.owner}:${letter.folder}:${letter.uid}`; }

  samples() {
    const names = Object.fromEntries(this.state.citizens.map((one) => [one.key, one.name.split(" ")[0]]));
    const items = this.state.samples.map((one) => make("button", { type: "button", class: "sample", "data-sample": one.name, onclick: () => this.sendSample(one) },
      make("span", {}, one[currentLanguage()]), make("small", {}, names[one.writer] ?? "")));
    const open = this.samplesOpen ?? this.letters().length === 0;
    return make("details", { class: "samples", open },
      make("summary", { onclick: (event) => { this.samplesOpen = !event.currentTarget.parentElement.open; } }, t("samples"), make("small", {}, t("samplesHint"))), make("div", {}, ...items));
  }

  async sendSample(one) {
    if (!await this.town.attempt(() => post("sample", { name: one.name }))) return;
    this.toast(t("sentNote"));
    // The list closes so that the letter and its receipt are seen coming.
    this.samplesOpen = false;
    this.become(one.writer || this.owner);
  }

  async read(letter) {
    const whole = await ask(`letter/${this.owner}/${letter.folder}/${letter.uid}`);
    this.unseen.delete(this.keyOf(letter));
    this.drawChoices();
    if (!letter.sent) this.town.attempt(() => post("read", { owner: this.owner, folder: letter.folder, uid: letter.uid }));
    const files = whole.attachments.map((one, number) => make("a", { class: "file", href: `/api/letter/${this.owner}/${letter.folder}/${letter.uid}/${number}`, download: one.name },
      icon("file"), make("span", {}, one.name, make("small", {}, shownSize(one.size)))));
    const bar = make("div", { class: "bar" }, make("button", { type: "button", class: "quiet", onclick: () => this.show("letters") }, icon("back"), t("back")),
      !letter.sent && this.isCitizen() ? make("button", { type: "button", class: "quiet", onclick: () => this.compose(whole) }, icon("reply"), t("answerLetter")) : "");
    const title = make("h3", { tabindex: "-1" }, whole.subject);
    this.body.replaceChildren(bar, make("article", { class: "open" }, title,
      make("dl", {}, make("dt", {}, t("from")), make("dd", {}, whole.from), make("dt", {}, t("to")), make("dd", {}, whole.to)),
      make("pre", { class: "words" }, whole.text), ...files));
    title.focus();
  }

  /** Open a sheet to write on; `words` is what stood on it before the page changed its language. */
  compose(answered, words = {}) {
    const subject = words.subject ?? (answered ? (/^re:/i.test(answered.subject) ? answered.subject : `Re: ${answered.subject}`) : "");
    const to = answered ? answered.from : this.state.agency;
    const picker = make("input", { type: "file", name: "file", multiple: true });
    const form = make("form", { class: "write", onsubmit: (event) => this.send(event, answered, picker) },
      make("p", { class: "as" }, `${t("writeAs")}: `, make("b", {}, `${this.citizen().name} <${this.citizen().address}>`)),
      make("label", {}, make("span", {}, t("to")), make("input", { value: to, readonly: true })),
      make("label", {}, make("span", {}, t("subject")), make("input", { name: "subject", value: subject, required: true, maxlength: "200" })),
      make("label", {}, make("span", {}, t("text")), make("textarea", { name: "text", rows: "8", required: true }, words.text ?? "")),
      make("label", {}, make("span", {}, t("attach")), picker),
      make("div", { class: "bar" }, make("button", { class: "primary", type: "submit" }, icon("send"), t("send_")),
        make("button", { type: "button", class: "quiet", onclick: () => this.show("letters") }, t("cancel"))));
    this.view = "letters";
    this.sheet = { answered, words: {} };
    form.addEventListener("input", () => { this.sheet.words = { subject: form.elements.subject.value, text: form.elements.text.value }; });
    this.body.replaceChildren(form);
    this.drawChoices();
    form.elements[answered ? "text" : "subject"].focus();
  }

  async send(event, answered, picker) {
    event.preventDefault();
    const form = event.currentTarget;
    const good = await this.town.attempt(() => post("write", {
      from: this.owner, subject: form.elements.subject.value, text: form.elements.text.value, answers: answered?.uid ?? 0,
    }, [...picker.files]));
    if (!good) return;
    this.samplesOpen = false;
    this.show("letters");
    this.toast(t("sentNote"));
  }

  /** A letter has come or changed in any mailbox. */
  arrived(letter) {
    const letters = this.state.letters[letter.owner];
    const at = letters.findIndex((one) => one.folder === letter.folder && one.uid === letter.uid);
    if (at >= 0) letters[at] = letter; else letters.push(letter);
    const key = `${letter.owner}:${letter.folder}:${letter.uid}`;
    if (letter.seen) this.unseen.delete(key); else if (at < 0 && letter.owner !== this.state.others) this.unseen.add(key);
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      if (this.view === "letters" && this.body.querySelector(".letters, .empty")) this.list();
      this.drawChoices();
    });
  }

  toast(words) {
    this.note.textContent = words;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.note.textContent = ""; }, 4000);
  }

  total() { return this.unseen.size + this.chatPanel.total(); }
}
