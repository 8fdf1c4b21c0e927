import { geometries, type AxisGeometry } from './axis.js';
import { advance } from './indexing.js';
import { at, mod, product } from './numbers.js';
import { foldIndex } from './axis.js';
import type { ConvSpec } from './params.js';

/** A result for one channel pair, with what it cost. */
export interface DirectResult {
  readonly y: Float64Array;
  /** Multiplications made. */
  readonly products: number;
  /** Those of them that had a padded or inserted zero for a factor. */
  readonly withZero: number;
}

function checkLengths(spec: ConvSpec, axes: readonly AxisGeometry[], x: Float64Array, w: Float64Array): void {
  const inputs = product(axes.map(axis => axis.inputs));
  const weights = product(spec.kernelSize);
  if (x.length !== inputs || w.length !== weights) {
    throw new RangeError(`${x.length} values and ${w.length} weights for ${inputs} inputs and a kernel of ${weights}`);
  }
}

/**
 * A convolution as it is usually told: the kernel slides over the padded input, and each output is the sum of the
 * products under it. Independent of the matrix, which it must equal. For one channel pair.
 */
export function slidingWindow(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  x: Float64Array,
  w: Float64Array,
): DirectResult {
  if (spec.transposed)
    throw new RangeError('A transposed convolution has no sliding window: use scatter or zeroInsertion');
  const axes = geometries(spec, inputSpatial);
  checkLengths(spec, axes, x, w);
  const outputs = axes.map(axis => axis.outputs);
  const y = new Float64Array(product(outputs));
  const position = outputs.map(() => 0);
  let withZero = 0;
  for (let output = 0; output < y.length; output++) {
    const offset = spec.kernelSize.map(() => 0);
    for (let weight = 0; weight < w.length; weight++) {
      let input = 0;
      for (let a = 0; a < axes.length && input >= 0; a++) {
        const axis = axes[a]!;
        const place = at(position, a) * axis.stride + at(offset, a) * axis.dilation - axis.begin;
        const real = mod(place, axis.spread) === 0 ? foldIndex(place / axis.spread, axis.inputs, axis.mode) : -1;
        input = real < 0 ? -1 : input * axis.inputs + real;
      }
      if (input < 0) withZero++;
      else y[output]! += at(w, spec.flip ? w.length - 1 - weight : weight) * at(x, input);
      advance(offset, spec.kernelSize);
    }
    advance(position, outputs);
  }
  return { y, products: y.length * w.length, withZero };
}

/**
 * The same map told from the inputs: each input value, times the whole kernel, is added to the outputs that it reaches.
 * This is how a transposed convolution computes; for a convolution it is its columns. Products that would land outside
 * (cropped) are not made.
 */
export function scatter(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  x: Float64Array,
  w: Float64Array,
): DirectResult {
  const axes = geometries(spec, inputSpatial);
  checkLengths(spec, axes, x, w);
  if (spec.paddingMode !== 'zeros') throw new RangeError('Scattering is told for padding with zeros only');
  const outputs = axes.map(axis => axis.outputs);
  const y = new Float64Array(product(outputs));
  const position = axes.map(() => 0);
  let products = 0;
  for (let input = 0; input < x.length; input++) {
    const offset = spec.kernelSize.map(() => 0);
    for (let weight = 0; weight < w.length; weight++) {
      let output = 0;
      for (let a = 0; a < axes.length && output >= 0; a++) {
        const place = paintedBy(axes[a]!, at(position, a), at(offset, a));
        output = place < 0 ? -1 : output * axes[a]!.outputs + place;
      }
      if (output >= 0) {
        products++;
        y[output]! += at(x, input) * at(w, spec.flip ? w.length - 1 - weight : weight);
      }
      advance(offset, spec.kernelSize);
    }
    advance(position, inputSpatial);
  }
  return { y, products, withZero: 0 };
}

/** The output that an input reaches through kernel position j along one axis, or −1. */
function paintedBy(axis: AxisGeometry, input: number, j: number): number {
  let place: number;
  if (axis.transposed) {
    place = input * axis.stride + j * axis.dilation - axis.begin;
  } else {
    const steps = input * axis.spread + axis.begin - j * axis.dilation;
    if (mod(steps, axis.stride) !== 0) return -1;
    place = steps / axis.stride;
  }
  return place >= 0 && place < axis.outputs ? place : -1;
}

/**
 * A transposed convolution the wasteful way: stride − 1 zeros between the inputs, d·(k−1) − padding zeros around them, then an
 * ordinary convolution of stride 1 with the flipped kernel. The y is the same; withZero counts the products that have
 * an inserted or padded zero. Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, ch. 4.
 */
export function zeroInsertion(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  x: Float64Array,
  w: Float64Array,
): DirectResult {
  if (!spec.transposed) throw new RangeError('Zero insertion is a way to compute a transposed convolution');
  if (spec.paddingMode !== 'zeros') throw new RangeError('Zero insertion is told for padding with zeros only');
  const axes = geometries(spec, inputSpatial);
  checkLengths(spec, axes, x, w);
  const outputs = axes.map(axis => axis.outputs);
  const y = new Float64Array(product(outputs));
  const position = outputs.map(() => 0);
  let withZero = 0;
  for (let output = 0; output < y.length; output++) {
    const offset = spec.kernelSize.map(() => 0);
    for (let n = 0; n < w.length; n++) {
      let input = 0;
      for (let a = 0; a < axes.length && input >= 0; a++) {
        const axis = axes[a]!;
        // Where the window lies in the spread-out input: its padding may be negative, and then crops.
        const padding = axis.dilation * (axis.kernel - 1) - axis.begin;
        const place = at(position, a) + at(offset, a) * axis.dilation - padding;
        const real = mod(place, axis.stride) === 0 ? place / axis.stride : -1;
        input = real < 0 || real >= axis.inputs ? -1 : input * axis.inputs + real;
      }
      // The window's n-th place meets the kernel's n-th weight from the end: the kernel is flipped along every axis, unless
      // the layer scatters it flipped.
      if (input < 0) withZero++;
      else y[output]! += at(w, spec.flip ? n : w.length - 1 - n) * at(x, input);
      advance(offset, spec.kernelSize);
    }
    advance(position, outputs);
  }
  return { y, products: y.length * w.length, withZero };
}
