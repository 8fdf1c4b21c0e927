import path from 'node:path';
import type { Sources } from '../analysis/index.js';
import { UsageError, type Io } from './io.js';
import { readText } from './readText.js';

/** Folders that are looked into before it is believed that a folder holds no Python. */
const MAX_FOLDERS = 200;

/**
 * The Python files below a root and in further folders of sys.path. A file below the root is known by its name relative to that, with
 * "/" on every system; any other by its absolute one.
 */
export class FileSources implements Sources {
  private readonly texts = new Map<string, string | null>();
  /** What has been asked once: a program asks for the same folder as often as it uses a name that is not modelled. */
  private readonly folders = new Map<string, readonly string[] | null>();

  constructor(
    private readonly io: Io,
    private readonly root: string,
  ) {}

  /** The name that a file, or a folder, is known by. */
  nameOf(file: string): string {
    const relative = path.relative(this.root, file);
    const isBelow = relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
    return (isBelow ? relative : file).split(path.sep).join('/');
  }

  /** The absolute name of a file or folder. */
  absolute(name: string): string {
    return path.resolve(this.root, name);
  }

  /** Whether a file is below the root. */
  isBelow(name: string): boolean {
    return !path.isAbsolute(name);
  }

  read(name: string): { text: string; version: string } | null {
    let text = this.texts.get(name);
    if (text === undefined) this.texts.set(name, (text = this.readNow(name)));
    return text === null ? null : { text, version: '' };
  }

  private readNow(name: string): string | null {
    const file = this.absolute(name);
    if (!this.io.exists(file)) return null;
    try {
      return readText(this.io, file, name);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.io.err(`conv-explorer: ${error.message}\n`);
      return null;
    }
  }

  /** The names in a folder that is a package without __init__.py: one without any Python in it is none. */
  list(name: string): readonly string[] | null {
    let names = this.folders.get(name);
    if (names === undefined) {
      const folder = this.absolute(name);
      names = this.holdsPython(folder) ? this.io.list(folder) : null;
      this.folders.set(name, names);
    }
    return names;
  }

  private holdsPython(folder: string): boolean {
    const queue = [folder];
    for (let i = 0; i < Math.min(queue.length, MAX_FOLDERS); i++) {
      const names = this.io.list(queue[i] ?? '') ?? [];
      if (names.some(name => name.endsWith('.py'))) return true;
      queue.push(...names.filter(isIdentifier).map(name => path.join(queue[i] ?? '', name)));
    }
    return false;
  }
}

/** Only a folder of such a name can be imported. */
function isIdentifier(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
}
