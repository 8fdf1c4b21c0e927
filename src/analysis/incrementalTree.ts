import { TreeFragment, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';

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
    if (this.tree && text === this.text) return this.tree;
    if (this.tree) {
      const change = changedRange(this.text, text);
      this.fragments = TreeFragment.applyChanges(this.fragments, [change]);
    }
    const tree = parser.parse(text, this.fragments);
    this.fragments = TreeFragment.addTree(tree, this.fragments);
    this.tree = tree;
    this.text = text;
    return tree;
  }
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
