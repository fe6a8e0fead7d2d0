/** Answers the window's commands without the host, so that `npm run dev` shows every screen. Development only. */
import { answerWith } from '../lib/api/host';
import type {
  AnswerInput,
  BreachFilter,
  Candidate,
  Failure,
  HoldingDetail,
  HoldingInput,
  Person,
  Profile,
  Status,
  Suggestion,
  VerdictWord,
} from '../lib/api/types';
import { fold } from '../lib/format/holdings';
import { VERDICT_ORDER } from '../lib/format/words';
import { assess, change, noAnswer, type Answers } from './assess';
import { aliases, allBreaches, breachDetail, classes, companies, companyDetail, countries, relationships, row, type RawCompany } from './catalogue';
import { knowledge, state as knowledgeState } from './knowledge';
import { overviewOf } from './overview';
import { sample } from './sample';
import { unlocking } from './unlocking';

interface Kept {
  id: number;
  input: HoldingInput;
  answers: Answers;
  gone: boolean;
}

const query = new URLSearchParams(location.search);
const fail = (code: Failure['code'], message: string, advice: string): never => {
  throw { code, message, advice } satisfies Failure;
};
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
const squash = (text: string) => fold(text).replace(/[^\p{L}\p{N}]/gu, '');

let kind: Status['kind'] = (query.get('start') as Status['kind'] | null) ?? 'unlocked';
let profile: Profile = { country: 'GB', theme: query.get('theme') ?? 'system' };
let persons: Person[] = [{ id: 1, name: 'Me' }];
let kept: Kept[] = [];
let next = 1;
let passphrase = 'open sesame';

const status = (): Status => ({
  kind,
  vault_path: '/home/ada/.local/share/heldby/vault.heldby',
  version: '0.1.0',
  backup_trouble: query.has('trouble') ? 'The copy could not be made: the disk is full. Free some space, or choose another folder for copies.' : null,
  catalogue: {
    date: '2026-11-22',
    number: 1,
    age_days: query.has('old') ? 96 : 0,
    old: query.has('old'),
    companies: companies.length,
    breaches: allBreaches.length,
    troubles: [],
    ...knowledgeState(),
  },
});

function find(input: HoldingInput): { company: RawCompany | undefined; candidates: RawCompany[] } {
  if (input.company !== null) return { company: companies.find((one) => one.id === input.company), candidates: [] };
  const name = squash(input.name);
  const named = companies.filter((one) => [one.name, one.id, ...aliases(one)].some((alias) => squash(alias) === name));
  const here = named.filter((one) => input.country !== null && one.countries.includes(input.country));
  if (here.length === 1) return { company: here[0], candidates: [] };
  if (named.length === 1) return { company: named[0], candidates: [] };
  return { company: undefined, candidates: here.length > 1 ? here : named };
}

const candidate = (company: RawCompany): Candidate => ({
  company: company.id,
  name: company.name,
  countries: company.countries,
  sector: company.sector,
  rule: 'name',
  why: 'the same name',
  relation: null,
  score: 1,
  breaches: (company.breaches ?? []).map((breach) => breach.id),
});

