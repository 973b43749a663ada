// source-form.js: the drawer that adds, edits or copies a data source. The fields follow the kind. A saved password is
// never shown and is kept when the field stays empty; a connection is saved after a passed test, or knowingly untested.
import { computed, effect, html, signal, untrack } from './core.js';
import { againWhenBack, api, order } from './api.js';
import { testResult } from './connection-test.js';
import { drawerFrame, mayDiscard, openDialog, resolveConflict } from './dialogs.js';
import { hasText, t, word } from './i18n.js';
import { projectsOf } from './sources/source-uses.js';
import { toast } from './overlays.js';
import { said } from './said/said.js';
import { keepTyped, typedBefore } from './typed.js';
import {
  areaInput, busy, button, emptyState, failureText, field, focusFirstComplaint, notice, selectInput, skeleton,
    textInput,
} from './ui.js';

const PLAIN_FIELDS = ['name', 'kind', 'role', 'region', 'host', 'port', 'user', 'database', 'encryption', 'remark'];
const ENCRYPTIONS = ['off', 'required', 'verified'];
/** What a test depends on; a change of name or remark leaves its result valid. */
const TESTED_FIELDS = ['kind', 'role', 'host', 'port', 'user', 'database', 'encryption'];

/** Our own words for what the server names, where there are some. */
const own = (key, standard) => (hasText(key) ? t(key) : standard);

/** What the place of a connection is called by the people who know that kind of database. */
export const databaseLabel = (kind) => own(`source.database.${kind}`, t('source.database'));

const databaseHelp = (kind) => own(`source.databaseHelp.${kind}`, t('source.databaseHelp'));

/** Fields that mean something only for an encrypted connection. */
const OPTION_ENCRYPTIONS = { authorityFile: ['verified'], certificateName: ['verified'],
  wallet: ['required', 'verified'] };

function emptySource(kind) {
  return {
    name: '', kind: kind?.kind ?? '', role: kind?.roles?.[0] ?? 'primary', region: '', host: '',
      port: kind?.defaultPort ?? '',
    user: kind?.defaultUser ?? '', database: '', encryption: 'off', remark: '', options: {},
  };
}

/** The values of the form as signals. */
function draftOf(source) {
  const draft = Object.fromEntries(PLAIN_FIELDS.map((name) => [name, signal(String(source[name] ?? ''))]));
  draft.password = signal('');
  draft.options = signal({ ...(source.options ?? {}) });
  return draft;
}

function valuesOf(draft) {
  const values = Object.fromEntries(PLAIN_FIELDS.map((name) => [name, draft[name].value.trim()]));
  values.port = /^\d+$/.test(values.port) ? Number(values.port) : values.port;
  values.options = Object.fromEntries(Object.entries(draft.options.value)
    .map(([name, value]) => [name, String(value).trim()]));
  if (draft.password.value) values.password = draft.password.value;
  return values;
}

const testKey = (values) =>
  JSON.stringify([...TESTED_FIELDS.map((name) => values[name]), values.options, values.password ?? null]);

/** How much the server takes of each. */
const LENGTHS = { name: 64, host: 255, user: 128, password: 1024, region: 64, database: 128, remark: 1024 };
const OPTION_LENGTH = 1024;

/** What must be filled before anything is sent. The server has the last word. */
function complaintsOf(values, kind) {
  const complaints = {};
  for (const name of ['name', 'host', 'user']) {
    if (!values[name]) complaints[name] = t('form.needed');
  }
  if (!Number.isInteger(values.port) || values.port < 1 || values.port > 65_535) complaints.port = t('form.port');
  for (const [name, max] of Object.entries(LENGTHS)) {
    if ([...(values[name] ?? '')].length > max) complaints[name] = t('form.tooLong', { max });
  }
  for (const [name, value] of Object.entries(values.options)) {
    if ([...value].length > OPTION_LENGTH) complaints[name] = t('form.tooLong', { max: OPTION_LENGTH });
  }
  for (const one of kind?.fields ?? []) {
    if (one.required && !values.options[one.name]) complaints[one.name] = t('form.needed');
  }
  return complaints;
}

