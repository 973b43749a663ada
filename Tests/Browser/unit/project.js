// Unit tests of what the page of a project is made of.
import { language, loadTexts, setLanguage } from '/js/i18n.js';
import { csvMoment, csvText } from '/js/lists/files.js';
import { shownOptions } from '/js/pages/project/around/options.js';
import { curlOf } from '/js/pages/project/api-calls.js';
import { differencesOf } from '/js/pages/project/changes.js';
import { shareOf } from '/js/pages/project/full/tables.js';
import { needsOf } from '/js/pages/project/needs.js';
import { matcher, merged } from '/js/pages/project/rows.js';
import { wrongLineOf } from '/js/pages/project/schema/object-drawer.js';
import { endsOf, mayChange } from '/js/pages/project/schema/object-orders.js';
import { currentStep, stepsOf } from '/js/pages/project/steps.js';
import { wholeOptions } from '/js/pages/wizard/numbers.js';
import { tagPlan, tagsAfter } from '/js/projects/project-changes.js';
import { lengthComplaint, tagsIn } from '/js/projects/tags.js';
import { said, saidFailure } from '/js/said/said.js';
import { differenceOf, tokens } from '/js/sql.js';

const step = (kind, state, more = {}) => ({ kind, state, startedAt: state === 'waiting' ? null : 1, ...more });
const project = (more = {}) => ({
  state: 'running', wish: 'running', failure: null, objects: {}, copying: null, steps: [],
  file: { steps: ['schema', 'full', 'indexes'], options: { onUnsupported: 'leaveOut', stopBefore: [] } }, ...more,
});

