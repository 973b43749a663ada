// project-changes.js: tags and alert level of one project or of many at once. Many are changed one by one, each from its
// own newest revision, so that nobody's change is overwritten; what was refused is named.
import { computed, html, signal } from '../core.js';
import { api } from '../api.js';
import { openDialog } from '../dialogs.js';
import { t } from '../i18n.js';
import { toast } from '../overlays.js';
import { said } from '../said/said.js';
import { boundsText, lengthComplaint, tagsIn, TAGS_MAX } from './tags.js';
import { button, failureText, field, focusFirstComplaint, notice, textInput } from '../ui.js';

export const ALERT_LEVELS = ['none', 'low', 'medium', 'high'];
/** What a project has that says nothing of it. */
export const STANDARD_LEVEL = 'low';
export const alertLevelOf = (project) => project.alertLevel ?? STANDARD_LEVEL;
export const alertName = (project) => t(`projects.alert.${alertLevelOf(project)}`);

const AT_ONCE = 4;
const TRIES = 3;

const whyNot = (project) => {
  const rule = project.orders?.rename ?? { ok: true };
  return rule.ok ? '' : said(rule.why) || t('action.notNow');
};

/** Changes members that follow from what the project has now; a stale copy is read again and followed anew. */
async function changeOne(project, bodyOf) {
  let present = project;
  for (let tries = 1; ; tries += 1) {
    const body = bodyOf(present);
    if (!body) return;
    try {
      await api(`/projects/${project.id}`, { method: 'PATCH', body, revision: present.rev });
      return;
    } catch (failure) {
      if (failure.status !== 412 || tries === TRIES) throw failure;
      present = failure.current ?? (await api(`/projects/${project.id}`));
    }
  }
}

