import { births } from './births.js';
import { Abort, PyRaise } from './errors.js';
import type { Frame } from './frame.js';
import type { Value } from './klass.js';
import { LazyName } from './lazyName.js';
import type { Machine } from './machine.js';
import type { Node } from './nodes/base.js';
import { ModuleTexts, type ModuleFile } from './moduleTexts.js';
import type { Summary } from './summary.js';
import { PyModule, Unknown, type PyObj, type Waiting } from './value.js';

/** A module that has been imported as far as the program can tell, and has not run. */
interface Pending {
  readonly module: PyModule;
  readonly file: ModuleFile;
  readonly summary: Summary;
}

/** Objects made while a module's own level ran, by their numbers of birth: above the first, up to the second. */
interface Interval {
  readonly module: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Modules of packages that run when something of them is first used. An import of a name makes a `LazyName`, if the module's
 * text shows that it binds the name; a module whose text shows anything but definitions, values of its own and registrations
 * runs when it is imported. What is registered in a table is looked for in modules that have not run before it is missing.
 */
export class LazyImports {
  private readonly pending = new Map<string, Pending>();
  /** Modules of which the effects have run. */
  private readonly checked = new Set<string>();
  private readonly intervals: Interval[] = [];
  private lastBirth = -Infinity;
  /** Modules of which what they import has been prepared. */
  private readonly expanded = new Set<string>();
  private readonly targets = new Map<Pending, Set<string>>();
  /** Texts under which modules may register something, with these in their order. */
  private readonly offering = new Map<string, Pending[]>();
  /** How many modules are running now. */
  private running = 0;
  /** There is a class that is told of its subclasses. */
  private hooked = false;

  private readonly texts: ModuleTexts;

  /** Whether there are modules whose import has been put off. */
  get isWaiting(): boolean {
    return this.pending.size > 0;
  }

  constructor(private readonly cx: Machine) {
    this.texts = new ModuleTexts(cx);
  }

  /** Whether an import statement may be made later: nothing waits for its errors. */
  isLater(frame: Frame): boolean {
    return this.cx.tries.length === this.cx.triesOfImporters && this.isOfPackage(frame);
  }

  /** Whether the packages above a module have to run before it (see `ModuleTexts`). */
  needsPackages(name: string): boolean {
    return this.texts.needsPackages(name);
  }

  /** Prepares the packages above a module that a module of a package imports: they need not run for it. */
  prepareParents(frame: Frame, name: string): void {
    const dot = name.lastIndexOf('.');
    if (dot > 0 && this.isOfPackage(frame)) this.prepare(name.slice(0, dot));
  }

  /** Whether code is at the own level of a module that is in a package. */
  private isOfPackage(frame: Frame): boolean {
    const { cx } = this;
    if (cx.options.sources === undefined || cx.options.sources === null) return false;
    if (frame.fn !== null || frame.classFrame !== null || frame.names !== null || cx.heap.isOpen) return false;
    // A script, and a file outside of all packages, imports in Python's own order.
    const pack = frame.module.cells.get('__package__');
    return typeof pack === 'string' && pack !== '' && frame.module.cells.get('__name__') !== '__main__';
  }

  /**
   * The module of that name, entered into sys.modules without running it. Undefined where it must run now, is none of a
   * package's files, or has been replaced.
   */
  prepare(name: string): PyModule | undefined {
    const { cx } = this;
    const present = cx.modules.loaded.getString(name);
    if (present !== undefined) return present instanceof PyModule && present.table === null ? present : undefined;
    if (cx.modules.hasTable(name)) return undefined;
    const file = this.texts.fileOf(name);
    if (file === undefined || (!file.isPackage && !name.includes('.'))) return undefined;
    if (cx.modules.isStoodFor(name, file.path)) return undefined;
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      if (this.prepare(name.slice(0, dot)) === undefined) return undefined;
    }
    this.runEffects(name, name.split('.')[0] ?? '');
    const now = cx.modules.loaded.getString(name);
    if (now !== undefined) return now instanceof PyModule ? now : undefined;
    const summary = this.texts.summary(file);
    if (summary === undefined || summary.effects) return undefined;
    const module = new PyModule(name, new Map());
    const pack = file.isPackage ? name : name.slice(0, Math.max(0, name.lastIndexOf('.')));
    module.cells.set('__name__', name).set('__file__', cx.modules.pathOf(file.path)).set('__package__', pack);
    const pending: Pending = { module, file, summary };
    this.pending.set(name, pending);
    for (const text of this.offersOf(pending)) {
      const others = this.offering.get(text);
      if (others === undefined) this.offering.set(text, [pending]);
      else others.push(pending);
    }
    module.waiting = this.waitingOf(module);
    cx.modules.register(name, module);
    cx.modules.bindInParent(name);
    return module;
  }

