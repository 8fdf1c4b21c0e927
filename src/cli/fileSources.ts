import path from 'node:path';
import { summarize, type DataFiles, type Sources, type Summary } from '../analysis/index.js';
import { UsageError, type Io } from './io.js';
import { readText } from './readText.js';

/** Folders that are looked into before it is believed that a folder holds no Python. */
const MAX_FOLDERS = 200;

/** Bytes of a file that a program opens. */
const MAX_DATA = 2 ** 20;

/**
 * The Python files below a root and in further folders of sys.path. A file below the root is known by its name relative to that, with
 * "/" on every system; any other by its absolute one.
 */
export class FileSources implements Sources {
  private readonly texts = new Map<string, string | null>();
  /** What has been asked once: a program asks for the same folder as often as it uses a name that is not modelled. */
  private readonly folders = new Map<string, readonly string[] | null>();

  private readonly listed = new Map<string, ReadonlySet<string>>();
  private readonly beside = new Map<string, ReadonlySet<string>>();
  private readonly summaries = new Map<string, Summary | null>();
  private readonly packages = new Map<string, string>();
  readonly data: DataFiles;

  constructor(
    private readonly io: Io,
    private readonly root: string,
  ) {
    this.data = {
      folder: this.posix(root),
      read: file => this.readData(file),
      list: file => (this.isWithin(file) ? this.io.list(file) : null),
      pathOf: name => this.posix(this.absolute(name)),
      nameOf: file => this.nameOf(file),
    };
  }

  private posix(file: string): string {
    return file.split(path.sep).join('/');
  }

  private isWithin(file: string): boolean {
    return !path.isAbsolute(this.nameOf(file));
  }

  private readData(file: string): string | null | undefined {
    if (!this.isWithin(file) || !this.io.exists(file)) return null;
    if ((this.io.stat?.(file)?.size ?? 0) > MAX_DATA) return undefined;
    try {
      const bytes = this.io.readFile(file);
      return bytes.length > MAX_DATA
        ? undefined
        : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  }

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

  /** Whether there is a file of this name, by what its folder lists. */
  exists(name: string): boolean {
    const slash = name.lastIndexOf('/');
    return this.namesBeside(name, slash).has(name.slice(slash + 1));
  }

  /** What is in the folder of something with this name, of which the last slash is there. */
  private namesBeside(name: string, slash: number): ReadonlySet<string> {
    const folder = slash < 0 ? '' : name.slice(0, slash);
    let names = this.beside.get(folder);
    if (names !== undefined) return names;
    // A folder that is not listed in its own one has nothing in it: most are asked for in vain.
    const above = folder.lastIndexOf('/');
    const isThere =
      folder === '' ||
      above === 0 ||
      path.isAbsolute(folder) ||
      this.namesBeside(folder, above).has(folder.slice(above + 1));
    this.beside.set(folder, (names = isThere ? this.namesIn(this.absolute(folder === '' ? '.' : folder)) : new Set()));
    return names;
  }

  private namesIn(folder: string): ReadonlySet<string> {
    let names = this.listed.get(folder);
    if (names === undefined) this.listed.set(folder, (names = new Set(this.io.list(folder) ?? [])));
    return names;
  }

  /** What the text says of itself as a module: from an earlier run, where the file has not changed since. */
  summary(name: string): Summary | undefined {
    let summary = this.summaries.get(name);
    if (summary === undefined) this.summaries.set(name, (summary = this.summaryNow(name)));
    return summary ?? undefined;
  }

  private summaryNow(name: string): Summary | null {
    const file = this.absolute(name);
    const { summaries = null } = this.io;
    const state = summaries && this.io.stat ? this.io.stat(file) : null;
    const pack = this.packageOf(path.dirname(file));
    const known = state && summaries?.get(pack, file, state);
    if (known) return known;
    try {
      const summary = summarize(this.texts.get(name) ?? readText(this.io, file, name));
      if (state) summaries?.set(pack, file, state, summary);
      return summary;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return null;
    }
  }

  /** The outermost folder that is of one package with this one. */
  private packageOf(folder: string): string {
    let known = this.packages.get(folder);
    if (known === undefined) {
      const above = path.dirname(folder);
      known = above !== folder && this.namesIn(above).has('__init__.py') ? this.packageOf(above) : folder;
      this.packages.set(folder, known);
    }
    return known;
  }

  /** The names in a folder that is a package without __init__.py: one without any Python in it is none. */
  list(name: string): readonly string[] | null {
    let names = this.folders.get(name);
    if (names === undefined) {
      const folder = this.absolute(name);
      names = (name === '' || this.exists(name)) && this.holdsPython(folder) ? this.io.list(folder) : null;
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
