// object-drawer.js: one object of a project: its text at the source beside the statements for the destination, which
// can be edited and run; the error with its line; what the conversion changed. Two people who edit the same object see
// each other: a stale text is shown with the difference, not overwritten.
import { computed, effect, html, signal, untrack } from '../../../core.js';
import { againWhenBack, api } from '../../../api.js';
import { drawerFrame, mayDiscard, openDialog } from '../../../dialogs.js';
import { t, word } from '../../../i18n.js';
import { icon } from '../../../icons.js';
import { toast } from '../../../overlays.js';
import { setQuery } from '../../../router.js';
import { said, saidFailure } from '../../../said/said.js';
import { keepTyped, typedBefore } from '../../../typed.js';
import { differenceView, sqlEditor, sqlView } from '../../../sql.js';
import { badge, busy, button, emptyState, failureText, notice, segments, skeleton } from '../../../ui.js';
import { askForObjects, endsOf, mayChange, whyNot } from './object-orders.js';
import { askOverTheirs } from './object-conflict.js';
import { objectIcon, stateOf } from './schema-step.js';

/** What is run: the operator's text, or what the conversion made. */
const convertedText = (object) => object.statements.join(';\n\n');
const presentText = (object) => object.editedText ?? convertedText(object);

/** The line that the destination complains of, in the text that was run. */
export function wrongLineOf(failure) {
  const found = /\bline (\d+)\b/i.exec(failure?.detail ?? '') ?? /\bline (\d+)\b/i.exec(failure?.message ?? '');
  return found ? Number(found[1]) : null;
}

/**
 * @param {number} number
 * @param {import('../project.js').Shown} shown
 * @param {ReturnType<typeof import('../rows.js').pagedRows>} objects
 */
export function openObject(number, shown, objects, onclose) {
  const state = {
    object: signal(null), error: signal(null), text: signal(''), outcome: signal(null), isBusy: signal(false),
    tab: signal('edit'),
  };
  const place = `statements.${shown.id}.${number}`;
  const isChanged = () => state.object.peek() && state.text.peek() !== presentText(state.object.peek());
  const mayDismiss = async () => {
    if (!(await mayDiscard(isChanged)())) return false;
    keepTyped(place, null);
    return true;
  };
  return openDialog(
    (close, dismiss) => {
      const work = makeWork({ number, shown, objects, state, place });
      work.load();
      followList(number, objects, state, work);
      const isReady = computed(() => Boolean(state.object.value));
      const row = computed(() => state.object.value ?? objects.rows.value.find((one) => one.number === number));
      return drawerFrame({
        title: html`<span class="object-title">${() => (row.value ? objectIcon(row.value.kind) : null)}<span>${() =>
          row.value?.source ?? t('schema.one')}</span></span>
          <small class="mono">→ ${() => row.value?.destination ?? ''}</small>`,
        badge: () => (row.value ? badge(() => row.value && stateOf(row.value), () =>
          row.value && t(`schema.state.${stateOf(row.value)}`)) : null),
        dismiss,
        body: () => (isReady.value ? untrack(() => objectBody(state, work, shown)) : pending(state, work)),
        foot: () => (isReady.value ? untrack(() => objectFoot({ state, work, shown, objects, close })) : null),
      });
    },
    { label: t('schema.one'), kind: 'drawer', size: 'full', onclose, mayClose: mayDismiss },
  );
}

function pending(state, work) {
  if (!state.error.value) return skeleton(8);
  if (state.error.value.status === 404) return emptyState('question', t('gone.title'), t('gone.text'));
  return emptyState('error', t('failed.title'), failureText(state.error.value), [
    button(t('tryAgain'), { ic: 'retry', onclick: work.load }),
  ]);
}

/** Somebody else's change of the same object arrives with the list: it is read, and what is typed here stays. */
function followList(number, objects, state, work) {
  const seen = computed(() => {
    const row = objects.rows.value.find((one) => one.number === number);
    return row ? `${row.rev ?? ''} ${row.state} ${row.edited} ${row.removed} ${row.failure?.message ?? ''}` : '';
  });
  let before = seen.peek();
  effect(() => {
    if (seen.value === before) return;
    before = seen.value;
    if (!state.isBusy.peek()) untrack(work.load);
  });
}

