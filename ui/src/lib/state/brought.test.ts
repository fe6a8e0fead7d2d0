import { beforeEach, expect, test, vi } from 'vitest';
import { answerWith } from '../api/host';
import { brought, forgetBrought, receive, take } from './brought.svelte';

const asked: Array<[string, string]> = [];
let answer: (command: string) => unknown = () => null;
answerWith(async (command, body) => {
  asked.push([command, body instanceof Uint8Array ? new TextDecoder().decode(body) : '']);
  return answer(command);
});
const refusal = { code: 'update_forged', message: 'The signature does not fit.', advice: 'Do not use it.' };
const file = (text: string, name = 'file') => new File([text], name);

beforeEach(() => {
  asked.length = 0;
  answer = () => null;
  forgetBrought();
});

test('an update is checked before anybody is asked, and installed only when it is taken', async () => {
  answer = (command) => (command === 'verify_update' ? { number: 2 } : { summary: 'Installed.' });
  await receive(file('HELDBY', 'catalogue.heldby'));
  expect(asked).toEqual([['verify_update', 'catalogue.heldby\0HELDBY']]);
  expect(brought()).toMatchObject({ at: 'asking', kind: 'update', release: { number: 2 } });
  expect(await take()).toBe(true);
  expect(asked[1]).toEqual(['install_update', 'catalogue.heldby\0HELDBY']);
  expect(brought()).toMatchObject({ at: 'done', result: { summary: 'Installed.' } });
});

test('a list is asked about without a look by the host, and loaded as a list', async () => {
  await receive(file('[]', 'breaches.json'));
  expect(asked).toEqual([]);
  expect(brought()).toMatchObject({ at: 'asking', kind: 'list', release: null });
  await take();
  expect(asked).toEqual([['add_hibp_list', 'breaches.json\0[]']]);
});

test('a refusal says why and names the file, and there is nothing to take', async () => {
  answer = () => {
    throw refusal;
  };
  await receive(file('HELDBY', 'bad.heldby'));
  expect(brought()).toEqual({ at: 'refused', name: 'bad.heldby', failure: refusal });
  expect(await take()).toBe(false);
  expect(asked.map(([command]) => command)).toEqual(['verify_update']);
});

test('a file that was put away does not come back when its answer arrives', async () => {
  let arrive: (value: unknown) => void = () => {};
  answer = () => new Promise((done) => (arrive = done));
  const receiving = receive(file('HELDBY'));
  await vi.waitFor(() => expect(asked.length).toBe(1));
  forgetBrought();
  arrive({ number: 2 });
  await receiving;
  expect(brought()).toEqual({ at: 'nothing' });
});
