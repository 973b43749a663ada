// shell.js: the frame around every page: navigation, top bar, live mark, route table, error pages.
import { computed, effect, html, mount, onCleanup, signal, untrack } from './core.js';
import { openAccountMenu, openPasswordDialog, signOut } from './account.js';
import { api, isOutdated, now, session, untilAnswered } from './api.js';
import { isDark, theme } from './appearance.js';
import { duration, zone, zoneName } from './fmt.js';
import { language, languages, setLanguage, t } from './i18n.js';
import { icon, logo } from './icons.js';
import { openPalette } from './palette.js';
import { navigate, partsOf, route } from './router.js';
import { showShortcuts, shortcut } from './shortcuts.js';
import { link, subscribe } from './stream.js';
import { button, emptyState, iconButton, kept, notice, skeleton } from './ui.js';

/** Only pages that exist. */
const NAVIGATION = [
  ['', [
    ['overview', '/overview', 'grid', 'g o'],
    ['migration', '/migration', 'migrate', 'g m'],
    ['sources', '/sources', 'db', 'g d'],
  ]],
  ['nav.om', [
    ['components', '/om/components', 'parts', 'g c'],
    ['machines', '/om/machines', 'server', 'g h'],
    ['tickets', '/om/tickets', 'log', 'g t'],
  ]],
  ['nav.system', [
    ['audit', '/system/audit', 'key', 'g l'],
    ['parameters', '/system/parameters', 'gear', 'g p'],
  ]],
];

const PAGES = NAVIGATION.flatMap(([, pages]) => pages);

const isFolded = kept('navigation', 'open');
const foldNavigation = () => isFolded.set(isFolded.signal.peek() === 'open' ? 'folded' : 'open');

/** What needs attention, beside the entries of the navigation. */
function attentionCounts() {
  const overview = signal({});
  const refresh = async () => {
    try {
      overview.value = await api('/overview');
    } catch {
      // The numbers beside the navigation are a convenience; the pages themselves say what failed.
    }
  };
  const apply = (data) => {
    overview.value = { ...overview.peek(), ...(Array.isArray(data) ? data[0] : data) };
  };
  onCleanup(subscribe('overview', apply, refresh));
  refresh();
  return {
    components: () => overview.value.components?.abnormal ?? 0,
    machines: () => overview.value.machines?.down ?? 0,
    tickets: () => overview.value.tickets?.failed ?? 0,
  };
}

function commands() {
  const pages = PAGES.map(([name, href, ic, keys]) => ({
    label: t(`page.${name}`), hint: t('palette.page'), ic, href, keys: keys.toUpperCase(),
  }));
  const action = (key, ic, run) => ({ label: t(key), hint: t('palette.action'), ic, run });
  const go = (key, ic, href) => ({ label: t(key), hint: t('palette.action'), ic, href });
  return [
    ...pages,
    go('projects.create', 'plus', '/migration/new'),
    go('source.add', 'plus', '/sources?edit=new'),
    go('component.add', 'plus', '/om/components?add=1'),
    action('theme.light', 'sun', () => theme.set('light')),
    action('theme.dark', 'moon', () => theme.set('dark')),
    action('theme.auto', 'gear', () => theme.set('auto')),
    ...Object.entries(languages).map(([code, { name }]) => ({
      label: name, hint: t('palette.language'), ic: 'globe', run: () => setLanguage(code),
    })),
    action('account.password', 'key', openPasswordDialog),
    action('keys.title', 'keyboard', showShortcuts),
    action('account.signOut', 'out', signOut),
  ];
}

function addShortcuts() {
  const anywhere = 'keys.anywhere';
  for (const [name, href, , keys] of PAGES) {
    shortcut(keys, t('keys.goTo', { page: t(`page.${name}`) }), () => navigate(href), anywhere);
  }
  shortcut('mod+k', t('palette.title'), () => openPalette(commands), anywhere);
  shortcut('?', t('keys.title'), showShortcuts, anywhere);
  shortcut('/', t('keys.filter'), () => document.querySelector('main .search input')?.focus(), anywhere);
  shortcut('[', t('nav.fold'), foldNavigation, anywhere);
}

