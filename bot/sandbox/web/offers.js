// What is offered above the composer while one types: "/" the commands that begin so, "@bot words" the results.
// Arrows choose, Enter sends, Tab completes a command, Escape closes.

import { node } from "/sandbox/view.js";

const INLINE_REST_MS = 300;

// `take(offer)` is called with { command } or { result, query }; `ask(words, offset)` gives a query's number.
export function offering({ text, box, commands, botName, take, ask }) {
  let choice = 0;
  let list = [];
  let asked = { query: "", words: "", kept: [] };
  let early = {};
  let timer;
  let turn = 0; // of what is asked now; what was closed, or asked before, shows nothing any more

  function draw() {
    box.hidden = !list.length;
    text.setAttribute("aria-expanded", String(!box.hidden));
    box.replaceChildren(...list.map(({ title, more, command }, at) => {
      const made = node("li", { class: command ? null : "found", role: "option", id: `offer-${at}`, "aria-selected": String(at === choice) },
        node("b", {}, title), node("span", {}, more));
      made.addEventListener("mousedown", (event) => { event.preventDefault(); choose(at); });
      return made;
    }));
    if (box.hidden) text.removeAttribute("aria-activedescendant");
    else {
      text.setAttribute("aria-activedescendant", `offer-${choice}`);
      box.children[choice].scrollIntoView({ block: "nearest" });
    }
  }

  function set(offers, at = 0) {
    list = offers;
    choice = Math.min(at, Math.max(offers.length - 1, 0));
    draw();
  }

  function show() {
    const typed = text.textContent;
    const called = `@${botName()} `;
    clearTimeout(timer);
    if (typed.toLowerCase().startsWith(called.toLowerCase())) {
      timer = setTimeout(() => search(typed.slice(called.length).trim()), INLINE_REST_MS);
      return;
    }
    asked = { query: "", words: "", kept: [] };
    const begun = /^\/\w*$/.test(typed)
      ? commands().filter(({ command }) => `/${command}`.startsWith(typed.toLowerCase())) : [];
    set(begun.map(({ command, description }) => ({ title: `/${command}`, more: description, command })));
  }

  async function search(words, offset = "") {
    turn += 1;
    const mine = turn;
    const query = await ask(words, offset);
    if (!query || mine !== turn) return;
    asked = { query, words, kept: offset ? list.filter((one) => one.result) : [] };
    if (early.id === query) answered(early);
  }

  // The bot has answered an inline query.
  function answered({ id, results, next_offset: next }) {
    if (id !== asked.query) {
      early = { id, results, next_offset: next }; // before the page knows what it asked
      return;
    }
    const found = results.map((one) => ({ title: one.title, more: one.description ?? "", result: one.id, query: id }));
    const rest = next ? [{ title: "Plus de résultats", more: "", next }] : [];
    const all = [...asked.kept, ...found, ...rest];
    set(all.length ? all : [{ title: "Aucun résultat", more: asked.words }], asked.kept.length);
  }

  function choose(at) {
    const offer = list[at];
    if (offer.next) search(asked.words, offer.next);
    else if (offer.command || offer.result) {
      hide();
      take(offer);
    }
  }

  function hide() {
    clearTimeout(timer);
    turn += 1;
    asked = { query: "", words: "", kept: [] };
    set([]);
  }

  // Whether the key was for the list.
  function keyed(event) {
    if (event.isComposing || event.shiftKey) return false;
    const open = list.length > 0;
    if (event.key === "Escape") hide(); // what is not answered yet, too
    if (!open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      choice = (choice + step + list.length) % list.length;
      draw();
    } else if (event.key === "Enter") choose(choice);
    else if (event.key === "Tab" && list[choice].command) {
      text.textContent = `/${list[choice].command} `;
      getSelection().selectAllChildren(text);
      getSelection().collapseToEnd();
      hide();
    } else if (event.key !== "Escape") return false;
    event.preventDefault();
    return true;
  }

  return { show, hide, keyed, answered };
}
