// migration.js: the list of migration projects, worst first, with what needs the operator and the orders on one or many.
import { computed, effect, html, signal, untrack } from '../core.js';
import { api } from '../api.js';
import { integer, percent } from '../fmt.js';
import { csvMoment } from '../lists/files.js';
import { listing } from '../lists/listing.js';
import { hasText, t, word } from '../i18n.js';
import { icon } from '../icons.js';
import { liveList } from '../live.js';
import { openMenu } from '../overlays.js';
import { askForAll, eligibleFor, ORDERS, projectEntries } from '../projects/project-orders.js';
import { ALERT_LEVELS, alertLevelOf, alertMany, alertName, tagMany } from '../projects/project-changes.js';
import {
  byWorst, currentStep, GROUPS, groupOf, hrefOf, movement, needOf, quarantinedOf, stepName, stepShare, stepTone,
} from '../projects/project-rows.js';
import { navigate, query, setQuery } from '../router.js';
import { namePage } from '../shell.js';
import { shortcut } from '../shortcuts.js';
import {
  badge, bar, button, choiceBox, emptyState, exactly, iconButton, searchBox, segments, when,
} from '../ui.js';
import { viewMenu } from '../projects/views.js';

const FILTERS = ['q', 'status', 'need', 'tag', 'owner', 'kinds', 'source'];
const CREATE = '/migration/new';
const SHOWN_TAGS = 2;

const kindsOf = (project) => `${project.source.kind} → ${project.destination.kind}`;
const kindName = (kind) => (hasText(`sourceKind.${kind}`) ? t(`sourceKind.${kind}`) : kind);
const kindsText = (project) => `${kindName(project.source.kind)} → ${kindName(project.destination.kind)}`;

const text = ({ name, id, source, destination, tags, owner }) =>
  [name, id, source.name, destination.name, owner, ...tags].join(' ').toLowerCase();

/** What the address asks for, apart from the status, whose counts are of what this leaves. */
function fits(project) {
  const wanted = query('q').toLowerCase();
  const isSame = (name, value) => !query(name) || query(name) === value;
  return (!wanted || text(project).includes(wanted))
    && (!query('tag') || project.tags.includes(query('tag')))
    && isSame('owner', project.owner)
    && isSame('kinds', kindsOf(project))
    && (!query('source') || [project.source.id, project.destination.id].includes(query('source')))
    && (!query('need') || needOf(project));
}

/** A step that cannot tell how far it is has no number. */
const shareText = (project) => (currentStep(project)?.progress == null && stepShare(project) < 1 ? ''
  : percent(stepShare(project)));

const stepCell = (row) => html`<span class="step-cell"><span><span>${() => stepName(currentStep(row.value))
    || t('projects.noStep')}</span> <b class="num">${() => shareText(row.value)}</b></span>
  ${bar(() => stepShare(row.value), () => stepTone(row.value))}</span>`;

const needCell = (row) => html`<span class="two">${badge(() => row.value.state)}
  <small class=${() => `need need-${needOf(row.value)?.tone ?? 'none'}`} data-tip=${() => needOf(row.value)?.text ?? null}
  >${() => needOf(row.value)?.text ?? movement(row.value)}${() => (needOf(row.value) || movement(row.value) ? null
    : when(row.value.since))}</small></span>`;

/** Both ends whole, one below the other: beside each other they would both be cut. */
const routeCell = (row) => html`<span class="two ends" data-tip=${() => `${row.value.source.name} → ${
    row.value.destination.name}\n${kindsText(row.value)}`}><span>${() => row.value.source.name || '–'} <small>${() =>
    kindName(row.value.source.kind)}</small></span>
  <span>${icon('arrow')}<span class="sr">→</span>${() => row.value.destination.name || '–'} <small>${() =>
    kindName(row.value.destination.kind)}</small></span></span>`;

const tagCell = (row) => () => {
  const { tags } = row.value;
  const rest = tags.slice(SHOWN_TAGS);
  return html`<span class="tags">${tags.slice(0, SHOWN_TAGS).map((tag) => html`<span class="tag">${tag}</span>`)}
    ${rest.length ? html`<span class="tag" data-tip=${rest.join(', ')}>+${rest.length}</span>` : null}</span>`;
};

/** The number leads to exactly those rows. */
const quarantineCell = (row) => () => {
  const count = quarantinedOf(row.value);
  return count ? html`<a class="num" href=${`/migration/${row.value.id}/full?view=quarantine`}>${integer(count)}</a>`
    : html`<span class="num muted">0</span>`;
};

