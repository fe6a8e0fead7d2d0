import { expect, test } from 'vitest';
import css from './tokens.css?raw';

/** Colours of one theme: 0 is light, 1 is dark. */
function colours(theme: 0 | 1): Map<string, string> {
  const found = [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
  return new Map(found.map((match) => [match[1] ?? '', (theme === 0 ? match[2] : match[3]) ?? '']));
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['side', 'page', 'card', 'well', 'hover', 'chosen'];
const text = [
  ...surfaces.flatMap((under) => ['ink', 'quiet'].map((ink) => [ink, under])),
  ...['page', 'card', 'well', 'hover', 'side'].map((under) => ['accent', under]),
  ['accent-strong', 'chosen'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ...['hit', 'may', 'clear'].flatMap((tone) =>
    ['page', 'card', 'well', 'hover', 'chosen', `${tone}-well`].map((under) => [tone, under]),
  ),
  ...['hit-well', 'may-well', 'clear-well'].flatMap((under) => ['ink', 'quiet'].map((ink) => [ink, under])),
] as Array<[string, string]>;
const shapes = [
  ...['page', 'card', 'well', 'side'].flatMap((under) => ['edge', 'focus'].map((line) => [line, under])),
] as Array<[string, string]>;

for (const [theme, name] of [
  [0, 'light'],
  [1, 'dark'],
] as const) {
  const palette = colours(theme);
  const colour = (token: string) => {
    const value = palette.get(token);
    expect(value, `--${token} is a token with two colours`).toBeDefined();
    return value ?? '';
  };

  test.each(text)(`${name}: text in --%s on --%s reaches 4.5`, (ink, under) => {
    expect(contrast(colour(ink), colour(under))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(shapes)(`${name}: borders of controls in --%s on --%s reach 3`, (line, under) => {
    expect(contrast(colour(line), colour(under))).toBeGreaterThanOrEqual(3);
  });
}

test('black on white is 21', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21));