const isUnder = (path, href) => path === href || path.startsWith(`${href}/`);

function navigation(path, counts) {
  const entry = ([name, href, ic]) => html`<a href=${href} class=${() => ({ on: isUnder(path.value, href) })}
    aria-current=${() => (isUnder(path.value, href) ? 'page' : null)} aria-label=${t(`page.${name}`)}
    data-tip=${() => (isFolded.signal.value === 'folded' ? t(`page.${name}`) : null)}
  >${icon(ic)}<span>${t(`page.${name}`)}</span>${() => pip(counts[name]?.())}</a>`;
  const group = ([heading, pages]) => html`<section>${heading ? html`<h2>${t(heading)}</h2>`
    : null}${pages.map(entry)}</section>`;
  return html`<nav class="side" aria-label=${t('nav.main')}>
    <a class="brand" href="/overview" aria-label=${t('nav.home')}>${logo(24)}<span>Godwit</span></a>
    ${NAVIGATION.map(group)}
    <button type="button" class="fold" aria-label=${t('nav.fold')} aria-expanded=${() =>
      String(isFolded.signal.value === 'open')}
      @click=${foldNavigation}>${icon('side')}<span>${t('nav.fold')}</span></button></nav>`;
}

const pip = (count) => (count ? html`<b class="pip" title=${t('nav.attention', { count })}>${count}</b>` : null);

function liveMark() {
  const age = () => duration(Math.max(0, now.value - link.value.at) / 1000);
  const text = () =>
    ({
      off: () => '',
      live: () => t('link.live'),
      reconnecting: () => t('link.reconnecting', { age: age() }),
    })[link.value.state]();
  return html`<span class=${() => `link ${link.value.state}`} ?hidden=${() => link.value.state === 'off'}
    data-tip=${() => t(link.value.state === 'live' ? 'link.liveHint' : 'link.reconnectingHint')}
  >${icon('live')}<span>${text}</span></span>
  <span class="sr" role="status">${() => (link.value.state === 'reconnecting' ? t('link.lost') : '')}</span>`;
}

/** The zone of all times on the page. It may change while the page stays open, as clocks do twice a year. */
const zoneMark = () => html`<span class="zone" data-tip=${() => t('zone.hint', { zone: zoneName })}><span
  class="sr">${() => t('zone.label')} </span>${() => zone(now.value)}</span>`;

/** The way to this page: [text, href?]. Pages set it. */
export const crumbs = signal(/** @type {[string, string?][]} */ ([]));

/** A page names itself: title of the window and the way to it, with the address of the page above it. */
export function namePage(title, group, groupHref) {
  crumbs.value = group ? [[group, groupHref], [title]] : [[title]];
  document.title = `${title} · Godwit`;
}

const crumbList = () => html`<nav class="crumbs" aria-label=${t('nav.way')}><ol>${() =>
  crumbs.value.map(([text, href], place, all) => html`<li>${href ? html`<a href=${href}>${text}</a>`
    : html`<span aria-current=${place === all.length - 1 ? 'page' : null}>${text}</span>`}</li>`)}</ol></nav>`;

function topBar() {
  const account = session.peek().account ?? '';
  const themeLabel = () => t(isDark.value ? 'theme.useLight' : 'theme.useDark');
  return html`<header class="top">${crumbList()}
    <button type="button" class="omni" aria-label=${t('palette.title')} @click=${() =>
      openPalette(commands)}>${icon('search')}
      <span>${t('palette.open')}</span><kbd>Ctrl K</kbd></button>
    ${zoneMark()}${liveMark()}
    ${() => iconButton(isDark.value ? 'sun' : 'moon', themeLabel(), () => theme.set(isDark.peek() ? 'light' : 'dark'))}
    <button type="button" class="btn ghost who" aria-haspopup="menu" aria-label=${t('account.menu', { account })}
      @click=${(event) => openAccountMenu(event.currentTarget)}><span class="avatar">${account.slice(0,
        2)}</span></button>
  </header>`;
}

