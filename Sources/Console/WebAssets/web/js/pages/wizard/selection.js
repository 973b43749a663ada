// selection.js: which objects of a catalogue are chosen, under which names and with which row filters. The choice is by
// name: it outlives a new reading of the source, and names that are not there any more are kept and shown.
import { computed, signal } from '../../core.js';
import { lastName, parts, quoted, readRule } from './names.js';

const RULED = { lower: (name) => name.toLowerCase(), upper: (name) => name.toUpperCase(),
  followSource: (name) => name };

/** Whether a selection names single objects, so that the tree can show it. */
export const isExactOnly = (objects) =>
  !(objects?.exclude ?? []).length && (objects?.include ?? []).every((line) => readRule(line).isExact);

/** @returns {'pick' | 'rules'} */
export const modeOf = (content) =>
  content.wizard?.mode ?? (isExactOnly(content.objects) ? 'pick' : 'rules');

export class Selection {
  /** @param {import('./catalogue.js').Catalogue} catalogue @param {() => any} present the draft's content
   *  @param {() => void} onchange */
  constructor(catalogue, present, onchange) {
    const content = present();
    this.catalogue = catalogue;
    this.present = present;
    this.onchange = onchange;
    this.version = signal(0);
    this.chosen = new Uint8Array(catalogue.count);
    this.map = { ...(content.objects?.map ?? {}) };
    /** Rename, filter, columns and types by the rule that takes the object. */
    this.wishes = new Map(Object.entries(content.objects?.tables ?? {}));
    /** Chosen once, and not at the source now. */
    this.absent = [];
    for (const line of pickedLines(content)) this.readLine(line);
    this.stat = computed(() => this.summed());
  }

  readLine(line) {
    const { catalogue } = this;
    const at = catalogue.index.get(line) ?? catalogue.index.get(this.keyOf(line));
    if (at === undefined) this.absent.push(line);
    else this.chosen[at] = 1;
  }

  /** The key of a line that was written differently; a mapping in it becomes a rename. */
  keyOf(line) {
    const rule = readRule(line);
    if (!rule.isExact) return line;
    const [schema, name] = parts(line.split('=')[0]);
    const key = `${quoted(schema.text)}.${quoted(name.text)}`;
    if (rule.mapped) {
      const [database, object] = rule.mapped(schema.text, name.text);
      this.wishes.set(key, { ...this.wishes.get(key), rename: `${quoted(database)}.${quoted(object)}` });
    }
    return key;
  }

  /** @param {number[]} places @param {boolean} isOn */
  set(places, isOn) {
    for (const at of places) {
      if (!isOn) this.chosen[at] = 0;
      else if (this.catalogue.level[at] < 2) this.chosen[at] = 1;
    }
    this.touch();
  }

  touch() {
    this.version.update((count) => count + 1);
    this.onchange();
  }

  has(at) {
    this.version.value;
    return this.chosen[at] === 1;
  }

  /** Of some objects: 'true' all, 'false' none, 'mixed'. What cannot be chosen does not count. */
  state(places) {
    this.version.value;
    let on = 0;
    let off = 0;
    for (const at of places) {
      if (this.catalogue.level[at] === 2) continue;
      if (this.chosen[at]) on += 1;
      else off += 1;
    }
    return on && off ? 'mixed' : String(on > 0);
  }

  countOf(places) {
    this.version.value;
    let count = 0;
    for (const at of places) count += this.chosen[at];
    return count;
  }

  places() {
    this.version.value;
    const found = [];
    for (let at = 0; at < this.chosen.length; at += 1) if (this.chosen[at]) found.push(at);
    return found;
  }

  summed() {
    this.version.value;
    const sums = sumsOf(this.catalogue, this.places());
    let renames = Object.keys(this.map).length;
    let filters = 0;
    for (const [key, wish] of this.wishes) {
      const at = this.catalogue.index.get(key);
      if (at === undefined || !this.chosen[at]) continue;
      if (wish.rename) renames += 1;
      if (wish.filter) filters += 1;
    }
    return { ...sums, renames, filters, absent: this.absent.length };
  }

  // ---------------------------------------------------------------- names

  /** A name by the rule of the project. */
  ruled(name) {
    return RULED[this.present().options?.conversion?.nameRule ?? 'lower'](name);
  }

  wish(at) {
    this.version.value;
    return this.wishes.get(this.catalogue.keys[at]) ?? null;
  }

  /** Changes some members of a wish; an empty value removes one. */
  setWish(at, changes) {
    const key = this.catalogue.keys[at];
    const next = { ...this.wishes.get(key), ...changes };
    for (const name of Object.keys(changes)) if (!next[name]) delete next[name];
    if (Object.keys(next).length) this.wishes.set(key, next);
    else this.wishes.delete(key);
    this.touch();
  }

