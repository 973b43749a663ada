// project-rows.js: what a row of the list of projects says, for the list and the overview: rank, current step, what
// needs the operator. Read pages/migration.js next.
import { hasText, t, word } from '../i18n.js';
import { said } from '../said/said.js';

/** The groups of the filter: each is one word, and some stand for several states. */
export const GROUPS = {
  failed: ['failed'],
  running: ['running', 'prechecking', 'modifying', 'integrating'],
  paused: ['paused'],
  notStarted: ['notStarted'],
  completed: ['completed'],
  released: ['releasing', 'released'],
};

const GROUP_OF = Object.fromEntries(Object.entries(GROUPS).flatMap(([group, states]) =>
  states.map((state) => [state, group])));
const RANK = Object.fromEntries(Object.keys(GROUPS).map((group, place) => [group, place]));

export const groupOf = (project) => GROUP_OF[project.state] ?? 'running';

/** The step that counts now: the failed one, the one that is under way, else the next one, else the last. */
export function currentStep({ steps }) {
  const at = (...states) => steps.find((step) => states.includes(step.state));
  return at('failed') ?? at('running', 'paused') ?? at('waiting') ?? steps.at(-1) ?? null;
}

/** How far the current step is, 0 to 1. An end of all steps is a full bar, whatever the last one says of itself. */
export function stepShare(project) {
  const step = currentStep(project);
  if (!step || project.state === 'notStarted') return 0;
  return step.state === 'completed' || project.state === 'completed' ? 1 : step.progress ?? 0;
}

export function stepTone(project) {
  const step = currentStep(project);
  if (project.state === 'failed' || step?.state === 'failed') return 'bad';
  return { paused: 'hold', completed: 'ok', releasing: 'idle', released: 'idle' }[project.state] ?? 'run';
}

export const stepName = (step) => (step ? word('step', step.kind) : '');

/** Rows in quarantine now. */
export const quarantinedOf = (project) => project.quarantined ?? project.copying?.quarantined ?? 0;

/** What is wanted of the operator: how bad, which of a few kinds, and the words. */
export function needOf(project) {
  if (project.state === 'failed') {
    const step = currentStep(project);
    const failure = project.failure ?? step?.failure;
    return { tone: 'bad', kind: 'failed', text: said(failure?.message) ?? t('projects.need.failed'), step: step?.kind };
  }
  const quarantined = quarantinedOf(project);
  if (quarantined > 0) {
    return { tone: 'warn', kind: 'quarantine', text: t('projects.need.quarantine', { count: quarantined }),
      step: 'full' };
  }
  const waiting = project.steps.find((step) => step.state === 'running' && step.failure);
  if (waiting) return { tone: 'warn', kind: 'waiting', text: said(waiting.failure.message), step: waiting.kind };
  return null;
}

/** Worst first: failed, then what needs somebody, then what moves, then what rests. */
export function byWorst(a, b) {
  const rank = (project) => RANK[groupOf(project)] * 2 + (needOf(project) ? 0 : 1);
  return rank(a) - rank(b) || b.since - a.since || a.name.localeCompare(b.name);
}

/** Where the operator goes to see to it. */
export function hrefOf(project, need = null) {
  const tab = need?.step === 'indexes' ? 'full' : need?.step;
  return `/migration/${project.id}${tab ? `/${tab}` : ''}`;
}

/** The order is on its way: what is wanted is not yet true. */
export function movement({ state, wish }) {
  const isMoving = (wish === 'running' && ['notStarted', 'paused'].includes(state))
    || (wish === 'paused' && state === 'running')
    || (wish === 'released' && !['releasing', 'released'].includes(state));
  const key = `projects.moving.${wish}`;
  return isMoving && hasText(key) ? t(key) : '';
}
