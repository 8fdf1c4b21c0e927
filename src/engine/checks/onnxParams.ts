import { eachAxis } from '../conventions/space.js';
import { at } from '../numbers.js';
import type { LayerParams } from '../params.js';
import type { ParameterRole, Problem } from '../result.js';

/**
 * What is refused of a Conv or ConvTranspose node alone: first what ONNX's shape inference checks of the attributes
 * (onnx/defs/nn/utils), then what onnxruntime's CPU kernels do. Messages as of onnx 1.23 and onnxruntime 1.30; where one
 * quotes the input's size, which is not known here, it ends before that.
 */
export function checkOnnxParams(params: LayerParams): Problem | null {
  return (
    checkAttributes(params) ??
    checkPadding(params) ??
    checkChannels(params) ??
    checkSameDilation(params) ??
    checkOutputPadding(params)
  );
}

function checkAttributes(params: LayerParams): Problem | null {
  const { kernelSize, stride, dilation, padding, outputPadding, outputSize } = params;
  const transposed = params.kind === 'transposed';
  const explicit = typeof padding === 'string' ? [] : 'begin' in padding ? [padding.begin, padding.end] : [padding];
  return (
    checkSizes(params, 'kernel_shape', 'kernelSize', kernelSize, 1) ??
    checkSizes(params, 'dilations', 'dilation', dilation, 1) ??
    checkSizes(params, 'strides', 'stride', stride, 1) ??
    explicit.map(sizes => checkSizes(params, 'pads', 'padding', sizes, 0)).find(problem => problem !== null) ??
    (transposed && outputSize ? checkSizes(params, 'output_shape', 'outputSize', outputSize, 0) : null) ??
    (transposed && outputPadding ? checkSizes(params, 'output_padding', 'outputPadding', outputPadding, 0) : null)
  );
}

function checkSizes(
  params: LayerParams,
  name: string,
  parameter: ParameterRole,
  sizes: readonly number[],
  least: 0 | 1,
): Problem | null {
  const values = { got: sizes };
  if (sizes.length !== params.spatialRank) {
    return { code: 'wrong-length', message: `Attribute ${name} has incorrect size`, parameter, values };
  }
  const axis = sizes.findIndex(size => size < least);
  if (axis < 0) return null;
  const padding = parameter === 'padding' || parameter === 'outputPadding';
  const what = least === 1 ? 'must only contain positive values' : 'must not contain negative values';
  const message = `Attribute ${name} ${what}`;
  return { code: padding ? 'negative-padding' : 'not-positive', message, parameter, axis, values };
}

function checkPadding({ padding, paddingMode }: LayerParams): Problem | null {
  if (paddingMode !== 'zeros') {
    const message = `Only zeros are padded, but got ${paddingMode}`;
    return { code: 'padding-mode-not-supported', message, parameter: 'paddingMode', values: { paddingMode } };
  }
  if (typeof padding !== 'string' || ['valid', 'same', 'same-lower'].includes(padding)) return null;
  const message = 'Unknown AutoPadType String';
  return { code: 'invalid-padding-string', message, parameter: 'padding', values: { padding } };
}

/** ONNX's text allows it; onnxruntime has no kernel for it. */
function checkSameDilation({ padding, dilation, kind }: LayerParams): Problem | null {
  const same = padding === 'same' || padding === 'same-lower';
  if (!same || kind === 'transposed' || dilation.every(d => d === 1)) return null;
  const message = 'Dilation not supported for AutoPadType::SAME_UPPER or AutoPadType::SAME_LOWER.';
  return { code: 'arguments-conflict', message, parameter: 'dilation', values: { dilation } };
}

function checkChannels({ kind, groups, inChannels, outChannels, depthMultiplier }: LayerParams): Problem | null {
  if (groups < 1) {
    const message = `group count is <= 0 group: ${groups}`;
    return { code: 'not-positive', message, parameter: 'groups', values: { groups } };
  }
  const negative = inChannels < 0 ? 'inChannels' : outChannels < 0 ? 'outChannels' : undefined;
  if (negative !== undefined || depthMultiplier < 1) {
    const message = `A weight cannot have negative sizes: ${inChannels} and ${outChannels} channels`;
    return {
      code: 'not-positive',
      message,
      parameter: negative ?? 'depthMultiplier',
      values: { inChannels, outChannels },
    };
  }
  if (inChannels % groups !== 0) {
    const message =
      kind === 'transposed'
        ? `Input channels is not divisible by group. num_input_channels: ${inChannels} group: ${groups}`
        : `Input channels C is not divisible by group. C: ${inChannels} group: ${groups}`;
    return { code: 'groups-do-not-divide', message, parameter: 'groups', values: { groups, inChannels } };
  }
  if (outChannels % groups !== 0) {
    const message = `Output channels M is not divisible by group. M: ${outChannels} group: ${groups}`;
    return { code: 'groups-do-not-divide', message, parameter: 'groups', values: { groups, outChannels } };
  }
  return null;
}

/**
 * output_padding has to stay below the larger of stride and dilation, and, for the output to lead back to the input, below
 * the stride. With an output_shape the second depends on the input's size.
 */
function checkOutputPadding(params: LayerParams): Problem | null {
  const { kind, outputPadding, outputSize } = params;
  if (kind !== 'transposed') return null;
  const zero = outputSize?.findIndex(size => size < 1) ?? -1;
  if (zero >= 0) {
    const message = `Explicit output size must be positive. Got: ${outputSize?.[zero]}`;
    return {
      code: 'not-positive',
      message,
      parameter: 'outputSize',
      axis: zero,
      values: { outputSize: outputSize ?? [] },
    };
  }
  if (!outputPadding) return null;
  const [stride, dilation] = [eachAxis(params, params.stride), eachAxis(params, params.dilation)];
  const values = { outputPadding, stride, dilation };
  for (const [axis, added] of outputPadding.entries()) {
    const most = Math.max(at(stride, axis), at(dilation, axis));
    if (added < most && (added < at(stride, axis) || outputSize)) continue;
    const message =
      added >= most
        ? `output_padding[${axis}] (${added}) must be less than max(stride, dilation) (${most}) for spatial dimension ${axis}.`
        : `Computed output shape is inconsistent with input spatial dimensions. output_padding (${added}) may be too large for stride (${at(stride, axis)}).`;
    return { code: 'output-padding-too-large', message, parameter: 'outputPadding', axis, values };
  }
  return null;
}
