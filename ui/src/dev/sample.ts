/** What the stand-in's vault holds at first. Development only. */
import type { HoldingInput } from '../lib/api/types';
import { blankInput, blankPeriod } from '../lib/format/holding';
import { companies } from './catalogue';

function one(name: string, country: string | null, from: string | null, until: string | null, more: Partial<HoldingInput> = {}, tags: string[] = []): HoldingInput {
  return {
    ...blankInput(country),
    name,
    periods: [{ ...blankPeriod(), from, until: until === 'still' ? null : until, still: until === 'still', tags }],
    ...more,
  };
}

/** A plausible list, and `extra` further companies for the long table. */
export function sample(extra: number): HoldingInput[] {
  const contact = ['name', 'email-address', 'phone-number', 'postal-address'];
  const list = [
    one('T-Mobile', 'US', '2020', 'still', { gave: [...contact, 'date-of-birth'] }, ['prepaid']),
    one('Virgin Media', 'GB', '2017', '2021', { gave: [...contact, 'password', 'bank-account'], note: 'Cable at Elm Street; router returned in May 2021.' }),
    one('Three', 'GB', '2014', '2018', { gave: contact }),
    one('Talk Talk', 'GB', '2012', '2014', { identifiers: ['ada@example.org'] }),
    one('Vodafone', 'GB', null, null),
    one('Carphone Warehouse', 'GB', '2011', '2016', { gave: [...contact, 'payment-card'] }),
    one('AT&T', 'US', '2019', '2023', {}, ['mobile']),
    one('BT', 'GB', '2004', '2012'),
    one('Orange', null, '2009', '2011'),
    one('مكتبة جرير', null, '2016', null),
    one('Søster 🌻 Blomster og en meget, meget lang butikk som heter noe helt annet', null, '2020', 'still'),
  ];
  for (let index = 0; index < extra; index += 1) {
    const company = companies[index % companies.length];
    if (company) list.push(one(company.name, company.countries[0] ?? null, String(1990 + (index % 30)), null, { company: company.id }));
  }
  return list;
}
