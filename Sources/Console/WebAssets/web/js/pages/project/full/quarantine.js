// quarantine.js: rows that could not be written as they are: where they are at the source, why, and their values as the
// source sent them; tried once more, or gone without.
import { computed, html, signal } from '../../../core.js';
import { api } from '../../../api.js';
import { confirm, drawerFrame, factList, openDialog, urlDrawer } from '../../../dialogs.js';
import { bytes, integer } from '../../../fmt.js';
import { t } from '../../../i18n.js';
import { icon } from '../../../icons.js';
import { listing } from '../../../lists/listing.js';
import { toast } from '../../../overlays.js';
import { query, setQuery } from '../../../router.js';
import { said } from '../../../said/said.js';
import { actionButton, button, choiceBox, copyable, emptyState, searchBox } from '../../../ui.js';
import { matcher, pagedRows } from '../rows.js';

const keyOf = (row) => `${row.table}-${row.chunk}-${row.ordinal}`;
const openRow = (row) => setQuery({ open: keyOf(row) }, { replace: false });

const columns = (names) => [
  { key: 'table', label: t('full.table'), width: '22%', isFixed: true, sort: (row) => nameOf(row, names),
    cell: (row) => html`<span class="with-icon">${icon('table')}<span>${() =>
      nameOf(row.value, names)}</span></span>` },
  { key: 'row', label: t('full.rejected.row'), width: '22%', sort: (row) => row.row,
    cell: (row) => html`<span class="mono">${() => row.value.row || '–'}</span>` },
  { key: 'column', label: t('full.rejected.column'), width: '14%', low: true, sort: (row) => row.column,
    cell: (row) => html`<span class="mono">${() => row.value.column ?? '–'}</span>` },
  { key: 'reason', label: t('full.rejected.reason'), sort: (row) => row.reason.message,
    csv: [[t('full.rejected.reason'), (row) => said(row.reason.message)], [t('full.rejected.values'), valuesText]],
    cell: (row) => html`<span class="remark tone-bad">${() => said(row.value.reason.message)}</span>` },
];

/** The values of a row as one text, for a file. */
const valuesText = (row) => row.values.map(({ column, text, hex }) => `${column}=${text ?? (hex == null ? 'NULL'
  : `0x${hex}`)}`).join('; ');

const nameOf = (row, names) => row.source ?? names.value.get(row.table) ?? `#${row.table}`;

