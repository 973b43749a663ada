// Unit tests of what the wizard does without a server: names, patterns, rules, the choice of objects, CSV.
import { renamed } from '/js/pages/wizard/bulk-rename.js';
import { Catalogue } from '/js/pages/wizard/catalogue.js';
import { csvOf } from '/js/pages/wizard/csv.js';
import { glob, lastName, nameFilter, parts, quoted, readRule, ruleFor } from '/js/pages/wizard/names.js';
import { fieldsOf, isInRange, speedOf, typedNumber } from '/js/pages/wizard/numbers.js';
import { matchRules } from '/js/pages/wizard/rules.js';
import { isExactOnly, modeOf, Selection } from '/js/pages/wizard/selection.js';

const columns = () => ({
  asOf: 1, schemas: ['SHOP', 'HR'], schema: [0, 0, 0, 0, 1, 1],
  name: ['ORDERS', 'ORDER_LINES', 'TMP.X', 'SEQ', 'EMP', 'EMP_V'],
  kind: ['table', 'table', 'table', 'sequence', 'table', 'view'],
  rows: [10, 20, null, null, 5, null], bytes: [100, 200, null, null, 50, null],
  flags: [[], ['noKey'], ['temporary'], [], [], ['invalid']],
});

export async function wizardTests({ test, equal }) {
  await test('names are quoted where they could be read otherwise', () => {
    equal(['A_1$#', '订单', 'a b', 'x"y', ''].map(quoted), ['A_1$#', '订单', '"a b"', '"x""y"', '""'], 'quoted');
    equal(ruleFor('HR', 'a.b'), 'HR."a.b"', 'a rule of one object');
    equal(parts('HR."a.b"').map((one) => one.text), ['HR', 'a.b'], 'read back');
    equal(parts('HR'), null, 'one word is none');
    equal([lastName('db.x'), lastName('x'), lastName('"a.b"')], ['x', 'x', 'a.b'], 'the last name');
  });

  await test('patterns mean what they mean at the server', () => {
    const cases = [['*', '', true], ['A*', 'AB', true], ['A*', 'BA', false], ['A?', 'A', false], ['A?', 'A界', true],
      ['[a-c]x', 'bx', true], ['[!a-c]x', 'bx', false], ['[!a-c]x', 'dx', true], ['[!a-c]x', 'x', false],
      ['A[', 'A[', true], ['A.B', 'AxB', false], ['A[]', 'A[]', true], ['A[!]', 'A[!]', true], ['[a-]', '-', true],
      ['A+$^()|\\', 'A+$^()|\\', true], ['a', 'A', false], ['[z-a]', '[z-a]', true]];
    for (const [pattern, name, fits] of cases) equal(glob(pattern).test(name), fits, `${pattern} and ${name}`);
    const filter = nameFilter('shop ord');
    equal([filter('ORDERS', 'SHOP.ORDERS'), filter('EMP', 'HR.EMP')], [true, false], 'words');
    equal(nameFilter('  '), null, 'nothing typed');
    equal(nameFilter('hr.*')('EMP', 'HR.EMP'), true, 'a pattern over both names');
  });

  await test('rules say what is wrong with them', () => {
    const problems = ['X', '*.X', 'A.B=c', 'A.B=c.d*', 'A.*=b*.c'].map((line) => readRule(line).problem);
    equal(problems.map((one) => one.split('.').pop()),
      ['notANameOfTwo', 'schemaIsAPattern', 'destination', 'destinationIsAPattern', 'destinationIsAPattern'],
      'problems');
    equal(readRule('  ').isEmpty, true, 'an empty line');
    equal(readRule('A.*=b.*').mapped('A', 'X'), ['b', 'X'], 'keeps the name');
    equal([readRule('"A*".X').schema, readRule('A."X*"').isExact], ['A*', true], 'quotes hold wildcards');
  });

  await test('rules take, count and exclude', () => {
    const found = matchRules(new Catalogue(columns()), 'SHOP.ORDER*\nHR.*=people.*\nHR.NONE', '*_V\nHR.*_V');
    const catalogue = new Catalogue(columns());
    equal(found.final.map((at) => catalogue.whole[at]), ['HR.EMP', 'SHOP.ORDERS', 'SHOP.ORDER_LINES'], 'taken');
    equal(found.include.map((rule) => rule.count), [2, 1, 0], 'what is held out is not counted as taken');
    equal([...found.include, ...found.exclude].map((rule) => Boolean(rule.isMet)), [true, true, false, false, true],
      'what meets anything');
    equal(found.excluded.map((at) => catalogue.whole[at]), ['HR.EMP_V'], 'excluded');
    equal(found.mapped.get(0), ['people', 'EMP'], 'a mapped name');
  });

  await test('a choice is by name and outlives a new reading', () => {
    const content = { objects: { include: ['SHOP.ORDERS', 'HR.GONE', 'HR.EMP=db.staff'], tables: {
      'SHOP.ORDERS': { filter: 'X > 1', columns: { A: 'b' } } } } };
    const selection = new Selection(new Catalogue(columns()), () => content, () => {});
    equal(selection.places().map((at) => selection.catalogue.whole[at]), ['HR.EMP', 'SHOP.ORDERS'], 'chosen');
    equal(selection.absent, ['HR.GONE'], 'what is gone is kept');
    const emp = selection.catalogue.index.get('HR.EMP');
    const orders = selection.catalogue.index.get('SHOP.ORDERS');
    equal([selection.nameOf(emp), selection.shownName(emp)], ['staff', 'db.staff'], 'a mapped name is a rename');
    selection.rename(orders, 'sales');
    selection.setDatabase('SHOP', 'store');
    equal(selection.objects(), {
      include: ['HR.EMP', 'SHOP.ORDERS', 'HR.GONE'], exclude: [], map: { SHOP: 'store' },
      tables: { 'HR.EMP': { rename: 'db.staff' },
        'SHOP.ORDERS': { filter: 'X > 1', columns: { A: 'b' }, rename: 'sales' } } }, 'as a project file has it');
    selection.set([0, 1, 2, 3, 4, 5], true);
    equal(selection.stat.value.count, 4, 'what cannot move cannot be chosen');
    equal(selection.state([0, 1]), 'true', 'all');
    const before = selection.snapshot();
    selection.clear();
    equal(selection.stat.value.count, 0, 'cleared');
    selection.restore(before);
    equal(selection.stat.value.count, 4, 'undone');
    selection.setNames([{ at: orders, after: 'orders' }]);
    equal(selection.wish(orders), { filter: 'X > 1', columns: { A: 'b' } }, 'the standard name is no rename');
  });

  await test('the way to choose follows the rules', () => {
    equal(isExactOnly({ include: ['A.B', 'A."*"'] }), true, 'single objects');
    equal([modeOf({}), modeOf({ objects: { include: ['A.*'] } }), modeOf({ wizard: { mode: 'rules' } })],
      ['pick', 'rules', 'rules'], 'modes');
  });

  await test('a list is written as the import reads it', () => {
    const content = { objects: { include: ['SHOP.ORDERS'], map: { SHOP: 'a,b' }, tables: {
      'SHOP.ORDERS': { filter: 'N = "x"', columns: { B: 'b', A: 'a c' } } } } };
    const selection = new Selection(new Catalogue(columns()), () => content, () => {});
    equal(csvOf(selection, selection.places()).split('\r\n')[1],
      'SHOP,ORDERS,"a,b",orders,"A=""a c""; B=b","N = ""x"""', 'quoted cells');
  });

  await test('many names and numbers', () => {
    const rule = { letters: 'upper', prefix: 'P_', suffix: '', find: 'a', replace: 'o' };
    equal(renamed('banana', 'X', rule), 'P_BONONO', 'in the order that is told');
    equal([typedNumber(' 12 '), typedNumber('1e3'), typedNumber('')], [12, '1e3', ''], 'typed');
    equal([speedOf({}).lanes, speedOf({ options: { speed: 'fast' } }).lanes], [2, 8], 'presets');
    const wrong = fieldsOf({ options: { speed: { lanes: 'x' }, checkers: 0 } }).filter((one) => !isInRange(one));
    equal(wrong.map((one) => one.name), ['lanes', 'checkers'], 'out of range');
  });
}
