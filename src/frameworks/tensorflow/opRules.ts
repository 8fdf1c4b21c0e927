import { addDims, divideExactly, floorDims, mulDims, product, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, UnknownShape, type ShapeRule } from '../flow.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';
import { pythonAxis } from '../keras/words.js';
import { dimArgument } from '../torch/shapeRules.js';
import { brackets, intsOrOne, invalid } from './opWords.js';

/** TensorFlow's functions of one tensor. Refusals are those of an eager call, TensorFlow 2.21. */

export const keep: ShapeRule = (_args, input) => input;

export function blocks(down: boolean): ShapeRule {
  return (args, input) => {
    const block = args.int('block_size');
    if (block === undefined) return input.map(() => unknownDim(args.why('block_size')));
    if (block < 2) return invalid('not-positive', `Value for attr 'block_size' of ${block} must be at least minimum 2`);
    if (input.length !== 4) return invalid('rank-mismatch', `Input rank should be 4 instead of ${input.length}`);
    const first = args.text('data_format') === 'NCHW';
    const [batch, a, b, c] = input as [Dim, Dim, Dim, Dim];
    const [height, width, channels] = first ? [b, c, a] : [a, b, c];
    const square = block * block;
    const divides = (size: Dim, by: number): boolean => typeof size !== 'number' || size % by === 0;
    if (down && !(divides(height, block) && divides(width, block))) {
      return invalid(
        'not-divisible',
        `Image width ${String(width)} and height ${String(height)} should be divisible by block_size: ${block}`,
      );
    }
    if (!down && !divides(channels, square)) {
      return invalid('not-divisible', `Input depth dimension ${String(channels)} should be divisible by: ${square}`);
    }
    const out = down
      ? [divideExactly(height, block), divideExactly(width, block), mulDims(channels, square)]
      : [mulDims(height, block), mulDims(width, block), divideExactly(channels, square)];
    const [h, w, depth] = out as [Dim, Dim, Dim];
    return first ? [batch, depth, h, w] : [batch, h, w, depth];
  };
}

const METHODS = ['bilinear', 'lanczos3', 'lanczos5', 'bicubic', 'gaussian', 'nearest', 'area', 'mitchellcubic'];

/** tf.image.resize: the size asked for, or the largest of the image's proportions that fits into it. */
export const resize: ShapeRule = (args, input) => {
  if (input.length !== 3 && input.length !== 4) {
    return new Refusal('ValueError', "'images' must have either 3 or 4 dimensions.", 'rank-mismatch');
  }
  const value = args.get('size');
  const from = input.length - 3;
  const spread = (sizes: readonly Dim[]): Shape =>
    input.map((dim, axis) => (axis === from || axis === from + 1 ? (sizes[axis - from] ?? dim) : dim));
  if (value === undefined || !isPlainList(value)) {
    if (value !== undefined && whyUnknown(value) !== undefined)
      return spread([unknownDim(args.why('size')), unknownDim(args.why('size'))]);
    return new Refusal(
      'ValueError',
      "'size' must be a 1-D Tensor of 2 elements: new_height, new_width",
      'wrong-length',
    );
  }
  if (value.length !== 2) {
    return new Refusal(
      'ValueError',
      "'size' must be a 1-D Tensor of 2 elements: new_height, new_width",
      'wrong-length',
    );
  }
  const method = args.text('method');
  if (method !== undefined && !METHODS.includes(method)) {
    return new Refusal('ValueError', 'Resize method is not implemented: ' + method, 'argument-invalid');
  }
  const sizes = value.map(size => dimArgument(size, 'size'));
  if (sizes.some(size => typeof size === 'number' && size < 1)) {
    return invalid('not-positive', 'output dimensions must be positive');
  }
  const preserve = args.flag('preserve_aspect_ratio');
  if (preserve === false) return spread(sizes);
  const [height, width] = [input[from], input[from + 1]];
  const [h, w] = sizes;
  if (preserve === undefined || ![height, width, h, w].every(size => typeof size === 'number')) {
    const why = 'the proportions of the image are not known';
    return spread([unknownDim(why), unknownDim(why)]);
  }
  // In single precision, and rounded half to even, as tensorflow/python/ops/image_ops_impl.py does.
  const [i, j, m, n] = [height, width, h, w] as [number, number, number, number];
  const scale = Math.min(Math.fround(m / i), Math.fround(n / j));
  const scaled = [i, j].map(size => halfEven(Math.fround(scale * size)));
  return scaled.includes(0) ? invalid('not-positive', 'output dimensions must be positive') : spread(scaled);
};

function halfEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
}

