// measures.js: what was measured over the Checkers of a project, for the charts of the full step: one reading for all
// charts, a range that they share, and marks where something happened.
import { computed, effect, html, onCleanup, signal } from '../../../core.js';
import { api, now } from '../../../api.js';
import { chartGroup } from '../../../chart.js';
import { t } from '../../../i18n.js';
import { button, segments } from '../../../ui.js';

const MINUTE = 60_000;
const RANGES = [['15m', 15 * MINUTE], ['1h', 60 * MINUTE], ['6h', 360 * MINUTE], ['24h', 1440 * MINUTE],
  ['7d', 10_080 * MINUTE]];
const NAMES = ['rowsRead', 'rowsWritten', 'bytesRead', 'bytesWritten', 'readMs', 'sliceMs', 'writeMs'];
const READ_EVERY = 5_000;
const POINTS = 600;

const EVENTS = 200;

/** States in which nothing is measured any more, or yet. */
const STILL = new Set(['completed', 'released', 'notStarted', 'prechecking']);

/** States that are worth a mark in a chart. */
const MARKED = new Set(['paused', 'running', 'failed', 'completed']);

/** @param {import('../project.js').Shown} shown */
export function measuresOf(shown) {
  const range = signal('15m');
  const data = signal({ t: [], series: {} });
  const phase = signal('loading');
  const error = signal(null);
  const group = chartGroup();
  const length = () => RANGES.find(([name]) => name === range.value)[1];
  const isMoving = computed(() => !STILL.has(shown.record.value.state));
  /** What is over is looked at where it was, not beside an empty present. */
  const end = () => (isMoving.peek() ? now.peek() : lastMoment(shown.record.peek()) ?? now.peek());
  const span = () => ({ from: end() - length(), to: end() });

  effect(() => {
    const milliseconds = length();
    const isLive = isMoving.value;
    let isEnded = false;
    const load = async () => {
      const to = end();
      try {
        const answer = await api(`/projects/${shown.id}/metrics?names=${NAMES.join(',')}&from=${
          Math.round(to - milliseconds)}&to=${Math.round(to)}&points=${POINTS}`);
        if (isEnded) return;
        data.value = { t: answer.t ?? [], series: answer.series ?? {} };
        error.value = null;
        phase.value = 'ready';
      } catch (failure) {
        if (isEnded) return;
        error.value = failure;
        if (phase.peek() === 'loading') phase.value = 'failed';
      }
    };
    load();
    const timer = isLive ? setInterval(load, READ_EVERY) : 0;
    onCleanup(() => {
      isEnded = true;
      clearInterval(timer);
    });
  });
  const orders = ordersOf(shown);
  return { data, phase, error, group, span, range,
    marks: () => [...marksOf(shown.record.value), ...orders.value].sort((a, b) => a.at - b.at) };
}

/** What people and the agent did that shows in the numbers: another speed, a Checker that broke down. */
function ordersOf(shown) {
  const marks = signal([]);
  const speed = computed(() => JSON.stringify(shown.record.value.file.options.speed));
  let isEnded = false;
  const read = async () => {
    const answer = await api(`/projects/${shown.id}/activity?limit=${EVENTS}`).catch(() => null);
    if (!answer || isEnded) return;
    marks.value = answer.items.map(markOf).filter(Boolean);
  };
  effect(() => {
    speed.value;
    read();
  });
  onCleanup(() => {
    isEnded = true;
  });
  return marks;
}

function markOf({ at, kind, key, values }) {
  const isSpeed = kind === 'audit' && values?.outcome === 'succeeded'
    && (values.changes ?? []).some(({ field }) => field.startsWith('project.options.speed'));
  if (isSpeed) return { at, label: t('full.mark.speed') };
  return key === 'component' && values?.to === 'abnormal' ? { at, label: t('full.mark.abnormal') } : null;
}

function lastMoment({ steps, since }) {
  const full = steps.find((step) => step.kind === 'full');
  const last = full?.finishedAt ?? full?.startedAt ?? since;
  return last ? last + 20_000 : null;
}

const marksOf = ({ history }) => (history ?? []).filter((change) => MARKED.has(change.to) && change.from)
  .map((change) => ({ at: change.at, label: t(`full.mark.${change.to}`) }));

export const rangePicker = ({ range, group }) => html`<div class="row">${segments(t('chart.range'),
  RANGES.map(([name]) => [name, t(`range.${name}`)]), range, (name) => {
    group.zoom.value = null;
    range.value = name;
  })}${() => (group.zoom.value ? button(t('full.resetZoom'), { kind: 'small',
    onclick: () => { group.zoom.value = null; } }) : null)}</div>`;
