import { geometries } from './axis.js';
import { conventionRules } from './conventions/index.js';
import { resolvePadding } from './padding.js';
import { at, isExact, product } from './numbers.js';
import type { ConvSpec } from './params.js';
import type { Problem } from './result.js';

/** What a framework's messages quote beside the spatial sizes. */
export interface CallContext {
  /** What comes before the spatial sizes in NCHW: batch and channels, or the channels alone of an unbatched input. */
  readonly leading: readonly (number | string)[];
  /** The channels that come out of the whole layer, pointwise stage included. */
  readonly filters: number;
}

/** A shape or a product that 2^53 cannot hold. */
export function tooLarge(what: 'input' | 'output' | 'weight', sizes: readonly number[]): Problem {
  return {
    code: 'too-large',
    message: `The ${what} of size ${sizes.join(' × ')} has more elements than arithmetic can hold (2^53)`,
    ...(what === 'input' ? { parameter: 'input' as const } : {}),
    values: { sizes },
  };
}

/**
 * What a framework checks when a layer is called with this spatial size, in its own words; null when it runs.
 */
export function checkForward(spec: ConvSpec, inputSpatial: readonly number[], call: CallContext): Problem | null {
  const { leading } = call;
  if (inputSpatial.length !== spec.spatialRank) {
    return {
      code: 'rank-mismatch',
      message: `A layer of ${spec.spatialRank} spatial axes was given ${inputSpatial.length} spatial sizes`,
      parameter: 'input',
      values: { expected: spec.spatialRank, got: inputSpatial.length },
    };
  }
  for (let axis = 0; axis < spec.spatialRank; axis++) {
    const size = at(inputSpatial, axis);
    if (!Number.isInteger(size)) return notAnInteger(axis, size);
    if (size < 0) return negativeInput(axis, size, inputSpatial);
    if (!isExact(size)) return tooLarge('input', inputSpatial);
  }
  if (!isExact(product(inputSpatial) * spec.inChannels)) return tooLarge('input', inputSpatial);
  const rules = conventionRules(spec.convention);
  const { words } = rules;
  const padding = resolvePadding(spec, inputSpatial);
  if (spec.paddingMode !== 'zeros') {
    const fold = words.foldTooLarge(spec, inputSpatial, padding, leading);
    if (fold) return fold;
  }
  const answersEmpty = rules.emptyOutput === 'answer';
  // With no sample or no channel there is nothing to compute, and PyTorch lets it pass.
  const isEmpty = inputSpatial.includes(0) && !leading.includes(0) && !answersEmpty;
  // A transposed layer is asked about its input first, a convolution about what its padding makes of it.
  const empty = isEmpty && spec.transposed ? words.emptyInput(inputSpatial, leading) : null;
  if (empty) return empty;
  const special = rules.checkCall?.(spec, inputSpatial, call);
  if (special) return special;
  const axes = geometries(spec, inputSpatial);
  const unheld = axes.find(axis => !isExact(axis.outputs));
  if (unheld) return tooLarge('output', [unheld.outputs]);
  if (!answersEmpty && axes.some(axis => axis.outputs < 1)) return words.noOutput(spec, inputSpatial, padding, call);
  if (isEmpty) return words.emptyInput(inputSpatial, leading);
  return null;
}

function notAnInteger(axis: number, size: number): Problem {
  return {
    code: 'not-an-integer',
    message: `An input size must be an integer, but got ${size}`,
    parameter: 'input',
    axis,
    values: { size },
  };
}

function negativeInput(axis: number, size: number, inputSpatial: readonly number[]): Problem {
  return {
    code: 'not-positive',
    message: `An input size cannot be negative, but got ${size}`,
    parameter: 'input',
    axis,
    values: { size, inputSpatial },
  };
}
