// palette.js: Ctrl K. Pages and actions at once, what the server finds a moment later.
import { effect, html, onCleanup, signal } from './core.js';
import { api } from './api.js';
import { openDialog } from './dialogs.js';
import { t, word } from './i18n.js';
import { icon } from './icons.js';
import { navigate } from './router.js';

/** @typedef {{label: string, hint: string, ic: string, href?: string, run?: () => void, keys?: string}} Command */

const FOUND_ICONS = {
  component: 'parts', machine: 'server', dataSource: 'db', datasource: 'db', ticket: 'log', project: 'migrate',
};
const SHOWN_MAX = 14;

const matches = (command, words) => {
  const text = `${command.label} ${command.hint}`.toLowerCase();
  return words.every((one) => text.includes(one));
};

const asCommand = (found) => ({
  label: found.title,
  hint: [word('kind', found.kind), found.kind === 'project' ? word('state', found.hint) : found.hint]
    .filter(Boolean).join(' · '),
  ic: FOUND_ICONS[found.kind] ?? 'right',
  href: found.kind === 'project' ? `/migration/${found.id}` : found.href,
});

/** @param {() => Command[]} commands */
export function openPalette(commands) {
  const text = signal('');
  const found = signal(/** @type {Command[]} */ ([]));
  const hits = signal(/** @type {Command[]} */ ([]));
  const place = signal(0);
  const all = commands();

  const go = (command, close) => {
    if (!command) return;
    close();
    if (command.href) navigate(command.href);
    else command.run();
  };

  openDialog(
    (close) => {
      searchOnServer(text, found);
      effect(() => {
        const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
        hits.value = [...all.filter((one) => matches(one, words)), ...found.value].slice(0, SHOWN_MAX);
        place.value = 0;
      });
      return html`<div class="pal" @keydown=${(event) => movePlace(event, hits, place, (hit) => go(hit, close))}>
        ${searchField(text, hits, place)}
        <ul id="palette-list" role="listbox" aria-label=${t('palette.results')}>
          ${() => hits.value.map((hit, number) => option(hit, number, place, () => go(hit, close)))}</ul>
        ${() => (hits.value.length ? null : html`<p class="empty-line">${t('palette.none', { text: text.value })}</p>`)}
      </div>`;
    },
    { label: t('palette.title'), size: 'palette' },
  );
}

function searchOnServer(text, found) {
  effect(() => {
    const asked = text.value.trim();
    if (asked.length < 2) {
      found.value = [];
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await api(`/search?q=${encodeURIComponent(asked)}`, { abort: abort.signal });
        found.value = answer.items.map(asCommand);
      } catch {
        // Pages and actions stay usable when the search is not.
        if (!abort.signal.aborted) found.value = [];
      }
    }, 120);
    onCleanup(() => {
      clearTimeout(timer);
      abort.abort();
    });
  });
}

function movePlace(event, hits, place, go) {
  const count = hits.peek().length;
  if (event.key === 'Enter') go(hits.peek()[place.peek()]);
  else if (event.key === 'ArrowDown' && count) place.value = (place.peek() + 1) % count;
  else if (event.key === 'ArrowUp' && count) place.value = (place.peek() - 1 + count) % count;
  else return;
  event.preventDefault();
  document.getElementById(`palette-${place.peek()}`)?.scrollIntoView({ block: 'nearest' });
}

const searchField = (text, hits, place) => html`<label class="search big">${icon('search')}<input type="text" autofocus
  placeholder=${t('palette.placeholder')} aria-label=${t('palette.title')} role="combobox" aria-expanded="true"
  aria-controls="palette-list" aria-activedescendant=${() => (hits.value[place.value] ? `palette-${place.value}` : null)}
  autocomplete="off" spellcheck="false" @input=${(event) => { text.value = event.target.value; }}></label>`;

const option = (hit, number, place, choose) => html`<li role="option" id=${`palette-${number}`}
  aria-selected=${() => String(place.value === number)} class=${() => ({ on: place.value === number })}
  @pointermove=${() => { place.value = number; }} @click=${choose}
>${icon(hit.ic)}<span>${hit.label}</span><small>${hit.hint}</small>${hit.keys ? html`<kbd>${hit.keys}</kbd>`
  : null}</li>`;
