/** The repository's own catalogue, read as it is, for the stand-in. Development only. */
import { parse } from 'smol-toml';
import type { BreachDetail, BreachRow, ClassInfo, CompanyDetail, ContactView, Word } from '../lib/api/types';
import { showDate } from '../lib/format/dates';
import { countryName } from '../lib/format/places';
import { directory, longTail } from './lists';
import classesText from '../../../catalogue/classes.toml?raw';

export interface RawGroup {
  id: string;
  who: string;
  relationships: string[];
  tags?: string[];
  condition?: { id: string; question: string };
  people?: { count?: number; kind: string };
  reach?: string;
  within?: string;
  exposed?: string[];
  possibly?: string[];
  ruled_out?: string[];
}
export interface RawBreach {
  id: string;
  title: string;
  status: string;
  layer?: string;
  sensitive?: boolean;
  also?: string[];
  via?: { company?: string; name?: string };
  affected_brands?: string[];
  occurred?: { from?: string; to?: string };
  discovered?: string;
  disclosed?: string;
  people?: { count?: number; kind: string };
  ruled_out?: string[];
  ruled_out_by?: string;
  notes?: string;
  unverified?: string[];
  groups?: RawGroup[];
  superseded?: Array<{ date?: string; claim: string }>;
  sources?: Array<{ url: string; publisher: string; kind: string; date?: string }>;
}
export interface RawCompany {
  id: string;
  name: string;
  sector: string;
  countries: string[];
  legal_names?: string[];
  aliases?: Array<string | { name: string; tags?: string[] }>;
  domains?: string[];
  not?: string[];
  relations?: Array<{ kind: string; company: string; since?: string }>;
  subject?: boolean;
  contacts?: ContactView | null;
  breaches?: RawBreach[];
}

