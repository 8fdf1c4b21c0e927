import { addDims, mulDims, unknownDim, type Dim } from '../dims.js';
import { Refusal, type ShapeRule } from '../flow.js';
import { intOf, isPlainFloat, isPlainList, plainType, whyUnknown, type PlainArgs } from '../plain.js';
import { dimArgument } from '../torch/shapeRules.js';
import { spatially, type ArgumentCheck } from './poolRules.js';
import { dataFormat, firstRefusal, Open, standardTuple, tuple, valueText } from './words.js';

/** Keras' layers that enlarge, pad, crop and resize the spatial axes (keras/src/layers/reshaping, Keras 3.15). */

export function upSamplingCheck(rank: number): ArgumentCheck {
  return args => {
    const size = args.get('size');
    if (rank > 1) {
      return firstRefusal(dataFormat(args.get('data_format')), standardTuple(size, rank, 'size', 1));
    }
    if (size !== undefined && whyUnknown(size) !== undefined) return null;
    if (typeof size !== 'number') {
      const isFloat = size !== undefined && isPlainFloat(size);
      const message = `Expected an integer value for \`size\`, got <class '${plainType(size ?? null)}'>.`;
      return new Refusal('TypeError', message, isFloat ? 'not-an-integer' : 'argument-invalid');
    }
    if (size > 0) return null;
    const message = `Argument \`size\` should be a positive integer. Received: size=${size}`;
    return new Refusal('ValueError', message, 'not-positive');
  };
}

export function upSampling(rank: number): ShapeRule {
  return (args, input) => {
    const size = args.ints('size', rank);
    return spatially(rank, args, input, (dim, axis) =>
      size ? mulDims(dim, size[axis] ?? 1) : unknownDim(args.why('size')),
    );
  };
}

type Sides = readonly (readonly [number, number])[];

/**
 * A padding or cropping parameter: an int for all sides; in one dimension the two sides; beyond it one entry per axis, each
 * an int or the two sides. Keras' refusal, or Open where the code does not say.
 */
function sides(args: PlainArgs, name: 'padding' | 'cropping', rank: number): Sides | Refusal | Open {
  const value = args.get(name);
  if (rank === 1) {
    const both = standardTuple(value, 2, name, 0);
    return Array.isArray(both) ? [[both[0] ?? 0, both[1] ?? 0]] : both;
  }
  const one = intOf(value);
  if (one !== undefined) {
    if (one < 0 && name === 'cropping') {
      return new Refusal(
        'ValueError',
        `\`cropping\` cannot be negative. Received: cropping=${one}.`,
        'negative-padding',
      );
    }
    return Array<[number, number]>(rank).fill([one, one]);
  }
  if (value !== undefined && !isPlainList(value) && whyUnknown(value) !== undefined) return new Open(args.why(name));
  const length =
    typeof value === 'string' ? value.length : value !== undefined && isPlainList(value) ? value.length : -1;
  if (length < 0) {
    const message = `\`${name}\` should be either an int, a tuple of ${rank} ints, or a tuple of ${rank} tuples of 2 ints. Received: ${name}=${valueText(value)}.`;
    return new Refusal('ValueError', message, 'argument-invalid');
  }
  if (length !== rank) {
    const count = rank === 2 ? 'two' : '3';
    const message = `\`${name}\` should have ${count} elements. Received: ${name}=${valueText(value)}.`;
    return new Refusal('ValueError', message, 'wrong-length');
  }
  const found: [number, number][] = [];
  for (const [axis, entry] of (isPlainList(value ?? null) ? (value as readonly never[]) : []).entries()) {
    const both = standardTuple(entry, 2, `${['1st', '2nd', '3rd'][axis] ?? ''} entry of ${name}`, 0);
    if (!Array.isArray(both)) return both;
    found.push([both[0] ?? 0, both[1] ?? 0]);
  }
  return found.length === rank ? found : new Open(args.why(name));
}

export function sidesCheck(name: 'padding' | 'cropping', rank: number): ArgumentCheck {
  return args => firstRefusal(dataFormat(args.get('data_format')), sides(args, name, rank));
}

export function zeroPadding(rank: number): ShapeRule {
  return (args, input) => {
    const both = sides(args, 'padding', rank);
    if (both instanceof Refusal) return both;
    const shape = spatially(rank, args, input, (dim, axis) => {
      const pair = both instanceof Open ? undefined : both[axis];
      return pair ? addDims(dim, pair[0] + pair[1]) : unknownDim(args.why('padding'));
    });
    if (shape instanceof Refusal || !shape.some(dim => typeof dim === 'number' && dim < 0)) return shape;
    const message = `Cannot convert '${tuple(shape)}' to a shape. Negative dimensions are not allowed.`;
    return new Refusal('ValueError', message, 'output-too-small');
  };
}

export function cropping(rank: number): ShapeRule {
  return (args, input) => {
    const both = sides(args, 'cropping', rank);
    if (both instanceof Refusal) return both;
    const shape = spatially(rank, args, input, (dim, axis) => {
      const pair = both instanceof Open ? undefined : both[axis];
      return pair ? addDims(dim, -(pair[0] + pair[1])) : unknownDim(args.why('cropping'));
    });
    if (shape instanceof Refusal || both instanceof Open) return shape;
    const isEmpty = shape.some((dim, axis) => typeof dim === 'number' && dim < 1 && dim !== input[axis]);
    if (!isEmpty) return shape;
    const received = `Received: input_shape=${tuple(input)}, cropping=`;
    const message =
      rank === 1
        ? `\`cropping\` parameter of \`Cropping1D\` layer must be smaller than the input length. ${received}${tuple([...(both[0] ?? [])])}`
        : `Values in \`cropping\` argument should be smaller than the corresponding spatial dimension of the input. ${received}(${both.map(pair => tuple([...pair])).join(', ')})`;
    return new Refusal('ValueError', message, 'output-too-small');
  };
}

/** Resizing, CenterCrop and RandomCrop: the height and width asked for, of one image or of a batch. */
export const resized: ShapeRule = (args, input) => {
  const sizes: Dim[] = [dimArgument(args.get('height'), 'height'), dimArgument(args.get('width'), 'width')];
  const pick = (axis: number): Dim => sizes[axis] ?? unknownDim('no such axis');
  if (input.length !== 3) return spatially(2, args, input, (_dim, axis) => pick(axis));
  const [first, , last] = input as [Dim, Dim, Dim];
  return args.text('data_format') === 'channels_first' ? [first, ...sizes] : [...sizes, last];
};
