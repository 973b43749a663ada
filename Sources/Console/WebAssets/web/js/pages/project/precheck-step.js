// precheck-step.js: what was checked before anything is written: worst first, what was found, the statements that mend
// it, try again, skip with its consequence.
import { computed, each, html, onCleanup, signal } from '../../core.js';
import { api } from '../../api.js';
import { confirm } from '../../dialogs.js';
import { t } from '../../i18n.js';
import { liveList } from '../../live.js';
import { toast } from '../../overlays.js';
import { query, setQuery } from '../../router.js';
import { said, saidBeside } from '../../said/said.js';
import { subscribe } from '../../stream.js';
import {
  actionButton, badge, bar, button, copyText, emptyState, exactly, failureText, notice, searchBox, segments, skeleton,
} from '../../ui.js';
import { matcher } from './rows.js';

const RANK = { failed: 0, warning: 1, skipped: 2, passed: 3 };
const ENDS = ['source', 'destination', 'both'];
const FILTERS = ['all', 'failed', 'warning', 'skipped', 'passed'];

/** A check that failed and was skipped is neither. */
const outcomeOf = (answer) => (answer.skippedAt ? 'skipped' : answer.outcome);

/** @param {import('./project.js').Shown} shown */
export function precheckPanel(shown) {
  const answers = liveList(`/projects/${shown.id}/precheck`, `precheck:${shown.id}`, (row) => String(row.number));
  const asked = askedChecks(shown);
  const status = computed(() => query('status') || 'all');
  const found = computed(() => {
    const fits = matcher(query('q'));
    return answers.rows.value.filter((row) => fits(said(row.title), row.title, row.subject, row.found));
  });
  const rows = computed(() => found.value.filter((row) => status.value === 'all' || outcomeOf(row) === status.value));
  const count = (name) => () => (name === 'all' ? found.value.length
    : found.value.filter((row) => outcomeOf(row) === name).length);
  const step = computed(() => shown.record.value.steps.find((one) => one.kind === 'precheck') ?? {});
  const state = computed(() => {
    if (answers.phase.value !== 'ready') return answers.phase.value;
    if (rows.value.length) return 'rows';
    return answers.rows.value.length ? 'noMatch' : 'empty';
  });
  const views = {
    loading: () => skeleton(6),
    forbidden: () => emptyState('lock', t('forbidden.title'), t('forbidden.text')),
    failed: () => failedView(answers),
    missing: () => failedView(answers),
    noMatch: () => emptyState('search', t('noMatch.title'), t('noMatch.text'), [
      button(t('noMatch.clear'), { onclick: () => setQuery({ q: null, status: null }) })]),
    // The first answers of checks that run are on their way: the line above says how far they are.
    empty: () => (running.value ? null : emptyState('check', t('project.precheck.emptyTitle'),
      t(step.value.state === 'failed' ? 'project.precheck.emptyFailed' : 'project.precheck.emptyText'))),
    rows: () => ENDS.map((end) => group(end, rows, shown, answers)),
  };
  const running = computed(() => runningCheck(step.value, asked.value));
  return html`<header class="panel-head"><div><h2>${t('step.precheck')}</h2>
      <p class="muted">${t('project.precheck.lead')}</p></div><span class="grow"></span>
      ${actionButton(t('project.precheck.again'), () => rerunRule(shown, running.value), () => rerun(shown, answers),
        { ic: 'retry' })}</header>
    <div class="pj-running-line" ?hidden=${() => !running.value}><span role="status">${() => running.value?.text}</span>
      ${bar(() => running.value?.share ?? 0)}</div>
    ${() => (answers.error.value && answers.phase.value === 'ready' ? notice('bad', failureText(answers.error.value),
      button(t('tryAgain'), { ic: 'retry', onclick: answers.refresh })) : null)}
    <div class="tools">${segments(t('project.precheck.outcome'), FILTERS.map((name) =>
      [name, t(name === 'all' ? 'filter.all' : `state.${name}`), count(name)]), status,
    (name) => setQuery({ status: name === 'all' ? null : name }))}<span class="grow"></span>
      ${searchBox(t('project.precheck.filter'), () => query('q'), (q) => setQuery({ q }))}</div>
    <div class="checks">${() => views[state.value]()}</div>`;
}

const failedView = (answers) => emptyState('error', t('failed.title'), failureText(answers.error.value), [
  button(t('tryAgain'), { ic: 'retry', onclick: answers.refresh })]);

/** Checks that a person asked for before the start: how far they are comes beside the answers. */
function askedChecks(shown) {
  const asked = signal({});
  const path = `/projects/${shown.id}/precheck`;
  const take = ({ progress, running }) => {
    asked.value = { ...asked.peek(), ...(progress !== undefined && { progress }),
      ...(running !== undefined && { running }) };
  };
  const read = () => api(path).then(take, () => {});
  onCleanup(subscribe(`precheck:${shown.id}`, (_, message) => take(message), read));
  read();
  return asked;
}

