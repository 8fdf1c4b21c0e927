import { ruleDim, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, UnknownShape, type ShapeRule } from '../flow.js';
import { intOf, isPlainList, whyUnknown, type PlainArgs } from '../plain.js';
import type { Open } from './words.js';
import { array, dataFormat, firstRefusal, rankRefusal, standardTuple, tuple, valueText } from './words.js';

/** Keras' pooling layers. Sizes as in keras/src/ops/operation_utils.py (compute_pooling_output_shape, Keras 3.15). */

export function channelsFirst(args: PlainArgs): boolean {
  return args.text('data_format')?.toLowerCase() === 'channels_first';
}

/** A refusal that the constructor makes of the arguments alone. */
export type ArgumentCheck = (args: PlainArgs) => Refusal | null;

/** Applies a change to each spatial axis, keeping the batch and the channels; other ranks are refused. */
export function spatially(
  rank: number,
  args: PlainArgs,
  input: Shape,
  change: (size: Dim, axis: number) => Dim,
): Shape | Refusal {
  const refused = rankRefusal(input, rank + 2);
  if (refused) return refused;
  const first = channelsFirst(args) ? 2 : 1;
  return input.map((dim, axis) => (axis >= first && axis < first + rank ? change(dim, axis - first) : dim));
}

function poolStrides(args: PlainArgs, rank: number): number[] | Refusal | Open {
  const name = args.isNone('strides') ? 'pool_size' : 'strides';
  // Keras lets a stride of 0 pass here.
  return standardTuple(args.get(name), rank, 'strides', 0);
}

export function poolingCheck(rank: number): ArgumentCheck {
  return args =>
    firstRefusal(
      standardTuple(args.get('pool_size'), rank, 'pool_size', 1),
      poolStrides(args, rank),
      dataFormat(args.get('data_format')),
    );
}

/** valid: ⌊(i − k)/s⌋ + 1; same: ⌊(i − 1)/s⌋ + 1. */
export function pooling(rank: number): ShapeRule {
  return (args, input) => {
    const size = standardTuple(args.get('pool_size'), rank, 'pool_size', 1);
    const strides = poolStrides(args, rank);
    const refused = firstRefusal(size, strides);
    if (refused) return refused;
    const word = args.text('padding');
    if (!Array.isArray(size) || !Array.isArray(strides) || (word === undefined && args.get('padding') !== null)) {
      const why = args.why('pool_size', 'strides', 'padding');
      return spatially(rank, args, input, () => unknownDim(why));
    }
    if (word !== 'valid' && word !== 'same') {
      const wrongRank = rankRefusal(input, rank + 2);
      const message = `Argument \`padding\` must be either 'valid' or 'same'. Received: padding=${valueText(args.get('padding'))}`;
      return wrongRank ?? new Refusal('ValueError', message, 'invalid-padding-string');
    }
    if (strides.includes(0)) {
      const wrongRank = rankRefusal(input, rank + 2);
      return wrongRank ?? new Refusal('OverflowError', 'cannot convert float infinity to integer', 'not-positive');
    }
    const shape = spatially(rank, args, input, (dim, axis) => {
      const add = word === 'same' ? -1 : -(size[axis] ?? 1);
      return ruleDim(dim, { mul: 1, add, div: strides[axis] ?? 1, plus: 1 });
    });
    if (shape instanceof Refusal || !shape.some((dim, axis) => typeof dim === 'number' && dim < 1 && axis > 0)) {
      return shape;
    }
    if (word === 'same') return shape;
    const message = `Computed output size would be zero or negative. Received: \`inputs.shape=${array(input)}\`, \`pool_size=${array(size)}\`, \`strides=${tuple(strides)}\`, \`padding=${word}\`.`;
    return new Refusal('ValueError', message, 'kernel-larger-than-input');
  };
}

export const formatCheck: ArgumentCheck = args => dataFormat(args.get('data_format'));

export function globalPooling(rank: number): ShapeRule {
  return (args, input) => {
    const kept = spatially(rank, args, input, () => 1);
    if (kept instanceof Refusal) return kept;
    const keepDims = args.flag('keepdims');
    if (keepDims === undefined) return new UnknownShape(args.why('keepdims'));
    if (keepDims) return kept;
    const channels = channelsFirst(args) ? input[1] : input.at(-1);
    return [input[0] ?? unknownDim('no batch'), channels ?? unknownDim('no channels')];
  };
}

const AXES = { 1: '(length,)', 2: '(height, width)', 3: '(depth, height, width)' } as const;

export function adaptiveCheck(rank: 1 | 2 | 3): ArgumentCheck {
  return args => {
    const value = args.get('output_size');
    if (value !== undefined && !isPlainList(value) && whyUnknown(value) !== undefined) return null;
    const isFull = value !== undefined && isPlainList(value) && value.length === rank;
    if (isFull || intOf(value) !== undefined) return dataFormat(args.get('data_format'));
    const message = `\`output_size\` must be an integer or ${AXES[rank]} tuple. Received: ${valueText(value)}`;
    const isList = value !== undefined && isPlainList(value);
    return new Refusal('TypeError', message, isList ? 'wrong-length' : 'argument-invalid');
  };
}

/** The sizes asked for stand between batch and channels; Keras does not look at the rank of the input. */
export function adaptivePooling(rank: number): ShapeRule {
  return (args, input) => {
    const size = args.ints('output_size', rank);
    const [batch, second] = input;
    const channels = channelsFirst(args) ? second : input.at(-1);
    if (batch === undefined || channels === undefined) {
      return new Refusal('IndexError', 'tuple index out of range', 'rank-mismatch');
    }
    if (size?.some(its => its < 0)) {
      const shape = channelsFirst(args) ? [batch, channels, ...size] : [batch, ...size, channels];
      const message = `Cannot convert '${tuple(shape)}' to a shape. Negative dimensions are not allowed.`;
      return new Refusal('ValueError', message, 'not-positive');
    }
    const sizes: Dim[] = size ?? Array<Dim>(rank).fill(unknownDim(args.why('output_size')));
    return channelsFirst(args) ? [batch, channels, ...sizes] : [batch, ...sizes, channels];
  };
}
