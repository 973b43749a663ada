// precheck.js: the last page: the draft becomes a project that is not started, the server asks both ends, and the
// operator mends, skips knowingly, starts, or keeps it for later.
import { computed, effect, html, onCleanup, signal, untrack } from '../../core.js';
import { againWhenBack, api, order } from '../../api.js';
import { confirm, resolveConflict } from '../../dialogs.js';
import { integer, joined } from '../../fmt.js';
import { t, word } from '../../i18n.js';
import { icon } from '../../icons.js';
import { toast } from '../../overlays.js';
import { navigate } from '../../router.js';
import { said } from '../../said/said.js';
import { subscribe } from '../../stream.js';
import { badge, button, copyText, emptyState, exactly, failureText, notice, when } from '../../ui.js';
import { forgetDraft } from './draft.js';
import { addressOf, framed, PAGES } from './frame.js';
import { modeOf } from './selection.js';
import { differencesOf } from './summary.js';

const GROUPS = ['source', 'destination', 'both'];
const RANK = { failed: 0, warning: 1, skipped: 2, passed: 3 };
/** While it runs it is asked as well, for a stream that is late. */
const ASK_EVERY = 1_000;

/** How often a run that a restart of the server has ended is begun anew by itself. */
const RUNS_AGAIN_MAX = 3;
/** What the ended server held is free after a while: until then an order is refused, and is given again. */
const PATIENCE = 45_000;

const outcomeOf = (one) => (one.skippedBy ? 'skipped' : one.outcome);

export function precheckPage(context) {
  const lacking = PAGES.filter((name) => context.problems.peek()[name].length);
  if (lacking.length) return framed(context, html`<div class="wiz-form">${incomplete(context, lacking)}</div>`,
    { right: html`` });
  const check = new Precheck(context);
  onCleanup(() => check.end());
  check.enter();
  return framed(context, html`<div class="wiz-form">${() => body(check)}</div>`, {
    left: () => sums(check), right: startButtons(context, check),
  });
}

/** What is to be filled first, with the way there. */
const incomplete = (context, lacking) => html`<div class="panel">${emptyState('alert', t('wizard.precheck.incomplete'),
  t('wizard.precheck.incompleteText'), lacking.map((name) => html`<a class="btn"
    href=${addressOf(context.draft.id, name)}
  @click=${() => context.complained.update((pages) => new Set([...pages, name]))}>
    ${t(`wizard.page.${name}`)}</a>`))}</div>`;

/** The draft as text without what belongs to the wizard alone: whether it changed since it was checked. */
function fingerprint(content) {
  const { wizard: _, ...file } = content;
  const text = JSON.stringify(file);
  let sum = 5381;
  for (let place = 0; place < text.length; place += 1) sum = (sum * 33 + text.charCodeAt(place)) >>> 0;
  return `${text.length}.${sum.toString(36)}`;
}

/**
 * Makes or changes the project of the draft. A project that somebody changed meanwhile is overwritten knowingly only;
 * null when the operator took theirs instead.
 */
async function saveProject(context, revision = null) {
  const { draft } = context;
  try {
    return (await api(`/drafts/${draft.id}/project`, { method: 'POST', revision })).project;
  } catch (failure) {
    if (failure.status !== 412 || !failure.current) throw failure;
    const theirs = failure.current.file ?? {};
    const choice = await resolveConflict(differencesOf(context, draft.content.peek(), theirs));
    if (!choice) throw failure;
    if (choice === 'mine') return saveProject(context, failure.current.rev);
    draft.change(() => ({ objects: {}, options: {}, steps: undefined, tags: [], ...theirs }));
    await draft.save();
    await saveProject(context, failure.current.rev);
    draft.epoch.update((count) => count + 1);
    return null;
  }
}

class Precheck {
  constructor(context) {
    this.context = context;
    this.answers = signal([]);
    this.progress = signal({ done: 0, total: 0 });
    /** 'making' | 'running' | 'done' | 'refused' | 'failed' */
    this.phase = signal('making');
    this.failure = signal(null);
    this.project = signal(null);
    this.checkedAt = signal(null);
    /** What the server takes by the selection of the draft: the last word on it. */
    this.taken = signal(null);
    /** Why nothing could be asked. */
    this.broken = signal(null);
    this.busy = signal(new Set());
    /** The server does not answer; it is asked until it does. */
    this.isAway = signal(false);
    this.runsAgain = signal(0);
    this.timer = 0;
    this.isEnded = false;
    /** While an order is on its way, answers are those of before it. */
    this.isOrdering = false;
    this.endStream = () => {};
  }

