// said.js: sentences that come from the server in English, in the language of the person. What is not among the known
// ones stays as it is: names, numbers and what a database answered are never changed.
import { sayings } from '../i18n.js';

const KEPT_MAX = 4_000;

/** The holes that a sentence or a word of the server fills: why somebody waits. The others hold names and numbers. */
const SPOKEN = new Set(['why', 'what', 'how', 'act', 'fate', 'kind', 'otherKind', 'place', 'form', 'limit', 'seen',
  'advice', 'rest', 'found', 'note', 'state', 'way', 'end']);

/** What is known of one list of sayings: whole sentences, and patterns with holes. */
const prepared = new WeakMap();

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function patternOf([english, other]) {
  const holes = [];
  const source = english.split(/\{(\w+)\}/).map((part, place) => {
    if (place % 2 === 0) return escaped(part);
    holes.push(part);
    return '(.+?)';
  });
  return { pattern: new RegExp(`^${source.join('')}$`, 's'), holes, other };
}

const isOpen = ({ pattern }) => Number(pattern.source.startsWith('^('));

function prepare(list) {
  const whole = new Map(list.filter(([english]) => !english.includes('{')));
  const patterns = list.filter(([english]) => english.includes('{')).map(patternOf);
  // What begins with a hole fits most: it is asked last.
  patterns.sort((one, other) => isOpen(one) - isOpen(other));
  return { whole, patterns, kept: new Map() };
}

function found(text, { whole, patterns }) {
  const exact = whole.get(text);
  if (exact !== undefined) return exact;
  for (const { pattern, holes, other } of patterns) {
    const match = pattern.exec(text);
    if (match) {
      return other.replace(/\{(\w+)\}/g, (_, name) => {
        const filled = match[1 + holes.indexOf(name)];
        return SPOKEN.has(name) ? said(filled) : filled;
      });
    }
  }
  return text;
}

/** @param {string} text @returns {string} */
export function said(text) {
  const list = sayings();
  if (!text || !list.length) return text;
  if (!prepared.has(list)) prepared.set(list, prepare(list));
  const known = prepared.get(list);
  if (!known.kept.has(text)) {
    if (known.kept.size >= KEPT_MAX) known.kept.clear();
    known.kept.set(text, found(text, known));
  }
  return known.kept.get(text);
}

/** What was found, unless it says no more than the question. */
export const saidBeside = (found, title) => (plainOf(found) === plainOf(title) ? '' : said(found));

const plainOf = (text) => String(text ?? '').trim().replace(/\.$/, '').toLowerCase();

/** A failure with its message and its advice in words; its number and what a database said stay. */
export const saidFailure = (failure) => (failure
  ? { ...failure, message: said(failure.message), advice: said(failure.advice ?? '') } : failure);
