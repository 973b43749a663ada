// sources.js: the data sources: list, detail drawer, and the orders on one of them.
import { computed, html, signal } from '../core.js';
import { api, order } from '../api.js';
import { confirm, drawerFrame, factList, openDialog, urlDrawer } from '../dialogs.js';
import { t, word } from '../i18n.js';
import { liveList } from '../live.js';
import { openMenu, toast } from '../overlays.js';
import { query, setQuery } from '../router.js';
import { namePage } from '../shell.js';
import { shortcut } from '../shortcuts.js';
import { testState } from '../summaries.js';
import { testResult } from '../connection-test.js';
import { openSourceForm } from '../source-form.js';
import { table } from '../table.js';
import {
  badge, busy, button, choiceBox, copyable, emptyState, exactly, failureText, iconButton, notice, searchBox,
    segments, when,
} from '../ui.js';

const RANK = { failed: 0, untested: 1, warning: 2, passed: 3 };

const text = (source) =>
  [source.name, source.id, source.host, source.user, source.region, source.kindTitle].join(' ').toLowerCase();

/** Tests a saved source and tells the result. */
async function testAgain(source, refresh) {
  toast(t('source.testing', { name: source.name }));
  try {
    const { test } = await order(`/datasources/${source.id}`, 'test');
    const isGood = test.outcome !== 'failed';
    toast(t(`source.tested.${test.outcome}`, { name: source.name }), { kind: isGood ? 'ok' : 'bad' });
    refresh();
    return test;
  } catch (error) {
    toast(error.message, { kind: 'bad' });
    return null;
  }
}

function remove(source, refresh) {
  const uses = source.usedBy ?? [];
  if (uses.length) return refuseRemoval(source, uses);
  return confirm({
    title: t('source.removeTitle', { name: source.name }),
    body: html`<p>${t('source.removeText')}</p>`,
    facts: [[t('source.address'), `${source.host}:${source.port}`], [t('source.usedBy'), t('source.usedByNone')]],
    ok: t('remove'),
    danger: true,
    act: async () => {
      await api(`/datasources/${source.id}`, { method: 'DELETE' });
      if (query('open') === source.id) setQuery({ open: null });
      toast(t('source.removed', { name: source.name }));
      refresh();
    },
  });
}

const nameOfUse = (use) => (typeof use === 'string' ? use : use.name ?? use.id);

function refuseRemoval(source, uses) {
  openDialog(
    (close) => html`<div class="dlg"><h2>${t('source.inUseTitle', { name: source.name })}</h2>
      <p>${t('source.inUseText', { count: uses.length })}</p>
      <ul class="uses">${uses.map((use) => html`<li>${nameOfUse(use)}</li>`)}</ul>
      <div class="df">${button(t('close'), { kind: 'primary', onclick: () => close() })}</div></div>`,
    { label: t('source.inUseTitle', { name: source.name }) },
  );
}

const edit = (id) => setQuery({ edit: id, open: null }, { replace: false });
const open = (id) => setQuery({ open: id }, { replace: false });

const rowMenu = (source, refresh) => (event) =>
  openMenu(event.currentTarget, [
    { label: t('open'), ic: 'right', onclick: () => open(source.id) },
    { label: t('source.test'), ic: 'plug', onclick: () => testAgain(source, refresh) },
    { label: t('edit'), ic: 'edit', onclick: () => edit(source.id) },
    { label: t('source.copy'), ic: 'copy', onclick: () => edit(`copy.${source.id}`) },
    '-',
    { label: t('removeWithDots'), ic: 'trash', danger: true, onclick: () => remove(source, refresh) },
  ]);

const columns = (refresh) => [
  {
    key: 'name', label: t('source.name'), sort: (row) => row.name,
    cell: (row) => html`<span class="two"><b>${() => row.value.name}</b><small class="mono">${() =>
      row.value.id}</small></span>`,
  },
  { key: 'kind', label: t('source.kind'), width: 150, sort: (row) => row.kindTitle,
    cell: (row) => () => row.value.kindTitle },
  {
    key: 'address', label: t('source.address'), sort: (row) => row.host,
    cell: (row) => html`<span class="two"><span class="mono">${() => `${row.value.host}:${row.value.port}`}</span>
      <small>${() => t('source.asUser', { user: row.value.user })}</small></span>`,
  },
  { key: 'role', label: t('source.role'), width: 100, low: true, sort: (row) => row.role,
    cell: (row) => () => word('role', row.value.role) },
  { key: 'region', label: t('region'), width: 120, low: true, sort: (row) => row.region,
    cell: (row) => () => row.value.region || '–' },
  {
    key: 'test', label: t('source.lastTest'), width: 150, sort: (row) => RANK[testState(row)],
    cell: (row) => html`<span class="two">${badge(() => testState(row.value))}
      <small>${() => (row.value.lastTest ? when(row.value.lastTest.at) : t('source.savedUntested'))}</small></span>`,
  },
  {
    key: 'uses', label: t('source.usedBy'), width: 90, align: 'r', low: true, sort: (row) => row.usedBy?.length ?? 0,
    cell: (row) => html`<span class="num">${() => row.value.usedBy?.length || '–'}</span>`,
  },
  { label: '', width: 56, align: 'r',
    cell: (row) => iconButton('more', t('actions'), (event) => rowMenu(row.peek(), refresh)(event)) },
];

const emptyList = () => emptyState('db', t('source.emptyTitle'), t('source.emptyText'), [
  button(t('source.add'), { ic: 'plus', kind: 'primary', onclick: () => edit('new') }),
]);

