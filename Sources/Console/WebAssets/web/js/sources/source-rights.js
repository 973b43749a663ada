// source-rights.js: what the last test of a data source found: what the database can do for a migration, and which
// rights its account has, each missing one with the statement that grants it.
import { html } from '../core.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { badge, button, copyText } from '../ui.js';

const stepOf = (test, key) => test?.steps?.find((step) => step.key === key);

/** The lines of a step's statement that give rights: `GRANT SELECT ANY TABLE TO MOVER;`. */
function missingOf(step) {
  const lines = (step?.fix ?? '').split('\n').map((line) => line.trim()).filter(Boolean);
  return lines.map((grant) => ({
    right: /^GRANT\s+(.+?)\s+(?:ON\s+.+?\s+)?TO\s/i.exec(grant)?.[1] ?? grant, present: false, grant,
  }));
}

/** @returns {{right: string, present: boolean, grant?: string}[]} */
export const rightsOf = (source) => source.rights ?? missingOf(stepOf(source.lastTest, 'rights'));

/** @returns {string[]} */
export function capabilitiesOf(source) {
  const told = source.capabilities;
  if (Array.isArray(told)) return told.map((one) => (typeof one === 'string' ? one : one.text ?? one.title ?? one.name));
  const step = stepOf(source.lastTest, 'capabilities');
  if (!step || step.outcome === 'skipped') return [];
  return step.detail.replace(/\.$/, '').split(';').map((one) => one.trim()).filter(Boolean);
}

const rightRow = ({ right, present, grant }) => html`<li class=${present ? '' : 'lacks'}>
  ${badge(present ? 'passed' : 'failed', present ? t('source.right.has') : t('source.right.lacks'))}
  <span class="mono">${right}</span>
  ${present || !grant ? null : html`<div class="fix"><code class="mono">${grant}</code>${button(t('copy'),
    { ic: 'copy', kind: 'small', onclick: () => copyText(grant) })}</div>`}</li>`;

/** All that is missing, for one copy. */
function grantAll(rights) {
  const grants = rights.filter((one) => !one.present && one.grant).map((one) => one.grant);
  return grants.length > 1
    ? button(t('source.right.copyAll', { count: grants.length }),
      { ic: 'copy', kind: 'small', onclick: () => copyText(grants.join('\n')) }) : null;
}

/** Missing rights first. Nothing is shown of a data source that was never asked. */
export function rightsPanel(source) {
  if (!source.lastTest) return null;
  const rights = [...rightsOf(source)].sort((a, b) => a.present - b.present);
  const capabilities = capabilitiesOf(source);
  const step = stepOf(source.lastTest, 'rights');
  return html`${step ? html`<div class="section-h"><h3>${t('source.rights')}</h3><span class="grow"></span>
      ${grantAll(rights)}</div>
      ${rights.length ? html`<ul class="rights">${rights.map(rightRow)}</ul>`
        : html`<p class="muted">${step.detail}</p>`}` : null}
    ${capabilities.length ? html`<h3 class="gap">${t('source.capabilities')}</h3>
      <ul class="abilities">${capabilities.map((one) => html`<li>${icon('ring')}<span>${one}</span></li>`)}</ul>`
      : null}`;
}
