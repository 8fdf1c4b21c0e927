import type { Machine } from './machine.js';
import { summaryOf, type ImportedName, type Summary } from './summary.js';

/** A file that a module's name means. */
export interface ModuleFile {
  readonly path: string;
  readonly isPackage: boolean;
}

/** Packages that pass a name on to the next one: more than anybody writes. */
const MOST_REEXPORTS = 8;

/** What the texts of modules say, without running them. */
export class ModuleTexts {
  private readonly files = new Map<string, ModuleFile | undefined>();

  constructor(private readonly cx: Machine) {}

  /** The file that is the module of this name. */
  fileOf(name: string): ModuleFile | undefined {
    if (this.files.has(name)) return this.files.get(name);
    const file = this.cx.modules.fileOf(name);
    this.files.set(name, file);
    return file;
  }

  /** What the file's text says; undefined where it cannot be read. */
  summary({ path }: ModuleFile): Summary | undefined {
    const sources = this.cx.options.sources;
    const known = sources?.summary?.(path);
    if (known !== undefined) return known;
    const source = sources?.read(path);
    return source ? summaryOf(source.text) : undefined;
  }

  /** The module that an import in another one means. */
  absolute(module: string, file: ModuleFile, its: ImportedName): string | undefined {
    if (its.level === 0) return its.module;
    const names = module.split('.');
    const pack = names.slice(0, names.length - its.level + (file.isPackage ? 1 : 0));
    if (pack.length === 0) return undefined;
    return [...pack, ...(its.module === '' ? [] : [its.module])].join('.');
  }

  /** The modules that a module may import. */
  *importsOf(module: string, file: ModuleFile, summary: Summary): Generator<string> {
    for (const its of summary.imports) {
      const full = this.absolute(module, file, its);
      if (full === undefined) continue;
      yield full;
      // Only packages have modules in them.
      if (its.name !== null && this.fileOf(full)?.isPackage !== false) yield `${full}.${its.name}`;
    }
  }

  /**
   * Whether a module, or what it imports, takes names from a package above it: then the package has to run first, as it does in
   * Python, because it may import that module itself.
   */
  needsPackages(name: string): boolean {
    const top = name.split('.')[0] ?? '';
    const seen = new Set<string>();
    const needs = (one: string): boolean => {
      if (seen.has(one) || one.split('.')[0] !== top) return false;
      seen.add(one);
      const file = this.fileOf(one);
      const summary = file && this.summary(file);
      if (file === undefined || summary === undefined) return false;
      const isOfPackage = (its: ImportedName): boolean => {
        const full = this.absolute(one, file, its);
        return full !== undefined && name.startsWith(`${full}.`) && this.isNoModule(full, its.name);
      };
      if (summary.imports.some(its => its.name !== null && isOfPackage(its)) || summary.stars.some(isOfPackage))
        return true;
      return [...this.importsOf(one, file, summary)].some(needs);
    };
    return needs(name);
  }

  private isNoModule(full: string, name: string | null): boolean {
    return name === null || this.fileOf(`${full}.${name}`) === undefined;
  }

  /** The module whose text makes the value of a name of this one. */
  originOf(
    module: string,
    file: ModuleFile,
    summary: Summary,
    name: string,
    depth = MOST_REEXPORTS,
  ): string | undefined {
    if (depth === 0) return undefined;
    const bound = summary.binds.get(name);
    if (bound === null || (bound === undefined && summary.maybe.includes(name))) return module;
    const follow = (its: ImportedName, wanted: string | null): string | undefined => {
      const full = this.absolute(module, file, its);
      const other = full === undefined ? undefined : this.fileOf(full);
      const text = other && this.summary(other);
      if (full === undefined || other === undefined || text === undefined) return undefined;
      if (wanted === null) return full;
      const origin = this.originOf(full, other, text, wanted, depth - 1);
      return origin ?? (this.fileOf(`${full}.${wanted}`) && `${full}.${wanted}`);
    };
    if (bound !== undefined) return follow(bound, bound.name);
    for (const star of summary.stars) {
      const origin = follow(star, name);
      if (origin !== undefined) return origin;
    }
    return undefined;
  }
}
