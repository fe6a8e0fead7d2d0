/** Failures of the host, matched by code and never by message. */
import type { Code, Failure } from './types';

// A record, so that the compiler notices a code that is missing here.
const CODES: Record<Code, true> = {
  no_vault: true,
  vault_exists: true,
  is_folder: true,
  not_a_vault: true,
  newer_format: true,
  in_use: true,
  wrong_passphrase: true,
  damaged: true,
  brought_closed: true,
  nothing_readable: true,
  vault_gone: true,
  disk_full: true,
  read_only: true,
  permission_denied: true,
  out_of_memory: true,
  weak_passphrase: true,
  empty_passphrase: true,
  bad_sheet: true,
  old_sheet: true,
  keyring: true,
  locked: true,
  bad_input: true,
  not_found: true,
  bad_catalogue: true,
  too_large: true,
  not_an_update: true,
  update_too_new: true,
  update_damaged: true,
  update_unsigned: true,
  update_foreign_key: true,
  update_forged: true,
  update_not_newer: true,
  bad_layer: true,
  file_exists: true,
  not_an_export: true,
  io: true,
};

/** Whether a value is a failure of the host. */
export function isFailure(value: unknown): value is Failure {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message, advice } = value as Record<string, unknown>;
  return typeof code === 'string' && Object.hasOwn(CODES, code) && typeof message === 'string' && typeof advice === 'string';
}

/** Any thrown value as a failure. What is not one of ours is a fault of the program, and said so. */
export function toFailure(value: unknown): Failure {
  if (isFailure(value)) return value;
  const detail = value instanceof Error ? value.message : typeof value === 'string' ? value : '';
  return {
    code: 'io',
    message: detail === '' ? 'Something inside Heldby went wrong.' : `Something inside Heldby went wrong: ${detail}`,
    advice: 'Nothing was changed. Try again; if it happens again, lock the vault and start Heldby anew.',
  };
}
