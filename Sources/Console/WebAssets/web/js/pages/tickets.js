// tickets.js: asynchronous operations with their sub-steps, newest first.
import { computed, effect, html, signal, untrack } from '../core.js';
import { now } from '../api.js';
import { drawerFrame, factList, openDialog, urlDrawer } from '../dialogs.js';
import { duration } from '../fmt.js';
import { t, word } from '../i18n.js';
import { icon } from '../icons.js';
import { csvMoment } from '../lists/files.js';
import { listing } from '../lists/listing.js';
import { liveList, liveRecord } from '../live.js';
import { query, setQuery } from '../router.js';
import { said } from '../said/said.js';
import { namePage } from '../shell.js';
import {
  badge, button, copyable, emptyState, exactly, failureText, notice, searchBox, segments, skeleton, when,
} from '../ui.js';

const FINISHED = ['successful', 'failed'];
const GROUPS = { open: (row) => !FINISHED.includes(row.state), failed: (row) => row.state === 'failed',
  successful: (row) => row.state === 'successful' };

const PAGE_OF_SUBJECT = { component: '/om/components', machine: '/om/machines', dataSource: '/sources' };

const open = (id) => setQuery({ open: id }, { replace: false });
const text = (row) => [row.id, row.subject?.name, row.subject?.id, row.by, word('ticketKind', row.kind)].join(' ')
  .toLowerCase();

/** How long it took, or has been going on. */
const lasted = (row) => duration(((row.finishedAt ?? now.value) - row.createdAt) / 1000);

const subjectLink = (subject) => {
  const page = PAGE_OF_SUBJECT[subject?.kind];
  const name = subject?.name || subject?.id || '–';
  return page ? html`<a href=${`${page}?open=${subject.id}`}>${name}</a>` : name;
};

const stepsDone = (row) => `${(row.steps ?? []).filter((step) => step.state === 'successful')
  .length} / ${(row.steps ?? []).length}`;

/** Tickets and, below open ones, their steps: one flat list, so that all rows have one height. */
function flatRows(tickets, expanded) {
  const rows = [];
  for (const ticket of tickets) {
    rows.push({ id: ticket.id, ticket });
    if (!expanded.has(ticket.id)) continue;
    (ticket.steps ?? []).forEach((step, place) => rows.push({ id: `${ticket.id}.${place}`, ticket, step }));
  }
  return rows;
}

const STATES = ['failed', 'inProgress', 'initializing', 'ready', 'successful'];
const kindOf = ({ ticket }) => word('ticketKind', ticket.kind);
const subjectOf = ({ ticket }) => ticket.subject?.name || ticket.subject?.id;
const lastedMilliseconds = ({ ticket }) => (ticket.finishedAt ?? now.peek()) - ticket.createdAt;
/** Where a ticket stands: what failed, or its last step with something to say. */
const outcomeOf = ({ ticket }) => said(ticket.failure?.message
  ?? (ticket.steps ?? []).findLast((step) => step.detail)?.detail ?? '');

