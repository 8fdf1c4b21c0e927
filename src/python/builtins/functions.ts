import { chargeText } from '../charge.js';
import { plainNumber } from '../arithmetic.js';
import { absValue, roundValue } from './numbers.js';
import { free, freeRaw, method } from './define.js';
import { extreme, lazy, nextOf, search, sortValues, sumOf } from './iteration.js';
import { EnumerateStream, FilterStream, MapStream, ZipStream } from './streams.js';
import { evalText, execText } from '../evaluating.js';
import { AttributeDict } from '../attributeDict.js';
import { attributeOr } from '../attributes.js';
import { instanceClaim } from '../claims.js';
import { BoundMethod, PyFunction } from '../function.js';
import { identityOf } from '../hash.js';
import { REST } from '../interp.js';
import { PyIterator, SequenceIterator } from '../iterators.js';
import { characters } from '../iterate.js';
import { asciiOf } from '../format.js';
import { T, type Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { constantKey } from '../propositions.js';
import { Args, NativeFn } from '../native.js';
import { bitLength, powModInt, type Int } from '../number.js';
import { plain } from '../operators.js';
import {
  PyBytes,
  PyClass,
  PyDict,
  PyFloat,
  PyInstance,
  PyList,
  PyModule,
  PyObj,
  PyRange,
  PySet,
  PyTuple,
  Sym,
  Unknown,
  type Reason,
} from '../value.js';

/** len(x) */
export function lengthOf(cx: Machine, value: Value): Value {
  if (typeof value === 'string') {
    chargeText(cx, value.length);
    if (!/[\ud800-\udfff]/.test(value)) return value.length;
    cx.tick(value.length >> 4);
    return characters(value).length;
  }
  if (value instanceof PyObj && !value.cls.native) {
    const own = value.cls.lookup('__len__');
    if (own !== undefined && !cx.isNative(own)) return cx.callWith(own, value);
  }
  if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) cx.modules.later.fillAll(value);
  if (value instanceof PyList || value instanceof PyTuple) {
    return value instanceof PyList && value.open !== null ? cx.unknownFor(value.open, 'int') : value.items.length;
  }
  if (value instanceof PyDict || value instanceof PySet)
    return value.open === null ? value.map.size : cx.unknownFor(value.open, 'int');
  if (value instanceof PyRange) return value.length;
  if (value instanceof PyBytes) return value.value.length;
  if (value instanceof Unknown || value instanceof Sym) return cx.passOn('int', value);
  const result = cx.callMethod(value, '__len__');
  if (result !== undefined) return result;
  if (value instanceof PyInstance && value.primitive !== undefined) return lengthOf(cx, value.primitive);
  throw cx.error('TypeError', `object of type '${cx.classOf(value).name}' has no len()`);
}

function getattrOf(cx: Machine, object: Value, name: Value, fallback: Value | undefined): Value {
  if (typeof name !== 'string') {
    if (name instanceof Unknown) return new Unknown(name.why);
    throw cx.error('TypeError', 'attribute name must be string');
  }
  if (fallback === undefined) return cx.attribute(object, name);
  // Of an unknown object it is the attribute or the fallback: another value than the attribute.
  if (object instanceof Unknown) {
    const key = constantKey(fallback);
    return key === undefined ? new Unknown(object.why) : object.getAttr(cx, `${name}:${key}`);
  }
  return attributeOr(
    cx,
    object,
    name,
    value => value,
    () => fallback,
  );
}

const SOME_NAMES = new PyClass('list', [T.list], { native: true });

/** What dir() gives of a module of which not all names are modelled: these are in it, others may be. */
class SomeNames extends PyList {
  constructor(
    readonly names: ReadonlySet<string>,
    why: Reason,
  ) {
    super([], SOME_NAMES, why);
  }
}

method(SOME_NAMES, '__contains__', 'self, item', (cx, a) => {
  const [self, item] = [a.get('self') as SomeNames, a.get('item')];
  if (typeof item === 'string' && self.names.has(item)) return true;
  return self.open === null ? false : cx.unknownFor(self.open, 'bool');
});

function dirOf(cx: Machine, object: Value): Value {
  const names = new Set<string>();
  if (object instanceof PyModule) {
    for (const name of object.table?.names() ?? []) names.add(name);
    if (object.table !== null && !object.table.complete)
      return new SomeNames(names, cx.unknown('unmodelled', `not all names of ${object.name} are modelled`).why);
  }
  if (object instanceof PyObj)
    for (const name of object.attrs?.keys() ?? []) if (!name.startsWith('\0')) names.add(name);
  const cls = object instanceof PyClass ? object : cx.classOf(object);
  if (!(object instanceof PyModule)) for (const base of cls.mro) for (const name of base.dict.keys()) names.add(name);
  return new PyList([...names].sort());
}

