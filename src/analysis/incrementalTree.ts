import { TreeFragment, type Tree } from '@lezer/common';
import { forGrammar, keep, parser } from '../python/grammar.js';
import { parsedText, WHOLE } from '../python/parsedTexts.js';
import { finish, type Units } from './units.js';

/** The syntax tree of one document, kept from version to version: only what changed is parsed again. */
export class IncrementalTree {
  private text = '';
  private tree: Tree | null = null;
  private fragments: readonly TreeFragment[] = [];

  /**
   * The tree of this text. What changed is found by comparing with the last text from both ends, which costs less than
   * a parse of one statement and cannot disagree with the text.
   */
  update(text: string): Tree {
    return finish(this.updating(text));
  }

  /** As `update`, in units. When it is ended before its time, the tree is that of the last text. */
  *updating(source: string): Units<Tree> {
    const text = forGrammar(source);
    if (this.tree && text === this.text) return this.tree;
    const kept = this.tree
      ? TreeFragment.applyChanges(this.fragments, [changedRange(this.text, text)])
      : this.fragments;
    const tree = yield* parsingText(text, kept);
    this.fragments = TreeFragment.addTree(tree, kept);
    this.tree = tree;
    this.text = text;
    return tree;
  }
}

/** Parses in units, each a few tokens long. */
function* parsingText(text: string, fragments: readonly TreeFragment[] = []): Units<Tree> {
  const parse = parser.startParse(text, fragments);
  for (;;) {
    const tree = parser.advance(parse);
    if (tree) return tree;
    yield;
  }
}

/** Parses a whole text in units. */
export function* parsing(text: string): Units<Tree> {
  const parsed = parsedText(text);
  const known = parsed?.get(WHOLE)?.tree;
  if (known) return known;
  const tree = yield* parsingText(forGrammar(text));
  keep(parsed, WHOLE, { tree, skipped: [] });
  return tree;
}

/** The smallest range of the old text that was replaced, and what by. */
export function changedRange(
  before: string,
  after: string,
): { fromA: number; toA: number; fromB: number; toB: number } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let end = 0;
  while (
    end < shorter - from &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return { fromA: from, toA: before.length - end, fromB: from, toB: after.length - end };
}
