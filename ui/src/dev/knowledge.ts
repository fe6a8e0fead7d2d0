/** Layers, news, notes and holders that nobody chose, as the stand-in keeps them. Development only. */
import type {
  AnswerInput,
  Failure,
  Installed,
  LayerView,
  MayHold,
  NewsItem,
  OwnBreach,
  OwnBreachInput,
  RememberedName,
  VerdictWord,
} from '../lib/api/types';
import { countryName } from '../lib/format/places';
import { allBreaches, companies, labels, row, type RawBreach, type RawCompany } from './catalogue';

const query = new URLSearchParams(location.search);
const fail = (code: Failure['code'], message: string, advice: string): never => {
  throw { code, message, advice } satisfies Failure;
};

let lived: string[] = query.has('unasked') ? [] : ['GB', 'US'];
let own: OwnBreach[] = [];
let nextOwn = 1;
let hibp = false;
let update = false;
const said = new Map<string, VerdictWord>();
let names: RememberedName[] = [
  { name: 'Three', country: 'GB', company: 'three-uk', company_name: 'Three UK', confirmed: '2026-11-20' },
  { name: 'Orange', country: null, company: 'orange-fr', company_name: 'Orange', confirmed: '2026-11-21' },
];
let news: NewsItem[] = query.has('news')
  ? [
      { kind: 'withdrawn', noticed: '2026-11-22', breach: 'gone', holding: 4, title: 'TalkTalk: A claim about call records', details: ['The catalogue does not list it any more. What you answered about it is kept.'] },
      { kind: 'new', noticed: '2026-11-22', breach: 'virgin-media-2020', holding: 2, title: 'Virgin Media: Marketing database left open', details: ['At Virgin Media: likely.', 'It happened April 2019 to February 2020.'] },
      { kind: 'corrected', noticed: '2026-11-22', breach: 'tmobile-us-2021', holding: 1, title: 'T-Mobile US: Data of customers and applicants', details: ['Also lost: IMEI number.', 'How many people: 76.6 million; before: 54 million.', 'You had put it away; it is back, because it changed.'] },
      { kind: 'linked', noticed: '2026-11-22', breach: null, holding: 9, title: 'Orange', details: ['“Orange” is now linked to Orange (France).'] },
    ]
  : [];

/** How many changes are unread, whether a list lies on top and who signed an update. */
export const state = () => ({ news: news.length, unsigned: hibp, signer: update ? 'A1B2C3D4E5F60718' : null });
/** The countries lived in. */
export const places = (): string[] => lived;

const NOTED = 'private:';
const nameOf = (id: string | null, typed: string) => companies.find((one) => one.id === id)?.name ?? typed;

/** Puts the noted breaches among those of the catalogue, as the host does. */
function relearn(): void {
  for (const company of companies) if (company.breaches) company.breaches = company.breaches.filter((one) => one.layer !== 'private');
  for (let index = allBreaches.length - 1; index >= 0; index -= 1) if (allBreaches[index]?.breach.layer === 'private') allBreaches.splice(index, 1);
  for (const { breach: id, input } of own) {
    let company = companies.find((one) => one.id === input.company || one.name === input.company_name);
    if (!company) {
      company = { id: `${NOTED}${input.company_name}`, name: input.company_name, sector: 'other', countries: [] };
      companies.push(company);
    }
    const breach: RawBreach = {
      id,
      title: input.title || 'Noted by me',
      status: 'confirmed',
      layer: 'private',
      occurred: { ...(input.occurred_from ? { from: input.occurred_from } : {}), ...(input.occurred_to ? { to: input.occurred_to } : {}) },
      ...(input.disclosed ? { disclosed: input.disclosed } : {}),
      notes: input.note,
      groups: [{ id: 'noted', who: 'whom you noted it for', relationships: ['customer'], exposed: input.classes }],
    };
    company.breaches = [breach, ...(company.breaches ?? [])];
    allBreaches.push({ company, breach });
  }
}

function holder(company: RawCompany, here: string[]): MayHold {
  const breaches = (company.breaches ?? []).flatMap((breach) => {
    const groups = (breach.groups ?? []).filter((group) => group.relationships.includes('subject'));
    if (groups.length === 0) return [];
    const exposed = [...new Set(groups.flatMap((group) => group.exposed ?? []))];
    const seen = row(company, breach);
    return [{ breach: breach.id, title: breach.title, when: seen.when, people: seen.people, status: breach.status, verdict: said.get(breach.id) ?? ('possible' as VerdictWord), dismissed: false, exposed: labels(exposed), possibly: [] }];
  });
  return {
    company: company.id,
    name: company.name,
    sector: company.sector,
    countries: here,
    why: `It holds people in ${here.map(countryName).join(' and ')} who never chose it.`,
    holding: null,
    verdict: breaches[0]?.verdict ?? null,
    breaches,
  };
}

/** Holders that nobody chose. */
export function mayHold(home: string | null): MayHold[] {
  const where = lived.length > 0 ? lived : home ? [home] : [];
  return companies
    .filter((company) => company.subject)
    .map((company) => ({ company, here: where.filter((code) => company.countries.includes(code)) }))
    .filter(({ here }) => here.length > 0)
    .map(({ company, here }) => holder(company, here))
    .sort((a, b) => b.breaches.length - a.breaches.length);
}

