// shortcuts.js: single keys and `g x` chords. They never fire while typing or while a dialog is open, and can be
// switched
// off, because people who speak to their computer press keys by accident.
import { html, onCleanup } from './core.js';
import { openDialog } from './dialogs.js';
import { t } from './i18n.js';
import { button, kept } from './ui.js';

/** @type {{combo: string, label: string, act: (event: KeyboardEvent) => void, group: string}[]} */
const known = [];
const CHORD_MILLISECONDS = 900;

export const singleKeys = kept('singleKeys', 'on');

/** @param {string} combo `c`, `g o`, `mod+k` @param {string} group key of its heading */
export function shortcut(combo, label, act, group = 'keys.page') {
  const one = { combo, label, act, group };
  known.push(one);
  onCleanup(() => known.splice(known.indexOf(one), 1));
}

let prefix = '';
let prefixAt = 0;

const nameOf = (event) =>
  (event.ctrlKey || event.metaKey ? 'mod+' : '') + (event.key.length === 1 ? event.key.toLowerCase() : event.key);

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.altKey) return;
  const name = nameOf(event);
  const chord = prefix && performance.now() - prefixAt < CHORD_MILLISECONDS ? `${prefix} ${name}` : name;
  prefix = '';
  const isPlain = !name.startsWith('mod+');
  if (isPlain && (event.target.closest?.('input,textarea,select,[contenteditable]')
    || singleKeys.signal.peek() !== 'on')) {
    return;
  }
  if (document.querySelector('dialog[open],[popover=auto]:popover-open')) return;
  const found = known.findLast((one) => one.combo === chord) ?? known.findLast((one) => one.combo === name);
  if (found) {
    event.preventDefault();
    found.act(event);
  } else if (known.some((one) => one.combo.startsWith(`${name} `))) {
    prefix = name;
    prefixAt = performance.now();
  }
});

const TABLE_KEYS = [
  ['↑ ↓', 'keys.move'],
  ['PgUp PgDn', 'keys.movePage'],
  ['Home End', 'keys.ends'],
  ['Enter', 'keys.open'],
  ['Space X', 'keys.select'],
  ['Shift+↑ Shift+↓', 'keys.selectMore'],
  ['mod+A', 'keys.selectAll'],
  ['Esc', 'keys.clear'],
];

export function showShortcuts() {
  const groups = new Map();
  for (const one of known) groups.set(one.group, [...(groups.get(one.group) ?? []), [one.combo, one.label]]);
  groups.set('keys.tables', TABLE_KEYS.map(([keys, label]) => [keys, t(label)]));
  openDialog(
    (close) => html`<div class="dlg"><h2>${t('keys.title')}</h2>
      <div class="keys">${[...groups].map(([group, rows]) => keyGroup(group, rows))}</div>
      <label class="check"><input type="checkbox" .checked=${singleKeys.signal.peek() === 'on'}
        @change=${(event) => singleKeys.set(event.target.checked ? 'on' : 'off')}>${t('keys.single')}</label>
      <div class="df">${button(t('close'), { kind: 'primary', onclick: () => close() })}</div></div>`,
    { label: t('keys.title'), size: 'wide' },
  );
}

/** As it stands on the key: `c` is C, `mod+k` is Ctrl K. */
const keyName = (combo) => combo.replace('mod+', 'Ctrl+').split('+')
  .map((one) => (one.length === 1 ? one.toUpperCase() : one)).join(' ');

const keyGroup = (group, rows) => html`<section><h3>${t(group)}</h3><dl>${rows.map(
  ([combo, label]) => html`<dt>${label}</dt>
    <dd>${combo.split(' ').map((one) => html`<kbd>${keyName(one)}</kbd>`)}</dd>`,
)}</dl></section>`;
