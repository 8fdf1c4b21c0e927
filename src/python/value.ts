import { births, modulesMade } from './births.js';
import type { Choice } from './choice.js';
import type { Heap, JoinCx } from './heap.js';
import type { Interp } from './interp.js';
import type { ModuleTable } from './library.js';
import { PyClass, PyObj, T, type Value } from './klass.js';
import { joinDicts } from './joinDicts.js';
import { joinLists } from './joinLists.js';
import { Sym } from './sym/sym.js';
import { Unknown, UnknownModule, unknown, type Place, type Reason, type ReasonCode } from './unknown.js';

export { PyClass, PyObj, Sym, T, Unknown, UnknownModule, unknown };
export type { Place, Reason, ReasonCode, Value };

/** A float. Always boxed, so that 1.0 stays distinct from 1. */
export class PyFloat extends PyObj {
  constructor(readonly value: number) {
    super();
  }
  get cls(): PyClass {
    return T.float;
  }
}

export class PyBytes extends PyObj {
  constructor(readonly value: string) {
    super();
  }
  get cls(): PyClass {
    return T.bytes;
  }
}

/** An immutable sequence. torch.Size, namedtuples and user subclasses are PyTuple with another class. */
export class PyTuple extends PyObj {
  private own: Map<string, Value> | null = null;
  constructor(
    readonly items: readonly Value[],
    readonly cls: PyClass = T.tuple,
  ) {
    super();
  }
  override get attrs(): Map<string, Value> | null {
    return this.cls.native ? null : (this.own ??= new Map());
  }
}

/** A container whose whole content is one cell: it is copied once per fork, on its first change there (`heap.own`). */
export abstract class PyContainer<C> extends PyObj {
  override readonly born = ++births.count;
  /** The heap's epoch in which the content was last copied. */
  stamp = -1;
  /** Set when the content is not known: there may be other elements than those listed. */
  abstract content: C;
  abstract get open(): Reason | null;
  abstract copyContent(): C;
  /** Where the content is one of a few: a choice of tuples. Such a container is open for whoever does not look closer. */
  get either(): Choice | undefined {
    return undefined;
  }
  /** The content that an alternative of `either` stands for. @throws RangeError where there is no `either` */
  contentOf(_alternative: PyTuple): C {
    throw new RangeError('the content has no alternatives');
  }
  /** Before the content is changed in place: it is none of the alternatives any more. */
  forgetAlternatives(): void {
    // Most containers have none.
  }
  private own: Map<string, Value> | null = null;

  override get attrs(): Map<string, Value> | null {
    return this.cls.native && !this.cls.hasAttributes ? null : (this.own ??= new Map());
  }

  override peek(key: string | number): unknown {
    return key === CONTENT ? this.content : super.peek(key);
  }

  override poke(key: string | number, value: unknown): void {
    if (key === CONTENT) {
      this.content = value as C;
      this.stamp = -1;
    } else super.poke(key, value);
  }
}

/** The key of a container's content among its cells; no attribute can have this name. */
export const CONTENT = '\0content';

export interface ListContent {
  readonly items: Value[];
  /** Not null: the list has an unknown number of unknown elements, for this reason; `items` is then empty. */
  readonly open: Reason | null;
  /** Of an open list, where it is known: a choice of tuples, one for each content that it may have. */
  readonly either?: Choice | undefined;
}

export class PyList extends PyContainer<ListContent> {
  content: ListContent;
  constructor(
    items: Value[],
    readonly cls: PyClass = T.list,
    open: Reason | null = null,
  ) {
    super();
    this.content = { items, open };
  }
  /** The elements. Call `heap.own(list)` before changing them in place. */
  get items(): Value[] {
    return this.content.items;
  }
  get open(): Reason | null {
    return this.content.open;
  }
  copyContent(): ListContent {
    return { items: this.content.items.slice(), open: this.content.open };
  }
  override joinCell(key: string | number, a: unknown, b: unknown, cx: JoinCx): unknown {
    if (key !== CONTENT) return super.joinCell(key, a, b, cx);
    return joinLists(a as ListContent, b as ListContent, cx);
  }
  override get either(): Choice | undefined {
    return this.content.either;
  }
  override contentOf(alternative: PyTuple): ListContent {
    return { items: [...alternative.items], open: null };
  }
  override forgetAlternatives(): void {
    if (this.content.either !== undefined) this.content = this.copyContent();
  }
  override havocCell(key: string | number, old: unknown, cx: JoinCx): unknown {
    return key === CONTENT ? { items: [], open: cx.reason } : super.havocCell(key, old, cx);
  }
}

