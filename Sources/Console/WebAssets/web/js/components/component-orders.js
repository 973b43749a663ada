// component-orders.js: what the operator may order of a component: start, pause, rerun, delete. Each dialog says what
// will happen.
import { html } from '../core.js';
import { api, order } from '../api.js';
import { isChecker, projectIdOf } from './checkers.js';
import { confirm } from '../dialogs.js';
import { hasText, t, word } from '../i18n.js';
import { toast } from '../overlays.js';
import { navigate, query, setQuery } from '../router.js';
import { said } from '../said/said.js';

const ICONS = { start: 'play', pause: 'pause', rerun: 'retry', delete: 'trash' };
const STOP_SECONDS = 30;

const facts = (component) => [
  [t('component.kind'), word('componentKind', component.kind)],
  [t('component.machine'), component.machine?.name ?? '–'],
  [t('component.state'), word('state', component.state)],
];

/** Returns when no process of it exists any more; a project may have ordered it to start again by then. */
async function whenStopped(id) {
  for (let second = 0; second < STOP_SECONDS; second += 1) {
    const { state, desired } = await api(`/components/${id}`);
    if (desired === 'running' || !['running', 'initializing'].includes(state)) return desired;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return '';
}

/** Ends the process and starts it anew. What was done already is kept by the project, not by the process. */
async function rerun(component) {
  if (allowed(component, 'pause').ok) {
    await order(`/components/${component.id}`, 'pause');
    if ((await whenStopped(component.id)) === 'running') {
      toast(t('component.rerun.ordered', { name: component.name }));
      return;
    }
  }
  await give(component, 'start', 'rerun');
}

async function give(component, name, told = name) {
  const { ticket } = await order(`/components/${component.id}`, name);
  toast(t(`component.${told}.ordered`, { name: component.name }), {
    action: ticket ? [t('ticket.show'), () => navigate(`/om/tickets?open=${ticket}`)] : undefined,
  });
  if (name === 'delete' && query('open') === component.id) setQuery({ open: null, tab: null });
}

/** What a Checker's project does about an order to one of its Checkers. */
const projectNote = (component, name) => (isChecker(component) && projectIdOf(component)
  && hasText(`component.${name}.checker`) ? html`<p>${t(`component.${name}.checker`)}</p>` : null);

/** @param {any} component @param {'start' | 'pause' | 'rerun' | 'delete'} name */
export const askFor = (component, name, refresh) =>
  confirm({
    title: t(`component.${name}.title`, { name: component.name }),
    body: html`<p>${t(`component.${name}.text`)}</p>${projectNote(component, name)}
      ${name === 'start' && component.failure
        ? html`<p>${t('component.start.afterFailure', { message: component.failure.message })}</p>` : null}`,
    facts: facts(component),
    ok: t(`component.${name}`),
    danger: name === 'delete',
    type: name === 'delete' ? 'delete' : undefined,
    act: async () => {
      if (name === 'rerun') await rerun(component);
      else await give(component, name);
      refresh();
    },
  });

/** A rerun is a pause and a start, or a start alone. */
function allowed(component, name) {
  const rules = component.actions ?? {};
  if (name !== 'rerun') return rules[name] ?? { ok: true };
  return rules.pause?.ok || rules.start?.ok ? { ok: true } : rules.start ?? { ok: true };
}

/** Entries of a row menu; refused ones stay visible with the reason. */
export const orderEntries = (component, refresh) =>
  (isChecker(component) ? ['start', 'pause', 'rerun', 'delete'] : ['start', 'pause', 'delete']).map((name) => {
    const rule = allowed(component, name);
    return {
      label: t(name === 'start' && component.failure ? 'component.resumeDots' : `component.${name}Dots`),
      ic: ICONS[name],
      danger: name === 'delete',
      disabled: rule.ok ? '' : said(rule.why) || t('action.notNow'),
      onclick: () => askFor(component, name, refresh),
    };
  });
