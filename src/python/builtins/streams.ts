import { REST, type PyIter } from '../interp.js';
import { PyIterator, type Item } from '../iterators.js';
import type { Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { Args } from '../native.js';
import { PyClass, PyTuple, T, Unknown, type Reason } from '../value.js';

const CLASSES = new Map<string, PyClass>();

export function iteratorClass(name: string): PyClass {
  let cls = CLASSES.get(name);
  if (cls === undefined) CLASSES.set(name, (cls = new PyClass(name, [T.iterator], { native: true })));
  return cls;
}

const ENDED = 1;
const LOST = -1;

/**
 * An iterator over other ones that remembers no more than whether it has ended: an arm of a condition may take items from it,
 * and what it took is undone as that of any other iterator.
 */
abstract class Stream extends PyIterator {
  protected readonly inner: readonly PyIter[];

  constructor(cx: Machine, name: string, sources: readonly Value[]) {
    super(cx, iteratorClass(name));
    this.inner = sources.map(source => cx.iterate(source));
  }

  protected abstract step(): Item;

  /** What it may do for items of which it is not known whether there are any. */
  protected perhaps(_why: Reason): void {
    // By default it calls nothing.
  }

  next(): Item {
    if (this.position === ENDED) return undefined;
    const item = this.position === LOST ? REST : this.step();
    if (item === undefined) this.cx.heap.set(this, 'position', ENDED);
    if (item === REST) {
      if (this.position !== LOST) this.cx.heap.set(this, 'position', LOST);
      this.perhaps(this.cx.whyUnknown(...(this.sources as Value[])) ?? this.cx.undecidedReason);
    }
    return item;
  }
}

/** Calls a function on items that are not known, as often as it may be. */
function callPerhaps(cx: Machine, fn: Value, count: number, why: Reason): void {
  const frame = cx.flight?.frame;
  if (frame === undefined) {
    cx.markIncomplete(why);
    return;
  }
  cx.unknownPasses(frame, () => {
    cx.call(fn, new Args(Array.from({ length: count }, () => new Unknown(why))));
  });
}

/** map(function, *iterables) */
export class MapStream extends Stream {
  constructor(
    cx: Machine,
    private readonly fn: Value,
    sources: readonly Value[],
  ) {
    super(cx, 'map', sources);
    this.sources = [fn, ...sources];
  }

  protected step(): Item {
    const items: Value[] = [];
    for (const iterator of this.inner) {
      const item = iterator.next();
      if (item === undefined || item === REST) return item;
      items.push(item);
    }
    return this.cx.call(this.fn, new Args(items));
  }

  protected override perhaps(why: Reason): void {
    callPerhaps(this.cx, this.fn, this.inner.length, why);
  }
}

/** filter(function, iterable) */
export class FilterStream extends Stream {
  constructor(
    cx: Machine,
    private readonly fn: Value,
    source: Value,
  ) {
    super(cx, 'filter', [source]);
    this.sources = fn === null ? [source] : [fn, source];
  }

  protected step(): Item {
    const [iterator] = this.inner;
    for (;;) {
      this.cx.tick(1);
      const item = iterator?.next();
      if (item === undefined || item === REST) return item;
      const keep = this.cx.truth(this.fn === null ? item : this.cx.callWith(this.fn, item));
      if (keep === undefined) return REST;
      if (keep) return item;
    }
  }

  protected override perhaps(why: Reason): void {
    if (this.fn !== null) callPerhaps(this.cx, this.fn, 1, why);
  }
}

/** zip(*iterables, strict=False). It takes an item too many, as CPython does. */
export class ZipStream extends Stream {
  constructor(
    cx: Machine,
    sources: readonly Value[],
    private readonly strict: boolean,
  ) {
    super(cx, 'zip', sources);
    this.sources = sources;
  }

  protected step(): Item {
    const items: Value[] = [];
    if (this.inner.length === 0) return undefined;
    for (const [i, iterator] of this.inner.entries()) {
      const item = iterator.next();
      if (item === REST) return REST;
      if (item === undefined) {
        if (this.strict) this.refuse(i);
        return undefined;
      }
      items.push(item);
    }
    return new PyTuple(items);
  }

  /** One ended before the others. @throws PyRaise (ValueError) */
  private refuse(ended: number): void {
    const range = (i: number): string => (i === 1 ? ' 1' : `s 1-${i}`);
    if (ended > 0)
      throw this.cx.error('ValueError', `zip() argument ${ended + 1} is shorter than argument${range(ended)}`);
    for (const [i, other] of this.inner.entries()) {
      if (i > 0 && other.next() !== undefined)
        throw this.cx.error('ValueError', `zip() argument ${i + 1} is longer than argument${range(i)}`);
    }
  }
}

/** enumerate(iterable, start): the count is a cell, too. */
export class EnumerateStream extends Stream {
  private count: Value;

  constructor(cx: Machine, source: Value, start: Value) {
    super(cx, 'enumerate', [source]);
    this.sources = [source];
    this.count = start;
  }

  protected step(): Item {
    const item = this.inner[0]?.next();
    if (item === undefined || item === REST) return item;
    const pair = new PyTuple([this.count, item]);
    this.cx.heap.set(this, 'count', this.cx.binary('+', this.count, 1));
    return pair;
  }

  override peek(key: string | number): unknown {
    return key === 'count' ? this.count : super.peek(key);
  }

  override poke(key: string | number, value: unknown): void {
    if (key === 'count') this.count = value as Value;
    else super.poke(key, value);
  }

  override joinCell(key: string | number, a: unknown, b: unknown): unknown {
    // Where the counts differ, so do the positions of what is counted, and nothing more is known of it.
    if (key === 'count') return a === b ? a : new Unknown(this.cx.undecidedReason, 'int');
    return super.joinCell(key, a, b);
  }

  override havocCell(key: string | number = ''): unknown {
    return key === 'count' ? new Unknown(this.cx.undecidedReason, 'int') : super.havocCell();
  }
}
