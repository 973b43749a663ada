// draft.js: the draft of a project. What is typed is on screen at once and at the server a moment later; while the
// server is away it is kept in the browser. A change that meets somebody else's is refused by the server, and the
// operator chooses. Read wizard.js next.
import { signal } from '../../core.js';
import { againWhenBack, api, ApiError } from '../../api.js';

const SAVE_AFTER = 350;
const RETRY_FIRST = 800;
const RETRY_MAX = 6_000;

/** Drafts of this tab: leaving the wizard and coming back finds what was typed, saved or not. */
const known = new Map();

const backupName = (id) => `draft:${id}`;

/** @param {string} id */
export function draftStore(id) {
  if (!known.has(id)) known.set(id, new Draft(id));
  const draft = known.get(id);
  draft.refresh();
  return draft;
}

export function forgetDraft(id) {
  const draft = known.get(id);
  if (draft) draft.isEnded = true;
  known.delete(id);
  localStorage.removeItem(backupName(id));
}

/** A value as text with the members in one order, for comparing. */
const sorted = (value) => JSON.stringify(value, (_, one) => (one && typeof one === 'object' && !Array.isArray(one)
  ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one));

class Draft {
  constructor(id) {
    this.id = id;
    this.content = signal({});
    /** 'loading' | 'ready' | 'missing' | 'forbidden' | 'failed' */
    this.phase = signal('loading');
    this.error = signal(null);
    /** 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused' */
    this.saving = signal('saved');
    /** What somebody else saved, while the operator has not chosen. */
    this.theirs = signal(null);
    /** Counts the times that the content came from elsewhere: what was built from it is built anew. */
    this.epoch = signal(0);
    this.project = signal(null);
    this.changedAt = signal(null);
    this.revision = 0;
    this.saved = {};
    this.builders = new Map();
    this.timer = 0;
    this.retryDelay = RETRY_FIRST;
    this.flight = null;
    /** What was sent last and has no answer. */
    this.sending = null;
  }

  get isClean() {
    return this.content.peek() === this.saved && !this.builders.size;
  }

  /** Reads the server's copy; one that is newer replaces ours unless there is something unsaved. */
  async refresh() {
    try {
      const answer = await api(`/drafts/${this.id}`);
      if (this.phase.peek() !== 'ready') this.begin(answer);
      else if (this.isClean && answer.rev > this.revision) this.take(answer);
    } catch (failure) {
      if (this.phase.peek() === 'ready') return;
      this.error.value = failure;
      this.phase.value = { 404: 'missing', 403: 'forbidden' }[failure.status] ?? 'failed';
      againWhenBack(failure, () => this.refresh());
    }
  }

  begin(answer) {
    const kept = this.backup();
    this.take(answer);
    this.phase.value = 'ready';
    if (!kept) return;
    // A request that was on its way when the page was left may have arrived: then the newer one is our own.
    const arrived = sorted(answer.content);
    if (arrived === sorted(kept.content)) {
      localStorage.removeItem(backupName(this.id));
      return;
    }
    this.revision = arrived === kept.sent ? answer.rev : kept.revision;
    this.content.value = kept.content;
    this.saveSoon();
  }

  /** Our copy becomes the server's. */
  take(answer) {
    this.note(answer);
    this.builders.clear();
    this.saved = answer.content ?? {};
    this.content.value = this.saved;
    this.theirs.value = null;
    this.saving.value = 'saved';
    this.epoch.update((count) => count + 1);
  }

  note(answer) {
    this.revision = answer.rev;
    this.project.value = answer.project ?? null;
    this.changedAt.value = answer.changedAt ?? null;
  }

  /** @param {(content: any) => any} edit gets the content and returns the changed members */
  change(edit) {
    const before = this.content.peek();
    this.content.value = { ...before, ...edit(before) };
    this.saveSoon();
  }

