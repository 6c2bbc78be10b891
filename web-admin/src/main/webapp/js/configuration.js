// SPDX-License-Identifier: Apache-2.0
import { complain } from './console.js';
import { get } from './api.js';
import { el, headOf, make, many, say } from './dom.js';

/** What is another on every member by its nature. */
const OWN = new Set(['holdfast.member.name', 'holdfast.zone', 'holdfast.console.url']);

export async function show() {
  try {
    draw(await get('configuration'));
  } catch (error) {
    complain(error);
  }
}

function draw(all) {
  el('no-configuration').hidden = all.length > 0;
  const applications = [...new Set(all.map((one) => one.application))].sort();
  let differences = 0;
  el('configurations').replaceChildren(...applications.map((application) => {
    const members = all.filter((one) => one.application === application).sort((one, other) => one.member.localeCompare(other.member, 'en', { numeric: true }));
    const names = [...new Set(members.flatMap((one) => one.settings.map((setting) => setting.name)))];
    const settings = names.map((name) => {
      const values = members.map((one) => one.settings.find((setting) => setting.name === name));
      const differs = !OWN.has(name) && new Set(values.map((setting) => setting?.value)).size > 1;
      if (differs) differences++;
      return { name, values, differs };
    });
    return table(application, members, settings);
  }));
  say('configuration-note', all.length === 0 ? '' : differences ? `${many(differences, 'setting')} ${differences === 1 ? 'differs' : 'differ'} between members` : 'the same on all members');
}

function table(application, members, settings) {
  const box = make('div', 'panel');
  const made = make('table', 'settings');
  const head = make('tr');
  const same = settings.every(({ values }) => new Set(values.map((one) => one?.value)).size === 1);
  const columns = same ? ['all members'] : members.map((one) => one.member);
  head.append(headOf('Setting'), ...columns.map((name) => headOf(name)), headOf('Default'));
  const body = make('tbody');
  for (const { name, values, differs } of settings) {
    const row = make('tr', differs ? 'differs' : '');
    const cell = make('th', '', name);
    cell.scope = 'row';
    const described = values.find(Boolean);
    cell.append(make('small', '', described?.description ?? ''));
    if (differs) cell.append(make('span', 'tag drained', 'differs'));
    row.append(cell);
    for (const setting of same ? values.slice(0, 1) : values) {
      row.append(make('td', setting && setting.value !== setting.default ? 'changed-value' : '', setting ? setting.value || '–' : 'not there'));
    }
    row.append(make('td', 'soft', described?.default || '–'));
    body.append(row);
  }
  const top = make('thead');
  top.append(head);
  const caption = make('caption', 'hidden', `Configuration of ${application}`);
  made.append(caption, top, body);
  const scroll = make('div', 'scroll');
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'region');
  scroll.setAttribute('aria-label', `Configuration of ${application}`);
  scroll.append(made);
  box.append(make('h2', '', application), scroll);
  return box;
}
