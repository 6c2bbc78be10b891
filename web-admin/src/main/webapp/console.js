// SPDX-License-Identifier: Apache-2.0
// The page of the console. Data reaches the document as text (textContent), never as markup.

const REFRESH_MILLIS = 2_000;
const PATIENCE_MILLIS = 8_000; // the grid gives up after 5 seconds, and then says so
const PAGE_SIZE = 25;
const DETAIL_BYTES_PER_SECOND = 512 * 1024; // a stripe map reads every fragment: large sessions are read less often

/** Not relative to the document: a page that was opened with user:password@ in its address may not fetch so. */
const API = `${location.origin}${location.pathname.replace(/[^/]*$/, '')}api/`;

const el = (id) => document.getElementById(id);
const make = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

let offset = 0;
let members = []; // as the server last told them
let selected = null; // { application, id } of the session whose stripe map is shown
let detailDueAt = 0;
let paused = false;
let failures = 0;
let timer = 0;
let round = 0; // the newest refresh: answers to older ones are dropped

// ---------------------------------------------------------------- calls

/** The member did not answer: it is gone, or the network is. */
class Unreachable extends Error {}

/** The member answered with a problem (RFC 9457). */
class Refused extends Error {
  constructor(status, problem) {
    super([problem.code, problem.detail ?? problem.title].filter(Boolean).join(': '));
    this.status = status;
  }
}

