// log-view.js: the last lines of a log: follow, filter, level colours, wrap, download.
import { computed, each, effect, html, onCleanup, signal } from './core.js';
import { api } from './api.js';
import { t } from './i18n.js';
import { button, emptyState, failureText, kept, notice, searchBox, skeleton, toggle } from './ui.js';

const LINES = 1_000;
const FOLLOW_MILLISECONDS = 2_000;
const LEVELS = [
  [/\b(error|fatal|critical)\b/i, 'bad'],
  [/\b(warn|warning)\b/i, 'warn'],
  [/\b(debug|trace)\b/i, 'dim'],
];

const wrap = kept('log.wrap', 'off');

/** The level is looked for at the head of the line only: a message may speak of an error. */
const levelOf = (line) => LEVELS.find(([pattern]) => pattern.test(line.slice(0, 80)))?.[1] ?? '';

/** @param {string} path @param {() => string} name used for the downloaded file */
export function logView(path, name) {
  const log = signal(null);
  const error = signal(null);
  const wanted = signal('');
  const isFollowing = signal(true);
  let box = null;

  const load = async () => {
    try {
      const answer = await api(`${path}?lines=${LINES}`);
      error.value = null;
      log.value = answer;
    } catch (failure) {
      error.value = failure;
    }
  };
  load();
  effect(() => {
    if (!isFollowing.value) return;
    const timer = setInterval(() => {
      if (!document.hidden) load();
    }, FOLLOW_MILLISECONDS);
    onCleanup(() => clearInterval(timer));
  });

  const lines = computed(() => {
    const words = wanted.value.toLowerCase();
    const all = (log.value?.lines ?? []).map((text, place) => ({ text, place, level: levelOf(text) }));
    return words ? all.filter((line) => line.text.toLowerCase().includes(words)) : all;
  });
  effect(() => {
    lines.value;
    if (isFollowing.value) requestAnimationFrame(() => { if (box) box.scrollTop = box.scrollHeight; });
  });
  // Scrolling up is wanting to read: following would pull the text away.
  const noteScroll = () => {
    if (isFollowing.peek() && box.scrollHeight - box.scrollTop - box.clientHeight > 80) isFollowing.value = false;
  };
  const download = () => {
    const address = URL.createObjectURL(new Blob([log.peek().lines.join('\n') + '\n'], { type: 'text/plain' }));
    const anchor = html`<a href=${address} download=${`${name()}.log`}></a>`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 1_000);
  };

  const content = () => {
    if (!log.value) return error.value ? emptyState('error', t('failed.title'), failureText(error.value)) : skeleton(4);
    return null;
  };
  return html`<div class="log-tools">${searchBox(t('log.filter'), () => wanted.value,
    (text) => { wanted.value = text; })}
      <span class="muted num">${() => t('log.lines',
        { shown: lines.value.length, total: log.value?.lines.length ?? 0 })}</span>
      <span class="grow"></span>
      ${toggle('down', t('log.follow'), isFollowing, (on) => { isFollowing.value = on; })}
      ${toggle('wrap', t('log.wrap'), () => wrap.signal.value === 'on', (on) => wrap.set(on ? 'on' : 'off'))}
      ${button(t('log.download'),
        { ic: 'download', kind: 'small', onclick: download, disabled: () => !log.value })}</div>
    ${() => (error.value && log.value ? notice('bad', failureText(error.value)) : null)}${content}
    <div class=${() => `log ${wrap.signal.value === 'on' ? 'wrapped'
      : ''}`} tabindex="0" role="log" aria-label=${t('component.tab.log')}
      aria-live="off" ref=${(element) => { box = element; }} @scroll=${noteScroll} ?hidden=${() => !log.value}
    >${each(lines, (line) => `${line.place}:${line.text}`,
      (line) => html`<div class=${`line ${line.peek().level}`}>${line.peek().text}</div>`)}
      ${() => (log.value && !lines.value.length
        ? html`<p class="empty-line">${t(log.value.lines.length ? 'noMatch.title' : 'log.empty')}</p>` : null)}</div>
    <p class="muted mono small">${() => log.value?.file ?? ''} ${() => (log.value?.truncated
      ? t('log.truncated', { lines: LINES }) : '')}</p>`;
}
