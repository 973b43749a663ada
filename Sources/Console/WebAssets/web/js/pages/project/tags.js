// tags.js: the tags of a project: at most four words to find it again.
import { computed, html, signal } from '../../core.js';
import { api } from '../../api.js';
import { confirm } from '../../dialogs.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { toast } from '../../overlays.js';
import { saveChange } from './changes.js';

const TAGS_MAX = 4;
const LENGTH_MAX = 20;

/** Words that are separated by blanks or commas, each once. */
const wordsOf = (text) => [...new Set(text.split(/[\s,，、]+/).filter(Boolean))];

function complaintOf(tags) {
  if (tags.length > TAGS_MAX) return t('project.tags.tooMany', { max: TAGS_MAX });
  const long = tags.find((tag) => [...tag].length > LENGTH_MAX);
  return long ? t('project.tags.tooLong', { tag: long, max: LENGTH_MAX }) : '';
}

/** @param {import('./project.js').Shown} shown */
export function openTags(shown) {
  const { name, tags, rev } = shown.record.peek();
  const chosen = signal([...tags]);
  const typed = signal('');
  const known = signal([]);
  const complaint = signal('');
  api('/project-tags').then((answer) => { known.value = answer.items ?? answer; }, () => {});
  const offered = computed(() => known.value.filter((tag) => !chosen.value.includes(tag)).slice(0, 12));
  const take = (text) => {
    const next = [...new Set([...chosen.peek(), ...wordsOf(text)])];
    complaint.value = complaintOf(next);
    if (complaint.peek()) return false;
    chosen.value = next;
    typed.value = '';
    return true;
  };
  const drop = (tag) => {
    chosen.update((all) => all.filter((one) => one !== tag));
    complaint.value = complaintOf(chosen.peek());
  };
  const key = (event) => {
    if ((event.key === 'Enter' || event.key === ',') && typed.peek().trim()) {
      event.preventDefault();
      take(typed.peek());
    } else if (event.key === 'Backspace' && !typed.peek() && chosen.peek().length) {
      drop(chosen.peek().at(-1));
    }
  };
  const chip = (tag) => html`<span class="chip">${tag}<button type="button" aria-label=${t('project.tags.remove',
    { tag })} @click=${() => drop(tag)}>${icon('x')}</button></span>`;
  const body = html`<p>${t('project.tags.text', { max: TAGS_MAX })}</p>
    <div class=${() => ({ field: true, wrong: Boolean(complaint.value) })}><label for="tags-field">${
      t('project.tags')}</label>
      <div class="chips">${() => chosen.value.map(chip)}<input id="tags-field" class="input" autofocus
        autocomplete="off" spellcheck="false" maxlength="90" aria-describedby="tags-complaint" .value=${typed}
        aria-invalid=${() => (complaint.value ? 'true' : null)} @keydown=${key}
        @input=${(event) => { typed.value = event.target.value; }}></div>
      <small id="tags-complaint" class="complaint" ?hidden=${() => !complaint.value}>${icon('error')}<span>${
        complaint}</span></small></div>
    <div class="offered" ?hidden=${() => !offered.value.length}><small>${t('project.tags.used')}</small>${() =>
      offered.value.map((tag) => html`<button type="button" class="tag-button" @click=${() => take(tag)}>${
        tag}</button>`)}</div>`;
  return confirm({
    title: t('project.tags.title', { name }),
    body,
    ok: t('save'),
    act: async () => {
      if (typed.peek().trim() && !take(typed.peek())) return false;
      if (complaint.peek()) return false;
      if (!(await saveChange(shown, { tags: chosen.peek() }, { revision: rev,
        takeTheirs: (project) => { chosen.value = [...project.tags]; } }))) return false;
      toast(t('project.tags.saved', { name }));
      return true;
    },
  });
}
