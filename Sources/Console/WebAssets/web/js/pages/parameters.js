// parameters.js: the settings of the installation: value, standard, who changed it; edited with a check of the type.
import { computed, html, signal } from '../core.js';
import { api } from '../api.js';
import { confirm, drawerFrame, factList, mayDiscard, openDialog, urlDrawer } from '../dialogs.js';
import { integer } from '../fmt.js';
import { hasText, t, word } from '../i18n.js';
import { csvMoment } from '../lists/files.js';
import { listing } from '../lists/listing.js';
import { liveList } from '../live.js';
import { toast } from '../overlays.js';
import { query, setQuery } from '../router.js';
import { namePage } from '../shell.js';
import {
  button, choiceBox, emptyState, exactly, failureText, field, focusFirstComplaint, notice, searchBox, selectInput,
    textInput, when,
} from '../ui.js';

const isStandard = (row) => row.value === row.standard;
/** In the chosen language where it is known. */
const textOf = ({ name, description }) => (hasText(`parameterText.${name}`) ? t(`parameterText.${name}`) : description);
const text = (row) => [row.name, row.module, textOf(row)].join(' ').toLowerCase();

const shownValue = (row, value) => {
  if (row.form.type !== 'integer') return value === '' ? t('parameter.nothing') : value;
  return `${integer(Number(value))} ${word('unitName', row.form.unit)}`;
};

const formText = ({ type, min, max, unit, choices }) =>
  t(`parameter.form.${type}`, {
    min: integer(min), max: integer(max), unit: word('unitName', unit ?? ''), choices: (choices ?? []).join(', '),
  });

/** Why a value is refused, or ''. The server checks again. */
export function complaintOf({ type, min, max, choices }, value) {
  if (type === 'integer') {
    if (!/^-?\d+$/.test(value)) return t('form.wholeNumber');
    return Number(value) < min || Number(value) > max ? t('form.between', { min: integer(min), max: integer(max) })
      : '';
  }
  if (type === 'text') return [...value].length > max ? t('form.tooLong', { max: integer(max) }) : '';
  return choices.includes(value) ? '' : t('form.oneOf', { choices: choices.join(', ') });
}

const columns = () => [
  {
    key: 'name', label: t('parameter.name'), least: 340, isFixed: true, sort: (row) => row.name,
    csv: [[t('parameter.name'), (row) => row.name], [t('parameter.description'), textOf]],
    cell: (row) => html`<span class="two"><b class="mono">${() => row.value.name}</b><small>${() =>
      textOf(row.value)}</small></span>`,
  },
  {
    key: 'value', label: t('parameter.value'), width: 'max(150px, 14vw)', least: 210,
    sort: (row) => Number(row.value) || row.value,
    csv: (row) => shownValue(row, row.value),
    cell: (row) => html`<span class=${() => (isStandard(row.value) ? 'num'
      : 'num strong')}>${() => shownValue(row.value, row.value.value)}</span>
      ${() => (isStandard(row.value) ? null : html`<span class="tag">${t('parameter.changed')}</span>`)}`,
  },
  { key: 'standard', label: t('parameter.standard'), width: 130, low: true,
    csv: (row) => shownValue(row, row.standard),
    cell: (row) => html`<span class="num muted">${() => shownValue(row.value, row.value.standard)}</span>` },
  { key: 'module', label: t('parameter.module'), width: 120, low: true, sort: (row) => row.module,
    csv: (row) => word('module', row.module),
    cell: (row) => () => word('module', row.value.module) },
  {
    key: 'changedAt', label: t('parameter.changedBy'), width: 140, sort: (row) => row.changedAt,
    csv: [[t('parameter.changedBy'), (row) => row.changedBy],
      [t('list.utc', { name: t('parameter.changedAt') }), (row) => csvMoment(row.changedAt)]],
    cell: (row) => () => (row.value.changedAt
      ? html`<span class="two"><span>${row.value.changedBy}</span><small>${when(row.value.changedAt)}</small></span>`
      : html`<span class="muted">–</span>`),
  },
];

function openParameter(name, list, onclose) {
  const row = computed(() => list.rows.value.find((one) => one.name === name));
  const state = { isChanged: () => false };
  return openDialog(
    (close, dismiss) => {
      const isReady = computed(() => Boolean(row.value));
      return () => (isReady.value
        ? parameterForm(row, list, close, dismiss, state)
        : drawerFrame({ title: name, dismiss, body: emptyState('question', t('gone.title'), t('gone.text')) }));
    },
    { label: t('parameter.one'), kind: 'drawer', onclose, mayClose: mayDiscard(() => state.isChanged()) },
  );
}

