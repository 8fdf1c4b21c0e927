import { at, ceilDiv, effectiveKernelSize } from '../numbers.js';
import { isSymmetric, resolvePadding } from '../padding.js';
import type { ConvSpec, ExplicitPadding, LayerParams } from '../params.js';
import type { ParameterRole, Problem } from '../result.js';
import { convolutionSpace, croppedSpace, eachAxis } from './space.js';
import type { ConventionRules, PerAxis, Space } from './rules.js';

/**
 * TensorFlow.js 4.22 on its CPU backend (tfjs-core/src/ops/conv_util.ts). Two things are as it computes, not as it is meant: with a
 * number as padding the sizes of all axes follow the kernel and the stride of the first, so that an axis ends elsewhere than
 * it should; where strides differ too, there is no padding that says so, and the layer is refused as not known.
 */
export const tfjs: ConventionRules = {
  convention: 'tfjs',
  checkParams,
  space: (params, perAxis) => (params.kind === 'transposed' ? transposedSpace(params) : forwardSpace(params, perAxis)),
  weightLayout: params => (params.kind === 'transposed' ? 'HWOI' : params.kind === 'convolution' ? 'HWIO' : 'HWIM'),
  transposedGroups: false,
  words: { rankMismatch, channelsMismatch, noOutput, emptyInput: () => null, foldTooLarge: () => null },
  checkCall,
  batchAxes: 'optional',
  emptyOutput: 'answer',
  // A number means both ends of the first axis, and of the others what is said above.
  symmetricPadding: false,
  outputPadding: 'absent',
  outputPaddingBelow: 'stride',
};

/** How a size that is no integer is rounded: dimRoundingMode, and towards 0 without one. */
export type TfjsRounding = 'floor' | 'round' | 'ceil';

/**
 * A numeric padding with dimRoundingMode as zeros before and after each axis: rounding up adds a window that ends beyond the
 * input, which reads zeros there.
 */
export function tfjsPadding(params: LayerParams, pad: number, rounding: TfjsRounding | null): ExplicitPadding | null {
  const numeric = numericEnds(
    params,
    { stride: eachAxis(params, params.stride), dilation: eachAxis(params, params.dilation) },
    pad,
  );
  if (!numeric) return null;
  const stride = eachAxis(params, params.stride);
  const more = stride.map(s => (rounding === 'ceil' ? s - 1 : rounding === 'round' ? Math.floor(s / 2) : 0));
  return { begin: numeric.begin, end: numeric.end.map((size, axis) => size + at(more, axis)) };
}

/** Null where the strides differ: the last window of an axis then lies where no fixed padding puts it. */
function numericEnds(params: LayerParams, { stride, dilation }: PerAxis, pad: number): ExplicitPadding | null {
  if (params.spatialRank === 3) return { begin: [pad, pad, pad], end: [pad, pad, pad] };
  // conv1d is conv2d of a height of 1, whose kernel and stride are 1.
  const first = params.spatialRank === 1 ? 1 : effectiveKernelSize(at(params.kernelSize, 0), at(dilation, 0));
  const step = params.spatialRank === 1 ? 1 : at(stride, 0);
  if (stride.some(s => s !== step)) return null;
  const spans = params.kernelSize.map((size, axis) => effectiveKernelSize(size, at(dilation, axis)));
  return { begin: spans.map(() => pad), end: spans.map(span => pad + span - first) };
}

function forwardSpace(params: LayerParams, perAxis: PerAxis): Space {
  const { padding } = params;
  if (!isSymmetric(padding)) return convolutionSpace(params, perAxis);
  const ends = numericEnds(params, perAxis, at(padding, 0)) ?? { begin: [], end: [] };
  return { padding: ends, outputPadding: params.kernelSize.map(() => 0) };
}

/** A transposed call asks for its output; the layers of tfjs-layers do not, and follow Keras' rule without output padding. */
function transposedSpace(params: LayerParams): Space {
  const { padding, outputSize } = params;
  if (outputSize) return padding === 'same' ? { ...croppedSpace(params), padding: 'same' } : croppedSpace(params);
  const zeros = params.kernelSize.map(() => 0);
  const stride = eachAxis(params, params.stride);
  const tails = params.kernelSize.map((size, axis) =>
    padding === 'same' ? at(stride, axis) : Math.max(size, at(stride, axis)),
  );
  const crop = params.kernelSize.map((size, axis) => Math.max(size - at(tails, axis), 0));
  const begin = crop.map(size => Math.floor(size / 2));
  return {
    padding: { begin, end: crop.map((size, axis) => size - at(begin, axis)) },
    outputPadding: tails.map((tail, axis) => Math.max(tail - at(params.kernelSize, axis), 0)),
    dilation: zeros.map(() => 1),
  };
}

function positive(parameter: ParameterRole, values: readonly number[], message: string): Problem | null {
  const axis = values.findIndex(value => value < 1);
  return axis < 0 ? null : { code: 'not-positive', message, parameter, axis, values: { got: values } };
}

