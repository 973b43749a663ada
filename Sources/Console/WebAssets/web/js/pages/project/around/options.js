// options.js: how the project works: its options as they are set, what may be changed now and why the others may not.
import { computed, html, signal } from '../../../core.js';
import { confirm } from '../../../dialogs.js';
import { bytes, integer } from '../../../fmt.js';
import { t, word } from '../../../i18n.js';
import { toast } from '../../../overlays.js';
import { actionButton, field, selectInput, textInput } from '../../../ui.js';
import { saveChange } from '../changes.js';
import { askSpeed } from '../full/speed.js';

const STOPPABLE = ['schema', 'full', 'indexes'];

/** When an option may be changed, as the engine decides it. */
const RULES = {
  running: ({ state }) => (['completed', 'releasing', 'released'].includes(state) ? 'over' : ''),
  resting: ({ state }) => (['running', 'completed', 'releasing', 'released'].includes(state) ? 'resting' : ''),
  unwritten: ({ state, steps }) => {
    if (state === 'notStarted') return '';
    const hasWritten = steps.some((step) => step.kind !== 'precheck' && step.startedAt);
    return (state === 'paused' || state === 'failed') && !hasWritten ? '' : 'unwritten';
  },
  uncopied: ({ state, steps }) => {
    if (['completed', 'releasing', 'released'].includes(state)) return 'over';
    return steps.some((step) => step.kind === 'full' && step.startedAt) ? 'uncopied' : '';
  },
};

const yesNo = [['true', 'yes'], ['false', 'no']];

/** @type {{group: string, entries: [string, keyof typeof RULES, any][]}[]} name, rule, form */
const GROUPS = [
  { group: 'copy', entries: [
    ['speed', 'running', { kind: 'speed' }],
    ['checkers', 'running', { kind: 'count', least: 1, most: 64 }],
    ['quarantineMax', 'running', { kind: 'count', least: 0, most: 1e9 }],
    ['stopBefore', 'running', { kind: 'steps' }],
    ['onNonEmpty', 'resting', { kind: 'choice', choices: ['stop', 'ignore', 'truncateKeyless'] }],
    ['consistentCopy', 'uncopied', { kind: 'choice', choices: ['movingTables', 'project', 'never'] }],
  ] },
  { group: 'schema', entries: [
    ['createDatabase', 'resting', { kind: 'flag' }],
    ['onUnsupported', 'resting', { kind: 'choice', choices: ['stop', 'leaveOut'] }],
  ] },
];
const CONVERSION = ['integers', 'lengthRule', 'lengthFactor', 'nameRule', 'rowAddress', 'collation', 'timestampLoss',
  'floatLoss', 'indexesAfterRows', 'migratesForeignKeys'];

/** The options that the page shows. @type {string[]} */
export const shownOptions = [...GROUPS.flatMap(({ entries }) => entries.map(([name]) => name)), 'conversion'];

function shownValue(name, form, options) {
  const value = options[name];
  if (form.kind === 'speed') return speedText(value);
  if (form.kind === 'flag') return t(value ? 'project.option.yes' : 'project.option.no');
  if (form.kind === 'choice') return t(`project.option.${name}.${value}`);
  if (form.kind === 'steps') {
    return value.length ? value.map((step) => t(`step.${step}`)).join(', ') : t('project.option.nowhere');
  }
  return name === 'quarantineMax' && !value ? t('project.option.noBound') : integer(value);
}

const speedText = (speed) => [
  t('project.option.speedText', { preset: t(`full.speed.${speed.preset}`), lanes: speed.lanes,
    rows: integer(speed.rowsPerStatement), size: bytes(speed.chunkBytes) }),
  ...(speed.rowsPerSecondMax ? [t('project.option.speedRows', { rows: integer(speed.rowsPerSecondMax) })] : []),
  ...(speed.bytesPerSecondMax ? [t('project.option.speedBytes', { size: bytes(speed.bytesPerSecondMax) })] : []),
].join(t('project.option.speedAnd'));

