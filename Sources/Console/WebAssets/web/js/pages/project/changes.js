// changes.js: sends changes of a project with the revision that was read. When somebody else changed it meanwhile both
// versions are shown, and nothing is overwritten unseen.
import { api } from '../../api.js';
import { resolveConflict } from '../../dialogs.js';
import { hasText, t } from '../../i18n.js';
import { toast } from '../../overlays.js';

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const shownValue = (value) => (typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value));

/**
 * Every leaf of a change that the project has otherwise now.
 * @returns {{name: string, theirs: string, mine: string}[]}
 */
export function differencesOf(theirs, mine, path = '') {
  return Object.entries(mine).flatMap(([name, value]) => {
    const place = path ? `${path}.${name}` : name;
    const other = theirs?.[name];
    if (isObject(value) && isObject(other)) return differencesOf(other, value, place);
    if (JSON.stringify(value) === JSON.stringify(other)) return [];
    return [{ name: place, theirs: shownValue(other), mine: shownValue(value) }];
  });
}

/** The words of the page for a member of a project file; a member without words keeps its name. */
function wordsOf(place) {
  const [, inner] = /^options\.(.+)$/.exec(place) ?? [];
  const [, ofSpeed] = /^options\.speed\.(.+)$/.exec(place) ?? [];
  const keys = { name: 'project.name', tags: 'projects.tags', alertLevel: 'projects.alert' };
  const key = keys[place] ?? (ofSpeed ? `full.speed.${ofSpeed}` : `project.option.${inner}`);
  return hasText(key) ? t(key) : place;
}

/**
 * @param {import('./project.js').Shown} shown
 * @param {any} body members of a project file
 * @param {{revision: number, takeTheirs?: (project: any) => void}} options `revision`: of the project that the form
 *   was made from
 * @returns {Promise<boolean>} false: nothing was saved, and the form stays
 */
export async function saveChange(shown, body, { revision, takeTheirs = () => {} }) {
  // Whose form took the saved values over goes on from them.
  const from = Math.max(revision, shown.takenRevision ?? 0);
  try {
    await api(`/projects/${shown.id}`, { method: 'PATCH', body, revision: from });
  } catch (failure) {
    if (failure.status !== 412 || !failure.current) throw failure;
    const answer = await resolveConflict(differencesOf(failure.current.file, body)
      .map((one) => ({ ...one, name: wordsOf(one.name) })));
    if (answer === 'mine') return saveChange(shown, body, { revision: failure.current.rev, takeTheirs });
    await shown.refresh();
    if (answer === 'theirs') {
      shown.takenRevision = failure.current.rev;
      takeTheirs(failure.current);
      toast(t('project.theirsTaken'));
    }
    return false;
  }
  await shown.refresh();
  return true;
}
