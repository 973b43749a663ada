// indexes-step.js: the indexes and references that are built after the rows: state, time, statement, retry, skip.
import { computed, html } from '../../../core.js';
import { api } from '../../../api.js';
import { confirm, drawerFrame, factList, openDialog, urlDrawer } from '../../../dialogs.js';
import { duration } from '../../../fmt.js';
import { t } from '../../../i18n.js';
import { listing } from '../../../lists/listing.js';
import { openMenu, toast } from '../../../overlays.js';
import { query, setQuery } from '../../../router.js';
import { said } from '../../../said/said.js';
import { sqlView } from '../../../sql.js';
import {
  actionButton, badge, emptyState, exactly, iconButton, searchBox, segments,
} from '../../../ui.js';
import { countsBy, matcher, pagedRows } from '../rows.js';
import { nameCell } from '../schema/schema-step.js';

const RANK = { failed: 0, creating: 1, waiting: 2, skipped: 3, completed: 4 };
const FILTERS = ['all', 'failed', 'creating', 'waiting', 'skipped', 'completed'];
const keyOf = (row) => `${row.object ?? row.number ?? row.table} ${row.name}`;
const openRow = (row) => setQuery({ open: keyOf(row) }, { replace: false });

const took = (row) => (row.startedAt && row.finishedAt ? duration((row.finishedAt - row.startedAt) / 1000) : '–');

const columns = (shown, parts) => [
  { key: 'name', label: t('full.index.name'), width: '28%', isFixed: true, sort: (row) => row.name,
    cell: (row) => html`<span class="mono">${() => row.value.name}</span>` },
  { key: 'table', label: t('full.table'), width: '24%', sort: (row) => tableOf(row),
    cell: (row) => nameCell(() => tableOf(row.value)) },
  { key: 'kind', label: t('full.index.kind'), width: 130, low: true, sort: (row) => row.kind,
    csv: (row) => t(`schema.part.${row.kind}`),
    cell: (row) => () => t(`schema.part.${row.value.kind}`) },
  { key: 'state', label: t('full.state'), width: 126, sort: (row) => RANK[row.state],
    csv: (row) => t(`full.index.state.${row.state}`),
    cell: (row) => badge(() => row.value.state, () => t(`full.index.state.${row.value.state}`)) },
  { key: 'remark', label: t('schema.remark'), csv: (row) => said(row.failure?.message),
    cell: (row) => html`<span class="remark tone-bad">${() => said(row.value.failure?.message ?? '')}</span>` },
  { key: 'took', label: t('full.index.took'), width: 100, align: 'r', low: true, csv: took,
    cell: (row) => html`<span class="num">${() => took(row.value)}</span>` },
  { label: '', width: 56, align: 'r',
    cell: (row) => iconButton('more', t('actions'), (event) => openMenu(event.currentTarget, [
      { label: t('full.index.open'), ic: 'log', onclick: () => openRow(row.peek()) },
      ...['retry', 'skip'].map((name) => ({ label: t(`full.index.${name}Dots`), ic: name,
        disabled: whyNot(name, row.peek(), shown), onclick: () => askPart(name, row.peek(), shown, parts) })),
    ]), 'ghost small') },
];

const tableOf = (row) => String(row.source ?? row.tableName ?? row.table ?? '');

function whyNot(name, row, { record }) {
  if (Array.isArray(row.changes) && row.changes.includes(name)) return '';
  const { state } = record.value;
  if (state === 'running') return t('full.index.why.running');
  if (state === 'completed' || state === 'released') return t('full.why.over');
  if (row.state === 'completed') return t('full.index.why.built');
  if (Array.isArray(row.changes)) return t('full.index.why.notBegun');
  return '';
}

function askPart(name, row, shown, parts) {
  return confirm({
    title: t(`full.index.${name}.title`, { name: row.name }),
    body: html`<p>${t(`full.index.${name}.text`)}</p>`,
    facts: [[t('full.table'), tableOf(row)], [t('full.index.kind'), t(`schema.part.${row.kind}`)]],
    ok: t(`full.index.${name}`),
    act: async () => {
      await api(`/projects/${shown.id}/objects/${row.object ?? row.number}/part-actions/${name}`, { method: 'POST',
        body: { name: row.name }, idempotencyKey: `${name}-${Date.now()}` });
      toast(t(`full.index.${name}.done`, { name: row.name }));
      await Promise.all([parts.refresh(), shown.refresh()]);
    },
  });
}

