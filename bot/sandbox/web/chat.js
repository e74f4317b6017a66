// The chat page: hears what happens (/sandbox/events), shows it, and does what the person does (/sandbox/...).

import { give, post, say, toast } from "/sandbox/deeds.js";
import { openThreadForm, share, showMembers } from "/sandbox/dialogs.js";
import {
  $, chatOf, commands, here, isPrivate, learn, me, roleOf, runs, started, state, where,
} from "/sandbox/known.js";
import * as logged from "/sandbox/log.js";
import { offering } from "/sandbox/offers.js";
import * as side from "/sandbox/side.js";
import { icon, node, preview, speaker } from "/sandbox/view.js";

const SPIN_MS = 15000;
const TYPING_MS = 5000;
const MESSAGE_MAX = 4096;
const CAPTION_MAX = 1024;
const KINDS = { group: "groupe", supergroup: "supergroupe", channel: "canal" };

let typingTimer;
let files = [];

// What happens

const HEARD = {
  state(event) {
    learn(event);
    showAll();
    if ($("members").open) showMembers();
  },
  message({ message }) {
    const chat = chatOf(message);
    if (!chat) return;
    const known = chat.messages.has(message.message_id);
    chat.messages.set(message.message_id, message);
    if (isPrivate(chat) && !message.from.is_bot) state.people.get(chat.id).started = true;
    if (chat === here()) {
      if (message.from?.is_bot && !known) stopTyping();
      logged.put(message, known);
    }
    side.showSide();
    showFoot();
  },
  deleted({ chat, message_id: id }) {
    if (id === state.answered) state.answered = 0;
    showAnswered();
    state.chats.get(chat)?.messages.delete(id);
    if (chat === state.at) logged.drop(id);
    side.showSide();
  },
  blocked({ user, blocked }) {
    state.people.get(user).blocked = blocked;
    showFoot();
    side.showSide();
  },
  typing({ chat, thread }) {
    if (chat !== state.at || (thread ?? 0) !== state.thread) return;
    const follow = logged.atEnd();
    $("typing").hidden = false;
    $("status").textContent = "écrit…";
    clearTimeout(typingTimer);
    typingTimer = setTimeout(stopTyping, TYPING_MS);
    if (follow) logged.toEnd();
  },
  answered({ user, chat, message_id: id, text, alert }) {
    for (const key of logged.busy) if (key.startsWith(`${id}|`)) logged.busy.delete(key);
    logged.mark(id);
    if (user !== state.me || (chat !== state.at && chat !== here().was)) return;
    if (text && alert) {
      $("alert-text").textContent = text;
      $("alert").showModal();
    } else if (text) toast(text);
  },
  offered(answer) {
    if (answer.user === state.me) offers.answered(answer);
  },
};

function listen() {
  const stream = new EventSource("/sandbox/events");
  stream.onopen = () => { $("banner").hidden = true; };
  stream.onerror = () => { $("banner").hidden = false; };
  stream.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    HEARD[event.event]?.(event);
  };
}

// What is shown

function showAll() {
  const chat = here();
  $("title").textContent = chat.title;
  $("avatar").className = isPrivate(chat) ? "avatar bot" : `avatar hue-${Math.abs(chat.id) % 6}`;
  $("avatar").replaceChildren(isPrivate(chat) ? icon("bot") : [...chat.title][0].toUpperCase());
  $("me").textContent = state.anonymous ? chat.title : me().name;
  $("manage").hidden = isPrivate(chat);
  showThreads();
  side.showSide();
  logged.showLog();
  showFoot();
  showAnswered();
  stopTyping();
}

function showThreads() {
  const chat = here();
  $("threads").hidden = !chat.forum;
  if (!chat.forum) return;
  const topics = [{ id: 0, name: "Général" }, ...chat.threads];
  $("threads").replaceChildren(...topics.map(({ id, name, closed }) => {
    const made = node("button", { type: "button", class: "thread", "aria-pressed": String(id === state.thread) }, closed ? `${name} 🔒` : name);
    made.addEventListener("click", () => { Object.assign(state, { thread: id, answered: 0 }); showAll(); });
    return made;
  }));
  if (!runs(chat)) return;
  const more = node("button", { type: "button", class: "thread more", "aria-haspopup": "dialog" }, "+ Sujet");
  more.addEventListener("click", openThreadForm);
  $("threads").append(more);
}

// Why who speaks may not write here; an empty text if they may.
function silence() {
  const chat = here();
  if (isPrivate(chat)) return "";
  if (chat.kind === "channel" && !runs(chat)) return "Seuls les administrateurs publient dans ce canal.";
  if (roleOf(chat) === "restricted") return "Vous ne pouvez pas écrire ici.";
  return chat.threads.find(({ id }) => id === state.thread)?.closed ? "Ce sujet est fermé." : "";
}

function showFoot() {
  const alone = isPrivate(here());
  const blocked = alone && me().blocked;
  const why = silence();
  $("welcome").hidden = started();
  $("log").hidden = !started();
  $("composer").hidden = blocked || Boolean(why);
  $("blocked").hidden = !blocked;
  $("silent").hidden = !why;
  $("silent").textContent = why;
  $("block").setAttribute("aria-pressed", String(blocked));
  const label = blocked ? "Débloquer le bot" : "Bloquer le bot";
  $("block").title = label;
  $("block").setAttribute("aria-label", label);
  $("block").hidden = !alone || !me().started;
  $("app").classList.toggle("new", !started());
  $("app").classList.toggle("mute", $("composer").hidden);
}

