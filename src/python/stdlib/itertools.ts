import { free, freeRaw } from '../builtins/define.js';
import { lazy } from '../builtins/iteration.js';
import { REST } from '../interp.js';
import { PyClass, T, type Value } from '../klass.js';
import { moduleTable } from '../library.js';
import type { Machine } from '../machine.js';
import type { NativeFn } from '../native.js';
import { type Args } from '../native.js';
import { plain } from '../operators.js';
import { PyTuple } from '../value.js';

type Items = Generator<Value | typeof REST, void, unknown>;

function* chainAll(cx: Machine, sources: Iterable<Value | typeof REST>): Items {
  for (const source of sources) {
    if (source === REST) {
      yield REST;
      return;
    }
    yield* itemsOf(cx, source);
  }
}

/** A source's items; REST ends it. */
function* itemsOf(cx: Machine, source: Value): Items {
  const iterator = cx.iterate(source);
  for (;;) {
    const item = iterator.next();
    if (item === undefined) return;
    yield item;
    if (item === REST) return;
  }
}

/** Every pool's items, or null when a length is unknown. */
function pools(cx: Machine, sources: readonly Value[]): Value[][] | null {
  const out: Value[][] = [];
  for (const source of sources) {
    const items = cx.collect(source);
    if (items === null) return null;
    out.push(items);
  }
  return out;
}

function* product(cx: Machine, all: readonly Value[][] | null): Items {
  if (all === null) {
    yield REST;
    return;
  }
  const indices = all.map(() => 0);
  if (all.some(pool => pool.length === 0)) return;
  for (;;) {
    cx.tick(1);
    yield new PyTuple(indices.map((index, i) => all[i]?.[index] as Value));
    let i = all.length - 1;
    for (; i >= 0; i--) {
      const next = (indices[i] as number) + 1;
      if (next < (all[i]?.length ?? 0)) {
        indices[i] = next;
        break;
      }
      indices[i] = 0;
    }
    if (i < 0) return;
  }
}

/** Index tuples of length r: combinations, permutations, combinations with replacement. */
function* selections(
  cx: Machine,
  n: number,
  r: number,
  kind: 'combinations' | 'permutations' | 'replacement',
  prefix: number[] = [],
): Generator<number[]> {
  cx.tick(1);
  if (prefix.length === r) {
    yield prefix;
    return;
  }
  const last = prefix.at(-1);
  const start = kind === 'permutations' || last === undefined ? 0 : kind === 'combinations' ? last + 1 : last;
  for (let i = start; i < n; i++) {
    if (kind === 'permutations' && prefix.includes(i)) continue;
    yield* selections(cx, n, r, kind, [...prefix, i]);
  }
}

function selecting(name: string, kind: 'combinations' | 'permutations' | 'replacement'): NativeFn {
  return free(name, 'iterable, r=None', (cx, a) => {
    const items = cx.collect(a.get('iterable'));
    const count = plain(a.get('r'));
    return lazy(
      cx,
      name,
      (function* (): Items {
        if (items === null || (count !== null && typeof count !== 'number')) {
          yield REST;
          return;
        }
        for (const chosen of selections(cx, items.length, count === null ? items.length : count, kind)) {
          yield new PyTuple(chosen.map(i => items[i] as Value));
        }
      })(),
    );
  });
}

function* count(cx: Machine, start: Value, step: Value): Items {
  for (let value = start; ; value = cx.binary('+', value, step)) {
    cx.tick(1);
    yield value;
  }
}

function* slice(cx: Machine, args: Args): Items {
  const [source, ...bounds] = args.pos;
  const numbers = bounds.map(bound => (bound === null ? null : plain(bound)));
  if (source === undefined || numbers.some(bound => bound !== null && typeof bound !== 'number')) {
    yield REST;
    return;
  }
  const [start, stop, step] = (numbers.length === 1 ? [0, numbers[0], 1] : numbers) as [
    number | null,
    number | null | undefined,
    number | null | undefined,
  ];
  const iterator = cx.iterate(source);
  const end = stop === null || stop === undefined ? Infinity : stop;
  let next = start ?? 0;
  for (let i = 0; i < end; i++) {
    cx.tick(1);
    const item = iterator.next();
    if (item === undefined) return;
    if (item === REST) {
      yield REST;
      return;
    }
    if (i === next) {
      yield item;
      next += step ?? 1;
    }
  }
}

function* accumulate(cx: Machine, source: Value, fn: Value, initial: Value | undefined): Items {
  let total = initial;
  if (total !== undefined) yield total;
  for (const item of itemsOf(cx, source)) {
    if (item === REST) {
      yield REST;
      return;
    }
    total = total === undefined ? item : fn === null ? cx.binary('+', total, item) : cx.callWith(fn, total, item);
    yield total;
  }
}

function* whileTrue(cx: Machine, fn: Value, source: Value, take: boolean): Items {
  let dropping = true;
  for (const item of itemsOf(cx, source)) {
    const truth = item === REST || (!take && !dropping) ? undefined : cx.truth(cx.callWith(fn, item));
    if (item === REST || (truth === undefined && (take || dropping))) {
      yield REST;
      return;
    }
    if (take && truth === false) return;
    if (!take && dropping && truth === true) continue;
    dropping = false;
    yield item;
  }
}

function* longest(cx: Machine, sources: readonly Value[], fill: Value): Items {
  const all = pools(cx, sources);
  if (all === null) {
    yield REST;
    return;
  }
  const length = Math.max(0, ...all.map(pool => pool.length));
  for (let i = 0; i < length; i++) yield new PyTuple(all.map(pool => (i < pool.length ? (pool[i] as Value) : fill)));
}

