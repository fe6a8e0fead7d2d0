import { expect, test } from 'vitest';
import { envelope, kindOf, size } from './files';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a list is told by its first bracket', () => {
  expect(kindOf(bytes('[{"Name":"Acme"}]'))).toBe('list');
  expect(kindOf(bytes('\ufeff \r\n\t['))).toBe('list');
  expect(kindOf(bytes('{"Name":"Acme"}'))).toBe('list');
});

test('everything else may be an update', () => {
  expect(kindOf(bytes('HELDBY…'))).toBe('update');
  expect(kindOf(bytes(''))).toBe('update');
  expect(kindOf(bytes('   '))).toBe('update');
  expect(kindOf(new Uint8Array([0xef, 0xbb]))).toBe('update');
});

test('a name and its content cross as one body with a single first zero between', () => {
  expect([...envelope('a.b', new Uint8Array([0, 7]))]).toEqual([97, 46, 98, 0, 0, 7]);
  expect([...envelope('a\0b', new Uint8Array())]).toEqual([97, 32, 98, 0]);
  expect([...envelope('é', new Uint8Array([1]))]).toEqual([0xc3, 0xa9, 0, 1]);
});

test('sizes are for people', () => {
  expect(size(0)).toBe('0 bytes');
  expect(size(3_400)).toBe('3 kB');
  expect(size(3_440_000)).toBe('3.4 MB');
});
