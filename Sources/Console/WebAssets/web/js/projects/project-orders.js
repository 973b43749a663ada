// project-orders.js: what the operator may order of migration projects, of one or of many. Each dialog says what will
// happen, to what, and what cannot be undone; what the state refuses stays visible with the server's reason.
import { html, signal } from '../core.js';
import { api, order } from '../api.js';
import { confirm, openDialog, resolveConflict } from '../dialogs.js';
import { joined } from '../fmt.js';
import { hasText, t, word } from '../i18n.js';
import { toast } from '../overlays.js';
import { alertName, askAlertLevel } from './project-changes.js';
import { askTags } from './tags.js';
import { currentStep, stepName } from './project-rows.js';
import { navigate } from '../router.js';
import { said } from '../said/said.js';
import { button, copyText, failureText, field, focusFirstComplaint, notice, textInput } from '../ui.js';

export const ORDERS = ['start', 'pause', 'resume', 'release', 'delete'];
const ICONS = { start: 'play', pause: 'pause', resume: 'play', release: 'out', delete: 'trash' };
const BATCH_MAX = 500;

const ruleOf = (project, name) => project.orders?.[name] ?? { ok: true };
const whyNot = (project, name) => (ruleOf(project, name).ok ? '' : said(ruleOf(project, name).why) || t('action.notNow'));
const isDanger = (name) => name === 'delete' || name === 'release';

const routeText = (project) => `${project.source.name} → ${project.destination.name}`;

const factsOf = (project) => [
  [t('projects.route'), routeText(project)],
  [t('projects.status'), word('state', project.state)],
  ...(currentStep(project) ? [[t('projects.step'), stepName(currentStep(project))]] : []),
];

/** Gives an order to one project, once the operator has confirmed it. */
export const askFor = (project, name, refresh, ondeleted = () => {}) =>
  confirm({
    title: t(`projects.${name}.title`, { name: project.name }),
    body: html`<p>${t(`projects.${name}.text`)}</p>`,
    facts: factsOf(project),
    ok: t(`projects.${name}`),
    danger: isDanger(name),
    type: name === 'delete' ? project.name : undefined,
    act: async () => {
      if (name === 'delete') {
        await api(`/projects/${project.id}?confirm=${encodeURIComponent(project.name)}`, { method: 'DELETE' });
        ondeleted();
      } else {
        await order(`/projects/${project.id}`, name);
      }
      toast(t(`projects.${name}.done`, { name: project.name }));
      refresh();
    },
  });

/** The entries of a project's menu. */
export function projectEntries(project, refresh, { hasOpen = true, ondeleted } = {}) {
  const ordered = (name) => ({
    label: t(`projects.${name}Dots`), ic: ICONS[name], danger: name === 'delete', disabled: whyNot(project, name),
    onclick: () => askFor(project, name, refresh, ondeleted),
  });
  return [
    ...(hasOpen ? [{ label: t('open'), ic: 'right', onclick: () => navigate(`/migration/${project.id}`) }, '-'] : []),
    ordered('start'), ordered('pause'), ordered('resume'), ordered('release'),
    '-',
    { label: t('projects.renameDots'), ic: 'edit', disabled: whyNot(project, 'rename'),
      onclick: () => rename(project, refresh) },
    { label: t('projects.tagsDots'), ic: 'tag', disabled: whyNot(project, 'rename'),
      onclick: () => setTags(project, refresh) },
    { label: t('projects.alertDots'), ic: 'alert', disabled: whyNot(project, 'rename'),
      onclick: () => setAlertLevel(project, refresh) },
    { label: t('projects.cloneDots'), ic: 'copy', disabled: whyNot(project, 'clone'),
      onclick: () => clone(project, refresh) },
    { label: t('projects.download'), ic: 'download', onclick: () => download(project) },
    { label: t('projects.asCall'), ic: 'code', onclick: () => showCalls(project) },
    '-',
    ordered('delete'),
  ];
}

// ---------------------------------------------------------------- name, tags, copies

/**
 * Changes members of a project. A stale copy is shown beside what is saved now, and nothing is overwritten unasked.
 * @returns {Promise<boolean>} whether it was done
 */
async function change(project, body, words) {
  let revision = project.rev;
  for (;;) {
    try {
      await api(`/projects/${project.id}`, { method: 'PATCH', body, revision });
      return true;
    } catch (failure) {
      if (failure.status !== 412) throw failure;
      const theirs = failure.current ?? (await api(`/projects/${project.id}`));
      const [name, read, mine] = words;
      const saved = read(theirs);
      // A step that went on changes the revision too; only the same member is a conflict.
      const isSame = saved === read(project) || saved === mine;
      const choice = isSame ? 'mine' : await resolveConflict([{ name, theirs: saved, mine }]);
      if (choice !== 'mine') return choice === 'theirs';
      revision = theirs.rev;
    }
  }
}

