// wizard.js: the wizard that makes a migration project: five pages over one draft at the server. The address names the
// draft and the page, so that Back, a reload and a link to a colleague find the same. draft.js keeps what is typed.
import { computed, effect, flush, html, onCleanup, signal, untrack } from '../../core.js';
import { againWhenBack, api, session } from '../../api.js';
import { confirm } from '../../dialogs.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { liveList } from '../../live.js';
import { openMenu, toast } from '../../overlays.js';
import { navigate } from '../../router.js';
import { namePage } from '../../shell.js';
import { shortcut } from '../../shortcuts.js';
import {
  button, copyText, emptyState, failureText, focusFirstComplaint, iconButton, skeleton,
} from '../../ui.js';
import { draftStore, forgetDraft } from './draft.js';
import { endpointsPage } from './endpoints.js';
import { addressOf, PAGES } from './frame.js';
import { objectsPage } from './objects.js';
import { optionsPage } from './options.js';
import { precheckPage } from './precheck.js';
import { askForChoice, savedMark } from './saving.js';
import { stepSummary } from './summary.js';
import { typesPage } from './types.js';
import { problemsOf } from './validity.js';

const BODIES = {
  endpoints: endpointsPage, types: typesPage, objects: objectsPage, options: optionsPage, precheck: precheckPage,
};

/** @param {{value: {draft?: string, page?: string}, peek: () => any}} address */
export function wizardPage(address) {
  namePage(t('wizard.title'), t('page.migration'), '/migration');
  const { draft } = untrack(() => address.value);
  return draft ? openDraft(draft, address) : newDraft();
}

const isUntouched = (draft) => !draft.project && !draft.name && draft.changedAt === draft.createdAt;

/** A draft that nobody has typed into is taken again, so that looking at the wizard leaves nothing behind. */
function newDraft() {
  const failure = signal(null);
  let isEnded = false;
  onCleanup(() => {
    isEnded = true;
  });
  const begin = async () => {
    failure.value = null;
    try {
      const { items } = await api('/drafts');
      const own = items.find((one) => one.owner === session.peek().account && isUntouched(one));
      const draft = own ?? (await api('/drafts', { method: 'POST', body: { content: {} } }));
      if (!isEnded) navigate(addressOf(draft.id, PAGES[0]), { replace: true });
    } catch (error) {
      failure.value = error;
      againWhenBack(error, () => isEnded || begin());
    }
  };
  begin();
  return html`<div class="page"><header class="ph"><h1>${t('wizard.title')}</h1></header>${() => (failure.value
    ? emptyState('error', t('wizard.noDraftTitle'), failureText(failure.value), [
      button(t('tryAgain'), { ic: 'retry', kind: 'primary', onclick: begin })])
    : skeleton(4))}</div>`;
}

function openDraft(id, address) {
  const draft = draftStore(id);
  const page = computed(() => (PAGES.includes(address.value.page) ? address.value.page : ''));
  // An address without a page goes on where the draft was left.
  effect(() => {
    if (draft.phase.value !== 'ready' || page.value) return;
    const last = draft.content.peek().wizard?.page;
    untrack(() => navigate(addressOf(id, PAGES.includes(last) ? last : PAGES[0]), { replace: true }));
  });
  onCleanup(() => draft.save().catch(() => {}));
  return () => {
    if (draft.phase.value === 'ready') return untrack(() => wizard(draft, page));
    return html`<div class="page"><h1 class="sr">${t('wizard.title')}</h1>${() => unready(draft)}</div>`;
  };
}

function unready(draft) {
  const phase = draft.phase.value;
  if (phase === 'loading') return skeleton(6);
  if (phase === 'forbidden') return emptyState('lock', t('forbidden.title'), t('forbidden.text'));
  if (phase === 'missing') {
    return emptyState('question', t('wizard.goneTitle'), t('wizard.goneText'), [
      html`<a class="btn" href="/migration">${t('page.migration')}</a>`,
      html`<a class="btn primary" href="/migration/new">${t('wizard.beginAnew')}</a>`]);
  }
  return emptyState('error', t('failed.title'), failureText(draft.error.value), [
    button(t('tryAgain'), { ic: 'retry', onclick: () => draft.refresh() })]);
}

