import { at, ceilDiv, effectiveKernelSize } from '../numbers.js';
import { resolvePadding } from '../padding.js';
import type { ConvSpec, LayerParams } from '../params.js';
import type { ParameterRole, Problem } from '../result.js';
import { convolutionSpace, croppedSpace } from './space.js';
import type { ConventionRules, PerAxis, Space } from './rules.js';

/**
 * The functions of tf.nn, TensorFlow 2.21. A call outside of a tf.function is the judge; it takes an output of size 0 where
 * tracing would not. Sizes as in tensorflow/core/framework/kernel_shape_util.cc (GetWindowedOutputSizeVerbose).
 */
export const tensorflow: ConventionRules = {
  convention: 'tensorflow',
  checkParams,
  space: (params, perAxis) =>
    params.kind === 'transposed' ? transposedSpace(params) : convolutionSpace(params, perAxis satisfies PerAxis),
  weightLayout: params => (params.kind === 'transposed' ? 'HWOI' : params.kind === 'convolution' ? 'HWIO' : 'HWIM'),
  transposedGroups: true,
  words: { rankMismatch, channelsMismatch, noOutput, emptyInput: () => null, foldTooLarge: () => null },
  checkCall,
  batchAxes: 'many',
  emptyOutput: 'answer',
  symmetricPadding: false,
  outputPadding: 'absent',
  outputPaddingBelow: 'stride',
};

/** A transposed call asks for its output's size; 'same' then crops what its convolution would be padded with. */
function transposedSpace(params: LayerParams): Space {
  const { padding, outputSize } = params;
  const space = croppedSpace(params);
  return padding === 'same' && outputSize ? { ...space, padding: 'same' } : space;
}

function positive(parameter: ParameterRole, values: readonly number[], message: string): Problem | null {
  const axis = values.findIndex(value => value < 1);
  return axis < 0 ? null : { code: 'not-positive', message, parameter, axis, values: { got: values } };
}

function checkParams(params: LayerParams): Problem | null {
  const { kind, kernelSize, stride, dilation, padding, spatialRank, groups, inChannels, outChannels } = params;
  for (const [parameter, values] of [
    ['kernelSize', kernelSize],
    ['stride', stride],
    ['dilation', dilation],
  ] as const) {
    if (values.length === spatialRank) continue;
    const message = `${parameter} should be of length ${spatialRank}, but has ${values.length}`;
    return { code: 'wrong-length', message, parameter, values: { expected: spatialRank, got: values } };
  }
  if (kind === 'transposed' && !params.outputSize) {
    const message = 'A transposed convolution of tf.nn needs the shape of its output';
    return { code: 'argument-missing', message, parameter: 'outputSize' };
  }
  const pads = typeof padding === 'string' ? [] : 'begin' in padding ? [...padding.begin, ...padding.end] : padding;
  if (pads.some(size => size < 0)) {
    const message = 'All elements of explicit_paddings must be nonnegative';
    return { code: 'negative-padding', message, parameter: 'padding', values: { padding: pads } };
  }
  if (typeof padding === 'string' && padding !== 'same' && padding !== 'valid') {
    const message = `Value for attr 'padding' of "${padding}" is not in the list of allowed values: "SAME", "VALID"`;
    return { code: 'invalid-padding-string', message, parameter: 'padding', values: { padding } };
  }
  const size =
    positive('kernelSize', kernelSize, 'filter must not have zero elements (i.e. all dimensions must be non-zero)') ??
    positive('stride', stride, 'Row and column strides should be larger than 0.') ??
    positive('dilation', dilation, 'Dilated rates should be larger than 0.') ??
    positive('groups', [groups], `filter depth must be stricly positive, got ${groups}`) ??
    positive('inChannels', [inChannels], `filter depth must be stricly positive, got ${inChannels}`);
  if (size) return size;
  const undivided = (message: string): Problem => ({
    code: 'groups-do-not-divide',
    message,
    parameter: 'groups',
    values: { groups, inChannels, outChannels },
  });
  if (kind !== 'convolution' && kind !== 'transposed') return null;
  const [fed, made] = kind === 'transposed' ? [outChannels, inChannels] : [inChannels, outChannels];
  if (fed % groups !== 0)
    return undivided(`input depth must be evenly divisible by filter depth: ${fed} in ${groups} groups`);
  if (made % groups !== 0)
    return undivided(`output depth must be evenly divisible by number of groups: ${made} vs ${groups}`);
  return null;
}

/** Size, as C++ divides: (i + padding − K + s)/s towards 0. Below 0 it is refused. */
function windowed(spec: ConvSpec, axis: number, size: number, pads: number): number {
  const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
  const stride = at(spec.stride, axis);
  return Math.trunc((size + pads - span + stride) / stride);
}

function checkCall(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  if (spec.transposed) return checkOutputSize(spec, inputSpatial);
  if (spec.padding === 'same') return null;
  const { begin, end } = resolvePadding(spec, inputSpatial);
  for (const [axis, size] of inputSpatial.entries()) {
    const output = windowed(spec, axis, size, at(begin, axis) + at(end, axis));
    if (output >= 0) continue;
    const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
    return {
      code: 'kernel-larger-than-input',
      message: `Computed output size would be negative: ${output} [input_size: ${size}, effective_filter_size: ${span}, stride: ${at(spec.stride, axis)}]`,
      parameter: 'kernelSize',
      axis,
      values: { inputSpatial, kernelSize: spec.kernelSize, dilation: spec.dilation },
    };
  }
  return null;
}

/** The convolution of the output that is asked for must give this input. */
function checkOutputSize(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  const { outputSize, padding } = spec;
  if (!outputSize) return null;
  for (const [axis, actual] of inputSpatial.entries()) {
    const asked = at(outputSize, axis);
    const stride = at(spec.stride, axis);
    const pads = typeof padding === 'string' ? 0 : at(padding.begin, axis) + at(padding.end, axis);
    const computed = padding === 'same' ? ceilDiv(asked, stride) : windowed(spec, axis, asked, pads);
    if (computed === actual) continue;
    return {
      code: 'output-size-invalid',
      message: `Size of out_backprop doesn't match computed: actual = ${actual}, computed = ${computed} spatial_dim: ${axis + 1} input: ${asked} filter: ${at(spec.kernelSize, axis)} output: ${actual} stride: ${stride} dilation: ${at(spec.dilation, axis)}`,
      parameter: 'outputSize',
      axis,
      values: { outputSize, inputSpatial },
    };
  }
  return null;
}

function rankMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const rank = spec.spatialRank + 2;
  const message = `convolution input must be ${rank}-dimensional: [${shape.join(',')}]`;
  return { code: 'rank-mismatch', message, parameter: 'input', values: { expected: rank, shape } };
}

function channelsMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const got = at(shape, spec.layout === 'NCHW' ? shape.length - 1 - spec.spatialRank : shape.length - 1);
  return {
    code: 'channels-mismatch',
    message: `input depth must be evenly divisible by filter depth: ${got} vs ${spec.inChannels / spec.groups}`,
    parameter: 'inChannels',
    values: { expected: spec.inChannels, got },
  };
}

/** Not asked, since an output of size 0 is an answer; what is below it is refused at the call. */
function noOutput(_spec: ConvSpec, inputSpatial: readonly number[]): Problem {
  return {
    code: 'kernel-larger-than-input',
    message: 'Computed output size would be negative',
    values: { inputSpatial },
  };
}