  end() {
    this.isEnded = true;
    clearTimeout(this.timer);
    this.endStream();
  }

  /** Makes or changes the project, and runs the checks unless they ran for just this. */
  async enter() {
    const { draft } = this.context;
    this.phase.value = 'making';
    this.failure.value = null;
    try {
      await draft.save();
      if (!draft.isClean) throw draft.error.peek() ?? new Error(t('wizard.saving.refused'));
      const project = await saveProject(this.context);
      if (this.isEnded) return;
      if (!project) {
        this.enter();
        return;
      }
      draft.project.value = project.id;
      this.project.value = project;
      this.askTaken();
      const mark = fingerprint(draft.content.peek());
      const known = await api(`/projects/${project.id}/precheck`);
      const isKnown = known.running || (known.items.length && draft.content.peek().wizard?.checked === mark);
      if (isKnown) await this.read();
      else await this.run(mark);
      if (!this.isEnded) this.follow(project.id);
    } catch (failure) {
      this.fail(failure);
    }
  }

  /** Without an answer the questions themselves tell whether anything is selected. */
  async askTaken() {
    const { source, objects } = this.context.draft.content.peek();
    const body = { source: source.dataSource, objects, refresh: true, limit: 1 };
    const answer = await api('/projects/preview', { method: 'POST', body }).catch(() => null);
    if (!this.isEnded) this.taken.value = answer;
  }

  /** How many objects the page of the objects showed, or null when it did not count them. */
  get shown() {
    const content = this.context.draft.content.peek();
    return modeOf(content) === 'rules' ? content.wizard?.taken ?? null : content.objects?.include?.length ?? null;
  }

  fail(failure) {
    if (this.isEnded) return;
    this.failure.value = failure;
    this.phase.value = failure.status === 422 || failure.status === 409 ? 'refused' : 'failed';
    againWhenBack(failure, () => {
      if (!this.isEnded && this.failure.peek() === failure) this.enter();
    });
  }

  follow(id) {
    this.endStream();
    const again = () => this.read().catch(() => {});
    this.endStream = subscribe(`precheck:${id}`, again, again);
  }

  async run(mark = fingerprint(this.context.draft.content.peek())) {
    const { draft } = this.context;
    this.failure.value = null;
    this.broken.value = null;
    this.answers.value = [];
    this.phase.value = 'running';
    this.isOrdering = true;
    try {
      await this.order();
      this.isOrdering = false;
      if (this.isEnded) return;
      draft.change((content) => ({ wizard: { ...content.wizard, checked: mark } }));
      await this.read();
    } catch (failure) {
      this.isOrdering = false;
      this.fail(failure);
    }
  }

  /** Orders the run; a refusal for the moment is waited out and told meanwhile. */
  async order() {
    const end = Date.now() + PATIENCE;
    for (;;) {
      try {
        await api(`/projects/${this.project.peek().id}/precheck-run`, { method: 'POST' });
        return;
      } catch (failure) {
        if (failure.status !== 409 || Date.now() > end || this.isEnded) throw failure;
        this.progress.value = { done: 0, total: 0, activity: failure.message };
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
      }
    }
  }

  async read() {
    clearTimeout(this.timer);
    const id = this.project.peek().id;
    let answer;
    try {
      answer = await api(`/projects/${id}/precheck`);
    } catch (failure) {
      if (failure.status && failure.status < 500) throw failure;
      // A server that is away is asked again; what is on screen stays.
      this.isAway.value = true;
      this.askLater();
      return;
    }
    if (this.isEnded || this.isOrdering) return;
    this.isAway.value = false;
    // A refusal stays until somebody asks again, here or elsewhere.
    if (this.failure.peek() && !answer.running) return;
    if (this.wasEnded(answer)) {
      await this.runAgain();
      return;
    }
    this.answers.value = answer.items;
    this.progress.value = answer.progress ?? { done: 0, total: 0, activity: '' };
    this.checkedAt.value = answer.checkedAt ?? null;
    if (answer.running) {
      this.phase.value = 'running';
      this.askLater();
    } else {
      this.phase.value = 'done';
      this.busy.value = new Set();
      this.broken.value = answer.failure ?? null;
    }
  }

