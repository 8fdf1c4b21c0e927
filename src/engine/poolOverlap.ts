import { overlapEvenness, evennessOf, type Evenness } from './evenness.js';
import { AXIS_LIMIT } from './limits.js';
import { at, ceilDiv, effectiveKernelSize, floorDiv, gcd, isExact, product } from './numbers.js';
import { overlapMap } from './overlap.js';
import { axisPadding } from './padding.js';
import type { ConvSpec, ExplicitPadding } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** A pooling layer with windows of one size. All arrays have one value per spatial axis. */
export interface WindowPool {
  readonly kind: 'max' | 'average';
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  /** same is TensorFlow's: output ⌈i/s⌉. */
  readonly padding: ExplicitPadding | 'same';
  readonly dilation: readonly number[];
  /** One more window where the stride leaves something over, if it begins on the input or the padding before it (PyTorch, ONNX). */
  readonly ceilMode: boolean;
  /** Of an average: whether padding counts as elements of the window. */
  readonly countIncludePad: boolean;
  /** Of an average: a divisor instead of the number of elements. */
  readonly divisor: number | null;
}

/** Adaptive pooling: window j of o goes from ⌊j·i/o⌋ up to before ⌈(j+1)·i/o⌉. */
export interface AdaptivePool {
  readonly kind: 'adaptive-max' | 'adaptive-average';
  readonly outputSize: readonly number[];
}

export type Pool = WindowPool | AdaptivePool;

/** How often a pooling layer reads each input, and what it gives back to it. */
export interface PoolOverlap {
  readonly outputSpatial: readonly number[];
  /** Per axis, in how many windows each input is; the map is their product. For max pooling: how many outputs it can be the largest for. */
  readonly counts: readonly Int32Array[];
  /** Inputs in no window. */
  readonly unread: number;
  readonly min: number;
  readonly max: number;
  /**
   * Of an average, per axis: the gradient of the sum of all outputs at each input, Cᵀ·1 with the weights 1/divisor; the map is their product.
   * null for max pooling, whose gradient goes to one input per window, depending on the values.
   */
  readonly gradient: readonly Float64Array[] | null;
  /** Whether every input of the interior is in equally many windows, and how uneven it is over one period. */
  readonly even: boolean;
  readonly evenness: Evenness;
}

/**
 * A pooling layer as the convolution of one channel that reads the same windows, for overlapMap, verdictSentence, receptiveField, composedOverlap and
 * the like. Its padding at the end makes the size that the layer has; for an input size that is not known (null) where that is the same at each.
 * Sizes: floor or ceil of (i + begin + end − K)/s, + 1; of ceil one less where the last window would begin behind the input and its padding before.
 * Source: aten/src/ATen/native/Pool.h (pooling_output_shape_pad_lr).
 */
export function poolSpec(pool: WindowPool, inputSpatial: readonly number[] | null): Result<ConvSpec> {
  const rank = pool.kernelSize.length;
  const problem = checkPool(pool, inputSpatial);
  if (problem) return refuse(problem);
  const spec: ConvSpec = {
    convention: 'torch',
    transposed: false,
    spatialRank: rank === 1 ? 1 : rank === 2 ? 2 : 3,
    inChannels: 1,
    outChannels: 1,
    kernelSize: pool.kernelSize,
    stride: pool.stride,
    padding: pool.padding,
    paddingMode: 'zeros',
    dilation: pool.dilation,
    outputPadding: pool.kernelSize.map(() => 0),
    groups: 1,
    bias: false,
    layout: 'NCHW',
    weightLayout: 'OIHW',
  };
  if (pool.padding === 'same' || !pool.ceilMode || pool.stride.every(stride => stride === 1)) return ok(spec);
  if (!inputSpatial) {
    const message = 'How ceil_mode rounds depends on the input size, which is not known';
    return refuse({ code: 'argument-missing', message, parameter: 'input' });
  }
  const { begin } = pool.padding;
  const end = inputSpatial.map((input, axis) => {
    const span = effectiveKernelSize(at(pool.kernelSize, axis), at(pool.dilation, axis));
    return (poolSize(pool, axis, input) - 1) * at(pool.stride, axis) + span - input - at(begin, axis);
  });
  return ok({ ...spec, padding: { begin, end } });
}

