// full-step.js: the copy of the rows: sums, charts, what holds it back, and the tables, indexes, times and rows in
// quarantine.
import { computed, flush, html, untrack } from '../../../core.js';
import { now } from '../../../api.js';
import { chart, spark } from '../../../chart.js';
import { bytes, duration, integer, short } from '../../../fmt.js';
import { t } from '../../../i18n.js';
import { query, setQuery } from '../../../router.js';
import { actionButton, emptyState, failureText, skeleton } from '../../../ui.js';
import { indexList } from './indexes-step.js';
import { measuresOf, rangePicker } from './measures.js';
import { quarantineList } from './quarantine.js';
import { askSpeed, presentSpeed, rateText, speedReason } from './speed.js';
import { tableList } from './tables.js';

const VIEWS = ['tables', 'indexes', 'timing', 'quarantine'];

/** @param {import('../project.js').Shown} shown */
export function fullPanel(shown) {
  const hasRows = computed(() => Boolean(shown.record.value.copying));
  return () => (hasRows.value ? untrack(() => copyingPanel(shown)) : notBegun(shown));
}

function notBegun({ record }) {
  const isNext = record.value.state === 'running';
  return html`<header class="panel-head"><h2>${t('step.full')}</h2></header>
    ${emptyState('db', t('full.notYetTitle'), t(isNext ? 'full.notYetSoon' : 'full.notYetText'))}`;
}

function copyingPanel(shown) {
  const measures = measuresOf(shown);
  const speed = presentSpeed(shown);
  const view = computed(() => (VIEWS.includes(query('view')) ? query('view') : 'tables'));
  const lists = { tables: () => tableList(shown, viewTabs), indexes: () => indexList(shown, viewTabs),
    timing: () => timing(measures, viewTabs), quarantine: () => quarantineList(shown, viewTabs) };
  const viewTabs = () => tabsOf(view, shown);
  const rule = () => {
    const { orders, state } = shown.record.value;
    if (state === 'completed' || state === 'released' || state === 'releasing') {
      return { ok: false, why: t('full.speed.over') };
    }
    return orders.edit;
  };
  return html`<header class="panel-head"><h2>${t('step.full')}</h2><span class="grow"></span>
      ${actionButton(t('full.speed.change'), rule, () => askSpeed(shown), { ic: 'gear' })}</header>
    ${keyNumbers(shown, speed, measures)}${speedReason(speed, shown)}${charts(measures)}
    <div id="full-view" role="tabpanel" aria-labelledby=${() => `view-${view.value}`}>${() => {
      const build = lists[view.value];
      return untrack(build);
    }}</div>`;
}

function tabsOf(view, shown) {
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = VIEWS[(VIEWS.indexOf(view.peek()) + step + VIEWS.length) % VIEWS.length];
    choose(next);
    // The tabs are drawn anew with their list.
    flush();
    document.getElementById(`view-${next}`)?.focus();
  };
  const choose = (name) => setQuery({ view: name === 'tables' ? null : name, status: null, q: null, sort: null,
    open: null });
  const count = () => shown.record.value.copying?.quarantined ?? 0;
  const tab = (name) => html`<button type="button" role="tab" id=${`view-${name}`} aria-controls="full-view"
    aria-selected=${() => String(view.value === name)} tabindex=${() => (view.value === name ? 0 : -1)}
    class=${() => ({ on: view.value === name })} @click=${() => choose(name)}>${t(`full.view.${name}`)}${
      name === 'quarantine' ? html`<span class="n" ?hidden=${() => !count()}>${() => integer(count())}</span>`
        : null}</button>`;
  return html`<div class="view-tabs" role="tablist" aria-label=${t('step.full')} @keydown=${move}>${
    VIEWS.map(tab)}</div>`;
}

const figure = (label, value, below, beside = null) => html`<div class="kpi"><span class="kpi-label">${label}</span>
  <span class="kpi-value num">${value}</span><span class="kpi-below num">${below}</span>${beside}</div>`;

