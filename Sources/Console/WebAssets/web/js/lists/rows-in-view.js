// rows-in-view.js: what all long tables have in common: only the rows in view are in the document, one of them has the
// tab stop, and a row is brought into view before it gets the focus. The lists of pages (table.js) and the panes of the
// wizard (pages/wizard/grid.js) stand on it; they differ in what scrolls and in what the keys do.
import { computed, each, effect, flush, html, onCleanup, signal, untrack } from '../core.js';

const OVERSCAN = 8;
const CONTROLS = new Set(['button', 'a', 'input', 'label', 'select']);

/**
 * @param {{rows: {value: any[], peek: () => any[]}, rowHeight: number, headHeight: number, below?: number,
 *   scroller: () => HTMLElement | null}} options `headHeight`: what sticks above the rows · `below`: room that stays
 *   free under the row with the focus · `scroller`: what scrolls, asked for when it is there
 */
export function rowsInView({ rows, rowHeight, headHeight, below = 0, scroller }) {
  const range = signal({ from: 0, to: 40 });
  const focused = signal(0);
  const at = { body: null };
  const topOf = (frame) => at.body.getBoundingClientRect().top - frame.getBoundingClientRect().top;
  const measure = () => {
    if (!at.body?.isConnected) return;
    const frame = scroller();
    const from = Math.max(0, Math.floor(-topOf(frame) / rowHeight) - OVERSCAN);
    const to = from + Math.ceil(frame.clientHeight / rowHeight) + 2 * OVERSCAN;
    const before = range.peek();
    if (before.from !== from || before.to !== to) range.value = { from, to };
  };
  followScrolling(scroller, measure);
  effect(() => {
    rows.value;
    requestAnimationFrame(measure);
  });
  const first = () => Math.min(range.value.from, Math.max(0, rows.value.length - 1));
  const visible = computed(() => {
    const from = first();
    return rows.value.slice(from, range.value.to).map((row, offset) => ({ row, place: from + offset }));
  });
  const goTo = (place) => {
    const next = Math.max(0, Math.min(rows.peek().length - 1, place));
    focused.value = next;
    const frame = scroller();
    const top = topOf(frame) + next * rowHeight;
    const over = top + rowHeight - (frame.clientHeight - below);
    if (top < headHeight) frame.scrollTop += top - headHeight;
    else if (over > 0) frame.scrollTop += over;
    measure();
    // At once: a frame later, the next key may have moved the focus on.
    flush();
    at.body.querySelector(`tr[data-place="${next}"]`)?.focus({ preventScroll: true });
  };
  return {
    at, rows, focused, visible, goTo,
    heightBefore: () => first() * rowHeight,
    heightAfter: () => Math.max(0, rows.value.length - range.value.to) * rowHeight,
    /** How many rows a page is, for PgUp and PgDn. */
    pageRows: () => Math.max(1, Math.floor(scroller().clientHeight / rowHeight) - 2),
  };
}

function followScrolling(scroller, measure) {
  let stop = () => {};
  queueMicrotask(() => {
    const frame = scroller();
    if (!frame) return;
    const soon = () => requestAnimationFrame(measure);
    frame.addEventListener('scroll', soon, { passive: true });
    const observer = new ResizeObserver(soon);
    observer.observe(frame);
    stop = () => {
      frame.removeEventListener('scroll', soon);
      observer.disconnect();
    };
  });
  onCleanup(() => stop());
}

const widthOf = ({ width }) => (typeof width === 'number' ? `${width}px` : width ?? 'auto');

export const classOf = (column) => [column.align ?? '', column.low ? 'low' : ''].join(' ').trim();

export const columnWidths = (columns) => html`<colgroup>${columns.map((column) => html`<col class=${classOf(column)}
  style=${{ width: widthOf(column) }}>`)}</colgroup>`;

const LEAST_WIDTH = 100;

/** What columns need at least, so that those that take the rest get `least` of it. */
export function leastWidth(columns) {
  let pixels = 0;
  let share = 0;
  for (const { width, least = LEAST_WIDTH } of columns) {
    const percent = /^(\d+)%$/.exec(width ?? '')?.[1];
    if (percent) share += percent / 100;
    else pixels += typeof width === 'number' ? width : least;
  }
  return Math.ceil(pixels / (1 - share));
}

/** The head of a column that is not sorted by. */
export const plainHead = (column) => (column.label
  ? html`<th scope="col" class=${classOf(column)}>${column.label}</th>`
  : html`<td class=${`th ${classOf(column)}`}></td>`);

const paddingRow = (height) => html`<tr class="spacer" aria-hidden="true"
  style=${() => ({ height: `${height()}px` })} ?hidden=${() => !height()}></tr>`;

/**
 * @param {ReturnType<typeof rowsInView>} view
 * @param {{columns: any[], key: (row: any) => any, level?: (row: any) => number,
 *   expanded?: (row: any) => boolean | null, selected?: (row: any) => boolean, rowClass?: (row: any) => any,
 *   onopen?: (row: any, event: Event, place: number) => void, hasRanges?: boolean}} options
 *   `hasRanges`: Shift with a click means a range and marks no text
 */
export const bodyRows = (view, options) => html`<tbody ref=${(element) => { view.at.body = element; }}>
  ${paddingRow(view.heightBefore)}
  ${each(view.visible, (entry) => options.key(entry.row), (entry) => bodyRow(entry, view, options))}
  ${paddingRow(view.heightAfter)}
</tbody>`;

function bodyRow(entry, { focused }, options) {
  const row = computed(() => entry.value.row);
  const open = (event) => {
    // The pressed control may have redrawn itself already, so the path is asked and not the document.
    if (event.composedPath().some((node) => CONTROLS.has(node.localName))) return;
    focused.value = entry.peek().place;
    if (options.hasRanges && event.shiftKey) getSelection().empty();
    // Somebody who marks text does not want to open the row.
    if (getSelection().isCollapsed) options.onopen?.(row.peek(), event, entry.peek().place);
  };
  const expanded = () => {
    const isOpen = options.expanded?.(row.value);
    return isOpen == null ? null : String(isOpen);
  };
  return html`<tr data-place=${() => entry.value.place} data-key=${untrack(() => options.key(row.value))}
    aria-rowindex=${() => entry.value.place + 2} tabindex=${() => (focused.value === entry.value.place ? 0 : -1)}
    class=${() => [options.rowClass?.(row.value), options.onopen ? 'opens' : '']}
    aria-level=${() => options.level?.(row.value) ?? null} aria-expanded=${expanded}
    aria-selected=${() => (options.selected ? String(options.selected(row.value)) : null)}
    @focus=${() => { focused.value = entry.peek().place; }} @click=${open}
  >${options.columns.map((column) => html`<td class=${classOf(column)}>${column.cell(row)}</td>`)}</tr>`;
}
