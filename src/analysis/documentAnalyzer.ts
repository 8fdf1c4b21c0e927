import { analyzeParts, withoutMark, type AnalysisOptions } from './analyze.js';
import { IncrementalTree } from './incrementalTree.js';
import type { FileAnalysis } from './types.js';

/** The analysis of one document from version to version: its tree is kept, and an unchanged text costs nothing. */
export class DocumentAnalyzer {
  private readonly tree = new IncrementalTree();
  private last: { readonly text: string; readonly analysis: FileAnalysis } | null = null;

  constructor(private readonly options: AnalysisOptions = {}) {}

  /**
   * The analysis of this text. The changes since the last text may be given as an editor reports them; what changed is
   * found from the texts themselves, so that a missed or reordered report can do no harm.
   */
  update(text: string, _changes?: readonly unknown[]): FileAnalysis {
    if (this.last?.text === text) return this.last.analysis;
    const source = withoutMark(text);
    const tree = this.tree.update(source);
    const analysis = analyzeParts([{ text: source, tree, file: '' }], this.options)[0] ?? { calls: [], problems: [] };
    this.last = { text, analysis };
    return analysis;
  }
}
