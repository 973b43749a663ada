// ui.js: the small pieces of every page: status, bar, buttons, filters, fields, times, notices.
import { flush, html, read, signal } from './core.js';
import { now } from './api.js';
import { age, fullTime, stamp, zone } from './fmt.js';
import { t, word } from './i18n.js';
import { icon } from './icons.js';
import { toast } from './overlays.js';
import { said } from './said/said.js';

/** Shape and colour of every state; the word comes from the texts. */
const LOOKS = {
  initializing: ['clock', 'run'],
  running: ['run', 'run'],
  stopped: ['pause', 'hold'],
  abnormal: ['error', 'bad'],
  completed: ['check', 'ok'],
  up: ['check', 'ok'],
  down: ['error', 'bad'],
  ready: ['clock', 'idle'],
  inProgress: ['run', 'run'],
  successful: ['check', 'ok'],
  failed: ['error', 'bad'],
  passed: ['check', 'ok'],
  warning: ['alert', 'warn'],
  skipped: ['skip', 'hold'],
  untested: ['question', 'idle'],
  succeeded: ['check', 'ok'],
  refused: ['lock', 'warn'],
  // Projects, their steps and objects
  notStarted: ['play', 'idle'],
  prechecking: ['run', 'run'],
  modifying: ['run', 'run'],
  integrating: ['run', 'run'],
  paused: ['pause', 'hold'],
  releasing: ['clock', 'idle'],
  released: ['minus', 'idle'],
  waiting: ['clock', 'idle'],
  creating: ['run', 'run'],
  planning: ['run', 'run'],
  copying: ['run', 'run'],
  unread: ['error', 'bad'],
  unsupported: ['alert', 'warn'],
  listed: ['minus', 'idle'],
  removed: ['minus', 'idle'],
};

export const tone = (state) => LOOKS[state]?.[1] ?? 'idle';

/** A state as shape, word and colour, always all three. */
export const badge = (state, text) => html`<span class=${() => `badge tone-${tone(read(state))}`}>
  ${() => icon(LOOKS[read(state)]?.[0] ?? 'ring')}<span>${() => read(text) || word('state', read(state))}</span>
</span>`;

/** A share as a bar. It stands beside the same value as a number, so it is decoration. */
export const bar = (share, toneName = () => 'run') => html`<span
  class=${() => `bar tone-${read(toneName)}`} aria-hidden="true"
><span class="fill" style=${() =>
  ({ transform: `scaleX(${Math.max(0, Math.min(1, read(share) || 0))})` })}></span></span>`;

/** Usage turns to attention at 80 % and to bad at 92 %. */
export const usageTone = (share) => (share >= 0.92 ? 'bad' : share >= 0.8 ? 'warn' : 'run');

/**
 * @param {string} label
 * @param {{ic?: string, kind?: string, onclick?: (event: Event) => void, disabled?: any, why?: any, keys?: string,
 *   type?: string}} options `why`: the reason when it is disabled
 */
export function button(label, options = {}) {
  const { ic, kind = '', onclick = () => {}, disabled = false, why, keys, type = 'button' } = options;
  return html`<button type=${type} class=${`btn ${kind}`} @click=${onclick} ?disabled=${disabled}
    aria-keyshortcuts=${keys ?? null} data-tip=${why ?? null}
  >${ic ? icon(ic) : null}<span>${label}</span></button>`;
}

/** @param {string} ic @param {string} label @param {(event: Event) => void} onclick */
export const iconButton = (ic, label, onclick, kind = 'ghost') => html`<button
  type="button" class=${`btn icon ${kind}`} aria-label=${label} data-tip=${label} @click=${onclick}
>${icon(ic)}</button>`;

/** One action of a resource: disabled with the server's reason when it is not allowed now. */
export function actionButton(label, allowed, onclick, options = {}) {
  const refusal = () => {
    const rule = read(allowed);
    return rule && !rule.ok ? said(rule.why) || t('action.notNow') : null;
  };
  // A really disabled button shows no tooltip to the keyboard, so it stays reachable and says why.
  return html`<button type="button" class=${`btn ${options.kind ?? ''}`} data-tip=${refusal}
    aria-disabled=${() => (refusal() ? 'true' : null)}
    @click=${(event) => (refusal() ? toast(refusal(), { kind: 'bad' }) : onclick(event))}
  >${options.ic ? icon(options.ic) : null}<span>${label}</span></button>`;
}

