import { checkTorchParams } from '../checks/torchParams.js';
import * as words from '../checks/torchWords.js';
import { at, effectiveKernelSize } from '../numbers.js';
import type { ConvSpec, LayerParams } from '../params.js';
import type { Problem } from '../result.js';
import { convolutionSpace, croppedSpace } from './space.js';
import type { ConventionRules } from './rules.js';

/** PyTorch: torch.nn and torch.nn.functional, as of torch 2.13 on a CPU. */
export const torch: ConventionRules = {
  convention: 'torch',
  checkParams: params => checkMultiplier(params) ?? checkTorchParams(params),
  space: (params, perAxis) => (params.kind === 'transposed' ? croppedSpace(params) : convolutionSpace(params, perAxis)),
  weightLayout: params => (params.kind === 'transposed' ? 'IOHW' : 'OIHW'),
  transposedGroups: true,
  words,
  checkCall: checkOutputSize,
  batchAxes: 'optional',
  emptyOutput: 'refused',
  symmetricPadding: true,
  outputPadding: 'zero',
  outputPaddingBelow: 'stride-or-dilation',
};

/** PyTorch has no depthwise layer, so that its checks know no multiplier; a layer of it can still be described. */
function checkMultiplier({ kind, depthMultiplier }: LayerParams): Problem | null {
  if ((kind !== 'depthwise' && kind !== 'separable') || depthMultiplier >= 1) return null;
  return {
    code: 'not-positive',
    message: `depthMultiplier must be positive, but got ${depthMultiplier}`,
    parameter: 'depthMultiplier',
    values: { depthMultiplier },
  };
}

/**
 * forward(input, output_size) of a transposed layer: each size must be one that some output padding below the stride gives.
 * Source: _ConvTransposeNd._output_padding in torch/nn/modules/conv.py.
 */
function checkOutputSize(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  const { outputSize, padding } = spec;
  if (!spec.transposed || !outputSize || typeof padding === 'string') return null;
  const smallest = inputSpatial.map((size, axis) => {
    const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
    return (size - 1) * at(spec.stride, axis) + span - at(padding.begin, axis) - at(padding.end, axis);
  });
  const largest = smallest.map((size, axis) => size + at(spec.stride, axis) - 1);
  const axis = outputSize.findIndex((size, a) => size < at(smallest, a) || size > at(largest, a));
  if (axis < 0) return null;
  return {
    code: 'output-size-invalid',
    message:
      `requested an output size of ${words.list(outputSize)}, but valid sizes range from ${words.list(smallest)} ` +
      `to ${words.list(largest)} (for an input of torch.Size(${words.list(inputSpatial)}))`,
    parameter: 'outputSize',
    axis,
    values: { outputSize, smallest, largest },
  };
}
