// chosen.js: what is chosen, with the names at the destination, row filters, and the way out.
import { computed, flush, html, signal, untrack } from '../../core.js';
import { t } from '../../i18n.js';
import { integer } from '../../fmt.js';
import { icon } from '../../icons.js';
import { button, iconButton, notice } from '../../ui.js';
import { grid } from './grid.js';
import { nameNotice, nameProblems } from './name-problems.js';
import { flagChip, kindIcon } from './object-cells.js';

export function chosenPane(selection, actions) {
  const { stat } = selection;
  const places = computed(() => selection.places());
  const list = objectList(selection, {
    label: t('wizard.chosen.label'), places: () => places.value, isRemovable: true, actions,
    empty: () => html`<div class="empty"><b>${t('wizard.chosen.none')}</b><p>${t('wizard.chosen.noneText')}</p></div>`,
  });
  const wrong = computed(() => nameProblems(selection.catalogue, places.value, (at) => selection.pairOf(at)));
  const isNone = () => !stat.value.count && !stat.value.absent;
  const view = html`<section class="pane" aria-label=${t('wizard.chosen.title')}>
    <header class="pane-head"><h3>${t('wizard.chosen.title')}</h3>
      <span class="muted num">${() => integer(stat.value.count)}</span><span class="grow"></span>
      ${button(t('wizard.import'), { ic: 'upload', kind: 'small', keys: 'i', onclick: actions.importObjects })}
      ${button(t('wizard.export'), { ic: 'download', kind: 'small', onclick: actions.exportObjects, disabled: isNone })}
      ${button(t('wizard.renameMany'), { ic: 'edit', kind: 'small', onclick: actions.renameMany, disabled: isNone })}
      ${button(t('wizard.removeAll'), { kind: 'small', onclick: actions.removeAll, disabled: isNone })}</header>
    <div class="pane-tools pane-words"><span>${() => t('wizard.chosen.summary', stat.value)}</span></div>
    ${() => (stat.value.absent ? absentNotice(selection) : null)}
    ${nameNotice(() => wrong.value)}${list.view}</section>`;
  return { view, rename: list.rename };
}

function absentNotice(selection) {
  const remove = () => {
    selection.absent = [];
    selection.touch();
  };
  return html`<div class="pane-notice">${notice('warn', html`<p>${t('wizard.chosen.absent', {
    count: selection.absent.length, list: selection.absent.slice(0, 5).join(', ') })}</p>`,
  button(t('wizard.chosen.removeAbsent'), { kind: 'small', onclick: remove }))}</div>`;
}

/**
 * Objects under their schemas, with names at the destination that can be changed in place.
 * @param {{label: string, places: () => number[], isRemovable?: boolean, actions: any, empty: () => any,
 *   nameOf?: (at: number) => string, databaseOf?: (at: number) => string}} options
 */
export function objectList(selection, options) {
  const { catalogue } = selection;
  const editing = signal(null);
  const schemaRows = new Map(catalogue.schemas.map((_, schema) => [schema, { id: `s${schema}`, schema }]));
  const objectRows = new Map();
  const rowOf = (at) => {
    if (!objectRows.has(at)) objectRows.set(at, { id: at, at });
    return objectRows.get(at);
  };
  const rows = computed(() => {
    const all = [];
    let schema = -1;
    for (const at of options.places()) {
      if (catalogue.schema[at] !== schema) {
        schema = catalogue.schema[at];
        all.push(schemaRows.get(schema));
      }
      all.push(rowOf(at));
    }
    return all;
  });
  const under = (row) => untrack(() => (row.at !== undefined ? [row.at]
    : options.places().filter((at) => catalogue.schema[at] === row.schema)));
  const view = { element: null, goTo: null };
  const focusRow = (id) => view.element?.querySelector(`tr[data-key="${id}"]`)?.focus({ preventScroll: true });
  const remove = (row, place, goTo) => {
    selection.set(under(row), false);
    goTo?.(Math.max(0, place));
  };
  const keys = {
    F2: (row) => { editing.value = row.id; },
    f: (row) => row.at !== undefined && options.actions.openSettings(row.at),
    ...(options.isRemovable ? { Delete: remove } : {}),
  };
  const list = { selection, options, editing, focusRow, remove };
  const element = grid({
    label: options.label, role: 'treegrid', rows: () => rows.value, key: (row) => row.id,
    level: (row) => (row.at === undefined ? 1 : 2), rowClass: (row) => (row.at === undefined ? 'is-schema' : ''),
    onopen: (row) => row.at !== undefined && options.actions.openSettings(row.at), keys, columns: columns(list),
    empty: options.empty,
  });
  view.element = element;
  return { view: element, rename: (id) => startRename(view, rows, editing, id) };
}

