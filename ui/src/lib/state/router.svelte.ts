/** Where the window is. Lives in memory only: no address bar, nothing on disk. */

/** The four sections of the navigation, in order. */
export const SECTIONS = ['overview', 'companies', 'breaches', 'settings'] as const;
/** A section of the navigation. */
export type Section = (typeof SECTIONS)[number];

/** A part of the settings that another view leads to. */
export type SettingsPart = 'lived' | 'catalogue' | 'privacy';

/** A place in the window. */
export type Route =
  | { view: 'overview' }
  | { view: 'companies'; holding?: number; add?: boolean; unresolved?: boolean }
  | { view: 'match'; holding: number; breach: string; from: Section }
  | { view: 'breaches'; lookup?: boolean }
  | { view: 'breach'; id: string }
  | { view: 'company'; id: string }
  | { view: 'settings'; part?: SettingsPart };

const START: Route = { view: 'overview' };
const LONGEST_PAST = 50;

const place = $state<{ at: Route; past: Route[] }>({ at: START, past: [] });

/** The present place. */
export const at = (): Route => place.at;

/** Whether there is a place to go back to. */
export const canGoBack = (): boolean => place.past.length > 0;

/** Goes to a place and remembers the one left. */
export function go(route: Route): void {
  place.past = [...place.past.slice(1 - LONGEST_PAST), place.at];
  place.at = route;
}

/** Changes the present place without remembering the old form of it, for example which row is chosen. */
export function refine(route: Route): void {
  place.at = route;
}

/** Goes back to the last place, or to the section that a place belongs to. */
export function back(): void {
  const last = place.past.at(-1);
  place.past = place.past.slice(0, -1);
  place.at = last ?? { view: sectionOf(place.at) };
}

/** Forgets everything. */
export function forgetPlaces(): void {
  place.at = START;
  place.past = [];
}

/** The section that a place belongs to. */
export function sectionOf(route: Route): Section {
  switch (route.view) {
    case 'match':
      return route.from;
    case 'breach':
    case 'company':
      return 'breaches';
    default:
      return route.view;
  }
}
