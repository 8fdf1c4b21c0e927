import { Refusal, type ShapeRule } from '../flow.js';
import { intOf, isPlainList, isPlainUnknown, realOf, type Plain, type PlainArgs } from '../plain.js';
import type { ArgumentCheck } from './poolRules.js';
import { pythonAxis, rankRefusal, tuple, valueText } from './words.js';

/** Keras' layers that keep a shape, and what they refuse: normalisation, activation, dropout (Keras 3.15). */

export const keep: ShapeRule = (_args, input) => input;

export function keepOfRank(rank: number): ShapeRule {
  return (_args, input) => rankRefusal(input, rank) ?? input;
}

/** The axes of `axis`: an int or several. Undefined where the code does not say. */
function axesOf(args: PlainArgs): number[] | undefined {
  const value = args.get('axis');
  const list: readonly Plain[] = value !== undefined && isPlainList(value) ? value : [value ?? null];
  const axes = list.map(intOf);
  return axes.every(axis => axis !== undefined) ? axes : undefined;
}

/** The weights of a norm have the sizes of its axes: reading one that is not there is Python's own IndexError. */
export const normalised: ShapeRule = (args, input) => {
  const axes = axesOf(args) ?? [];
  const isBeyond = axes.some(axis => pythonAxis(axis, input.length) === undefined);
  return isBeyond ? new Refusal('IndexError', 'tuple index out of range', 'axis-out-of-range') : input;
};

export const unitNormalised: ShapeRule = (args, input) => {
  const axis = (axesOf(args) ?? []).find(its => pythonAxis(its, input.length) === undefined);
  if (axis === undefined) return input;
  const message = `Axis ${axis} is out of bounds for input shape ${tuple(input)}.`;
  return new Refusal('ValueError', message, 'axis-out-of-range');
};

export const groupNormCheck: ArgumentCheck = args => {
  const groups = args.int('groups');
  if (groups === undefined || groups > 0 || groups === -1) return null;
  const message = `Received an invalid value for argument \`groups\`, expected a positive integer (or \`-1\` for instance normalization). Received: groups=${groups}`;
  return new Refusal('ValueError', message, 'not-positive');
};

export const groupNormalised: ShapeRule = (args, input) => {
  const out = normalised(args, input);
  if (out instanceof Refusal) return out;
  const [axis] = axesOf(args) ?? [];
  const groups = args.int('groups');
  const channels = axis === undefined ? undefined : input[pythonAxis(axis, input.length) ?? 0];
  if (typeof channels !== 'number' || groups === undefined || groups === -1) return input;
  if (channels < groups) {
    const message = `Number of groups (${groups}) cannot be more than the number of channels (${channels}).`;
    return new Refusal('ValueError', message, 'groups-do-not-divide');
  }
  if (channels % groups !== 0) {
    const message = `Number of groups (${groups}) must be a multiple of the number of channels (${channels}).`;
    return new Refusal('ValueError', message, 'groups-do-not-divide');
  }
  return input;
};

/** Names that keras.activations.get knows. */
const ACTIVATIONS = new Set(
  (
    'relu leaky_relu relu6 softmax celu elu selu softplus softsign squareplus soft_shrink sparse_plus silu gelu glu tanh ' +
    'tanh_shrink threshold sigmoid sparse_sigmoid exponential hard_sigmoid hard_silu hard_tanh hard_shrink linear mish ' +
    'log_softmax log_sigmoid sparsemax swish hard_swish'
  ).split(' '),
);

export const activationCheck: ArgumentCheck = args => {
  const word = args.text('activation');
  if (word === undefined || ACTIVATIONS.has(word)) return null;
  return new Refusal('ValueError', `Could not interpret activation function identifier: ${word}`, 'argument-invalid');
};

/** A number of these bounds, as Python compares it; None and texts are compared by nobody. */
function real(args: PlainArgs, name: string): number | Refusal | undefined {
  const value = args.get(name);
  if (value === undefined || isPlainUnknown(value)) return undefined;
  const number = realOf(value);
  if (number !== undefined) return number;
  if (value === null || typeof value === 'string') {
    const type = value === null ? 'NoneType' : 'str';
    const message = `'<=' not supported between instances of 'int' and '${type}'`;
    return new Refusal('TypeError', message, 'argument-invalid');
  }
  return undefined;
}

export function rateCheck(name: 'rate' | 'stddev'): ArgumentCheck {
  return args => {
    const value = real(args, name);
    if (value === undefined || value instanceof Refusal) return value ?? null;
    if (value >= 0 && value <= 1) return null;
    const message = `Invalid value received for argument \`${name}\`. Expected a float value between 0 and 1. Received: ${name}=${valueText(args.get(name))}`;
    return new Refusal('ValueError', message, 'argument-invalid');
  };
}

/** Parameters of an activation layer that must not be negative; `orNone` says which may be None. */
export function notNegative(layer: string, names: readonly string[], orNone: readonly string[] = []): ArgumentCheck {
  return args => {
    for (const name of names) {
      const value = args.get(name);
      const number = realOf(value);
      const isNone = value === null && !orNone.includes(name);
      if (!isNone && (number === undefined || number >= 0)) continue;
      const message = `${name} of a ${layer} layer cannot be None or a negative value. Received: ${name}=${valueText(value)}`;
      return new Refusal('ValueError', message, 'argument-invalid');
    }
    return null;
  };
}
