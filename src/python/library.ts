import type { Interp } from './interp.js';
import type { Lost } from './lost.js';
import type { PyClass, Value } from './klass.js';
import type { NativeFn } from './native.js';
import type { Summary } from './summary.js';

/** What a module of a library holds. Values are made at first use, so a table of a thousand names costs nothing. */
export interface ModuleTable {
  /**
   * The value of a public name: a NativeFn, a native PyClass, a constant, or another module (`{ module: 'torch.nn' }`).
   * Undefined: this library has no model of that name. The answer must be the same object each time for one interpreter.
   */
  get(name: string, cx: Interp): Value | { readonly module: string } | undefined;
  /** Public names for `from m import *`. */
  names(): Iterable<string>;
  /**
   * True when the table lists everything the module has, so that a missing name is an AttributeError/ImportError.
   * False (the usual case): a missing name is Unknown, since the real library may have it.
   */
  readonly complete: boolean;
}

/** Models of libraries by meaning. */
export interface Library {
  /** The module of that dotted name ("torch.nn"), or undefined; `cx` tells which files there are. */
  module(name: string, cx?: Interp): ModuleTable | undefined;
  /**
   * Top-level packages that the library stands for. Their own files are never read, also where they are installed: a module
   * of theirs that is not modelled exists, and its names are unknown.
   */
  readonly packages?: ReadonlySet<string>;
  /** Classes of absent packages that are known to subclass a modelled one ("pytorch_lightning.LightningModule" → nn.Module). */
  readonly bases?: ReadonlyMap<string, PyClass>;
  /** A value was called of which only this is known: it may be one of these objects. */
  calledOneOf?(cx: Interp, objects: Lost): void;
  /** Functions that replace what installed source would do, by full name. */
  readonly overrides?: ReadonlyMap<string, NativeFn>;
}

/** Files of the workspace and of installed packages. Synchronous; it records every question, also those answered by null. */
export interface Sources {
  read(path: string): { readonly text: string; readonly version: string } | null;
  list(dir: string): readonly string[] | null;
  /** Whether there is such a file, where that is cheaper than to read it. */
  exists?(path: string): boolean;
  /** What the file's text says of itself as a module, where that is known without reading it. */
  summary?(path: string): Summary | undefined;
  /** Files that a program opens. */
  readonly data?: DataFiles;
}

/** Files of any kind below one folder. Paths are absolute, as POSIX has them. Every question is recorded. */
export interface DataFiles {
  /** The working directory of a program. */
  readonly folder: string;
  /** The text of a file; null where there is none, undefined where it is no text, or too large. */
  read(path: string): string | null | undefined;
  /** The names in a folder; null where there is none. */
  list(path: string): readonly string[] | null;
  /** The path of the file that `Sources` knows by this name, and the reverse. */
  pathOf(name: string): string;
  nameOf(path: string): string;
}

/** A table made from a plain object. */
export function moduleTable(
  entries: Readonly<Record<string, Value | { readonly module: string } | ((cx: Interp) => Value)>>,
  complete = false,
): ModuleTable {
  const made = new WeakMap<Interp, Map<string, Value>>();
  return {
    complete,
    names: () => Object.keys(entries).filter(name => !name.startsWith('_')),
    get(name, cx) {
      if (!Object.hasOwn(entries, name)) return undefined;
      const entry = entries[name];
      if (typeof entry !== 'function') return entry;
      let cache = made.get(cx);
      if (cache === undefined) made.set(cx, (cache = new Map()));
      let value = cache.get(name);
      if (value === undefined) cache.set(name, (value = entry(cx)));
      return value;
    },
  };
}
