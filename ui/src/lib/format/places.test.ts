import { expect, test } from 'vitest';
import { countriesOf, countryName, labelOf } from './places';

test('countries by name', () => {
  expect(countryName('GB')).toBe('United Kingdom');
  expect(countryName('us')).toBe('United States');
  expect(countryName('not a code')).toBe('not a code');
});

test('many countries are counted', () => {
  expect(countriesOf(['GB', 'IE'])).toBe('United Kingdom, Ireland');
  expect(countriesOf(['DE', 'AT', 'FR', 'PL'])).toBe('Germany, Austria and 2 more');
  expect(countriesOf([])).toBe('');
});

test('labels of closed lists', () => {
  expect(labelOf([{ id: 'telecoms', label: 'Telecoms' }], 'telecoms')).toBe('Telecoms');
  expect(labelOf([], 'date-of-birth')).toBe('date of birth');
});
