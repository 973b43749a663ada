// components.js: every component with its state, and what may be ordered of it.
import { computed, html, signal, untrack } from '../core.js';
import { api } from '../api.js';
import { movement, movementText, openComponent } from '../components/component-drawer.js';
import { orderEntries } from '../components/component-orders.js';
import { isChecker, projectLink, projectsByComponent, reasonLine, speedWords } from '../components/checkers.js';
import { drawerFrame, mayDiscard, openDialog, urlDrawer } from '../dialogs.js';
import { metricFormat } from '../fmt.js';
import { t, word } from '../i18n.js';
import { csvMoment } from '../lists/files.js';
import { listing } from '../lists/listing.js';
import { liveList } from '../live.js';
import { openMenu, toast } from '../overlays.js';
import { navigate, query, setQuery } from '../router.js';
import { said } from '../said/said.js';
import { namePage } from '../shell.js';
import { shortcut } from '../shortcuts.js';
import {
  badge, button, choiceBox, emptyState, failureText, field, focusFirstComplaint, iconButton, notice, searchBox,
    segments,
  selectInput, textInput, when,
} from '../ui.js';

const STATES = ['abnormal', 'initializing', 'running', 'stopped', 'completed'];
/** What can be added here; Checkers belong to projects, which make them. */
const ADDED_KINDS = ['heartbeat'];
const KINDS = ['checker', 'heartbeat'];
const RANK = Object.fromEntries(STATES.map((name, place) => [name, place]));
const METRICS_SHOWN = 2;

const open = (id) => setQuery({ open: id, tab: null }, { replace: false });
/** What one search finds: name, ID, project by name or ID, machine by name, ID or address. */
const textOf = (row, project, machine) => [row.name, row.id, row.kind, project?.name, project?.id, row.machine?.name,
  row.machine?.id, machine?.address].join(' ').toLowerCase();

const metricWords = (row) => {
  if (isChecker(row)) return speedWords(row);
  const names = Object.keys(row.metrics ?? {}).sort().slice(0, METRICS_SHOWN);
  return names.map((name) => [word('metric', name), metricFormat(name)(row.metrics[name])]);
};

const underState = (row) => movementText(row) || said(row.failure?.message ?? '') || (isChecker(row) ? reasonLine(row) : '');

/** The link is drawn anew only when it is of another project, and not with every beat. */
function kindCell(row, projectOf) {
  const shown = computed(() => JSON.stringify([projectOf(row.value)?.id, projectOf(row.value)?.name]));
  const link = () => {
    shown.value;
    const project = untrack(() => projectOf(row.value));
    return project ? projectLink(project) : t('component.noProject');
  };
  return html`<span class="two"><span>${() => word('componentKind', row.value.kind)}</span><small>${link}</small></span>`;
}

