// SPDX-License-Identifier: Apache-2.0
// The page: who is logged in, what is known of the cluster, and which view is shown.
import * as api from './api.js';
import { el, make, say } from './dom.js';
import * as overview from './overview.js';
import * as sessions from './sessions.js';
import * as session from './session.js';
import * as recoveries from './recoveries.js';
import * as whatif from './whatif.js';
import * as configuration from './configuration.js';
import * as activity from './activity.js';

const views = { overview, sessions, session, recoveries, whatif, configuration, activity };
const NOTICE_MILLIS = 8_000;

/** All that is known, as the cluster told it last. Views read it and write none of it. */
export const known = { members: [], overview: null, points: [], recoveries: [], operations: [], verification: null, role: 'viewer' };

let current = null;

export const isOperator = () => known.role === 'operator';
export const memberName = (id) => known.members.find((member) => member.uuid === id)?.name;

/** Says something at the top of the page for a while, or until it is said again. */
export function notice(text, kind = 'good') {
  for (const shown of el('messages').children) if (shown.dataset.text === text) return shown;
  const line = make('p', `notice ${kind}`);
  line.dataset.text = text;
  const close = make('button', 'quiet', '✕');
  close.type = 'button';
  close.setAttribute('aria-label', 'Dismiss');
  close.onclick = () => line.remove();
  line.append(make('span', '', text), close);
  for (const shown of el('messages').querySelectorAll('.good')) shown.remove();
  el('messages').prepend(line);
  if (kind !== 'bad') setTimeout(() => line.remove(), NOTICE_MILLIS);
  return line;
}

export const complain = (error) => notice(error instanceof api.Unreachable ? 'No member answers. The page keeps trying.' : error.message, 'bad');

/** Asks before something is done; answers false, true, or the chosen member. */
export function confirmed({ title, text, yes, choose }) {
  const dialog = el('confirm');
  say('confirm-title', title);
  say('confirm-text', text);
  say('confirm-yes', yes);
  el('confirm-choice').hidden = !choose;
  if (choose) {
    el('confirm-member').replaceChildren(...choose.map((member) => {
      const option = make('option', '', member.name);
      option.value = member.uuid;
      return option;
    }));
  }
  dialog.returnValue = 'no';
  dialog.showModal();
  el('confirm-no').focus();
  return new Promise((done) => {
    dialog.addEventListener('close', () => done(dialog.returnValue === 'yes' && (choose ? el('confirm-member').value : true)), { once: true });
  });
}

/** Does something that an operator asked for, after confirmation. */
export async function act(question, path, said) {
  const answer = await confirmed(question);
  if (answer === false) return;
  try {
    await api.post(path(answer));
    notice(said);
  } catch (error) {
    complain(error);
  }
}

// ---------------------------------------------------------------- what happens

function told(kind, json) {
  if (kind === 'point') {
    known.points.push(json);
    if (known.points.length > 450) known.points.shift();
  } else {
    known[kind] = kind === 'members' ? json.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true })) : json;
  }
  if (kind === 'members') {
    const self = json.find((member) => member.self);
    say('self', self?.name ?? 'unknown');
    api.know(json.filter((member) => !member.self).map((member) => member.console));
  }
  current?.view.changed?.(kind);
}

// ---------------------------------------------------------------- which view

function parse() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  const name = parts[0] === '' ? 'overview' : parts[0];
  return { name: Object.hasOwn(views, name) ? name : 'overview', parts: parts.slice(1), query: new URLSearchParams(query) };
}

function route() {
  if (location.hash === '#main') return; // the skip link
  const { name, parts, query } = parse();
  const before = current?.name;
  if (before && before !== name) current.view.hide?.();
  current = { name, view: views[name] };
  for (const section of document.querySelectorAll('#main > section')) section.hidden = section.id !== `view-${name}`;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === name || (name === 'session' && link.dataset.view === 'sessions')) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${el(`view-${name}`).dataset.title} · Holdfast console`;
  views[name].show(parts, query);
  if (before && before !== name) {
    el('main').focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

// ---------------------------------------------------------------- who is there

async function enter() {
  try {
    const me = await api.get('me');
    known.role = me.role;
    say('who', `${me.user}, ${me.role}`);
    say('self', me.member);
  } catch (error) {
    if (!api.isLoggedIn()) return;
    complain(error);
    setTimeout(enter, 2_000);
    return;
  }
  document.body.dataset.role = known.role;
  el('gate').hidden = true;
  el('shell').hidden = false;
  el('skip').hidden = false;
  const [history, members] = await Promise.all([api.get('history').catch(() => []), api.get('members').catch(() => [])]);
  known.points = history;
  told('members', members);
  route();
  api.hear(told);
}

function gate(message) {
  el('shell').hidden = true;
  el('skip').hidden = true;
  el('gate').hidden = false;
  document.title = 'Log in · Holdfast console';
  say('login-problem', message ?? '');
  el('user').focus();
}

el('login').onsubmit = async (event) => {
  event.preventDefault();
  say('login-problem', '');
  try {
    await api.login(el('user').value, el('password').value);
    el('password').value = '';
    await enter();
  } catch (error) {
    say('login-problem', error instanceof api.Unreachable ? 'This member does not answer.' : error.message);
    el('password').select();
  }
};

el('logout').onclick = async () => {
  await api.logout();
  location.hash = '#/';
  location.reload();
};

el('skip').onclick = (event) => {
  event.preventDefault();
  el('main').focus();
};

api.listeners.ended = gate;
api.listeners.reach = (yes) => {
  el('serving').dataset.reach = yes ? 'yes' : 'no';
};
api.listeners.moved = async (place) => {
  const gone = el('self').textContent;
  try {
    const me = await api.get('me');
    say('self', me.member);
    notice(`${gone} does not answer. This page goes on with ${me.member} at ${new URL(place).host}.`, 'fair');
  } catch {
    // the next one that answers is told by the next move
  }
};

addEventListener('hashchange', route);
if (api.isLoggedIn()) enter();
else gate();
