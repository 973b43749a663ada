// core.js: html`` templates over signals. Only the fixed text of a template is ever parsed as HTML; every value goes in
// through a text node, an attribute, a property or a listener, so no data can become markup. No eval, no inline style:
// it runs under `default-src 'self'`.
//
//   html`<p class=${…} title=${…} ?hidden=${…} .value=${…} @click=${…} ref=${…}>${child}</p>`
//
// A hole takes a value, a signal or a function; the last two are followed.
import { computed, effect, isSignal, onCleanup, ownedBy, presentOwner, read, scope, signal,
  untrack } from './signals.js';

export * from './signals.js';

const MARK = '\u0001';
const compiled = new WeakMap();

/** Joins the strings with marks: a comment between tags, a marked value inside one. */
function markedSource(strings) {
  let source = '';
  let isInTag = false;
  let quote = '';
  strings.forEach((text, index) => {
    for (const character of text) {
      if (quote) {
        if (character === quote) quote = '';
      } else if (isInTag && (character === '"' || character === "'")) {
        quote = character;
      } else if (isInTag && character === '>') {
        isInTag = false;
      } else if (!isInTag && character === '<') {
        isInTag = true;
      }
    }
    source += text;
    if (index === strings.length - 1) return;
    source += isInTag ? `${MARK}${index}${MARK}` : `<!--${MARK}${index}-->`;
  });
  // A style attribute is refused by the policy even inside a <template>, so it is renamed before it is parsed.
  return source.replace(/\sstyle=(?=["']?\u0001)/g, ' :style=').trim();
}

function compile(strings, namespace) {
  const template = document.createElement('template');
  const source = markedSource(strings);
  template.innerHTML = namespace === 'svg' ? `<svg>${source}</svg>` : source;
  if (namespace === 'svg') {
    const wrapper = template.content.firstChild;
    wrapper.replaceWith(...wrapper.childNodes);
  }
  const parts = [];
  const walker = nodeWalker(template.content);
  let position = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.COMMENT_NODE) {
      if (node.data[0] === MARK) {
        parts.push({ position, index: Number(node.data.slice(1)) });
        node.data = '';
      }
    } else {
      collectAttributes(node, position, parts);
    }
    position += 1;
  }
  return { content: template.content, parts };
}

function collectAttributes(node, position, parts) {
  for (const attribute of [...node.attributes]) {
    if (!attribute.value.includes(MARK)) continue;
    // Even pieces are text, odd ones are indexes of values.
    const pieces = attribute.value.split(MARK);
    const isWhole = pieces.length === 3 && !pieces[0] && !pieces[2];
    const name = attribute.name;
    parts.push(isWhole ? { position, name, index: Number(pieces[1]) } : { position, name, pieces });
    node.removeAttribute(name);
  }
}

const nodeWalker = (root) => document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);

function build(strings, values, namespace) {
  let template = compiled.get(strings);
  if (!template) {
    template = compile(strings, namespace);
    compiled.set(strings, template);
  }
  const fragment = document.importNode(template.content, true);
  fillParts(fragment, template.parts, values);
  return fragment.childNodes.length === 1 ? fragment.firstChild : fragment;
}

function fillParts(fragment, parts, values) {
  if (!parts.length) return;
  const walker = nodeWalker(fragment);
  const nodes = [];
  const last = parts[parts.length - 1].position;
  while (nodes.length <= last) {
    const node = walker.nextNode();
    if (!node) break;
    nodes.push(node);
  }
  for (const part of parts) {
    const node = nodes[part.position];
    if (!part.name) insert(node, values[part.index]);
    else if (part.pieces) bind(node, part.name, () => joinPieces(part.pieces, values));
    else bind(node, part.name, values[part.index]);
  }
}

const joinPieces = (pieces, values) =>
  pieces.map((piece, place) => (place % 2 ? read(values[Number(piece)]) ?? '' : piece)).join('');

/** @returns {Node} */
export const html = (strings, ...values) => build(strings, values, 'html');

/** @returns {Node} */
export const svg = (strings, ...values) => build(strings, values, 'svg');

function bind(element, name, value) {
  if (name[0] === '@') {
    element.addEventListener(name.slice(1), value);
    return;
  }
  if (name === 'ref') {
    if (isSignal(value)) value.value = element;
    else value(element);
    return;
  }
  const apply = attributeSetter(element, name);
  if (typeof value === 'function' || isSignal(value)) effect(() => apply(read(value)));
  else apply(value);
}

