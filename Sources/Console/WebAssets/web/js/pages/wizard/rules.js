// rules.js: objects by matching rules: two texts with a count beside every line, and what they take now.
import { computed, html, signal } from '../../core.js';
import { integer } from '../../fmt.js';
import { t } from '../../i18n.js';
import { query, setQuery } from '../../router.js';
import { searchBox, segments } from '../../ui.js';
import { objectList } from './chosen.js';
import { nameFilter, readRule } from './names.js';
import { nameNotice, nameProblems } from './name-problems.js';
import { actionsFor } from './picker.js';
import { sumsOf } from './selection.js';

const TABS = ['final', 'new', 'removed', 'excluded'];

/**
 * What rules take from a catalogue, counted as the server does it in `POST /projects/preview`.
 * @returns {{include: any[], exclude: any[], final: number[], excluded: number[],
 *   mapped: Map<number, [string, string]>}}
 *   the rules with the `count` of what each of them takes or holds out, and whether it meets (`isMet`) anything
 */
export function matchRules(catalogue, includeText, excludeText) {
  const include = includeText.split('\n').map(readRule);
  const exclude = excludeText.split('\n').map(readRule);
  for (const rule of [...include, ...exclude]) Object.assign(rule, { count: 0, isMet: false });
  const bySchema = (rules) => {
    const groups = new Map();
    // A rule that names one object goes before patterns.
    const usable = rules.filter((rule) => rule.matches).sort((a, b) => Number(b.isExact) - Number(a.isExact));
    for (const rule of usable) groups.set(rule.schema, [...(groups.get(rule.schema) ?? []), rule]);
    return catalogue.schemas.map((name) => groups.get(name) ?? []);
  };
  const taking = bySchema(include);
  const refusing = bySchema(exclude);
  const found = { include, exclude, final: [], excluded: [], mapped: new Map() };
  for (let at = 0; at < catalogue.count; at += 1) matchOne(catalogue, at, taking, refusing, found);
  return found;
}

function matchOne(catalogue, at, taking, refusing, found) {
  const schema = catalogue.schema[at];
  const name = catalogue.name[at];
  const taken = taking[schema].filter((rule) => rule.matches(name));
  if (!taken.length) return;
  const refused = refusing[schema].filter((rule) => rule.matches(name));
  for (const rule of [...taken, ...refused]) rule.isMet = true;
  // What is held out is counted where it is held out.
  for (const rule of refused.length ? refused : taken) rule.count += 1;
  if (refused.length) {
    found.excluded.push(at);
    return;
  }
  const [first] = taken;
  found.final.push(at);
  if (first.mapped) found.mapped.set(at, first.mapped(catalogue.schemas[schema], name));
}

export function rulesBody(context, selection, view) {
  const { draft } = context;
  const { catalogue } = selection;
  const textOf = (name) => draft.content.peek().wizard?.[name]
    ?? (draft.content.peek().objects?.[name] ?? []).join('\n');
  const texts = { include: signal(textOf('include')), exclude: signal(textOf('exclude')) };
  const found = computed(() => matchRules(catalogue, texts.include.value, texts.exclude.value));
  // New and removed are told against what the rules took when the page was opened.
  const before = new Set(found.peek().final);
  const type = (name) => (event) => {
    texts[name].value = event.target.value;
    const lines = event.target.value.split('\n').map((line) => line.trim()).filter(Boolean);
    draft.change((content) => ({
      wizard: { ...content.wizard, mode: 'rules', [name]: event.target.value, taken: found.peek().final.length },
      objects: { ...selection.inRules(content.objects), [name]: lines },
    }));
  };
  view.sums.value = computed(() => sumsOf(catalogue, found.value.final));
  return html`<div class="panes is-rules">
    <section class="pane rules-pane" aria-label=${t('wizard.rules.title')}>
      ${ruleBox({ name: 'include', texts, found, type, context })}${ruleBox({ name: 'exclude', texts, found, type })}
      <p class="muted hint">${t('wizard.rules.help')}</p></section>
    ${preview(context, selection, found, before)}</div>`;
}

