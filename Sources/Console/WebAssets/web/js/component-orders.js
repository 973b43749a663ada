// component-orders.js: what the operator may order of a component: start, pause, delete. Each dialog says what will
// happen.
import { html } from './core.js';
import { order } from './api.js';
import { confirm } from './dialogs.js';
import { t, word } from './i18n.js';
import { toast } from './overlays.js';
import { navigate, query, setQuery } from './router.js';

const ICONS = { start: 'play', pause: 'pause', delete: 'trash' };

const facts = (component) => [
  [t('component.kind'), word('componentKind', component.kind)],
  [t('component.machine'), component.machine?.name ?? '–'],
  [t('component.state'), word('state', component.state)],
];

async function give(component, name) {
  const { ticket } = await order(`/components/${component.id}`, name);
  toast(t(`component.${name}.ordered`, { name: component.name }), {
    action: ticket ? [t('ticket.show'), () => navigate(`/om/tickets?open=${ticket}`)] : undefined,
  });
  if (name === 'delete' && query('open') === component.id) setQuery({ open: null, tab: null });
}

/** @param {any} component @param {'start' | 'pause' | 'delete'} name */
export const askFor = (component, name, refresh) =>
  confirm({
    title: t(`component.${name}.title`, { name: component.name }),
    body: html`<p>${t(`component.${name}.text`)}</p>
      ${name === 'start' && component.failure
        ? html`<p>${t('component.start.afterFailure', { message: component.failure.message })}</p>` : null}`,
    facts: facts(component),
    ok: t(`component.${name}`),
    danger: name === 'delete',
    type: name === 'delete' ? 'delete' : undefined,
    act: async () => {
      await give(component, name);
      refresh();
    },
  });

const allowed = (component, name) => component.actions?.[name] ?? { ok: true };

/** Entries of a row menu; refused ones stay visible with the reason. */
export const orderEntries = (component, refresh) =>
  ['start', 'pause', 'delete'].map((name) => {
    const rule = allowed(component, name);
    return {
      label: t(`component.${name}Dots`),
      ic: ICONS[name],
      danger: name === 'delete',
      disabled: rule.ok ? '' : rule.why || t('action.notNow'),
      onclick: () => askFor(component, name, refresh),
    };
  });
