import { free, freeRaw, getter, method, rawMethod } from '../builtins/define.js';
import { sortValues } from '../builtins/iteration.js';
import { makeClass } from '../classes.js';
import { PyClass, T, type Value } from '../klass.js';
import { moduleTable } from '../library.js';
import type { Machine } from '../machine.js';
import { Args, type NativeFn, NativeProperty, Signature } from '../native.js';
import { PyDict, PyList, PyTuple, Unknown } from '../value.js';
import { ClassMethod } from '../function.js';
import { plain } from '../operators.js';

function nativeClass(name: string, ...bases: PyClass[]): PyClass {
  const cls = new PyClass(name, bases, { native: true });
  cls.module = 'collections';
  return cls;
}

const ORDERED_DICT = nativeClass('OrderedDict', T.dict);
ORDERED_DICT.hasAttributes = true;
method(ORDERED_DICT, 'move_to_end', 'self, key, last=True', (cx, a) => {
  const self = a.get('self') as PyDict;
  const value = cx.dictGet(self, a.get('key'));
  if (value === undefined) throw cx.keyError(a.get('key'));
  cx.dictDelete(self, a.get('key'));
  if (a.get('last') === true) cx.dictSet(self, a.get('key'), value);
  else {
    const rest = new Map(self.map);
    cx.heap.set(self, '\0content', { map: new Map(), open: self.open });
    cx.dictSet(self, a.get('key'), value);
    cx.heap.own(self);
    for (const [key, entry] of rest) self.map.set(key, entry);
  }
  return null;
});
method(ORDERED_DICT, '__eq__', 'self, other', (cx, a) => {
  const [self, other] = [a.get('self') as PyDict, a.get('other')];
  if (!(other instanceof PyDict)) return cx.isUnknown(other) ? cx.passOn('bool', other) : cx.notImplemented;
  const asDict = (dict: PyDict): PyDict => new PyDict(undefined, dict.map, dict.open);
  const same = cx.compare('==', asDict(self), asDict(other));
  // Between two ordered dictionaries the order counts too.
  if (!other.cls.isSubclass(ORDERED_DICT) || cx.truth(same) !== true) return same;
  const keys = [...other.map.keys()];
  return [...self.map.keys()].every((key, i) => key === keys[i]);
});
method(ORDERED_DICT, '__repr__', 'self', (cx, a) => {
  const self = a.get('self') as PyDict;
  if (self.map.size === 0) return `${self.cls.name}()`;
  const pairs = [...self.map.values()].map(entry => `(${cx.repr(entry.key)}, ${cx.repr(entry.value)})`);
  return `${self.cls.name}([${pairs.join(', ')}])`;
});

const DEFAULT_DICT = nativeClass('defaultdict', T.dict);
rawMethod(DEFAULT_DICT, '__init__', (cx, args) => {
  const [self, factory, ...rest] = args.pos;
  const dict = self as PyDict;
  // Set once, while the dict is being made.
  dict.factory = factory === undefined ? null : factory;
  const init = T.dict.lookup('__init__') as Value;
  return cx.call(init, new Args([dict, ...rest], args.kw));
});
getter(DEFAULT_DICT, 'default_factory', (_cx, self) => {
  const { factory } = self as PyDict;
  return factory === undefined ? null : factory;
});
method(DEFAULT_DICT, '__repr__', 'self', (cx, a) => {
  const self = a.get('self') as PyDict;
  const plainDict = new PyDict(undefined, self.map, self.open);
  return `defaultdict(${self.factory === undefined ? 'None' : cx.repr(self.factory)}, ${cx.repr(plainDict)})`;
});

