// tables.js: how far the rows of each table are: what is blocked first, retry, the front of the queue, the drawer.
import { computed, html } from '../../../core.js';
import { api } from '../../../api.js';
import { confirm, drawerFrame, factList, openDialog, urlDrawer } from '../../../dialogs.js';
import { bytes, duration, integer, percent, short } from '../../../fmt.js';
import { t } from '../../../i18n.js';
import { icon } from '../../../icons.js';
import { listing } from '../../../lists/listing.js';
import { openMenu, toast } from '../../../overlays.js';
import { query, setQuery } from '../../../router.js';
import { said } from '../../../said/said.js';
import {
  actionButton, badge, bar, emptyState, exactly, iconButton, searchBox, segments,
} from '../../../ui.js';
import { countsBy, matcher, pagedRows } from '../rows.js';
import { nameCell } from '../schema/schema-step.js';

const RANK = { failed: 0, copying: 1, planning: 2, waiting: 3, completed: 4 };
const GROUPS = { failed: 'failed', copying: 'copying', planning: 'copying', waiting: 'waiting',
  completed: 'completed' };
const FILTERS = ['all', 'failed', 'copying', 'waiting', 'completed'];
const groupOf = (row) => GROUPS[row.state] ?? 'waiting';
const openRow = (row) => setQuery({ open: row.number }, { replace: false });

/** From 0 to 1, null when nobody can tell; never whole before the table is done. */
export function shareOf(row) {
  if (row.state === 'completed') return 1;
  const guess = row.rowsEstimated ? row.rows / row.rowsEstimated
    : row.bytesEstimated ? row.bytesRead / row.bytesEstimated
      : row.planned && row.chunksPlanned ? row.chunksDone / row.chunksPlanned : null;
  return guess == null ? null : Math.min(0.99, guess);
}

const toneOf = ({ state }) => (state === 'failed' ? 'bad' : state === 'completed' ? 'ok' : 'run');
const number = (read) => html`<span class="num">${read}</span>`;
const isCopying = (row) => row.state === 'copying';

const columns = (shown, copies) => [
  { key: 'source', label: t('full.table'), width: '20%', isFixed: true, sort: (row) => row.source,
    cell: (row) => html`<span class="with-icon">${icon('table')}${nameCell(() => row.value.source)}</span>` },
  { key: 'destination', label: t('full.destination'), width: '21%', low: true, sort: (row) => row.destination,
    cell: (row) => html`<span class="muted mono">${() => row.value.destination}</span>` },
  { key: 'estimated', label: t('full.estimated'), width: 100, align: 'r', sort: (row) => row.rowsEstimated,
    cell: (row) => number(() => (row.value.state === 'completed' ? short(row.value.rows)
      : short(row.value.rowsEstimated))) },
  { key: 'rows', label: t('full.migrated'), width: 92, align: 'r', sort: (row) => row.rows,
    cell: (row) => number(() => short(row.value.rows)) },
  { key: 'share', label: t('full.progress'), least: 70, sort: shareOf, csv: (row) => percent(shareOf(row)),
    cell: (row) => html`<span class="pj-progress">${bar(() => shareOf(row.value) ?? 0, () => toneOf(row.value))}<span
      class="num">${() => percent(shareOf(row.value))}</span></span>` },
  { key: 'rate', label: t('full.rate'), width: 84, align: 'r', sort: (row) => row.rate ?? 0,
    cell: (row) => number(() => (isCopying(row.value) && row.value.rate ? short(row.value.rate) : '–')) },
  { key: 'left', label: t('full.left'), width: 92, align: 'r', low: true, sort: (row) => row.secondsLeft,
    csv: (row) => (isCopying(row) ? duration(row.secondsLeft) : ''),
    cell: (row) => number(() => (isCopying(row.value) ? duration(row.value.secondsLeft) : '–')) },
  { key: 'state', label: t('full.state'), width: 122, sort: (row) => RANK[row.state],
    csv: (row) => t(`full.state.${row.state}`),
    cell: (row) => badge(() => row.value.state, () => t(`full.state.${row.value.state}`)) },
  { label: '', width: 56, align: 'r',
    cell: (row) => iconButton('more', t('actions'), (event) => openMenu(event.currentTarget, [
      { label: t('open'), ic: 'right', onclick: () => openRow(row.peek()) },
      ...['retry', 'prioritize'].map((name) => ({ label: t(`full.${name}Dots`), ic: name === 'retry' ? 'retry' : 'up',
        disabled: whyNot(name, row.peek(), shown), onclick: () => askTables(name, [row.peek()], shown, copies) })),
      '-',
      { label: t('full.toStatements'), ic: 'log', onclick: () => shown.go('schema', `?open=${row.peek().number}`) },
    ]), 'ghost small') },
];

