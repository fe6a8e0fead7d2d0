/** Rules of the window that no compiler checks. */
import { expect, test } from 'vitest';

const sources = import.meta.glob<string>(['./**/*.{ts,svelte}', '!./**/*.test.ts', '../index.html'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const files = Object.entries(sources);
const where = (found: RegExp) => files.filter(([, text]) => found.test(text)).map(([path]) => path);

test('all sources are looked at', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(Object.keys(sources)).toContain('../index.html');
});

test('only the api folder knows the host', () => {
  expect(where(/['"]@tauri-apps\//)).toEqual(['./lib/api/host.ts']);
});

test('nothing is styled or run inline: the policy of the window forbids it', () => {
  expect(where(/\sstyle=|\.innerHTML|insertAdjacentHTML|\{@html|document\.write|<script>(?!\s*import)[^<]*<\/script>\s*<\/head>/)).toEqual([]);
});

test('nothing is fetched, stored or opened', () => {
  expect(where(/\bfetch\(|XMLHttpRequest|WebSocket|localStorage|sessionStorage|indexedDB|window\.open|href=/)).toEqual([]);
});

test('the stand-in for development is loaded in one place, behind a condition that builds drop', () => {
  expect(where(/dev\/stand-in/)).toEqual(['./main.ts']);
  expect(sources['./main.ts']).toMatch(/import\.meta\.env\.DEV &&[^\n]*\n\s*const \{ standIn \} = await import/);
});
