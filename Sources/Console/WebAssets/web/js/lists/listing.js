// listing.js: a table with what every list offers beside its rows: the choice of its columns, kept in this browser, and
// its rows as CSV. The table itself is table.js.
import { computed, html, signal, untrack } from '../core.js';
import { openDialog } from '../dialogs.js';
import { t } from '../i18n.js';
import { toast } from '../overlays.js';
import { arranged, table } from '../table.js';
import { button, iconButton } from '../ui.js';
import { csvText, saveFile } from './files.js';

/**
 * What a column is here, beside what the table takes of it.
 * @typedef {import('../table.js').Column & {isExtra?: boolean, isFixed?: boolean,
 *   csv?: ((row: any) => any) | [string, (row: any) => any][]}} ListColumn
 *   `isExtra`: not shown until somebody chooses it · `isFixed`: cannot be left out · `csv`: its value in a file, or
 *   several with their heads; the value it is sorted by when left out
 */

const standardOf = (columns) => columns.filter((one) => one.isExtra).map((one) => one.key);
const mayChoose = (column) => Boolean(column.key) && !column.isFixed;

/** The keys of the columns that are not shown. What was kept before a column existed says nothing of it. */
function keptChoice(name, columns) {
  const key = `columns.${name}`;
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? 'null');
      if (!Array.isArray(kept?.hidden) || !Array.isArray(kept?.known)) return null;
      return [...kept.hidden, ...standardOf(columns).filter((one) => !kept.known.includes(one))];
    } catch {
      return null;
    }
  };
  const hidden = signal(new Set(read() ?? standardOf(columns)));
  const set = (next) => {
    hidden.value = new Set(next);
    const known = columns.filter(mayChoose).map((one) => one.key);
    localStorage.setItem(key, JSON.stringify({ hidden: [...next], known }));
  };
  return { hidden, set };
}

/**
 * @param {string} name of the list, for what is kept and for the file
 * @param {any} options of the table; its columns are `ListColumn`. `fileRows`: what a file has in place of `rows`
 * @returns {{tools: () => Node[], rows: () => Node}} `tools`: the buttons · `rows`: the table
 */
export function listing(name, options) {
  const choice = keptChoice(name, options.columns);
  const columns = computed(() => options.columns.filter((one) => !one.key || !choice.hidden.value.has(one.key)));
  return {
    tools: () => [
      iconButton('columns', t('list.columns'), () => chooseColumns(options, choice), 'ghost'),
      iconButton('download', t('list.csv'), () => download(name, options), 'ghost'),
    ],
    rows: () => {
      const shown = columns.value;
      return untrack(() => table({ ...options, columns: shown }));
    },
  };
}

function chooseColumns({ columns, label }, { hidden, set }) {
  const change = (key, isShown) => {
    const next = new Set(hidden.peek());
    if (isShown) next.delete(key);
    else next.add(key);
    set(next);
  };
  const choices = columns.filter(mayChoose);
  openDialog(
    (close) => html`<div class="dlg"><h2>${t('list.columns.title', { name: label })}</h2>
      <p>${t('list.columns.text')}</p>
      <div class="column-choice" role="group" aria-label=${t('list.columns')}>${choices.map((column, place) => html`<label
        class="check"><input type="checkbox" ?autofocus=${place === 0} .checked=${() => !hidden.value.has(column.key)}
        @change=${(event) => change(column.key, event.target.checked)}>${column.label}</label>`)}</div>
      <div class="df">${button(t('list.columns.standard'), { onclick: () => set(standardOf(columns)) })}
        <span class="grow"></span>${button(t('close'), { kind: 'primary', onclick: () => close() })}</div></div>`,
    { label: t('list.columns.title', { name: label }) },
  );
}

const fieldsOf = ({ label, csv, sort }) => {
  if (Array.isArray(csv)) return csv;
  const read = csv ?? sort;
  return label && read ? [[label, read]] : [];
};

/** Every column, of the rows that the filter leaves, in the order in which they are shown. */
function download(name, options) {
  const fields = options.columns.flatMap(fieldsOf);
  const rows = untrack(() => arranged({ ...options, rows: options.fileRows ?? options.rows }));
  if (!rows.length) {
    toast(t('list.csv.none'), { kind: 'bad' });
    return;
  }
  const lines = rows.map((row) => fields.map(([, read]) => read(row)));
  saveFile(`${name}.csv`, 'text/csv;charset=utf-8', csvText([fields.map(([head]) => head), ...lines]));
  toast(t('list.csv.done', { count: rows.length }));
}
