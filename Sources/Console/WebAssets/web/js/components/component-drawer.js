// component-drawer.js: one component: state and failure, charts, configuration, history, log.
import { computed, html, onCleanup, signal, untrack } from '../core.js';
import { againWhenBack, api, now } from '../api.js';
import { askFor } from './component-orders.js';
import { CHECKER_METRICS, checkerCharts, isChecker, projectLink, reasonOf } from './checkers.js';
import { drawerFrame, factList, mayDiscard, openDialog, resolveConflict } from '../dialogs.js';
import { duration, metricFormat } from '../fmt.js';
import { t, word } from '../i18n.js';
import { liveRecord } from '../live.js';
import { logView } from '../log-view.js';
import { chartPerName, metricCharts } from '../metrics.js';
import { toast } from '../overlays.js';
import { query, setQuery } from '../router.js';
import { said } from '../said/said.js';
import {
  actionButton, badge, busy, button, copyable, emptyState, exactly, failureText, field, notice, skeleton, textInput,
    when,
} from '../ui.js';

const TABS = ['state', 'configuration', 'history', 'log'];

/** What a component is on its way to, when that differs from what it is. */
export function movement(component) {
  const { state, desired, nextStartAt } = component;
  if (nextStartAt && state !== 'running' && desired === 'running') return 'backOff';
  if (desired === 'running' && (state === 'stopped' || state === 'initializing')) return 'starting';
  if (desired === 'stopped' && (state === 'running' || state === 'initializing')) return 'pausing';
  return '';
}

export function movementText(component) {
  const name = movement(component);
  if (!name) return '';
  const seconds = Math.max(0, ((component.nextStartAt ?? 0) - now.value) / 1000);
  return t(`component.moving.${name}`, { time: duration(seconds), count: component.crashes ?? 0 });
}

/** @param {(component: any) => any} projectOf the project of a Checker, or null */
export function openComponent(id, list, onclose, projectOf = () => null) {
  const editing = { isChanged: () => false };
  return openDialog(
    (close, dismiss) => {
      const live = liveRecord(`/components/${id}`, `component:${id}`, id);
      const component = live.record;
      const tab = computed(() => (TABS.includes(query('tab')) ? query('tab') : 'state'));
      const views = {
        state: () => stateTab(component, projectOf),
        configuration: () => configurationTab(component, live.refresh, editing),
        history: () => historyTab(component),
        log: () => logView(`/components/${id}/logs`, () => component.peek()?.name ?? id),
      };
      const phase = live.phase;
      const body = () => {
        if (phase.value === 'ready') return untrack(() =>
          html`${tabBar(tab, editing)}${() => tabPanel(tab.value, views)}`);
        return phase.value === 'loading' ? skeleton(4) : missing(phase.value, live);
      };
      const isReady = computed(() => phase.value === 'ready');
      return drawerFrame({
        title: () => component.value?.name ?? id,
        badge: () => (component.value ? badge(() => component.value?.state) : null),
        dismiss, body,
        foot: () => (isReady.value
          ? untrack(() => orderButtons(component, () => { live.refresh(); list.refresh(); })) : null),
      });
    },
    { label: t('component.one'), kind: 'drawer', size: 'wide', onclose,
      mayClose: mayDiscard(() => editing.isChanged()) },
  );
}

const missing = (phase, live) =>
  phase === 'missing'
    ? emptyState('question', t('gone.title'), t('gone.text'))
    : emptyState('error', t('failed.title'), failureText(live.error.value), [
        button(t('tryAgain'), { ic: 'retry', onclick: live.refresh }),
      ]);