/** @param {import('../project.js').Shown} shown @param {() => Node} viewTabs */
export function quarantineList(shown, viewTabs) {
  const only = query('table');
  const path = `/projects/${shown.id}/quarantine${only ? `?table=${encodeURIComponent(only)}` : ''}`;
  const rejected = pagedRows(path, `project:${shown.id}`, keyOf, { isNoticeOnly: true });
  const names = signal(new Map());
  api(`/projects/${shown.id}/tables?limit=1000`).then((answer) => {
    names.value = new Map(answer.items.map((row) => [row.number, row.source]));
  }, () => {});
  const chosen = signal(new Set());
  const rows = computed(() => {
    const fits = matcher(query('q'));
    const number = Number(query('table'));
    return rejected.rows.value.filter((row) => (!number || row.table === number)
      && fits(nameOf(row, names), row.row, row.column ?? '', row.reason.message, said(row.reason.message)));
  });
  const clear = () => { chosen.value = new Set(); };
  const picked = () => rejected.rows.peek().filter((row) => chosen.peek().has(keyOf(row)));
  const work = { shown, rejected, names, clear };
  const tables = computed(() => [...new Set(rejected.rows.value.map((row) => row.table))].sort((a, b) => a - b).join());
  urlDrawer('open', (key, onclose) => openRejection(key, work, onclose));
  const isOver = () => ['released', 'releasing'].includes(shown.record.value.state);
  const rule = () => {
    if (isOver()) return { ok: false, why: t('full.rejected.released') };
    return rejected.rows.value.length ? { ok: true } : { ok: false, why: t('full.rejected.emptyTitle') };
  };
  const all = (name) => () => askRows(name, null, work);
  const grid = listing('quarantine', {
    label: t('full.view.quarantine'), columns: columns(names), rows: () => rows.value, key: keyOf, rowHeight: 34,
    selection: chosen, nameOf: (row) => `${nameOf(row, names)} ${row.row}`, onopen: openRow,
    phase: () => rejected.phase.value, error: () => rejected.error.value, retry: rejected.refresh,
    empty: () => (rejected.rows.value.length ? emptyState('search', t('noMatch.title'), t('noMatch.text'), [
      button(t('noMatch.clear'), { onclick: () => setQuery({ q: null, table: null }) })])
      : emptyState('check', t('full.rejected.emptyTitle'), t('full.rejected.emptyText'))),
  });
  return html`<div class="tools">${viewTabs()}${() => (tables.value.includes(',') ? choiceBox(t('full.table'),
      [['', t('full.allTables')], ...tables.value.split(',').map((one) =>
        [one, names.value.get(Number(one)) ?? `#${one}`])],
      () => query('table'), (one) => setQuery({ table: one })) : null)}<span class="grow"></span>
      ${actionButton(t('full.rejected.retryAllDots'), rule, all('retry'), { ic: 'retry' })}
      ${actionButton(t('full.rejected.discardAllDots'), rule, all('discard'), { ic: 'trash' })}
      ${searchBox(t('full.rejected.filter'), () => query('q'), (q) => setQuery({ q }))}${grid.tools()}</div>
    <div class="pj-batch" role="toolbar" aria-label=${t('full.rejected.chosen')} ?hidden=${() => !chosen.value.size}>
      <b class="num">${() => t('full.rejected.chosenCount', { count: chosen.value.size })}</b>
      ${button(t('full.rejected.retryDots'), { kind: 'small', ic: 'retry', onclick: () =>
        askRows('retry', picked(), work) })}${button(t('full.rejected.discardDots'), { kind: 'small', ic: 'trash',
        onclick: () => askRows('discard', picked(), work) })}<span class="grow"></span>
      ${button(t('schema.clearChoice'), { kind: 'small ghost', onclick: clear })}</div>
    ${grid.rows}`;
}

const placeOf = ({ table: number, chunk, ordinal }) => ({ table: number, chunk, ordinal });

/** @param {'retry' | 'discard'} name @param {any[] | null} rows null is all of them */
function askRows(name, rows, { shown, rejected, names, clear }) {
  const count = rows ? rows.length : rejected.rows.peek().length;
  const those = rows ?? rejected.rows.peek();
  return confirm({
    title: t(`full.rejected.${name}.title`, { count, shown: integer(count) }),
    body: html`<p>${t(`full.rejected.${name}.text`)}</p>${name === 'discard'
      ? html`<p><b>${t('project.notUndone')}</b></p>` : null}`,
    facts: [[t('full.tables'), [...new Set(those.map((row) => nameOf(row, names)))].slice(0, 6).join(', ')]],
    ok: t(`full.rejected.${name}`),
    danger: name === 'discard',
    act: async () => {
      const answer = await api(`/projects/${shown.id}/quarantine-actions/${name}`, { method: 'POST',
        body: rows ? { rows: rows.map(placeOf) } : { all: true }, idempotencyKey: `${name}-${Date.now()}` });
      tellEnds(name, answer, count);
      clear();
      await Promise.all([rejected.refresh(), shown.refresh()]);
    },
  });
}

function tellEnds(name, answer, asked) {
  const ends = answer?.items ?? [];
  const refused = ends.filter((one) => one.refusal || one.outcome === 'refused');
  if (!refused.length) {
    toast(t(`full.rejected.${name}.done`, { count: asked, shown: integer(asked) }));
    return;
  }
  const [first] = refused;
  const reason = said(first.refusal?.message ?? first.refusal ?? first.failure?.message ?? '');
  toast(t('full.rejected.stays', { count: refused.length, reason }), { kind: 'bad', milliseconds: 9_000 });
}

function openRejection(key, work, onclose) {
  return openDialog(
    (close, dismiss) => {
      const row = computed(() => work.rejected.rows.value.find((one) => keyOf(one) === key) ?? null);
      const isThere = computed(() => Boolean(row.value));
      const order = (name, ic) => button(t(`full.rejected.${name}Dots`), { ic, disabled: () => !isThere.value,
        onclick: () => askRows(name, [row.peek()], work).then((isDone) => { if (isDone) close(); }) });
      return drawerFrame({
        title: html`${() => (row.value ? nameOf(row.value, work.names) : t('full.rejected.one'))}`,
        dismiss,
        body: () => (isThere.value ? rejectionBody(row.peek()) : emptyState('question', t('gone.title'),
          t('full.rejected.gone'))),
        foot: [order('discard', 'trash'), html`<span class="grow"></span>`, order('retry', 'retry')],
      });
    },
    { label: t('full.rejected.one'), kind: 'drawer', size: 'wide', onclose },
  );
}

function rejectionBody(row) {
  const { reason } = row;
  return html`<div class="notice bad">${icon('error')}<div class="grow"><p><b>${said(reason.message)}</b></p>
      <p>${said(reason.advice)}</p>${reason.detail ? html`<p class="code mono">${reason.detail}</p>` : null}<p
      class="code mono">${reason.number}</p></div></div>
    ${factList([[t('full.rejected.row'), row.row ? copyable(row.row) : '–'],
      [t('full.rejected.column'), row.column ?? '–'],
      [t('full.rejected.place'), t('full.rejected.placeText', { chunk: row.chunk, ordinal: row.ordinal })]])}
    <h3 class="gap">${t('full.rejected.values')}</h3>
    <table class="plain values"><thead><tr><th scope="col">${t('full.rejected.column')}</th><th scope="col">${
      t('full.rejected.value')}</th></tr></thead><tbody>${row.values.map((value) => valueRow(row, value))}
    </tbody></table>`;
}

/** A value as the source has it; what no text can show is bytes. What is cut off says how long it is. */
function valueRow(row, { column, text, bytes: length, cut, hex }) {
  const isNull = text == null && hex == null;
  const shown = text ?? (hex ?? '').replace(/(..)(?=.)/g, '$1 ');
  const note = isNull ? '' : cut ? t(`full.rejected.cut${text == null ? 'Bytes' : 'Text'}`, { size: bytes(length) })
    : text == null ? t('full.rejected.bytes', { size: bytes(length) }) : text === '' ? t('full.rejected.empty') : '';
  return html`<tr class=${row.column === column ? 'wrong-value' : ''}><th scope="row" class="mono">${column}</th>
    <td class="mono">${isNull ? html`<span class="muted">NULL</span>` : html`<span class=${text == null ? 'hex'
      : 'value-text'}>${shown}</span>`}${note ? html` <small class="muted">${note}</small>` : null}</td></tr>`;
}