const columns = (refresh) => [
  {
    key: 'name', label: t('projects.one'), width: 'max(190px, 14vw)', least: 230, isFixed: true, sort: (row) => row.name,
    csv: [[t('projects.one'), (row) => row.name], [t('projects.id'), (row) => row.id]],
    cell: (row) => html`<span class="two"><a class="quiet" href=${() => hrefOf(row.value)} tabindex="-1"><b>${() =>
      row.value.name}</b></a><small class="mono">${() => row.value.id}</small></span>`,
  },
  { key: 'status', label: t('projects.status'), least: 150, sort: (row) => Object.keys(GROUPS).indexOf(groupOf(row)),
    csv: [[t('projects.status'), (row) => word('state', row.state)], [t('need.title'), (row) => needOf(row)?.text]],
    cell: needCell },
  { key: 'route', label: t('projects.route'), width: 'max(200px, 15vw)', least: 220, low: true,
    sort: (row) => row.source.name,
    csv: [[t('projects.from'), (row) => row.source.name], [t('projects.to'), (row) => row.destination.name],
      [t('projects.kinds'), kindsText]],
    cell: routeCell },
  { key: 'step', label: t('projects.step'), width: 170, sort: stepShare,
    csv: [[t('projects.step'), (row) => stepName(currentStep(row))], [t('projects.done'), shareText]], cell: stepCell },
  { key: 'quarantined', label: t('projects.quarantined'), width: 110, align: 'r', low: true, isExtra: true,
    sort: quarantinedOf, cell: quarantineCell },
  { key: 'tags', label: t('projects.tags'), width: 'max(124px, 9vw)', least: 150, low: true, sort: (row) => row.tags[0],
    csv: (row) => row.tags.join(', '), cell: tagCell },
  { key: 'owner', label: t('projects.owner'), width: 78, low: true, sort: (row) => row.owner,
    cell: (row) => () => row.value.owner },
  { key: 'alert', label: t('projects.alert'), width: 84, low: true,
    sort: (row) => ALERT_LEVELS.indexOf(alertLevelOf(row)), csv: alertName,
    cell: (row) => html`<span class=${() => `alert-${alertLevelOf(row.value)}`}>${() => alertName(row.value)}</span>` },
  { key: 'created', label: t('created'), width: 166, low: true, isExtra: true, sort: (row) => row.createdAt,
    csv: [[t('list.utc', { name: t('created') }), (row) => csvMoment(row.createdAt)]],
    cell: (row) => exactly(() => row.value.createdAt) },
  { key: 'since', label: t('projects.since'), width: 166, low: true, isExtra: true, sort: (row) => row.since,
    csv: [[t('list.utc', { name: t('projects.since') }), (row) => csvMoment(row.since)]],
    cell: (row) => exactly(() => row.value.since) },
  {
    label: '', width: 56, align: 'r',
    cell: (row) => iconButton('more', t('projects.actionsOf', { name: row.peek().name }),
      (event) => openMenu(event.currentTarget, projectEntries(row.peek(), refresh))),
  },
];

/** Data sources are asked for only where they are named: by an empty list, and by the filter of one of them. */
function knownSources() {
  const sources = signal(null);
  const isNeeded = computed(() => Boolean(query('source')));
  const load = () => api('/datasources').then((answer) => { sources.value = answer.items; }, () => {});
  effect(() => {
    if (isNeeded.value && !sources.peek()) load();
  });
  return { sources, load };
}

const emptyList = ({ sources, load }) => {
  if (!sources.peek()) load();
  return emptyState('migrate', t('projects.none'), t('projects.noneText'), [
    html`<a class="btn primary" href=${CREATE}>${icon('plus')}<span>${t('projects.create')}</span></a>`,
    () => (sources.value?.length === 0 ? html`<a class="btn" href="/sources?edit=new">${t('source.add')}</a>` : null),
  ]);
};

const clearFilters = () => setQuery(Object.fromEntries(FILTERS.map((name) => [name, null])));

const noMatch = () => emptyState('search', t('noMatch.title'), t('noMatch.text'), [
  button(t('noMatch.clear'), { onclick: clearFilters }),
]);

/** The choices of a filter: what occurs in the list, each with how often. */
function choicesOf(rows, valuesOf, all, nameOf = (value) => value) {
  const counts = new Map();
  for (const row of rows) {
    for (const value of valuesOf(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a], [b]) => String(a).localeCompare(String(b)));
  return [['', all], ...sorted.map(([value, count]) => [value, `${nameOf(value)} (${count})`])];
}

/** A filter with the values of the list; nothing to choose from is not shown. */
function listFilter(list, name, label, all, valuesOf, nameOf) {
  // Drawn anew only when the choices themselves change, so that an open one is not closed by a message.
  const choices = computed(() => JSON.stringify(choicesOf(list.rows.value, valuesOf, all, nameOf)));
  return () => {
    const shown = JSON.parse(choices.value);
    const isUseful = shown.length > 2 || untrack(() => query(name));
    return isUseful ? choiceBox(label, shown, () => query(name), (value) => setQuery({ [name]: value })) : null;
  };
}