function ruleBox({ name, texts, found, type, context = null }) {
  const lines = { element: null };
  const follow = (event) => { lines.element.scrollTop = event.target.scrollTop; };
  const mark = (rule) => {
    if (rule.problem) return html`<li class="bad" title=${t(rule.problem)}>${t('wizard.rules.wrong')}</li>`;
    if (rule.isEmpty) return html`<li></li>`;
    return html`<li class=${rule.count ? '' : 'zero'}>${integer(rule.count)}</li>`;
  };
  const wrong = computed(() => found.value[name].map((rule, at) => [at + 1, rule.problem]).filter(([, key]) => key));
  const idle = computed(() => found.value[name].filter((rule) => rule.matches && !rule.isMet).length);
  const isMissing = () => Boolean(context?.complained.value.has('objects')) && !texts[name].value.trim();
  return html`<div class="rule-box"><h3><label for=${`rules-${name}`}>${t(`wizard.rules.${name}`)}</label>
      <small>${t(`wizard.rules.${name}Help`)}</small></h3>
    <div class="rule-lines"><textarea class="mono" id=${`rules-${name}`} wrap="off" spellcheck="false"
      aria-describedby=${`rules-${name}-said`} aria-invalid=${() => (wrong.value.length || isMissing() ? 'true' : null)}
      .value=${texts[name]} @input=${type(name)} @scroll=${follow}></textarea>
      <ol aria-hidden="true" ref=${(element) => { lines.element = element; }}>
        ${() => found.value[name].map(mark)}</ol></div>
    <div id=${`rules-${name}-said`} class="rule-said" role="status">
      ${() => wrong.value.slice(0, 3).map(([line, key]) => html`<p class="complaint">${t('wizard.rules.atLine',
        { line, text: t(key) })}</p>`)}
      ${() => (isMissing() ? html`<p class="complaint">${t('wizard.objects.none')}</p>` : null)}
      ${() => (idle.value ? html`<p class="idle">${t('wizard.rules.idle', { count: idle.value })}</p>` : null)}
        </div></div>`;
}

function preview(context, selection, found, before) {
  const { catalogue } = selection;
  const tab = computed(() => (TABS.includes(query('tab')) ? query('tab') : 'final'));
  const lists = {
    final: computed(() => found.value.final),
    new: computed(() => found.value.final.filter((at) => !before.has(at))),
    removed: computed(() => {
      const now = new Set(found.value.final);
      return [...before].filter((at) => !now.has(at));
    }),
    excluded: computed(() => found.value.excluded),
  };
  const filter = computed(() => nameFilter(query('q')));
  const places = computed(() => {
    const fits = filter.value;
    const all = lists[tab.value].value;
    return fits ? all.filter((at) => fits(catalogue.name[at], catalogue.whole[at])) : all;
  });
  const mapped = (at) => found.value.mapped.get(at);
  const list = objectList(selection, {
    label: t('wizard.rules.preview'), places: () => places.value, actions: actionsFor(context, selection),
    nameOf: (at) => {
      const pair = selection.wish(at)?.rename ? null : mapped(at);
      return pair ? pair.join('.') : selection.shownName(at);
    },
    empty: () => html`<div class="empty"><b>${t(`wizard.rules.none.${tab.value}`)}</b>
      <p>${t('wizard.rules.caseMatters')}</p></div>`,
  });
  const pairOf = (at) => (selection.wish(at)?.rename ? null : mapped(at)) ?? selection.pairOf(at);
  const wrong = computed(() => nameProblems(catalogue, found.value.final, pairOf));
  return html`<section class="pane" aria-label=${t('wizard.rules.preview')}>
    <header class="pane-head">${segments(t('wizard.rules.preview'), TABS.map((name) =>
      [name, t(`wizard.rules.tab.${name}`), () => lists[name].value.length]), tab,
    (name) => setQuery({ tab: name === 'final' ? null : name }))}<span class="grow"></span>
      ${searchBox(t('wizard.rules.filter'), () => query('q'), (q) => setQuery({ q }))}</header>
    ${nameNotice(() => wrong.value)}${list.view}</section>`;
}