function detail(one: Kept): HoldingDetail {
  const { company, candidates } = find(one.input);
  const name = company?.name ?? one.input.name;
  const rank = (verdict: VerdictWord) => VERDICT_ORDER.indexOf(verdict);
  const matches = (company?.breaches ?? [])
    .map((breach) => assess(one.id, name, one.input, company as RawCompany, breach, one.answers.get(breach.id) ?? noAnswer()))
    .sort((a, b) => rank(a.brief.verdict) - rank(b.brief.verdict) || (b.brief.date ?? '').localeCompare(a.brief.date ?? ''));
  const live = matches.filter((match) => !match.answer.dismissed);
  const hit = live.filter((match) => ['told', 'likely'].includes(match.brief.verdict));
  const [period] = one.input.periods;
  const words = [period?.relationship ?? 'customer'];
  if (period?.from) words.push(`since ${period.from}`);
  if (period?.until) words.push(`until ${period.until}`);
  if (!period?.from && !period?.until) words.push('dates unknown');
  return {
    row: {
      id: one.id,
      name,
      typed: one.input.name,
      company: company?.id ?? null,
      country: one.input.country ?? (company?.countries.length === 1 ? (company.countries[0] ?? null) : null),
      sector: company?.sector ?? null,
      person: persons.find((person) => person.id === one.input.person) ?? persons[0] ?? { id: 1, name: 'Me' },
      when: words.join(', '),
      since_year: period?.from ? Number(period.from.slice(0, 4)) : null,
      verdict: live[0]?.brief.verdict ?? null,
      breached: hit.length,
      possible: live.filter((match) => match.brief.verdict === 'possible').length,
      exposed: [...new Set(hit.flatMap((match) => match.brief.exposed))],
      needs_company: company === undefined,
      subject: false,
    },
    input: one.input,
    resolved: company && one.input.company === null && one.input.name !== company.name ? `because “${one.input.name}” is ${company.name}` : null,
    candidates: candidates.map(candidate),
    matches,
    same_group: [],
    withdrawn: [],
  };
}

const known = (id: unknown): Kept => kept.find((one) => one.id === id && !one.gone) ?? fail('not_found', 'This company is not recorded.', 'Go back to the list.');
const living = () => kept.filter((one) => !one.gone).map(detail);

function keep(input: HoldingInput): HoldingDetail {
  const name = input.name.trim();
  if (name === '') fail('bad_input', 'A name is needed.', 'Type the name of the company.');
  if (name.length > 200) fail('bad_input', 'The name is too long.', 'At most 200 characters are kept.');
  const [period] = input.periods;
  if (period?.from && period.until && period.until < period.from) fail('bad_input', 'The end is before the start.', 'Change one of the two dates.');
  const one: Kept = { id: next++, input: { ...input, person: input.person ?? 1 }, answers: new Map(), gone: false };
  kept.push(one);
  return detail(one);
}

function suggest(typed: string, country: string | null): Suggestion[] {
  const text = squash(typed);
  return companies
    .flatMap((company) => {
      const alias = aliases(company).find((other) => squash(other).startsWith(text));
      return squash(company.name).startsWith(text) || alias ? [{ company, alias }] : [];
    })
    .sort((a, b) => Number(b.company.countries.includes(country ?? '')) - Number(a.company.countries.includes(country ?? '')))
    .slice(0, 8)
    .map(({ company, alias }) => ({
      company: company.id,
      name: company.name,
      matched: squash(company.name).startsWith(text) ? null : (alias ?? null),
      countries: company.countries,
      sector: company.sector,
      breaches: company.breaches?.length ?? 0,
      tags: [],
    }));
}

function strength(text: string) {
  const score = Math.min(4, Math.floor(text.length / 6));
  const times = ['less than a second', 'minutes', '3 days', '40 years', 'centuries'];
  return { score, enough: score >= 3, crack_time: times[score] ?? '', warning: score < 2 ? 'This is short.' : '', suggestions: score < 3 ? ['Add another word or two.'] : [] };
}

const FAULTS: Record<string, [string, string]> = {
  in_use: ['Another window or program has this vault open.', 'Close it there, then try again.'],
  damaged: ['The file is damaged further in: its first page is fine and the passphrase is right.', 'Do not write to it. Use a copy that you made earlier.'],
  newer_format: ['A newer version of Heldby wrote this vault.', 'Install the newer version; this one leaves the file as it is.'],
  not_a_vault: ['The file is not a Heldby vault.', 'Move it away or choose another place.'],
  is_folder: ['At this place is a folder.', 'Move the folder away or choose another place.'],
  disk_full: ['There is no space left on the disk.', 'Free some space, then try again. Nothing was lost.'],
  read_only: ['The file or its folder cannot be written.', 'Change its permissions or copy it to another place.'],
  out_of_memory: ['Making the key needs 256 MiB of memory, and that much is not free.', 'Close other programs and try again.'],
  io: ['The system refused to read the file.', 'Check that the disk is connected.'],
};

