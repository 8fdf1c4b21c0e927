import { births } from './births.js';
import type { JoinCx, Owner } from './heap.js';
import type { Interp } from './interp.js';
import type { Sym } from './sym/sym.js';
import type { PyList } from './value.js';

/**
 * A Python value. `number` is always an int with |x| ≤ 2⁵³−1, `bigint` always one outside (one spelling per value); a
 * float is a boxed PyFloat, since 1 and 1.0 differ in repr, in range() and as an argument of a layer. None is null: never
 * test a value by truthiness or `??`; an absent value is undefined.
 */
export type Value = null | boolean | number | bigint | string | Sym | PyObj;

/** What every object on the heap has in common. Its fields are cells: only the heap assigns to them (`heap.set`). */
export abstract class PyObj implements Owner {
  /** Set by the classes whose objects have cells; most values have none, and are made too often to be counted. */
  declare readonly born?: number;
  abstract readonly cls: PyClass;
  /** The instance dictionary, for objects that have one. */
  get attrs(): Map<string, Value> | null {
    return null;
  }

  /** isinstance(this, cls) where the object's class alone does not tell: undefined: it is not known; null: the class tells. */
  isInstance(_cls: PyClass): boolean | undefined | null {
    return null;
  }

  peek(key: string | number): unknown {
    return this.attrs?.get(key as string);
  }

  poke(key: string | number, value: unknown): void {
    const attrs = this.attrs;
    if (attrs === null) throw new RangeError(`an object of type ${this.cls.name} has no cell ${key}`);
    if (value === undefined) attrs.delete(key as string);
    else attrs.set(key as string, value as Value);
  }

  joinCell(_key: string | number, a: unknown, b: unknown, cx: JoinCx): unknown {
    return cx.joinValues(a as Value | undefined, b as Value | undefined);
  }

  havocCell(_key: string | number, _old: unknown, cx: JoinCx): unknown {
    return cx.unknown();
  }

  /** This object joined with another that the other arm of a fork left in its place; undefined: nothing is known. */
  joinWith(_other: PyObj, _cx: JoinCx): Value | undefined {
    return undefined;
  }

  /** It stands for one of several objects of which it is not known which: whether it is another one, neither. */
  get isJoined(): boolean {
    return false;
  }

  /** About how many cells of memory its content takes, beside what `charge.ts` knows to count. */
  get bulk(): number {
    return 0;
  }

  /** The attribute `name`, or undefined where Python raises AttributeError. Overridden by modules, classes, super(), Unknown. */
  getAttr(cx: Interp, name: string): Value | undefined {
    return cx.genericGetAttr(this, name);
  }
}

/** How an instance of a native class comes into being: `object.__new__(cls)`. Inherited by user subclasses. */
export type Alloc = (cx: Interp, cls: PyClass) => Value;

let version = 0;

/** A class: user-defined, or native (its methods are NativeFn in `dict`). */
export class PyClass extends PyObj {
  override readonly born = ++births.count;
  readonly dict = new Map<string, Value>();
  readonly mro: readonly PyClass[];
  /** A base that is not known (from an unresolved import): own methods win, every miss is Unknown with this reason. */
  unknownBase: Value | null = null;
  alloc: Alloc | null = null;
  /** Its instances, which are no PyInstance, have a `__get__`: as attributes of a class they bind themselves. */
  isBinder = false;
  /** Written in TypeScript and shared by all interpreters: attribute writes to it are undone when the interpreter closes. */
  readonly native: boolean;
  /** A native container class whose objects have attributes of their own, as OrderedDict's. */
  hasAttributes = false;
  /** Module in which it was defined, `__module__`. */
  module = 'builtins';
  /** The classes with this one among their bases, in the order of their making; null where they are not counted. */
  subclasses: PyList | null = null;
  /** Data that a native class carries for its rules; subclasses see their nearest base's (`nativeData`). */
  data: unknown = undefined;
  private cache = new Map<string, Value | null | undefined>();
  private cacheVersion = -1;
  private readonly meta: PyClass | null;

  /** @throws TypeError when the bases have no consistent order (C3). */
  constructor(
    readonly name: string,
    readonly bases: readonly PyClass[],
    options: { native?: boolean; meta?: PyClass | null } = {},
  ) {
    super();
    this.native = options.native ?? false;
    this.meta = options.meta ?? null;
    this.mro = linearize(this, bases);
    this.unknownBase = bases.find(base => base.unknownBase !== null)?.unknownBase ?? null;
  }