const columns = (refresh, projectOf, machineOf) => [
  {
    key: 'name', label: t('component.name'), isFixed: true, sort: (row) => row.name,
    csv: [[t('component.name'), (row) => row.name], [t('component.id'), (row) => row.id]],
    cell: (row) => html`<span class="two"><b>${() => row.value.name}</b><small class="mono">${() =>
      row.value.id}</small></span>`,
  },
  { key: 'kind', label: t('component.kindProject'), width: '19%', sort: (row) => projectOf(row)?.name ?? row.kind,
    csv: [[t('component.kind'), (row) => word('componentKind', row.kind)],
      [t('projects.one'), (row) => projectOf(row)?.name]],
    cell: (row) => kindCell(row, projectOf) },
  {
    key: 'state', label: t('component.state'), width: '15%', sort: (row) => RANK[row.state],
    csv: [[t('component.state'), (row) => word('state', row.state)], [t('component.reason'), underState]],
    cell: (row) => html`<span class="two">${badge(() => row.value.state)}<small data-tip=${() => underState(row.value) || null}>${() =>
      underState(row.value) || when(row.value.since)}</small></span>`,
  },
  {
    key: 'machine', label: t('component.machine'), width: 150, sort: (row) => row.machine?.name,
    csv: [[t('component.machine'), (row) => row.machine?.name],
      [t('component.address'), (row) => machineOf(row)?.address]],
    cell: (row) => html`<span class="two"><a href=${() => `/om/machines?open=${row.value.machine?.id}`}>${() =>
      row.value.machine?.name ?? '–'}</a><small class="mono">${() => machineOf(row.value)?.address ?? ''}</small></span>`,
  },
  { key: 'beat', label: t('component.heartbeat'), width: 100, low: true, sort: (row) => row.heartbeatAt,
    csv: [[t('list.utc', { name: t('component.heartbeat') }), (row) => csvMoment(row.heartbeatAt)]],
    cell: (row) => when(() => row.value.heartbeatAt) },
  {
    key: 'metrics', label: t('component.metrics'), width: '19%', low: true,
    csv: (row) => metricWords(row).map(([name, value]) => `${name} ${value}`).join(', '),
    cell: (row) => html`<span class="metrics">${() => metricWords(row.value).map(([name, value]) =>
      html`<span><small>${name}</small> <b class="num">${value}</b></span>`)}</span>`,
  },
  {
    label: '', width: 56, align: 'r',
    cell: (row) => iconButton('more', t('projects.actionsOf', { name: row.peek().name }), (event) => openMenu(event.currentTarget, [
      { label: t('open'), ic: 'right', onclick: () => open(row.peek().id) },
      { label: t('component.openLog'), ic: 'log',
        onclick: () => setQuery({ open: row.peek().id, tab: 'log' }, { replace: false }) },
      { label: t('component.update'), ic: 'edit',
        onclick: () => setQuery({ open: row.peek().id, tab: 'configuration' }, { replace: false }) },
      { label: t('page.tickets'), ic: 'clock', onclick: () => navigate(`/om/tickets?q=${row.peek().id}`) },
      '-',
      ...orderEntries(row.peek(), refresh),
    ])),
  },
];

function openAddDialog(list, machines, onclose) {
  const name = signal('');
  const kind = signal(ADDED_KINDS[0]);
  const machine = signal('');
  const startNow = signal(true);
  const complaints = signal({});
  const error = signal(null);
  const isBusy = signal(false);
  let root = null;
  const submit = async (event, close) => {
    event.preventDefault();
    complaints.value = name.peek().trim() ? {} : { name: t('form.needed') };
    error.value = null;
    if (complaints.peek().name) return focusFirstComplaint(root);
    isBusy.value = true;
    try {
      const body = { kind: kind.peek(), name: name.peek().trim(), configuration: {}, start: startNow.peek() };
      if (machine.peek()) body.machine = machine.peek();
      await api('/components', { method: 'POST', body });
      toast(t('component.added', { name: body.name }));
      name.value = '';
      close();
      list.refresh();
    } catch (failure) {
      if (failure.status === 422 && failure.field) complaints.value = { [failure.field]: failure.message };
      else error.value = failure;
      focusFirstComplaint(root);
    }
    isBusy.value = false;
  };
  const complaint = (field) => () => complaints.value[field] ?? '';
  const machineChoices = () => [['', t('component.anyMachine')], ...machines.rows.value.map((one) =>
    [one.id, `${one.name} (${word('state', one.state)})`])];
  return openDialog(
    (close, dismiss) =>
      html`<form class="dw-form" @submit=${(event) => submit(event, close)} ref=${(element) => { root = element; }}>
      ${drawerFrame({
        title: t('component.add'),
        dismiss,
        body: html`<div class="form">
          ${field(t('component.kind'), selectInput(kind, ADDED_KINDS.map((one) => [one, t(`componentKind.${one}`)])),
            { required: true, help: t('component.kindHelp') })}
          ${field(t('component.name'), textInput(name, { autofocus: true, maxlength: 64 }),
            { required: true, error: complaint('name') })}
          ${() => field(t('component.machine'), selectInput(machine, machineChoices()),
            { required: true, error: complaint('machine'), help: t('component.machineHelp') })}
          <label class="check"><input type="checkbox" .checked=${startNow}
            @change=${(event) => { startNow.value = event.target.checked; }}>${t('component.startNow')}</label>
          ${() => (error.value ? notice('bad', failureText(error.value)) : null)}</div>`,
        foot: [html`<span class="grow"></span>`, button(t('cancel'), { onclick: () => dismiss() }),
          button(t('component.add'), { kind: 'primary', type: 'submit', disabled: isBusy })],
      })}</form>`,
    { label: t('component.add'), kind: 'drawer', onclose, mayClose: mayDiscard(() => Boolean(name.peek())) },
  );
}

