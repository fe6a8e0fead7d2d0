/** Failures of the host, matched by code and never by message. */
import type { Code, Failure } from './types';

const CODES: ReadonlySet<string> = new Set<Code>([
  'no_vault',
  'vault_exists',
  'is_folder',
  'not_a_vault',
  'newer_format',
  'in_use',
  'wrong_passphrase',
  'damaged',
  'disk_full',
  'read_only',
  'out_of_memory',
  'weak_passphrase',
  'empty_passphrase',
  'locked',
  'bad_input',
  'not_found',
  'bad_catalogue',
  'io',
]);

/** Whether a value is a failure of the host. */
export function isFailure(value: unknown): value is Failure {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message, advice } = value as Record<string, unknown>;
  return typeof code === 'string' && CODES.has(code) && typeof message === 'string' && typeof advice === 'string';
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
