import { at, gcd, product } from './numbers.js';
import { overlapAxis } from './overlap.js';
import type { ConvSpec } from './params.js';

/** How uneven a pattern is over one period of its interior. A constant has ratio 1 and variation 0. */
export interface Evenness {
  /** max/min; Infinity where the smallest is not above 0 and the others differ from it. */
  readonly ratio: number;
  /** The coefficient of variation: standard deviation (of the whole period, not of a sample) over the mean's size; Infinity for a mean of 0. */
  readonly variation: number;
}

/** The evenness of the values of one period, all of them. An empty period is a RangeError. */
export function evennessOf(values: ArrayLike<number>): Evenness {
  if (values.length === 0) throw new RangeError('A period has at least one value');
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (let n = 0; n < values.length; n++) {
    const value = at(values, n);
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  if (min === max) return { ratio: 1, variation: 0 };
  const mean = sum / values.length;
  let squares = 0;
  for (let n = 0; n < values.length; n++) squares += (at(values, n) - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  return { ratio: min > 0 ? max / min : Infinity, variation: mean === 0 ? Infinity : deviation / Math.abs(mean) };
}

/**
 * The evenness of a layer's overlap counts over one period of the unbounded interior, in closed form: with g = gcd(dilation,
 * stride) and n = stride/g, the n phases that g divides have ⌊k/n⌋ taps, k mod n of them one more, and all others none. Counts
 * multiply along the axes, and so do their means and mean squares, so that variation² = Π E[c²]/E[c]² − 1.
 */
export function overlapEvenness(spec: ConvSpec): Evenness {
  const axes = spec.kernelSize.map((_, axis) => {
    const { kernel, stride, dilation } = overlapAxis(spec, axis);
    const common = gcd(dilation, stride);
    const reached = stride / common;
    const base = Math.floor(kernel / reached);
    const rest = kernel % reached;
    const largest = rest === 0 ? base : base + 1;
    const smallest = common > 1 ? 0 : base;
    // E[c²]/E[c]² with E[c] = k/s; of an even axis exactly 1.
    const even = largest === smallest;
    const squares = rest * (base + 1) ** 2 + (reached - rest) * base ** 2;
    return { ratio: even ? 1 : largest / smallest, spread: even ? 1 : (squares * stride) / kernel ** 2 };
  });
  return {
    ratio: product(axes.map(axis => axis.ratio)),
    // Of a kernel of 10^9 the spread is 1 but for rounding, which must not go below.
    variation: Math.sqrt(Math.max(0, product(axes.map(axis => axis.spread)) - 1)),
  };
}
