/**
 * Files by their absolute names, with "/" on every system: a path, or for what is not on a disk an address
 * (`vscode-vfs://github/owner/name/model.py`).
 */
export interface Files {
  /** The text of a file; null where there is none, undefined where that is not known yet. */
  read(name: string): string | null | undefined;
  /** The names in a folder; null where there is none, undefined where that is not known yet. */
  list(name: string): readonly string[] | null | undefined;
}

const ABSOLUTE = /^(?:\/|[A-Za-z]:\/|[A-Za-z][\w+.-]+:\/\/)/;
/** Parts that say nothing, or go up; an address has an empty one too, and takes the longer way. */
const IN_DISORDER = /\/(?:\.{0,2}(?:\/|$))/;
/** What has no folder above it. */
const TOP = /^(?:\/|[A-Za-z]:\/|[A-Za-z][\w+.-]+:\/\/[^/]*\/?)/;

/** The part of an absolute name that has no folder above it. */
export function topOf(name: string): string {
  return TOP.exec(name)?.[0] ?? '';
}

export function isAbsolute(name: string): boolean {
  return ABSOLUTE.test(name);
}

/** A name relative to a folder as an absolute one, without "." and ".."; an absolute one is put in order. */
export function resolveName(folder: string, name: string): string {
  const whole = isAbsolute(name) ? name : `${folder}/${name}`;
  if (!IN_DISORDER.test(whole)) return whole;
  const top = TOP.exec(whole)?.[0] ?? '';
  const parts: string[] = [];
  for (const part of whole.slice(top.length).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const root = top.endsWith('/') || top === '' ? top : `${top}/`;
  return `${root}${parts.join('/')}`;
}

/** The folder that a file or folder is in; null at the top. */
export function folderOf(name: string): string | null {
  const top = TOP.exec(name)?.[0] ?? '';
  const rest = name.slice(top.length);
  if (rest === '') return null;
  const slash = rest.lastIndexOf('/');
  return slash < 0 ? top : top + rest.slice(0, slash);
}

/** The last part of a name. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Where a file is below a folder, without a "/" before it; null where it is elsewhere. */
export function nameBelow(folder: string, name: string): string | null {
  if (name === folder) return '';
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  return name.startsWith(start) ? name.slice(start.length) : null;
}

/** What an editor holds open stands for what is stored, also where it is not saved. */
export class OpenFiles implements Files {
  private readonly texts = new Map<string, string>();

  constructor(private readonly stored: Files) {}

  /** Enters what is open; a text of null is of a file that was closed. */
  update(files: readonly { readonly name: string; readonly text: string | null }[]): void {
    for (const { name, text } of files) {
      if (text === null) this.texts.delete(name);
      else this.texts.set(name, text);
    }
  }

  read(name: string): string | null | undefined {
    return this.texts.get(name) ?? this.stored.read(name);
  }

  list(name: string): readonly string[] | null | undefined {
    return this.stored.list(name);
  }
}

/** Notes what was asked, also in vain, and what is not known yet: that counts as absent for now. */
export class AskedFiles {
  readonly read = new Set<string>();
  readonly listed = new Set<string>();
  readonly missing = new Set<string>();

  constructor(private readonly files: Files) {}

  text(name: string): string | null {
    this.read.add(name);
    return this.known(name, this.files.read(name));
  }

  names(name: string): readonly string[] | null {
    this.listed.add(name);
    return this.known(name, this.files.list(name));
  }

  private known<T>(name: string, answer: T | null | undefined): T | null {
    if (answer === undefined) this.missing.add(name);
    return answer ?? null;
  }
}
