import { at, ceilDiv, effectiveKernelSize } from './numbers.js';
import type { ConvSpec, ExplicitPadding, LayerParams } from './params.js';

/** Splits a total into two halves, the odd one at the end, as PyTorch's and TensorFlow's 'same' do. */
export function splitTotal(total: number): { begin: number; end: number } {
  const begin = Math.floor(total / 2);
  return { begin, end: total - begin };
}

/**
 * TensorFlow's SAME along one axis: with output o = ⌈i/s⌉ the total is max((o − 1)·s + effective kernel − i, 0).
 * Source: tensorflow, core/framework/kernel_shape_util.cc (GetWindowedOutputSizeVerbose).
 */
export function sameTotal(input: number, kernelSize: number, stride: number, dilation: number): number {
  return Math.max((ceilDiv(input, stride) - 1) * stride + effectiveKernelSize(kernelSize, dilation) - input, 0);
}

/** The layer's padding in numbers for this input size: only 'same' depends on it. A transposed layer crops it. */
export function resolvePadding(spec: ConvSpec, inputSpatial: readonly number[]): ExplicitPadding {
  if (typeof spec.padding !== 'string') return spec.padding;
  const begin: number[] = [];
  const end: number[] = [];
  for (let axis = 0; axis < spec.spatialRank; axis++) {
    const split = axisPadding(spec, axis, at(inputSpatial, axis));
    begin.push(split.begin);
    end.push(split.end);
  }
  return { begin, end };
}

/**
 * resolvePadding for one axis alone. Of a transposed layer 'same' goes with an output size o, and is what the convolution of
 * that input size o would be padded with: max((i − 1)·s + K − o, 0) in all.
 * Source: tensorflow, core/kernels/conv_grad_shape_utils.cc (ConvBackpropExtractAndVerifyDimension).
 */
export function axisPadding(spec: ConvSpec, axis: number, input: number): { begin: number; end: number } {
  const { padding } = spec;
  if (typeof padding !== 'string') return { begin: at(padding.begin, axis), end: at(padding.end, axis) };
  const total = spec.transposed
    ? Math.max(uncropped(spec, axis, input) + at(spec.outputPadding, axis) - (spec.outputSize?.[axis] ?? 0), 0)
    : sameTotal(input, at(spec.kernelSize, axis), at(spec.stride, axis), at(spec.dilation, axis));
  const { begin, end } = splitTotal(total);
  return padding === 'same' ? { begin, end } : { begin: end, end: begin };
}

/**
 * What a transposed layer adds at the end of its output along one axis: its output padding, or what is left to the output
 * size that its call asks for. 0 of a convolution.
 */
export function axisOutputPadding(spec: ConvSpec, axis: number, input: number): number {
  const asked = spec.transposed ? spec.outputSize?.[axis] : undefined;
  if (asked === undefined) return at(spec.outputPadding, axis);
  const { begin, end } = axisPadding(spec, axis, input);
  return asked - (uncropped(spec, axis, input) - begin - end);
}

/** The size of a transposed layer's output before it is cropped: (i − 1)·s + K. */
function uncropped(spec: ConvSpec, axis: number, input: number): number {
  return (input - 1) * at(spec.stride, axis) + effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
}

/** axisOutputPadding of every axis. */
export function resolveOutputPadding(spec: ConvSpec, inputSpatial: readonly number[]): readonly number[] {
  if (!spec.outputSize) return spec.outputPadding;
  return spec.kernelSize.map((_, axis) => axisOutputPadding(spec, axis, at(inputSpatial, axis)));
}

/** Whether padding is one number per axis, for both ends. */
export function isSymmetric(padding: LayerParams['padding']): padding is readonly number[] {
  return typeof padding !== 'string' && !('begin' in padding);
}
