// endpoints.js: the first page: name, tags, and the two ends, with data sources added in place.
import { computed, effect, html, onCleanup, signal, untrack } from '../../core.js';
import { api, order } from '../../api.js';
import { testResult } from '../../connection-test.js';
import { confirm } from '../../dialogs.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { tagField } from '../../projects/tags.js';
import { said } from '../../said/said.js';
import { openSourceForm } from '../../source-form.js';
import { sourceKinds } from '../../sources/source-kinds.js';
import { testState } from '../../summaries.js';
import {
  badge, busy, button, emptyState, failureText, field, iconButton, notice, textInput, when,
} from '../../ui.js';
import { forgetDraft } from './draft.js';
import { framed } from './frame.js';
import { factsOfPair, mayBe, reasonAgainstPair } from './pairs.js';
import { NAME_MAX } from './validity.js';

const ENDS = ['source', 'destination'];
const ASK_AFTER = 300;
const SHOWN_DRAFTS = 5;

export function endpointsPage(context) {
  const kinds = sourceKinds();
  const endNotice = () => (context.sources.phase.value === 'failed'
    ? notice('bad', failureText(context.sources.error.value),
      button(t('tryAgain'), { ic: 'retry', onclick: context.sources.refresh })) : null);
  return framed(context, html`<div class="wiz-form">
    ${otherDrafts(context)}${endNotice}
    <div class="panel pad"><div class="grid-form">${nameField(context)}${draftTags(context)}</div></div>
    <div class="ends">${ENDS.map((end) => endPanel(context, end, kinds))}</div>
    <div class="panel pad pair"><h3>${t('wizard.pair.title')}</h3>
      <ul>${factsOfPair().map(([ic, text]) => html`<li class=${`is-${ic}`}>${icon(ic)}<span>${text}</span></li>`)}</ul>
    </div></div>`);
}

// ---------------------------------------------------------------- name and tags

function nameField(context) {
  const { draft } = context;
  const name = computed(() => draft.content.value.name ?? '');
  followTakenName(context, name);
  return field(t('wizard.name'), textInput(name, {
    maxlength: NAME_MAX + 1, autofocus: true,
    set: (typed) => draft.change(() => ({ name: typed.trimStart() })),
  }), { required: true, help: t('wizard.nameHelp'), error: context.complaint('name') });
}

/** Whether another project has the name is asked while it is typed. */
function followTakenName(context, name) {
  effect(() => {
    const typed = name.value.trim();
    if (!typed) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { items } = await api(`/projects?q=${encodeURIComponent(typed.slice(0, 128))}`, { abort: stop.signal });
        const isTaken = items.some((one) => one.name === typed && one.id !== context.draft.project.peek());
        context.takenName.value = isTaken ? typed : '';
      } catch {
        // The server refuses a name that is taken when the project is made.
      }
    }, ASK_AFTER);
    onCleanup(() => {
      clearTimeout(timer);
      stop.abort();
    });
  });
}

const draftTags = ({ draft }) => tagField({
  tags: () => draft.content.value.tags ?? [], set: (tags) => draft.change(() => ({ tags })), label: t('tags.one'),
  isOptional: true,
}).view;

// ---------------------------------------------------------------- the ends

function endPanel(context, end, { kinds, error }) {
  const { draft, sources } = context;
  const chosen = computed(() => context.sourceOf(end));
  const isChosen = computed(() => Boolean(chosen.value));
  const choose = (id) => draft.change((content) => ({
    [end]: id ? { dataSource: id } : {},
    // Names of one source mean nothing at another one.
    ...(end === 'source' && content.source?.dataSource && content.source.dataSource !== id
      ? { objects: {}, wizard: { ...content.wizard, picked: undefined, include: undefined, exclude: undefined,
        mode: undefined } } : {}),
  }));
  const add = () => {
    const before = new Set(sources.rows.peek().map((row) => row.id));
    const suits = (row) => !before.has(row.id) && mayBe(end, row.kind);
    // The list tells the new one a moment after the form has closed.
    const stop = effect(() => {
      const added = sources.rows.value.find(suits);
      if (added) untrack(() => { choose(added.id); queueMicrotask(stop); });
    });
    const own = computed(() => kinds.value.filter((one) => mayBe(end, one.kind)));
    openSourceForm({ which: 'new', list: sources, kinds: own, kindsError: error,
      onclose: () => setTimeout(stop, 5_000) });
  };
  const control = ({ id, describedBy, invalid }) => html`<select class="input" id=${id} aria-describedby=${describedBy}
    aria-invalid=${invalid} @change=${(event) => choose(event.target.value)}
  >${() => choicesOf(context, end)}</select>`;
  const title = t(`wizard.${end}`);
  return html`<section class="panel pad end" aria-label=${title}>
    <div class="end-head"><h3>${title}</h3><span class="grow"></span>
      ${button(t('source.add'), { ic: 'plus', kind: 'small', onclick: add })}</div>
    ${field(t('wizard.dataSource'), control, { required: true, error: context.complaint(end) })}
    ${() => (isChosen.value ? untrack(() => sourceCard(context, chosen)) : noSource(context, end, add))}</section>`;
}

