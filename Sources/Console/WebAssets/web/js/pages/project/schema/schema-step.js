// schema-step.js: the objects of a project and how far their creation is: filters, selection, retry, skip, remove. The
// drawer of one object is object-drawer.js.
import { computed, html, signal } from '../../../core.js';
import { t } from '../../../i18n.js';
import { icon } from '../../../icons.js';
import { listing } from '../../../lists/listing.js';
import { openMenu } from '../../../overlays.js';
import { query, setQuery } from '../../../router.js';
import { said } from '../../../said/said.js';
import { shortcut } from '../../../shortcuts.js';
import { urlDrawer } from '../../../dialogs.js';
import { badge, button, choiceBox, emptyState, iconButton, searchBox, segments } from '../../../ui.js';
import { openObject } from './object-drawer.js';
import { askForObjects, mayChange, retryAllFailed, whyNot } from './object-orders.js';
import { countsBy, matcher, pagedRows } from '../rows.js';

/** The states in the order in which a person wants to see them, each with the filter that shows it. */
const GROUPS = {
  failed: 'failed', unread: 'failed', unsupported: 'unsupported', creating: 'running', initializing: 'running',
  ready: 'waiting', skipped: 'skipped', completed: 'completed', listed: 'listed', removed: 'removed',
};
const FILTERS = ['all', 'failed', 'unsupported', 'running', 'waiting', 'skipped', 'completed', 'listed', 'removed'];
const RANK = Object.fromEntries(Object.keys(GROUPS).map((state, place) => [state, place]));
const KIND_ICONS = { table: 'table', view: 'view', materializedView: 'view' };

export const stateOf = (row) => (row.removed ? 'removed' : row.state);
export const objectIcon = (kind) => icon(KIND_ICONS[kind] ?? 'log');
const groupOf = (row) => GROUPS[stateOf(row)] ?? 'waiting';

/** A name as schema and object, so that the object stands out. */
export function nameCell(read) {
  const parts = () => {
    const name = read();
    const dot = name.indexOf('.');
    return dot < 0 ? ['', name] : [name.slice(0, dot + 1), name.slice(dot + 1)];
  };
  return html`<span class="object-name"><span class="muted">${() => parts()[0]}</span>${() => parts()[1]}</span>`;
}

/** What a person should know of the object, in words: the error, or what the conversion did. */
function remarkOf(row) {
  if (row.failure) return said(row.failure.message);
  if (row.edited) return t('schema.edited');
  if (!row.notes) return '';
  return t(`schema.worst.${row.worst}`, { count: row.notes });
}

const remarkTone = (row) => (row.failure ? 'bad' : row.worst === 'lossy' || row.worst === 'unsupported' ? 'warn' : '');

const columns = (shown, objects, select) => [
  { key: 'source', label: t('schema.object'), width: '27%', isFixed: true, sort: (row) => row.source,
    csv: [[t('schema.object'), (row) => row.source], [t('schema.kind'), (row) => t(`schema.kinds.${row.kind}`)]],
    cell: (row) => html`<span class="with-icon">${objectIcon(row.peek().kind)}${nameCell(() =>
      row.value.source)}</span>` },
  { key: 'destination', label: t('schema.destination'), width: '25%', low: true, sort: (row) => row.destination,
    cell: (row) => html`<span class="muted mono">${() => row.value.destination}</span>` },
  { key: 'state', label: t('schema.state'), width: 138, sort: (row) => RANK[stateOf(row)],
    csv: (row) => t(`schema.state.${stateOf(row)}`),
    cell: (row) => badge(() => stateOf(row.value), () => t(`schema.state.${stateOf(row.value)}`)) },
  { key: 'remark', label: t('schema.remark'), csv: remarkOf,
    cell: (row) => html`<span class=${() => `tone-${remarkTone(row.value) || 'idle'} remark`}
      title=${() => remarkOf(row.value)}>${() => remarkOf(row.value)}</span>` },
  { label: '', width: 56, align: 'r',
    cell: (row) => iconButton('more', t('actions'), (event) => openMenu(event.currentTarget,
      rowMenu(row.peek(), shown, objects, select)), 'ghost small') },
];

function rowMenu(row, shown, objects, select) {
  const one = (change, ic) => ({
    label: t(`schema.${change}Dots`), ic, disabled: whyNot(change, row, shown.record.peek()),
    danger: change === 'remove', onclick: () => askForObjects(change, [row], shown, objects, select),
  });
  return [
    { label: t('schema.openStatements'), ic: 'log', onclick: () => openRow(row) },
    one('retry', 'retry'), one('skip', 'skip'), '-', one('remove', 'trash'),
  ];
}

const openRow = (row) => setQuery({ open: row.number }, { replace: false });

