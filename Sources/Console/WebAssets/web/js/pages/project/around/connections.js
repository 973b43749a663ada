// connections.js: the two ends of a project as they are saved, with their last test, and a test of each in place.
import { computed, html, signal } from '../../../core.js';
import { api } from '../../../api.js';
import { t, word } from '../../../i18n.js';
import { liveRecord } from '../../../live.js';
import { factList } from '../../../dialogs.js';
import { said } from '../../../said/said.js';
import { badge, busy, button, copyable, emptyState, exactly, failureText, notice, skeleton } from '../../../ui.js';

/** @param {import('../project.js').Shown} shown */
export function connectionsPanel(shown) {
  const { source, destination } = shown.record.peek();
  return html`<header class="panel-head"><div><h2>${t('project.page.connections')}</h2>
      <p class="muted">${t('project.connections.lead')}</p></div></header>
    <div class="pj-ends">${oneEnd(t('project.source'), source.id)}${
      oneEnd(t('project.destination'), destination.id)}</div>`;
}

function oneEnd(label, id) {
  const live = liveRecord(`/datasources/${id}`, 'datasources', id);
  const outcome = signal(null);
  const isBusy = signal(false);
  const phase = computed(() => live.phase.value);
  const test = async () => {
    isBusy.value = true;
    outcome.value = null;
    try {
      outcome.value = await api(`/datasources/${id}/actions/test`, { method: 'POST' });
    } catch (failure) {
      outcome.value = { failure };
    }
    isBusy.value = false;
    live.refresh();
  };
  const views = {
    loading: () => skeleton(5),
    ready: () => endFacts(live.record),
    missing: () => emptyState('question', t('project.connections.goneTitle'), t('project.connections.goneText')),
    forbidden: () => emptyState('lock', t('forbidden.title'), t('forbidden.text')),
    failed: () => emptyState('error', t('failed.title'), failureText(live.error.value), [
      button(t('tryAgain'), { ic: 'retry', onclick: live.refresh })]),
  };
  return html`<section class="pj-end-card"><header><h3>${label}</h3><span class="grow"></span>
      ${() => (isBusy.value ? busy(t('source.testingShort')) : null)}
      ${button(t('source.test'), { ic: 'plug', kind: 'small', onclick: test, disabled: () => isBusy.value
        || phase.value !== 'ready' })}<a class="btn small" href=${`/sources?open=${id}`}>${t('open')}</a></header>
    ${() => views[phase.value]()}${() => testSteps(outcome.value)}</section>`;
}

const endFacts = (record) => factList([
  [t('source.name'), () => record.value.name],
  [t('source.id'), copyable(record.peek().id)],
  [t('source.kind'), () => record.value.kindTitle ?? record.value.kind],
  [t('source.role'), () => word('role', record.value.role)],
  [t('source.address'), html`<span class="mono">${() => `${record.value.host}:${record.value.port}`}</span>`],
  [t('source.user'), html`<span class="mono">${() => record.value.user}</span>`],
  [t('source.database'), html`<span class="mono">${() => record.value.database || '–'}</span>`],
  [t('source.encryption'), () => word('encryption', record.value.encryption)],
  [t('source.lastTest'), () => (record.value.lastTest ? html`${badge(record.value.lastTest.outcome)} ${
    exactly(record.value.lastTest.at)}` : badge('untested'))],
]);

function testSteps(answer) {
  if (!answer) return null;
  if (answer.failure) return notice('bad', failureText(answer.failure));
  const steps = answer.test?.steps ?? [];
  return html`<ul class="steps" role="status">${steps.map((step) => html`<li class="step-row">${badge(step.outcome)}
    <div class="step-text"><b>${said(step.title ?? step.key)}</b><p>${said(step.found ?? '')}</p>
    ${step.advice ? html`<p class="advice">${said(step.advice)}</p>` : null}</div><span></span></li>`)}</ul>`;
}
