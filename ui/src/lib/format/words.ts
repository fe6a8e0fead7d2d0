/** Words and shapes for the closed lists of the wire, in one place. */
import type { ClassStateKind, Code, VerdictWord } from '../api/types';

/** The colour of a sign, by what it says: it concerns you, it may, it does not, nothing is said. */
export type Tone = 'hit' | 'may' | 'clear' | 'none';

/** The shape of a sign. */
export type Shape = 'diamond' | 'full' | 'half' | 'ring' | 'dashes' | 'tick' | 'dash';

/** How a verdict looks: its word, its colour and its shape, each telling on its own. */
export interface VerdictLook {
  word: string;
  tone: Exclude<Tone, 'none'>;
  shape: Shape;
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

/** How the state of a data class looks; one that is not known as nothing said. */
export function stateLook(state: string): { tone: Tone; shape: Shape } {
  switch (state) {
    case 'exposed':
      return { tone: 'hit', shape: 'full' };
    case 'possibly':
      return { tone: 'may', shape: 'half' };
    case 'ruled_out':
      return { tone: 'clear', shape: 'tick' };
    case 'open':
      return { tone: 'none', shape: 'dashes' };
    default:
      return { tone: 'none', shape: 'dash' };
  }
}

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

/** The sign beside a failure. What happened and what to do come with the failure, in words. */
export function failureSign(code: Code): 'key' | 'file' | 'windows' | 'newer' | 'disk' | 'warning' {
  switch (code) {
    case 'wrong_passphrase':
    case 'weak_passphrase':
    case 'empty_passphrase':
    case 'brought_closed':
    case 'bad_sheet':
    case 'old_sheet':
    case 'keyring':
    case 'locked':
    case 'update_unsigned':
    case 'update_foreign_key':
    case 'update_forged':
      return 'key';
    case 'damaged':
    case 'nothing_readable':
    case 'vault_gone':
    case 'not_a_vault':
    case 'is_folder':
    case 'no_vault':
    case 'vault_exists':
    case 'too_large':
    case 'not_an_update':
    case 'update_damaged':
    case 'bad_layer':
    case 'file_exists':
    case 'not_an_export':
      return 'file';
    case 'in_use':
      return 'windows';
    case 'newer_format':
    case 'update_too_new':
      return 'newer';
    case 'disk_full':
    case 'read_only':
    case 'permission_denied':
      return 'disk';
    default:
      return 'warning';
  }
}

/** Failures of the file itself, which no other passphrase mends. */
export function isAboutFile(code: Code): boolean {
  return !['wrong_passphrase', 'empty_passphrase', 'weak_passphrase', 'bad_sheet', 'old_sheet', 'bad_input', 'locked'].includes(code);
}

/** The words of the passphrase meter, by score. */
export const STRENGTHS = ['Very weak', 'Weak', 'Fair', 'Strong', 'Very strong'] as const;

/** How a name was linked, as a sentence. The host gives either a reason ("because …") or a sentence. */
export function linkedWords(resolved: string): string {
  return resolved.startsWith('because ') ? `Linked ${resolved}.` : resolved;
}
