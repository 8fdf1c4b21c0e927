import { analyzingParts, withoutMark, type AnalysisOptions } from './analyze.js';
import { IncrementalTree } from './incrementalTree.js';
import type { FileAnalysis } from './types.js';
import { finish, type Units } from './units.js';

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
    return finish(this.updating(text));
  }

  /**
   * As `update`, in units. It may be ended before its time; what it found is then forgotten. Only one analysis may be under
   * way at a time in a process: the classes of the frameworks are shared, and are as they were when an analysis ends.
   */
  *updating(text: string): Units<FileAnalysis> {
    if (this.last?.text === text) return this.last.analysis;
    const source = withoutMark(text);
    const tree = yield* this.tree.updating(source);
    const [analysis] = yield* analyzingParts([{ text: source, tree, file: '' }], this.options);
    this.last = { text, analysis: analysis ?? { calls: [], problems: [] } };
    return this.last.analysis;
  }
}
