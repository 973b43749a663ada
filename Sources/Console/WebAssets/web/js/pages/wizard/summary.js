// summary.js: a draft in few words: under the steps, and beside somebody else's version of it.
import { t } from '../../i18n.js';
import { integer, joined } from '../../fmt.js';
import { modeOf } from './selection.js';
import { speedOf, wholeOptions } from './numbers.js';

const nameOfSource = (context, end) => {
  const id = end?.dataSource;
  if (!id) return '';
  const row = context.sources.rows.value.find((one) => one.id === id || one.name === id);
  return row?.name ?? (context.sources.phase.value === 'loading' ? '…' : id);
};

const stepsOf = (content) => (content.steps ?? ['schema', 'full']).filter((step) => step !== 'indexes');

const SUMMARIES = {
  endpoints: (content, context) => {
    const source = nameOfSource(context, content.source);
    const destination = nameOfSource(context, content.destination);
    return source || destination ? `${source || '…'} → ${destination || '…'}` : t('wizard.summary.endpoints');
  },
  types: (content) => joined(stepsOf(content).map((step) => t(`wizard.type.${step}`))) || t('wizard.summary.types'),
  objects: (content) => {
    const count = content.objects?.include?.length ?? 0;
    if (!count) return t('wizard.summary.objects');
    return t(modeOf(content) === 'rules' ? 'wizard.summary.rules' : 'wizard.summary.chosen', { count });
  },
  options: (content) => t('wizard.summary.speed', { speed: t(`wizard.speed.${speedOf(content).preset}`) }),
  precheck: () => t('wizard.summary.precheck'),
};

export const stepSummary = (context, name) => SUMMARIES[name](context.draft.content.value, context);

/** What a person would call the parts of a draft, each as one line of text. */
function linesOf(context, content) {
  const objects = content.objects ?? {};
  const lines = {
    name: content.name ?? '',
    source: nameOfSource(context, content.source),
    destination: nameOfSource(context, content.destination),
    tags: (content.tags ?? []).join(', '),
    alertLevel: t(`projects.alert.${content.alertLevel ?? 'low'}`),
    types: joined(stepsOf(content).map((step) => t(`wizard.type.${step}`))),
    objects: shortList(objects.include),
    exclude: shortList(objects.exclude),
    map: pairs(objects.map),
    tables: pairs(objects.tables),
  };
  for (const [name, value] of Object.entries(wholeOptions(content))) {
    if (name === 'conversion') {
      for (const [inner, one] of Object.entries(value)) lines[`option.${inner}`] = plain(one);
    } else {
      lines[`option.${name}`] = plain(value);
    }
  }
  return lines;
}

const plain = (value) => (value && typeof value === 'object' ? JSON.stringify(value) : String(value));
const pairs = (members) => Object.entries(members ?? {}).map(([name, value]) => `${name}: ${plain(value)}`).join('\n');

const SHOWN = 3;

function shortList(lines = []) {
  if (lines.length <= SHOWN) return lines.join(', ');
  return t('wizard.andMore', { list: lines.slice(0, SHOWN).join(', '), count: integer(lines.length - SHOWN) });
}

/** Which objects one version has and the other has not. */
function objectDifference(mine, theirs) {
  const inMine = new Set(mine.objects?.include ?? []);
  const inTheirs = new Set(theirs.objects?.include ?? []);
  const onlyIn = (a, b) => [...a].filter((line) => !b.has(line));
  const text = (all, own) => t('wizard.objectsOnlyHere', { count: all.size, own: own.length, list: shortList(own) });
  return { mine: text(inMine, onlyIn(inMine, inTheirs)), theirs: text(inTheirs, onlyIn(inTheirs, inMine)) };
}

/** @returns {{name: string, mine: string, theirs: string}[]} */
export function differencesOf(context, mine, theirs) {
  const ours = linesOf(context, mine);
  const saved = linesOf(context, theirs);
  const sameObjects = JSON.stringify(mine.objects?.include ?? []) === JSON.stringify(theirs.objects?.include ?? []);
  const found = [];
  for (const name of new Set([...Object.keys(ours), ...Object.keys(saved)])) {
    if (name === 'objects') {
      if (!sameObjects) found.push({ name: t('wizard.part.objects'), ...objectDifference(mine, theirs) });
    } else if ((ours[name] ?? '') !== (saved[name] ?? '')) {
      found.push({ name: partName(name), mine: ours[name] ?? '', theirs: saved[name] ?? '' });
    }
  }
  return found;
}

const partName = (name) =>
  (name.startsWith('option.') ? t(`wizard.option.${name.slice(7)}`) : t(`wizard.part.${name}`));
