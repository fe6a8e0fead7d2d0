import { expect, test } from 'vitest';
import type { HoldingRow } from '../api/types';
import { filterHoldings, fold, sortHoldings } from './holdings';

const row = (id: number, name: string, more: Partial<HoldingRow> = {}): HoldingRow => ({
  id,
  name,
  typed: name,
  company: name.toLowerCase(),
  country: null,
  sector: 'telecoms',
  person: { id: 1, name: 'Me' },
  when: 'customer',
  since_year: null,
  verdict: null,
  breached: 0,
  possible: 0,
  exposed: [],
  needs_company: false,
  unlinked: false,
  subject: false,
  ...more,
});
const rows = [
  row(1, 'Telefónica', { country: 'ES', verdict: 'possible', possible: 1, since_year: 2010 }),
  row(2, 'Three', { country: 'GB', verdict: 'likely', breached: 1, since_year: 2014 }),
  row(3, 'Acme', { company: null, needs_company: true }),
  row(4, 'EE', { country: 'GB', verdict: 'not-affected', since_year: 2001 }),
  row(5, 'T-Mobile', { verdict: 'likely', breached: 3 }),
];
const ids = (list: HoldingRow[]) => list.map((one) => one.id);

test('accents and case do not matter in a search', () => {
  expect(fold('TELEFÓNICA')).toBe('telefonica');
  expect(ids(filterHoldings(rows, { text: 'telefonica', verdict: 'all' }))).toEqual([1]);
});

test('every word must occur, the name of the country too', () => {
  expect(ids(filterHoldings(rows, { text: 'united three', verdict: 'all' }))).toEqual([2]);
  expect(filterHoldings(rows, { text: 'three spain', verdict: 'all' })).toEqual([]);
});

test('a row that changed is searched as it is now', () => {
  const before = row(6, 'Orange');
  expect(ids(filterHoldings([before], { text: 'orange', verdict: 'all' }))).toEqual([6]);
  const after = { ...before, name: 'EE', typed: 'EE' };
  expect(filterHoldings([after], { text: 'orange', verdict: 'all' })).toEqual([]);
  expect(ids(filterHoldings([after], { text: 'ee', verdict: 'all' }))).toEqual([6]);
});

test('filters by verdict', () => {
  expect(ids(filterHoldings(rows, { text: '', verdict: 'breached' }))).toEqual([2, 5]);
  expect(ids(filterHoldings(rows, { text: '', verdict: 'possible' }))).toEqual([1]);
  expect(ids(filterHoldings(rows, { text: '', verdict: 'none' }))).toEqual([4]);
  expect(ids(filterHoldings(rows, { text: '', verdict: 'unresolved' }))).toEqual([3]);
});

test('the gravest first, more breaches before fewer, no verdict last', () => {
  expect(ids(sortHoldings(rows, { by: 'verdict', down: false }))).toEqual([5, 2, 1, 4, 3]);
});

test('unknown years are last in both directions', () => {
  expect(ids(sortHoldings(rows, { by: 'since', down: false }))).toEqual([4, 1, 2, 3, 5]);
  expect(ids(sortHoldings(rows, { by: 'since', down: true }))).toEqual([2, 1, 4, 3, 5]);
});

test('names order both ways and the rows given are not moved', () => {
  const before = ids(rows);
  expect(ids(sortHoldings(rows, { by: 'name', down: false }))).toEqual([3, 4, 5, 1, 2]);
  expect(ids(sortHoldings(rows, { by: 'name', down: true }))).toEqual([2, 1, 5, 4, 3]);
  expect(ids(rows)).toEqual(before);
});
