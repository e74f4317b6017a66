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

const DONE = {
  new_chat_members: ({ new_chat_members: who, from }) => (
    who.length === 1 && who[0].id === from.id ? `${from.first_name} rejoint le groupe`
      : `${from.first_name} ajoute ${who.map((one) => one.first_name).join(", ")}`),
  left_chat_member: ({ left_chat_member: who, from }) => (
    who.id === from.id ? `${who.first_name} quitte le groupe` : `${from.first_name} retire ${who.first_name}`),
  forum_topic_created: ({ from, forum_topic_created: { name } }) => `${from.first_name} ouvre le sujet «\u202f${name}\u202f»`,
  forum_topic_closed: ({ from }) => `${from.first_name} ferme le sujet`,
  forum_topic_reopened: ({ from }) => `${from.first_name} rouvre le sujet`,
  chat_shared: ({ from }) => `${from.first_name} a choisi un canal`,
  migrate_to_chat_id: () => "Le groupe devient un supergroupe",
  migrate_from_chat_id: () => "C’est maintenant un supergroupe",
};

// What was done, of a message that says nothing else; otherwise an empty text.
export function done(message) {
  const kind = Object.keys(DONE).find((name) => name in message);
  return kind ? DONE[kind](message) : "";
}

export function speaker(message) {
  return message.sender_chat?.title ?? message.from.first_name;
}

// One line of what a message says, for the list of chats and for what answers it.
export function preview(message) {
  if (message.document) return `📄 ${message.document.file_name}`;
  if (message.location) return "📍 Position";
  if (message.photo) return `🖼 ${message.caption || "Photo"}`;
  return done(message) || message.text.replace(/\s+/g, " ");
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
  if (bytes < 1000) return `${bytes}\u00a0${bytes > 1 ? "octets" : "octet"}`;
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
  if (message.location) {
    const { latitude, longitude } = message.location;
    return node("p", { class: "document" }, node("span", { class: "document-icon" }, icon("pin")),
      node("span", { class: "document-name" }, "Position", node("small", {}, `${latitude}, ${longitude}`)));
  }
  if (!message.document) return null;
  const { file_id: id, file_name: name, file_size: bytes } = message.document;
  return node("a", { class: "document", href: `/sandbox/files/${id}`, download: name },
    node("span", { class: "document-icon" }, icon("file")),
    node("span", { class: "document-name" }, name, node("small", {}, size(bytes))));
}

function quoted(original) {
  if (!original || original.forum_topic_created) return null;
  return node("p", { class: "quoted" }, node("b", {}, speaker(original)), preview(original));
}

// The page of an address, as the bot asks for it to be shown: nothing is fetched here.
function linkPreview(message) {
  const asked = message.link_preview_options ?? {};
  const found = (message.entities ?? []).find(({ type }) => type === "text_link" || type === "url");
  const address = asked.url ?? found?.url ?? (found && message.text.slice(found.offset, found.offset + found.length));
  if (asked.is_disabled || !address || !URL.canParse(address)) return null;
  const { hostname, pathname } = new URL(address);
  const large = asked.prefer_large_media ? " large" : "";
  return link(node("a", { class: `preview${large}` }, node("b", {}, hostname.replace(/^www\./, "")),
    node("span", {}, decodeURI(pathname).split("/").filter(Boolean).at(-1)?.replace(/[-_]/g, " ") ?? "")), address);
}

function keyboard(message, { press, share, busy }) {
  const rows = message.reply_markup?.inline_keyboard;
  if (message.reply_keyboard) return node("div", { class: "keys" }, ...message.reply_keyboard.map((row) => (
    node("div", { class: "row" }, ...row.map((asked) => {
      const key = node("button", { type: "button", class: "key" }, asked.text);
      key.addEventListener("click", () => share(message, asked));
      return key;
    })))));
  if (!rows) return null;
  const made = rows.map((row) => node("div", { class: "row" }, ...row.map((button) => {
    if (button.url) {
      return link(node("a", { class: "key" }, button.text, icon("link")), button.url);
    }
    const waits = busy.has(`${message.message_id}|${button.callback_data}`);
    const key = node("button", {
      type: "button", class: "key", "data-press": button.callback_data, "aria-busy": waits ? "true" : null,
    }, button.text);
    key.addEventListener("click", () => press(message, button.callback_data));
    return key;
  })));
  return node("div", { class: "keys" }, ...made);
}

function answering(message, answer) {
  const made = node("button", { type: "button", class: "icon reply", "aria-label": "Répondre", title: "Répondre" }, icon("reply"));
  made.addEventListener("click", () => answer(message));
  return made;
}

// One message with its keyboard. `hands`: press(message, data), share(message, key), say(text), answer(message), busy;
// mine, and whether to name who speaks.
export function bubble(message, hands) {
  const what = done(message);
  if (what) return node("p", { class: "day done", "data-id": message.message_id }, node("span", {}, what));
  const text = message.text ?? message.caption ?? "";
  const body = formatted(text, message.entities ?? message.caption_entities, hands.say);
  const edited = message.edit_date ? "modifié " : "";
  const time = node("time", { datetime: new Date(message.date * 1000).toISOString() }, edited + clock(message.date));
  const about = linkPreview(message);
  const above = message.link_preview_options?.show_above_text;
  return node("article", { class: hands.mine ? "message mine" : "message", "data-id": message.message_id, "aria-label": `${hands.mine ? "Vous" : speaker(message)}, ${clock(message.date)}` },
    node("div", { class: "bubble" },
      hands.named ? node("b", { class: "speaker" }, speaker(message)) : null,
      message.via_bot ? node("p", { class: "via" }, `via @${message.via_bot.username}`) : null,
      quoted(message.reply_to_message), attachment(message), above ? about : null,
      text ? node("div", { class: "text" }, ...body) : null, above ? null : about, time),
    keyboard(message, hands), answering(message, hands.answer));
}
