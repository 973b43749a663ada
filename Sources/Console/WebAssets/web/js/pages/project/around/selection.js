// selection.js: which objects the project takes and under which names, and how far each kind is.
import { computed, html } from '../../../core.js';
import { integer } from '../../../fmt.js';
import { t } from '../../../i18n.js';
import { query, setQuery } from '../../../router.js';
import { button, copyText, emptyState, searchBox } from '../../../ui.js';
import { matcher } from '../rows.js';

const FILTER_OF = { completed: 'completed', failed: 'failed', unread: 'failed', unsupported: 'unsupported',
  creating: 'running', initializing: 'running', ready: 'waiting', skipped: 'skipped', listed: 'listed' };

/** @param {import('../project.js').Shown} shown */
export function selectionPanel(shown) {
  const { record } = shown;
  const objects = computed(() => record.value.file.objects);
  const text = computed(() => JSON.stringify(objects.value, null, 2));
  return html`<header class="panel-head"><div><h2>${t('project.page.objects')}</h2>
      <p class="muted">${t('project.selection.lead')}</p></div><span class="grow"></span>
      ${button(t('project.selection.copy'), { ic: 'copy', onclick: () => copyText(text.peek()) })}
      <a class="btn" href=${`/migration/${shown.id}/schema`}>${t('project.selection.toObjects')}</a></header>
    <div class="selection"><section><h3>${t('project.selection.states')}</h3><ul class="links">${
      Object.keys(FILTER_OF).map((state) => stateRow(state, shown))}</ul></section>
    <section><h3>${t('project.selection.rules')}</h3>${() => rulesOf(objects.value)}</section></div>
    ${tableWishes(objects)}`;
}

const stateRow = (state, shown) => html`<li ?hidden=${() => !shown.record.value.objects[state]}><a href=${
  `/migration/${shown.id}/schema?status=${FILTER_OF[state]}`}>${t(`schema.state.${state}`)}</a><b class="num">${() =>
  integer(shown.record.value.objects[state] ?? 0)}</b></li>`;

const ruleList = (title, rules, none) => html`<h4>${title}</h4>${rules.length
  ? html`<ul class="rules-of">${rules.map((rule) => html`<li><code>${rule}</code></li>`)}</ul>`
  : html`<p class="muted">${none}</p>`}`;

const rulesOf = ({ include, exclude, map }) => html`${ruleList(t('project.selection.include'), include ?? [],
  t('project.selection.includeNone'))}
  ${ruleList(t('project.selection.exclude'), exclude ?? [], t('project.selection.excludeNone'))}
  <h4>${t('project.selection.map')}</h4>${Object.keys(map ?? {}).length ? html`<ul class="rules-of">${
    Object.entries(map).map(([from, to]) => html`<li><code>${from}</code> → <code>${to}</code></li>`)}</ul>`
    : html`<p class="muted">${t('project.selection.mapNone')}</p>`}`;

/** What was set for single tables: another name, a filter, other columns, other types. */
function tableWishes(objects) {
  const entries = computed(() => {
    const fits = matcher(query('q'));
    return Object.entries(objects.value.tables ?? {}).filter(([name, wish]) => fits(name, wish.rename ?? ''));
  });
  const all = computed(() => Object.keys(objects.value.tables ?? {}).length);
  const wishText = ({ rename, filter, columns, types }) => [
    rename ? html`<p>${t('project.selection.renamed')} <code>${rename}</code></p>` : null,
    filter ? html`<p>${t('project.selection.filter')} <code>${filter}</code></p>` : null,
    ...Object.entries(columns ?? {}).map(([from, to]) => html`<p>${t('project.selection.column')} <code>${from}</code> →
      <code>${to}</code></p>`),
    ...Object.entries(types ?? {}).map(([column, type]) => html`<p>${t('project.selection.type')} <code>${column}</code>
      <code>${type}</code></p>`),
  ];
  const body = () => {
    if (!all.value) return emptyState('table', t('project.selection.noneTitle'), t('project.selection.noneText'));
    if (!entries.value.length) {
      return emptyState('search', t('noMatch.title'), t('noMatch.text'), [
        button(t('noMatch.clear'), { onclick: () => setQuery({ q: null }) })]);
    }
    return html`<table class="plain roomy"><thead><tr><th scope="col">${t('full.table')}</th><th scope="col">${
      t('project.selection.wish')}</th></tr></thead><tbody>${entries.value.slice(0, 500).map(([name, wish]) => html`<tr>
      <th scope="row" class="mono">${name}</th><td>${wishText(wish)}</td></tr>`)}</tbody></table>`;
  };
  return html`<div class="tools"><h3>${t('project.selection.tables')} <small class="num">${() =>
      integer(all.value)}</small></h3>
    <span class="grow"></span>${searchBox(t('full.filter'), () => query('q'), (q) => setQuery({ q }))}</div>${body}`;
}
