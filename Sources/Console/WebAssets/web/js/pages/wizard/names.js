// names.js: names and patterns as the server reads them: `SCHEMA.PATTERN`, double quotes around a name that holds
// points, blanks or wildcards, `*` `?` `[a-z]` `[!a-z]` in a pattern.

const PLAIN = new RegExp('^[\\p{L}\\p{N}_$#]+$', 'u');

/** A name as a rule holds it. */
export const quoted = (name) => (PLAIN.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** The rule that takes this one object. */
export const ruleFor = (schema, name) => `${quoted(schema)}.${quoted(name)}`;

/** The first place of a mark outside quotes, or -1. */
function placeOutside(mark, text) {
  let inQuotes = false;
  for (let place = 0; place < text.length; place += 1) {
    if (text[place] === '"') inQuotes = !inQuotes;
    else if (text[place] === mark && !inQuotes) return place;
  }
  return -1;
}

/** @returns {{text: string, isQuoted: boolean}} */
function word(text) {
  const trimmed = text.trim();
  if (trimmed.length < 2 || trimmed[0] !== '"' || !trimmed.endsWith('"')) return { text: trimmed, isQuoted: false };
  return { text: trimmed.slice(1, -1).replaceAll('""', '"'), isQuoted: true };
}

/** Both words of `SCHEMA.NAME`, or null. */
export function parts(text) {
  const place = placeOutside('.', text);
  return place < 0 ? null : [word(text.slice(0, place)), word(text.slice(place + 1))];
}

/** The name of an object without its schema: `db.name` and `name` both give `name`. */
export const lastName = (text) => (parts(text) ?? [null, word(text)])[1].text;

const isPattern = (text) => /[*?]/.test(text) || /\[!?[^\]]+\]/.test(text);

const escaped = (text) => text.replace(/[.+^${}()|\\[\]*?]/g, '\\$&');

/** The characters of one bracket, as a class of a regular expression. */
const classOf = (inside) => {
  const isNegated = inside[0] === '!';
  const characters = (isNegated ? inside.slice(1) : inside).replace(/[\\\]^]/g, '\\$&');
  // A minus that makes no range stands for itself.
  const safe = characters.replace(/^-|-$/g, '\\-');
  return `[${isNegated ? '^' : ''}${safe}]`;
};

/** A pattern as a regular expression over the whole name; a bracket that is not closed stands for itself. */
export function glob(pattern, flags = 'su') {
  let source = '';
  for (let place = 0; place < pattern.length; place += 1) {
    const character = pattern[place];
    const end = character === '[' ? pattern.indexOf(']', place + 1) : -1;
    const inside = end > 0 ? pattern.slice(place + 1, end) : '';
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else if (inside && inside !== '!') {
      source += classOf(inside);
      place = end;
    } else source += escaped(character);
  }
  try {
    return new RegExp(`^${source}$`, flags);
  } catch {
    // A range from high to low: the brackets stand for themselves.
    return new RegExp(`^${escaped(pattern)}$`, flags);
  }
}

/**
 * One line of the matching rules.
 * @returns {{line: string, isEmpty?: boolean, problem?: string, schema?: string, matches?: (name: string) => boolean,
 *   isExact?: boolean, mapped?: (schema: string, name: string) => [string, string]}}
 *   `problem` is the key of the text that says what is wrong
 */
export function readRule(line) {
  if (!line.trim()) return { line, isEmpty: true };
  const equals = placeOutside('=', line);
  const names = parts(equals < 0 ? line : line.slice(0, equals));
  if (!names || !names[0].text || !names[1].text) return { line, problem: 'wizard.rules.notANameOfTwo' };
  const [schema, name] = names;
  if (!schema.isQuoted && isPattern(schema.text)) return { line, problem: 'wizard.rules.schemaIsAPattern' };
  const isExact = name.isQuoted || !isPattern(name.text);
  const pattern = isExact ? null : glob(name.text);
  const rule = {
    line, schema: schema.text, isExact,
    matches: isExact ? (other) => other === name.text : (other) => pattern.test(other),
  };
  return equals < 0 ? rule : withDestination(rule, line.slice(equals + 1));
}

function withDestination(rule, text) {
  const names = parts(text);
  if (!names || !names[0].text || !names[1].text) return { line: rule.line, problem: 'wizard.rules.destination' };
  const [database, object] = names;
  const isKept = object.text === '*' && !object.isQuoted;
  const isWild = (one) => !one.isQuoted && isPattern(one.text);
  if (isWild(database) || (isWild(object) && !isKept)) {
    return { line: rule.line, problem: 'wizard.rules.destinationIsAPattern' };
  }
  return { ...rule, mapped: (_, name) => [database.text, isKept ? name : object.text] };
}

/** What the operator types above the tree: words that all occur, or a pattern; upper and lower case are the same. */
export function nameFilter(typed) {
  const text = typed.trim();
  if (!text) return null;
  if (/[*?[]/.test(text)) {
    const pattern = glob(text, 'isu');
    return (name, whole) => pattern.test(name) || pattern.test(whole);
  }
  const words = text.toUpperCase().split(/\s+/);
  return (_, whole) => {
    const upper = whole.toUpperCase();
    return words.every((one) => upper.includes(one));
  };
}
