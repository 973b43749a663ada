// signals.js: values that know who reads them. A signal holds, a computed derives, an effect acts. Effects run
// together in a microtask, so that one live message makes one paint. Everything made inside an effect, a computed
// or a scope belongs to it and ends with it. Read core.js next: templates are built on this.

/** Who is reading now. */
let observer = null;
/** Who owns the effects and cleanups that are made now. */
let owner = null;

const queue = new Set();
let scheduled = false;

class Source {
  constructor(value) {
    this.current = value;
    this.version = 0;
    this.readers = new Set();
  }

  track() {
    if (!observer || observer.sources.has(this)) return;
    observer.sources.set(this, this.version);
    this.readers.add(observer);
  }

  /** Reads without being told of changes. */
  peek() {
    return this.current;
  }

  fire() {
    for (const reader of [...this.readers]) reader.invalidate();
  }
}

class Signal extends Source {
  get value() {
    this.track();
    return this.current;
  }

  set value(next) {
    if (Object.is(next, this.current)) return;
    this.current = next;
    this.version += 1;
    this.fire();
  }

  /** @param {(current: any) => any} change */
  update(change) {
    this.value = change(this.current);
  }
}

class Computed extends Source {
  constructor(derive) {
    super(undefined);
    this.derive = derive;
    this.sources = new Map();
    this.children = [];
    this.cleanups = [];
    this.isDirty = true;
    this.hasRun = false;
    adopt(this);
  }

  get value() {
    this.refresh();
    this.track();
    return this.current;
  }

  peek() {
    this.refresh();
    return this.current;
  }

  invalidate() {
    if (this.isDirty) return;
    this.isDirty = true;
    this.fire();
  }

  refresh() {
    if (!this.isDirty || this.isDead) return;
    if (this.hasRun && !isStale(this)) {
      this.isDirty = false;
      return;
    }
    disposeChildren(this);
    unlink(this);
    const next = runAs(this, this.derive);
    this.isDirty = false;
    this.hasRun = true;
    if (!Object.is(next, this.current)) {
      this.current = next;
      this.version += 1;
    }
  }
}

class Effect {
  constructor(act) {
    this.act = act;
    this.sources = new Map();
    this.children = [];
    this.cleanups = [];
    adopt(this);
    this.execute();
  }

  invalidate() {
    queue.add(this);
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(flush);
  }

  execute() {
    disposeChildren(this);
    unlink(this);
    try {
      runAs(this, this.act);
    } catch (error) {
      report(error);
    }
  }
}

function adopt(node) {
  node.isDead = false;
  if (owner) owner.children.push(node);
}

function unlink(node) {
  for (const source of node.sources.keys()) source.readers.delete(node);
  node.sources = new Map();
}

function isStale(node) {
  for (const [source, seen] of node.sources) {
    if (source.refresh) source.refresh();
    if (source.version !== seen) return true;
  }
  return false;
}

function runAs(node, act) {
  const previousObserver = observer;
  const previousOwner = owner;
  observer = node;
  owner = node;
  try {
    return act();
  } finally {
    observer = previousObserver;
    owner = previousOwner;
  }
}

function disposeChildren(node) {
  for (const child of node.children) dispose(child);
  node.children = [];
  for (const cleanup of node.cleanups) {
    try {
      cleanup();
    } catch (error) {
      report(error);
    }
  }
  node.cleanups = [];
}

function dispose(node) {
  if (node.isDead) return;
  node.isDead = true;
  disposeChildren(node);
  unlink(node);
  queue.delete(node);
}

function report(error) {
  console.error(error);
}

/** Runs the pending effects now; they normally run in a microtask. */
export function flush() {
  for (let round = 0; queue.size; round += 1) {
    if (round > 100) {
      queue.clear();
      report(new Error('Effects keep waking each other.'));
      break;
    }
    const pending = [...queue];
    queue.clear();
    for (const effect of pending) {
      if (!effect.isDead && isStale(effect)) effect.execute();
    }
  }
  scheduled = false;
}

/** @template T @param {T} value */
export const signal = (value) => new Signal(value);

/** @template T @param {() => T} derive */
export const computed = (derive) => new Computed(derive);

/** Runs now and after every change of what it read. @returns {() => void} ends it */
export function effect(act) {
  const node = new Effect(act);
  return () => dispose(node);
}

/** Runs when the owner ends or runs again. */
export function onCleanup(cleanup) {
  if (owner) owner.cleanups.push(cleanup);
}

/** Reads without subscribing. */
export function untrack(read) {
  const previous = observer;
  observer = null;
  try {
    return read();
  } finally {
    observer = previous;
  }
}

/** Owns what `build` makes. @returns {[any, () => void]} the value and what ends it */
export function scope(build) {
  const node = { sources: new Map(), children: [], cleanups: [] };
  adopt(node);
  const previousOwner = owner;
  const previousObserver = observer;
  owner = node;
  observer = null;
  try {
    return [build(), () => dispose(node)];
  } finally {
    owner = previousOwner;
    observer = previousObserver;
  }
}

/** The present owner, to be handed to `ownedBy` later. */
export const presentOwner = () => owner;

/** Runs `build` as if `other` were the owner: what it makes lives as long as `other`. */
export function ownedBy(other, build) {
  const previous = owner;
  owner = other;
  try {
    return build();
  } finally {
    owner = previous;
  }
}

export const isSignal = (value) => value instanceof Source;

/** The value of a signal, of a function, or the thing itself. */
export function read(value) {
  if (isSignal(value)) return value.value;
  return typeof value === 'function' ? value() : value;
}
