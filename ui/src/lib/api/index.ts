/** The commands of the host, one function each. All reject with a `Failure`. */
import { envelope, MOST_BYTES } from '../format/files';
import { call, callSecret } from './host';
import { readSheet, type Sheet } from './sheet';
import type {
  AnswerInput,
  BackupCheck,
  BackupList,
  BackupPreview,
  BackupSettings,
  BackupView,
  BreachDetail,
  BreachFilter,
  BreachRow,
  CompanyDetail,
  ExportDone,
  ExportInput,
  HoldingDetail,
  HoldingInput,
  HoldingRow,
  ImportDone,
  ImportLook,
  Installed,
  KeyProfiles,
  LayerView,
  Locking,
  LockSignals,
  Lookup,
  NewsItem,
  Overview,
  OwnBreach,
  OwnBreachInput,
  Person,
  Privacy,
  Profile,
  QuickUnlock,
  Recovery,
  ReleaseView,
  RememberedName,
  Removed,
  SheetCheck,
  RestoreDone,
  SalvageDone,
  Status,
  Strength,
  Suggestion,
  Terms,
} from './types';

export type * from './types';
export { isFailure, toFailure } from './failure';
export { onLocked, startAnew } from './host';
export type { Sheet } from './sheet';

/** What a request says beside its secret. */
const headers = (weakOk: boolean, profile?: string): Record<string, string> => ({
  ...(weakOk ? { 'weak-ok': '1' } : {}),
  ...(profile ? { 'key-profile': profile } : {}),
});

export const status = () => call<Status>('status');
/** Tried and read back by the host at every call. */
export const privacy = () => call<Privacy>('privacy');
export const terms = () => call<Terms>('terms');
export const strength = (passphrase: string) => callSecret<Strength>('strength', passphrase);
export const createVault = (passphrase: string, weakOk: boolean, profile?: string) =>
  callSecret<Status>('create_vault', passphrase, headers(weakOk, profile));
export const unlock = (passphrase: string) => callSecret<Status>('unlock', passphrase);
export const lock = () => call<Status>('lock');
/** The two passphrases cross as one body with a zero byte between them. */
export const changePassphrase = (current: string, next: string, weakOk: boolean) =>
  callSecret<Status>('change_passphrase', `${current}\0${next}`, headers(weakOk));

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
/** Says that the person typed, pointed or scrolled: the host counts idleness. */
export const used = () => call<void>('used');
export const locking = () => call<Locking>('locking');
export const setLocking = (locking: Locking) => call<Locking>('set_locking', { locking });
export const lockSignals = () => call<LockSignals>('lock_signals');

/** Copies a text, marked as secret. It leaves the clipboard after ten seconds. */
export const copyText = (text: string) => call<void>('copy_text', { text });

export const news = () => call<NewsItem[]>('news');
/** More than any file that is taken over; of a larger one the rest is not read, and the host says that it is too large. */
const MOST_IMPORTED = 256 * 1024 * 1024 + 1;

/** What a file is opened with: its passphrase, or its recovery sheet. */
export interface Way {
  typed: string;
  sheet: boolean;
}
/** Nothing but the key of the open vault. */
export const NOTHING_TYPED: Way = { typed: '', sheet: false };
const how = (way: Way) => (way.sheet ? { sheet: '1' } : undefined);

export const backups = () => call<BackupList>('backups');
export const backupSettings = () => call<BackupSettings>('backup_settings');
export const setBackupSettings = (settings: BackupSettings) => call<BackupSettings>('set_backup_settings', { settings });
export const backUp = () => call<BackupView>('back_up');
/** Nothing typed: those that have another key than the vault are not tried. */
export const verifyBackups = (way: Way) => callSecret<BackupCheck[]>('verify_backups', way.typed, how(way));
/** Nothing typed: the key of the open vault opens it. */
export const previewBackup = (name: string, way: Way) => callSecret<BackupPreview>('preview_backup', `${name}\0${way.typed}`, how(way));
export const restoreBackup = (name: string, way: Way) => callSecret<RestoreDone>('restore_backup', `${name}\0${way.typed}`, how(way));
export const deleteBackups = (names: string[]) => call<BackupList>('delete_backups', { names });
export const adoptBackups = (way: Way) => callSecret<number>('adopt_backups', way.typed, how(way));
/** No name: the vault itself. */
export const salvage = (copy: string, way: Way) => callSecret<SalvageDone>('salvage', `${copy}\0${way.typed}`, how(way));

export const exportPlace = () => call<string>('export_place');
export const exportAll = (input: ExportInput) => call<ExportDone>('export', { input });
export const lookAtImport = async (file: File) =>
  call<ImportLook>(
    'look_at_import',
    envelope(file.name, new Uint8Array(await file.slice(0, MOST_IMPORTED).arrayBuffer())),
  );
export const openImport = (way: Way) => callSecret<ImportLook>('open_import', way.typed, how(way));
export const importBelongsTo = (person: string) => call<ImportLook>('import_belongs_to', { person });
export const applyImport = () => call<ImportDone>('apply_import');
export const forgetImport = () => call<void>('forget_import');

export const markNewsRead = () => call<void>('mark_news_read');

export const keyProfiles = () => call<KeyProfiles>('key_profiles');
export const changeKeyProfile = (passphrase: string, profile: string) =>
  callSecret<Status>('change_key_profile', passphrase, headers(false, profile));
export const keepKeyProfile = () => call<KeyProfiles>('keep_key_profile');

export const recovery = () => call<Recovery>('recovery');
/** An empty passphrase is enough where it was typed a moment ago. */
export const showSheet = async (passphrase: string): Promise<Sheet> =>
  readSheet(await callSecret<ArrayBuffer | number[]>('show_recovery_sheet', passphrase));
export const putSheetAway = () => call<void>('put_recovery_sheet_away');
export const saveSheet = (path: string, replace: boolean) => call<void>('save_recovery_sheet', { path, replace });
export const drillGroups = () => call<[number, number]>('recovery_drill_groups');
export const drill = (first: string, second: string) => callSecret<Recovery>('recovery_drill', `${first}\0${second}`);
export const checkSheet = (typed: string) => callSecret<SheetCheck>('check_recovery_sheet', typed);
export const unlockWithSheet = (typed: string) => callSecret<Status>('unlock_with_sheet', typed);
export const setPassphraseBySheet = (passphrase: string, weakOk: boolean, profile?: string) =>
  callSecret<Status>('set_passphrase_by_sheet', passphrase, headers(weakOk, profile));

export const quickUnlock = () => call<QuickUnlock>('quick_unlock');
export const unlockWithKeyring = () => call<Status>('unlock_with_keyring');
export const turnOnQuickUnlock = (passphrase: string) => callSecret<QuickUnlock>('turn_on_quick_unlock', passphrase);
export const turnOffQuickUnlock = () => call<QuickUnlock>('turn_off_quick_unlock');