function parameterForm(row, list, close, dismiss, state) {
  const start = row.peek();
  const { form } = start;
  const value = signal(start.value);
  const refusal = signal('');
  const error = signal(null);
  let root = null;
  state.isChanged = () => !state.isSaved && value.peek() !== start.value;
  const complaint = () => refusal.value || complaintOf(form, value.value.trim());
  const set = async (next) => {
    await api(`/parameters/${encodeURIComponent(start.name)}`,
      { method: 'PATCH', body: { value: next }, revision: start.rev });
    state.isSaved = true;
    toast(t(next == null ? 'parameter.resetDone' : 'parameter.saved', { name: start.name }));
    close();
    list.refresh();
  };
  const submit = async (event) => {
    event.preventDefault();
    refusal.value = '';
    error.value = null;
    if (complaint()) return focusFirstComplaint(root);
    try {
      await set(value.peek().trim());
    } catch (failure) {
      if (failure.status === 422) refusal.value = failure.message;
      else error.value = failure;
      focusFirstComplaint(root);
    }
  };
  const reset = () => confirm({
    title: t('parameter.resetTitle', { name: start.name }),
    body: html`<p>${t('parameter.resetText')}</p>`,
    facts: [[t('parameter.value'), shownValue(start, row.peek().value)],
      [t('parameter.standard'), shownValue(start, start.standard)]],
    ok: t('parameter.reset'),
    act: () => set(null),
  });
  const control = form.type === 'choice'
    ? selectInput(value, form.choices.map((one) => [one, one]))
    : textInput(value, { mono: true, autofocus: true, inputmode: form.type === 'integer' ? 'numeric' : null });
  return html`<form class="dw-form" @submit=${submit} ref=${(element) => { root = element; }}>${drawerFrame({
    title: html`<span class="mono">${start.name}</span>`,
    dismiss,
    body: html`<p class="lead">${textOf(start)}</p>
      <div class="form">${field(t('parameter.value'), control,
        { required: true, help: formText(form), error: complaint })}</div>
      ${() => (error.value ? notice('bad', failureText(error.value)) : null)}
      ${() => factList([
        [t('parameter.standard'), shownValue(start, start.standard)],
        [t('parameter.module'), word('module', start.module)],
        [t('parameter.changedBy'), row.value?.changedBy ?? t('parameter.never')],
        [t('parameter.changedAt'), exactly(row.value?.changedAt)],
      ])}`,
    foot: [
      () => button(t('parameter.resetDots'),
        { ic: 'back', kind: 'ghost', onclick: reset, disabled: isStandard(row.value ?? start) }),
      html`<span class="grow"></span>`,
      button(t('cancel'), { onclick: () => dismiss() }),
      button(t('save'), { kind: 'primary', type: 'submit', disabled: () => value.value === start.value }),
    ],
  })}</form>`;
}

export function parametersPage() {
  namePage(t('page.parameters'), t('nav.system'));
  const list = liveList('/parameters', 'parameters', (row) => row.name);
  const modules = computed(() => [...new Set(list.rows.value.map((row) => row.module))].sort());
  const rows = computed(() => {
    const wanted = query('q').toLowerCase();
    const module = query('module');
    return list.rows.value.filter((row) => (!module || row.module === module)
      && (!wanted || text(row).includes(wanted)));
  });
  urlDrawer('open', (name, onclose) => openParameter(name, list, onclose));
  const empty = () => (list.rows.value.length
    ? emptyState('search', t('noMatch.title'), t('noMatch.text'),
      [button(t('noMatch.clear'), { onclick: () => setQuery({ q: null, module: null }) })])
    : emptyState('gear', t('parameter.emptyTitle'), t('parameter.emptyText')));
  const grid = listing('parameters', {
    label: t('page.parameters'), columns: columns(), rows: () => rows.value, key: (row) => row.name, rowHeight: 48,
    onopen: (row) => setQuery({ open: row.name }, { replace: false }), phase: () => list.phase.value,
    error: () => list.error.value, retry: list.refresh,
    standardOrder: (a, b) => a.module.localeCompare(b.module) || a.name.localeCompare(b.name), empty,
  });
  return html`<div class="page"><header class="ph"><h1>${t('page.parameters')}</h1><span class="grow"></span>
      ${grid.tools()}</header>
    <div class="panel"><div class="tools">
      ${() => choiceBox(t('parameter.module'),
        [['', t('parameter.allModules')], ...modules.value.map((name) => [name, word('module', name)])],
        () => query('module'), (module) => setQuery({ module }))}
      <span class="grow"></span>${searchBox(t('parameter.filter'), () => query('q'), (q) => setQuery({ q }))}</div>
    ${grid.rows}</div></div>`;
}
