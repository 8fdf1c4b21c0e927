import { at, effectiveKernelSize, floorDiv } from './numbers.js';
import { axisPadding } from './padding.js';
import type { ConvSpec, PaddingMode } from './params.js';

/**
 * One axis of a layer at one input size, all in numbers. Output o and input i of a convolution meet at kernel position
 * j where i = o·stride + j·dilation − begin; those of a transposed one where o = i·stride + j·dilation − begin.
 */
export interface AxisGeometry {
  readonly transposed: boolean;
  readonly inputs: number;
  /** 0 where the size rule gives less than 1. */
  readonly outputs: number;
  /** The side that the kernel steps over: outputs of a convolution, inputs of a transposed one. */
  readonly windows: number;
  /** The side that the kernel's taps lie on. Window v and cell c meet at j where c = v·stride + j·dilation − begin. */
  readonly cells: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly begin: number;
  readonly mode: PaddingMode;
}

export function axisGeometry(spec: ConvSpec, axis: number, inputSize: number): AxisGeometry {
  const kernel = at(spec.kernelSize, axis);
  const stride = at(spec.stride, axis);
  const dilation = at(spec.dilation, axis);
  const { begin, end } = axisPadding(spec, axis, inputSize);
  const span = effectiveKernelSize(kernel, dilation);
  const size = spec.transposed
    ? (inputSize - 1) * stride + span - begin - end + at(spec.outputPadding, axis)
    : floorDiv(inputSize + begin + end - span, stride) + 1;
  const outputs = Math.max(0, size);
  return {
    transposed: spec.transposed,
    inputs: inputSize,
    outputs,
    windows: spec.transposed ? inputSize : outputs,
    cells: spec.transposed ? outputs : inputSize,
    kernel,
    stride,
    dilation,
    begin,
    mode: spec.paddingMode,
  };
}

/** The geometry of every axis. A wrong number of sizes is a programmer's error. */
export function geometries(spec: ConvSpec, inputSpatial: readonly number[]): AxisGeometry[] {
  if (inputSpatial.length !== spec.spatialRank) {
    throw new RangeError(`${inputSpatial.length} spatial sizes for a layer of ${spec.spatialRank} axes`);
  }
  return inputSpatial.map((size, axis) => axisGeometry(spec, axis, size));
}

/**
 * Which input a position of the padded axis holds, from 0 for the first real one; −1 where it holds a zero.
 * reflect mirrors about the border element, replicate repeats it, circular goes on at the other end
 * (torch.nn.functional.pad). One fold is enough: PyTorch refuses padding that would need a second.
 */
export function foldIndex(position: number, inputs: number, mode: PaddingMode): number {
  if (position >= 0 && position < inputs) return position;
  switch (mode) {
    case 'zeros':
      return -1;
    case 'reflect':
      return position < 0 ? -position : 2 * (inputs - 1) - position;
    case 'replicate':
      return position < 0 ? 0 : inputs - 1;
    case 'circular':
      return position < 0 ? position + inputs : position - inputs;
  }
}
