/** Counts and lists in words. */
import { LANGUAGE } from './language';

const numbers = new Intl.NumberFormat(LANGUAGE);

/** "1,204". */
export function number(value: number): string {
  return numbers.format(value);
}

/** "1 company", "1,204 companies". */
export function count(value: number, one: string, many: string): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** "a, b and 3 more": the first few of a list, the rest as a number. */
export function fewOf(items: readonly string[], most: number): string {
  if (items.length <= most) return new Intl.ListFormat(LANGUAGE, { type: 'conjunction' }).format(items);
  const rest = items.length - most;
  return `${items.slice(0, most).join(', ')} and ${rest} more`;
}

/** How many more of a long list are shown at a time: a page with thousands of rows would stand still. */
const MORE = 50;

/** What comes after the first `most` of `all`: what to offer, and how many are shown then. `null` if nothing does. */
export function afterFirst(all: number, most: number): { label: string; most: number } | null {
  if (all <= most) return null;
  if (all - most <= MORE) return { label: `Show all ${number(all)}`, most: all };
  return { label: `Show ${MORE} more of ${number(all)}`, most: most + MORE };
}

/** A first letter in upper case; the rest as it is. */
export function sentence(text: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase() + text.slice(first.length);
}

/** How old the catalogue is: "today", "yesterday", "12 days ago", "3 months ago". */
export function ago(days: number): string {
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 60) return `${days} days ago`;
  return `${Math.floor(days / 30)} months ago`;
}
