/** What the window knows between its views. Everything of the person's is dropped on lock. */
import * as api from '../api';
import type { Failure, Person, Profile, Status, Terms } from '../api';
import { forgetBrought } from './brought.svelte';
import { forgetDrafts } from './drafts.svelte';
import { forgetHelpers } from './helpers.svelte';
import { forgetPlaces } from './router.svelte';
import { forgetToasts } from './toasts.svelte';

interface Session {
  status: Status | null;
  terms: Terms | null;
  profile: Profile | null;
  persons: Person[];
  failure: Failure | null;
}

/** The session. Only the functions here change it. */
export const session = $state<Session>({ status: null, terms: null, profile: null, persons: [], failure: null });

/** Asks the host how things stand; the first thing the window does. */
export async function begin(): Promise<void> {
  session.failure = null;
  try {
    await enter(await api.status());
  } catch (failure) {
    session.failure = failure as Failure;
  }
}

/** Takes over a status that a command gave; loads what every view needs if the vault is open. */
export async function enter(status: Status): Promise<void> {
  if (status.kind === 'unlocked') {
    const [terms, profile, persons] = await Promise.all([api.terms(), api.profile(), api.persons()]);
    session.terms = terms;
    session.profile = profile;
    session.persons = persons;
    document.documentElement.dataset['theme'] = profile.theme;
  }
  session.status = status;
}

/** Locks the vault and forgets. */
export async function lockNow(): Promise<void> {
  if (session.status?.kind !== 'unlocked') return;
  // First the screen, then the vault: nothing stays visible while the host works.
  forget();
  try {
    await api.lock();
    api.startAnew(begin);
  } catch (failure) {
    session.failure = failure as Failure;
  }
}

/** Forgets all that was shown. The page is blank until it starts anew. */
function forget(): void {
  session.status = null;
  session.profile = null;
  session.persons = [];
  session.terms = null;
  forgetBrought();
  forgetDrafts();
  forgetHelpers();
  forgetPlaces();
  forgetToasts();
}

/** Asks anew what depends on the catalogue, after it changed: its age, its closed lists, the number of news. */
export async function refresh(): Promise<void> {
  const [status, terms] = await Promise.all([api.status(), api.terms()]);
  if (session.status?.kind !== 'unlocked' || status.kind !== 'unlocked') return;
  session.status = status;
  session.terms = terms;
}

/** Takes over changed settings. */
export function setProfile(profile: Profile): void {
  session.profile = profile;
  document.documentElement.dataset['theme'] = profile.theme;
}

/** Takes over a changed household. */
export function setPersons(persons: Person[]): void {
  session.persons = persons;
}

/** The closed lists. Views exist only while the vault is open, when they are loaded. */
export function terms(): Terms {
  if (!session.terms) throw new Error('the closed lists are loaded before any view');
  return session.terms;
}

api.onLocked(() => {
  if (session.status?.kind !== 'unlocked') return;
  forget();
  api.startAnew(begin);
});
