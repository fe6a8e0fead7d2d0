import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as api from '../api';
import { answerWith } from '../api/host';
import { at, go } from './router.svelte';
import { begin, lockNow, session } from './session.svelte';
import { tell, toasts } from './toasts.svelte';

const catalogue = { date: '2026-11-22', number: 1, age_days: 0, old: false, companies: 1, breaches: 1 };
const status = (kind: string) => ({ kind, vault_path: '/v', version: '0.1.0', catalogue, offline_warning: null });
const locked = { code: 'locked', message: 'The vault is locked.', advice: 'Unlock it.' };
let answers: Record<string, () => unknown>;

beforeEach(async () => {
  vi.stubGlobal('document', { documentElement: { dataset: {} } });
  vi.useFakeTimers();
  answers = {
    status: () => status('unlocked'),
    terms: () => ({ classes: [] }),
    profile: () => ({ country: 'GB', theme: 'dark' }),
    persons: () => [{ id: 1, name: 'Ada' }],
    lock: () => status('locked'),
  };
  answerWith(async (command) => answers[command]?.());
  await begin();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function expectNothing() {
  expect(session).toMatchObject({ terms: null, profile: null, persons: [] });
  expect(toasts()).toEqual([]);
  expect(at()).toEqual({ view: 'overview' });
}

test('an open vault brings what every view needs', () => {
  expect(session.status?.kind).toBe('unlocked');
  expect(session.persons).toEqual([{ id: 1, name: 'Ada' }]);
  expect(document.documentElement.dataset['theme']).toBe('dark');
});

test('locking clears the screen before the host answers', async () => {
  go({ view: 'companies', holding: 7 });
  tell('Acme was removed.', () => {});
  let answered = () => {};
  answers['lock'] = () => new Promise((done) => (answered = () => done(status('locked'))));
  answers['status'] = () => status('locked');
  const done = lockNow();
  expect(session.status).toBeNull();
  expectNothing();
  answered();
  await done;
  await vi.waitFor(() => expect(session.status?.kind).toBe('locked'));
});

test('a command that finds the vault locked clears the screen too', async () => {
  go({ view: 'companies', holding: 7 });
  answers['status'] = () => status('locked');
  answers['overview'] = () => Promise.reject(locked);
  await expect(api.overview()).rejects.toEqual(locked);
  expectNothing();
  await vi.waitFor(() => expect(session.status?.kind).toBe('locked'));
});

test('a lock that fails is told and shows nothing', async () => {
  const failure = { code: 'io', message: 'm', advice: 'a' };
  answers['lock'] = () => Promise.reject(failure);
  await lockNow();
  expect(session.failure).toEqual(failure);
  expect(session.status).toBeNull();
  expectNothing();
});