/** The output size along one axis; below 1 where no window fits. */
export function poolSize({ kernelSize, stride, padding, dilation, ceilMode }: WindowPool, axis: number, input: number) {
  const step = at(stride, axis);
  if (padding === 'same') return ceilDiv(input, step);
  const [begin, end] = [at(padding.begin, axis), at(padding.end, axis)];
  const room = input + begin + end - effectiveKernelSize(at(kernelSize, axis), at(dilation, axis));
  if (!ceilMode) return floorDiv(room, step) + 1;
  const size = ceilDiv(room, step) + 1;
  return (size - 1) * step >= input + begin ? size - 1 : size;
}

/** How often each input is read, and an average's gradient. Refused where the layer cannot run on this input, or as 'too-large'. */
export function poolOverlap(pool: Pool, inputSpatial: readonly number[]): Result<PoolOverlap> {
  if ('outputSize' in pool) return adaptiveOverlap(pool, inputSpatial);
  const built = poolSpec(pool, inputSpatial);
  if (!built.ok) return built;
  const spec = built.value;
  const map = overlapMap(spec, inputSpatial);
  if (!map.ok) return map;
  const outputs = inputSpatial.map((input, axis) => poolSize(pool, axis, input));
  const evenness = overlapEvenness(spec);
  return ok({
    outputSpatial: outputs,
    counts: map.value.profiles,
    unread: map.value.unpainted,
    min: map.value.min,
    max: map.value.max,
    gradient:
      pool.kind === 'max'
        ? null
        : inputSpatial.map((input, axis) => averageGradient(pool, spec, axis, input, at(outputs, axis))),
    even: evenness.variation === 0,
    evenness,
  });
}

/**
 * Along one axis: Σ 1/divisor over the windows of each input. The divisor counts the window's elements on the input, or also those on the
 * padding (but not beyond it, where ceil_mode's last window may reach). A given divisor stands on the first axis.
 * Source: aten/src/ATen/native/cpu/AvgPoolKernel.cpp.
 */
function averageGradient(pool: WindowPool, spec: ConvSpec, axis: number, input: number, outputs: number): Float64Array {
  const [kernel, stride] = [at(spec.kernelSize, axis), at(spec.stride, axis)];
  const dilation = at(spec.dilation, axis);
  const { begin } = axisPadding(spec, axis, input);
  const end = pool.padding === 'same' ? axisPadding(spec, axis, input).end : at(pool.padding.end, axis);
  const gradient = new Float64Array(input);
  for (let o = 0; o < outputs; o++) {
    const start = o * stride - begin;
    // Kernel positions from `first` up to before `after` lie on the input; up to before `padded` on it or its padding.
    const first = Math.min(kernel, Math.max(0, ceilDiv(-start, dilation)));
    const after = Math.min(kernel, Math.max(first, ceilDiv(input - start, dilation)));
    const padded = Math.min(kernel, ceilDiv(input + end - start, dilation));
    const elements = pool.countIncludePad ? padded : after - first;
    const divisor = pool.divisor === null ? elements : axis === 0 ? pool.divisor : 1;
    for (let j = first; j < after; j++) gradient[start + j * dilation]! += 1 / divisor;
  }
  return gradient;
}

function adaptiveOverlap({ kind, outputSize }: AdaptivePool, inputSpatial: readonly number[]): Result<PoolOverlap> {
  const sizes = [...outputSize, ...inputSpatial];
  if (outputSize.length !== inputSpatial.length) throw new RangeError('As many output sizes as input sizes are needed');
  const bad = sizes.find(size => !Number.isInteger(size) || size < 1);
  if (bad !== undefined) return refuse(notPositive('outputSize', bad));
  if (sizes.some(size => size > AXIS_LIMIT)) return refuse(tooLarge(sizes));
  const axes = inputSpatial.map((input, axis) => adaptiveAxis(input, at(outputSize, axis)));
  const [least, most] = [axes.map(axis => axis.min), axes.map(axis => axis.max)];
  // Means and mean squares multiply along the axes, as in overlapEvenness.
  const spread = product(axes.map(axis => axis.evenness.variation ** 2 + 1));
  return ok({
    outputSpatial: outputSize,
    counts: axes.map(axis => axis.counts),
    unread: 0,
    min: product(least),
    max: product(most),
    gradient: kind === 'adaptive-max' ? null : axes.map(axis => axis.gradient),
    even: axes.every(axis => axis.min === axis.max),
    evenness: {
      ratio: product(axes.map(axis => axis.evenness.ratio)),
      variation: Math.sqrt(Math.max(0, spread - 1)),
    },
  });
}

