// saving.js: what the head of the wizard says of the draft, and the choice between two people's changes.
import { html } from '../../core.js';
import { resolveConflict } from '../../dialogs.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { toast } from '../../overlays.js';
import { button } from '../../ui.js';
import { differencesOf } from './summary.js';

const ICONS = {
  saved: 'check', waiting: 'run', saving: 'run', offline: 'alert', conflict: 'alert', refused: 'error',
};

export function savedMark(context) {
  const { draft } = context;
  const state = () => draft.saving.value;
  const reason = () => (state() === 'refused' || state() === 'offline' ? draft.error.value?.message ?? null : null);
  return html`<span class=${() => `saved is-${state()}`} role="status" data-tip=${reason}
    tabindex=${() => (reason() ? 0 : null)}>${() => icon(ICONS[state()])}
      <span>${() => t(`wizard.saving.${state()}`)}</span>
    </span>${() => (state() === 'conflict'
      ? button(t('wizard.seeDifference'), { kind: 'small', onclick: () => askForChoice(context) }) : null)}`;
}

let isAsking = false;

/** Both versions side by side; nothing is saved before the operator chooses. */
export async function askForChoice(context) {
  const { draft } = context;
  const theirs = draft.theirs.peek();
  if (isAsking || !theirs) return;
  isAsking = true;
  const choice = await resolveConflict(differencesOf(context, draft.content.peek(), theirs.content ?? {}));
  isAsking = false;
  if (!choice) return;
  try {
    await draft.resolve(choice);
    toast(t(choice === 'mine' ? 'wizard.tookMine' : 'conflict.taken'));
  } catch {
    // Somebody was faster once more; the state says so and asks again.
  }
}
