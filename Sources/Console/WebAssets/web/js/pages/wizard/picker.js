// picker.js: single objects: the tree of the source on the left, what is chosen on the right.
import { html } from '../../core.js';
import { t } from '../../i18n.js';
import { toast } from '../../overlays.js';
import { query, setQuery } from '../../router.js';
import { shortcut } from '../../shortcuts.js';
import { urlDrawer } from '../../dialogs.js';
import { openBulkRename } from './bulk-rename.js';
import { chosenPane } from './chosen.js';
import { exportObjects } from './csv.js';
import { openImport } from './import.js';
import { openTableSettings } from './table-settings.js';
import { treePane } from './tree.js';

export const UNDO_MILLISECONDS = 9_000;

/** Does something to the choice that can be taken back. */
export function undoable(selection, text, act) {
  const before = selection.snapshot();
  act();
  toast(text, { action: [t('wizard.undo'), () => selection.restore(before)], milliseconds: UNDO_MILLISECONDS });
}

/** What both panes ask for. */
export function actionsFor(context, selection) {
  const openSettings = (at) => setQuery({ table: selection.catalogue.keys[at] }, { replace: false });
  urlDrawer('table', (key, onclose) => openTableSettings({ context, selection, key, onclose }));
  return { openSettings, rename: null, filter: () => query('q') };
}

export function picker(context, selection, view) {
  const actions = {
    ...actionsFor(context, selection),
    importObjects: () => openImport(context, selection),
    exportObjects: () => exportObjects(context, selection),
    renameMany: () => openBulkRename(selection),
    removeAll: () => undoable(selection, t('wizard.removedAll'), () => selection.clear()),
  };
  view.sums.value = selection.stat;
  const chosen = chosenPane(selection, actions);
  const tree = treePane(selection, { ...actions, rename: chosen.rename });
  shortcut('a', t('wizard.keys.tickShown'), () => tree.tickShown(true), 'wizard.keys.objects');
  shortcut('u', t('wizard.keys.untickShown'), () => tree.tickShown(false), 'wizard.keys.objects');
  shortcut('i', t('wizard.keys.import'), actions.importObjects, 'wizard.keys.objects');
  return html`<div class="panes">${tree.view}${chosen.view}</div>`;
}