/** What locals() gives in the code that is running. */
export function localsOf(cx: Machine): Value {
  const frame = cx.flight?.frame;
  if (frame === undefined) return new PyDict();
  if (frame.names !== null) return PyDict.of(frame.names);
  if (frame.fn === null) return new AttributeDict(frame.module);
  const names = frame.home === frame ? frame.fn?.code.names?.() : undefined;
  if (names === undefined)
    return new PyDict(
      undefined,
      new Map(),
      cx.unknown('unmodelled', 'locals() in a comprehension is not modelled').why,
    );
  const bound: [string, Value][] = [];
  for (const [name, slot] of names) {
    const value = frame.slots[slot];
    if (value !== undefined) bound.push([name, value]);
  }
  return PyDict.of(bound);
}

export function builtinFunctions(): NativeFn[] {
  return [
    freeRaw('print', (cx, args) => {
      cx.tick(args.pos.length);
      const given = args.kw.get('file');
      const file = given === undefined || given instanceof Unknown ? null : given;
      if (given instanceof Unknown || (file === null && cx.options.print === undefined)) return null;
      const separator = args.kw.get('sep');
      const end = args.kw.get('end');
      const text = args.pos.map(value => cx.str(value)).join(typeof separator === 'string' ? separator : ' ');
      const whole = text + (typeof end === 'string' ? end : '\n');
      if (file !== null)
        cx.callMethod(
          file,
          'write',
          cx.whyUnknown(...args.pos) === null ? whole : cx.passOn('str', cx.firstUnknown(...args.pos)),
        );
      else cx.print(whole);
      return null;
    }),
    free('len', 'obj, /', (cx, a) => lengthOf(cx, a.get('obj'))),
    free('abs', 'x, /', (cx, a) => absValue(cx, a.get('x'))),
    free('round', 'number, ndigits=None', (cx, a) => roundValue(cx, a.get('number'), a.get('ndigits'))),
    free('pow', 'base, exp, mod=None', (cx, a) => {
      const [base, exp, mod] = [plain(a.get('base')), plain(a.get('exp')), plain(a.get('mod'))];
      if (mod === null) return cx.binary('**', base, exp);
      if ([base, exp, mod].every(x => typeof x === 'number' || typeof x === 'bigint')) {
        if ((exp as Int) < 0) return cx.unknown('unmodelled', 'modular inverses are not modelled');
        cx.tick(Math.ceil((bitLength(exp as Int) * (1 + bitLength(mod as Int) / 256) ** 2) / 16));
        return cx.guardNumbers(() => powModInt(base as Int, exp as Int, mod as Int));
      }
      return cx.passOn('int', cx.firstUnknown(base, exp, mod));
    }),
    free('divmod', 'a, b, /', (cx, a) => divmod(cx, a.get('a'), a.get('b'))),
    freeRaw('min', (cx, args) => extreme(cx, args, '<')),
    freeRaw('max', (cx, args) => extreme(cx, args, '>')),
    free('sum', 'iterable, /, start=0', (cx, a) => sumOf(cx, a.get('iterable'), a.get('start'))),
    free('any', 'iterable, /', (cx, a) => search(cx, a.get('iterable'), true)),
    free('all', 'iterable, /', (cx, a) => search(cx, a.get('iterable'), false)),
    freeRaw('map', (cx, args) => {
      const [fn, ...sources] = args.pos;
      if (fn === undefined || sources.length === 0)
        throw cx.error('TypeError', 'map() must have at least two arguments.');
      return new MapStream(cx, fn, sources);
    }),
    freeRaw('zip', (cx, args) => new ZipStream(cx, args.pos, args.kw.get('strict') === true)),
    free('filter', 'function, iterable, /', (cx, a) => new FilterStream(cx, a.get('function'), a.get('iterable'))),
    free('enumerate', 'iterable, start=0', (cx, a) => new EnumerateStream(cx, a.get('iterable'), a.get('start'))),
    free('reversed', 'sequence, /', (cx, a) => {
      const value = a.get('sequence');
      const own = cx.special(value, '__reversed__');
      if (own !== undefined && !cx.isUnknown(own)) return cx.call(own, Args.none);
      if (value instanceof PyList || value instanceof PyTuple) return new SequenceIterator(cx, value, -1);
      if (value instanceof PyDict) {
        return new SequenceIterator(cx, { items: [...value.map.values()].map(entry => entry.key).reverse() });
      }
      const items = cx.collect(value);
      if (items === null) return cx.passOn(null, value);
      return new SequenceIterator(cx, { items: items.reverse() });
    }),
    free('sorted', 'iterable, /, *, key=None, reverse=False', (cx, a) => {
      const items = cx.collect(a.get('iterable'));
      const reverse = cx.truth(a.get('reverse'));
      const sorted = items === null || reverse === undefined ? null : sortValues(cx, items, a.get('key'), reverse);
      if (sorted !== null) return new PyList(sorted);
      return new PyList([], undefined, cx.whyOf(a.get('iterable')));
    }),
    free('isinstance', 'obj, cls, /', (cx, a) => {
      const [object, cls] = [a.get('obj'), a.get('cls')];
      const is = cx.isInstance(object, cls);
      if (is !== undefined) return is;
      const result = cx.passOn('bool', cx.firstUnknown(object, cls));
      return object instanceof Unknown ? instanceClaim(cx, object, cls, result) : result;
    }),
    free('issubclass', 'cls, info, /', (cx, a) => {
      const [cls, info] = [a.get('cls'), a.get('info')];
      const is = cx.isSubclass(cls, info);
      if (is !== undefined) return is;
      const why = cx.whyUnknown(cls, info);
      return why === null ? cx.unknown('unmodelled', 'a base class is not known', 'bool') : cx.unknownFor(why, 'bool');
    }),
    free('getattr', 'object, name, default=..., /', (cx, a) =>
      getattrOf(cx, a.get('object'), a.get('name'), a.given('default') ? a.get('default') : undefined),
    ),
    free('setattr', 'object, name, value, /', (cx, a) => {
      const name = a.get('name');
      if (typeof name === 'string') cx.setAttr(a.get('object'), name, a.get('value'));
      else if (name instanceof Unknown) cx.forgetAttributes(a.get('object'), name.why);
      else throw cx.error('TypeError', 'attribute name must be string');
      return null;
    }),
    free('delattr', 'object, name, /', (cx, a) => {
      const name = a.get('name');
      if (typeof name === 'string') cx.setAttr(a.get('object'), name, undefined);
      return null;
    }),
    free('hasattr', 'object, name, /', (cx, a) => {
      const [object, name] = [a.get('object'), a.get('name')];
      if (typeof name !== 'string') return cx.passOn('bool', name);
      if (object instanceof Unknown || object instanceof Sym) return cx.passOn('bool', object);
      return attributeOr(
        cx,
        object,
        name,
        // An attribute that may come from what is not known may be missing as well.
        value =>
          value instanceof Unknown && !(object instanceof PyObj && object.attrs?.has(name) === true)
            ? cx.passOn('bool', value)
            : true,
        () => false,
      );
    }),
    free('callable', 'object, /', (cx, a) => {
      const value = a.get('object');
      if (value instanceof Unknown || value instanceof Sym) return cx.passOn('bool', value);
      if (
        value instanceof PyClass ||
        value instanceof PyFunction ||
        value instanceof NativeFn ||
        value instanceof BoundMethod
      )
        return true;
      return value instanceof PyObj && cx.special(value, '__call__') !== undefined;
    }),
    free('iter', 'iterable, sentinel=..., /', (cx, a) => {
      if (a.given('sentinel'))
        return lazy(cx, 'callable_iterator', untilSentinel(cx, a.get('iterable'), a.get('sentinel')));
      const iterator = cx.iterate(a.get('iterable'));
      return iterator instanceof PyIterator ? iterator : cx.unknown('unmodelled', 'the iterator is not modelled');
    }),
    free('next', 'iterator, default=..., /', (cx, a) =>
      nextOf(cx, a.get('iterator'), a.given('default') ? a.get('default') : undefined),
    ),
    free('repr', 'obj, /', (cx, a) => textOf(cx, a.get('obj'), () => cx.repr(a.get('obj')))),
    free('ascii', 'obj, /', (cx, a) => textOf(cx, a.get('obj'), () => asciiOf(cx.repr(a.get('obj'))))),
    free('format', "value, spec='', /", (cx, a) =>
      textOf(cx, a.get('value'), () => cx.format(a.get('value'), a.get('spec') as string)),
    ),
    free('id', 'obj, /', (cx, a) => {
      const value = a.get('obj');
      return value instanceof PyObj && !(value instanceof Unknown)
        ? 0x7f0000000000 + identityOf(value) * 16
        : cx.unknown('random', 'ids differ from run to run', 'int');
    }),
    free('hash', 'obj, /', (cx, a) => cx.hash(a.get('obj'))),
    free('ord', 'c, /', (cx, a) => {
      const value = plain(a.get('c'));
      const code = typeof value === 'string' && characters(value).length === 1 ? value.codePointAt(0) : undefined;
      if (code !== undefined) return code;
      if (value instanceof Unknown) return cx.passOn('int', value);
      throw cx.error('TypeError', 'ord() expected a character');
    }),
    free('chr', 'i, /', (cx, a) => {
      const value = plain(a.get('i'));
      if (typeof value === 'number' && value >= 0 && value <= 0x10ffff) return String.fromCodePoint(value);
      if (typeof value !== 'number') return cx.passOn('str', value);
      throw cx.error('ValueError', 'chr() arg not in range(0x110000)');
    }),
    ...(['bin', 'oct', 'hex'] as const).map(name =>
      free(name, 'x, /', (cx, a) => {
        const value = plain(a.get('x'));
        if (typeof value !== 'number' && typeof value !== 'bigint') return cx.passOn('str', value);
        const [prefix, radix] = name === 'bin' ? ['0b', 2] : name === 'oct' ? ['0o', 8] : ['0x', 16];
        const big = BigInt(value);
        return `${big < 0n ? '-' : ''}${prefix}${(big < 0n ? -big : big).toString(Number(radix))}`;
      }),
    ),
    free('vars', 'obj=None, /', (cx, a) => {
      const value = a.get('obj');
      if (!a.given('obj')) return localsOf(cx);
      if (value instanceof PyObj && value.attrs !== null) return new AttributeDict(value);
      if (value instanceof Unknown) return new PyDict(undefined, new Map(), value.why);
      throw cx.error('TypeError', 'vars() argument must have __dict__ attribute');
    }),
    free('globals', '', cx => {
      const frame = cx.flight?.frame;
      return frame === undefined ? new PyDict() : new AttributeDict(frame.module);
    }),
    free('locals', '', cx => localsOf(cx)),
    free('dir', 'obj=None, /', (cx, a) => dirOf(cx, a.given('obj') ? a.get('obj') : (cx.flight?.frame.module ?? null))),
    freeRaw('input', cx => cx.unknown('data-dependent', 'what is typed at input() is not known', 'str')),
    freeRaw('open', (inner, args) => {
      const cx = inner as Machine;
      const io = cx.modules.find('io');
      const open = io && cx.getAttr(io, 'open');
      return open === undefined ? cx.unknown('unmodelled', 'files are not read', 'file') : cx.call(open, args);
    }),
    free('exec', 'source, globals=None, locals=None, /, *, closure=None', (cx, a) =>
      execText(cx, a.get('source'), { globals: a.get('globals'), locals: a.get('locals') }),
    ),
    free('eval', 'source, globals=None, locals=None, /', (cx, a) =>
      evalText(cx, a.get('source'), { globals: a.get('globals'), locals: a.get('locals') }),
    ),
    freeRaw('compile', cx => cx.unknown('unmodelled', 'compile() is not interpreted')),
    freeRaw('__import__', (cx, args) => {
      const name = args.pos[0];
      const module = typeof name === 'string' ? cx.modules.find(name) : undefined;
      return module === undefined ? cx.unknown('import-not-found', 'the module is not known here') : module;
    }),
    freeRaw('breakpoint', () => null),
  ];
}

