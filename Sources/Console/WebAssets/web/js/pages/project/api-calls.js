// api-calls.js: the requests that the console would send, as text for a script.
import { html, signal } from '../../core.js';
import { openDialog } from '../../dialogs.js';
import { t } from '../../i18n.js';
import { button, choiceBox, copyText } from '../../ui.js';

const ORDERS = ['start', 'pause', 'resume', 'release'];

/** @returns {[string, {method: string, path: string, body?: any, revision?: number}][]} */
function requestsOf(project) {
  const path = `/projects/${project.id}`;
  return [
    ...ORDERS.map((name) => [name, { method: 'POST', path: `${path}/actions/${name}`, body: {} }]),
    ['read', { method: 'GET', path }],
    ['speed', { method: 'PATCH', path, body: { options: { speed: project.file.options.speed } },
      revision: project.rev }],
    ['create', { method: 'POST', path: '/projects', body: project.file }],
    ['delete', { method: 'DELETE', path: `${path}?confirm=${encodeURIComponent(project.name)}` }],
  ];
}

/** A quote inside single quotes of a shell. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** @param {{method: string, path: string, body?: any, revision?: number}} request */
export function curlOf({ method, path, body, revision }) {
  const lines = [`curl -b "$GODWIT_COOKIE" -X ${method} ${quoted(`${location.origin}/api/v1${path}`)}`];
  if (method !== 'GET') lines.push("-H 'X-Godwit: 1'", "-H 'Content-Type: application/json'");
  if (revision != null) lines.push(`-H ${quoted(`If-Match: "${revision}"`)}`);
  if (body) lines.push(`--data ${quoted(JSON.stringify(body, null, 2))}`);
  return lines.join(' \\\n  ');
}

/** @param {import('./project.js').Shown} shown */
export function openApiCalls(shown) {
  const requests = new Map(requestsOf(shown.record.peek()));
  const chosen = signal('create');
  const text = () => curlOf(requests.get(chosen.value));
  const choices = [...requests.keys()].map((name) => [name, t(`project.api.${name}`)]);
  return openDialog(
    (close) => html`<div class="dlg"><h2>${t('project.api.title')}</h2><p>${t('project.api.text')}</p>
      <div class="row">${choiceBox(t('project.api.what'), choices, chosen, (name) => { chosen.value = name; })}
        <span class="grow"></span>${button(t('copy'), { ic: 'copy', onclick: () => copyText(curlOf(
          requests.get(chosen.peek()))) })}</div>
      <pre class="sql boxed" tabindex="0" role="region" aria-label=${t('project.api.title')}>${text}</pre>
      <div class="df">${button(t('close'), { kind: 'primary', onclick: () => close() })}</div></div>`,
    { label: t('project.api.title'), size: 'wide' },
  );
}
