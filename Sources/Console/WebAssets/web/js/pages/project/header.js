// header.js: the name and state of a project, where it leads from and to, and what may be done with it now.
import { computed, html } from '../../core.js';
import { now } from '../../api.js';
import { duration } from '../../fmt.js';
import { t, word } from '../../i18n.js';
import { icon } from '../../icons.js';
import { openMenu } from '../../overlays.js';
import { said } from '../../said/said.js';
import { actionButton, badge, button, copyable, exactly, iconButton } from '../../ui.js';
import { openApiCalls } from './api-calls.js';
import { askClone, askDelete, askPause, askRelease, askRename, askStart, download, giveOrder } from './orders.js';
import { alertName, askAlertLevel } from '../../projects/project-changes.js';
import { askTags } from '../../projects/tags.js';
import { saveChange } from './changes.js';

const ENGINES = { oracle: 'ORA', oceanbase: 'OB', mysql: 'MY', seekdb: 'SDB' };

const engineMark = (kind) => ENGINES[kind] ?? (kind || '?').slice(0, 3).toUpperCase();

/** One end of the route, which leads to its data source. */
const end = (label, read) => html`<a class="pj-end" href=${() => `/sources?open=${read().id}`}
  aria-label=${() => t('project.endOf', { end: label, name: read().name || read().id })}>
  <span class="engine" aria-hidden="true">${() => engineMark(read().kind)}</span>
  <span class="two"><b>${() => read().name || t('project.sourceGone')}</b><small>${() =>
    word('project.engine', read().kind)}</small></span></a>`;

/** What runs while another order is on its way: the wish differs from the state. */
function movement({ wish, state, orders }) {
  if (wish === 'paused' && state === 'running') return 'pausing';
  if (wish === 'running' && ['notStarted', 'paused', 'failed'].includes(state) && !orders.resume.ok
    && !orders.start.ok) return 'starting';
  return '';
}

/** @param {import('./project.js').Shown} shown */
export function projectHeader(shown) {
  const { record } = shown;
  const meta = (label, value) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const moving = computed(() => movement(record.value));
  return html`<header class="ph"><h1 class="cut">${() => record.value.name}</h1>
      ${badge(() => record.value.state)}
      <span class="muted" role="status">${() => (moving.value ? t(`project.moving.${moving.value}`) : '')}</span>
      <span class="pj-tags">${() => record.value.tags.map((tag) => html`<a class="tag" href=${
        `/migration?tag=${encodeURIComponent(tag)}`}>${tag}</a>`)}</span>
      <span class="grow"></span><div class="ph-actions">${headerButtons(shown)}</div></header>
    <div class="pj-route">${end(t('project.source'), () => record.value.source)}
      <span class="way">${icon('arrow')}</span>
      ${end(t('project.destination'), () => record.value.destination)}
      <dl class="meta">${meta(t('project.id'), copyable(record.peek().id))}
        ${meta(t('projects.alert'), html`<button type="button" class="btn link" data-tip=${t('projects.alert.change')}
          @click=${() => openAlertLevel(shown)}>${() => alertName(record.value)}</button>`)}
        ${meta(t('project.owner'), () => record.value.owner)}
        ${meta(t('project.created'), exactly(() => record.value.createdAt))}
        <div ?hidden=${() => !hasBegun(record.value)}><dt>${() =>
          t(`project.elapsed.${isOver(record.value) ? 'over' : 'now'}`)}</dt><dd class="num">${() =>
          elapsed(record.value, now.value)}</dd></div></dl></div>`;
}

const isOver = ({ state }) => state !== 'running';
const hasBegun = ({ steps }) => steps.some((step) => step.startedAt);

/** From the first step's start until now, or until the project came to rest. */
function elapsed(project, moment) {
  const starts = project.steps.map((step) => step.startedAt).filter(Boolean);
  if (!starts.length) return '–';
  const ends = project.steps.map((step) => step.finishedAt).filter(Boolean);
  const isDone = ['completed', 'releasing', 'released'].includes(project.state) && ends.length;
  const until = !isOver(project) ? moment : isDone ? Math.max(...ends) : project.since;
  return duration((until - Math.min(...starts)) / 1000);
}

