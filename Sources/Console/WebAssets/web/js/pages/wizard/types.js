// types.js: the second page: what is moved. Steps that this version cannot do yet are shown with the reason.
import { computed, html } from '../../core.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { framed } from './frame.js';

/** The steps to choose from; the others wait for their reason to go. */
const AVAILABLE = ['schema', 'full'];
const LATER = ['incremental', 'verification', 'reverse'];
const ORDER = ['schema', 'full', 'indexes'];

export function typesPage(context) {
  const { draft } = context;
  const steps = computed(() => draft.content.value.steps ?? ['schema', 'full', 'indexes']);
  const set = (name, isOn) => {
    const next = new Set(steps.peek().filter((one) => one !== 'indexes'));
    if (isOn) next.add(name);
    else next.delete(name);
    // Indexes that wait for the rows belong to both.
    if (next.has('schema') && next.has('full')) next.add('indexes');
    draft.change((content) => ({
      steps: ORDER.filter((one) => next.has(one)),
      options: withoutStops(content.options, next),
    }));
  };
  const complaint = context.complaint('types');
  const available = (name) => html`<label class="type"><input type="checkbox" .checked=${() =>
    steps.value.includes(name)} aria-invalid=${() => (complaint() ? 'true' : null)} aria-describedby="types-complaint"
    @change=${(event) => set(name, event.target.checked)}>
    <span><b>${t(`wizard.type.${name}`)}</b><small>${t(`wizard.type.${name}Text`)}</small></span></label>`;
  const later = (name) => html`<label class="type is-off"><input type="checkbox" disabled
    aria-describedby=${`why-${name}`}>
    <span><b>${t(`wizard.type.${name}`)}</b><small>${t(`wizard.type.${name}Text`)}</small>
      <small class="reason" id=${`why-${name}`}>${icon('lock')}${t(`wizard.type.${name}Why`)}</small></span></label>`;
  const onlyRows = () => steps.value.includes('full') && !steps.value.includes('schema');
  return framed(context, html`<div class="wiz-form"><fieldset class="panel types">
      <legend class="sr">${t('wizard.page.types')}</legend>${AVAILABLE.map(available)}${LATER.map(later)}</fieldset>
    <p class="complaint" id="types-complaint" ?hidden=${() => !complaint()}>${icon('error')}
      <span>${complaint}</span></p>
    ${() => (onlyRows() ? html`<p class="muted">${t('wizard.type.onlyRows')}</p>` : null)}</div>`);
}

/** A project does not stop before a step that it does not have. */
function withoutStops(options = {}, steps) {
  if (!options.stopBefore) return options;
  const { stopBefore, ...rest } = options;
  const kept = stopBefore.filter((one) => steps.has(one));
  return kept.length ? { ...rest, stopBefore: kept } : rest;
}
