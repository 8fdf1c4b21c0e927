import { at, ceilDiv, effectiveKernelSize } from './numbers.js';
import type { ConvSpec, ExplicitPadding } from './params.js';

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

/** The layer's padding in numbers for this input size: only 'same' depends on it. */
export function resolvePadding(spec: ConvSpec, inputSpatial: readonly number[]): ExplicitPadding {
  if (spec.padding !== 'same') return spec.padding;
  const begin: number[] = [];
  const end: number[] = [];
  for (let axis = 0; axis < spec.spatialRank; axis++) {
    const split = axisPadding(spec, axis, at(inputSpatial, axis));
    begin.push(split.begin);
    end.push(split.end);
  }
  return { begin, end };
}

/** resolvePadding for one axis alone. */
export function axisPadding(spec: ConvSpec, axis: number, input: number): { begin: number; end: number } {
  if (spec.padding !== 'same') return { begin: at(spec.padding.begin, axis), end: at(spec.padding.end, axis) };
  const total = sameTotal(input, at(spec.kernelSize, axis), at(spec.stride, axis), at(spec.dilation, axis));
  return splitTotal(total);
}
