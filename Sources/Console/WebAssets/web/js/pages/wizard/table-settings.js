// table-settings.js: the drawer of one object: its row filter, checked at the source, and its columns with what becomes
// of their types. What is typed is in the draft at once; there is nothing to save.
import { html, onCleanup, signal } from '../../core.js';
import { againWhenBack, api } from '../../api.js';
import { drawerFrame, openDialog } from '../../dialogs.js';
import { bytes, integer, short } from '../../fmt.js';
import { t, word } from '../../i18n.js';
import { icon } from '../../icons.js';
import { said } from '../../said/said.js';
import { button, busy, emptyState, failureText, notice, skeleton } from '../../ui.js';
import { kindIcon } from './object-cells.js';

/** @param {{context: any, selection: any, key: string, onclose: () => void}} options */
export function openTableSettings({ context, selection, key, onclose }) {
  const at = selection.catalogue.index.get(key);
  const label = t('wizard.settingsOf', { name: key });
  return openDialog((_, dismiss) => (at === undefined
    ? drawerFrame({ title: key, dismiss, body: emptyState('question', t('gone.title'), t('gone.text')) })
    : settings({ context, selection, at, dismiss })), { label, kind: 'drawer', size: 'wide', onclose });
}

function settings({ context, selection, at, dismiss }) {
  const { catalogue } = selection;
  const name = catalogue.name[at];
  const schema = catalogue.schemaName(at);
  const facts = [catalogue.rows[at] == null ? '' : t('wizard.rowsEstimated', { rows: short(catalogue.rows[at]) }),
    catalogue.bytes[at] == null ? '' : bytes(catalogue.bytes[at])].filter(Boolean).join(' · ');
  return drawerFrame({
    title: html`<span class="object-title">
      ${kindIcon(catalogue.kind[at])}<span class="muted">${schema}.</span>${name}</span>`,
    badge: facts ? html`<small>${facts}</small>` : null,
    dismiss,
    body: [
      flagList(catalogue, at),
      catalogue.isTable(at) ? filterPart({ context, selection, at, schema, name }) : null,
      columnPart({ context, selection, at, schema, name }),
    ],
    foot: [html`<span class="muted">${t('wizard.keptAtOnce')}</span>`, html`<span class="grow"></span>`,
      button(t('close'), { kind: 'primary', onclick: () => dismiss() })],
  });
}

const flagList = (catalogue, at) => (catalogue.flags[at].length
  ? html`<ul class="flag-list">${catalogue.flags[at].map((flag) =>
    html`<li>${icon(catalogue.level[at] ? 'alert' : 'log')}
      <span><b>${word('wizard.flag', flag)}.</b> ${word('wizard.flagText', flag)}</span></li>`)}</ul>` : null);

// ---------------------------------------------------------------- the row filter

function filterPart({ context, selection, at, schema, name }) {
  const result = signal(null);
  const filter = () => selection.wish(at)?.filter ?? '';
  const asked = { number: 0 };
  const type = (event) => {
    result.value = null;
    asked.number += 1;
    selection.setWish(at, { filter: event.target.value });
  };
  const check = async () => {
    asked.number += 1;
    const { number } = asked;
    result.value = { kind: 'busy' };
    let answer;
    try {
      const id = context.sourceOf('source')?.id ?? context.draft.content.peek().source.dataSource;
      answer = await api(`/datasources/${id}/filter-check`,
        { method: 'POST', body: { schema, table: name, filter: filter() } });
      answer = { kind: answer.ok ? 'ok' : 'bad', ...answer };
    } catch (failure) {
      answer = { kind: 'failed', failure };
      againWhenBack(failure, () => {
        if (result.peek()?.failure === failure) result.value = null;
      });
    }
    // What was typed meanwhile has not been checked.
    if (number === asked.number) result.value = answer;
  };
  const area = { element: null };
  const hasFilter = () => Boolean(filter().trim());
  return html`<section class="filter-part"><h3><label for="row-filter">${t('wizard.rowFilter')}</label></h3>
    <textarea class="input mono" id="row-filter" rows="3" spellcheck="false" autofocus .value=${filter}
      placeholder="CREATED_AT >= DATE '2026-01-01'" aria-describedby="row-filter-help row-filter-result"
      aria-invalid=${() => (result.value?.kind === 'bad' ? 'true' : null)}
      ref=${(element) => { area.element = element; }} @input=${type}></textarea>
    <small id="row-filter-help">${t('wizard.rowFilterHelp')}</small>
    <div class="row">${button(t('wizard.checkFilter'), { ic: 'check', onclick: check, disabled: () => !hasFilter() })}
      <div id="row-filter-result" role="status">
        ${() => filterResult(result.value, filter, area, selection.catalogue.rows[at])}
      </div></div></section>`;
}

