// needs.js: what holds a project up or wants to be looked at, one sentence each, the worst first, with the way to
// exactly those rows. Nothing is shown when nothing needs anybody.
import { computed, each, html } from '../../core.js';
import { integer } from '../../fmt.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { stepsOf } from './steps.js';
import { said } from '../../said/said.js';

const MAKERS = [failedStep, failedObjects, unsupportedObjects, blockedTables, quarantinedRows, heldBefore];
const RANK = { bad: 0, warn: 1, hold: 2 };

/**
 * @returns {{key: string, kind: 'bad' | 'warn' | 'hold', title: string, text: string, detail?: string, tab: string,
 *   query?: string}[]}
 */
export function needsOf(project) {
  return MAKERS.map((make) => make(project)).filter(Boolean).sort((a, b) => RANK[a.kind] - RANK[b.kind]);
}

/** What the rows below it say better is not said twice. */
const isSaidBelow = (step, { objects, copying }) =>
  (step?.kind === 'schema' && Boolean(objects.failed || objects.unread || objects.unsupported))
  || (step?.kind === 'full' && Boolean(copying?.tablesFailed));

function failedStep(project) {
  const { failure, steps, state } = project;
  const step = steps.find((one) => one.state === 'failed');
  const reason = step?.failure ?? (state === 'failed' ? failure : null);
  if (!reason || isSaidBelow(step, project)) return null;
  return {
    key: 'step', kind: 'bad', title: said(reason.message), text: said(reason.advice), detail: reason.detail,
    tab: step?.kind ?? 'activity', query: step?.kind === 'precheck' ? '?status=failed' : '',
  };
}

function failedObjects({ objects }) {
  const count = (objects.failed ?? 0) + (objects.unread ?? 0);
  if (!count) return null;
  return { key: 'objects', kind: 'bad', title: t('project.need.objects', { count }),
    text: t('project.need.objectsText'), tab: 'schema', query: '?status=failed' };
}

function unsupportedObjects({ objects, file }) {
  const count = objects.unsupported ?? 0;
  if (!count) return null;
  const holds = file?.options?.onUnsupported === 'stop';
  return { key: 'unsupported', kind: holds ? 'bad' : 'warn', title: t('project.need.unsupported', { count }),
    text: t(holds ? 'project.need.unsupportedHolds' : 'project.need.unsupportedText'), tab: 'schema',
    query: '?status=unsupported' };
}

function blockedTables({ copying, steps }) {
  const count = copying?.tablesFailed ?? 0;
  if (!count) return null;
  const failure = steps.find((step) => step.kind === 'full')?.failure;
  return { key: 'tables', kind: 'bad', title: t('project.need.tables', { count }),
    text: t('project.need.tablesText'), detail: said(failure?.message), tab: 'full', query: '?status=failed' };
}

function quarantinedRows({ copying }) {
  const count = copying?.quarantined ?? 0;
  if (!count) return null;
  return { key: 'quarantine', kind: 'warn', title: t('project.need.quarantine', { count, shown: integer(count) }),
    text: t('project.need.quarantineText'), tab: 'full', query: '?view=quarantine' };
}

/** The project rests because its options say so, not because somebody paused it. */
function heldBefore({ state, wish, steps, file }) {
  if (state !== 'paused' || wish === 'paused') return null;
  const next = stepsOf({ steps, file }).find((step) => step.state === 'waiting' || step.state === 'paused');
  if (!next || !(file?.options?.stopBefore ?? []).includes(next.kind)) return null;
  return { key: 'held', kind: 'hold', title: t('project.need.held', { step: t(`step.${next.kind}`) }),
    text: t('project.need.heldText'), tab: 'options' };
}

const ICONS = { bad: 'error', warn: 'alert', hold: 'pause' };

/** @param {import('./project.js').Shown} shown */
export function needsStrip(shown) {
  const needs = computed(() => needsOf(shown.record.value));
  const row = (need) => html`<li class=${() => `need-${need.value.kind}`}>${() => icon(ICONS[need.value.kind])}
    <p><b>${() => need.value.title}</b> ${() => need.value.text}
      ${() => (need.value.detail ? html`<code class="need-detail">${need.value.detail}</code>` : null)}</p>
    <a class="btn small" href=${() => `/migration/${shown.id}/${need.value.tab}${need.value.query ?? ''}`}
      aria-label=${() => t('need.reviewOf', { title: need.value.title })}>${t('need.review')}</a></li>`;
  return html`<ul class="needs" aria-label=${t('need.title')} ?hidden=${() => !needs.value.length}>
    ${each(needs, (need) => need.key, row)}</ul>`;
}
