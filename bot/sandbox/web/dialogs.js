// The forms: a new group or channel, who is in one and what they may, a new topic of a forum, a place on earth.

import { post } from "/sandbox/deeds.js";
import { $, here, roleOf, runs, state, where } from "/sandbox/known.js";
import { go, showAgain } from "/sandbox/side.js";
import { node } from "/sandbox/view.js";

const PEOPLE_ROLES = { administrator: "Administre", member: "Membre", restricted: "N’écrit pas", left: "Absent" };
const BOT_ROLES = { administrator: "Administrateur", member: "Membre", restricted: "Sans droit d’écrire", left: "Absent", kicked: "Banni" };
const CHANNEL_ROLES = { administrator: "Administrateur", silent: "Administrateur, sans publier", left: "Absent", kicked: "Banni" };

let asked = "";

export function openFounding() {
  const others = [...state.people.values()].filter((who) => who.id !== state.me);
  $("founding-members").replaceChildren(...others.map((who) => node("label", { class: "check" },
    node("input", { type: "checkbox", value: who.id, checked: true }), ` ${who.name}`)));
  $("founding-name").value = "";
  $("founding").showModal();
}

async function found(event) {
  event.preventDefault();
  const kind = $("founding-kind").value;
  const members = [...$("founding-members").querySelectorAll("input:checked")].map((box) => Number(box.value));
  const group = { title: $("founding-name").value, kind: kind === "forum" ? "supergroup" : kind, forum: kind === "forum" };
  const made = await post("groups", { user: state.me, ...group, members });
  if (!made) return;
  $("founding").close();
  const role = kind === "channel" ? "administrator" : "member";
  if ($("founding-bot").checked) await post("role", { user: state.me, chat: made.chat, of: "bot", role });
  go(made.chat);
}

export function openMembers() {
  showMembers();
  $("members").showModal();
}

// Also when something changed while it is open.
export function showMembers() {
  const chat = here();
  if (!chat.members) { $("members").close(); return; }
  $("members-title").textContent = chat.title;
  const allowed = runs(chat);
  const bot = chat.kind === "channel" ? CHANNEL_ROLES : BOT_ROLES;
  const people = [...state.people.values()].filter((who) => allowed || roleOf(chat, who.id) !== "left");
  $("roles").replaceChildren(
    ...role("bot", state.bot.first_name, bot, chat.bot === "administrator" && !chat.posts ? "silent" : chat.bot, allowed),
    ...people.flatMap((who) => role(who.id, who.name, PEOPLE_ROLES, roleOf(chat, who.id), allowed)));
  $("group-deeds").replaceChildren(...groupDeeds(chat, allowed));
}

function role(of, name, roles, now, allowed) {
  const id = `role-${of}`;
  const label = node("label", { for: id }, name);
  if (now === "creator") return [label, node("output", { id }, "A créé")];
  const given = node("select", { id, disabled: !allowed && of !== state.me },
    ...Object.entries(roles).filter(([value]) => allowed || value === now || value === "left")
      .map(([value, text]) => node("option", { value, selected: value === now }, text)));
  given.addEventListener("change", () => {
    const silent = given.value === "silent";
    post("role", { user: state.me, chat: state.at, of, role: silent ? "administrator" : given.value, posts: !silent });
  });
  return [label, given];
}

function groupDeeds(chat, allowed) {
  if (!allowed) return [];
  const thread = chat.threads.find(({ id }) => id === state.thread);
  const deeds = [];
  if (chat.kind !== "channel") {
    const box = node("input", { type: "checkbox", checked: state.anonymous });
    box.addEventListener("change", () => { state.anonymous = box.checked; showAgain(); });
    deeds.push(node("label", { class: "check" }, box, " Écrire au nom du groupe"));
  }
  if (chat.kind === "group") deeds.push(deed("En faire un supergroupe", async () => {
    const moved = await post("migrate", { user: state.me, chat: chat.id });
    if (moved) go(moved.chat);
    $("members").close();
  }));
  if (thread) deeds.push(deed(thread.closed ? `Rouvrir « ${thread.name} »` : `Fermer « ${thread.name} »`, () => (
    post("threads", { user: state.me, chat: chat.id, thread: thread.id, closed: !thread.closed }))));
  return deeds;
}

function deed(label, act) {
  const made = node("button", { type: "button", class: "plain" }, label);
  made.addEventListener("click", act);
  return made;
}

export function openThreadForm() {
  asked = state.at;
  $("asking-name").value = "";
  $("asking").showModal();
}

async function openThread(event) {
  event.preventDefault();
  const made = await post("threads", { user: state.me, chat: asked, name: $("asking-name").value });
  if (!made) return;
  state.thread = made.thread;
  $("asking").close();
  showAgain();
}

async function sendPlace(event) {
  event.preventDefault();
  const [latitude, longitude] = $("placing-city").value.split(",").map(Number);
  if (await post("location", { ...where(), latitude, longitude })) $("placing").close();
}

// A key of the keyboard that asks for where one is, or for a channel that one runs.
export function share(message, key) {
  if (key.request_location) { $("placing").showModal(); return; }
  if (!key.request_chat) { post("send", { ...where(), text: key.text }); return; }
  const channels = [...state.chats.values()].filter((chat) => chat.kind === "channel" && runs(chat));
  $("picking-chats").replaceChildren(...channels.map((chat) => deed(chat.title, async () => {
    if (await post("share", { user: state.me, message_id: message.message_id, chat: chat.id })) $("picking").close();
  })));
  if (!channels.length) $("picking-chats").append("Vous n’administrez aucun canal ici.");
  $("picking").showModal();
}

$("found").addEventListener("click", openFounding);
$("founding-form").addEventListener("submit", found);
$("asking-form").addEventListener("submit", openThread);
$("placing-form").addEventListener("submit", sendPlace);
$("manage").addEventListener("click", openMembers);
$("place").addEventListener("click", () => $("placing").showModal());
for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
