// A message of the Bot API -> nodes of the page. Text only ever becomes text nodes: nothing here parses HTML.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span", text_link: "a", url: "a",
  email: "a", bot_command: "button",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const CLOCK = new Intl.DateTimeFormat("fr", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("fr", { weekday: "long", day: "numeric", month: "long" });

export function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export const clock = (date) => CLOCK.format(date * 1000);

export function dayName(date) {
  const day = new Date(date * 1000);
  const ago = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86400000);
  return ago === 0 ? "Aujourd’hui" : ago === 1 ? "Hier" : DAY.format(day);
}

export function preview(message) {
  if (message.document) return `📄 ${message.document.file_name}`;
  return message.photo ? `🖼 ${message.caption || "Photo"}` : message.text.replace(/\s+/g, " ");
}

// Entities nest; one that would cross the end of the entity around it is cut there.
export function formatted(text, entities = [], onCommand = () => {}) {
  const rest = entities.filter((entity) => entity.offset + entity.length <= text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fill = (from, to) => {
    const parts = [];
    let at = from;
    while (rest.length && rest[0].offset < to) {
      const entity = rest.shift();
      const start = Math.max(entity.offset, at);
      const end = Math.min(entity.offset + entity.length, to);
      if (end <= start) continue;
      parts.push(text.slice(at, start), styled(entity, text.slice(start, end), fill(start, end), onCommand));
      at = BLOCKS.has(entity.type) && text[end] === "\n" && end < to ? end + 1 : end; // a block ends its line
    }
    parts.push(text.slice(at, to));
    return parts.filter((part) => part !== "");
  };
  return fill(0, text.length);
}

function styled(entity, raw, children, onCommand) {
  const made = node(TAGS[entity.type] ?? "span", { class: `e-${entity.type}` }, ...children);
  if (entity.type === "text_link" || entity.type === "url") return link(made, entity.url ?? raw);
  if (entity.type === "email") return link(made, `mailto:${raw}`);
  if (entity.type === "bot_command") {
    made.type = "button";
    made.addEventListener("click", () => onCommand(raw));
  }
  if (entity.type === "spoiler") unveils(made, "Texte masqué");
  if (entity.type === "expandable_blockquote") unveils(made, "Citation repliée");
  return made;
}

function link(made, address) {
  const whole = /^[a-z]+:/i.test(address) ? address : `http://${address}`;
  if (!/^(https?|mailto):/i.test(whole)) return node("span", {}, ...made.childNodes);
  made.href = whole;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

function unveils(made, label) {
  made.tabIndex = 0;
  made.setAttribute("role", "button");
  made.setAttribute("aria-label", label);
  const unveil = () => {
    made.classList.add("open");
    for (const name of ["role", "aria-label", "tabindex"]) made.removeAttribute(name);
  };
  made.addEventListener("click", unveil);
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); unveil(); }
  });
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} octets`;
  const [unit, name] = bytes < 1e6 ? [1e3, "ko"] : [1e6, "Mo"];
  return `${new Intl.NumberFormat("fr", { maximumFractionDigits: 1 }).format(bytes / unit)}\u00a0${name}`;
}

function attachment(message) {
  if (message.photo) {
    const photo = message.photo.at(-1);
    return node("img", {
      class: "photo", src: `/sandbox/files/${photo.file_id}`, width: photo.width, height: photo.height,
      alt: message.caption ?? "Photo",
    });
  }
  if (!message.document) return null;
  const { file_id: id, file_name: name, file_size: bytes } = message.document;
  return node("a", { class: "document", href: `/sandbox/files/${id}`, download: name },
    node("span", { class: "document-icon" }, icon("file")),
    node("span", { class: "document-name" }, name, node("small", {}, size(bytes))));
}

function quoted(original) {
  if (!original) return null;
  const who = original.from.is_bot ? "Laconique" : original.from.first_name;
  return node("p", { class: "quoted" }, node("b", {}, who), preview(original));
}

function keyboard(message, { press, busy }) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const made = rows.map((row) => node("div", { class: "row" }, ...row.map((button) => {
    if (button.url) {
      return link(node("a", { class: "key" }, button.text, icon("link")), button.url);
    }
    const waits = busy.has(`${message.message_id}|${button.callback_data}`);
    const key = node("button", { type: "button", class: "key", "aria-busy": waits ? "true" : null }, button.text);
    key.addEventListener("click", () => press(message, button.callback_data));
    return key;
  })));
  return node("div", { class: "keys" }, ...made);
}

// One message with its keyboard. `hands` are what its buttons call: press(message, data), say(text), busy.
export function bubble(message, hands) {
  const mine = !message.from.is_bot;
  const text = message.text ?? message.caption ?? "";
  const body = formatted(text, message.entities ?? message.caption_entities, hands.say);
  const edited = message.edit_date ? "modifié " : "";
  const time = node("time", { datetime: new Date(message.date * 1000).toISOString() }, edited + clock(message.date));
  return node("article", { class: mine ? "message mine" : "message", "data-id": message.message_id },
    node("span", { class: "sr" }, mine ? "Vous : " : "Laconique : "),
    node("div", { class: "bubble" },
      quoted(message.reply_to_message), attachment(message),
      text ? node("div", { class: "text" }, ...body) : null, time),
    keyboard(message, hands));
}
