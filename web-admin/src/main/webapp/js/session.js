// SPDX-License-Identifier: Apache-2.0
import { act, known } from './console.js';
import { get, Refused } from './api.js';
import { bytes, chip, count, el, headOf, make, many, redraw, rows, say, shortId, time } from './dom.js';
import { plotIn } from './plots.js';
import { ownerOf } from './sessions.js';

const REFRESH_MILLIS = 2_000;
const BYTES_PER_SECOND = 512 * 1024; // a stripe map reads every fragment: large sessions are read less often
const REBUILT_MILLIS = 15_000;
const MOST_SAMPLES = 450;

const sizes = plotIn(el('plot-size'), [{ label: 'KiB', colour: '--data', fill: true }], { digits: 1, words: (data) => `Size of the state over time; now ${data[1].at(-1)?.toFixed(1) ?? 'unknown'} KiB` });
const changes = plotIn(el('plot-changes'), [{ label: 'a minute', colour: '--data', fill: true }], { digits: 0, words: (data) => `Checkpoints a minute over time; now ${data[1].at(-1)?.toFixed(0) ?? 'unknown'}` });

let chosen = null; // { application, id }
let session = null;
let timer = 0;
let samples = [];
let bad = new Map(); // fragments that were missing or damaged
let rebuilt = new Map(); // and when they were there again

export function show([application, id]) {
  const next = { application: application ?? '', id: id ?? '' };
  if (JSON.stringify(next) !== JSON.stringify(chosen)) {
    chosen = next;
    session = null;
    samples = [];
    bad = new Map();
    rebuilt = new Map();
    say('detail-title', shortId(next.id));
    el('detail-title').title = next.id;
    say('detail-text', 'Reading …');
    for (const part of ['detail-facts', 'stripes', 'session-acts']) el(part).hidden = true;
  }
  load();
}

export function hide() {
  clearTimeout(timer);
  chosen = null;
}

export function changed(kind) {
  if (kind === 'members' && session) map();
}

const path = () => `sessions/${encodeURIComponent(chosen.application)}/${encodeURIComponent(chosen.id)}`;

async function load() {
  clearTimeout(timer);
  const wanted = chosen;
  let wait = REFRESH_MILLIS;
  try {
    const read = await get(path());
    if (wanted !== chosen) return;
    session = read;
    wait = Math.max(wait, (1000 * read.storedBytes) / BYTES_PER_SECOND);
    draw();
  } catch (error) {
    if (wanted !== chosen) return;
    say('detail-text', error instanceof Refused ? error.message : 'No member answers. The page keeps trying.');
    if (error instanceof Refused) for (const part of ['detail-facts', 'stripes', 'session-acts']) el(part).hidden = true;
  }
  if (wanted === chosen) timer = setTimeout(load, wait);
}

function draw() {
  const owner = known.members.find((member) => member.uuid === session.owner);
  say('detail-text', story(owner));
  for (const part of ['detail-facts', 'session-acts']) el(part).hidden = false;
  facts({
    Status: { state: session.status, nodes: () => [chip(session.status)] },
    Application: session.application,
    Id: session.id,
    Owner: ownerOf(session),
    'Tolerates now': `${session.tolerates} of ${session.tolerate} lost members`,
    'Version (epoch . sequence)': `${session.epoch}.${session.sequence}`,
    'Fallback version': session.acknowledged || 'none: the current one is acknowledged',
    State: bytes(session.stateBytes),
    Stored: `${bytes(session.storedBytes)}${session.stateBytes ? ` (${(session.storedBytes / session.stateBytes).toFixed(2)} × the state)` : ''}`,
    Scheme: session.scheme,
    Began: time(session.createdAt),
    'Last checkpoint': time(session.updatedAt),
    'Why this scheme': session.why,
  });
  el('stripes').hidden = session.groups.length === 0;
  remember();
  map();
  plot();
}

function story(owner) {
  const fragments = session.groups.flatMap((group) => group.fragments);
  const wrong = fragments.filter((fragment) => !fragment.valid).length;
  const where = session.scheme === 'inline'
    ? 'The state is small and stands in the manifest itself, which several members keep.'
    : `${many(session.groups.length, 'redundancy group')} in ${many(fragments.length, 'fragment')}${wrong ? `, ${wrong} of them missing or damaged` : ', all read, there and intact'}.`;
  const who = owner ? ` ${owner.name} runs the bean, and so keeps no fragment of it.` : ' Nobody runs the bean at the moment.';
  return where + (session.scheme === 'inline' && owner ? '' : who);
}

function facts(values) {
  const list = el('detail-facts');
  const table = (list.rowsByName ??= new Map());
  for (const [name, value] of Object.entries(values)) {
    let row = table.get(name);
    if (!row) {
      row = make('div', name === 'Why this scheme' ? 'wide' : '');
      row.append(make('dt', '', name), make('dd'));
      list.append(row);
      table.set(name, row);
    }
    const given = typeof value === 'object' ? value : { text: value };
    redraw(row.lastElementChild, [given.text, given.state], () => (given.nodes ? given.nodes() : [document.createTextNode(given.text)]));
  }
}

