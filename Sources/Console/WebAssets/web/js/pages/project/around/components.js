// components.js: the processes that work for the project now, with the way to their page.
import { computed, html, onCleanup, signal } from '../../../core.js';
import { api } from '../../../api.js';
import { bytes, short } from '../../../fmt.js';
import { t, word } from '../../../i18n.js';
import { navigate } from '../../../router.js';
import { subscribe } from '../../../stream.js';
import { table } from '../../../table.js';
import { badge, emptyState, when } from '../../../ui.js';

const open = (row) => navigate(`/om/components?open=${row.id}`);
const figure = (read) => html`<span class="num">${read}</span>`;

const columns = () => [
  { key: 'name', label: t('component.name'), sort: (row) => row.name,
    cell: (row) => html`<span class="two"><b>${() => row.value.name}</b><small class="mono">${() =>
      row.value.id}</small></span>` },
  { key: 'kind', label: t('component.kind'), width: 120, low: true, sort: (row) => row.kind,
    cell: (row) => () => word('componentKind', row.value.kind ?? 'checker') },
  { key: 'state', label: t('component.state'), width: 140, sort: (row) => row.state,
    cell: (row) => badge(() => row.value.state) },
  { key: 'machine', label: t('component.machine'), width: '16%', low: true, sort: machineOf,
    cell: (row) => html`<span class="mono">${() => machineOf(row.value)}</span>` },
  { key: 'rows', label: t('full.rate'), width: 100, align: 'r',
    sort: (row) => row.metrics?.['full.destination.rows.perSecond'],
    cell: (row) => figure(() => short(row.value.metrics?.['full.destination.rows.perSecond'])) },
  { key: 'traffic', label: t('full.kpi.traffic'), width: 110, align: 'r', low: true,
    cell: (row) => figure(() => perSecond(row.value.metrics?.['full.source.bytes.perSecond'])) },
  { key: 'heartbeat', label: t('component.heartbeat'), width: 110, cell: (row) => when(() => row.value.heartbeatAt) },
];

const machineOf = (row) => row.machine?.name ?? row.machine ?? '';
const perSecond = (value) => (value == null ? '–' : `${bytes(value)}/s`);

/** @param {import('../project.js').Shown} shown */
export function componentsPanel(shown) {
  const rows = signal([]);
  const phase = signal('loading');
  const error = signal(null);
  let isEnded = false;
  const refresh = async () => {
    try {
      const answer = await api(`/projects/${shown.id}/components`);
      if (isEnded) return;
      rows.value = answer.items ?? answer;
      error.value = null;
      phase.value = 'ready';
    } catch (failure) {
      if (isEnded || (failure.status === 0 && phase.peek() === 'ready')) return;
      error.value = failure;
      if (phase.peek() !== 'ready') phase.value = failure.status === 403 ? 'forbidden' : 'failed';
    }
  };
  const end = subscribe(`project:${shown.id}`, refresh, refresh);
  onCleanup(() => {
    isEnded = true;
    end();
  });
  refresh();
  const isOver = computed(() => ['completed', 'released'].includes(shown.record.value.state));
  return html`<header class="panel-head"><div><h2>${t('project.page.components')}</h2>
      <p class="muted">${t('project.components.lead')}</p></div><span class="grow"></span>
      <a class="btn" href=${`/om/components?q=${shown.id}`}>${t('project.components.all')}</a></header>
    ${table({
      label: t('project.page.components'), columns: columns(), rows: () => rows.value, key: (row) => row.id,
      rowHeight: 48, onopen: open, phase: () => phase.value, error: () => error.value, retry: refresh,
      rowClass: (row) => (row.state === 'abnormal' ? 'is-bad' : ''),
      empty: () => emptyState('parts', t('project.components.emptyTitle'),
        t(isOver.value ? 'project.components.emptyOver' : 'project.components.emptyText')),
    })}`;
}