/** Windows leave no input out, because ⌈(j+1)·i/o⌉ is at least the next one's ⌊(j+1)·i/o⌋; they repeat every i/gcd(i, o) inputs. */
function adaptiveAxis(input: number, outputs: number) {
  const starts = new Int32Array(input + 1);
  const shares = new Float64Array(input + 1);
  for (let j = 0; j < outputs; j++) {
    const first = Math.floor((j * input) / outputs);
    const after = ceilDiv((j + 1) * input, outputs);
    starts[first]! += 1;
    starts[after]! -= 1;
    shares[first]! += 1 / (after - first);
    shares[after]! -= 1 / (after - first);
  }
  const counts = starts.slice(0, input);
  const gradient = shares.slice(0, input);
  for (let n = 1; n < input; n++) {
    counts[n]! += counts[n - 1]!;
    gradient[n]! += gradient[n - 1]!;
  }
  const period = counts.subarray(0, input / gcd(input, outputs));
  const [min, max] = [period.reduce((a, b) => Math.min(a, b)), period.reduce((a, b) => Math.max(a, b))];
  return { counts, gradient, min, max, evenness: evennessOf(period) };
}

function checkPool(pool: WindowPool, inputSpatial: readonly number[] | null): Problem | null {
  const rank = pool.kernelSize.length;
  const { padding } = pool;
  const pads = padding === 'same' ? [] : [padding.begin, padding.end];
  if ([pool.stride, pool.dilation, ...pads].some(values => values.length !== rank) || rank < 1 || rank > 3) {
    throw new RangeError('A pooling layer has one to three axes, and one value for each');
  }
  if (inputSpatial && inputSpatial.length !== rank) throw new RangeError(`${rank} input sizes are needed`);
  for (const [parameter, values] of [
    ['kernelSize', pool.kernelSize],
    ['stride', pool.stride],
    ['dilation', pool.dilation],
    ['input', inputSpatial ?? []],
  ] as const) {
    const bad = values.find(value => !Number.isInteger(value) || value < 1);
    if (bad !== undefined) return notPositive(parameter, bad);
    if (!values.every(isExact)) return tooLarge(values);
  }
  if (pool.divisor === 0) return notPositive('divisor', 0);
  const negative = pads.flat().find(size => !Number.isInteger(size) || size < 0);
  if (negative !== undefined) {
    const message = `Padding of a pooling layer must be integers that are not negative, but got ${negative}`;
    return { code: 'negative-padding', message, parameter: 'padding', values: { padding: negative } };
  }
  const spans = pool.kernelSize.map((kernel, axis) => effectiveKernelSize(kernel, at(pool.dilation, axis)));
  if (![...spans, ...pads.flat()].every(size => isExact(4 * size))) return tooLarge(spans);
  const axis = (inputSpatial ?? []).findIndex((input, a) => poolSize(pool, a, input) < 1);
  if (axis < 0) return null;
  return {
    code: 'kernel-larger-than-input',
    message: `A pooling window of ${spans.join(' × ')} is larger than the padded input of ${inputSpatial!.join(' × ')}`,
    parameter: 'kernelSize',
    axis,
    values: { inputSpatial: inputSpatial!, kernelSize: pool.kernelSize },
  };
}

function notPositive(name: string, value: number): Problem {
  const code = Number.isInteger(value) ? 'not-positive' : 'not-an-integer';
  return {
    code,
    message: `${name} of a pooling layer must be a positive integer, but got ${value}`,
    values: { value },
  };
}

function tooLarge(sizes: readonly number[]): Problem {
  return {
    code: 'too-large',
    message: `A pooling layer of ${sizes.join(', ')} is too large to count`,
    values: { sizes },
  };
}
