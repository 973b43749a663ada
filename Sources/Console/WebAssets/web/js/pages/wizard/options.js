// options.js: the fourth page: how the project works. Only what works today is here; every value has a standard.
import { computed, html, untrack } from '../../core.js';
import { bytes, integer } from '../../fmt.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { field } from '../../ui.js';
import { framed } from './frame.js';
import { LANES, SPEED_FIELDS, speedOf, typedNumber } from './numbers.js';

const SPEEDS = ['smooth', 'normal', 'fast', 'custom'];
const STOPS = ['schema', 'full', 'indexes'];

/** From which troubles on a project is an alert. */
const ALERT_LEVELS = ['none', 'low', 'medium', 'high'];
const STANDARD_LEVEL = 'low';

/** Which rows are read as they were at one moment. */
const CONSISTENCY = ['consistentCopy', ['movingTables', 'project', 'never']];

/** The choices of the conversion: name, values, the standard first. */
const CONVERSIONS = [
  ['nameRule', ['lower', 'upper', 'followSource']],
  ['integers', ['integers', 'decimals']],
  ['lengthRule', ['keep', 'expand']],
  ['rowAddress', ['columns', 'none']],
  ['timestampLoss', ['round', 'truncate', 'refuse', 'null']],
  ['floatLoss', ['refuse', 'round', 'truncate', 'null']],
];

export function optionsPage(context) {
  const { draft } = context;
  const options = computed(() => draft.content.value.options ?? {});
  const set = (changes) => draft.change((content) => ({ options: without({ ...content.options, ...changes }) }));
  const convert = (changes) => set({ conversion: without({ ...options.peek().conversion, ...changes }) });
  const steps = () => draft.content.value.steps ?? ['schema', 'full', 'indexes'];
  const form = { context, options, set, convert, steps };
  return framed(context, html`<div class="wiz-form">
    ${() => (steps().includes('full') ? untrack(() => speedPart(form)) : null)}
    <section class="panel pad"><h3>${t('wizard.options.destination')}</h3>${destinationPart(form)}</section>
    <section class="panel pad"><h3>${t('wizard.options.order')}</h3>${orderPart(form)}</section>
    <details class="panel pad advanced"><summary>${icon('right')}<span><b>${t('wizard.options.advanced')}</b>
      <small>${t('wizard.options.advancedText')}</small></span></summary>${advancedPart(form)}</details></div>`);
}

/** Values that are the standard are not written down. */
function without(members) {
  return Object.fromEntries(Object.entries(members).filter(([, value]) =>
    value !== undefined && !(value && typeof value === 'object' && !Object.keys(value).length)));
}

// ---------------------------------------------------------------- the speed

function speedPart({ context, options, set }) {
  const speed = computed(() => speedOf({ options: options.value }));
  const choose = (name) => set({ speed: name === 'custom' ? { ...speed.peek(), preset: 'custom' } : name });
  const card = (name) => html`<label class=${() => `choice-card ${speed.value.preset === name ? 'on' : ''}`}>
    <input type="radio" name="speed" value=${name} .checked=${() => speed.value.preset === name}
      @change=${() => choose(name)}><span><b>${t(`wizard.speed.${name}`)}</b>
        <small>${t(`wizard.speed.${name}Text`)}</small>
      <span class="numbers num">${() => numbersOf(name, speed.value)}</span></span></label>`;
  const isCustom = computed(() => speed.value.preset === 'custom');
  const number = ({ name, min, max }) => numberField(context, {
    name, min, max, help: t(`wizard.option.${name}Help`), value: () => speed.value[name],
    write: (typed) => set({ speed: { ...speed.peek(), [name]: typedNumber(typed) } }),
  });
  return html`<fieldset class="panel pad"><legend class="sr">${t('wizard.options.speed')}</legend>
    <h3>${t('wizard.options.speed')}</h3><p class="muted">${t('wizard.options.speedText')}</p>
    <div class="choice-cards">${SPEEDS.map(card)}</div>
    ${() => (isCustom.value ? untrack(() => html`
      <div class="grid-form three">${SPEED_FIELDS.map(number)}</div>`) : null)}
    </fieldset>`;
}

