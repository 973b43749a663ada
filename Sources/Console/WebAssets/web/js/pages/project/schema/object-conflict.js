// object-conflict.js: two people wrote statements for the same object: shows the difference and lets choose knowingly.
import { html } from '../../../core.js';
import { openDialog } from '../../../dialogs.js';
import { t } from '../../../i18n.js';
import { differenceView } from '../../../sql.js';
import { button } from '../../../ui.js';

/** @returns {Promise<'theirs' | 'mine' | ''>} */
export function askOverTheirs(theirs, mine) {
  return new Promise((resolve) => {
    openDialog(
      (close, dismiss) => html`<div class="dlg"><h2>${t('conflict.title')}</h2>
        <p>${t(theirs === mine ? 'conflict.none' : 'schema.conflictText')}</p>
        ${theirs === mine ? null : differenceView(theirs, mine, t('conflict.title'))}
        <div class="df">${button(t('conflict.back'), { onclick: () => dismiss() })}
          ${button(t('conflict.theirs'), { onclick: () => close('theirs') })}
          ${button(t('conflict.mine'), { kind: 'primary', onclick: () => close('mine') })}</div></div>`,
      { label: t('conflict.title'), size: 'wide', onclose: resolve },
    );
  });
}
