import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packSummary, unpackSummary, type PackedSummary, type Summary } from '../analysis/index.js';
import { hashOf, shrink, writeWhole } from './keptFiles.js';

/** A file as it was when its text was read: another size or time means another text. */
export interface FileState {
  readonly size: number;
  /** When it was changed last, in milliseconds. */
  readonly changed: number;
}

interface Entry extends FileState {
  readonly summary: PackedSummary;
}

/** The files of one package. */
interface Group {
  readonly entries: Map<string, Entry>;
  isNew: boolean;
}

/** A text that was changed this shortly before it was read may change again without another time. */
const RACY_MILLISECONDS = 2000;
const MOST_BYTES = 64_000_000;
const MOST_BYTES_PER_GROUP = 8_000_000;

/**
 * What the texts of packages' files say of them, kept on disk from one run to the next: a file for each package. Whatever is wrong
 * with such a file, it is as if there were none. Several processes may use the folder at the same time: each writes whole files.
 */
export class SummaryCache {
  private readonly groups = new Map<string, Group>();

  /**
   * @param folder where the files are
   * @param build tells versions of the program apart: one does not read what another wrote
   */
  constructor(
    private readonly folder: string,
    private readonly build: string,
  ) {}

  /** What is known of a file of the package in this folder; undefined where it has changed since. */
  get(pack: string, file: string, { size, changed }: FileState): Summary | undefined {
    const entry = this.group(pack).entries.get(file);
    return entry?.size === size && entry.changed === changed ? unpackSummary(entry.summary) : undefined;
  }

  set(pack: string, file: string, { size, changed }: FileState, summary: Summary): void {
    if (Math.abs(Date.now() - changed) < RACY_MILLISECONDS) return;
    const group = this.group(pack);
    group.entries.set(file, { size, changed, summary: packSummary(summary) });
    group.isNew = true;
  }

  /** Writes what is new. Never throws. */
  flush(): void {
    for (const [pack, group] of this.groups) {
      if (!group.isNew) continue;
      group.isNew = false;
      try {
        this.write(this.nameOf(pack), JSON.stringify([...group.entries]));
      } catch {
        // A folder that cannot be written to, or a full disk: the next run reads the texts again.
      }
    }
  }

  private group(pack: string): Group {
    let group = this.groups.get(pack);
    if (group === undefined) this.groups.set(pack, (group = { entries: this.read(this.nameOf(pack)), isNew: false }));
    return group;
  }

  private nameOf(pack: string): string {
    return path.join(this.folder, `${hashOf(`${this.build}\n${pack}`)}.json`);
  }

  private read(name: string): Map<string, Entry> {
    try {
      const text = readFileSync(name, 'utf8');
      const end = text.indexOf('\n');
      const content = text.slice(end + 1);
      if (text.slice(0, end) === hashOf(content)) return new Map(JSON.parse(content) as [string, Entry][]);
    } catch {
      // There is none.
    }
    return new Map();
  }

  private write(name: string, content: string): void {
    if (content.length > MOST_BYTES_PER_GROUP) return;
    writeWhole(name, `${hashOf(content)}\n${content}`);
    shrink(this.folder, MOST_BYTES);
  }
}
