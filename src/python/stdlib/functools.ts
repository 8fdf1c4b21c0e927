import { free, freeRaw, method, rawMethod } from '../builtins/define.js';
import { Property, PyFunction } from '../function.js';
import type { Interp } from '../interp.js';
import { PyClass, PyObj, T, type Value } from '../klass.js';
import { moduleTable } from '../library.js';
import type { Machine } from '../machine.js';
import { Args, NativeFn } from '../native.js';
import { namedTuple } from './collections.js';
import { PyDict, PyInstance, PyList, PyTuple, Unknown } from '../value.js';

const PARTIAL = new PyClass('partial', [T.object], { native: true });
PARTIAL.module = 'functools';

/** functools.partial: it does not bind when it is a class attribute. */
export class Partial extends PyObj {
  private readonly own = new Map<string, Value>();
  constructor(
    readonly fn: Value,
    readonly args: readonly Value[],
    readonly keywords: ReadonlyMap<string, Value>,
  ) {
    super();
  }
  get cls(): PyClass {
    return PARTIAL;
  }
  override get attrs(): Map<string, Value> {
    return this.own;
  }
  override getAttr(cx: Interp, name: string): Value | undefined {
    if (name === 'func') return this.fn;
    if (name === 'args') return new PyTuple(this.args);
    if (name === 'keywords') return PyDict.of(this.keywords);
    return super.getAttr(cx, name);
  }
}

rawMethod(PARTIAL, '__call__', (cx, args) => {
  const [self, ...rest] = args.pos;
  const partial = self as Partial;
  // The call's own arguments come after the bound ones; theirs is the place in the code that a rule may ask for.
  const before = partial.args.length - 1;
  return cx.call(
    partial.fn,
    new Args([...partial.args, ...rest], new Map([...partial.keywords, ...args.kw]), args.origins, args.shift + before),
  );
});
PARTIAL.dict.set(
  '__new__',
  NativeFn.freeRaw('partial', (cx, args) => {
    const [, fn, ...rest] = args.pos;
    if (fn === undefined) throw cx.error('TypeError', "type 'partial' takes at least one argument");
    if (fn instanceof Partial) cx.tick((fn.args.length + fn.keywords.size) >> 2);
    if (fn instanceof Partial) return new Partial(fn.fn, [...fn.args, ...rest], new Map([...fn.keywords, ...args.kw]));
    return new Partial(fn, rest, args.kw);
  }),
);

function wrapsInto(cx: Machine, wrapped: Value, wrapper: Value): Value {
  if (!(wrapper instanceof PyObj) || wrapper.attrs === null) return wrapper;
  for (const name of ['__module__', '__name__', '__qualname__', '__doc__']) {
    const value = cx.getAttr(wrapped, name);
    if (value !== undefined) cx.heap.set(wrapper, name, value);
  }
  if (wrapped instanceof PyFunction) for (const [name, value] of wrapped.attrs) cx.heap.set(wrapper, name, value);
  cx.heap.set(wrapper, '__wrapped__', wrapped);
  return wrapper;
}

/** functools.lru_cache and cache: each distinct call runs once. */
class Cached extends PyObj {
  readonly table = new PyDict();
  /** How often it was called and had the answer, and how often it had none. */
  readonly counts = new PyList([0, 0]);
  constructor(
    readonly fn: Value,
    readonly maxsize: Value = 128,
  ) {
    super();
  }
  get cls(): PyClass {
    return CACHED;
  }
  override getAttr(cx: Interp, name: string): Value | undefined {
    if (name === '__wrapped__') return this.fn;
    const own = super.getAttr(cx, name);
    return own === undefined ? cx.getAttr(this.fn, name) : own;
  }
}

const CACHED = new PyClass('_lru_cache_wrapper', [T.object], { native: true });
CACHED.module = 'functools';
rawMethod(CACHED, '__call__', (cx, args) => {
  const [self, ...rest] = args.pos;
  const cached = self as Cached;
  const key = new PyTuple([...rest, ...[...args.kw].map(([name, value]) => new PyTuple([name, value]))]);
  const why = cx.whyUnknown(key);
  if (why !== null) {
    cx.heap.set(cached.counts, '\0content', { items: [], open: why });
    return cx.call(cached.fn, new Args(rest, args.kw));
  }
  const found = cx.dictGet(cached.table, key);
  const { counts } = cached;
  if (counts.open === null) {
    cx.heap.own(counts);
    const which = found === undefined ? 1 : 0;
    counts.items[which] = cx.binary('+', counts.items[which] ?? 0, 1);
  }
  if (found !== undefined) return found;
  const value = cx.call(cached.fn, new Args(rest, args.kw, args.origins, args.shift - 1));
  cx.dictSet(cached.table, key, value);
  return value;
});
method(CACHED, 'cache_clear', 'self', (cx, a) => {
  const { table, counts } = a.get('self') as Cached;
  cx.heap.set(table, '\0content', { map: new Map(), open: null });
  cx.heap.set(counts, '\0content', { items: [0, 0], open: null });
  return null;
});
method(CACHED, 'cache_info', 'self', (cx, a) => {
  const { table, counts, maxsize } = a.get('self') as Cached;
  // What a full table drops is not modelled: then neither is what it finds.
  const isFull = maxsize !== null && (typeof maxsize !== 'number' || table.map.size > maxsize);
  const [hits, misses] = counts.items;
  if (isFull || counts.open !== null || table.open !== null || hits === undefined || misses === undefined)
    return cx.unknown('unmodelled', 'what this cache holds is not known');
  const cls = namedTuple(cx, 'CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'], []);
  return cx.callWith(cls, hits, misses, maxsize, table.map.size);
});
method(CACHED, 'cache_parameters', 'self', (_cx, a) =>
  PyDict.of([
    ['maxsize', (a.get('self') as Cached).maxsize],
    ['typed', false],
  ]),
);
// A cached method binds like a function.
CACHED.isBinder = true;
method(CACHED, '__get__', 'self, obj, owner=None', (_cx, a) =>
  a.get('obj') === null ? a.get('self') : new Partial(a.get('self'), [a.get('obj')], new Map()),
);