const outdatedNotice = () =>
  isOutdated.value
    ? html`<div class="outdated">${notice('run', html`<p>${t('outdated.text')}</p>`,
        button(t('outdated.reload'), { kind: 'small primary', onclick: () => location.reload() }))}</div>`
    : null;

/** The page for an address that leads nowhere. */
export function notFoundPage() {
  namePage(t('missing.title'));
  return html`<div class="page"><h1 class="sr">${t('missing.title')}</h1>${emptyState('question',
    t('missing.title'), t('missing.text'), [
    html`<a class="btn primary" href="/overview">${t('missing.home')}</a>`,
  ])}</div>`;
}

/** The page when a page of ours broke: a fault of the console, never of the data. */
const brokenPage = (error) => html`<div class="page"><h1 class="sr">${t('broken.title')}</h1>
  ${emptyState('error', t('broken.title'),
    html`${t('broken.text')} <code class="mono">${String(error?.message ?? error)}</code>`, [
    button(t('outdated.reload'), { kind: 'primary', onclick: () => location.reload() }),
  ])}</div>`;

const loadedPages = new Map();

/** A page that is loaded when it is first shown. `parts` are the named parts of its address, as a signal. */
function lazyPage(load, parts) {
  const page = signal(loadedPages.get(load) ?? null);
  const failure = signal(null);
  const isWaiting = signal(false);
  const attempt = async (isLast) => {
    try {
      loadedPages.set(load, await load());
      page.value = loadedPages.get(load);
    } catch (error) {
      if (isLast) {
        failure.value = error;
        return;
      }
      isWaiting.value = true;
      await untilAnswered();
      await attempt(true);
    }
  };
  if (!page.peek()) attempt(false);
  return () => {
    if (page.value) return untrack(() => guarded(page.value, parts));
    if (failure.value) return brokenPage(failure.value);
    return isWaiting.value ? emptyState('live', t('waiting.title'), t('waiting.text')) : skeleton();
  };
}

/** The route of an address: its loader, its named parts, and what tells its page from another one. */
function routed(routes, path) {
  for (const [pattern, load] of routes) {
    const parts = partsOf(pattern, path);
    if (!parts) continue;
    const identity = pattern.replace(/\{(\w+)\?\}/g, '').replace(/\{(\w+)\}/g, (_, name) => parts[name]);
    return { load, parts, identity };
  }
  return { load: null, parts: {}, identity: path };
}

/** @param {[string, () => Promise<(parts: {value: Record<string, string>}) => any>][]} routes pattern of the path and
 *   the loader of its page */
export function shell(routes) {
  const path = computed(() => route.value.path);
  const place = computed(() => routed(routes, path.value));
  const identity = computed(() => place.value.identity);
  const view = html`<main id="main" tabindex="-1"></main>`;
  addShortcuts();
  // The page is rebuilt when it becomes another one; the query and the tab are the page's own business.
  effect(() => {
    const shown = identity.value;
    const { load } = place.peek();
    const parts = signal(place.peek().parts);
    effect(() => {
      if (place.value.identity === shown) parts.value = place.value.parts;
    });
    onCleanup(mount(view, () => (load ? lazyPage(load, parts) : notFoundPage())));
    view.scrollTop = 0;
  });
  const counts = attentionCounts();
  const skip = (event) => {
    event.preventDefault();
    view.focus();
  };
  return html`<a class="skip" href="#main" @click=${skip}>${t('nav.skip')}</a>
    <div class=${() => `app ${isFolded.signal.value}`} lang=${languages[language.peek()].tag}>
      ${navigation(path, counts)}<div class="col">${topBar()}${outdatedNotice}${view}</div></div>`;
}

function guarded(page, parts) {
  try {
    return page(parts);
  } catch (error) {
    console.error(error);
    return brokenPage(error);
  }
}