function makeWork({ number, shown, objects, state, place }) {
  const path = `/projects/${shown.id}/objects/${number}`;
  /** What the text in the editor began from: while it is another one than what is saved now, a save is a conflict. */
  let base = null;
  const begin = (object) => {
    base = { revision: object.rev, text: presentText(object) };
    if (state.text.peek() === base.text) keepTyped(place, null);
  };
  effect(() => {
    const text = state.text.value;
    if (base) keepTyped(place, text === base.text ? null : { text, base });
  });
  /** What was typed before a reload goes on from what it began with. */
  const kept = typedBefore(place);
  const restore = (object) => {
    if (!kept || !canEdit(object)) return;
    if (kept.base.text !== base.text) base = kept.base;
    state.text.value = kept.text;
    state.outcome.value = { kind: 'idle', text: t('schema.restored') };
  };
  const take = (object) => {
    const isFirst = !base;
    const isMine = base && state.text.peek() !== base.text;
    state.object.value = object;
    state.error.value = null;
    if (!isMine || presentText(object) === base.text) begin(object);
    if (!isMine) state.text.value = base.text;
    if (!isFirst) return;
    state.tab.value = canEdit(object) ? 'edit' : 'converted';
    restore(object);
  };
  const load = async () => {
    try {
      take(await api(path));
    } catch (failure) {
      state.error.value = failure;
      againWhenBack(failure, load);
    }
  };
  /** False: somebody else's text is there now and was not overwritten. */
  const save = async (text, revision) => {
    try {
      const saved = await api(path, { method: 'PATCH', body: { text }, revision });
      begin(saved);
      take(saved);
      return true;
    } catch (failure) {
      if (failure.status !== 412 || !failure.current) throw failure;
      const answer = await askOverTheirs(presentText(failure.current), text ?? convertedText(failure.current));
      if (answer === 'mine') return save(text, failure.current.rev);
      state.object.value = failure.current;
      if (answer === 'theirs') {
        begin(failure.current);
        state.text.value = base.text;
      }
      return false;
    }
  };
  const run = () => runText({ number, shown, objects, state, load, save: (text) => save(text, base.revision) });
  const revert = async () => {
    const object = state.object.peek();
    if (object.editedText == null) {
      state.text.value = convertedText(object);
      return;
    }
    await attempt(state, async () => {
      state.text.value = presentText(object);
      if (await save(null, object.rev)) toast(t('schema.reverted'));
    });
  };
  return { load, save, run, revert };
}

async function attempt(state, act) {
  state.isBusy.value = true;
  try {
    await act();
  } catch (failure) {
    const said = { kind: 'bad', text: `${failure.message} ${failure.hint}`.trim() };
    state.outcome.value = said;
    againWhenBack(failure, () => {
      if (state.outcome.peek() === said) state.outcome.value = null;
    });
  }
  state.isBusy.value = false;
}

/** Saves what is written here and runs it, or marks it for the step when the project is running. */
async function runText({ number, shown, objects, state, save, load }) {
  if (state.isBusy.peek()) return;
  await attempt(state, async () => {
    const object = state.object.peek();
    const text = state.text.peek();
    state.outcome.value = { kind: 'run', text: t('schema.running') };
    if (text !== presentText(object) && !(await save(text))) {
      state.outcome.value = null;
      return;
    }
    const answer = await api(`/projects/${shown.id}/object-actions/retry`, { method: 'POST',
      body: { numbers: [number] }, idempotencyKey: `run-${number}-${Date.now()}` });
    await Promise.all([load(), objects.refresh(), shown.refresh()]);
    state.outcome.value = outcomeOf(answer, state.object.peek());
    if (state.outcome.peek().kind === 'ok') toast(state.outcome.peek().text);
  });
}

function outcomeOf(answer, object) {
  const { refused } = endsOf(answer);
  if (refused.length) return { kind: 'bad', text: refused[0].refusal };
  if (object.state === 'completed') return { kind: 'ok', text: t('schema.made', { name: object.destination }) };
  return { kind: 'run', text: t('schema.willRun') };
}

function errorNotice(object) {
  const { failure, returnCode } = object;
  if (!failure) return null;
  return html`<div class="notice bad flat" role="alert">${icon('error')}<div class="grow"><p><b>${
    said(failure.message)}</b></p><p>${said(failure.advice)}</p>${failure.detail || returnCode
    ? html`<p class="code mono">${
      [returnCode, failure.detail].filter(Boolean).join('  ')}</p>` : null}</div></div>`;
}

/** Whether the text that failed is still the one in the editor. */
const wrongLine = (state) => () => {
  const object = state.object.value;
  return object?.failure && state.text.value === presentText(object) ? wrongLineOf(object.failure) : null;
};

function objectBody(state, work, shown) {
  const { object, tab } = state;
  const sourceKind = shown.record.peek().source.kind;
  const destinationKind = shown.record.peek().destination.kind;
  const mayEdit = computed(() => object.value && canEdit(object.value));
  const tabs = computed(() => (mayEdit.value ? ['edit', 'changes', 'converted'] : ['converted', 'executed']).join());
  const source = computed(() => object.value.sourceText);
  return html`<div class="statements-page">${() => errorNotice(object.value)}
    <div class="sides"><section class="side-of"><h3>${t('project.source')} <small>${
      word('project.engine', sourceKind)}</small></h3>
      ${() => sourceView(source.value, object)}</section>
    <section class="side-of"><h3>${t('project.destination')} <small>${word('project.engine', destinationKind)}</small>
      <span class="grow"></span>${() => segments(t('schema.view'), tabs.value.split(',').map((name) =>
        [name, t(`schema.view.${name}`)]), tab, (name) => { tab.value = name; })}</h3>
      ${() => destinationView({ name: tabs.value.split(',').includes(tab.value) ? tab.value : tabs.value.split(',')[0],
        state, work })}</section></div>
    ${() => conversionNotes(object.value)}${() => laterParts(object.value)}</div>`;
}

