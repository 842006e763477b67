// A chat message's text with its entities as page elements. Offsets count UTF-16 units, as JavaScript's strings do.

import { make } from "./dom.js";
import { t } from "./words.js";

const ELEMENTS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
};
const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];

function isBlock(entity, words) {
  return BLOCKS.includes(entity.type) || (entity.type === "spoiler" && isLong(words));
}

function isLong(words) {
  return words.includes("\n") || words.length > 120;
}

/** Return nodes for a text. `acts` tells what a press does: {command(words), link(event, url)}. */
export function rich(text, entities, acts) {
  const nodes = [];
  let at = 0;
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  for (let index = 0; index < sorted.length;) {
    const entity = sorted[index];
    const end = entity.offset + entity.length;
    const inner = [];
    for (index += 1; index < sorted.length && sorted[index].offset < end; index += 1) {
      inner.push({ ...sorted[index], offset: sorted[index].offset - entity.offset });
    }
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    nodes.push(element(entity, text.slice(entity.offset, end), inner, acts));
    // A block ends its line by itself: the newline after it would show as an empty line.
    at = isBlock(entity, text.slice(entity.offset, end)) && text[end] === "\n" ? end + 1 : end;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}

function element(entity, words, inner, acts) {
  const children = rich(words, inner, acts);
  const url = entity.type === "url" ? words : entity.url;
  if (entity.type === "bot_command") {
    return make("button", { type: "button", class: "command", onclick: () => acts.command(words) }, ...children);
  }
  if (entity.type === "spoiler") {
    // Only a cover until it is pressed: what is hidden can be neither read nor reached by the keyboard.
    const block = isLong(words);
    return make("button", { type: "button", class: block ? "spoiler block" : "spoiler", "aria-label": t("hidden"),
      onclick: (event) => event.currentTarget.replaceWith(make("span", { class: "revealed" }, ...children)) }, block ? make("span", {}, t("hidden")) : "•".repeat(Math.min(words.length, 24)));
  }
  if (entity.type === "expandable_blockquote") return expandable(words, children);
  if (url && /^https?:\/\//i.test(url)) {
    return make("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: (event) => acts.link(event, url) }, ...children);
  }
  return make(ELEMENTS[entity.type] ?? "span", {}, ...children);
}

/** A long quote shows its beginning until it is asked for, as Telegram does. */
function expandable(words, children) {
  const quote = make("blockquote", {}, ...children);
  if (words.length < 160 && words.split("\n").length < 4) return quote;
  const more = make("button", { type: "button", class: "unfold", "aria-expanded": "false", onclick: () => fold(!quote.classList.contains("folded")) });
  const fold = (folded) => {
    quote.classList.toggle("folded", folded);
    more.setAttribute("aria-expanded", String(!folded));
    more.textContent = t(folded ? "unfold" : "fold");
  };
  fold(true);
  return make("div", {}, quote, more);
}
