/** Order of the catalogue's breaches in their table. */
import type { BreachRow } from '../api/types';

const names = new Intl.Collator();
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** When it happened, else when it became public; nothing known comes before every date. */
const day = (row: BreachRow) => row.date ?? row.disclosed ?? '';

/** By company or by date; companies of one day by name, breaches of one company the newest first. */
export function sortBreaches(rows: readonly BreachRow[], order: { by: string; down: boolean }): BreachRow[] {
  const turn = order.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const byDate = compare(day(a), day(b));
    const byName = names.compare(a.company_name, b.company_name);
    return order.by === 'company' ? byName * turn || -byDate : byDate * turn || byName;
  });
}
