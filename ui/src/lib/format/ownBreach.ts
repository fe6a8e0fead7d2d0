/** Breaches that a person notes, as a form edits them. */
import type { OwnBreachInput } from '../api/types';

/** An empty note, about a company if one is given. */
export function blankBreach(company: string | null = null, name = ''): OwnBreachInput {
  return { company, company_name: name, title: '', occurred_from: null, occurred_to: null, disclosed: null, classes: [], note: '' };
}

/** What is sent: without spaces around words. */
export function tidyBreach(input: OwnBreachInput): OwnBreachInput {
  return {
    ...input,
    company_name: input.company_name.trim(),
    title: input.title.trim(),
    note: input.note.trim(),
    classes: [...input.classes],
  };
}

/** What keeps a note from being saved, in words; empty if nothing does. */
export function missing(input: OwnBreachInput): string {
  if (input.company_name.trim() === '') return 'Say whose data it was that was lost.';
  const { occurred_from: from, occurred_to: to } = input;
  if (from !== null && to !== null && to < from.slice(0, to.length)) return 'The end is before the beginning.';
  return '';
}
