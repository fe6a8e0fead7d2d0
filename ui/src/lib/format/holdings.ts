/** Searching and ordering of the table of companies. */
import type { HoldingRow } from '../api/types';
import { countryName } from './places';
import { VERDICT_ORDER } from './words';

const names = new Intl.Collator();

/** What the table is narrowed to. */
export interface HoldingFilter {
  text: string;
  verdict: 'all' | 'breached' | 'possible' | 'none' | 'unresolved';
}

/** Folds case and accents, so that "telefonica" finds "Telefónica". */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

/** What is searched in a row. Folding is slow, and a row stays the same while its name is typed: it is folded once. */
const texts = new WeakMap<HoldingRow, string>();

function searched(row: HoldingRow): string {
  let text = texts.get(row);
  if (text === undefined) {
    const country = row.country === null ? '' : `${row.country} ${countryName(row.country)}`;
    text = fold([row.name, row.typed, country, row.sector ?? '', row.when, row.person.name].join(' '));
    texts.set(row, text);
  }
  return text;
}

/** The rows that fit, in the order given; every word must occur somewhere in a row. */
export function filterHoldings(rows: readonly HoldingRow[], filter: HoldingFilter): HoldingRow[] {
  const words = fold(filter.text).split(/\s+/).filter((word) => word !== '');
  return rows.filter((row) => {
    if (!fits(row, filter.verdict)) return false;
    if (words.length === 0) return true;
    const text = searched(row);
    return words.every((word) => text.includes(word));
  });
}

function fits(row: HoldingRow, verdict: HoldingFilter['verdict']): boolean {
  switch (verdict) {
    case 'all':
      return true;
    case 'breached':
      return row.breached > 0;
    case 'possible':
      return row.possible > 0;
    case 'none':
      return row.company !== null && row.breached === 0 && row.possible === 0;
    case 'unresolved':
      return row.company === null;
  }
}

/** The rows in order. Equal ones by name, so that the order is the same each time. */
export function sortHoldings(rows: readonly HoldingRow[], order: { by: string; down: boolean }): HoldingRow[] {
  const turn = order.down ? -1 : 1;
  const byName = (a: HoldingRow, b: HoldingRow) => names.compare(a.name, b.name) || a.id - b.id;
  const rank = (row: HoldingRow) => (row.verdict === null ? VERDICT_ORDER.length : VERDICT_ORDER.indexOf(row.verdict));
  const compare: Record<string, (a: HoldingRow, b: HoldingRow) => number> = {
    name: () => 0,
    verdict: (a, b) => rank(a) - rank(b) || b.breached - a.breached || b.possible - a.possible,
    // Unknown years come last either way.
    since: (a, b) => (a.since_year === null || b.since_year === null ? 0 : a.since_year - b.since_year),
  };
  const main = compare[order.by] ?? (() => 0);
  return [...rows].sort((a, b) => {
    if (order.by === 'since' && (a.since_year === null) !== (b.since_year === null)) return a.since_year === null ? 1 : -1;
    const first = main(a, b) * turn;
    return first !== 0 ? first : byName(a, b) * (order.by === 'name' ? turn : 1);
  });
}