function choicesOf(context, end) {
  const id = context.draft.content.value[end]?.dataSource ?? '';
  const rows = [...context.sources.rows.value].sort((a, b) => a.name.localeCompare(b.name));
  const option = (row) => {
    const reason = reasonAgainstPair(end, row.kind);
    const text = reason ? `${row.name} (${said(row.kindTitle)}: ${reason})` : `${row.name} (${said(row.kindTitle)})`;
    return html`<option value=${row.id} ?selected=${row.id === id} ?disabled=${Boolean(reason)}>${text}</option>`;
  };
  const isGone = id && !rows.some((row) => row.id === id) && context.sources.phase.value === 'ready';
  return [
    html`<option value="" ?selected=${!id}>${t('wizard.chooseSource')}</option>`,
    isGone ? html`<option value=${id} selected>${id}</option>` : null,
    ...rows.map(option),
  ];
}

function noSource(context, end, add) {
  const fitting = context.sources.rows.value.filter((row) => mayBe(end, row.kind));
  if (fitting.length || context.sources.phase.value !== 'ready')
    return html`<p class="muted">${t(`wizard.${end}Help`)}</p>`;
  return emptyState('db', t(`wizard.no.${end}`), t(`wizard.no.${end}Text`), [
    button(t('source.add'), { ic: 'plus', kind: 'primary', onclick: add })]);
}

/** What is known of the chosen data source, and its test step by step. */
function sourceCard(context, chosen) {
  const isTesting = signal(false);
  const fresh = signal(null);
  const failure = signal(null);
  const test = async () => {
    isTesting.value = true;
    failure.value = null;
    try {
      fresh.value = { id: chosen.peek().id, ...(await order(`/datasources/${chosen.peek().id}`, 'test')).test };
      context.sources.refresh();
    } catch (error) {
      failure.value = error;
    }
    isTesting.value = false;
  };
  const row = () => chosen.value ?? {};
  const result = () => {
    if (isTesting.value) return busy(t('source.testingShort'));
    if (failure.value) return notice('bad', failureText(failure.value));
    if (fresh.value?.id !== row().id) return null;
    return untrack(() => testResult(fresh.peek(), { isFresh: true }));
  };
  return html`<div class="end-card"><div class="two"><span class="mono">${() => `${row().host}:${row().port}`}</span>
      <small>${() => [said(row().kindTitle), t('source.asUser', { user: row().user }), row().region].filter(Boolean)
        .join(' · ')}</small></div>
    <span class="two test-state">${badge(() => testState(row()))}
      <small>${() => (row().lastTest ? when(row().lastTest.at) : t('source.savedUntested'))}</small></span>
    ${button(t('source.test'), { ic: 'plug', kind: 'small', onclick: test, disabled: isTesting })}</div>
    <div aria-live="polite">${result}</div>`;
}

// ---------------------------------------------------------------- unfinished drafts

/** Shown over an empty draft: what was begun before can be taken up again. */
function otherDrafts(context) {
  const { draft } = context;
  const others = signal([]);
  const isEmpty = computed(() => !draft.content.value.name && !draft.content.value.source?.dataSource);
  if (isEmpty.peek()) {
    api('/drafts').then(({ items }) => {
      others.value = items.filter((one) => one.id !== draft.id && (one.name || one.changedAt > one.createdAt))
        .sort((a, b) => b.changedAt - a.changedAt).slice(0, SHOWN_DRAFTS);
    }, () => {});
  }
  const forget = (one) => confirm({
    title: t('wizard.discardTitle'),
    body: html`<p>${t(one.project ? 'wizard.discardTextSaved' : 'wizard.discardText')}</p>`,
    facts: [[t('wizard.name'), one.name || t('wizard.unnamed')]],
    ok: t('wizard.discardNow'),
    danger: true,
    act: async () => {
      await api(`/drafts/${one.id}`, { method: 'DELETE' });
      forgetDraft(one.id);
      others.update((all) => all.filter((other) => other !== one));
    },
  });
  const row = (one) => html`<li><a href=${`/migration/new/${one.id}`}>${one.name || t('wizard.unnamed')}</a>
    <small>${when(one.changedAt)} · ${one.owner}</small>
    ${iconButton('trash', t('wizard.discardNamed', { name: one.name || t('wizard.unnamed') }),
    () => forget(one), 'ghost small')}</li>`;
  return () => (isEmpty.value && others.value.length
    ? html`<section class="panel pad drafts"><h3>${t('wizard.unfinished')}</h3>
      <ul>${others.value.map(row)}</ul></section>`
    : null);
}
