/** Small changes to what a person entered about a company. The host judges; this only moves values. */
import type { Dimension, HoldingInput, Period, QuestionView } from '../api/types';

/** A period of which only the relationship is known. */
export function blankPeriod(relationship = 'customer'): Period {
  return { relationship, from: null, until: null, still: false, tags: [] };
}

/** An empty form. */
export function blankInput(country: string | null = null): HoldingInput {
  return {
    name: '',
    domain: null,
    country,
    company: null,
    unlinked: false,
    person: null,
    periods: [blankPeriod()],
    gave: [],
    gave_complete: false,
    note: '',
    identifiers: [],
  };
}

/** A copy that can be changed without touching the original. */
export function copyInput(input: HoldingInput): HoldingInput {
  return {
    ...input,
    periods: input.periods.length === 0 ? [blankPeriod()] : input.periods.map((period) => ({ ...period, tags: [...period.tags] })),
    gave: [...input.gave],
    identifiers: [...input.identifiers],
  };
}

/** Adds a word to a list, or takes it out if it is there. */
export function toggle(list: readonly string[], word: string): string[] {
  return list.includes(word) ? list.filter((other) => other !== word) : [...list, word];
}

/** What crosses to the host: spaces trimmed, empty texts as absent, a running period without an end. */
export function tidy(input: HoldingInput): HoldingInput {
  const orNull = (text: string | null) => (text === null || text.trim() === '' ? null : text.trim());
  return {
    ...input,
    name: input.name.trim(),
    domain: orNull(input.domain),
    country: orNull(input.country),
    identifiers: input.identifiers.map((word) => word.trim()).filter((word) => word !== ''),
    periods: input.periods.map((period) => ({ ...period, until: period.still ? null : period.until })),
  };
}

/** The period that a question about the start is about: the first without one, else the first. */
export function periodWithoutStart(input: HoldingInput): number {
  const open = input.periods.findIndex((period) => period.from === null);
  return Math.max(open, 0);
}

/** The period that a question about the end is about: the first without one, else the last. */
export function periodWithoutEnd(input: HoldingInput): number {
  const open = input.periods.findIndex((period) => period.until === null && !period.still);
  return open === -1 ? Math.max(input.periods.length - 1, 0) : open;
}

/** The answer "since then" or "until then" put into the period that was asked about. */
export function withDate(input: HoldingInput, kind: 'since' | 'until', date: string | null, still = false): HoldingInput {
  const next = copyInput(input);
  const period = next.periods[kind === 'since' ? periodWithoutStart(next) : periodWithoutEnd(next)];
  if (!period) return next;
  if (kind === 'since') {
    period.from = date;
  } else {
    period.until = still ? null : date;
    period.still = still;
  }
  return next;
}

/**
 * The answer to a question about a dimension put into every period that is silent about it; into the last one if
 * none is silent. Countries and brands are written with their dimension in front, as the host reads them.
 */
export function withAttribute(
  input: HoldingInput,
  question: QuestionView,
  value: string,
  dimensions: readonly Dimension[],
): HoldingInput {
  const next = copyInput(input);
  const dimension = question.id ?? '';
  const closed = dimensions.find((other) => other.id === dimension);
  const tag = closed || value.includes(':') ? value : `${dimension}:${value}`;
  const known = (other: string) =>
    closed ? closed.values.some((word) => word.id === other) : other.startsWith(`${dimension}:`);
  const silent = next.periods.filter((period) => !period.tags.some(known));
  const last = next.periods.at(-1);
  for (const period of silent.length > 0 ? silent : last ? [last] : []) {
    period.tags = [...period.tags.filter((other) => !known(other)), tag];
  }
  return next;
}