function wizard(draft, page) {
  const context = {
    draft, page, root: null,
    sources: liveList('/datasources', 'datasources'),
    takenName: signal(''),
    /** Pages whose complaints are shown: Next was pressed there. */
    complained: signal(new Set()),
    go: (name) => go(context, name),
    next: () => next(context),
    sourceOf: (end) => {
      const id = draft.content.value[end]?.dataSource;
      return context.sources.rows.value.find((row) => row.id === id || row.name === id) ?? null;
    },
  };
  context.problems = computed(() => problemsOf(draft.content.value, context));
  context.complaint = (field) => () => {
    const isShown = context.complained.value.has(page.value) || field === 'name';
    return (isShown && context.problems.value[page.value]?.find((one) => one.field === field)?.text) || '';
  };
  shortcut('mod+Enter', t('wizard.next'), () => next(context));
  effect(() => {
    if (draft.saving.value === 'conflict') untrack(() => askForChoice(context));
  });
  const title = t(draft.project.peek() ? 'wizard.editTitle' : 'wizard.title');
  namePage(title, t('page.migration'), '/migration');
  // What a page was built from may be replaced by what somebody else saved; then it is built anew.
  const body = () => {
    draft.epoch.value;
    const name = page.value;
    return name ? untrack(() => BODIES[name](context)) : skeleton(4);
  };
  return html`<div class="page wiz" ref=${(element) => { context.root = element; }}>
    <header class="wiz-head"><h1>${title}</h1>
      ${savedMark(context)}<span class="grow"></span>
      ${iconButton('more', t('wizard.more'), (event) => openMenu(event.currentTarget, menuOf(context)))}
      ${stepList(context)}</header>
    ${body}</div>`;
}

function stepList(context) {
  const { draft, page } = context;
  const entry = (name, number) => {
    // A page that was never opened has its standards, but nobody has looked at them.
    const isSeen = () => draft.project.value || (draft.content.value.wizard?.seen ?? []).includes(name);
    const isDone = () => page.value !== name && name !== 'precheck' && isSeen() && !context.problems.value[name].length;
    const state = () => (page.value === name ? 'now' : isDone() ? 'done' : '');
    return html`<li class=${state}><a href=${addressOf(draft.id, name)}
      aria-current=${() => (page.value === name ? 'step' : null)}>
      <span class="wn">${() => (isDone() ? icon('check') : number + 1)}</span>
      <span class="two"><b>${t(`wizard.page.${name}`)}</b><small>${() => stepSummary(context, name)}</small></span>
      <span class="sr">${() => (isDone() ? t('wizard.stepDone') : '')}</span></a></li>`;
  };
  return html`<nav class="wsteps" aria-label=${t('wizard.steps')}><ol>${PAGES.map(entry)}</ol></nav>`;
}

/** Goes to another page, and notes it for the next time that the draft is opened. */
function go(context, name) {
  const { draft } = context;
  draft.settle();
  const seen = new Set([...(draft.content.peek().wizard?.seen ?? []), context.page.peek()]);
  draft.change((content) => ({ wizard: { ...content.wizard, page: name, seen: [...seen] } }));
  navigate(addressOf(draft.id, name));
  flush();
  context.root.querySelector('.wiz-body h2')?.focus();
}

function next(context) {
  const place = PAGES.indexOf(context.page.peek());
  if (place === PAGES.length - 1) {
    context.start?.();
    return;
  }
  context.draft.settle();
  const problems = context.problems.peek()[PAGES[place]];
  if (problems.length) {
    context.complained.update((pages) => new Set([...pages, PAGES[place]]));
    focusFirstComplaint(context.root);
    if (problems[0].field === 'objects') toast(problems[0].text, { kind: 'bad' });
    return;
  }
  go(context, PAGES[place + 1]);
}

function menuOf(context) {
  const { draft } = context;
  return [
    { label: t('wizard.copyCall'), ic: 'copy', onclick: () => copyCall(draft) },
    '-',
    { label: t('wizard.discard'), ic: 'trash', danger: true, onclick: () => discard(draft) },
  ];
}

/** The request that makes this project, for a script. */
function copyCall(draft) {
  draft.settle();
  const { wizard: _, ...file } = draft.content.peek();
  const body = JSON.stringify(file, null, 2).replaceAll("'", "'\\''");
  copyText(`curl -X POST '${location.origin}/api/v1/projects' -H 'Content-Type: application/json' -H 'X-Godwit: 1' `
    + `-b 'godwit=…' -d '${body}'`);
}

function discard(draft) {
  return confirm({
    title: t('wizard.discardTitle'),
    body: html`<p>${t(draft.project.peek() ? 'wizard.discardTextSaved' : 'wizard.discardText')}</p>`,
    ok: t('wizard.discardNow'),
    danger: true,
    act: async () => {
      await api(`/drafts/${draft.id}`, { method: 'DELETE' });
      forgetDraft(draft.id);
      navigate('/migration');
      toast(t('wizard.discarded'));
    },
  });
}
