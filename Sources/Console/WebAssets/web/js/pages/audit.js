// audit.js: who did what, from where, to which object, with which result. Read only; the server filters.
import { computed, effect, html, onCleanup, signal, untrack } from '../core.js';
import { api } from '../api.js';
import { drawerFrame, factList, openDialog, urlDrawer } from '../dialogs.js';
import { zone } from '../fmt.js';
import { t, word } from '../i18n.js';
import { icon } from '../icons.js';
import { query, setQuery } from '../router.js';
import { namePage } from '../shell.js';
import { subscribe } from '../stream.js';
import { table } from '../table.js';
import { badge, button, choiceBox, copyable, emptyState, exactly, searchBox } from '../ui.js';

const PAGE_ROWS = 100;
const HOUR = 3_600_000;
const RANGES = { '1h': HOUR, '24h': 24 * HOUR, '7d': 168 * HOUR, '30d': 720 * HOUR };
const FILTERS = ['actor', 'action', 'object'];

/** The filter as the server takes it; a range is relative until the moment of asking. */
function filterQuery() {
  const asked = new URLSearchParams();
  for (const name of FILTERS) {
    if (query(name)) asked.set(name, query(name));
  }
  const length = RANGES[query('range')];
  if (length) asked.set('from', String(Date.now() - length));
  return asked;
}

/** Entries by pages: the newest at once, older ones on demand, new ones as they come. */
function auditEntries() {
  const rows = signal([]);
  const phase = signal('loading');
  const error = signal(null);
  const next = signal(null);
  const filter = computed(() => JSON.stringify([...FILTERS, 'range'].map(query)));

  const read = async (before) => {
    const asked = filterQuery();
    const mine = filter.peek();
    asked.set('limit', String(PAGE_ROWS));
    if (before) asked.set('before', String(before));
    try {
      const answer = await api(`/audit?${asked}`);
      if (mine !== filter.peek()) return;
      if (before) rows.value = [...rows.peek(), ...answer.items];
      else rows.value = withOlder(answer.items, rows.peek());
      if (before || rows.peek().length <= PAGE_ROWS) next.value = answer.next ?? null;
      error.value = null;
      phase.value = 'ready';
    } catch (failure) {
      if (mine !== filter.peek() || (failure.status === 0 && phase.peek() === 'ready')) return;
      error.value = failure;
      if (phase.peek() !== 'ready') phase.value = failure.status === 403 ? 'forbidden' : 'failed';
    }
  };
  effect(() => {
    filter.value;
    untrack(() => {
      rows.value = [];
      phase.value = 'loading';
      read();
    });
  });
  const refresh = () => read();
  onCleanup(subscribe('audit', refresh, refresh));
  return { rows, phase, error, next, refresh, readOlder: () => read(next.peek()) };
}

/** The newest page joined with what was already read below it. */
function withOlder(newest, known) {
  if (!newest.length) return known;
  const last = newest.at(-1).number;
  return [...newest, ...known.filter((row) => row.number < last)];
}

const objectText = (row) => (row.object ? row.object.name || row.object.id : '');

const columns = () => [
  { label: t('list.zoned', { name: t('audit.time'), zone: zone(Date.now()) }), width: 170, cell: (row) => exactly(() => row.value.at) },
  { label: t('audit.actor'), width: 140, cell: (row) => html`<b>${() => row.value.actor}</b>` },
  { label: t('audit.action'), width: '20%', cell: (row) => () => word('audit', row.value.action) },
  {
    label: t('audit.object'),
    cell: (row) => html`<span class="object"><small>${() => (row.value.object ? word('kind', row.value.object.kind)
      : '')}</small>
      <span>${() => objectText(row.value) || '–'}</span></span>`,
  },
  { label: t('audit.outcome'), width: 130, cell: (row) => badge(() => row.value.outcome) },
  { label: t('audit.address'), width: 150, low: true,
    cell: (row) => html`<span class="mono">${() => row.value.address || '–'}</span>` },
];