/** @param {import('../project.js').Shown} shown @param {(() => Node) | null} viewTabs */
export function indexList(shown, viewTabs = null) {
  const parts = pagedRows(`/projects/${shown.id}/indexes`, `project:${shown.id}`, keyOf, { isNoticeOnly: true });
  const status = computed(() => query('status') || 'all');
  const found = computed(() => {
    const fits = matcher(query('q'));
    return parts.rows.value.filter((row) => fits(row.name, tableOf(row)));
  });
  const counts = countsBy(found, (row) => row.state);
  const rows = computed(() => (status.value === 'all' ? found.value
    : found.value.filter((row) => row.state === status.value)));
  const count = (name) => () => (name === 'all' ? found.value.length : counts.value.get(name) ?? 0);
  urlDrawer('open', (key, onclose) => openPart(key, shown, parts, onclose));
  const grid = listing('indexes', {
    label: t('full.indexes'), columns: columns(shown, parts), rows: () => rows.value, key: keyOf, rowHeight: 34,
    onopen: openRow, phase: () => parts.phase.value, error: () => parts.error.value, retry: parts.refresh,
    standardOrder: (a, b) => RANK[a.state] - RANK[b.state] || tableOf(a).localeCompare(tableOf(b)),
    rowClass: (row) => (row.state === 'failed' ? 'is-bad' : ''),
    empty: () => (parts.rows.value.length ? emptyState('search', t('noMatch.title'), t('noMatch.text'), [
      html`<button type="button" class="btn" @click=${() => setQuery({ q: null, status: null })}>${
        t('noMatch.clear')}</button>`])
      : emptyState('table', t('full.index.emptyTitle'), t('full.index.emptyText'))),
  });
  return html`<div class="tools">${viewTabs?.()}${segments(t('full.state'), FILTERS.map((name) =>
      [name, t(name === 'all' ? 'filter.all' : `full.index.state.${name}`), count(name)]), status,
    (name) => setQuery({ status: name === 'all' ? null : name }))}<span class="grow"></span>
      ${searchBox(t('full.index.filter'), () => query('q'), (q) => setQuery({ q }))}${grid.tools()}</div>
    ${grid.rows}`;
}

/** @param {import('../project.js').Shown} shown */
export const indexesPanel = (shown) => html`<header class="panel-head"><div><h2>${t('step.indexes')}</h2>
  <p class="muted">${t('full.index.lead')}</p></div></header>${indexList(shown)}`;

function openPart(key, shown, parts, onclose) {
  return openDialog(
    (close, dismiss) => {
      const row = computed(() => parts.rows.value.find((one) => keyOf(one) === key) ?? null);
      const isThere = computed(() => Boolean(row.value));
      const order = (name) => actionButton(t(`full.index.${name}Dots`), () => {
        const why = row.value ? whyNot(name, row.value, shown) : t('action.notNow');
        return { ok: !why, why };
      }, () => askPart(name, row.peek(), shown, parts), { ic: name });
      return drawerFrame({
        title: html`<span class="mono">${() => row.value?.name ?? key}</span>`,
        badge: () => (isThere.value ? badge(() => row.value?.state, () => row.value
          && t(`full.index.state.${row.value.state}`)) : null),
        dismiss,
        body: () => (isThere.value ? partBody(row.value) : emptyState('question', t('gone.title'), t('gone.text'))),
        foot: [order('skip'), html`<span class="grow"></span>`, order('retry')],
      });
    },
    { label: t('full.index.one'), kind: 'drawer', size: 'wide', onclose },
  );
}

const partBody = (row) => html`${row.failure ? html`<div class="notice bad" role="alert"><div class="grow"><p><b>${
    said(row.failure.message)}</b></p><p>${said(row.failure.advice)}</p>${row.failure.detail ? html`<p class="code mono">${
    row.failure.detail}</p>` : null}</div></div>` : null}
  ${factList([
    [t('full.table'), tableOf(row)],
    [t('full.index.kind'), t(`schema.part.${row.kind}`)],
    [t('full.started'), exactly(row.startedAt)],
    [t('full.finished'), exactly(row.finishedAt)],
    [t('full.index.took'), took(row)],
  ])}
  <h3 class="gap">${t('full.index.statement')}</h3>
  <div class="wraps">${row.statement ? sqlView(row.statement, t('full.index.statement')) : null}</div>`;
