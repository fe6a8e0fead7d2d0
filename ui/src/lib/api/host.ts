/** The one door to the host program. Nothing else imports `@tauri-apps`. */
import { invoke as tauriInvoke } from '@tauri-apps/api/core';
import { toFailure } from './failure';

/** What carries a command to whoever answers it. */
export type Transport = (
  command: string,
  body: Record<string, unknown> | Uint8Array,
  headers?: Record<string, string>,
) => Promise<unknown>;

let transport: Transport = (command, body, headers) => tauriInvoke(command, body, headers ? { headers } : undefined);
let whenLocked: () => void = () => {};
let standIn = false;

/** Lets another transport answer; the development mock does. */
export function answerWith(other: Transport): void {
  transport = other;
  standIn = true;
}

/**
 * Loads the page anew, so that nothing of the old one is left in its memory: no variable, no text in the undo
 * history of a field. A stand-in would be lost with the page; `instead` runs then.
 */
export function startAnew(instead: () => Promise<void>): void {
  if (standIn) void instead();
  else location.reload();
}

/** What to do when the host says that the vault is locked, whatever was asked. */
export function onLocked(then: () => void): void {
  whenLocked = then;
}

/**
 * Sends a command.
 * @throws a `Failure`, never anything else
 */
export async function call<T>(
  command: string,
  body: Record<string, unknown> | Uint8Array = {},
  headers?: Record<string, string>,
): Promise<T> {
  try {
    return (await transport(command, body, headers)) as T;
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.code === 'locked') whenLocked();
    throw failure;
  }
}

/**
 * Sends a command whose body is a secret: as raw bytes, overwritten here as soon as they have been sent.
 * @throws a `Failure`
 */
export async function callSecret<T>(command: string, secret: string, headers?: Record<string, string>): Promise<T> {
  const bytes = new TextEncoder().encode(secret);
  try {
    return await call<T>(command, bytes, headers);
  } finally {
    bytes.fill(0);
  }
}
