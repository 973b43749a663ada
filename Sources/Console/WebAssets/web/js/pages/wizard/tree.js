// tree.js: the objects of the source as a tree of schemas, with filter, views, ticks of three states and ranges.
import { computed, html, signal, untrack } from '../../core.js';
import { bytes, integer, short } from '../../fmt.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { query, setQuery } from '../../router.js';
import { button, searchBox, segments } from '../../ui.js';
import { grid } from './grid.js';
import { nameFilter } from './names.js';
import { flagChip, kindIcon, marked, triBox } from './object-cells.js';

const VIEWS = ['all', 'tables', 'views', 'unchosen', 'issues'];

/** What the tree shows now. */
function shownOf(selection) {
  const { catalogue } = selection;
  const wanted = computed(() => query('q'));
  const view = computed(() => (VIEWS.includes(query('view')) ? query('view') : 'all'));
  const fits = computed(() => nameFilter(wanted.value));
  const rules = {
    all: () => true,
    tables: (at) => catalogue.kind[at] === 'table',
    views: (at) => catalogue.kind[at] === 'view',
    unchosen: (at) => !selection.chosen[at] && catalogue.level[at] < 2,
    issues: (at) => catalogue.level[at] > 0,
  };
  const places = computed(() => {
    const isWanted = rules[view.value];
    const filter = fits.value;
    if (view.value === 'unchosen') selection.version.value;
    const found = [];
    for (let at = 0; at < catalogue.count; at += 1) {
      if (isWanted(at) && (!filter || filter(catalogue.name[at], catalogue.whole[at]))) found.push(at);
    }
    return found;
  });
  const bySchema = computed(() => {
    const groups = catalogue.schemas.map(() => []);
    for (const at of places.value) groups[catalogue.schema[at]].push(at);
    return groups;
  });
  const isNarrowed = computed(() => Boolean(fits.value) || view.value !== 'all');
  return { wanted, view, places, bySchema, isNarrowed };
}

/** Which schemas are open: one of its own when nothing narrows the tree, all of them when something does. */
function openness(shown, selection) {
  const single = selection.catalogue.schemas.length === 1;
  const opened = signal(new Set(single ? [0] : firstChosen(selection)));
  const closed = signal(new Set());
  const sets = () => (shown.isNarrowed.value ? closed : opened);
  return {
    isOpen: (schema) => (shown.isNarrowed.value ? !closed.value.has(schema) : opened.value.has(schema)),
    flip(schema, isOpen = !this.isOpen(schema)) {
      const set = untrack(sets);
      const next = new Set(set.peek());
      if (isOpen === (set === opened)) next.add(schema);
      else next.delete(schema);
      set.value = next;
    },
  };
}

const firstChosen = ({ catalogue, chosen }) => {
  const at = chosen.indexOf(1);
  return at < 0 ? [] : [catalogue.schema[at]];
};

export function treePane(selection, actions) {
  const { catalogue } = selection;
  const shown = shownOf(selection);
  const open = openness(shown, selection);
  // Rows are made once, so that what is on screen stays the same while the list around it changes.
  const schemaRows = catalogue.schemas.map((_, schema) => ({ id: `s${schema}`, schema }));
  const objectRows = Array.from({ length: catalogue.count }, (_, at) => ({ id: at, at }));
  const order = catalogue.schemas.map((name, schema) => [name, schema]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const rows = computed(() => {
    const all = [];
    for (const [, schema] of order) {
      const places = shown.bySchema.value[schema];
      if (!places.length) continue;
      all.push(schemaRows[schema]);
      if (open.isOpen(schema)) for (const at of places) all.push(objectRows[at]);
    }
    return all;
  });
  const tickShown = (isOn) => selection.set(shown.places.peek(), isOn);
  const view = html`<section class="pane" aria-label=${t('wizard.tree.title')}>
    <header class="pane-head"><h3>${t('wizard.tree.title')}</h3>
      <span class="muted num pane-count">${() => countText(shown, catalogue)}</span><span class="grow"></span>
      ${button(t('wizard.tickShown'), { kind: 'small', keys: 'a', onclick: () => tickShown(true) })}
      ${button(t('wizard.untickShown'), { kind: 'small', keys: 'u', onclick: () => tickShown(false) })}</header>
    <div class="pane-tools">${searchBox(t('wizard.tree.filter'), () => query('q'), (q) => setQuery({ q }))}
      ${segments(t('wizard.tree.show'), VIEWS.map((name) => [name, t(`wizard.view.${name}`),
        ...(name === 'issues' ? [() => issueCount(catalogue)] : [])]), shown.view,
      (name) => setQuery({ view: name === 'all' ? null : name }))}</div>
    ${treeGrid({ selection, actions, shown, open, rows })}</section>`;
  return { view, tickShown };
}

const countText = (shown, catalogue) => (shown.isNarrowed.value
  ? t('wizard.tree.shownOf', { shown: integer(shown.places.value.length), all: integer(catalogue.count) })
  : t('wizard.tree.objects', { count: catalogue.count }));

const issueCount = (catalogue) => catalogue.level.reduce((count, level) => count + (level > 0 ? 1 : 0), 0);

function treeGrid(tree) {
  const { selection, shown, open, rows } = tree;
  const ids = (row) => (row.at === undefined ? shown.bySchema.value[row.schema] : [row.at]);
  const isTicked = (row) => selection.state(ids(row)) === 'true';
  const flip = (row) => untrack(() => selection.set(ids(row), !isTicked(row)));
  const state = { anchor: null };
  const range = (from, to) => selection.set(
    rows.peek().slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.at).filter((at) => at !== undefined),
    true);
  const openRow = (row, event, place) => {
    if (row.at === undefined) open.flip(row.schema);
    else if (event.shiftKey && state.anchor !== null) range(state.anchor, place);
    else {
      state.anchor = place;
      flip(row);
    }
  };
  const extend = (from, to) => {
    const [start, end] = [rows.peek()[from], rows.peek()[to]];
    if (end.at !== undefined) selection.set([end.at], start.at === undefined || selection.chosen[start.at] === 1);
  };
  return grid({
    label: t('wizard.tree.label'), role: 'treegrid', rows: () => rows.value, key: (row) => row.id,
    columns: treeColumns(tree, ids), level: (row) => (row.at === undefined ? 1 : 2), selected: isTicked,
    expanded: (row) => (row.at === undefined ? open.isOpen(row.schema) : null),
    rowClass: (row) => (row.at === undefined ? 'is-schema'
      : selection.catalogue.level[row.at] === 2 ? 'is-blocked' : ''),
    onopen: openRow, onextend: extend, keys: treeKeys(tree, { state, flip }),
    empty: () => html`<div class="empty"><b>${t('noMatch.title')}</b><p>${t('wizard.tree.noMatch')}</p>
      <div class="row">${button(t('noMatch.clear'), { onclick: () => setQuery({ q: null, view: null }) })}</div></div>`,
  });
}

