import { births } from './births.js';
import { PyRaise } from './errors.js';
import type { CellKey } from './heap.js';
import { REST, type PyIter } from './interp.js';
import { PyObj, T, type PyClass, type Value } from './klass.js';
import type { Machine } from './machine.js';
import { Args } from './native.js';
import type { PySet } from './value.js';
import { PyDict, type PyList, type PyRange, type PyTuple, type Reason } from './value.js';

export type Item = Value | undefined | typeof REST;

/** Ends a generator of which nothing more is known. */
export class Poison {
  constructor(readonly why: Reason) {}
}

/** An iterator: its position is a cell. */
export abstract class PyIterator extends PyObj implements PyIter {
  override readonly born = ++births.count;
  protected position = 0;
  /** What its items come from: one that is not known may be any object in these. */
  sources: readonly unknown[] = [];
  constructor(
    protected readonly cx: Machine,
    readonly cls: PyClass = T.iterator,
  ) {
    super();
  }
  abstract next(): Item;
  override peek(_key: CellKey): unknown {
    return this.position;
  }
  override poke(_key: CellKey, value: unknown): void {
    this.position = value as number;
  }
  /** After arms that advanced it differently the rest is unknown: a position beyond every end, marked by −1. */
  override joinCell(_key: CellKey, a: unknown, b: unknown): unknown {
    return a === b ? a : -1;
  }
  override havocCell(): unknown {
    return -1;
  }
  protected advance(): void {
    if (this.cx.heap.logging) this.cx.heap.set(this, 'position', this.position + 1);
    else this.position++;
  }
}

/** Over a list (items appended meanwhile are seen), tuple or str's characters. */
export class SequenceIterator extends PyIterator {
  constructor(
    cx: Machine,
    private readonly source: PyList | PyTuple | { readonly items: readonly Value[] },
    private readonly step = 1,
  ) {
    super(cx);
  }
  next(): Item {
    if (this.position < 0 || ('open' in this.source && this.source.open !== null)) return REST;
    const { items } = this.source;
    const index = this.step > 0 ? this.position : items.length - 1 - this.position;
    if (index < 0 || index >= items.length) return undefined;
    this.advance();
    return items[index];
  }
}

export class RangeIterator extends PyIterator {
  constructor(
    cx: Machine,
    private readonly range: PyRange,
  ) {
    super(cx);
  }
  next(): Item {
    if (this.position < 0) return REST;
    if (this.position >= this.range.length) return undefined;
    const value = this.range.at(this.position);
    this.advance();
    return value;
  }
}

/** Over a dict's or set's entries as they were at the start; growing the dict meanwhile raises. */
export class EntryIterator extends PyIterator {
  private readonly entries: readonly Value[];
  private readonly size: number;
  constructor(
    cx: Machine,
    private readonly source: PyDict | PySet,
    pick: (key: Value, value: Value) => Value,
  ) {
    super(cx);
    cx.modules.later.fillAll(source);
    this.entries =
      source instanceof PyDict
        ? [...source.map.values()].map(entry => pick(entry.key, entry.value))
        : [...source.map.values()].map(key => pick(key, null));
    this.size = source.map.size;
    cx.tick(this.entries.length >> 3);
  }
  next(): Item {
    if (this.position < 0 || this.source.open !== null) return REST;
    if (this.source.map.size !== this.size) {
      const what = this.source instanceof PyDict ? 'dictionary' : 'Set';
      throw this.cx.error('RuntimeError', `${what} changed size during iteration`);
    }
    if (this.position >= this.entries.length) return undefined;
    const entry = this.entries[this.position];
    this.advance();
    return entry;
  }
}

export class UnknownIterator extends PyIterator {
  next(): Item {
    return REST;
  }
}

/** An object with `__next__`, seen by natives and loops. */
export class UserIterator extends PyIterator {
  constructor(
    cx: Machine,
    private readonly object: Value,
  ) {
    super(cx);
  }
  next(): Item {
    try {
      const value = this.cx.callMethod(this.object, '__next__');
      if (value === undefined)
        throw this.cx.error('TypeError', `'${this.cx.classOf(this.object).name}' object is not an iterator`);
      return this.cx.isUnknown(value) ? REST : value;
    } catch (e) {
      if (e instanceof PyRaise && this.cx.isException(e, 'StopIteration')) return undefined;
      throw e;
    }
  }
}

