import type { Value } from '../../python/klass.js';
import { isFloat, isInt, ofType, ofValues, promoted, roundTo, type Contents, type Dtype } from '../contents.js';
import { NDARRAY, Tensor } from '../tensor.js';
import { aboutBinary, aboutUnary, certainly } from './aboutMath.js';
import { scalarOf } from './dtype.js';
import { broadcastPlaces, smallSizes } from './positions.js';

/**
 * Arithmetic on known elements, as PyTorch rounds it. What is not exact in every build (exp, powers of fractions, sums of
 * fractions) has a type and no values.
 */

type Unary = (value: number) => number | undefined;
type Binary = (a: number, b: number) => number | undefined;

function halfToEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest < 0.5 || (rest === 0.5 && down % 2 === 0) ? down : down + 1;
}

/** Operations that keep the element type. */
const KEEPING: Readonly<Record<string, Unary>> = {
  abs: Math.abs,
  absolute: Math.abs,
  neg: value => 0 - value,
  negative: value => 0 - value,
  positive: value => value,
  clone: value => value,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  fix: Math.trunc,
  round: halfToEven,
  sign: Math.sign,
  square: value => value * value,
  relu: value => Math.max(value, 0),
};

/** Operations that make floats of ints. */
const FLOATING: Readonly<Record<string, Unary>> = { sqrt: Math.sqrt, reciprocal: value => 1 / value };

const FLOAT_NAMES =
  'exp exp2 expm1 log log2 log10 log1p rsqrt sin cos tan asin acos atan sinh cosh tanh sigmoid erf erfinv logit sinc mean std var ' +
  'softmax log_softmax logsumexp norm';

const TRUTHS = new Set(
  'logical_not isnan isinf isfinite isclose isin eq ne lt gt le ge not_equal less less_equal greater greater_equal logical_and logical_or logical_xor'.split(
    ' ',
  ),
);

export function unaryContents(name: string, input: Tensor, output: Tensor): Contents | undefined {
  const { dtype } = input;
  const keep = KEEPING[name];
  const floating = FLOATING[name];
  if (!keep && !floating) {
    if (FLOAT_NAMES.split(' ').includes(name)) {
      const made = dtype && (isReal(dtype) ? asFloat(dtype) : null);
      return aboutUnary(name, input, made) ?? ofType(made);
    }
    if (name === 'logical_not')
      return ofValues(
        'bool',
        input.values?.map(value => Number(value === 0)),
      );
    return undefined;
  }
  if (dtype === null || !isReal(dtype) || !output.shape) return ofType(null);
  const made = keep ? dtype : asFloat(dtype);
  const values = input.values?.map(value => (keep ?? floating)?.(value));
  return ofValues(made, complete(values) ?? certainly(name, input));
}

function complete(values: readonly (number | undefined)[] | null | undefined): readonly number[] | null {
  return values?.every(value => value !== undefined) === true ? values : null;
}

function isReal(dtype: Dtype): boolean {
  return !dtype.startsWith('complex');
}

/** The float type of an operation that has no ints. */
export function asFloat(dtype: Dtype): Dtype {
  return isFloat(dtype) || !isReal(dtype) ? dtype : 'float32';
}

const whole =
  (operation: Binary): Binary =>
  (a, b) =>
    Number.isInteger(a) && Number.isInteger(b) && b !== 0 ? operation(a, b) : undefined;

const ARITHMETIC: Readonly<Record<string, Binary>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  floor_divide: whole((a, b) => Math.floor(a / b)),
  remainder: whole((a, b) => a - b * Math.floor(a / b)),
  pow: (a, b) => (b === 2 ? a * a : Number.isInteger(a) && Number.isInteger(b) && b >= 0 ? a ** b : undefined),
  maximum: Math.max,
  minimum: Math.min,
};

const COMPARING: Readonly<Record<string, Binary>> = {
  eq: (a, b) => Number(a === b),
  ne: (a, b) => Number(a !== b),
  lt: (a, b) => Number(a < b),
  gt: (a, b) => Number(a > b),
  le: (a, b) => Number(a <= b),
  ge: (a, b) => Number(a >= b),
  logical_and: (a, b) => Number(a !== 0 && b !== 0),
  logical_or: (a, b) => Number(a !== 0 || b !== 0),
  logical_xor: (a, b) => Number((a !== 0) !== (b !== 0)),
};

const SAME: Readonly<Record<string, string>> = {
  subtract: 'sub',
  multiply: 'mul',
  divide: 'div',
  true_divide: 'div',
  truediv: 'div',
  floordiv: 'floor_divide',
  mod: 'remainder',
  not_equal: 'ne',
  less: 'lt',
  less_equal: 'le',
  greater: 'gt',
  greater_equal: 'ge',
  fmax: 'maximum',
  fmin: 'minimum',
};

const BITS = /^(and|or|xor|bitwise_(and|or|xor))$/;

/** The contents of a two-sided operation; `reflected`: the tensor is the second operand. */
export function binaryContents(name: string, a: Value, b: Value, output: Tensor): Contents {
  const operation = SAME[name] ?? name;
  // What comes of a tensor and an array is not followed.
  if ([a, b].some(one => one instanceof Tensor && one.cls === NDARRAY && one.shape?.length !== 0)) return ofType(null);
  if (COMPARING[operation] ?? TRUTHS.has(operation)) {
    const compare = COMPARING[operation];
    return ofValues('bool', compare ? paired(a, b, resultType(a, b), compare, output) : null);
  }
  const type = resultType(a, b);
  if (BITS.test(operation)) {
    const bit = operation.replace('bitwise_', '');
    const logical = COMPARING[`logical_${bit}`];
    return ofValues(type, type === 'bool' && logical ? paired(a, b, type, logical, output) : null);
  }
  const arithmetic = ARITHMETIC[operation];
  if (!arithmetic || type === null || !isReal(type)) return ofType(arithmetic ? type : null);
  const made = operation === 'div' ? asFloat(type) : type;
  const exact = paired(a, b, made, arithmetic, output);
  return exact ? ofValues(made, exact) : (aboutBinary(operation, a, b, made, output) ?? ofType(made));
}

