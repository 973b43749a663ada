// live.js: lists and records that stay current: one GET for the snapshot, the stream's rows after it. Only messages
// with a higher revision than the snapshot are applied, those too that came while it was on its way; whenever some may
// have been missed the snapshot is read again.
import { onCleanup, signal } from './core.js';
import { api } from './api.js';
import { noteFresh, subscribe } from './stream.js';

/** @typedef {'loading' | 'ready' | 'failed' | 'forbidden' | 'missing'} Phase */

function phaseOf(error) {
  if (error.status === 403) return 'forbidden';
  return error.status === 404 ? 'missing' : 'failed';
}

/**
 * The rows of a list endpoint.
 * @param {string} path
 * @param {string} topic
 * @param {(row: any) => string} key
 */
export function liveList(path, topic, key = (row) => row.id) {
  const rows = signal([]);
  const phase = signal(/** @type {Phase} */ ('loading'));
  const error = signal(null);
  let revision = -1;
  let isReading = false;
  let isAgain = false;
  let isEnded = false;
  /** What came while an answer was on its way: it may be newer than the answer. */
  let meanwhile = [];

  async function refresh() {
    if (isReading) {
      isAgain = true;
      return;
    }
    isReading = true;
    meanwhile = [];
    try {
      const answer = await api(path);
      if (isEnded) return;
      revision = answer.rev ?? -1;
      rows.value = answer.items;
      for (const [changed, message] of meanwhile) bring(changed, message);
      error.value = null;
      phase.value = 'ready';
      noteFresh();
    } catch (failure) {
      if (!isEnded) noteFailure(failure);
    } finally {
      isReading = false;
    }
    if (isAgain && !isEnded) {
      isAgain = false;
      await refresh();
    }
  }

  function noteFailure(failure) {
    // While the server is away the live mark says so, and what was on screen stays.
    if (failure.status === 0 && phase.peek() === 'ready') return;
    error.value = failure;
    if (phase.peek() !== 'ready') phase.value = phaseOf(failure);
  }

  function apply(changed, message) {
    if (isReading) meanwhile.push([changed, message]);
    // Without a snapshot the changed rows alone would look like the whole list.
    if (phase.peek() === 'ready') bring(changed, message);
  }

  function bring(changed, message) {
    if (message.rev != null && message.rev <= revision) return;
    if (message.rev != null) revision = message.rev;
    rows.value = merged(rows.peek(), Array.isArray(changed) ? changed : [], message.gone ?? [], key);
  }

  const end = subscribe(topic, apply, refresh);
  onCleanup(() => {
    isEnded = true;
    end();
  });
  refresh();
  return { rows, phase, error, refresh };
}

function merged(rows, changed, gone, key) {
  const news = new Map(changed.map((row) => [key(row), row]));
  const removed = new Set(gone);
  const kept = [];
  for (const row of rows) {
    const id = key(row);
    if (removed.has(id)) continue;
    kept.push(news.has(id) ? { ...row, ...news.get(id) } : row);
    news.delete(id);
  }
  return [...kept, ...news.values()];
}

/**
 * One record with its own topic. `onChange` is called with every row that the stream brings.
 * @param {string} path
 * @param {string} topic
 * @param {(row: any) => void} onChange
 */
export function liveRecord(path, topic, id, onChange = () => {}) {
  const record = signal(null);
  const phase = signal(/** @type {Phase} */ ('loading'));
  const error = signal(null);
  let isEnded = false;
  let reads = 0;
  /** Reads up to this one were asked before the record was gone, and would bring it back. */
  let lateReads = 0;

  async function refresh() {
    reads += 1;
    const read = reads;
    try {
      const answer = await api(path);
      if (isEnded || read <= lateReads) return;
      record.value = answer;
      error.value = null;
      phase.value = 'ready';
      onChange(answer);
    } catch (failure) {
      if (isEnded || (failure.status === 0 && phase.peek() === 'ready')) return;
      error.value = failure;
      if (phase.peek() !== 'ready' || failure.status === 404) phase.value = phaseOf(failure);
    }
  }

  function apply(data, message) {
    if ((message.gone ?? []).includes(id)) {
      lateReads = reads;
      phase.value = 'missing';
      return;
    }
    const row = Array.isArray(data) ? data.find((one) => one.id === id) : data;
    if (!row || !record.peek() || (row.id && row.id !== id)) return;
    const before = record.peek();
    record.value = { ...before, ...row };
    onChange(record.peek());
    // The history belongs to the snapshot only.
    if (row.state && row.state !== before.state) refresh();
  }

  const end = subscribe(topic, apply, refresh);
  onCleanup(() => {
    isEnded = true;
    end();
  });
  refresh();
  return { record, phase, error, refresh };
}
