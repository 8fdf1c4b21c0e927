import type { Frame } from './frame.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import type { Node } from './nodes/base.js';
import { isInstalled } from './installed.js';
import { moduleTable, type ModuleTable } from './library.js';
import { LazyImports } from './lazyImports.js';
import { LazyName } from './lazyName.js';
import type { ModuleFile } from './moduleTexts.js';
import { COMMON_PACKAGES, STDLIB_NAMES } from './stdlibNames.js';
import { PyDict, PyModule, PyTuple, PyList, Unknown, UnknownModule, type Place } from './value.js';

/** In a module's globals: why names may be there of which nothing is known. */
const STAR = '\0star';

/** What a module may say of itself; any other name with two underscores is not there unless the module has it. */
const FACTS = new Set([
  '__version__',
  '__version_info__',
  '__file__',
  '__path__',
  '__spec__',
  '__doc__',
  '__author__',
  '__all__',
]);

/** A module that exists and of which nothing is modelled. */
const UNMODELLED = moduleTable({});

/** Finds and makes modules: running ones, a library's tables, files of the workspace, and what nothing resolves. */
export class Modules {
  /** sys.modules: a heap object, since a module may be imported in one arm of a fork only. */
  readonly loaded = new PyDict();
  /**
   * False once a module of unknown name has been imported: it may have run others before their turn, and among modules that
   * import each other the order decides what each of them finds. It is never true again.
   */
  orderIsKnown = true;
  readonly later: LazyImports;

  constructor(private readonly cx: Machine) {
    this.later = new LazyImports(cx);
  }

  /** The module of that full name, or undefined. */
  find(name: string): PyModule | undefined {
    const present = this.loaded.getString(name);
    if (present instanceof PyModule) return present;
    const table = this.table(name);
    if (table !== undefined) return this.register(name, this.fromTable(name, table));
    return this.fromSources(name) ?? this.compiled(name);
  }

  /** What an import of that name gives: the module, or what a program put in its place in sys.modules. */
  private present(name: string): Value | undefined {
    const listed = this.loaded.getString(name);
    if (listed !== undefined) return listed;
    const module = this.find(name);
    const now = this.loaded.getString(name);
    return now === undefined ? module : now;
  }

  /** Modules of libraries: the same one in every arm of a fork. */
  private readonly tables = new Map<string, PyModule>();

  /** A submodule as an attribute, or Unknown where the library's table is not complete. */
  submodule(module: PyModule, name: string): Value | undefined {
    const star = module.cells.get(STAR);
    if (module.table === null) return star instanceof Unknown && !name.startsWith('__') ? star : undefined;
    const sub = this.find(`${module.name}.${name}`);
    if (sub !== undefined) return sub;
    if (module.table.complete || (name.startsWith('__') && !FACTS.has(name))) return undefined;
    return this.cx.unknown('unmodelled', `${module.name}.${name} is not modelled`);
  }

  /** Whether a library models the module of that name. */
  hasTable(name: string): boolean {
    return this.table(name) !== undefined;
  }

  /** Whether a library stands for the package, so that its own files are not read. */
  isStoodFor(name: string, path: string): boolean {
    const top = name.split('.')[0] ?? '';
    return isInstalled(path) && this.cx.libraries.some(library => library.packages?.has(top));
  }

  private table(name: string): ModuleTable | undefined {
    for (const library of this.cx.libraries) {
      const table = library.module(name, this.cx);
      if (table !== undefined) return table;
    }
    return undefined;
  }

  /** Enters a module into sys.modules. */
  register(name: string, module: PyModule): PyModule {
    this.cx.heap.inAllStates(this.loaded, ({ map, maybe }) => {
      map.set(name, { key: name, value: module });
      maybe?.delete(name);
    });
    return module;
  }

