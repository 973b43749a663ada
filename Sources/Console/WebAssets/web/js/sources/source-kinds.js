// source-kinds.js: the kinds of data sources that this server knows, for filters and forms; read once for the tab.
import { signal } from '../core.js';
import { againWhenBack, api } from '../api.js';

const kinds = signal([]);
const error = signal(null);
let isAsked = false;

async function read() {
  isAsked = true;
  try {
    const answer = await api('/datasource-kinds');
    kinds.value = Array.isArray(answer) ? answer : answer.items;
    error.value = null;
  } catch (failure) {
    error.value = failure;
    isAsked = false;
    againWhenBack(failure, read);
  }
}

/** What was not read because of a failure is asked for by the next page that needs it. */
export function sourceKinds() {
  if (!isAsked) read();
  return { kinds, error };
}
