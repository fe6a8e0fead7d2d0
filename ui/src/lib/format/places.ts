/** Names of countries and sectors. */
import type { Word } from '../api/types';
import { LANGUAGE } from './language';

const names = new Intl.DisplayNames([LANGUAGE], { type: 'region', fallback: 'code' });

/** The English name of a country by its two letters; the letters if they are none. */
export function countryName(code: string): string {
  try {
    return names.of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

/** Several countries in few words: "United Kingdom, Ireland", "Germany and 5 more". */
export function countriesOf(codes: readonly string[], most = 2): string {
  const shown = codes.slice(0, most).map(countryName).join(', ');
  return codes.length > most ? `${shown} and ${codes.length - most} more` : shown;
}

/** The label of an id in a closed list; the id with spaces if the list lacks it. */
export function labelOf(words: readonly Word[], id: string): string {
  return words.find((word) => word.id === id)?.label ?? id.replaceAll('-', ' ');
}
