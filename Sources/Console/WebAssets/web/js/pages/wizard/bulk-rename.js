// bulk-rename.js: many names at once: upper or lower case, a prefix, a replaced part, with a preview of what changes.
import { computed, html, signal } from '../../core.js';
import { openDialog } from '../../dialogs.js';
import { t } from '../../i18n.js';
import { button, field, selectInput, textInput } from '../../ui.js';
import { undoable } from './picker.js';

const SHOWN = 8;
const CASES = ['keep', 'lower', 'upper', 'source'];

/** @param {{letters: string, prefix: string, suffix: string, find: string, replace: string}} rule */
export function renamed(name, source, { letters, prefix, suffix, find, replace }) {
  const start = letters === 'source' ? source : name;
  const changed = find ? start.replaceAll(find, replace) : start;
  const cased = letters === 'lower' ? changed.toLowerCase() : letters === 'upper' ? changed.toUpperCase() : changed;
  return `${prefix}${cased}${suffix}`;
}

export function openBulkRename(selection) {
  const rule = Object.fromEntries(['prefix', 'suffix', 'find', 'replace'].map((name) => [name, signal('')]));
  rule.letters = signal('keep');
  const { catalogue } = selection;
  const places = selection.places();
  const changes = computed(() => {
    const values = Object.fromEntries(Object.entries(rule).map(([name, one]) => [name, one.value]));
    const found = [];
    for (const at of places) {
      const before = selection.nameOf(at);
      const after = renamed(before, catalogue.name[at], values);
      if (after !== before) found.push({ at, before, after });
    }
    return found;
  });
  /** Two objects of one database that would have the same name. */
  const clash = computed(() => {
    const after = new Map(changes.value.map((one) => [one.at, one.after]));
    const seen = new Map();
    for (const at of places) {
      const name = `${selection.database(catalogue.schemaName(at))}.${after.get(at) ?? selection.nameOf(at)}`
        .toLowerCase();
      if (seen.has(name)) return { name, one: catalogue.whole[seen.get(name)], other: catalogue.whole[at] };
      seen.set(name, at);
    }
    return null;
  });
  const take = (close) => () => {
    const all = changes.peek();
    undoable(selection, t('wizard.renamedMany', { count: all.length }),
      () => selection.setNames(all));
    close();
  };
  openDialog((close, dismiss) => renameForm({ selection, rule, changes, clash, take }, close, dismiss),
    { label: t('wizard.renameManyTitle'), size: 'wide' });
}

function renameForm({ rule, changes, clash, take }, close, dismiss) {
  return html`<div class="dlg"><h2>${t('wizard.renameManyTitle')}</h2><p>${t('wizard.renameManyText')}</p>
    <div class="grid-form">
      ${field(t('wizard.rename.find'), textInput(rule.find, { mono: true, maxlength: 128 }))}
      ${field(t('wizard.rename.replace'), textInput(rule.replace, { mono: true, maxlength: 128 }))}
      ${field(t('wizard.rename.letters'), selectInput(rule.letters, CASES.map((name) =>
        [name, t(`wizard.rename.${name}`)])), { required: true, wide: true })}
      ${field(t('wizard.rename.prefix'), textInput(rule.prefix, { mono: true, maxlength: 64 }))}
      ${field(t('wizard.rename.suffix'), textInput(rule.suffix, { mono: true, maxlength: 64 }))}</div>
    <div class="rename-preview" aria-live="polite">${() => previewOf(changes.value)}
      ${() => (clash.value ? html`<p class="complaint">${t('wizard.rename.clash', clash.value)}</p>` : null)}</div>
    <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
      ${button(t('wizard.rename.apply'), { kind: 'primary', onclick: take(close),
        disabled: () => !changes.value.length || Boolean(clash.value) })}</div></div>`;
}

const previewOf = (changes) => html`<p class="muted">${t('wizard.rename.count', { count: changes.length })}</p>
  <ul>${changes.slice(0, SHOWN).map(({ before, after }) => html`<li class="mono"><del>${before}</del> →
    <ins>${after}</ins>
  </li>`)}</ul>`;
