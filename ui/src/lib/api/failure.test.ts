import { describe, expect, test, vi } from 'vitest';
import { isFailure, toFailure } from './failure';
import { answerWith, call, callSecret, onLocked } from './host';

const locked = { code: 'locked', message: 'The vault is locked.', advice: 'Unlock it.' };

describe('failures', () => {
  test('one of ours passes unchanged', () => {
    expect(toFailure(locked)).toBe(locked);
  });

  test.each([
    ['a text', 'command not allowed', /command not allowed/],
    ['an error', new Error('boom'), /boom/],
    ['nothing', undefined, /went wrong\.$/],
    ['an unknown code', { code: 'nope', message: 'x', advice: 'y' }, /went wrong\.$/],
    ['a half failure', { code: 'io' }, /went wrong\.$/],
  ])('%s becomes a failure with advice', (_, thrown, message) => {
    const failure = toFailure(thrown);
    expect(isFailure(failure)).toBe(true);
    expect(failure.code).toBe('io');
    expect(failure.message).toMatch(message);
    expect(failure.advice).not.toBe('');
  });
});

describe('the door to the host', () => {
  test('a locked vault is reported once for whatever was asked, and the call still fails', async () => {
    const seen = vi.fn();
    onLocked(seen);
    answerWith(() => Promise.reject(locked));
    await expect(call('overview')).rejects.toEqual(locked);
    expect(seen).toHaveBeenCalledTimes(1);
  });

  test('other failures do not lock the window', async () => {
    const seen = vi.fn();
    onLocked(seen);
    answerWith(() => Promise.reject({ code: 'not_found', message: 'm', advice: 'a' }));
    await expect(call('holding', { id: 1 })).rejects.toMatchObject({ code: 'not_found' });
    expect(seen).not.toHaveBeenCalled();
  });

  test('a secret crosses as bytes and is overwritten afterwards', async () => {
    let sent: Uint8Array | undefined;
    answerWith((_, body) => {
      sent = body as Uint8Array;
      expect(new TextDecoder().decode(sent)).toBe('pâss 🔑');
      return Promise.resolve('done');
    });
    await expect(callSecret('unlock', 'pâss 🔑')).resolves.toBe('done');
    expect(sent?.every((byte) => byte === 0)).toBe(true);
  });

  test('a secret is overwritten after a failure too', async () => {
    let sent: Uint8Array | undefined;
    answerWith((_, body) => {
      sent = body as Uint8Array;
      return Promise.reject(locked);
    });
    await expect(callSecret('unlock', 'secret')).rejects.toEqual(locked);
    expect(sent?.every((byte) => byte === 0)).toBe(true);
  });
});
