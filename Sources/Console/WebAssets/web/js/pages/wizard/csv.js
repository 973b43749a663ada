// csv.js: the chosen objects as CSV, which the import reads back the same.
import { html } from '../../core.js';
import { t } from '../../i18n.js';
import { toast } from '../../overlays.js';
import { parts, quoted } from './names.js';

const HEAD = ['source database', 'source table', 'destination database', 'destination table', 'column mapping',
  'row filter'];

const cell = (text) => (/[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text);

/** The database at the destination: of a rename that names one, else of the schema. */
function databaseOf(selection, at) {
  const names = parts(selection.wish(at)?.rename ?? '');
  return names ? names[0].text : selection.database(selection.catalogue.schemaName(at));
}

export function csvOf(selection, places) {
  const { catalogue } = selection;
  const lines = places.map((at) => {
    const wish = selection.wish(at) ?? {};
    const mapping = Object.entries(wish.columns ?? {}).sort().map(([from, to]) => `${quoted(from)}=${quoted(to)}`);
    return [catalogue.schemaName(at), catalogue.name[at], databaseOf(selection, at), selection.nameOf(at),
      mapping.join('; '), wish.filter ?? ''];
  });
  return [HEAD, ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
}

export function exportObjects(context, selection) {
  const text = csvOf(selection, selection.places());
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const name = context.draft.content.peek().name || 'objects';
  html`<a href=${address} download=${`${name}.csv`}></a>`.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
  toast(t('wizard.exported', { count: selection.stat.peek().count }));
}