/** What is chosen, and what can be ordered of it. */
function batchBar(chosen, shown, selection, refresh) {
  const clear = () => {
    selection.value = new Set();
  };
  const hidden = () => {
    const keys = new Set(shown.value.map((row) => row.id));
    return chosen.value.filter((row) => !keys.has(row.id)).length;
  };
  const entry = (name) => {
    const count = computed(() => eligibleFor(name, chosen.value).fits.length);
    const others = () => chosen.value.length - count.value;
    return html`<button type="button" class=${`btn small ${name === 'delete' ? 'ghost bad' : ''}`}
      aria-disabled=${() => (count.value ? null : 'true')}
      data-tip=${() => (others() ? t('projects.batch.fitsNot', { count: others() }) : null)}
      @click=${() => askForAll(name, chosen.peek(), () => { clear(); refresh(); })}
    ><span>${t(`projects.${name}`)} <span class="num">${count}</span></span></button>`;
  };
  const isShown = computed(() => chosen.value.length > 0);
  return () => (isShown.value
    ? untrack(() => html`<div class="batch" role="toolbar" aria-label=${t('projects.batch')}>
        <b>${() => t('projects.batch.chosen', { count: chosen.value.length })}</b>
        ${iconButton('x', t('projects.batch.clear'), clear, 'ghost small')}
        <small>${() => (hidden() ? t('projects.batch.hidden', { count: hidden() }) : '')}</small>
        <span class="grow"></span>${ORDERS.slice(0, -1).map(entry)}
        ${button(t('projects.tagsMany'), { ic: 'tag', kind: 'small', onclick: () => tagMany(chosen.peek(), refresh) })}
        ${button(t('projects.alertDots'), { ic: 'alert', kind: 'small', onclick: () => alertMany(chosen.peek(), refresh) })}
        ${entry('delete')}</div>`) : null);
}

export function migrationPage() {
  namePage(t('page.migration'));
  const list = liveList('/projects', 'projects');
  const known = knownSources();
  const selection = signal(new Set());
  const status = computed(() => query('status') || 'all');
  const found = computed(() => list.rows.value.filter(fits));
  const rows = computed(() => found.value.filter((row) => status.value === 'all' || groupOf(row) === status.value));
  const count = (name) => () => found.value.filter((row) => name === 'all' || groupOf(row) === name).length;
  const needed = computed(() => list.rows.value.filter(needOf).length);
  const chosen = computed(() => list.rows.value.filter((row) => selection.value.has(row.id)));
  const sourceName = () => known.sources.value?.find((one) => one.id === query('source'))?.name ?? query('source');
  const create = () => navigate(CREATE);
  const grid = listing('migration', {
    label: t('page.migration'), columns: columns(list.refresh), rows: () => rows.value, key: (row) => row.id,
    rowHeight: 48, selection, nameOf: (row) => row.name,
    onopen: (row) => navigate(hrefOf(row)), phase: () => list.phase.value, error: () => list.error.value,
    retry: list.refresh, standardOrder: byWorst,
    rowClass: (row) => (row.state === 'failed' ? 'is-bad' : movement(row) ? 'is-moving' : ''),
    empty: () => (list.rows.value.length ? noMatch() : emptyList(known)),
  });

  shortcut('c', t('projects.create'), create);
  // What is gone cannot be chosen any longer.
  effect(() => {
    const known = new Set(list.rows.value.map((row) => row.id));
    const left = [...untrack(() => selection.value)].filter((id) => known.has(id));
    if (list.phase.value === 'ready' && left.length < selection.peek().size) selection.value = new Set(left);
  });

  return html`<div class="page"><header class="ph"><h1>${t('page.migration')}</h1><span class="grow"></span>
      ${grid.tools()}${viewMenu('migration', '/migration')}
      ${button(t('projects.create'), { ic: 'plus', kind: 'primary', keys: 'c', onclick: create })}</header>
    <div class="panel"><div class="tools">
      ${segments(t('projects.status'), ['all', ...Object.keys(GROUPS)].map((name) =>
        [name, name === 'all' ? t('filter.all') : word('state', name), count(name)]), status,
          (name) => setQuery({ status: name === 'all' ? null : name }))}
      <button type="button" class="btn small" aria-pressed=${() => String(Boolean(query('need')))}
        @click=${() => setQuery({ need: query('need') ? null : 1 })}>${icon('alert')}<span>${t('need.title')}
        <span class="num">${needed}</span></span></button>
      <div class="filters">
        ${listFilter(list, 'kinds', t('projects.kinds'), t('projects.allKinds'), (row) => [kindsOf(row)],
          (value) => value.split(' → ').map(kindName).join(' → '))}
        ${listFilter(list, 'tag', t('projects.tags'), t('projects.allTags'), (row) => row.tags)}
        ${listFilter(list, 'owner', t('projects.owner'), t('projects.allOwners'), (row) => [row.owner])}
        ${() => (query('source') ? html`<span class="tag closes">${t('projects.uses', { name: sourceName() })}<button
          type="button" aria-label=${t('noMatch.clear')} @click=${() => setQuery({ source: null })}>${icon('x')}</button>
          </span>` : null)}</div>
      <span class="grow"></span>
      ${searchBox(t('projects.filter'), () => query('q'), (q) => setQuery({ q }))}</div>
    ${grid.rows}${batchBar(chosen, rows, selection, list.refresh)}</div></div>`;
}