/** Which fragments were not well, so that those that are again can be shown as rebuilt. */
function remember() {
  const now = Date.now();
  for (const group of session.groups) {
    for (const fragment of group.fragments) {
      const key = `${group.group} ${fragment.index}`;
      if (!fragment.valid) bad.set(key, now);
      else if (bad.delete(key)) rebuilt.set(key, now);
      if (rebuilt.has(key) && now - rebuilt.get(key) > REBUILT_MILLIS) rebuilt.delete(key);
    }
  }
}

function map() {
  const owner = known.members.find((member) => member.uuid === session.owner);
  const fragments = session.groups.flatMap((group) => group.fragments);
  const columns = known.members.map((member) => ({ id: member.uuid, name: member.name, owner: member === owner }));
  if (fragments.some((fragment) => !known.members.some((member) => member.uuid === fragment.member))) columns.push({ id: null, name: 'nobody', owner: false });
  const head = JSON.stringify(columns);
  if (el('map-head').dataset.state !== head) {
    el('map-body').replaceChildren(); // other columns: begin anew
    redraw(el('map-head'), columns, () => [headOf('Group'), headOf('Bytes', 'n'), ...columns.map((column) => {
      const cell = headOf(column.name, column.owner ? 'owner' : '');
      if (column.owner) cell.append(make('small', '', 'runs the bean'));
      return cell;
    })]);
  }
  rows(el('map-body'), session.groups, (group) => group.group, (group) => [
    { head: true, text: group.group, title: 'epoch . sequence . ordinal' },
    { number: true, text: count(group.length) },
    ...columns.map((column) => {
      const here = group.fragments.filter((fragment) => (column.id === null ? !known.members.some((member) => member.uuid === fragment.member) : fragment.member === column.id));
      const data = group.fragments.filter((fragment) => fragment.kind === 'data' && fragment.copy === 0).length;
      const state = here.map((fragment) => [fragment, rebuilt.has(`${group.group} ${fragment.index}`)]);
      return { state, nodes: () => (here.length ? here.map((fragment) => tile(group, fragment, data)) : [make('span', 'none', '·')]) };
    }),
  ]);
}

/** One fragment; data is how many data subsegments its group has. */
function tile(group, fragment, data) {
  const parity = fragment.kind === 'parity';
  const number = fragment.part + 1 - (parity ? data : 0);
  const name = `${parity ? 'P' : 'D'}${number}${fragment.copy ? `·${fragment.copy + 1}` : ''}`;
  const words = `${fragment.kind} ${number}${fragment.copy ? `, copy ${fragment.copy + 1}` : ''}`;
  const [className, meaning] = !fragment.answered
    ? ['silent', 'its keeper did not answer']
    : !fragment.present
      ? ['missing', 'missing']
      : !fragment.valid
        ? ['changed', 'there, but damaged']
        : rebuilt.has(`${group.group} ${fragment.index}`)
          ? [`${fragment.kind} rebuilt`, 'rebuilt']
          : [fragment.copy ? `${fragment.kind} copy` : fragment.kind, `${count(fragment.bytes)} bytes`];
  const made = make('span', `tile ${className}`, name);
  made.append(make('span', 'hidden', ` ${words}: ${meaning}`));
  made.title = `${words}: ${meaning}`;
  return made;
}

function plot() {
  const now = Date.now();
  const before = samples.findLast((sample) => now - sample.at >= 10_000) ?? samples[0];
  const grown = before ? session.sequence - before.sequence : 0;
  samples.push({ at: now, size: session.stateBytes / 1024, sequence: session.sequence, rate: before && now > before.at && grown >= 0 ? (grown * 60_000) / (now - before.at) : null });
  samples = samples.slice(-MOST_SAMPLES);
  const at = samples.map((sample) => sample.at / 1000);
  sizes.set([at, samples.map((sample) => sample.size)]);
  changes.set([at, samples.map((sample) => sample.rate)]);
}

const QUESTIONS = {
  verify: () => [{ title: 'Verify this session?', text: 'Its owner reads every fragment and checks it.', yes: 'Verify' }, 'Asked for; see Activity for the outcome.'],
  reprotect: () => [{ title: 'Re-protect this session?', text: 'Its owner checks every fragment and mends at once what is lost, damaged, or not where it should be.', yes: 'Re-protect' }, 'Asked for; see Activity for the outcome.'],
  move: () => [{ title: 'Move this session?', text: 'Another member takes it over between two calls. Its users notice nothing.', yes: 'Move', choose: known.members.filter((member) => member.uuid !== session.owner && member.applications.includes(session.application)) }, 'Asked for; the owner changes in a moment.'],
  end: () => [{ title: 'End this session?', text: 'Its beans and its checkpoint are gone for good, and its user begins a new one. This cannot be taken back.', yes: 'End it' }, 'Asked for; see Activity for the outcome.'],
};

for (const button of el('session-acts').querySelectorAll('button')) {
  button.onclick = () => {
    const kind = button.dataset.act;
    const [question, said] = QUESTIONS[kind]();
    const asked = path(); // the page may show something else by then
    act(question, (to) => `${asked}/${kind}${kind === 'move' ? `?to=${encodeURIComponent(to)}` : ''}`, said);
  };
}
