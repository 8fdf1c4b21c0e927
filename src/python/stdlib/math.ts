import { plainNumber } from '../arithmetic.js';
import { free } from '../builtins/define.js';
import { toFloat } from '../builtins/numbers.js';
import type { Value } from '../klass.js';
import { moduleTable } from '../library.js';
import type { Machine } from '../machine.js';
import type { NativeFn } from '../native.js';
import * as num from '../number.js';
import { PyFloat, PyTuple, Sym } from '../value.js';

/** The floats of the arguments, or the Unknown that one is. @throws PyRaise (TypeError) */
function floats(cx: Machine, values: readonly Value[]): number[] | Value {
  const out: number[] = [];
  for (const value of values) {
    const float = toFloat(cx, value);
    if (!(float instanceof PyFloat)) return float;
    out.push(float.value);
  }
  return out;
}

/** A function of one float; a result of NaN from a number, or of infinity from a finite one, is the error that Python raises. */
function real(name: string, compute: (x: number) => number): NativeFn {
  return free(name, 'x, /', (cx, a) => {
    const x = floats(cx, [a.get('x')]);
    if (!Array.isArray(x)) return x;
    const value = x[0] as number;
    const result = compute(value);
    if (Number.isNaN(result) && !Number.isNaN(value)) throw cx.error('ValueError', 'math domain error');
    if (!Number.isFinite(result) && Number.isFinite(value)) {
      if (name.startsWith('log')) throw cx.error('ValueError', 'math domain error');
      throw cx.error('OverflowError', 'math range error');
    }
    return new PyFloat(result);
  });
}

/** floor, ceil, trunc: ints are their own. */
function rounding(name: string, method: string, compute: (x: number) => num.Int): NativeFn {
  return free(name, 'x, /', (cx, a) => {
    const value = plainNumber(a.get('x'));
    if (value instanceof PyFloat) return cx.guardNumbers(() => compute(value.value));
    if (value !== undefined) return value;
    if (cx.isUnknown(a.get('x'))) return cx.passOn('int', a.get('x'));
    const result = cx.callMethod(a.get('x'), method);
    if (result !== undefined) return result;
    throw cx.error('TypeError', `must be real number, not ${cx.classOf(a.get('x')).name}`);
  });
}

/** A function of ints; anything symbolic makes the result unknown. */
function integers(name: string, signature: string, compute: (cx: Machine, values: bigint[]) => bigint): NativeFn {
  return free(name, signature, (cx, a) => {
    const values: bigint[] = [];
    for (const given of [...a.values.filter(value => value !== undefined), ...a.rest]) {
      const value = plainNumber(given);
      if (value instanceof Sym || cx.isUnknown(given)) return cx.passOn('int', given);
      if (typeof value !== 'number' && typeof value !== 'bigint') {
        throw cx.error('TypeError', `'${cx.classOf(given).name}' object cannot be interpreted as an integer`);
      }
      values.push(BigInt(value));
    }
    return num.norm(compute(cx, values));
  });
}

/** Charges for work that grows with the square of an int's length. */
function chargeSquare(cx: Machine, n: bigint): void {
  cx.tick(Math.ceil((num.bitLength(n) / 128) ** 2));
}

