/** The recovery sheet as it comes from the host: raw bytes, five lines of text. */

/** A sheet, to be shown and forgotten. */
export interface Sheet {
  groups: string[];
  /** Squares along one side of the QR code. */
  size: number;
  /** All its dark squares. */
  path: string;
  /** The name of the vault's file. */
  file: string;
  /** The day on which it was made. */
  made: string;
}

/** Reads a sheet and overwrites the bytes it came in. */
export function readSheet(answer: ArrayBuffer | number[]): Sheet {
  const bytes = new Uint8Array(answer);
  const [groups = '', size = '', path = '', file = '', made = ''] = new TextDecoder().decode(bytes).split('\n');
  bytes.fill(0);
  return { groups: groups.split('-'), size: Number(size), path, file, made };
}
