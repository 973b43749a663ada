// machines.js: the hosts with an agent: how alive they are, how full, and what runs on them.
import { computed, html, signal, untrack } from '../core.js';
import { api, now } from '../api.js';
import { drawerFrame, factList, mayDiscard, openDialog, resolveConflict, urlDrawer } from '../dialogs.js';
import { bytes, duration, percent } from '../fmt.js';
import { t, word } from '../i18n.js';
import { csvMoment } from '../lists/files.js';
import { listing } from '../lists/listing.js';
import { liveList, liveRecord } from '../live.js';
import { chart } from '../chart.js';
import { metricCharts } from '../metrics.js';
import { toast } from '../overlays.js';
import { query, setQuery } from '../router.js';
import { namePage } from '../shell.js';
import { shareOf, usageCell, usageNow } from '../summaries.js';
import {
  badge, button, copyable, emptyState, exactly, failureText, field, notice, searchBox, segments, skeleton, textInput,
  when,
} from '../ui.js';

const open = (id) => setQuery({ open: id }, { replace: false });
const text = (row) => [row.name, row.id, row.address, row.region].join(' ').toLowerCase();

/** Bytes as numbers, for a file. */
const usedAndTotal = (name) => [[t('machine.usedBytes', { name: t(`machine.${name}`) }), (row) => row[name]?.used],
  [t('machine.totalBytes', { name: t(`machine.${name}`) }), (row) => row[name]?.total]];

/** Made anew with the page, because the words follow the language. */
const columns = () => [
  {
    key: 'name', label: t('machine.name'), isFixed: true, sort: (row) => row.name,
    csv: [[t('machine.name'), (row) => row.name], [t('machine.id'), (row) => row.id],
      [t('machine.address'), (row) => row.address]],
    cell: (row) => html`<span class="two"><b>${() => row.value.name}</b><small class="mono">${() =>
      row.value.address}</small></span>`,
  },
  {
    key: 'state', label: t('machine.state'), width: 130, sort: (row) => row.state,
    csv: [[t('machine.state'), (row) => word('state', row.state)],
      [t('list.utc', { name: t('machine.heartbeat') }), (row) => csvMoment(row.heartbeatAt)]],
    cell: (row) => html`<span class="two">${badge(() => row.value.state)}<small>${when(() =>
      row.value.heartbeatAt)}</small></span>`,
  },
  { key: 'region', label: t('region'), width: 110, low: true, sort: (row) => row.region,
    cell: (row) => () => row.value.region || '–' },
  {
    key: 'cpu', label: t('machine.cpu'), width: '14%', sort: (row) => row.cpu,
    csv: [[t('machine.cpu'), (row) => percent(usageNow(row, row.cpu))], [t('machine.coresHead'), (row) => row.cores]],
    cell: (row) => usageCell(() => usageNow(row.value, row.value.cpu),
      () => t('machine.cores', { count: row.value.cores ?? 0 })),
  },
  {
    key: 'memory', label: t('machine.memory'), width: '16%', sort: (row) => shareOf(row.memory),
    csv: usedAndTotal('memory'),
    cell: (row) => usageCell(() => usageNow(row.value, shareOf(row.value.memory)),
      () => t('of', { used: bytes(row.value.memory?.used), total: bytes(row.value.memory?.total) })),
  },
  {
    key: 'disk', label: t('machine.disk'), width: '16%', sort: (row) => shareOf(row.disk),
    csv: usedAndTotal('disk'),
    cell: (row) => usageCell(() => usageNow(row.value, shareOf(row.value.disk)),
      () => t('of', { used: bytes(row.value.disk?.used), total: bytes(row.value.disk?.total) })),
  },
  {
    key: 'components', label: t('machine.components'), width: 116, align: 'r', sort: (row) => row.components?.used,
    csv: [[t('machine.components'), (row) => row.components?.used ?? 0],
      [t('machine.limit'), (row) => row.components?.limit]],
    cell: (row) => html`<span class="num">${() =>
      `${row.value.components?.used ?? 0} / ${row.value.components?.limit ?? '–'}`}</span>`,
  },
  { key: 'agent', label: t('machine.agent'), width: '14%', low: true, isExtra: true, sort: (row) => row.agent?.version,
    cell: (row) => () => row.value.agent?.version ?? '–' },
];