  /** A submodule that has been loaded is an attribute of its package, over what that had by this name. */
  bindInParent(name: string): void {
    const dot = name.lastIndexOf('.');
    const parent = dot < 0 ? undefined : this.loaded.getString(name.slice(0, dot));
    const module = this.loaded.getString(name);
    if (parent instanceof PyModule && module !== undefined) this.cx.heap.set(parent, name.slice(dot + 1), module);
  }

  /** A module whose initialisation fails is none: the next import tries again. */
  private unregister(name: string): void {
    this.cx.heap.inAllStates(this.loaded, ({ map, maybe }) => {
      map.delete(name);
      maybe?.delete(name);
    });
  }

  private fromTable(name: string, table: ModuleTable): PyModule {
    const { cx } = this;
    const made = this.tables.get(name);
    if (made !== undefined) return made;
    const lazy = (wanted: string): Value | undefined => {
      const entry = table.get(wanted, cx);
      if (
        typeof entry === 'object' &&
        entry !== null &&
        'module' in entry &&
        typeof entry.module === 'string' &&
        !('cls' in entry)
      ) {
        return this.find(entry.module);
      }
      return entry as Value | undefined;
    };
    const module = new PyModule(name, new Map<string, Value>([['__name__', name]]), lazy);
    module.table = table;
    this.tables.set(name, module);
    return module;
  }

  /** A module's `__file__`: absolute, where it is one of the files there are. */
  pathOf(file: string): string {
    return file === '' || file.startsWith('<') ? file : (this.cx.options.sources?.data?.pathOf(file) ?? file);
  }

  /** The Python file on the search path that has this name as a module. */
  fileOf(name: string): ModuleFile | undefined {
    const { sources, searchPath = [''] } = this.cx.options;
    if (sources === undefined || sources === null) return undefined;
    const parts = name.split('.').join('/');
    for (const root of searchPath) {
      for (const file of [`${parts}/__init__.py`, `${parts}.py`]) {
        const path = root === '' ? file : `${root}/${file}`;
        if (sources.exists?.(path) ?? sources.read(path) !== null)
          return { path, isPackage: file.endsWith('__init__.py') };
      }
      // A folder without __init__.py, in an earlier entry of the path, is a package of this name.
      if (sources.list(root === '' ? parts : `${root}/${parts}`) !== null) return undefined;
    }
    return undefined;
  }

  /** A Python file on the search path, run now, or a folder that is a package. */
  private fromSources(name: string): PyModule | undefined {
    const { cx } = this;
    const { sources, searchPath = [''] } = cx.options;
    if (sources === undefined || sources === null) return undefined;
    const file = this.fileOf(name);
    const isStoodFor = file !== undefined && this.isStoodFor(name, file.path) && isInstalled(file.path);
    if (isStoodFor) return this.register(name, this.fromTable(name, UNMODELLED));
    if (file !== undefined) return this.runFile(name, file, null);
    const parts = name.split('.').join('/');
    for (const root of searchPath) {
      if (sources.list(root === '' ? parts : `${root}/${parts}`) === null) continue;
      const cells = new Map<string, Value>([
        ['__name__', name],
        ['__package__', name],
      ]);
      const module = this.register(name, new PyModule(name, cells));
      cx.atBase(() => this.bindInParent(name));
      return module;
    }
    return undefined;
  }

  /** An extension module: it exists, and nothing of it can be read. */
  private compiled(name: string): PyModule | undefined {
    const { sources, searchPath = [''] } = this.cx.options;
    const parts = name.split('.');
    const start = `${parts.pop() ?? ''}.`;
    for (const root of searchPath) {
      const files = sources?.list([...(root === '' ? [] : [root]), ...parts].join('/')) ?? [];
      if (!files.some(file => file.startsWith(start) && /\.(so|pyd)$/.test(file))) continue;
      const module = this.register(name, this.fromTable(name, UNMODELLED));
      this.cx.atBase(() => this.bindInParent(name));
      return module;
    }
    return undefined;
  }

