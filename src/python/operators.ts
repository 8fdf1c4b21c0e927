import { arithmetic, plainNumber } from './arithmetic.js';
import { lose, oneOf } from './alternatives.js';
import { decide } from './branch.js';
import { appendAll, chargeMade } from './charge.js';
import { Choice, choose } from './choice.js';
import type { BinaryOp } from './interp.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { Args, NativeFn } from './native.js';
import { invertInt, negInt } from './number.js';
import { mayHaveChanged } from './propositions.js';
import { isSeveral, settle } from './settle.js';
import { compareAssuming } from './sym/assume.js';
import * as sym from './sym/sym.js';
import { sequenceBinary, setBinary } from './sequences.js';
import { UnionType } from './unionType.js';
import {
  NOT_IMPLEMENTED,
  PyBytes,
  PyClass,
  PyDict,
  PyFloat,
  PyInstance,
  PyList,
  PyObj,
  PyRange,
  PySet,
  PyTuple,
  Sym,
  T,
  Unknown,
} from './value.js';

const METHODS: Readonly<Record<BinaryOp, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '<<': 'lshift',
  '>>': 'rshift',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
};

/** An instance of a subclass of int, str, …: the plain value; every other value itself. */
export function plain(value: Value): Value {
  return value instanceof PyInstance && value.primitive !== undefined ? value.primitive : value;
}

/** Tries `a.__op__(b)` of the type; undefined where it is missing or gives NotImplemented. */
export function tryMethod(cx: Machine, a: Value, name: string, b: Value): Value | undefined {
  if (!(a instanceof PyObj)) return undefined;
  const method = cx.special(a, name);
  if (method === undefined) return undefined;
  const result = cx.call(method, new Args([b]));
  return result === NOT_IMPLEMENTED ? undefined : result;
}

export function binary(cx: Machine, op: BinaryOp, a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = op === '+' ? a + b : op === '-' ? a - b : op === '*' ? a * b : NaN;
    // −0 would be the int 0 with a sign.
    if (Number.isSafeInteger(result)) return result + 0;
  }
  if (cx.uncertain) {
    if (isSeveral(a)) return settle(cx, a, one => binary(cx, op, one, b));
    if (isSeveral(b)) return settle(cx, b, one => binary(cx, op, a, one));
  }
  const numeric = arithmetic(cx, op, a, b);
  if (numeric !== undefined) {
    if (typeof numeric === 'bigint') chargeMade(cx, numeric, 0);
    return numeric;
  }
  if (a instanceof Unknown && !(b instanceof PyObj && special(b, `__r${METHODS[op]}__`))) return new Unknown(a.why);
  const method = METHODS[op];
  // A subclass on the right goes first when it has the reflected method.
  const [ca, cb] = [cx.classOf(a), cx.classOf(b)];
  if (ca !== cb && cb.isSubclass(ca) && cb !== ca && b instanceof PyObj && !cb.native) {
    const reflected = tryMethod(cx, b, `__r${method}__`, a);
    if (reflected !== undefined) return reflected;
  }
  const direct = tryMethod(cx, a, `__${method}__`, b);
  if (direct !== undefined) return direct;
  const x = plain(a);
  const y = plain(b);
  const builtin = x !== a || y !== b ? arithmetic(cx, op, x, y) : undefined;
  if (builtin !== undefined) return builtin;
  // A str formats and sets combine by methods of their own; +, * of sequences come after the other side's reflected method.
  const own = op === '%' ? sequenceBinary(cx, op, x, y) : setBinary(cx, op, x, y);
  if (own !== undefined) {
    if (typeof own === 'string') chargeMade(cx, own, 0);
    return own;
  }
  if (ca !== cb) {
    const reflected = tryMethod(cx, b, `__r${method}__`, a);
    if (reflected !== undefined) return reflected;
  }
  const sequence = sequenceBinary(cx, op, x, y);
  if (sequence !== undefined) return sequence;
  if (op === '|' && isTypeLike(a) && isTypeLike(b)) return UnionType.of(a, b);
  const why = cx.whyUnknown(a, b);
  if (why !== null && (a instanceof Unknown || b instanceof Unknown)) return new Unknown(why);
  throw cx.error(
    'TypeError',
    `unsupported operand type(s) for ${op === '**' ? '** or pow()' : op}: '${ca.name}' and '${cb.name}'`,
  );
}

function special(b: PyObj, name: string): boolean {
  return !(b instanceof Unknown) && b.cls.lookup(name) instanceof NativeFn;
}

