// Small builders of page elements. Text only ever goes in as text, never as HTML.

/** Return a new element: make("button", {type: "button", class: "x", onclick: f}, "text", child). */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== "") element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== "" && child !== null && child !== undefined));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Send to the town; throws if it refuses. */
export async function post(path, fields, files = []) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  files.forEach((file, number) => form.append(`file${number}`, file));
  const answer = await fetch(`/api/${path}`, { method: "POST", body: form });
  if (!answer.ok) throw new Error((await answer.json()).error);
}

export async function ask(path) {
  const answer = await fetch(`/api/${path}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

const INITIALS = /\p{L}/u;
export function avatar(name, key) {
  const letters = name.split(/\s+/).map((word) => word.match(INITIALS)?.[0] ?? "").join("").slice(0, 2);
  return make("span", { class: "avatar", "data-key": key, "aria-hidden": "true" }, letters);
}

/** A row of choices of which one is on: buttons with aria-pressed. */
export function choices(label, items, chosen, choose) {
  const row = make("div", { class: "choices", role: "group", "aria-label": label });
  for (const item of items) {
    row.append(make("button", {
      type: "button", "data-choice": item.key, "aria-pressed": String(item.key === chosen), onclick: () => choose(item.key),
    }, item.mark ?? "", make("span", {}, item.label, item.note ? make("small", {}, item.note) : ""),
    item.unread ? make("b", { class: "count", "aria-label": `${item.unread} ${item.unreadWord}` }, String(item.unread)) : ""));
  }
  return row;
}
