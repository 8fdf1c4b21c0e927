import type { DataFiles, Sources } from '../../python/library.js';
import { folderOf, nameBelow, resolveName, topOf, type AskedFiles } from './files.js';

/** Folders that are looked into before it is believed that a folder holds no Python. */
const MAX_FOLDERS = 200;

/** Only a folder of such a name can be imported. */
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * The Python files below a root and in further folders of sys.path. A file below the root is known by its name relative to that, and
 * so is one elsewhere in the workspace (`../models/net.py`); any other, which counts as installed, by its absolute one.
 */
export class RootedSources implements Sources {
  private readonly folders = new Map<string, readonly string[] | null>();

  constructor(
    private readonly files: AskedFiles,
    private readonly root: string,
    /** The folder of the workspace; null where there is none. */
    private readonly workspace: string | null,
  ) {}

  /** A program is started in the workspace's folder, and opens what is below it. */
  get data(): DataFiles {
    const folder = this.workspace ?? this.root;
    // An address has no path on a disk: what follows its host stands for one.
    const top = topOf(folder);
    const pathOf = (file: string): string => (file.startsWith(top) ? `/${file.slice(top.length)}` : file);
    const fileOf = (path: string): string => top + path.slice(1);
    const isWithin = (file: string): boolean => nameBelow(folder, file) !== null;
    return {
      folder: pathOf(folder),
      read: path => (isWithin(fileOf(path)) ? this.files.text(fileOf(path)) : null),
      list: path => (isWithin(fileOf(path)) ? this.files.names(fileOf(path)) : null),
      pathOf: name => pathOf(resolveName(this.root, name)),
      nameOf: path => this.nameOf(path.startsWith('/') ? fileOf(path) : path),
    };
  }

  /** The name that a file, or a folder, is known by. */
  nameOf(file: string): string {
    const below = nameBelow(this.root, file);
    if (below !== null || this.workspace === null || nameBelow(this.workspace, file) === null) return below ?? file;
    let up = '..';
    for (let folder = folderOf(this.root); folder !== null; folder = folderOf(folder)) {
      const name = nameBelow(folder, file);
      if (name !== null) return name === '' ? up : `${up}/${name}`;
      up += '/..';
    }
    return file;
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
