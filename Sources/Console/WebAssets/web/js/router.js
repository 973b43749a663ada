// router.js: the address bar as a signal. What someone may want to share lives in the URL: page, filter, sort, drawer.
import { signal } from './core.js';

/** A slash at the end is no part of an address. */
const parse = () => ({ path: location.pathname.replace(/(.)\/+$/, '$1'), query: new URLSearchParams(location.search) });

export const route = signal(parse());

addEventListener('popstate', () => {
  route.value = parse();
});

/** @param {string} url @param {{replace?: boolean}} options */
export function navigate(url, { replace = false } = {}) {
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  route.value = parse();
}

/**
 * The parts of a path that a pattern such as `/migration/{id}/{tab?}` names, or null. The last ones may be missing when
 * they end with `?`; those do not belong to the identity of a page.
 * @param {string} pattern @param {string} path @returns {Record<string, string> | null}
 */
export function partsOf(pattern, path) {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (given.length > wanted.length) return null;
  const parts = {};
  for (const [place, one] of wanted.entries()) {
    const name = /^\{(\w+)(\??)\}$/.exec(one);
    if (name && given[place]) parts[name[1]] = decoded(given[place]);
    else if (name ? !name[2] : one !== given[place]) return null;
  }
  return parts;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** One parameter of the query, or ''. Followed when read inside a template or effect. */
export const query = (name) => route.value.query.get(name) ?? '';

/** The URL of this page with some parameters changed; an empty value removes one. */
export function urlWith(changes) {
  const next = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value == null || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return location.pathname + (text ? `?${text}` : '');
}

/** Changes parameters of the query only. Filters replace the entry; drawers push one, so that Back closes them. */
export const setQuery = (changes, { replace = true } = {}) => navigate(urlWith(changes), { replace });

const isPlainClick = (event) =>
  !event.defaultPrevented && !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey;

document.addEventListener('click', (event) => {
  const anchor = event.target.closest?.('a[href]');
  if (!anchor || !isPlainClick(event)) return;
  if (anchor.target || anchor.origin !== location.origin || anchor.hasAttribute('download')) return;
  event.preventDefault();
  navigate(anchor.pathname + anchor.search);
});
