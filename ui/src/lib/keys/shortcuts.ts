/** Shortcuts of the whole window. */

/** What a shortcut asks for. */
export type Shortcut = { kind: 'lock' } | { kind: 'go'; section: number } | { kind: 'search' } | { kind: 'back' };

/** The parts of a key event that shortcuts look at. */
export interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/**
 * The shortcut of a key: Ctrl or Cmd with L locks, with 1 to 4 goes to a section, Alt with the left arrow goes
 * back, a slash outside of text fields searches.
 */
export function shortcut(event: Pressed, inText: boolean): Shortcut | null {
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (command && event.key.toLowerCase() === 'l') return { kind: 'lock' };
  // By place on the keyboard: on some layouts the digits need Shift.
  const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code);
  if (command && digit) return { kind: 'go', section: Number(digit[1]) - 1 };
  if (event.altKey && !event.ctrlKey && !event.metaKey && event.key === 'ArrowLeft') return { kind: 'back' };
  if (event.key === '/' && !inText && !event.ctrlKey && !event.metaKey && !event.altKey) return { kind: 'search' };
  return null;
}
