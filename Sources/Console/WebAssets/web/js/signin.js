// signin.js: the sign-in page, the first sign-in that sets the password, and the dialog over the page when a session
// ended.
import { effect, html, onCleanup, signal } from './core.js';
import { api, readSession, session, signedInAgain } from './api.js';
import { openDialog } from './dialogs.js';
import { t } from './i18n.js';
import { icon, logo } from './icons.js';
import { language, languages, setLanguage } from './i18n.js';
import { button, failureText, field, notice, textInput } from './ui.js';

export const PASSWORD_LENGTH = { least: 10, most: 128 };

/** Rules of a new password, checked while it is typed. */
export const passwordRules = (password, again, account) => [
  [t('password.length', PASSWORD_LENGTH), password.length >= PASSWORD_LENGTH.least
    && password.length <= PASSWORD_LENGTH.most],
  [t('password.notName'), password.length > 0 && !password.toLowerCase().includes(account.toLowerCase())],
  [t('password.varied'), new Set(password).size >= 5],
  [t('password.same'), password.length > 0 && password === again],
];

export const ruleList = (rules) => html`<ul class="rules" aria-label=${t('password.rules')}>${() =>
  rules().map(
    ([text, isMet]) => html`<li class=${isMet ? 'met' : ''}>${icon(isMet ? 'check' : 'ring')}<span>${text}</span>
      <span class="sr">${t(isMet ? 'password.met' : 'password.unmet')}</span></li>`,
  )}</ul>`;

/** Seconds that remain of a back-off, counted down. */
function countdown() {
  const seconds = signal(0);
  let timer = 0;
  const start = (from) => {
    clearInterval(timer);
    seconds.value = Math.ceil(from);
    timer = setInterval(() => {
      seconds.value = Math.max(0, seconds.peek() - 1);
      if (!seconds.peek()) clearInterval(timer);
    }, 1000);
  };
  onCleanup(() => clearInterval(timer));
  return { seconds, start };
}

/**
 * Account and password with the server's answer beside them.
 * @param {{fixedAccount?: string, ondone: () => void}} options
 */
function signInForm({ fixedAccount = '', ondone }) {
  const account = signal(fixedAccount || 'admin');
  const password = signal('');
  const error = signal('');
  const isBusy = signal(false);
  const wait = countdown();
  const submit = async (event) => {
    event.preventDefault();
    if (isBusy.peek() || wait.seconds.peek()) return;
    isBusy.value = true;
    error.value = '';
    try {
      const body = { account: account.peek().trim(), password: password.peek() };
      await api('/session', { method: 'POST', body, isSignIn: true });
      await readSession();
      ondone();
    } catch (failure) {
      error.value = failure.message;
      if (failure.status === 429) wait.start(failure.retryAfter || 1);
      event.target.querySelector('input[type=password]')?.select();
    }
    isBusy.value = false;
  };
  const label = () => (wait.seconds.value ? t('signIn.wait', { seconds: wait.seconds.value }) : t('signIn.do'));
  return html`<form class="form" @submit=${submit}>
    ${field(t('signIn.account'), textInput(account, { autocomplete: 'username', readonly: Boolean(fixedAccount) }),
      { required: true })}
    ${field(t('signIn.password'),
      textInput(password, { type: 'password', autocomplete: 'current-password', autofocus: true }), { required: true })}
    <div role="alert" class="alert">${() => (error.value ? notice('bad', html`<p>${error.value}</p>`) : null)}</div>
    ${() => button(label(),
      { kind: 'primary wide', type: 'submit', disabled: () => isBusy.value || wait.seconds.value > 0 })}
  </form>`;
}

function firstSignInForm(ondone) {
  const account = 'admin';
  const password = signal('');
  const again = signal('');
  const error = signal(null);
  const isBusy = signal(false);
  const rules = () => passwordRules(password.value, again.value, account);
  const isReady = () => rules().every(([, isMet]) => isMet);
  const submit = async (event) => {
    event.preventDefault();
    if (!isReady() || isBusy.peek()) return;
    isBusy.value = true;
    error.value = null;
    try {
      await api('/session/first', { method: 'POST', body: { account, password: password.peek() }, isSignIn: true });
      if (!(await readSession()).signedIn) {
        await api('/session', { method: 'POST', body: { account, password: password.peek() }, isSignIn: true });
        await readSession();
      }
      ondone();
    } catch (failure) {
      error.value = failure;
    }
    isBusy.value = false;
  };
  return html`<form class="form" @submit=${submit}>
    ${field(t('signIn.account'), textInput(signal(account), { autocomplete: 'username', readonly: true }),
      { required: true })}
    ${field(t('password.new'),
      textInput(password, { type: 'password', autocomplete: 'new-password', autofocus: true }), { required: true })}
    ${field(t('password.again'), textInput(again, { type: 'password', autocomplete: 'new-password' }),
      { required: true })}
    ${ruleList(rules)}
    <div role="alert" class="alert">${() => (error.value ? notice('bad', failureText(error.value)) : null)}</div>
    ${button(t('signIn.first'), { kind: 'primary wide', type: 'submit', disabled: () => isBusy.value || !isReady() })}
  </form>`;
}

const languageLinks = () => html`<p class="languages">${Object.entries(languages).map(
  ([code, { name, tag }]) => html`<button type="button" class="btn link" lang=${tag}
    aria-pressed=${String(language.peek() === code)} @click=${() => setLanguage(code)}>${name}</button>`,
)}</p>`;

/** The whole page while nobody is signed in. The URL stays, so a deep link is still there afterwards. */
export function signInPage() {
  const isFirst = session.peek().first;
  document.title = `${t(isFirst ? 'signIn.firstTitle' : 'signIn.title')} · Godwit`;
  queueMicrotask(() => document.querySelector('.gate [autofocus]')?.focus());
  return html`<main class="gate" id="main"><div class="gate-card">
    <div class="gate-brand">${logo(40)}<b>Godwit</b></div>
    <h1>${t(isFirst ? 'signIn.firstTitle' : 'signIn.title')}</h1>
    <p class="muted">${t(isFirst ? 'signIn.firstText' : 'signIn.text')}</p>
    ${isFirst ? firstSignInForm(() => {}) : signInForm({ ondone: () => {} })}
    </div>${languageLinks()}</main>`;
}

/** Shown while the server has never answered: not a sign-in page, because nothing is known of the session. */
export const waitingPage = () => html`<main class="gate" id="main"><div class="gate-card">
  <div class="gate-brand">${logo(40)}<b>Godwit</b></div>
  <h1>${t('waiting.title')}</h1><p class="muted">${t('waiting.text')}</p>
  <p class="busy" role="status"><span class="spin" aria-hidden="true"></span>${t('waiting.retrying')}</p></div></main>`;

/** Opens over the page when the session has ended; what was typed below is kept and the waiting requests go on. */
export function followSessionEnd(isSessionOver) {
  effect(() => {
    if (!isSessionOver.value) return;
    const close = openDialog(
      (close) => html`<div class="dlg"><h2>${t('sessionOver.title')}</h2><p>${t('sessionOver.text')}</p>
        ${signInForm({ fixedAccount: session.peek().account ?? '',
          ondone: () => { close(); signedInAgain(); } })}</div>`,
      { label: t('sessionOver.title'), isFixed: true },
    );
    onCleanup(close);
  });
}
