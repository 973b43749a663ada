// source-uses.js: what uses a data source, with links, and the refusal to delete one that is in use.
import { html } from '../core.js';
import { openDialog } from '../dialogs.js';
import { t } from '../i18n.js';
import { button } from '../ui.js';

const LINKED_MAX = 8;

/** The server names a use by its name, or with its ID, which can be linked. */
export const nameOfUse = (use) => (typeof use === 'string' ? use : use.name ?? use.id);

const useLink = (use) => (typeof use === 'object' && use.id
  ? html`<a href=${`/migration/${use.id}`}>${nameOfUse(use)}</a>` : nameOfUse(use));

/** The projects of a data source; a long list is cut, with the way to all of it. */
export function useList(source) {
  const uses = source.usedBy ?? [];
  if (!uses.length) return t('source.usedByNone');
  return html`<span class="use-list">${uses.slice(0, LINKED_MAX).map((use) => html`<span>${useLink(use)}</span>`)}
    <a href=${`/migration?source=${source.id}`}>${t('source.usedByAll', { count: uses.length })}</a></span>`;
}

/** Says why it cannot be deleted: the names of all that use it. */
export function refuseRemoval(source, uses) {
  const title = t('source.inUseTitle', { name: source.name });
  openDialog(
    (close) => html`<div class="dlg"><h2>${title}</h2>
      <p>${t('source.inUseText', { count: uses.length })}</p>
      <ul class="uses" tabindex="0">${uses.map((use) => html`<li>${useLink(use)}</li>`)}</ul>
      <div class="df"><a class="btn" href=${`/migration?source=${source.id}`} @click=${() => close()}
        >${t('source.showUses')}</a>${button(t('close'), { kind: 'primary', onclick: () => close() })}</div></div>`,
    { label: title },
  );
}
