// rows.js: long lists that stay current: read a page after the other, so that the first rows are there at once, and
// changed by the stream afterwards. Ten thousand rows are one array that a message copies once.
import { computed, onCleanup, signal } from '../../core.js';
import { api } from '../../api.js';
import { noteFresh, subscribe } from '../../stream.js';

const PAGE_ROWS = 1_000;

function phaseOf({ status }) {
  if (status === 403) return 'forbidden';
  return status === 404 ? 'missing' : 'failed';
}

const withParameters = (path, after) =>
  `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE_ROWS}${after ? `&after=${encodeURIComponent(after)}` : ''}`;

/** A list that has no topic of its own is read again at most this often. */
const NOTICE_MILLISECONDS = 2_000;

/**
 * @param {string} path of a list that takes `limit` and `after`
 * @param {string} topic
 * @param {(row: any) => any} key
 * @param {{isNoticeOnly?: boolean}} options `isNoticeOnly`: a message of the topic says only that something changed
 */
export function pagedRows(path, topic, key = (row) => row.number, { isNoticeOnly = false } = {}) {
  const rows = signal([]);
  const phase = signal('loading');
  const error = signal(null);
  const isComplete = signal(false);
  let revision = -1;
  let isReading = false;
  let isAgain = false;
  let isEnded = false;
  /** Messages that came while pages were read: they may be newer than the pages. */
  let late = [];

  async function readAll() {
    const isFirst = phase.peek() !== 'ready';
    const all = [];
    let after = '';
    let least = Infinity;
    for (;;) {
      const answer = await api(withParameters(path, after));
      if (isEnded) return;
      all.push(...answer.items);
      least = Math.min(least, answer.rev ?? -1);
      const isLast = answer.items.length < PAGE_ROWS && !answer.next;
      if (isFirst && !isLast) show([...all]);
      if (isLast) break;
      after = answer.next ?? key(answer.items.at(-1));
    }
    revision = least;
    show(all);
    isComplete.value = true;
  }

  function show(next) {
    rows.value = next;
    error.value = null;
    phase.value = 'ready';
    noteFresh();
  }

  async function refresh() {
    if (isReading) {
      isAgain = true;
      return;
    }
    isReading = true;
    late = [];
    try {
      await readAll();
    } catch (failure) {
      if (!isEnded && !(failure.status === 0 && phase.peek() === 'ready')) {
        error.value = failure;
        if (phase.peek() !== 'ready') phase.value = phaseOf(failure);
      }
    }
    isReading = false;
    for (const [changed, message] of late) apply(changed, message);
    late = [];
    if (!isAgain || isEnded) return;
    isAgain = false;
    await refresh();
  }

  function apply(changed, message) {
    if (isReading) {
      late.push([changed, message]);
      return;
    }
    if (phase.peek() !== 'ready' || (message.rev != null && message.rev <= revision)) return;
    if (message.rev != null) revision = message.rev;
    rows.value = merged(rows.peek(), Array.isArray(changed) ? changed : [], message.gone ?? [], key);
  }

  let notice = 0;
  const refreshSoon = () => {
    notice ||= setTimeout(() => {
      notice = 0;
      refresh();
    }, NOTICE_MILLISECONDS);
  };
  const end = subscribe(topic, isNoticeOnly ? refreshSoon : apply, refresh);
  onCleanup(() => {
    isEnded = true;
    clearTimeout(notice);
    end();
  });
  refresh();
  return { rows, phase, error, isComplete, refresh };
}

/** @returns {any[]} a new array in which the changed rows stand in the places of the old ones */
export function merged(rows, changed, gone, key) {
  const news = new Map(changed.map((row) => [key(row), row]));
  const removed = new Set(gone.map(String));
  const next = [];
  for (const row of rows) {
    const id = key(row);
    if (removed.size && removed.has(String(id))) continue;
    const fresh = news.get(id);
    next.push(fresh ? { ...row, ...fresh } : row);
    if (fresh) news.delete(id);
  }
  next.push(...news.values());
  return next;
}

/** How many rows are in each group, counted once for all filters. */
export const countsBy = (rows, groupOf) => computed(() => {
  const counts = new Map();
  for (const row of rows.value) {
    const group = groupOf(row);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
});

/** Whether a text that somebody typed occurs in one of the names; `*` and `?` stand for any letters and one letter. */
export function matcher(typed) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return () => true;
  if (!/[*?]/.test(wanted)) return (...texts) => texts.some((text) => text.toLowerCase().includes(wanted));
  const escaped = wanted.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  const pattern = new RegExp(`^(?:.*\\.)?${escaped}$`);
  return (...texts) => texts.some((text) => pattern.test(text.toLowerCase()));
}
