import { conventionRules } from './conventions/index.js';
import type { ConventionRules } from './conventions/rules.js';
import { at, isExact, product } from './numbers.js';
import { tooLarge } from './refusals.js';
import { outputSpatialOf } from './size.js';
import { buildSpec, outputChannels } from './spec.js';
import type { ConvSpec, LayerParams } from './params.js';
import { ok, refuse, type Result } from './result.js';

/** A whole input that a layer takes, taken apart, and the whole output that it gives. */
export interface CheckedInput {
  readonly spec: ConvSpec;
  /** null for an unbatched input (C, spatial axes); of several batch axes, which Flax takes, their product. */
  readonly batch: number | null;
  readonly channels: number;
  readonly inputSpatial: readonly number[];
  readonly outputSpatial: readonly number[];
  readonly output: readonly number[];
}

/**
 * Checks a layer and a whole input shape, in the order in which the framework does: parameters, rank, channels, sizes.
 * A batch of 0 is allowed, as in both frameworks.
 */
export function checkInput(params: LayerParams, shape: readonly number[]): Result<CheckedInput> {
  const built = buildSpec(params);
  if (!built.ok) return built;
  const spec = built.value;
  const rules = conventionRules(params.convention);
  const { words } = rules;
  const batchRank = shape.length - spec.spatialRank - 1;
  if (!takesBatchAxes(rules, batchRank)) return refuse(words.rankMismatch(spec, shape, outputChannels(params)));
  const bad = shape.find(size => !Number.isInteger(size) || size < 0);
  if (bad !== undefined) {
    const code = Number.isInteger(bad) ? 'not-positive' : 'not-an-integer';
    const message = `A shape consists of integers that are not negative, but got [${shape.join(', ')}]`;
    return refuse({ code, message, parameter: 'input', values: { shape } });
  }
  const channelAxis = spec.layout === 'NHWC' ? shape.length - 1 : batchRank;
  const channels = at(shape, channelAxis);
  const first = shape.slice(0, batchRank);
  const batch = batchRank > 0 ? product(first) : null;
  const inputSpatial = shape.filter((_, axis) => axis !== channelAxis && axis >= batchRank);
  // A padding mode pads first, so that its complaint comes before the one about channels.
  const leading = batch === null ? [channels] : [batch, channels];
  const call = { leading, filters: outputChannels(params) };
  if (channels !== spec.inChannels) {
    const fold = spec.paddingMode === 'zeros' ? null : outputSpatialOf(spec, inputSpatial, call);
    if (fold && !fold.ok && fold.problem.code === 'padding-larger-than-input') return fold;
    return refuse(words.channelsMismatch(spec, shape));
  }
  const sizes = outputSpatialOf(spec, inputSpatial, call);
  if (!sizes.ok) return sizes;
  const output =
    (spec.outputLayout ?? spec.layout) === 'NHWC'
      ? [...first, ...sizes.value, call.filters]
      : [...first, call.filters, ...sizes.value];
  if (!isExact(product(output))) return refuse(tooLarge('output', output));
  return ok({ spec, batch, channels, inputSpatial, outputSpatial: sizes.value, output });
}

/** Whether a framework takes an input with so many axes before its channels and spatial axes. */
export function takesBatchAxes(rules: ConventionRules, batchRank: number): boolean {
  switch (rules.batchAxes) {
    case 'one':
      return batchRank === 1;
    case 'optional':
      return batchRank === 0 || batchRank === 1;
    case 'any':
      return batchRank >= 0;
    case 'many':
      return batchRank >= 1;
    case 'none':
      return batchRank === 0;
  }
}

/** The whole output shape, batch and channels included, for a whole input shape. */
export function outputShape(params: LayerParams, inputShape: readonly number[]): Result<number[]> {
  const checked = checkInput(params, inputShape);
  return checked.ok ? ok([...checked.value.output]) : checked;
}
