// connection-test.js: the result of Test connection, step by step: outcome as shape and word, what was found, what
// to do.
import { effect, html, onCleanup, signal } from './core.js';
import { duration } from './fmt.js';
import { t } from './i18n.js';
import { said } from './said/said.js';
import { badge, button, copyText, tone } from './ui.js';

const STEP_DELAY = 90;

const elapsedText = (milliseconds) =>
  milliseconds < 1000 ? `${Math.round(milliseconds)}\u202fms` : duration(milliseconds / 1000);

function stepRow(step) {
  return html`<li class=${`step-row is-${step.outcome}`}>
    ${badge(step.outcome)}
    <div class="step-text"><b>${said(step.title)}</b><p>${said(step.detail)}</p>
      ${step.advice ? html`<p class="advice">${said(step.advice)}</p>` : null}
      ${step.fix ? fixBlock(step.fix) : null}</div>
    <span class="num muted">${step.outcome === 'skipped' ? '' : elapsedText(step.elapsed ?? 0)}</span></li>`;
}

const fixBlock = (fix) => html`<div class="fix"><code class="mono">${fix}</code>
  ${button(t('copy'), { ic: 'copy', kind: 'small', onclick: () => copyText(fix) })}</div>`;

/**
 * @param {{outcome: string, product?: string, steps: any[]}} test
 * @param {{isFresh?: boolean}} options `isFresh`: the steps appear one after the other
 */
export function testResult(test, { isFresh = false } = {}) {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const shown = signal(isFresh && !isCalm ? 0 : test.steps.length);
  effect(() => {
    if (shown.value >= test.steps.length) return;
    const timer = setTimeout(() => {
      shown.value += 1;
    }, STEP_DELAY);
    onCleanup(() => clearTimeout(timer));
  });
  const isComplete = () => shown.value >= test.steps.length;
  return html`<div class="test" aria-live="polite">
    ${test.product ? html`<p class="muted">${t('source.product', { product: test.product })}</p>` : null}
    <ol class="steps">${test.steps.map((step, place) => () => (place < shown.value ? stepRow(step) : null))}</ol>
    ${() => (isComplete()
      ? html`<p class=${`verdict tone-${tone(test.outcome)}`}>${t(`source.verdict.${test.outcome}`)}</p>`
        : null)}</div>`;
}