const noMatch = (clear) => emptyState('search', t('noMatch.title'), t('noMatch.text'), [
  button(t('noMatch.clear'), { onclick: () => setQuery(clear) }),
]);

function detail(id, list, onclose) {
  const source = computed(() => list.rows.value.find((row) => row.id === id));
  const isTesting = signal(false);
  const shownTest = signal(null);
  const test = async () => {
    isTesting.value = true;
    shownTest.value = (await testAgain(source.peek(), list.refresh)) ?? shownTest.peek();
    isTesting.value = false;
  };
  const body = () => {
    const row = source.value;
    if (!row) return gone(list);
    const result = shownTest.value ?? row.lastTest;
    return html`${factList(factsOf(row))}
      <h3 class="gap">${t('source.lastTest')}${result ? html` <small>${when(result.at)}</small>` : null}</h3>
      ${isTesting.value ? busy(t('source.testingShort')) : result ? testResult(result)
        : notice('warn', html`<p>${t('source.neverTested')}</p>`)}`;
  };
  const foot = () => source.value && [
    button(t('removeWithDots'), { ic: 'trash', kind: 'ghost bad', onclick: () => remove(source.peek(), list.refresh) }),
    html`<span class="grow"></span>`,
    button(t('source.copy'), { ic: 'copy', onclick: () => edit(`copy.${id}`) }),
    button(t('edit'), { ic: 'edit', onclick: () => edit(id) }),
    button(t('source.test'), { ic: 'plug', kind: 'primary', onclick: test, disabled: isTesting }),
  ];
  return openDialog(
    (_, dismiss) => drawerFrame({
      title: () => source.value?.name ?? id,
      badge: () => source.value && badge(testState(source.value)),
      dismiss, body, foot,
    }),
    { label: t('source.one'), kind: 'drawer', onclose },
  );
}

const gone = (list) =>
  list.phase.value === 'loading' ? busy(t('loading')) : emptyState('question', t('gone.title'), t('gone.text'));

const factsOf = (row) => [
  [t('source.id'), copyable(row.id)],
  [t('source.kind'), row.kindTitle],
  [t('source.role'), word('role', row.role)],
  [t('source.address'), copyable(`${row.host}:${row.port}`)],
  [t('source.user'), row.user],
  ...(row.database ? [[t('source.database'), row.database]] : []),
  [t('source.encryption'), word('encryption', row.encryption)],
  ...Object.entries(row.options ?? {}).filter(([, value]) => value !== '')
    .map(([name, value]) => [name, String(value)]),
  ...(row.region ? [[t('region'), row.region]] : []),
  ...(row.remark ? [[t('source.remark'), row.remark]] : []),
  [t('source.usedBy'), row.usedBy?.length ? row.usedBy.map(nameOfUse).join(', ') : t('source.usedByNone')],
  [t('created'), exactly(row.createdAt)],
];

/** Kinds of data sources that this server knows, for the filter and the form. */
function kindsOnce() {
  const kinds = signal([]);
  const error = signal(null);
  api('/datasource-kinds').then(
    (answer) => { kinds.value = Array.isArray(answer) ? answer : answer.items; },
    (failure) => { error.value = failure; },
  );
  return { kinds, error };
}

export function sourcesPage() {
  namePage(t('page.sources'));
  const list = liveList('/datasources', 'datasources');
  const { kinds, error: kindsError } = kindsOnce();
  const status = computed(() => query('status') || 'all');
  const found = computed(() => {
    const wanted = query('q').toLowerCase();
    const kind = query('kind');
    return list.rows.value.filter((row) => (!kind || row.kind === kind) && (!wanted || text(row).includes(wanted)));
  });
  const rows = computed(() => found.value.filter((row) => status.value === 'all' || testState(row) === status.value));
  const count = (name) => () => found.value.filter((row) => name === 'all' || testState(row) === name).length;

  shortcut('c', t('source.add'), () => edit('new'));
  urlDrawer('open', (id, onclose) => detail(id, list, onclose));
  urlDrawer('edit', (which, onclose) => openSourceForm({ which, list, kinds, kindsError, onclose }));

  return html`<div class="page"><header class="ph"><h1>${t('page.sources')}</h1><span class="grow"></span>
      ${button(t('source.add'), { ic: 'plus', kind: 'primary', keys: 'c', onclick: () => edit('new') })}</header>
    <div class="panel"><div class="tools">
      ${segments(t('source.lastTest'), ['all', 'passed', 'warning', 'failed', 'untested'].map((name) =>
        [name, t(`filter.${name}`), count(name)]), status,
          (name) => setQuery({ status: name === 'all' ? null : name }))}
      ${() => kinds.value.length > 1
        ? choiceBox(t('source.kind'), [['', t('source.allKinds')], ...kinds.value.map((kind) =>
        [kind.kind, kind.title])], () => query('kind'), (kind) => setQuery({ kind })) : null}
      <span class="grow"></span>${searchBox(t('source.filter'), () => query('q'), (q) => setQuery({ q }))}</div>
    ${table({
      label: t('page.sources'), columns: columns(list.refresh), rows: () => rows.value, key: (row) => row.id,
        rowHeight: 48,
      onopen: (row) => open(row.id), phase: () => list.phase.value, error: () => list.error.value, retry: list.refresh,
      standardOrder: (a, b) => RANK[testState(a)] - RANK[testState(b)] || a.name.localeCompare(b.name),
      rowClass: (row) => (testState(row) === 'failed' ? 'is-bad' : ''),
      empty: () => (list.rows.value.length ? noMatch({ q: null, status: null, kind: null }) : emptyList()),
    })}</div></div>`;
}
