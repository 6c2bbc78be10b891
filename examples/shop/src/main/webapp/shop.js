// SPDX-License-Identifier: Apache-2.0
// The page of the shop. Data reaches the document as text (textContent, value), never as markup.

const PAGE_SIZE = 24;
const WATCH_MILLIS = 3_000; // how often the page looks whether its member still answers
const PATIENCE_MILLIS = 10_000; // how long a call may take before the member counts as gone
const READS = 4; // a read that finds the cart on its way to this member is repeated so often
const PAUSE_MILLIS = 1_000; // between two such reads

const el = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const otherPorts = (query.get('members') ?? '').split(',').filter((port) => /^\d{1,5}$/.test(port) && port !== location.port);

const view = { text: query.get('q') ?? '', category: query.get('category') ?? '', page: Math.max(0, Number.parseInt(query.get('page') ?? '0', 10) || 0) };
let cart = null; // as the server last told it
let member = null; // the name of the member that serves this page
let pending = null; // what was sent to be added and not yet answered: the same reference makes it safe to send again
let reachable = true;

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

/** With a key, a request that is repeated is carried out once, also if the member died before it answered. */
async function call(method, path, body, key) {
  const headers = {};
  if (body) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = `"${key}"`;
  let response;
  let answer;
  try {
    response = await fetch(`api/${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
    answer = await response.text();
  } catch {
    throw new Unreachable();
  }
  const notice = response.headers.get('Holdfast-Notice');
  if (notice) tell('warn', notice);
  let json;
  try {
    json = JSON.parse(answer);
  } catch {
    json = { detail: `HTTP ${response.status} ${response.statusText}` };
  }
  if (!response.ok) throw new Refused(response.status, json);
  return json;
}

/** For a cart that is being brought here from a member that died, a moment is enough. */
async function read(path) {
  for (let left = READS - 1; ; left--) {
    try {
      return await call('GET', path);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 503 || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    }
  }
}

/** Runs what a person asked for, and shows what went wrong with it. Every action may be repeated without harm. */
async function attempt(action) {
  if (el('notice').dataset.kind === 'good') hush();
  try {
    await action();
  } catch (error) {
    if (error instanceof Unreachable) await showLost(action);
    else if (error instanceof Refused) showRefused(error, action);
    else throw error;
  }
}

// ---------------------------------------------------------------- messages

function tell(kind, text, label, action) {
  const act = el('notice-act');
  el('notice').dataset.kind = kind;
  el('notice-text').textContent = text;
  act.hidden = !action;
  act.textContent = label ?? '';
  act.onclick = action ? () => { hush(); attempt(action); } : null;
  el('notice').hidden = false;
}

function hush() {
  el('notice').hidden = true;
}

function showRefused(refused, action) {
  if (refused.status === 503) tell('warn', refused.message, 'Try again', action);
  else {
    pending = null;
    tell('warn', refused.message);
  }
}

/** The same page on another member. What is needed to tell the story there travels in the fragment, which no server sees. */
function addressOn(port) {
  const target = new URL(location.href);
  target.port = port;
  target.searchParams.set('members', [...new Set([...otherPorts, location.port, port])].filter(Boolean).join(','));
  target.hash = new URLSearchParams({
    from: member ?? '',
    epoch: cart?.epoch ?? 0,
    lines: cart?.items.length ?? 0,
    ...(pending && { pending: JSON.stringify(pending) }),
  });
  return target.href;
}

async function showLost(action) {
  // A single call can fail while the member is well, so ask it once more.
  if (action && reachable && (await answers())) {
    tell('warn', 'The answer did not arrive.', 'Try again', action);
    return;
  }
  reachable = false;
  el('status').dataset.reach = 'no';
  const name = member ?? 'This member';
  el('lost-title').textContent = `${name} does not answer`;
  el('lost-text').textContent = cart?.session
    ? `Your cart with ${lines(cart.items.length)} is safe: checkpoint ${version(cart)} is kept by the other members. Continue on one of them:`
    : 'Continue on another member:';
  el('lost-links').replaceChildren(...otherPorts.map((port) => {
    const link = document.createElement('a');
    link.href = addressOn(port);
    link.textContent = `${location.hostname}:${port}`;
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
  el('lost-form').hidden = otherPorts.length > 0;
  el('lost').hidden = false;
}

/** Tells when the cart went on elsewhere than where it was. */
function tellMove(before, now) {
  const cameBy = `your cart continued on ${now.member}, epoch ${now.epoch}`;
  if (before.session && before.session !== now.session) {
    if (now.session) tell('warn', `A new cart was begun on ${now.member}: the one before is not known any more.`);
  } else if (before.member !== now.member) {
    tell('moved', before.gone ? `${before.member} is gone; ${cameBy}.` : `Your cart moved: it was on ${before.member}, and continued on ${now.member}, epoch ${now.epoch}.`);
  } else if (before.epoch !== now.epoch) {
    tell('moved', `${now.member} was away; ${cameBy}.`);
  }
}

/** Picks up the story that a link of a page on another member carries, and what was clicked as the member went. */
function arrive() {
  const story = new URLSearchParams(location.hash.slice(1));
  if (story.has('from')) {
    history.replaceState(null, '', location.pathname + location.search);
    const from = /^[\w.:-]{1,64}$/.test(story.get('from')) ? story.get('from') : 'The member before';
    if (cart.session) {
      tellMove({ session: cart.session, member: from, epoch: Number(story.get('epoch')), gone: true }, cart);
    } else if (Number(story.get('lines')) > 0) {
      tell('warn', `${from} is gone, and ${member} does not know your cart.`);
    }
    pending = parsePending(story.get('pending'));
  }
  const unsure = pending;
  if (unsure && !cart.items.some((item) => item.reference === unsure.reference)) {
    const told = el('notice').hidden ? '' : `${el('notice-text').textContent} `;
    tell('moved', `${told}Your last click (${unsure.quantity} × ${unsure.name}) was not confirmed and is not in the cart.`, 'Add it now', () => send(unsure));
  } else {
    pending = null;
  }
}

function parsePending(text) {
  try {
    const { reference, sku, name, quantity, note } = JSON.parse(text);
    const texts = [reference, sku, name, note].every((value) => typeof value === 'string');
    return texts && Number.isInteger(quantity) ? { reference, sku, name, quantity, note } : null;
  } catch {
    return null;
  }
}

// ---------------------------------------------------------------- cart

async function loadCart() {
  const now = await read('cart');
  const before = cart;
  cart = now;
  member = now.member;
  showStatus(before);
  showCart();
  if (before?.session) tellMove({ ...before, gone: !reachable }, now);
  setReachable();
}

async function send(item) {
  const { reference, sku, name, quantity, note } = item;
  await call('POST', 'cart/items', { reference, sku, quantity, note }, reference);
  if (pending === item) pending = null;
  await loadCart();
  say(`Added ${quantity} × ${name}. The cart comes to ${money(cart.total)}.`);
}

async function add(product, form) {
  const data = new FormData(form);
  const quantity = Number(data.get('quantity'));
  const item = { reference: newReference(), sku: product.sku, name: product.name, quantity, note: data.get('note').trim() };
  pending = item;
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    await attempt(async () => {
      await send(item);
      form.reset();
      form.querySelector('details').open = false;
    });
  } finally {
    button.disabled = false;
  }
}

async function remove(item) {
  await call('DELETE', `cart/items/${encodeURIComponent(item.reference)}`);
  await loadCart();
  el('cart').focus({ preventScroll: true });
  say(`Removed ${item.name}.`);
}

async function checkOut() {
  const order = await call('DELETE', 'cart');
  cart = null; // so that the next cart does not look like a lost one
  await loadCart();
  tell('good', `Thank you. Your order of ${lines(order.items)} comes to ${money(order.total)}. This is a demonstration: nothing is shipped.`);
}

/** 96 random bits. Not randomUUID, which a page that came by plain HTTP from another host has not. */
function newReference() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function showCart() {
  el('lines').replaceChildren(...cart.items.map((item) => {
    const line = el('line').content.cloneNode(true);
    line.querySelector('h3').textContent = unbroken(item.name);
    line.querySelector('.count').textContent = `${item.quantity} × ${money(item.price)}`;
    line.querySelector('.note').textContent = item.note;
    line.querySelector('b').textContent = money((Math.round(item.price * 100) * item.quantity) / 100);
    const button = line.querySelector('button');
    button.setAttribute('aria-label', `Remove ${item.name}`);
    button.onclick = () => attempt(() => remove(item));
    return line;
  }));
  const count = cart.items.length;
  el('cart-lines').textContent = count ? lines(count) : '';
  el('jump-lines').textContent = count;
  el('empty').hidden = count > 0;
  el('sums').hidden = el('checkout').hidden = count === 0;
  for (const sum of ['goods', 'shipping', 'total']) el(sum).textContent = money(cart[sum]);
  el('discount').textContent = `−${money(cart.discount)}`;
  el('discount-row').hidden = Number(cart.discount) === 0;
}

function showStatus(before) {
  el('s-member').textContent = cart.member;
  el('s-session').textContent = cart.session ? `${cart.session.slice(0, 4)}…${cart.session.slice(-4)}` : 'none yet';
  el('s-version').textContent = cart.session ? version(cart) : '–';
  el('s-bytes').textContent = cart.session ? bytes(cart.stateBytes) : '–';
  el('s-scheme').textContent = cart.scheme ?? '–';
  if (before && version(before) !== version(cart)) {
    el('s-version').getAnimations().forEach((animation) => animation.cancel());
    el('s-version').classList.remove('fresh');
    void el('s-version').offsetWidth; // lets the animation begin again
    el('s-version').classList.add('fresh');
  }
}

// ---------------------------------------------------------------- catalogue

let asked = 0; // the newest search: answers to older ones are dropped

async function loadCatalogue() {
  const number = ++asked;
  const wanted = new URLSearchParams({ q: view.text, category: view.category, page: view.page, size: PAGE_SIZE });
  const found = await read(`catalogue?${wanted}`);
  if (number !== asked) return;
  el('products').replaceChildren(...found.products.map(card));
  el('shelf-title').textContent = view.category || 'All products';
  el('found').textContent = found.total === 0 ? `Nothing matches “${view.text}”.` : `${found.total} ${found.total === 1 ? 'product' : 'products'}`;
  const pages = Math.ceil(found.total / PAGE_SIZE);
  el('paging').hidden = pages < 2;
  el('page').textContent = `Page ${view.page + 1} of ${pages}`;
  el('back').disabled = view.page === 0;
  el('next').disabled = view.page + 1 >= pages;
  showCategory();
  remember();
}

function showCategory() {
  const list = el('categories');
  for (const button of list.querySelectorAll('button')) {
    const pressed = button.value === view.category;
    button.setAttribute('aria-pressed', String(pressed));
    // On a phone the list is a row that scrolls.
    if (pressed) list.scrollLeft += button.getBoundingClientRect().left - list.getBoundingClientRect().left - 48;
  }
}

function card(product) {
  const part = el('product').content.cloneNode(true);
  const icon = slug(product.category);
  part.querySelector('use').setAttribute('href', `icons.svg#${icon}`);
  part.querySelector('.tile').dataset.category = icon;
  part.querySelector('h3').textContent = unbroken(product.name);
  part.querySelector('.from').textContent = `${product.sku} · ${product.category}`;
  part.querySelector('.about').textContent = unbroken(product.description);
  part.querySelector('.price').textContent = money(product.price);
  part.querySelector('[name=quantity]').setAttribute('aria-label', `Quantity of ${product.name}`);
  part.querySelector('[name=note]').setAttribute('aria-label', `Note for ${product.name}`);
  const form = part.querySelector('form');
  form.querySelector('button').setAttribute('aria-label', `Add ${product.name} to the cart`);
  form.onsubmit = (event) => {
    event.preventDefault();
    add(product, form);
  };
  return part;
}

async function loadCategories() {
  const categories = await read('catalogue/categories');
  const all = { name: '', products: categories.reduce((sum, category) => sum + category.products, 0) };
  el('categories').replaceChildren(...[all, ...categories].map((category) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.value = category.name;
    button.append(category.name || 'All products', ' ');
    const count = document.createElement('small');
    count.textContent = category.products;
    button.append(count);
    button.onclick = () => browse({ category: category.name, page: 0 });
    const item = document.createElement('li');
    item.append(button);
    return item;
  }));
}

function browse(change) {
  Object.assign(view, change);
  return attempt(loadCatalogue);
}

async function turn(by) {
  await browse({ page: view.page + by });
  el('shelf').focus();
  el('shelf').scrollIntoView();
}

/** Keeps what is looked at in the address, for a reload and for the way to another member. */
function remember() {
  const kept = { q: view.text, category: view.category, page: view.page || '' };
  for (const [name, value] of Object.entries(kept)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  history.replaceState(null, '', `${location.pathname}${query.size ? `?${query}` : ''}${location.hash}`);
}

// ---------------------------------------------------------------- watch

/** Asks for the member and not for the cart: that would pull the cart here from a member where another tab uses it. */
async function answers() {
  try {
    const response = await fetch('api/member', { signal: AbortSignal.timeout(WATCH_MILLIS) });
    return response.ok;
  } catch {
    return false;
  }
}

async function watch() {
  if (!document.hidden) {
    const well = await answers();
    if (well && !reachable) await attempt(start);
    else if (!well && reachable) await showLost();
  }
  setTimeout(watch, WATCH_MILLIS);
}

function setReachable() {
  reachable = true;
  el('status').dataset.reach = 'yes';
  el('lost').hidden = true;
}

// ---------------------------------------------------------------- words

const money = (amount) => `€${Number(amount).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
const lines = (count) => `${count} ${count === 1 ? 'line' : 'lines'}`;
const version = (of) => `${of.epoch}.${of.sequence}`;
const bytes = (count) => (count < 1024 ? `${count} B` : `${(count / 1024).toFixed(1)} KiB`);
/** Keeps a number and its unit on one line. */
const unbroken = (text) => text.replace(/(\d) (?=(?:mm|cm|m|m2|kg|g|l|ml|lm|W|A|mAh)\b)/g, '$1\u00a0');
const slug = (name) => name.toLowerCase().replace(/[^a-z]+/g, '-');

function say(text) {
  el('said').textContent = text;
}

// ---------------------------------------------------------------- start

async function start() {
  await Promise.all([loadCategories().then(loadCatalogue), loadCart()]);
  arrive();
}

let typing;
el('text').value = view.text;
el('text').oninput = () => {
  clearTimeout(typing);
  typing = setTimeout(() => browse({ text: el('text').value.trim(), page: 0 }), 200);
};
el('search').onsubmit = (event) => {
  event.preventDefault();
  clearTimeout(typing);
  browse({ text: el('text').value.trim(), page: 0 });
};
el('home').onclick = (event) => {
  event.preventDefault();
  el('text').value = '';
  browse({ text: '', category: '', page: 0 });
};
el('back').onclick = () => turn(-1);
el('next').onclick = () => turn(1);
el('checkout').onclick = () => attempt(checkOut);
el('notice-close').onclick = hush;
el('lost-form').onsubmit = (event) => {
  event.preventDefault();
  location.assign(addressOn(el('lost-port').value));
};

await attempt(start);
setTimeout(watch, WATCH_MILLIS);
