import { at } from '../numbers.js';
import type { LayerParams } from '../params.js';
import type { ParameterRole, Problem } from '../result.js';
import { tuple } from './kerasWords.js';

/**
 * What Keras refuses of a layer's parameters alone, in its own words and order. Messages as of Keras 3.15.1
 * (keras/src/layers/convolutional/base_*.py, keras/src/utils/argument_validation.py). A number that Keras repeats per
 * axis is quoted as the tuple that it stands for.
 */
export function checkKerasParams(params: LayerParams): Problem | null {
  return checkTuples(params) ?? checkPadding(params) ?? checkChannels(params) ?? checkCombinations(params);
}

function checkTuples(params: LayerParams): Problem | null {
  const problem =
    checkTuple('kernel_size', 'kernelSize', params.kernelSize, params.spatialRank, 1) ??
    checkTuple('strides', 'stride', params.stride, params.spatialRank, 1) ??
    checkTuple('dilation_rate', 'dilation', params.dilation, params.spatialRank, 1);
  if (problem || params.kind !== 'transposed' || params.outputPadding === null) return problem;
  return checkTuple('output_padding', 'outputPadding', params.outputPadding, params.spatialRank, 0);
}

function checkTuple(
  name: string,
  parameter: ParameterRole,
  values: readonly number[],
  rank: number,
  least: 0 | 1,
): Problem | null {
  const message = `The \`${name}\` argument must be a tuple of ${rank} integers. Received ${name}=${tuple(values)}`;
  if (values.length !== rank) {
    return { code: 'wrong-length', message, parameter, values: { expected: rank, got: values } };
  }
  const bad = [...new Set(values.filter(value => value < least))];
  if (bad.length === 0) return null;
  return {
    code: least === 1 ? 'not-positive' : 'negative-padding',
    message: `${message}, including values {${bad.join(', ')}} that do not satisfy \`value ${least === 1 ? '>' : '>='} 0\``,
    parameter,
    axis: values.findIndex(value => value < least),
    values: { got: values },
  };
}

function checkPadding(params: LayerParams): Problem | null {
  const { padding, spatialRank, kind } = params;
  // A causal SeparableConv1D of Keras 2 pads its input at the start.
  if (typeof padding !== 'string' && 'begin' in padding && kind === 'separable') return null;
  if (typeof padding !== 'string') {
    const numbers = 'begin' in padding ? [...padding.begin, ...padding.end] : padding;
    const message = `\`padding\` must be either \`'valid'\` or \`'same'\`. Received ${tuple(numbers)}.`;
    return { code: 'invalid-padding-string', message, parameter: 'padding', values: { padding: numbers } };
  }
  const causal = kind === 'convolution' && spatialRank === 1;
  const words = causal ? ['valid', 'same', 'causal'] : ['valid', 'same'];
  if (words.includes(padding)) return null;
  const allowed = causal ? "{'valid', 'same', 'causal'}" : "{'valid', 'same'}";
  const message = `The \`padding\` argument must be a list/tuple or one of ${allowed}. Received: ${padding}`;
  return { code: 'invalid-padding-string', message, parameter: 'padding', values: { padding } };
}

function checkChannels(params: LayerParams): Problem | null {
  const { kind, groups, inChannels, outChannels: filters, depthMultiplier } = params;
  const depthwise = kind === 'depthwise' || kind === 'separable';
  if (depthwise && depthMultiplier < 1) {
    const message = `Invalid value for argument \`depth_multiplier\`. Expected a strictly positive value. Received depth_multiplier=${depthMultiplier}.`;
    return { code: 'not-positive', message, parameter: 'depthMultiplier', values: { depthMultiplier } };
  }
  if (kind !== 'depthwise' && filters < 1) {
    const message = `Invalid value for argument \`filters\`. Expected a strictly positive value. Received filters=${filters}.`;
    return { code: 'not-positive', message, parameter: 'outChannels', values: { outChannels: filters } };
  }
  if (inChannels < 0) {
    const message = `An input cannot have ${inChannels} channels`;
    return { code: 'not-positive', message, parameter: 'inChannels', values: { inChannels } };
  }
  // Only convolutions have groups.
  if (kind !== 'convolution') return null;
  if (groups < 1) {
    const message = `The number of groups must be a positive integer. Received: groups=${groups}.`;
    return { code: 'not-positive', message, parameter: 'groups', values: { groups } };
  }
  if (filters % groups !== 0) {
    const message = `The number of filters must be evenly divisible by the number of groups. Received: groups=${groups}, filters=${filters}.`;
    return { code: 'groups-do-not-divide', message, parameter: 'groups', values: { groups, outChannels: filters } };
  }
  if (inChannels % groups !== 0) {
    const message = `The number of input channels must be evenly divisible by the number of groups. Received groups=${groups}, but the input has ${inChannels} channels.`;
    return { code: 'groups-do-not-divide', message, parameter: 'groups', values: { groups, inChannels } };
  }
  return null;
}

function checkCombinations(params: LayerParams): Problem | null {
  const { kind, stride, dilation, outputPadding } = params;
  // DepthwiseConv and SeparableConv have no such check, and run.
  const checked = kind === 'convolution' || kind === 'transposed';
  if (checked && Math.max(...stride) > 1 && Math.max(...dilation) > 1) {
    const message = `\`strides > 1\` not supported in conjunction with \`dilation_rate > 1\`. Received: strides=${tuple(stride)} and dilation_rate=${tuple(dilation)}`;
    return { code: 'stride-with-dilation', message, parameter: 'dilation', values: { stride, dilation } };
  }
  if (kind === 'transposed' && outputPadding !== null) {
    const axis = outputPadding.findIndex((padding, a) => padding >= at(stride, a));
    if (axis >= 0) {
      const message =
        '`output_padding` must be strictly less than `strides` for all dimensions. ' +
        `At dimension ${axis}, \`output_padding\` is ${outputPadding[axis]} but \`strides\` is ${stride[axis]}. ` +
        `Received: output_padding=${tuple(outputPadding)}, strides=${tuple(stride)}`;
      return {
        code: 'output-padding-too-large',
        message,
        parameter: 'outputPadding',
        axis,
        values: { outputPadding, stride },
      };
    }
  }
  return null;
}
