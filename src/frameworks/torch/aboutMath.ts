import type { Value } from '../../python/klass.js';
import { aboutOf, isFloat, ofAbout, type Contents, type Dtype } from '../contents.js';
import { Tensor } from '../tensor.js';
import { scalarOf } from './dtype.js';
import { broadcastPlaces, smallSizes } from './positions.js';

/**
 * Arithmetic that builds of PyTorch round differently in the last digits (log, exp, powers of fractions): its results are
 * known up to an error, which rounding to whole numbers takes away again.
 */

interface About {
  readonly values: number[];
  readonly errors: number[];
}

/** Far more than any library is off: a few hundred units in the last place of single precision, or of double. */
function rounding(dtype: Dtype, value: number): number {
  return Math.abs(value) * (dtype === 'float64' ? 1e-13 : 2e-5) + Number.MIN_VALUE;
}

const CURVES: Readonly<Record<string, (value: number) => number>> = {
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  exp: Math.exp,
};

/** A growing function of elements: its values at both ends of what they may be. */
export function aboutUnary(name: string, input: Tensor, made: Dtype | null): Contents | undefined {
  const curve = CURVES[name];
  const its = curve && aboutOf(input.contents);
  if (!its || !isPrecise(made)) return undefined;
  const errors = its.values.map((value, i) => {
    const error = its.errors[i] ?? Infinity;
    const [low, mid, high] = [value - error, value, value + error].map(curve);
    return Math.max((high ?? NaN) - (mid ?? NaN), (mid ?? NaN) - (low ?? NaN)) + rounding(made, mid ?? NaN);
  });
  return ofAbout(made, its.values.map(curve), errors);
}

function isPrecise(dtype: Dtype | null): dtype is 'float32' | 'float64' {
  return dtype === 'float32' || dtype === 'float64';
}

export function aboutBinary(
  operation: string,
  a: Value,
  b: Value,
  made: Dtype | null,
  output: Tensor,
): Contents | undefined {
  const sizes = smallSizes(output.shape);
  if (!sizes || !isPrecise(made)) return undefined;
  const [x, y] = [operand(a, sizes, made), operand(b, sizes, made)];
  if (!x || !y) return undefined;
  const values: number[] = [];
  const errors: number[] = [];
  for (const [i, p] of x.values.entries()) {
    const [q, dp, dq] = [y.values[i] ?? NaN, x.errors[i] ?? Infinity, y.errors[i] ?? Infinity];
    const value = compute(operation, p, q);
    values.push(value);
    errors.push(spread(operation, p, q, dp, dq, value) + rounding(made, value));
  }
  return ofAbout(made, values, errors);
}

function compute(operation: string, p: number, q: number): number {
  if (operation === 'add') return p + q;
  if (operation === 'sub') return p - q;
  if (operation === 'mul') return p * q;
  if (operation === 'div') return p / q;
  return operation === 'pow' && p > 0 ? p ** q : NaN;
}

/** How far the result is off where its operands are. */
function spread(operation: string, p: number, q: number, dp: number, dq: number, value: number): number {
  if (operation === 'add' || operation === 'sub') return dp + dq;
  const corners = [p - dp, p + dp].flatMap(one => [q - dq, q + dq].map(other => compute(operation, one, other)));
  // A quotient whose divisor may be 0 can be anything.
  if (operation === 'div' && Math.abs(q) <= dq) return Infinity;
  return Math.max(...corners.map(corner => Math.abs(corner - value)));
}

function operand(value: Value, sizes: readonly number[], made: Dtype): About | undefined {
  if (!(value instanceof Tensor)) {
    const number = scalarOf(value)?.value;
    if (number === undefined) return undefined;
    const count = sizes.reduce((all, size) => all * size, 1);
    return {
      values: Array<number>(count).fill(number),
      errors: Array<number>(count).fill(rounding(made, number)),
    };
  }
  const [own, about] = [smallSizes(value.shape), aboutOf(value.contents)];
  if (!own || !about || value.dtype === null) return undefined;
  const places = broadcastPlaces(own, sizes);
  const coarse = isFloat(value.dtype) ? 0 : 1;
  return {
    values: places.map(place => about.values[place] ?? NaN),
    errors: places.map(
      place => (about.errors[place] ?? Infinity) + coarse * rounding(made, about.values[place] ?? NaN),
    ),
  };
}

const STEPS: Readonly<Record<string, (value: number) => number>> = {
  round: Math.round,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  fix: Math.trunc,
};

/** What rounding gives where it is the same for all that the elements may be; null where it is not certain. */
export function certainly(name: string, input: Tensor): number[] | null {
  const step = STEPS[name];
  const its = step && aboutOf(input.contents);
  if (!its) return null;
  const steps = its.values.map((value, i) => {
    const error = its.errors[i] ?? Infinity;
    const [low, high] = [step(value - error), step(value + error)];
    return low === high ? low + 0 : undefined;
  });
  return steps.every(value => value !== undefined) ? steps : null;
}
