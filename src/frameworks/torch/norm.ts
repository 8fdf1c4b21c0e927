import { product, type Dim, type Shape } from '../dims.js';
import type { Flow, Refusal, ShapeRule } from '../flow.js';
import { intOf, isPlainList, type Plain, type PlainArgs } from '../plain.js';
import { isNoInt, refuse, sizeOf, sizeText, wrongRank } from './refuse.js';

/**
 * Normalisations keep the shape; what they refuse comes from nn/modules/batchnorm.py, instancenorm.py, nn/functional.py and
 * aten/src/ATen/native/{Normalization,group_norm,layer_norm}.cpp.
 */

/** The shape of a tensor argument: null for None, undefined where it is not known. */
function tensorShape(args: PlainArgs, name: string): Shape | null | undefined {
  const value = args.get(name);
  if (value === undefined || value === null) return null;
  return typeof value === 'object' && 'other' in value ? (value.shape ?? undefined) : undefined;
}

function elements(shape: Shape | null | undefined): number | undefined {
  const total = shape ? product(shape) : undefined;
  return typeof total === 'number' ? total : undefined;
}

function refuseElements(
  name: string,
  have: number | undefined,
  channels: Dim | undefined,
  times = 1,
): Refusal | undefined {
  if (have === undefined || typeof channels !== 'number' || have === channels) return undefined;
  return refuse('channels-mismatch', `${name} should contain ${channels * times} elements not ${have * times}`);
}

/** A training step needs more than one value per channel: the batch and the axes after the channels together. */
function oneValue(input: Shape, text: string): Refusal | undefined {
  const others = product([input[0] ?? 1, ...input.slice(2)]);
  return others === 1
    ? refuse(
        'one-value-per-channel',
        `Expected more than 1 value per channel when training, got input size ${text}`,
        'ValueError',
      )
    : undefined;
}

/** nn.BatchNorm{1,2,3}d. A lazy one takes its channels from its first input. */
export function batchNorm(ranks: readonly number[], words: string, lazy = false): ShapeRule {
  return (args, input) => {
    if (lazy && input.length < 2) return refuse('rank-mismatch', 'tuple index out of range', 'IndexError');
    if (!ranks.includes(input.length))
      return wrongRank(`expected ${words} input (got ${input.length}D input)`, 'ValueError');
    const tracks = args.flag('track_running_stats') !== false;
    const affine = args.flag('affine') !== false;
    const features = lazy ? undefined : args.int('num_features');
    const training = args.flag('training') === true || !tracks;
    const one = training ? oneValue(input, `torch.Size(${sizeText(input)})`) : undefined;
    if (one) return one;
    if (input.includes(0))
      return affine && (lazy ? input[1] : args.int('num_features')) === 0 ? emptyChannels() : input;
    const named = tracks ? 'running_mean' : affine ? 'weight' : undefined;
    const wrong = named === undefined ? undefined : refuseElements(named, features, input[1]);
    if (wrong) return wrong;
    return input;
  };
}

function emptyChannels(): Refusal {
  return refuse('input-empty', 'select(): index 0 out of range for tensor of size [0] at dimension 0', 'IndexError');
}

/** F.batch_norm. */
export const batchNormFunction: ShapeRule = (args, input) => {
  const training = args.flag('training') === true;
  const one = training ? oneValue(input, `torch.Size(${sizeText(input)})`) : undefined;
  if (one) return one;
  const [mean, variance] = [tensorShape(args, 'running_mean'), tensorShape(args, 'running_var')];
  if (mean !== undefined && variance !== undefined && (mean === null) !== (variance === null) && training) {
    const message = 'running_mean and running_var must either both be None or neither be None';
    return refuse('arguments-conflict', message, 'ValueError');
  }
  if (!training && mean === null) return refuse('argument-missing', 'running_mean must be defined in evaluation mode');
  // Nothing to normalise: the first entry of weight and bias is looked at all the same.
  if (input.includes(0))
    return ['weight', 'bias'].some(name => elements(tensorShape(args, name)) === 0) ? emptyChannels() : input;
  const channels = input.length < 2 ? 0 : input[1];
  for (const name of ['running_mean', 'running_var', 'weight', 'bias']) {
    const wrong = refuseElements(name, elements(tensorShape(args, name)), channels);
    if (wrong) return wrong;
  }
  return input;
};