function treeKeys({ selection, actions, shown, open, rows }, { state, flip }) {
  return {
    ' ': (row, place) => {
      state.anchor = place;
      flip(row);
    },
    ArrowRight: (row, place, goTo) => {
      if (row.at !== undefined) return;
      if (open.isOpen(row.schema)) goTo(place + 1);
      else open.flip(row.schema, true);
    },
    ArrowLeft: (row, place, goTo) => {
      if (row.at === undefined) return open.flip(row.schema, false);
      return goTo(rows.peek().findLastIndex((one, at) => at < place && one.at === undefined));
    },
    'mod+a': () => selection.set(shown.places.peek(), true),
    Delete: (row) => untrack(() => selection.set(row.at === undefined ? shown.bySchema.value[row.schema] : [row.at],
      false)),
    F2: (row) => actions.rename?.(row.id),
    f: (row) => row.at !== undefined && selection.catalogue.level[row.at] < 2 && actions.openSettings(row.at),
  };
}

function treeColumns({ selection, shown, open }, ids) {
  const { catalogue } = selection;
  const schemaCell = (row) => {
    const { schema } = row;
    const places = () => shown.bySchema.value[schema];
    const name = catalogue.schemas[schema];
    return html`<span class="tn"><span class="twist">${() => icon(open.isOpen(schema) ? 'down' : 'right')}</span>
      ${triBox(t('wizard.allOf', { schema: name }), () => selection.state(places()),
      (isOn) => selection.set(untrack(places), isOn))}<b class="cut">${name}</b>
      <small class="num">${() => t('wizard.tree.of', {
        count: integer(selection.countOf(places())), all: integer(places().length) })}</small></span>`;
  };
  const objectCell = ({ at }) => html`<span class="tn is-inner">${catalogue.level[at] === 2
    ? html`<span class="nobox"></span>`
    : triBox(catalogue.name[at], () => String(selection.has(at)), (isOn) => selection.set([at], isOn))}
    ${kindIcon(catalogue.kind[at])}<span class="cut nm" title=${catalogue.name[at]}>${() =>
      marked(catalogue.name[at], shown.wanted.value)}</span>${flagChip(catalogue, at)}</span>`;
  const size = (row) => (row.at === undefined
    ? bytes(ids(row).reduce((sum, at) => sum + (catalogue.bytes[at] ?? 0), 0)) : bytes(catalogue.bytes[row.at]));
  return [
    { label: t('wizard.column.name'), cell: (row) => (row.peek().at === undefined ? schemaCell(row.peek())
      : objectCell(row.peek())) },
    { label: t('wizard.column.rows'), width: 80, align: 'r', cell: (row) => html`<span class="num muted">${() =>
      (row.value.at === undefined ? '' : short(catalogue.rows[row.value.at]))}</span>` },
    { label: t('wizard.column.size'), width: 84, align: 'r', cell: (row) => html`<span class="num muted">${() =>
      size(row.value)}</span>` },
  ];
}