/** The one order that moves the project on, and the way to everything else. */
function headerButtons(shown) {
  const { record } = shown;
  const rule = (name) => () => record.value.orders[name];
  const main = computed(() => mainOrder(record.value));
  const acts = {
    start: () => askStart(shown), pause: () => askPause(shown), resume: () => giveOrder(shown, 'resume'),
    release: () => askRelease(shown), delete: () => askDelete(shown),
  };
  const icons = { start: 'play', pause: 'pause', resume: 'play', release: 'minus', delete: 'trash' };
  const label = (name) => t(`project.order.${name}${['start', 'pause', 'release', 'delete'].includes(name)
    ? 'Dots' : ''}`);
  const pressed = () => acts[main.peek()]();
  return [
    button(t('project.page.objects'), { ic: 'table', onclick: () => shown.go('objects') }),
    button(t('project.page.components'), { ic: 'parts', onclick: () => shown.go('components') }),
    () => actionButton(label(main.value), rule(main.value), pressed, { ic: icons[main.value],
      kind: main.value === 'start' || main.value === 'resume' ? 'primary' : '' }),
    iconButton('more', t('project.more'), (event) => openMenu(event.currentTarget, menuEntries(shown)), ''),
  ];
}

function openTags(shown) {
  const project = shown.record.peek();
  return askTags(project, (tags, takeTheirs) => saveChange(shown, { tags }, { revision: project.rev, takeTheirs }));
}

/** What counts as an alert of this project. */
function openAlertLevel(shown) {
  const project = shown.record.peek();
  return askAlertLevel(project, (alertLevel, takeTheirs) =>
    saveChange(shown, { alertLevel }, { revision: project.rev, takeTheirs }));
}

/** What a person most likely wants now; refused, it stays with the reason. */
function mainOrder({ state, orders }) {
  const allowed = ['start', 'resume', 'pause'].find((name) => orders[name].ok);
  if (allowed) return allowed;
  if (state === 'notStarted') return 'start';
  if (state === 'running') return 'pause';
  return state === 'paused' || state === 'failed' ? 'resume' : state === 'released' ? 'delete' : 'release';
}

function menuEntries(shown) {
  const { orders, state } = shown.record.peek();
  const why = (name) => (orders[name].ok ? '' : said(orders[name].why) || t('action.notNow'));
  const page = (name, ic) => ({ label: t(`project.page.${name}`), ic, onclick: () => shown.go(name) });
  return [
    page('options', 'gear'),
    page('connections', 'plug'),
    page('activity', 'clock'),
    '-',
    { label: t('project.order.renameDots'), ic: 'edit', disabled: why('rename'), onclick: () => askRename(shown) },
    { label: t('project.order.tagsDots'), ic: 'tag', disabled: why('rename'), onclick: () => openTags(shown) },
    { label: t('projects.alertDots'), ic: 'alert', disabled: why('rename'), onclick: () => openAlertLevel(shown) },
    { label: t('project.order.cloneDots'), ic: 'copy', disabled: why('clone'), onclick: () => askClone(shown) },
    { label: t('project.download'), ic: 'download', onclick: () => download(shown) },
    { label: t('project.api.menu'), ic: 'log', onclick: () => openApiCalls(shown) },
    '-',
    ...(state === 'running' ? [{ label: t('project.order.pauseDots'), ic: 'pause', disabled: why('pause'),
      onclick: () => askPause(shown) }] : []),
    { label: t('project.order.releaseDots'), ic: 'minus', danger: true, disabled: why('release'),
      onclick: () => askRelease(shown) },
    { label: t('project.order.deleteDots'), ic: 'trash', danger: true, disabled: why('delete'),
      onclick: () => askDelete(shown) },
  ];
}