const EDITABLE = ['failed', 'unsupported', 'unread', 'ready', 'skipped'];

const canEdit = (object) => mayChange('edit', object)
  || (EDITABLE.includes(object.state) && mayChange('remove', object));

function sourceView(text, object) {
  if (text) return sqlView(text, t('schema.sourceText'));
  const failure = object.peek().sourceFailure;
  return html`<div class="no-text">${failure ? failureText({ ...saidFailure(failure), hint: said(failure.advice) })
    : t('schema.noSourceText')}</div>`;
}

function destinationView({ name, state, work }) {
  const { object, text } = state;
  const converted = convertedText(object.value);
  if (name === 'edit') {
    return untrack(() => sqlEditor(text, { label: t('schema.editor'), wrongLine: wrongLine(state), submit: work.run }));
  }
  if (name === 'changes') {
    return text.value === converted ? html`<div class="no-text">${t('schema.noChanges')}</div>`
      : differenceView(converted, text.value, t('schema.view.changes'));
  }
  const shownText = name === 'executed' ? presentText(object.value) : converted;
  return shownText ? sqlView(shownText, t(`schema.view.${name}`))
    : html`<div class="no-text">${t('schema.noStatements')}</div>`;
}

const NOTE_ICONS = { remark: 'check', changed: 'check', lossy: 'alert', unsupported: 'error' };
const NOTE_TONES = { remark: 'idle', changed: 'ok', lossy: 'warn', unsupported: 'bad' };
const NOTE_RANK = { unsupported: 0, lossy: 1, changed: 2, remark: 3 };

function conversionNotes(object) {
  const notes = [...object.conversion].sort((a, b) => NOTE_RANK[a.severity] - NOTE_RANK[b.severity]);
  if (!notes.length) return null;
  return html`<section class="notes-of"><h3>${t('schema.conversion')}</h3><ul>${notes.map((note) => html`<li>
    <span class=${`tone-${NOTE_TONES[note.severity]} note-kind`}>${icon(NOTE_ICONS[note.severity])}<span>${
      t(`schema.severity.${note.severity}`)}</span></span><code>${note.subject}</code><span>${said(note.text)}
      <small class="mono">${note.rule}</small></span></li>`)}</ul></section>`;
}

function laterParts(object) {
  if (!object.parts.length) return null;
  return html`<section class="notes-of"><h3>${t('schema.parts')}</h3><ul>${object.parts.map((part) => html`<li
    class="part"><span class="note-kind">${part.state ? badge(part.state, t(`schema.state.${part.state}`))
      : t(`schema.part.${part.kind}`)}</span><code>${part.name}</code><code class="statement">${part.statement}</code>
    </li>`)}</ul></section>`;
}

function objectFoot({ state, work, shown, objects, close }) {
  const { object, outcome, isBusy, text } = state;
  const icons = { ok: 'check', bad: 'error', idle: 'log' };
  const said = () => {
    const now = outcome.value;
    if (!now) return html`<span class="muted">${t('schema.runsAs')}</span>`;
    return now.kind === 'run' ? busy(now.text)
      : html`<span class=${`outcome tone-${now.kind}`} role="status">${icon(icons[now.kind])}${now.text}</span>`;
  };
  const mayRun = computed(() => canEdit(object.value) || mayChange('retry', object.value));
  const order = (change) => () => askForObjects(change, [object.peek()], shown, objects, () => { work.load(); });
  const refused = (change) => whyNot(change, object.value, shown.record.value);
  const isTouched = () => object.value.editedText != null || text.value !== convertedText(object.value);
  const changing = () => [
    () => (isTouched() ? button(t('schema.revert'), { ic: 'back', kind: 'ghost', onclick: work.revert }) : null),
    button(t('schema.removeDots'), { ic: 'trash', kind: 'ghost', onclick: order('remove'),
      disabled: () => !mayChange('remove', object.value), why: () => refused('remove') || null }),
    button(t('schema.skipDots'), { ic: 'skip', onclick: order('skip'),
      disabled: () => !mayChange('skip', object.value), why: () => refused('skip') || null }),
    button(t('schema.run'), { ic: 'play', kind: 'primary', keys: 'Control+Enter', onclick: work.run,
      disabled: () => isBusy.value || !text.value.trim() }),
  ];
  const nextFailed = computed(() => objects.rows.value.find((row) => row.state === 'failed' && !row.removed
    && row.number !== object.value.number));
  const next = () => (nextFailed.value && !isTouched() && object.value.state !== 'failed'
    ? button(t('schema.nextFailed'), { ic: 'right', kind: 'primary', onclick: () => {
      outcome.value = null;
      setQuery({ open: nextFailed.peek().number });
    } }) : null);
  return [said, html`<span class="grow"></span>`, () => (mayRun.value ? untrack(changing)
    : button(t('close'), { onclick: () => close() })), next];
}
