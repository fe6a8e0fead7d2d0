import { expect, test } from 'vitest';
import { parseDate, readDate, showDate } from './dates';

test.each([
  ['2019', 'en-GB', '2019'],
  ['2020-03', 'en-GB', 'March 2020'],
  ['2015-10-21', 'en-GB', '21 October 2015'],
  ['2015-10-21', 'en-US', 'October 21, 2015'],
  ['2020-03', 'de', 'März 2020'],
  ['0044-03-15', 'en-GB', '15 March 44'],
  ['not a date', 'en-GB', 'not a date'],
])('%s in %s is shown as %s', (text, locale, shown) => {
  expect(showDate(text, locale)).toBe(shown);
});

test('no date shows nothing', () => expect(showDate(null)).toBe(''));

test.each([
  ['', ''],
  [' 2014 ', '2014'],
  ['2014-03', '2014-03'],
  ['3/2014', '2014-03'],
  ['03.2014', '2014-03'],
  ['March 2014', '2014-03'],
  ['mar 2014', '2014-03'],
  ['21 Oct 2015', '2015-10-21'],
  ['October 21, 2015', '2015-10-21'],
  ['21.10.2015', '2015-10-21'],
  ['10/21/2015', '2015-10-21'],
  ['2015/10/21', '2015-10-21'],
  ['29 feb 2016', '2016-02-29'],
])('%j is understood as %j', (typed, read) => {
  expect(parseDate(typed, 'en-GB')).toBe(read);
});

test('months of the own language are understood', () => {
  expect(parseDate('März 2014', 'de')).toBe('2014-03');
  expect(parseDate('octobre 2014', 'fr')).toBe('2014-10');
});

test.each(['14', '20145', '2014-13', '2014-02-30', '29 feb 2015', '5/6/2014', 'ma 2014', 'long ago', '0000', '1 2 3 2014'])(
  '%j is refused',
  (typed) => {
    expect(parseDate(typed, 'en-GB')).toBeNull();
  },
);

test('reading refuses days that no calendar has', () => {
  expect(readDate('2015-02-29')).toBeNull();
  expect(readDate('2016-02-29')).toEqual({ year: 2016, month: 2, day: 29 });
  expect(readDate('2015-00')).toBeNull();
});
