/** Short messages at the lower edge, some with a way to undo. */

/** A message. `undo` takes back what it reports. */
export interface Toast {
  id: number;
  text: string;
  grave: boolean;
  undo?: () => void | Promise<void>;
}

/** How long a message stays, in milliseconds. One that can be undone stays longer. */
const STAY = 5_000;
const STAY_WITH_UNDO = 12_000;

let next = 1;
const list = $state<{ shown: Toast[] }>({ shown: [] });
const clocks = new Map<number, ReturnType<typeof setTimeout>>();

/** The messages on screen, oldest first. */
export const toasts = (): readonly Toast[] => list.shown;

/** Shows a message. */
export function tell(text: string, undo?: Toast['undo']): void {
  put({ id: next++, text, grave: false, ...(undo ? { undo } : {}) });
}

/** Shows a failure for which no place of its own exists. */
export function warn(text: string): void {
  put({ id: next++, text, grave: true });
}

/** Takes a message away. */
export function dismiss(id: number): void {
  clearTimeout(clocks.get(id));
  clocks.delete(id);
  list.shown = list.shown.filter((toast) => toast.id !== id);
}

/** Holds a message while the pointer or the focus is on it. */
export function hold(id: number): void {
  clearTimeout(clocks.get(id));
}

/** Lets it go again. */
export function release(toast: Toast): void {
  clearTimeout(clocks.get(toast.id));
  clocks.set(toast.id, setTimeout(() => dismiss(toast.id), toast.undo ? STAY_WITH_UNDO : STAY));
}

/** Takes all messages away. */
export function forgetToasts(): void {
  for (const clock of clocks.values()) clearTimeout(clock);
  clocks.clear();
  list.shown = [];
}

function put(toast: Toast): void {
  const kept = list.shown.slice(-2);
  for (const old of list.shown.slice(0, -2)) clearTimeout(clocks.get(old.id));
  list.shown = [...kept, toast];
  release(toast);
}
