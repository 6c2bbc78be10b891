// SPDX-License-Identifier: Apache-2.0
import { act, complain, known } from './console.js';
import { get } from './api.js';
import { bytes, chip, count, el, headOf, make, rows, say, sessionHash, shortId, time } from './dom.js';

const PAGE_SIZE = 25;
const TYPING_MILLIS = 250;
const COLUMNS = [
  ['Session', 'id'], ['Status', 'status'], ['Owner', 'owner'], ['Version', 'version', 'n'], ['State', 'state', 'n'],
  ['Scheme', 'scheme'], ['Tolerates', 'tolerates', 'n'], ['Stored', 'stored', 'n'], ['Updated', 'updated', 'n'],
];

let asked = { offset: 0, sort: 'id', order: 'asc', q: '', status: '', owner: '', application: '' };
let shown = false;
let round = 0;
let typing = 0;

el('sessions-head').append(...COLUMNS.map(([title, sort, className]) => {
  const cell = headOf('', className);
  const button = make('button', 'sort', title);
  button.type = 'button';
  button.onclick = () => ask({ sort, order: asked.sort === sort && asked.order === 'asc' ? 'desc' : 'asc', offset: 0 });
  cell.append(button);
  cell.dataset.sort = sort;
  return cell;
}));

export function show(_, query) {
  shown = true;
  for (const name of Object.keys(asked)) {
    if (query.has(name)) asked[name] = name === 'offset' ? Math.max(0, Number.parseInt(query.get(name), 10) || 0) : query.get(name);
  }
  if (el('f-q').value !== asked.q) el('f-q').value = asked.q;
  choices();
  load();
}

export function hide() {
  shown = false;
}

export function changed(kind) {
  if (kind === 'overview') {
    choices();
    load();
  }
}

/** Asks for something else; the address of the page says what, so that it can be kept and shared. */
function ask(change) {
  asked = { ...asked, ...change };
  const given = Object.entries(asked).filter(([name, value]) => value !== '' && !(name === 'offset' && value === 0) && !(name === 'sort' && value === 'id') && !(name === 'order' && value === 'asc'));
  history.replaceState(null, '', `#/sessions${given.length ? `?${new URLSearchParams(given)}` : ''}`);
  load();
}

function choices() {
  options(el('f-owner'), known.members.map((member) => [member.uuid, member.name]), asked.owner);
  options(el('f-application'), Object.keys(known.overview?.byApplication ?? {}).map((name) => [name, name]), asked.application);
  el('f-status').value = asked.status;
}

function options(select, wanted, chosen) {
  if (chosen && !wanted.some(([value]) => value === chosen)) wanted.push([chosen, shortId(chosen)]);
  const state = JSON.stringify(wanted);
  if (select.dataset.state !== state) {
    select.dataset.state = state;
    select.replaceChildren(...[['', 'any'], ...wanted].map(([value, text]) => {
      const option = make('option', '', text);
      option.value = value;
      return option;
    }));
  }
  select.value = chosen;
}

async function load() {
  const mine = ++round;
  let list;
  try {
    list = await get(`sessions?${new URLSearchParams({ ...asked, limit: PAGE_SIZE })}`);
  } catch (error) {
    if (mine === round && shown) complain(error);
    return;
  }
  if (mine !== round || !shown) return;
  if (list.total > 0 && asked.offset >= list.total) {
    ask({ offset: Math.floor((list.total - 1) / PAGE_SIZE) * PAGE_SIZE }); // the page went with its sessions
    return;
  }
  draw(list);
}

function draw(list) {
  const looking = list.look.number === 0; // the server has just started
  const last = asked.offset + list.sessions.length;
  const of = list.total === list.all ? count(list.total) : `${count(list.total)} that fit, of ${count(list.all)}`;
  say('sessions-range', looking ? 'Looking at the cluster …' : list.total === 0 ? `0 of ${count(list.all)}` : `${count(asked.offset + 1)} to ${count(last)} of ${of}`);
  say('look', looking ? 'for the first time just now' : list.look.unanswered ? `as of ${time(list.look.takenAt)}; ${list.look.unanswered} parts of the grid did not answer and are older` : `as of ${time(list.look.takenAt)}`);
  el('no-sessions').hidden = looking || list.total > 0;
  el('sessions-table').hidden = list.total === 0;
  el('paging').hidden = list.total <= PAGE_SIZE;
  say('page', `Page ${count(Math.floor(asked.offset / PAGE_SIZE) + 1)} of ${count(Math.max(1, Math.ceil(list.total / PAGE_SIZE)))}`);
  el('back').disabled = asked.offset === 0;
  el('next').disabled = last >= list.total;
  for (const cell of el('sessions-head').cells) {
    const mine = cell.dataset.sort === asked.sort;
    if (mine) cell.setAttribute('aria-sort', asked.order === 'asc' ? 'ascending' : 'descending');
    else cell.removeAttribute('aria-sort');
  }
  rows(el('sessions'), list.sessions, (session) => `${session.application}/${session.id}`, (session) => [
    { head: true, text: `${session.application} / ${shortId(session.id)}`, title: session.id, href: sessionHash(session) },
    { state: session.status, nodes: () => [chip(session.status)], title: session.problem },
    ownerOf(session),
    { number: true, text: `${session.epoch}.${session.sequence}`, title: 'epoch . sequence' },
    { number: true, text: bytes(session.stateBytes) },
    session.scheme,
    { number: true, text: `${session.tolerates} of ${session.tolerate}`, title: 'lost members that it survives now, of those asked for' },
    { number: true, text: bytes(session.storedBytes) },
    { number: true, text: session.updatedAt ? time(session.updatedAt) : '–' },
  ]);
}

export function ownerOf(session) {
  if (session.ownerName !== null) return session.ownerName;
  return session.owner === null ? { text: 'nobody', title: 'released, or unknown' } : { text: 'a lost member', title: session.owner };
}

el('filters').onsubmit = (event) => event.preventDefault();
el('f-q').oninput = () => {
  clearTimeout(typing);
  typing = setTimeout(() => ask({ q: el('f-q').value.trim(), offset: 0 }), TYPING_MILLIS);
};
for (const name of ['status', 'owner', 'application']) el(`f-${name}`).onchange = () => ask({ [name]: el(`f-${name}`).value, offset: 0 });
el('back').onclick = () => ask({ offset: Math.max(0, asked.offset - PAGE_SIZE) });
el('next').onclick = () => ask({ offset: asked.offset + PAGE_SIZE });
el('verify-all').onclick = () => act({ title: 'Verify all sessions?', text: 'Every fragment of every session is read and checked, one session after the other. Nothing is changed. See Activity for what comes of it.', yes: 'Verify all' }, () => 'sessions/verify', 'All sessions are being verified; see Activity.');
el('reprotect-all').onclick = () => act({ title: 'Re-protect all that need it?', text: 'The owners of all sessions that are not fully protected check their fragments and mend what is missing, at most 500 sessions at a time. See Activity for what comes of it.', yes: 'Re-protect' }, () => 'sessions/reprotect', 'Asked for; see Activity.');
