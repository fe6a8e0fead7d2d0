/** A new passphrase that is being chosen: typed twice, judged, and a weak one accepted knowingly. */
import type { Strength } from '../api';
import { strengthOf } from './strength.svelte';

export class PassphraseChoice {
  value = $state('');
  repeat = $state('');
  /** Whether the person accepts a weak one. */
  consent = $state(false);
  /** Whether it was tried to go on: what is missing is said from then on. */
  tried = $state(false);
  #judged = strengthOf(() => this.value);
  readonly weak = $derived(this.strength !== null && !this.strength.enough);
  /** Whether it can be used. */
  readonly fine = $derived(this.value !== '' && this.repeat === this.value && (!this.weak || this.consent));
  /** What is wrong with the first field, in words; empty if nothing is. */
  readonly missing = $derived(this.tried && this.value === '' ? 'Choose a passphrase.' : '');
  /** What is wrong with the second. Nothing is said before as much was typed as above. */
  readonly different = $derived.by(() => {
    if (this.repeat === '') return this.tried && this.value !== '' ? 'Type it a second time.' : '';
    const finished = this.tried || this.repeat.length >= this.value.length;
    return finished && this.repeat !== this.value ? 'The two are different.' : '';
  });

  /** How strong it is; `null` if nothing is typed or the host has not answered yet. */
  get strength(): Strength | null {
    return this.#judged.value;
  }

  /** Forgets all of it. */
  clear(): void {
    this.value = this.repeat = '';
    this.consent = this.tried = false;
  }
}