/** @param {import('../project.js').Shown} shown */
export function optionsPanel(shown) {
  const { record } = shown;
  const rule = (name) => () => {
    const { orders } = record.value;
    const why = RULES[name](record.value);
    if (!why) return orders.edit;
    return { ok: false, why: t(`project.option.why.${why}`) };
  };
  const row = ([name, ruleName, form]) => html`<li class="pj-option"><div><b>${t(`project.option.${name}`)}</b>
      <p class="muted">${t(`project.option.${name}.help`)}</p></div>
    <span class="pj-option-value">${() => shownValue(name, form, record.value.file.options)}</span>
    ${actionButton(t('project.option.changeDots'), rule(ruleName), () => (form.kind === 'speed' ? askSpeed(shown)
      : askOption(shown, name, form)), { kind: 'small', label: t(`project.option.${name}`) })}</li>`;
  const conversion = computed(() => JSON.stringify(record.value.file.options.conversion));
  return html`<header class="panel-head"><div><h2>${t('project.page.options')}</h2>
      <p class="muted">${t('project.option.lead')}</p></div></header>
    <div class="pj-option-groups">${GROUPS.map(({ group, entries }) => html`<section><h3>${
      t(`project.option.group.${group}`)}</h3><ul>${entries.map(row)}</ul></section>`)}
    <section><h3>${t('project.option.group.conversion')}</h3><p class="muted">${t('project.option.conversionText')}</p>
      ${() => conversionList(JSON.parse(conversion.value))}</section></div>`;
}

const conversionList = (conversion) => html`<dl class="facts">${CONVERSION.filter((name) => name in conversion)
  .filter((name) => name !== 'lengthFactor' || conversion.lengthRule === 'expand')
  .map((name) => html`<dt>${t(`project.conversion.${name}`)}</dt><dd>${conversionValue(name, conversion[name])}</dd>`)}</dl>`;

function conversionValue(name, value) {
  if (typeof value === 'boolean') return t(value ? 'project.option.yes' : 'project.option.no');
  return value === '' ? '–' : word(`project.conversion.${name}`, value);
}

function askOption(shown, name, form) {
  const { rev, file, name: project } = shown.record.peek();
  const edited = editorOf(name, form, file.options[name]);
  const asked = signal(false);
  return confirm({
    title: t('project.option.title', { option: t(`project.option.${name}`), name: project }),
    body: html`<p>${t(`project.option.${name}.help`)}</p><div class="form">${edited.view(() =>
      (asked.value ? edited.complaint() : ''))}</div>`,
    ok: t('save'),
    act: async () => {
      asked.value = true;
      if (edited.complaint()) return false;
      if (!(await saveChange(shown, { options: { [name]: edited.value() } }, { revision: rev,
        takeTheirs: (saved) => edited.set(saved.file.options[name]) }))) return false;
      toast(t('project.option.saved', { option: t(`project.option.${name}`) }));
      return true;
    },
  });
}

function editorOf(name, form, present) {
  const label = t(`project.option.${name}`);
  if (form.kind === 'steps') return stepsEditor(label, present);
  const typed = signal(String(present));
  const set = (value) => { typed.value = String(value); };
  if (form.kind === 'count') {
    const complaint = () => {
      if (!/^\d+$/.test(typed.value.trim())) return t('form.wholeNumber');
      const value = Number(typed.value);
      return value < form.least || value > form.most ? t('form.between', { min: integer(form.least),
        max: integer(form.most) }) : '';
    };
    return { set, complaint, value: () => Number(typed.peek()),
      view: (error) => field(label, textInput(typed, { inputmode: 'numeric', autofocus: true }),
        { required: true, error }) };
  }
  const choices = form.kind === 'flag' ? yesNo.map(([value, key]) => [value, t(`project.option.${key}`)])
    : form.choices.map((value) => [value, t(`project.option.${name}.${value}`)]);
  return { set, complaint: () => '', value: () => (form.kind === 'flag' ? typed.peek() === 'true' : typed.peek()),
    view: (error) => field(label, selectInput(typed, choices), { required: true, error }) };
}

function stepsEditor(label, present) {
  const chosen = signal(new Set(present));
  const flip = (kind) => (event) => {
    const next = new Set(chosen.peek());
    if (event.target.checked) next.add(kind);
    else next.delete(kind);
    chosen.value = next;
  };
  return {
    set: (value) => { chosen.value = new Set(value); },
    complaint: () => '',
    value: () => STOPPABLE.filter((kind) => chosen.peek().has(kind)),
    view: () => html`<fieldset class="pj-presets"><legend>${label}</legend>${STOPPABLE.map((kind) => html`<label
      class="check"><input type="checkbox" .checked=${() => chosen.value.has(kind)} @change=${flip(kind)}>${
      t(`step.${kind}`)}</label>`)}</fieldset>`,
  };
}
