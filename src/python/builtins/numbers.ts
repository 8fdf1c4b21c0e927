import { asFloat, plainNumber } from '../arithmetic.js';
import type { PyClass, Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { ClassMethod } from '../function.js';
import { Args, type BoundArgs } from '../native.js';
import * as num from '../number.js';
import { plain } from '../operators.js';
import { PyBytes, PyFloat, PyInstance, PyTuple, Sym, T, Unknown } from '../value.js';
import { free, getter, maker, method } from './define.js';

/** The plain value, as an instance of a subclass where one is being made. */
export function inClass(cls: Value, base: PyClass, value: Value): Value {
  if (cls === base || value instanceof Unknown || value instanceof Sym) return value;
  return new PyInstance(cls as PyClass, value);
}

/** int(x). @throws PyRaise */
export function toInt(cx: Machine, given: Value, base: Value | undefined): Value {
  const value = plain(given);
  if (value instanceof Unknown) return cx.unknownFor(value.why, 'int');
  if (typeof value === 'string') {
    if (base instanceof Unknown) return cx.unknownFor(base.why, 'int');
    const parsed = num.parseIntText(value, typeof base === 'number' ? base : 10);
    if (parsed !== undefined) return parsed;
    throw cx.error(
      'ValueError',
      `invalid literal for int() with base ${typeof base === 'number' ? base : 10}: ${cx.repr(value)}`,
    );
  }
  const number = plainNumber(value);
  if (number instanceof PyFloat) return cx.guardNumbers(() => num.floatToInt(number.value));
  if (number !== undefined) return number;
  for (const name of ['__int__', '__index__', '__trunc__']) {
    const result = cx.callMethod(value, name);
    if (result !== undefined) return result;
  }
  throw cx.error(
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${cx.classOf(value).name}'`,
  );
}

/** float(x). @throws PyRaise */
export function toFloat(cx: Machine, given: Value): Value {
  const value = plain(given);
  if (value instanceof Unknown) return cx.unknownFor(value.why, 'float');
  if (value instanceof Sym) return cx.passOn('float', value);
  if (typeof value === 'string') {
    const parsed = num.parseFloatText(value);
    if (parsed !== undefined) return new PyFloat(parsed);
    throw cx.error('ValueError', `could not convert string to float: ${cx.repr(value)}`);
  }
  const number = plainNumber(value);
  if (number !== undefined && !(number instanceof Sym)) return cx.guardNumbers(() => new PyFloat(asFloat(number)));
  const result = cx.callMethod(value, '__float__');
  if (result !== undefined) return result;
  throw cx.error('TypeError', `float() argument must be a string or a real number, not '${cx.classOf(value).name}'`);
}

export function defineNumbers(): void {
  maker(T.int, 'cls, x=0, /, base=None', (cx, a) => inClass(a.get('cls'), T.int, toInt(cx, a.get('x'), a.get('base'))));
  maker(T.float, 'cls, x=0, /', (cx, a) => inClass(a.get('cls'), T.float, toFloat(cx, a.get('x'))));
  maker(T.bool, 'cls, x=False, /', (cx, a) => {
    const truth = cx.truth(a.get('x'));
    return truth === undefined ? cx.passOn('bool', a.get('x')) : truth;
  });
  method(T.int, 'bit_length', 'self', (_cx, a) => num.bitLength(plain(a.get('self')) as num.Int));
  method(T.int, 'conjugate', 'self', (_cx, a) => a.get('self'));
  method(T.int, 'as_integer_ratio', 'self', (_cx, a) => new PyTuple([a.get('self'), 1]));
  method(T.int, 'bit_count', 'self', (_cx, a) => {
    const value = BigInt(plain(a.get('self')) as num.Int);
    return (value < 0n ? -value : value).toString(2).replaceAll('0', '').length;
  });
  method(T.int, 'to_bytes', "self, length=1, byteorder='big', *, signed=False", toBytes);
  T.int.dict.set(
    'from_bytes',
    new ClassMethod(free('from_bytes', "cls, bytes, byteorder='big', *, signed=False", fromBytes)),
  );
  method(T.int, '__index__', 'self', (_cx, a) => plain(a.get('self')));
  for (const [name, value] of [
    ['real', (self: Value) => plain(self)],
    ['imag', () => 0],
    ['numerator', (self: Value) => plain(self)],
    ['denominator', () => 1],
  ] as const) {
    getter(T.int, name, (_cx, self) => value(self));
  }
  method(T.float, 'as_integer_ratio', 'self', (cx, a) => {
    const { value } = plain(a.get('self')) as PyFloat;
    if (!Number.isFinite(value))
      throw Number.isNaN(value)
        ? cx.error('ValueError', 'cannot convert NaN to integer ratio')
        : cx.error('OverflowError', 'cannot convert Infinity to integer ratio');
    // Doubling is exact; a double is an int after at most 1,074 times.
    let [top, bottom] = [value, 1n];
    while (!Number.isInteger(top)) [top, bottom] = [top * 2, bottom * 2n];
    return new PyTuple([num.norm(BigInt(top)), num.norm(bottom)]);
  });
  method(T.float, 'is_integer', 'self', (_cx, a) => Number.isInteger((plain(a.get('self')) as PyFloat).value));
  getter(T.float, 'real', (_cx, self) => self);
}

/** round(x, n) */
export function roundValue(cx: Machine, given: Value, digits: Value): Value {
  const value = plain(given);
  if (value instanceof Unknown || digits instanceof Unknown)
    return cx.passOn(null, value instanceof Unknown ? value : digits);
  const number = plainNumber(value);
  const n = plainNumber(digits);
  if (number instanceof Sym) return digits === null ? number : cx.passOn('int', number);
  if (number === undefined) {
    const result = digits === null ? cx.callMethod(value, '__round__') : cx.callMethod(value, '__round__', digits);
    if (result !== undefined) return result;
    throw cx.error('TypeError', `type ${cx.classOf(value).name} doesn't define __round__ method`);
  }
  return cx.guardNumbers(() => {
    if (number instanceof PyFloat) {
      if (digits === null) return num.roundFloatToInt(number.value);
      if (typeof n === 'number' || typeof n === 'bigint') return new PyFloat(num.roundFloat(number.value, n));
    } else {
      if (digits === null) return number;
      if (typeof n === 'number' || typeof n === 'bigint') return num.roundInt(number, n);
    }
    throw cx.error('TypeError', `'${cx.classOf(digits).name}' object cannot be interpreted as an integer`);
  });
}

/** abs(x) */
export function absValue(cx: Machine, given: Value): Value {
  const value = plain(given);
  const number = plainNumber(value);
  if (number instanceof PyFloat) return new PyFloat(Math.abs(number.value));
  if (number instanceof Sym || value instanceof Unknown) return cx.passOn('int', value);
  if (number !== undefined) return num.absInt(number);
  const method = cx.special(value, '__abs__');
  if (method !== undefined) return cx.call(method, Args.none);
  throw cx.error('TypeError', `bad operand type for abs(): '${cx.classOf(value).name}'`);
}

/** int.to_bytes. @throws PyRaise (OverflowError) where it does not fit */
function toBytes(cx: Machine, a: BoundArgs): Value {
  const [self, length, order] = [plain(a.get('self')), plain(a.get('length')), a.get('byteorder')];
  const isInt = typeof self === 'number' || typeof self === 'bigint' || typeof self === 'boolean';
  if (!isInt || typeof length !== 'number' || typeof order !== 'string')
    return cx.passOn(null, cx.firstUnknown(self, length, order));
  if (length < 0) throw cx.error('ValueError', 'length argument must be non-negative');
  checkOrder(cx, order);
  cx.tick(length >> 3);
  const value = BigInt(self);
  const signed = a.get('signed') === true;
  if (value < 0n && !signed) throw cx.error('OverflowError', "can't convert negative int to unsigned");
  const bits = num.bitLength(num.norm(value < 0n ? -value - 1n : value)) + (signed ? 1 : 0);
  if (bits > length * 8) throw cx.error('OverflowError', 'int too big to convert');
  let rest = BigInt.asUintN(length * 8, value);
  const digits: string[] = [];
  for (let i = 0; i < length; i++, rest >>= 8n) digits.push(String.fromCharCode(Number(rest & 255n)));
  return new PyBytes((order === 'little' ? digits : digits.reverse()).join(''));
}

/** int.from_bytes: of bytes, or of an iterable of ints. */
function fromBytes(cx: Machine, a: BoundArgs): Value {
  const [given, order] = [a.get('bytes'), a.get('byteorder')];
  const items = given instanceof PyBytes ? [...given.value].map(byte => byte.charCodeAt(0)) : cx.collect(given);
  if (items === null || typeof order !== 'string') return cx.passOn('int', cx.firstUnknown(given, order));
  checkOrder(cx, order);
  cx.tick(items.length >> 3);
  let value = 0n;
  for (const byte of order === 'little' ? [...items].reverse() : items) {
    if (typeof byte !== 'number') return cx.passOn('int', byte);
    if (byte < 0 || byte > 255) throw cx.error('ValueError', 'bytes must be in range(0, 256)');
    value = (value << 8n) | BigInt(byte);
  }
  return num.norm(a.get('signed') === true ? BigInt.asIntN(items.length * 8, value) : value);
}

function checkOrder(cx: Machine, order: string): void {
  if (order !== 'little' && order !== 'big') throw cx.error('ValueError', "byteorder must be either 'little' or 'big'");
}
