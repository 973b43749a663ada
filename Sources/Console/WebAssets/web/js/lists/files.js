// files.js: what a person takes along from the console: a file that the browser made from what is shown.
import { html } from '../core.js';

const REVOKE_AFTER = 1_000;

/** @param {string} name @param {string} type of its content @param {string} text */
export function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  html`<a href=${address} download=${name}></a>`.click();
  setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER);
}

/** A cell that begins like a formula would be run by a spreadsheet, so that it gets a quote in front. */
function cellOf(value) {
  if (value == null) return '';
  if (typeof value === 'number') return String(value);
  const text = String(value);
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) || plain !== plain.trim() ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Lines of cells as CSV, with the mark that lets spreadsheets read every letter. */
export const csvText = (lines) => `\ufeff${lines.map((line) => line.map(cellOf).join(',')).join('\r\n')}\r\n`;

/** A moment that a spreadsheet and a person can read, in UTC, which the head of its column says. */
export const csvMoment = (moment) => (moment ? new Date(moment).toISOString().replace('T', ' ').slice(0, 19) : '');
