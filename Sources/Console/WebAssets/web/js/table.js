// table.js: a real <table> that renders only the rows in view, with sort in the URL, one tab stop, keys for movement
// and for selecting, and an order that does not change while the pointer is in it.
import { computed, html, onCleanup, signal, untrack } from './core.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { query, setQuery } from './router.js';
import { bodyRows, classOf, columnWidths, leastWidth, plainHead, rowsInView } from './lists/rows-in-view.js';
import { singleKeys } from './shortcuts.js';
import { button, emptyState, failureText, notice, skeleton } from './ui.js';

const HEAD_HEIGHT = 34;
/** Room under the row with the focus. */
const BELOW = 8;

/**
 * @typedef {{label: string, width?: string | number, least?: number, align?: string, low?: boolean,
 *   sort?: (row: any) => any, key?: string, cell: (row: {value: any, peek: () => any}) => any}} Column
 *   `least`: pixels of a width that follows the room · `low`: leaves first on narrow screens · `sort`: the value to
 *   sort by
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
  const { rowHeight = 40, selection, key } = options;
  const isHeld = signal(false);
  const sorting = computed(parseSort);
  const rows = heldOrder(computed(() => sorted(options, sorting.value)), options, isHeld);
  const view = rowsInView({ rows, rowHeight, headHeight: HEAD_HEIGHT, below: BELOW,
    scroller: () => document.getElementById('main') });
  const context = { options, view };
  const hold = (held) => () => {
    isHeld.value = held;
  };
  const { isCramped, follow } = crampedness(options.columns);
  const selected = selection ? (row) => selection.value.has(key(row)) : undefined;

  return html`<div class=${() => (isCramped.value ? 'vt is-cramped' : 'vt')} ref=${(element) => follow(element)}
    style=${{ '--row': `${rowHeight}px`, '--least': `${leastWidth(options.columns)}px` }}
    @pointerenter=${hold(true)} @pointerleave=${hold(false)}
  >
    ${() => (options.error() && options.phase() === 'ready' ? failedRefresh(options) : null)}
    <table role=${options.level ? 'treegrid' : 'grid'} aria-label=${options.label}
      aria-multiselectable=${selection ? 'true' : null}
      aria-rowcount=${() => rows.value.length + 1} aria-busy=${() => String(options.phase() === 'loading')}
      ?hidden=${() => !rows.value.length} @keydown=${(event) => onKey(event, context)}
    >
      ${columnWidths(options.columns)}
      <thead><tr aria-rowindex="1">${options.columns.map((column) => columnHead(column, sorting))}</tr></thead>
      ${bodyRows(view, { ...options, selected })}
    </table>
    ${() => (rows.value.length ? options.more?.() : emptyBody(options))}
  </div>`;
}

/** On narrow screens columns leave; on others somebody may have chosen more of them than there is room for. */
const KEEPS_ALL = matchMedia('(min-width: 1001px)');

/** Whether the columns have less room than they need: then they scroll sideways in their panel. */
function crampedness(columns) {
  const isCramped = signal(false);
  const least = leastWidth(columns);
  const observer = new ResizeObserver(([entry]) => {
    isCramped.value = KEEPS_ALL.matches && entry.contentRect.width < least;
  });
  onCleanup(() => observer.disconnect());
  return { isCramped, follow: (element) => observer.observe(element) };
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

function columnHead(column, sorting) {
  if (column.head) return html`<td class=${`th ${classOf(column)}`}>${column.head()}</td>`;
  if (!column.sort) return plainHead(column);
  const isSorted = () => sorting.value.name === column.key;
  const direction = () => (sorting.value.direction > 0 ? 'ascending' : 'descending');
  const sortBy = () => {
    const isUp = isSorted() && sorting.peek().direction > 0;
    const isDown = isSorted() && !isUp;
    setQuery({ sort: isDown ? null : `${column.key}.${isUp ? 'down' : 'up'}` });
  };
  return html`<th scope="col" class=${classOf(column)} aria-sort=${() => (isSorted() ? direction()
    : null)}><button type="button" class="sort" @click=${sortBy}>${column.label}
      ${() => (isSorted() ? icon(sorting.value.direction > 0 ? 'up' : 'down') : null)}</button></th>`;
}

/** The first column of a table whose rows can be selected: a tick box per row, and one for all that are shown. */
function tickColumn({ selection, key, nameOf = key }, context) {
  const shown = () => context().view.rows.value;
  const chosen = () => shown().filter((row) => selection.value.has(key(row))).length;
  const all = () => html`<label class="tick"><input type="checkbox" aria-label=${t('selectAll')}
    .checked=${() => chosen() > 0 && chosen() === shown().length}
    .indeterminate=${() => chosen() > 0 && chosen() < shown().length}
    @change=${(event) => selectRows(selection, untrack(shown).map(key), event.target.checked)}></label>`;
  const tick = (event, row) => {
    const place = context().view.rows.peek().findIndex((one) => key(one) === key(row));
    const from = event.shiftKey ? context().anchor ?? place : place;
    const range = context().view.rows.peek().slice(Math.min(from, place), Math.max(from, place) + 1);
    selectRows(selection, range.map(key), event.target.checked);
    context().anchor = place;
    context().view.focused.value = place;
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
  const { options: { selection, key }, view: { rows, focused, goTo } } = context;
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
    goTo(focused.peek() + step);
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

function onKey(event, context) {
  const { options, view: { rows, focused, goTo, pageRows } } = context;
  const isInControl = event.target.closest('button,a,input,select');
  if (!isInControl && onSelectionKey(event, context)) {
    event.preventDefault();
    return;
  }
  if (event.target.closest('input,select') || event.ctrlKey || event.metaKey) return;
  const page = pageRows();
  const moves = {
    ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity,
  };
  const row = rows.peek()[focused.peek()];
  if (moves[event.key]) {
    goTo(focused.peek() + moves[event.key]);
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