  private offersOf({ summary: { offers, bases, binds } }: Pending): Iterable<string> {
    // A base class may be told of its subclasses.
    return bases.length > 0 && this.hooked ? [...offers, ...binds.keys()] : offers;
  }

  private waitingOf(module: PyModule): Waiting {
    return { run: () => this.run(module), settle: () => this.settle(module) };
  }

  /** The cell for `from module import wanted` of a module that has not run; undefined where that must be made now. */
  name(frame: Frame, full: string, wanted: string, node: Node, now: () => Value): Value | undefined {
    const module = this.prepare(full);
    if (module === undefined) return undefined;
    const pending = this.pending.get(full);
    if (pending === undefined) {
      const its = module.cells.get(wanted);
      const cell = its instanceof LazyName ? its.forModule(frame.module) : its;
      if (cell instanceof LazyName) this.waits(frame.module);
      if (cell !== undefined) return cell instanceof LazyName ? cell : undefined;
      return module.cells.has('__getattr__') ? undefined : this.prepare(`${full}.${wanted}`);
    }
    if (this.binds(pending, wanted, new Set())) {
      this.waits(frame.module);
      return new LazyName(() => this.quietly(frame, node, now));
    }
    if (pending.summary.maybe.includes(wanted) || pending.summary.binds.has('__getattr__')) return undefined;
    return this.prepare(`${full}.${wanted}`);
  }

  /**
   * The names that `from module import *` binds, each with its cell: undefined where the module must run for that. Where it
   * turns out not to bind a name, and for itself while it runs, the name stands for what was there before.
   */
  star(frame: Frame, full: string, node: Node): Map<string, Value> | undefined {
    const module = this.prepare(full);
    const pending = module && this.pending.get(full);
    if (module === undefined || pending === undefined) return undefined;
    const names = this.publicNames(pending, new Set());
    if (names === undefined) return undefined;
    const cells = new Map<string, Value>();
    for (const name of names.keys()) {
      const before = frame.module.cells.get(name);
      cells.set(
        name,
        new LazyName(() => this.quietly(frame, node, () => this.starValue(frame, module, name, node)), before, module),
      );
    }
    this.waits(frame.module);
    return cells;
  }

  private starValue(frame: Frame, module: PyModule, name: string, node: Node): Value | undefined {
    const { modules } = this.cx;
    const { names, others } = modules.starNames(module, frame, node);
    return names.includes(name) ? modules.starValue(module, name) : others;
  }

  /** A cell of a module of which the import has not been made. */
  cell(module: PyModule, name: string): LazyName | undefined {
    const cell = module.waiting === null ? undefined : module.cells.get(name);
    return cell instanceof LazyName ? cell : undefined;
  }

  /** What an import gives that Python would have made earlier: its errors are nobody's to catch here. */
  private quietly(frame: Frame, node: Node, make: () => Value | undefined): Value | undefined {
    const { cx } = this;
    const { tries, triesOfImporters } = cx;
    Object.assign(cx, { tries: [], triesOfImporters: 0 });
    try {
      return make();
    } catch (error) {
      if (!(error instanceof PyRaise)) throw error;
      return cx.unknownAt('import-not-found', `the import raises ${error.exception.cls.name}`, frame, node);
    } finally {
      Object.assign(cx, { tries, triesOfImporters });
    }
  }

  /** What a module's cell that stands for an import has for the own code of another one; undefined where it is no such cell. */
  readFrom(module: PyModule, name: string, reader: PyModule): Value | undefined {
    const cell = this.cell(module, name);
    const seen = cell?.forModule(reader);
    return seen === cell ? undefined : seen instanceof LazyName ? seen.resolve() : seen;
  }