/** @param {import('../project.js').Shown} shown */
export function schemaPanel(shown) {
  const objects = pagedRows(`/projects/${shown.id}/objects`, `objects:${shown.id}`);
  const chosen = signal(new Set());
  const status = computed(() => query('status') || 'all');
  const found = computed(() => {
    const fits = matcher(query('q'));
    const kind = query('kind');
    return objects.rows.value.filter((row) => (!kind || row.kind === kind) && fits(row.source, row.destination));
  });
  const counts = countsBy(found, groupOf);
  const rows = computed(() => (status.value === 'all' ? found.value.filter((row) => !row.removed)
    : found.value.filter((row) => groupOf(row) === status.value)));
  const clear = () => { chosen.value = new Set(); };
  const picked = () => objects.rows.peek().filter((row) => chosen.peek().has(row.number));
  const nextFailed = () => {
    const row = objects.rows.peek().find((one) => groupOf(one) === 'failed' && !one.removed);
    if (row) openRow(row);
  };
  shortcut('n', t('schema.nextFailed'), nextFailed);
  urlDrawer('open', (number, onclose) => openObject(Number(number), shown, objects, onclose));
  const keyed = (change) => (row) => askForObjects(change, chosen.peek().size ? picked() : [row], shown, objects,
    clear);
  const grid = listing('objects', {
    label: t('schema.objects'), columns: columns(shown, objects, clear), rows: () => rows.value,
    key: (row) => row.number, rowHeight: 34, selection: chosen, nameOf: (row) => row.source,
    onopen: openRow,
    keys: { r: keyed('retry'), s: keyed('skip'), Delete: keyed('remove') },
    phase: () => objects.phase.value, error: () => objects.error.value, retry: objects.refresh,
    standardOrder: (a, b) => RANK[stateOf(a)] - RANK[stateOf(b)] || a.number - b.number,
    rowClass: (row) => (groupOf(row) === 'failed' ? 'is-bad' : ''),
    empty: () => (objects.rows.value.length ? noMatch() : noObjects(shown)),
    more: () => (objects.isComplete.value ? null : html`<div class="more muted">${t('schema.readingMore')}</div>`),
  });
  return html`<header class="panel-head"><div><h2>${t('step.schema')}</h2>
      <p class="muted">${t('schema.lead')}</p></div><span class="grow"></span>
      ${button(t('schema.retryAll'), { ic: 'retry', onclick: () => retryAllFailed(shown, objects),
        disabled: () => !objects.rows.value.some((row) => row.state === 'failed' && !row.removed) })}</header>
    <div class="tools">${statusFilter(status, counts, found)}${kindFilter(objects)}<span class="grow"></span>
      ${searchBox(t('schema.filter'), () => query('q'), (q) => setQuery({ q }))}${grid.tools()}</div>
    ${batchBar(chosen, picked, shown, objects, clear)}
    ${grid.rows}`;
}

/** Groups without any object are left out, but the chosen one and the important ones stay. */
function statusFilter(status, counts, found) {
  const count = (name) => () => (name === 'all' ? found.value.length - (counts.value.get('removed') ?? 0)
    : counts.value.get(name) ?? 0);
  const shownNames = computed(() => FILTERS.filter((name) => ['all', 'failed', 'completed'].includes(name)
    || name === status.value || counts.value.get(name)).join());
  return () => segments(t('schema.state'), shownNames.value.split(',').map((name) =>
    [name, t(name === 'all' ? 'filter.all' : `schema.group.${name}`), count(name)]), status,
  (name) => setQuery({ status: name === 'all' ? null : name }));
}

function kindFilter(objects) {
  const kinds = computed(() => [...new Set(objects.rows.value.map((row) => row.kind))].sort().join());
  return () => (kinds.value.includes(',') ? choiceBox(t('schema.kind'),
    [['', t('schema.allKinds')], ...kinds.value.split(',').map((kind) => [kind, t(`schema.kinds.${kind}`)])],
    () => query('kind'), (kind) => setQuery({ kind })) : null);
}

function batchBar(chosen, picked, shown, objects, clear) {
  const change = (name, ic, kind = '') => button(t(`schema.${name}Dots`), { ic, kind: `small ${kind}`,
    disabled: () => !chosen.value.size || !picked().some((row) => mayChange(name, row)),
    why: t(`schema.${name}.fits`), onclick: () => askForObjects(name, picked(), shown, objects, clear) });
  return html`<div class="pj-batch" role="toolbar" aria-label=${t('schema.chosen')} ?hidden=${() => !chosen.value.size}>
    <b class="num">${() => t('schema.chosenCount', { count: chosen.value.size })}</b>
    ${change('retry', 'retry')}${change('skip', 'skip')}${change('remove', 'trash')}<span class="grow"></span>
    ${button(t('schema.clearChoice'), { kind: 'small ghost', onclick: clear })}</div>`;
}

const noMatch = () => emptyState('search', t('noMatch.title'), t('schema.noMatchText'), [
  button(t('noMatch.clear'), { onclick: () => setQuery({ q: null, status: null, kind: null }) }),
]);

const noObjects = ({ record }) => (['notStarted', 'prechecking'].includes(record.value.state)
  ? emptyState('table', t('schema.notYetTitle'), t('schema.notYetText'))
  : emptyState('table', t('schema.emptyTitle'), t('schema.emptyText')));
