// SPDX-License-Identifier: Apache-2.0
// Calls to the cluster: to the member that served this page, and when that one is gone, to any other that is left.
// The login travels in a header; there is no cookie.

const PATIENCE_MILLIS = 8_000; // the grid gives up after 5 seconds, and then says so
const PROBE_MILLIS = 2_500;
const SILENCE_MILLIS = 9_000; // a member tells something every 2 seconds
const RENEW_MILLIS = 5 * 60_000;
const TOKEN = 'holdfast.token';

const home = `${location.origin}${location.pathname.replace(/[^/]*$/, '')}`;
let base = home;
let others = []; // where the other members serve the console
let token = sessionStorage.getItem(TOKEN);
let renewedAt = Date.now();
let moving = null;

/** What the page is told: moved(base), reach(yes), ended(message). */
export const listeners = { moved() {}, reach() {}, ended() {} };

/** The member did not answer: it is gone, or the network is. */
export class Unreachable extends Error {}

/** The member answered with a problem (RFC 9457). */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code;
  }
}

export const isLoggedIn = () => token !== null;
export const here = () => base;

/** Where else to go; only the addresses of web servers. */
export function know(addresses) {
  others = addresses.filter((address) => /^https?:\/\//.test(address ?? ''));
}

export async function login(user, password) {
  const answer = await send('POST', 'login', { user, password }, PATIENCE_MILLIS);
  keep(answer);
  return answer;
}

export async function logout() {
  try {
    await post('logout');
  } catch {
    // it ends by itself
  }
  forget();
}

function keep(answer) {
  token = answer.token;
  renewedAt = Date.now();
  sessionStorage.setItem(TOKEN, token);
}

function forget() {
  token = null;
  sessionStorage.removeItem(TOKEN);
}

export const get = (path) => call('GET', path);
export const post = (path) => call('POST', path);

/** One call; reading is tried again at another member, acting is not. */
async function call(method, path) {
  if (token && Date.now() - renewedAt > RENEW_MILLIS) {
    renewedAt = Date.now();
    send('POST', 'renew', null, PATIENCE_MILLIS).then(keep, () => {});
  }
  try {
    return await send(method, path, null, PATIENCE_MILLIS);
  } catch (error) {
    if (!(error instanceof Unreachable) || method !== 'GET') throw error;
    await move();
    return send(method, path, null, PATIENCE_MILLIS);
  }
}

function headers(body) {
  const sent = { 'Holdfast-Request': '1' };
  if (token) sent.Authorization = `Bearer ${token}`;
  if (body) sent['Content-Type'] = 'application/json';
  return sent;
}

async function send(method, path, body, patience, at = base) {
  let response;
  let text;
  try {
    response = await fetch(`${at}api/${path}`, {
      method,
      headers: headers(body),
      body: body ? JSON.stringify(body) : undefined,
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    });
    text = await response.text();
  } catch {
    throw new Unreachable();
  }
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = { detail: `HTTP ${response.status} ${response.statusText}` };
  }
  if (!response.ok) {
    if (response.status === 401 && path !== 'login') {
      forget();
      listeners.ended(json.detail);
    }
    throw new Refused(response.status, json);
  }
  if (at === base) listeners.reach(true);
  return json;
}

/** A file, as a blob. */
export async function download(path) {
  const response = await fetch(`${base}api/${path}`, { headers: headers(), credentials: 'omit', cache: 'no-store' });
  if (!response.ok) throw new Refused(response.status, await response.json());
  return response.blob();
}

/** Goes on with the first member that answers, beginning with the present one. */
function move() {
  moving ??= find().finally(() => {
    moving = null;
  });
  return moving;
}

async function find() {
  listeners.reach(false);
  const places = [base, ...new Set([home, ...others])].filter((place, at, all) => all.indexOf(place) === at);
  for (const place of places) {
    try {
      await send('GET', 'me', null, PROBE_MILLIS, place);
      if (place !== base) {
        base = place;
        listeners.moved(base);
      }
      listeners.reach(true);
      return;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) throw error;
    }
  }
  throw new Unreachable();
}

/** Hears what happens, for ever: on(kind, json). Connects again, to another member if it must. */
export async function hear(on) {
  for (let failures = 0; token; ) {
    try {
      await stream((kind, json) => {
        failures = 0;
        on(kind, json);
      });
      await pause(100); // a connection ends now and then
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return;
      try {
        await move();
      } catch {
        failures++;
      }
      await pause(Math.min(5_000, 300 * 2 ** failures));
    }
  }
}

const pause = (wait) => new Promise((done) => setTimeout(done, wait));

/** Server-Sent Events over fetch: EventSource can neither send a header nor be told to give up. */
async function stream(on) {
  const ending = new AbortController();
  let silence = 0;
  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(() => ending.abort(), SILENCE_MILLIS);
  };
  listen();
  try {
    const response = await fetch(`${base}api/events`, { headers: headers(), credentials: 'omit', cache: 'no-store', signal: ending.signal });
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}));
      if (response.status === 401) {
        forget();
        listeners.ended(problem.detail);
      }
      throw new Refused(response.status, problem);
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      listen();
      text += value;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        event(text.slice(0, end), on);
        text = text.slice(end + 2);
      }
    }
  } finally {
    clearTimeout(silence);
  }
}

function event(text, on) {
  let kind = 'message';
  let data = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('event:')) kind = line.slice(6).trim();
    if (line.startsWith('data:')) data += line.slice(5).trimStart();
  }
  if (data) {
    listeners.reach(true);
    on(kind, JSON.parse(data));
  }
}
