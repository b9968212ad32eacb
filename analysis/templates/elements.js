// What pages of this suite are made of: elements whose texts stay texts, and rows that arrow keys move along.

const DISTURBING = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

function clean(text) {
  return text.replace(DISTURBING, "");
}

// Make an element; a text among the children becomes text, never markup.
function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const upper = (text) => text[0].toUpperCase() + text.slice(1);

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

// A row of things of which one is in the tab order; arrow keys, Home and End move between them.
function roving(box, items, onMove) {
  let at = 0;
  const enter = (i, focus) => {
    if (items[at]) items[at].tabIndex = -1;
    at = Math.min(Math.max(i, 0), items.length - 1);
    if (items[at]) {
      items[at].tabIndex = 0;
      if (focus) items[at].focus();
    }
  };
  items.forEach((item, i) => {
    item.tabIndex = -1;
    item.addEventListener("focus", () => enter(i, false));
  });
  const moves = { ArrowRight: () => at + 1, ArrowDown: () => at + 1, ArrowLeft: () => at - 1, ArrowUp: () => at - 1, Home: () => 0, End: () => items.length - 1 };
  box.onkeydown = (event) => {
    if (!(event.key in moves) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const from = at;
    enter(moves[event.key](), true);
    if (onMove) onMove(from, at, event);
  };
  enter(0, false);
  return { enter, at: () => at };
}
