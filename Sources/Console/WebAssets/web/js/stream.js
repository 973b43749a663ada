// stream.js: the one live stream of the tab. Pages subscribe to topics; the tab keeps one EventSource for all of them.
// When it is lost the data stay on screen and the mark says how old they are; after a minute the lists are polled.
import { effect, signal } from './core.js';
import { isSessionOver, readSession, session } from './api.js';

const POLL_AFTER = 60_000;
const POLL_EVERY = 10_000;
const RETRY_FIRST = 500;
const RETRY_MAX = 8_000;

/** 'off' nothing on this page is live · 'live' · 'reconnecting'; `at`: when the data were last known to be current. */
export const link = signal({ state: 'off', at: Date.now() });

/** @type {Map<string, Set<{onMessage: (data: any, message: any) => void, onRefresh: () => void}>>} */
const topics = new Map();
let source = null;
let lastId = '';
let reopenTimer = 0;
let retryTimer = 0;
let retryDelay = RETRY_FIRST;
let lostSince = 0;

/**
 * `onRefresh` is called whenever changes may have been missed: after every (re)connection, after a reset, and by the
 * polls.
 * @returns {() => void} ends the subscription
 */
export function subscribe(topic, onMessage, onRefresh = () => {}) {
  const subscriber = { onMessage, onRefresh };
  if (!topics.has(topic)) topics.set(topic, new Set());
  topics.get(topic).add(subscriber);
  reopenSoon();
  return () => {
    const subscribers = topics.get(topic);
    subscribers?.delete(subscriber);
    if (subscribers?.size) return;
    topics.delete(topic);
    reopenSoon();
  };
}

/** Changes of the set of topics are gathered, so that a change of page reopens the stream once. */
function reopenSoon() {
  clearTimeout(reopenTimer);
  reopenTimer = setTimeout(open, 20);
}

function close() {
  clearTimeout(retryTimer);
  source?.close();
  source = null;
}

const address = () => {
  const names = [...topics.keys()].sort().map(encodeURIComponent).join(',');
  return `/api/v1/stream?topics=${names}${lastId ? `&after=${encodeURIComponent(lastId)}` : ''}`;
};

function open() {
  close();
  // A hidden tab gives its connection back: HTTP/1.1 allows six per host.
  if (!topics.size || document.hidden || isSessionOver.peek()) {
    if (!lostSince) link.value = { state: 'off', at: link.peek().at };
    return;
  }
  const opened = new EventSource(address());
  source = opened;
  opened.onopen = () => {
    if (source === opened) noteOpen();
  };
  opened.onerror = () => {
    if (source === opened) noteLoss();
  };
  opened.onmessage = (event) => receive(event);
  opened.addEventListener('reset', () => {
    lastId = '';
    refreshAll();
  });
}

function noteOpen() {
  const wasLost = lostSince > 0;
  lostSince = 0;
  retryDelay = RETRY_FIRST;
  link.value = { state: 'live', at: Date.now() };
  refreshAll();
  if (wasLost) readSession().catch(() => {});
}

function receive(event) {
  if (event.lastEventId) lastId = event.lastEventId;
  link.value = { state: 'live', at: Date.now() };
  const message = JSON.parse(event.data);
  for (const subscriber of [...(topics.get(message.topic) ?? [])]) subscriber.onMessage(message.data, message);
}

function noteLoss() {
  lostSince ||= Date.now();
  link.value = { state: 'reconnecting', at: link.peek().at };
  close();
  retryTimer = setTimeout(retry, retryDelay);
  retryDelay = Math.min(retryDelay * 2, RETRY_MAX);
}

/** EventSource says nothing of the reason, so the session is asked: gone server, or ended session? */
async function retry() {
  try {
    await readSession();
  } catch {
    noteLoss();
    return;
  }
  if (session.peek().signedIn) open();
}

function refreshAll() {
  for (const subscribers of topics.values()) {
    for (const subscriber of [...subscribers]) subscriber.onRefresh();
  }
}

setInterval(() => {
  if (lostSince && !document.hidden && Date.now() - lostSince > POLL_AFTER) refreshAll();
}, POLL_EVERY);

/** A poll that succeeded proves that the numbers are current although the stream is not. */
export function noteFresh() {
  link.value = { state: link.peek().state, at: Date.now() };
}

document.addEventListener('visibilitychange', reopenSoon);
effect(() => {
  if (!isSessionOver.value) reopenSoon();
});