/** nn.InstanceNorm{1,2,3}d: an unbatched input's channels come first; a lazy one always looks at the second axis. */
export function instanceNorm(ranks: readonly [number, number], words: string, lazy = false): ShapeRule {
  return (args, input) => {
    if (!ranks.includes(input.length))
      return wrongRank(`expected ${words} input (got ${input.length}D input)`, 'ValueError');
    const batched = input.length === ranks[1];
    const axis = batched ? 1 : 0;
    const channels = input[axis];
    const features = lazy ? intOf(typeof input[1] === 'number' ? input[1] : undefined) : args.int('num_features');
    const [affine, tracks] = [args.flag('affine') === true, args.flag('track_running_stats') === true];
    const differs = features !== undefined && typeof channels === 'number' && features !== channels;
    if (differs && affine) {
      const message = `expected input's size at dim=${axis} to match num_features (${features}), but got: ${channels}.`;
      return refuse('channels-mismatch', message, 'ValueError');
    }
    const whole = batched ? input : [1, ...input];
    const statistics = args.flag('training') === true || !tracks;
    const one = statistics ? oneSpatial(whole) : undefined;
    if (one) return one;
    const samples = whole[0];
    if (tracks && channels === 0 && differs && typeof samples === 'number') {
      const message = `shape '[${samples}, 0]' is invalid for input of size ${features * samples}`;
      return refuse('element-count-mismatch', message);
    }
    return tracks && differs && typeof samples === 'number'
      ? (refuseElements('running_mean', features, channels, samples) ?? input)
      : input;
  };
}

function oneSpatial(input: Shape): Refusal | undefined {
  if (product(input.slice(2)) !== 1) return undefined;
  const message = `Expected more than 1 spatial element when training, got input size torch.Size(${sizeText(input)})`;
  return refuse('one-value-per-channel', message, 'ValueError');
}

/** F.instance_norm: statistics and parameters are repeated for every sample. */
export const instanceNormFunction: ShapeRule = (args, input) => {
  const statistics = args.flag('use_input_stats') !== false;
  const one = statistics ? oneSpatial(input) : undefined;
  if (one) return one;
  if (!statistics && (tensorShape(args, 'running_mean') === null || tensorShape(args, 'running_var') === null)) {
    const message = 'Expected running_mean and running_var to be defined when use_input_stats is false';
    return refuse('argument-missing', message);
  }
  const samples = typeof input[0] === 'number' ? input[0] : 1;
  for (const name of ['running_mean', 'running_var', 'weight', 'bias']) {
    const have = elements(tensorShape(args, name));
    if (input[1] === 0) {
      if (!name.startsWith('running') || have === undefined || have === 0) continue;
      const message = `shape '[${samples}, 0]' is invalid for input of size ${have * samples}`;
      return refuse('element-count-mismatch', message);
    }
    const wrong = refuseElements(name, have, input[1], samples);
    if (wrong) return wrong;
  }
  return input;
};

/** nn.GroupNorm's constructor. */
export function refuseGroups(args: PlainArgs): Refusal | undefined {
  const [groups, channels] = [args.int('num_groups'), args.int('num_channels')];
  if (groups === undefined || channels === undefined) return undefined;
  if (groups === 0) return refuse('not-positive', 'integer modulo by zero', 'ZeroDivisionError');
  const message = `num_channels (${channels}) must be divisible by num_groups (${groups})`;
  return channels % groups === 0 ? undefined : refuse('groups-do-not-divide', message, 'ValueError');
}