/** A dialog with one field that asks for a name. */
function askName({ title, text, start, ok, send }) {
  const name = signal(start);
  const complaint = signal('');
  const error = signal(null);
  const isBusy = signal(false);
  let root = null;
  const submit = async (event, close) => {
    event.preventDefault();
    if (isBusy.peek()) return;
    complaint.value = name.peek().trim() ? '' : t('form.needed');
    error.value = null;
    if (complaint.peek()) {
      focusFirstComplaint(root);
      return;
    }
    isBusy.value = true;
    try {
      if (await send(name.peek().trim())) close();
    } catch (failure) {
      if (failure.status === 422 || failure.status === 409) complaint.value = failure.message;
      else error.value = failure;
      focusFirstComplaint(root);
    }
    isBusy.value = false;
  };
  openDialog(
    (close, dismiss) => html`<form class="dlg" @submit=${(event) => submit(event, close)}
      ref=${(element) => { root = element; }}><h2>${title}</h2><div class="dp"><p>${text}</p></div>
      ${field(t('projects.name'), textInput(name, { autofocus: true, maxlength: 64 }),
        { required: true, error: () => complaint.value, help: t('projects.nameHelp') })}
      ${() => (error.value ? notice('bad', failureText(error.value)) : null)}
      <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
        ${button(ok, { kind: 'primary', type: 'submit', disabled: isBusy })}</div></form>`,
    { label: title },
  );
}

export const rename = (project, refresh) => askName({
  title: t('projects.rename.title', { name: project.name }), text: t('projects.rename.text'), start: project.name,
  ok: t('projects.rename'),
  send: async (name) => {
    const isDone = await change(project, { name }, [t('projects.name'), (one) => one.name, name]);
    if (isDone) toast(t('projects.rename.done', { name }));
    refresh();
    return isDone;
  },
});

export const clone = (project, refresh) => askName({
  title: t('projects.clone.title', { name: project.name }), text: t('projects.clone.text'),
  start: t('projects.copyName', { name: project.name }), ok: t('projects.clone'),
  send: async (name) => {
    const made = await api(`/projects/${project.id}/clone`, { method: 'POST', body: { name } });
    toast(t('projects.clone.done', { name }), { action: [t('open'), () => navigate(`/migration/${made.id}`)] });
    refresh();
    return true;
  },
});

const setTags = (project, refresh) => askTags(project, async (tags) => {
  const isDone = await change(project, { tags }, [t('projects.tags'), (one) => joined(one.tags), joined(tags)]);
  refresh();
  return isDone;
});

const setAlertLevel = (project, refresh) => askAlertLevel(project, async (level) => {
  const words = [t('projects.alert'), alertName, t(`projects.alert.${level}`)];
  const isDone = await change(project, { alertLevel: level }, words);
  refresh();
  return isDone;
});

// ---------------------------------------------------------------- configuration and calls

const fileOf = async (project) => (await api(`/projects/${project.id}`)).file;

