import { chargeSearch, chargeText } from './charge.js';
import { Choice, choose } from './choice.js';
import { claimed } from './claims.js';
import { compareNumbers, plainNumber } from './arithmetic.js';
import { dictGet, splitKey } from './dicts.js';
import { hashKey, UNDECIDED } from './hash.js';
import type { CompareOp } from './interp.js';
import { REST } from './interp.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { Args } from './native.js';
import { compareAssuming, type Comparison } from './sym/assume.js';
import type { PyClass } from './value.js';
import {
  PyBytes,
  PyDict,
  PyFloat,
  PyInstance,
  PyList,
  PyObj,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  Sym,
  T,
  Unknown,
} from './value.js';
import { sameScalar } from './join.js';

import { plain, truth, tryMethod } from './operators.js';

const COMPARISONS: Readonly<Record<'==' | '!=' | '<' | '<=' | '>' | '>=', readonly [string, string]>> = {
  '==': ['__eq__', '__eq__'],
  '!=': ['__ne__', '__ne__'],
  '<': ['__lt__', '__gt__'],
  '<=': ['__le__', '__ge__'],
  '>': ['__gt__', '__lt__'],
  '>=': ['__ge__', '__le__'],
};

export function compare(cx: Machine, op: CompareOp, a: Value, b: Value): Value {
  if (cx.uncertain) {
    if (a instanceof Choice) return choose(cx, a, one => compare(cx, op, one, b));
    if (b instanceof Choice) return choose(cx, b, one => compare(cx, op, a, one));
  }
  const result = compareAny(cx, op, a, b);
  return result instanceof Unknown ? claimed(cx, op, a, b, result) : result;
}

function compareAny(cx: Machine, op: CompareOp, a: Value, b: Value): Value {
  switch (op) {
    case 'is':
    case 'is not': {
      const same = identical(a, b);
      return same === undefined ? cx.unknownFor(cx.whyOf(a, b), 'bool') : op === 'is' ? same : !same;
    }
    case 'in':
    case 'not in': {
      if (b instanceof PyDict && b.maybe !== undefined) {
        return splitKey(cx, b, a, () => {
          const found = contains(cx, b, a);
          return found === undefined ? cx.unknownFor(cx.whyOf(a, b), 'bool') : op === 'in' ? found : !found;
        });
      }
      const found = contains(cx, b, a);
      return found === undefined ? cx.unknownFor(cx.whyOf(a, b), 'bool') : op === 'in' ? found : !found;
    }
    default:
      return order(cx, op, a, b);
  }
}

/** Small ints and equal strings are identical here, as they nearly always are in CPython. */
function identical(a: Value, b: Value): boolean | undefined {
  if (a === b) return a instanceof Sym || a instanceof Unknown ? (a instanceof Unknown ? undefined : true) : true;
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const) {
    if (x instanceof Sym)
      return y === null || typeof y === 'boolean'
        ? undefined
        : y instanceof PyObj && !(y instanceof Unknown)
          ? undefined
          : undefined;
    // A value of a known kind is not None.
    if (x instanceof PyObj && x.isJoined && y instanceof PyObj) return undefined;
    if (x instanceof Unknown) return y === null && x.hint !== null && x.hint !== 'module' ? false : undefined;
  }
  return false;
}

function order(cx: Machine, op: '==' | '!=' | '<' | '<=' | '>' | '>=', a: Value, b: Value): Value {
  const quick = orderPlain(cx, op, plain(a), plain(b));
  const [direct, reflected] = COMPARISONS[op];
  if (a instanceof PyObj || b instanceof PyObj) {
    const first = isOverridden(cx, a) ? tryMethod(cx, a, direct, b) : undefined;
    if (first !== undefined) return first;
    if (op === '!=' && isOverridden(cx, a)) {
      // object.__ne__ is the opposite of __eq__.
      const equal = tryMethod(cx, a, '__eq__', b);
      if (equal !== undefined) return negate(cx, equal);
    }
    const second = isOverridden(cx, b) ? tryMethod(cx, b, reflected, a) : undefined;
    if (second !== undefined) return op === '!=' ? second : second;
  }
  if (quick !== undefined) return quick;
  if (a instanceof Unknown || b instanceof Unknown || a instanceof Sym || b instanceof Sym) {
    return cx.unknownFor(cx.whyOf(a, b), 'bool');
  }
  if (op === '==' || op === '!=') return (a === b) === (op === '==');
  throw cx.error(
    'TypeError',
    `'${op}' not supported between instances of '${cx.classOf(a).name}' and '${cx.classOf(b).name}'`,
  );
}

