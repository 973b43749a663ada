// metrics.js: the charts of a subject: range in the drawer, points from the server, new ones appended as they arrive.
import { computed, effect, html, onCleanup, signal, untrack } from './core.js';
import { api, now } from './api.js';
import { chart, chartGroup } from './chart.js';
import { t } from './i18n.js';
import { emptyState, failureText, segments, skeleton } from './ui.js';

const MINUTE = 60_000;
const RANGES = [
  ['15m', 15 * MINUTE],
  ['1h', 60 * MINUTE],
  ['6h', 360 * MINUTE],
  ['24h', 1440 * MINUTE],
  ['7d', 10_080 * MINUTE],
];
const POINTS = 600;
const REFRESH_SHARE = 60;

/**
 * @param {string} subject `component/cp_…`
 * @param {string[]} names
 * @param {(data: any, span: () => {from: number, to: number}, group: any) => Node[]} charts
 */
export function metricCharts(subject, names, charts) {
  const range = signal('15m');
  const data = signal({ t: [], series: {} });
  const phase = signal('loading');
  const error = signal(null);
  const group = chartGroup();
  const length = () => RANGES.find(([name]) => name === range.value)[1];
  const span = () => ({ from: now.peek() - length(), to: now.peek() });

  effect(() => {
    const milliseconds = length();
    let isEnded = false;
    const load = async () => {
      const to = now.peek();
      const path = `/metrics?subject=${encodeURIComponent(subject)}&names=${names.map(encodeURIComponent).join(',')}`;
      try {
        const answer = await api(`${path}&from=${to - milliseconds}&to=${to}&points=${POINTS}`);
        if (isEnded) return;
        data.value = { t: answer.t, series: answer.series };
        phase.value = 'ready';
        error.value = null;
      } catch (failure) {
        if (isEnded) return;
        error.value = failure;
        if (phase.peek() === 'loading') phase.value = 'failed';
      }
    };
    load();
    // A wider range changes more slowly on the screen.
    const timer = setInterval(load, Math.max(5_000, Math.min(60_000, milliseconds / REFRESH_SHARE / 3)));
    onCleanup(() => {
      isEnded = true;
      clearInterval(timer);
    });
  });

  const ranges = segments(
    t('chart.range'),
    RANGES.map(([name]) => [name, t(`range.${name}`)]),
    range,
    (name) => {
      group.zoom.value = null;
      range.value = name;
    },
  );
  const view = computed(() => {
    if (phase.value !== 'ready') return phase.value;
    return data.value.t.length ? 'charts' : 'empty';
  });
  const views = {
    loading: () => skeleton(2),
    failed: () => emptyState('error', t('failed.title'), failureText(error.value)),
    empty: () => emptyState('wave', t('chart.emptyTitle'), t('chart.emptyText')),
    charts: () => html`<div class="charts">${charts(data, span, group)}</div>`,
  };
  return html`<div class="charts-h"><span class="muted">${t('chart.hint')}</span>
      <span class="grow"></span>${ranges}</div>
    ${() => {
      const build = views[view.value];
      return untrack(build);
    }}`;
}

/** One small chart per metric. */
export const chartPerName = (names, describe) => (data, span, group) =>
  names.map((name, place) => {
    const { title, ...rest } = describe(name);
    const series = [{ key: name, label: title, color: `--c${(place % 4) + 1}`, fill: true }];
    return chart({ title, data, series, span, group, height: 120, ...rest });
  });