/** nn.GroupNorm and F.group_norm. */
export const groupNorm: ShapeRule = (args, input): Flow => {
  const groups = args.int('num_groups');
  const [batch, channels] = input;
  if (input.length < 2)
    return wrongRank(`Expected at least 2 dimensions for input tensor but received ${input.length}`);
  if (groups === undefined) return input;
  if (groups === 0) return refuse('not-positive', 'integer division or modulo by zero', 'ZeroDivisionError');
  if (typeof batch === 'number' && typeof channels === 'number') {
    const rows = Math.floor((batch * channels) / groups);
    const one = oneValue([rows, groups, ...input.slice(2)], sizeText(input));
    if (one) return one;
  }
  if (groups < 0) return refuse('not-positive', `Expected num groups to be greater than 0, got ${groups}`);
  if (typeof channels === 'number' && channels % groups !== 0) {
    const message = `Expected number of channels in input to be divisible by num_groups, but got input of shape ${sizeText(input)} and num_groups=${groups}`;
    return refuse('groups-do-not-divide', message);
  }
  const made = args.flag('affine') === false ? undefined : args.int('num_channels');
  for (const name of ['weight', 'bias']) {
    const shape = made === undefined ? tensorShape(args, name) : [made];
    if (!shape || (shape.length === 1 && !differs(shape[0], channels))) continue;
    // The message about the bias shows the weight's shape.
    const said = name === 'bias' && made === undefined ? (tensorShape(args, 'weight') ?? shape) : shape;
    const message = `Expected ${name} to be a vector of size equal to the number of channels in input, but got ${name} of shape ${sizeText(said)} and input of shape ${sizeText(input)}`;
    return refuse('channels-mismatch', message);
  }
  return input;
};

function differs(a: Dim | undefined, b: Dim | undefined): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}

/** nn.LayerNorm, nn.RMSNorm and their functions; `rms` says it in other words. */
export function layerNorm(rms: boolean, layer: boolean): ShapeRule {
  return (args, input) => {
    const given = args.get('normalized_shape');
    if (given === undefined) return input;
    const operator = rms ? 'rms_norm' : 'layer_norm';
    if (!layer && !isPlainList(given) && !isUnknown(given)) {
      const message = `${operator}(): argument 'normalized_shape' (position 2) must be tuple of ints, not int`;
      return refuse('argument-invalid', message, 'TypeError');
    }
    const list = isPlainList(given) ? given : [given];
    const sizes = list.map(intOf);
    if (!sizes.every(size => size !== undefined)) return input;
    const text = `[${sizes.join(', ')}]`;
    if (sizes.length === 0) {
      const message = `Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = ${text}`;
      return refuse('wrong-length', message);
    }
    for (const name of ['weight', 'bias']) {
      const shape = layer ? null : tensorShape(args, name);
      if (!shape || (shape.length === sizes.length && !shape.some((dim, at) => differs(dim, sizes[at])))) continue;
      const message = `Expected ${name} to be of same shape as normalized_shape, but got ${name} of shape ${sizeText(shape)} and normalized_shape = ${text}`;
      return refuse('shape-mismatch', message);
    }
    if (rms && input.length < sizes.length) {
      const message = `Input tensor must have at least ${sizes.length} dimensions, but got ${input.length}`;
      return refuse('rank-mismatch', message, 'ValueError');
    }
    const tail = input.slice(Math.max(0, input.length - sizes.length));
    if (tail.length === sizes.length && !tail.some((dim, axis) => differs(dim, sizes[axis]))) return input;
    const form = rms ? `[*${sizes.join(', ')}]` : `[*, ${sizes.join(', ')}]`;
    const message = `Given normalized_shape=${text}, expected input with shape ${form}, but got input of size${sizeText(input)}`;
    return refuse('shape-mismatch', message);
  };
}

function isUnknown(value: Plain): boolean {
  return !isNoInt(value) && typeof value === 'object';
}

/** LocalResponseNorm averages over neighbouring channels by a pool of this size. */
export const localResponseNorm: ShapeRule = (args, input) => {
  if (input.length < 3) {
    const message = `Expected 3D or higher dimensionality                          input (got ${input.length} dimensions)`;
    return wrongRank(message, 'ValueError');
  }
  const size = args.int('size');
  if (size === undefined || input.some(dim => dim === 0) || size >= 1) return input;
  return refuse('not-positive', `kernel size should be greater than zero, but got kH: ${sizeOf(size)} kW: 1`);
};
