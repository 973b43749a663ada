// object-orders.js: retry, skip and remove for one or many objects. What fits is named before, what does not is left
// out by name.
import { html } from '../../../core.js';
import { api } from '../../../api.js';
import { confirm } from '../../../dialogs.js';
import { joined } from '../../../fmt.js';
import { t } from '../../../i18n.js';
import { toast } from '../../../overlays.js';
import { said } from '../../../said/said.js';

const UNDO_MILLISECONDS = 9_000;
const NAMES_SHOWN = 5;

/** `changes` of an object: names of what may be done now, or a rule for each name. */
export const mayChange = (change, row) => (Array.isArray(row.changes) ? row.changes.includes(change)
  : Boolean(row.changes?.[change]?.ok));

/** Why a change is not possible now, or ''. */
export function whyNot(change, row, project) {
  if (mayChange(change, row)) return '';
  const rule = Array.isArray(row.changes) ? null : row.changes?.[change];
  if (rule?.why) return said(rule.why);
  if (row.removed) return t('schema.why.removed');
  return project.state === 'released' || project.state === 'releasing' ? t('schema.why.released')
    : t('schema.why.state', { state: t(`schema.state.${row.state}`) });
}

function namesOf(rows) {
  const names = rows.slice(0, NAMES_SHOWN).map((row) => row.source);
  if (rows.length > NAMES_SHOWN) names.push(t('schema.andMore', { count: rows.length - NAMES_SHOWN }));
  return joined(names);
}

/** What became of each, as the answer of an order tells it. */
export function endsOf(answer) {
  const refused = answer.items.filter((one) => one.refusal);
  return { done: answer.items.length - refused.length, refused };
}

async function send(change, body, { shown, objects }) {
  const answer = await api(`/projects/${shown.id}/object-actions/${change}`, { method: 'POST', body,
    idempotencyKey: `${change}-${Date.now()}-${Math.round(performance.now() * 1000)}` });
  await Promise.all([objects.refresh(), shown.refresh()]);
  return answer;
}

/** @param {[string, () => void]} [undo] what takes the order back, where something does */
function tell(change, { done, refused }, undo) {
  if (refused.length) {
    toast(t('schema.refused', { count: refused.length, name: refused[0].name, reason: said(refused[0].refusal) }),
      { kind: 'bad', milliseconds: 9_000 });
  }
  if (done) toast(t(`schema.${change}.done`, { count: done }), undo ? { action: undo, milliseconds: UNDO_MILLISECONDS } : {});
}

/** A skipped object that is tried again stands where it stood: made, failed again or not expressible. */
const undoOfSkip = (answer, where) => [t('schema.undo'), async () => {
  const numbers = answer.items.filter((one) => !one.refusal).map((one) => one.number);
  try {
    tell('retry', endsOf(await send('retry', { numbers }, where)));
  } catch (failure) {
    toast(failure.message, { kind: 'bad' });
  }
}];

/**
 * @param {'retry' | 'skip' | 'remove'} change
 * @param {any[]} rows
 */
export function askForObjects(change, rows, shown, objects, after = () => {}) {
  const fitting = rows.filter((row) => mayChange(change, row));
  const others = rows.filter((row) => !mayChange(change, row));
  if (!fitting.length) {
    toast(rows.length === 1 ? whyNot(change, rows[0], shown.record.peek()) : t(`schema.${change}.fits`),
      { kind: 'bad' });
    return Promise.resolve(false);
  }
  const facts = [[t('schema.these'), namesOf(fitting)]];
  if (others.length) {
    facts.push([t('schema.leftOut'), html`${namesOf(others)}<br><span class="muted">${
      t(`schema.${change}.fits`)}</span>`]);
  }
  return confirm({
    title: t(`schema.${change}.title`, { count: fitting.length, name: fitting[0].source }),
    body: html`<p>${t(`schema.${change}.text`)}</p>${change === 'retry' ? null : html`<p>${
      t('schema.withIndexes')}</p>`}${change === 'remove' ? html`<p><b>${t('project.notUndone')}</b></p>` : null}`,
    facts,
    ok: t(`schema.${change}`),
    danger: change === 'remove',
    act: async () => {
      const numbers = fitting.map((row) => row.number);
      const answer = await send(change, { numbers }, { shown, objects });
      tell(change, endsOf(answer), change === 'skip' ? undoOfSkip(answer, { shown, objects }) : undefined);
      after();
    },
  });
}

export function retryAllFailed(shown, objects) {
  const failed = objects.rows.peek().filter((row) => row.state === 'failed' && !row.removed);
  return confirm({
    title: t('schema.retry.title', { count: failed.length, name: failed[0]?.source }),
    body: html`<p>${t('schema.retry.text')}</p>`,
    facts: [[t('schema.these'), namesOf(failed)]],
    ok: t('schema.retry'),
    act: async () => tell('retry', endsOf(await send('retry', { all: true }, { shown, objects }))),
  });
}
