// grid.js: a table in a frame that scrolls by itself, with rows of two levels and keys of its own. The lists of other
// pages scroll with the page; see table.js for those.
import { computed, html } from '../../core.js';
import { bodyRows, columnWidths, plainHead, rowsInView } from '../../lists/rows-in-view.js';

const HEAD_HEIGHT = 30;

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
  const frame = { element: null };
  const view = rowsInView({ rows, rowHeight, headHeight: HEAD_HEIGHT, scroller: () => frame.element });
  return html`<div class="gr" style=${{ '--row': `${rowHeight}px` }} ref=${(element) => { frame.element = element; }}
  ><table role=${options.role ?? 'grid'} aria-label=${options.label} aria-rowcount=${() => rows.value.length + 1}
      aria-multiselectable=${options.selected ? 'true' : null} ?hidden=${() => !rows.value.length}
      @keydown=${(event) => onKey(event, view, options)}
    >${columnWidths(options.columns)}
      <thead><tr aria-rowindex="1">${options.columns.map(plainHead)}</tr></thead>
      ${bodyRows(view, { ...options, hasRanges: true })}
    </table>${() => (rows.value.length ? null : options.empty())}</div>`;
}

function onKey(event, view, options) {
  if (event.altKey || event.target.closest('input:not([type=checkbox]),select,textarea')) return;
  const place = view.focused.peek();
  const row = view.rows.peek()[place];
  if (!row) return;
  const page = view.pageRows();
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  const isCommand = event.ctrlKey || event.metaKey;
  const name = (isCommand ? 'mod+' : '') + event.key;
  if (moves[event.key] && !isCommand) {
    view.goTo(place + moves[event.key]);
    if (event.shiftKey && Math.abs(moves[event.key]) === 1) options.onextend?.(place, view.focused.peek());
  } else if (event.target.closest('button,a')) {
    return;
  } else if (event.key === 'Enter' && !isCommand) {
    options.onopen?.(row, event, place);
  } else if (options.keys?.[name]) {
    options.keys[name](row, place, view.goTo);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
