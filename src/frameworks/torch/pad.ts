import { addDims, unknownDim, type Dim, type Shape } from '../dims.js';
import type { Refusal } from '../flow.js';
import { UnknownShape, type Flow, type ShapeRule } from '../flow.js';
import { isPlainList, plainType, type Plain, type PlainArgs } from '../plain.js';
import { isNoInt, refuse, sizeOf, sizeText, wrongRank } from './refuse.js';
import { dimArgument } from './shapeRules.js';

/**
 * F.pad and the padding layers (aten/src/ATen/native/PadNd.cpp, ReflectionPad.cpp, ReplicationPadding.cpp). Pads are
 * (left, right, top, bottom, …), the last axis first; a negative one crops.
 */

/** F.pad(input, pad, mode, value). */
export const pad: ShapeRule = (args, input) => {
  const value = args.get('pad');
  // Padding never changes the rank, so that much stays known.
  if (value === undefined) return input.map(() => unknownDim(args.why('pad')));
  return padding(args, input, value, args.get('mode') ?? 'constant');
};

/** nn.ZeroPad2d and its kin: an int, or a tuple of 2 per axis, and a mode of the class. */
export function padLayer(rank: number, mode: string): ShapeRule {
  return (args, input) => {
    const value = args.get('padding');
    if (value === undefined) return input.map(() => unknownDim(args.why('padding')));
    if (mode === 'circular' && input.length !== rank + 1 && input.length !== rank + 2) {
      return wrongRank(`expected ${rank + 1}D or ${rank + 2}D input (got ${input.length}D input)`, 'ValueError');
    }
    return padding(args, input, isPlainList(value) ? value : Array<Plain>(2 * rank).fill(value), mode);
  };
}

function padding(args: PlainArgs, input: Shape, value: Plain, mode: Plain): Flow {
  if (!isPlainList(value)) {
    if (value !== null && typeof value === 'object' && 'unknown' in value)
      return input.map(() => unknownDim(value.unknown));
    const message = `pad(): argument 'pad' (position 2) must be tuple of ints, not ${plainType(value)}`;
    return refuse('argument-invalid', message, 'TypeError');
  }
  const wrong = value.findIndex(isNoInt);
  if (wrong >= 0) {
    const type = plainType(value[wrong] ?? null);
    const message = `pad(): argument 'pad' (position 2) must be tuple of ints, but found element of type ${type} at pos ${wrong}`;
    return refuse('not-an-integer', message, 'TypeError');
  }
  if (typeof mode !== 'string') return new UnknownShape(args.why('mode'));
  if (!['constant', 'reflect', 'replicate', 'circular'].includes(mode))
    return refuse('mode-not-supported', `Unrecognised padding mode ${mode}`, 'NotImplementedError');
  if (value.length % 2 !== 0) return refuse('wrong-length', 'Padding length must be divisible by 2');
  if (value.length / 2 > input.length) {
    return refuse(
      'rank-mismatch',
      `Padding length should be less than or equal to two times the input dimension but got padding length ${value.length} and input of dimension ${input.length}`,
    );
  }
  const pads = value.map(size => dimArgument(size, 'pad'));
  if (mode === 'constant') return constant(input, pads);
  const filled = args.real('value');
  if (!args.isNone('value') && filled !== 0)
    return refuse('arguments-conflict', `Padding mode "${mode}" doesn't take in value argument`);
  const rank = pads.length / 2;
  if (rank < 1 || rank > 3 || (input.length !== rank + 1 && input.length !== rank + 2)) {
    const message = `Padding size ${pads.length} is not supported for ${input.length}D input tensor.`;
    return wrongRank(message, 'NotImplementedError');
  }
  if (mode === 'circular') return circular(input, pads, rank);
  return refuseEdges(mode, input, pads, rank) ?? grown(input, pads);
}

/** Before and after of an axis. */
function around(input: Shape, pads: readonly Dim[], axis: number): [Dim, Dim] {
  const from = 2 * (input.length - 1 - axis);
  return [pads[from] ?? 0, pads[from + 1] ?? 0];
}

function grown(input: Shape, pads: readonly Dim[]): Shape {
  return input.map((dim, axis) => around(input, pads, axis).reduce(addDims, dim));
}

