// table.js: a real <table> that renders only the rows in view, with sort in the URL, one tab stop, keys for movement
// and for selecting, and an order that does not change while the pointer is in it.
import { computed, each, effect, flush, html, onCleanup, signal, untrack } from './core.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { query, setQuery } from './router.js';
import { singleKeys } from './shortcuts.js';
import { button, emptyState, failureText, notice, skeleton } from './ui.js';

const HEAD_HEIGHT = 34;
const OVERSCAN = 8;
const CONTROLS = new Set(['button', 'a', 'input', 'label', 'select']);

/**
 * @typedef {{label: string, width?: string | number, align?: string, low?: boolean, sort?: (row: any) => any,
 *   key?: string, cell: (row: {value: any, peek: () => any}) => any}} Column
 *   `low`: leaves first on narrow screens · `sort`: the value to sort by
 * @param {{label: string, columns: Column[], rows: () => any[], key: (row: any) => string, rowHeight?: number,
 *   onopen?: (row: any) => void, empty: () => Node, phase: () => string, error: () => any, retry: () => void,
 *   arrangement?: () => string,
 *   standardOrder?: (a: any, b: any) => number, rowClass?: (row: any) => string, level?: (row: any) => number,
 *   expanded?: (row: any) => boolean | null, ontoggle?: (row: any, open: boolean) => void, more?: () => any,
 *   selection?: {value: Set<string>}, nameOf?: (row: any) => string, keys?: Record<string, (row: any) => void>}} options
 *   `selection`: a signal of the keys of the selected rows; the table gets tick boxes · `nameOf`: what a tick box is for
 *   · `keys`: what single keys do with the row that has the focus
 */
export function table(given) {
  const options = given.selection ? { ...given, columns: [tickColumn(given, () => context), ...given.columns] } : given;
  const { key, rowHeight = 40 } = options;
  const range = signal({ from: 0, to: 40 });
  const focused = signal(0);
  const isHeld = signal(false);
  const sorting = computed(parseSort);
  const rows = heldOrder(computed(() => sorted(options, sorting.value)), options, isHeld);
  const place = { body: null, root: null };

  const measure = () => {
    if (!place.body?.isConnected) return;
    const scroller = document.getElementById('main');
    const top = place.body.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const from = Math.max(0, Math.floor(-top / rowHeight) - OVERSCAN);
    const to = from + Math.ceil(scroller.clientHeight / rowHeight) + 2 * OVERSCAN;
    const before = range.peek();
    if (before.from !== from || before.to !== to) range.value = { from, to };
  };
  followScrolling(measure);
  effect(() => {
    rows.value;
    requestAnimationFrame(measure);
  });

  const visible = computed(() => {
    const all = rows.value;
    const from = Math.min(range.value.from, Math.max(0, all.length - 1));
    return all.slice(from, range.value.to).map((row, offset) => ({ row, place: from + offset }));
  });
  const paddingBefore = () => Math.min(range.value.from, Math.max(0, rows.value.length - 1)) * rowHeight;
  const paddingAfter = () => Math.max(0, rows.value.length - range.value.to) * rowHeight;
  const context = { options, rows, focused, place, measure, rowHeight };
  const hold = (held) => () => {
    isHeld.value = held;
  };

  return html`<div class="vt" style=${{ '--row': `${rowHeight}px` }} ref=${(element) => { place.root = element; }}
    @pointerenter=${hold(true)} @pointerleave=${hold(false)}
  >
    ${() => (options.error() && options.phase() === 'ready' ? failedRefresh(options) : null)}
    <table role=${options.level ? 'treegrid' : 'grid'} aria-label=${options.label}
      aria-multiselectable=${options.selection ? 'true' : null}
      aria-rowcount=${() => rows.value.length + 1} aria-busy=${() => String(options.phase() === 'loading')}
      ?hidden=${() => !rows.value.length} @keydown=${(event) => onKey(event, context)}
    >
      <colgroup>${options.columns.map(columnWidth)}</colgroup>
      <thead><tr aria-rowindex="1">${options.columns.map((column) => columnHead(column, sorting))}</tr></thead>
      <tbody ref=${(element) => { place.body = element; }}>
        ${paddingRow(paddingBefore)}
        ${each(visible, (entry) => key(entry.row), (entry) => tableRow(entry, context))}
        ${paddingRow(paddingAfter)}
      </tbody>
    </table>
    ${() => (rows.value.length ? options.more?.() : emptyBody(options))}
  </div>`;
}

function parseSort() {
  const [name, direction] = query('sort').split('.');
  return { name, direction: direction === 'down' ? -1 : 1 };
}

/** Made once: `localeCompare` makes one for each pair. */
const collator = new Intl.Collator(undefined, { numeric: true });

