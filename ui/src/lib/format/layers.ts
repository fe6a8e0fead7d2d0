/** Layers of what is known: where a record comes from and how far it was checked. */

/** A mark beside a record that is not of the reviewed catalogue. */
export interface LayerLook {
  word: string;
  meaning: string;
}

const MARKS: Record<string, LayerLook> = {
  'hibp-file': { word: 'Loaded list', meaning: 'From a list of Have I Been Pwned that you loaded; nobody signed or reviewed it' },
  private: { word: 'Noted by you', meaning: 'You noted this yourself; it is in no catalogue' },
};

/** The mark of a layer; `null` for a record that came with the catalogue, be it the program's or a signed update. */
export function layerMark(layer: string): LayerLook | null {
  return MARKS[layer] ?? null;
}

/** Whose data a record is, in the words that its licence asks for; `null` if it is the project's own. */
export function attribution(layer: string): string | null {
  switch (layer) {
    case 'long-tail':
      return 'Breach data: Have I Been Pwned (haveibeenpwned.com), CC BY 4.0. Data classes are mapped to Heldby’s, the words are Heldby’s; not reviewed one by one.';
    case 'hibp-file':
      return 'Breach data: Have I Been Pwned (haveibeenpwned.com), CC BY 4.0, from the list that you loaded. Nobody signed or reviewed it.';
    default:
      return null;
  }
}

/** How hard it is to have an account closed, in words. */
export function deletionWords(deletion: string | null): string {
  switch (deletion) {
    case 'easy':
      return 'simple';
    case 'medium':
      return 'several steps';
    case 'hard':
      return 'only by writing to somebody';
    case 'limited':
      return 'only where a law gives you the right';
    case 'impossible':
      return 'not offered';
    default:
      return '';
  }
}
