// orders.js: what a person may order of a project. Every dialog says what happens, to what, and what cannot be undone.
import { html, signal } from '../../core.js';
import { api, order } from '../../api.js';
import { confirm } from '../../dialogs.js';
import { integer } from '../../fmt.js';
import { t } from '../../i18n.js';
import { toast } from '../../overlays.js';
import { navigate } from '../../router.js';
import { said } from '../../said/said.js';
import { field, textInput } from '../../ui.js';
import { saveChange } from './changes.js';
import { stepsOf } from './steps.js';

/** @typedef {import('./project.js').Shown} Shown */

/** Orders that cannot do harm are given at once; a refusal is said where the operator looks. @param {Shown} shown */
export async function giveOrder(shown, name) {
  try {
    await order(`/projects/${shown.id}`, name);
    toast(t(`project.ordered.${name}`, { name: shown.record.peek().name }));
  } catch (failure) {
    toast(`${failure.message} ${failure.hint}`.trim(), { kind: 'bad', milliseconds: 9_000 });
  }
  await shown.refresh();
}

/** A refusal may mean that the project is another one by now, so it is read again in any case. */
const ordered = (shown, name) => async () => {
  try {
    await order(`/projects/${shown.id}`, name);
  } catch (failure) {
    await shown.refresh();
    throw failure;
  }
  toast(t(`project.ordered.${name}`, { name: shown.record.peek().name }));
  await shown.refresh();
};

/** @param {Shown} shown */
export function askStart(shown) {
  const project = shown.record.peek();
  const steps = stepsOf(project).map((step) => t(`step.${step.kind}`));
  return confirm({
    title: t('project.start.title', { name: project.name }),
    body: html`<p>${t('project.start.text')}</p>`,
    facts: [
      [t('project.source'), project.source.name],
      [t('project.destination'), project.destination.name],
      [t('project.steps'), steps.join(' → ')],
    ],
    ok: t('project.order.start'),
    act: ordered(shown, 'start'),
  });
}

/** @param {Shown} shown */
export function askPause(shown) {
  const project = shown.record.peek();
  const running = project.steps.find((step) => step.state === 'running');
  return confirm({
    title: t('project.pause.title', { name: project.name }),
    body: html`<p>${t('project.pause.text')}</p>`,
    facts: running ? [[t('project.pause.now'), html`${t(`step.${running.kind}`)}: ${said(running.activity)}`]] : [],
    ok: t('project.order.pause'),
    act: ordered(shown, 'pause'),
  });
}

const rowsOf = (project) => integer(project.copying?.rows ?? 0);

/** @param {Shown} shown */
export function askRelease(shown) {
  const project = shown.record.peek();
  return confirm({
    title: t('project.release.title', { name: project.name }),
    body: html`<p>${t('project.release.text')}</p><p><b>${t('project.notUndone')}</b> ${
      t('project.release.kept')}</p>`,
    facts: [
      [t('project.source'), project.source.name],
      [t('project.destination'), project.destination.name],
      [t('project.rowsThere'), rowsOf(project)],
    ],
    ok: t('project.order.release'),
    danger: true,
    act: ordered(shown, 'release'),
  });
}

/** @param {Shown} shown */
export function askDelete(shown) {
  const project = shown.record.peek();
  return confirm({
    title: t('project.delete.title', { name: project.name }),
    body: html`<p>${t('project.delete.text')}</p><p><b>${t('project.notUndone')}</b> ${t('project.delete.kept')}</p>`,
    facts: [[t('project.id'), project.id], [t('project.rowsThere'), rowsOf(project)]],
    ok: t('project.order.delete'),
    danger: true,
    type: project.name,
    act: async () => {
      await api(`/projects/${shown.id}?confirm=${encodeURIComponent(project.name)}`, { method: 'DELETE' });
      toast(t('project.ordered.delete', { name: project.name }));
      navigate('/migration');
    },
  });
}

/** Asks for one name. The refusal of the server stands beside the field. */
function askName({ title, text, name, ok, act }) {
  const typed = signal(name);
  const complaint = signal('');
  const body = html`<p>${text}</p><div class="form">${field(t('project.name'),
    textInput(typed, { autofocus: true, maxlength: 64 }),
    { required: true, help: t('project.nameHelp'), error: () => complaint.value })}</div>`;
  return confirm({
    title, body, ok,
    act: async () => {
      complaint.value = typed.peek().trim() ? '' : t('form.needed');
      if (complaint.peek()) return false;
      try {
        return await act(typed.peek().trim());
      } catch (failure) {
        if (failure.status !== 422 && failure.status !== 409) throw failure;
        complaint.value = `${failure.message} ${failure.hint}`.trim();
        return false;
      }
    },
  });
}

/** @param {Shown} shown */
export function askRename(shown) {
  const { name, rev } = shown.record.peek();
  return askName({
    title: t('project.rename.title', { name }),
    text: t('project.rename.text'),
    name,
    ok: t('project.order.rename'),
    act: async (typed) => {
      if (!(await saveChange(shown, { name: typed }, { revision: rev }))) return false;
      toast(t('project.ordered.rename', { name: typed }));
      return true;
    },
  });
}

/** @param {Shown} shown */
export function askClone(shown) {
  const { name } = shown.record.peek();
  return askName({
    title: t('project.clone.title', { name }),
    text: t('project.clone.text'),
    name: t('project.clone.name', { name }),
    ok: t('project.order.clone'),
    act: async (typed) => {
      const made = await api(`/projects/${shown.id}/clone`, { method: 'POST', body: { name: typed },
        idempotencyKey: `${shown.id}-${Date.now()}` });
      toast(t('project.ordered.clone', { name: typed }));
      navigate(`/migration/${made.id}`);
      return true;
    },
  });
}


/** The project as a file without secrets: `godwit apply` and `godwit run` read it. @param {Shown} shown */
export async function download(shown) {
  try {
    const project = await api(`/projects/${shown.id}`);
    const text = `${JSON.stringify(project.file, null, 2)}\n`;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = `${project.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
  } catch (failure) {
    toast(failure.message, { kind: 'bad' });
  }
}