/** @param {{which: string, list: any, kinds: any, kindsError: any, onclose: () => void}} context */
export function openSourceForm({ which, list, kinds, kindsError, onclose }) {
  const [mode, id] = which === 'new' ? ['add', null] : which.startsWith('copy.') ? ['copy', which.slice(5)]
    : ['edit', which];
  const place = `source.${which}`;
  const state = { isChanged: () => false };
  const mayDismiss = async () => {
    if (!(await mayDiscard(() => state.isChanged())())) return false;
    state.isSaved = true;
    keepTyped(place, null);
    return true;
  };
  const title = t(`source.${mode}`);
  return openDialog(
    (close, dismiss) => {
      const origin = computed(() => {
        if (!kinds.value.length) return null;
        return id ? list.rows.value.find((row) => row.id === id) : emptySource(kinds.value[0]);
      });
      const isReady = computed(() => Boolean(origin.value));
      // The dialog gives the focus when it opens; a form that comes after what it waited for takes it then.
      effect(() => {
        if (isReady.value) queueMicrotask(() => document.querySelector('dialog.drawer[open] [autofocus]')?.focus());
      });
      // The form is built once; what arrives later must not take away what is being typed.
      return () => (isReady.value
        ? untrack(() => sourceForm({ mode, origin: origin.peek(), kinds: kinds.peek(), list, close, dismiss, title,
          state, place }))
        : drawerFrame({ title, dismiss, body: () => pending(list, kindsError, id) }));
    },
    { label: title, kind: 'drawer', onclose, mayClose: mayDismiss },
  );
}

function pending(list, kindsError, id) {
  if (kindsError.value) return emptyState('error', t('failed.title'), failureText(kindsError.value));
  if (list.phase.value === 'loading' || !id) return skeleton(4);
  return emptyState('question', t('gone.title'), t('gone.text'));
}

function sourceForm(context) {
  const { mode, origin, kinds, dismiss, title, state, place } = context;
  const first = mode === 'copy' ? { ...origin, name: t('source.copyName', { name: origin.name }) } : origin;
  const draft = draftOf(first);
  const start = JSON.stringify(untrack(() => valuesOf(draft)));
  const kept = typedBefore(place);
  if (kept) fill(draft, kept.values);
  state.isChanged = () => !state.isSaved && JSON.stringify(untrack(() => valuesOf(draft))) !== start;
  const form = {
    ...context,
    draft,
    kind: computed(() => kinds.find((one) => one.kind === draft.kind.value)),
    complaints: signal({}),
    error: signal(null),
    isBusy: signal(false),
    test: signal(null),
    isTesting: signal(false),
    revision: kept?.revision ?? origin.rev,
    isRestored: signal(Boolean(kept)),
    root: null,
  };
  effect(() => {
    const { password: _, ...values } = valuesOf(draft);
    if (!state.isSaved) keepTyped(place, state.isChanged() ? { values, revision: form.revision } : null);
  });
  const startOver = () => {
    fill(draft, first);
    form.revision = origin.rev;
    form.isRestored.value = false;
  };
  const tested = computed(() => form.test.value?.key === testKey(valuesOf(draft)) ? form.test.value : null);
  const isProved = () => Boolean(tested.value?.result) && tested.value.result.outcome !== 'failed';
  const isSameConnection = () => mode === 'edit'
    && testKey(valuesOf(draft)) === testKey({ ...origin, options: origin.options ?? {} });
  const saveLabel = () => (isProved() || isSameConnection() ? t('save') : t('source.saveUntested'));
  const submit = (event) => {
    event.preventDefault();
    save(form, isProved());
  };
  return html`<form class="dw-form" @submit=${submit} ref=${(element) => { form.root = element; }}>${drawerFrame({
    title,
    dismiss,
    body: [useNotice(context), () => (form.isRestored.value ? restoredNotice(startOver) : null), formFields(form), testPanel(form, tested),
      () => (form.error.value ? notice('bad', failureText(form.error.value)) : null)],
    foot: [
      button(t('source.test'), { ic: 'plug', onclick: () => runTest(form), disabled: form.isTesting }),
      html`<span class="grow"></span>`,
      button(t('cancel'), { onclick: () => dismiss() }),
      () => button(saveLabel(),
        { kind: isProved() || isSameConnection() ? 'primary' : '', type: 'submit', disabled: form.isBusy }),
    ],
  })}</form>`;
}

/** Puts values of a source into the form; the password is typed anew. */
function fill(draft, values) {
  for (const name of PLAIN_FIELDS) draft[name].value = String(values[name] ?? '');
  draft.options.value = { ...(values.options ?? {}) };
  draft.password.value = '';
}