function* groups(cx: Machine, source: Value, key: Value): Items {
  const items = cx.collect(source);
  if (items === null) {
    yield REST;
    return;
  }
  for (let i = 0; i < items.length;) {
    const groupKey = key === null ? (items[i] as Value) : cx.callWith(key, items[i] as Value);
    const group: Value[] = [];
    for (; i < items.length; i++) {
      const next = key === null ? (items[i] as Value) : cx.callWith(key, items[i] as Value);
      const same = group.length === 0 ? true : cx.equals(groupKey, next);
      if (same === undefined) {
        yield REST;
        return;
      }
      if (!same) break;
      group.push(items[i] as Value);
    }
    yield new PyTuple([groupKey, cx.iterate(new PyTuple(group)) as never]);
  }
}

/** itertools.chain: a class because of chain.from_iterable. */
const CHAIN = new PyClass('chain', [T.object], { native: true });
CHAIN.module = 'itertools';
CHAIN.dict.set(
  '__new__',
  freeRaw('chain', (cx, args) => lazy(cx, 'chain', chainAll(cx, args.pos.slice(1)))),
);
CHAIN.dict.set(
  'from_iterable',
  free('from_iterable', 'iterable', (cx, a) => lazy(cx, 'chain', chainAll(cx, itemsOf(cx, a.get('iterable'))))),
);

export const ITERTOOLS = moduleTable({
  chain: CHAIN,
  product: freeRaw('product', (cx, args) => {
    const times = args.kw.get('repeat');
    const all = pools(cx, args.pos);
    const repeat = times === undefined ? 1 : plain(times);
    if (typeof repeat !== 'number') return lazy(cx, 'product', product(cx, null));
    return lazy(cx, 'product', product(cx, all === null ? null : Array.from({ length: repeat }, () => all).flat()));
  }),
  combinations: selecting('combinations', 'combinations'),
  permutations: selecting('permutations', 'permutations'),
  combinations_with_replacement: selecting('combinations_with_replacement', 'replacement'),
  count: free('count', 'start=0, step=1', (cx, a) => lazy(cx, 'count', count(cx, a.get('start'), a.get('step')))),
  repeat: free('repeat', 'object, times=None', (cx, a) => {
    const times = plain(a.get('times'));
    return lazy(
      cx,
      'repeat',
      (function* (): Items {
        if (times !== null && typeof times !== 'number') {
          yield REST;
          return;
        }
        for (let i = 0; times === null || i < times; i++) {
          cx.tick(1);
          yield a.get('object');
        }
      })(),
    );
  }),
  cycle: free('cycle', 'iterable', (cx, a) => {
    const items = cx.collect(a.get('iterable'));
    return lazy(
      cx,
      'cycle',
      (function* (): Items {
        if (items === null) {
          yield REST;
          return;
        }
        while (items.length > 0) {
          for (const item of items) {
            cx.tick(1);
            yield item;
          }
        }
      })(),
    );
  }),
  islice: freeRaw('islice', (cx, args) => lazy(cx, 'islice', slice(cx, args))),
  accumulate: free('accumulate', 'iterable, func=None, *, initial=...', (cx, a) =>
    lazy(cx, 'accumulate', accumulate(cx, a.get('iterable'), a.get('func'), a.maybe('initial'))),
  ),
  takewhile: free('takewhile', 'predicate, iterable', (cx, a) =>
    lazy(cx, 'takewhile', whileTrue(cx, a.get('predicate'), a.get('iterable'), true)),
  ),
  dropwhile: free('dropwhile', 'predicate, iterable', (cx, a) =>
    lazy(cx, 'dropwhile', whileTrue(cx, a.get('predicate'), a.get('iterable'), false)),
  ),
  zip_longest: freeRaw('zip_longest', (cx, args) => {
    const fill = args.kw.get('fillvalue');
    return lazy(cx, 'zip_longest', longest(cx, args.pos, fill === undefined ? null : fill));
  }),
  starmap: free('starmap', 'function, iterable', (cx, a) =>
    lazy(
      cx,
      'starmap',
      (function* (): Items {
        for (const item of itemsOf(cx, a.get('iterable'))) {
          const args = item === REST ? null : cx.collect(item);
          if (args === null) {
            yield REST;
            return;
          }
          yield cx.callWith(a.get('function'), ...args);
        }
      })(),
    ),
  ),
  pairwise: free('pairwise', 'iterable', (cx, a) => {
    const items = cx.collect(a.get('iterable'));
    return lazy(
      cx,
      'pairwise',
      (function* (): Items {
        if (items === null) yield REST;
        else for (let i = 1; i < items.length; i++) yield new PyTuple([items[i - 1] as Value, items[i] as Value]);
      })(),
    );
  }),
  // What is taken from one is as good as taken from all: they have the same items, however far each has come.
  tee: free('tee', 'iterable, n=2, /', (cx, a) => {
    const [items, n] = [cx.collect(a.get('iterable')), plain(a.get('n'))];
    if (typeof n !== 'number') return cx.passOn('tuple', n);
    if (n < 0) throw cx.error('ValueError', 'n must be >= 0');
    cx.tick(n);
    const one = (): Value =>
      lazy(
        cx,
        'tee',
        (function* (): Items {
          if (items === null) yield REST;
          else yield* items;
        })(),
      );
    return new PyTuple(Array.from({ length: n }, one));
  }),
  groupby: free('groupby', 'iterable, key=None', (cx, a) =>
    lazy(cx, 'groupby', groups(cx, a.get('iterable'), a.get('key'))),
  ),
});