function keyNumbers({ record }, speed, measures) {
  const copying = computed(() => record.value.copying ?? {});
  const step = computed(() => record.value.steps.find((one) => one.kind === 'full') ?? {});
  const estimate = () => (copying.value.rowsEstimated == null ? t('full.kpi.noEstimate')
    : t(copying.value.tablesDone === copying.value.tables ? 'full.kpi.ofRows' : 'full.kpi.ofEstimated',
      { rows: short(copying.value.rowsEstimated) }));
  const left = () => {
    if (step.value.state === 'completed') return t('full.kpi.done');
    const seconds = speed.value?.secondsLeft ?? step.value.secondsLeft;
    if (seconds == null) return '–';
    return seconds < 60 ? t('full.kpi.soon') : duration(seconds);
  };
  const spent = () => {
    const { startedAt, finishedAt, state } = step.value;
    if (!startedAt) return '';
    const time = duration(((finishedAt ?? now.value) - startedAt) / 1000);
    return t(state === 'completed' ? 'project.rail.took' : 'full.kpi.soFar', { time });
  };
  const unit = (text) => html`<em>${text}</em>`;
  return html`<div class="kpis">
    ${figure(t('full.kpi.rows'), () => short(copying.value.rows), estimate)}
    ${figure(t('full.kpi.writeRate'),
      html`${() => rateText(speed.value?.rowsWritten)}${() => (speed.value ? unit(t('full.rowsPerSecond')) : null)}`,
      () => (speed.value ? t('full.kpi.reading', { rows: rateText(speed.value.rowsRead) }) : t('full.kpi.still')),
      spark(measures.data, 'rowsWritten', '--c2'))}
    ${figure(t('full.kpi.traffic'),
      html`${() => (speed.value ? bytes(speed.value.bytesRead) : '–')}${() => (speed.value ? unit('/s') : null)}`,
      () => t('full.kpi.moved', { size: bytes(copying.value.bytesRead) }),
      spark(measures.data, 'bytesRead', '--c1'))}
    ${figure(t('full.kpi.tables'), html`${() => integer(copying.value.tablesDone)}${() =>
      unit(t('full.kpi.ofTables', { count: integer(copying.value.tables) }))}`,
    () => (copying.value.tablesFailed ? t('full.kpi.blocked', { count: copying.value.tablesFailed })
      : t('full.kpi.noneBlocked')))}
    ${figure(t('full.kpi.left'), left, spent)}</div>`;
}

const pointsOf = ({ phase, data }) => {
  if (phase.value !== 'ready') return phase.value;
  return data.value.t.length ? 'charts' : 'empty';
};

/** The charts, or what is there in their place. */
function chartsOr(measures, build) {
  const state = computed(() => pointsOf(measures));
  const others = {
    loading: () => skeleton(2),
    failed: () => emptyState('error', t('failed.title'), failureText(measures.error.value)),
    empty: () => html`<p class="empty-line"><b>${t('chart.emptyTitle')}</b> ${t('chart.emptyText')}</p>`,
  };
  return () => {
    const name = state.value;
    return untrack(name === 'charts' ? build : others[name]);
  };
}

function charts(measures) {
  const { data, group, span, marks } = measures;
  return html`<div class="charts-h of-full"><span class="muted">${t('chart.hint')}</span><span class="grow"></span>
      ${rangePicker(measures)}</div>
    ${chartsOr(measures, () => html`<div class="charts pj-pair">${chart({ title: t('full.chart.throughput'),
      unit: t('full.rowsPerSecond'), data, group, span, marks, height: 146, series: [
        { key: 'rowsRead', label: t('full.series.read'), color: '--c1', fill: true },
        { key: 'rowsWritten', label: t('full.series.written'), color: '--c2' }] })}
      ${chart({ title: t('full.chart.traffic'), unit: t('full.perSecond'), data, group, span, marks, height: 146,
        format: bytes, series: [
          { key: 'bytesRead', label: t('full.series.source'), color: '--c1', fill: true },
          { key: 'bytesWritten', label: t('full.series.destination'), color: '--c2' }] })}</div>`)}`;
}

function timing(measures, viewTabs) {
  const { data, group, span, marks } = measures;
  return html`<div class="tools">${viewTabs()}</div><div class="timing">${chartsOr(measures, () => chart({
    title: t('full.chart.timing'), unit: 'ms', data, group, span, marks, height: 190, series: [
      { key: 'readMs', label: t('full.series.readMs'), color: '--c1' },
      { key: 'sliceMs', label: t('full.series.sliceMs'), color: '--c3' },
      { key: 'writeMs', label: t('full.series.writeMs'), color: '--c2' }] }))}
    <p class="muted">${t('full.timingText')}</p></div>`;
}
