import { geometries } from './axis.js';
import { isExact, product } from './numbers.js';
import { checkForward, tooLarge, type CallContext } from './refusals.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Result } from './result.js';

/**
 * The spatial size that comes out, or why none does: what the framework checks when the layer is called. Sizes are
 * arithmetic only: nothing is allocated, and what 2^53 cannot hold is refused.
 */
export function outputSpatial(spec: ConvSpec, inputSpatial: readonly number[]): Result<number[]> {
  return outputSpatialOf(spec, inputSpatial, { leading: ['N', spec.inChannels], filters: spec.outChannels });
}

/** outputSpatial, with what else the framework's messages quote of the call. */
export function outputSpatialOf(spec: ConvSpec, inputSpatial: readonly number[], call: CallContext): Result<number[]> {
  const problem = checkForward(spec, inputSpatial, call);
  if (problem) return refuse(problem);
  const sizes = geometries(spec, inputSpatial).map(axis => axis.outputs);
  if (!isExact(product(sizes) * spec.outChannels)) return refuse(tooLarge('output', sizes));
  return ok(sizes);
}

/** How many weights one channel pair has. */
export function kernelLength(spec: ConvSpec): number {
  return product(spec.kernelSize);
}
