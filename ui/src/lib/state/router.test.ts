import { beforeEach, expect, test } from 'vitest';
import { at, back, canGoBack, forgetPlaces, go, refine, sectionOf } from './router.svelte';

beforeEach(forgetPlaces);

test('back returns to where one came from', () => {
  go({ view: 'companies' });
  go({ view: 'match', holding: 1, breach: 'x', from: 'companies' });
  back();
  expect(at()).toEqual({ view: 'companies' });
  back();
  expect(at()).toEqual({ view: 'overview' });
  expect(canGoBack()).toBe(false);
});

test('refining a place leaves no step behind', () => {
  go({ view: 'companies' });
  refine({ view: 'companies', holding: 7 });
  back();
  expect(at()).toEqual({ view: 'overview' });
});

test('back without a past goes to the section', () => {
  refine({ view: 'company', id: 'x' });
  back();
  expect(at()).toEqual({ view: 'breaches' });
});

test('the past has an end', () => {
  for (let step = 0; step < 500; step += 1) go({ view: 'company', id: String(step) });
  let steps = 0;
  while (canGoBack()) {
    back();
    steps += 1;
  }
  expect(steps).toBeLessThanOrEqual(50);
});

test('forgetting leaves nothing', () => {
  go({ view: 'companies', holding: 3 });
  forgetPlaces();
  expect(at()).toEqual({ view: 'overview' });
  expect(canGoBack()).toBe(false);
  expect(sectionOf({ view: 'match', holding: 1, breach: 'x', from: 'overview' })).toBe('overview');
});
