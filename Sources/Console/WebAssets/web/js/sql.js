// sql.js: SQL with colours, an editor for it on a real <textarea>, so that undo, input methods and screen readers keep
// working, and the difference of two texts line by line.
import { effect, html } from './core.js';
import { t } from './i18n.js';

const KEYWORDS = new Set(
  `ADD ALTER ALWAYS AND AS ASC AUTO_INCREMENT BETWEEN BY CASCADE CASE CHARSET CHARACTER CHECK COLLATE COLUMN COLUMNS
  COMMENT COMMIT CONSTRAINT CREATE DATABASE DEFAULT DELETE DESC DISABLE DISTINCT DROP ELSE ENABLE END ENGINE EXISTS
  FOREIGN FORCE FROM FULLTEXT GENERATED GLOBAL GRANT GROUP HASH HAVING IDENTITY IF IN INDEX INNER INSERT INTERVAL INTO
  IS JOIN KEY KEYS LEFT LESS LIKE LIST LOCAL MAXVALUE MODIFY NOT NULL ON OR ORDER OUTER PARTITION PARTITIONS PCTFREE
  PRIMARY RANGE REFERENCES REPLACE RIGHT ROW SELECT SEQUENCE SET STORAGE STORED SUBPARTITION SUPPLEMENTAL TABLE
  TABLESPACE TEMPORARY THAN THEN TO TRIGGER UNION UNIQUE UPDATE USING VALUES VIEW VIRTUAL VISIBLE WHEN WHERE WITH`
    .split(/\s+/));
const TYPES = new Set(
  `BIGINT BINARY BINARY_DOUBLE BINARY_FLOAT BIT BLOB BOOLEAN CHAR CLOB DATE DATETIME DECIMAL DOUBLE FLOAT INT INTEGER
  JSON LONG LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT NCHAR NCLOB NUMBER NUMERIC NVARCHAR2 RAW REAL ROWID
  SMALLINT TEXT TIME TIMESTAMP TINYINT VARBINARY VARCHAR VARCHAR2 XMLTYPE YEAR`
    .split(/\s+/));
const TOKEN = new RegExp(
  ['(--[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))', "('(?:[^']|'')*'?)", '("[^"]*"?|`[^`]*`?)', '(\\b\\d+(?:\\.\\d+)?\\b)',
    '([A-Za-z_][\\w$#]*)', '([\\s\\S])'].join('|'), 'g');

function kindOf([, comment, string, name, number, word]) {
  if (comment) return 'cm';
  if (string) return 'st';
  if (name) return 'id';
  if (number) return 'nu';
  if (!word) return '';
  const upper = word.toUpperCase();
  return KEYWORDS.has(upper) ? 'kw' : TYPES.has(upper) ? 'ty' : '';
}

/** @returns {[string, string][]} kind and text; together they are the whole text again */
export function tokens(text) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = kindOf(match);
    const last = found[found.length - 1];
    if (last && last[0] === kind) last[1] += match[0];
    else found.push([kind, match[0]]);
  }
  return found;
}

/** The text in spans of its kinds, as nodes: never as markup. */
export function coloured(text) {
  const fragment = document.createDocumentFragment();
  for (const [kind, part] of tokens(text)) {
    if (!kind) {
      fragment.append(part);
      continue;
    }
    const span = document.createElement('span');
    span.className = `t-${kind}`;
    span.textContent = part;
    fragment.append(span);
  }
  return fragment;
}

export const sqlView = (text, label) => html`<pre class="sql" tabindex="0" role="region"
  aria-label=${label}>${coloured(text)}</pre>`;

function lineNumbers(count, wrongLine) {
  return Array.from({ length: count }, (_, place) => {
    const line = document.createElement('div');
    line.textContent = String(place + 1);
    if (wrongLine === place + 1) line.className = 'wrong-line';
    return line;
  });
}

