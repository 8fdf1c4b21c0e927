import { isString } from './guard.js';

/**
 * Every text that the view shows, in English. {0}, {1} … are filled by `fill`. The host translates them by their
 * English text (vscode.l10n) and puts them into the page; so a new text is added here and in media/l10n alone.
 */
export const STRINGS = {
  // Header
  followsCursor: 'Follows cursor',
  pinned: 'Pinned',
  pinTooltip: 'Keep this convolution while the cursor moves',
  unpinTooltip: 'Follow the cursor from call to call again',
  goToCode: 'Go to the code',
  lesson: 'The lesson',
  inputOn: 'on',
  wasValue: 'was {0}',
  reset: 'Reset',
  applyToCode: 'Apply to code',
  applied: 'Applied to the code.',
  parameters: '{0} parameters',
  multiplyAdds: '{0} multiply-adds',
  // Verdict
  even: 'Even',
  uneven: 'Uneven',
  evenAtSameSize: 'Even at the same size:',
  // Sections
  windows: 'Windows',
  matrix: 'Matrix',
  overlap: 'Overlap',
  equalByFourWays: 'Equal by four ways',
  // States
  nothingSelected: 'Put the cursor on a convolution, or choose one of this file:',
  nothingInFile: 'This file has no convolution.',
  openLesson: 'Open the lesson: a 3×3 kernel on a 4×4 input',
  unknownSize: 'The code does not say what size goes in.',
  chooseSize: 'Try a size:',
  sizeKept: 'Your answer is kept for this file in this workspace.',
  impossible: 'This layer gives no output.',
  nearestChanges: 'The nearest changes that give one:',
  incompleteCall: 'The call is being typed.',
  tooLarge: 'Too large to draw every entry: the structure is shown.',
  // Playing
  previous: 'Previous output',
  play: 'Play',
  pause: 'Pause',
  next: 'Next output',
} as const satisfies Record<string, string>;

export type StringKey = keyof typeof STRINGS;
export type Strings = Readonly<Record<StringKey, string>>;

/** The id of the element in the view's page that holds the host's translations as JSON. */
export const STRINGS_ELEMENT_ID = 'conv-strings';

/** Puts values into a template's places: fill('was {0}', 3) is "was 3". A place without a value stays as written. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}

/** Reads what the host put into the page; what is missing or malformed stays English. */
export function readStrings(json: string | null | undefined): Strings {
  let given: unknown;
  try {
    given = JSON.parse(json ?? '');
  } catch {
    given = null;
  }
  const texts: Record<string, string> = { ...STRINGS };
  if (typeof given === 'object' && given !== null) {
    for (const [key, text] of Object.entries(given)) {
      if (Object.hasOwn(STRINGS, key) && isString(text)) {
        texts[key] = text;
      }
    }
  }
  return texts as Strings;
}
