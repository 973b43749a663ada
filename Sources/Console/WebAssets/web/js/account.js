// account.js: what the operator does with the own account: menu, change of password, signing out.
import { html, signal } from './core.js';
import { api, readSession, session } from './api.js';
import { theme } from './appearance.js';
import { mayDiscard, openDialog } from './dialogs.js';
import { language, languages, setLanguage, t } from './i18n.js';
import { openMenu, toast } from './overlays.js';
import { showShortcuts } from './shortcuts.js';
import { passwordRules, ruleList } from './signin.js';
import { button, failureText, field, notice, textInput } from './ui.js';

const THEMES = ['auto', 'light', 'dark'];

export const openAccountMenu = (anchor) =>
  openMenu(anchor, [
    { label: t('account.password'), ic: 'key', onclick: openPasswordDialog },
    { label: t('keys.title'), ic: 'keyboard', keys: '?', onclick: showShortcuts },
    '-',
    ...THEMES.map((name) => ({
      label: t(`theme.${name}`),
      checked: theme.signal.peek() === name,
      onclick: () => theme.set(name),
    })),
    '-',
    ...Object.entries(languages).map(([code, { name }]) => ({
      label: name,
      checked: language.peek() === code,
      onclick: () => setLanguage(code),
    })),
    '-',
    { label: t('account.signOut'), ic: 'out', onclick: signOut },
  ]);

export async function signOut() {
  try {
    await api('/session', { method: 'DELETE', isSignIn: true });
  } catch (error) {
    // An ended session is what was wanted.
    if (error.status !== 401) {
      toast(error.message, { kind: 'bad' });
      return;
    }
  }
  await readSession({ isSigningOut: true }).catch(() => {});
}

export function openPasswordDialog() {
  const present = signal('');
  const password = signal('');
  const again = signal('');
  const error = signal(null);
  const account = session.peek().account ?? '';
  const rules = () => passwordRules(password.value, again.value, account);
  const isReady = () => present.value && rules().every(([, isMet]) => isMet);
  const submit = async (event, close) => {
    event.preventDefault();
    if (!isReady()) return;
    error.value = null;
    try {
      await api('/me/password', { method: 'POST', body: { current: present.peek(), new: password.peek() } });
      close();
      toast(t('password.changed'));
    } catch (failure) {
      error.value = failure;
    }
  };
  const secret = (value, autocomplete, autofocus = false) =>
    textInput(value, { type: 'password', autocomplete, autofocus });
  openDialog(
    (close, dismiss) => html`<form class="dlg form" method="dialog" @submit=${(event) => submit(event, close)}>
      <h2>${t('account.password')}</h2><p>${t('password.otherSessions')}</p>
      <input class="sr" type="text" autocomplete="username" .value=${account} tabindex="-1" aria-hidden="true">
      ${field(t('password.present'), secret(present, 'current-password', true), { required: true })}
      ${field(t('password.new'), secret(password, 'new-password'), { required: true })}
      ${field(t('password.again'), secret(again, 'new-password'), { required: true })}
      ${ruleList(rules)}
      <div role="alert">${() => (error.value ? notice('bad', failureText(error.value)) : null)}</div>
      <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
        ${button(t('account.password'), { kind: 'primary', type: 'submit', disabled: () => !isReady() })}</div></form>`,
    { label: t('account.password'), mayClose: mayDiscard(() => Boolean(present.peek() || password.peek())) },
  );
}
