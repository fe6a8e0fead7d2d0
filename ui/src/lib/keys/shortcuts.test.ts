import { expect, test } from 'vitest';
import { shortcut, type Pressed } from './shortcuts';

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test('Ctrl+L and Cmd+L lock, also while typing', () => {
  expect(shortcut(press('l', { ctrlKey: true }), true)).toEqual({ kind: 'lock' });
  expect(shortcut(press('L', { metaKey: true }), false)).toEqual({ kind: 'lock' });
  expect(shortcut(press('l'), false)).toBeNull();
});

test('digits go to sections by their place on the keyboard', () => {
  expect(shortcut(press('&', { ctrlKey: true, code: 'Digit1' }), false)).toEqual({ kind: 'go', section: 0 });
  expect(shortcut(press('4', { ctrlKey: true, code: 'Numpad4' }), true)).toEqual({ kind: 'go', section: 3 });
  expect(shortcut(press('5', { ctrlKey: true, code: 'Digit5' }), false)).toBeNull();
});

test('a slash searches unless it is typed into a field', () => {
  expect(shortcut(press('/'), false)).toEqual({ kind: 'search' });
  expect(shortcut(press('/'), true)).toBeNull();
});

test('Alt+Left goes back', () => {
  expect(shortcut(press('ArrowLeft', { altKey: true }), true)).toEqual({ kind: 'back' });
});