function compare(a, b) {
  if (a == null || b == null) return (a == null) - (b == null);
  return typeof a === 'string' ? collator.compare(a, b) : a - b;
}

function sorted({ rows, columns, standardOrder }, { name, direction }) {
  const column = columns.find((one) => one.key === name && one.sort);
  if (column) return [...rows()].sort((a, b) => direction * compare(column.sort(a), column.sort(b)));
  return standardOrder ? [...rows()].sort(standardOrder) : rows();
}

/** The rows in the order of the address, as a table of these columns shows them. */
export const arranged = (options) => sorted(options, parseSort());

/** While held, rows keep their places and new ones join at the end; a changed filter or sort applies at once. */
function heldOrder(rows, { key, arrangement = () => '' }, isHeld) {
  let order = [];
  let search = '';
  return computed(() => {
    const next = rows.value;
    const asked = `${location.search} ${arrangement()}`;
    const isOther = search !== asked;
    search = asked;
    if (!isHeld.value || isOther) {
      order = next.map(key);
      return next;
    }
    const byKey = new Map(next.map((row) => [key(row), row]));
    const known = new Set(order.filter((id) => byKey.has(id)));
    for (const row of next) known.add(key(row));
    order = [...known];
    return order.map((id) => byKey.get(id));
  });
}

function followScrolling(measure) {
  let stop = () => {};
  queueMicrotask(() => {
    const scroller = document.getElementById('main');
    if (!scroller) return;
    const soon = () => requestAnimationFrame(measure);
    scroller.addEventListener('scroll', soon, { passive: true });
    const observer = new ResizeObserver(soon);
    observer.observe(scroller);
    stop = () => {
      scroller.removeEventListener('scroll', soon);
      observer.disconnect();
    };
  });
  onCleanup(() => stop());
}

const widthOf = ({ width }) => (typeof width === 'number' ? `${width}px` : width ?? 'auto');
const classOf = (column) => [column.align ?? '', column.low ? 'low' : ''].join(' ').trim();

const columnWidth = (column) => html`<col class=${classOf(column)} style=${{ width: widthOf(column) }}>`;

const paddingRow = (height) => html`<tr class="spacer" aria-hidden="true"
  style=${() => ({ height: `${height()}px` })} ?hidden=${() => !height()}></tr>`;

function columnHead(column, sorting) {
  if (column.head) return html`<td class=${`th ${classOf(column)}`}>${column.head()}</td>`;
  if (!column.label) return html`<td class=${`th ${classOf(column)}`}></td>`;
  const isSorted = () => column.sort && sorting.value.name === column.key;
  const direction = () => (sorting.value.direction > 0 ? 'ascending' : 'descending');
  const sortBy = () => {
    const isUp = isSorted() && sorting.peek().direction > 0;
    const isDown = isSorted() && !isUp;
    setQuery({ sort: isDown ? null : `${column.key}.${isUp ? 'down' : 'up'}` });
  };
  const label = column.sort
    ? html`<button type="button" class="sort" @click=${sortBy}>${column.label}
        ${() => (isSorted() ? icon(sorting.value.direction > 0 ? 'up' : 'down') : null)}</button>`
    : column.label;
  return html`<th scope="col" class=${classOf(column)} aria-sort=${() => (isSorted() ? direction()
    : null)}>${label}</th>`;
}

function tableRow(entry, context) {
  const { options, focused } = context;
  const row = computed(() => entry.value.row);
  const open = (event) => {
    // The pressed control may have redrawn itself already, so the path is asked and not the document.
    if (event.composedPath().some((node) => CONTROLS.has(node.localName))) return;
    focused.value = entry.peek().place;
    // Somebody who marks text does not want to open the row.
    if (getSelection().isCollapsed) options.onopen?.(row.peek());
  };
  return html`<tr data-place=${() => entry.value.place} data-key=${untrack(() => options.key(row.value))}
    aria-rowindex=${() => entry.value.place + 2} tabindex=${() => (focused.value === entry.value.place ? 0 : -1)}
    class=${() => [options.rowClass?.(row.value), options.onopen ? 'opens' : '']}
    aria-level=${() => options.level?.(row.value) ?? null}
    aria-selected=${() => selectedOf(options, row.value)} aria-expanded=${() => expandedOf(options, row.value)}
    @focus=${() => { focused.value = entry.peek().place; }} @click=${open}
  >${options.columns.map((column) => html`<td class=${classOf(column)}>${column.cell(row)}</td>`)}</tr>`;
}

const selectedOf = ({ selection, key }, row) => (selection ? String(selection.value.has(key(row))) : null);

function expandedOf(options, row) {
  const isOpen = options.expanded?.(row);
  return isOpen == null ? null : String(isOpen);
}