const COUNTER = nativeClass('Counter', T.dict);
rawMethod(COUNTER, '__missing__', () => 0);
function countInto(cx: Machine, dict: PyDict, source: Value, sign: 1 | -1): void {
  const pairs =
    source instanceof PyDict
      ? cx.mapping(source)
      : (cx.collect(source)?.map(item => [item, 1] as [Value, Value]) ?? null);
  if (pairs === null) {
    cx.heap.set(dict, '\0content', { map: new Map(), open: cx.whyOf(source) });
    return;
  }
  for (const [key, count] of pairs) {
    const before = cx.dictGet(dict, key);
    cx.dictSet(dict, key, cx.binary(sign > 0 ? '+' : '-', before === undefined ? 0 : before, count));
  }
}
for (const [name, sign] of [
  ['__init__', 1],
  ['update', 1],
  ['subtract', -1],
] as const) {
  rawMethod(COUNTER, name, (cx, args) => {
    const [self, source] = args.pos;
    if (source !== undefined && source !== null) countInto(cx, self as PyDict, source, sign);
    for (const [key, value] of args.kw) cx.dictSet(self as PyDict, key, value);
    return null;
  });
}
method(COUNTER, 'most_common', 'self, n=None', (cx, a) => {
  const self = a.get('self') as PyDict;
  const pairs = [...self.map.values()].map(entry => new PyTuple([entry.key, entry.value]));
  const second = free('count', 'pair', (inner, b) => inner.getItem(b.get('pair'), 1));
  const sorted = self.open === null ? sortValues(cx, pairs, second, true) : null;
  if (sorted === null) return new PyList([], undefined, cx.whyOf(self));
  const n = plain(a.get('n'));
  return new PyList(typeof n === 'number' ? sorted.slice(0, n) : sorted);
});
const KEPT = {
  __add__: (cx, x, y) => cx.binary('+', x, y),
  __sub__: (cx, x, y) => cx.binary('-', x, y),
  __and__: (cx, x, y) => (cx.truth(cx.compare('<', x, y)) === true ? x : y),
  __or__: (cx, x, y) => (cx.truth(cx.compare('>', x, y)) === true ? x : y),
} satisfies Record<string, (cx: Machine, x: Value, y: Value) => Value>;
/** c + d and its kin: only counts above zero stay. */
function counted(cx: Machine, a: PyDict, b: PyDict, combine: (cx: Machine, x: Value, y: Value) => Value): Value {
  const why = cx.whyUnknown(a, b);
  if (why !== null) return cx.unknownFor(why);
  const out = new PyDict(COUNTER);
  out.factory = undefined;
  for (const { key } of [...a.map.values(), ...b.map.values()]) {
    const [x, y] = [cx.dictGet(a, key), cx.dictGet(b, key)];
    const count = combine(cx, x === undefined ? 0 : x, y === undefined ? 0 : y);
    if (cx.truth(cx.compare('>', count, 0)) === true) cx.dictSet(out, key, count);
  }
  return out;
}
for (const [name, combine] of Object.entries(KEPT))
  method(COUNTER, name, 'self, other', (cx, a) => {
    const [self, other] = [a.get('self') as PyDict, a.get('other')];
    return other instanceof PyDict ? counted(cx, self, other, combine) : cx.notImplemented;
  });
method(COUNTER, '__pos__', 'self', (cx, a) => counted(cx, a.get('self') as PyDict, new PyDict(COUNTER), KEPT.__add__));
method(COUNTER, '__neg__', 'self', (cx, a) => counted(cx, new PyDict(COUNTER), a.get('self') as PyDict, KEPT.__sub__));
for (const [name, op] of [
  ['__eq__', '=='],
  ['__ne__', '!='],
  ['__le__', '<='],
  ['__lt__', '<'],
  ['__ge__', '>='],
  ['__gt__', '>'],
] as const)
  method(COUNTER, name, 'self, other', (cx, a) => {
    const [self, other] = [a.get('self') as PyDict, a.get('other')];
    if (!(other instanceof PyDict) || !other.cls.isSubclass(COUNTER)) return cx.notImplemented;
    const why = cx.whyUnknown(self, other);
    if (why !== null) return cx.unknownFor(why, 'bool');
    // A missing element counts zero. Strict orders ask for any difference besides.
    let differs = false;
    let holds = true;
    for (const { key } of [...self.map.values(), ...other.map.values()]) {
      const [x, y] = [self, other].map(dict => cx.dictGet(dict, key) ?? 0) as [Value, Value];
      const same = cx.compare('==', x, y);
      const ordered = op === '==' || op === '!=' ? same : cx.compare(op.startsWith('<') ? '<=' : '>=', x, y);
      const [isSame, isOrdered] = [cx.truth(same), cx.truth(ordered)];
      if (isSame === undefined || isOrdered === undefined) return cx.passOn('bool', ordered);
      differs ||= !isSame;
      holds &&= isOrdered;
    }
    if (op === '!=') return differs;
    return holds && (op === '<' || op === '>' ? differs : true);
  });