/** An object with `__getitem__` only: indices from 0 until IndexError. */
export class IndexIterator extends PyIterator {
  constructor(
    cx: Machine,
    private readonly object: Value,
  ) {
    super(cx);
  }
  next(): Item {
    if (this.position < 0) return REST;
    try {
      const value = this.cx.getItem(this.object, this.position);
      this.advance();
      return this.cx.isUnknown(value) ? REST : value;
    } catch (e) {
      if (e instanceof PyRaise && this.cx.isException(e, 'IndexError')) return undefined;
      throw e;
    }
  }
}

/**
 * What a generator function returns, and any lazy iterator made in TypeScript. A JS generator cannot be rewound: advanced
 * within a fork that began after it was made, it is poisoned, and what it gives from then on is unknown.
 */
export class LazyIterator extends PyIterator {
  private poisoned = false;
  private done = false;
  private running = false;
  private started = false;
  private readonly bornInFork: number;
  result: Value = null;
  /** Where it is left before its end, it does something more. */
  cleansUp = false;

  constructor(
    cx: Machine,
    private readonly steps: Generator<Value | typeof REST, Value | void, Value>,
    cls: PyClass = T.generator,
    readonly name = 'generator',
    /** Does once more what the rest of it may do, in any order; null where that is nothing but what it gives. */
    private readonly spill: ((why: Reason) => void) | null = null,
  ) {
    super(cx, cls);
    this.bornInFork = cx.forkCount;
  }

  next(): Item {
    return this.resume(null);
  }

  resume(sent: Value): Item {
    return this.run(() => this.steps.next(sent));
  }

  throwIn(raise: PyRaise): Item {
    if (!this.started) {
      this.done = true;
      throw raise;
    }
    return this.run(() => this.steps.throw(raise));
  }

  private run(step: () => IteratorResult<Value | typeof REST, Value | void>): Item {
    if (this.poisoned) return this.rest(this.cx.undecidedReason);
    if (this.done) return undefined;
    if (this.cx.inForkYoungerThan(this.bornInFork)) return this.rest(this.cx.undecidedReason);
    if (this.running) throw this.cx.error('ValueError', 'generator already executing');
    this.running = true;
    this.started = true;
    try {
      const { value, done } = step();
      if (done === true) {
        this.done = true;
        this.result = value === undefined ? null : (value as Value);
        return undefined;
      }
      if (value === REST) this.poisoned = true;
      return value as Value | typeof REST;
    } catch (e) {
      if (e instanceof Poison) return this.rest(e.why);
      this.done = true;
      if (e instanceof PyRaise && this.cls === T.generator && this.cx.isException(e, 'StopIteration')) {
        throw this.cx.error('RuntimeError', 'generator raised StopIteration');
      }
      throw e;
    } finally {
      this.running = false;
    }
  }

  /** From here on it may give anything and end at any time; what it does until then may or may not happen. */
  private rest(why: Reason): typeof REST {
    this.poisoned = true;
    if (this.spilling) return REST;
    this.spilling = true;
    try {
      this.spill?.(why);
    } finally {
      this.spilling = false;
    }
    return REST;
  }
  private spilling = false;

  close(): void {
    if (this.done || this.running) return;
    if (this.poisoned || this.cx.inForkYoungerThan(this.bornInFork)) {
      if (this.cleansUp) this.rest(this.cx.undecidedReason);
      return;
    }
    this.done = true;
    if (!this.started) return;
    const before = this.cx.closing;
    this.cx.closing = true;
    try {
      this.steps.return(null);
    } finally {
      this.cx.closing = before;
    }
  }
}

export function callIter(cx: Machine, object: Value): PyIter | undefined {
  const method = cx.special(object, '__iter__');
  if (method === undefined) return undefined;
  if (cx.isUnknown(method)) return new UnknownIterator(cx);
  const made = cx.call(method, Args.none);
  return made === object ? new UserIterator(cx, object) : cx.iterate(made);
}
