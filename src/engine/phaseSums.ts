import { evennessOf, type Evenness } from './evenness.js';
import { advance } from './indexing.js';
import { at, product } from './numbers.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Result } from './result.js';

/** What a layer with a given kernel makes of a constant input of ones, over one period of the unbounded interior. */
export interface PhaseSums extends Evenness {
  /** Phases per axis: the strides. Element e of the real map has phase (e + begin) mod stride. */
  readonly shape: readonly number[];
  /** The sum of the weights on each phase, row-major. */
  readonly sums: Float64Array;
  /** A constant stays constant: all sums are equal, but for rounding (2^-40 of the sum of the weights' sizes). */
  readonly flat: boolean;
}

const MOST_PHASES = 2 ** 20;

/**
 * The overlap weighted by a kernel (one channel pair, kernelLength values): a constant input stays constant if and only if the
 * weights' sums over the taps of each phase are equal; along an axis tap j has phase j·dilation mod stride. As for counts it is about the
 * outputs of a transposed layer and about a convolution's gradient at its inputs. Refused where strides have more than 2^20 phases.
 */
export function phaseSums(spec: ConvSpec, weights: Float64Array): Result<PhaseSums> {
  if (weights.length !== product(spec.kernelSize)) {
    throw new RangeError(`${weights.length} weights for a kernel of ${spec.kernelSize.join(' × ')}`);
  }
  const phases = product(spec.stride);
  if (phases > MOST_PHASES) {
    return refuse({
      code: 'too-large',
      message: `Strides of ${spec.stride.join(' × ')} have too many phases to list`,
      parameter: 'stride',
      values: { stride: spec.stride },
    });
  }
  const sums = new Float64Array(phases);
  const position = spec.kernelSize.map(() => 0);
  let size = 0;
  for (const weight of weights) {
    let phase = 0;
    for (const [axis, stride] of spec.stride.entries()) {
      phase = phase * stride + ((at(position, axis) * at(spec.dilation, axis)) % stride);
    }
    sums[phase]! += weight;
    size += Math.abs(weight);
    advance(position, spec.kernelSize);
  }
  const [min, max] = [sums.reduce((a, b) => Math.min(a, b)), sums.reduce((a, b) => Math.max(a, b))];
  const flat = max - min <= size * 2 ** -40;
  return ok({ shape: spec.stride, sums, flat, ...(flat ? { ratio: 1, variation: 0 } : evennessOf(sums)) });
}
