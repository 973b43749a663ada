// rail.js: the steps of a project as tabs: state, one number, a sentence, a bar.
import { computed, html } from '../../core.js';
import { duration, integer, percent } from '../../fmt.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { said } from '../../said/said.js';
import { bar } from '../../ui.js';
import { stepsOf, waiting } from './steps.js';

const LOOKS = {
  waiting: ['', 'idle'],
  running: ['run', 'run'],
  paused: ['pause', 'hold'],
  failed: ['error', 'bad'],
  completed: ['check', 'ok'],
  skipped: ['skip', 'hold'],
  warning: ['alert', 'warn'],
};

const missing = ({ objects }) => (objects.failed ?? 0) + (objects.unread ?? 0);

/** A step that is done, but left something behind. */
function stateOf(step, project) {
  if (step.state !== 'completed' && step.state !== 'running') return step.state;
  const left = step.kind === 'schema' ? missing(project) + (project.objects.unsupported ?? 0)
    : step.kind === 'full' ? (project.copying?.quarantined ?? 0) + (project.copying?.tablesFailed ?? 0) : 0;
  return step.state === 'completed' && left ? 'warning' : step.state;
}

/** Never 100 % before the step says that it is done. */
function shareOf(step) {
  if (step.state === 'completed' || step.state === 'skipped') return 1;
  return Math.min(0.99, step.progress ?? 0);
}

const created = ({ objects }) => {
  const all = Object.entries(objects).filter(([state]) => state !== 'listed')
    .reduce((sum, [, count]) => sum + count, 0);
  return `${integer(objects.completed ?? 0)} / ${integer(all)}`;
};

function headlineOf(step, project) {
  if (step.state === 'waiting' || step.state === 'skipped') return t(`state.${step.state}`);
  if (step.kind === 'schema') return created(project);
  if (step.kind === 'precheck' && step.state !== 'running') return t(`state.${step.state}`);
  return percent(shareOf(step));
}

function sentenceOf(step, project) {
  if (step.state === 'waiting') return t(`project.waits.${step.kind}`);
  if (step.state === 'failed') return said(step.failure?.message ?? step.activity);
  const { copying } = project;
  if (step.kind === 'full' && copying) {
    if (copying.tablesFailed) {
      return t('project.rail.tablesBlocked', { done: integer(copying.tablesDone), all: integer(copying.tables),
        blocked: integer(copying.tablesFailed) });
    }
    if (step.state === 'completed' && copying.quarantined) {
      return t('project.rail.quarantined', { count: integer(copying.quarantined) });
    }
    return t('project.rail.tables', { done: integer(copying.tablesDone), all: integer(copying.tables) });
  }
  if (step.kind === 'schema' && missing(project)) return t('project.rail.objectsFailed', { count: missing(project) });
  if (step.kind === 'schema' && project.objects.unsupported) {
    return t('project.rail.objectsUnsupported', { count: project.objects.unsupported });
  }
  if (step.state === 'completed' && step.startedAt && step.finishedAt) {
    return t('project.rail.took', { time: duration((step.finishedAt - step.startedAt) / 1000) });
  }
  return said(step.activity);
}

/** @param {import('./project.js').Shown} shown */
export function stepRail(shown) {
  const kinds = stepsOf(shown.record.peek()).map((step) => step.kind);
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const end = { Home: 0, End: kinds.length - 1 }[event.key];
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    const place = kinds.indexOf(document.activeElement?.dataset.kind);
    const next = kinds[end ?? (place + step + kinds.length) % kinds.length];
    document.getElementById(`step-${next}`)?.focus();
    shown.go(next);
  };
  return html`<div class=${`rail of-${kinds.length}`} role="tablist" aria-label=${t('project.steps')}
    @keydown=${move}>${kinds.map((kind, place) => stepCard(kind, place, shown, kinds))}</div>`;
}

function stepCard(kind, place, shown, kinds) {
  const step = computed(() => stepsOf(shown.record.value).find((one) => one.kind === kind) ?? waiting(kind));
  const state = computed(() => stateOf(step.value, shown.record.value));
  const isChosen = () => shown.tab.value === kind;
  // Without a chosen step the first card takes the tab key.
  const isStop = () => isChosen() || (!kinds.includes(shown.tab.value) && place === 0);
  return html`<button type="button" role="tab" id=${`step-${kind}`} data-kind=${kind} aria-controls="step-panel"
    class=${() => `pj-step tone-${LOOKS[state.value][1]} is-${state.value}${isChosen() ? ' on' : ''}`}
    aria-selected=${() => String(isChosen())} tabindex=${() => (isStop() ? 0 : -1)} @click=${() => shown.go(kind)}>
    <span class="pj-step-name"><span class="step-mark">${() => (LOOKS[state.value][0]
      ? icon(LOOKS[state.value][0], state.value === 'running' ? 'turning' : '') : html`<i>${place + 1}</i>`)}</span>
      <span class="cut">${t(`step.${kind}`)}</span><span class="sr">${() => t(`state.${state.value}`)}</span></span>
    <span class="pj-step-headline num">${() => headlineOf(step.value, shown.record.value)}</span>
    <span class="pj-step-text cut" data-tip=${() => sentenceOf(step.value, shown.record.value)}
      >${() => sentenceOf(step.value, shown.record.value)}</span>
    ${bar(() => shareOf(step.value), () => LOOKS[state.value][1])}</button>`;
}