  /** Runs a file as that module: a new one, or one that has been entered into sys.modules. */
  runFile(name: string, { path, isPackage }: ModuleFile, entered: PyModule | null): PyModule | undefined {
    const { cx } = this;
    const text = cx.options.sources?.read(path)?.text;
    if (text === undefined) return undefined;
    const { triesOfImporters } = cx;
    cx.triesOfImporters = cx.tries.length;
    // A module is one object in all executions, and its initialisation takes no notice of which of them asks first.
    try {
      return cx.atBase(() =>
        this.later.during(name, () => {
          const module = cx.runFile(name, path, text, isPackage, its => entered ?? this.register(name, its));
          if (entered === null) this.bindInParent(name);
          return module;
        }),
      );
    } catch (error) {
      this.unregister(name);
      throw error;
    } finally {
      cx.triesOfImporters = triesOfImporters;
    }
  }

  /** `import a.b.c`: every package on the way; the last one, or the first where it binds that. */
  import(frame: Frame, name: string, asName: boolean, node: Node): Value {
    this.later.prepareParents(frame, name);
    if (this.later.isLater(frame)) this.later.prepare(name);
    const parts = name.split('.');
    let first: Value | undefined;
    let last: Value | undefined;
    for (let i = 1; i <= parts.length; i++) {
      const full = parts.slice(0, i).join('.');
      const value: Value | undefined = this.present(full);
      last = value === undefined ? this.missing(frame, full, node) : value;
      if (i === 1) first = last;
      if (value === undefined) break;
    }
    const wanted = asName ? this.asAttribute(name, last) : first;
    if (wanted === undefined) throw this.cx.error('ImportError', `No module named '${name}'`);
    return wanted;
  }

  /** `import a.b as c` asks the package for its attribute: torch.nn.utils.weight_norm is the function of that name. */
  private asAttribute(name: string, module: Value | undefined): Value | undefined {
    const dot = name.lastIndexOf('.');
    const parent = dot < 0 ? undefined : this.tables.get(name.slice(0, dot));
    const own = parent?.lazy?.(name.slice(dot + 1));
    return own === undefined || own instanceof PyModule ? module : own;
  }

  /**
   * A module that nothing resolves. Within a try that catches ImportError it is missing, which is what such code is written
   * for; of the most common packages the execution in which it is missing is kept beside the one in which it is there. A try
   * around the import of the importing module asks about that one, which has been found: then what it needs is there too.
   */
  private missing(frame: Frame, name: string, node: Node): UnknownModule {
    const { cx } = this;
    const place: Place = { file: frame.file, from: node.from, to: node.to };
    const top = name.split('.')[0] ?? '';
    if (!STDLIB_NAMES.has(top)) {
      const raise = cx.error('ModuleNotFoundError', `No module named '${name}'`);
      if (cx.tries.slice(cx.triesOfImporters).some(catches => catches(raise.exception))) {
        if (!COMMON_PACKAGES.has(top)) throw raise;
        cx.maybeRaise(raise);
      }
    }
    return new UnknownModule(name, place);
  }

  /** The full name that a relative import means. */
  absolute(frame: Frame, level: number, name: string): string | null {
    if (level === 0) return name;
    const own = frame.module.cells.get('__name__');
    const pack = frame.module.cells.get('__package__');
    let base = typeof pack === 'string' ? pack : typeof own === 'string' ? own.split('.').slice(0, -1).join('.') : '';
    for (let i = 1; i < level; i++) {
      if (base === '') return null;
      base = base.split('.').slice(0, -1).join('.');
    }
    if (base === '') return null;
    return name === '' ? base : `${base}.${name}`;
  }

  /** The value of `from name import wanted`: a `LazyName` where that can be made when it is needed. */
  from(frame: Frame, level: number, name: string, wanted: string, node: Node): Value {
    const full = this.later.isLater(frame) ? this.absolute(frame, level, name) : null;
    const now = (): Value => this.fromNow(frame, level, name, wanted, node);
    return (full === null ? undefined : this.later.name(frame, full, wanted, node, now)) ?? now();
  }

