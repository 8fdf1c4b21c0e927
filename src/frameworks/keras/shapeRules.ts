import { divideExactly, product, unknownDim, type Dim } from '../dims.js';
import { Refusal, UnknownShape, type ShapeRule } from '../flow.js';
import { intOf, isPlainFloat, isPlainList, whyUnknown, type Plain } from '../plain.js';
import { dimArgument } from '../torch/shapeRules.js';
import type { ArgumentCheck } from './poolRules.js';
import { rankRefusal, tuple, valueText } from './words.js';

/** Keras' layers that rearrange a tensor: Flatten, Reshape, Permute, RepeatVector, Dense, Embedding (Keras 3.15). */

const noBatch = unknownDim('the input has no batch');

/** A parameter that must be a positive int, with Keras' words for the rest. */
function positiveInt(name: string, words: (value: Plain | undefined) => string): ArgumentCheck {
  return args => {
    const value = args.get(name);
    if (value !== undefined && whyUnknown(value) !== undefined) return null;
    const number = intOf(value);
    if (number !== undefined && number > 0) return null;
    const isFloat = value !== undefined && isPlainFloat(value);
    const code = number !== undefined ? 'not-positive' : isFloat ? 'not-an-integer' : 'argument-invalid';
    return new Refusal('ValueError', words(value), code);
  };
}

export const flatten: ShapeRule = (_args, input) =>
  input.length === 0
    ? new Refusal(
        'ValueError',
        'Input 0 of layer is incompatible with the layer: expected min_ndim=1, found ndim=0. Full shape received: ()',
        'rank-mismatch',
      )
    : [input[0] ?? noBatch, product(input.slice(1))];

export const reshapeCheck: ArgumentCheck = args => {
  const target = args.get('target_shape');
  if (target === undefined || !isPlainList(target)) return null;
  const sizes = target.map(intOf);
  const received = `Received: target_shape=${valueText(target)}.`;
  if (sizes.some(size => size !== undefined && size < -1)) {
    const message = `Each dimension in \`target_shape\` must be a non-negative integer, or \`-1\` for a single unknown dimension. ${received}`;
    return new Refusal('ValueError', message, 'not-positive');
  }
  if (sizes.filter(size => size === -1).length > 1) {
    const message = `There must be at most one unknown dimension (-1) in \`target_shape\`. ${received}`;
    return new Refusal('ValueError', message, 'argument-invalid');
  }
  return null;
};

/** Reshape: the target after the batch, of as many elements; one -1 is what is left. */
export const reshapeTo: ShapeRule = (args, input) => {
  const target = args.get('target_shape');
  if (target === undefined || !isPlainList(target)) return new UnknownShape(args.why('target_shape'));
  const sizes = target.map(size => dimArgument(size, 'target_shape'));
  const inner = input.slice(1);
  const [total, given] = [product(inner), product(sizes.filter(size => size !== -1))];
  const free = sizes.indexOf(-1);
  const received = `Received: input_shape=${tuple(inner)}, target_shape=${tuple(sizes)}`;
  if (typeof total === 'number' && typeof given === 'number') {
    if (free < 0 && total !== given) {
      const message = `The total size of the tensor must be unchanged. ${received}`;
      return new Refusal('ValueError', message, 'element-count-mismatch');
    }
    if (free >= 0 && (given === 0 || total % given !== 0)) {
      const message = `The total size of the tensor must be unchanged, however, the input size cannot by divided by the specified dimensions in target_shape. ${received}`;
      return new Refusal('ValueError', message, 'element-count-mismatch');
    }
  }
  return [input[0] ?? noBatch, ...sizes.map((size, axis): Dim => (axis === free ? divideExactly(total, given) : size))];
};

export const permuteCheck: ArgumentCheck = args => {
  const dims = args.get('dims');
  if (dims === undefined || !isPlainList(dims) || whyUnknown(dims) !== undefined) return null;
  const sorted = dims.map(dim => intOf(dim) ?? NaN).sort((a, b) => a - b);
  if (sorted.every((dim, index) => dim === index + 1)) return null;
  const message = `Invalid permutation argument \`dims\` for Permute Layer. The set of indices in \`dims\` must be consecutive and start from 1. Received dims=${valueText(dims)}`;
  return new Refusal('ValueError', message, 'axis-out-of-range');
};

export const permute: ShapeRule = (args, input) => {
  const dims = args.get('dims');
  if (dims === undefined || !isPlainList(dims))
    return input.map((dim, axis) => (axis === 0 ? dim : unknownDim(args.why('dims'))));
  const refused = rankRefusal(input, dims.length + 1);
  if (refused) return refused;
  return [input[0] ?? noBatch, ...dims.map(axis => input[intOf(axis) ?? -1] ?? unknownDim(args.why('dims')))];
};

export const repeatCheck: ArgumentCheck = args => {
  const n = args.get('n');
  if (n !== undefined && isPlainFloat(n)) {
    return new Refusal('TypeError', "Expected an integer value for `n`, got <class 'float'>.", 'not-an-integer');
  }
  return positiveInt(
    'n',
    value => `Argument \`n\` should be a positive integer. Received: n=${valueText(value)}`,
  )(args);
};

export const repeatVector: ShapeRule = (args, input) => {
  const refused = rankRefusal(input, 2);
  if (refused) return refused;
  return [input[0] ?? noBatch, dimArgument(args.get('n'), 'n'), input[1] ?? noBatch];
};

export const denseCheck: ArgumentCheck = positiveInt(
  'units',
  value => `Received an invalid value for \`units\`, expected a positive integer. Received: units=${valueText(value)}`,
);

export const dense: ShapeRule = (args, input) => {
  if (input.length < 2) {
    const message = `Input 0 of layer is incompatible with the layer: expected min_ndim=2, found ndim=${input.length}. Full shape received: ${tuple(input)}`;
    return new Refusal('ValueError', message, 'rank-mismatch');
  }
  return [...input.slice(0, -1), dimArgument(args.get('units'), 'units')];
};

export const embeddingCheck: ArgumentCheck = args => {
  const words = (name: string) => (value: Plain | undefined) =>
    `\`${name}\` must be a positive integer. Received: ${name}=${valueText(value)}`;
  return positiveInt('input_dim', words('input_dim'))(args) ?? positiveInt('output_dim', words('output_dim'))(args);
};

export const embedding: ShapeRule = (args, input) => [...input, dimArgument(args.get('output_dim'), 'output_dim')];
