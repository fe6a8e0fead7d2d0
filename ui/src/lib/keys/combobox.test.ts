import { expect, test } from 'vitest';
import { keyMove } from './combobox';

const shut = { count: 3, active: -1, open: false };
const open = { count: 3, active: -1, open: true };

test('down opens, marks, and goes past the end back to the text', () => {
  expect(keyMove('ArrowDown', shut)).toEqual({ kind: 'open' });
  expect(keyMove('ArrowDown', open)).toEqual({ kind: 'mark', active: 0 });
  expect(keyMove('ArrowDown', { ...open, active: 2 })).toEqual({ kind: 'mark', active: -1 });
});

test('up marks from the end', () => {
  expect(keyMove('ArrowUp', open)).toEqual({ kind: 'mark', active: 2 });
  expect(keyMove('ArrowUp', { ...open, active: 0 })).toEqual({ kind: 'mark', active: -1 });
  expect(keyMove('ArrowUp', shut)).toEqual({ kind: 'none' });
});

test('enter takes the marked one, else what was typed', () => {
  expect(keyMove('Enter', { ...open, active: 1 })).toEqual({ kind: 'pick', active: 1 });
  expect(keyMove('Enter', open)).toEqual({ kind: 'submit' });
  expect(keyMove('Enter', { ...shut, active: 1 })).toEqual({ kind: 'submit' });
});

test('escape closes first and clears then', () => {
  expect(keyMove('Escape', open)).toEqual({ kind: 'close' });
  expect(keyMove('Escape', shut)).toEqual({ kind: 'clear' });
});

test('tab leaves, taking what is marked', () => {
  expect(keyMove('Tab', { ...open, active: 0 })).toEqual({ kind: 'pick', active: 0 });
  expect(keyMove('Tab', open)).toEqual({ kind: 'close' });
});

test('an empty list and a composing input method do nothing', () => {
  expect(keyMove('ArrowDown', { count: 0, active: -1, open: true })).toEqual({ kind: 'none' });
  expect(keyMove('Enter', open, true)).toEqual({ kind: 'none' });
  expect(keyMove('a', open)).toEqual({ kind: 'none' });
});
