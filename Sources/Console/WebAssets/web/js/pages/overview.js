// overview.js: what needs the operator, and the state of everything, each number a link to exactly those rows.
import { computed, each, html, untrack } from '../core.js';
import { t, word } from '../i18n.js';
import { icon } from '../icons.js';
import { bytes, percent } from '../fmt.js';
import { liveList } from '../live.js';
import {
  byWorst, currentStep, GROUPS, groupOf, hrefOf, needOf, stepName, stepShare, stepTone,
} from '../projects/project-rows.js';
import { said } from '../said/said.js';
import { namePage } from '../shell.js';
import { shareOf, testState, usageCell, usageNow } from '../summaries.js';
import { badge, bar, button, emptyState, failureText, skeleton, tone, when } from '../ui.js';

const COMPONENT_STATES = ['running', 'initializing', 'stopped', 'abnormal', 'completed'];
const SHOWN_MAX = 6;

const countBy = (rows, stateOf) => {
  const counts = {};
  for (const row of rows) counts[stateOf(row)] = (counts[stateOf(row)] ?? 0) + 1;
  return counts;
};

/** One number with its word; a link to the rows it counts. */
const figure = (count, text, href,
  toneName = '') => html`<a class=${() => `figure ${count() ? '' : 'zero'} ${count() && toneName
    ? `tone-${toneName}` : ''}`}
  href=${href}><b class="num">${count}</b><span>${text}</span></a>`;

const card = (title, href, content,
  extra = null) => html`<section class="panel card">
  <header><h2><a href=${href}>${title}</a></h2>${extra}</header>${content}</section>`;

const NEEDS_PER_KIND = 3;

/** The worst of the projects, and one line for those that are not named. */
function projectNeeds(projects) {
  const needy = projects.rows.value.filter(needOf).sort(byWorst);
  const named = needy.slice(0, NEEDS_PER_KIND).map((row) => {
    const need = needOf(row);
    return { key: row.id, kind: need.tone, title: t(`need.project.${need.kind}`, { name: row.name }), text: need.text,
      href: hrefOf(row, need) };
  });
  const rest = needy.length - named.length;
  return rest ? [...named, { key: 'projects', kind: 'warn', title: t('need.projects', { count: rest }), text: '',
    href: '/migration?need=1' }] : named;
}

function needs({ projects, components, machines, tickets, sources }) {
  const rows = (list, test) => list.rows.value.filter(test);
  const abnormal = rows(components, (row) => row.state === 'abnormal');
  const down = rows(machines, (row) => row.state === 'down');
  const failed = rows(tickets, (row) => row.state === 'failed');
  const unreachable = rows(sources, (row) => testState(row) === 'failed');
  return [
    ...projectNeeds(projects),
    ...abnormal.slice(0, 3).map((row) => ({
      key: row.id, kind: 'bad', title: t('need.abnormal', { name: row.name }), text: said(row.failure?.message ?? ''),
      href: `/om/components?open=${row.id}`,
    })),
    ...down.slice(0, 3).map((row) => ({
      key: row.id, kind: 'bad', title: t('need.down', { name: row.name }), text: t('need.downText'),
        href: `/om/machines?open=${row.id}`,
    })),
    ...(failed.length ? [{ key: 'tickets', kind: 'warn', title: t('need.tickets', { count: failed.length }),
      text: t('need.ticketsText'), href: '/om/tickets?status=failed' }] : []),
    ...unreachable.slice(0, 3).map((row) => ({
      key: row.id, kind: 'warn', title: t('need.source', { name: row.name }),
        text: row.lastTest.steps?.find((step) => step.outcome === 'failed')?.detail ?? '',
      href: `/sources?open=${row.id}`,
    })),
  ];
}

const needRow = (need) =>
  html`<li class=${() => `need-${need.value.kind}`}>${icon(need.peek().kind === 'bad' ? 'error' : 'alert')}
  <p><b>${() => need.value.title}</b> ${() => need.value.text}</p>
  <a class="btn small" href=${() => need.value.href} aria-label=${() => t('need.reviewOf', { title: need.value.title })}
  >${t('need.review')}</a></li>`;

