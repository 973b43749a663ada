// import.js: a list of objects as text or CSV: checked by the server first, then added to the choice or put into its
// place.
import { html, signal } from '../../core.js';
import { againWhenBack, api } from '../../api.js';
import { openDialog } from '../../dialogs.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { said } from '../../said/said.js';
import { busy, button, failureText, notice } from '../../ui.js';
import { keepTyped, typedBefore } from '../../typed.js';
import { parts } from './names.js';
import { undoable } from './picker.js';

const SHOWN = 50;
const FILE_BYTES_MAX = 4 << 20;
/** Each is a question to the source; the precheck asks for the others. */
const FILTERS_MAX = 50;

/** A first line with commas and no bar is CSV. */
const isCSV = (text) => {
  const line = text.trim().split('\n')[0] ?? '';
  return line.includes(',') && !line.includes('|');
};

/** The answer without the objects whose row filter the source does not understand; those are problems. */
async function withCheckedFilters(source, answer, isWanted) {
  const { objects, problems, counts } = answer;
  const filtered = Object.entries(objects.tables ?? {}).filter(([, wish]) => wish.filter);
  const wrong = new Map();
  for (const [key, { filter }] of filtered.slice(0, FILTERS_MAX)) {
    if (!isWanted()) return answer;
    const [schema, table] = parts(key).map((word) => word.text);
    const { ok, error } = await api(`/datasources/${source}/filter-check`,
      { method: 'POST', body: { schema, table, filter } });
    if (!ok) wrong.set(key, error.message);
  }
  if (!wrong.size) return answer;
  const tables = Object.fromEntries(Object.entries(objects.tables).filter(([key]) => !wrong.has(key)));
  return {
    objects: { ...objects, tables, include: objects.include.filter((key) => !wrong.has(key)) },
    problems: [...problems, ...[...wrong].map(([text, why]) => ({ line: 0, text, why }))],
    counts: counts && { ...counts, tables: counts.tables - wrong.size },
  };
}

export function openImport(context, selection) {
  const place = `import.${context.draft.id}`;
  const text = signal(typedBefore(place) ?? '');
  const result = signal(null);
  const failure = signal(null);
  const isBusy = signal(false);
  const type = (raw) => {
    // A mark that some programs write before a text is no part of it.
    const typed = raw.replace(/^\ufeff/, '');
    text.value = typed;
    keepTyped(place, typed || null);
    result.value = null;
    failure.value = null;
  };
  const check = async () => {
    const typed = text.peek();
    isBusy.value = true;
    failure.value = null;
    try {
      const source = context.sourceOf('source')?.id ?? context.draft.content.peek().source.dataSource;
      const body = { source, [isCSV(typed) ? 'csv' : 'text']: typed };
      const answer = await withCheckedFilters(source, await api('/objects-import', { method: 'POST', body }),
        () => text.peek() === typed);
      if (text.peek() === typed) result.value = answer;
    } catch (error) {
      failure.value = error;
      againWhenBack(error, () => {
        if (failure.peek() === error) failure.value = null;
      });
    }
    isBusy.value = false;
  };
  const state = { text, result, failure, isBusy, type, check, taken: () => keepTyped(place, null) };
  openDialog((close, dismiss) => importForm(selection, state, close, dismiss), { label: t('wizard.importTitle'),
    size: 'wide' });
}

function importForm(selection, state, close, dismiss) {
  const { text, result, failure, isBusy, type, check, taken } = state;
  const read = async (file) => {
    if (!file) return;
    if (file.size > FILE_BYTES_MAX) {
      failure.value = { message: t('wizard.importTooLarge'), hint: '', detail: '', requestId: '' };
      return;
    }
    type(await file.text());
    check();
  };
  const drop = (event) => {
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  };
  const take = (isReplacing) => () => {
    const answer = result.peek();
    const count = answer.objects.include.length;
    undoable(selection, t(isReplacing ? 'wizard.replaced' : 'wizard.added', { count }),
      () => apply(selection, answer.objects, isReplacing));
    taken();
    close();
  };
  const isEmpty = () => !text.value.trim() || isBusy.value;
  const actions = () => (result.value?.objects.include.length
    ? [button(t('wizard.replaceSelection'), { onclick: take(true) }),
      button(t('wizard.addToSelection'), { kind: 'primary', onclick: take(false) })]
    : button(t('wizard.check'), { kind: 'primary', onclick: check, disabled: isEmpty }));
  return html`<div class="dlg import" @dragover=${(event) => event.preventDefault()} @drop=${drop}>
    <h2>${t('wizard.importTitle')}</h2><p>${t('wizard.importText')}</p>
    <textarea class="input mono" rows="9" autofocus spellcheck="false" aria-label=${t('wizard.importLabel')}
      placeholder=${'HR.EMPLOYEES | HR.JOBS\nSHOP.ORDERS'} .value=${text}
      @input=${(event) => type(event.target.value)}></textarea>
    <div class="row"><label class="btn file"><input type="file" class="sr" accept=".csv,.txt,text/csv,text/plain"
      @change=${(event) => read(event.target.files[0])}>${icon('upload')}<span>${t('wizard.importFile')}</span></label>
      <small>${t('wizard.importColumns')}</small></div>
    <div role="status">${() => (isBusy.value ? busy(t('wizard.checking'))
      : result.value ? outcome(result.value) : null)}
    </div>${() => (failure.value ? notice('bad', failureText(failure.value)) : null)}
    <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}${actions}</div></div>`;
}

function outcome({ objects, problems, counts }) {
  const found = objects.include.length;
  const views = counts?.views ?? 0;
  const lines = problems.slice(0, SHOWN);
  return html`<div class="outcome"><p class=${`verdict tone-${found ? 'ok' : 'bad'}`}>${icon(found ? 'check' : 'error')}
      ${t('wizard.importFound', { tables: counts?.tables ?? found - views, views })}</p>
    ${problems.length ? html`<p class="verdict tone-warn">${icon('alert')}${
      t('wizard.importProblems', { count: problems.length })}</p>
      <table class="plain"><thead><tr><th scope="col" class="r">${t('wizard.column.line')}</th>
        <th scope="col">${t('wizard.column.text')}</th><th scope="col">${t('wizard.column.why')}</th></tr></thead>
      <tbody>${lines.map((one) => html`<tr><td class="r num">${one.line || ''}</td><td class="mono">${one.text}</td>
        <td>${said(one.why)}</td></tr>`)}</tbody></table>
      ${problems.length > SHOWN ? html`<small>
        ${t('wizard.importMore', { count: problems.length - SHOWN })}</small>` : null}`
    : null}</div>`;
}

/** Puts a checked list into the choice. */
function apply(selection, objects, isReplacing) {
  const { catalogue } = selection;
  if (isReplacing) {
    selection.chosen.fill(0);
    selection.absent = [];
  }
  for (const [key, wish] of Object.entries(objects.tables ?? {})) {
    selection.wishes.set(key, { ...(isReplacing ? {} : selection.wishes.get(key)), ...wish });
  }
  for (const line of objects.include) {
    const at = catalogue.index.get(line);
    if (at === undefined) selection.absent = [...selection.absent, line];
    else if (catalogue.level[at] < 2) selection.chosen[at] = 1;
  }
  selection.touch();
}
