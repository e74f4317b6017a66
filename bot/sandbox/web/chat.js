// The chat page: hears what happens (/sandbox/events), shows it, and does what the person does (/sandbox/...).

import { completion } from "/sandbox/commands.js";
import { bubble, clock, dayName, node, preview } from "/sandbox/view.js";

const $ = (id) => document.getElementById(id);
const FILE_MAX = 5 * 2 ** 20;
const SPIN_MS = 15000;
const TYPING_MS = 5000;
const MESSAGE_MAX = 4096;

const people = new Map();
const busy = new Set();
let bot = { first_name: "Laconique" };
let me = Number(remembered("moi")) || null;
let typingTimer;

function remembered(key) {
  try { return localStorage.getItem(`laconique:${key}`); } catch { return null; }
}

function remember(key, value) {
  try { localStorage.setItem(`laconique:${key}`, value); } catch { /* private window: forgotten on reload */ }
}

async function post(path, body) {
  try {
    const answer = await fetch(`/sandbox/${path}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    if (answer.ok) return await answer.json();
    toast(answer.status === 413 ? "C’est trop volumineux." : "Cela n’a pas pu être fait.");
  } catch {
    toast("Le bac à sable ne répond pas.");
  }
  return null;
}

// What happens

const HEARD = {
  state(event) {
    bot = event.bot;
    people.clear();
    for (const who of event.people) {
      people.set(who.id, { ...who, messages: new Map(who.messages.map((m) => [m.message_id, m])) });
    }
    if (!people.has(me)) me = people.keys().next().value;
    showAll();
  },
  message({ message }) {
    const who = people.get(message.chat.id);
    if (!who) return;
    const known = who.messages.has(message.message_id);
    who.messages.set(message.message_id, message);
    if (!message.from.is_bot) who.started = true;
    if (who.id === me) {
      if (message.from.is_bot && !known) stopTyping();
      put(message, known);
    }
    showPeople();
    showFoot();
  },
  deleted({ chat: user, message_id: id }) {
    people.get(user)?.messages.delete(id);
    if (user === me) document.querySelector(`[data-id="${id}"]`)?.remove();
    showPeople();
  },
  blocked({ user, blocked }) {
    people.get(user).blocked = blocked;
    if (user === me) showFoot();
    showPeople();
  },
  typing({ chat: user }) {
    if (user !== me) return;
    const follow = atEnd();
    $("typing").hidden = false;
    $("status").textContent = "écrit…";
    clearTimeout(typingTimer);
    typingTimer = setTimeout(stopTyping, TYPING_MS);
    if (follow) toEnd();
  },
  answered({ user, message_id: id, text, alert }) {
    for (const key of busy) if (key.startsWith(`${id}|`)) busy.delete(key);
    const message = people.get(user)?.messages.get(id);
    if (user !== me) return;
    if (message) put(message, true);
    if (text && alert) {
      $("alert-text").textContent = text;
      $("alert").showModal();
    } else if (text) toast(text);
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
  $("bot-name").textContent = bot.first_name;
  showPeople();
  showLog();
  showFoot();
  stopTyping();
}

function unread(who) {
  const read = Number(remembered(`lu:${who.id}`)) || 0;
  return [...who.messages.values()].filter((m) => m.from.is_bot && m.message_id > read).length;
}

function showPeople() {
  const mine = people.get(me);
  if (mine && document.visibilityState === "visible") {
    remember(`lu:${me}`, Math.max(0, ...mine.messages.keys()));
  }
  $("me").textContent = mine?.name ?? "";
  const focused = document.activeElement?.dataset?.person;
  $("people-list").replaceChildren(...[...people.values()].map(personButton));
  if (focused) document.querySelector(`[data-person="${focused}"]`)?.focus();
  const total = [...people.values()].filter((who) => who.id !== me).reduce((sum, who) => sum + unread(who), 0);
  $("total").hidden = !total;
  $("total").textContent = total;
  document.title = `${total ? `(${total}) ` : ""}Laconique · bac à sable`;
}

function personButton(who) {
  const last = [...who.messages.values()].at(-1);
  const count = unread(who);
  const badge = node("span", { class: "badge" }, String(count), node("span", { class: "sr" }, " non lus"));
  const made = node("button", { type: "button", class: "person", "data-person": who.id, "aria-current": who.id === me ? "true" : null },
    node("span", { class: `avatar hue-${who.id % 6}`, "aria-hidden": "true" }, [...who.name][0].toUpperCase()),
    node("span", { class: "person-name" }, who.name),
    last ? node("time", { class: "person-time" }, clock(last.date)) : null,
    node("span", { class: "person-last" }, who.blocked ? "A bloqué le bot" : last ? preview(last) : "N’a pas encore écrit"),
    count && who.id !== me ? badge : null);
  made.addEventListener("click", () => become(who.id));
  return node("li", {}, made);
}

function showLog() {
  const log = $("log");
  const who = people.get(me);
  log.setAttribute("aria-live", "off"); // a history that is only shown again is no news
  log.replaceChildren();
  for (const message of who.messages.values()) put(message, false);
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  toEnd();
}

function put(message, known) {
  const log = $("log");
  const follow = atEnd() || !message.from.is_bot;
  const made = bubble(message, { press, say, busy });
  const old = known && log.querySelector(`[data-id="${message.message_id}"]`);
  if (old) {
    const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    old.replaceWith(made);
    made.querySelectorAll("button, a")[focused]?.focus();
  } else {
    const day = dayName(message.date);
    if (log.dataset.day !== day || !log.childElementCount) log.append(node("p", { class: "day" }, node("span", {}, day)));
    log.dataset.day = day;
    log.append(made);
  }
  if (follow) toEnd();
  const top = made.offsetTop - $("scroller").offsetTop;
  if (follow && !old && message.from.is_bot && made.offsetHeight > $("scroller").clientHeight) $("scroller").scrollTop = top;
}

function showFoot() {
  const who = people.get(me);
  $("welcome").hidden = who.started;
  $("log").hidden = !who.started;
  $("composer").hidden = who.blocked;
  $("blocked").hidden = !who.blocked;
  $("block").setAttribute("aria-pressed", String(who.blocked));
  const label = who.blocked ? "Débloquer le bot" : "Bloquer le bot";
  $("block").title = label;
  $("block").setAttribute("aria-label", label);
  $("block").hidden = !who.started;
  $("app").classList.toggle("new", !who.started);
}

function stopTyping() {
  clearTimeout(typingTimer);
  $("typing").hidden = true;
  $("status").textContent = "bac à sable";
}

function atEnd() {
  const { scrollHeight, scrollTop, clientHeight } = $("scroller");
  return scrollHeight - scrollTop - clientHeight < 80;
}

function toEnd() {
  $("scroller").scrollTop = $("scroller").scrollHeight;
}

function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").hidden = true; }, 2500 + 40 * text.length);
}

// What the person does

function become(id) {
  me = id;
  remember("moi", id);
  $("toast").hidden = true;
  openPeople(false);
  if (!people.has(id)) return; // someone new: the stream tells of them in a moment
  showAll();
  (people.get(id).started ? $("text") : $("start")).focus();
}

function say(text) {
  return post("send", { user: me, text });
}

async function press(message, data) {
  const key = `${message.message_id}|${data}`;
  if (busy.has(key)) return;
  busy.add(key);
  put(message, true);
  const done = () => { if (busy.delete(key)) put(people.get(me).messages.get(message.message_id) ?? message, true); };
  if (await post("press", { user: me, message_id: message.message_id, data })) setTimeout(done, SPIN_MS);
  else done();
}

async function handOver(file) {
  if (!file) return;
  if (file.size > FILE_MAX) { toast("Ce fichier dépasse 5 Mo."); return; }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
  await post("document", { user: me, name: file.name, media_type: file.type, content: btoa(binary) });
}

// The answer may come before the stream tells of it: what is to be focused must be there at once.
function known(change, focus) {
  Object.assign(people.get(me), change);
  showFoot();
  $(focus).focus();
}

async function start() {
  if (await say("/start")) known({ started: true }, "text");
}

async function block(blocked) {
  if (await post("block", { user: me, blocked })) known({ blocked }, blocked ? "unblock" : "text");
}

function openPeople(open) {
  $("app").classList.toggle("people-open", open);
  $("people-toggle").setAttribute("aria-expanded", String(open));
  if (open) document.querySelector(".person[aria-current]")?.focus();
}

const offer = completion({
  text: $("text"),
  box: $("commands"),
  commands: () => people.get(me).commands,
  send(command) {
    $("text").value = "";
    fit();
    say(command);
    $("text").focus();
  },
});

function fit() {
  const text = $("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  $("app").classList.toggle("typed", Boolean(text.value.trim()));
}

async function sent(event) {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text) return;
  if (text.length > MESSAGE_MAX) { toast(`Un message a au plus ${MESSAGE_MAX} caractères, comme dans Telegram : joignez plutôt un fichier.`); return; }
  $("text").value = "";
  fit();
  offer.hide();
  if (!(await say(text)) && !$("text").value) { $("text").value = text; fit(); }
}

$("composer").addEventListener("submit", sent);
$("text").addEventListener("keydown", (event) => {
  if (offer.keyed(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("composer").requestSubmit();
});
$("text").addEventListener("input", () => { fit(); offer.show(); });
$("text").addEventListener("blur", offer.hide);
$("menu").addEventListener("mousedown", (event) => event.preventDefault()); // keeps the list open to be closed
$("menu").addEventListener("click", () => {
  const open = $("commands").hidden;
  $("text").focus();
  if (!$("text").value) $("text").value = "/";
  fit();
  if (open) offer.show();
  else offer.hide();
});
$("start").addEventListener("click", start);
$("block").addEventListener("click", () => block(!people.get(me).blocked));
$("unblock").addEventListener("click", () => block(false));
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", async () => { await handOver($("file").files[0]); $("file").value = ""; });
$("to-end").addEventListener("click", toEnd);
$("scroller").addEventListener("scroll", () => { $("to-end").hidden = atEnd(); });
$("people-toggle").addEventListener("click", () => openPeople(!$("app").classList.contains("people-open")));
$("veil").addEventListener("click", () => openPeople(false));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !$("app").classList.contains("people-open")) return;
  openPeople(false);
  $("people-toggle").focus();
});
$("join").addEventListener("submit", async (event) => {
  event.preventDefault();
  const joined = await post("people", { name: $("join-name").value });
  if (joined) { $("join-name").value = ""; become(joined.user); }
});
$("chat").addEventListener("dragover", (event) => { event.preventDefault(); $("app").classList.add("dragging"); });
$("chat").addEventListener("dragleave", () => $("app").classList.remove("dragging"));
$("chat").addEventListener("drop", (event) => {
  event.preventDefault();
  $("app").classList.remove("dragging");
  handOver(event.dataTransfer.files[0]);
});
document.addEventListener("visibilitychange", () => { if (people.size) showPeople(); });
listen();
