import { baseName, folderOf, nameBelow, type Files } from './files.js';

/** What the owner of the files says of one of them. */
export interface Fetched {
  readonly name: string;
  /** The text of a file, the names in a folder, or null where there is neither. */
  readonly content: string | readonly string[] | null;
}

/**
 * Files that only their owner can read, and not at once: what has been fetched is known, and a folder's names say what is not
 * there. What is outside the folders of the workspace is not looked for.
 */
export class FetchedFiles implements Files {
  private readonly known = new Map<string, Fetched['content']>();
  private folders: readonly string[] = [];
  /** What has to be fetched before a question can be answered. */
  readonly wanted = new Set<string>();

  /** The folders of the workspace. */
  within(folders: readonly string[]): void {
    this.folders = folders;
  }

  add(files: readonly Fetched[]): void {
    for (const { name, content } of files) {
      this.known.set(name, content);
      this.wanted.delete(name);
    }
  }

  /** Forgets what may have changed: a file, what is below it if it is a folder, and the names beside it. */
  forget(names: readonly string[]): void {
    for (const name of names) {
      const folder = folderOf(name);
      if (folder !== null) this.known.delete(folder);
      for (const known of this.known.keys()) if (nameBelow(name, known) !== null) this.known.delete(known);
    }
  }

  read(name: string): string | null | undefined {
    const content = this.content(name);
    return typeof content === 'string' || content === undefined ? content : null;
  }

  list(name: string): readonly string[] | null | undefined {
    const content = this.content(name);
    return typeof content === 'string' ? null : content;
  }

  private content(name: string): Fetched['content'] | undefined {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const isTop = this.folders.includes(name);
    const folder = folderOf(name);
    if (!isTop && (folder === null || !this.folders.some(its => nameBelow(its, name) !== null))) return null;
    // A folder without the name in it needs no further question.
    const beside = isTop || folder === null ? null : this.content(folder);
    if (!isTop && beside === undefined) return undefined;
    if (!isTop && (beside === null || typeof beside === 'string' || !beside?.includes(baseName(name)))) return null;
    this.wanted.add(name);
    return undefined;
  }
}