function moveInGroup(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.children];
  const place = buttons.indexOf(document.activeElement);
  const next = buttons[(place + step + buttons.length) % buttons.length];
  next.focus();
  next.click();
}

/**
 * A filter of exclusive choices with counts.
 * @param {[string, string, (() => number)?][]} choices value, label, count
 */
export const segments = (label, choices, current, choose) => html`<div class="seg" role="radiogroup"
  aria-label=${label} @keydown=${moveInGroup}
>${choices.map(([value, text, count]) => segment(value, text, count, current, choose))}</div>`;

const segment = (value, text, count, current, choose) => html`<button type="button" role="radio"
  aria-checked=${() => String(read(current) === value)} tabindex=${() => (read(current) === value ? 0 : -1)}
  class=${() => ({ on: read(current) === value, zero: count && !count() })} @click=${() => choose(value)}
>${text}${count ? html`<span class="n">${() => count().toLocaleString('en-US')}</span>` : null}</button>`;

/** The filter of a list; `/` brings the focus here. */
export function searchBox(label, get, set) {
  let timer = 0;
  const change = (event) => {
    clearTimeout(timer);
    const text = event.target.value;
    timer = setTimeout(() => set(text), 120);
  };
  const clear = (event) => {
    if (event.key !== 'Escape' || !event.target.value) return;
    event.stopPropagation();
    event.target.value = '';
    set('');
  };
  return html`<label class="search">${icon('search')}<input type="search" placeholder=${label} aria-label=${label}
    .value=${get} autocomplete="off" spellcheck="false" @input=${change} @keydown=${clear}><kbd>/</kbd></label>`;
}

/** @param {[string, string][]} choices */
export const choiceBox = (label, choices, current,
  choose) => html`<label class="choice"><span class="sr">${label}</span>
  <select class="input" aria-label=${label} @change=${(event) => choose(event.target.value)}>
    ${choices.map(([value, text]) =>
      html`<option value=${value} ?selected=${() => read(current) === value}>${text}</option>`)}
  </select></label>`;

/** `navigator.clipboard` needs a secure context; elsewhere the text is selected and copied the old way. */
export async function copyText(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text).catch(() => copyBySelection(text));
  } else {
    copyBySelection(text);
  }
  toast(t('copied'));
}

function copyBySelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr';
  (document.querySelector('dialog[open]:last-of-type') ?? document.body).append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

export const copyable = (text) => html`<button type="button" class="copy mono" data-tip=${t('copy')}
  aria-label=${t('copyOf', { text })} @click=${() => copyText(text)}
><span>${text}</span>${icon('copy')}</button>`;

/** A moment: relative for the last minutes, with local time, zone and UTC on hover. */
export const when = (moment) => html`<time class="num" datetime=${() => isoOf(read(moment))}
  data-tip=${() => (read(moment) ? fullTime(read(moment)) : null)}>${() => age(read(moment), now.value)}</time>`;

/** A moment as date and time, with zone and UTC on hover; among facts the zone stands beside it. */
export const exactly = (moment) => html`<time class="num" datetime=${() => isoOf(read(moment))}
  data-zone=${() => (read(moment) ? zone(read(moment)) : null)}
  data-tip=${() => (read(moment) ? fullTime(read(moment)) : null)}>${() => stamp(read(moment))}</time>`;

const isoOf = (moment) => (moment ? new Date(moment).toISOString() : null);

let fieldNumber = 0;

/**
 * A labelled field with help and the server's complaint beside it.
 * @param {string} label
 * @param {(attributes: {id: string, describedBy: string, invalid: () => string | null}) => Node} control
 * @param {{help?: string | (() => string), error?: () => string, required?: boolean, wide?: boolean}} options
 */
export function field(label, control, { help, error = () => '', required = false, wide = false } = {}) {
  fieldNumber += 1;
  const id = `field-${fieldNumber}`;
  const describedBy = `${id}-help ${id}-error`;
  const invalid = () => (error() ? 'true' : null);
  return html`<div class=${() => ({ field: true, wide, wrong: Boolean(error()) })}>
    <label for=${id}>${label}${required ? null : html`<small> ${t('form.optional')}</small>`}</label>
    ${control({ id, describedBy, invalid })}
    <small id=${`${id}-help`} class="help" ?hidden=${() => !read(help)}>${() => read(help) ?? ''}</small>
    <small id=${`${id}-error`} class="complaint" ?hidden=${() => !error()}>${icon('error')}<span>${error}</span></small>
  </div>`;
}

