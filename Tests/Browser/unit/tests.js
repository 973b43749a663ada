// Unit tests of the console's own modules, run in a real browser. The result goes to `document.body.dataset.result`.
import {
  computed, each, effect, flush, html, mount, onCleanup, scope, signal, svg, when,
} from '/js/core.js';
import * as fmt from '/js/fmt.js';
import { language, languages, setLanguage, t } from '/js/i18n.js';
import { complaintOf } from '/js/pages/parameters.js';
import { liveTests } from '/unit/live.js';
import { projectTests } from '/unit/project.js';
import { wizardTests } from '/unit/wizard.js';

const result = { passed: 0, failed: [] };
const host = document.getElementById('host');

function equal(actual, expected, what) {
  if (JSON.stringify(actual) === JSON.stringify(expected)) result.passed += 1;
  else result.failed.push(`${what}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}

async function test(name, body) {
  try {
    await body();
  } catch (error) {
    result.failed.push(`${name}: ${error.stack}`);
  }
}

await test('a computed is lazy, cached and free of glitches', () => {
  const a = signal(1);
  let runs = 0;
  const doubled = computed(() => {
    runs += 1;
    return a.value * 2;
  });
  const sum = computed(() => a.value + doubled.value);
  const seen = [];
  const stop = effect(() => seen.push(sum.value));
  a.value = 2;
  flush();
  equal(seen, [3, 6], 'no value in between');
  equal(runs, 2, 'one run per change');
  const parity = computed(() => a.value % 2);
  let woken = 0;
  effect(() => {
    parity.value;
    woken += 1;
  });
  a.value = 4;
  flush();
  equal(woken, 1, 'an equal result wakes nobody');
  stop();
  a.value = 9;
  flush();
  equal(seen.length, 3, 'a stopped effect is silent');
});

await test('cleanups run before the next run and at the end', () => {
  const a = signal(0);
  const log = [];
  const stop = effect(() => {
    const value = a.value;
    onCleanup(() => log.push(value));
  });
  a.value = 1;
  flush();
  stop();
  equal(log, [0, 1], 'cleanups');
});

await test('no value is ever parsed as markup', () => {
  const hostile = '"><img src=x onerror=alert(1)>';
  const end = mount(host, () => html`<p title=${hostile} class=${hostile} data-x="a ${hostile} b">${hostile} ${[hostile]}
    ${() => hostile} ${signal(hostile)} ${html`<b>${hostile}</b>`} ${() => [() => hostile]}</p>${each([hostile], (x) => x, (x) => x)}`);
  equal(host.querySelectorAll('img').length, 0, 'no element came out of a text');
  equal(host.querySelector('p').title, hostile, 'the attribute holds the text');
  equal(host.textContent.split('<img').length - 1, 7, 'every hole shows it');
  end();
});

await test('attributes, booleans, properties, classes and styles', () => {
  const isOn = signal(true);
  const width = signal(3);
  const end = mount(host, () => html`<input class=${() => ({ a: isOn.value, b: !isOn.value })} ?disabled=${isOn}
    .value=${() => `v${width.value}`} style=${() => ({ width: `${width.value}px` })} data-x="p-${width}-q">`);
  const input = host.querySelector('input');
  const state = () => [input.className, input.disabled, input.value, input.style.width, input.dataset.x];
  equal(state(), ['a', true, 'v3', '3px', 'p-3-q'], 'before');
  isOn.value = false;
  width.value = 5;
  flush();
  equal(state(), ['b', false, 'v5', '5px', 'p-5-q'], 'after');
  end();
});

await test('a keyed list keeps, moves, adds and removes nodes', () => {
  const list = signal([{ k: 1, t: 'a' }, { k: 2, t: 'b' }, { k: 3, t: 'c' }]);
  let made = 0;
  let gone = 0;
  const row = (current) => {
    made += 1;
    onCleanup(() => { gone += 1; });
    return html`<li>${() => current.value.t}</li>`;
  };
  const end = mount(host, () => html`<ul>${each(list, (one) => one.k, row)}</ul>`);
  const first = host.querySelector('li');
  list.value = [{ k: 3, t: 'C' }, { k: 1, t: 'A' }, { k: 4, t: 'd' }];
  flush();
  equal(host.textContent, 'CAd', 'order');
  equal(host.querySelectorAll('li')[1] === first, true, 'the same node');
  equal([made, gone], [4, 1], 'made and gone');
  list.value = [];
  flush();
  equal([host.querySelectorAll('li').length, gone], [0, 4], 'empty');
  end();
});

await test('a condition rebuilds only when its truth flips', () => {
  const count = signal(1);
  let made = 0;
  const build = () => {
    made += 1;
    return html`<b>${count}</b>`;
  };
  const end = mount(host, () => html`<div>${when(() => count.value > 0, build, () => 'no')}</div>`);
  count.value = 2;
  flush();
  equal([made, host.textContent], [1, '2'], 'kept');
  count.value = 0;
  flush();
  equal(host.textContent, 'no', 'flipped');
  end();
  equal(host.childNodes.length === 0 || host.textContent === '', true, 'ended');
});

await test('a function inside a list of nodes is followed and leaves nothing behind', () => {
  const text = signal('a');
  const isShown = signal(true);
  const end = mount(host, () => html`<div>${() => (isShown.value ? [html`<i>x</i>`, () => text.value] : null)}</div>`);
  text.value = 'b';
  flush();
  equal(host.textContent, 'xb', 'followed');
  isShown.value = false;
  flush();
  equal(host.textContent, '', 'gone');
  end();
});

await test('ten thousand effects leave no reader behind', () => {
  const source = signal(0);
  const [, end] = scope(() => {
    for (let count = 0; count < 10_000; count += 1) effect(() => source.value);
  });
  equal(source.readers.size, 10_000, 'readers');
  end();
  equal(source.readers.size, 0, 'freed');
});

await test('svg templates make svg elements', () => {
  equal(svg`<path d=${'M0 0'}></path>`.namespaceURI, 'http://www.w3.org/2000/svg', 'namespace');
});

await test('numbers have one style', () => {
  equal([0, 9999, 12_345, 4_820_113_002].map(fmt.short), ['0', '9,999', '12.3\u202fk', '4.82\u202fB'], 'short');
  equal([0.25, 1.5].map(fmt.short), ['0.25', '1.5'], 'small');
  equal([0, 1023, 1024, 1.5 * 2 ** 30].map(fmt.bytes), ['0\u202fB', '1023\u202fB', '1.0\u202fKB', '1.5\u202fGB'], 'bytes');
  equal([0, 0.0004, 0.5, 0.99999, 1].map(fmt.percent), ['0.0%', '<0.1%', '50.0%', '99.9%', '100%'], 'percent');
  equal([fmt.integer(null), fmt.short(null), fmt.bytes(null), fmt.duration(NaN)], ['–', '–', '–', '–'], 'nothing');
});

await test('durations have two units and are rounded down', () => {
  equal(language.peek(), 'en', 'the language of this test');
  const texts = [0.9, 59.9, 61, 3_599, 8_040, 90_061].map(fmt.duration);
  const thin = (text) => text.replaceAll('\u202f', '_');
  equal(texts.map(thin), ['0_s', '59_s', '1_m 1_s', '59_m 59_s', '2_h 14_m', '1_d 1_h'], 'durations');
});


await test('a time tells its zone and UTC', () => {
  const moment = Date.UTC(2026, 10, 21, 12, 0, 5);
  equal(fmt.fullTime(moment).includes('2026-11-21 12:00:05 UTC'), true, 'UTC');
  equal(/UTC[+−]\d\d:\d\d/.test(fmt.fullTime(moment)), true, 'zone');
  equal(fmt.age(moment, moment + 1_000), t('time.now'), 'now');
  equal(fmt.age(null, moment), '–', 'never');
});

await test('both languages have the same texts, and every one can be filled', async () => {
  const english = (await languages.en.load()).texts;
  const chinese = (await languages.zh.load()).texts;
  const values = { count: 2, seconds: 3, time: '1 s', name: 'x' };
  equal(Object.keys(english).filter((key) => !(key in chinese)), [], 'missing in Chinese');
  equal(Object.keys(chinese).filter((key) => !(key in english)), [], 'missing in English');
  const holes = (text) => [...String(text).matchAll(/\{(\w+)\}/g)].map((one) => one[1]).sort();
  for (const key of Object.keys(english)) {
    const pair = [english[key], chinese[key]];
    for (const text of pair) equal(typeof (typeof text === 'function' ? text(values) : text), 'string', key);
    if (pair.every((text) => typeof text === 'string')) equal(holes(pair[1]), holes(pair[0]), `holes of ${key}`);
  }
  equal(english['ticketKind.startComponent'] !== chinese['ticketKind.startComponent'], true, 'translated');
});

await test('plurals follow the number', async () => {
  equal([t('need.tickets', { count: 1 }), t('need.tickets', { count: 3 })], ['1 ticket failed.', '3 tickets failed.'], 'English');
  await setLanguage('zh');
  equal(t('need.tickets', { count: 3 }), '3 个工单失败。', 'Chinese');
  await setLanguage('en');
});

await test('a parameter is checked before it is sent', () => {
  const form = { type: 'integer', min: 5, max: 1440 };
  equal(['5', '1440'].map((value) => complaintOf(form, value)), ['', ''], 'inside');
  equal(['4', '1441', 'x', '', '1.5', '5e1'].map((value) => complaintOf(form, value) !== ''), Array(6).fill(true), 'outside');
  equal(complaintOf({ type: 'text', max: 2 }, '界界界') !== '', true, 'too long');
  equal(complaintOf({ type: 'choice', choices: ['a'] }, 'b') !== '', true, 'not a choice');
});

await wizardTests({ test, equal });
await projectTests({ test, equal });
await liveTests({ test, equal });

document.body.dataset.result = JSON.stringify(result);