/** iter(f, sentinel): what f gives until it gives the sentinel. */
function* untilSentinel(cx: Machine, fn: Value, sentinel: Value): Generator<Value | typeof REST, void, Value> {
  for (;;) {
    const item = cx.call(fn, Args.none);
    const ends = cx.equals(item, sentinel);
    if (ends === undefined) yield REST;
    if (ends !== false) return;
    yield item;
  }
}

/** A text that depends on an unknown value is unknown. */
function textOf(cx: Machine, value: Value, make: () => Value): Value {
  const why = cx.whyUnknown(value);
  if (why !== null) return cx.unknownFor(why, 'str');
  if (value instanceof Sym) return cx.passOn('str', value);
  return make();
}

/** divmod(a, b). @throws PyRaise (ZeroDivisionError) */
function divmod(cx: Machine, a: Value, b: Value): Value {
  if (a instanceof PyInstance && a.primitive === undefined) {
    const own = cx.callMethod(a, '__divmod__', b);
    if (own !== undefined && own !== cx.notImplemented) return own;
  }
  const [x, y] = [plainNumber(a), plainNumber(b)];
  const isFloat = x instanceof PyFloat || y instanceof PyFloat;
  if (isFloat && x !== undefined && (y instanceof PyFloat ? y.value === 0 : y === 0))
    throw cx.error('ZeroDivisionError', 'float divmod()');
  return new PyTuple([cx.binary('//', a, b), cx.binary('%', a, b)]);
}
