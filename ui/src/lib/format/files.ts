/** Files that are brought in: what they are is told by their content, never by their name. */
import { LANGUAGE } from './language';

/** What a file seems to be. Only a first guess: the host judges. */
export type FileKind = 'list' | 'update';

/** More than any file that the host takes; the rest of a larger one is not read, and the host says that it is too large. */
export const MOST_BYTES = 64 * 1024 * 1024 + 1;

/** JSON begins with a bracket, after spaces and perhaps a byte order mark; a release begins with neither. */
export function kindOf(bytes: Uint8Array): FileKind {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[at] ?? 0)) at += 1;
  return bytes[at] === 0x5b || bytes[at] === 0x7b ? 'list' : 'update';
}

/** A file as it crosses to the host: its name, a zero byte, its content. A zero in the name would end it early. */
export function envelope(name: string, content: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`${name.replaceAll('\0', ' ')}\0`);
  const body = new Uint8Array(head.length + content.length);
  body.set(head);
  body.set(content, head.length);
  return body;
}

/** A size for people: "512 bytes", "3.4 MB". */
export function size(bytes: number): string {
  const number = (value: number, most: number) => new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: most }).format(value);
  if (bytes < 1000) return `${number(bytes, 0)} bytes`;
  return bytes < 1_000_000 ? `${number(bytes / 1000, 0)} kB` : `${number(bytes / 1_000_000, 1)} MB`;
}
