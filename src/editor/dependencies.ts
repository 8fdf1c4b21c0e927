import { baseName, folderOf, nameBelow } from '../analysis/session/index.js';
import type { AnalysisAnswer } from '../analysis/session/index.js';

/** The files and folders that an analysis asked for, also in vain: when one of them changes, the analysis may too. */
export class Dependencies {
  private readonly read: ReadonlySet<string>;
  private readonly listed: ReadonlySet<string>;

  constructor({ read, listed }: Pick<AnalysisAnswer, 'read' | 'listed'>) {
    this.read = new Set(read);
    this.listed = new Set(listed);
  }

  /** Whether a change of this file's content matters. */
  hasRead(name: string): boolean {
    return this.read.has(name);
  }

  /** Whether it matters that a file or folder of this name has come, gone or changed. */
  dependsOn(name: string): boolean {
    if (this.read.has(name) || this.listed.has(name) || this.listed.has(folderOf(name) ?? '')) return true;
    // A folder comes and goes with all that is in it.
    if (/\.\w+$/.test(baseName(name))) return false;
    for (const file of this.read) if (nameBelow(name, file) !== null) return true;
    return false;
  }
}
