// frame.js: the frame of a page of the wizard: its body, and the foot with the sums and the way back and on.
import { html } from '../../core.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { button } from '../../ui.js';

export const PAGES = ['endpoints', 'types', 'objects', 'options', 'precheck'];

export const addressOf = (draft, page) => `/migration/new/${draft}/${page}`;

/** What stands on the left, and the way back and on; `right` replaces the way on. */
function foot(context, left, right) {
  const place = PAGES.indexOf(context.page.peek());
  const following = PAGES[place + 1];
  return html`<footer class="wiz-foot"><div class="wiz-sums">${left}</div><span class="grow"></span>
    ${place ? button(t('wizard.back'), { onclick: () => context.go(PAGES[place - 1]) }) : null}
    ${right ?? html`<button type="button" class="btn primary next" aria-keyshortcuts="Control+Enter"
      @click=${() => context.next()}><span>${t(`wizard.nextTo.${following}`)}</span>
        ${icon('arrow')}</button>`}</footer>`;
}

/** A heading for those who move by headings, the body, the foot. */
export function framed(context, body, { left = null, right = null, kind = '' } = {}) {
  const title = t(`wizard.page.${context.page.peek()}`);
  return html`<section class=${`wiz-body ${kind}`} aria-label=${title}>
    <h2 class="sr" tabindex="-1">${title}</h2>${body}</section>${foot(context, left, right)}`;
}