const cachedProperty = free('cached_property', 'func', (_cx, a) => {
  const fn = a.get('func');
  return new Property(fn, null, null, fn instanceof PyFunction ? fn.name : '');
});

const MIRRORS: readonly (readonly [string, readonly string[]])[] = [
  ['__lt__', ['__gt__', '__le__', '__ge__']],
  ['__le__', ['__ge__', '__lt__', '__gt__']],
  ['__gt__', ['__lt__', '__ge__', '__le__']],
  ['__ge__', ['__le__', '__gt__', '__lt__']],
];

/** functools.total_ordering: the missing comparisons from the one that is there and __eq__. */
function totalOrdering(cx: Machine, cls: Value): Value {
  if (!(cls instanceof PyClass)) return cls;
  const root = MIRRORS.find(([name]) => cls.lookup(name) !== undefined);
  if (root === undefined) throw cx.error('ValueError', 'must define at least one ordering operation: < > <= >=');
  const base = root[0];
  for (const name of ['__lt__', '__le__', '__gt__', '__ge__']) {
    if (cls.lookup(name) !== undefined) continue;
    const fn = NativeFn.of(name, 'self, other', (inner, a) => {
      const machine = inner as Machine;
      const [self, other] = [a.get('self'), a.get('other')];
      const given = machine.truth(machine.callMethod(self, base, other) as Value);
      const equal = machine.equals(self, other);
      if (given === undefined || equal === undefined) return machine.passOn('bool', machine.firstUnknown(self, other));
      const less =
        base === '__lt__' ? given : base === '__le__' ? given && !equal : base === '__gt__' ? !given && !equal : !given;
      return name === '__lt__' ? less : name === '__le__' ? less || equal : name === '__gt__' ? !less && !equal : !less;
    });
    cx.heap.set(cls, name, fn);
  }
  return cls;
}

export const FUNCTOOLS = moduleTable({
  partial: PARTIAL,
  reduce: free('reduce', 'function, iterable, initial=..., /', (cx, a) => {
    const items = cx.collect(a.get('iterable'));
    if (items === null) return cx.passOn(null, a.get('iterable'));
    const all = a.given('initial') ? [a.get('initial'), ...items] : items;
    const [first, ...rest] = all;
    if (first === undefined) throw cx.error('TypeError', 'reduce() of empty iterable with no initial value');
    return rest.reduce<Value>((total, item) => cx.callWith(a.get('function'), total, item), first);
  }),
  wraps: freeRaw('wraps', (_cx, args) => {
    const wrapped = args.pos[0] as Value;
    return free('wraps', 'wrapper', (cx, a) => wrapsInto(cx, wrapped, a.get('wrapper')));
  }),
  update_wrapper: free('update_wrapper', 'wrapper, wrapped, *args, **kw', (cx, a) =>
    wrapsInto(cx, a.get('wrapped'), a.get('wrapper')),
  ),
  lru_cache: free('lru_cache', 'maxsize=128, typed=False', (_cx, a) => {
    const first = a.get('maxsize');
    if (first instanceof PyObj && !(first instanceof Unknown)) return new Cached(first);
    return free('lru_cache', 'func', (_inner, b) => new Cached(b.get('func'), first));
  }),
  cache: free('cache', 'func', (_cx, a) => new Cached(a.get('func'), null)),
  cached_property: cachedProperty,
  total_ordering: free('total_ordering', 'cls', (cx, a) => totalOrdering(cx, a.get('cls'))),
  cmp_to_key: free('cmp_to_key', 'mycmp', (_cx, a) => {
    const compare = a.get('mycmp');
    const cls = new PyClass('K', [T.object], { native: true });
    rawMethod(cls, '__lt__', (inner, args) => {
      const [x, y] = args.pos.map(one => (one as PyInstance).attrs.get('obj') as Value);
      return inner.compare('<', inner.callWith(compare, x as Value, y as Value), 0);
    });
    return free('K', 'obj', (inner, b) => {
      const made = new PyInstance(cls);
      inner.heap.set(made, 'obj', b.get('obj'));
      return made;
    });
  }),
});