function openMachine(id, list, onclose) {
  const editing = { isChanged: () => false };
  return openDialog(
    (_, dismiss) => {
      const live = liveRecord(`/machines/${id}`, 'machines', id);
      const machine = live.record;
      const isReady = computed(() => live.phase.value === 'ready');
      return drawerFrame({
        title: () => machine.value?.name ?? id,
        badge: () => (machine.value ? badge(() => machine.value?.state) : null),
        dismiss,
        body: () => (isReady.value ? untrack(() => machineBody(machine, live, list, editing)) : pending(live)),
      });
    },
    { label: t('machine.one'), kind: 'drawer', size: 'wide', onclose, mayClose: mayDiscard(() => editing.isChanged()) },
  );
}

function pending(live) {
  if (live.phase.value === 'loading') return skeleton(4);
  if (live.phase.value === 'missing') return emptyState('question', t('gone.title'), t('gone.text'));
  return emptyState('error', t('failed.title'), failureText(live.error.value), [
    button(t('tryAgain'), { ic: 'retry', onclick: live.refresh }),
  ]);
}

const usedOf = (usage) => t('of', { used: bytes(usage?.used), total: bytes(usage?.total) });

/** Bound value by value, so that a beat does not take the focus from a button among them. */
const machineFacts = (machine) => factList([
  [t('machine.id'), copyable(machine.peek().id)],
  [t('machine.address'), copyable(machine.peek().address)],
  [t('machine.heartbeat'), when(() => machine.value.heartbeatAt)],
  [t('machine.agent'), () => {
    const { agent } = machine.value;
    return agent ? t('machine.agentText', { version: agent.version, pid: agent.pid }) : '–';
  }],
  [t('machine.agentSince'), html`${exactly(() => machine.value.agent?.startedAt)} <span class="muted">${() =>
    machine.value.agent ? duration((now.value - machine.value.agent.startedAt) / 1000) : ''}</span>`],
  [t('machine.memory'), () => usedOf(machine.value.memory)],
  [t('machine.disk'), () => usedOf(machine.value.disk)],
]);

function machineBody(machine, live, list, editing) {
  return html`${() => (machine.value.state === 'down' ? notice('bad', html`<p>${t('machine.downText')}</p>`) : null)}
    ${machineFacts(machine)}
    <h3 class="gap">${t('machine.usage')}</h3>
    ${metricCharts(`machine/${machine.peek().id}`, METRICS, usageCharts(machine))}
    <h3 class="gap">${t('machine.componentsHere')} <small class="num">${() =>
      `${machine.value.components?.used ?? 0} / ${machine.value.components?.limit ?? '–'}`}</small></h3>
    ${() => componentsHere(machine.value.componentsHere ?? [])}
    <h3 class="gap">${t('machine.settings')}</h3>${settingsForm(machine, live, list, editing)}`;
}

const METRICS = ['cpu.busy', 'memory.used.bytes', 'disk.used.bytes'];
const asPercent = (value) => `${Math.round(value * 100)}%`;

/** Each axis ends where the machine does: at all cores, all memory, the whole disk. */
const usageCharts = (machine) => (data, span, group) => {
  const { memory, disk } = machine.peek();
  const axes = [
    ['cpu', { most: 1, format: asPercent }],
    ['memory', { most: memory?.total, format: bytes }],
    ['disk', { most: disk?.total, format: bytes }],
  ];
  return axes.map(([name, axis], place) => {
    const title = t(`machine.${name}`);
    const series = [{ key: METRICS[place], label: title, color: `--c${place + 1}`, fill: true }];
    return chart({ title, data, series, span, group, height: 110, ...axis });
  });
};

const componentsHere = (rows) =>
  rows.length
    ? html`<ul class="links">${rows.map((row) =>
      html`<li><a href=${`/om/components?open=${row.id}`}>${row.name}</a>${badge(row.state)}</li>`)}</ul>`
    : html`<p class="muted">${t('machine.noComponents')}</p>`;

