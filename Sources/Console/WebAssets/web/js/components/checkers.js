// checkers.js: what is special about Checkers, the components that copy the rows of a project: their project, their
// speed, what holds them back, and their charts.
import { chart } from '../chart.js';
import { computed, html } from '../core.js';
import { bytes, percent, short } from '../fmt.js';
import { t } from '../i18n.js';

const REASONS = ['sourceRead', 'conversion', 'destinationWrite', 'throttle', 'destinationLoad', 'blocked', 'idle'];
const COLOURS = ['--c1', '--c2', '--c3', '--c4'];

export const isChecker = (component) => component.kind === 'checker';

export const projectIdOf = (component) => component.configuration?.project ?? '';

/** Finds the project of a component, or a stand-in with its ID when it is not known. */
export function projectsByComponent(projects) {
  const byId = computed(() => new Map(projects.rows.value.map((one) => [one.id, one])));
  return (component) => {
    const id = projectIdOf(component);
    return id ? byId.value.get(id) ?? { id, name: id, isUnknown: true } : null;
  };
}

const reasonName = ({ metrics, state }) => (state === 'running' ? REASONS[metrics?.['full.reason']] ?? '' : '');

/** The name of what the Checker waits for most, or nothing while it tells nothing. */
export function reasonOf(component) {
  const name = reasonName(component);
  return name && t(name === 'idle' ? 'checker.waits' : `checker.reason.${name}`);
}

/** The same as a line that stands by itself. */
export function reasonLine(component) {
  const name = reasonName(component);
  if (name === 'idle') return t('checker.waitsShort');
  return name && t('checker.heldBack', { reason: t(`checker.reason.${name}`) });
}

const perSecond = (metrics, end) => metrics?.[`full.${end}.rows.perSecond`];

/** Read and written rows per second, as pairs of a word and a number. */
export const speedWords = ({ metrics, state }) => (state === 'running' && perSecond(metrics, 'source') != null ? [
  [t('checker.read'), t('checker.rowsPerSecond', { rows: short(perSecond(metrics, 'source')) })],
  [t('checker.written'), t('checker.rowsPerSecond', { rows: short(perSecond(metrics, 'destination') ?? 0) })],
] : []);

export const projectLink = (project) => (project.isUnknown ? html`<span class="mono">${project.name}</span>`
  : html`<a href=${`/migration/${project.id}`}>${project.name}</a>`);

const GROUPS = [
  ['checker.chart.rows', short, [['checker.read', 'full.source.rows.perSecond'],
    ['checker.written', 'full.destination.rows.perSecond']]],
  ['checker.chart.bytes', bytes, [['checker.read', 'full.source.bytes.perSecond'],
    ['checker.written', 'full.destination.bytes.perSecond']]],
  ['checker.chart.times', short, [['checker.plan', 'full.plan.milliseconds'], ['checker.reading', 'full.read.milliseconds'],
    ['checker.writing', 'full.write.milliseconds']]],
  ['checker.chart.shares', percent, [['checker.reason.sourceRead', 'full.sourceRead.share'],
    ['checker.reason.destinationWrite', 'full.destinationWrite.share'],
    ['checker.reason.throttle', 'full.throttle.share'], ['checker.reason.idle', 'full.idle.share']]],
];

export const CHECKER_METRICS = GROUPS.flatMap(([, , series]) => series.map(([, name]) => name));

/** The charts of a Checker: what belongs together shares one. */
export const checkerCharts = (data, span, group) => GROUPS.map(([title, format, series]) => chart({
  title: t(title), data, span, group, height: 120, format,
  series: series.map(([label, key], place) => ({ key, label: t(label), color: COLOURS[place], fill: place === 0 })),
}));