/** torch.result_type of tensors and numbers: a number, or a tensor without axes, decides only between kinds. */
export function resultType(a: Value, b: Value): Dtype | null {
  const [x, y] = [typeOf(a), typeOf(b)];
  if (!x || !y || x.dtype === null || y.dtype === null) return null;
  if (x.weight === y.weight) return promoted(x.dtype, y.dtype);
  const [strong, weak] = x.weight > y.weight ? [x, y] : [y, x];
  if (strong.dtype === null || weak.dtype === null) return null;
  if (kind(strong.dtype) >= kind(weak.dtype)) return strong.dtype;
  // A Python float makes an int tensor the default float type.
  return weak.dtype;
}

function kind(dtype: Dtype): number {
  return dtype === 'bool' ? 0 : isInt(dtype) ? 1 : isFloat(dtype) ? 2 : 3;
}

function typeOf(value: Value): { dtype: Dtype | null; weight: number } | undefined {
  if (value instanceof Tensor)
    // A number of NumPy is as good as one of Python.
    return (
      (value.shape && { dtype: value.dtype, weight: value.shape.length > 0 ? 2 : value.cls === NDARRAY ? 0 : 1 }) ||
      undefined
    );
  const scalar = scalarOf(value);
  return scalar && { dtype: scalar.dtype, weight: 0 };
}

/** Elements of both operands, broadcast to the output and converted to the type of the operation. */
function paired(a: Value, b: Value, type: Dtype | null, run: Binary, output: Tensor): readonly number[] | null {
  const sizes = smallSizes(output.shape);
  if (!sizes || type === null) return null;
  const [x, y] = [elements(a, sizes, type), elements(b, sizes, type)];
  if (!x || !y) return null;
  return complete(x.map((value, i) => run(value, y[i] ?? 0)));
}

function elements(value: Value, sizes: readonly number[], type: Dtype): readonly number[] | null {
  let values: readonly number[] | null;
  if (value instanceof Tensor) {
    const [own, held] = [smallSizes(value.shape), value.values];
    if (!own || !held) return null;
    values = broadcastPlaces(own, sizes).map(place => held[place] ?? 0);
  } else {
    const scalar = scalarOf(value)?.value;
    if (scalar === undefined) return null;
    values = Array<number>(sizes.reduce((all, size) => all * size, 1)).fill(scalar);
  }
  return complete(values.map(one => roundTo(type, one)));
}

/** torch.where(condition, a, b). */
export function chosenContents(condition: Tensor, a: Value, b: Value, output: Tensor): Contents {
  const type = resultType(a, b);
  const sizes = smallSizes(output.shape);
  if (type === null || !sizes) return ofType(type);
  const [held, own] = [condition.values, smallSizes(condition.shape)];
  const [x, y] = [elements(a, sizes, type), elements(b, sizes, type)];
  if (!held || !own || !x || !y) return ofType(type);
  const yes = broadcastPlaces(own, sizes).map(place => held[place] !== 0);
  return ofValues(
    type,
    x.map((value, i) => (yes[i] === true ? value : (y[i] ?? 0))),
  );
}

/** Sums of whole numbers that every order of adding gives exactly. */
export function exactSum(values: readonly number[], dtype: Dtype): number | undefined {
  const largest = dtype === 'float32' ? 2 ** 24 : Number.MAX_SAFE_INTEGER;
  let [sum, size] = [0, 0];
  for (const value of values) {
    if (!Number.isInteger(value)) return undefined;
    sum += value;
    size += Math.abs(value);
  }
  return size <= largest ? sum : undefined;
}

/** Sums, products, extremes and their places along groups of elements. */
export const REDUCING: Readonly<Record<string, (values: readonly number[], dtype: Dtype) => number | undefined>> = {
  sum: exactSum,
  prod: (values, dtype) => {
    const all = values.reduce((product, value) => product * value, 1);
    const most = dtype === 'float32' ? 2 ** 24 : Number.MAX_SAFE_INTEGER;
    return values.every(value => Number.isInteger(value)) && Math.abs(all) <= most ? all : undefined;
  },
  mean: (values, dtype) => {
    const sum = isFloat(dtype) && values.length > 0 ? exactSum(values, dtype) : undefined;
    return sum === undefined ? undefined : sum / values.length;
  },
  max: values => (values.length > 0 ? Math.max(...values) : undefined),
  min: values => (values.length > 0 ? Math.min(...values) : undefined),
  amax: values => (values.length > 0 ? Math.max(...values) : undefined),
  amin: values => (values.length > 0 ? Math.min(...values) : undefined),
  argmax: values => (values.length > 0 ? values.indexOf(Math.max(...values)) : undefined),
  argmin: values => (values.length > 0 ? values.indexOf(Math.min(...values)) : undefined),
  any: values => Number(values.some(value => value !== 0)),
  all: values => Number(values.every(value => value !== 0)),
  count_nonzero: values => values.filter(value => value !== 0).length,
};

/** The element type of a reduction's result. */
export function reducedType(name: string, dtype: Dtype | null): Dtype | null {
  if (/^(any|all)$/.test(name)) return 'bool';
  if (/^(argmax|argmin|count_nonzero)$/.test(name)) return 'int64';
  if (dtype === null) return null;
  return /^(sum|prod|cumsum|cumprod)$/.test(name) && (isInt(dtype) || dtype === 'bool') ? 'int64' : dtype;
}
