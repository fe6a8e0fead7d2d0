/** The commands of the host, one function each. All reject with a `Failure`. */
import { envelope, MOST_BYTES } from '../format/files';
import { call, callSecret } from './host';
import type {
  AnswerInput,
  BreachDetail,
  BreachFilter,
  BreachRow,
  CompanyDetail,
  HoldingDetail,
  HoldingInput,
  HoldingRow,
  Installed,
  LayerView,
  Lookup,
  NewsItem,
  Overview,
  OwnBreach,
  OwnBreachInput,
  Person,
  Privacy,
  Profile,
  ReleaseView,
  RememberedName,
  Removed,
  Status,
  Strength,
  Suggestion,
  Terms,
} from './types';

export type * from './types';
export { isFailure, toFailure } from './failure';
export { onLocked, startAnew } from './host';

const CONSENT = { 'weak-ok': '1' };

export const status = () => call<Status>('status');
/** Tried and read back by the host at every call. */
export const privacy = () => call<Privacy>('privacy');
export const terms = () => call<Terms>('terms');
export const strength = (passphrase: string) => callSecret<Strength>('strength', passphrase);
export const createVault = (passphrase: string, weakOk: boolean) =>
  callSecret<Status>('create_vault', passphrase, weakOk ? CONSENT : undefined);
export const unlock = (passphrase: string) => callSecret<Status>('unlock', passphrase);
export const lock = () => call<Status>('lock');
/** The two passphrases cross as one body with a zero byte between them. */
export const changePassphrase = (current: string, next: string, weakOk: boolean) =>
  callSecret<Status>('change_passphrase', `${current}\0${next}`, weakOk ? CONSENT : undefined);

export const profile = () => call<Profile>('profile');
export const setProfile = (profile: Profile) => call<Profile>('set_profile', { profile });
export const persons = () => call<Person[]>('persons');
export const addPerson = (name: string) => call<Person>('add_person', { name });
export const renamePerson = (id: number, name: string) => call<Person>('rename_person', { id, name });
export const removePerson = (id: number) => call<void>('remove_person', { id });

export const suggest = (typed: string, country: string | null) => call<Suggestion[]>('suggest', { typed, country });
export const lookup = (name: string, domain: string | null, country: string | null) =>
  call<Lookup>('lookup', { name, domain, country });

export const holdings = () => call<HoldingRow[]>('holdings');
export const holding = (id: number) => call<HoldingDetail>('holding', { id });
export const addHolding = (input: HoldingInput) => call<HoldingDetail>('add_holding', { input });
export const editHolding = (id: number, input: HoldingInput) => call<HoldingDetail>('edit_holding', { id, input });
export const removeHolding = (id: number) => call<Removed>('remove_holding', { id });
export const restoreHolding = (id: number) => call<HoldingDetail>('restore_holding', { id });
export const answer = (holding: number, breach: string, answer: AnswerInput) =>
  call<HoldingDetail>('answer', { holding, breach, answer });

export const overview = () => call<Overview>('overview');
export const breaches = (filter: BreachFilter) => call<BreachRow[]>('breaches', { filter });
export const breach = (id: string) => call<BreachDetail>('breach', { id });
export const company = (id: string) => call<CompanyDetail>('company', { id });

export const lived = () => call<string[]>('lived');
export const setLived = (countries: string[]) => call<string[]>('set_lived', { countries });
export const names = () => call<RememberedName[]>('names');
export const forgetName = (name: string, country: string | null) => call<void>('forget_name', { name, country });
export const answerHolder = (company: string, breach: string, answer: AnswerInput) =>
  call<HoldingDetail>('answer_holder', { company, breach, answer });

export const ownBreaches = () => call<OwnBreach[]>('own_breaches');
export const addOwnBreach = (input: OwnBreachInput) => call<OwnBreach>('add_own_breach', { input });
export const editOwnBreach = (id: number, input: OwnBreachInput) => call<OwnBreach>('edit_own_breach', { id, input });
export const removeOwnBreach = (id: number) => call<void>('remove_own_breach', { id });

/** A file as the page read it. */
export interface Brought {
  name: string;
  content: Uint8Array;
}

/** Reads a file that was dropped or chosen. No path is known here or later, only what is in it. */
export async function bring(file: File): Promise<Brought> {
  return { name: file.name, content: new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer()) };
}

export const layers = () => call<LayerView[]>('layers');
export const verifyUpdate = (file: Brought) => call<ReleaseView>('verify_update', envelope(file.name, file.content));
export const installUpdate = (file: Brought) => call<Installed>('install_update', envelope(file.name, file.content));
export const addHibpList = (file: Brought) => call<Installed>('add_hibp_list', envelope(file.name, file.content));
export const removeLayer = (id: string) => call<LayerView[]>('remove_layer', { id });
export const news = () => call<NewsItem[]>('news');
export const markNewsRead = () => call<void>('mark_news_read');
