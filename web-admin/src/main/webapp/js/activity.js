// SPDX-License-Identifier: Apache-2.0
import { complain, known } from './console.js';
import { download, get } from './api.js';
import { chip, count, el, make, many, redraw, rows, say, sessionHash, shortId, time } from './dom.js';

const KINDS = { VERIFY: 'verify', REPROTECT: 're-protect', MOVE: 'move', END: 'end' };

export function show() {
  draw();
  log();
}

export function changed(kind) {
  if (kind === 'operations' || kind === 'verification') draw();
  if (kind === 'operations' || kind === 'overview') log();
}

function draw() {
  const all = known.operations;
  el('no-operations').hidden = all.length > 0;
  el('operations-table').hidden = all.length === 0;
  rows(el('operations'), all.slice(0, 100), (one) => one.id, (one) => [
    time(one.requestedAt),
    `${KINDS[one.kind] ?? one.kind}${one.target ? ` to ${one.target}` : ''}`,
    { text: `${one.application} / ${shortId(one.session)}`, title: one.session, href: sessionHash({ application: one.application, id: one.session }) },
    { state: one.state, nodes: () => [chip(one.state)] },
    one.requestedBy,
    `${one.message}${one.executor ? ` (${one.executor})` : ''}`,
  ]);
  const now = known.verification;
  el('verification').hidden = !now?.begun;
  if (now?.begun) {
    el('verification-bar').max = Math.max(1, now.total);
    el('verification-bar').value = now.checked;
    const found = now.unsound.length || now.lost ? `${count(now.bad)} fragments missing or damaged in ${many(now.unsound.length, 'session')}${now.lost ? `, ${count(now.lost)} lost` : ''}` : 'all intact';
    say('verification-text', `${now.endedAt ? `Ended ${time(now.endedAt)}` : 'Under way'}: ${count(now.checked)} of ${many(now.total, 'session')}, ${many(now.fragments, 'fragment')} read: ${found}${now.ended ? `; ${count(now.ended)} ended meanwhile` : ''}.`);
    redraw(el('verification-unsound'), now.unsound, () => now.unsound.map((session) => {
      const item = make('li');
      const link = make('a', '', `${session.application} / ${session.id}`);
      link.href = sessionHash(session);
      item.append(link);
      return item;
    }));
  }
}

async function log() {
  try {
    const all = await get('audit');
    el('no-audit').hidden = all.length > 0;
    el('audit-table').hidden = all.length === 0;
    rows(el('audit'), all.slice(0, 100), (one) => `${one.at} ${one.user} ${one.action} ${one.target}`, (one) => [
      time(one.at), one.user, one.address, one.member, one.action, one.target,
    ]);
  } catch (error) {
    complain(error);
  }
}

el('bundle').onclick = async () => {
  try {
    const link = make('a');
    link.href = URL.createObjectURL(await download('bundle'));
    link.download = `holdfast-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.zip`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    complain(error);
  }
};
