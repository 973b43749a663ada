// views.js: saved views of a list: a name for a filter and a sort, kept in this browser.
import { html, signal } from '../core.js';
import { openDialog } from '../dialogs.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { openMenu, toast } from '../overlays.js';
import { navigate, route } from '../router.js';
import { button, field, focusFirstComplaint, iconButton, textInput } from '../ui.js';

/** What belongs to a moment and not to a view. */
const NOT_KEPT = ['open', 'edit', 'add', 'tab'];

const read = (key) => {
  try {
    const saved = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(saved) ? saved.filter((one) => typeof one?.name === 'string') : [];
  } catch {
    return [];
  }
};

/** The part of the address that a view keeps, always in the same order. */
function presentSearch() {
  const kept = new URLSearchParams(route.value.query);
  for (const name of NOT_KEPT) kept.delete(name);
  kept.sort();
  return kept.toString();
}

/** @param {string} list the name of the list @param {string} path the address of its page */
export function viewMenu(list, path) {
  const key = `views.${list}`;
  const views = signal(read(key));
  const keep = (next) => {
    views.value = next;
    localStorage.setItem(key, JSON.stringify(next));
  };
  const present = () => views.value.find((one) => one.search === presentSearch());
  const open = (event) => openMenu(event.currentTarget, [
    ...views.peek().map((one) => ({
      label: one.name, checked: one.search === presentSearch(),
      onclick: () => navigate(path + (one.search ? `?${one.search}` : '')),
    })),
    ...(views.peek().length ? ['-'] : []),
    { label: t('views.saveDots'), ic: 'plus', onclick: () => saveView(views, keep),
      disabled: presentSearch() ? '' : t('views.nothing') },
    ...(views.peek().length
      ? [{ label: t('views.manageDots'), ic: 'edit', onclick: () => manageViews(views, keep) }] : []),
  ]);
  return html`<button type="button" class="btn" aria-haspopup="menu" aria-expanded="false" @click=${open}
  >${icon('eye')}<span>${() => present()?.name ?? t('views.title')}</span>${icon('down')}</button>`;
}

function saveView(views, keep) {
  const name = signal('');
  const complaint = signal('');
  let root = null;
  const submit = (event, close) => {
    event.preventDefault();
    const chosen = name.peek().trim();
    complaint.value = chosen ? '' : t('form.needed');
    if (!chosen) {
      focusFirstComplaint(root);
      return;
    }
    // The same name again is the same view, changed.
    keep([...views.peek().filter((one) => one.name !== chosen), { name: chosen, search: presentSearch() }]);
    toast(t('views.saved', { name: chosen }));
    close();
  };
  openDialog(
    (close, dismiss) => html`<form class="dlg" @submit=${(event) => submit(event, close)}
      ref=${(element) => { root = element; }}><h2>${t('views.save')}</h2><p>${t('views.text')}</p>
      ${field(t('views.name'), textInput(name, { autofocus: true, maxlength: 40 }),
        { required: true, error: () => complaint.value })}
      <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
        ${button(t('save'), { kind: 'primary', type: 'submit' })}</div></form>`,
    { label: t('views.save') },
  );
}

function manageViews(views, keep) {
  const drop = (name) => keep(views.peek().filter((one) => one.name !== name));
  openDialog(
    (close) => html`<div class="dlg"><h2>${t('views.manage')}</h2>
      ${() => (views.value.length
        ? html`<ul class="links">${views.value.map((one) => html`<li><span>${one.name}</span>
          ${iconButton('trash', t('views.remove', { name: one.name }), () => drop(one.name))}</li>`)}</ul>`
        : html`<p class="muted">${t('views.none')}</p>`)}
      <div class="df">${button(t('close'), { kind: 'primary', onclick: () => close() })}</div></div>`,
    { label: t('views.manage') },
  );
}