function checkParams(params: LayerParams): Problem | null {
  const { kind, kernelSize, stride, dilation, padding, spatialRank, groups, inChannels, outChannels } = params;
  const name =
    kind === 'depthwise' || kind === 'separable'
      ? 'depthwiseConv2d'
      : `conv${spatialRank}${kind === 'transposed' ? 'dTranspose' : 'd'}`;
  for (const [parameter, values] of [
    ['kernelSize', kernelSize],
    ['stride', stride],
    ['dilation', dilation],
  ] as const) {
    if (values.length === spatialRank) continue;
    const message = `Error in ${name}: ${parameter} must have ${spatialRank} numbers, but got ${values.length}`;
    return { code: 'wrong-length', message, parameter, values: { got: values } };
  }
  if (typeof padding === 'string' && padding !== 'same' && padding !== 'valid') {
    const message = `Unknown padding parameter: ${padding}`;
    return { code: 'invalid-padding-string', message, parameter: 'padding', values: { padding } };
  }
  if (stride.some(s => s !== 1) && dilation.some(d => d !== 1)) {
    const message = `Error in ${name}: Either strides or dilations must be 1. Got strides ${stride.join(',')} and dilations '${dilation.join(',')}'`;
    return { code: 'stride-with-dilation', message, parameter: 'dilation', values: { stride, dilation } };
  }
  const size =
    positive('dilation', dilation, `Error in ${name}: Dilated rates should be larger than 0.`) ??
    positive('stride', stride, `Error in ${name}: Strides should be larger than 0.`) ??
    positive('kernelSize', kernelSize, `Error in ${name}: the filter must not be empty`) ??
    positive('inChannels', [inChannels], `Error in ${name}: the filter must not be empty`);
  if (size) return size;
  if (kind === 'convolution' && groups !== 1) {
    const message = `Error in ${name}: depth of input (${inChannels}) must match input depth for filter ${inChannels / groups}.`;
    return { code: 'channels-mismatch', message, parameter: 'groups', values: { groups, inChannels, outChannels } };
  }
  const isNumeric = kind !== 'transposed' && isSymmetric(padding);
  if (isNumeric && numericEnds(params, { stride, dilation }, at(padding, 0)) === null) {
    const message =
      'With a number as padding TensorFlow.js sizes every axis by the stride of the first: what comes out is not modelled';
    return { code: 'argument-invalid', message, parameter: 'padding', values: { stride } };
  }
  return null;
}

/** Where the windows that fit are fewer than none: TensorFlow.js names negative sizes, of which nothing can be computed. */
function checkCall(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  const late = startsLate(spec, inputSpatial);
  if (late) return late;
  if (spec.transposed) return checkOutputSize(spec, inputSpatial);
  if (spec.padding === 'same') return null;
  const { begin, end } = resolvePadding(spec, inputSpatial);
  const axis = inputSpatial.findIndex((size, a) => {
    const span = effectiveKernelSize(at(spec.kernelSize, a), at(spec.dilation, a));
    const room = size + at(begin, a) + at(end, a) - span;
    return Math.trunc(room / at(spec.stride, a)) + 1 < 0 || Math.trunc(room / at(spec.stride, a) + 1) < 0;
  });
  return axis < 0 ? null : { ...noOutput(spec, inputSpatial), axis };
}

/**
 * In three dimensions 'same' has a padding below 0 where the windows leave input over, so that the first one starts late: what
 * comes out is not the convolution that the words say, and is not modelled.
 */
function startsLate(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  if (spec.spatialRank !== 3 || spec.padding !== 'same') return null;
  const axis = inputSpatial.findIndex((size, a) => {
    const span = effectiveKernelSize(at(spec.kernelSize, a), at(spec.dilation, a));
    const [whole, windows] = spec.transposed
      ? [spec.outputSize?.[a] ?? 0, size]
      : [size, ceilDiv(size, at(spec.stride, a))];
    return (windows - 1) * at(spec.stride, a) + span < whole;
  });
  if (axis < 0) return null;
  const message = `TensorFlow.js starts late where the windows of a 3-D 'same' leave input over (a stride of ${at(spec.stride, axis)}, a kernel of ${at(spec.kernelSize, axis)}): what comes out is not modelled`;
  return { code: 'argument-invalid', message, parameter: 'padding', axis, values: { inputSpatial } };
}

/** The convolution of the output that is asked for must give this input, which TensorFlow.js takes on trust. */
function checkOutputSize(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  const { outputSize, padding } = spec;
  if (!outputSize) return null;
  const axis = inputSpatial.findIndex((size, a) => {
    const span = effectiveKernelSize(at(spec.kernelSize, a), at(spec.dilation, a));
    const [asked, stride] = [at(outputSize, a), at(spec.stride, a)];
    const pads = typeof padding === 'string' ? 0 : at(padding.begin, a) + at(padding.end, a);
    const given = padding === 'same' ? ceilDiv(asked, stride) : Math.floor((asked + pads - span) / stride) + 1;
    return given !== size;
  });
  if (axis < 0) return null;
  return {
    code: 'output-size-invalid',
    message: `An output of ${outputSize.join(' × ')} is not what a convolution to ${inputSpatial.join(' × ')} has as its input`,
    parameter: 'outputSize',
    axis,
    values: { outputSize, inputSpatial },
  };
}

function rankMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const rank = spec.spatialRank + 2;
  const message = `Error in conv${spec.spatialRank}d: input must be rank ${rank}, but got rank ${shape.length}.`;
  return { code: 'rank-mismatch', message, parameter: 'input', values: { expected: rank, shape } };
}

function channelsMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const got = at(shape, spec.layout === 'NCHW' ? shape.length - 1 - spec.spatialRank : shape.length - 1);
  return {
    code: 'channels-mismatch',
    message: `Error in conv${spec.spatialRank}d: depth of input (${got}) must match input depth for filter ${spec.inChannels}.`,
    parameter: 'inChannels',
    values: { expected: spec.inChannels, got },
  };
}

function noOutput(spec: ConvSpec, inputSpatial: readonly number[]): Problem {
  return {
    code: 'kernel-larger-than-input',
    message: `The kernel ${spec.kernelSize.join(' × ')} is larger than the padded input ${inputSpatial.join(' × ')}`,
    parameter: 'kernelSize',
    values: { inputSpatial, kernelSize: spec.kernelSize },
  };
}
