import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dismiss, forgetToasts, hold, release, tell, toasts, warn } from './toasts.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  forgetToasts();
  vi.useRealTimers();
});

test('a message goes away by itself, one with undo later', () => {
  tell('Saved.');
  tell('Removed.', () => {});
  vi.advanceTimersByTime(6_000);
  expect(toasts().map((toast) => toast.text)).toEqual(['Removed.']);
  vi.advanceTimersByTime(7_000);
  expect(toasts()).toEqual([]);
});

test('one that is looked at stays', () => {
  warn('It did not work.');
  const [toast] = toasts();
  if (!toast) throw new Error('the message is shown');
  hold(toast.id);
  vi.advanceTimersByTime(60_000);
  expect(toasts()).toHaveLength(1);
  release(toast);
  vi.advanceTimersByTime(60_000);
  expect(toasts()).toEqual([]);
});

test('three at most, the oldest gives way', () => {
  for (const text of ['a', 'b', 'c', 'd']) tell(text);
  expect(toasts().map((toast) => toast.text)).toEqual(['b', 'c', 'd']);
});

test('closing takes one away', () => {
  tell('a');
  tell('b');
  dismiss(toasts()[0]?.id ?? 0);
  expect(toasts().map((toast) => toast.text)).toEqual(['b']);
});
