/** The first screen, counted up by the stand-in. Development only. */
import type { HoldingDetail, IdentityRow, Overview } from '../lib/api/types';
import { info } from './catalogue';

/** The first screen over all holdings. */
export function overviewOf(all: HoldingDetail[]): Overview {
  const matches = all.flatMap((one) => one.matches.filter((match) => !match.answer.dismissed));
  const sure = matches.filter((match) => ['told', 'likely'].includes(match.brief.verdict));
  const open = matches.filter((match) => match.brief.verdict === 'possible');
  const breached = all.filter((one) => one.row.breached > 0).length;
  const possible = all.filter((one) => one.row.breached === 0 && one.row.possible > 0).length;
  const identity = new Map<string, IdentityRow>();
  for (const match of [...sure, ...open]) {
    for (const one of match.classes) {
      if (one.state !== 'exposed' && one.state !== 'possibly') continue;
      const entry = identity.get(one.id) ?? { class: one.id, label: one.label, category: info(one.id).category, permanence: one.permanence, severity: one.severity, state: 'open', exposed: [], possibly: [], open: [] };
      const list = match.brief.verdict === 'possible' ? entry.open : one.state === 'exposed' ? entry.exposed : entry.possibly;
      list.push({ holding: match.brief.holding, holding_name: match.brief.holding_name, breach: match.brief.breach, title: match.brief.title, when: match.brief.when, verdict: match.brief.verdict });
      entry.state = entry.exposed.length > 0 ? 'exposed' : entry.possibly.length > 0 ? 'possibly' : 'open';
      identity.set(one.id, entry);
    }
  }
  return {
    sentence: all.length === 0 ? 'Add the companies that hold your data to see which breaches touch you.' : `${breached} of your ${all.length} companies ${breached === 1 ? 'was' : 'were'} breached.`,
    detail: possible > 0 ? `${possible} more may be: an answer or a date would decide.` : '',
    companies: all.length,
    breached,
    possible,
    unresolved: all.filter((one) => one.row.needs_company).length,
    first: sure.map((match) => match.brief),
    open: open.map((match) => match.brief),
    identity: [...identity.values()],
  };
}
