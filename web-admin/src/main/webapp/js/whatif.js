// SPDX-License-Identifier: Apache-2.0
import { complain, known } from './console.js';
import { get } from './api.js';
import { count, el, make, many, redraw, rows, say, sessionHash, shortId } from './dom.js';
import { ownerOf } from './sessions.js';

const chosen = new Set();
let round = 0;

export function show() {
  choices();
  ask();
}

export function changed(kind) {
  if (kind === 'members') choices();
  if (kind === 'overview') ask();
}

function choices() {
  for (const id of chosen) if (!known.members.some((member) => member.uuid === id)) chosen.delete(id);
  const byDomain = new Map();
  for (const member of known.members) byDomain.set(member.domain, [...(byDomain.get(member.domain) ?? []), member]);
  const state = known.members.map((member) => [member.uuid, member.name, member.domain, member.sessions]);
  redraw(el('choices'), state, () => [...byDomain].map(([domain, members]) => {
    const box = make('div', 'panel choice');
    const all = make('button', 'quiet', `all of ${domain}`);
    all.type = 'button';
    all.onclick = () => {
      const on = !members.every((member) => chosen.has(member.uuid));
      for (const member of members) toggle(member.uuid, on);
      ask();
    };
    box.append(all, ...members.map((member) => {
      const label = make('label');
      const input = make('input');
      input.type = 'checkbox';
      input.value = member.uuid;
      input.checked = chosen.has(member.uuid);
      input.onchange = () => {
        toggle(member.uuid, input.checked);
        ask();
      };
      label.append(input, make('span', '', member.name), make('small', '', many(member.sessions, 'session')));
      return label;
    }));
    return box;
  }));
}

function toggle(id, on) {
  if (on) chosen.add(id);
  else chosen.delete(id);
  for (const input of el('choices').querySelectorAll('input')) input.checked = chosen.has(input.value);
}

async function ask() {
  const mine = ++round;
  if (chosen.size === 0) {
    draw(null);
    return;
  }
  try {
    const answer = await get(`whatif?${new URLSearchParams([...chosen].map((id) => ['lose', id]))}`);
    if (mine === round) draw(answer);
  } catch (error) {
    if (mine === round && error.status !== 404) complain(error);
  }
}

function draw(answer) {
  el('answer').dataset.mood = answer === null || answer.total === 0 ? 'none' : answer.gone ? 'bad' : answer.exposed ? 'fair' : 'good';
  if (answer === null || answer.total === 0) {
    say('answer-title', answer === null ? 'Choose members or whole failure domains.' : 'There is no session that could be lost.');
    say('answer-text', '');
    redraw(el('answer-advice'), null, () => []);
    el('answer-table').hidden = true;
    return;
  }
  say('answer-title', answer.gone === 0 ? `All ${count(answer.total)} sessions would survive` : `${many(answer.gone, 'session')} of ${count(answer.total)} would be lost`);
  const moved = `${many(answer.moved, 'session')} would be put together again on other members`;
  const exposed = answer.exposed ? `; until ${answer.exposed === 1 ? 'it is' : 'they are'} protected again, ${count(answer.exposed)} would not survive one loss more` : '';
  say('answer-text', `${count(answer.survive)} would live on: ${moved}${exposed}.`);
  redraw(el('answer-advice'), answer.advice, () => answer.advice.map((one) => make('li', '', one)));
  el('answer-table').hidden = answer.gone === 0;
  say('answer-some', answer.gone > answer.sessions.length ? ` (the first ${answer.sessions.length})` : '');
  rows(el('answer-sessions'), answer.sessions, (session) => `${session.application}/${session.id}`, (session) => [
    { head: true, text: `${session.application} / ${shortId(session.id)}`, title: session.id, href: sessionHash(session) },
    ownerOf(session),
    session.scheme,
    { number: true, text: String(session.tolerate) },
  ]);
}

el('whatif-form').onsubmit = (event) => event.preventDefault();
