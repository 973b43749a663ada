// counted.js: a number and its noun in English, such as “1 table” and “2 tables”.
const plural = new Intl.PluralRules('en');

/** @param {number | string} count @param {string} one @param {string} other */
export const counted = (count, one, other) => `${count} ${plural.select(count) === 'one' ? one : other}`;