/** Nothing exists yet: the way to the first project. */
function firstSteps({ machines, sources, projects }) {
  const step = (isDone, title, text, href, action) => html`<li class=${isDone ? 'done' : ''}>
    <span class="step-mark">${icon(isDone ? 'check' : 'ring')}</span>
    <div><b>${title}</b>${isDone ? html` <span class="sr">${t('first.done')}</span>` : null}<p>${text}</p></div>
    ${isDone ? null : html`<a class="btn" href=${href}>${action}</a>`}</li>`;
  const hasMachine = machines.rows.value.some((row) => row.state === 'up');
  return html`<section class="panel first"><h2>${t('first.title')}</h2><p class="muted">${t('first.text')}</p><ol>
    ${step(hasMachine, t('first.machine'), t('first.machineText'), '/om/machines', t('first.machineDo'))}
    ${step(sources.rows.value.length > 1, t('first.source'), t('first.sourceText'), '/sources?edit=new',
      t('source.add'))}
    ${step(projects.rows.value.length > 0, t('first.project'), t('first.projectText'), '/migration/new',
      t('projects.create'))}
  </ol></section>`;
}

const machineRow = (row) => html`<tr>
  <th scope="row"><a href=${() => `/om/machines?open=${row.value.id}`}>${() => row.value.name}</a></th>
  <td>${badge(() => row.value.state)}</td>
  <td>${usageCell(() => usageNow(row.value, row.value.cpu), '')}</td>
  <td>${usageCell(() => usageNow(row.value, shareOf(row.value.memory)), () => bytes(row.value.memory?.used))}</td>
  <td class="low">${usageCell(() => usageNow(row.value, shareOf(row.value.disk)),
    () => bytes(row.value.disk?.used))}</td>
  <td class="r num">${() => `${row.value.components?.used ?? 0} / ${row.value.components?.limit ?? '–'}`}</td></tr>`;

const machineTable = (rows) => html`<table class="plain roomy"><thead><tr>
    <th scope="col">${t('machine.name')}</th><th scope="col">${t('machine.state')}</th>
    <th scope="col">${t('machine.cpu')}</th>
    <th scope="col">${t('machine.memory')}</th><th scope="col" class="low">${t('machine.disk')}</th>
    <th scope="col" class="r">${t('machine.components')}</th></tr></thead>
  <tbody>${each(rows, (row) => row.id, machineRow)}</tbody></table>`;

const ticketRow = (row) => html`<li>
  <a href=${() => `/om/tickets?open=${row.value.id}`}>${() => word('ticketKind', row.value.kind)}</a>
  <span class="cut">${() => row.value.subject?.name ?? ''}</span>${badge(() => row.value.state)}
  <small>${when(() => row.value.createdAt)}</small></li>`;

const projectRow = (row) => html`<tr>
  <th scope="row"><a href=${() => hrefOf(row.value)}>${() => row.value.name}</a></th>
  <td>${badge(() => row.value.state)}</td>
  <td class="low"><span class="route"><span>${() => row.value.source.name}</span>${icon('arrow')}<span class="sr">→</span>
    <span>${() => row.value.destination.name}</span></span></td>
  <td><span class="step-cell"><span><span>${() => stepName(currentStep(row.value)) || t('projects.noStep')}</span>
    <b class="num">${() => (currentStep(row.value)?.progress == null ? '' : percent(stepShare(row.value)))}</b></span>
    ${bar(() => stepShare(row.value), () => stepTone(row.value))}</span></td></tr>`;

const projectTable = (rows) => html`<table class="plain roomy"><thead><tr>
    <th scope="col">${t('projects.one')}</th><th scope="col">${t('projects.status')}</th>
    <th scope="col" class="low">${t('projects.route')}</th><th scope="col">${t('projects.step')}</th></tr></thead>
  <tbody>${each(rows, (row) => row.id, projectRow)}</tbody></table>`;

export function overviewPage() {
  namePage(t('page.overview'));
  const projects = liveList('/projects', 'projects');
  const components = liveList('/components', 'components');
  const machines = liveList('/machines', 'machines');
  const tickets = liveList('/tickets?limit=500', 'tickets');
  const sources = liveList('/datasources', 'datasources');
  const lists = { projects, components, machines, tickets, sources };
  const all = Object.values(lists);
  const phase = computed(() => {
    if (all.some((list) => list.phase.value === 'loading')) return 'loading';
    return all.some((list) => list.phase.value !== 'ready') ? 'failed' : 'ready';
  });
  const retry = () => all.forEach((list) => list.refresh());
  const content = () => {
    if (phase.value === 'loading') return skeleton(4);
    if (phase.value === 'failed') {
      return emptyState('error', t('failed.title'),
        failureText(all.find((list) => list.error.value)?.error.value ?? {}), [
        button(t('tryAgain'), { ic: 'retry', onclick: retry }),
      ]);
    }
    return untrack(() => overviewCards(lists));
  };
  return html`<div class="page"><header class="ph"><h1>${t('page.overview')}</h1></header>${content}</div>`;
}

