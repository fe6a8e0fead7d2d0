import { expect, test } from 'vitest';
import { failureSign, isAboutFile, linkedWords, stateLook, statusWord, VERDICT_ORDER, VERDICTS, concerns } from './words';

test('no two verdicts share a word or a shape', () => {
  const looks = VERDICT_ORDER.map((verdict) => VERDICTS[verdict]);
  expect(new Set(looks.map((look) => look.word)).size).toBe(looks.length);
  expect(new Set(looks.map((look) => look.shape)).size).toBe(looks.length);
  expect(VERDICT_ORDER).toHaveLength(Object.keys(VERDICTS).length);
});

test('no two states of a data class share a shape, and what is not known says nothing', () => {
  const states = ['exposed', 'possibly', 'ruled_out', 'open', 'not_stated'];
  expect(new Set(states.map((state) => stateLook(state).shape)).size).toBe(states.length);
  expect(stateLook('later')).toEqual(stateLook('not_stated'));
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

test('failures that ask for different steps look different', () => {
  const codes = ['wrong_passphrase', 'damaged', 'in_use', 'newer_format', 'disk_full', 'out_of_memory'] as const;
  expect(new Set(codes.map(failureSign)).size).toBe(codes.length);
});

test('a reason becomes a sentence, a sentence stays', () => {
  expect(linkedWords('because “Talk Talk” is TalkTalk')).toBe('Linked because “Talk Talk” is TalkTalk.');
  expect(linkedWords('You said that this is the company meant.')).toBe('You said that this is the company meant.');
});
