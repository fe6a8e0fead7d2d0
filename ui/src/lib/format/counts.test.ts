import { expect, test } from 'vitest';
import { afterFirst, ago, count, fewOf, sentence } from './counts';

test('one and many', () => {
  expect(count(1, 'company', 'companies')).toBe('1 company');
  expect(count(0, 'company', 'companies')).toBe('0 companies');
  expect(count(1204, 'company', 'companies')).toBe('1,204 companies');
});

test('a long list is shown in parts, its end at once', () => {
  expect(afterFirst(6, 6)).toBeNull();
  expect(afterFirst(0, 6)).toBeNull();
  expect(afterFirst(7, 6)).toEqual({ label: 'Show all 7', most: 7 });
  expect(afterFirst(56, 6)).toEqual({ label: 'Show all 56', most: 56 });
  expect(afterFirst(2461, 6)).toEqual({ label: 'Show 50 more of 2,461', most: 56 });
  expect(afterFirst(2461, 2456)).toEqual({ label: 'Show all 2,461', most: 2461 });
});

test('a list names the first and counts the rest', () => {
  expect(fewOf([], 3)).toBe('');
  expect(fewOf(['name'], 3)).toBe('name');
  expect(fewOf(['name', 'age', 'income'], 3)).toBe('name, age and income');
  expect(fewOf(['name', 'age', 'income', 'photo'], 3)).toBe('name, age, income and 1 more');
});

test('a sentence begins with a capital, also in other scripts', () => {
  expect(sentence('name')).toBe('Name');
  expect(sentence('éclair')).toBe('Éclair');
  expect(sentence('𐐨x')).toBe('𐐀x');
  expect(sentence('')).toBe('');
});

test('age of the catalogue', () => {
  expect([0, 1, 12, 60, 200].map(ago)).toEqual(['today', 'yesterday', '12 days ago', '2 months ago', '6 months ago']);
});
