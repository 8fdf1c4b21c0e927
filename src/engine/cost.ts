import { knownRules } from './conventions/index.js';
import { isExact, product } from './numbers.js';
import { outputSpatial } from './size.js';
import { buildSpec } from './spec.js';
import type { LayerParams } from './params.js';
import { ok, refuse, type Result } from './result.js';

/**
 * Trainable numbers of a layer: in × out / groups × kernel, and one bias per output channel. A depthwise layer has a
 * kernel per input channel and multiplier; a separable one also the pointwise kernel, and its bias comes last, once.
 */
export function parameterCount(params: LayerParams): number {
  const { inChannels, outChannels, groups, depthMultiplier, bias, kind } = params;
  const kernel = product(params.kernelSize);
  if (kind === 'depthwise' || kind === 'separable') {
    const depthwise = inChannels * depthMultiplier;
    const weights = depthwise * kernel + (kind === 'separable' ? depthwise * outChannels : 0);
    return weights + (bias ? (kind === 'separable' ? outChannels : depthwise) : 0);
  }
  const grouped = kind !== 'transposed' || (knownRules(params.convention)?.transposedGroups ?? true);
  const shared = grouped ? groups : 1;
  return (inChannels * outChannels * kernel) / shared + (bias ? outChannels : 0);
}

/**
 * Multiplications, each followed by an addition, for one sample: spatial elements (of the output, or of the input for a
 * transposed layer) × kernel × in × out / groups. Border positions count in full, as in torch.utils.flop_counter, whose
 * FlopCounterMode gives twice this number.
 */
export function multiplyAdds(params: LayerParams, inputSpatial: readonly number[]): Result<number> {
  const built = buildSpec(params);
  if (!built.ok) return built;
  const spec = built.value;
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  const positions = product(spec.transposed ? inputSpatial : sizes.value);
  const weights = (spec.inChannels * spec.outChannels * product(spec.kernelSize)) / spec.groups;
  const pointwise = params.kind === 'separable' ? spec.outChannels * params.outChannels : 0;
  const total = positions * (weights + pointwise);
  if (isExact(total)) return ok(total);
  const message = 'The multiply-adds are more than arithmetic can hold (2^53)';
  return refuse({ code: 'too-large', message, values: { positions, weights } });
}