function editorKey(event, leaving, submit) {
  // Escape and then Tab leaves the editor; a second Escape closes the drawer.
  if (event.key === 'Escape' && !leaving.is) {
    leaving.is = true;
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (event.key === 'Tab' && !event.shiftKey && !leaving.is) {
    event.preventDefault();
    // The only way that keeps the undo of the browser.
    document.execCommand('insertText', false, '  ');
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    submit();
  }
  leaving.is = false;
}

let editorNumber = 0;

/**
 * @param {{value: string, peek: () => string}} text a signal
 * @param {{label: string, wrongLine?: () => number | null, submit?: () => void}} options
 */
export function sqlEditor(text, { label, wrongLine = () => null, submit = () => {} }) {
  const layer = html`<code></code>`;
  const gutter = html`<div class="gutter" aria-hidden="true"></div>`;
  const leaving = { is: false };
  editorNumber += 1;
  const helpId = `editor-${editorNumber}`;
  effect(() => {
    // The last line break needs something after it, or the layer is one line shorter than the field.
    layer.replaceChildren(coloured(`${text.value}\n`));
    gutter.replaceChildren(...lineNumbers(text.value.split('\n').length, wrongLine()));
  });
  const follow = ({ target }) => {
    layer.parentNode.style.setProperty('transform', `translate(${-target.scrollLeft}px,${-target.scrollTop}px)`);
    gutter.style.setProperty('transform', `translateY(${-target.scrollTop}px)`);
  };
  return html`<div class="editor">${gutter}<div class="editor-body"><pre class="sql" aria-hidden="true">${layer}</pre>
    <textarea spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" aria-label=${label}
      aria-describedby=${helpId} aria-keyshortcuts="Control+Enter" .value=${text} @scroll=${follow}
      @input=${(event) => { text.value = event.target.value; }}
      @keydown=${(event) => editorKey(event, leaving, submit)}></textarea>
    <span id=${helpId} class="sr">${t('sql.editorKeys')}</span></div></div>`;
}

/** The furthest reaching paths of Myers, one array per number of edits. */
function furthest(a, b) {
  const trace = [];
  const reach = new Map([[1, 0]]);
  for (let edits = 0; edits <= a.length + b.length; edits += 1) {
    trace.push(new Map(reach));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const isDown = diagonal === -edits
        || (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
      let x = isDown ? reach.get(diagonal + 1) : reach.get(diagonal - 1) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return trace;
    }
  }
  return trace;
}

/**
 * The shortest difference of two texts.
 * @returns {{sign: ' ' | '-' | '+', text: string, before?: number, after?: number}[]}
 */
export function differenceOf(before, after) {
  const a = before.split('\n');
  const b = after.split('\n');
  const trace = furthest(a, b);
  const lines = [];
  let x = a.length;
  let y = b.length;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reach = trace[edits];
    const diagonal = x - y;
    const isDown = diagonal === -edits
      || (diagonal !== edits && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
    const fromDiagonal = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = reach.get(fromDiagonal) ?? 0;
    const fromY = fromX - fromDiagonal;
    while (x > Math.max(0, fromX) && y > Math.max(0, fromY)) {
      lines.push({ sign: ' ', text: a[x - 1], before: x, after: y });
      x -= 1;
      y -= 1;
    }
    if (!edits) break;
    if (x === fromX) {
      lines.push({ sign: '+', text: b[y - 1], after: y });
      y -= 1;
    } else {
      lines.push({ sign: '-', text: a[x - 1], before: x });
      x -= 1;
    }
  }
  return lines.reverse();
}

const LINE_CLASS = { '+': 'added', '-': 'gone', ' ': '' };

export const differenceView = (before, after, label) => html`<div class="difference" tabindex="0" role="region"
  aria-label=${label}>${differenceOf(before, after).map((line) => html`<div class=${`dl ${LINE_CLASS[line.sign]}`}>
    <span class="ln">${line.before ?? ''}</span><span class="ln">${line.after ?? ''}</span><span
      class="sign">${line.sign}</span><code>${coloured(line.text)}</code></div>`)}</div>`;