/** Whether the value's class may have comparison methods of its own. */
function isOverridden(cx: Machine, value: Value): boolean {
  return value instanceof PyObj && !(value instanceof Unknown) && !BASIC.has(cx.classOf(value));
}

const BASIC: ReadonlySet<PyClass> = new Set([
  T.float,
  T.list,
  T.tuple,
  T.dict,
  T.set,
  T.frozenset,
  T.range,
  T.slice,
  T.bytes,
  T.function,
  T.builtin_function,
  T.method,
  T.module,
  T.NoneType,
]);

function negate(cx: Machine, value: Value): Value {
  const known = truth(cx, value);
  return known === undefined ? value : !known;
}

function verdict(op: string, sign: number | undefined): boolean {
  if (sign === undefined) return op === '!=';
  switch (op) {
    case '==':
      return sign === 0;
    case '!=':
      return sign !== 0;
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return sign > 0;
    default:
      return sign >= 0;
  }
}

/** Comparison of built-in values; undefined for others. */
function orderPlain(cx: Machine, op: '==' | '!=' | '<' | '<=' | '>' | '>=', a: Value, b: Value): Value | undefined {
  const x = plainNumber(a);
  const y = plainNumber(b);
  if (x !== undefined && y !== undefined) {
    if (x instanceof Sym || y instanceof Sym) return symbolicOrder(cx, op, x, y);
    return verdict(op, compareNumbers(x, y));
  }
  if (typeof a === 'string' && typeof b === 'string') {
    chargeText(cx, Math.min(a.length, b.length));
    return verdict(op, compareText(a, b));
  }
  if (a instanceof PyBytes && b instanceof PyBytes) return verdict(op, compareText(a.value, b.value));
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    return orderSequences(cx, op, a, b);
  }
  if (a instanceof PySet && b instanceof PySet) return orderSets(cx, op, a, b);
  if (op !== '==' && op !== '!=') return undefined;
  const equal = equalPlain(cx, a, b);
  if (equal === 'unknown') return cx.unknownFor(cx.whyOf(a, b), 'bool');
  return equal === undefined ? undefined : equal === (op === '==');
}

function equalPlain(cx: Machine, a: Value, b: Value): boolean | 'unknown' | undefined {
  if (a === null || b === null) {
    const other = a === null ? b : a;
    if (other instanceof Sym) return 'unknown';
    return other instanceof Unknown
      ? other.hint !== null && other.hint !== 'module'
        ? false
        : 'unknown'
      : a === b
        ? true
        : other instanceof PyObj
          ? undefined
          : false;
  }
  if (a instanceof Unknown || b instanceof Unknown) return 'unknown';
  if (a instanceof Sym || b instanceof Sym) return 'unknown';
  if (a instanceof PyDict && b instanceof PyDict) return equalDicts(cx, a, b);
  if (a instanceof PyRange && b instanceof PyRange) return hashKey(cx, a) === hashKey(cx, b);
  if (a instanceof PySlice && b instanceof PySlice) return sameScalar(a, b);
  if (!(a instanceof PyObj) || !(b instanceof PyObj)) {
    return a instanceof PyInstance || b instanceof PyInstance ? undefined : a === b;
  }
  return undefined;
}

function symbolicOrder(
  cx: Machine,
  op: Comparison,
  x: ReturnType<typeof plainNumber>,
  y: ReturnType<typeof plainNumber>,
): Value {
  const unknown = (): Value =>
    cx.unknown('argument-required', 'the comparison depends on a size that is not given', 'bool');
  if (typeof x === 'bigint' || typeof y === 'bigint' || x instanceof PyFloat || y instanceof PyFloat) return unknown();
  if (x === undefined || y === undefined) return unknown();
  const known = compareAssuming(op, x, y);
  return known ?? unknown();
}