const restoredNotice = (startOver) => html`<div class="lead">${notice('run', html`<p>${t('source.restored')}</p>`,
  button(t('form.startOver'), { kind: 'small', onclick: startOver }))}</div>`;

/** A change reaches what uses the connection already; that is said before it is made. */
function useNotice({ mode, origin }) {
  const count = projectsOf(origin).length;
  return mode === 'edit' && count
    ? html`<div class="lead">${notice('warn', html`<p>${t('source.editInUse', { count })}</p>`)}</div>` : null;
}

function formFields(form) {
  const { draft, kinds, mode, origin } = form;
  const complaint = (name) => () => form.complaints.value[name] ?? '';
  const chooseKind = (name) => {
    const next = kinds.find((one) => one.kind === name);
    const known = kinds.map((one) => String(one.defaultPort));
    // A port or user that is somebody's standard follows the kind; a typed one stays.
    if (known.includes(draft.port.peek()) || !draft.port.peek()) draft.port.value = String(next.defaultPort);
    if (kinds.some((one) => one.defaultUser === draft.user.peek())
      || !draft.user.peek()) draft.user.value = next.defaultUser;
    if (!next.roles.includes(draft.role.peek())) draft.role.value = next.roles[0];
  };
  const kindChoices = kinds.map((one) => [one.kind, said(one.title)]);
  const passwordHelp = mode === 'edit' ? t('source.passwordKept') : mode === 'copy' ? t('source.passwordCopy')
    : t('source.passwordHelp');
  return html`<div class="grid-form">
    ${field(t('source.name'), textInput(draft.name, { autofocus: true, maxlength: 64 }),
      { required: true, error: complaint('name'), help: t('source.nameHelp') })}
    ${mode === 'edit'
      ? field(t('source.kind'), textInput(signal(said(origin.kindTitle)), { readonly: true }), { required: true })
      : field(t('source.kind'), selectInput(draft.kind, kindChoices, chooseKind),
        { required: true, error: complaint('kind') })}
    ${field(t('source.host'), textInput(draft.host, { mono: true }),
      { required: true, error: complaint('host'), help: t('source.hostHelp') })}
    ${field(t('source.port'), textInput(draft.port, { mono: true, inputmode: 'numeric' }),
      { required: true, error: complaint('port') })}
    ${field(t('source.user'), textInput(draft.user, { mono: true }), { required: true, error: complaint('user') })}
    ${field(t('source.password'),
      textInput(draft.password,
        { type: 'password', autocomplete: 'new-password', placeholder: mode === 'edit' ? '••••••••' : null }),
          { required: true, error: complaint('password'), help: passwordHelp })}
    ${() => databaseField(form, complaint)}
    ${field(t('source.encryption'),
      selectInput(draft.encryption, ENCRYPTIONS.map((name) => [name, t(`encryption.${name}`)])),
        { required: true, error: complaint('encryption') })}
    ${() => untrackedFields(form, complaint)}
    ${field(t('region'), textInput(draft.region), { error: complaint('region'), help: t('source.regionHelp') })}
    ${field(t('source.remark'), areaInput(draft.remark), { error: complaint('remark'), wide: true })}
  </div>`;
}

function databaseField(form, complaint) {
  const kind = form.kind.value?.kind;
  return untrack(() => field(databaseLabel(kind), textInput(form.draft.database, { mono: true }),
    { error: complaint('database'), help: databaseHelp(kind) }));
}

/** Role, and the fields that only this kind has. */
function untrackedFields(form, complaint) {
  const { draft } = form;
  const kind = form.kind.value;
  const encryption = draft.encryption.value;
  const isShown = ({ name }) => !OPTION_ENCRYPTIONS[name] || OPTION_ENCRYPTIONS[name].includes(encryption)
    || draft.options.peek()[name];
  return untrack(() => [
    kind && kind.roles.length > 1
      ? field(t('source.role'), selectInput(draft.role, kind.roles.map((name) => [name, word('role', name)])),
        { required: true, help: t('source.roleHelp') })
      : null,
    ...(kind?.fields ?? []).filter(isShown).map((one) => optionField(one, draft, complaint)),
  ]);
}

function optionField({ name, title, help, required }, draft, complaint) {
  const value = computed(() => String(draft.options.value[name] ?? ''));
  const set = (typed) => {
    draft.options.value = { ...draft.options.peek(), [name]: typed };
  };
  return field(own(`option.${name}`, title), textInput(value, { mono: true, set }),
    { required, help: own(`option.${name}.help`, help), error: complaint(name) });
}

