import { at } from '../numbers.js';
import type { ConvSpec, ExplicitPadding } from '../params.js';
import type { Problem } from '../result.js';
import { rawOutput } from '../sizeRule.js';

/** What onnxruntime 1.30 and ONNX's shape inference say of an input that a node cannot take (test/truth compares them). */

function braces(sizes: readonly number[]): string {
  return `{${sizes.join(',')}}`;
}

export function noOutput(spec: ConvSpec, inputSpatial: readonly number[], _padding: ExplicitPadding): Problem {
  const axis = inputSpatial.findIndex((size, a) => rawOutput(spec, a, size) < 1);
  const values = { inputSpatial };
  if (spec.transposed) {
    const message = `Computed output dimension is <= 0 for dim ${axis}. Input shape: ${braces(inputSpatial)}`;
    return { code: 'output-too-small', message, parameter: 'padding', axis, values };
  }
  const message = `Invalid input shape: ${braces(inputSpatial)}`;
  return { code: 'kernel-larger-than-input', message, parameter: 'kernelSize', axis, values };
}

/** What padding makes an output of may be empty: a Conv then computes with the padding alone. */
export function emptyInput(): null {
  return null;
}

/** onnxruntime does not refuse this; it ends. */
export function emptyTransposed(inputSpatial: readonly number[], axis: number): Problem {
  const message = `A ConvTranspose cannot compute with an input of no elements: ${braces(inputSpatial)}`;
  return { code: 'input-empty', message, parameter: 'input', axis, values: { inputSpatial } };
}

/** No operator of ONNX has such a padding. */
export function foldTooLarge(): null {
  return null;
}

export function rankMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const got = shape.length - 2;
  const few = spec.transposed
    ? `Input tensor must have at least 3 dimensions (N x C x D1...Dn). Got: ${shape.length}`
    : 'Input tensor must have at least 3 dimensions';
  const other = spec.transposed
    ? 'Weight tensor spatial rank does not match input tensor spatial rank'
    : `Number of spatial dimensions in the weight tensor (${spec.spatialRank}) does not match the number of spatial dimensions in the input tensor (${got}).`;
  const values = { expected: spec.spatialRank + 2, shape };
  return { code: 'rank-mismatch', message: got < 1 ? few : other, parameter: 'input', values };
}

export function channelsMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const got = at(shape, 1);
  const message = spec.transposed
    ? `filter number not equal to input channel number. filter_number: ${spec.inChannels} num_input_channels: ${got}`
    : `Input channels C is not equal to kernel channels * group. C: ${got} kernel channels: ${spec.inChannels / spec.groups} group: ${spec.groups}`;
  return { code: 'channels-mismatch', message, parameter: 'inChannels', values: { expected: spec.inChannels, got } };
}
