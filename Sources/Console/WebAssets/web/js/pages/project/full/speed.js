// speed.js: how fast the copy is, what holds it back, and the change of its speed while it runs.
import { computed, effect, html, onCleanup, signal } from '../../../core.js';
import { api } from '../../../api.js';
import { confirm } from '../../../dialogs.js';
import { bytes, integer, percent, short } from '../../../fmt.js';
import { t } from '../../../i18n.js';
import { icon } from '../../../icons.js';
import { toast } from '../../../overlays.js';
import { bar, field, textInput } from '../../../ui.js';
import { saveChange } from '../changes.js';

const READ_EVERY = 2_000;

/** The numbers behind the presets, as the engine takes them. */
const PRESETS = {
  smooth: { lanes: 1, rowsPerStatement: 1_000, chunkBytes: 16 << 20 },
  normal: { lanes: 2, rowsPerStatement: 1_000, chunkBytes: 16 << 20 },
  fast: { lanes: 8, rowsPerStatement: 1_000, chunkBytes: 16 << 20 },
};
const BOUNDS = {
  lanes: [1, 64], rowsPerStatement: [1, 10_000], chunkBytes: [1 << 16, 1 << 30], rowsPerSecondMax: [0, 1e9],
  bytesPerSecondMax: [0, 2 ** 40], destinationMemoryPercentMax: [0, 100],
};

/** @param {import('../project.js').Shown} shown @returns {{value: any}} null when nothing is copied now */
export function presentSpeed(shown) {
  const answer = signal(null);
  const isCopying = computed(() => shown.record.value.steps.some((step) =>
    step.kind === 'full' && step.state === 'running'));
  effect(() => {
    answer.value = null;
    if (!isCopying.value) return;
    let isEnded = false;
    // The stream brings it with the record; it is asked for until then.
    const load = () => {
      if (document.hidden || shown.record.peek().speed) return;
      api(`/projects/${shown.id}/speed`).then((next) => {
        if (!isEnded) answer.value = next;
      }, () => {});
    };
    load();
    const timer = setInterval(load, READ_EVERY);
    onCleanup(() => {
      isEnded = true;
      clearInterval(timer);
    });
  });
  return computed(() => {
    if (!isCopying.value) return null;
    return shown.record.value.speed ?? answer.value;
  });
}

/** What the present speed depends on, in words and with the shares of the time. @param {{value: any}} speed */
export function speedReason(speed, shown) {
  const shares = computed(() => Object.entries(speed.value?.shares ?? {}).filter(([, share]) => share >= 0.01)
    .sort(([, a], [, b]) => b - a));
  const preset = () => shown.record.value.file.options.speed.preset;
  return html`<div class="speed-line" ?hidden=${() => !speed.value}>${icon('wave')}
    <p><b>${() => (speed.value?.reason ? t(`full.reason.${speed.value.reason}`) : '')}</b>
      <span class="muted">${() => (speed.value?.reason ? t(`full.reason.${speed.value.reason}.text`) : '')}</span></p>
    <ul class="shares" aria-label=${t('full.shares')}>${() => shares.value.map(([name, share]) => html`<li
      class=${name === speed.value.reason ? 'on' : ''}><span>${t(`full.share.${name}`)}</span>${bar(share)}<span
      class="num">${percent(Math.min(share, 1))}</span></li>`)}</ul>
    <span class="muted preset">${() => t(`full.preset.${preset()}`)}</span></div>`;
}

const whole = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : null);

function complaintOf(name, text) {
  const value = whole(text);
  const [least, most] = BOUNDS[name];
  if (value === null) return t('form.wholeNumber');
  return value < least || value > most ? t('form.between', { min: integer(least), max: integer(most) }) : '';
}

/** The choice of a preset and the numbers behind it. */
function speedForm(speed) {
  const preset = signal(speed.preset);
  const numbers = Object.fromEntries(Object.keys(BOUNDS).map((name) => [name, signal(String(speed[name]))]));
  const asked = signal(false);
  const choose = (name) => {
    preset.value = name;
    for (const [key, value] of Object.entries(PRESETS[name] ?? {})) numbers[key].value = String(value);
  };
  const edit = (name) => (typed) => {
    numbers[name].value = typed;
    if (PRESETS[preset.peek()] && name in PRESETS[preset.peek()]) preset.value = 'custom';
  };
  const set = (saved) => {
    preset.value = saved.preset;
    for (const name of Object.keys(BOUNDS)) numbers[name].value = String(saved[name]);
  };
  const complaints = () => Object.keys(BOUNDS).filter((name) => complaintOf(name, numbers[name].value));
  /** A size is typed in bytes and read in a larger unit. */
  const helpOf = (name) => {
    const value = whole(numbers[name].value);
    const help = t(`full.speed.${name}.help`);
    return /bytes/i.test(name) && value ? t('full.speed.isSize', { help, size: bytes(value) }) : help;
  };
  const input = (name) => field(t(`full.speed.${name}`),
    textInput(numbers[name], { inputmode: 'numeric', set: edit(name), mono: true }),
    { required: true, help: () => helpOf(name),
      error: () => (asked.value ? complaintOf(name, numbers[name].value) : '') });
  const choice = (name) => html`<label class=${() => ({ 'pj-preset-choice': true, on: preset.value === name })}>
    <input type="radio" name="preset" value=${name} .checked=${() => preset.value === name}
      @change=${() => choose(name)}><span class="two"><b>${t(`full.speed.${name}`)}</b><small>${
        t(`full.speed.${name}.text`)}</small></span></label>`;
  const view = html`<fieldset class="pj-presets"><legend class="sr">${t('full.speed.preset')}</legend>
      ${['smooth', 'normal', 'fast', 'custom'].map(choice)}</fieldset>
    <div class="grid-form">${Object.keys(BOUNDS).map(input)}</div>`;
  const value = () => ({ preset: preset.peek(),
    ...Object.fromEntries(Object.keys(BOUNDS).map((name) => [name, Number(numbers[name].peek())])) });
  return { view, value, set, complaints, asked };
}

/** @param {import('../project.js').Shown} shown */
export function askSpeed(shown) {
  const { name, rev, file, state } = shown.record.peek();
  const form = speedForm(file.options.speed);
  return confirm({
    title: t('full.speed.title', { name }),
    size: 'wide',
    body: html`<p>${t(state === 'running' ? 'full.speed.now' : 'full.speed.later')}</p>${form.view}`,
    ok: t('full.speed.save'),
    act: async () => {
      form.asked.value = true;
      if (form.complaints().length) return false;
      const body = { options: { speed: form.value() } };
      if (!(await saveChange(shown, body, { revision: rev,
        takeTheirs: (project) => form.set(project.file.options.speed) }))) return false;
      toast(t('full.speed.saved'));
      return true;
    },
  });
}

export const rateText = (value) => (value == null ? '–' : short(value));