method(COUNTER, 'elements', 'self', (cx, a) => {
  const out: Value[] = [];
  for (const { key, value } of (a.get('self') as PyDict).map.values())
    for (let i = 0; i < Number(value); i++) out.push(key);
  return cx.iterate(new PyList(out)) as never;
});
method(COUNTER, 'total', 'self', (cx, a) =>
  [...(a.get('self') as PyDict).map.values()].reduce<Value>((sum, entry) => cx.binary('+', sum, entry.value), 0),
);
method(COUNTER, '__repr__', 'self', (cx, a) => {
  const self = a.get('self') as PyDict;
  if (self.map.size === 0) return 'Counter()';
  const pairs = [...self.map.values()].map(entry => ({
    key: cx.repr(entry.key),
    count: Number(entry.value),
    text: cx.repr(entry.value),
  }));
  pairs.sort((x, y) => y.count - x.count);
  return `Counter({${pairs.map(pair => `${pair.key}: ${pair.text}`).join(', ')}})`;
});

const DEQUE = nativeClass('deque', T.list);
rawMethod(DEQUE, '__init__', (cx, args) => {
  const [self, source, max] = args.pos;
  const named = args.kw.get('maxlen');
  const limit = named === undefined ? max : named;
  const list = self as PyList;
  // Set once, while the deque is being made, so it needs no log.
  if (typeof limit === 'number') deques.set(list, limit);
  const items = source === undefined ? [] : cx.collect(source);
  cx.heap.set(list, '\0content', {
    items: items ?? [],
    open: items === null && source !== undefined ? cx.whyOf(source) : null,
  });
  trim(cx, list, 'left');
  return null;
});
const deques = new WeakMap<PyList, number>();
function trim(cx: Machine, list: PyList, side: 'left' | 'right'): void {
  const max = deques.get(list);
  if (max === undefined || list.items.length <= max) return;
  cx.heap.own(list);
  if (side === 'left') list.items.splice(0, list.items.length - max);
  else list.items.splice(max);
}
for (const [name, left] of [
  ['append', false],
  ['appendleft', true],
] as const) {
  method(DEQUE, name, 'self, x', (cx, a) => {
    const list = a.get('self') as PyList;
    if (list.open !== null) return null;
    cx.heap.own(list);
    if (left) list.items.unshift(a.get('x'));
    else list.items.push(a.get('x'));
    trim(cx, list, left ? 'right' : 'left');
    return null;
  });
}
for (const name of ['extend', '__iadd__'] as const) {
  method(DEQUE, name, 'self, iterable', (cx, a) => {
    const list = a.get('self') as PyList;
    cx.callWith(T.list.lookup('extend') as Value, list, a.get('iterable'));
    trim(cx, list, 'left');
    return name === 'extend' ? null : list;
  });
}
/** A new deque with the same limit. */
function another(cx: Machine, list: PyList, items: Value[], open = list.open): PyList {
  const made = new PyList(items, list.cls, open);
  const max = deques.get(list);
  if (max !== undefined) deques.set(made, max);
  trim(cx, made, 'left');
  return made;
}
method(DEQUE, '__add__', 'self, other', (cx, a) => {
  const [list, other] = [a.get('self') as PyList, a.get('other')];
  if (cx.isUnknown(other)) return cx.passOn(null, other);
  if (!(other instanceof PyList) || !other.cls.isSubclass(DEQUE))
    throw cx.error('TypeError', `can only concatenate deque (not "${cx.classOf(other).name}") to deque`);
  const open = list.open ?? other.open;
  return another(cx, list, open === null ? [...list.items, ...other.items] : [], open);
});
method(DEQUE, '__mul__', 'self, n', (cx, a) => {
  const list = a.get('self') as PyList;
  const repeated = cx.binary('*', new PyList([...list.items], undefined, list.open), a.get('n'));
  return repeated instanceof PyList ? another(cx, list, repeated.items, repeated.open) : repeated;
});
method(DEQUE, '__eq__', 'self, other', (cx, a) => {
  const [list, other] = [a.get('self') as PyList, a.get('other')];
  if (!(other instanceof PyList) || !other.cls.isSubclass(DEQUE)) return cx.notImplemented;
  return cx.compare('==', new PyList(list.items, undefined, list.open), new PyList(other.items, undefined, other.open));
});
method(DEQUE, 'copy', 'self', (cx, a) => {
  const list = a.get('self') as PyList;
  const made = new PyList([...list.items], list.cls, list.open);
  const max = deques.get(list);
  if (max !== undefined) deques.set(made, max);
  cx.tick(list.items.length >> 3);
  return made;
});
method(DEQUE, 'popleft', 'self', (cx, a) => {
  const list = a.get('self') as PyList;
  if (list.open !== null) return new Unknown(list.open);
  if (list.items.length === 0) throw cx.error('IndexError', 'pop from an empty deque');
  cx.heap.own(list);
  return list.items.shift() as Value;
});
method(DEQUE, 'extendleft', 'self, iterable', (cx, a) => {
  const list = a.get('self') as PyList;
  const items = cx.collect(a.get('iterable'));
  if (items === null || list.open !== null) {
    cx.heap.set(list, '\0content', { items: [], open: list.open ?? cx.whyOf(a.get('iterable')) });
    return null;
  }
  cx.heap.own(list);
  for (const item of items) list.items.unshift(item);
  trim(cx, list, 'right');
  return null;
});
method(DEQUE, 'rotate', 'self, n=1', (cx, a) => {
  const list = a.get('self') as PyList;
  const n = plain(a.get('n'));
  if (typeof n !== 'number' || list.items.length === 0) return null;
  const shift = ((n % list.items.length) + list.items.length) % list.items.length;
  cx.heap.set(list, '\0content', {
    items: [...list.items.slice(list.items.length - shift), ...list.items.slice(0, list.items.length - shift)],
    open: list.open,
  });
  return null;
});
method(DEQUE, '__repr__', 'self', (cx, a) => {
  const list = a.get('self') as PyList;
  const max = deques.get(list);
  return `deque([${list.items.map(item => cx.repr(item)).join(', ')}]${max === undefined ? '' : `, maxlen=${max}`})`;
});
DEQUE.dict.set(
  'maxlen',
  new NativeProperty((_cx, self) => {
    const max = deques.get(self as PyList);
    return max === undefined ? null : max;
  }),
);

