import { free } from '../python/builtins/define.js';
import type { Interp } from '../python/interp.js';
import type { PyClass, Value } from '../python/klass.js';
import type { NativeFn } from '../python/native.js';
import { PyFloat, PyList, PyTuple } from '../python/value.js';
import { arrayBinary, arrayUnary } from './numpy/arrayMath.js';
import { arrayOf } from './numpy/arrayTypes.js';
import { reduced } from './numpy/arrayMethods.js';
import { elementwise } from './torch/elementwise.js';
import { ofType, ofValues, MOST_ELEMENTS } from './contents.js';
import { Tensor } from './tensor.js';

/** NumPy's functions of a number: a float, whatever the number's type. */
const OF_ONE: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  tanh: Math.tanh,
  ceil: Math.ceil,
  floor: Math.floor,
};

function numberOf(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : value instanceof PyFloat ? value.value : undefined;
}

function notKnown(cx: Interp, name: string, ...values: Value[]): Value {
  const why = cx.whyUnknown(...values);
  return cx.unknown(why?.code ?? 'unmodelled', why?.message ?? `numpy.${name} of these values is not modelled`);
}

/** Whole results of whole numbers that are exact: as NumPy's int64, but never past what a float holds exactly. */
function whole(x: number): Value | undefined {
  return Number.isSafeInteger(x) ? x + 0 : undefined;
}

/** The function of each element of an array, or of a list as one. JAX' arrays have no known elements. */
function applied(cx: Interp, name: string, x: Value, array: PyClass): Tensor {
  const its = arrayOf(cx, x);
  return new Tensor(its.shape, its.whyUnknown, array).holding(arrayUnary(name, its));
}

/**
 * NumPy's arithmetic where it is used for sizes: on plain numbers, and for the shape where it is on arrays. What is made of
 * other values is unknown.
 */
export function numpyMath(array: PyClass): Map<string, NativeFn> {
  const made = new Map<string, NativeFn>();
  for (const [name, compute] of Object.entries(OF_ONE))
    made.set(
      name,
      free(name, 'x, *args, **kwargs', (cx, a) => {
        const x = a.get('x');
        const value = numberOf(x);
        if (value !== undefined && !Number.isNaN(compute(value))) return new PyFloat(compute(value));
        return x instanceof Tensor || x instanceof PyList || x instanceof PyTuple
          ? applied(cx, name, x, array)
          : notKnown(cx, name, x);
      }),
    );
  made.set(
    'power',
    free('power', 'x1, x2, *args, **kwargs', (cx, a) => {
      const [x, y] = [a.get('x1'), a.get('x2')];
      const [base, exponent] = [numberOf(x), numberOf(y)];
      if ((base === undefined || exponent === undefined) && (x instanceof Tensor || y instanceof Tensor)) {
        const [a, b] = [arrayOf(cx, x), arrayOf(cx, y)];
        const result = elementwise(cx, a, b);
        return result instanceof Tensor ? result.holding(arrayBinary('pow', a, b, result)) : result;
      }
      if (base === undefined || exponent === undefined) return notKnown(cx, 'power', x, y);
      if (typeof x !== 'number' || typeof y !== 'number') return new PyFloat(base ** exponent);
      return (exponent >= 0 ? whole(base ** exponent) : undefined) ?? notKnown(cx, 'power');
    }),
  );
  for (const [name, start, step] of [
    ['prod', 1, (p: number, x: number) => p * x],
    ['sum', 0, (p: number, x: number) => p + x],
  ] as const)
    made.set(
      name,
      free(name, 'a, *args, **kwargs', (cx, a) => {
        const given = a.get('a');
        if (given instanceof Tensor || a.rest.length > 0 || a.extra.size > 0) {
          const its = arrayOf(cx, given);
          const [axis, type] = [a.rest[0] ?? a.extra.get('axis') ?? null, a.rest[1] ?? a.extra.get('dtype') ?? null];
          if (!its.shape) return notKnown(cx, name, given);
          return reduced(cx, name, its, axis, a.extra.get('keepdims') ?? false, type);
        }
        // A number is an array without axes.
        if (typeof given === 'number' || given instanceof PyFloat) return given;
        if (typeof given === 'boolean') return Number(given);
        const items = cx.collect(given);
        if (items === null) return notKnown(cx, name, given);
        let total: number = start;
        for (const item of items) {
          if (typeof item !== 'number') return notKnown(cx, name, given);
          total = step(total, item);
        }
        // The product of no numbers is a float.
        return items.length === 0 ? new PyFloat(total) : (whole(total) ?? notKnown(cx, name));
      }),
    );
  made.set(
    'linspace',
    free('linspace', 'start, stop, num=50, **kwargs', (cx, a) => {
      const [start, stop] = [numberOf(a.get('start')), numberOf(a.get('stop'))];
      const count = a.get('num');
      if (typeof count !== 'number' || count < 0 || a.extra.size > 0)
        return notKnown(cx, 'linspace', a.get('start'), a.get('stop'), count);
      const result = new Tensor([count], undefined, array);
      if (start === undefined || stop === undefined || count > MOST_ELEMENTS) return result.holding(ofType('float64'));
      cx.tick(count);
      const by = count > 1 ? (stop - start) / (count - 1) : 0;
      const values = Array.from({ length: count }, (_, i) => (i > 0 && i === count - 1 ? stop : i * by + start));
      return result.holding(ofValues('float64', values));
    }),
  );
  return made;
}
