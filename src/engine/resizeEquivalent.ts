import { multiplyAdds, parameterCount } from './cost.js';
import { at, isExact, product } from './numbers.js';
import { resolveOutputPadding, resolvePadding } from './padding.js';
import { outputSpatial } from './size.js';
import { buildSpec } from './spec.js';
import type { ConvSpec, ExplicitPadding, LayerParams } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** What a layer costs: trainable numbers, and multiply-adds for one sample. */
export interface LayerCost {
  readonly parameters: number;
  readonly multiplyAdds: number;
}

/** A resize by nearest neighbour followed by a convolution of stride 1, in place of a transposed convolution. */
export interface ResizeConvolution {
  /** The resize's factor per axis: the stride of the transposed layer. */
  readonly factor: readonly number[];
  readonly kernelSize: readonly number[];
  /** The convolution's padding; negative where the layer crops more than that. */
  readonly padding: ExplicitPadding;
  readonly outputSpatial: readonly number[];
  /**
   * Whether every output depends on the inputs that it depends on in the transposed layer: nearest ×s then kernel k − s + 1 is the
   * transposed convolution with kernel k and tied weights.
   */
  readonly sameInputs: boolean;
  readonly cost: LayerCost;
}

/** The ways to replace a transposed layer, and what it costs itself. */
export interface ResizeEquivalent {
  readonly original: LayerCost;
  /** The one that reads the same inputs first, if there is one, then the one of the nearest odd kernel with equal padding at both ends. */
  readonly replacements: readonly ResizeConvolution[];
}

/**
 * Resize-convolutions of the same output size as a transposed layer. Their phase sums are equal whatever the weights, because a resize keeps a
 * constant constant and so does a convolution of stride 1 (Odena, Dumoulin and Olah, Deconvolution and checkerboard artifacts, Distill 2016).
 * The price is that the convolution runs on the larger grid: Πs·Πk'/Πk times the multiply-adds of the transposed one.
 * Refused where the layer is no transposed one, is refused itself or cannot run on this input.
 */
export function resizeEquivalent(params: LayerParams, inputSpatial: readonly number[]): Result<ResizeEquivalent> {
  const built = buildSpec(params);
  if (!built.ok) return built;
  const spec = built.value;
  if (!spec.transposed) return refuse(notTransposed());
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  const original = costOf(params, inputSpatial);
  if (!original.ok) return original;
  const replacements: ResizeConvolution[] = [];
  for (const shape of [tied(spec, inputSpatial), odd(spec, inputSpatial, sizes.value)]) {
    if (!shape) continue;
    const same = replacements.some(other => other.kernelSize.every((size, axis) => size === shape.kernelSize[axis]));
    if (same) continue;
    const cost = convolutionCost(spec, shape.kernelSize, sizes.value);
    if (!cost.ok) return cost;
    replacements.push({ factor: spec.stride, ...shape, outputSpatial: sizes.value, cost: cost.value });
  }
  return ok({ original: original.value, replacements });
}

interface Shape {
  readonly kernelSize: readonly number[];
  readonly padding: ExplicitPadding;
  readonly sameInputs: boolean;
}

/**
 * Kernel k − s + 1. Between them, nearest ×s paints each input on s outputs and the kernel reads k' of those, so that a tap lies at o = i·s + u − begin for
 * u = 0 … s + k' − 2: the transposed kernel, with padding k' − 1 − begin here. null where k < s, or a dilation leaves gaps that a resize fills.
 */
function tied(spec: ConvSpec, inputSpatial: readonly number[]): Shape | null {
  const kernelSize = spec.kernelSize.map((size, axis) => size - at(spec.stride, axis) + 1);
  const gaps = spec.dilation.some((dilation, axis) => dilation > 1 && at(spec.kernelSize, axis) > 1);
  if (gaps || kernelSize.some(size => size < 1)) return null;
  const crop = resolvePadding(spec, inputSpatial);
  const added = resolveOutputPadding(spec, inputSpatial);
  const begin = kernelSize.map((size, axis) => size - 1 - at(crop.begin, axis));
  const end = kernelSize.map((size, axis) => size - 1 - at(crop.end, axis) + at(added, axis));
  return { kernelSize, padding: { begin, end }, sameInputs: true };
}

/** The odd kernel nearest to k − s + 1, at least 3 if anything is to be learned across pixels, padded so that the size is the layer's. */
function odd(spec: ConvSpec, inputSpatial: readonly number[], outputs: readonly number[]): Shape | null {
  const kernelSize = spec.kernelSize.map((size, axis) => {
    const near = size - at(spec.stride, axis) + 1;
    return size === 1 && at(spec.stride, axis) === 1 ? 1 : Math.max(3, near % 2 === 0 ? near + 1 : near);
  });
  const total = kernelSize.map(
    (size, axis) => at(outputs, axis) + size - 1 - at(inputSpatial, axis) * at(spec.stride, axis),
  );
  const begin = total.map(size => Math.floor(size / 2));
  const end = total.map((size, axis) => size - at(begin, axis));
  return { kernelSize, padding: { begin, end }, sameInputs: false };
}

function costOf(params: LayerParams, inputSpatial: readonly number[]): Result<LayerCost> {
  const counted = multiplyAdds(params, inputSpatial);
  return counted.ok ? ok({ parameters: parameterCount(params), multiplyAdds: counted.value }) : counted;
}

/** The convolution's cost; a nearest-neighbour resize multiplies nothing. */
function convolutionCost(spec: ConvSpec, kernelSize: readonly number[], outputs: readonly number[]): Result<LayerCost> {
  const weights = (spec.inChannels * spec.outChannels * product(kernelSize)) / spec.groups;
  const total = product(outputs) * weights;
  if (isExact(total)) return ok({ parameters: weights + (spec.bias ? spec.outChannels : 0), multiplyAdds: total });
  const message = 'The multiply-adds are more than arithmetic can hold (2^53)';
  return refuse({ code: 'too-large', message, values: { positions: product(outputs), weights } });
}

function notTransposed(): Problem {
  return {
    code: 'argument-invalid',
    message: 'Only a transposed convolution is replaced by a resize and a convolution',
  };
}
