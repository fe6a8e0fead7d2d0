import { expect, test } from 'vitest';
import type { BreachRow } from '../api/types';
import { sortBreaches } from './breaches';

const row = (company_name: string, date: string | null, disclosed: string | null = null): BreachRow => ({
  id: `${company_name} ${date ?? disclosed}`,
  title: '',
  company: company_name,
  company_name,
  countries: [],
  sector: '',
  status: 'confirmed',
  when: '',
  date,
  disclosed,
  people: null,
  classes: [],
  groups: 1,
  layer: 'curated',
  sensitive: false,
});
const rows = [row('émile', '2019-01-01'), row('Acme', '2020-05-01'), row('Zeta', null, '2021-02-01'), row('Acme', '2018-01-01'), row('Beta', '2020-05-01'), row('None', null)];
const ids = (by: string, down: boolean) => sortBreaches(rows, { by, down }).map((one) => one.id);

test('the newest first, with the date of publication where no other is known', () => {
  expect(ids('date', true)).toEqual(['Zeta 2021-02-01', 'Acme 2020-05-01', 'Beta 2020-05-01', 'émile 2019-01-01', 'Acme 2018-01-01', 'None null']);
});

test('the oldest first keeps companies of one day by name', () => {
  expect(ids('date', false).slice(3)).toEqual(['Acme 2020-05-01', 'Beta 2020-05-01', 'Zeta 2021-02-01']);
});

test('by company, in the order of words, each company with its newest first', () => {
  expect(ids('company', false)).toEqual(['Acme 2020-05-01', 'Acme 2018-01-01', 'Beta 2020-05-01', 'émile 2019-01-01', 'None null', 'Zeta 2021-02-01']);
  expect(ids('company', true)[0]).toBe('Zeta 2021-02-01');
});

test('the rows that were given stay as they are', () => {
  const before = rows.map((one) => one.id);
  sortBreaches(rows, { by: 'company', down: true });
  expect(rows.map((one) => one.id)).toEqual(before);
});

test('a catalogue ten times as large is in order at once', () => {
  const many = Array.from({ length: 12_500 }, (_, index) => row(`Company ${(index * 7919) % 12_500}`, `20${String(index % 25).padStart(2, '0')}-01-01`));
  const begin = performance.now();
  expect(sortBreaches(many, { by: 'company', down: false })[0]?.company_name).toBe('Company 0');
  expect(performance.now() - begin).toBeLessThan(1000);
});