/** The project as a file without secrets, as `godwit apply` takes it. */
export async function download(project) {
  try {
    const text = `${JSON.stringify(await fileOf(project), null, 2)}\n`;
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const anchor = document.createElement('a');
    Object.assign(anchor, { href: address, download: `${project.name}.json` });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  } catch (error) {
    toast(error.message, { kind: 'bad' });
  }
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** A request as a line for a shell. */
function callText(method, path, body) {
  const parts = ['curl -b cookies.txt'];
  if (method !== 'GET') parts.push(`-X ${method} -H 'X-Godwit: 1' -H 'Content-Type: application/json'`);
  if (body) parts.push(`-d ${quoted(JSON.stringify(body))}`);
  return [...parts, quoted(`${location.origin}/api/v1${path}`)].join(' \\\n  ');
}

async function showCalls(project) {
  let file;
  try {
    file = await fileOf(project);
  } catch (error) {
    toast(error.message, { kind: 'bad' });
    return;
  }
  const path = `/projects/${project.id}`;
  const calls = [
    ['projects.call.create', callText('POST', '/projects', file)],
    ...ORDERS.filter((name) => name !== 'delete' && !whyNot(project, name)).map((name) =>
      [`projects.${name}`, callText('POST', `${path}/actions/${name}`, {})]),
    ['projects.call.read', callText('GET', path)],
  ];
  const signIn = callText('POST', '/session', { account: 'admin', password: '…' }).replace('-b ', '-c ');
  const title = t('projects.call.title', { name: project.name });
  openDialog(
    (close) => html`<div class="dlg"><h2>${title}</h2><div class="dp"><p>${t('projects.call.text')}</p></div>
      <div class="calls">${[['projects.call.signIn', signIn], ...calls].map(([name, text]) => html`<section>
        <h3>${t(name)}</h3><div class="fix"><code class="mono">${text}</code>${button(t('copy'),
          { ic: 'copy', kind: 'small', onclick: () => copyText(text) })}</div></section>`)}</div>
      <div class="df">${button(t('close'), { kind: 'primary', onclick: () => close() })}</div></div>`,
    { label: title, size: 'wide' },
  );
}

// ---------------------------------------------------------------- many at once

/** Which of the projects an order fits, and why not the others. */
export function eligibleFor(name, projects) {
  const fits = projects.filter((project) => !whyNot(project, name));
  const others = projects.filter((project) => whyNot(project, name))
    .map((project) => ({ name: project.name, why: whyNot(project, name) }));
  return { fits, others };
}

async function giveAll(name, projects) {
  const ends = [];
  for (let from = 0; from < projects.length; from += BATCH_MAX) {
    const ids = projects.slice(from, from + BATCH_MAX).map((one) => one.id);
    const answer = await api('/projects/batch', { method: 'POST', body: { action: name, ids } });
    ends.push(...answer.items);
  }
  return ends;
}

const nameList = (rows) => html`<ul class="uses" tabindex="0">${rows}</ul>`;

/** Gives one order to many projects: says which it fits and which not, then what became of each. */
export function askForAll(name, projects, done) {
  const { fits, others } = eligibleFor(name, projects);
  const title = t('projects.batch.title', { order: t(`projects.${name}`), count: fits.length });
  const ends = signal(null);
  const error = signal(null);
  const isBusy = signal(false);
  const typed = signal('');
  const wanted = name === 'delete' && fits.length ? String(fits.length) : '';
  const submit = async (event) => {
    event.preventDefault();
    if (isBusy.peek() || !fits.length || typed.peek() !== wanted) return;
    isBusy.value = true;
    error.value = null;
    try {
      ends.value = await giveAll(name, fits);
      done();
    } catch (failure) {
      error.value = failure;
    }
    isBusy.value = false;
  };
  const question = (dismiss) => html`<form class="dlg" @submit=${submit}><h2>${title}</h2>
    <div class="dp"><p>${t(hasText(`projects.${name}.textMany`) ? `projects.${name}.textMany`
      : `projects.${name}.text`)}</p></div>
    ${fits.length ? html`<h3>${t('projects.batch.fits', { count: fits.length })}</h3>
      ${nameList(fits.map((one) => html`<li>${one.name}</li>`))}` : null}
    ${others.length ? html`<h3>${t('projects.batch.others', { count: others.length })}</h3>
      ${nameList(others.map((one) => html`<li>${one.name} <small>${one.why}</small></li>`))}` : null}
    ${wanted ? html`<label class="field"><span>${t('projects.batch.typeCount', { count: wanted })}</span>
      <input class="input mono" autofocus autocomplete="off" inputmode="numeric"
        @input=${(event) => { typed.value = event.target.value; }}></label>` : null}
    ${() => (error.value ? notice('bad', failureText(error.value)) : null)}
    <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
      <button type="submit" class=${`btn ${isDanger(name) ? 'danger' : 'primary'}`} ?autofocus=${!wanted}
        ?disabled=${() => isBusy.value || !fits.length || typed.value !== wanted}
      ><span>${t('projects.batch.do', { order: t(`projects.${name}`), count: fits.length })}</span></button></div>
  </form>`;
  const result = (close) => {
    const refused = ends.value.filter((one) => one.refusal);
    return html`<div class="dlg"><h2>${title}</h2>
      ${notice(refused.length ? 'warn' : 'run', html`<p>${t('projects.batch.done',
        { count: ends.value.length - refused.length, refused: refused.length })}</p>`)}
      ${refused.length ? nameList(refused.map((one) => html`<li>${one.name} <small>${said(one.refusal)}</small></li>`)) : null}
      <div class="df">${button(t('close'), { kind: 'primary', onclick: () => close() })}</div></div>`;
  };
  openDialog((close, dismiss) => () => (ends.value ? result(close) : question(dismiss)), { label: title, size: 'wide' });
}
