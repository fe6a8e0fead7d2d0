import { expect, test } from 'vitest';
import { attribution, deletionWords, layerMark } from './layers';

test('what came with the catalogue has no mark', () => {
  expect(layerMark('curated')).toBeNull();
  expect(layerMark('long-tail')).toBeNull();
});

test('what nobody reviewed is marked, each kind in words of its own', () => {
  const words = ['hibp-file', 'private'].map((layer) => layerMark(layer)?.word);
  expect(new Set(words).size).toBe(2);
  expect(words).not.toContain(undefined);
});

test('every record of Have I Been Pwned names it and its licence', () => {
  for (const layer of ['long-tail', 'hibp-file']) {
    expect(attribution(layer)).toMatch(/Have I Been Pwned.*haveibeenpwned\.com.*CC BY 4\.0/);
  }
  expect(attribution('curated')).toBeNull();
  expect(attribution('private')).toBeNull();
});

test('a loaded list says that nobody reviewed it', () => {
  expect(attribution('hibp-file')).toMatch(/nobody/i);
});

test('an unknown way of closing an account says nothing', () => {
  expect(deletionWords(null)).toBe('');
  expect(deletionWords('hard')).toMatch(/writing/);
});
