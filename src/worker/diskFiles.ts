import type * as fs from 'node:fs';
import { decodeSourceOrNull } from '../analysis/index.js';
import type { Files } from '../analysis/session/index.js';

/** What is used of Node's file system. */
type FileSystem = Pick<typeof fs, 'readFileSync' | 'readdirSync' | 'statSync'>;

interface Kept<T> {
  /** When it was last compared with the disk. */
  checked: number;
  /** Tells versions apart. */
  readonly stamp: string;
  readonly content: T;
}

/** Files that are larger are no code that somebody reads. */
const MAX_BYTES = 16 * 2 ** 20;
const ABSENT = '';

/**
 * The files of this machine. Within one analysis a file is looked at once; in the next one its time and size say whether what is
 * kept still holds.
 */
export class DiskFiles implements Files {
  private readonly texts = new Map<string, Kept<string | null>>();
  private readonly folders = new Map<string, Kept<readonly string[] | null>>();
  private turn = 0;

  constructor(private readonly fs: FileSystem) {}

  /** An analysis begins: what is kept is compared with the disk again. */
  begin(): void {
    this.turn++;
  }

  read(name: string): string | null {
    return this.kept(this.texts, name, 'file', () => decodeSourceOrNull(this.fs.readFileSync(name)));
  }

  list(name: string): readonly string[] | null {
    return this.kept(this.folders, name, 'folder', () => this.fs.readdirSync(name).sort());
  }

  private kept<T>(
    all: Map<string, Kept<T | null>>,
    name: string,
    kind: 'file' | 'folder',
    read: () => T | null,
  ): T | null {
    const known = all.get(name);
    if (known?.checked === this.turn) return known.content;
    const stamp = this.stamp(name, kind);
    if (known?.stamp === stamp) {
      known.checked = this.turn;
      return known.content;
    }
    const content = stamp === ABSENT ? null : orNull(read);
    all.set(name, { checked: this.turn, stamp, content });
    return content;
  }

  /** What changes when the file or folder changes; the same for all that is not there or is something else. */
  private stamp(name: string, kind: 'file' | 'folder'): string {
    const stat = orNull(() => this.fs.statSync(name, { throwIfNoEntry: false }) ?? null);
    if (stat === null || (kind === 'file' ? !stat.isFile() || stat.size > MAX_BYTES : !stat.isDirectory()))
      return ABSENT;
    return `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
  }
}

/** What may not be read counts as absent. */
function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
