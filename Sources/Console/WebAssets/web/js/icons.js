// icons.js: our own icons, strokes on a 16 × 16 grid, and the mark of the product. Icons are decoration: hidden from
// assistive technology, always beside a word or on a control that has a name.
import { svg } from './core.js';

const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  x: 'M4 4l8 8M12 4l-8 8',
  alert: 'M8 2.5l6 11H2z M8 6.5v3 M8 11.6v.2',
  error: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z M5.8 5.8l4.4 4.4 M10.2 5.8l-4.4 4.4',
  run: 'M8 2a6 6 0 1 1-5.7 4.1',
  clock: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z M8 5v3.2l2 1.3',
  pause: 'M5.5 3.5v9 M10.5 3.5v9',
  play: 'M5 3.2l7.5 4.8L5 12.8z',
  skip: 'M3.5 3.5L9 8l-5.5 4.5z M12 3.5v9',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7 M13.2 2.2v2.9h-2.9',
  more: 'M3.5 8h.01 M8 8h.01 M12.5 8h.01',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z M10.4 10.4l3.1 3.1',
  db:
    'M2.8 4c0-1.1 2.3-2 5.2-2s5.2.9 5.2 2-2.3 2-5.2 2-5.2-.9-5.2-2z ' +
    'M2.8 4v8c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2V4 M2.8 8c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2',
  arrow: 'M2.5 8h10.5 M9.5 4.5L13 8l-3.5 3.5',
  back: 'M13.5 8H3 M6.5 4.5L3 8l3.5 3.5',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  up: 'M4 10l4-4 4 4',
  copy: 'M5.5 5.5h7.5v8H5.5z M10.5 5.5v-3H3v8h2.5',
  edit: 'M3 13l.6-2.9L10.8 3l2.2 2.2-7.2 7.2z',
  trash: 'M3 4.5h10 M6 4.5v-2h4v2 M4.3 4.5l.6 9h6.2l.6-9',
  plus: 'M8 3v10 M3 8h10',
  columns: 'M2.5 3h11v10h-11z M6.2 3v10 M9.8 3v10',
  download: 'M8 2.5v8 M4.8 7.4L8 10.5l3.2-3.1 M2.8 10.5v3h10.4v-3',
  sun:
    'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z M8 1.5v1.2 M8 13.3v1.2 M1.5 8h1.2 M13.3 8h1.2 ' +
    'M3.4 3.4l.9.9 M11.7 11.7l.9.9 M12.6 3.4l-.9.9 M4.3 11.7l-.9.9',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z',
  grid: 'M2.5 2.5h4.5v4.5H2.5z M9 2.5h4.5v4.5H9z M2.5 9h4.5v4.5H2.5z M9 9h4.5v4.5H9z',
  migrate: 'M2.5 5h9.5 M9.5 2.5L12 5 9.5 7.5 M13.5 11H4 M6.5 8.5L4 11l2.5 2.5',
  server: 'M2.5 3h11v4h-11z M2.5 9h11v4h-11z M5 5h.01 M5 11h.01',
  parts: 'M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9z M2.6 4.9L8 8l5.4-3.1 M8 8v6.2',
  table: 'M2.5 3.5h11v9h-11z M2.5 6.8h11 M6.5 6.8v5.7',
  view:
    'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z M8 6.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z',
  log: 'M3.5 2.5h9v11h-9z M6 5.5h4 M6 8h4 M6 10.5h2.5',
  gear:
    'M8 5.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8z M8 1.8v1.8 M8 12.4v1.8 M1.8 8h1.8 M12.4 8h1.8 ' +
    'M3.6 3.6l1.3 1.3 M11.1 11.1l1.3 1.3 M12.4 3.6l-1.3 1.3 M4.9 11.1l-1.3 1.3',
  live:
    'M8 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8z M4.9 4.9a4.4 4.4 0 0 0 0 6.2 ' +
    'M11.1 4.9a4.4 4.4 0 0 1 0 6.2 M2.9 2.9a7.2 7.2 0 0 0 0 10.2 M13.1 2.9a7.2 7.2 0 0 1 0 10.2',
  key: 'M5.3 7.2a2.9 2.9 0 1 1 0 5.8 2.9 2.9 0 0 1 0-5.8z M7.4 8L13 2.6 M11 4.5l1.8 1.8',
  minus: 'M3.5 8h9',
  side: 'M2.5 3h11v10h-11z M6 3v10',
  users:
    'M6 3a2.3 2.3 0 1 1 0 4.6A2.3 2.3 0 0 1 6 3z M2 13c0-2.3 1.7-3.6 4-3.6s4 1.3 4 3.6 ' +
    'M10.7 3.3a2.2 2.2 0 0 1 0 4 M11.6 9.7c1.5.5 2.4 1.6 2.4 3.3',
  wave: 'M1.8 9.5c1.5 0 1.5-4 3.1-4s1.6 6 3.1 6 1.6-8 3.1-8 1.5 6 3.1 6',
  globe:
    'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z M2.2 8h11.6 M8 2c2 1.8 2.7 3.8 2.7 6S10 12.2 8 14 ' +
    'M8 2C6 3.8 5.3 5.8 5.3 8S6 12.2 8 14',
  lock: 'M4 7.5h8v6H4z M5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2',
  wrap: 'M2.5 4h11 M2.5 8h9a2 2 0 0 1 0 4H8 M9.5 10.3L7.8 12l1.7 1.7 M2.5 12h2.5',
  plug: 'M5.5 2.5v3 M10.5 2.5v3 M4 5.5h8v2.3a4 4 0 0 1-8 0z M8 11.8v2',
  out: 'M9.5 2.5h-6v11h6 M7 8h6.5 M11 5.5L13.5 8 11 10.5',
  eye: 'M1.8 8s2.2-4.2 6.2-4.2S14.2 8 14.2 8s-2.2 4.2-6.2 4.2S1.8 8 1.8 8z M8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  rows: 'M2.5 3h11v10h-11z M2.5 6.2h11 M6.2 6.2V13',
  filter: 'M2.5 3.5h11L9.3 8.6v4.1l-2.6-1.2V8.6z',
  upload: 'M8 10.5v-8 M4.8 5.6L8 2.5l3.2 3.1 M2.8 10.5v3h10.4v-3',
  ring: 'M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z',
  question: 'M5.8 6.1a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5 M8 12v.1',
  tag: 'M2.5 2.5h5.2l5.8 5.8-5.2 5.2-5.8-5.8z M5.4 5.4h.01',
  code: 'M5.5 4.5L2 8l3.5 3.5 M10.5 4.5L14 8l-3.5 3.5',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z M8 6.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z',
  keyboard:
    'M1.8 4h12.4v8H1.8z M4.2 6.5h.01 M6.7 6.5h.01 M9.2 6.5h.01 M11.7 6.5h.01 M4.2 9.5h.01 ' +
    'M6.2 9.5h3.6 M11.7 9.5h.01',
};

/** @param {keyof typeof PATHS} name */
export const icon = (name, className = '') =>
  svg`<svg class=${`i ${className}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d=${PATHS[name] ?? ''}></path>
  </svg>`;

/** The godwit: a wader with a long, slightly upturned bill. */
export const logo = (size = 24) =>
  svg`<svg class="logo" viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true">
    <rect class="logo-ground" width="24" height="24" rx="6"></rect>
    <path class="logo-bird" d="M9.6 5.6c.2-1.3 1.2-2.2 2.5-2.2 1.5 0 2.6 1.1 2.6 2.6 0 .9-.3 1.5-.3
      2.3 0 .6.3.9.9 1.1 2.7.7 4.9 1.9 6.3 3.8-2 .5-3.3 1.3-5 1.7-3.9.9-7.1-.7-7.1-3.9 0-1.9 1-2.8
      1-4.1 0-.5-.4-.8-.9-1.3z"></path>
    <path class="logo-bill" d="M2 5.1c2.800.9 5.300 1.3 8 1.1"></path>
    <path class="logo-legs" d="M13 15v6.2M15.4 14.8v6.4"></path>
  </svg>`;
