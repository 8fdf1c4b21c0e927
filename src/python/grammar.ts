import { Tree, type Input, type PartialParse, type SyntaxNode, type TreeFragment } from '@lezer/common';
import { parser as lezer } from '@lezer/python';

/** A float that ends with its dot, or goes on with an exponent: `1.`, `1.e5`; not the end of a name or of another number. */
const TRAILING_DOT = /(?<![\w.])(\d[\d_]*)\.(?![\d.])/g;

/**
 * The text as the grammar can read it, of the same length: it takes the dot of `1.` for that of an attribute, so that
 * `if x > 0. and y:` would be in pieces. Only the tree is made of it; every name and literal is read from the text itself.
 */
export function forGrammar(text: string): string {
  return text.replace(TRAILING_DOT, '$10');
}

/** Python's grammar. */
export const parser = {
  parse: (text: string): Tree => lezer.parse(forGrammar(text)),
  /** `text` and the one that the fragments come from: as `forGrammar` gives them. */
  startParse: (text: string | Input, fragments?: readonly TreeFragment[]): PartialParse =>
    lezer.startParse(text, fragments),
};

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The top node of the tree of parts of a text, which is as `forGrammar` gives it; offsets are the whole text's. */
export function parseRanges(text: string, ranges: readonly Range[]): SyntaxNode {
  const tree = lezer.parse(text, [], ranges);
  const start = ranges[0]?.from ?? 0;
  // Lezer counts from the first part on.
  const placed = start === 0 ? tree.topNode : new Tree(tree.type, [tree], [start], text.length).topNode.firstChild;
  return placed ?? tree.topNode;
}
