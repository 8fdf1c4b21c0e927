/** One replacement, in UTF-16 offsets of the text before the edit. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Where a place of the text is after an edit of several replacements, all given in offsets of the text before it. What
 * is inserted just before the place moves it; a place inside replaced text goes to the replacement's beginning.
 */
export function trackOffset(offset: number, changes: readonly TextChange[]): number {
  let result = offset;
  for (const { rangeOffset, rangeLength, text } of changes) {
    if (rangeOffset + rangeLength <= offset) {
      result += text.length - rangeLength;
    } else if (rangeOffset < offset) {
      result -= offset - rangeOffset;
    }
  }
  return result;
}
