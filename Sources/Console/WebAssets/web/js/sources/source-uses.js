// source-uses.js: what uses a data source, with links, and the refusal to delete one that is in use.
import { html } from '../core.js';
import { openDialog } from '../dialogs.js';
import { t } from '../i18n.js';
import { button } from '../ui.js';

const LINKED_MAX = 8;

const nameOfUse = (use) => use.name || use.id;
const hrefOfUse = (use) => (use.kind === 'draft' ? `/migration/new/${use.id}` : `/migration/${use.id}`);

/** The projects among the uses: drafts do not stand in the way of anything. */
export const projectsOf = (source) => (source.usedBy ?? []).filter((use) => use.kind !== 'draft');

const useLink = (use) => (use.id ? html`<a href=${hrefOfUse(use)}>${nameOfUse(use)}</a>` : nameOfUse(use));

/** Some of the uses, each with its link. */
const links = (uses) => uses.slice(0, LINKED_MAX).map((use) => html`<span>${useLink(use)}</span>`);

/** The projects of a data source and the drafts that name it; a long list is cut, with the way to all of it. */
export function useList(source) {
  const projects = projectsOf(source);
  const drafts = (source.usedBy ?? []).filter((use) => use.kind === 'draft');
  if (!projects.length && !drafts.length) return t('source.usedByNone');
  return html`<span class="use-list">${links(projects)}
    ${projects.length ? html`<a href=${`/migration?source=${source.id}`}>${t('source.usedByAll',
      { count: projects.length })}</a>` : null}</span>
    ${drafts.length ? html`<span class="use-list"><small class="muted">${t('source.inDrafts')}</small>${links(drafts)}
      ${drafts.length > LINKED_MAX ? html`<small>${t('source.inDraftsMore', { count: drafts.length - LINKED_MAX })}
        </small>` : null}</span>` : null}`;
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