/** The first column of a table whose rows can be selected: a tick box per row, and one for all that are shown. */
function tickColumn({ selection, key, nameOf = key }, context) {
  const shown = () => context().rows.value;
  const chosen = () => shown().filter((row) => selection.value.has(key(row))).length;
  const all = () => html`<label class="tick"><input type="checkbox" aria-label=${t('selectAll')}
    .checked=${() => chosen() > 0 && chosen() === shown().length}
    .indeterminate=${() => chosen() > 0 && chosen() < shown().length}
    @change=${(event) => selectRows(selection, untrack(shown).map(key), event.target.checked)}></label>`;
  const tick = (event, row) => {
    const place = context().rows.peek().findIndex((one) => key(one) === key(row));
    const from = event.shiftKey ? context().anchor ?? place : place;
    const range = context().rows.peek().slice(Math.min(from, place), Math.max(from, place) + 1);
    selectRows(selection, range.map(key), event.target.checked);
    context().anchor = place;
    context().focused.value = place;
  };
  return {
    label: '', head: all, width: 42, align: 'ticks',
    // A click tells of Shift, a change does not; Space on the box makes a click as well.
    cell: (row) => html`<label class="tick"><input type="checkbox" tabindex="-1"
      aria-label=${() => t('selectRow', { name: nameOf(row.value) })} .checked=${() => selection.value.has(key(row.value))}
      @click=${(event) => tick(event, row.peek())}></label>`,
  };
}

function selectRows(selection, keys, isChosen) {
  const next = new Set(selection.peek());
  for (const one of keys) {
    if (isChosen) next.add(one);
    else next.delete(one);
  }
  selection.value = next;
}

/** The keys that select; true when the key was one of them. */
function onSelectionKey(event, context) {
  const { options: { selection, key }, rows, focused } = context;
  const row = rows.peek()[focused.peek()];
  if (!selection || !row) return false;
  const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a';
  const step = event.shiftKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : 0;
  if (isAll) {
    selectRows(selection, rows.peek().map(key), true);
  } else if (event.ctrlKey || event.metaKey) {
    return false;
  } else if (step) {
    const next = rows.peek()[focused.peek() + step];
    selectRows(selection, [row, next].filter(Boolean).map(key), true);
    goTo(focused.peek() + step, context);
  } else if (event.key === ' ' || event.key === 'x') {
    selectRows(selection, [key(row)], !selection.peek().has(key(row)));
    context.anchor = focused.peek();
  } else if (event.key === 'Escape' && selection.peek().size) {
    selection.value = new Set();
  } else {
    return false;
  }
  return true;
}

function goTo(place, { rows, focused, place: at, measure, rowHeight }) {
  const next = Math.max(0, Math.min(rows.peek().length - 1, place));
  focused.value = next;
  const scroller = document.getElementById('main');
  const top = at.body.getBoundingClientRect().top - scroller.getBoundingClientRect().top + next * rowHeight;
  if (top < HEAD_HEIGHT) scroller.scrollTop += top - HEAD_HEIGHT;
  const over = top + rowHeight - (scroller.clientHeight - 8);
  if (top >= HEAD_HEIGHT && over > 0) scroller.scrollTop += over;
  measure();
  // At once: a frame later, the next key may have moved the focus on.
  flush();
  at.root.querySelector(`tr[data-place="${next}"]`)?.focus({ preventScroll: true });
}

function onKey(event, context) {
  const { options, rows, focused, rowHeight } = context;
  const isInControl = event.target.closest('button,a,input,select');
  if (!isInControl && onSelectionKey(event, context)) {
    event.preventDefault();
    return;
  }
  if (event.target.closest('input,select') || event.ctrlKey || event.metaKey) return;
  const page = Math.max(1, Math.floor(document.getElementById('main').clientHeight / rowHeight) - 2);
  const moves = {
    ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity,
  };
  const row = rows.peek()[focused.peek()];
  if (moves[event.key]) {
    goTo(focused.peek() + moves[event.key], context);
  } else if (event.key === 'Enter' && !isInControl) {
    options.onopen?.(row);
  } else if (options.ontoggle && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
    options.ontoggle(row, event.key === 'ArrowRight');
  } else if (options.keys?.[event.key] && row && !isInControl && singleKeys.signal.peek() === 'on') {
    event.stopPropagation();
    options.keys[event.key](row);
  } else {
    return;
  }
  event.preventDefault();
}

const failedRefresh = (options) =>
  notice('bad', failureText(options.error()), button(t('tryAgain'), { ic: 'retry', onclick: options.retry }));

function emptyBody(options) {
  const phase = options.phase();
  if (phase === 'loading') return skeleton();
  if (phase === 'forbidden') return emptyState('lock', t('forbidden.title'), t('forbidden.text'));
  if (phase === 'ready') return options.empty();
  return emptyState('error', t('failed.title'), failureText(options.error()), [
    button(t('tryAgain'), { ic: 'retry', onclick: options.retry }),
  ]);
}
