/** What a pattern of Python's re means, as a tree. Sizes are in characters (code points). */
export type Regex =
  | { readonly kind: 'char'; readonly test: (code: number) => boolean }
  | { readonly kind: 'all'; readonly parts: readonly Regex[] }
  | { readonly kind: 'any'; readonly arms: readonly Regex[] }
  | { readonly kind: 'group'; readonly body: Regex; readonly index: number }
  | { readonly kind: 'repeat'; readonly body: Regex; readonly min: number; readonly max: number; readonly how: How }
  | { readonly kind: 'look'; readonly body: Regex; readonly behind: boolean; readonly wanted: boolean }
  | { readonly kind: 'back'; readonly index: number; readonly fold: boolean }
  | { readonly kind: 'atomic'; readonly body: Regex }
  | { readonly kind: 'if'; readonly index: number; readonly yes: Regex; readonly no: Regex }
  | { readonly kind: 'at'; readonly where: 'start' | 'end' | 'lineStart' | 'lineEnd' | 'last' | 'word' | 'notWord' };

export type How = 'greedy' | 'lazy' | 'possessive';

/** The values of re.A, re.I, re.L, re.M, re.S, re.U and re.X. */
export const FLAGS = { A: 256, I: 2, L: 4, M: 8, S: 16, U: 32, X: 64 } as const;

export class RegexError extends Error {}

/** \w of a text: letters, digits and the underscore. */
export function isWord(code: number, ascii: boolean): boolean {
  if (code < 128)
    return (code > 47 && code < 58) || (code > 64 && code < 91) || code === 95 || (code > 96 && code < 123);
  return !ascii && /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}

export function isDigit(code: number, ascii: boolean): boolean {
  if (code < 128) return code > 47 && code < 58;
  return !ascii && /\p{Nd}/u.test(String.fromCodePoint(code));
}

export function isSpace(code: number, ascii: boolean): boolean {
  if (code < 128) return code === 32 || (code > 8 && code < 14) || (!ascii && code > 27 && code < 32);
  return !ascii && (/\s/u.test(String.fromCodePoint(code)) || code === 0x85) && code !== 0xfeff;
}

/** The other spelling of a letter, where case does not count. */
export function folded(code: number): number {
  const text = String.fromCodePoint(code).toLowerCase();
  return [...text].length === 1 ? (text.codePointAt(0) ?? code) : code;
}
