import { expect, test } from 'vitest';
import type { NewsItem } from '../api/types';
import { newsTarget, sortNews } from './news';

const item = (kind: NewsItem['kind'], more: Partial<NewsItem> = {}): NewsItem => ({
  kind,
  noticed: '2026-11-22',
  breach: 'acme-2020',
  holding: 3,
  title: 'Acme',
  details: [],
  ...more,
});

test('what is new comes before what was corrected, and that before what was withdrawn', () => {
  const kinds = sortNews([item('withdrawn'), item('linked'), item('corrected'), item('unlinked'), item('new')]).map((one) => one.kind);
  expect(kinds).toEqual(['new', 'corrected', 'unlinked', 'linked', 'withdrawn']);
});

test('inside a kind the order stays', () => {
  const titles = sortNews([item('new', { title: 'a' }), item('withdrawn'), item('new', { title: 'b' })]).map((one) => one.title);
  expect(titles).toEqual(['a', 'b', 'Acme']);
});

test('news leads to the match', () => {
  expect(newsTarget(item('new'))).toEqual({ view: 'match', holding: 3, breach: 'acme-2020' });
});

test('a withdrawn breach has no page any more, but its company has', () => {
  expect(newsTarget(item('withdrawn'))).toEqual({ view: 'companies', holding: 3 });
  expect(newsTarget(item('withdrawn', { holding: null }))).toBeNull();
});

test('a name leads to its company, a breach without one to itself', () => {
  expect(newsTarget(item('linked', { breach: null }))).toEqual({ view: 'companies', holding: 3 });
  expect(newsTarget(item('new', { holding: null }))).toEqual({ view: 'breach', id: 'acme-2020' });
});
