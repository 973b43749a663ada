// tags.js: the tags of projects: their bounds, the field they are typed into, and the dialog of one project. The wizard,
// the list and the page of a project have them from here.
import { computed, html, signal } from '../core.js';
import { api } from '../api.js';
import { openDialog } from '../dialogs.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { toast } from '../overlays.js';
import { button, failureText, field, focusFirstComplaint, notice } from '../ui.js';

/** As the server has them (`ProjectTags`). */
export const TAGS_MAX = 4;
export const TAG_CHARACTERS_MAX = 20;
const OFFERED_MAX = 12;

/** Words that are separated by blanks or commas, each once. */
export const tagsIn = (text) => [...new Set(text.split(/[\s,，、]+/).filter(Boolean))];

/** The bounds in words, for the help of every field that takes tags. */
export const boundsText = (key) => t(key, { most: TAGS_MAX, length: TAG_CHARACTERS_MAX });

/** Why one of the words is no tag, or ''. */
export function lengthComplaint(tags) {
  const long = tags.find((tag) => [...tag].length > TAG_CHARACTERS_MAX);
  return long ? t('tags.tooLong', { tag: long, length: TAG_CHARACTERS_MAX }) : '';
}

const complaintOf = (tags) => (tags.length > TAGS_MAX ? boundsText('tags.tooMany') : lengthComplaint(tags));

/**
 * What is chosen as words that can be taken off, and room for more. A word that does not fit is told while it is typed.
 * @param {{tags: () => string[], set: (tags: string[]) => void, label: string, isOptional?: boolean,
 *   autofocus?: boolean}} options
 * @returns {{view: Node, take: () => boolean}} `take`: takes what is typed over, false when it does not fit
 */
export function tagField({ tags, set, label, isOptional = false, autofocus = false }) {
  const typed = signal('');
  const known = signal([]);
  api('/project-tags').then((answer) => { known.value = answer.items ?? answer; }, () => {});
  const offered = computed(() => known.value.filter((tag) => !tags().includes(tag)).slice(0, OFFERED_MAX));
  const withTyped = (text) => [...new Set([...tags(), ...tagsIn(text)])];
  const complaint = computed(() => (typed.value.trim() ? complaintOf(withTyped(typed.value)) : ''));
  const take = (text = typed.peek()) => {
    const next = withTyped(text);
    if (complaintOf(next)) {
      typed.value = text;
      return false;
    }
    typed.value = '';
    if (next.length !== tags().length) set(next);
    return true;
  };
  const drop = (tag) => set(tags().filter((one) => one !== tag));
  const onKey = (event) => {
    // Enter that ends a word of an input method is not meant for the field.
    if (event.isComposing) return;
    const isEnter = event.key === 'Enter' && !event.ctrlKey && !event.metaKey;
    if ((isEnter || event.key === ',' || event.key === '，') && typed.peek().trim()) {
      event.preventDefault();
      take();
    } else if (event.key === 'Backspace' && !event.target.value && tags().length) {
      drop(tags().at(-1));
    }
  };
  const chip = (tag) => html`<span class="tag closes">${tag}<button type="button" aria-label=${t('tags.drop', { tag })}
    @click=${() => drop(tag)}>${icon('x')}</button></span>`;
  const control = ({ id, describedBy, invalid }) => html`<div class="tag-field">${() => tags().map(chip)}
    <input class="input" id=${id} aria-describedby=${describedBy} aria-invalid=${invalid} autocomplete="off"
      spellcheck="false" ?autofocus=${autofocus} .value=${typed} @keydown=${onKey} @change=${() => take()}
      @input=${(event) => { typed.value = event.target.value; }}></div>`;
  const offers = () => (offered.value.length && tags().length < TAGS_MAX ? html`<div class="offered"><small>${
    t('tags.inUse')}</small>${offered.value.map((tag) => html`<button type="button" class="tag-button"
      @click=${() => take(tag)}>${tag}</button>`)}</div>` : null);
  const view = html`<div class="with-offers">${field(label, control,
    { required: !isOptional, help: boundsText('tags.help'), error: () => complaint.value })}${offers}</div>`;
  return { view, take };
}

/**
 * Asks for the tags of one project.
 * @param {{name: string, tags: string[]}} project
 * @param {(tags: string[], takeTheirs: (theirs: {tags: string[]}) => void) => Promise<boolean>} save answers whether it
 *   was done; the dialog stays when not
 */
export function askTags(project, save) {
  const tags = signal([...project.tags]);
  const error = signal(null);
  const isBusy = signal(false);
  const title = t('tags.title', { name: project.name });
  const input = tagField({ tags: () => tags.value, set: (next) => { tags.value = next; }, label: t('tags.one'),
    autofocus: true });
  let root = null;
  const submit = async (event, close) => {
    event.preventDefault();
    if (isBusy.peek()) return;
    if (!input.take()) {
      focusFirstComplaint(root);
      return;
    }
    isBusy.value = true;
    error.value = null;
    try {
      if (await save(tags.peek(), (theirs) => { tags.value = [...theirs.tags]; })) {
        toast(t('tags.saved', { name: project.name }));
        close();
      }
    } catch (failure) {
      error.value = failure;
    }
    isBusy.value = false;
  };
  openDialog(
    (close, dismiss) => html`<form class="dlg" @submit=${(event) => submit(event, close)}
      ref=${(element) => { root = element; }}><h2>${title}</h2>${input.view}
      ${() => (error.value ? notice('bad', failureText(error.value)) : null)}
      <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
        ${button(t('save'), { kind: 'primary', type: 'submit', disabled: isBusy })}</div></form>`,
    { label: title },
  );
}
