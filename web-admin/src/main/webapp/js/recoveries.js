// SPDX-License-Identifier: Apache-2.0
import { known } from './console.js';
import { el, make, many, millis, redraw, time } from './dom.js';

export const show = draw;

export function changed(kind) {
  if (kind === 'recoveries') draw();
}

/** One loss: all reports of the same lost member, noticed at about the same time. */
function losses() {
  const found = [];
  for (const one of known.recoveries) {
    const same = found.find((loss) => loss.lost === one.lost && Math.abs(loss.at - one.detectedAt) < 60_000);
    if (same) {
      same.reports.push(one);
      same.at = Math.min(same.at, one.detectedAt);
    } else {
      found.push({ lost: one.lost, at: one.detectedAt, reports: [one] });
    }
  }
  return found;
}

function draw() {
  const all = losses();
  el('no-recoveries').hidden = all.length > 0;
  el('steps-legend').hidden = all.length === 0;
  redraw(el('recoveries'), all, () => all.map(box));
}

function box(loss) {
  const made = make('article', 'panel loss');
  const sum = (name) => loss.reports.reduce((total, one) => total + (one[name] ?? 0), 0);
  const end = Math.max(...loss.reports.map(endOf));
  const handed = loss.lost === 'released';
  made.append(make('h2', '', handed ? 'Sessions that were handed over' : `${loss.lost} was lost`));
  const failed = sum('failed');
  const text = `${time(loss.at)} · ${many(sum('reactivated'), 'session')} live again${sum('reactivated') ? `, the last ${millis(lastOf(loss) - loss.at)} after ${handed ? 'that' : 'the loss was noticed'}` : ''} · `;
  const line = make('p', 'sub', text);
  line.append(make('span', failed ? 'count lost' : 'count protected', failed ? `${many(failed, 'session')} could not be recovered` : 'nothing was lost'));
  made.append(line);
  const chart = make('div', 'chart');
  for (const one of loss.reports) chart.append(lane(one, loss.at, Math.max(1, end - loss.at)));
  chart.append(scale(Math.max(1, end - loss.at)));
  made.append(chart);
  return made;
}

const lastOf = (loss) => Math.max(...loss.reports.map((one) => one.lastReactivatedAt || loss.at));
const endOf = (one) => Math.max(one.reprotectedAt ?? 0, one.lastReactivatedAt, one.firstReactivatedAt, one.detectedAt);

/** The steps of one member, each from where the one before it ended. */
function steps(one, from) {
  const first = one.firstReactivatedAt || endOf(one);
  const last = one.lastReactivatedAt || first;
  const claim = one.firstClaimAt || Math.max(from, first - one.claimMillis / Math.max(1, one.sessions));
  const reassemble = claim + (first - claim) * shareOfClaim(one);
  const marks = [['detect', from, claim], ['claim', claim, reassemble], ['reassemble', reassemble, first], ['reactivate', first, last]];
  if (one.reprotectedAt) marks.push(['reprotect', last, Math.max(last, one.reprotectedAt)]);
  return marks;
}

/** Which part of the time to a reassembled state the claim took, on average. */
function shareOfClaim(one) {
  const both = one.claimMillis + (one.reassembleMillis ?? 0);
  return both > 0 ? one.claimMillis / both : 0.5;
}

function lane(one, from, length) {
  const row = make('div', 'lane');
  const track = make('div', 'track');
  track.setAttribute('role', 'img');
  const all = steps(one, from);
  track.setAttribute('aria-label', all.map(([name, begin, end]) => `${name} ${millis(Math.max(0, end - begin))}`).join(', '));
  for (const [name, begin, end] of all) {
    const bar = make('span', `step ${name}`);
    bar.style.left = `${(100 * Math.max(0, begin - from)) / length}%`;
    bar.style.width = `${(100 * Math.max(0, end - begin)) / length}%`;
    bar.title = `${name}: ${millis(Math.max(0, end - begin))}`;
    track.append(bar);
  }
  const each = one.reactivated ? `each ${[one.claimMillis, one.reassembleMillis ?? 0, one.reactivateMillis].map((all) => (all / one.reactivated).toFixed(1)).join(' + ')} ms` : '';
  const words = make('p', 'lane-words');
  words.append(make('b', '', one.member), ` ${one.application} · ${many(one.reactivated, 'session')}${one.failed ? `, ${one.failed} failed` : ''} · ${each}`);
  words.title = 'claim, reassemble, reactivate: average of one session';
  row.append(words, track);
  return row;
}

function scale(length) {
  const row = make('div', 'scale');
  row.setAttribute('aria-hidden', 'true');
  for (const share of [0, 0.25, 0.5, 0.75, 1]) row.append(make('span', '', millis(share * length)));
  return row;
}
