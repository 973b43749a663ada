// source-rights.js: what the last test of a data source found: what the database can do for a migration, and which
// rights its account has, each missing one with the statement that grants it.
import { html } from '../core.js';
import { hasText, t } from '../i18n.js';
import { icon } from '../icons.js';
import { badge, button, copyText } from '../ui.js';

const stepOf = (test, key) => test?.steps?.find((step) => step.key === key);

/** Of a source that was tested before rights were kept: each line of the step's statement is a missing right. */
function missingOf(step) {
  const lines = (step?.fix ?? '').split('\n').map((line) => line.trim()).filter(Boolean);
  return lines.map((grant) => ({
    right: /^GRANT\s+(.+?)\s+(?:ON\s+.+?\s+)?TO\s/i.exec(grant)?.[1] ?? grant, on: '', present: false, grant,
  }));
}

/** @returns {{right: string, on: string, present: boolean, grant: string}[]} */
export const rightsOf = (source) => source.rights ?? missingOf(stepOf(source.lastTest, 'rights'));

const capabilityName = ({ key, title }) =>
  (hasText(`source.capability.${key}`) ? t(`source.capability.${key}`) : title);

const grantOf = (grant) => html`<div class="fix"><code class="mono">${grant}</code>${button(t('copy'),
  { ic: 'copy', kind: 'small', onclick: () => copyText(grant) })}</div>`;

const rightRow = ({ right, on, present, grant }) => html`<li class=${present ? '' : 'lacks'}>
  ${badge(present ? 'passed' : 'failed', present ? t('source.right.has') : t('source.right.lacks'))}
  <span class="mono">${right}${on ? html` <small class="muted">${t('source.right.on', { on })}</small>` : null}</span>
  ${present || !grant ? null : grantOf(grant)}</li>`;

/** All that is missing, for one copy. */
function grantAll(rights) {
  const grants = rights.filter((one) => !one.present && one.grant).map((one) => one.grant);
  return grants.length > 1
    ? button(t('source.right.copyAll', { count: grants.length }),
      { ic: 'copy', kind: 'small', onclick: () => copyText(grants.join('\n')) }) : null;
}

const MARKS = { true: ['check', 'ok'], false: ['x', 'bad'], null: ['ring', 'idle'] };
const markWord = (present) => t(present ? 'source.right.has' : 'source.right.lacks');

/** A fact has no mark of good or bad: it only says what was found. */
function capabilityRow(capability) {
  const present = capability.present ?? null;
  const [ic, tone] = MARKS[present];
  return html`<li class=${`tone-${tone}`}>${icon(ic)}<span><b>${capabilityName(capability)}</b>${present === null ? null
    : html`<span class="sr">${markWord(present)}</span>`} <span class="muted">${capability.found}</span></span></li>`;
}

/** Missing rights first. Nothing is shown of a data source that was never asked. */
export function rightsPanel(source) {
  if (!source.lastTest) return null;
  const rights = [...rightsOf(source)].sort((a, b) => a.present - b.present);
  const capabilities = source.capabilities ?? [];
  const step = stepOf(source.lastTest, 'rights');
  return html`${step ? html`<div class="section-h"><h3>${t('source.rights')}</h3><span class="grow"></span>
      ${grantAll(rights)}</div>
      ${rights.length ? html`<ul class="rights">${rights.map(rightRow)}</ul>`
        : html`<p class="muted">${step.detail}</p>`}` : null}
    ${capabilities.length ? html`<h3 class="gap">${t('source.capabilities')}</h3>
      <ul class="abilities">${capabilities.map(capabilityRow)}</ul>` : null}`;
}