function overviewCards(lists) {
  const { projects, components, machines, tickets, sources } = lists;
  const groups = computed(() => countBy(projects.rows.value, groupOf));
  const states = computed(() => countBy(components.rows.value, (row) => row.state));
  const tests = computed(() => countBy(sources.rows.value, testState));
  const machineStates = computed(() => countBy(machines.rows.value, (row) => row.state));
  const ticketStates = computed(() => countBy(tickets.rows.value,
    (row) => (['successful', 'failed'].includes(row.state) ? row.state : 'open')));
  const isNew = computed(() => !projects.rows.value.length);
  const hasProjects = computed(() => projects.rows.value.length > 0);
  const worst = () => [...projects.rows.value].sort(byWorst).slice(0, SHOWN_MAX);
  const needed = computed(() => needs(lists));
  const isNeeded = computed(() => needed.value.length > 0);
  const hasMachines = computed(() => machines.rows.value.length > 0);
  const hasTickets = computed(() => tickets.rows.value.length > 0);
  const machinesShown = () => machines.rows.value.slice(0, SHOWN_MAX);
  const newest = () => [...tickets.rows.value].sort((a, b) => b.createdAt - a.createdAt).slice(0, SHOWN_MAX);
  const byState = (counts, name, page) =>
    figure(() => counts.value[name] ?? 0, t(`state.${name}`), `${page}?status=${name}`, tone(name));

  return html`${() => (isNeeded.value
    ? html`<ul class="needs" aria-label=${t('need.title')}>${each(needed, (need) => need.key, needRow)}</ul>` : null)}
    ${() => (isNew.value ? firstSteps(lists) : null)}
    ${card(t('page.migration'), '/migration', html`<div class="figures">${Object.keys(GROUPS).map((name) =>
      byState(groups, name, '/migration'))}</div>
      ${() => (hasProjects.value ? untrack(() => projectTable(worst)) : null)}`,
      html`<span class="grow"></span><a class="btn small" href="/migration/new">${icon('plus')}<span>${t(
        'projects.create')}</span></a>`)}
    <div class="cards">
      ${card(t('page.components'), '/om/components',
        html`<div class="figures">${COMPONENT_STATES.map((name) => byState(states, name, '/om/components'))}</div>`)}
      ${card(t('page.machines'), '/om/machines',
        html`<div class="figures">${['up', 'down'].map((name) => byState(machineStates, name, '/om/machines'))}</div>`)}
      ${card(t('page.tickets'), '/om/tickets', html`<div class="figures">
        ${figure(() => ticketStates.value.open ?? 0, t('filter.open'), '/om/tickets?status=open', 'run')}
        ${figure(() => ticketStates.value.failed ?? 0, t('filter.failed'), '/om/tickets?status=failed', 'bad')}</div>`)}
      ${card(t('page.sources'), '/sources', html`<div class="figures">
        ${figure(() => sources.rows.value.length, t('overview.sources'), '/sources')}
        ${figure(() => tests.value.failed ?? 0, t('overview.failedTests'), '/sources?status=failed', 'bad')}
        ${figure(() => tests.value.untested ?? 0, t('state.untested'), '/sources?status=untested', 'warn')}</div>`)}
    </div>
    <div class="cards wide">
      ${card(t('page.machines'), '/om/machines', () => (hasMachines.value
        ? untrack(() => machineTable(machinesShown))
        : html`<p class="empty-line">${t('machine.emptyTitle')}</p>`))}
      ${card(t('overview.newestTickets'), '/om/tickets', () => (hasTickets.value
        ? html`<ul class="rows">${each(newest, (row) => row.id, ticketRow)}</ul>`
        : html`<p class="empty-line">${t('ticket.emptyTitle')}</p>`))}
    </div>`;
}
