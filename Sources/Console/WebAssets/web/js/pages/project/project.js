// project.js: the page of one migration project: header, what needs a person, the steps as tabs, and the panel of the
// chosen step or sub-page. The panels are in files of their own; what all of them are given is `Shown`.
import { computed, effect, html, untrack } from '../../core.js';
import { t } from '../../i18n.js';
import { liveRecord } from '../../live.js';
import { navigate } from '../../router.js';
import { namePage } from '../../shell.js';
import { shortcut } from '../../shortcuts.js';
import { button, emptyState, failureText, notice, skeleton } from '../../ui.js';
import { activityPanel } from './around/activity.js';
import { componentsPanel } from './around/components.js';
import { connectionsPanel } from './around/connections.js';
import { fullPanel } from './full/full-step.js';
import { projectHeader } from './header.js';
import { indexesPanel } from './full/indexes-step.js';
import { needsStrip } from './needs.js';
import { askPause, giveOrder } from './orders.js';
import { optionsPanel } from './around/options.js';
import { precheckPanel } from './precheck-step.js';
import { stepRail } from './rail.js';
import { schemaPanel } from './schema/schema-step.js';
import { selectionPanel } from './around/selection.js';
import { currentStep, stepsOf } from './steps.js';

/**
 * What every part of the page is given.
 * @typedef {{id: string, record: {value: any, peek: () => any}, refresh: () => Promise<void>,
 *   tab: {value: string, peek: () => string}, go: (tab: string, query?: string) => void}} Shown
 */

const STEP_PANELS = { precheck: precheckPanel, schema: schemaPanel, full: fullPanel, indexes: indexesPanel };
const SUB_PAGES = {
  objects: selectionPanel, options: optionsPanel, connections: connectionsPanel, activity: activityPanel,
  components: componentsPanel,
};

/** @param {{value: {id: string, tab?: string}, peek: () => {id: string, tab?: string}}} parts */
export function projectPage(parts) {
  const id = parts.peek().id;
  namePage(id, t('page.migration'), '/migration');
  const live = liveRecord(`/projects/${id}`, `project:${id}`, id);
  const isReady = computed(() => live.phase.value === 'ready');
  const name = computed(() => live.record.value?.name);
  effect(() => {
    if (name.value) untrack(() => namePage(name.value, t('page.migration'), '/migration'));
  });
  const tab = computed(() => parts.value.tab || (live.record.value ? currentStep(live.record.value) : ''));
  const go = (next, query = '') => navigate(`/migration/${id}/${next}${query}`);
  const shown = { id, record: live.record, refresh: live.refresh, tab, go };
  const phase = live.phase;
  return html`<div class="page project">${() => (isReady.value ? untrack(() => content(shown, live))
    : pending(phase.value, live))}</div>`;
}

const backToList = () => html`<a class="btn" href="/migration">${t('project.backToList')}</a>`;

function pending(phase, live) {
  const heading = html`<h1 class="sr">${t('project.one')}</h1>`;
  if (phase === 'loading') return [heading, skeleton(5)];
  const again = button(t('tryAgain'), { ic: 'retry', onclick: live.refresh });
  if (phase === 'missing') {
    return [heading, emptyState('question', t('project.goneTitle'), t('project.goneText'), [backToList()])];
  }
  if (phase === 'forbidden') {
    return [heading, emptyState('lock', t('forbidden.title'), t('project.forbiddenText'), [backToList()])];
  }
  return [heading, emptyState('error', t('failed.title'), failureText(live.error.value), [again, backToList()])];
}

function content(shown, live) {
  addShortcuts(shown);
  return html`${projectHeader(shown)}
    ${() => (live.error.value ? notice('bad', failureText(live.error.value),
      button(t('tryAgain'), { kind: 'small', ic: 'retry', onclick: live.refresh })) : null)}
    ${needsStrip(shown)}${stepRail(shown)}${panelOf(shown)}`;
}

/** The panel of a step belongs to the rail; a sub-page stands by itself and says where it leads back to. */
function panelOf(shown) {
  const isSubPage = computed(() => shown.tab.value in SUB_PAGES);
  const panel = computed(() => STEP_PANELS[shown.tab.value] ?? SUB_PAGES[shown.tab.value] ?? null);
  const inside = () => {
    const build = panel.value;
    return build ? untrack(() => build(shown)) : emptyState('question', t('missing.title'), t('missing.text'));
  };
  const className = () => (isSubPage.value ? 'panel' : 'panel of-step');
  return html`<section class=${className} id="step-panel" role=${() => (isSubPage.value ? 'region' : 'tabpanel')}
    aria-label=${() => (isSubPage.value ? t(`project.page.${shown.tab.value}`) : null)}
    aria-labelledby=${() => (isSubPage.value ? null : `step-${shown.tab.value}`)}>${inside}</section>`;
}

function addShortcuts(shown) {
  const { record } = shown;
  const pauseOrResume = () => {
    const { orders } = record.peek();
    if (orders.pause.ok) askPause(shown);
    else if (orders.resume.ok) giveOrder(shown, 'resume');
    else if (orders.start.ok) giveOrder(shown, 'start');
  };
  shortcut('p', t('project.key.pause'), pauseOrResume);
  stepsOf(record.peek()).forEach((step, place) => {
    if (place < 9) shortcut(String(place + 1), t(`step.${step.kind}`), () => shown.go(step.kind));
  });
}