function settingsForm(machine, live, list, editing) {
  const start = machine.peek();
  const name = signal(start.name);
  const region = signal(start.region ?? '');
  const limit = signal(String(start.components?.limit ?? ''));
  const saved = signal({ name: start.name, region: start.region ?? '', limit: String(start.components?.limit ?? '') });
  const complaints = signal({});
  const error = signal(null);
  let revision = start.rev;
  const isChanged = () =>
    name.value !== saved.value.name || region.value !== saved.value.region || limit.value !== saved.value.limit;
  editing.isChanged = () => untrack(isChanged);

  const take = (row) => {
    revision = row.rev;
    name.value = row.name;
    region.value = row.region ?? '';
    limit.value = String(row.components?.limit ?? '');
    saved.value = { name: name.peek(), region: region.peek(), limit: limit.peek() };
  };
  const send = async () => {
    const body = { name: name.peek().trim(), region: region.peek().trim(), componentLimit: Number(limit.peek()) };
    try {
      return await api(`/machines/${start.id}`, { method: 'PATCH', body, revision });
    } catch (failure) {
      if (failure.status !== 412) throw failure;
      return settle(failure.current ?? (await api(`/machines/${start.id}`)));
    }
  };
  const settle = async (theirs) => {
    const pairs = [
      [t('machine.name'), theirs.name, name.peek()],
      [t('region'), theirs.region ?? '', region.peek()],
      [t('machine.limit'), String(theirs.components?.limit ?? ''), limit.peek()],
    ];
    const choice = await resolveConflict(pairs.filter(([, a, b]) => a !== b)
      .map(([field, a, b]) => ({ name: field, theirs: a, mine: b })));
    if (choice === 'theirs') take(theirs);
    if (choice !== 'mine') return null;
    revision = theirs.rev;
    return send();
  };
  const submit = async (event) => {
    event.preventDefault();
    complaints.value = /^\d+$/.test(limit.peek()) ? {} : { componentLimit: t('form.wholeNumber') };
    error.value = null;
    if (complaints.peek().componentLimit) return;
    try {
      const row = await send();
      if (!row) return;
      take(row.id ? row : await api(`/machines/${start.id}`));
      toast(t('machine.saved', { name: name.peek() }));
      live.refresh();
      list.refresh();
    } catch (failure) {
      if (failure.status === 422 && failure.field) complaints.value = { [failure.field]: failure.message };
      else error.value = failure;
    }
  };
  return html`<form class="grid-form" @submit=${submit}>
    ${field(t('machine.name'), textInput(name, { maxlength: 64 }),
      { required: true, error: () => complaints.value.name ?? '' })}
    ${field(t('region'), textInput(region), { error: () => complaints.value.region ?? '' })}
    ${field(t('machine.limit'), textInput(limit, { inputmode: 'numeric' }),
      { required: true, help: t('machine.limitHelp'), error: () => complaints.value.componentLimit ?? '' })}
    <div class="df inline wide">${() => (error.value ? notice('bad', failureText(error.value)) : null)}
      ${button(t('save'), { kind: 'primary', type: 'submit', disabled: () => !isChanged() })}</div></form>`;
}

export function machinesPage() {
  namePage(t('page.machines'), t('nav.om'));
  const list = liveList('/machines', 'machines');
  const status = computed(() => query('status') || 'all');
  const found = computed(() => {
    const wanted = query('q').toLowerCase();
    return list.rows.value.filter((row) => !wanted || text(row).includes(wanted));
  });
  const rows = computed(() => found.value.filter((row) => status.value === 'all' || row.state === status.value));
  const count = (name) => () => found.value.filter((row) => name === 'all' || row.state === name).length;
  urlDrawer('open', (id, onclose) => openMachine(id, list, onclose));

  const empty = () => (list.rows.value.length
    ? emptyState('search', t('noMatch.title'), t('noMatch.text'),
      [button(t('noMatch.clear'), { onclick: () => setQuery({ q: null, status: null }) })])
    : emptyState('server', t('machine.emptyTitle'), t('machine.emptyText')));
  const grid = listing('machines', {
    label: t('page.machines'), columns: columns(), rows: () => rows.value, key: (row) => row.id, rowHeight: 48,
    onopen: (row) => open(row.id), phase: () => list.phase.value, error: () => list.error.value, retry: list.refresh,
    standardOrder: (a, b) => (a.state === 'up') - (b.state === 'up') || a.name.localeCompare(b.name),
    rowClass: (row) => (row.state === 'down' ? 'is-bad' : ''), empty,
  });
  return html`<div class="page"><header class="ph"><h1>${t('page.machines')}</h1><span class="grow"></span>
      ${grid.tools()}</header>
    <div class="panel"><div class="tools">
      ${segments(t('machine.state'),
        ['all', 'down', 'up'].map((name) => [name, name === 'all' ? t('filter.all') : t(`state.${name}`), count(name)]),
        status, (name) => setQuery({ status: name === 'all' ? null : name }))}
      <span class="grow"></span>${searchBox(t('machine.filter'), () => query('q'), (q) => setQuery({ q }))}</div>
    ${grid.rows}</div></div>`;
}