  /** The database that a schema becomes. */
  database(schema) {
    this.version.value;
    return this.map[schema] ?? this.ruled(schema);
  }

  isMapped(schema) {
    this.version.value;
    return schema in this.map;
  }

  setDatabase(schema, name) {
    const map = { ...this.map };
    if (!name || name === this.ruled(schema)) delete map[schema];
    else map[schema] = name;
    this.map = map;
    this.touch();
  }

  /** The name at the destination, without its database. */
  nameOf(at) {
    const rename = this.wish(at)?.rename;
    return rename ? lastName(rename) : this.ruled(this.catalogue.name[at]);
  }

  /** Database and name at the destination. */
  pairOf(at) {
    const rename = this.wish(at)?.rename;
    const database = rename ? parts(rename)?.[0].text : '';
    return [database || this.database(this.catalogue.schemaName(at)), this.nameOf(at)];
  }

  /** The same as a person reads it: with its database when that is not the one of its schema. */
  shownName(at) {
    const database = parts(this.wish(at)?.rename ?? '')?.[0].text;
    const isElsewhere = database && database !== this.database(this.catalogue.schemaName(at));
    return isElsewhere ? `${database}.${this.nameOf(at)}` : this.nameOf(at);
  }

  /** @param {string} typed as `database.name`, or a name alone; empty takes the rename back */
  rename(at, typed) {
    const text = typed.trim();
    const isPair = Boolean(parts(text)?.[1].text);
    const isSame = !text || text === this.ruled(this.catalogue.name[at]);
    this.setWish(at, { rename: isSame ? '' : isPair ? text : quoted(text) });
  }

  /** Names as they are, all at once. @param {{at: number, after: string}[]} changes */
  setNames(changes) {
    for (const { at, after } of changes) {
      const key = this.catalogue.keys[at];
      const wish = { ...this.wishes.get(key) };
      const database = parts(wish.rename ?? '')?.[0].text;
      if (database) wish.rename = `${quoted(database)}.${quoted(after)}`;
      else if (after === this.ruled(this.catalogue.name[at])) delete wish.rename;
      else wish.rename = quoted(after);
      if (Object.keys(wish).length) this.wishes.set(key, wish);
      else this.wishes.delete(key);
    }
    this.touch();
  }

  // ---------------------------------------------------------------- keeping

  snapshot() {
    return {
      chosen: this.chosen.slice(), map: this.map, wishes: new Map(this.wishes), absent: this.absent,
    };
  }

  restore(snapshot) {
    this.chosen = snapshot.chosen.slice();
    this.map = snapshot.map;
    this.wishes = new Map(snapshot.wishes);
    this.absent = snapshot.absent;
    this.touch();
  }

  clear() {
    this.chosen.fill(0);
    this.absent = [];
    this.touch();
  }

  /** The member `objects` of a project file. */
  objects() {
    const { catalogue } = this;
    const include = [];
    const tables = {};
    for (let at = 0; at < catalogue.count; at += 1) {
      if (!this.chosen[at]) continue;
      const key = catalogue.keys[at];
      include.push(key);
      const wish = this.wishes.get(key);
      if (wish) tables[key] = wish;
    }
    return { include: [...include, ...this.absent], exclude: [], map: this.map, tables };
  }

  /** The same member where rules choose: every wish is kept, because the rules may take any object. */
  inRules(objects) {
    return {
      include: objects?.include ?? [], exclude: objects?.exclude ?? [], map: this.map,
      tables: Object.fromEntries(this.wishes),
    };
  }
}

/** The objects that were picked one by one, in either mode. */
const pickedLines = (content) =>
  (modeOf(content) === 'pick' ? content.objects?.include : content.wizard?.picked?.include) ?? [];

/** Numbers of some objects; no rows when the source has counted none of their tables. */
export function sumsOf(catalogue, places) {
  const sums = { count: places.length, tables: 0, views: 0, others: 0, rows: 0, bytes: 0, noted: 0, schemas: 0 };
  const schemas = new Set();
  let counted = 0;
  for (const at of places) {
    if (catalogue.kind[at] === 'table') sums.tables += 1;
    else if (catalogue.kind[at] === 'view') sums.views += 1;
    else sums.others += 1;
    if (catalogue.rows[at] != null) counted += 1;
    sums.rows += catalogue.rows[at] ?? 0;
    sums.bytes += catalogue.bytes[at] ?? 0;
    if (catalogue.level[at]) sums.noted += 1;
    schemas.add(catalogue.schema[at]);
  }
  sums.schemas = schemas.size;
  if (sums.tables && !counted) sums.rows = null;
  return sums;
}