function stopTyping() {
  clearTimeout(typingTimer);
  $("typing").hidden = true;
  const chat = here();
  const people = isPrivate(chat) || `${chat.forum ? "forum" : KINDS[chat.kind]}, ${chat.members.length} ${chat.members.length > 1 ? "personnes" : "personne"}`;
  $("status").textContent = isPrivate(chat) ? "bac à sable" : people + (["left", "kicked"].includes(chat.bot) ? ", sans le bot" : "");
}

// What the person does

async function press(message, data) {
  const key = `${message.message_id}|${data}`;
  if (logged.busy.has(key)) return;
  logged.busy.add(key);
  logged.mark(message.message_id);
  const done = () => { if (logged.busy.delete(key)) logged.mark(message.message_id); };
  if (await post("press", { user: state.me, message_id: message.message_id, data })) setTimeout(done, SPIN_MS);
  else done();
}

// The answer may come before the stream tells of it: what is to be focused must be there at once.
function known(change, focus) {
  Object.assign(me(), change);
  showFoot();
  $(focus).focus();
}

async function start() {
  if (await say("/start")) known({ started: true }, "text");
}

async function block(blocked) {
  if (await post("block", { user: state.me, blocked })) known({ blocked }, blocked ? "unblock" : "text");
}

// The next thing that is written answers this message; null: it answers none.
function answer(message) {
  state.answered = message?.message_id ?? 0;
  showAnswered();
  text.focus();
}

function showAnswered() {
  const message = here().messages.get(state.answered);
  $("answering").hidden = !message;
  $("answering-who").textContent = message ? speaker(message) : "";
  $("answering-what").textContent = message ? preview(message) : "";
}

const text = $("text");
const offers = offering({
  text,
  box: $("offers"),
  commands,
  botName: () => state.bot.username,
  ask: async (query, offset) => (await post("inline", { ...where(), query, offset }))?.query_id,
  take({ command, result, query }) {
    write("");
    if (command) say(isPrivate(here()) ? `/${command}` : `/${command}@${state.bot.username}`);
    else post("choose", { ...where(), query_id: query, result_id: result });
    text.focus();
  },
});

function write(words) {
  text.textContent = words;
  fit();
}

function fit() {
  $("app").classList.toggle("typed", Boolean(text.textContent.trim()) || files.length > 0);
  text.classList.toggle("empty", !text.textContent);
}

function attach(more) {
  files = [...files, ...more].slice(0, 10);
  $("given").hidden = !files.length;
  $("given").replaceChildren(...files.map((file, at) => {
    const out = node("button", { type: "button", class: "icon", "aria-label": `Retirer ${file.name}` }, icon("close"));
    out.addEventListener("click", () => { files.splice(at, 1); attach([]); text.focus(); });
    return node("li", {}, node("span", {}, file.name), out);
  }));
  fit();
  if (more.length) text.focus();
}

// A long paste goes as several messages, cut where a line or a word ends, as Telegram's apps do it.
function cut(words) {
  if (words.length <= MESSAGE_MAX) return [words];
  const within = words.slice(0, MESSAGE_MAX);
  const end = [within.lastIndexOf("\n"), within.lastIndexOf(" ")].find((at) => at > MESSAGE_MAX / 2) ?? MESSAGE_MAX;
  return [words.slice(0, end), ...cut(words.slice(end).trimStart())];
}

async function sayAll(parts, place) {
  for (const [at, part] of parts.entries()) {
    if (!await say(part, at ? { ...place, reply_to: 0 } : place)) return parts.slice(at).join("\n");
  }
  return "";
}

async function sent(event) {
  event.preventDefault();
  const words = text.innerText.trim(); // its lines may be nodes, as the browser pleases
  const given = files;
  if (!words && !given.length) return;
  if (given.length && words.length > CAPTION_MAX) { toast(`Une légende a au plus ${CAPTION_MAX} caractères, comme dans Telegram.`); return; }
  const place = where();
  files = [];
  attach([]);
  write("");
  answer(null);
  offers.hide();
  const left = given.length ? (await give(given, words, place) ? null : words) : await sayAll(cut(words), place) || null;
  if (left === null || text.textContent) return;
  write(left);
  attach(given);
}

logged.begin({ press, share, say, answer });
side.begin(() => { $("toast").hidden = true; showAll(); if (!started()) $("start").focus(); else text.focus(); });
$("composer").addEventListener("submit", sent);
text.addEventListener("keydown", (event) => {
  if (offers.keyed(event)) return;
  if (event.key === "Escape" && state.answered) answer(null);
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("composer").requestSubmit();
});
text.addEventListener("input", () => { fit(); offers.show(); });
text.addEventListener("blur", offers.hide);
$("menu").addEventListener("mousedown", (event) => event.preventDefault()); // keeps the list open to be closed
$("menu").addEventListener("click", () => {
  const open = $("offers").hidden;
  text.focus();
  if (!text.textContent) write("/");
  getSelection().selectAllChildren(text);
  getSelection().collapseToEnd();
  if (open) offers.show();
  else offers.hide();
});
$("start").addEventListener("click", start);
$("block").addEventListener("click", () => block(!me().blocked));
$("unblock").addEventListener("click", () => block(false));
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => { attach([...$("file").files]); $("file").value = ""; });
$("answering-not").addEventListener("click", () => answer(null));
$("to-end").addEventListener("click", logged.toEnd);
$("scroller").addEventListener("scroll", () => { $("to-end").hidden = logged.atEnd(); });
$("chat").addEventListener("dragover", (event) => { event.preventDefault(); $("app").classList.add("dragging"); });
$("chat").addEventListener("dragleave", () => $("app").classList.remove("dragging"));
$("chat").addEventListener("drop", (event) => {
  event.preventDefault();
  $("app").classList.remove("dragging");
  attach([...event.dataTransfer.files]);
});
fit();
listen();