  /** The value of a cell of the module, after its import is made. */
  read(module: PyModule, name: string): Value | undefined {
    const value = module.cells.get(name);
    if (!(value instanceof LazyName)) return value;
    const made = value.resolve();
    if (module.cells.get(name) !== value) return module.cells.get(name);
    // A module that is needed for it has not come to its end: what it binds later may be another value.
    if (!value.isDone) return made;
    if (made === undefined) module.cells.delete(name);
    else module.cells.set(name, made);
    return made;
  }

  /** Some cells of the module are `LazyName`s. */
  waits(module: PyModule): void {
    module.waiting ??= this.waitingOf(module);
  }

  /** Runs a module that has been prepared only. What it raises its names are unknown for. */
  private run(module: PyModule): void {
    const pending = this.pending.get(module.name);
    if (pending?.module !== module) return;
    this.pending.delete(module.name);
    const { cx } = this;
    const { tries, triesOfImporters } = cx;
    Object.assign(cx, { tries: [], triesOfImporters: 0 });
    try {
      cx.modules.runFile(module.name, pending.file, module);
    } catch (error) {
      if (!(error instanceof PyRaise) && !(error instanceof Abort)) throw error;
      const why =
        error instanceof Abort
          ? error.why
          : cx.unknown('raised', `importing ${module.name} raises ${error.exception.cls.name}`).why;
      for (const name of pending.summary.binds.keys())
        if (!module.cells.has(name)) module.cells.set(name, new Unknown(why));
      if (error instanceof Abort) throw error;
    } finally {
      Object.assign(cx, { tries, triesOfImporters });
    }
    // Its own submodules that have been imported are its attributes.
    for (const name of cx.modules.loaded.map.keys()) {
      if (typeof name !== 'string' || !name.startsWith(`${module.name}.`)) continue;
      const leaf = name.slice(module.name.length + 1);
      if (!leaf.includes('.') && !module.cells.has(leaf)) cx.modules.bindInParent(name);
    }
  }

  private settle(module: PyModule): void {
    this.run(module);
    for (const [name, cell] of module.cells) if (cell instanceof LazyName) this.read(module, name);
    // A module that is running may make more of them.
    if (![...module.cells.values()].some(cell => cell instanceof LazyName)) module.waiting = null;
  }

  // What the texts say

  /** Whether a module's text is sure to bind the name, by itself or by a star import. */
  private binds({ module, file, summary }: Pending, name: string, seen: Set<string>): boolean {
    if (summary.binds.has(name)) return true;
    if (seen.has(module.name)) return false;
    seen.add(module.name);
    return summary.stars.some(star => {
      const full = this.texts.absolute(module.name, file, star);
      const other = full === undefined ? undefined : this.pendingOf(full);
      return other !== undefined && (other.summary.all ?? [name]).includes(name) && this.binds(other, name, seen);
    });
  }

  /** A module's summary, whether it has been prepared or not; undefined where it is none of a package's files. */
  private pendingOf(full: string): Pending | undefined {
    const prepared = this.prepare(full);
    return prepared && this.pending.get(full);
  }

  /** What a star import of the module binds, true for what is sure; undefined where its text does not say. */
  private publicNames({ module, file, summary }: Pending, seen: Set<string>): Map<string, boolean> | undefined {
    if (seen.has(module.name)) return new Map();
    seen.add(module.name);
    const names = new Map<string, boolean>();
    if (summary.all === undefined) return undefined;
    if (summary.all !== null) {
      for (const name of summary.all) names.set(name, true);
      for (const list of summary.allOf) {
        const from = summary.binds.get(list);
        const full = from?.name === '__all__' ? this.texts.absolute(module.name, file, from) : undefined;
        const other = full === undefined ? undefined : this.pendingOf(full);
        const inner = other && other.summary.all !== null ? this.publicNames(other, seen) : undefined;
        if (inner === undefined) return undefined;
        for (const [name, isSure] of inner) names.set(name, isSure);
      }
      // A decorator may enter the name of what it decorates.
      for (const name of summary.decorated) if (!names.has(name)) names.set(name, false);
      return names;
    }
    if (summary.maybe.length > 0) return undefined;
    for (const star of summary.stars) {
      const full = this.texts.absolute(module.name, file, star);
      const other = full === undefined ? undefined : this.pendingOf(full);
      const inner = other && this.publicNames(other, seen);
      if (inner === undefined) return undefined;
      for (const [name, isSure] of inner) if (!name.startsWith('_')) names.set(name, isSure);
    }
    for (const name of summary.binds.keys()) if (!name.startsWith('_')) names.set(name, true);
    return names;
  }

