/** The keys of a text field with a list of suggestions under it (the ARIA combobox pattern). */

/** The list as it stands: how many options, which is marked (-1: none), whether it is shown. */
export interface List {
  count: number;
  active: number;
  open: boolean;
}

/** What a key does. `pick` takes the marked option, `submit` takes the text as typed. */
export type Move =
  | { kind: 'mark'; active: number }
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'clear' }
  | { kind: 'pick'; active: number }
  | { kind: 'submit' }
  | { kind: 'none' };

/** Decides what a key does. A key that an input method still composes with does nothing. */
export function keyMove(key: string, list: List, composing = false): Move {
  if (composing) return { kind: 'none' };
  const shown = list.open && list.count > 0;
  switch (key) {
    case 'ArrowDown':
      if (!shown) return list.count > 0 ? { kind: 'open' } : { kind: 'none' };
      return { kind: 'mark', active: list.active + 1 >= list.count ? -1 : list.active + 1 };
    case 'ArrowUp':
      if (!shown) return { kind: 'none' };
      return { kind: 'mark', active: list.active < 0 ? list.count - 1 : list.active - 1 };
    case 'Enter':
      return shown && list.active >= 0 ? { kind: 'pick', active: list.active } : { kind: 'submit' };
    case 'Tab':
      return shown && list.active >= 0 ? { kind: 'pick', active: list.active } : { kind: 'close' };
    case 'Escape':
      return shown ? { kind: 'close' } : { kind: 'clear' };
    default:
      return { kind: 'none' };
  }
}
