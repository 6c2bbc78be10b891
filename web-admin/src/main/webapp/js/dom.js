// SPDX-License-Identifier: Apache-2.0
// Small things for the document. Data reaches it as text (textContent), never as markup.

export const el = (id) => document.getElementById(id);

export const make = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

/** Sets a text, and touches the document only if it is another one. */
export const say = (id, text) => {
  const element = typeof id === 'string' ? el(id) : id;
  if (element.textContent !== text) element.textContent = text;
};

/** Replaces what is in an element if the state that it shows has changed. */
export function redraw(element, state, nodes) {
  const text = JSON.stringify(state);
  if (element.dataset.state === text) return;
  element.dataset.state = text;
  element.replaceChildren(...nodes());
}

export const bytes = (count) => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let value = count;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
};
export const count = (number) => number.toLocaleString('en');
export const many = (number, one, more = `${one}s`) => `${count(number)} ${number === 1 ? one : more}`;
export const millis = (number) => (number < 10_000 ? `${count(Math.round(number))} ms` : `${(number / 1000).toFixed(1)} s`);
export const seconds = (number) => (number === null ? '–' : number < 1 ? `${(number * 1000).toFixed(number < 0.01 ? 1 : 0)} ms` : `${number.toFixed(1)} s`);
export const time = (epoch) => {
  const at = new Date(epoch);
  const today = at.toDateString() === new Date().toDateString();
  return today ? at.toLocaleTimeString('en-GB') : at.toLocaleString('en-GB');
};

const SIGNS = { PROTECTED: '✓', DEGRADED: '!', LOST: '✕', DONE: '✓', FAILED: '✕', RUNNING: '…', REQUESTED: '…' };

export function chip(status) {
  const made = make('span', `chip ${status.toLowerCase()}`);
  const sign = make('span', 'sign', SIGNS[status]);
  sign.setAttribute('aria-hidden', 'true');
  made.append(sign, status.toLowerCase());
  return made;
}

export const sessionHash = (session) => `#/session/${encodeURIComponent(session.application)}/${encodeURIComponent(session.id)}`;
export const shortId = (id) => (id.length > 14 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id);

/**
 * Brings the rows of a table up to date. Rows keep their elements and cells are touched only where they changed, so that
 * focus, selection and scrolling survive a refresh.
 */
export function rows(body, items, keyOf, cellsOf) {
  const standing = new Map([...body.children].map((row) => [row.dataset.key, row]));
  const labels = [...(body.closest('table').tHead?.rows[0].cells ?? [])].map((cell) => cell.textContent.replace(/[ ▲▼]+$/, ''));
  const wanted = items.map((item) => {
    const key = keyOf(item);
    const row = standing.get(key) ?? make('tr');
    row.dataset.key = key;
    cellsOf(item).forEach((cell, column) => fill(row, column, cell, labels[column]));
    return row;
  });
  wanted.forEach((row, at) => {
    if (body.children[at] !== row) body.insertBefore(row, body.children[at] ?? null);
  });
  while (body.children.length > wanted.length) body.lastElementChild.remove();
}

/** A cell is a text, or { text, head, number, title, href, nodes, state, mark }; state tells whether nodes have changed. */
function fill(row, column, cell, label) {
  const given = cell !== null && typeof cell === 'object' ? cell : { text: String(cell) };
  const state = JSON.stringify([given.text, given.href, given.title, given.state, given.mark]);
  let standing = row.cells[column];
  if (!standing) {
    standing = make(given.head ? 'th' : 'td', given.number ? 'n' : '');
    if (given.head) standing.scope = 'row';
    if (label) standing.dataset.label = label;
    row.append(standing);
  }
  if (standing.dataset.state === state) return;
  standing.dataset.state = state;
  standing.classList.toggle('marked', Boolean(given.mark));
  if (given.title) standing.title = given.title;
  if (given.nodes) {
    standing.replaceChildren(...given.nodes());
  } else if (given.href) {
    const link = make('a', '', given.text);
    link.href = given.href;
    standing.replaceChildren(link);
  } else {
    standing.textContent = given.text;
  }
}

/** A cell of a table's head. */
export function headOf(text, className) {
  const cell = make('th', className, text);
  cell.scope = 'col';
  return cell;
}
