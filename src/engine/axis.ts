import { at, mod } from './numbers.js';
import { axisPadding } from './padding.js';
import { rawOutput } from './sizeRule.js';
import type { ConvSpec, PaddingMode } from './params.js';

/**
 * One axis of a layer at one input size, all in numbers. Output o and input i of a convolution meet at kernel position
 * j where i·spread = o·stride + j·dilation − begin; those of a transposed one where o = i·stride + j·dilation − begin.
 */
export interface AxisGeometry {
  readonly transposed: boolean;
  readonly inputs: number;
  /** 0 where the size rule gives less than 1. */
  readonly outputs: number;
  /** The side that the kernel steps over: outputs of a convolution, inputs of a transposed one. */
  readonly windows: number;
  /** The side that the kernel's taps lie on. Window v and cell c meet at j where c·spread = v·stride + j·dilation − begin. */
  readonly cells: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly begin: number;
  readonly mode: PaddingMode;
  /** The step at which a convolution's inputs stand; 1 but where it dilates its input. */
  readonly spread: number;
  /** The weight at kernel position j is the kernel's own number kernel − 1 − j. */
  readonly flip: boolean;
}

export function axisGeometry(spec: ConvSpec, axis: number, inputSize: number): AxisGeometry {
  const kernel = at(spec.kernelSize, axis);
  const stride = at(spec.stride, axis);
  const dilation = at(spec.dilation, axis);
  const { begin } = axisPadding(spec, axis, inputSize);
  const size = rawOutput(spec, axis, inputSize);
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
    spread: spec.inputDilation?.[axis] ?? 1,
    flip: spec.flip ?? false,
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
 * reflect mirrors about the border element, replicate repeats it, circular goes on at the other end, each as often as it
 * takes (torch.nn.functional.pad, which allows it once; numpy.pad).
 */
export function foldIndex(position: number, inputs: number, mode: PaddingMode): number {
  if (position >= 0 && position < inputs) return position;
  switch (mode) {
    case 'zeros':
      return -1;
    case 'reflect': {
      if (inputs === 1) return 0;
      const within = mod(position, 2 * (inputs - 1));
      return within < inputs ? within : 2 * (inputs - 1) - within;
    }
    case 'replicate':
      return position < 0 ? 0 : inputs - 1;
    case 'circular':
      return mod(position, inputs);
  }
}

/**
 * The windows of an axis whose inputs stand together that lie on real cells only, as a half-open interval: each has all its taps, at the
 * places of the one before plus the stride.
 */
export function windowsInside({ windows, begin, stride, kernel, dilation, cells }: AxisGeometry): [number, number] {
  const first = Math.min(Math.max(Math.ceil(begin / stride), 0), windows);
  const last = Math.floor((cells - 1 - (kernel - 1) * dilation + begin) / stride);
  return [first, Math.min(Math.max(last + 1, first), windows)];
}