/** `__new__` of a named tuple: its `__defaults__` can be set, which is how fields got defaults before Python 3.7. */
function constructorOf(name: string, fields: readonly string[], defaults: readonly Value[]): NativeFn {
  const signatureWith = (values: readonly Value[]): Signature =>
    new Signature(
      ['_cls', ...fields].map((field, i) => {
        const value = values[i - (fields.length + 1 - values.length)];
        const defaultText = value === undefined ? null : '...';
        return { name: field, kind: i === 0 ? 'positional' : 'normal', defaultText, defaultValue: value };
      }),
      `${name}.__new__`,
    );
  const first: Value = defaults.length === 0 ? null : new PyTuple(defaults);
  let known: { defaults: Value; signature: Signature } = { defaults: first, signature: signatureWith(defaults) };
  const make = freeRaw('__new__', (cx, args) => {
    const present = make.own?.get('__defaults__') ?? null;
    if (present instanceof Unknown) return cx.passOn(null, present);
    if (present !== known.defaults)
      known = { defaults: present, signature: signatureWith(present instanceof PyTuple ? present.items : []) };
    return new PyTuple(known.signature.bind(cx, args).values.slice(1) as Value[], args.pos[0] as PyClass);
  });
  make.own = new Map([['__defaults__', first]]);
  return make;
}

