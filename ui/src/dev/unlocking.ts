/** The recovery sheet, the keyring and the key's profile, for the development stand-in. The sheet opens nothing. */
import type { KeyProfiles, QuickUnlock, Recovery } from '../lib/api/types';

const GROUPS = '0C519-260ZR-4RPKX-8ET22-9585K-EQK5T-DHSQQ-N0C8W-HYB9F-V95BM-PAWW7-1HYEG-TQEDV-Z4TMC';
const query = new URLSearchParams(location.search);

let recovery: Recovery = {
  state: (query.get('sheet') as Recovery['state'] | null) ?? 'none',
  made: query.has('sheet') ? '2026-10-02' : null,
  drilled: null,
  unlocked_by_sheet: query.has('bysheet'),
  proven: query.get('start') === 'no_vault',
  save_as: '/home/ada/heldby-recovery-sheet.pdf',
};
let quick: QuickUnlock = {
  on: query.has('quick'),
  ready: query.get('quick') === 'ready',
  left: query.has('left'),
  why: query.has('quick') && query.get('quick') !== 'ready' ? 'This computer’s keyring is locked.' : '',
  caution: 'While it is on, the key lies in your keyring: while that is unlocked, any program of your user account can read it.',
};
let profiles: KeyProfiles = {
  all: [
    { id: 'default', label: 'Standard', mebibytes: 256 },
    { id: 'low_memory', label: 'For little memory', mebibytes: 64 },
  ],
  current: query.has('weaker') ? 'low_memory' : 'default',
  suggested: 'default',
  upgrade: query.has('weaker'),
};

/** A picture in the manner of a QR code; no reader reads it. */
const picture = () => {
  let path = '';
  for (let n = 0; n < 1100; n += 1) if ((n * n + 7 * n) % 5 < 2) path += `M${4 + (n % 33)} ${4 + Math.floor(n / 33)}h1v1h-1z`;
  return path;
};
const typed = (text: string) => text.toUpperCase().split(/[^A-Z0-9]+/).filter(Boolean);

/** Answers by command; `secret` is the body as text. */
export const unlocking: Record<string, (body: Record<string, unknown>, secret: string) => unknown> = {
  key_profiles: () => profiles,
  change_key_profile: () => {
    profiles = { ...profiles, current: profiles.current === 'default' ? 'low_memory' : 'default', upgrade: false };
  },
  keep_key_profile: () => (profiles = { ...profiles, upgrade: false }),
  recovery: () => recovery,
  show_recovery_sheet: () => {
    recovery = { ...recovery, state: 'made', made: '2026-11-22', proven: true };
    return [...new TextEncoder().encode([GROUPS, '41', picture(), 'vault.heldby', '2026-11-22', ''].join('\n'))];
  },
  put_recovery_sheet_away: () => void (recovery = { ...recovery, proven: false }),
  save_recovery_sheet: () => undefined,
  recovery_drill_groups: () => [3, 9],
  recovery_drill: () => (recovery = { ...recovery, drilled: '2026-11-22' }),
  check_recovery_sheet: (_, secret) => {
    const real = GROUPS.split('-');
    const groups = typed(secret).map((group, n) => (group.length < 5 ? 'unfinished' : group === real[n] ? 'fits' : 'wrong'));
    return { groups, needed: 14, complete: groups.length === 14 && groups.every((group) => group === 'fits') };
  },
  quick_unlock: () => quick,
  turn_on_quick_unlock: () => (quick = { ...quick, on: true, ready: true, why: '' }),
  turn_off_quick_unlock: () => (quick = { ...quick, on: false, ready: false, why: '' }),
};
