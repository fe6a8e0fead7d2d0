import { expect, test } from 'vitest';
import { readSheet } from './sheet';

test('a sheet is read from its five lines, and the bytes are overwritten', () => {
  const bytes = new TextEncoder().encode('ABCDE-FGHJK\n41\nM4 4h7v1h-7z\nmy vault.heldby\n2026-11-22\n');
  expect(readSheet(bytes.buffer)).toEqual({
    groups: ['ABCDE', 'FGHJK'],
    size: 41,
    path: 'M4 4h7v1h-7z',
    file: 'my vault.heldby',
    made: '2026-11-22',
  });
  expect(bytes.every((byte) => byte === 0)).toBe(true);
});
