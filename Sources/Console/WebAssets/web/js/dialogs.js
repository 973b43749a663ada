// dialogs.js: dialogs and drawers on the native <dialog>: focus stays inside, Escape closes, focus returns to the
// opener.
import { computed, effect, html, mount, onCleanup, signal, untrack } from './core.js';
import { againWhenBack, ApiError } from './api.js';
import { t } from './i18n.js';
import { query, setQuery } from './router.js';
import { button, failureText, iconButton, notice } from './ui.js';

/**
 * @param {(close: (result?: string) => void) => any} render
 * @param {{label: string, kind?: 'modal' | 'drawer', size?: string, isFixed?: boolean,
 *   mayClose?: () => boolean | Promise<boolean>, onclose?: (result: string) => void}} options
 *   `isFixed`: it cannot be dismissed · `mayClose`: asked before the operator dismisses it
 */
export function openDialog(render, { label, kind = 'modal', size = '', isFixed = false, mayClose, onclose }) {
  const dialog = document.createElement('dialog');
  dialog.className = `${kind} ${size}`;
  dialog.setAttribute('aria-label', label);
  const close = (result = '') => {
    if (dialog.open) dialog.close(result);
  };
  const dismiss = async () => {
    if (isFixed) return;
    if (!mayClose || (await mayClose())) close();
  };
  const end = mount(dialog, () => render(close, dismiss));
  document.body.append(dialog);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    dismiss();
  });
  dialog.addEventListener('keydown', (event) => {
    // The browser lets a second Escape through even when the first was refused.
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    dismiss();
  });
  dialog.addEventListener('close', () => {
    end();
    dialog.remove();
    onclose?.(dialog.returnValue);
  });
  dialog.addEventListener('pointerdown', (event) => {
    if (event.target === dialog && isOutside(dialog, event)) dismiss();
  });
  dialog.showModal();
  return close;
}

function isOutside(dialog, { clientX, clientY }) {
  const frame = dialog.getBoundingClientRect();
  return clientX < frame.left || clientX > frame.right || clientY < frame.top || clientY > frame.bottom;
}

/** The frame of a drawer: head with a title, scrolling body, foot with the buttons. */
export const drawerFrame = ({ title, badge = null, dismiss, body, foot = null }) => html`<div class="dw">
  <div class="dh"><h2>${title}</h2>${badge}<span class="grow"></span>${iconButton('x', t('close'),
    () => dismiss())}</div>
  <div class="db">${body}</div>${foot ? html`<div class="df">${foot}</div>` : null}</div>`;

/** A drawer that is open while the URL names something: it can be linked, and Back closes it. */
export function urlDrawer(parameter, open) {
  const named = computed(() => query(parameter));
  effect(() => {
    const value = named.value;
    if (!value) return;
    let isLeaving = false;
    const close = untrack(() =>
      open(value, () => {
        if (!isLeaving && query(parameter) === value) setQuery({ [parameter]: null });
      }),
    );
    onCleanup(() => {
      isLeaving = true;
      close();
    });
  });
}

/**
 * Says what will happen, to what, and what cannot be undone. With `act` the dialog stays open until it is done and
 * shows why it failed; an `act` that answers false keeps it open.
 * @param {{title: string, body: any, facts?: [string, any][], ok: string, danger?: boolean, type?: string, size?: string,
 *   act?: () => Promise<any>}} question
 * @returns {Promise<boolean>}
 */
export function confirm({ title, body, facts = [], ok, danger = false, type, act, size }) {
  const typed = signal('');
  const error = signal(/** @type {ApiError | null} */ (null));
  const isBusy = signal(false);
  return new Promise((resolve) => {
    const submit = async (event, close) => {
      event.preventDefault();
      if (isBusy.peek() || (type && typed.peek() !== type)) return;
      isBusy.value = true;
      try {
        if ((await act?.()) !== false) close('ok');
      } catch (failure) {
        error.value = failure;
        againWhenBack(failure, () => {
          if (error.peek() === failure) error.value = null;
        });
      }
      isBusy.value = false;
    };
    openDialog(
      (close, dismiss) => html`<form method="dialog" class="dlg" @submit=${(event) => submit(event, close)}>
        <h2>${title}</h2><div class="dp">${body}</div>
        ${facts.length ? factList(facts) : null}
        ${type ? typedWord(type, typed) : null}
        ${() => (error.value ? notice('bad', failureText(error.value)) : null)}
        <div class="df">${button(t('cancel'), { onclick: () => dismiss() })}
          <button type="submit" class=${`btn ${danger ? 'danger' : 'primary'}`} ?autofocus=${!type}
            ?disabled=${() => isBusy.value || (type && typed.value !== type)}><span>${ok}</span></button></div>
      </form>`,
      { label: title, size, onclose: (result) => resolve(result === 'ok') },
    );
  });
}

const typedWord = (type, typed) => html`<label class="field"><span>${t('form.typeToConfirm', { word: type })}</span>
  <input class="input mono" autofocus autocomplete="off" spellcheck="false"
    @input=${(event) => { typed.value = event.target.value; }}></label>`;

/** @param {[string, any][]} facts */
export const factList = (facts) => html`<dl class="facts">
  ${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;

/** Asked before edits are thrown away. */
export const mayDiscard = (isChanged) => () =>
  isChanged()
    ? confirm({ title: t('form.discardTitle'), body: t('form.discardText'), ok: t('form.discard'), danger: true })
    : true;

/**
 * Somebody else changed the same thing meanwhile: shows both, and lets the operator choose knowingly.
 * @param {{name: string, theirs: string, mine: string}[]} differences
 * @returns {Promise<'theirs' | 'mine' | ''>}
 */
export function resolveConflict(differences) {
  return new Promise((resolve) => {
    openDialog(
      (close, dismiss) => html`<div class="dlg"><h2>${t('conflict.title')}</h2>
        <p>${t(differences.length ? 'conflict.text' : 'conflict.none')}</p>
        ${differences.length ? differenceTable(differences) : null}
        <div class="df">${button(t('conflict.back'), { onclick: () => dismiss() })}
          ${button(t('conflict.theirs'), { onclick: () => close('theirs') })}
          ${button(t('conflict.mine'), { kind: 'primary', onclick: () => close('mine') })}</div></div>`,
      { label: t('conflict.title'), size: 'wide', onclose: resolve },
    );
  });
}

const differenceTable = (differences) =>
  html`<table class="plain"><thead><tr><th scope="col">${t('conflict.field')}</th>
    <th scope="col">${t('conflict.saved')}</th><th scope="col">${t('conflict.yours')}</th></tr></thead>
  <tbody>${differences.map(
    ({ name, theirs, mine }) => html`<tr><th scope="row">${name}</th><td class="mono"><del>${theirs || '–'}</del></td>
      <td class="mono"><ins>${mine || '–'}</ins></td></tr>`,
  )}</tbody></table>`;