function attributeSetter(element, name) {
  if (name[0] === '.') {
    const property = name.slice(1);
    return (value) => {
      element[property] = value;
    };
  }
  if (name[0] === '?') return (value) => element.toggleAttribute(name.slice(1), Boolean(value));
  if (name === 'class') return (value) => element.setAttribute('class', classNames(value));
  if (name === ':style') return (value) => setStyle(element, value);
  return (value) => {
    if (value == null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : value);
  };
}

function classNames(value) {
  if (!value) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(classNames).filter(Boolean).join(' ');
  return Object.keys(value).filter((name) => value[name]).join(' ');
}

/** Through the CSSOM only: style attributes are refused by the policy. */
function setStyle(element, declarations) {
  for (const [property, value] of Object.entries(declarations)) element.style.setProperty(property, value);
}

export function toNodes(value, nodes = []) {
  if (value == null || value === false || value === true) return nodes;
  if (Array.isArray(value)) {
    for (const one of value) toNodes(one, nodes);
  } else if (typeof value === 'function' || isSignal(value) || value.isKeyedList) {
    // What is followed brings a place of its own; its nodes leave with their owner.
    toNodes(html`<!---->${value}`, nodes);
  } else if (value instanceof DocumentFragment) {
    nodes.push(...value.childNodes);
  } else {
    nodes.push(value instanceof Node ? value : document.createTextNode(String(value)));
  }
  return nodes;
}

const isText = (value) => typeof value === 'string' || typeof value === 'number';

function insert(place, value) {
  if (value && value.isKeyedList) {
    insertEach(place, value);
  } else if (typeof value === 'function' || isSignal(value)) {
    insertFollowed(place, value);
  } else {
    place.before(...toNodes(value));
  }
}

function insertFollowed(place, value) {
  let shown = [];
  const clear = () => {
    for (const node of shown) node.remove();
    shown = [];
  };
  effect(() => {
    const now = read(value);
    if (now && now.isKeyedList) {
      clear();
      insertEach(place, now);
    } else if (shown.length === 1 && shown[0].nodeType === Node.TEXT_NODE && isText(now)) {
      shown[0].data = String(now);
    } else {
      const next = toNodes(now);
      clear();
      place.before(...next);
      shown = next;
    }
  });
  onCleanup(clear);
}

/** A keyed list: `render(rowSignal, key)` is called once per key, later changes flow through the signal. */
export const each = (list, key, render) => ({ isKeyedList: true, list, key, render });

function insertEach(place, { list, key, render }) {
  let rows = new Map();
  // Rows outlive each run of the effect below, so they belong to the list's owner, not to the running effect.
  const host = presentOwner();
  const remove = (row) => {
    row.end();
    for (const node of row.nodes) node.remove();
  };
  const make = (value, rowKey) => {
    const current = signal(value);
    const [nodes, end] = ownedBy(host, () => scope(() => toNodes(render(current, rowKey))));
    return { nodes, current, end };
  };
  effect(() => {
    const values = read(list);
    untrack(() => {
      const next = new Map();
      for (const value of values) {
        const rowKey = key(value);
        const row = rows.get(rowKey);
        rows.delete(rowKey);
        if (row) row.current.value = value;
        next.set(rowKey, row ?? make(value, rowKey));
      }
      rows.forEach(remove);
      placeRows(place, next);
      rows = next;
    });
  });
  onCleanup(() => rows.forEach(remove));
}

function placeRows(place, rows) {
  let following = place;
  for (const row of [...rows.values()].reverse()) {
    for (const node of [...row.nodes].reverse()) {
      if (node.nextSibling !== following) following.before(node);
      following = node;
    }
  }
}

/** Renders anew only when the truth of `condition` flips. */
export function when(condition, yes, no) {
  const isTrue = computed(() => Boolean(read(condition)));
  return () => {
    const build = isTrue.value ? yes : no;
    return build ? untrack(build) : null;
  };
}

/** Puts what `build` returns into `element`. @returns {() => void} ends it */
export function mount(element, build) {
  const [nodes, end] = scope(() => toNodes(build()));
  element.replaceChildren(...nodes);
  return end;
}