export interface DictEntry {
  readonly key: Value;
  readonly value: Value;
}

export interface DictContent {
  /** Normalised key (see hash.ts) → first key stored and its value. */
  readonly map: Map<unknown, DictEntry>;
  /** Not null: there may be other keys than those listed. */
  readonly open: Reason | null;
  /**
   * Of an open dictionary, where it is known: all keys that may be there beside those of `map`; each value is a choice of
   * which one alternative is that there is none. Undefined: any key may be there.
   */
  readonly maybe?: Map<unknown, DictEntry> | undefined;
}

export class PyDict extends PyContainer<DictContent> {
  content: DictContent;
  /** defaultdict's factory, Counter's zero. */
  factory: Value | undefined = undefined;
  constructor(
    readonly cls: PyClass = T.dict,
    map: Map<unknown, DictEntry> = new Map(),
    open: Reason | null = null,
  ) {
    super();
    this.content = { map, open };
  }
  get map(): Map<unknown, DictEntry> {
    return this.content.map;
  }
  get open(): Reason | null {
    return this.content.open;
  }
  copyContent(): DictContent {
    const { map, open, maybe } = this.content;
    return { map: new Map(map), open, maybe: maybe && new Map(maybe) };
  }
  /** Keys that may be there, with what they then have; undefined where others may be as well, or the dictionary is not open. */
  get maybe(): Map<unknown, DictEntry> | undefined {
    return this.content.maybe;
  }
  /** Whether a key that is not listed may be there nevertheless. */
  get hasUnlisted(): boolean {
    return this.open !== null && this.maybe === undefined;
  }
  /** A dictionary with string keys. */
  static of(entries: Iterable<readonly [string, Value]>): PyDict {
    const dict = new PyDict();
    for (const [key, value] of entries) dict.map.set(key, { key, value });
    return dict;
  }
  /** Value under a string key that needs no normalising (it does not start with \0). */
  getString(key: string): Value | undefined {
    return this.map.get(key)?.value;
  }
  setString(heap: Heap, key: string, value: Value): void {
    heap.own(this);
    this.map.set(key, { key: this.map.get(key)?.key ?? key, value });
    this.maybe?.delete(key);
  }
  /** Removes a string key, where it may be. */
  removeString(heap: Heap, key: string): void {
    if (!this.map.has(key) && this.maybe?.has(key) !== true) return;
    heap.own(this);
    this.map.delete(key);
    this.maybe?.delete(key);
  }
  override joinCell(key: string | number, a: unknown, b: unknown, cx: JoinCx): unknown {
    if (key !== CONTENT) return super.joinCell(key, a, b, cx);
    const [x, y] = [a as DictContent, b as DictContent];
    return joinDicts(x, y, cx);
  }
  override havocCell(key: string | number, old: unknown, cx: JoinCx): unknown {
    return key === CONTENT ? { map: new Map(), open: cx.reason } : super.havocCell(key, old, cx);
  }
}

export interface SetContent {
  readonly map: Map<unknown, Value>;
  readonly open: Reason | null;
}

