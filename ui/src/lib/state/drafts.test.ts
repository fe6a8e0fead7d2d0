import { afterEach, expect, test } from 'vitest';
import { blankInput } from '../format/holding';
import { draftOf, dropDraft, forgetDrafts, keepDraft } from './drafts.svelte';

afterEach(forgetDrafts);

test('what was typed about a company waits for it, and for no other', () => {
  keepDraft(1, { ...blankInput('GB'), note: 'first' });
  keepDraft(1, { ...blankInput('GB'), note: 'second' });
  expect(draftOf(1)?.note).toBe('second');
  expect(draftOf(2)).toBeNull();
  dropDraft(1);
  expect(draftOf(1)).toBeNull();
});

test('a locked window keeps nothing', () => {
  keepDraft(1, blankInput());
  keepDraft(2, blankInput());
  forgetDrafts();
  expect([draftOf(1), draftOf(2)]).toEqual([null, null]);
});
