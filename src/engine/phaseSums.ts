import { evennessOf, type Evenness } from './evenness.js';
import { advance } from './indexing.js';
import { at, product } from './numbers.js';
import { kernelPlace, weightLength } from './weights.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** What a layer with a given kernel makes of a constant input of ones, over one period of the unbounded interior. */
export interface PhaseSums extends Evenness {
  /** Phases per axis: the strides. Element e of the real map has phase (e + begin) mod stride. */
  readonly shape: readonly number[];
  /** The sum of the weights on each phase, row-major. */
  readonly sums: Float64Array;
  /** A constant stays constant: all sums are equal, but for rounding (2^-40 of the sum of the weights' sizes). */
  readonly flat: boolean;
}

/** Phases, or phases of all channels, that are still listed. */
export const MOST_PHASES = 2 ** 20;

/**
 * The overlap weighted by a kernel (one channel pair, kernelLength values): a constant input stays constant if and only if the
 * weights' sums over the taps of each phase are equal; along an axis tap j has phase j·dilation mod stride. As for counts it is about the
 * outputs of a transposed layer and about a convolution's gradient at its inputs. Refused where strides have more than 2^20 phases.
 */
export function phaseSums(spec: ConvSpec, weights: Float64Array): Result<PhaseSums> {
  if (weights.length !== product(spec.kernelSize)) {
    throw new RangeError(`${weights.length} weights for a kernel of ${spec.kernelSize.join(' × ')}`);
  }
  if (spec.inputDilation) return refuse(notTold());
  if (product(spec.stride) > MOST_PHASES) return refuse(tooManyPhases(spec));
  const sums = new Float64Array(product(spec.stride));
  const phaseOf = phasesOfKernel(spec);
  let size = 0;
  for (let k = 0; k < weights.length; k++) {
    sums[at(phaseOf, k)]! += at(weights, k);
    size += Math.abs(at(weights, k));
  }
  return ok(judgedSums(spec.stride, sums, size));
}

/** The phase on which each kernel position falls, row-major; a flipped kernel's first weight is at its last position. */
function phasesOfKernel(spec: ConvSpec): Int32Array {
  const phases = new Int32Array(product(spec.kernelSize));
  const position = spec.kernelSize.map(() => 0);
  for (let k = 0; k < phases.length; k++) {
    let phase = 0;
    for (const [axis, stride] of spec.stride.entries()) {
      const kernel = at(spec.kernelSize, axis);
      const j = spec.flip ? kernel - 1 - at(position, axis) : at(position, axis);
      phase = phase * stride + ((j * at(spec.dilation, axis)) % stride);
    }
    phases[k] = phase;
    advance(position, spec.kernelSize);
  }
  return phases;
}

/** Sums with their evenness; size is the sum of the weights' sizes, to which rounding is measured. */
export function judgedSums(shape: readonly number[], sums: Float64Array, size: number): PhaseSums {
  const [min, max] = [sums.reduce((a, b) => Math.min(a, b)), sums.reduce((a, b) => Math.max(a, b))];
  const flat = max - min <= size * 2 ** -40;
  return { shape, sums, flat, ...(flat ? { ratio: 1, variation: 0 } : evennessOf(sums)) };
}

/** Inputs that stand apart meet only some of the phases. */
function notTold(): Problem {
  return {
    code: 'stride-with-dilation',
    message: 'The weights of a convolution that both strides and dilates its input are not summed by phase',
  };
}

function tooManyPhases(spec: ConvSpec): Problem {
  return {
    code: 'too-large',
    message: `Strides of ${spec.stride.join(' × ')} have too many phases to list`,
    parameter: 'stride',
    values: { stride: spec.stride },
  };
}

/**
 * phaseSums of a whole layer with its weight tensor in the framework's own order: of a transposed layer for every output channel, summed
 * over the input channels of its group; of a convolution for every input channel (its gradient), summed over the output channels. Input
 * channels are all 1. Refused where phases and channels are more than 2^20 together.
 */
export function layerPhaseSums(spec: ConvSpec, weights: Float64Array): Result<PhaseSums[]> {
  if (weights.length !== weightLength(spec)) {
    throw new RangeError(`${weights.length} weights for a layer of ${weightLength(spec)}`);
  }
  if (spec.inputDilation) return refuse(notTold());
  const painted = spec.transposed ? spec.outChannels : spec.inChannels;
  const summed = (spec.transposed ? spec.inChannels : spec.outChannels) / spec.groups;
  const perGroup = painted / spec.groups;
  const phases = product(spec.stride);
  if (phases * painted > MOST_PHASES) return refuse(tooManyPhases(spec));
  const phaseOf = phasesOfKernel(spec);
  const results: PhaseSums[] = [];
  for (let channel = 0; channel < painted; channel++) {
    const sums = new Float64Array(phases);
    let size = 0;
    const first = Math.floor(channel / perGroup) * summed;
    for (let other = first; other < first + summed; other++) {
      const { start, step } = spec.transposed ? kernelPlace(spec, channel, other) : kernelPlace(spec, other, channel);
      for (let k = 0; k < phaseOf.length; k++) {
        const weight = at(weights, start + k * step);
        sums[at(phaseOf, k)]! += weight;
        size += Math.abs(weight);
      }
    }
    results.push(judgedSums(spec.stride, sums, size));
  }
  return ok(results);
}

/**
 * An interpolation to an integer multiple of the size, far from the border and along one axis, per phase: output q·factor + r is
 * Σ weights[t]·input[q + first + t] of phase r.
 */
export interface PhaseCoefficients {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * What an interpolation makes of a constant: the sum of its coefficients on each phase, which multiply along the axes. This is how it is to be
 * judged, and not by how many inputs each output reads.
 */
export function interpolationSums(axes: readonly (readonly PhaseCoefficients[])[]): PhaseSums {
  let sums: number[] = [1];
  let sizes: number[] = [1];
  for (const phases of axes) {
    if (phases.length === 0) throw new RangeError('An interpolation has at least one phase per axis');
    const own = phases.map(({ weights }) => weights.reduce((a, b) => a + b, 0));
    const ownSizes = phases.map(({ weights }) => weights.reduce((a, b) => a + Math.abs(b), 0));
    sums = sums.flatMap(sum => own.map(value => sum * value));
    sizes = sizes.flatMap(size => ownSizes.map(value => size * value));
  }
  return judgedSums(
    axes.map(phases => phases.length),
    Float64Array.from(sums),
    sizes.reduce((a, b) => a + b),
  );
}