  /** A run that neither goes on nor has told anything ended with the server that made it. */
  wasEnded({ running, checkedAt, failure }) {
    return this.phase.peek() === 'running' && !running && checkedAt == null && !failure
      && this.runsAgain.peek() < RUNS_AGAIN_MAX;
  }

  runAgain() {
    this.runsAgain.update((count) => count + 1);
    return this.run();
  }

  askLater() {
    this.timer = setTimeout(() => this.read().catch((failure) => this.fail(failure)), ASK_EVERY);
  }

  async retry(one) {
    this.busy.update((all) => new Set([...all, one.number]));
    try {
      await api(`/projects/${this.project.peek().id}/precheck/${one.number}/retry`, { method: 'POST' });
      await this.read();
    } catch (failure) {
      toast(failure.message, { kind: 'bad' });
    }
    this.busy.update((all) => new Set([...all].filter((number) => number !== one.number)));
  }

  skip(one) {
    return confirm({
      title: t('wizard.precheck.skipTitle', { title: said(one.title) }),
      body: html`<p>${said(one.consequenceOfSkipping)}</p><p>${t('wizard.precheck.skipText')}</p>`,
      facts: [[t('wizard.precheck.found'), said(one.found)]],
      ok: t('wizard.precheck.skipNow'),
      danger: true,
      act: async () => {
        await api(`/projects/${this.project.peek().id}/precheck/${one.number}/skip`, { method: 'POST' });
        await this.read();
        toast(t('wizard.precheck.skipped'));
      },
    });
  }
}

// ---------------------------------------------------------------- what is seen

function body(check) {
  const phase = check.phase.value;
  if (phase === 'refused' || phase === 'failed') return untrack(() => failed(check));
  return untrack(() => html`${progressPanel(check)}${() => takenPanel(check)}
    ${() => (check.runsAgain.value && check.phase.value === 'running'
    ? notice('run', html`<p>${t('wizard.precheck.again')}</p>`) : null)}
    ${() => (check.broken.value ? notice('bad', failureText(check.broken.value)) : null)}
    ${GROUPS.map((group) => groupPanel(check, group))}`);
}

/** A refusal that names a member of the project leads to its page. */
const PAGE_OF = [[/^objects/, 'objects'], [/^options/, 'options'], [/^steps/, 'types'], [/./, 'endpoints']];

function failed(check) {
  const failure = check.failure.peek();
  const place = failure.field && PAGE_OF.find(([pattern]) => pattern.test(failure.field))[1];
  return html`<div class="panel">${emptyState('error', t('wizard.precheck.refused'), failureText(failure), [
    place ? html`<a class="btn" href=${addressOf(check.context.draft.id, place)}>${t(`wizard.page.${place}`)}</a>`
      : null,
    button(t('tryAgain'), { ic: 'retry', kind: 'primary', onclick: () => check.enter() })])}</div>`;
}

