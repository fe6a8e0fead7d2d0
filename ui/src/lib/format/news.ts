/** What a newer catalogue changed, ready for the screen. */
import type { NewsItem, NewsKind } from '../api/types';

/** The word of a kind of change. */
export const NEWS_KINDS: Record<NewsKind, string> = {
  new: 'New',
  corrected: 'Corrected',
  withdrawn: 'Withdrawn',
  linked: 'Now linked',
  unlinked: 'Not linked any more',
};

/** From what needs a look first to what is only good to know. */
const ORDER: readonly NewsKind[] = ['new', 'corrected', 'unlinked', 'linked', 'withdrawn'];

/** Where a piece of news leads: to the match, the company, or the breach; nowhere if it was withdrawn. */
export type NewsTarget =
  | { view: 'match'; holding: number; breach: string }
  | { view: 'companies'; holding: number }
  | { view: 'breach'; id: string }
  | null;

/** News by kind, the most urgent first; inside a kind as it came. */
export function sortNews(items: readonly NewsItem[]): NewsItem[] {
  return [...items].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** The place that shows what a piece of news is about. */
export function newsTarget(item: NewsItem): NewsTarget {
  const gone = item.kind === 'withdrawn';
  if (item.holding !== null && item.breach !== null && !gone) return { view: 'match', holding: item.holding, breach: item.breach };
  if (item.holding !== null) return { view: 'companies', holding: item.holding };
  return item.breach !== null && !gone ? { view: 'breach', id: item.breach } : null;
}
