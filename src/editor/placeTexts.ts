import type { ConvCall, Place } from '../analysis/index.js';
import { escapeMarkdown } from './markdown.js';

/** Where a place is, for people. */
export interface PlaceText {
  /** line 12, utils.py:12 */
  readonly label: string;
  /** The address that shows it; null where it cannot be shown. */
  readonly target: string | null;
}

/** How the places that a call's reasons name are written. */
export class PlaceTexts {
  private readonly texts = new Map<string, PlaceText>();

  constructor(texts: readonly (readonly [Place, PlaceText])[] = []) {
    for (const [place, text] of texts) this.texts.set(keyOf(place), text);
  }

  /** A link as markdown; '' for a place of which nothing can be said. */
  link(place: Place): string {
    const text = this.texts.get(keyOf(place));
    if (text === undefined) return '';
    const label = escapeMarkdown(text.label);
    return text.target === null ? label : `[${label}](${text.target.replace(/[()\s]/g, encodeURIComponent)})`;
  }
}

function keyOf({ file, from }: Place): string {
  return `${file}\n${from}`;
}

/** The places that a hover over a call may name, each once. */
export function placesOf({ runs, maybe, shown }: ConvCall): readonly Place[] {
  const found = new Map<string, Place>();
  for (const { from, why, input, output } of [shown, ...runs, ...maybe]) {
    const dims = [...(input ?? []), ...(output ?? [])];
    const inDims = dims.map(dim => (typeof dim === 'object' && 'unknown' in dim ? dim.place : undefined));
    for (const place of [from, why?.place, ...inDims]) if (place) found.set(keyOf(place), place);
  }
  return [...found.values()];
}