/** Why an order does not fit a table now, or ''. */
function whyNot(name, row, { record }) {
  const { state } = record.value;
  if (['completed', 'released', 'releasing'].includes(state)) return t('full.why.over');
  if (name === 'retry') return row.state === 'failed' ? '' : t('full.why.retry');
  return row.state === 'waiting' ? '' : t('full.why.prioritize');
}

function askTables(name, rows, shown, copies) {
  const names = rows.slice(0, 5).map((row) => row.source).join(', ');
  return confirm({
    title: t(`full.${name}.title`, { count: rows.length, name: rows[0].source }),
    body: html`<p>${t(`full.${name}.text`)}</p>`,
    facts: [[t('full.tables'), rows.length > 5 ? `${names} …` : names]],
    ok: t(`full.${name}`),
    act: async () => {
      await api(`/projects/${shown.id}/table-actions/${name}`, { method: 'POST',
        body: { numbers: rows.map((row) => row.number) }, idempotencyKey: `${name}-${Date.now()}-${rows[0].number}` });
      toast(t(`full.${name}.done`, { count: rows.length }));
      await Promise.all([copies.refresh(), shown.refresh()]);
    },
  });
}

/** @param {import('../project.js').Shown} shown @param {() => Node} viewTabs */
export function tableList(shown, viewTabs) {
  const copies = pagedRows(`/projects/${shown.id}/tables`, `tables:${shown.id}`);
  const status = computed(() => query('status') || 'all');
  const found = computed(() => {
    const fits = matcher(query('q'));
    return copies.rows.value.filter((row) => fits(row.source, row.destination));
  });
  const counts = countsBy(found, groupOf);
  const rows = computed(() => (status.value === 'all' ? found.value
    : found.value.filter((row) => groupOf(row) === status.value)));
  const count = (name) => () => (name === 'all' ? found.value.length : counts.value.get(name) ?? 0);
  const blocked = () => copies.rows.peek().filter((row) => row.state === 'failed');
  urlDrawer('open', (key, onclose) => openTable(Number(key), shown, copies, onclose));
  const grid = listing('tables', {
    label: t('full.tables'), columns: columns(shown, copies), rows: () => rows.value, key: (row) => row.number,
    rowHeight: 34, onopen: openRow, phase: () => copies.phase.value, error: () => copies.error.value,
    retry: copies.refresh,
    standardOrder: (a, b) => RANK[a.state] - RANK[b.state]
      || (b.rowsEstimated ?? b.rows) - (a.rowsEstimated ?? a.rows) || a.number - b.number,
    rowClass: (row) => (row.state === 'failed' ? 'is-bad' : ''),
    empty: () => (copies.rows.value.length ? noMatch() : emptyState('table', t('full.emptyTitle'),
      t('full.emptyText'))),
    more: () => (copies.isComplete.value ? null : html`<div class="more muted">${t('schema.readingMore')}</div>`),
  });
  return html`<div class="tools">${viewTabs()}${segments(t('full.state'), FILTERS.map((name) =>
      [name, t(name === 'all' ? 'filter.all' : `full.group.${name}`), count(name)]), status,
    (name) => setQuery({ status: name === 'all' ? null : name }))}<span class="grow"></span>
      ${() => (counts.value.get('failed') ? actionButton(t('full.retryAll'), () => ({ ok: true }),
        () => askTables('retry', blocked(), shown, copies), { ic: 'retry' }) : null)}
      ${searchBox(t('full.filter'), () => query('q'), (q) => setQuery({ q }))}${grid.tools()}</div>
    ${grid.rows}`;
}

