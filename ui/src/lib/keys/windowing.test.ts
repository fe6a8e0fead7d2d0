import { expect, test } from 'vitest';
import { reveal, rowMove, slice } from './windowing';

test('the slice covers what is seen and the space adds up, wherever it is scrolled to', () => {
  for (const count of [1, 5, 100, 5000]) {
    for (const scrolled of [0, 1, 439, 44 * count, 44 * count + 999]) {
      const part = slice(count, 44, scrolled, 600);
      expect(part.above + part.below + (part.end - part.first) * 44).toBe(44 * count);
      expect(part.end).toBeGreaterThan(part.first);
      expect(part.end - part.first).toBeLessThanOrEqual(32);
      expect(part.first).toBeGreaterThanOrEqual(0);
      expect(part.end).toBeLessThanOrEqual(count);
    }
  }
});

test('no rows, no slice', () => {
  expect(slice(0, 44, 0, 600)).toEqual({ first: 0, end: 0, above: 0, below: 0 });
});

test('a table that is not measured yet shows its first rows', () => {
  expect(slice(100, 0, 0, 0).first).toBe(0);
  expect(slice(100, 0, 0, 0).end).toBeGreaterThan(0);
});

test('a row is scrolled into view from either side and else left alone', () => {
  expect(reveal(0, 44, 100, 440)).toBe(0);
  expect(reveal(20, 44, 0, 440)).toBe(21 * 44 - 440);
  expect(reveal(5, 44, 100, 440)).toBe(100);
});

test('keys move within the table', () => {
  expect(rowMove('ArrowDown', -1, 3, 10)).toBe(0);
  expect(rowMove('ArrowDown', 2, 3, 10)).toBe(2);
  expect(rowMove('ArrowUp', 0, 3, 10)).toBe(0);
  expect(rowMove('End', 0, 3, 10)).toBe(2);
  expect(rowMove('PageDown', 0, 30, 10)).toBe(10);
  expect(rowMove('x', 0, 3, 10)).toBeNull();
  expect(rowMove('Home', 0, 0, 10)).toBeNull();
});