/**
 * @param {{value: string}} value a signal, or anything readable together with `options.set`
 * @param {{type?: string, mono?: boolean, autofocus?: boolean, autocomplete?: string, placeholder?: string,
 *   inputmode?: string, maxlength?: number, readonly?: boolean, set?: (typed: string) => void}} options
 */
export const textInput = (value, options = {}) => ({ id, describedBy, invalid }) => html`<input
  class=${`input ${options.mono ? 'mono' : ''}`} id=${id} type=${options.type ?? 'text'} .value=${value}
  placeholder=${options.placeholder ?? null} autocomplete=${options.autocomplete ?? 'off'} spellcheck="false"
  aria-describedby=${describedBy} aria-invalid=${invalid} ?autofocus=${options.autofocus ?? false}
  inputmode=${options.inputmode ?? null} maxlength=${options.maxlength ?? null} ?readonly=${options.readonly ?? false}
  @input=${(event) => {
    if (options.set) options.set(event.target.value);
    else value.value = event.target.value;
  }}>`;

/** @param {[string, string][]} choices */
export const selectInput = (value, choices, onchange = () => {}) => ({ id, describedBy, invalid }) => html`<select
  class="input" id=${id} aria-describedby=${describedBy} aria-invalid=${invalid}
  @change=${(event) => { value.value = event.target.value; onchange(event.target.value); }}
>${choices.map(([key, text]) =>
  html`<option value=${key} ?selected=${() => value.value === key}>${text}</option>`)}</select>`;

export const areaInput = (value, rows = 2) => ({ id, describedBy, invalid }) => html`<textarea class="input" id=${id}
  rows=${rows} .value=${value} aria-describedby=${describedBy} aria-invalid=${invalid}
  @input=${(event) => { value.value = event.target.value; }}></textarea>`;

/** Shows the complaints, and gives the first one the focus. */
export function focusFirstComplaint(root) {
  flush();
  root.querySelector('[aria-invalid=true]')?.focus();
}

/** @param {'warn' | 'bad' | 'run'} kind */
export const notice = (kind, content, actions = null) => html`<div class=${`notice ${kind}`} role="status">
  ${icon(kind === 'run' ? 'live' : kind === 'warn' ? 'alert'
    : 'error')}<div class="grow">${content}</div>${actions}</div>`;

/** What an ApiError says: message, what to do, the raw text below. */
export const failureText = (error) => html`<p><b>${error.message}</b> ${error.hint}</p>
  ${error.detail ? html`<p class="code mono">${error.detail}</p>` : null}
  ${error.requestId ? html`<p class="code mono">${error.requestId}</p>` : null}`;

/** A spinner that can be taken for a word. */
export const busy = (text) =>
  html`<span class="busy" role="status"><span class="spin" aria-hidden="true"></span>${text}</span>`;

/** Grey shapes in the form of what is coming; shown after 150 ms only. */
export const skeleton = (rows = 6) => html`<div class="skeleton" role="status" aria-label=${t('loading')}>
  ${Array.from({ length: rows }, () => html`<i></i>`)}</div>`;

/** Nothing to show: an icon, what that means, what to do. */
export const emptyState = (ic, title, text,
  actions = null) => html`<div class="empty"><span class="ei">${icon(ic)}</span>
  <b>${title}</b><p>${text}</p>${actions ? html`<div class="row">${actions}</div>` : null}</div>`;

/** A choice between on and off that takes effect at once. */
export const toggle = (ic, label, value, set) => html`<button type="button" class="btn small"
  aria-pressed=${() => String(read(value))} @click=${() =>
    set(!read(value))}>${icon(ic)}<span>${label}</span></button>`;

/** A value that is kept in the browser. */
export function kept(name, standard) {
  const value = signal(localStorage.getItem(name) ?? standard);
  return {
    signal: value,
    set(next) {
      value.value = next;
      localStorage.setItem(name, next);
    },
  };
}
