/** What was typed into the form of a company and not saved. Kept until it is saved, given up, or the vault is locked. */
import type { HoldingInput } from '../api';

const kept = new Map<number, HoldingInput>();

/** Keeps what was typed about a company. */
export function keepDraft(holding: number, draft: HoldingInput): void {
  kept.set(holding, draft);
}

/** What was typed about a company before, if anything. */
export function draftOf(holding: number): HoldingInput | null {
  return kept.get(holding) ?? null;
}

/** Gives up what was typed about a company. */
export function dropDraft(holding: number): void {
  kept.delete(holding);
}

/** Gives up everything. */
export function forgetDrafts(): void {
  kept.clear();
}
