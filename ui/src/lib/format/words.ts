/** Words and shapes for the closed lists of the wire, in one place. */
import type { ClassStateKind, Code, VerdictWord } from '../api/types';

/** How a verdict looks: its word, its colour and its shape, each telling on its own. */
export interface VerdictLook {
  word: string;
  tone: 'hit' | 'may' | 'clear';
  shape: 'diamond' | 'full' | 'half' | 'ring' | 'tick';
  meaning: string;
}

/** The look of each verdict. */
export const VERDICTS: Record<VerdictWord, VerdictLook> = {
  told: { word: 'Told', tone: 'hit', shape: 'diamond', meaning: 'You were told that you are affected' },
  likely: { word: 'Likely', tone: 'hit', shape: 'full', meaning: 'You fit a group that was affected' },
  possible: { word: 'Possible', tone: 'may', shape: 'half', meaning: 'You may fit a group that was affected' },
  unlikely: { word: 'Unlikely', tone: 'clear', shape: 'ring', meaning: 'Nothing points to you' },
  'not-affected': { word: 'Not affected', tone: 'clear', shape: 'tick', meaning: 'This did not touch you' },
};

/** From the gravest to the least. */
export const VERDICT_ORDER: readonly VerdictWord[] = ['told', 'likely', 'possible', 'unlikely', 'not-affected'];

/** Whether a verdict asks for attention. */
export function concerns(verdict: VerdictWord | null): boolean {
  return verdict === 'told' || verdict === 'likely' || verdict === 'possible';
}

/** Headings of the states of a data class. */
export const CLASS_STATES: Record<ClassStateKind, string> = {
  exposed: 'Exposed',
  possibly: 'Possibly exposed',
  ruled_out: 'Ruled out',
  not_stated: 'Nothing said about it',
};

/** The status of a breach in a word. */
export const STATUSES: ReadonlyArray<{ id: string; label: string }> = [
  { id: 'confirmed', label: 'Confirmed' },
  { id: 'exposure', label: 'Left open' },
  { id: 'disputed', label: 'Disputed' },
  { id: 'denied', label: 'Denied' },
  { id: 'claimed', label: 'Only claimed' },
];

/** The status of a breach in a word; an unknown one as it is. */
export function statusWord(id: string): string {
  return STATUSES.find((status) => status.id === id)?.label ?? id;
}

/** How lasting the loss of a data class is. */
export const PERMANENCE: Record<string, string> = {
  permanent: 'For life',
  hard: 'Hard to change',
  changeable: 'You can change it',
};

/** What a source is. */
export const SOURCE_KINDS: Record<string, string> = {
  company: 'The company itself',
  regulator: 'Regulator',
  court: 'Court',
  press: 'Press',
  researcher: 'Researcher',
  database: 'Database',
};

/** Titles of failures, by code; what happened and what to do come with the failure. */
export const FAILURES: Record<Code, string> = {
  no_vault: 'There is no vault here',
  vault_exists: 'There is a vault here already',
  is_folder: 'That is a folder, not a file',
  not_a_vault: 'This file is not a Heldby vault',
  newer_format: 'A newer Heldby wrote this vault',
  in_use: 'The vault is open somewhere else',
  wrong_passphrase: 'That passphrase does not open the vault',
  damaged: 'The vault file is damaged',
  disk_full: 'The disk is full',
  read_only: 'The vault cannot be written',
  permission_denied: 'Heldby may not open this file',
  out_of_memory: 'Not enough memory to open the vault',
  weak_passphrase: 'That passphrase is easy to guess',
  empty_passphrase: 'A passphrase is needed',
  locked: 'The vault is locked',
  bad_input: 'That cannot be saved as it is',
  not_found: 'That is not there any more',
  bad_catalogue: 'The catalogue has mistakes',
  io: 'That did not work',
};

/** Failures of the file itself, which no other passphrase mends. */
export function isAboutFile(code: Code): boolean {
  return !['wrong_passphrase', 'empty_passphrase', 'weak_passphrase', 'bad_input', 'locked'].includes(code);
}

/** The words of the passphrase meter, by score. */
export const STRENGTHS = ['Very weak', 'Weak', 'Fair', 'Strong', 'Very strong'] as const;
