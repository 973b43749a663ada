// sources.js: the data sources: list, detail drawer, and the orders on one of them.
import { computed, effect, html, signal } from '../core.js';
import { api, order } from '../api.js';
import { confirm, drawerFrame, factList, openDialog, urlDrawer } from '../dialogs.js';
import { hasText, t, word } from '../i18n.js';
import { csvMoment } from '../lists/files.js';
import { listing } from '../lists/listing.js';
import { liveList } from '../live.js';
import { openMenu, toast } from '../overlays.js';
import { query, setQuery } from '../router.js';
import { said } from '../said/said.js';
import { namePage } from '../shell.js';
import { shortcut } from '../shortcuts.js';
import { testState } from '../summaries.js';
import { testResult } from '../connection-test.js';
import { databaseLabel, openSourceForm } from '../source-form.js';
import { sourceKinds } from '../sources/source-kinds.js';
import { rightsOf, rightsPanel } from '../sources/source-rights.js';
import { projectsOf, refuseRemoval, useList } from '../sources/source-uses.js';
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
  const uses = projectsOf(source);
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

/** Beside the outcome of the test: what is wrong in short, else when it was. */
function underTest(source) {
  if (!source.lastTest) return t('source.savedUntested');
  const lacking = rightsOf(source).filter((one) => !one.present).length;
  return lacking ? t('source.lacksRights', { count: lacking }) : when(source.lastTest.at);
}

const MARKS = { oracle: 'ORA', oceanbase: 'OB', mysql: 'MY' };

/** A short mark beside the name; the kind is a word in its own column. */
const kindMark = (kind) => html`<span class="kind-mark" aria-hidden="true">${MARKS[kind] ?? 'DB'}</span>`;

const usesCell = (row) => () => {
  const count = projectsOf(row.value).length;
  return count ? html`<a class="num" href=${`/migration?source=${row.value.id}`}
    aria-label=${t('source.usedByAll', { count })}>${count}</a>` : '–';
};

