import { expect, test } from 'vitest';
import { blankBreach, missing, tidyBreach } from './ownBreach';

test('a note needs a company and nothing else', () => {
  expect(missing(blankBreach())).not.toBe('');
  expect(missing({ ...blankBreach(), company_name: '  ' })).not.toBe('');
  expect(missing(blankBreach('acme', 'Acme'))).toBe('');
});

test('an end before the beginning is refused, at the precision that is known', () => {
  const on = (occurred_from: string | null, occurred_to: string | null) => missing({ ...blankBreach(null, 'Acme'), occurred_from, occurred_to });
  expect(on('2020', '2019')).not.toBe('');
  expect(on('2020-03-02', '2020-03-01')).not.toBe('');
  expect(on('2020-03-02', '2020')).toBe('');
  expect(on('2020-03-02', '2020-03')).toBe('');
  expect(on('2020', '2020-01-01')).toBe('');
  expect(on(null, '2019')).toBe('');
});

test('spaces around words are not kept, those inside are', () => {
  const tidy = tidyBreach({ ...blankBreach(null, ' Acme  Ltd '), title: ' a b ', note: '\n' });
  expect([tidy.company_name, tidy.title, tidy.note]).toEqual(['Acme  Ltd', 'a b', '']);
});
