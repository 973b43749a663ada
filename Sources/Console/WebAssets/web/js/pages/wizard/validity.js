// validity.js: what a draft still lacks, page by page. The server has the last word; this is what can be told at once.
import { t } from '../../i18n.js';
import { readRule } from './names.js';
import { fieldsOf, isInRange } from './numbers.js';
import { reasonAgainstPair } from './pairs.js';
import { modeOf } from './selection.js';

const NAME = new RegExp('^[\\p{L}\\p{N}_.-](?:[\\p{L}\\p{N}_. -]*[\\p{L}\\p{N}_.-])?$', 'u');
export const NAME_MAX = 64;
export const OBJECTS_MAX = 10_000;

/** @returns {Record<string, {field: string, text: string}[]>} */
export const problemsOf = (content, context) => ({
  endpoints: endpointProblems(content, context),
  types: (content.steps ?? []).some((step) => step === 'schema' || step === 'full')
    || content.steps === undefined ? [] : [{ field: 'types', text: t('wizard.types.none') }],
  objects: objectProblems(content),
  options: fieldsOf(content).filter((one) => !isInRange(one)).map(({ name, min, max }) =>
    ({ field: name, text: t('form.between', { min, max }) })),
  precheck: [],
});

export function nameProblem(name) {
  if (!name) return t('form.needed');
  if ([...name].length > NAME_MAX) return t('form.tooLong', { max: NAME_MAX });
  return NAME.test(name) ? '' : t('wizard.nameForm');
}

function endpointProblems(content, context) {
  const found = [];
  const wrong = nameProblem(content.name ?? '');
  if (wrong && (content.name || context.complained.value.has('endpoints'))) found.push({ field: 'name', text: wrong });
  else if (wrong) found.push({ field: 'name', text: '' });
  else if (context.takenName.value === content.name) found.push({ field: 'name', text: t('wizard.nameTaken') });
  for (const end of ['source', 'destination']) {
    const source = context.sourceOf(end);
    const reason = source && reasonAgainstPair(end, source.kind);
    if (!content[end]?.dataSource) found.push({ field: end, text: t('form.needed') });
    else if (reason) found.push({ field: end, text: reason });
    else if (!source && context.sources.phase.value === 'ready') found.push({ field: end, text: t('wizard.endGone') });
  }
  return found;
}

function objectProblems(content) {
  const include = content.objects?.include ?? [];
  if (modeOf(content) === 'rules') {
    const lines = [...include, ...(content.objects?.exclude ?? [])].map(readRule);
    const wrong = lines.find((one) => one.problem);
    if (wrong) return [{ field: 'objects', text: t(wrong.problem) }];
  }
  if (!include.length) return [{ field: 'objects', text: t('wizard.objects.none') }];
  return [];
}
