// Typing "/" offers the commands that begin so: arrows choose, Enter sends, Tab completes, Escape closes.

import { node } from "/sandbox/view.js";

export function completion({ text, box, commands, send }) {
  let choice = 0;
  let list = [];

  function draw() {
    box.hidden = !list.length;
    box.replaceChildren(...list.map(({ command, description }, at) => {
      const made = node("li", { role: "option", id: `command-${at}`, "aria-selected": String(at === choice) },
        node("b", {}, `/${command}`), node("span", {}, description));
      made.addEventListener("mousedown", (event) => { event.preventDefault(); take(command); });
      return made;
    }));
    if (box.hidden) text.removeAttribute("aria-activedescendant");
    else {
      text.setAttribute("aria-activedescendant", `command-${choice}`);
      box.children[choice].scrollIntoView({ block: "nearest" });
    }
  }

  function show() {
    const typed = text.value.toLowerCase();
    choice = 0;
    list = /^\/\w*$/.test(typed) ? commands().filter(({ command }) => `/${command}`.startsWith(typed)) : [];
    draw();
  }

  function hide() {
    list = [];
    draw();
  }

  function take(command) {
    hide();
    send(`/${command}`);
  }

  // Whether the key was for the list.
  function keyed(event) {
    if (!list.length || event.isComposing || event.shiftKey) return false;
    const { command } = list[choice];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      choice = (choice + step + list.length) % list.length;
      draw();
    } else if (event.key === "Escape") hide();
    else if (event.key === "Enter") take(command);
    else if (event.key === "Tab") {
      text.value = `/${command} `;
      hide();
    } else return false;
    event.preventDefault();
    return true;
  }

  return { show, hide, keyed };
}
