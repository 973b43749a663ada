// summaries.js: how a thing is summed up in a cell, for the pages that share it.
import { html } from './core.js';
import { percent } from './fmt.js';
import { bar, usageTone } from './ui.js';

/** The outcome of the last connection test of a data source, or 'untested'. */
export const testState = (source) => source.lastTest?.outcome ?? 'untested';

/** What a machine that is down last used says nothing of now. */
export const usageNow = (row, share) => (row.state === 'down' ? null : share);

export const shareOf = (usage) => (usage?.total ? usage.used / usage.total : null);

/** A share as number and bar, with words beside the number. */
export const usageCell = (share, words) => html`<span class="usage">
  <span class="num"><b>${() => percent(share())}</b> <small>${words}</small></span>
  ${bar(share, () => usageTone(share() ?? 0))}</span>`;
