// The conversation: messages as they come, one tab stop for them all, and the buttons of the one that is current.

import { $, here, isMine, isPrivate, isShown } from "/sandbox/known.js";
import { bubble, dayName, node } from "/sandbox/view.js";

const WITHIN = "button, a, [role=button]";
const NEAR = 80; // so few pixels below are no reason to leave the end

export const busy = new Set(); // "message|data" of the buttons that wait for an answer

let hands = {};

export function begin(given) {
  hands = given;
}

export function showLog() {
  const log = $("log");
  log.setAttribute("aria-live", "off"); // a history that is only shown again is no news
  log.replaceChildren();
  for (const message of here().messages.values()) put(message, false);
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
  toEnd();
}

export function put(message, known) {
  if (!isShown(message)) return;
  const log = $("log");
  const mine = isMine(message);
  const follow = atEnd() || mine;
  const made = bubble(message, { ...hands, busy, mine, named: !mine && !isPrivate(here()) });
  const old = known && log.querySelector(`[data-id="${message.message_id}"]`);
  const within = log.contains(document.activeElement);
  if (old) {
    const focused = [old, ...old.querySelectorAll(WITHIN)].indexOf(document.activeElement);
    const current = old.tabIndex === 0;
    old.replaceWith(made);
    still(made);
    if (current) makeCurrent(made);
    if (focused >= 0) ([made, ...made.querySelectorAll(WITHIN)][focused] ?? made).focus();
  } else {
    const day = dayName(message.date);
    if (log.dataset.day !== day || !log.childElementCount) log.append(node("p", { class: "day" }, node("span", {}, day)));
    log.dataset.day = day;
    log.append(made);
    still(made);
    if (!within) makeCurrent(made);
  }
  if (follow) toEnd();
  const top = made.offsetTop - $("scroller").offsetTop;
  if (follow && !old && !mine && made.offsetHeight > $("scroller").clientHeight + NEAR) $("scroller").scrollTop = top;
}

// Which buttons of a message wait for an answer. Nothing is drawn anew: a finger may be on one of them.
export function mark(id) {
  for (const key of $("log").querySelectorAll(`[data-id="${id}"] .key[data-press]`)) {
    if (busy.has(`${id}|${key.dataset.press}`)) key.setAttribute("aria-busy", "true");
    else key.removeAttribute("aria-busy");
  }
}

export function drop(id) {
  const gone = $("log").querySelector(`[data-id="${id}"]`);
  const current = gone?.tabIndex === 0;
  gone?.remove();
  const last = [...$("log").querySelectorAll("article")].at(-1);
  if (current && last) makeCurrent(last);
}

export function atEnd() {
  const { scrollHeight, scrollTop, clientHeight } = $("scroller");
  return scrollHeight - scrollTop - clientHeight < NEAR;
}

export function toEnd() {
  $("scroller").scrollTop = $("scroller").scrollHeight;
}

// Of hundreds of messages only the current one is met by the tab key; arrows choose which one it is.
function still(message) {
  message.tabIndex = -1;
  for (const inside of message.querySelectorAll(WITHIN)) inside.tabIndex = -1;
}

function makeCurrent(message) {
  if (message.matches(".day")) return;
  const before = $("log").querySelector("article[tabindex='0']");
  if (before === message) return;
  if (before) still(before);
  message.tabIndex = 0;
  for (const inside of message.querySelectorAll(WITHIN)) inside.tabIndex = 0;
}

function moved(event) {
  const step = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key];
  const message = event.target.closest("article");
  if (!step || !message) return;
  const all = [...$("log").querySelectorAll("article")];
  const to = all[Math.max(0, Math.min(all.length - 1, all.indexOf(message) + step))];
  makeCurrent(to);
  to.focus();
  event.preventDefault();
}

$("log").addEventListener("focusin", (event) => {
  const message = event.target.closest("article");
  if (message) makeCurrent(message);
});
$("log").addEventListener("keydown", moved);

// Whoever reads the end still does when files, or the message that is answered, take some room below.
let readsTheEnd = true;
$("scroller").addEventListener("scroll", () => { readsTheEnd = atEnd(); });
new ResizeObserver(() => { if (readsTheEnd) toEnd(); }).observe($("scroller"));
