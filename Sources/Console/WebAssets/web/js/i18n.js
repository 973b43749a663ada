// i18n.js: every text of the console, by meaning. `t(key, values)` fills `{name}` holes; a text that depends on a number
// is a function of its values. No sentence is glued together from parts. A missing key is an error that the tests see.
import { signal } from './core.js';

/** Only the chosen language is loaded. */
export const languages = {
  en: { name: 'English', tag: 'en', load: () => import('./texts/en.js') },
  zh: { name: '简体中文', tag: 'zh-CN', load: () => import('./texts/zh.js') },
};

/** @type {Record<string, Record<string, string | ((values: any) => string)>>} */
const loaded = {};
/** What the server says in English, with the same in a language: of every language that was loaded. */
const loadedSayings = {};
/** The areas of large pages that were opened: they follow a change of the language. */
const areas = new Set();

const preferred = () => {
  const saved = localStorage.getItem('language');
  if (saved in languages) return saved;
  return /^zh\b/i.test(navigator.language) ? 'zh' : 'en';
};

async function load(code) {
  const { texts, later, said = [] } = await languages[code].load();
  const more = await Promise.all([...areas].map((area) => later[area]()));
  loadedSayings[code] = [...new Set([said, ...more.map((one) => one.said ?? [])].flat())];
  loaded[code] = Object.assign({}, texts, ...more.map((one) => one.texts));
}

export const language = signal(preferred());
await load(language.peek());

/** The texts of a large page, which come with the page: `wizard`, `project`. */
export async function loadTexts(area) {
  if (areas.has(area) && loaded[language.peek()]) return;
  areas.add(area);
  await load(language.peek());
}

/** The whole console is drawn anew in the other language. */
export async function setLanguage(code) {
  await load(code);
  localStorage.setItem('language', code);
  document.documentElement.lang = languages[code].tag;
  language.value = code;
}

/** @param {string} key @param {Record<string, any>} [values] @returns {string} */
export function t(key, values = {}) {
  const text = loaded[language.peek()][key];
  if (text === undefined) {
    console.error(`No text for “${key}”.`);
    return key;
  }
  if (typeof text === 'function') return text(values);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** @returns {[string, string][]} sentences of the server and the same in the present language; none in English */
export const sayings = () => loadedSayings[language.peek()];

/** Whether a text exists, for words that come from the server. */
export const hasText = (key) => key in loaded[language.peek()];

/** The word for something the server names; a name without a text is shown as it is. */
export const word = (group, name) => (hasText(`${group}.${name}`) ? t(`${group}.${name}`) : String(name));