/** tf.pad: a pair of numbers for every axis. */
export const pad: ShapeRule = (args, input) => {
  const value = args.get('paddings');
  const mode = args.get('mode');
  if (typeof mode === 'string' && !['CONSTANT', 'REFLECT', 'SYMMETRIC'].includes(mode.toUpperCase())) {
    const message = `Value of argument \`mode\` expected to be one of "CONSTANT", "REFLECT", or "SYMMETRIC". Received \`mode\` = ${mode}`;
    return new Refusal('ValueError', message, 'argument-invalid');
  }
  if (value === undefined || !isPlainList(value)) return input.map(() => unknownDim(args.why('paddings')));
  if (value.some(pair => isPlainList(pair) && pair.length !== 2)) {
    return invalid('wrong-length', `paddings must be a matrix with 2 columns: [${value.length},?]`);
  }
  if (value.length !== input.length) {
    return invalid(
      'wrong-length',
      `The first dimension of paddings must be the rank of inputs[${value.length},2] ${brackets(input)}`,
    );
  }
  const pairs = value.map(pair => (isPlainList(pair) ? pair.map(size => dimArgument(size, 'paddings')) : []));
  const isNegative = pairs.flat().some(size => typeof size === 'number' && size < 0);
  if (isNegative) return invalid('negative-padding', 'Paddings must be non-negative');
  const most = mode === undefined || typeof mode !== 'string' ? 'CONSTANT' : mode.toUpperCase();
  for (const [axis, pair] of pairs.entries()) {
    const size = input[axis];
    const limit = most === 'REFLECT' ? -1 : most === 'SYMMETRIC' ? 0 : Infinity;
    if (typeof size === 'number' && pair.some(its => typeof its === 'number' && its > size + limit)) {
      return invalid(
        'padding-larger-than-input',
        `paddings must be less than the dimension size: ${pair.map(String).join(', ')} not less than ${size}`,
      );
    }
  }
  return input.map((dim, axis) => (pairs[axis] ?? []).reduce<Dim>((sum, size) => addDims(sum, size), dim));
};

/** tf.reshape: as many elements; one -1 is what is left. */
export const reshape: ShapeRule = (args, input) => {
  const value = args.get('shape');
  if (value === undefined) return new UnknownShape('the shape is not given');
  const list: readonly Plain[] = isPlainList(value) ? value : [value];
  if (!isPlainList(value) && intOf(value) === undefined) return new UnknownShape(args.why('shape'));
  const sizes = list.map(size => dimArgument(size, 'shape'));
  if (sizes.filter(size => size === -1).length > 1) {
    return invalid('argument-invalid', 'Only one input size may be -1, not both');
  }
  const negative = sizes.findIndex(size => typeof size === 'number' && size < -1);
  if (negative >= 0)
    return invalid('not-positive', `Size ${negative} must be non-negative, not ${String(sizes[negative])}`);
  const [total, given] = [product(input), product(sizes.filter(size => size !== -1))];
  const free = sizes.indexOf(-1);
  if (typeof total === 'number' && typeof given === 'number') {
    const fits = free < 0 ? total === given : given === 0 ? total === 0 : total % given === 0;
    if (!fits) {
      const message = `Input to reshape is a tensor with ${total} values, but the requested shape has ${given}`;
      return invalid('element-count-mismatch', message);
    }
    if (free >= 0 && given === 0) return sizes.map(size => (size === -1 ? 0 : size));
  }
  return sizes.map((size, axis) => (axis === free ? divideExactly(total, given) : size));
};

export const transpose: ShapeRule = (args, input) => {
  const value = args.get('perm') ?? null;
  if (value === null) return [...input].reverse();
  const order = intsOrOne(value);
  if (!order) return input.map(() => unknownDim(args.why('perm')));
  if (order.length !== input.length) {
    return invalid(
      'wrong-length',
      `transpose expects a vector of size ${input.length}. But input(1) is a vector of size ${order.length}`,
    );
  }
  const axes = order.map(axis => pythonAxis(axis, input.length));
  const beyond = axes.indexOf(undefined);
  if (beyond >= 0)
    return invalid('axis-out-of-range', `${String(order[beyond])} is out of range [0 .. ${input.length})`);
  if (new Set(axes).size !== axes.length)
    return invalid('axis-out-of-range', `an axis is missing from {${order.join(',')}}.`);
  return axes.map(axis => input[axis ?? 0] ?? 1);
};

export const squeeze: ShapeRule = (args, input) => {
  const value = args.get('axis') ?? null;
  if (value === null || (isPlainList(value) && value.length === 0)) {
    if (!input.every(size => typeof size === 'number')) return new UnknownShape('whether a size is 1 is not known');
    return input.filter(size => size !== 1);
  }
  const given = intsOrOne(value);
  if (!given) return new UnknownShape(args.why('axis'));
  const axes = given.map(axis => pythonAxis(axis, input.length));
  const beyond = axes.indexOf(undefined);
  if (beyond >= 0) {
    return invalid(
      'axis-out-of-range',
      `Tried to squeeze dim index ${String(given[beyond])} for tensor with ${input.length} dimensions.`,
    );
  }
  const large = axes.find(axis => typeof input[axis ?? 0] === 'number' && input[axis ?? 0] !== 1);
  if (large !== undefined) {
    return invalid(
      'shape-mismatch',
      `Can not squeeze dim[${large}], expected a dimension of 1, got ${String(input[large])}`,
    );
  }
  return input.filter((_, axis) => !axes.includes(axis));
};

