import { at, product } from './numbers.js';
import { judgedSums, MOST_PHASES, type PhaseSums } from './phaseSums.js';
import { kernelPlace, weightLength } from './weights.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Result } from './result.js';

/**
 * How the shuffle behind a sub-pixel convolution takes its channels, in ONNX's words: CRD is PyTorch's PixelShuffle, channel c·Πr + phase; DCR is
 * TensorFlow's depth_to_space, channel phase·C + c. Phases are row-major over the spatial axes.
 */
export type ShuffleOrder = 'CRD' | 'DCR';

/** The channel of the convolution that becomes one phase of one channel behind the shuffle. */
export function filterOf(
  order: ShuffleOrder,
  channel: number,
  phase: number,
  channels: number,
  phases: number,
): number {
  return order === 'CRD' ? channel * phases + phase : phase * channels + channel;
}

/** Channels behind the shuffle; a RangeError where the layer is not a convolution whose channels it can take. */
function shuffledChannels(spec: ConvSpec, factor: readonly number[]): number {
  const channels = spec.outChannels / product(factor);
  const sound = factor.length === spec.spatialRank && factor.every(r => Number.isInteger(r) && r >= 1);
  if (spec.transposed || !sound || !Number.isInteger(channels)) {
    throw new RangeError(`${spec.outChannels} channels cannot be shuffled by ${factor.join(' × ')}`);
  }
  return channels;
}

/**
 * What a convolution followed by a pixel shuffle of this factor makes of a constant, for each channel behind the shuffle: phase by phase the sum of
 * that sub-kernel's weights, and its bias where there is one. All input channels are 1. Counts are no measure here: every output has
 * the whole kernel. Even if and only if the sub-kernels of a channel have equal sums. Refused beyond 2^20 phases and channels.
 */
export function subPixelSums(
  spec: ConvSpec,
  weights: Float64Array,
  factor: readonly number[],
  order: ShuffleOrder = 'CRD',
  bias: Float64Array | null = null,
): Result<PhaseSums[]> {
  const channels = shuffledChannels(spec, factor);
  if (weights.length !== weightLength(spec) || (bias && bias.length !== spec.outChannels)) {
    throw new RangeError(`${weights.length} weights for a layer of ${weightLength(spec)}`);
  }
  if (spec.outChannels > MOST_PHASES) {
    const message = `${spec.outChannels} channels are too many to list`;
    return refuse({ code: 'too-large', message, parameter: 'outChannels', values: { outChannels: spec.outChannels } });
  }
  const phases = product(factor);
  const results = Array.from({ length: channels }, (_, channel) => {
    const sums = new Float64Array(phases);
    let size = 0;
    for (let phase = 0; phase < phases; phase++) {
      const filter = filterOf(order, channel, phase, channels, phases);
      const own = bias ? at(bias, filter) : 0;
      sums[phase] = own;
      size += Math.abs(own);
      for (const place of placesOf(spec, filter)) {
        sums[phase]! += at(weights, place);
        size += Math.abs(at(weights, place));
      }
    }
    return judgedSums(factor, sums, size);
  });
  return ok(results);
}

/**
 * ICNR, the initialisation under which a sub-pixel convolution starts as a nearest-neighbour resize of a smaller convolution: all sub-kernels
 * of a channel start as the same kernel. `base` is the weight tensor, in the same layout, of that convolution to outChannels/Πr channels, drawn as
 * one likes. Training may move the sub-kernels apart. Where groups would tear a channel's sub-kernels apart it is a RangeError.
 * Source: Aitken et al., Checkerboard artifact free sub-pixel convolution, 2017, section 3.2.
 */
export function icnr(
  spec: ConvSpec,
  base: Float64Array,
  factor: readonly number[],
  order: ShuffleOrder = 'CRD',
): Float64Array {
  const channels = shuffledChannels(spec, factor);
  if (spec.groups > 1 && (order === 'DCR' || channels % spec.groups !== 0)) {
    throw new RangeError('Groups would tear the sub-kernels of a channel apart');
  }
  const small: ConvSpec = { ...spec, outChannels: channels };
  if (base.length !== weightLength(small)) {
    throw new RangeError(`${base.length} weights for a layer of ${weightLength(small)}`);
  }
  const phases = product(factor);
  const weights = new Float64Array(weightLength(spec));
  for (let channel = 0; channel < channels; channel++) {
    const from = placesOf(small, channel);
    for (let phase = 0; phase < phases; phase++) {
      const to = placesOf(spec, filterOf(order, channel, phase, channels, phases));
      for (let n = 0; n < to.length; n++) weights[at(to, n)] = at(base, at(from, n));
    }
  }
  return weights;
}

/** Where the weights of one filter are in the tensor: its group's input channels one after another, each kernel row-major. */
function placesOf(spec: ConvSpec, filter: number): Int32Array {
  const perGroup = spec.inChannels / spec.groups;
  const first = Math.floor(filter / (spec.outChannels / spec.groups)) * perGroup;
  const length = product(spec.kernelSize);
  const places = new Int32Array(perGroup * length);
  for (let n = 0; n < perGroup; n++) {
    const { start, step } = kernelPlace(spec, filter, first + n);
    for (let k = 0; k < length; k++) places[n * length + k] = start + k * step;
  }
  return places;
}