const files = import.meta.glob<string>('../../../catalogue/companies/**/*.toml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const curated = Object.values(files)
  .flatMap((text) => {
    try {
      return [parse(text) as unknown as RawCompany];
    } catch {
      return []; // a file that is being written
    }
  })
  .sort((a, b) => a.name.localeCompare(b.name));

export const classes: ClassInfo[] = (parse(classesText) as { classes: Array<Record<string, string>> }).classes.map((row) => ({
  id: row['id'] ?? '',
  label: row['label'] ?? '',
  category: row['category'] ?? '',
  permanence: row['permanence'] ?? '',
  severity: row['severity'] ?? '',
  given: row['origin'] !== 'assigned',
}));

const SEVERITY = ['critical', 'high', 'medium', 'low'];
export const info = (id: string): ClassInfo =>
  classes.find((one) => one.id === id) ?? { id, label: id, category: '', permanence: 'hard', severity: 'low', given: true };
/** Labels, most severe first. */
export const labels = (ids: readonly string[]): string[] =>
  [...ids].sort((a, b) => SEVERITY.indexOf(info(a).severity) - SEVERITY.indexOf(info(b).severity)).map((id) => info(id).label);

export const aliases = (company: RawCompany): string[] =>
  (company.aliases ?? []).map((alias) => (typeof alias === 'string' ? alias : alias.name));

/** The long tail speaks of classes in its own words. */
const classOf = (name: string) => classes.find((one) => one.label.toLowerCase() === name.toLowerCase().replace(/(es|s)$/, ''))?.id ?? name.toLowerCase();

const taken = new Set(curated.flatMap((one) => [one.name, one.id, ...aliases(one)]).map((name) => name.toLowerCase()));
const others = [...longTail(classOf), ...directory()].filter((one) => {
  const key = one.name.toLowerCase();
  return taken.has(key) ? false : taken.add(key);
});

export const companies = [...curated, ...others];

export const allBreaches = companies.flatMap((company) => (company.breaches ?? []).map((breach) => ({ company, breach })));

export function people(count?: { count?: number; kind: string }): string {
  if (count?.count === undefined) return 'number not known';
  const number = new Intl.NumberFormat('en-GB').format(count.count);
  const lead: Record<string, string> = { approx: 'about ', upper_bound: 'up to ', lower_bound: 'at least ' };
  return `${lead[count.kind] ?? ''}${number} people`;
}

export function when(breach: RawBreach): string {
  const { from, to } = breach.occurred ?? {};
  if (from && to && from !== to) return `${showDate(from, 'en-GB')} to ${showDate(to, 'en-GB')}`;
  if (from || to) return `${from ? '' : 'until '}${showDate(from ?? to ?? null, 'en-GB')}`;
  return `found ${showDate(breach.discovered ?? breach.disclosed ?? null, 'en-GB')}`;
}

export const STATUS_TEXT: Record<string, string> = {
  confirmed: 'Confirmed by the company or an authority.',
  exposure: 'Left open on the internet; whether anybody took it is not known.',
  disputed: 'Claimed by a seller and disputed by the company.',
  denied: 'The company denies it.',
  claimed: 'Only claimed; nobody has confirmed it.',
};

const LAYER_TEXT: Record<string, string> = {
  private: 'Noted by you. No catalogue knows it, so nobody has checked it.',
  'long-tail': 'Have I Been Pwned counts it as genuine; what the company says about it was not looked at.',
};

export const relationships: Word[] = [
  ['customer', 'customer'],
  ['prospect', 'prospect or applicant for a service'],
  ['employee', 'employee'],
  ['contractor', 'contractor'],
  ['applicant', 'job applicant'],
  ['patient', 'patient'],
  ['student', 'student'],
  ['member', 'member'],
  ['donor', 'donor'],
  ['contact', 'contact of somebody else'],
].map(([id = '', label = '']) => ({ id, label }));

export function row(company: RawCompany, breach: RawBreach): BreachRow {
  const all = (breach.groups ?? []).flatMap((group) => [...(group.exposed ?? []), ...(group.possibly ?? [])]);
  return {
    id: breach.id,
    title: breach.title,
    company: company.id,
    company_name: company.name,
    countries: company.countries,
    sector: company.sector,
    status: breach.status,
    when: when(breach),
    date: breach.occurred?.from ?? breach.occurred?.to ?? breach.discovered ?? breach.disclosed ?? null,
    disclosed: breach.disclosed ?? null,
    people: breach.people?.count === undefined || breach.status === 'claimed' ? null : people(breach.people),
    classes: labels([...new Set(all)]),
    groups: breach.groups?.length ?? 0,
    layer: breach.layer ?? 'curated',
    sensitive: breach.sensitive ?? false,
  };
}

export function breachDetail(company: RawCompany, breach: RawBreach): BreachDetail {
  const nameOf = (id: string) => companies.find((one) => one.id === id)?.name ?? id;
  return {
    row: row(company, breach),
    status_text: LAYER_TEXT[breach.layer ?? ''] ?? STATUS_TEXT[breach.status] ?? breach.status,
    via: breach.via ? (breach.via.name ?? nameOf(breach.via.company ?? '')) : null,
    brands: (breach.affected_brands ?? []).map(nameOf),
    records: null,
    discovered: breach.discovered ?? null,
    groups: (breach.groups ?? []).map((group) => ({
      id: group.id,
      who: group.who,
      relationships: group.relationships.map((word) => word.replaceAll('-', ' ')),
      tags: group.tags ?? [],
      question: group.condition?.question ?? null,
      people: people(group.people),
      reach: group.reach ? `${group.reach} of those who could be meant` : null,
      within: group.within ?? null,
      exposed: labels(group.exposed ?? []),
      possibly: labels(group.possibly ?? []),
      ruled_out: labels(group.ruled_out ?? []),
    })),
    ruled_out: labels(breach.ruled_out ?? []),
    ruled_out_by: breach.ruled_out_by ?? null,
    not_affected: [],
    superseded: (breach.superseded ?? []).map((claim) => ({ date: claim.date ?? null, claim: claim.claim })),
    notes: breach.notes ?? '',
    unverified: breach.unverified ?? [],
    sources: (breach.sources ?? []).map((source) => ({ ...source, date: source.date ?? null })),
    also: breach.also ?? [],
  };
}

export function companyDetail(company: RawCompany): CompanyDetail {
  return {
    id: company.id,
    name: company.name,
    legal_names: company.legal_names ?? [],
    aliases: aliases(company),
    domains: company.domains ?? [],
    countries: company.countries,
    sector: company.sector,
    relations: (company.relations ?? []).map((relation) => {
      const name = companies.find((other) => other.id === relation.company)?.name ?? relation.company;
      const since = relation.since ? ` since ${showDate(relation.since, 'en-GB')}` : '';
      return { text: `${relation.kind.replaceAll('_', ' ')}: ${name}${since}`, company: relation.company, name };
    }),
    not: company.not ?? [],
    unverified: [],
    subject: company.subject ?? false,
    contacts: company.contacts ?? null,
    breaches: (company.breaches ?? []).map((breach) => row(company, breach)),
    named_in: allBreaches
      .filter(({ breach }) => breach.via?.company === company.id || breach.affected_brands?.includes(company.id))
      .map(({ company: other, breach }) => row(other, breach)),
  };
}

export const countries: Word[] = [...new Set(companies.flatMap((company) => company.countries))]
  .map((id) => ({ id, label: countryName(id) }))
  .sort((a, b) => a.label.localeCompare(b.label));