function isTypeLike(value: Value): boolean {
  return (
    value === null ||
    value instanceof PyClass ||
    value instanceof UnionType ||
    (value instanceof PyObj && value.cls === T.typing)
  );
}

/** `a op= b` */
export function inPlace(cx: Machine, op: BinaryOp, a: Value, b: Value): Value {
  if (cx.uncertain) {
    if (isSeveral(a)) return settle(cx, a, one => inPlace(cx, op, one, b));
    if (isSeveral(b)) return settle(cx, b, one => inPlace(cx, op, a, one));
  }
  if (a instanceof Unknown) mayHaveChanged(a);
  if (a instanceof PyList && a.cls.native && op === '+') {
    const items = cx.collect(b);
    if (items === null) {
      cx.heap.set(a, '\0content', { items: [], open: oneOf(a.open ?? cx.whyOf(b), a.items, b) });
      return a;
    }
    cx.heap.own(a);
    cx.tick(items.length);
    if (a.open === null) appendAll(a.items, items);
    else lose(a.open, items);
    return a;
  }
  if (a instanceof PyList && op === '*' && typeof b === 'number' && a.open === null) {
    cx.tick(a.items.length * Math.max(b, 0));
    const items: Value[] = [];
    if (a.items.length > 0) for (let i = 0; i < b; i++) appendAll(items, a.items);
    cx.heap.set(a, '\0content', { items, open: null });
    return a;
  }
  if (a instanceof PyDict && op === '|') {
    cx.dictUpdate(a, b);
    return a;
  }
  if (a instanceof PySet && b instanceof PySet && a.cls !== T.frozenset) {
    const result = setBinary(cx, op, a, b);
    if (result instanceof PySet) {
      cx.heap.set(a, '\0content', { map: new Map(result.map), open: result.open });
      return a;
    }
  }
  if (a instanceof PyObj && !(a instanceof Unknown)) {
    const result = tryMethod(cx, a, `__i${METHODS[op]}__`, b);
    if (result !== undefined) return result;
  }
  return binary(cx, op, a, b);
}

export function unary(cx: Machine, op: '-' | '+' | '~', value: Value): Value {
  if (typeof value === 'number' && op === '-') return 0 - value;
  if (value instanceof Choice) return choose(cx, value, one => unary(cx, op, one));
  const own = value instanceof PyInstance && op === '~' ? cx.special(value, '__invert__') : undefined;
  if (own !== undefined) return cx.call(own, Args.none);
  const number = plainNumber(plain(value));
  if (number !== undefined) {
    if (number instanceof Sym) return op === '-' ? sym.neg(number) : op === '+' ? number : sym.sub(sym.neg(number), 1);
    if (number instanceof PyFloat) {
      if (op === '-') return new PyFloat(-number.value);
      if (op === '+') return number;
    } else return op === '-' ? negInt(number) : op === '+' ? number : invertInt(number);
  }
  if (value instanceof Unknown) return new Unknown(value.why, value.hint);
  const method = cx.special(value, op === '-' ? '__neg__' : op === '+' ? '__pos__' : '__invert__');
  if (method !== undefined) return cx.call(method, Args.none);
  throw cx.error('TypeError', `bad operand type for unary ${op}: '${cx.classOf(value).name}'`);
}

/** bool(value); undefined when it is not known. */
export function truth(cx: Machine, value: Value): boolean | undefined {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'bigint':
      return true;
    case 'string':
      return value !== '';
  }
  if (value === null) return false;
  if (value instanceof Unknown) {
    const decision = decide(cx, value);
    return typeof decision === 'boolean' ? decision : undefined;
  }
  if (value instanceof Sym) return compareAssuming('!=', value, 0) ?? undefined;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyTuple && value.cls.native) return value.items.length > 0;
  if (value instanceof PyList && value.cls.native) return value.open !== null ? undefined : value.items.length > 0;
  if (value instanceof PyDict || value instanceof PySet) {
    if (value.map.size === 0) cx.modules.later.fillAll(value);
    if (value.map.size > 0) return true;
    return value.open === null ? false : undefined;
  }
  if (value instanceof PyRange) return value.length > 0;
  if (value instanceof PyBytes) return value.value !== '';
  for (const name of ['__bool__', '__len__']) {
    const method = cx.special(value, name);
    if (method === undefined) continue;
    const result = cx.call(method, Args.none);
    return typeof result === 'boolean' || typeof result === 'number' ? Boolean(result) : undefined;
  }
  if (value instanceof PyInstance && value.primitive !== undefined) return truth(cx, value.primitive);
  if (value instanceof PyTuple || value instanceof PyList) return value.items.length > 0;
  return true;
}
