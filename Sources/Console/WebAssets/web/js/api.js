// api.js: requests to the server. A request that meets an ended session waits until the operator has signed in again
// and is
// then sent once more, so that nothing typed is lost. Every failure becomes an `ApiError`.
import { signal } from './core.js';
import { t } from './i18n.js';
import { said } from './said/said.js';

export class ApiError extends Error {
  /** @param {number} status 0 when the server could not be reached @param {any} body */
  constructor(status, body, retryAfter = 0) {
    const error = body?.error ?? {};
    super(said(error.message) || t(status ? 'error.unexplained' : 'error.unreachable', { status }));
    this.status = status;
    this.code = error.code ?? (status ? 'unexplained' : 'unreachable');
    this.hint = said(error.hint ?? '');
    this.detail = error.detail ?? '';
    this.field = error.field ?? '';
    this.requestId = error.request_id ?? '';
    /** What the server has now, when our copy was stale. */
    this.current = body?.current ?? error.current ?? null;
    this.retryAfter = retryAfter;
    this.body = body;
  }
}

/** What is known of the server and of who is signed in. */
export const session = signal({ isKnown: false, first: false, signedIn: false, account: null, version: '', build: '' });

/** True while the operator has to sign in again over the page. */
export const isSessionOver = signal(false);

let whenSignedIn = null;
let resume = null;

function waitForSignIn() {
  isSessionOver.value = true;
  whenSignedIn ??= new Promise((resolve) => {
    resume = resolve;
  });
  return whenSignedIn;
}

/** Ends the wait of every request that met an ended session. */
export function signedInAgain() {
  resume?.();
  whenSignedIn = null;
  resume = null;
  isSessionOver.value = false;
}

/** Milliseconds to add to the browser's clock to get the server's. */
let clockSkew = 0;

/** The server's clock, once per second. */
export const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now() + clockSkew;
}, 1000);

function noteServerClock(response) {
  const stated = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(stated)) return;
  const difference = stated - Date.now();
  // The header counts whole seconds, so a small difference says nothing.
  clockSkew = Math.abs(difference) > 2000 ? difference : 0;
}

function headersFor({ method, body, revision, idempotencyKey }) {
  const headers = {};
  if (method !== 'GET') {
    headers['X-Godwit'] = '1';
    headers['Content-Type'] = 'application/json';
  }
  if (revision != null) headers['If-Match'] = `"${revision}"`;
  if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
  return { method, headers, body: method === 'GET' ? undefined : JSON.stringify(body ?? {}) };
}

async function send(path, options) {
  let response;
  try {
    response = await fetch(`/api/v1${path}`, { ...headersFor(options), signal: options.abort });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, null);
  }
  noteServerClock(response);
  const isJSON = response.headers.get('content-type')?.includes('json');
  const body = isJSON ? await response.json().catch(() => null) : null;
  if (!response.ok) throw new ApiError(response.status, body, Number(response.headers.get('retry-after')) || 0);
  return body;
}

/**
 * @param {string} path below /api/v1
 * @param {{method?: string, body?: any, revision?: number, idempotencyKey?: string, abort?: AbortSignal,
 *   isSignIn?: boolean}} options `isSignIn`: a 401 is the answer, not the end of the session
 */
export async function api(path, options = {}) {
  const complete = { method: 'GET', ...options };
  try {
    return await send(path, complete);
  } catch (error) {
    if (error.status !== 401 || options.isSignIn || error.code !== 'not_signed_in') throw error;
    await waitForSignIn();
    return send(path, complete);
  }
}

/** Orders an action on a resource; a repeated press of the same button is one order. */
export const order = (path, name, body) =>
  api(`${path}/actions/${name}`, { method: 'POST', body, idempotencyKey: crypto.randomUUID?.() ?? randomKey() });

// `randomUUID` is missing on plain http away from localhost.
const randomKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join('');

/**
 * Asks who is signed in. Throws when the server cannot be reached. A session that ended by itself is noted before the
 * answer is, so that the page stays on screen below the dialog.
 * @param {{isSigningOut?: boolean}} options
 */
export async function readSession({ isSigningOut = false } = {}) {
  const answer = await api('/session', { isSignIn: true });
  const before = session.peek();
  const hasEnded = before.signedIn && !answer.signedIn && !answer.first && !isSigningOut;
  if (hasEnded) isSessionOver.value = true;
  session.value = { ...answer, account: answer.account ?? (hasEnded ? before.account : null), isKnown: true };
  if (before.isKnown && before.build && answer.build !== before.build) isOutdated.value = true;
  return answer;
}

const RETRY_MILLISECONDS = 1_000;

/** Waits until the server answers again. */
export async function untilAnswered() {
  for (;;) {
    try {
      await readSession();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
  }
}

let answered = null;

/** The same, shared by all that wait, and with a pause before the first question. */
const whenAnswered = () => {
  answered ??= new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS)).then(untilAnswered)
    .finally(() => { answered = null; });
  return answered;
};

/**
 * Asks once more by itself when a server that was away answers again; any other failure is the operator's to judge.
 * @param {any} failure @param {() => void} again not called any more when the page that waits has ended
 */
export function againWhenBack(failure, again) {
  if (failure.status === 0) whenAnswered().then(again);
}

/** True when the server runs another build than the one this page came from. */
export const isOutdated = signal(false);
