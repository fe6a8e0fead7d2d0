import { expect, test } from 'vitest';
import type { BackupCheck, BackupView, OpensWith } from '../api';
import { checked, earlier, isSame, madeAt } from './backups';

test('a copy has the time of this computer', () => {
  expect(madeAt('2026-11-22T15:20:18Z', 'UTC')).toBe('22 November 2026 at 15:20');
  expect(madeAt('2026-11-22T15:20:18Z', 'Asia/Tokyo')).toBe('23 November 2026 at 00:20');
  expect(madeAt(null)).toBe('at an unknown time');
  expect(madeAt('soon')).toBe('soon');
});

test('a difference is one or none', () => {
  expect(isSame({ only_now: [], only_there: [], changed: [] })).toBe(true);
  expect(isSame({ only_now: [], only_there: [], changed: ['TalkTalk'] })).toBe(false);
});

test('copies of an earlier passphrase are told apart', () => {
  const copy = (name: string, opens_with: OpensWith, vault = false): BackupView => ({
    name,
    made: '2026-11-22T15:20:18Z',
    kind: 'manual',
    label: '',
    size: 1,
    vault,
    opens_with,
  });
  expect(earlier([copy('a', 'present_key'), copy('b', 'earlier'), copy('c', 'unknown'), copy('d', 'earlier', true)])).toEqual(['b']);
  expect(earlier([copy('e', 'present_passphrase'), copy('f', 'other_vault')])).toEqual([]);
});

test('what checking came to', () => {
  const check = (good: boolean | null): BackupCheck => ({ name: '', good, message: '' });
  expect(checked([check(true), check(true)])).toBe('2 of 2 are good.');
  expect(checked([check(true), check(false), check(null)])).toBe('1 of 3 are good, 1 is damaged, 1 could not be checked.');
});