/** Sorted by what they say of the ticket, so that steps stay below theirs. */
const columns = (expanded, toggle) => [
  {
    key: 'operation', label: t('ticket.operation'), width: 'max(250px, 20vw)', least: 250, isFixed: true, sort: kindOf,
    csv: [[t('ticket.operation'), kindOf], [t('ticket.id'), (row) => row.ticket.id]],
    cell: (row) => (row.peek().step
      ? html`<span class="substep"><span class="tree" aria-hidden="true"></span><span
          class="cut">${() => said(row.value.step?.title)}</span></span>`
      : html`<span class="with-toggle">${expander(row, expanded, toggle)}<span class="two">
          <b>${() => word('ticketKind',
            row.value.ticket.kind)}</b><small class="mono">${() => row.value.ticket.id}</small></span></span>`),
  },
  {
    key: 'subject', label: t('ticket.subject'), sort: subjectOf,
    csv: [[t('ticket.subject'), subjectOf], [t('ticket.subjectId'), ({ ticket }) => ticket.subject?.id]],
    cell: (row) => (row.peek().step ? html`<span class="muted" data-tip=${() => said(row.value.step?.detail) || null}>${() =>
      said(row.value.step?.detail)}</span>`
      : () => subjectLink(row.value.ticket.subject)),
  },
  {
    key: 'state', label: t('ticket.state'), width: 140, sort: ({ ticket }) => STATES.indexOf(ticket.state),
    csv: [[t('ticket.state'), ({ ticket }) => word('state', ticket.state)], [t('ticket.outcome'), outcomeOf]],
    cell: (row) => badge(() => (row.value.step ?? row.value.ticket).state),
  },
  { key: 'steps', label: t('ticket.steps'), width: 80, align: 'r', low: true, csv: ({ ticket }) => stepsDone(ticket),
    sort: ({ ticket }) => (ticket.steps ?? []).length,
    cell: (row) => (row.peek().step ? null : html`<span class="num">${() => stepsDone(row.value.ticket)}</span>`) },
  { key: 'by', label: t('ticket.by'), width: 120, low: true, sort: ({ ticket }) => ticket.by,
    cell: (row) => (row.peek().step ? null : () => row.value.ticket.by) },
  {
    key: 'created', label: t('created'), width: 150, sort: ({ ticket }) => ticket.createdAt,
    csv: [[t('list.utc', { name: t('created') }), ({ ticket }) => csvMoment(ticket.createdAt)]],
    cell: (row) => (row.peek().step ? () => (row.value.step?.finishedAt ? when(row.value.step.finishedAt) : null)
      : when(() => row.value.ticket.createdAt)),
  },
  { key: 'finished', label: t('ticket.finished'), width: 166, low: true, isExtra: true,
    sort: ({ ticket }) => ticket.finishedAt,
    csv: [[t('list.utc', { name: t('ticket.finished') }), ({ ticket }) => csvMoment(ticket.finishedAt)]],
    cell: (row) => (row.peek().step ? null : exactly(() => row.value.ticket.finishedAt)) },
  { key: 'lasted', label: t('ticket.lasted'), width: 90, align: 'r', sort: lastedMilliseconds,
    csv: [[t('ticket.lastedSeconds'), (row) => Math.round(lastedMilliseconds(row) / 1000)]],
    cell: (row) => (row.peek().step ? null : html`<span class="num">${() => lasted(row.value.ticket)}</span>`) },
];

const expander = (row, expanded, toggle) => html`<button type="button" class="btn icon ghost small" tabindex="-1"
  aria-label=${() => t(expanded.value.has(row.value.ticket.id) ? 'ticket.hideSteps' : 'ticket.showSteps')}
  @click=${() => toggle(row.peek().ticket.id)}>${() => icon(expanded.value.has(row.value.ticket.id) ? 'down'
    : 'right')}</button>`;

function openTicket(id, onclose) {
  return openDialog(
    (_, dismiss) => {
      const live = liveRecord(`/tickets/${id}`, 'tickets', id);
      const ticket = live.record;
      const isReady = computed(() => live.phase.value === 'ready');
      return drawerFrame({
        title: () => (ticket.value ? word('ticketKind', ticket.value.kind) : id),
        badge: () => (ticket.value ? badge(() => ticket.value?.state) : null),
        dismiss,
        body: () => (isReady.value ? untrack(() => () => ticketBody(ticket.value)) : pending(live)),
      });
    },
    { label: t('ticket.one'), kind: 'drawer', onclose },
  );
}

function pending(live) {
  if (live.phase.value === 'loading') return skeleton(4);
  if (live.phase.value === 'missing') return emptyState('question', t('gone.title'), t('gone.text'));
  return emptyState('error', t('failed.title'), failureText(live.error.value), [
    button(t('tryAgain'), { ic: 'retry', onclick: live.refresh }),
  ]);
}

