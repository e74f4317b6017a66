// At the side: who speaks, in which language, and their chats; a drawer where the page is as narrow as a phone.

import { post } from "/sandbox/deeds.js";
import { $, enter, haveRead, here, isPrivate, me, mine, remember, remembered, state, unread } from "/sandbox/known.js";
import { clock, icon, node, preview } from "/sandbox/view.js";

const KINDS = { private: "Conversation privée", group: "Groupe", supergroup: "Supergroupe", channel: "Canal" };

let changed = () => {};

// `onChange` is called when another person speaks, or another chat is shown.
export function begin(onChange) {
  changed = onChange;
}

export function showSide() {
  haveRead();
  const { people, chats } = state;
  const news = (id) => unreadOf(id) && ` (${unreadOf(id)})`;
  $("who").replaceChildren(...[...people.values()].map((who) => (
    node("option", { value: who.id, selected: who.id === state.me }, who.name + (who.id === state.me ? "" : news(who.id) || "")))));
  $("language").value = me().language;
  const focused = document.activeElement?.dataset?.chat;
  $("chats").replaceChildren(...mine().map(chatButton));
  if (focused) document.querySelector(`[data-chat="${focused}"]`)?.focus();
  const others = [...chats.values()].filter((chat) => chat.id !== state.at && (!isPrivate(chat) || chat.id === state.me));
  const total = others.reduce((sum, chat) => sum + (mine().includes(chat) ? unread(chat) : 0), 0)
    + [...people.keys()].reduce((sum, id) => sum + unreadOf(id), 0);
  $("total").hidden = !total;
  $("total").replaceChildren(String(total), node("span", { class: "sr" }, " non lus"));
  document.title = `${total ? `(${total}) ` : ""}Laconique · bac à sable`;
}

// What waits for somebody else in their chat with the bot.
function unreadOf(id) {
  if (id === state.me) return 0;
  const read = Number(remembered(`lu:${id}:${id}`)) || 0;
  return [...state.chats.get(id).messages.values()].filter((one) => one.message_id > read && one.from.is_bot).length;
}

function chatButton(chat) {
  const last = [...chat.messages.values()].at(-1);
  const count = chat.id === state.at ? 0 : unread(chat);
  const kind = chat.forum ? "Forum" : KINDS[chat.kind];
  const badge = node("span", { class: "badge" }, String(count), node("span", { class: "sr" }, " non lus"));
  const made = node("button", { type: "button", class: "chat-entry", "data-chat": chat.id, "aria-current": chat.id === state.at ? "true" : null },
    isPrivate(chat)
      ? node("span", { class: "avatar bot", "aria-hidden": "true" }, icon("bot"))
      : node("span", { class: `avatar hue-${Math.abs(chat.id) % 6}`, "aria-hidden": "true" }, [...chat.title][0].toUpperCase()),
    node("span", { class: "entry-name" }, chat.title),
    last ? node("time", { class: "entry-time" }, clock(last.date)) : null,
    node("span", { class: "entry-last" }, last ? preview(last) : kind),
    count ? badge : null);
  made.addEventListener("click", () => go(chat.id));
  return node("li", {}, made);
}

export function go(chat) {
  open(false);
  if (!state.chats.has(chat)) { state.wanted = chat; return; }
  enter(chat);
  changed();
}

export const showAgain = () => changed();

export function become(person) {
  state.me = person;
  remember("moi", person);
  if (!state.people.has(person)) return; // someone new: the stream tells of them in a moment
  if (!mine().includes(here())) enter(person);
  open(false);
  changed();
}

export function open(wanted) {
  $("app").classList.toggle("side-open", wanted);
  $("side-toggle").setAttribute("aria-expanded", String(wanted));
  if (wanted) document.querySelector(".chat-entry[aria-current]")?.focus();
}

function shut() {
  open(false);
  $("side-toggle").focus();
}

$("who").addEventListener("change", () => become(Number($("who").value)));
$("language").addEventListener("change", () => post("language", { user: state.me, language: $("language").value }));
$("side-toggle").addEventListener("click", () => open(!$("app").classList.contains("side-open")));
$("side-close").addEventListener("click", shut);
$("veil").addEventListener("click", shut);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && $("app").classList.contains("side-open") && !document.querySelector("dialog[open]")) shut();
});
$("join").addEventListener("submit", async (event) => {
  event.preventDefault();
  const joined = await post("people", { name: $("join-name").value });
  if (joined) { $("join-name").value = ""; become(joined.user); }
});
document.addEventListener("visibilitychange", () => { if (state.people.size) showSide(); });
