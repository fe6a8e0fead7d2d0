import { expect, test } from 'vitest';
import { isAboutFile, statusWord, VERDICT_ORDER, VERDICTS, concerns } from './words';

test('no two verdicts share a word or a shape', () => {
  const looks = VERDICT_ORDER.map((verdict) => VERDICTS[verdict]);
  expect(new Set(looks.map((look) => look.word)).size).toBe(looks.length);
  expect(new Set(looks.map((look) => look.shape)).size).toBe(looks.length);
  expect(VERDICT_ORDER).toHaveLength(Object.keys(VERDICTS).length);
});

test('what concerns a person is told, likely and possible', () => {
  expect(VERDICT_ORDER.filter(concerns)).toEqual(['told', 'likely', 'possible']);
  expect(concerns(null)).toBe(false);
});

test('a passphrase is no fault of the file', () => {
  expect(isAboutFile('wrong_passphrase')).toBe(false);
  expect(isAboutFile('damaged')).toBe(true);
});

test('statuses have words', () => {
  expect(statusWord('exposure')).toBe('Left open');
  expect(statusWord('new-one')).toBe('new-one');
});