const noMatch = () => emptyState('search', t('noMatch.title'), t('full.noMatchText'), [
  html`<button type="button" class="btn" @click=${() => setQuery({ q: null, status: null })}>${
    t('noMatch.clear')}</button>`,
]);

function openTable(key, shown, copies, onclose) {
  return openDialog(
    (close, dismiss) => {
      const row = computed(() => copies.rows.value.find((one) => one.number === key) ?? null);
      const order = (name, ic) => actionButton(t(`full.${name}Dots`), () => {
        const why = row.value ? whyNot(name, row.value, shown) : t('action.notNow');
        return { ok: !why, why };
      }, () => askTables(name, [row.peek()], shown, copies), { ic });
      const isThere = computed(() => Boolean(row.value));
      return drawerFrame({
        title: html`${() => row.value?.source ?? t('full.table')} <small class="mono">→ ${() =>
          row.value?.destination ?? ''}</small>`,
        badge: () => (isThere.value ? badge(() => row.value?.state, () => row.value
          && t(`full.state.${row.value.state}`)) : null),
        dismiss,
        body: () => (isThere.value ? tableBody(row, shown) : emptyState('question', t('gone.title'), t('gone.text'))),
        foot: [order('prioritize', 'up'), html`<span class="grow"></span>`, order('retry', 'retry')],
      });
    },
    { label: t('full.table'), kind: 'drawer', size: 'wide', onclose },
  );
}

function tableBody(row, shown) {
  const failure = computed(() => row.value?.failure ?? null);
  const losses = computed(() => JSON.stringify(row.value?.losses ?? {}));
  const value = (read) => html`<span class="num">${() => (row.value ? read(row.value) : '')}</span>`;
  return html`${() => (failure.value ? html`<div class="notice bad" role="alert">${icon('error')}<div class="grow">
      <p><b>${said(failure.value.message)}</b></p><p>${said(failure.value.advice)}</p>${failure.value.detail ? html`<p
      class="code mono">${failure.value.detail}</p>` : null}<p class="code mono">${
      failure.value.number}</p></div></div>`
    : null)}
    ${factList([
      [t('full.progress'), value((one) => percent(shareOf(one)))],
      [t('full.migrated'), value((one) => integer(one.rows))],
      [t('full.estimatedLong'), value((one) => integer(one.rowsEstimated))],
      [t('full.bytes'), value((one) => bytes(one.bytesRead))],
      [t('full.chunks'), value((one) => t(one.planned ? 'full.chunksOf' : 'full.chunksOfMore',
        { done: integer(one.chunksDone), all: integer(one.chunksPlanned) }))],
      [t('full.ignored'), value((one) => integer(one.ignored))],
      [t('full.quarantined'), html`${value((one) => integer(one.quarantined))} <a ?hidden=${() =>
        !row.value?.quarantined} href=${() => `/migration/${shown.id}/full?view=quarantine&table=${
        row.value?.number}`}>${t('full.showThem')}</a>`],
      [t('full.started'), exactly(() => row.value?.startedAt)],
      [t('full.finished'), exactly(() => row.value?.finishedAt)],
    ])}
    <h3 class="gap">${t('full.losses')}</h3>
    ${() => lossList(JSON.parse(losses.value))}`;
}

function lossList(losses) {
  const entries = Object.entries(losses);
  if (!entries.length) return html`<p class="muted">${t('full.noLosses')}</p>`;
  return html`<ul class="links">${entries.map(([name, count]) => html`<li><span class="mono">${name}</span><span
    class="num">${t('full.values', { count, shown: integer(count) })}</span></li>`)}</ul>`;
}
