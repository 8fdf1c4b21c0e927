import { interpolationMatrix, type ResizeOptions } from './interpolation.js';
import { linearProduct, type LinearCsr } from './linearCsr.js';
import { layerMatrix, pairMatrix } from './matrix.js';
import { DEFAULT_BUDGET, everyChannel } from './valuedCsr.js';
import type { InterpolationRule } from './interpolationTypes.js';
import type { ConvSpec } from './params.js';
import type { Result } from './result.js';

export interface ResizeConvolutionOptions extends ResizeOptions {
  /** The whole layer with all its channels instead of one channel pair. */
  readonly whole?: boolean;
}

/**
 * A resize and the layer after it as one matrix, linear in the layer's weights: from inputSpatial, resized to resizedSpatial, to the layer's
 * outputs. weightIdx is flat over the kernel's own axes for a channel pair, and over the framework's weight tensor for the whole layer, whose
 * channels are resized one by one. Refused with the layer's or the resize's own reason, or where a factor or the product is over the budget.
 */
export function resizeConvolutionMatrix(
  rule: InterpolationRule,
  spec: ConvSpec,
  inputSpatial: readonly number[],
  resizedSpatial: readonly number[],
  options: ResizeConvolutionOptions = {},
): Result<LinearCsr> {
  const { whole = false, budgetBytes = DEFAULT_BUDGET } = options;
  const layer = whole
    ? layerMatrix(spec, resizedSpatial, { budgetBytes })
    : pairMatrix(spec, resizedSpatial, budgetBytes);
  if (!layer.ok) return layer;
  const resize = interpolationMatrix(rule, inputSpatial, resizedSpatial, options);
  if (!resize.ok) return resize;
  const channels = everyChannel(resize.value, whole ? spec.inChannels : 1, spec.layout, budgetBytes);
  return channels.ok ? linearProduct(layer.value, channels.value, budgetBytes) : channels;
}