/** @returns {Promise<{name: string, why: string}[]>} what was refused */
async function changeAll(projects, bodyOf) {
  const waiting = [...projects];
  const refused = [];
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      try {
        await changeOne(one, bodyOf);
      } catch (failure) {
        refused.push({ name: one.name, why: failure.message });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return refused;
}

const names = (rows) => html`<ul class="uses" tabindex="0">${rows.map((one) => html`<li>${one.name}
  ${one.why ? html`<small>${one.why}</small>` : null}</li>`)}</ul>`;

/** What became of each. */
const result = (title, changed, refused, close) => html`<div class="dlg"><h2>${title}</h2>
  ${notice('warn', html`<p>${t('projects.change.done', { count: changed, refused: refused.length })}</p>`)}
  ${names(refused)}
  <div class="df">${button(t('close'), { kind: 'primary', onclick: () => close() })}</div></div>`;

/** Opens a question about many projects; after the answer it says what was refused, if anything was. */
function askMany(title, question, done) {
  const refused = signal(null);
  const isBusy = signal(false);
  let changed = 0;
  const send = async (projects, bodyOf, close) => {
    isBusy.value = true;
    const answer = await changeAll(projects, bodyOf);
    changed = projects.length - answer.length;
    isBusy.value = false;
    done();
    if (answer.length) {
      refused.value = answer;
      return;
    }
    toast(t('projects.change.done', { count: changed, refused: 0 }));
    close();
  };
  openDialog((close, dismiss) => () => (refused.value ? result(title, changed, refused.value, close)
    : question({ send, isBusy, close, dismiss })), { label: title, size: 'wide' });
}

// ---------------------------------------------------------------- tags

/** The tags that a project has after a change. */
export const tagsAfter = (tags, added, removed) =>
  [...new Set([...tags.filter((one) => !removed.has(one)), ...added])];

const isSame = (a, b) => a.length === b.length && a.every((one) => b.includes(one));

/** Which of the projects a change of tags is for, and why not the others. */
export function tagPlan(projects, added, removed) {
  const plan = { fits: [], same: [], others: [] };
  for (const project of projects) {
    const next = tagsAfter(project.tags, added, removed);
    const why = whyNot(project) || (next.length > TAGS_MAX && next.length > project.tags.length
      ? t('projects.tagsMany.full', { count: next.length, most: TAGS_MAX }) : '');
    if (isSame(next, project.tags)) plan.same.push(project);
    else if (why) plan.others.push({ name: project.name, why });
    else plan.fits.push(project);
  }
  return plan;
}

/** Adds tags to many projects and takes others away. */
export function tagMany(projects, done) {
  const typed = signal('');
  const removed = signal(new Set());
  const counts = new Map();
  for (const tag of projects.flatMap((one) => one.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const added = computed(() => tagsIn(typed.value));
  const complaint = computed(() => lengthComplaint(added.value));
  const plan = computed(() => tagPlan(projects, added.value, removed.value));
  const isAsked = signal(false);
  const nothing = () => (isAsked.value && !added.value.length && !removed.value.size ? t('projects.tagsMany.nothing') : '');
  const toggle = (tag, isChosen) => {
    const next = new Set(removed.peek());
    if (isChosen) next.add(tag);
    else next.delete(tag);
    removed.value = next;
  };
  let root = null;
  const title = t('projects.tagsMany.title', { count: projects.length });
  askMany(title, ({ send, isBusy, close, dismiss }) => {
    const submit = (event) => {
      event.preventDefault();
      isAsked.value = true;
      if (isBusy.peek()) return;
      if (complaint.peek() || nothing() || !plan.peek().fits.length) {
        focusFirstComplaint(root);
        return;
      }
      const [more, less] = [added.peek(), removed.peek()];
      send(plan.peek().fits, ({ tags }) => {
        const next = tagsAfter(tags, more, less);
        return isSame(next, tags) ? null : { tags: next };
      }, close);
    };
    return html`<form class="dlg" @submit=${submit} ref=${(element) => { root = element; }}><h2>${title}</h2>
      ${field(t('projects.tagsMany.add'), textInput(typed, { autofocus: true }), { required: true,
        error: () => complaint.value || nothing(), help: boundsText('projects.tagsMany.addHelp') })}
      <fieldset class="column-choice"><legend>${t('projects.tagsMany.remove')}</legend>${counts.size
        ? [...counts].sort().map(([tag, count]) => html`<label class="check"><input type="checkbox"
          .checked=${() => removed.value.has(tag)} @change=${(event) => toggle(tag, event.target.checked)}>${
            t('projects.tagsMany.of', { tag, count })}</label>`)
        : html`<span class="muted">${t('projects.tagsMany.none')}</span>`}</fieldset>
      ${() => (plan.value.fits.length ? html`<h3>${t('projects.tagsMany.fits', { count: plan.value.fits.length })}</h3>${
        names(plan.value.fits.map(({ name }) => ({ name })))}` : null)}
      ${() => (plan.value.others.length ? html`<h3>${t('projects.tagsMany.others', { count: plan.value.others.length })}
        </h3>${names(plan.value.others)}` : null)}
      ${() => (plan.value.fits.length && plan.value.same.length ? html`<p class="muted">${t('projects.tagsMany.same',
        { count: plan.value.same.length })}</p>` : null)}
      <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
        <button type="submit" class="btn primary" ?disabled=${() => isBusy.value}
        ><span>${() => (plan.value.fits.length ? t('projects.tagsMany.do', { count: plan.value.fits.length })
          : t('projects.tagsMany.doNothing'))}</span></button></div></form>`;
  }, done);
}

// ---------------------------------------------------------------- the alert level

/** One of the levels, each with what it tells of. @param {{value: string}} level */
export const levelChoice = (level) => html`<div class="levels" role="radiogroup" aria-label=${t('projects.alert')}>${
  ALERT_LEVELS.map((name) => html`<label class="level"><input type="radio" name="level" value=${name}
    ?autofocus=${name === level.peek()} .checked=${() => level.value === name}
    @change=${() => { level.value = name; }}><span class="two"><b>${t(`projects.alert.${name}`)}</b><small>${
      t(`projects.alert.${name}.text`)}</small></span></label>`)}</div>`;

/** Sets the level of one project by `save`, which answers whether it was done. */
export function askAlertLevel(project, save) {
  const level = signal(alertLevelOf(project));
  const error = signal(null);
  const isBusy = signal(false);
  const title = t('projects.alert.title', { name: project.name });
  const submit = async (event, close) => {
    event.preventDefault();
    if (isBusy.peek()) return;
    isBusy.value = true;
    error.value = null;
    try {
      if (await save(level.peek(), (theirs) => { level.value = alertLevelOf(theirs); })) {
        toast(t('projects.alert.done', { name: project.name, level: t(`projects.alert.${level.peek()}`) }));
        close();
      }
    } catch (failure) {
      error.value = failure;
    }
    isBusy.value = false;
  };
  openDialog(
    (close, dismiss) => html`<form class="dlg" @submit=${(event) => submit(event, close)}><h2>${title}</h2>
      <p>${t('projects.alert.text')}</p>${levelChoice(level)}
      ${() => (error.value ? notice('bad', failureText(error.value)) : null)}
      <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
        ${button(t('save'), { kind: 'primary', type: 'submit', disabled: isBusy })}</div></form>`,
    { label: title },
  );
}

/** Sets the level of many projects. */
export function alertMany(projects, done) {
  const fits = projects.filter((one) => !whyNot(one));
  const others = projects.filter(whyNot).map((one) => ({ name: one.name, why: whyNot(one) }));
  const level = signal(fits.length ? alertLevelOf(fits[0]) : STANDARD_LEVEL);
  const title = t('projects.alertMany.title', { count: projects.length });
  askMany(title, ({ send, isBusy, close, dismiss }) => {
    const submit = (event) => {
      event.preventDefault();
      if (isBusy.peek() || !fits.length) return;
      const wanted = level.peek();
      send(fits, (present) => (alertLevelOf(present) === wanted ? null : { alertLevel: wanted }), close);
    };
    return html`<form class="dlg" @submit=${submit}><h2>${title}</h2><p>${t('projects.alert.text')}</p>
      ${levelChoice(level)}
      ${others.length ? html`<h3>${t('projects.tagsMany.others', { count: others.length })}</h3>${names(others)}` : null}
      <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
        <button type="submit" class="btn primary" ?disabled=${() => isBusy.value || !fits.length}
        ><span>${t('projects.tagsMany.do', { count: fits.length })}</span></button></div></form>`;
  }, done);
}
