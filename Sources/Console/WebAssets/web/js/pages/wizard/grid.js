// grid.js: a real <table> in a frame that scrolls by itself: only the rows in view are in the document, one tab stop,
// rows of two levels. The lists of other pages scroll with the page; see table.js for those.
import { computed, each, effect, flush, html, onCleanup, signal, untrack } from '../../core.js';

const OVERSCAN = 8;
const HEAD_HEIGHT = 30;
const CONTROLS = new Set(['button', 'a', 'input', 'label', 'select']);

/**
 * @typedef {{label: string, width?: string | number, align?: string, low?: boolean,
 *   cell: (row: {value: any, peek: () => any}) => any}} Column
 * @param {{label: string, columns: Column[], rows: () => any[], key: (row: any) => any, rowHeight?: number,
 *   role?: string, level?: (row: any) => number, expanded?: (row: any) => boolean | null,
 *   selected?: (row: any) => boolean, rowClass?: (row: any) => string,
 *   onopen?: (row: any, event: Event, place: number) => void,
 *   onextend?: (from: number, to: number) => void, empty: () => any,
 *   keys?: Record<string, (row: any, place: number, goTo: (place: number) => void) => void>}} options
 *   `onextend`: Shift with an arrow went from one place to the next · `keys`: by name, `mod+a` for Ctrl A
 */
export function grid(options) {
  const { rowHeight = 30 } = options;
  const rows = computed(options.rows);
  const range = signal({ from: 0, to: 40 });
  const focused = signal(0);
  const at = { frame: null, body: null };
  const measure = () => {
    if (!at.frame?.isConnected) return;
    const from = Math.max(0, Math.floor(at.frame.scrollTop / rowHeight) - OVERSCAN);
    const to = from + Math.ceil(at.frame.clientHeight / rowHeight) + 2 * OVERSCAN;
    const before = range.peek();
    if (before.from !== from || before.to !== to) range.value = { from, to };
  };
  followSize(at, measure);
  effect(() => {
    rows.value;
    requestAnimationFrame(measure);
  });
  const visible = computed(() => {
    const all = rows.value;
    const from = Math.min(range.value.from, Math.max(0, all.length - 1));
    return all.slice(from, range.value.to).map((row, offset) => ({ row, place: from + offset }));
  });
  const before = () => Math.min(range.value.from, Math.max(0, rows.value.length - 1)) * rowHeight;
  const after = () => Math.max(0, rows.value.length - range.value.to) * rowHeight;
  const context = { options, rows, focused, at, measure, rowHeight };

  return html`<div class="gr" style=${{ '--row': `${rowHeight}px` }} ref=${(element) => { at.frame = element; }}
    @scroll=${() => requestAnimationFrame(measure)}
  ><table role=${options.role ?? 'grid'} aria-label=${options.label} aria-rowcount=${() => rows.value.length + 1}
      aria-multiselectable=${options.selected ? 'true' : null} ?hidden=${() => !rows.value.length}
      @keydown=${(event) => onKey(event, context)}
    ><colgroup>${options.columns.map((column) => html`<col class=${column.low ? 'low' : ''}
        style=${{ width: typeof column.width === 'number' ? `${column.width}px` : column.width ?? 'auto' }}>`)}
          </colgroup>
      <thead><tr aria-rowindex="1">${options.columns.map(columnHead)}</tr></thead>
      <tbody ref=${(element) => { at.body = element; }}>${spacer(before)}
        ${each(visible, (entry) => options.key(entry.row), (entry) => gridRow(entry, context))}${spacer(after)}</tbody>
    </table>${() => (rows.value.length ? null : options.empty())}</div>`;
}

function followSize(at, measure) {
  let observer = null;
  queueMicrotask(() => {
    if (!at.frame) return;
    observer = new ResizeObserver(() => requestAnimationFrame(measure));
    observer.observe(at.frame);
  });
  onCleanup(() => observer?.disconnect());
}

const classOf = (column) => [column.align ?? '', column.low ? 'low' : ''].join(' ').trim();

const columnHead = (column) => (column.label
  ? html`<th scope="col" class=${classOf(column)}>${column.label}</th>`
  : html`<td class=${`th ${classOf(column)}`}></td>`);

const spacer = (height) => html`<tr class="spacer" aria-hidden="true" style=${() => ({ height: `${height()}px` })}
  ?hidden=${() => !height()}></tr>`;

function gridRow(entry, context) {
  const { options, focused } = context;
  const row = computed(() => entry.value.row);
  const open = (event) => {
    if (event.composedPath().some((node) => CONTROLS.has(node.localName))) return;
    focused.value = entry.peek().place;
    // Shift with a click marks text; here it means a range.
    if (event.shiftKey) getSelection().empty();
    if (getSelection().isCollapsed) options.onopen?.(row.peek(), event, entry.peek().place);
  };
  const expanded = () => {
    const isOpen = options.expanded?.(row.value);
    return isOpen == null ? null : String(isOpen);
  };
  return html`<tr data-place=${() => entry.value.place} data-key=${untrack(() => options.key(row.value))}
    aria-rowindex=${() => entry.value.place + 2} tabindex=${() => (focused.value === entry.value.place ? 0 : -1)}
    class=${() => options.rowClass?.(row.value) ?? ''} aria-level=${() => options.level?.(row.value) ?? null}
    aria-expanded=${expanded} aria-selected=${() => (options.selected ? String(options.selected(row.value)) : null)}
    @focus=${() => { focused.value = entry.peek().place; }} @click=${open}
  >${options.columns.map((column) => html`<td class=${classOf(column)}>${column.cell(row)}</td>`)}</tr>`;
}

/** Brings a row into view and gives it the focus. */
function goTo(place, { rows, focused, at, measure, rowHeight }) {
  const next = Math.max(0, Math.min(rows.peek().length - 1, place));
  focused.value = next;
  const top = next * rowHeight;
  const bottom = top + rowHeight + HEAD_HEIGHT;
  if (top < at.frame.scrollTop) at.frame.scrollTop = top;
  else if (bottom > at.frame.scrollTop + at.frame.clientHeight) at.frame.scrollTop = bottom - at.frame.clientHeight;
  measure();
  // At once: a frame later, the next key may have moved the focus on.
  flush();
  at.body.querySelector(`tr[data-place="${next}"]`)?.focus({ preventScroll: true });
}

function onKey(event, context) {
  const { options, rows, focused, at, rowHeight } = context;
  if (event.altKey || event.target.closest('input:not([type=checkbox]),select,textarea')) return;
  const place = focused.peek();
  const row = rows.peek()[place];
  if (!row) return;
  const page = Math.max(1, Math.floor(at.frame.clientHeight / rowHeight) - 2);
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  const isCommand = event.ctrlKey || event.metaKey;
  const name = (isCommand ? 'mod+' : '') + event.key;
  if (moves[event.key] && !isCommand) {
    goTo(place + moves[event.key], context);
    if (event.shiftKey && Math.abs(moves[event.key]) === 1) options.onextend?.(place, focused.peek());
  } else if (event.target.closest('button,a')) {
    return;
  } else if (event.key === 'Enter' && !isCommand) {
    options.onopen?.(row, event, place);
  } else if (options.keys?.[name]) {
    options.keys[name](row, place, (next) => goTo(next, context));
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