/** By code points, which UTF-16 units are not beyond the first plane. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!/[\ud800-\udfff]/.test(a + b)) return a < b ? -1 : 1;
  const x = [...a];
  const y = [...b];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const d = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (d !== 0) return d;
  }
  return x.length - y.length;
}

function orderSequences(
  cx: Machine,
  op: '==' | '!=' | '<' | '<=' | '>' | '>=',
  a: PyList | PyTuple,
  b: PyList | PyTuple,
): Value {
  const open = (a instanceof PyList ? a.open : null) ?? (b instanceof PyList ? b.open : null);
  if (open !== null) return cx.unknownFor(open, 'bool');
  const n = Math.min(a.items.length, b.items.length);
  cx.tick(n >> 3);
  if ((op === '==' || op === '!=') && a.items.length !== b.items.length) return op === '!=';
  for (let i = 0; i < n; i++) {
    const [p, q] = [a.items[i] as Value, b.items[i] as Value];
    const same = p === q && !(p instanceof Unknown) ? true : cx.equals(p, q);
    if (same === undefined) {
      // A later pair that certainly differs decides equality.
      if (op === '==' || op === '!=') {
        for (let k = i + 1; k < n; k++) {
          if (cx.equals(a.items[k] as Value, b.items[k] as Value) === false) return op === '!=';
        }
      }
      return cx.unknownFor(cx.whyOf(p, q), 'bool');
    }
    if (!same) return op === '==' ? false : op === '!=' ? true : order(cx, op, p, q);
  }
  return verdict(op, a.items.length - b.items.length);
}

function orderSets(cx: Machine, op: string, a: PySet, b: PySet): Value {
  const open = a.open ?? b.open;
  if (open !== null) return cx.unknownFor(open, 'bool');
  cx.tick((a.map.size + b.map.size) >> 2);
  const within = (x: PySet, y: PySet): boolean => [...x.map.keys()].every(key => y.map.has(key));
  const [sub, sup] = [within(a, b), within(b, a)];
  switch (op) {
    case '==':
      return sub && sup;
    case '!=':
      return !(sub && sup);
    case '<':
      return sub && !sup;
    case '<=':
      return sub;
    case '>':
      return sup && !sub;
    default:
      return sup;
  }
}

function equalDicts(cx: Machine, a: PyDict, b: PyDict): boolean | 'unknown' {
  if (a.open !== null || b.open !== null) return 'unknown';
  if (a.map.size !== b.map.size) return false;
  cx.tick(a.map.size >> 1);
  for (const [key, entry] of a.map) {
    const other = b.map.get(key);
    if (other === undefined) return false;
    const same = cx.equals(entry.value, other.value);
    if (same !== true) return same === undefined ? 'unknown' : false;
  }
  return true;
}

export function equals(cx: Machine, a: Value, b: Value): boolean | undefined {
  if (a === b && !(a instanceof Unknown) && !(a instanceof PyFloat)) return true;
  return truth(cx, order(cx, '==', a, b));
}

/** `item in container`; undefined when it is not known. */
export function contains(cx: Machine, container: Value, item: Value): boolean | undefined {
  if (container instanceof PyObj && !(container instanceof Unknown) && !BASIC.has(container.cls)) {
    const method = cx.special(container, '__contains__');
    if (method !== undefined) return truth(cx, cx.call(method, new Args([item])));
  }
  return containsItself(cx, container, item);
}

/** What the container's builtin `__contains__` says, whatever its class defines; undefined when it is not known. */
export function containsItself(cx: Machine, container: Value, item: Value): boolean | undefined {
  if (container instanceof Unknown || container instanceof Sym) return undefined;
  const text = plain(container);
  if (typeof text === 'string') {
    const wanted = plain(item);
    if (typeof wanted === 'string') {
      chargeSearch(cx, text, wanted);
      return text.includes(wanted);
    }
    if (wanted instanceof Unknown) return undefined;
    throw cx.error('TypeError', `'in <string>' requires string as left operand, not ${cx.classOf(item).name}`);
  }
  if (container instanceof PyDict) {
    const found = dictGet(cx, container, item);
    if (found === undefined) return false;
    const key = hashKey(cx, item);
    if (key === UNDECIDED) return undefined;
    return container.map.has(key) || !(found instanceof Unknown) || found instanceof Choice ? true : undefined;
  }
  if (container instanceof PySet) {
    const key = hashKey(cx, item);
    if (key !== UNDECIDED && container.map.has(key)) return true;
    if (cx.modules.later.fill(container, item)) return containsItself(cx, container, item);
    return key === UNDECIDED
      ? container.map.size === 0 && container.open === null
        ? false
        : undefined
      : container.open === null
        ? false
        : undefined;
  }
  if (container instanceof PyRange && typeof item === 'number') {
    const offset = (item - container.start) / container.step;
    return Number.isInteger(offset) && offset >= 0 && offset < container.length;
  }
  const iterator = cx.iterate(container);
  let maybe = false;
  for (;;) {
    const next = iterator.next();
    if (next === undefined) return maybe ? undefined : false;
    if (next === REST) return undefined;
    cx.tick(1);
    const same = next === item && !(item instanceof Unknown) ? true : equals(cx, next, item);
    if (same === true) return true;
    if (same === undefined) maybe = true;
  }
}