  private fromNow(frame: Frame, level: number, name: string, wanted: string, node: Node): Value {
    const { cx } = this;
    const full = this.absolute(frame, level, name);
    if (full === null) return this.missing(frame, `${'.'.repeat(level)}${name}`, node);
    const module = this.import(frame, full, true, node);
    if (module instanceof UnknownModule) return cx.unknownFor(module.why);
    const earlier = module instanceof PyModule ? this.later.readFrom(module, wanted, frame.module) : undefined;
    if (earlier !== undefined) return earlier;
    const value = cx.getAttr(module, wanted);
    if (value !== undefined) return value;
    const sub = this.present(`${full}.${wanted}`);
    if (sub !== undefined) return sub;
    if (!(module instanceof PyModule)) return cx.unknownAt('unmodelled', `${full} has been replaced`, frame, node);
    if (module.table !== null && !module.table.complete) {
      return cx.unknownAt('unmodelled', `${full}.${wanted} is not modelled`, frame, node);
    }
    if (!this.orderIsKnown && module.table === null)
      return cx.unknownAt('unmodelled', `what ${full} had by then is not known`, frame, node);
    throw cx.error('ImportError', `cannot import name '${wanted}' from '${full}'`);
  }

  star(frame: Frame, level: number, name: string, node: Node): void {
    const { cx } = this;
    const full = this.absolute(frame, level, name);
    const cells = full !== null && this.later.isLater(frame) ? this.later.star(frame, full, node) : undefined;
    if (cells !== undefined) {
      cx.tick(cells.size);
      for (const [one, cell] of cells) cx.heap.set(frame.module, one, cell);
      return;
    }
    const module = full === null ? null : this.import(frame, full, true, node);
    if (!(module instanceof PyModule)) {
      // Any name may come from it: a global that is not found is unknown from here on.
      cx.heap.set(
        frame.module,
        STAR,
        cx.unknownAt('import-not-found', `the names of ${name} are not known`, frame, node),
      );
      return;
    }
    const { names, others } = this.starNames(module, frame, node);
    if (others !== undefined) cx.heap.set(frame.module, STAR, others);
    cx.tick(names.length);
    for (const one of names) {
      const value = this.later.cell(module, one) ?? this.starValue(module, one);
      if (value instanceof LazyName) this.later.waits(frame.module);
      if (value !== undefined) cx.heap.set(frame.module, one, value);
    }
  }

  /** What a star import binds a name to. */
  starValue(module: PyModule, name: string): Value | undefined {
    const own = this.cx.getAttr(module, name);
    return own === undefined ? this.present(`${module.name}.${name}`) : own;
  }

  /** The names that a star import of a module binds; `others` where it may be others, too. */
  starNames(module: PyModule, frame: Frame, node: Node): { names: readonly string[]; others: Value | undefined } {
    const { cx } = this;
    module.waiting?.run();
    const all = this.later.read(module, '__all__');
    if (all instanceof PyList || all instanceof PyTuple) {
      const names = (all.items as readonly Value[]).filter(item => typeof item === 'string');
      const isWhole = names.length === all.items.length && !(all instanceof PyList && all.open !== null);
      const message = `not all of ${module.name}.__all__ is known`;
      return { names, others: isWhole ? undefined : cx.unknownAt('unmodelled', message, frame, node) };
    }
    if (all !== undefined)
      return { names: [], others: cx.unknownAt('unmodelled', `${module.name}.__all__ is not known`, frame, node) };
    if (module.table !== null) {
      const message = `not all names of ${module.name} are modelled`;
      const others = module.table.complete ? undefined : cx.unknownAt('unmodelled', message, frame, node);
      return { names: [...module.table.names()], others };
    }
    const names = [...module.cells.keys()].filter(key => !key.startsWith('_') && !key.startsWith('\0'));
    return { names, others: module.cells.get(STAR) };
  }
}
