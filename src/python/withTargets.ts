import type { SyntaxNode } from '@lezer/common';

/** A statement that begins with `with`, up to the text after the word. */
const WITH = /^[ \t\f]*(?:async[ \t]+)?with\b/gm;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
/** The longest head of a with statement that is looked through. */
const LONGEST = 4000;

/**
 * The text with a name of the same length in place of each target after a with statement's `as` that is none, such as
 * `self.file` or `(a, b)`: the grammar takes names alone there, and would have the statement in pieces.
 */
export function withNamesAsTargets(text: string): string {
  let out = text;
  for (const { index, 0: word } of text.matchAll(WITH)) {
    for (const { from, to } of targetsIn(text, index + word.length)) {
      if (NAME.test(text.slice(from, to))) continue;
      out = out.slice(0, from) + '_'.repeat(to - from) + out.slice(to);
    }
  }
  return out;
}

/** Where the targets of the with statement stand of which the items begin at `start`. */
function targetsIn(text: string, start: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  const end = Math.min(text.length, start + LONGEST);
  // The items' own depth is 1 where one pair of brackets is around all of them.
  let depth = 0;
  let target = -1;
  let targetDepth = 0;
  for (let i = start; i < end; i++) {
    const c = text[i] ?? '';
    const isEnd = target >= 0 && depth === targetDepth && (c === ',' || c === ':' || c === ')');
    if (isEnd) {
      let to = i;
      while (/\s/.test(text[to - 1] ?? '')) to--;
      if (to > target) found.push({ from: target, to });
      target = -1;
    }
    if (c === '"' || c === "'") {
      i = endOfQuotes(text, i, end);
      if (i < 0) return found;
    } else if (c === '#') {
      while (i + 1 < end && text[i + 1] !== '\n') i++;
    } else if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (depth <= 0 && (c === ':' || c === '\n')) return found;
    else if (c === '\\' && text[i + 1] === '\n') i++;
    else if (target < 0 && depth <= 1 && c === 'a' && /^as[\s(["']/.test(text.slice(i, i + 3)) && isWord(text, i)) {
      target = i + 2;
      while (/[ \t]/.test(text[target] ?? '')) target++;
      targetDepth = depth;
      i = target - 1;
    }
  }
  return found;
}

/** Nothing that belongs to a name stands before. */
function isWord(text: string, at: number): boolean {
  return !/[\p{L}\p{N}_.]/u.test(text[at - 1] ?? '');
}

/** The last character of a string literal; −1 where it does not end. */
function endOfQuotes(text: string, from: number, end: number): number {
  const quote = text[from] ?? '';
  const long = text.startsWith(quote.repeat(3), from);
  const close = long ? quote.repeat(3) : quote;
  for (let i = from + close.length; i < end; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(close, i)) return i + close.length - 1;
    else if (!long && text[i] === '\n') return -1;
  }
  return -1;
}

/**
 * The node of a target as it is written, for one that stands in the tree as a name: `parse` reads the text on its own.
 * Undefined where it is the name that the tree says, or no target.
 */
export function writtenTarget(
  source: string,
  node: SyntaxNode,
  parse: (text: string) => SyntaxNode,
): SyntaxNode | undefined {
  const text = source.slice(node.from, node.to);
  if (node.name !== 'VariableName' || NAME.test(text)) return undefined;
  // Empty lines before it, so that offsets are those of the file.
  const statement = parse(`${'\n'.repeat(node.from)}${text.replaceAll('\n', ' ')}`).getChild('ExpressionStatement');
  if (statement === null) return undefined;
  // Without brackets around it, a starred or comma-separated one would be several nodes: `as` takes one expression alone.
  return statement.firstChild ?? undefined;
}
