/** The strength of a passphrase while it is typed. */
import * as api from '../api';
import type { Strength } from '../api';

/** How long typing must rest before the host is asked, in milliseconds. */
const REST = 150;

/** Follows a passphrase; `value` is `null` while there is none or the host has not answered yet. */
export function strengthOf(passphrase: () => string): { readonly value: Strength | null } {
  let value = $state<Strength | null>(null);
  let asked = 0;
  $effect(() => {
    const text = passphrase();
    const mine = ++asked;
    if (text === '') {
      value = null;
      return;
    }
    const clock = setTimeout(async () => {
      try {
        const judged = await api.strength(text);
        if (mine === asked) value = judged;
      } catch {
        // The host judges again when the passphrase is set; the meter is only a help.
        if (mine === asked) value = null;
      }
    }, REST);
    return () => clearTimeout(clock);
  });
  return {
    get value() {
      return value;
    },
  };
}
