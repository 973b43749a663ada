// main.js: the start of the console. It asks who is signed in, then shows the frame or the gate; read shell.js next.
import { computed, effect, html, mount, onCleanup, signal, untrack } from './core.js';
import { isSessionOver, session, untilAnswered } from './api.js';
import './appearance.js';
import { language, loadTexts } from './i18n.js';
import { toastHost } from './overlays.js';
import { navigate, route } from './router.js';
import { shell } from './shell.js';
import { followSessionEnd, signInPage, waitingPage } from './signin.js';

/** A large page brings its own texts and its own style sheet. */
const withTextsAndStyle = (area, load) => async () => {
  const [page] = await Promise.all([load(), loadTexts(area), loadStyle(`/css/${area}.css`)]);
  return page;
};

const wizard = withTextsAndStyle('wizard', async () => (await import('./pages/wizard/wizard.js')).wizardPage);
const project = withTextsAndStyle('project', async () => (await import('./pages/project/project.js')).projectPage);

/** Returns when the style sheet applies, so that a page is never seen without it. */
function loadStyle(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((done, fail) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href, onload: done, onerror: () => {
      link.remove();
      fail(new Error(href));
    } });
    document.head.append(link);
  });
}

/** Pages are loaded when they are first opened, and in idle time. The first pattern that fits an address counts. */
const ROUTES = [
  ['/overview', async () => (await import('./pages/overview.js')).overviewPage],
  ['/migration', async () => (await import('./pages/migration.js')).migrationPage],
  ['/migration/new', wizard],
  ['/migration/new/{draft}/{page?}', wizard],
  ['/migration/{id}/{tab?}', project],
  ['/sources', async () => (await import('./pages/sources.js')).sourcesPage],
  ['/om/components', async () => (await import('./pages/components.js')).componentsPage],
  ['/om/machines', async () => (await import('./pages/machines.js')).machinesPage],
  ['/om/tickets', async () => (await import('./pages/tickets.js')).ticketsPage],
  ['/system/audit', async () => (await import('./pages/audit.js')).auditPage],
  ['/system/parameters', async () => (await import('./pages/parameters.js')).parametersPage],
];

/** Which of the three faces is shown: nothing is known yet, the gate, the console. */
const face = computed(() => {
  const { isKnown, signedIn, first } = session.value;
  if (!isKnown) return 'waiting';
  // An ended session keeps the console on screen; the dialog above it signs in again.
  if (signedIn || isSessionOver.value) return 'console';
  return first ? 'first' : 'gate';
});

function root() {
  const body = html`<div class="root"></div>`;
  const isSlow = signal(false);
  setTimeout(() => {
    isSlow.value = true;
  }, 400);
  effect(() => {
    const shown = face.value;
    language.value;
    const build = () => {
      if (shown === 'console') return shell(ROUTES);
      if (shown !== 'waiting') return signInPage();
      return () => (isSlow.value ? waitingPage() : null);
    };
    onCleanup(untrack(() => mount(body, build)));
  });
  followSessionEnd(isSessionOver);
  return body;
}

effect(() => {
  if (route.value.path === '/') untrack(() => navigate('/overview', { replace: true }));
});
const IDLE_MILLISECONDS = 3_000;

/** The other pages are fetched one after the other once the first one is shown, so that they never compete with it. */
async function loadOthers() {
  while (!document.querySelector('#main .page')) await pause();
  await pause();
  for (const [, load] of ROUTES) await load().catch(() => {});
}

const pause = () => new Promise((done) => setTimeout(done, IDLE_MILLISECONDS));

effect(() => {
  if (face.value === 'console') loadOthers();
});
mount(document.body, () => [root(), toastHost()]);
untilAnswered();
