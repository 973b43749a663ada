// typed.js: what was typed into a form and is saved nowhere yet outlives a reload of the tab and the button Back. It
// stays in the tab's own store, for the account that typed it; passwords are never given to it.
import { session } from './api.js';

const placeOf = (name) => `typed:${session.peek().account ?? ''}:${name}`;

/** @param {string} name @param {any} value null when there is nothing to keep any more */
export function keepTyped(name, value) {
  try {
    if (value == null) sessionStorage.removeItem(placeOf(name));
    else sessionStorage.setItem(placeOf(name), JSON.stringify(value));
  } catch {
    // A full store keeps no second copy; the first one is on screen.
  }
}

/** What was kept under this name, or null. */
export function typedBefore(name) {
  try {
    return JSON.parse(sessionStorage.getItem(placeOf(name)));
  } catch {
    return null;
  }
}