const commands: Record<string, (body: Record<string, unknown>, secret: string, weakOk: boolean) => unknown> = {
  status,
  terms: () => ({
    classes,
    categories: [...new Set(classes.map((one) => one.category))].map((id) => ({ id, label: id })),
    relationships,
    dimensions: [
      { id: 'plan', label: 'Plan', values: [{ id: 'prepaid', label: 'Prepaid' }, { id: 'postpaid', label: 'Contract' }] },
      { id: 'service', label: 'Service', values: ['mobile', 'broadband', 'landline', 'tv'].map((id) => ({ id, label: id === 'tv' ? 'TV' : id[0]?.toUpperCase() + id.slice(1) })) },
      { id: 'segment', label: 'For', values: [{ id: 'consumer', label: 'Private' }, { id: 'business', label: 'Business' }] },
    ],
    countries,
    sectors: [...new Set(companies.map((one) => one.sector))].map((id) => ({ id, label: id[0]?.toUpperCase() + id.slice(1) })),
    usual: [['telecoms', ['name', 'email-address', 'phone-number', 'postal-address', 'date-of-birth', 'bank-account']]],
  }),
  strength: (_, secret) => strength(secret),
  create_vault: async (_, secret, weakOk) => {
    await wait(900);
    if (!strength(secret).enough && !weakOk) fail('weak_passphrase', 'This passphrase is easy to guess.', 'Make it longer, or say that you want it anyway.');
    passphrase = secret;
    kind = 'unlocked';
    return status();
  },
  unlock: async (_, secret) => {
    await wait(query.has('slow') ? 60_000 : 800);
    const fault = query.get('fault');
    if (fault && FAULTS[fault]) fail(fault as Failure['code'], FAULTS[fault][0], FAULTS[fault][1]);
    if (secret !== passphrase) {
      fail('wrong_passphrase', 'Either it is mistyped, or the very beginning of the file is damaged; the two look the same from outside.', 'Look at Caps Lock and the keyboard layout and try again. If you are sure of it, open a copy that you made earlier.');
    }
    kind = 'unlocked';
    return status();
  },
  unlock_with_sheet: () => {
    kind = 'unlocked';
    return status();
  },
  unlock_with_keyring: () => {
    kind = 'unlocked';
    return status();
  },
  set_passphrase_by_sheet: (_, secret) => {
    passphrase = secret;
    return status();
  },
  lock: () => {
    kind = 'locked';
    kept = kept.filter((one) => !one.gone);
    return status();
  },
  change_passphrase: async (_, secret) => {
    await wait(900);
    const [current, wanted] = secret.split('\0');
    if (current !== passphrase) fail('wrong_passphrase', 'The present passphrase is not the right one.', 'Nothing was changed. Try again.');
    passphrase = wanted ?? '';
    return status();
  },
  profile: () => profile,
  set_profile: ({ profile: wanted }) => (profile = wanted as Profile),
  persons: () => persons,
  add_person: ({ name }) => {
    const person = { id: persons.length + 1, name: String(name) };
    persons = [...persons, person];
    return person;
  },
  rename_person: ({ id, name }) => {
    persons = persons.map((person) => (person.id === id ? { ...person, name: String(name) } : person));
    return persons.find((person) => person.id === id);
  },
  remove_person: ({ id }) => {
    if (kept.some((one) => !one.gone && one.input.person === id)) fail('bad_input', 'This person still has companies.', 'Remove them or give them to somebody else first.');
    persons = persons.filter((person) => person.id !== id);
  },
  suggest: ({ typed, country }) => suggest(String(typed), country as string | null),
  lookup: ({ name, country }) => {
    const { company, candidates } = find({ ...sampleInput(String(name)), country: country as string | null });
    const all = company ? [company] : candidates;
    return {
      decision: company ? 'same' : all.length > 0 ? 'ask' : 'none',
      candidates: all.map(candidate),
      breaches: all.flatMap((one) => (one.breaches ?? []).map((breach) => row(one, breach))),
    };
  },
  holdings: () => living().map((one) => one.row),
  holding: ({ id }) => detail(known(id)),
  add_holding: ({ input }) => keep(input as HoldingInput),
  edit_holding: ({ id, input }) => {
    const one = known(id);
    one.input = input as HoldingInput;
    return detail(one);
  },
  remove_holding: ({ id }) => {
    const one = known(id);
    one.gone = true;
    return { id: one.id, name: detail(one).row.name };
  },
  restore_holding: ({ id }) => {
    const one = kept.find((other) => other.id === id) ?? fail('not_found', 'It is gone.', '');
    one.gone = false;
    return detail(one);
  },
  answer: ({ holding, breach, answer }) => {
    const one = known(holding);
    const id = String(breach);
    const input = answer as AnswerInput;
    const question = detail(one).matches.find((match) => match.brief.breach === id)?.question?.text ?? '';
    one.answers.set(id, change(one.answers.get(id) ?? noAnswer(), input, question));
    return detail(one);
  },
  overview: () => overviewOf(living(), profile.country),
  breaches: ({ filter }) => {
    const wanted = filter as BreachFilter;
    const words = fold(wanted.text).split(/\s+/).filter(Boolean);
    return allBreaches
      .filter(({ company, breach }) => {
        const text = fold([company.name, ...aliases(company), breach.title].join(' '));
        const lost = (breach.groups ?? []).flatMap((group) => [...(group.exposed ?? []), ...(group.possibly ?? [])]);
        const years = [breach.occurred?.from, breach.occurred?.to, breach.disclosed].map((date) => date?.slice(0, 4));
        return (
          words.every((word) => text.includes(word)) &&
          (wanted.country === null || company.countries.includes(wanted.country)) &&
          (wanted.sector === null || company.sector === wanted.sector) &&
          (wanted.class === null || lost.includes(wanted.class)) &&
          (wanted.year === null || years.includes(String(wanted.year))) &&
          (wanted.status === null || breach.status === wanted.status) &&
          (wanted.sensitive || !breach.sensitive)
        );
      })
      .map(({ company, breach }) => row(company, breach));
  },
  breach: ({ id }) => {
    const found = allBreaches.find(({ breach }) => breach.id === id) ?? fail('not_found', 'No such breach.', '');
    return breachDetail(found.company, found.breach);
  },
  company: ({ id }) => companyDetail(companies.find((one) => one.id === id) ?? fail('not_found', 'No such company.', '')),
};

const sampleInput = (name: string): HoldingInput => ({ name, domain: null, country: null, company: null, person: null, periods: [], gave: [], gave_complete: false, note: '', identifiers: [] });

/** Lets the stand-in answer. `?start=no_vault|locked`, `?fault=CODE`, `?empty`, `?theme=dark`, `?many` and `?old` choose a scene. */
export function standIn(): void {
  if (query.has('two')) persons = [...persons, { id: 2, name: 'Grandma Ólöf' }];
  if (!query.has('empty')) for (const input of sample(query.has('many') ? 3000 : 0)) keep(input);
  answerWith(async (command, body, headers) => {
    const secret = body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
    const answer = commands[command] ?? knowledge[command] ?? unlocking[command];
    if (!answer) return fail('io', `unknown command ${command}`, '');
    await wait(10);
    // A copy, as the real boundary makes one.
    const given = await answer(body instanceof Uint8Array ? {} : body, secret, headers?.['weak-ok'] === '1');
    return given === undefined ? undefined : JSON.parse(JSON.stringify(given));
  });
}