/** A class of tuples with named items. */
export function namedTuple(
  cx: Machine,
  name: string,
  fields: readonly string[],
  defaults: readonly Value[],
  extra: ReadonlyMap<string, Value> = new Map(),
): Value {
  const members = new Map<string, Value>(extra);
  const make = constructorOf(name, fields, defaults);
  members.set('__new__', make);
  fields.forEach((field, i) =>
    members.set(field, new NativeProperty((_cx, self) => (self as PyTuple).items[i] as Value)),
  );
  members.set('_fields', new PyTuple(fields));
  members.set(
    '_field_defaults',
    PyDict.of(defaults.map((value, i) => [fields[fields.length - defaults.length + i] ?? '', value])),
  );
  members.set('__match_args__', new PyTuple(fields));
  const cls = makeClass(cx, name, [T.tuple], members, new Map(), null, null);
  if (!(cls instanceof PyClass)) return cls;
  rawMethod(cls, '__repr__', (inner, args) => {
    const self = args.pos[0] as PyTuple;
    return `${self.cls.name}(${fields.map((field, i) => `${field}=${inner.repr(self.items[i] as Value)}`).join(', ')})`;
  });
  rawMethod(cls, '_asdict', (_inner, args) =>
    PyDict.of(fields.map((field, i) => [field, (args.pos[0] as PyTuple).items[i] as Value])),
  );
  rawMethod(cls, '_replace', (inner, args) => {
    const others = [...args.kw.keys()].filter(key => !fields.includes(key));
    if (others.length > 0)
      throw inner.error('ValueError', `Got unexpected field names: [${others.map(key => inner.repr(key)).join(', ')}]`);
    const self = args.pos[0] as PyTuple;
    const items = fields.map((field, i) => {
      const value = args.kw.get(field);
      return value === undefined ? (self.items[i] as Value) : value;
    });
    return new PyTuple(items, self.cls);
  });
  cls.dict.set(
    '_make',
    new ClassMethod(
      free('_make', 'cls, iterable', (inner, a) =>
        inner.call(a.get('cls'), new Args(inner.collect(a.get('iterable')) ?? [])),
      ),
    ),
  );
  return cls;
}

function fieldNames(cx: Machine, value: Value): string[] | null {
  if (typeof value === 'string')
    return value
      .replaceAll(',', ' ')
      .split(/\s+/)
      .filter(word => word !== '');
  const items = cx.collect(value);
  if (items === null || !items.every(item => typeof item === 'string')) return null;
  return items as string[];
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

const isName = (text: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text);

/** The names of a named tuple's fields; with `rename`, those that cannot be ones are replaced by their place. @throws PyRaise (ValueError) */
function checkedNames(cx: Machine, name: string, fields: readonly string[], rename: boolean): readonly string[] {
  const seen = new Set<string>();
  const names = fields.map((field, i) => {
    const isBad = !isName(field) || KEYWORDS.has(field) || field.startsWith('_') || seen.has(field);
    seen.add(field);
    return rename && isBad ? `_${i}` : field;
  });
  for (const one of [name, ...names]) {
    if (!isName(one))
      throw cx.error('ValueError', `Type names and field names must be valid identifiers: ${cx.repr(one)}`);
    if (KEYWORDS.has(one))
      throw cx.error('ValueError', `Type names and field names cannot be a keyword: ${cx.repr(one)}`);
  }
  seen.clear();
  for (const one of names) {
    if (one.startsWith('_') && !rename)
      throw cx.error('ValueError', `Field names cannot start with an underscore: ${cx.repr(one)}`);
    if (seen.has(one)) throw cx.error('ValueError', `Encountered duplicate field name: ${cx.repr(one)}`);
    seen.add(one);
  }
  return names;
}

export const COLLECTIONS = moduleTable({
  abc: { module: 'collections.abc' },
  OrderedDict: ORDERED_DICT,
  defaultdict: DEFAULT_DICT,
  Counter: COUNTER,
  deque: DEQUE,
  namedtuple: free('namedtuple', 'typename, field_names, *, rename=False, defaults=None, module=None', (cx, a) => {
    const fields = fieldNames(cx, a.get('field_names'));
    const name = a.get('typename');
    const defaults = a.get('defaults') === null ? [] : cx.collect(a.get('defaults'));
    const rename = cx.truth(a.get('rename'));
    if (fields === null || defaults === null || rename === undefined || typeof name !== 'string')
      return cx.passOn(null, cx.firstUnknown(name, a.get('field_names'), a.get('rename'), a.get('defaults')));
    const names = checkedNames(cx, name, fields, rename);
    if (defaults.length > names.length) throw cx.error('TypeError', 'Got more default values than field names');
    const made = namedTuple(cx, name, names, defaults);
    const module = a.get('module');
    if (made instanceof PyClass)
      made.module = typeof module === 'string' ? module : (cx.flight?.frame.module.name ?? made.module);
    return made;
  }),
});
