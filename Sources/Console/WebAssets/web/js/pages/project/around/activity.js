// activity.js: what happened to the project and by whom, the newest first: orders and changes of people, changes of
// state, what its components did, what failed.
import { computed, html, onCleanup, signal } from '../../../core.js';
import { api } from '../../../api.js';
import { t, word } from '../../../i18n.js';
import { icon } from '../../../icons.js';
import { query, setQuery } from '../../../router.js';
import { said } from '../../../said/said.js';
import { subscribe } from '../../../stream.js';
import { button, emptyState, exactly, failureText, notice, segments, skeleton } from '../../../ui.js';

const KINDS = ['audit', 'state', 'component', 'failure'];
const ICONS = { audit: 'users', state: 'clock', component: 'parts', failure: 'error', ticket: 'log' };
const PAGE_ROWS = 200;
const NOTICE_MILLISECONDS = 1_000;

/** The newest page of the timeline, kept current, and older pages on demand. */
function followed(shown) {
  const entries = signal([]);
  const phase = signal('loading');
  const error = signal(null);
  const next = signal(null);
  let isEnded = false;
  const path = (after) => `/projects/${shown.id}/activity?limit=${PAGE_ROWS}${after ? `&after=${after}` : ''}`;
  const refresh = async () => {
    try {
      const answer = await api(path(''));
      if (isEnded) return;
      // What was loaded further back stays.
      const first = new Set(answer.items.map(keyOf));
      const older = entries.peek().slice(PAGE_ROWS).filter((one) => !first.has(keyOf(one)));
      entries.value = [...answer.items, ...older];
      if (!older.length) next.value = answer.next ?? null;
      error.value = null;
      phase.value = 'ready';
    } catch (failure) {
      if (isEnded || (failure.status === 0 && phase.peek() === 'ready')) return;
      error.value = failure;
      if (phase.peek() !== 'ready') phase.value = failure.status === 403 ? 'forbidden' : 'failed';
    }
  };
  const more = async () => {
    const answer = await api(path(next.peek())).catch((failure) => {
      error.value = failure;
      return null;
    });
    if (!answer || isEnded) return;
    entries.value = [...entries.peek(), ...answer.items];
    next.value = answer.next ?? null;
  };
  let notice = 0;
  const refreshSoon = () => {
    clearTimeout(notice);
    notice = setTimeout(refresh, NOTICE_MILLISECONDS);
  };
  const end = subscribe(`project:${shown.id}`, refreshSoon, refresh);
  onCleanup(() => {
    isEnded = true;
    clearTimeout(notice);
    end();
  });
  refresh();
  return { entries, phase, error, next, refresh, more };
}

const keyOf = ({ at, kind, key, values, ref }) => JSON.stringify([at, kind, key, values, ref]);

/** @param {import('../project.js').Shown} shown */
export function activityPanel(shown) {
  const feed = followed(shown);
  const kind = computed(() => query('kind') || 'all');
  const rows = computed(() => feed.entries.value.filter((one) => kind.value === 'all' || one.kind === kind.value));
  const count = (name) => () => (name === 'all' ? feed.entries.value.length
    : feed.entries.value.filter((one) => one.kind === name).length);
  const state = computed(() => {
    if (feed.phase.value !== 'ready') return feed.phase.value;
    if (rows.value.length) return 'rows';
    return feed.entries.value.length ? 'noMatch' : 'empty';
  });
  const views = {
    loading: () => skeleton(6),
    forbidden: () => emptyState('lock', t('forbidden.title'), t('forbidden.text')),
    failed: () => emptyState('error', t('failed.title'), failureText(feed.error.value), [
      button(t('tryAgain'), { ic: 'retry', onclick: feed.refresh })]),
    empty: () => emptyState('clock', t('project.activity.emptyTitle'), t('project.activity.emptyText')),
    noMatch: () => emptyState('search', t('noMatch.title'), t('noMatch.text'), [
      button(t('noMatch.clear'), { onclick: () => setQuery({ kind: null }) })]),
    rows: () => html`<ol class="events">${() => rows.value.map((one) => eventRow(one))}</ol>`,
  };
  return html`<header class="panel-head"><div><h2>${t('project.page.activity')}</h2>
      <p class="muted">${t('project.activity.lead')}</p></div><span class="grow"></span>
      <a class="btn" href=${`/system/audit?object=${shown.id}`}>${t('project.activity.toAudit')}</a></header>
    <div class="tools">${segments(t('project.activity.kind'), ['all', ...KINDS].map((name) =>
      [name, t(name === 'all' ? 'filter.all' : `project.activity.${name}`), count(name)]), kind,
    (name) => setQuery({ kind: name === 'all' ? null : name }))}</div>
    ${() => (feed.error.value && feed.phase.value === 'ready' ? notice('bad', failureText(feed.error.value),
      button(t('tryAgain'), { ic: 'retry', onclick: feed.refresh })) : null)}
    ${() => views[state.value]()}
    <div class="more" ?hidden=${() => !feed.next.value}>${button(t('project.activity.more'),
      { onclick: feed.more })}</div>`;
}

const stateWord = (name) => word('state', String(name ?? '').replace('desired.', ''));

/** The entries come as keys with values, so that both languages can say them. */
function sentenceOf({ key = '', values = {} }) {
  const { name = '', from = '', to = '', cause: told = '', state = '' } = values;
  const cause = said(told);
  if (key === 'state') {
    if (to.startsWith('desired.')) return t('project.activity.wanted', { to: stateWord(to) });
    return from ? t('project.activity.changed', { from: stateWord(from), to: stateWord(to), cause })
      : t('project.activity.became', { to: stateWord(to), cause });
  }
  if (key === 'component') {
    return from ? t('project.activity.componentChanged', { name, from: stateWord(from), to: stateWord(to), cause })
      : t('project.activity.componentBecame', { name, to: stateWord(to), cause });
  }
  if (key.startsWith('ticket.')) {
    return t('project.activity.ticket', { what: word('ticketKind', key.slice('ticket.'.length)), name,
      state: stateWord(state) });
  }
  const what = word('project.event', key);
  return values.outcome && values.outcome !== 'succeeded'
    ? t('project.activity.refused', { what, outcome: stateWord(values.outcome) }) : what;
}

function linkOf(entry) {
  const { ref } = entry;
  if (!ref) return null;
  const kind = ref.kind ?? '';
  if (kind === 'component') return `/om/components?open=${ref.id}`;
  if (kind === 'ticket') return `/om/tickets?open=${ref.id}`;
  if (kind === 'audit') return `/system/audit?open=${ref.id}`;
  return null;
}

function eventRow(entry) {
  const href = linkOf(entry);
  const changes = entry.values?.changes;
  return html`<li class=${`event tone-${entry.kind === 'failure' ? 'bad' : 'idle'}`}>
    <span class="event-mark">${icon(ICONS[entry.kind] ?? 'clock')}</span>
    <div class="event-text"><p><b>${sentenceOf(entry)}</b></p>
      ${Array.isArray(changes) && changes.length ? html`<ul class="event-changes">${changes.slice(0, 12).map((one) =>
        html`<li><span class="muted">${word('changed', one.field)}</span> <del>${one.before ?? '–'}</del> → <ins>${
          one.after ?? '–'}</ins></li>`)}</ul>` : null}
      <small class="dotted"><span>${t(`project.activity.${entry.kind}`)}</span>${entry.who ? html`<span>${entry.who}</span>`
        : null}${href ? html`<a href=${href}>${t('project.activity.show')}</a>` : null}</small></div>
    <span class="muted">${exactly(entry.at)}</span></li>`;
}