function testPanel(form, tested) {
  const content = () => {
    if (form.isTesting.value) return busy(t('source.testingShort'));
    if (!form.test.value) return html`<p class="muted">${t('source.testFirst')}</p>`;
    if (form.test.value.failure) return notice('bad', failureText(form.test.value.failure));
    if (!tested.value) return notice('warn', html`<p>${t('source.testOld')}</p>`);
    return untrack(() => testResult(form.test.peek().result, { isFresh: true }));
  };
  return html`<section class="test-panel" aria-label=${t('source.testTitle')}>
    <h3>${t('source.testTitle')}</h3>${content}</section>`;
}

function check(form) {
  const values = untrack(() => valuesOf(form.draft));
  form.complaints.value = complaintsOf(values, form.kind.peek());
  if (!Object.keys(form.complaints.peek()).length) return values;
  focusFirstComplaint(form.root);
  return null;
}

/** A refusal that names a field belongs beside it, any other one below the form. */
function showRefusal(form, failure) {
  const name = failure.field.replace(/^options\./, '');
  const isKnown = name in form.draft || form.kind.peek()?.fields.some((one) => one.name === name);
  if (name && isKnown) {
    form.complaints.value = { [name]: failure.message };
    focusFirstComplaint(form.root);
  } else {
    form.error.value = failure;
  }
}

async function runTest(form) {
  const values = check(form);
  if (!values || form.isTesting.peek()) return;
  form.error.value = null;
  form.isTesting.value = true;
  const key = testKey(values);
  try {
    // The saved password is used when none was typed.
    const body = form.mode === 'edit' ? { ...values, id: form.origin.id } : values;
    const { test } = await api('/datasources/test', { method: 'POST', body });
    form.test.value = { key, result: test };
    requestAnimationFrame(() => form.root.querySelector('.test-panel')?.scrollIntoView({ block: 'start' }));
  } catch (failure) {
    if (failure.status === 422) showRefusal(form, failure);
    else form.test.value = { key, failure };
    againWhenBack(failure, () => {
      if (form.test.peek()?.failure === failure) form.test.value = null;
    });
  }
  form.isTesting.value = false;
}

async function save(form, isProved) {
  const values = check(form);
  if (!values || form.isBusy.peek()) return;
  form.error.value = null;
  form.isBusy.value = true;
  try {
    const saved = await send(form, values);
    if (saved) finish(form, saved, isProved);
  } catch (failure) {
    showRefusal(form, failure);
    againWhenBack(failure, () => {
      if (form.error.peek() === failure) form.error.value = null;
    });
  }
  form.isBusy.value = false;
}

async function send(form, values) {
  if (form.mode !== 'edit') return api('/datasources',
    { method: 'POST', body: { ...values, password: values.password ?? '' } });
  try {
    // The kind of a saved source cannot change, so it is not sent.
    const { kind, ...body } = values;
    return await api(`/datasources/${form.origin.id}`, { method: 'PATCH', body, revision: form.revision });
  } catch (failure) {
    if (failure.status !== 412) throw failure;
    const theirs = failure.current ?? (await api(`/datasources/${form.origin.id}`));
    return resolve(form, values, theirs);
  }
}

const shownName = { kind: 'source.kind', region: 'region' };

async function resolve(form, values, theirs) {
  const differences = PLAIN_FIELDS.filter((name) => String(theirs[name] ?? '') !== String(values[name] ?? ''))
    .map((name) => ({
    name: t(shownName[name] ?? `source.${name}`), theirs: String(theirs[name] ?? ''), mine: String(values[name] ?? ''),
  }));
  const choice = await resolveConflict(differences);
  if (!choice) return null;
  form.revision = theirs.rev;
  if (choice === 'mine') return send(form, values);
  fill(form.draft, theirs);
  toast(t('conflict.taken'));
  return null;
}

function finish(form, saved, isProved) {
  form.state.isSaved = true;
  keepTyped(form.place, null);
  toast(t(form.mode === 'edit' ? 'source.saved' : 'source.added', { name: saved.name ?? form.draft.name.peek() }));
  form.close();
  form.list.refresh();
  // The test of the form is not kept by the server; a saved source is tested once more, so that the list tells it.
  if (isProved && saved.id) order(`/datasources/${saved.id}`, 'test').then(form.list.refresh, () => {});
}