async function get(path) {
  let response;
  let answer;
  try {
    response = await fetch(API + path, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    answer = await response.text();
  } catch {
    throw new Unreachable();
  }
  let json;
  try {
    json = JSON.parse(answer);
  } catch {
    json = { detail: `HTTP ${response.status} ${response.statusText}` };
  }
  if (!response.ok) throw new Refused(response.status, json);
  return json;
}

// ---------------------------------------------------------------- words

const bytes = (count) => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let value = count;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
};
const many = (count, one, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;
const millis = (count) => (count < 10_000 ? `${Math.round(count)} ms` : `${(count / 1000).toFixed(1)} s`);
const time = (epoch) => {
  const at = new Date(epoch);
  const today = at.toDateString() === new Date().toDateString();
  return today ? at.toLocaleTimeString() : at.toLocaleString();
};
const SIGNS = { PROTECTED: '✓', DEGRADED: '!', LOST: '✕' };
const WORDS = { PROTECTED: 'protected', DEGRADED: 'degraded', LOST: 'lost' };

function chip(status) {
  const made = make('span', `chip ${status.toLowerCase()}`);
  const sign = make('span', 'sign', SIGNS[status]);
  sign.setAttribute('aria-hidden', 'true');
  made.append(sign, WORDS[status]);
  return made;
}

// ---------------------------------------------------------------- tables

/**
 * Brings the rows of a table up to date. Rows keep their elements and cells are touched only where they changed, so that
 * focus, selection and scrolling survive a refresh.
 */
function rows(body, items, keyOf, cellsOf) {
  const standing = new Map([...body.children].map((row) => [row.dataset.key, row]));
  const labels = [...(body.closest('table').tHead?.rows[0].cells ?? [])].map((cell) => cell.textContent);
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

/** A cell is a text, or { text, head, number, title, href, nodes, state }; state tells whether nodes have changed. */
function fill(row, column, cell, label) {
  const given = typeof cell === 'object' ? cell : { text: String(cell) };
  const state = JSON.stringify([given.text, given.href, given.title, given.state]);
  let standing = row.cells[column];
  if (!standing) {
    standing = make(given.head ? 'th' : 'td', given.number ? 'n' : '');
    if (given.head) standing.scope = 'row';
    if (label) standing.dataset.label = label;
    row.append(standing);
  }
  if (standing.dataset.state === state) return;
  standing.dataset.state = state;
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

// ---------------------------------------------------------------- what there is

function showMembers() {
  const self = members.find((member) => member.self);
  el('self').textContent = self?.name ?? 'unknown';
  document.title = `${self?.name ?? '?'} · Holdfast console`;
  const domains = new Set(members.map((member) => member.domain)).size;
  el('g-members').textContent = members.length;
  el('g-members-more').textContent = `in ${many(domains, 'failure domain')}`;
  rows(el('members'), members, (member) => member.uuid, (member) => [
    { head: true, text: member.name, title: member.uuid, state: member.self, nodes: () => [member.name, ...(member.self ? [' ', make('span', 'tag', 'this one')] : [])] },
    member.domain,
    member.applications.join(', ') || 'no application',
    { number: true, text: String(member.sessions) },
    member.storesData ? 'keeps data' : 'keeps no data',
    consoleLink(member),
  ]);
}

const isWeb = (url) => /^https?:\/\//.test(url ?? '');

function consoleLink(member) {
  if (member.self) return 'this page';
  return isWeb(member.console) ? { text: 'open', href: member.console } : 'not visited yet';
}

function showSessions(list) {
  el('g-sessions').textContent = list.total;
  el('g-sessions-more').textContent = `${bytes(list.stateBytes)} of state`;
  const statuses = Object.entries(list.statuses).filter(([status, count]) => count > 0 || status === 'PROTECTED');
  const state = JSON.stringify(statuses);
  if (el('g-statuses').dataset.state !== state) {
    el('g-statuses').dataset.state = state;
    el('g-statuses').replaceChildren(...statuses.map(([status, count]) => {
      const part = make('span', `count ${status.toLowerCase()}`);
      part.append(make('b', '', String(count)), ` ${WORDS[status]}`);
      return part;
    }));
  }
  const well = list.total > 0 && list.statuses.PROTECTED === list.total;
  el('g-statuses-more').textContent = list.total === 0 ? '' : well ? 'every session tolerates what was asked for' : 'a loss is being repaired, or the cluster is too small for what was asked';
  el('g-ratio').textContent = list.stateBytes ? `${(list.storedBytes / list.stateBytes).toFixed(2)} B` : '–';
  el('g-ratio-more').textContent = list.stateBytes ? `${bytes(list.storedBytes)} in the cluster` : '';

  const last = Math.min(offset + list.sessions.length, list.total);
  el('sessions-range').textContent = list.total > PAGE_SIZE ? `${offset + 1} to ${last} of ${list.total}` : '';
  el('no-sessions').hidden = list.total > 0;
  el('sessions-table').hidden = list.total === 0;
  el('paging').hidden = list.total <= PAGE_SIZE;
  el('page').textContent = `Page ${Math.floor(offset / PAGE_SIZE) + 1} of ${Math.max(1, Math.ceil(list.total / PAGE_SIZE))}`;
  el('back').disabled = offset === 0;
  el('next').disabled = last >= list.total;
  rows(el('sessions'), list.sessions, keyOf, (session) => [
    { head: true, text: `${session.application} / ${session.id.slice(0, 6)}…${session.id.slice(-4)}`, title: session.id, href: hashOf(session) },
    { state: session.status, nodes: () => [chip(session.status)], title: session.problem },
    ownerOf(session),
    { number: true, text: `${session.epoch}.${session.sequence}`, title: 'epoch . sequence' },
    { number: true, text: bytes(session.stateBytes) },
    session.scheme,
    { number: true, text: `${session.tolerates} of ${session.tolerate}`, title: 'lost members that it survives now, of those asked for' },
    { number: true, text: bytes(session.storedBytes) },
    { number: true, text: session.updatedAt ? time(session.updatedAt) : '–' },
  ]);
  for (const row of el('sessions').rows) row.classList.toggle('selected', selected !== null && row.dataset.key === keyOf(selected));
}

const keyOf = (session) => `${session.application}/${session.id}`;
const hashOf = (session) => `#session/${encodeURIComponent(session.application)}/${encodeURIComponent(session.id)}`;

function ownerOf(session) {
  if (session.ownerName !== null) return session.ownerName;
  return session.owner === null ? { text: 'nobody', title: 'released, or unknown' } : { text: 'a lost member', title: session.owner };
}

function showStorage(storage) {
  el('g-kept').textContent = bytes(storage.fragments.bytes + storage.manifests.bytes);
  el('g-kept-more').textContent = `${many(storage.fragments.entries, 'fragment')}, ${many(storage.manifests.entries, 'manifest')}`;
}

function showRecoveries(recoveries) {
  el('no-recoveries').hidden = recoveries.length > 0;
  el('recoveries-table').hidden = recoveries.length === 0;
  const longest = Math.max(1, ...recoveries.map((one) => one.lastReactivatedAt - one.detectedAt));
  rows(el('recoveries'), recoveries, (one) => `${one.application} ${one.member} ${one.lost} ${one.detectedAt}`, (one) => {
    const first = Math.max(0, one.firstReactivatedAt - one.detectedAt);
    const last = Math.max(0, one.lastReactivatedAt - one.detectedAt);
    const done = one.reactivated > 0;
    return [
      { head: true, text: one.lost },
      time(one.detectedAt),
      one.member,
      one.application,
      { number: true, text: one.failed ? `${one.reactivated}, ${one.failed} lost` : String(one.reactivated) },
      { number: true, text: done ? `+${millis(first)}` : '–' },
      { number: true, text: done ? `+${millis(last)}` : '–' },
      { number: true, text: done ? eachOf(one) : '–', title: 'claim and reassemble, then reactivate: average of one session' },
      { state: [done, first, last, longest], nodes: () => (done ? [timeline(first, last, longest)] : []) },
    ];
  });
}

function eachOf(one) {
  const steps = [(one.claimMillis + (one.reassembleMillis ?? 0)) / one.reactivated, one.reactivateMillis / one.reactivated];
  return steps.map((step) => (step < 10 ? step.toFixed(1) : Math.round(step))).join(' + ') + ' ms';
}

function timeline(first, last, longest) {
  const bar = make('div', 'timeline');
  bar.setAttribute('role', 'img');
  bar.setAttribute('aria-label', `first after ${millis(first)}, last after ${millis(last)}`);
  const wait = make('span', 'wait');
  const work = make('span', 'work');
  wait.style.width = `${(100 * first) / longest}%`;
  work.style.width = `${Math.max(1, (100 * (last - first)) / longest)}%`;
  bar.append(wait, work);
  return bar;
}

// ---------------------------------------------------------------- one session

function showDetail(session) {
  const owner = members.find((member) => member.uuid === session.owner);
  el('detail').hidden = false;
  el('detail-title').textContent = `Session ${session.id}`;
  el('detail-text').textContent = story(session, owner);
  facts({
    Status: { state: session.status, nodes: () => [chip(session.status)] },
    Application: session.application,
    Owner: ownerOf(session),
    'Version (epoch . sequence)': `${session.epoch}.${session.sequence}`,
    State: bytes(session.stateBytes),
    Scheme: session.scheme,
    'Tolerates now': `${session.tolerates} of ${session.tolerate} lost members`,
    Stored: `${bytes(session.storedBytes)}${session.stateBytes ? ` (${(session.storedBytes / session.stateBytes).toFixed(2)} × the state)` : ''}`,
    Checked: new Date().toLocaleTimeString(),
  });
  el('stripes').hidden = session.groups.length === 0;
  showMap(session, owner);
}

function story(session, owner) {
  const fragments = session.groups.flatMap((group) => group.fragments);
  const bad = fragments.filter((fragment) => !fragment.valid).length;
  const where = session.scheme === 'inline'
    ? 'The state is small and stands in the manifest itself, which several members keep.'
    : `${many(session.groups.length, 'redundancy group')} in ${many(fragments.length, 'fragment')}${bad ? `, ${bad} of them missing or damaged` : ', all there and intact'}.`;
  const who = owner ? ` ${owner.name} runs the bean, and so keeps no fragment of it.` : ' Nobody runs the bean at the moment.';
  return where + (session.scheme === 'inline' && owner ? '' : who);
}

function facts(values) {
  const list = el('detail-facts');
  const table = list.rowsByName ??= new Map();
  for (const [name, value] of Object.entries(values)) {
    let row = table.get(name);
    if (!row) {
      row = make('div');
      row.append(make('dt', '', name), make('dd'));
      list.append(row);
      table.set(name, row);
    }
    const given = typeof value === 'object' ? value : { text: value };
    const state = JSON.stringify([given.text, given.state]);
    if (row.dataset.state !== state) {
      row.dataset.state = state;
      if (given.nodes) row.lastElementChild.replaceChildren(...given.nodes());
      else row.lastElementChild.textContent = given.text;
    }
  }
}

function showMap(session, owner) {
  const fragments = session.groups.flatMap((group) => group.fragments);
  const columns = members.map((member) => ({ id: member.uuid, name: member.name, owner: member === owner }));
  if (fragments.some((fragment) => fragment.member === null)) columns.push({ id: null, name: 'nobody', owner: false });
  const head = JSON.stringify(columns);
  if (el('map-head').dataset.state !== head) {
    el('map-head').dataset.state = head;
    el('map-body').replaceChildren(); // other columns: begin anew
    el('map-head').replaceChildren(headOf('Group'), headOf('Bytes', 'n'), ...columns.map((column) => {
      const cell = headOf(column.name, column.owner ? 'owner' : '');
      if (column.owner) cell.append(make('small', '', 'runs the bean'));
      return cell;
    }));
  }
  rows(el('map-body'), session.groups, (group) => group.group, (group) => [
    { head: true, text: group.group, title: 'epoch . sequence . ordinal' },
    { number: true, text: group.length.toLocaleString('en') },
    ...columns.map((column) => {
      const here = group.fragments.filter((fragment) => fragment.member === column.id);
      const data = group.fragments.filter((fragment) => fragment.kind === 'data' && fragment.copy === 0).length;
      return { state: here, nodes: () => (here.length ? here.map((fragment) => tile(fragment, data)) : [make('span', 'none', '·')]) };
    }),
  ]);
}

function headOf(text, className) {
  const cell = make('th', className, text);
  cell.scope = 'col';
  return cell;
}

/** One fragment; data is how many data subsegments its group has. */
function tile(fragment, data) {
  const parity = fragment.kind === 'parity';
  const number = fragment.part + 1 - (parity ? data : 0);
  const name = `${parity ? 'P' : 'D'}${number}${fragment.copy ? `·${fragment.copy + 1}` : ''}`;
  const words = `${fragment.kind} ${number}${fragment.copy ? `, copy ${fragment.copy + 1}` : ''}`;
  const [className, text, meaning] = !fragment.answered
    ? ['silent', `${name} ?`, 'its keeper did not answer']
    : !fragment.present
      ? ['missing', `${name} missing`, 'missing']
      : !fragment.valid
        ? ['changed', `${name} changed`, 'there, but damaged']
        : [fragment.kind, name, `${fragment.bytes.toLocaleString('en')} bytes`];
  const made = make('span', `tile ${className}`, text);
  made.title = `${words}: ${meaning}`;
  return made;
}

// ---------------------------------------------------------------- choosing

function choose() {
  const match = /^#session\/([^/]+)\/([^/]+)$/.exec(location.hash);
  const before = selected && keyOf(selected);
  try {
    selected = match ? { application: decodeURIComponent(match[1]), id: decodeURIComponent(match[2]) } : null;
  } catch {
    selected = null;
  }
  detailDueAt = 0;
  if (!selected) {
    el('detail').hidden = true;
  } else if (before !== keyOf(selected)) {
    el('detail').hidden = true;
    refresh().then(() => {
      if (!el('detail').hidden) {
        el('detail-title').focus({ preventScroll: true });
        el('detail').scrollIntoView({ block: 'start' });
      }
    });
  }
}

function turn(by) {
  offset = Math.max(0, offset + by * PAGE_SIZE);
  refresh();
}

// ---------------------------------------------------------------- refreshing

async function refresh() {
  clearTimeout(timer);
  const mine = ++round;
  try {
    const [who, list, storage, recoveries] = await Promise.all([
      get('members'),
      get(`sessions?offset=${offset}&limit=${PAGE_SIZE}`),
      get('storage'),
      get('recoveries'),
    ]);
    if (mine !== round) return;
    if (list.total > 0 && offset >= list.total) {
      offset = Math.floor((list.total - 1) / PAGE_SIZE) * PAGE_SIZE; // the page went with its sessions
      refresh();
      return;
    }
    members = who;
    showMembers();
    showSessions(list);
    showStorage(storage);
    showRecoveries(recoveries);
    await refreshDetail(mine);
    if (mine !== round) return;
    failures = 0;
    el('asof').textContent = `as of ${new Date().toLocaleTimeString()}`;
    el('serving').dataset.reach = 'yes';
    el('lost').hidden = el('refused').hidden = true;
  } catch (error) {
    if (mine !== round) return;
    failures++;
    if (error instanceof Unreachable) showLost();
    else if (error instanceof Refused) showRefused(error);
    else throw error;
  } finally {
    if (mine === round && !paused) timer = setTimeout(refreshIfSeen, REFRESH_MILLIS);
  }
}

async function refreshDetail(mine) {
  if (!selected || performance.now() < detailDueAt) return;
  const wanted = keyOf(selected);
  try {
    const session = await get(`sessions/${encodeURIComponent(selected.application)}/${encodeURIComponent(selected.id)}`);
    if (mine !== round || !selected || wanted !== keyOf(selected)) return;
    detailDueAt = performance.now() + Math.max(0, (1000 * session.storedBytes) / DETAIL_BYTES_PER_SECOND - REFRESH_MILLIS);
    showDetail(session);
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 401) throw error;
    el('detail').hidden = false;
    el('detail-title').textContent = `Session ${wanted}`;
    el('detail-text').textContent = error.message;
    el('stripes').hidden = true;
    el('detail-facts').replaceChildren();
    el('detail-facts').rowsByName = new Map();
  }
}

function refreshIfSeen() {
  if (document.hidden) timer = setTimeout(refreshIfSeen, REFRESH_MILLIS);
  else refresh();
}

function showLost() {
  if (failures < 2) return; // a single call can fail while the member is well
  const self = members.find((member) => member.self);
  const others = members.filter((member) => !member.self && isWeb(member.console));
  el('serving').dataset.reach = 'no';
  el('lost-title').textContent = `${self?.name ?? 'This member'} does not answer`;
  el('lost-text').textContent = `What you see is ${el('asof').textContent} and will not change. ${others.length ? 'Go on with another member:' : 'Open the console of another member; none of them has told its address.'}`;
  const state = JSON.stringify(others.map((member) => member.console));
  if (el('lost-links').dataset.state !== state) {
    el('lost-links').dataset.state = state;
    el('lost-links').replaceChildren(...others.map((member) => {
      const link = make('a', '', member.name);
      link.append(make('small', '', new URL(member.console).host));
      link.href = member.console + location.hash;
      const item = make('li');
      item.append(link);
      return item;
    }));
  }
  el('refused').hidden = true;
  el('lost').hidden = false;
}

function showRefused(refused) {
  el('refused-text').textContent = refused.message;
  el('refused-reload').hidden = refused.status !== 401;
  el('lost').hidden = true;
  el('refused').hidden = false;
}

// ---------------------------------------------------------------- start

el('pause').onclick = () => {
  paused = !paused;
  el('pause').setAttribute('aria-pressed', String(paused));
  el('pause').textContent = paused ? 'Go on' : 'Pause';
  if (paused) clearTimeout(timer);
  else refresh();
};
el('refused-reload').onclick = () => location.reload();
el('back').onclick = () => turn(-1);
el('next').onclick = () => turn(1);
window.addEventListener('hashchange', choose);
choose();
if (!selected) refresh();
