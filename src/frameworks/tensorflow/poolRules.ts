import { ceilDims, ruleDim, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, UnknownShape, type ShapeRule } from '../flow.js';
import { intOf, isPlainList, whyUnknown, type Plain, type PlainArgs } from '../plain.js';
import { brackets, invalid } from './opWords.js';

/**
 * tf.nn's pooling. Sizes as in tensorflow/core/framework/kernel_shape_util.cc: SAME gives ⌈i/s⌉, VALID (i − k + s)/s towards 0,
 * refused below 0.
 */

/** Window or strides: an int, one number, one per spatial axis, or one per axis of the input. */
function window(args: PlainArgs, name: string, rank: number, first: boolean): number[] | Refusal | UnknownShape {
  const value: Plain = args.get(name) ?? null;
  const one = intOf(value);
  if (one !== undefined) return Array<number>(rank).fill(one);
  if (!isPlainList(value)) {
    if (whyUnknown(value) !== undefined) return new UnknownShape(args.why(name));
    return new Refusal('TypeError', `${name} must be an int or a list of ints`, 'argument-invalid');
  }
  const { length } = value;
  if (length !== 1 && length !== rank && length !== rank + 2) {
    const message = `${name} should be of length 1, ${rank} or ${rank + 2}. Received: a list of length ${length}`;
    return new Refusal('ValueError', message, 'wrong-length');
  }
  const numbers = value.map(intOf);
  if (!numbers.every(number => number !== undefined)) return new UnknownShape(args.why(name));
  if (length === rank) return numbers;
  if (length === 1) return Array<number>(rank).fill(numbers[0] ?? 1);
  return first ? numbers.slice(2) : numbers.slice(1, -1);
}

/** Padding as a pair of numbers for every axis of the input: what it adds to each spatial one; null where it is no list. */
function explicitPads(value: Plain, rank: number, first: boolean): number[] | Refusal | null {
  if (!isPlainList(value)) return null;
  const pairs = value.map(pair => (isPlainList(pair) && pair.length === 2 ? pair.map(intOf) : []));
  if (pairs.length !== rank + 2) {
    return invalid('wrong-length', `When padding is a list, it must be of size ${rank + 2}.`);
  }
  const numbers = pairs.map(([before, after]) => [before ?? NaN, after ?? NaN] as const);
  if (numbers.flat().some(size => size < 0))
    return invalid('negative-padding', 'explicit paddings must be nonnegative');
  const sums = numbers.map(([before, after]) => before + after);
  if (sums.some(Number.isNaN)) return null;
  return first ? sums.slice(2) : sums.slice(1, -1);
}

function pooled(
  args: PlainArgs,
  input: Shape,
  rank: number,
  names: readonly [string, string],
): Shape | Refusal | UnknownShape {
  const first = /^NC/.test(args.text('data_format') ?? '');
  const size = window(args, names[0], rank, first);
  const strides = args.isNone(names[1]) ? Array<number>(rank).fill(1) : window(args, names[1], rank, first);
  for (const its of [size, strides]) if (!Array.isArray(its)) return its;
  const [k, s] = [size as number[], strides as number[]];
  if (input.length !== rank + 2) {
    const message = `tensor_in must be ${rank + 2}-dimensional: ${brackets(input)}`;
    return invalid('rank-mismatch', message);
  }
  const pads = explicitPads(args.get('padding') ?? null, rank, first);
  if (pads instanceof Refusal) return pads;
  const word = pads ? 'VALID' : args.text('padding');
  if (word !== 'SAME' && word !== 'VALID') {
    if (word === undefined && whyUnknown(args.get('padding') ?? null) !== undefined)
      return new UnknownShape(args.why('padding'));
    if (word === undefined) return new UnknownShape('explicit padding of a pool is not modelled');
    return invalid(
      'invalid-padding-string',
      `Value for attr 'padding' of "${word}" is not in the list of allowed values: "SAME", "VALID"`,
    );
  }
  if (k.some(its => its < 1))
    return invalid(
      'not-positive',
      `Sliding window ksize must be positive. The specified or inferred ksize is: ${k.join(',')}`,
    );
  if (s.some(its => its < 1))
    return invalid(
      'not-positive',
      `Sliding window stride must be positive. The specified or inferred stride is: ${s.join(',')}`,
    );
  const from = first ? 2 : 1;
  for (let axis = 0; axis < rank; axis++) {
    const dim = input[from + axis];
    const [kernel, stride] = [k[axis] ?? 1, s[axis] ?? 1];
    if (word === 'SAME' || typeof dim !== 'number') continue;
    const around = pads?.[axis] ?? 0;
    const output = Math.trunc((dim + around - kernel + stride) / stride);
    // Channels first is for a GPU, where a call is traced: that takes no output of size 0.
    if (output < 0 || (first && dim + around < kernel)) {
      const message = `Computed output size would be negative: ${output} [input_size: ${dim}, effective_filter_size: ${kernel}, stride: ${stride}]`;
      return invalid('kernel-larger-than-input', message);
    }
  }
  return input.map((dim, axis): Dim => {
    const at = axis - from;
    if (at < 0 || at >= rank) return dim;
    const [kernel, stride] = [k[at] ?? 1, s[at] ?? 1];
    if (word === 'SAME') return ceilDims(dim, stride);
    const out = ruleDim(dim, { mul: 1, add: stride - kernel + (pads?.[at] ?? 0), div: stride, plus: 0 });
    return typeof out === 'number' ? Math.max(0, out) : out;
  });
}

/** tf.nn.max_pool2d and its kin, of a fixed rank or (null) of that of the input. */
export function pool(rank: number | null): ShapeRule {
  return (args, input) => {
    const axes = rank ?? input.length - 2;
    if (axes >= 1 && axes <= 3) return pooled(args, input, axes, ['ksize', 'strides']);
    return new Refusal('ValueError', 'Input tensor must be of rank 3, 4 or 5', 'rank-mismatch');
  };
}

/** tf.nn.pool: as many axes as the window has. */
export const poolOfWindow: ShapeRule = (args, input) => {
  const value = args.get('window_shape');
  if (value === undefined || !isPlainList(value)) return new UnknownShape(args.why('window_shape'));
  const rank = value.length;
  if (rank < 1 || rank > 3) {
    const message = `\`len(window_shape)\` must be 1, 2, or 3. Received: a window of length ${rank}`;
    return new Refusal('ValueError', message, 'wrong-length');
  }
  if (input.length !== rank + 2) {
    return new Refusal('ValueError', `Shape ${brackets(input)} must have rank ${rank + 2}`, 'rank-mismatch');
  }
  const dilations = args.get('dilations') ?? null;
  if (dilations !== null) return input.map(() => unknownDim('a dilated pool is not modelled'));
  const k = args.ints('window_shape', rank);
  const s = args.isNone('strides') ? Array<number>(rank).fill(1) : args.ints('strides', rank);
  if (k && s?.some((stride, axis) => stride > (k[axis] ?? 1))) {
    const message =
      '`strides` > `window_shape` not supported due to inconsistency between CPU and GPU implementations.';
    return new Refusal('ValueError', message, 'argument-invalid');
  }
  return pooled(args, input, rank, ['window_shape', 'strides']);
};