export async function projectTests({ test, equal }) {
  await loadTexts('project');

  await test('the tokens of SQL are the whole text again', () => {
    const text = `CREATE TABLE "A b" (x NUMBER(3,1) DEFAULT 'it''s', \`y\` INT) -- a remark\n/* open`;
    equal(tokens(text).map(([, part]) => part).join(''), text, 'nothing is lost');
    equal(tokens('SELECT 1').map(([kind]) => kind), ['kw', '', 'nu'], 'kinds');
  });

  await test('a difference is the shortest one and gives both texts back', () => {
    const letters = (seed) => Array.from({ length: seed % 9 }, (_, place) => 'abc'[(seed * 7 + place * seed) % 3]);
    for (let seed = 0; seed < 400; seed += 1) {
      const [a, b] = [letters(seed).join('\n'), letters(seed * 13 + 5).join('\n')];
      const lines = differenceOf(a, b);
      equal(lines.filter((line) => line.sign !== '+').map((line) => line.text).join('\n'), a, `before ${seed}`);
      equal(lines.filter((line) => line.sign !== '-').map((line) => line.text).join('\n'), b, `after ${seed}`);
    }
    equal(differenceOf('a\nb\nc', 'a\nx\nc').map((line) => line.sign).join(''), ' -+ ', 'one line');
    equal(differenceOf('same', 'same').length, 1, 'nothing changed');
  });

  await test('a filter takes parts of names and wildcards', () => {
    equal(['orders', 'ORD', 'x'].map((typed) => matcher(typed)('SHOP.ORDERS')), [true, true, false], 'parts');
    equal(['ord*', 'shop.o?ders', '*lines', 'o?'].map((typed) => matcher(typed)('SHOP.ORDERS')),
      [true, true, false, false], 'wildcards');
    equal(matcher('a.b(c)*')('A.B(C)D'), true, 'other signs stand for themselves');
  });

  await test('messages change rows in their places', () => {
    const key = (row) => row.number;
    const before = [{ number: 1, state: 'a', kept: true }, { number: 2, state: 'a' }, { number: 3, state: 'a' }];
    const after = merged(before, [{ number: 4, state: 'new' }, { number: 1, state: 'b' }], ['2'], key);
    equal(after, [{ number: 1, state: 'b', kept: true }, { number: 3, state: 'a' }, { number: 4, state: 'new' }],
      'changed, gone and new');
    equal(after[1] === before[2], true, 'an untouched row is the same one');
  });

  await test('the steps of a project that was not started come from its file', () => {
    equal(stepsOf(project()).map((one) => one.kind), ['precheck', 'schema', 'full', 'indexes'], 'in their order');
    const steps = [step('precheck', 'completed'), step('schema', 'failed')];
    equal(stepsOf(project({ steps })).map((one) => one.state), ['completed', 'failed', 'waiting', 'waiting'], 'states');
    equal(currentStep(project()), 'precheck', 'before the start');
    equal(currentStep(project({ steps })), 'schema', 'what failed');
    equal(currentStep(project({ state: 'completed', steps: [step('full', 'completed')] })), 'full', 'the rows at last');
  });

  await test('what needs a person is said once, the worst first', () => {
    const failure = { message: 'Away.', advice: 'Look.', detail: null };
    equal(needsOf(project()), [], 'nothing');
    const steps = [step('schema', 'failed', { failure })];
    const objects = { failed: 2, unsupported: 1 };
    const copying = { tablesFailed: 0, quarantined: 7 };
    equal(needsOf(project({ steps, objects, copying })).map((one) => one.key), ['objects', 'unsupported', 'quarantine'],
      'the step is not said twice');
    equal(needsOf(project({ steps: [step('precheck', 'failed', { failure })] }))[0].title, 'Away.', 'its own words');
    const file = { steps: ['schema', 'full'], options: { stopBefore: ['full'] } };
    const held = project({ state: 'paused', file, steps: [step('precheck', 'completed'),
      step('schema', 'completed')] });
    equal(needsOf(held).map((one) => one.kind), ['hold'], 'waits by its options');
    equal(needsOf({ ...held, wish: 'paused' }), [], 'paused by a person');
  });

  await test('every option of a project file is shown', () => {
    equal([...shownOptions].sort(), Object.keys(wholeOptions({})).sort(), 'none is missing, none is unknown');
  });

  await test('a share is never whole before its table is', () => {
    equal(shareOf({ state: 'completed', rows: 0 }), 1, 'done');
    equal(shareOf({ state: 'copying', rows: 300, rowsEstimated: 100 }), 0.99, 'a wrong estimate');
    equal(shareOf({ state: 'copying', rows: 1, bytesRead: 5, bytesEstimated: 10 }), 0.5, 'by bytes');
    equal(shareOf({ state: 'waiting', rows: 0 }), null, 'nobody knows');
  });

  await test('orders for objects follow what the server allows', () => {
    equal([['retry'], []].map((changes) => mayChange('retry', { changes })), [true, false], 'names');
    equal(endsOf({ items: [{ refusal: null }, { refusal: 'No.' }] }), { done: 1, refused: [{ refusal: 'No.' }] },
      'each by itself');
    equal(wrongLineOf({ message: '', detail: "near 'x' at line 4" }), 4, 'the line of an error');
    equal(wrongLineOf({ message: 'No.', detail: null }), null, 'no line');
  });

  await test('differences name the leaves that others changed', () => {
    const theirs = { name: 'a', options: { speed: { lanes: 2, preset: 'normal' }, checkers: 1 } };
    equal(differencesOf(theirs, { options: { speed: { lanes: 4, preset: 'normal' } } }),
      [{ name: 'options.speed.lanes', theirs: '2', mine: '4' }], 'one leaf');
    equal(differencesOf(theirs, { name: 'a' }), [], 'the same');
  });

  await test('what the server says is said in the language, and what is not known stays', async () => {
    const before = language.peek();
    try {
      await setLanguage('en');
      equal(said('Pause it first.'), 'Pause it first.', 'English');
      await setLanguage('zh');
      equal([said('Pause it first.'), said('Nobody knows this.'), said(''), said(undefined)],
        ['请先暂停它。', 'Nobody knows this.', '', undefined], 'whole sentences');
      equal(said('Waits for the destination: The database at 10.0.0.1:2881 cannot be reached.'),
        '等待目标端：无法连接 10.0.0.1:2881 的数据库。', 'a sentence in a hole');
      equal(said('Copies rows: 12 rows, 1 of 2 tables done.'), '复制数据：12 行，1 / 2 个表已完成。', 'numbers');
      equal(said('The default `x` is left out. A number is expected, but this is text.'),
        '不包含默认值 `x`。需要数值，但这里是文本。', 'a note with its reason');
      equal(said('The column text is not at the destination.'), '目标端没有列 text。', 'a name is not said');
      equal(said('2 objects: HR.A, HR.B. Views have no comments at the destination.'),
        '2 个对象：HR.A, HR.B。目标端的视图没有注释。', 'objects of one reason');
      equal(said('Where it only numbers the rows of one table, declare that column AUTO_INCREMENT. Otherwise CREATE '
        + 'SEQUENCE at the destination, just before the programs move over, with START WITH above LAST_NUMBER and the '
        + 'same INCREMENT BY. At the source, SELECT LAST_NUMBER, INCREMENT_BY FROM ALL_SEQUENCES WHERE SEQUENCE_OWNER = '
        + "'HR' AND SEQUENCE_NAME = 'S' gives its state."), '如果它只为一个表的行编号，请将该列声明为 AUTO_INCREMENT。'
        + '否则请在程序切换之前于目标端 CREATE SEQUENCE，START WITH 大于 LAST_NUMBER，INCREMENT BY 不变。在源端，SELECT '
        + "LAST_NUMBER, INCREMENT_BY FROM ALL_SEQUENCES WHERE SEQUENCE_OWNER = 'HR' AND SEQUENCE_NAME = 'S' 可得其状态。",
      'advice of several parts');
      equal(saidFailure({ number: 'X', message: 'Its objects are being changed.', detail: 'as it is' }),
        { number: 'X', message: '正在更改其对象。', detail: 'as it is', advice: '' }, 'a failure');
    } finally {
      await setLanguage(before);
    }
  });

  await test('a file quotes what CSV needs quoted, and disarms formulas', () => {
    equal(csvText([['a', 'b,c', 'd"e'], [-1, '-1', null], ['=x', ' y', 'two\nlines']]),
      '\ufeffa,"b,c","d""e"\r\n-1,\'-1,\r\n\'=x," y","two\nlines"\r\n', 'CSV');
    equal([csvMoment(0), csvMoment(1_000), csvMoment(null)], ['', '1970-01-01 00:00:01', ''], 'moments');
  });

  await test('tags of many are added and taken away, and a full project is named', () => {
    equal(tagsIn(' a, b，b  c、d '), ['a', 'b', 'c', 'd'], 'words');
    equal([lengthComplaint(['x'.repeat(20), '二'.repeat(20)]), lengthComplaint(['x'.repeat(21)]) !== ''], ['', true],
      'words of twenty characters, whatever their script');
    equal(tagsAfter(['a', 'b'], ['c', 'a'], new Set(['b'])), ['a', 'c'], 'a change');
    const refused = { rename: { ok: false, why: 'It is released.' } };
    const rows = [['plain', []], ['has', ['x']], ['full', ['1', '2', '3', '4']]]
      .map(([name, tags]) => ({ name, tags }));
    const plan = tagPlan([...rows, { name: 'over', tags: [], orders: refused }], ['x'], new Set());
    equal([plan.fits.map((one) => one.name), plan.same.map((one) => one.name), plan.others.map((one) => one.name)],
      [['plain'], ['has'], ['full', 'over']], 'plan');
    // A project that has too many already may always lose one.
    equal(tagPlan([{ name: 'much', tags: ['1', '2', '3', '4', '5'] }], [], new Set(['5'])).fits.length, 1, 'fewer');
  });

  await test('a request can be pasted into a shell', () => {
    const text = curlOf({ method: 'PATCH', path: '/projects/x', body: { name: "it's" }, revision: 3 });
    equal(text.includes(`'If-Match: "3"'`) && text.includes(`it'\\''s`), true, text);
  });
}
