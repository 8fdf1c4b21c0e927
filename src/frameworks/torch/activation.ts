import { divideExactly, isKnown, product, unknownDim, type Shape } from '../dims.js';
import type { Flow, Refusal, ShapeRule } from '../flow.js';
import { isPlainFloat, type Plain, type PlainArgs } from '../plain.js';
import { refuse, wrongRank } from './refuse.js';
import { axisOf } from './shapeRules.js';

/** Activations and dropouts keep the shape, but for GLU; here is what they refuse. */

/** Softmax and its kin: the axis exists. None is an old way to leave the choice to them. */
export const softmax: ShapeRule = (args, input) => {
  const axis = args.isNone('dim') ? 0 : args.int('dim');
  const at = axis === undefined ? 0 : axisOf(axis, input.length);
  return typeof at === 'number' ? input : at;
};

/** nn.Softmax2d takes (N, C, H, W) and (C, H, W). */
export const softmax2d: ShapeRule = (_args, input) =>
  input.length === 3 || input.length === 4
    ? input
    : wrongRank(`Softmax2d: expected input to be 3D or 4D, got ${input.length}D instead`, 'ValueError');

/** GLU halves an axis. */
export const glu: ShapeRule = (args, input): Flow => {
  if (input.length === 0) return wrongRank('glu does not support scalars because halving size must be even');
  const axis = args.int('dim');
  if (axis === undefined) return input.map(() => unknownDim(args.why('dim')));
  const at = axisOf(axis, input.length);
  if (typeof at !== 'number') return at;
  const size = input[at];
  if (typeof size === 'number' && size % 2 !== 0)
    return refuse('not-divisible', `Halving dimension must be even, but dimension ${at} is size ${size}`);
  return input.map((dim, index) => (index === at ? divideExactly(dim, 2) : dim));
};

/** PReLU with one parameter, or one per channel (the second axis). */
export const prelu: ShapeRule = (args, input) => {
  const weight = args.get('weight');
  const given = typeof weight === 'object' && weight !== null && 'other' in weight ? weight.shape : undefined;
  const count = given ? product(given) : (args.int('num_parameters') ?? 1);
  if (count === 1 || !isKnown(count)) return input;
  if (input.length === 0) return wrongRank('Not allow zero-dim input tensor.');
  const channels = input.length > 1 ? input[1] : 1;
  if (typeof channels !== 'number' || typeof count !== 'number' || channels === count) return input;
  const message = `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${count} and channel size = ${channels}.`;
  return refuse('channels-mismatch', message);
};

/** A dropout's probability, which both the constructor and the function look at. */
export function refuseProbability(args: PlainArgs): Refusal | undefined {
  const p = args.real('p');
  if (p === undefined || (p >= 0 && p <= 1)) return undefined;
  const message = `dropout probability has to be between 0 and 1, but got ${numberText(args.get('p') ?? p)}`;
  return refuse('argument-invalid', message, 'ValueError');
}

/** A number as Python prints it. */
function numberText(value: Plain): string {
  if (value !== null && typeof value === 'object' && isPlainFloat(value))
    return Number.isInteger(value.float) ? value.float.toFixed(1) : String(value.float);
  return String(value as number);
}

export const dropout: ShapeRule = (args, input) => refuseProbability(args) ?? input;

/** Dropout of whole channels: 1-D looks at the rank always, 2-D needs channels while it drops. */
export function featureDropout(rank: 1 | 2 | 3): ShapeRule {
  return (args, input) => {
    const refused = refuseProbability(args);
    if (refused) return refused;
    if (rank === 1 && input.length !== 2 && input.length !== 3) {
      return wrongRank(
        `dropout1d: Expected 2D or 3D input, but received a ${input.length}D input. Note that dropout1d exists to provide ` +
          'channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).',
      );
    }
    // dropout3d puts a batch in front where there is none.
    return rank === 1 ? input : needsChannels(args, rank === 3 && input.length !== 5 ? [1, ...input] : input, input);
  };
}

function needsChannels(args: PlainArgs, dropped: Shape, input: Shape): Flow {
  if (dropped.length >= 2 || args.flag('training') !== true || args.real('p') === 0) return input;
  return wrongRank('Feature dropout requires at least 2 dimensions in the input');
}

export const featureAlphaDropout: ShapeRule = (args, input) =>
  refuseProbability(args) ?? needsChannels(args, input, input);

/** nn.Hardtanh's constructor. */
export function refuseBounds(args: PlainArgs): Refusal | undefined {
  const [low, high] = [args.real('min_val'), args.real('max_val')];
  if (low === undefined || high === undefined || high > low) return undefined;
  const message = `max_val (${numberText(args.get('max_val') ?? high)}) must be greater than min_val (${numberText(args.get('min_val') ?? low)})`;
  return refuse('argument-invalid', message, 'AssertionError');
}

export const hardtanh: ShapeRule = (args, input) => {
  const [low, high] = [args.real('min_val'), args.real('max_val')];
  if (low === undefined || high === undefined || low <= high) return input;
  return refuse('argument-invalid', 'min_val cannot be greater than max_val', 'ValueError');
};

export const rrelu: ShapeRule = (args, input) => {
  const [low, high] = [args.real('lower'), args.real('upper')];
  if (low === undefined || high === undefined || low <= high) return input;
  return refuse('argument-invalid', 'Lower bound should be less than or equal to the upper bound');
};

export const gelu: ShapeRule = (args, input) => {
  const approximate = args.text('approximate');
  if (approximate === undefined || approximate === 'none' || approximate === 'tanh') return input;
  return refuse('mode-not-supported', 'approximate argument must be either none or tanh.');
};
