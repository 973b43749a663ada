// catalogue.js: what a source holds, as columns: ten thousand objects are one answer, filtered in the browser.
import { signal } from '../../core.js';
import { againWhenBack, api } from '../../api.js';
import { ruleFor } from './names.js';

/** Kinds that are created at the destination; the project lists the others with what is to be done. */
const MIGRATED = new Set(['table', 'view']);
/** Tables of these forms are not migrated. */
const BLOCKING = ['temporary', 'external', 'nested'];
/** Worth a look before the start. */
const WARNING = ['noKey', 'invalid'];

const lists = new Map();

/** The objects of a source, read once for all pages of the wizard. */
export function catalogueOf(source) {
  if (!lists.has(source)) {
    lists.set(source, { phase: signal('loading'), error: signal(null), data: signal(null), isReading: signal(false) });
    read(source);
  } else if (lists.get(source).phase.peek() === 'failed') {
    read(source);
  }
  const list = lists.get(source);
  return { ...list, retry: () => read(source), refresh: () => read(source, true) };
}

async function read(source, isAnew = false) {
  const list = lists.get(source);
  if (list.isReading.peek()) return;
  list.isReading.value = true;
  if (!list.data.peek()) list.phase.value = 'loading';
  try {
    const answer = await api(`/datasources/${source}/objects${isAnew ? '?refresh=1' : ''}`);
    list.data.value = new Catalogue(answer, list.data.peek());
    list.error.value = null;
    list.phase.value = 'ready';
  } catch (failure) {
    list.error.value = failure;
    againWhenBack(failure, () => read(source, isAnew));
    if (!list.data.peek()) list.phase.value = failure.status === 403 ? 'forbidden' : 'failed';
  }
  list.isReading.value = false;
}

export class Catalogue {
  /** @param {any} answer columns @param {Catalogue | null} before the list that this one replaces */
  constructor(answer, before = null) {
    this.asOf = answer.asOf;
    this.schemas = answer.schemas;
    this.schema = answer.schema;
    this.name = answer.name;
    this.kind = answer.kind;
    this.rows = answer.rows;
    this.bytes = answer.bytes;
    this.flags = answer.flags;
    this.count = answer.name.length;
    this.order();
    this.keys = new Array(this.count);
    this.index = new Map();
    this.whole = new Array(this.count);
    /** 0 nothing, 1 a note, 2 cannot be chosen. */
    this.level = new Uint8Array(this.count);
    this.isNew = new Uint8Array(this.count);
    for (let at = 0; at < this.count; at += 1) this.addObject(at, before);
  }

  /** Schemas, and the objects inside each, stand in the order of their names. */
  order() {
    const places = Array.from({ length: this.count }, (_, at) => at);
    const rank = new Map(this.schemas.map((name, at) => [at, name]).sort((a, b) => (a[1] < b[1] ? -1 : 1))
      .map(([at], place) => [at, place]));
    const before = (a, b) => rank.get(this.schema[a]) - rank.get(this.schema[b])
      || (this.name[a] < this.name[b] ? -1 : this.name[a] > this.name[b] ? 1 : 0);
    if (places.every((at) => at === 0 || before(at - 1, at) <= 0)) return;
    places.sort(before);
    for (const column of ['schema', 'name', 'kind', 'rows', 'bytes', 'flags']) {
      const values = this[column];
      this[column] = places.map((at) => values[at]);
    }
  }

  addObject(at, before) {
    const schema = this.schemas[this.schema[at]];
    const key = ruleFor(schema, this.name[at]);
    this.keys[at] = key;
    this.whole[at] = `${schema}.${this.name[at]}`;
    // A name that several kinds share means the one that is migrated.
    if (!this.index.has(key) || MIGRATED.has(this.kind[at])) this.index.set(key, at);
    if (before && !before.index.has(key)) this.isNew[at] = 1;
    if (this.reasonAgainst(at)) this.level[at] = 2;
    else if (this.flags[at].some((flag) => WARNING.includes(flag))) this.level[at] = 1;
  }

  isTable(at) {
    return this.kind[at] === 'table';
  }

  /** The flag or the word that forbids an object, or ''. */
  reasonAgainst(at) {
    if (!MIGRATED.has(this.kind[at])) return 'kind';
    return this.flags[at].find((flag) => BLOCKING.includes(flag)) ?? '';
  }

  schemaName(at) {
    return this.schemas[this.schema[at]];
  }
}
