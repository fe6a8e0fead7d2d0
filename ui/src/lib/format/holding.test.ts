import { expect, test } from 'vitest';
import type { HoldingInput, QuestionView } from '../api/types';
import { blankInput, blankPeriod, copyInput, tidy, toggle, withAttribute, withDate } from './holding';

const plan = { id: 'plan', label: 'Plan', values: [{ id: 'prepaid', label: 'Prepaid' }, { id: 'postpaid', label: 'Postpaid' }] };
const question = (id: string): QuestionView => ({ kind: 'attribute', text: '?', id, options: [] });
const input = (...periods: Array<Partial<HoldingInput['periods'][number]>>): HoldingInput => ({
  ...blankInput('GB'),
  name: 'Three',
  periods: periods.map((period) => ({ ...blankPeriod(), ...period })),
});

test('a value goes into every period that is silent about its dimension', () => {
  const next = withAttribute(input({ tags: ['mobile'] }, { tags: ['postpaid'] }, {}), question('plan'), 'prepaid', [plan]);
  expect(next.periods.map((period) => period.tags)).toEqual([['mobile', 'prepaid'], ['postpaid'], ['prepaid']]);
});

test('where none is silent the last period is corrected', () => {
  const next = withAttribute(input({ tags: ['postpaid'] }, { tags: ['postpaid', 'tv'] }), question('plan'), 'prepaid', [plan]);
  expect(next.periods.map((period) => period.tags)).toEqual([['postpaid'], ['tv', 'prepaid']]);
});

test('brands and countries carry their dimension', () => {
  expect(withAttribute(input({}), question('brand'), 'giffgaff', [plan]).periods[0]?.tags).toEqual(['brand:giffgaff']);
  expect(withAttribute(input({ tags: ['country:IE'] }), question('country'), 'GB', [plan]).periods[0]?.tags).toEqual(['country:GB']);
});

test('no period at all gets one for the answer', () => {
  expect(withAttribute(input(), question('plan'), 'prepaid', [plan]).periods).toEqual([{ ...blankPeriod(), tags: ['prepaid'] }]);
  expect(withDate(input(), 'since', '2014').periods).toEqual([{ ...blankPeriod(), from: '2014' }]);
});

test('dates go into the period that lacks them', () => {
  const two = input({ from: '2001', until: '2004' }, { relationship: 'prospect' });
  expect(withDate(two, 'since', '2010-05').periods.map((period) => period.from)).toEqual(['2001', '2010-05']);
  expect(withDate(two, 'until', '2012').periods.map((period) => period.until)).toEqual(['2004', '2012']);
  expect(withDate(two, 'until', null, true).periods[1]).toMatchObject({ until: null, still: true });
});

test('the original stays as it was', () => {
  const original = input({ tags: ['tv'] });
  withAttribute(original, question('plan'), 'prepaid', [plan]);
  withDate(original, 'since', '2014');
  expect(original).toEqual(input({ tags: ['tv'] }));
  expect(copyInput(original)).toEqual(original);
});

test('what crosses to the host is tidy', () => {
  const tidied = tidy({ ...input({ until: '2014', still: true }), name: '  Three ', domain: ' ', identifiers: [' a ', ''] });
  expect(tidied).toMatchObject({ name: 'Three', domain: null, identifiers: ['a'], periods: [{ until: null, still: true }] });
});

test('toggling adds and takes out', () => {
  expect(toggle(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggle(['a', 'b'], 'a')).toEqual(['b']);
});