  /** Runs what a module imports, directly or not, within its package, that has other effects than on itself. */
  private runEffects(name: string, top: string): void {
    if (this.checked.has(name)) return;
    this.checked.add(name);
    const { cx } = this;
    if (name.split('.')[0] !== top || cx.modules.hasTable(name)) return;
    const file = this.texts.fileOf(name);
    const summary = file && this.texts.summary(file);
    if (file === undefined || summary === undefined || cx.modules.isStoodFor(name, file.path)) return;
    if (summary.hooks) this.hooked = true;
    for (const full of this.texts.importsOf(name, file, summary)) this.runEffects(full, top);
    if (summary.effects && cx.modules.loaded.getString(name) === undefined) {
      try {
        cx.modules.find(name);
      } catch (error) {
        // The import that needs it raises again.
        if (!(error instanceof PyRaise)) throw error;
      }
    }
  }

  // Registries

  /** A module's own level begins to run; what is given back ends it. Which objects are made meanwhile is remembered. */
  begin(name: string): () => void {
    const from = births.count;
    this.running++;
    return () => {
      this.running--;
      // Those of the modules that it imports come before its own.
      this.intervals.push({ from, to: births.count, module: name });
      this.lastBirth = Math.max(this.lastBirth, births.count);
    };
  }

  /** Runs the own level of a module. */
  during<R>(name: string, run: () => R): R {
    const end = this.begin(name);
    try {
      return run();
    } finally {
      end();
    }
  }

  /** A program has not found this key in a container: modules whose text has it run now. True if any did. */
  fill(container: PyObj, key: Value): boolean {
    if (this.pending.size === 0 || typeof key !== 'string' || this.homeOf(container) === undefined) return false;
    if (this.running === 0) this.expand();
    return this.runAll(this.offering.get(key) ?? []);
  }

  /** A program looks at all that is in a container: modules that register things where it was made run now. */
  fillAll(container: PyObj): void {
    if (this.pending.size === 0) return;
    const home = this.homeOf(container);
    if (home === undefined) return;
    if (this.running === 0) this.expand();
    this.runAll([...this.pending.values()].filter(pending => this.targetsOf(pending).has(home)));
  }

  private runAll(modules: readonly Pending[]): boolean {
    let any = false;
    for (const { module } of [...modules]) {
      if (!this.pending.has(module.name)) continue;
      any = true;
      this.run(module);
    }
    return any;
  }

  /** Prepares what the modules that have not run would import. */
  private expand(): void {
    for (const [name, pending] of this.pending) {
      if (this.expanded.has(name)) continue;
      this.expanded.add(name);
      for (const full of this.texts.importsOf(name, pending.file, pending.summary)) this.prepare(full);
    }
  }

  /** The module that was running when a container was made: only such a one can be a registry of modules. */
  private homeOf({ born }: PyObj): string | undefined {
    if (born === undefined || born > this.lastBirth) return undefined;
    return this.intervals.find(({ from, to }) => born > from && born <= to)?.module;
  }

  /** The modules that a module's statements call something of: a registry's function, a decorator, a base class that is told. */
  private targetsOf(pending: Pending): ReadonlySet<string> {
    let targets = this.targets.get(pending);
    if (targets !== undefined) return targets;
    targets = new Set<string>();
    this.targets.set(pending, targets);
    const { module, file, summary } = pending;
    for (const [names, mustBeTold] of [
      [summary.calls, false],
      [summary.bases, true],
    ] as const) {
      for (const name of names) {
        const origin = this.texts.originOf(module.name, file, summary, name);
        if (origin === undefined || origin === module.name) continue;
        const its = this.texts.fileOf(origin);
        if (mustBeTold && !(its && this.texts.summary(its)?.hooks)) continue;
        targets.add(origin);
      }
    }
    return targets;
  }
}