  /** A change that is costly to write down: it is built when the draft is saved or read. */
  later(name, edit) {
    this.builders.set(name, edit);
    this.saveSoon();
  }

  /** Writes down what was put off. */
  settle() {
    const builders = [...this.builders.values()];
    this.builders.clear();
    for (const edit of builders) {
      const before = this.content.peek();
      this.content.value = { ...before, ...edit(before) };
    }
  }

  saveSoon() {
    if (this.saving.peek() === 'conflict') return;
    this.saving.value = this.saving.peek() === 'offline' ? 'offline' : 'waiting';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SAVE_AFTER);
  }

  /** Returns when the server has everything. Throws the refusal otherwise. */
  async save() {
    clearTimeout(this.timer);
    while (this.flight) await this.flight;
    this.settle();
    if (this.isClean || this.isEnded) return;
    if (this.saving.peek() === 'conflict') throw new ApiError(412, { error: {} });
    this.flight = this.send(this.content.peek());
    try {
      await this.flight;
    } finally {
      this.flight = null;
    }
  }

  async send(content) {
    this.saving.value = 'saving';
    this.sending = content;
    try {
      const answer = await api(`/drafts/${this.id}`, { method: 'PATCH', body: { content }, revision: this.revision });
      this.note(answer);
      this.saved = content;
      this.sending = null;
      this.error.value = null;
      this.retryDelay = RETRY_FIRST;
      localStorage.removeItem(backupName(this.id));
      if (this.isClean) this.saving.value = 'saved';
      else this.saveSoon();
    } catch (failure) {
      await this.noteFailure(failure);
    }
  }

  async noteFailure(failure) {
    this.keepBackup();
    const isStale = failure.status === 412;
    if (isStale) {
      const theirs = failure.current?.content ? failure.current : await api(`/drafts/${this.id}`).catch(() => null);
      if (theirs) {
        this.meet(theirs);
        return;
      }
    }
    this.error.value = failure;
    // A refusal stays until something else is typed; a server that is away is asked again.
    const isAway = isStale || failure.status === 0 || failure.status >= 500;
    this.saving.value = isAway ? 'offline' : 'refused';
    if (!isAway) return;
    this.timer = setTimeout(() => this.save().catch(() => {}), this.retryDelay);
    this.retryDelay = Math.min(this.retryDelay * 2, RETRY_MAX);
  }

  /** The server has another version than the one that ours began from. */
  meet(theirs) {
    if (this.sending && sorted(theirs.content) === sorted(this.sending)) {
      // An earlier try arrived although its answer did not.
      this.note(theirs);
      this.saved = theirs.content;
      this.saving.value = 'waiting';
      this.saveSoon();
      return;
    }
    this.theirs.value = theirs;
    this.saving.value = 'conflict';
  }

  /** @param {'mine' | 'theirs'} choice */
  async resolve(choice) {
    const theirs = this.theirs.peek();
    if (choice === 'theirs') {
      localStorage.removeItem(backupName(this.id));
      this.take(theirs);
      return;
    }
    this.note(theirs);
    this.saved = theirs.content ?? {};
    this.theirs.value = null;
    this.saving.value = 'waiting';
    await this.save();
  }

  keepBackup() {
    this.settle();
    if (this.content.peek() === this.saved) return;
    const sent = this.sending && sorted(this.sending);
    const text = JSON.stringify({ revision: this.revision, content: this.content.peek(), sent });
    try {
      localStorage.setItem(backupName(this.id), text);
    } catch {
      // A full store of the browser loses the second copy only; the first one is on screen.
    }
  }

  backup() {
    try {
      return JSON.parse(localStorage.getItem(backupName(this.id)));
    } catch {
      return null;
    }
  }
}

addEventListener('pagehide', () => {
  for (const draft of known.values()) draft.keepBackup();
});
document.addEventListener('visibilitychange', () => {
  for (const draft of known.values()) {
    if (!document.hidden && draft.isClean) draft.refresh();
  }
});
