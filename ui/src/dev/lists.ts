/** The long tail and the directory of the catalogue as companies of the stand-in. Development only. */
import directoryText from '../../../catalogue/directory.jsonl?raw';
import longTailText from '../../../catalogue/long-tail.jsonl?raw';
import type { ContactView } from '../lib/api/types';
import type { RawCompany } from './catalogue';

interface ListedBreach {
  id: string;
  name: string;
  domain?: string;
  date?: string;
  listed: string;
  accounts: number;
  sensitive?: boolean;
  classes: string[];
}
interface ListedCompany {
  id: string;
  name: string;
  domains?: string[];
  countries?: string[];
  sector?: string;
  privacy_email?: string;
  address?: string;
  deletion_page?: string;
  deletion?: string;
  password_page?: string;
}

function lines<T>(text: string): T[] {
  return text.split('\n').flatMap((line) => {
    try {
      const read = JSON.parse(line) as T & { id?: string };
      return read.id === undefined ? [] : [read];
    } catch {
      return []; // a file that is being written
    }
  });
}

/** The long tail; `classOf` turns a class of that list into one of ours. */
export function longTail(classOf: (name: string) => string): RawCompany[] {
  return lines<ListedBreach>(longTailText).map((one) => ({
    id: one.domain || one.id,
    name: one.name,
    sector: 'other',
    countries: [],
    ...(one.domain ? { domains: [one.domain] } : {}),
    breaches: [
      {
        id: one.id,
        title: `Accounts of ${one.name}`,
        status: 'confirmed',
        layer: 'long-tail',
        sensitive: one.sensitive ?? false,
        ...(one.date ? { occurred: { from: one.date, to: one.date } } : {}),
        disclosed: one.listed,
        people: { count: one.accounts, kind: 'exact' },
        groups: [{ id: 'accounts', who: 'people with an account', relationships: ['customer'], exposed: one.classes.map(classOf), people: { count: one.accounts, kind: 'exact' } }],
        sources: [{ url: `https://haveibeenpwned.com/Breach/${one.id.slice(5)}`, publisher: 'Have I Been Pwned', kind: 'database', date: one.listed }],
      },
    ],
  }));
}

/** The directory. */
export function directory(): RawCompany[] {
  return lines<ListedCompany>(directoryText).map((one) => ({
    id: one.id,
    name: one.name,
    sector: one.sector ?? 'other',
    countries: one.countries ?? [],
    domains: one.domains ?? [],
    contacts: contacts(one),
  }));
}

function contacts(one: ListedCompany): ContactView | null {
  const known: ContactView = {
    privacy_email: one.privacy_email ?? null,
    privacy_form: null,
    address: one.address ?? null,
    deletion_page: one.deletion_page ?? null,
    deletion: one.deletion ?? null,
    password_page: one.password_page ?? null,
  };
  return Object.values(known).some((part) => part !== null) ? known : null;
}