/** The numbers behind a speed: what runs at once, on how many connections. */
function numbersOf(name, speed) {
  const lanes = name === 'custom' ? (speed.preset === 'custom' ? speed.lanes : null) : LANES[name];
  if (lanes === null || !Number.isFinite(lanes)) return t('wizard.speed.own');
  const rows = name === 'custom' ? speed.rowsPerStatement : 1_000;
  return t('wizard.speed.numbers', { lanes, rows: integer(rows),
    chunk: bytes(name === 'custom' ? speed.chunkBytes : 16 << 20) });
}

function numberField(context, { name, min, max, help, value, write }) {
  const complaint = () => context.problems.value.options.find((one) => one.field === name)?.text ?? '';
  const control = ({ id, describedBy, invalid }) => html`<input class="input num" id=${id} inputmode="numeric"
    autocomplete="off" .value=${() => String(value())} aria-describedby=${describedBy} aria-invalid=${invalid}
    @input=${(event) => write(event.target.value)}>`;
  const bounds = `${help} ${t('wizard.between', { min: integer(min), max: integer(max) })}`;
  const helpNow = () => (/bytes/i.test(name) && value() > 0 ? t('wizard.isSize', { help: bounds, size: bytes(value()) })
    : bounds);
  return field(t(`wizard.option.${name}`), control, { required: true, error: complaint, help: helpNow });
}

// ---------------------------------------------------------------- the other parts

const check = (text, help, isOn, setOn) => html`<label class="option"><input type="checkbox" .checked=${isOn}
  @change=${(event) => setOn(event.target.checked)}><span><b>${text}</b><small>${help}</small></span></label>`;

function radios(name, values, current, choose) {
  return html`<fieldset class="option-group"><legend>${t(`wizard.option.${name}`)}</legend>${values.map((value) =>
    html`<label class="option"><input type="radio" name=${name} value=${value} .checked=${() => current() === value}
      @change=${() => choose(value)}><span><b>${t(`wizard.${name}.${value}`)}</b>
      <small>${t(`wizard.${name}.${value}Text`)}</small></span></label>`)}</fieldset>`;
}

function destinationPart({ options, set, steps }) {
  const hasSchema = () => steps().includes('schema');
  const hasRows = () => steps().includes('full');
  return html`${() => (hasSchema() ? untrack(() => check(t('wizard.option.createDatabase'),
    t('wizard.option.createDatabaseHelp'), () => options.value.createDatabase ?? false,
    (isOn) => set({ createDatabase: isOn || undefined }))) : null)}
    ${() => (hasRows() ? untrack(() => radios('onNonEmpty', ['stop', 'ignore', 'truncateKeyless'],
      () => options.value.onNonEmpty ?? 'stop', (value) => set({ onNonEmpty: value === 'stop' ? undefined : value })))
      : null)}
    ${() => (hasSchema() ? untrack(() => radios('onUnsupported', ['leaveOut', 'stop'],
      () => options.value.onUnsupported ?? 'leaveOut',
      (value) => set({ onUnsupported: value === 'leaveOut' ? undefined : value }))) : null)}`;
}

function orderPart({ context, options, set, convert, steps }) {
  const stops = () => options.value.stopBefore ?? [];
  const hasBoth = () => steps().includes('schema') && steps().includes('full');
  const stop = (name) => html`<label class="option"><input type="checkbox" .checked=${() => stops().includes(name)}
    @change=${(event) => {
      const next = STOPS.filter((one) => (one === name ? event.target.checked : stops().includes(one)));
      set({ stopBefore: next.length ? next : undefined });
    }}><span><b>${t(`wizard.stop.${name}`)}</b></span></label>`;
  return html`${() => (hasBoth() ? untrack(() => check(t('wizard.option.indexesAfterRows'),
    t('wizard.option.indexesAfterRowsHelp'), () => options.value.conversion?.indexesAfterRows ?? true,
    (isOn) => convert({ indexesAfterRows: isOn ? undefined : false }))) : null)}
    <fieldset class="option-group"><legend>${t('wizard.option.stopBefore')}</legend>
      <p class="muted">${t('wizard.option.stopBeforeHelp')}</p>
      ${() => STOPS.filter((name) => steps().includes(name)).map(stop)}</fieldset>
    ${alertPart(context)}${retentionPart()}`;
}