function tabBar(tab, editing) {
  const choose = async (name) => {
    if (name !== tab.peek()
      && (await mayDiscard(() => editing.isChanged())())) setQuery({ tab: name === 'state' ? null : name });
  };
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = TABS[(TABS.indexOf(tab.peek()) + step + TABS.length) % TABS.length];
    choose(next);
    event.currentTarget.querySelector(`#tab-${next}`).focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${t('component.one')} @keydown=${move}>${TABS.map(
    (name) => html`<button type="button" role="tab" id=${`tab-${name}`} aria-selected=${() =>
      String(tab.value === name)}
      aria-controls="tab-panel" tabindex=${() => (tab.value === name ? 0
        : -1)} class=${() => ({ on: tab.value === name })}
      @click=${() => choose(name)}>${t(`component.tab.${name}`)}</button>`,
  )}</div>`;
}

const tabPanel = (name,
  views) => html`<div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby=${`tab-${name}`}
  tabindex="0">${untrack(views[name])}</div>`;

function orderButtons(component, refresh) {
  const rule = (name) => () => component.value.actions?.[name] ?? { ok: true };
  const ask = (name) => () => askFor(component.peek(), name, refresh);
  return [
    actionButton(t('component.deleteDots'), rule('delete'), ask('delete'), { ic: 'trash', kind: 'ghost bad' }),
    html`<a class="btn ghost" href=${`/om/tickets?q=${component.peek().id}`}>${t('page.tickets')}</a>
      <span class="grow"></span>`,
    isChecker(component.peek()) ? button(t('component.rerunDots'), { ic: 'retry', onclick: ask('rerun') }) : null,
    actionButton(t('component.pauseDots'), rule('pause'), ask('pause'), { ic: 'pause' }),
    actionButton(t('component.startDots'), rule('start'), ask('start'), { ic: 'play' }),
  ];
}

function failureNotice(component) {
  const { failure } = component.value;
  if (!failure) return null;
  return notice('bad', html`<p><b>${said(failure.message)}</b></p><p>${said(failure.advice)}</p>
    ${failure.detail ? html`<p class="code mono">${failure.detail}</p>`
      : null}<p class="code mono">${failure.number}</p>`);
}

/** Facts are bound value by value: a new beat must not take the focus from a link or button among them. */
const stateFacts = (component, projectOf) => factList([
  [t('component.state'),
    html`${() => word('state', component.value.state)} <span class="muted">${t('component.since')}</span>
    ${exactly(() => component.value.since)}`],
  [t('component.desired'), html`${() => word('desired', component.value.desired)}
    <span class="muted">${() => movementText(component.value)}</span>`],
  [t('component.kind'), () => word('componentKind', component.value.kind)],
  ...(projectOf(component.peek()) ? [[t('component.project'), untrack(() => projectLink(projectOf(component.value)))]] : []),
  ...(isChecker(component.peek()) ? [[t('checker.reason'), () => reasonOf(component.value) || '–']] : []),
  [t('component.machine'), html`<a href=${() => `/om/machines?open=${component.value.machine?.id}`}
    >${() => component.value.machine?.name ?? '–'}</a>`],
  [t('component.heartbeat'), when(() => component.value.heartbeatAt)],
  [t('component.process'), html`<span class="num">${() => component.value.pid ?? '–'}</span>`],
  [t('component.crashes'), html`<span class="num">${() => component.value.crashes ?? 0}</span>`],
  [t('component.id'), copyable(component.peek().id)],
]);

function stateTab(component, projectOf) {
  const names = isChecker(component.peek()) ? CHECKER_METRICS : Object.keys(component.peek().metrics ?? {}).sort();
  const id = component.peek().id;
  return html`${() => failureNotice(component)}${stateFacts(component, projectOf)}
    <h3 class="gap">${t('component.metrics')}</h3>
    ${names.length
      ? metricCharts(`component/${id}`, names, isChecker(component.peek()) ? checkerCharts
        : chartPerName(names, (name) => ({ title: word('metric', name), format: metricFormat(name) })))
      : emptyState('wave', t('chart.emptyTitle'), t('chart.emptyText'))}`;
}

function historyTab(component) {
  const rows = () => component.value.history ?? [];
  return () => (rows().length
    ? html`<ol class="timeline">${rows().map(
        (change) => html`<li>${badge(change.to)}<div><p class="sentence">${said(change.cause)}</p>
          <small>${exactly(change.at)} · ${t('component.by', { who: change.by })}</small></div></li>`,
      )}</ol>`
    : emptyState('clock', t('component.historyEmpty'), t('component.historyEmptyText')));
}

function configurationTab(component, refresh, editing) {
  const settings = signal(null);
  const error = signal(null);
  const id = component.peek().id;
  const load = () => api(`/components/${id}/configuration`).then(
    (answer) => {
      settings.value = Array.isArray(answer) ? answer : answer.items;
      error.value = null;
    },
    (failure) => {
      error.value = failure;
      againWhenBack(failure, load);
    },
  );
  load();
  return () => {
    if (error.value) return emptyState('error', t('failed.title'), failureText(error.value));
    if (!settings.value) return busy(t('loading'));
    return untrack(() => configurationForm({ component, settings: settings.peek(), refresh, reload: load, editing }));
  };
}

function configurationForm({ component, settings, refresh, reload, editing }) {
  const name = signal(component.peek().name);
  const values = settings.map((one) => ({ ...one, typed: signal(String(one.value ?? '')) }));
  const startName = name.peek();
  let revision = component.peek().rev;
  const complaints = signal({});
  const error = signal(null);
  const isChanged = () => name.value !== startName || values.some((one) => one.typed.value !== String(one.value ?? ''));
  editing.isChanged = () => untrack(isChanged);
  onCleanup(() => {
    editing.isChanged = () => false;
  });

  const send = async () => {
    // What is not a setting, such as the project of a Checker, stays as it is.
    const settable = new Set(values.map((one) => one.name));
    const kept = Object.entries(component.peek().configuration ?? {}).filter(([member]) => !settable.has(member));
    const typed = values.filter((one) => one.typed.peek() !== String(one.standard ?? ''))
      .map((one) => [one.name, one.typed.peek()]);
    const configuration = Object.fromEntries([...kept, ...typed]);
    try {
      await api(`/components/${component.peek().id}`,
        { method: 'PATCH', body: { name: name.peek(), configuration }, revision });
      return true;
    } catch (failure) {
      if (failure.status !== 412) throw failure;
      const theirs = failure.current ?? (await api(`/components/${component.peek().id}`));
      return settle(theirs);
    }
  };
  const settle = async (theirs) => {
    const differences = values.map((one) => ({
      name: said(one.title), theirs: String(theirs.configuration?.[one.name] ?? one.standard ?? ''), mine: one.typed.peek(),
    })).concat({ name: t('component.name'), theirs: theirs.name, mine: name.peek() })
      .filter((one) => one.theirs !== one.mine);
    const choice = await resolveConflict(differences);
    if (choice === 'mine') {
      revision = theirs.rev;
      return send();
    }
    if (choice === 'theirs') {
      await refresh();
      await reload();
    }
    return false;
  };
  const submit = async (event) => {
    event.preventDefault();
    complaints.value = {};
    error.value = null;
    try {
      if (!(await send())) return;
      editing.isChanged = () => false;
      toast(t('component.configured', { name: name.peek() }));
      await refresh();
      await reload();
    } catch (failure) {
      const place = failure.field?.replace(/^configuration\./, '');
      const isKnown = place === 'name' || values.some((one) => one.name === place);
      if (isKnown) complaints.value = { [place]: failure.message };
      else error.value = failure;
    }
  };
  return html`<form class="form" @submit=${submit}>
    ${notice('warn', html`<p>${t('component.restartsOnChange')}</p>`)}
    ${field(t('component.name'), textInput(name, { maxlength: 64 }),
      { required: true, error: () => complaints.value.name ?? '' })}
    ${values.map((one) => settingField(one, complaints))}
    ${() => (error.value ? notice('bad', failureText(error.value)) : null)}
    <div class="df inline">${button(t('component.saveConfiguration'),
      { kind: 'primary', type: 'submit', disabled: () => !isChanged() })}</div></form>`;
}

function settingField(one, complaints) {
  const mark = () => (one.typed.value !== String(one.value ?? '')
    ? t('form.changedFrom', { value: one.value ?? one.standard }) : '');
  return html`<div class="setting">${field(said(one.title) || one.name, textInput(one.typed, { mono: true }), {
    required: true, help: t('form.standardHelp', { help: said(one.help ?? ''), standard: one.standard ?? '–' }),
    error: () => complaints.value[one.name] ?? '',
  })}<small class="changed">${mark}</small></div>`;
}
