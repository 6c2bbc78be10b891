// SPDX-License-Identifier: Apache-2.0
import { act, isOperator, known } from './console.js';
import { bytes, count, el, make, many, redraw, say, seconds } from './dom.js';
import { plotIn } from './plots.js';

const last = (data, series, words) => {
  const value = data[series]?.at(-1);
  return value === null || value === undefined ? 'no value yet' : words(value);
};
const plots = {
  rate: plotIn(el('plot-rate'), [{ label: 'a second', colour: '--data', fill: true }], { words: (data) => `Checkpoints a second over time; now ${last(data, 1, (one) => one.toFixed(1))}` }),
  commit: plotIn(el('plot-commit'), [{ label: 'median', colour: '--data' }, { label: '99th percentile', colour: '--high' }], { digits: 1, words: (data) => `Commit latency over time; now median ${last(data, 1, (one) => `${one.toFixed(1)} ms`)}, 99th percentile ${last(data, 2, (one) => `${one.toFixed(1)} ms`)}` }),
  degraded: plotIn(el('plot-degraded'), [{ label: 'sessions', colour: '--bad', fill: true }], { words: (data) => `Sessions not fully protected over time; now ${last(data, 1, String)}` }),
  ratio: plotIn(el('plot-ratio'), [{ label: 'times the state', colour: '--data' }], { digits: 2, words: (data) => `Bytes stored for each byte of state over time; now ${last(data, 1, (one) => one.toFixed(2))}` }),
};

export function show() {
  draw();
  drawPlots();
}

export function changed(kind) {
  if (kind === 'overview' || kind === 'members') draw();
  if (kind === 'point') drawPlots();
}

function draw() {
  const now = known.overview;
  if (now) {
    const [words, more, mood] = verdict(now);
    say('verdict', words);
    el('verdict').dataset.mood = mood;
    say('verdict-more', more);
    say('g-sessions', count(now.sessions));
    say('g-members', count(now.members));
    say('g-domains', `in ${many(now.domains, 'failure domain')}`);
    say('g-tolerates', now.tolerates === null ? '–' : String(now.tolerates));
    say('g-ratio', now.stateBytes ? (now.storedBytes / now.stateBytes).toFixed(2) : '–');
    say('g-ratio-more', now.stateBytes ? `${bytes(now.storedBytes)} for ${bytes(now.stateBytes)} of state; replication: ${replication(now)}` : '');
    say('g-rate', now.perSecond === null ? '–' : count(Math.round(now.perSecond)));
    say('g-failed', now.failedPerSecond ? `${now.failedPerSecond.toFixed(1)} a second fail` : 'none fail');
    say('g-commit', seconds(now.commitMedianSeconds));
    say('g-commit-more', now.commitHighSeconds === null ? 'nothing committed just now' : `99 of 100 within ${seconds(now.commitHighSeconds)}`);
    split(now);
  }
  domains();
}

const replication = (now) => (now.tolerates === null ? '–' : `${now.tolerates + 1}.00`);

function verdict(now) {
  const { PROTECTED: good, DEGRADED: fair, LOST: bad } = now.statuses;
  if (now.look.number === 0) return ['Looking at the cluster …', '', 'none'];
  if (now.sessions === 0) return ['No session yet', 'The first checkpoint of an application shows up here by itself.', 'none'];
  if (bad > 0) return [`${many(bad, 'session')} cannot be recovered`, 'More members were lost at once than these sessions tolerate.', 'bad'];
  if (fair > 0) return [`${many(fair, 'session')} of ${count(now.sessions)} ${fair === 1 ? 'is' : 'are'} not fully protected`, 'A loss is being repaired, or the cluster is too small for what was asked.', 'fair'];
  return [`Every session survives the loss of any ${many(now.tolerates, 'member')}`, `${count(good)} sessions, each as protected as it asked to be.`, 'good'];
}

function split(now) {
  const statuses = Object.entries(now.statuses).filter(([, number]) => number > 0);
  redraw(el('g-split'), statuses, () => statuses.map(([status, number]) => {
    const part = make('span', `part ${status.toLowerCase()}`);
    part.style.flexGrow = number;
    return part;
  }));
  say('g-statuses', statuses.map(([status, number]) => `${count(number)} ${status.toLowerCase()}`).join(', '));
}

function drawPlots() {
  const at = known.points.map((point) => point.at / 1000);
  const of = (name, times = 1) => known.points.map((point) => (point[name] === null ? null : point[name] * times));
  plots.rate.set([at, of('perSecond')]);
  plots.commit.set([at, of('median', 1000), of('high', 1000)]);
  plots.degraded.set([at, of('degraded')]);
  plots.ratio.set([at, of('ratio')]);
}

function domains() {
  const byDomain = new Map();
  for (const member of known.members) byDomain.set(member.domain, [...(byDomain.get(member.domain) ?? []), member]);
  const most = Math.max(1, ...known.members.map((member) => member.sessions));
  const rates = known.overview?.perSecondByMember ?? {};
  const state = [known.members, rates, isOperator()];
  redraw(el('domains'), state, () => [...byDomain].map(([domain, members]) => {
    const box = make('section', 'domain panel');
    box.append(make('h3', '', domain), ...members.map((member) => card(member, most, rates[member.name])));
    return box;
  }));
}

function card(member, most, rate) {
  const made = make('article', 'member');
  const head = make('h4', '', member.name);
  if (member.self) head.append(' ', make('span', 'tag', 'serves this page'));
  if (member.drained) head.append(' ', make('span', 'tag drained', 'drained'));
  const bar = make('div', 'bar-of');
  const filled = make('span');
  filled.style.width = `${(100 * member.sessions) / most}%`;
  bar.append(filled);
  bar.setAttribute('aria-hidden', 'true');
  const facts = make('p', 'more', [
    many(member.sessions, 'session'),
    rate === undefined ? null : `${rate.toFixed(rate < 10 ? 1 : 0)} checkpoints/s`,
    member.applications.length ? member.applications.join(', ') : 'no application',
    member.storesData ? null : 'keeps no data',
  ].filter(Boolean).join(' · '));
  made.append(head, bar, facts);
  const acts = make('p', 'acts');
  if (!member.self && /^https?:\/\//.test(member.console ?? '')) {
    const link = make('a', '', 'Its console');
    link.href = `${member.console}${location.hash}`;
    link.setAttribute('aria-label', `Console of ${member.name}`);
    acts.append(link);
  }
  if (isOperator()) {
    const button = make('button', '', member.drained ? 'Undrain' : 'Drain …');
    button.type = 'button';
    button.setAttribute('aria-label', `${member.drained ? 'Undrain' : 'Drain'} ${member.name}`);
    button.onclick = () => (member.drained
      ? act({ title: `Undrain ${member.name}?`, text: 'It takes part again: new sessions and fragments may come to it.', yes: 'Undrain' }, () => `members/${encodeURIComponent(member.uuid)}/undrain`, `${member.name} takes part again.`)
      : act({ title: `Drain ${member.name}?`, text: `Its ${many(member.sessions, 'session')} move to the other members, and it takes no more. The fragments that it keeps move when it is stopped. Nothing is lost.`, yes: `Drain ${member.name}` }, () => `members/${encodeURIComponent(member.uuid)}/drain`, `${member.name} is being drained.`));
    acts.append(button);
  }
  if (acts.childElementCount) made.append(acts);
  return made;
}