function layers(): LayerView[] {
  const plain = { file: null, number: null, added: null, signer: null, signed: false, in_use: true };
  return [
    { ...plain, id: 'bundled', label: 'Came with the program', number: 1, signed: true, in_use: !update, breaches: allBreaches.filter(({ breach }) => breach.layer !== 'private').length },
    ...(update ? [{ ...plain, id: 'update', label: 'Update of the catalogue, signed by the project', file: 'catalogue-2.heldby', number: 2, added: '2026-11-22', signer: 'A1B2C3D4E5F60718', signed: true, breaches: allBreaches.length }] : []),
    ...(hibp ? [{ ...plain, id: 'hibp', label: 'List of Have I Been Pwned, loaded by you, not signed', file: 'breaches.json', added: '2026-11-22', breaches: 28 }] : []),
    ...(own.length > 0 ? [{ ...plain, id: 'private', label: 'Noted by you', breaches: own.length }] : []),
  ];
}

const REFUSED: Record<string, [Failure['code'], string, string]> = {
  unsigned: ['update_unsigned', 'Nobody signed this update, so anybody may have made it. Nothing was changed.', 'Get the signed file from the project.'],
  forged: ['update_forged', 'The signature of this update does not fit its content: somebody changed it. Nothing was changed.', 'Do not use it. Get the file from the project.'],
  foreign: ['update_foreign_key', 'This update is signed with the key 0011223344556677, which is not the project’s. Nothing was changed.', 'Do not use it, unless you know whose key that is; the command line can be told to trust another key.'],
  older: ['update_not_newer', 'This is catalogue 1, and number 2 was in use here. Nothing was changed.', 'An older catalogue is never installed over a newer one, because somebody could hide breaches that way.'],
};

/** A file says in its first word how it is refused. */
function refuse(text: string): void {
  const found = REFUSED[text.split('\0')[1]?.trim() ?? ''];
  if (found) fail(...found);
}

const catalogueNow = (): Installed['catalogue'] => ({ date: '2026-11-22', number: update ? 2 : 1, age_days: 0, old: false, companies: companies.length, breaches: allBreaches.length, troubles: [], ...state() });

/** Its commands; the last argument is what a raw body holds as text. */
export const knowledge: Record<string, (body: Record<string, unknown>, raw: string) => unknown> = {
  lived: () => lived,
  set_lived: ({ countries }) => (lived = [...(countries as string[])].sort()),
  names: () => names,
  forget_name: ({ name, country }) => {
    names = names.filter((one) => one.name !== name || one.country !== country);
  },
  own_breaches: () => own,
  add_own_breach: ({ input }) => {
    const wanted = input as OwnBreachInput;
    if (wanted.company_name.trim() === '') fail('bad_input', 'The breach names no company.', 'Say whose data it was that was lost.');
    const id = nextOwn++;
    const made: OwnBreach = { id, breach: `${NOTED}${id}`, company_shown: nameOf(wanted.company, wanted.company_name), input: wanted };
    own = [...own, made];
    relearn();
    return made;
  },
  edit_own_breach: ({ id, input }) => {
    const wanted = input as OwnBreachInput;
    own = own.map((one) => (one.id === id ? { ...one, company_shown: nameOf(wanted.company, wanted.company_name), input: wanted } : one));
    relearn();
    return own.find((one) => one.id === id);
  },
  remove_own_breach: ({ id }) => {
    own = own.filter((one) => one.id !== id);
    relearn();
  },
  answer_holder: ({ breach, answer }) => {
    const input = answer as AnswerInput;
    if (input.kind === 'told') said.set(String(breach), 'told');
    else if (input.kind === 'told_unaffected') said.set(String(breach), 'unlikely');
    else said.delete(String(breach));
    return null;
  },
  layers,
  verify_update: (_, raw) => {
    refuse(raw);
    return { date: '2026-12-20', number: 2, companies: companies.length, breaches: allBreaches.length + 3, signer: 'A1B2C3D4E5F60718', newer: !update };
  },
  install_update: (_, raw) => {
    refuse(raw);
    update = true;
    news = [{ kind: 'new', noticed: '2026-12-20', breach: 'virgin-media-2020', holding: 2, title: 'Virgin Media: Marketing database left open', details: ['At Virgin Media: likely.'] }];
    return { catalogue: catalogueNow(), news, summary: 'Installed catalogue 2 of 2026-12-20. One thing changed for your companies.' };
  },
  add_hibp_list: () => {
    hibp = true;
    return { catalogue: catalogueNow(), news: [], summary: 'Loaded 28 breaches that the catalogue does not have. 1,002 of the list it has already. Nothing changed for your companies.' };
  },
  remove_layer: ({ id }) => {
    if (id === 'hibp') hibp = false;
    if (id === 'update') update = false;
    return layers();
  },
  news: () => news,
  mark_news_read: () => {
    news = [];
  },
};
