// name-problems.js: what the names at the destination would run into: two objects with one name, names that are too
// long. It is told while objects are chosen; the precheck asks the destination itself and has the last word.
import { computed, html } from '../../core.js';
import { integer } from '../../fmt.js';
import { t } from '../../i18n.js';
import { notice } from '../../ui.js';

const SHOWN = 3;
const NAME_MAX = 64;

/**
 * @param {import('./catalogue.js').Catalogue} catalogue @param {number[]} places
 * @param {(at: number) => [string, string]} pairOf database and name at the destination
 * @returns {{twice: [string, string][], long: string[]}} names with the objects that would share them
 */
export function nameProblems(catalogue, places, pairOf) {
  const owners = new Map();
  const found = { twice: [], long: [] };
  for (const at of places) {
    const [database, name] = pairOf(at);
    const whole = `${database}.${name}`;
    const key = whole.toLowerCase();
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, at);
    else found.twice.push([`${catalogue.whole[owner]}, ${catalogue.whole[at]}`, whole]);
    if (name.length > NAME_MAX && [...name].length > NAME_MAX) found.long.push(catalogue.whole[at]);
  }
  return found;
}

/** @param {() => {twice: [string, string][], long: string[]}} problems */
export function nameNotice(problems) {
  const shown = computed(() => JSON.stringify([problems().twice.slice(0, SHOWN), problems().twice.length,
    problems().long.slice(0, SHOWN), problems().long.length]));
  return () => {
    const [twice, twiceCount, long, longCount] = JSON.parse(shown.value);
    if (!twiceCount && !longCount) return null;
    const more = (count) => (count > SHOWN ? html` ${t('wizard.names.more', { count: integer(count - SHOWN) })}` : null);
    return html`<div class="pane-notice">${notice('warn', html`${twice.map(([objects, name]) =>
      html`<p>${t('wizard.names.twice', { objects, name })}</p>`)}${more(twiceCount)}
      ${longCount ? html`<p>${t('wizard.names.long', { max: NAME_MAX, list: long.join(', ') })}${more(longCount)}</p>`
        : null}`)}</div>`;
  };
}
