const NUMBER = String.raw`[+-]?\d{1,16}`;
const TUPLE = String.raw`\(\s*${NUMBER}(\s*,\s*${NUMBER}){0,2}\s*,?\s*\)`;
const WORD = String.raw`'[\w-]{1,40}'|"[\w-]{1,40}"`;
const TEXT = new RegExp(`^(${NUMBER}|${TUPLE}|${WORD}|True|False|None)$`);

/**
 * Whether a text may be written into the code as a parameter's value: a whole number, a tuple of up to three, a quoted
 * word, True, False or None. The view asks for edits, and nothing else of what it could send becomes code.
 */
export function isParameterText(text: string): boolean {
  return TEXT.test(text.trim());
}