const columns = (refresh) => [
  {
    key: 'name', label: t('source.name'), isFixed: true, sort: (row) => row.name,
    csv: [[t('source.name'), (row) => row.name], [t('source.id'), (row) => row.id]],
    cell: (row) => html`<span class="with-mark">${kindMark(row.peek().kind)}<span class="two"><b>${() => row.value.name}</b>
      <small class="mono">${() => row.value.id}</small></span></span>`,
  },
  { key: 'kind', label: t('source.kind'), width: 196, low: true, sort: (row) => row.kindTitle,
    csv: (row) => said(row.kindTitle), cell: (row) => () => said(row.value.kindTitle) },
  {
    key: 'address', label: t('source.address'), sort: (row) => row.host,
    csv: [[t('source.address'), (row) => `${row.host}:${row.port}`], [t('source.user'), (row) => row.user]],
    cell: (row) => html`<span class="two"><span class="mono">${() => `${row.value.host}:${row.value.port}`}</span>
      <small>${() => t('source.asUser', { user: row.value.user })}</small></span>`,
  },
  { key: 'role', label: t('source.role'), width: 100, low: true, sort: (row) => row.role,
    csv: (row) => word('role', row.role),
    cell: (row) => () => word('role', row.value.role) },
  { key: 'region', label: t('region'), width: 120, low: true, sort: (row) => row.region,
    cell: (row) => () => row.value.region || '–' },
  {
    key: 'test', label: t('source.lastTest'), width: 150, sort: (row) => RANK[testState(row)],
    csv: [[t('source.lastTest'), (row) => word('state', testState(row))],
      [t('list.utc', { name: t('source.testedAt') }), (row) => csvMoment(row.lastTest?.at)]],
    cell: (row) => html`<span class="two">${badge(() => testState(row.value))}
      <small>${() => underTest(row.value)}</small></span>`,
  },
  {
    key: 'uses', label: t('source.usedBy'), width: 90, align: 'r', low: true,
    sort: (row) => projectsOf(row).length, csv: (row) => projectsOf(row).map((one) => one.name).join(', '),
    cell: usesCell,
  },
  { key: 'remark', label: t('source.remark'), width: '16%', low: true, isExtra: true, sort: (row) => row.remark,
    cell: (row) => () => row.value.remark || '–' },
  { key: 'created', label: t('created'), width: 166, low: true, isExtra: true, sort: (row) => row.createdAt,
    csv: [[t('list.utc', { name: t('created') }), (row) => csvMoment(row.createdAt)]],
    cell: (row) => exactly(() => row.value.createdAt) },
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
  const detailed = recordOf(source);
  const test = async () => {
    isTesting.value = true;
    shownTest.value = (await testAgain(source.peek(), list.refresh)) ?? shownTest.peek();
    isTesting.value = false;
  };
  const body = () => {
    const row = source.value;
    if (!row) return gone(list);
    const result = shownTest.value ?? row.lastTest;
    return html`${factList(factsOf(row, detailed.value))}
      ${() => rightsPanel({ ...row, ...detailed.value, lastTest: result ?? null })}
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

/** What only the record itself tells: rights, capabilities, the projects with their IDs. Read again when it changes. */
function recordOf(source) {
  const record = signal({});
  const version = computed(() => (source.value ? `${source.value.id} ${source.value.rev} ${source.value.lastTest?.at}`
    : ''));
  effect(() => {
    if (!version.value) return;
    const { id } = source.peek();
    api(`/datasources/${id}`).then(({ rights, capabilities, usedBy }) => {
      record.value = Object.fromEntries(Object.entries({ rights, capabilities, usedBy })
        .filter(([, value]) => value !== undefined));
    }, () => {
      // The row of the list is shown anyway.
    });
  });
  return record;
}

const factsOf = (row, record) => [
  [t('source.id'), copyable(row.id)],
  [t('source.kind'), said(row.kindTitle)],
  [t('source.role'), word('role', row.role)],
  [t('source.address'), copyable(`${row.host}:${row.port}`)],
  [t('source.user'), row.user],
  ...(row.database ? [[databaseLabel(row.kind), row.database]] : []),
  [t('source.encryption'), word('encryption', row.encryption)],
  ...Object.entries(row.options ?? {}).filter(([, value]) => value !== '')
    .map(([name, value]) => [hasText(`option.${name}`) ? t(`option.${name}`) : name, String(value)]),
  ...(row.region ? [[t('region'), row.region]] : []),
  ...(row.remark ? [[t('source.remark'), row.remark]] : []),
  [t('source.usedBy'), useList({ ...row, usedBy: record.usedBy ?? row.usedBy })],
  [t('created'), exactly(row.createdAt)],
];

export function sourcesPage() {
  namePage(t('page.sources'));
  const list = liveList('/datasources', 'datasources');
  const { kinds, error: kindsError } = sourceKinds();
  const status = computed(() => query('status') || 'all');
  const found = computed(() => {
    const wanted = query('q').toLowerCase();
    const kind = query('kind');
    const region = query('region');
    return list.rows.value.filter((row) => (!kind || row.kind === kind) && (!region || row.region === region)
      && (!wanted || text(row).includes(wanted)));
  });
  const regions = computed(() => [...new Set(list.rows.value.map((row) => row.region).filter(Boolean))].sort());
  const rows = computed(() => found.value.filter((row) => status.value === 'all' || testState(row) === status.value));
  const count = (name) => () => found.value.filter((row) => name === 'all' || testState(row) === name).length;

  const grid = listing('sources', {
    label: t('page.sources'), columns: columns(list.refresh), rows: () => rows.value, key: (row) => row.id,
    rowHeight: 48,
    onopen: (row) => open(row.id), phase: () => list.phase.value, error: () => list.error.value, retry: list.refresh,
    standardOrder: (a, b) => RANK[testState(a)] - RANK[testState(b)] || a.name.localeCompare(b.name),
    rowClass: (row) => (testState(row) === 'failed' ? 'is-bad' : ''),
    empty: () => (list.rows.value.length ? noMatch({ q: null, status: null, kind: null, region: null }) : emptyList()),
  });

  shortcut('c', t('source.add'), () => edit('new'));
  urlDrawer('open', (id, onclose) => detail(id, list, onclose));
  urlDrawer('edit', (which, onclose) => openSourceForm({ which, list, kinds, kindsError, onclose }));

  return html`<div class="page"><header class="ph"><h1>${t('page.sources')}</h1><span class="grow"></span>
      ${grid.tools()}${button(t('source.add'), { ic: 'plus', kind: 'primary', keys: 'c', onclick: () => edit('new') })}</header>
    <div class="panel"><div class="tools">
      ${segments(t('source.lastTest'), ['all', 'passed', 'warning', 'failed', 'untested'].map((name) =>
        [name, t(`filter.${name}`), count(name)]), status,
          (name) => setQuery({ status: name === 'all' ? null : name }))}
      ${() => kinds.value.length > 1
        ? choiceBox(t('source.kind'), [['', t('source.allKinds')], ...kinds.value.map((kind) =>
        [kind.kind, said(kind.title)])], () => query('kind'), (kind) => setQuery({ kind })) : null}
      ${() => (regions.value.length > 1
        ? choiceBox(t('region'), [['', t('allRegions')], ...regions.value.map((one) => [one, one])],
          () => query('region'), (region) => setQuery({ region })) : null)}
      <span class="grow"></span>${searchBox(t('source.filter'), () => query('q'), (q) => setQuery({ q }))}</div>
    ${grid.rows}</div></div>`;
}