function alertPart({ draft }) {
  const level = () => draft.content.value.alertLevel ?? STANDARD_LEVEL;
  const choose = (name) => draft.change(() => ({ alertLevel: name === STANDARD_LEVEL ? undefined : name }));
  return html`<fieldset class="option-group"><legend>${t('wizard.option.alertLevel')}</legend>${ALERT_LEVELS.map((name) =>
    html`<label class="option"><input type="radio" name="alertLevel" value=${name} .checked=${() => level() === name}
      @change=${() => choose(name)}><span><b>${t(`projects.alert.${name}`)}</b>
      <small>${t(`projects.alert.${name}.text`)}</small></span></label>`)}</fieldset>`;
}

/** How long the log of the source is kept belongs to a step that does not exist yet; that is said, not hidden. */
const retentionPart = () => html`<div class="option-group"><b>${t('wizard.option.retention')}</b>
  <p class="muted">${t('wizard.option.retentionHelp')}</p>
  <small class="reason">${icon('lock')}${t('wizard.option.retentionWhy')}</small></div>`;

function advancedPart({ context, options, set, convert }) {
  const conversion = () => options.value.conversion ?? {};
  const choice = ([name, values], members = conversion, write = convert) => {
    const control = ({ id, describedBy }) => html`<select class="input" id=${id} aria-describedby=${describedBy}
      @change=${(event) => write({ [name]: event.target.value === values[0] ? undefined : event.target.value })}
    >${values.map((value) => html`<option value=${value} ?selected=${() => (members()[name] ?? values[0]) === value}
      >${t(`wizard.${name}.${value}`)}</option>`)}</select>`;
    return field(t(`wizard.option.${name}`), control, { required: true, help: t(`wizard.option.${name}Help`) });
  };
  const number = (name, min, max, standard) => numberField(context, {
    name, min, max, help: t(`wizard.option.${name}Help`), value: () => options.value[name] ?? standard,
    write: (typed) => set({ [name]: typedNumber(typed) }),
  });
  const factor = () => (conversion().lengthRule === 'expand' ? untrack(() => numberField(context, {
    name: 'lengthFactor', min: 1, max: 4, help: t('wizard.option.lengthFactorHelp'),
    value: () => conversion().lengthFactor ?? 1.5, write: (typed) => convert({ lengthFactor: typedNumber(typed) }),
  })) : null);
  const collation = ({ id, describedBy }) => html`<input class="input mono" id=${id} aria-describedby=${describedBy}
    autocomplete="off" spellcheck="false" maxlength="64" .value=${() => conversion().collation ?? ''}
    @input=${(event) => convert({ collation: event.target.value || undefined })}>`;
  return html`<div class="advanced-body"><div class="grid-form three">
    ${number('checkers', 1, 64, 1)}${number('quarantineMax', 0, 1_000_000_000, 1_000)}
    ${choice(CONSISTENCY, () => options.value, set)}${CONVERSIONS.map((one) => choice(one))}${factor}
    ${field(t('wizard.option.collation'), collation, { help: t('wizard.option.collationHelp') })}</div>
    ${check(t('wizard.option.migratesForeignKeys'), t('wizard.option.migratesForeignKeysHelp'),
    () => conversion().migratesForeignKeys ?? true,
      (isOn) => convert({ migratesForeignKeys: isOn ? undefined : false }))}
    </div>`;
}