/** Negative pads crop first, one side after the other; what is left must not be less than nothing. */
function constant(input: Shape, pads: readonly Dim[]): Flow {
  for (const [axis, dim] of input.entries()) {
    if (typeof dim !== 'number') continue;
    let left = dim;
    for (const side of around(input, pads, axis)) {
      left += typeof side === 'number' ? Math.min(0, side) : 0;
      if (left < 0) return refuse('output-too-small', 'narrow(): length must be non-negative.');
    }
  }
  return grown(input, pads);
}

const POSITIONS = [4, 6, 8] as const;

/** What reflecting and replicating refuse: empty axes, reflections as large as the axis, and outputs below 1. */
function refuseEdges(mode: string, input: Shape, pads: readonly Dim[], rank: number): Refusal | undefined {
  const start = input.length - rank;
  const batched = input.length === rank + 2;
  if (input.some((dim, axis) => dim === 0 && !(batched && axis === 0))) {
    const message = `Expected ${rank + 1}D or ${rank + 2}D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${sizeText(input)}`;
    return refuse('input-empty', message);
  }
  for (let axis = input.length - 1; mode === 'reflect' && axis >= start; axis--) {
    const [before, after] = around(input, pads, axis);
    const size = input[axis];
    const tooLarge = (side: Dim): boolean => typeof side === 'number' && typeof size === 'number' && side >= size;
    if (!tooLarge(before) && !tooLarge(after)) continue;
    const message = `Argument #${POSITIONS[input.length - 1 - axis] ?? 4}: Padding size should be less than the corresponding input dimension, but got: padding (${sizeOf(before)}, ${sizeOf(after)}) at dimension ${axis} of input ${sizeText(input)}`;
    return refuse('padding-larger-than-input', message);
  }
  const out = grown(input, pads).slice(start);
  const names = ['D', 'H', 'W'].slice(3 - rank);
  // Only where all of them are below 1 do the kernels complain themselves; a negative one cannot be made.
  if (out.every(dim => typeof dim === 'number' && dim < 1)) {
    const text = (dims: Shape): string => dims.map((dim, at) => `${names[at] ?? ''}: ${sizeOf(dim)}`).join(', ');
    const message = `input (${text(input.slice(start))}) is too small. Calculated output ${text(out)}`;
    return refuse('output-too-small', message);
  }
  const negative = out.find(dim => typeof dim === 'number' && dim < 0);
  if (negative === undefined) return undefined;
  const whole = sizeText([...input.slice(0, start), ...out]);
  return refuse('not-positive', `Trying to create tensor with negative dimension ${String(negative)}: ${whole}`);
}

/** Circular padding copies the input into the middle, then what is there to the sides. */
function circular(input: Shape, pads: readonly Dim[], rank: number): Flow {
  const out = grown(input, pads);
  for (let axis = input.length - 1; axis >= input.length - rank; axis--) {
    const [before, after] = around(input, pads, axis);
    const [size, made] = [input[axis], out[axis]];
    if (typeof size !== 'number' || typeof made !== 'number' || typeof before !== 'number' || typeof after !== 'number')
      continue;
    if (before > size || after > size)
      return refuse('padding-larger-than-input', 'Padding value causes wrapping around more than once.');
    if (made < 0) return refuse('output-too-small', 'Negative padding value is resulting in an empty dimension');
  }
  for (let axis = input.length - rank; axis < input.length; axis++) {
    const [before, after] = around(input, pads, axis);
    const [size, made] = [input[axis], out[axis]];
    if (typeof size !== 'number' || typeof made !== 'number' || typeof before !== 'number' || typeof after !== 'number')
      continue;
    const target = slice(made, Math.max(before, 0), made - Math.max(after, 0));
    const source = slice(size, Math.max(-before, 0), size - Math.max(-after, 0));
    if (target === source || source === 1) continue;
    const message = `The size of tensor a (${target}) must match the size of tensor b (${source}) at non-singleton dimension ${axis}`;
    return refuse('output-too-small', message);
  }
  return out;
}

/** The length of a slice, whose bounds count from the end where they are negative. */
function slice(size: number, from: number, to: number): number {
  const bound = (at: number): number => Math.max(0, Math.min(size, at < 0 ? at + size : at));
  return Math.max(0, bound(to) - bound(from));
}