  get cls(): PyClass {
    return this.meta ?? T.type;
  }

  override get attrs(): Map<string, Value> {
    return this.dict;
  }

  override poke(key: string | number, value: unknown): void {
    version++;
    super.poke(key, value);
  }

  /** The attribute along the MRO, unbound, or undefined. */
  lookup(name: string): Value | undefined {
    if (this.cacheVersion !== version) {
      this.cache.clear();
      this.cacheVersion = version;
    }
    if (this.cache.has(name)) return this.cache.get(name);
    let found: Value | undefined;
    for (const cls of this.mro) {
      found = cls.dict.get(name);
      if (found !== undefined) break;
    }
    this.cache.set(name, found);
    return found;
  }

  /** The class in the MRO whose own dictionary has `name`. */
  definer(name: string): PyClass | undefined {
    return this.mro.find(cls => cls.dict.has(name));
  }

  isSubclass(other: PyClass): boolean {
    return this.mro.includes(other);
  }

  get nativeAlloc(): Alloc | null {
    for (const cls of this.mro) if (cls.alloc !== null) return cls.alloc;
    return null;
  }

  get nativeData(): unknown {
    for (const cls of this.mro) if (cls.data !== undefined) return cls.data;
    return undefined;
  }

  override getAttr(cx: Interp, name: string): Value | undefined {
    return cx.classGetAttr(this, name);
  }
}

/** Tells that class dictionaries changed other than through `heap.set` (used while native classes are being built). */
export function classesChanged(): void {
  version++;
}

export class MroError extends TypeError {}

/** C3 linearisation (the Python 2.3 method resolution order). */
function linearize(self: PyClass, bases: readonly PyClass[]): readonly PyClass[] {
  const [only] = bases;
  if (only !== undefined && bases.length === 1) return [self, ...only.mro];
  const lists = [...bases.map(base => base.mro), bases].map(list => ({ list, next: 0 }));
  /** In how many lists a class still comes after the next one. */
  const later = new Map<PyClass, number>();
  for (const { list } of lists) for (const cls of list.slice(1)) later.set(cls, (later.get(cls) ?? 0) + 1);
  const out: PyClass[] = [self];
  while (lists.some(({ list, next }) => next < list.length)) {
    const head = lists.map(({ list, next }) => list[next]).find(cls => cls !== undefined && !later.get(cls));
    if (head === undefined) {
      const names = bases.map(base => base.name).join(', ');
      throw new MroError(`Cannot create a consistent method resolution order (MRO) for bases ${names}`);
    }
    out.push(head);
    for (const one of lists) {
      if (one.list[one.next] !== head) continue;
      const following = one.list[++one.next];
      if (following !== undefined) later.set(following, (later.get(following) ?? 0) - 1);
    }
  }
  return out;
}

function builtin(name: string, ...bases: PyClass[]): PyClass {
  return new PyClass(name, bases, { native: true });
}

const object = builtin('object');
const int = builtin('int', object);
const Exception = builtin('BaseException', object);

/** The built-in classes. Their methods are filled in by builtins/*. */
export const T = {
  object,
  type: builtin('type', object),
  NoneType: builtin('NoneType', object),
  int,
  bool: builtin('bool', int),
  float: builtin('float', object),
  complex: builtin('complex', object),
  str: builtin('str', object),
  bytes: builtin('bytes', object),
  list: builtin('list', object),
  tuple: builtin('tuple', object),
  dict: builtin('dict', object),
  set: builtin('set', object),
  frozenset: builtin('frozenset', object),
  range: builtin('range', object),
  slice: builtin('slice', object),
  ellipsis: builtin('ellipsis', object),
  NotImplementedType: builtin('NotImplementedType', object),
  function: builtin('function', object),
  builtin_function: builtin('builtin_function_or_method', object),
  method: builtin('method', object),
  module: builtin('module', object),
  generator: builtin('generator', object),
  iterator: builtin('iterator', object),
  property: builtin('property', object),
  staticmethod: builtin('staticmethod', object),
  classmethod: builtin('classmethod', object),
  super: builtin('super', object),
  /** What typing's names are: subscriptable, of no consequence. */
  typing: builtin('typing', object),
  unknown: builtin('unknown', object),
  BaseException: Exception,
} as const;