function filterResult(result, filter, area, rows) {
  if (!result) return null;
  if (result.kind === 'busy') return busy(t('wizard.checkingFilter'));
  if (result.kind === 'failed') return notice('bad', failureText(result.failure));
  if (result.kind === 'ok') {
    const text = result.rowsEstimated == null ? t('wizard.filterValid')
      : t('wizard.filterRows', { rows: integer(result.rowsEstimated), all: rows == null ? '' : short(rows) });
    return html`<span class="verdict tone-ok">${icon('check')}${text}</span>`;
  }
  const { message, position } = result.error;
  const show = () => {
    area.element.focus();
    area.element.setSelectionRange(position - 1, after);
  };
  const wrong = position ? /^[\p{L}\p{N}_$#."]+|^./u.exec(filter().slice(position - 1))?.[0] ?? '' : '';
  const after = position + wrong.length - 1;
  return html`<div class="filter-error"><p>${icon('error')}<b>${message}</b></p>${position
    ? html`<code class="mono">${filter().slice(Math.max(0, position - 24), position - 1)}<mark>${
      wrong}</mark>${filter().slice(after, after + 24)}</code>
      ${button(t('wizard.showPlace', { position }), { kind: 'small', onclick: show })}` : null}</div>`;
}

// ---------------------------------------------------------------- the columns

function columnPart({ context, schema, name }) {
  const answer = signal(null);
  const failure = signal(null);
  const stop = new AbortController();
  onCleanup(() => stop.abort());
  const content = context.draft.content.peek();
  const read = async () => {
    failure.value = null;
    const query = new URLSearchParams({ schema, table: name });
    const destination = context.sourceOf('destination')?.id ?? content.destination?.dataSource;
    if (destination) query.set('destination', destination);
    const id = context.sourceOf('source')?.id ?? content.source.dataSource;
    try {
      answer.value = await api(`/datasources/${id}/columns?${query}`, { abort: stop.signal });
    } catch (error) {
      if (error.name === 'AbortError') return;
      failure.value = error;
      againWhenBack(error, () => stop.signal.aborted || read());
    }
  };
  read();
  return html`<section class="column-part"><h3>${t('wizard.columns')}</h3>${() => {
    if (failure.value) {
      return notice('bad', failureText(failure.value),
        button(t('tryAgain'), { ic: 'retry', kind: 'small', onclick: read }));
    }
    return answer.value ? columnTable(answer.value) : skeleton(4);
  }}</section>`;
}

const textOf = (note) => said(typeof note === 'string' ? note : note.text);

const columnTable = ({ items, notes }) => html`${notes?.length
  ? html`<ul class="flag-list">${notes.map((note) =>
    html`<li>${icon('log')}<span>${textOf(note)}</span></li>`)}</ul>` : null}
  <table class="plain columns"><thead><tr><th scope="col">${t('wizard.column.column')}</th>
    <th scope="col">${t('wizard.column.sourceType')}</th><th scope="col">${t('wizard.column.mapped')}</th>
    <th scope="col">${t('wizard.column.note')}</th></tr></thead>
  <tbody>${items.map(columnRow)}</tbody></table>`;

const columnRow = (column) => html`<tr><th scope="row"><span class="mono">${column.name}</span>${column.key
  ? html`<em class="pk">${t('wizard.primaryKey')}</em>` : null}</th>
  <td class="mono">${column.type}${column.nullable ? null : html`&nbsp;<small>NOT NULL</small>`}</td>
  <td class="mono">${column.mapped || '–'}</td>
  <td>${column.losses.map((loss) => html`<p class=${`loss is-${loss.severity}`}>${
    icon(loss.severity === 'lossy' || loss.severity === 'unsupported' ? 'alert' : 'log')}
      <span>${said(loss.text)}</span></p>`)}</td></tr>`;
