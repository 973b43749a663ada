// overlays.js: what floats above a page without stopping it: toasts, menus and the tooltip.
import { each, html, mount, signal } from './core.js';
import { t } from './i18n.js';
import { icon } from './icons.js';

// ---------------------------------------------------------------- toasts

const toasts = signal([]);
let toastNumber = 0;

/**
 * The result of the operator's own action. Never the only place of an error.
 * @param {string} text
 * @param {{kind?: 'ok' | 'bad', action?: [string, () => void], milliseconds?: number}} options
 */
export function toast(text, { kind = 'ok', action, milliseconds = 5000 } = {}) {
  toastNumber += 1;
  const one = { id: toastNumber, text, kind, action };
  toasts.update((all) => [...all.slice(-3), one]);
  raiseToasts();
  setTimeout(() => drop(one.id), milliseconds);
}

const drop = (id) => toasts.update((all) => all.filter((one) => one.id !== id));

let host = null;

/** Toasts live in the top layer, above an open dialog. */
function raiseToasts() {
  if (!host) return;
  if (host.matches(':popover-open')) host.hidePopover();
  host.showPopover();
}

export const toastHost = () => html`<div class="toasts" popover="manual" role="status" aria-live="polite"
  ref=${(element) => { host = element; }}
>${each(toasts, (one) => one.id, toastRow)}</div>`;

function toastRow(row) {
  const { id, text, kind, action } = row.peek();
  const act = () => {
    drop(id);
    action[1]();
  };
  return html`<div class=${`toast ${kind}`}>${icon(kind === 'bad' ? 'error' : 'check')}<span>${text}</span>
    ${action ? html`<button type="button" class="btn link" @click=${act}>${action[0]}</button>` : null}
    <button type="button" class="btn link" aria-label=${t('dismiss')} @click=${() =>
      drop(id)}>${icon('x')}</button></div>`;
}

// ---------------------------------------------------------------- menus

/**
 * @typedef {{label: string, ic?: string, onclick?: () => void, disabled?: string, danger?: boolean, keys?: string,
 *   checked?: boolean}} MenuEntry `disabled` is the reason
 * @param {HTMLElement} anchor
 * @param {(MenuEntry | '-')[]} entries
 */
export function openMenu(anchor, entries) {
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', anchor.getAttribute('aria-label') || anchor.textContent.trim());
  menu.popover = 'auto';
  const close = () => menu.hidePopover();
  const end = mount(menu, () => entries.map((entry) => (entry === '-' ? html`<hr>` : menuEntry(entry, close))));
  // Inside a landmark, so that nobody who moves by landmarks misses it.
  (anchor.closest('dialog, main, header') ?? document.body).append(menu);
  menu.addEventListener('keydown', (event) => moveInMenu(menu, event));
  menu.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    end();
    const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (hadFocus) anchor.focus();
  });
  menu.showPopover();
  placeBeside(menu, anchor);
  anchor.setAttribute('aria-expanded', 'true');
  menu.querySelector('button:not([aria-disabled])')?.focus();
}

function menuEntry(entry, close) {
  const choose = () => {
    if (entry.disabled) return;
    close();
    entry.onclick?.();
  };
  const isChoice = entry.checked !== undefined;
  return html`<button type="button" role=${isChoice ? 'menuitemradio' : 'menuitem'} class=${{ danger: entry.danger }}
    aria-checked=${isChoice ? String(entry.checked) : null} aria-disabled=${entry.disabled ? 'true'
      : null} @click=${choose}
  >${icon(isChoice ? (entry.checked ? 'check' : '') : entry.ic ?? '')}<span>${entry.label}
    ${entry.disabled ? html`<small>${entry.disabled}</small>` : null}</span>
    ${entry.keys ? html`<kbd>${entry.keys}</kbd>` : null}</button>`;
}

function moveInMenu(menu, event) {
  const buttons = [...menu.querySelectorAll('button')];
  const place = buttons.indexOf(document.activeElement);
  const byLetter = () =>
    buttons.find((one) => one.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()));
  const moves = {
    ArrowDown: () => buttons[(place + 1) % buttons.length],
    ArrowUp: () => buttons[(place - 1 + buttons.length) % buttons.length],
    Home: () => buttons[0],
    End: () => buttons.at(-1),
  };
  const next = moves[event.key]?.() ?? (event.key.length === 1 && event.key !== ' ' ? byLetter() : null);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function placeBeside(panel, anchor) {
  const frame = anchor.getBoundingClientRect();
  const left = Math.max(8, Math.min(frame.right - panel.offsetWidth, innerWidth - panel.offsetWidth - 8));
  const isTooLow = frame.bottom + 4 + panel.offsetHeight > innerHeight;
  panel.style.setProperty('left', `${left}px`);
  panel.style.setProperty('top', `${isTooLow ? frame.top - panel.offsetHeight - 4 : frame.bottom + 4}px`);
}

// ---------------------------------------------------------------- the tooltip

const tip = document.createElement('div');
tip.className = 'tip';
tip.id = 'tip';
tip.setAttribute('role', 'tooltip');
tip.popover = 'manual';
let tipTimer = 0;

function showTip(anchor, delay) {
  clearTimeout(tipTimer);
  tipTimer = setTimeout(() => {
    if (!anchor.isConnected || !anchor.dataset.tip) return;
    (anchor.closest('dialog') ?? document.body).append(tip);
    tip.textContent = anchor.dataset.tip;
    tip.showPopover();
    const frame = anchor.getBoundingClientRect();
    const left = Math.min(frame.left + frame.width / 2 - tip.offsetWidth / 2, innerWidth - tip.offsetWidth - 6);
    const isTooLow = frame.bottom + 6 + tip.offsetHeight > innerHeight;
    tip.style.setProperty('left', `${Math.max(6, left)}px`);
    tip.style.setProperty('top', `${isTooLow ? frame.top - tip.offsetHeight - 6 : frame.bottom + 6}px`);
  }, delay);
}

function hideTip() {
  clearTimeout(tipTimer);
  if (tip.matches(':popover-open')) tip.hidePopover();
}

addEventListener('pointerover', (event) => {
  const anchor = event.target.closest?.('[data-tip]');
  if (anchor) showTip(anchor, 450);
});
// A dialog that opens puts the focus on a button too; only who moves there is told what it does.
let isMoving = false;
addEventListener('keydown', ({ key }) => {
  isMoving = key === 'Tab' || key.startsWith('Arrow');
}, { capture: true });
addEventListener('focusin', (event) => {
  if (isMoving && event.target.matches?.('[data-tip]:focus-visible')) showTip(event.target, 0);
});
addEventListener('pointerout', hideTip);
addEventListener('focusout', hideTip);
addEventListener('pointerdown', hideTip);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') hideTip();
});