function gcd(cx: Machine, a: bigint, b: bigint): bigint {
  chargeSquare(cx, a);
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** By Newton's iteration from above, which falls until it has the root. */
function isqrt(cx: Machine, n: bigint): bigint {
  if (n < 2n) return n;
  chargeSquare(cx, n);
  let x = 1n << BigInt((num.bitLength(n) + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

function nonNegative(cx: Machine, n: bigint, what: string): bigint {
  if (n < 0n) throw cx.error('ValueError', `${what} not defined for negative values`);
  return n;
}

function factorial(cx: Machine, n: bigint): bigint {
  nonNegative(cx, n, 'factorial()');
  cx.tick(Number(n) * Number(n));
  let out = 1n;
  for (let i = 2n; i <= n; i++) out *= i;
  return out;
}

function comb(cx: Machine, n: bigint, k: bigint): bigint {
  if (k < 0n || n < 0n) throw cx.error('ValueError', 'n must be a non-negative integer');
  if (k > n) return 0n;
  const count = Number(k < n - k ? k : n - k);
  cx.tick(Math.ceil(count * (1 + (count * num.bitLength(n)) / 4096)));
  let out = 1n;
  for (let i = 0n; i < count; i++) out = (out * (n - i)) / (i + 1n);
  return out;
}

function log(cx: Machine, x: Value, base: Value | undefined): Value {
  const values = floats(cx, base === undefined ? [x] : [x, base]);
  if (!Array.isArray(values)) return values;
  const [value, by] = values as [number, number | undefined];
  if (value <= 0 || (by !== undefined && by <= 0)) throw cx.error('ValueError', 'math domain error');
  if (by === 1) throw cx.error('ZeroDivisionError', 'float division by zero');
  return new PyFloat(by === undefined ? Math.log(value) : Math.log(value) / Math.log(by));
}

const FUNCTIONS: readonly NativeFn[] = [
  real('sqrt', Math.sqrt),
  real('exp', Math.exp),
  real('expm1', Math.expm1),
  real('log2', Math.log2),
  real('log10', Math.log10),
  real('log1p', Math.log1p),
  real('sin', Math.sin),
  real('cos', Math.cos),
  real('tan', Math.tan),
  real('asin', Math.asin),
  real('acos', Math.acos),
  real('atan', Math.atan),
  real('sinh', Math.sinh),
  real('cosh', Math.cosh),
  real('tanh', Math.tanh),
  real('fabs', Math.abs),
  real('radians', x => (x * Math.PI) / 180),
  real('degrees', x => (x * 180) / Math.PI),
  rounding('floor', '__floor__', num.floorFloat),
  rounding('ceil', '__ceil__', num.ceilFloat),
  rounding('trunc', '__trunc__', num.floatToInt),
  integers('gcd', '*integers', (cx, values) => values.reduce((a, b) => gcd(cx, a, b), 0n)),
  integers('lcm', '*integers', (cx, values) =>
    values.reduce((a, b) => (a === 0n || b === 0n ? 0n : (a * b < 0n ? -(a * b) : a * b) / gcd(cx, a, b)), 1n),
  ),
  integers('factorial', 'n, /', (cx, values) => factorial(cx, values[0] as bigint)),
  integers('comb', 'n, k, /', (cx, values) => comb(cx, values[0] as bigint, values[1] as bigint)),
  integers('isqrt', 'n, /', (cx, values) => isqrt(cx, nonNegative(cx, values[0] as bigint, 'isqrt()'))),
  free('log', 'x, base=..., /', (cx, a) => log(cx, a.get('x'), a.maybe('base'))),
  ...(
    [
      ['pow', Math.pow],
      ['atan2', Math.atan2],
      ['hypot', Math.hypot],
      ['copysign', (x: number, y: number) => (Object.is(Math.sign(y), -0) || y < 0 ? -Math.abs(x) : Math.abs(x))],
      ['fmod', (x: number, y: number) => x % y],
    ] as const
  ).map(([name, compute]) =>
    free(name, 'x, y, /', (cx, a) => {
      const values = floats(cx, [a.get('x'), a.get('y')]);
      if (!Array.isArray(values)) return values;
      const result = compute(values[0] as number, values[1] as number);
      if (Number.isNaN(result) && !values.some(Number.isNaN)) throw cx.error('ValueError', 'math domain error');
      return new PyFloat(result);
    }),
  ),
  ...(
    [
      ['isnan', Number.isNaN],
      ['isinf', (x: number) => x === Infinity || x === -Infinity],
      ['isfinite', Number.isFinite],
    ] as const
  ).map(([name, test]) =>
    free(name, 'x, /', (cx, a) => {
      const values = floats(cx, [a.get('x')]);
      return Array.isArray(values) ? test(values[0] as number) : cx.passOn('bool', values);
    }),
  ),
  free('isclose', 'a, b, *, rel_tol=1e-09, abs_tol=0.0', (cx, a) => {
    const values = floats(cx, [a.get('a'), a.get('b'), a.get('rel_tol'), a.get('abs_tol')]);
    if (!Array.isArray(values)) return cx.passOn('bool', values);
    const [x, y, rel, abs] = values as [number, number, number, number];
    return (
      x === y ||
      (Number.isFinite(x) &&
        Number.isFinite(y) &&
        Math.abs(x - y) <= Math.max(rel * Math.max(Math.abs(x), Math.abs(y)), abs))
    );
  }),
  free('prod', 'iterable, /, *, start=1', (cx, a) => {
    const items = cx.collect(a.get('iterable'));
    if (items === null) return cx.passOn(null, a.get('iterable'));
    return items.reduce<Value>((product, item) => cx.binary('*', product, item), a.get('start'));
  }),
  free('modf', 'x, /', (cx, a) => {
    const values = floats(cx, [a.get('x')]);
    if (!Array.isArray(values)) return values;
    const x = values[0] as number;
    // Both parts have the sign of x; an infinity has no fraction.
    const whole = Math.trunc(x);
    const fraction = Number.isFinite(x) ? x - whole : Number.isNaN(x) ? x : 0;
    const isNegative = x < 0 || Object.is(x, -0);
    return new PyTuple([new PyFloat(fraction === 0 && isNegative ? -0 : fraction), new PyFloat(whole)]);
  }),
];

export const MATH = moduleTable({
  ...Object.fromEntries(FUNCTIONS.map(fn => [fn.name, fn])),
  pi: new PyFloat(Math.PI),
  e: new PyFloat(Math.E),
  tau: new PyFloat(2 * Math.PI),
  inf: new PyFloat(Infinity),
  nan: new PyFloat(NaN),
});
