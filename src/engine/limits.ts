import { geometries, type AxisGeometry } from './axis.js';
import { latticesOf } from './axisLattices.js';
import { isExact, product } from './numbers.js';
import type { ConvSpec } from './params.js';
import type { Problem } from './result.js';

/**
 * What is still listed one by one. Along one axis: 2^24 positions or taps (an hour of sound at 4.6 kHz, 128 MB); of
 * one element: 2^22 taps (a 2048×2048 kernel). Beyond that only sizes and counts are computed.
 */
export const AXIS_LIMIT = 2 ** 24;
export const TAP_LIMIT = 2 ** 22;

/** Why a layer at this input size is too large for axisTaps, rowTaps and columnTaps; null when it is not. */
export function checkListable(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  const axes = geometries(spec, inputSpatial);
  for (const [axis, geometry] of axes.entries()) {
    if (!axisFits(geometry)) return tooLongAxis(geometry, axis);
  }
  // A row has at most the kernel's taps; a column too, unless padding folds whole strips onto it.
  if (product(axes.map(longestColumn)) <= TAP_LIMIT) return null;
  return tooManyWeights(spec);
}

/** Why a layer's overlap is too large to count: no tap is listed, so that only the lengths of its axes (padded, where padding folds) matter. */
export function checkCountable(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  const axes = geometries(spec, inputSpatial);
  for (const [axis, geometry] of axes.entries()) {
    const { inputs, outputs, kernel, windows, stride, dilation, mode } = geometry;
    const padded = mode === 'zeros' ? 0 : (windows - 1) * stride + dilation * (kernel - 1) + 1;
    if (Math.max(inputs, outputs, kernel, padded) > AXIS_LIMIT) return tooLongAxis(geometry, axis);
  }
  return isExact(product(spec.kernelSize)) ? null : tooManyWeights(spec);
}

function tooLongAxis({ inputs, outputs, kernel }: AxisGeometry, axis: number): Problem {
  return {
    code: 'too-large',
    message: `Along axis ${axis}, ${inputs} inputs, ${outputs} outputs and a kernel of ${kernel} are too many to list`,
    axis,
    values: { inputs, outputs, kernelSize: kernel },
  };
}

function tooManyWeights(spec: ConvSpec): Problem {
  return {
    code: 'too-large',
    message: `A kernel of ${spec.kernelSize.join(' × ')} has too many weights to list`,
    parameter: 'kernelSize',
    values: { kernelSize: spec.kernelSize },
  };
}

/** Most taps that one element can have along an axis. */
function longestColumn(axis: AxisGeometry): number {
  if (axis.mode === 'zeros') return axis.kernel;
  if (axis.mode !== 'replicate') {
    // Padding that folds several times brings several strips onto one element.
    const reach = (axis.windows - 1) * axis.stride + (axis.kernel - 1) * axis.dilation + 1;
    const folds = Math.ceil(reach / Math.max(axis.cells, 1)) + 1;
    return folds <= 3 ? axis.kernel : axis.kernel * folds;
  }
  return Math.min(axis.kernel * axis.windows, axis.kernel * (1 + Math.ceil(Math.max(axis.begin, 0) / axis.stride)) * 2);
}

export function axisFits(axis: AxisGeometry): boolean {
  return Math.max(axis.inputs, axis.outputs, axis.kernel) <= AXIS_LIMIT && axisTapCount(axis) <= AXIS_LIMIT;
}

/**
 * How many taps an axis has, without listing them: by kernel position, how many windows find a cell there. Where both
 * the kernel and the windows are too many to go through, it is an upper bound.
 */
export function axisTapCount(axis: AxisGeometry): number {
  const { windows, cells, kernel, stride, dilation, begin, spread } = axis;
  if (axis.mode !== 'zeros' || windows === 0 || cells === 0) return cells === 0 ? 0 : windows * kernel;
  if (spread > 1) {
    let all = 0;
    for (const part of latticesOf(axis)) all += axisTapCount({ ...axis, ...part, spread: 1 });
    return all;
  }
  let count = 0;
  if (kernel <= AXIS_LIMIT / 16) {
    for (let j = 0; j < kernel; j++) {
      count += between(
        Math.ceil((begin - j * dilation) / stride),
        Math.floor((cells - 1 + begin - j * dilation) / stride),
        windows,
      );
    }
  } else if (windows <= AXIS_LIMIT / 16) {
    for (let v = 0; v < windows; v++) {
      count += between(
        Math.ceil((begin - v * stride) / dilation),
        Math.floor((cells - 1 + begin - v * stride) / dilation),
        kernel,
      );
    }
  } else {
    return isExact(windows * kernel) ? windows * kernel : Infinity;
  }
  return count;
}

/** How many integers lie from first to last and in 0 to size − 1. */
function between(first: number, last: number, size: number): number {
  return Math.max(0, Math.min(last, size - 1) - Math.max(first, 0) + 1);
}