export const expandDims: ShapeRule = (args, input) => {
  const axis = args.int('axis');
  if (axis === undefined) return new UnknownShape(args.why('axis'));
  const at = pythonAxis(axis, input.length + 1);
  if (at === undefined) {
    return invalid(
      'axis-out-of-range',
      `Tried to expand dim index ${axis} for tensor with ${input.length} dimensions.`,
    );
  }
  return [...input.slice(0, at), 1, ...input.slice(at)];
};

/** tf.reduce_mean and its kin: the axes go, or become 1. */
export const reduce: ShapeRule = (args, input) => {
  const keepDims = args.flag('keepdims');
  if (keepDims === undefined) return new UnknownShape(args.why('keepdims'));
  const value = args.get('axis') ?? null;
  const given = value === null ? input.map((_, axis) => axis) : intsOrOne(value);
  if (!given) return new UnknownShape(args.why('axis'));
  const axes = given.map(axis => pythonAxis(axis, input.length));
  const beyond = axes.indexOf(undefined);
  if (beyond >= 0) {
    return invalid(
      'axis-out-of-range',
      `Invalid reduction dimension (${String(given[beyond])} for input with ${input.length} dimension(s)`,
    );
  }
  if (new Set(axes).size !== axes.length) {
    return invalid('axis-out-of-range', 'Invalid reduction arguments: Axes contains duplicate dimension');
  }
  return input.flatMap((dim, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [dim]));
};

export const tile: ShapeRule = (args, input) => {
  const value = args.get('multiples');
  if (value === undefined || !isPlainList(value)) {
    if (intOf(value) === undefined) return input.map(() => unknownDim(args.why('multiples')));
    return invalid('wrong-length', 'Expected multiples to be 1-D, but got shape []');
  }
  if (value.length !== input.length) {
    return invalid(
      'wrong-length',
      `Expected multiples argument to be a vector of length ${input.length} but got length ${value.length}`,
    );
  }
  const multiples = value.map(size => dimArgument(size, 'multiples'));
  const negative = multiples.findIndex(size => typeof size === 'number' && size < 0);
  if (negative >= 0)
    return invalid('not-positive', `Expected multiples[${negative}] >= 0, but got ${String(multiples[negative])}`);
  return input.map((dim, axis) => mulDims(dim, multiples[axis] ?? 1));
};

/** The parts of tf.split along an axis: their sizes, or a refusal. */
export function splitSizes(
  input: Shape,
  parts: Plain,
  axis: number | undefined,
): { at: number; sizes: Dim[] } | Refusal | UnknownShape {
  if (axis === undefined) return new UnknownShape('the axis is not known');
  const at = pythonAxis(axis, input.length);
  if (at === undefined) {
    return invalid(
      'axis-out-of-range',
      `-input rank(-${input.length}) <= split_dim < input rank (${input.length}), but got ${axis}`,
    );
  }
  const size = input[at] ?? 1;
  if (!isPlainList(parts)) {
    const count = intOf(parts);
    if (count === undefined) return new UnknownShape(whyUnknown(parts) ?? 'how many parts there are is not known');
    if (count < 1) return invalid('not-positive', `Value for attr 'num_split' of ${count} must be at least minimum 1`);
    if (typeof size === 'number' && size % count !== 0) {
      return invalid(
        'not-divisible',
        `Number of ways to split should evenly divide the split dimension, but got split_dim ${at} (size = ${size}) and num_split ${count}`,
      );
    }
    return { at, sizes: Array<Dim>(count).fill(floorDims(size, count)) };
  }
  const sizes = parts.map(part => dimArgument(part, 'size_splits'));
  const free = sizes.indexOf(-1);
  const sum = sizes.reduce<Dim>((all, part) => (part === -1 ? all : addDims(all, part)), 0);
  if (typeof size === 'number' && typeof sum === 'number') {
    // A single part of -1 is compared with the whole before it is filled in.
    const isAlone = sizes.length === 1 && free === 0;
    if ((free < 0 ? sum !== size : sum > size) || isAlone) {
      return invalid(
        'shape-mismatch',
        'Determined shape must either match input shape along split_dim exactly if fully specified, or be less than the size of the input',
      );
    }
    if (free >= 0) return { at, sizes: sizes.map(part => (part === -1 ? size - sum : part)) };
  }
  if (free >= 0) return new UnknownShape('the size that is split is not known');
  return { at, sizes };
}