const emptyList = () => emptyState('parts', t('component.emptyTitle'), t('component.emptyText'), [
  button(t('component.add'), { ic: 'plus', kind: 'primary', onclick: () => setQuery({ add: 1 }, { replace: false }) }),
]);

const noMatch = () => emptyState('search', t('noMatch.title'), t('noMatch.text'), [
  button(t('noMatch.clear'), { onclick: () => setQuery({ q: null, status: null, kind: null, region: null }) }),
]);

export function componentsPage() {
  namePage(t('page.components'), t('nav.om'));
  const list = liveList('/components', 'components');
  const machines = liveList('/machines', 'machines');
  const projects = liveList('/projects', 'projects');
  const projectOf = projectsByComponent(projects);
  const machinesById = computed(() => new Map(machines.rows.value.map((one) => [one.id, one])));
  const machineOf = (row) => machinesById.value.get(row.machine?.id);
  const regions = computed(() => [...new Set(machines.rows.value.map((one) => one.region).filter(Boolean))].sort());
  const kind = computed(() => query('kind') || 'all');
  const status = computed(() => query('status') || 'all');
  const searched = computed(() => {
    const wanted = query('q').toLowerCase();
    const region = query('region');
    return list.rows.value.filter((row) => (!region || machineOf(row)?.region === region)
      && (!wanted || textOf(row, projectOf(row), machineOf(row)).includes(wanted)));
  });
  const found = computed(() => searched.value.filter((row) => kind.value === 'all' || row.kind === kind.value));
  const ofKind = (name) => () => searched.value.filter((row) => name === 'all' || row.kind === name).length;
  const rows = computed(() => found.value.filter((row) => status.value === 'all' || row.state === status.value));
  const count = (name) => () => found.value.filter((row) => name === 'all' || row.state === name).length;
  const add = () => setQuery({ add: 1 }, { replace: false });

  const grid = listing('components', {
    label: t('page.components'), columns: columns(list.refresh, projectOf, machineOf), rows: () => rows.value,
    key: (row) => row.id, rowHeight: 48,
    onopen: (row) => open(row.id), phase: () => list.phase.value, error: () => list.error.value, retry: list.refresh,
    standardOrder: (a, b) => RANK[a.state] - RANK[b.state] || a.name.localeCompare(b.name),
    rowClass: (row) => (row.state === 'abnormal' ? 'is-bad' : movement(row) ? 'is-moving' : ''),
    empty: () => (list.rows.value.length ? noMatch() : emptyList()),
  });

  shortcut('c', t('component.add'), add);
  urlDrawer('open', (id, onclose) => openComponent(id, list,
    () => { onclose(); if (!query('open')) setQuery({ tab: null }); }, projectOf));
  urlDrawer('add', (_, onclose) => openAddDialog(list, machines, onclose));

  return html`<div class="page"><header class="ph"><h1>${t('page.components')}</h1><span class="grow"></span>
      ${grid.tools()}${button(t('component.add'), { ic: 'plus', kind: 'primary', keys: 'c', onclick: add })}</header>
    <div class="panel"><div class="tools">
      ${segments(t('component.kind'), ['all', ...KINDS].map((name) =>
        [name, name === 'all' ? t('component.allKinds') : t(`componentKind.${name}`), ofKind(name)]), kind,
          (name) => setQuery({ kind: name === 'all' ? null : name }))}
      ${segments(t('component.state'),
        ['all', ...STATES].map((name) => [name, name === 'all' ? t('filter.all') : t(`state.${name}`), count(name)]),
        status, (name) => setQuery({ status: name === 'all' ? null : name }))}
      ${() => (regions.value.length > 1
        ? choiceBox(t('region'), [['', t('allRegions')], ...regions.value.map((one) => [one, one])],
          () => query('region'), (region) => setQuery({ region })) : null)}
      <span class="grow"></span>${searchBox(t('component.filter'), () => query('q'), (q) => setQuery({ q }))}</div>
    ${grid.rows}</div></div>`;
}
