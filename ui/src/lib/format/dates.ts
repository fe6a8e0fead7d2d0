/** Dates that may be a year, a month or a day: `2019`, `2020-03`, `2015-10-21`. */

import { LANGUAGE } from './language';

/** The parts of a partial date. Months and days count from 1. */
export interface PartialDate {
  year: number;
  month?: number;
  day?: number;
}

const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Reads the form that crosses to the host; `null` if it is none or no day of the calendar. */
export function readDate(text: string): PartialDate | null {
  const found = ISO.exec(text);
  if (!found) return null;
  const [year, month, day] = [found[1], found[2], found[3]].map((part) => (part === undefined ? undefined : Number(part)));
  return checked(year ?? 0, month, day);
}

/** Writes a date with the precision that is known: "March 2020", "2019". */
export function showDate(text: string | null, locale = LANGUAGE): string {
  if (text === null) return '';
  const date = readDate(text);
  if (!date) return text;
  const at = new Date(Date.UTC(2000, (date.month ?? 1) - 1, date.day ?? 1));
  at.setUTCFullYear(date.year);
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', timeZone: 'UTC' };
  if (date.month !== undefined) options.month = 'long';
  if (date.day !== undefined) options.day = 'numeric';
  return new Intl.DateTimeFormat(locale, options).format(at);
}

/**
 * Reads what a person types: `2014`, `3/2014`, `March 2014`, `21 Oct 2015`, `2015-10-21`, `21.10.2015`.
 * Gives the form that crosses to the host, `''` for an empty field, `null` if it is not understood.
 * Two numbers before a year are refused unless one of them cannot be a month: nobody's habit is guessed.
 */
export function parseDate(typed: string, locale?: string): string | null {
  const text = typed.trim();
  if (text === '') return '';
  if (ISO.test(text)) return readDate(text) ? text : null;
  const parts = text.toLocaleLowerCase(locale).split(/[\s,./-]+/).filter((part) => part !== '');
  const year = parts.findIndex((part) => /^\d{4}$/.test(part));
  if (year === -1 || parts.length > 3) return null;
  const rest = parts.filter((_, at) => at !== year);
  const words = rest.filter((part) => !/^\d{1,2}$/.test(part));
  const numbers = rest.filter((part) => /^\d{1,2}$/.test(part)).map(Number);
  if (words.length > 1) return null;
  const [word] = words;
  if (word !== undefined) {
    const month = monthOf(word, locale);
    return month === null ? null : write(checked(Number(parts[year]), month, numbers[0]));
  }
  return write(dayAndMonth(Number(parts[year]), numbers, year === 0));
}

function dayAndMonth(year: number, numbers: number[], yearFirst: boolean): PartialDate | null {
  const [a, b] = numbers;
  if (a === undefined) return checked(year);
  if (b === undefined) return checked(year, a);
  if (yearFirst || b > 12) return checked(year, a, b);
  if (a > 12 || a === b) return checked(year, b, a);
  return null;
}

/** A month by the first letters of its name, in English or the person's language; three letters at least. */
function monthOf(word: string, locale?: string): number | null {
  if (word.length < 3) return null;
  for (const language of ['en', locale]) {
    const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
    for (let month = 1; month <= 12; month += 1) {
      const name = format.format(new Date(Date.UTC(2000, month - 1, 1))).toLocaleLowerCase(locale);
      if (name.startsWith(word.replace(/\.$/, ''))) return month;
    }
  }
  return null;
}

function checked(year: number, month?: number, day?: number): PartialDate | null {
  if (year < 1 || year > 9999) return null;
  if (month === undefined) return day === undefined ? { year } : null;
  if (month < 1 || month > 12) return null;
  if (day === undefined) return { year, month };
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  return day >= 1 && day <= last.getUTCDate() ? { year, month, day } : null;
}

function write(date: PartialDate | null): string | null {
  if (!date) return null;
  const two = (number: number) => String(number).padStart(2, '0');
  const parts = [String(date.year).padStart(4, '0')];
  if (date.month !== undefined) parts.push(two(date.month));
  if (date.day !== undefined) parts.push(two(date.day));
  return parts.join('-');
}
