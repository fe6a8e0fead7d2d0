/** What else opens the vault than its passphrase, as far as the window knows it. */
import * as api from '../api';
import type { KeyProfiles, QuickUnlock, Recovery } from '../api';

interface Helpers {
  recovery: Recovery | null;
  quick: QuickUnlock | null;
  profiles: KeyProfiles | null;
}

/** What the host said last. Only the functions here change it. */
export const helpers = $state<Helpers>({ recovery: null, quick: null, profiles: null });

/** Asks anew, after unlocking and after a change of the key. */
export async function refreshHelpers(): Promise<void> {
  const [recovery, profiles] = await Promise.all([api.recovery(), api.keyProfiles()]);
  helpers.recovery = recovery;
  helpers.profiles = profiles;
  // Last: a keyring may take its time.
  helpers.quick = await api.quickUnlock();
}

/** The same after a change that is done: what cannot be asked now must not look as if the change had failed. */
export async function followChange(): Promise<void> {
  try {
    await refreshHelpers();
  } catch {
    // Asked again at the next unlocking.
  }
}

/** Takes over an answer about the sheet. */
export function setRecovery(recovery: Recovery): void {
  helpers.recovery = recovery;
}

/** Takes over an answer about the keyring. */
export function setQuick(quick: QuickUnlock): void {
  helpers.quick = quick;
}

/** Takes over an answer about the key. */
export function setProfiles(profiles: KeyProfiles): void {
  helpers.profiles = profiles;
}

/** Forgets everything. */
export function forgetHelpers(): void {
  helpers.recovery = helpers.quick = helpers.profiles = null;
}