function runningCheck(step, { progress, running }) {
  if (step.state === 'running') return { text: said(step.activity), share: step.progress };
  if (!running) return null;
  return { text: progress ? t('project.precheck.progress', progress) : t('project.precheck.runs'),
    share: progress?.total ? progress.done / progress.total : 0 };
}

function rerunRule({ record }, running) {
  const { steps, state } = record.value;
  const step = steps.find((one) => one.kind === 'precheck');
  if (running) return { ok: false, why: t('project.precheck.runs') };
  if (step?.state === 'completed') return { ok: false, why: t('project.precheck.isDone') };
  if (state === 'running') return { ok: false, why: t('project.precheck.projectRuns') };
  return { ok: true };
}

async function rerun(shown, answers) {
  const isFirst = ['notStarted', 'prechecking'].includes(shown.record.peek().state);
  try {
    await api(`/projects/${shown.id}/${isFirst ? 'precheck-run' : 'precheck-retry'}`, { method: 'POST' });
    toast(t('project.precheck.ordered'));
  } catch (failure) {
    toast(`${failure.message} ${failure.hint}`.trim(), { kind: 'bad' });
  }
  await Promise.all([shown.refresh(), answers.refresh()]);
}

function group(end, rows, shown, answers) {
  const here = computed(() => rows.value.filter((row) => row.end === end)
    .sort((a, b) => RANK[outcomeOf(a)] - RANK[outcomeOf(b)] || a.number - b.number));
  return html`<section class="pj-check-group" ?hidden=${() => !here.value.length}><h3>${
      t(`project.precheck.end.${end}`)} <small class="num">${() => here.value.length}</small></h3>
    <ul>${each(here, (row) => row.number, (row) => check(row, shown, answers))}</ul></section>`;
}

function check(row, shown, answers) {
  const outcome = computed(() => outcomeOf(row.value));
  const isQuiet = computed(() => outcome.value === 'passed');
  const content = computed(() => JSON.stringify([row.value.found, row.value.advice, row.value.fix,
    row.value.skippedBy]));
  return html`<li class=${() => `pj-check-row${isQuiet.value ? ' pj-quiet' : ''}`}>${badge(outcome)}
    <div class="pj-check-text"><b>${() => said(row.value.title)}</b> <span class="mono muted">${() =>
      row.value.subject}</span>
      ${() => (content.value ? checkText(row.peek(), isQuiet.value) : null)}</div>
    <div class="pj-check-do">${() => checkOrders(row, outcome.value, shown, answers)}</div></li>`;
}

const checkText = (row, isQuiet) => html`<p class=${isQuiet ? 'muted' : ''}>${saidBeside(row.found, row.title)}</p>
  ${row.advice && !isQuiet ? html`<p class="advice">${said(row.advice)}</p>` : null}
  ${row.fix && !isQuiet ? html`<div class="fix"><code class="mono">${row.fix}</code>${button(t('copy'),
    { ic: 'copy', kind: 'small', onclick: () => copyText(row.fix) })}</div>` : null}
  ${row.skippedBy ? html`<p class="muted">${t('project.precheck.skippedBy', { who: row.skippedBy })} ${
    exactly(row.skippedAt)}</p>` : null}`;

function checkOrders(row, outcome, shown, answers) {
  if (outcome !== 'failed' && outcome !== 'warning') return null;
  const skip = outcome === 'failed' ? actionButton(t('project.precheck.skipDots'), () =>
    (row.value.consequenceOfSkipping ? { ok: true } : { ok: false, why: t('project.precheck.cannotSkip') }),
  () => askSkip(row.peek(), shown, answers), { kind: 'small', ic: 'skip' }) : null;
  return [retryOne(row, shown, answers), skip];
}

function retryOne(row, shown, answers) {
  const isBusy = signal(false);
  const retry = async () => {
    isBusy.value = true;
    try {
      await api(`/projects/${shown.id}/precheck/${row.peek().number}/retry`, { method: 'POST' });
    } catch (failure) {
      toast(`${failure.message} ${failure.hint}`.trim(), { kind: 'bad' });
    }
    await Promise.all([answers.refresh(), shown.refresh()]);
    isBusy.value = false;
  };
  return button(t('project.precheck.retry'), { kind: 'small', ic: 'retry', onclick: retry, disabled: isBusy });
}

const askSkip = (row, shown, answers) => confirm({
  title: t('project.precheck.skipTitle', { title: said(row.title) }),
  body: html`<p>${said(row.consequenceOfSkipping)}</p><p>${t('project.precheck.skipText')}</p>`,
  facts: [[t('project.precheck.found'), said(row.found)], ...(row.subject ? [[t('schema.object'), row.subject]] : [])],
  ok: t('project.precheck.skip'),
  act: async () => {
    await api(`/projects/${shown.id}/precheck/${row.number}/skip`, { method: 'POST' });
    toast(t('project.precheck.skipped', { title: said(row.title) }));
    await Promise.all([answers.refresh(), shown.refresh()]);
  },
});
