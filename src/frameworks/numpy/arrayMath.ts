import type { Value } from '../../python/klass.js';
import { PyFloat } from '../../python/value.js';
import { isFloat, isInt, roundTo, type Contents, type Dtype } from '../contents.js';
import { Tensor } from '../tensor.js';
import { broadcastPlaces, smallSizes } from '../torch/positions.js';
import { exactSum } from '../torch/contentMath.js';
import { contentsOf, operationType } from './arrayTypes.js';

/** NumPy's arithmetic on known elements, in the element type of the result. */

type Binary = (a: number, b: number) => number | undefined;

const whole =
  (operation: Binary): Binary =>
  (a, b) =>
    Number.isInteger(a) && Number.isInteger(b) && b !== 0 ? operation(a, b) : undefined;

const ARITHMETIC: Readonly<Record<string, Binary>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  truediv: (a, b) => a / b,
  floordiv: whole((a, b) => Math.floor(a / b)),
  mod: whole((a, b) => a - b * Math.floor(a / b)),
  pow: (a, b) => (Number.isInteger(a) && Number.isInteger(b) && b >= 0 ? a ** b : undefined),
  maximum: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b)),
  minimum: (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.min(a, b)),
};

const COMPARING: Readonly<Record<string, Binary>> = {
  eq: (a, b) => Number(a === b),
  ne: (a, b) => Number(a !== b),
  lt: (a, b) => Number(a < b),
  gt: (a, b) => Number(a > b),
  le: (a, b) => Number(a <= b),
  ge: (a, b) => Number(a >= b),
};

const LOGICAL: Readonly<Record<string, Binary>> = {
  and: (a, b) => Number(a !== 0 && b !== 0),
  or: (a, b) => Number(a !== 0 || b !== 0),
  xor: (a, b) => Number((a !== 0) !== (b !== 0)),
};

/** The contents of an operation of two, of which one is an array. */
export function arrayBinary(name: string, a: Value, b: Value, output: Tensor): Contents {
  const type = operationType(a, b);
  const compare = COMPARING[name];
  if (compare) return contentsOf('bool', paired(a, b, type, compare, output));
  const logical = LOGICAL[name];
  if (logical) return contentsOf(type, type === 'bool' ? paired(a, b, type, logical, output) : null);
  const run = ARITHMETIC[name];
  if (!run || type === null) return contentsOf(null, null);
  const made = name === 'truediv' && !isFloat(type) ? 'float64' : type;
  return contentsOf(made, paired(a, b, made, run, output));
}

function paired(a: Value, b: Value, type: Dtype | null, run: Binary, output: Tensor): (number | undefined)[] | null {
  const sizes = smallSizes(output.shape);
  if (!sizes || type === null) return null;
  const [x, y] = [elements(a, sizes, type), elements(b, sizes, type)];
  return x && y ? x.map((value, i) => run(value, y[i] ?? 0)) : null;
}

function elements(value: Value, sizes: readonly number[], type: Dtype): number[] | null {
  const own = value instanceof Tensor ? smallSizes(value.shape) : [];
  const held =
    value instanceof Tensor
      ? value.values
      : typeof value === 'number' || typeof value === 'boolean'
        ? [Number(value)]
        : value instanceof PyFloat
          ? [value.value]
          : null;
  if (!own || !held) return null;
  const values: number[] = [];
  for (const place of broadcastPlaces(own, sizes)) {
    const rounded = roundTo(type, held[place] ?? 0);
    if (rounded === undefined) return null;
    values.push(rounded);
  }
  return values;
}

function halfToEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest < 0.5 || (rest === 0.5 && down % 2 === 0) ? down : down + 1;
}

/** Functions that give floats of ints; those that are exact in every build have values. */
const FLOATING: Readonly<Record<string, ((value: number) => number) | null>> = {
  sqrt: Math.sqrt,
  exp: null,
  log: null,
  log2: null,
  log10: null,
  log1p: null,
  sin: null,
  cos: null,
  tan: null,
  tanh: null,
};

/** Functions that keep the element type, also of whole numbers. */
const KEEPING: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  absolute: Math.abs,
  neg: value => 0 - value,
  negative: value => 0 - value,
  positive: value => value,
  square: value => value * value,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  rint: halfToEven,
  round: halfToEven,
};

/** The contents of a function of one array. */
export function arrayUnary(name: string, { dtype, values }: Tensor): Contents {
  const floating = FLOATING[name];
  const keep = KEEPING[name];
  if (floating !== undefined) {
    const made =
      dtype === null ? null : isFloat(dtype) ? dtype : dtype === 'int64' || dtype === 'int32' ? 'float64' : null;
    return contentsOf(made, floating === null ? null : values?.map(floating));
  }
  if (keep === undefined || dtype === null || dtype === 'bool') return contentsOf(null, null);
  // rint gives floats; ceil and its kin gave floats before NumPy 2.1, whose ints hold the same numbers.
  const made = name === 'rint' && isInt(dtype) ? 'float64' : dtype;
  const isOpen = /^(ceil|floor|trunc)$/.test(name) && isInt(dtype);
  return isOpen ? contentsOf(null, null) : contentsOf(made, values?.map(keep));
}

/** Reductions of a group of elements. */
export const ARRAY_REDUCING: Readonly<Record<string, (values: readonly number[], dtype: Dtype) => number | undefined>> =
  {
    sum: exactSum,
    prod: values => {
      const all = values.reduce((product, value) => product * value, 1);
      return values.every(value => Number.isInteger(value)) && Math.abs(all) <= 2 ** 24 ? all : exactProduct(values);
    },
    mean: (values, dtype) => {
      const sum = values.length > 0 ? exactSum(values, dtype) : undefined;
      return sum === undefined ? undefined : sum / values.length;
    },
    max: values => (values.length > 0 && !values.some(Number.isNaN) ? Math.max(...values) : undefined),
    min: values => (values.length > 0 && !values.some(Number.isNaN) ? Math.min(...values) : undefined),
    argmax: values =>
      values.length > 0 && !values.some(Number.isNaN) ? values.indexOf(Math.max(...values)) : undefined,
    argmin: values =>
      values.length > 0 && !values.some(Number.isNaN) ? values.indexOf(Math.min(...values)) : undefined,
    any: values => Number(values.some(value => value !== 0)),
    all: values => Number(values.every(value => value !== 0)),
    std: () => undefined,
    var: () => undefined,
    median: () => undefined,
  };

function exactProduct(values: readonly number[]): number | undefined {
  let all = 1;
  for (const value of values) {
    all *= value;
    if (!Number.isInteger(value) || !Number.isSafeInteger(all)) return undefined;
  }
  return all;
}

/** The element type of a reduction's result. */
export function reducedArrayType(name: string, dtype: Dtype | null): Dtype | null {
  if (name === 'any' || name === 'all') return 'bool';
  if (name === 'argmax' || name === 'argmin') return 'int64';
  if (dtype === null) return null;
  if (/^(sum|prod|cumsum|cumprod)$/.test(name))
    return dtype === 'uint8' ? null : isInt(dtype) || dtype === 'bool' ? 'int64' : dtype;
  return /^(mean|std|var|median)$/.test(name) && !isFloat(dtype) ? 'float64' : dtype;
}
