// appearance.js: the theme. Auto follows the system; theme.js has set it before the first paint.
import { computed, effect, signal } from './core.js';
import { kept } from './ui.js';

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(systemIsDark.matches);
systemIsDark.addEventListener('change', () => {
  systemDark.value = systemIsDark.matches;
});

/** 'auto', 'light' or 'dark' */
export const theme = kept('theme', 'auto');

export const isDark = computed(() => {
  const chosen = theme.signal.value;
  return chosen === 'auto' ? systemDark.value : chosen === 'dark';
});

effect(() => {
  document.documentElement.dataset.theme = isDark.value ? 'dark' : 'light';
});