function progressPanel(check) {
  const isRunning = computed(() => check.phase.value !== 'done');
  const share = () => (check.progress.value.total ? check.progress.value.done / check.progress.value.total : 0);
  const counts = computed(() => {
    const all = { failed: 0, warning: 0, skipped: 0, passed: 0 };
    for (const one of check.answers.value) all[outcomeOf(one)] += 1;
    return all;
  });
  const words = () => {
    if (check.isAway.value) return t('wizard.precheck.away');
    if (check.phase.value === 'making') return t('wizard.precheck.making');
    if (isRunning.value) {
      return check.progress.value.total
        ? t('wizard.precheck.running', { done: check.progress.value.done, total: check.progress.value.total })
        : t('wizard.precheck.beginning');
    }
    if (!check.answers.value.length) return t('wizard.precheck.nothing');
    return blocking(check).length ? t('wizard.precheck.blocked', { count: blocking(check).length })
      : t('wizard.precheck.ready');
  };
  const tone = () => (isRunning.value ? 'run' : blocking(check).length || !check.answers.value.length ? 'bad' : 'ok');
  return html`<section class="panel pad precheck-head" aria-label=${t('wizard.precheck.progress')}>
    <div class="row"><span class=${() => `verdict tone-${tone()}`} role="status">${() => (isRunning.value
      ? html`<span class="spin" aria-hidden="true"></span>` : icon(tone() === 'ok' ? 'check' : 'error'))}${words}</span>
      <small class="cut activity">${() => (isRunning.value ? said(check.progress.value.activity ?? '') : '')}</small>
      ${() => (!isRunning.value && check.checkedAt.value ? html`<small>${when(check.checkedAt.value)}</small>` : null)}
      <span class="grow"></span><span class="counts">${['failed', 'warning', 'skipped', 'passed'].map((name) =>
        html`<span ?hidden=${() => !counts.value[name]}>${badge(name)} <b class="num">${() =>
          integer(counts.value[name])}</b></span>`)}</span>
      ${button(t('wizard.precheck.retryAll'), { ic: 'retry', onclick: () => check.run(), disabled: isRunning })}</div>
    <div class="progress" role="progressbar" aria-label=${t('wizard.precheck.progress')} aria-valuemin="0"
      aria-valuemax=${() => check.progress.value.total || 1} aria-valuenow=${() => check.progress.value.done}
      ?hidden=${() => !isRunning.value}>
        <span class="fill" style=${() => ({ transform: `scaleX(${share()})` })}></span></div>
    </section>`;
}

/** What the server takes, and where that differs from what was seen before. */
function takenPanel(check) {
  const taken = check.taken.value;
  if (!taken) return null;
  const kinds = Object.entries(taken.counts).map(([kind, count]) => t('wizard.precheck.kind',
    { kind: word('wizard.kind', kind), count: integer(count) }));
  const differs = check.shown != null && check.shown !== taken.total;
  const idle = taken.idleRules.length ? html`<p>${t('wizard.precheck.idleRules', { rules: taken.idleRules.join(', ') })}
    </p>` : null;
  const address = addressOf(check.context.draft.id, 'objects');
  return notice(differs || idle ? 'warn' : 'run', html`<p><b>${t('wizard.precheck.taken', { count: taken.total })}</b>
    ${joined(kinds)}</p>${differs ? html`<p>${t('wizard.precheck.takenDiffers', { shown: integer(check.shown) })}</p>`
    : null}${idle}`, html`<a class="btn small" href=${address}>${t('wizard.page.objects')}</a>`);
}

/** What holds the start back. */
const blocking = (check) => check.answers.value.filter((one) => one.blocks);

function groupPanel(check, group) {
  const rows = computed(() => check.answers.value.filter((one) => one.end === group)
    .sort((a, b) => RANK[outcomeOf(a)] - RANK[outcomeOf(b)] || a.number - b.number));
  const open = computed(() => rows.value.filter((one) => outcomeOf(one) !== 'passed'));
  const passed = computed(() => rows.value.filter((one) => outcomeOf(one) === 'passed'));
  const isShown = computed(() => rows.value.length > 0);
  return () => (isShown.value ? untrack(() =>
    html`<section class="panel checks" aria-label=${t(`wizard.precheck.${group}`)}>
    <h3>${t(`wizard.precheck.${group}`)}<small class="num">${() => integer(rows.value.length)}</small></h3>
    <ul>${() => open.value.map((one) => checkRow(check, one))}</ul>
    <details class="passed" ?hidden=${() => !passed.value.length} ?open=${() => !open.value.length}>
      <summary>${icon('right')}${badge('passed')}<span>${() => t('wizard.precheck.passedCount',
        { count: passed.value.length })}</span></summary>
      <ul>${() => passed.value.map((one) => checkRow(check, one))}</ul></details></section>`) : null);
}

