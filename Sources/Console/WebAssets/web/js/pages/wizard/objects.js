// objects.js: the third page: which objects move. One by one from the tree of the source, or by rules.
import { computed, html, onCleanup, signal, untrack } from '../../core.js';
import { bytes, integer, short } from '../../fmt.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { setQuery } from '../../router.js';
import { button, copyText, emptyState, failureText, segments, skeleton, when } from '../../ui.js';
import { catalogueOf } from './catalogue.js';
import { addressOf, framed } from './frame.js';
import { picker } from './picker.js';
import { rulesBody } from './rules.js';
import { modeOf, Selection } from './selection.js';
import { OBJECTS_MAX } from './validity.js';

export function objectsPage(context) {
  const id = context.draft.content.peek().source?.dataSource;
  if (!id) {
    return framed(context, html`<div class="panel">${emptyState('db', t('wizard.objects.noSource'),
      t('wizard.objects.noSourceText'), [html`<a class="btn primary"
      href=${addressOf(context.draft.id, 'endpoints')}>${t('wizard.page.endpoints')}</a>`])}</div>`);
  }
  const list = catalogueOf(id);
  const view = { sums: signal(null) };
  const data = computed(() => list.data.value);
  const body = () => {
    if (!data.value) return html`<div class="panel">${unread(context, list)}</div>`;
    if (!data.value.count) return html`<div class="panel">${nothingSeen(context, list)}</div>`;
    return untrack(() => chooser(context, list, view));
  };
  return framed(context, body,
    { kind: 'is-tall', left: () => (data.value?.count ? untrack(() => sumLine(view)) : null) });
}

function unread(context, list) {
  const phase = list.phase.value;
  if (phase === 'loading') {
    return html`<div class="reading"><p class="muted">${t('wizard.objects.reading')}</p>${skeleton(8)}</div>`;
  }
  if (phase === 'forbidden') return emptyState('lock', t('forbidden.title'), t('forbidden.text'));
  return emptyState('error', t('wizard.objects.failed'), failureText(list.error.value), [
    html`<a class="btn" href=${addressOf(context.draft.id, 'endpoints')}>${t('source.test')}</a>`,
    button(t('tryAgain'), { ic: 'retry', kind: 'primary', onclick: list.retry })]);
}

const GRANT = 'GRANT SELECT ANY DICTIONARY, SELECT ANY TABLE TO ';

function nothingSeen(context, list) {
  const grant = () => `${GRANT}${context.sourceOf('source')?.user ?? '…'};`;
  return emptyState('db', t('wizard.objects.nothing'), t('wizard.objects.nothingText'), [
    html`<div class="fix"><code class="mono">${grant}</code>
      ${button(t('copy'), { ic: 'copy', kind: 'small', onclick: () => copyText(untrack(grant)) })}</div>`,
    button(t('wizard.objects.readAgain'), { ic: 'retry', onclick: list.refresh })]);
}

/** What is chosen, as an object that outlives a change of page and follows a new reading of the source. */
function selectionFor(context, catalogue) {
  const { draft } = context;
  const epoch = draft.epoch.peek();
  const kept = context.kept;
  if (kept?.catalogue === catalogue && kept.epoch === epoch) return kept.selection;
  draft.settle();
  const selection = new Selection(catalogue, () => draft.content.peek(), () => draft.later('objects', (content) => ({
    objects: modeOf(content) === 'pick' ? selection.objects() : selection.inRules(content.objects),
  })));
  context.kept = { catalogue, epoch, selection };
  return selection;
}

function chooser(context, list, view) {
  const { draft } = context;
  const selection = selectionFor(context, list.data.peek());
  const mode = computed(() => modeOf(draft.content.value));
  onCleanup(() => draft.settle());
  const choose = (name) => {
    draft.settle();
    draft.change((content) => changedMode(content, name, selection));
    // A filter of the one list would hide things in the other.
    setQuery({ q: null, view: null, tab: null });
  };
  const asOf = () => list.data.value.asOf;
  return html`<div class="wiz-mode">${segments(t('wizard.objects.how'), [['pick', t('wizard.objects.pick')],
    ['rules', t('wizard.objects.rules')]], mode, choose)}
    <span class="muted mode-text">${() => t(`wizard.objects.${mode.value}Text`)}</span><span class="grow"></span>
    <span class="muted as-of">${t('wizard.objects.asOf')} ${when(asOf)}</span>
    ${button(t('wizard.objects.readAgain'), { ic: 'retry', kind: 'small', onclick: list.refresh,
      disabled: list.isReading })}</div>
    ${() => (list.error.value ? html`<div class="notice bad" role="status">${icon('error')}<div class="grow">${
      failureText(list.error.value)}</div></div>` : null)}
    ${() => {
      const name = mode.value;
      return untrack(() => (name === 'pick' ? picker(context, selection, view) : rulesBody(context, selection, view)));
    }}`;
}

/** Both ways to choose keep what was chosen with them. */
function changedMode(content, mode, selection) {
  const before = content.wizard ?? {};
  if (mode === modeOf(content)) return {};
  if (mode === 'rules') {
    const rules = { include: before.include ?? '', exclude: before.exclude ?? '' };
    return {
      wizard: { ...before, ...rules, mode, picked: content.objects ?? {} },
      objects: { ...selection.inRules({}), include: linesOf(rules.include), exclude: linesOf(rules.exclude) },
    };
  }
  return { wizard: { ...before, mode, picked: undefined }, objects: selection.objects() };
}

export const linesOf = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);

function sumLine(view) {
  const sums = () => view.sums.value?.value ?? { count: 0, bytes: 0, rows: 0, noted: 0 };
  const sum = (text, unit) => html`<span class="sum"><b class="num">${() => text(sums())}</b>
    <span>${unit}</span></span>`;
  const noted = () => t('wizard.sum.noted', { count: sums().noted });
  return html`${sum(({ count }) => integer(count), t('wizard.sum.objects'))}
    ${sum((all) => bytes(all.bytes), t('wizard.sum.data'))}${sum(({ rows }) => short(rows), t('wizard.sum.rows'))}
    ${() => (sums().noted ? html`<span class="flag warn">${icon('alert')}${noted}</span>` : null)}
    ${() => (sums().count > OBJECTS_MAX
      ? html`<span class="flag block">${icon('error')}${t('wizard.sum.tooMany', { max: integer(OBJECTS_MAX) })}</span>`
      : null)}`;
}