export class PySet extends PyContainer<SetContent> {
  content: SetContent;
  constructor(
    map: Map<unknown, Value> = new Map(),
    readonly cls: PyClass = T.set,
    open: Reason | null = null,
  ) {
    super();
    this.content = { map, open };
  }
  get map(): Map<unknown, Value> {
    return this.content.map;
  }
  get open(): Reason | null {
    return this.content.open;
  }
  copyContent(): SetContent {
    return { map: new Map(this.content.map), open: this.content.open };
  }
  override joinCell(key: string | number, a: unknown, b: unknown, cx: JoinCx): unknown {
    if (key !== CONTENT) return super.joinCell(key, a, b, cx);
    const [x, y] = [a as SetContent, b as SetContent];
    if (x.open !== null) return x;
    if (y.open !== null) return y;
    const same = x.map.size === y.map.size && [...x.map.keys()].every(k => y.map.has(k));
    return same ? x : { map: new Map(), open: cx.open(x.map, y.map) };
  }
  override havocCell(key: string | number, old: unknown, cx: JoinCx): unknown {
    return key === CONTENT ? { map: new Map(), open: cx.reason } : super.havocCell(key, old, cx);
  }
}

export class PyRange extends PyObj {
  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.range;
  }
  get length(): number {
    const span = this.step > 0 ? this.stop - this.start : this.start - this.stop;
    return span <= 0 ? 0 : Math.floor((span - 1) / Math.abs(this.step)) + 1;
  }
  at(index: number): number {
    return this.start + index * this.step;
  }
}

export class PySlice extends PyObj {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.slice;
  }
}

class Singleton extends PyObj {
  constructor(readonly cls: PyClass) {
    super();
  }
}

export const ELLIPSIS: PyObj = new Singleton(T.ellipsis);
export const NOT_IMPLEMENTED: PyObj = new Singleton(T.NotImplementedType);

/** An instance of a user's class, or of a native class whose state is its attributes (nn.Module, exceptions, …). */
export class PyInstance extends PyObj {
  override readonly born = ++births.count;
  private readonly own = new Map<string, Value>();
  /** Mutable only through `heap.set(instance, '\0cls', …)`: lazy layers change their class. */
  cls: PyClass;
  /** For subclasses of int, float, str: the plain value, which operations work on. */
  constructor(
    cls: PyClass,
    readonly primitive: Value | undefined = undefined,
  ) {
    super();
    this.cls = cls;
  }
  override get attrs(): Map<string, Value> {
    return this.own;
  }
  override peek(key: string | number): unknown {
    return key === CLASS ? this.cls : super.peek(key);
  }
  override poke(key: string | number, value: unknown): void {
    if (key === CLASS) this.cls = value as PyClass;
    else super.poke(key, value);
  }
}

export const CLASS = '\0cls';

/** What a module has yet to do before all of it can be looked at. */
export interface Waiting {
  /** Runs the module, if it has not been run. */
  run(): void;
  /** Runs it and makes the imports that names of it stand for: then it waits no longer. */
  settle(): void;
}

/** A module: the user's file, a workspace file, or a library's table. */
export class PyModule extends PyObj {
  /** Not null: it has not run yet, or some of its cells stand for imports that have not been made (`LazyName`). */
  waiting: Waiting | null = null;
  /** The library's table behind it, if it has one. */
  table: ModuleTable | null = null;
  readonly serial = ++modulesMade.count;
  constructor(
    readonly name: string,
    /** Its names as they are; only who knows what `waiting` means reads these. */
    readonly cells: Map<string, Value>,
    /** Finds a name of a library that is made on demand; undefined if there is none. */
    readonly lazy: ((name: string) => Value | undefined) | null = null,
  ) {
    super();
  }
  /** All its names, after everything that it waits for is done. */
  get globals(): Map<string, Value> {
    this.waiting?.settle();
    return this.cells;
  }
  get cls(): PyClass {
    return T.module;
  }
  override get attrs(): Map<string, Value> {
    return this.globals;
  }
  override getAttr(cx: Interp, name: string): Value | undefined {
    return cx.moduleGetAttr(this, name);
  }
  override peek(key: string | number): unknown {
    return this.cells.get(String(key));
  }
  override poke(key: string | number, value: unknown): void {
    if (value === undefined) this.cells.delete(String(key));
    else this.cells.set(String(key), value as Value);
  }
}
