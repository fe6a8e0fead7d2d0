/** Copies of the vault in words. */
import type { BackupCheck, BackupView, Difference, OpensWith } from '../api';
import { LANGUAGE } from './language';

/** When a copy was made, in the time of this computer: "22 November 2026, 16:20". */
export function madeAt(made: string | null, timeZone?: string, seconds = false): string {
  if (made === null) return 'at an unknown time';
  const time = new Date(made);
  if (Number.isNaN(time.getTime())) return made;
  return new Intl.DateTimeFormat(LANGUAGE, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    ...(timeZone ? { timeZone } : {}),
  }).format(time);
}

/** Whether bringing a copy back would change no company. */
export function isSame(difference: Difference): boolean {
  return difference.only_now.length + difference.only_there.length + difference.changed.length === 0;
}

/** The names of the copies that have an earlier passphrase and can go together: no vaults of their own. */
export function earlier(backups: readonly BackupView[]): string[] {
  return backups.filter((one) => one.opens_with === 'earlier' && !one.vault).map((one) => one.name);
}

/** What a copy is marked with where it does not open with the key of the vault. */
export const MARKS: Record<OpensWith, string> = {
  present_key: '',
  present_passphrase: 'Same passphrase, earlier key',
  earlier: 'Earlier passphrase',
  other_vault: 'Another vault',
  unknown: '',
};

/** What checking all copies came to, in one sentence. */
export function checked(checks: readonly BackupCheck[]): string {
  const bad = checks.filter((one) => one.good === false).length;
  const open = checks.filter((one) => one.good === null).length;
  const good = checks.length - bad - open;
  const parts = [`${good} of ${checks.length} are good`];
  if (bad > 0) parts.push(`${bad} ${bad === 1 ? 'is' : 'are'} damaged`);
  if (open > 0) parts.push(`${open} could not be checked`);
  return `${parts.join(', ')}.`;
}
