import { UsageError } from './io.js';

/**
 * Words as a POSIX shell splits them: at blanks outside of quotes; a backslash takes the next character as it is, within double
 * quotes only before " \ $ and `. Nothing is expanded. @throws UsageError where a quote is left open
 */
export function shellWords(option: string, text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    const next = text[i + 1];
    if (quote !== '' && char === quote) quote = '';
    else if (char === '\\' && quote !== "'" && next !== undefined && (quote === '' || '"\\$`'.includes(next))) {
      word = (word ?? '') + next;
      i++;
    } else if (quote !== '') word = (word ?? '') + char;
    else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  if (quote !== '') throw new UsageError(`${option}: the quote ${quote} is not closed in ${text}`);
  if (word !== null) words.push(word);
  return words;
}