function checkRow(check, one) {
  const outcome = outcomeOf(one);
  const isBusy = () => check.busy.value.has(one.number) || check.phase.value !== 'done';
  return html`<li class=${`check-row is-${outcome}`}>${badge(outcome)}
    <div class="check-text"><b>${said(one.title)}</b>${one.subject
      ? html` <small class="mono">${one.subject}</small>` : null}
      <p><span class="muted">${t('wizard.precheck.found')}:</span> ${said(one.found)}</p>
      ${one.advice && outcome !== 'passed' ? html`<p class="advice">${said(one.advice)}</p>` : null}
      ${one.fix && outcome !== 'passed' ? fixBlock(one.fix) : null}
      ${one.blocks && one.consequenceOfSkipping ? html`<p class="muted">${t('wizard.precheck.ifSkipped')}
        ${said(one.consequenceOfSkipping)}</p>` : null}
      ${one.blocks && !one.consequenceOfSkipping ?
        html`<p class="muted">${icon('lock')}${t('wizard.precheck.mustPass')}</p>`
        : null}
      ${one.skippedBy ? html`<p class="muted">${t('wizard.precheck.skippedBy', { who: one.skippedBy })}
        ${exactly(one.skippedAt)}</p>` : null}</div>
    <div class="check-actions">${outcome === 'passed' ? null : [
      button(t('wizard.precheck.retry'),
        { ic: 'retry', kind: 'small', onclick: () => check.retry(one), disabled: isBusy }),
      one.blocks && one.consequenceOfSkipping
        ? button(t('wizard.precheck.skip'),
          { ic: 'skip', kind: 'small', onclick: () => check.skip(one), disabled: isBusy })
        : null]}</div></li>`;
}

const fixBlock = (fix) => html`<div class="fix"><code class="mono">${fix}</code>
  ${button(t('copy'), { ic: 'copy', kind: 'small', onclick: () => copyText(fix) })}</div>`;

function sums(check) {
  const first = blocking(check).find((one) => !one.consequenceOfSkipping) ?? blocking(check)[0];
  if (check.phase.value !== 'done' || !first) return null;
  return html`<span class="flag block">${icon('error')}${t('wizard.precheck.holds',
    { title: said(first.title) })}</span>`;
}

// ---------------------------------------------------------------- the end

function startButtons(context, check) {
  const error = signal(null);
  const isBusy = signal(false);
  const leave = async (text, address) => {
    await api(`/drafts/${context.draft.id}`, { method: 'DELETE' }).catch(() => {});
    forgetDraft(context.draft.id);
    navigate(address);
    toast(text);
  };
  const act = async (run) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    try {
      await run(check.project.peek());
    } catch (failure) {
      error.value = failure;
      toast(failure.message, { kind: 'bad' });
    }
    isBusy.value = false;
  };
  const save = () =>
    act((project) => leave(t('wizard.savedProject', { name: project.name }), `/migration/${project.id}`));
  /** Somebody who saw another number of objects starts knowingly. */
  const mayStart = async () => {
    const taken = check.taken.peek();
    if (!taken || check.shown == null || check.shown === taken.total) return true;
    return confirm({
      title: t('wizard.precheck.startTaken', { count: taken.total }),
      body: html`<p>${t('wizard.precheck.takenDiffers', { shown: integer(check.shown) })}</p>`,
      ok: t('wizard.start'),
      act: async () => true,
    });
  };
  const start = () => act(async (project) => {
    if (!(await mayStart())) return;
    await order(`/projects/${project.id}`, 'start');
    await leave(t('wizard.started', { name: project.name }), `/migration/${project.id}`);
  });
  const why = () => {
    if (check.phase.value !== 'done') return t('wizard.precheck.notDone');
    if (!check.answers.value.length) return t('wizard.precheck.nothing');
    const [first] = blocking(check);
    return first ? t('wizard.precheck.holds', { title: said(first.title) }) : null;
  };
  const press = () => (why() ? toast(untrack(why), { kind: 'bad' }) : start());
  effect(() => {
    context.start = press;
  });
  return html`${button(t('wizard.saveOnly'), { onclick: save,
    disabled: () => isBusy.value || !check.project.value || check.phase.value === 'making' })}
    <button type="button" class="btn primary" aria-disabled=${() => (why() ? 'true' : null)} data-tip=${why}
      @click=${press}>${icon('play')}<span>${t('wizard.start')}</span></button>`;
}
