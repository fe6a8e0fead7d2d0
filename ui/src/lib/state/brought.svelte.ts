/** A file of the catalogue on its way in: read, looked at, then taken or not. */
import * as api from '../api';
import type { Brought, Failure, Installed, ReleaseView } from '../api';
import { kindOf, type FileKind } from '../format/files';

/** How far it is. What is installed or refused stays on screen until the next file or until it is put away. */
export type Step =
  | { at: 'nothing' }
  | { at: 'reading'; name: string }
  | { at: 'asking'; file: Brought; kind: FileKind; release: ReleaseView | null }
  | { at: 'working'; name: string }
  | { at: 'refused'; name: string; failure: Failure }
  | { at: 'done'; result: Installed };

const held = $state<{ step: Step }>({ step: { at: 'nothing' } });
let round = 0;

/** How far the file is. */
export const brought = (): Step => held.step;

/** Reads a file and has it looked at; nothing changes by that. A file that comes meanwhile takes its place. */
export async function receive(file: File): Promise<void> {
  const mine = ++round;
  const put = (step: Step) => {
    if (mine === round) held.step = step;
  };
  put({ at: 'reading', name: file.name });
  try {
    const read = await api.bring(file);
    const kind = kindOf(read.content);
    const release = kind === 'update' ? await api.verifyUpdate(read) : null;
    put({ at: 'asking', file: read, kind, release });
  } catch (thrown) {
    put({ at: 'refused', name: file.name, failure: api.toFailure(thrown) });
  }
}

/** Takes the file that is asked about. Gives whether it was taken. */
export async function take(): Promise<boolean> {
  if (held.step.at !== 'asking') return false;
  const { file, kind } = held.step;
  const mine = ++round;
  held.step = { at: 'working', name: file.name };
  try {
    const result = await (kind === 'list' ? api.addHibpList(file) : api.installUpdate(file));
    if (mine === round) held.step = { at: 'done', result };
    return true;
  } catch (thrown) {
    if (mine === round) held.step = { at: 'refused', name: file.name, failure: api.toFailure(thrown) };
    return false;
  }
}

/** Puts the file, its refusal or its result away. */
export function forgetBrought(): void {
  round += 1;
  held.step = { at: 'nothing' };
}

/** Whether something that is dragged over the window is a file. */
export function holdsFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