const ticketBody = (row) => html`
  ${row.failure ? notice('bad', html`<p><b>${said(row.failure.message)}</b></p><p>${said(row.failure.advice)}</p>
    ${row.failure.detail ? html`<p class="code mono">${row.failure.detail}</p>`
      : null}<p class="code mono">${row.failure.number}</p>`) : null}
  ${factList([
    [t('ticket.id'), copyable(row.id)],
    [t('ticket.subject'), subjectLink(row.subject)],
    [t('ticket.by'), row.by],
    [t('created'), exactly(row.createdAt)],
    [t('ticket.finished'), exactly(row.finishedAt)],
    [t('ticket.lasted'), html`<span class="num">${() => lasted(row)}</span>`],
  ])}
  <h3 class="gap">${t('ticket.steps')}</h3>
  <ol class="steps">${(row.steps ?? []).map((step) => html`<li class="step-row">${badge(step.state)}
    <div class="step-text"><b>${said(step.title)}</b><p>${said(step.detail)}</p></div>
    <span class="muted">${step.finishedAt ? exactly(step.finishedAt) : ''}</span></li>`)}</ol>`;

export function ticketsPage() {
  namePage(t('page.tickets'), t('nav.om'));
  const list = liveList('/tickets?limit=500', 'tickets');
  const expanded = signal(new Set());
  const toggle = (id, isOpen) => expanded.update((before) => {
    const next = new Set(before);
    if (isOpen ?? !next.has(id)) next.add(id);
    else next.delete(id);
    return next;
  });
  const status = computed(() => query('status') || 'all');
  const found = computed(() => {
    const wanted = query('q').toLowerCase();
    return list.rows.value.filter((row) => !wanted || text(row).includes(wanted))
      .sort((a, b) => b.createdAt - a.createdAt);
  });
  const matches = (name) => (row) => name === 'all' || (GROUPS[name]?.(row) ?? true);
  const shown = computed(() => found.value.filter(matches(status.value)));
  const rows = computed(() => flatRows(shown.value, expanded.value));
  const count = (name) => () => found.value.filter(matches(name)).length;
  // What failed explains itself: its steps are open from the start.
  const known = new Set();
  effect(() => {
    const failed = list.rows.value.filter((row) => row.state === 'failed' && !known.has(row.id)).slice(0, 3);
    failed.forEach((row) => known.add(row.id));
    if (failed.length) untrack(() => failed.forEach((row) => toggle(row.id, true)));
  });
  urlDrawer('open', openTicket);

  const empty = () => (list.rows.value.length
    ? emptyState('search', t('noMatch.title'), t('noMatch.text'),
      [button(t('noMatch.clear'), { onclick: () => setQuery({ q: null, status: null }) })])
    : emptyState('log', t('ticket.emptyTitle'), t('ticket.emptyText')));
  const grid = listing('tickets', {
    label: t('page.tickets'), columns: columns(expanded, toggle), rows: () => rows.value,
    fileRows: () => flatRows(shown.value, new Set()), key: (row) => row.id, rowHeight: 48,
    onopen: (row) => open(row.ticket.id), phase: () => list.phase.value, error: () => list.error.value,
    retry: list.refresh,
    rowClass: (row) => [row.step ? 'is-step' : '', row.ticket.state === 'failed' && !row.step ? 'is-bad'
      : ''].join(' '),
    arrangement: () => [...expanded.value].join(' '), level: (row) => (row.step ? 2 : 1),
    expanded: (row) => (row.step ? null : expanded.value.has(row.ticket.id)),
    ontoggle: (row, isOpen) => toggle(row.ticket.id, isOpen), empty,
  });
  return html`<div class="page"><header class="ph"><h1>${t('page.tickets')}</h1><span class="grow"></span>
      ${grid.tools()}</header>
    <div class="panel"><div class="tools">
      ${segments(t('ticket.state'),
        ['all', 'open', 'failed', 'successful'].map((name) => [name, t(`filter.${name}`), count(name)]),
        status, (name) => setQuery({ status: name === 'all' ? null : name }))}
      <span class="grow"></span>${searchBox(t('ticket.filter'), () => query('q'), (q) => setQuery({ q }))}</div>
    ${grid.rows}</div></div>`;
}
