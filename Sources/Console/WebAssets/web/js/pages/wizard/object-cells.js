// object-cells.js: how objects look in every list of the wizard: icon, flags, marked parts of a name, tick boxes.
import { html } from '../../core.js';
import { t, word } from '../../i18n.js';
import { icon } from '../../icons.js';

const KIND_ICONS = { table: 'rows', view: 'eye' };

export const kindIcon = (kind) => icon(KIND_ICONS[kind] ?? 'parts');

/** The words of an object's flags, the ones that matter first. */
function wordsOf(catalogue, at) {
  const reason = catalogue.reasonAgainst(at);
  if (reason === 'kind') return [[word('wizard.kind', catalogue.kind[at]), t('wizard.flag.kindText')]];
  const flags = [...catalogue.flags[at]].sort((a, b) => Number(b === reason) - Number(a === reason));
  return flags.map((flag) => [word('wizard.flag', flag), word('wizard.flagText', flag)]);
}

/** One chip with the first flag; the tooltip says all of them. `isShort`: only what needs a look. */
export function flagChip(catalogue, at, isShort = false) {
  if (!catalogue.level[at]) return isShort ? null : plainChip(catalogue, at);
  const words = wordsOf(catalogue, at);
  const isBlocked = catalogue.level[at] === 2;
  return html`<span class=${`flag ${isBlocked ? 'block' : 'warn'}`} data-tip=${words.map(([name, text]) =>
    `${name}. ${text}`).join('\n')}>${icon(isBlocked ? 'lock' : 'alert')}${words[0][0]}</span>`;
}

/** Flags that only say what it is; new objects of a refreshed list. */
function plainChip(catalogue, at) {
  if (catalogue.isNew[at]) return html`<span class="flag new">${t('wizard.flag.new')}</span>`;
  if (!catalogue.flags[at].length) return null;
  const words = wordsOf(catalogue, at);
  return html`<span class="flag quiet" data-tip=${words.map(([name, text]) =>
    `${name}. ${text}`).join('\n')}>${words[0][0]}</span>`;
}

/** The part of a name that was looked for. Patterns and several words are not marked. */
export function marked(name, wanted) {
  const text = wanted.trim().split('.').pop();
  if (!text || /[*?[\s]/.test(wanted.trim())) return name;
  const place = name.toUpperCase().indexOf(text.toUpperCase());
  if (place < 0) return name;
  return [name.slice(0, place), html`<mark>${name.slice(place, place + text.length)}</mark>`,
    name.slice(place + text.length)];
}

/** A tick box of three states; the row that it stands in has the tab stop. */
export const triBox = (label, state, set) => html`<input type="checkbox" tabindex="-1" aria-label=${label}
  .checked=${() => state() === 'true'} .indeterminate=${() => state() === 'mixed'}
  @click=${(event) => {
    event.stopPropagation();
    set(event.target.checked);
  }}>`;
