// What the page knows: the people, the chats, who speaks and where; and what it remembers of itself.

export const $ = (id) => document.getElementById(id);

export const state = {
  bot: { first_name: "Laconique", username: "" },
  people: new Map(),
  chats: new Map(), // by number: the private chats, numbered as their people, and the groups
  me: Number(remembered("moi")) || null,
  at: null, // the chat that is shown
  thread: 0, // of a forum: 0 is the general topic
  anonymous: false,
  answered: 0, // the message that is answered by what is written next
  wanted: null, // the chat to be shown as soon as the stream has told of it
};

const GONE = ["left", "kicked"];

export function remembered(key) {
  try { return localStorage.getItem(`laconique:${key}`); } catch { return null; }
}

export function remember(key, value) {
  try { localStorage.setItem(`laconique:${key}`, value); } catch { /* private window: forgotten on reload */ }
}

// The whole state, as /sandbox/events begins with it.
export function learn({ bot, people, groups }) {
  const byNumber = (messages) => new Map(messages.map((message) => [message.message_id, message]));
  Object.assign(state, { bot, people: new Map(), chats: new Map() });
  for (const who of people) {
    state.people.set(who.id, who);
    state.chats.set(who.id, { id: who.id, kind: "private", title: bot.first_name, messages: byNumber(who.messages) });
  }
  for (const group of groups) state.chats.set(group.id, { ...group, messages: byNumber(group.messages) });
  if (!state.people.has(state.me)) state.me = people[0].id;
  const { wanted } = state;
  state.wanted = null;
  if (state.chats.has(wanted)) enter(wanted);
  else if (!mine().some((chat) => chat.id === state.at)) enter(state.me);
}

export const me = () => state.people.get(state.me);
export const here = () => state.chats.get(state.at);
export const isPrivate = (chat) => chat.kind === "private";
export const chatOf = (message) => state.chats.get(message.chat.id)
  ?? [...state.chats.values()].find((chat) => chat.was === message.chat.id);

export function roleOf(chat, user = state.me) {
  return chat.members?.find((member) => member.id === user)?.role ?? "left";
}

export const runs = (chat) => ["creator", "administrator"].includes(roleOf(chat));

// The chats of who speaks: with the bot, then those they are in.
export function mine() {
  return [...state.chats.values()].filter((chat) => isPrivate(chat) ? chat.id === state.me : !GONE.includes(roleOf(chat)));
}

export function enter(chat) {
  Object.assign(state, { at: chat, thread: 0, anonymous: false, answered: 0 });
}

export const started = () => !isPrivate(here()) || me().started;
export const commands = () => (isPrivate(here()) ? me().commands : here().commands[state.me] ?? []);

// Whether a message is of the topic that is shown; what opened a topic is in it.
export function isShown(message) {
  return !here().forum || (message.message_thread_id ?? 0) === state.thread;
}

export const isMine = (message) => (isPrivate(here()) ? !message.from.is_bot : message.from?.id === state.me);

export function unread(chat) {
  const read = Number(remembered(`lu:${state.me}:${chat.id}`)) || 0;
  return [...chat.messages.values()].filter((one) => one.message_id > read && one.from?.id !== state.me).length;
}

export function haveRead() {
  if (document.visibilityState !== "visible") return;
  remember(`lu:${state.me}:${state.at}`, Math.max(0, ...here().messages.keys()));
}

// Where something is said, as every deed that says something asks for it.
export function where() {
  const { me: user, at: chat, thread, anonymous, answered } = state;
  return { user, chat, thread, anonymous, reply_to: answered };
}