function openEntry(number, entries, onclose) {
  const entry = computed(() => entries.rows.value.find((row) => String(row.number) === number));
  return openDialog(
    (_, dismiss) => drawerFrame({
      title: () => (entry.value ? word('audit', entry.value.action) : t('audit.one')),
      badge: () => entry.value && badge(entry.value.outcome),
      dismiss,
      body: () => (entry.value ? entryBody(entry.value) : emptyState('question', t('gone.title'), t('audit.notShown'))),
    }),
    { label: t('audit.one'), kind: 'drawer', onclose },
  );
}

const entryBody = (row) => html`${factList([
    [t('audit.number'), html`<span class="num">${row.number}</span>`],
    [t('audit.time'), exactly(row.at)],
    [t('audit.actor'), row.actor],
    [t('audit.address'), row.address || '–'],
    [t('audit.action'), html`<code class="mono">${row.action}</code>`],
    [t('audit.object'), row.object
      ? html`${word('kind', row.object.kind)} ${objectText(row)} ${copyable(row.object.id)}` : '–'],
    [t('audit.request'), row.requestId ? copyable(row.requestId) : '–'],
  ])}
  <h3 class="gap">${t('audit.changes')}</h3>
  ${row.changes?.length ? changeTable(row.changes) : html`<p class="muted">${t('audit.noChanges')}</p>`}`;

const changeTable = (changes) => html`<table class="plain"><thead><tr><th scope="col">${t('audit.field')}</th>
    <th scope="col">${t('audit.before')}</th><th scope="col">${t('audit.after')}</th></tr></thead>
  <tbody>${changes.map((change) => html`<tr><th scope="row">${word('changed', change.field)}</th>
    <td class="mono">${change.before == null ? html`<span class="muted">–</span>`
      : html`<del>${change.before}</del>`}</td>
    <td class="mono">${change.after == null ? html`<span class="muted">–</span>`
      : html`<ins>${change.after}</ins>`}</td></tr>`)}</tbody></table>`;

export function auditPage() {
  namePage(t('page.audit'), t('nav.system'));
  const entries = auditEntries();
  urlDrawer('open', (number, onclose) => openEntry(number, entries, onclose));
  const isFiltered = () => [...FILTERS, 'range'].some((name) => query(name));
  const filterBox = (name) => searchBox(t(`audit.filter.${name}`), () => query(name),
    (value) => setQuery({ [name]: value }));
  const clear = { actor: null, action: null, object: null, range: null };
  const empty = () => (isFiltered()
    ? emptyState('search', t('noMatch.title'), t('noMatch.text'),
      [button(t('noMatch.clear'), { onclick: () => setQuery(clear) })])
    : emptyState('key', t('audit.emptyTitle'), t('audit.emptyText')));
  const more = () => (entries.next.value
    ? html`<div class="more">${button(t('audit.older'), { onclick: entries.readOlder })}</div>`
    : null);
  return html`<div class="page"><header class="ph"><h1>${t('page.audit')}</h1><span class="grow"></span>
      <a class="btn" href=${() =>
        `/api/v1/audit.csv?${filterQuery()}`} download="audit.csv"
      >${icon('download')}<span>${t('audit.export')}</span></a></header>
    <div class="panel"><div class="tools">${FILTERS.map(filterBox)}
      ${choiceBox(t('chart.range'),
        [['', t('audit.everything')], ...Object.keys(RANGES).map((name) => [name, t(`audit.range.${name}`)])],
        () => query('range'), (range) => setQuery({ range }))}
      <span class="grow"></span>${() => (isFiltered()
        ? button(t('noMatch.clear'), { kind: 'ghost', onclick: () => setQuery(clear) }) : null)}</div>
    ${table({
      label: t('page.audit'), columns: columns(), rows: () => entries.rows.value, key: (row) => row.number,
        rowHeight: 38,
      onopen: (row) => setQuery({ open: row.number }, { replace: false }), phase: () => entries.phase.value,
      error: () => entries.error.value, retry: entries.refresh,
      rowClass: (row) => (row.outcome === 'failed' ? 'is-bad' : ''), empty, more,
    })}</div></div>`;
}
