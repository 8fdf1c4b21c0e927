import { folderOf, nameBelow } from '../analysis/session/index.js';
import type { AnalysisAnswer } from '../analysis/session/index.js';

/** The files and folders that an analysis asked for, also in vain: when one of them changes, the analysis may too. */
export class Dependencies {
  private sets: { readonly read: ReadonlySet<string>; readonly listed: ReadonlySet<string> } | null = null;

  constructor(private readonly asked: Pick<AnalysisAnswer, 'read' | 'listed'>) {}

  /** Made when something changes: most answers are replaced before. */
  private get names(): { readonly read: ReadonlySet<string>; readonly listed: ReadonlySet<string> } {
    const { read, listed } = this.asked;
    return (this.sets ??= { read: new Set(read.split('\n')), listed: new Set(listed.split('\n')) });
  }

  /** Whether a change of this file's content matters. */
  hasRead(name: string): boolean {
    return this.names.read.has(name);
  }

  /** Whether it matters that a file or folder of this name has come, gone or changed. */
  dependsOn(name: string): boolean {
    const { read, listed } = this.names;
    if (read.has(name) || listed.has(name) || listed.has(folderOf(name) ?? '')) return true;
    // A folder comes and goes with all that is in it.
    if (name.endsWith('.py')) return false;
    for (const file of read) if (nameBelow(name, file) !== null) return true;
    return false;
  }
}
