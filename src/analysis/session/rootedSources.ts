import type { Sources } from '../../python/library.js';
import { isAbsolute, nameBelow, resolveName, type AskedFiles } from './files.js';

/** Folders that are looked into before it is believed that a folder holds no Python. */
const MAX_FOLDERS = 200;

/** Only a folder of such a name can be imported. */
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * The Python files below a root and in further folders of sys.path. A file below the root is known by its name relative to that;
 * any other by its absolute one.
 */
export class RootedSources implements Sources {
  private readonly folders = new Map<string, readonly string[] | null>();

  constructor(
    private readonly files: AskedFiles,
    private readonly root: string,
  ) {}

  /** The name that a file, or a folder, is known by. */
  nameOf(file: string): string {
    return nameBelow(this.root, file) ?? file;
  }

  /** Whether a file is below the root. */
  isBelow(name: string): boolean {
    return !isAbsolute(name);
  }

  read(name: string): { text: string; version: string } | null {
    const text = this.files.text(resolveName(this.root, name));
    return text === null ? null : { text, version: '' };
  }

  /** The names in a folder that is a package without __init__.py: one without any Python in it is none. */
  list(name: string): readonly string[] | null {
    let names = this.folders.get(name);
    if (names === undefined) {
      const folder = resolveName(this.root, name);
      names = this.holdsPython(folder) ? this.files.names(folder) : null;
      this.folders.set(name, names);
    }
    return names;
  }

  private holdsPython(folder: string): boolean {
    const queue = [folder];
    for (let i = 0; i < Math.min(queue.length, MAX_FOLDERS); i++) {
      const names = this.files.names(queue[i] ?? '') ?? [];
      if (names.some(name => name.endsWith('.py'))) return true;
      queue.push(...names.filter(name => IDENTIFIER.test(name)).map(name => `${queue[i]}/${name}`));
    }
    return false;
  }
}
