/** Tells the host that the window is in use. The host counts idleness, so that a stuck page cannot keep a vault open. */
import * as api from '../api';

/** How long the host is not told again, in milliseconds. The vault locks at most this much too early. */
const EVERY = 5_000;

let told = -EVERY;

/** Notes an input. */
export function noteUse(): void {
  const now = performance.now();
  if (now - told < EVERY) return;
  told = now;
  // An answer that does not come leaves idleness to run: the vault locks, which is the safe side.
  api.used().catch(() => {});
}