/** From the tree: brings the row into view and opens its name. */
function startRename(view, rows, editing, id) {
  const place = rows.peek().findIndex((row) => row.id === id);
  if (place < 0) return;
  view.element.scrollTop = Math.max(0, (place - 4) * 30);
  editing.value = id;
}

function columns(list) {
  const { selection, options } = list;
  const { catalogue } = selection;
  const source = (row) => {
    const { at, schema } = row.peek();
    if (at === undefined) return html`<span class="tn"><b class="cut">${catalogue.schemas[schema]}</b></span>`;
    return html`<span class="tn is-listed">${kindIcon(catalogue.kind[at])}<span class="cut nm"
      title=${catalogue.name[at]}>${catalogue.name[at]}</span>${flagChip(catalogue, at, true)}</span>`;
  };
  const settings = (row) => {
    const { at } = row.peek();
    if (at === undefined) return null;
    const filter = () => selection.wish(at)?.filter;
    return html`<button type="button" class=${() => `inl ${filter() ? 'has' : 'no'}`} tabindex="-1"
      aria-label=${() => t(filter() ? 'wizard.hasFilter' : 'wizard.settingsOf', { name: catalogue.name[at] })}
      data-tip=${() => filter() ?? t('wizard.settingsTip')} @click=${() => options.actions.openSettings(at)}
    >${icon('filter')}</button>`;
  };
  const out = (row) => {
    const { at, schema } = row.peek();
    const name = at === undefined ? catalogue.schemas[schema] : catalogue.name[at];
    const button = iconButton('x', t('wizard.removeOne', { name }), () => list.remove(row.peek()), 'ghost small');
    button.tabIndex = -1;
    return button;
  };
  return [
    { label: t('wizard.column.source'), cell: source },
    { label: t('wizard.column.destination'), width: '40%', cell: (row) => nameCell(list, row.peek()) },
    { label: t('wizard.column.filter'), width: 52, cell: settings },
    ...(options.isRemovable ? [{ label: '', width: 46, align: 'r', cell: out }] : []),
  ];
}

function nameCell(list, row) {
  const { selection, options, editing } = list;
  const isSchema = row.at === undefined;
  const name = () => (isSchema ? selection.database(selection.catalogue.schemas[row.schema])
    : (options.nameOf ?? ((at) => selection.shownName(at)))(row.at));
  const isRenamed = () => (isSchema ? selection.isMapped(selection.catalogue.schemas[row.schema])
    : Boolean(selection.wish(row.at)?.rename));
  const shown = () => html`<button type="button" class="inl mono" tabindex="-1" data-tip=${t('wizard.renameTip')}
    @click=${() => { editing.value = row.id; }}><span class="cut">${name}</span>
    ${() => (isRenamed() ? html`<em>${t('wizard.renamed')}</em>` : null)}${icon('edit')}</button>`;
  const isEditing = computed(() => editing.value === row.id);
  return html`${() => (isEditing.value ? untrack(() => nameInput(list, row, name())) : untrack(shown))}`;
}

function nameInput({ selection, editing, focusRow }, row, before) {
  let isDone = false;
  const end = (value, hasFocus) => {
    if (isDone) return;
    isDone = true;
    if (value !== null && value.trim() !== before) {
      if (row.at === undefined) selection.setDatabase(selection.catalogue.schemas[row.schema], value.trim());
      else selection.rename(row.at, value);
    }
    if (editing.peek() === row.id) editing.value = null;
    if (!hasFocus) return;
    // The new name may draw the row anew.
    flush();
    focusRow(row.id);
  };
  const onKey = (event) => {
    event.stopPropagation();
    if (event.key === 'Enter') end(event.target.value, true);
    else if (event.key === 'Escape') end(null, true);
    else return;
    event.preventDefault();
  };
  return html`<input class="input small mono" aria-label=${t('wizard.destinationName')} .value=${before}
    autocomplete="off" spellcheck="false" maxlength="257"
    ref=${(element) => queueMicrotask(() => { element.focus(); element.select(); })}
    @keydown=${onKey} @blur=${(event) => end(event.target.value, false)}>`;
}
