import { sampleCoordinate } from './interpolationCoordinate.js';
import type { AxisResize, NearestRounding, NearestRule } from './interpolationTypes.js';

/** The input that each output copies, within 0 to inputs − 1. */
export function nearestInputs(rule: NearestRule, axis: AxisResize): Int32Array {
  const { inputs, outputs } = axis;
  const indices = new Int32Array(outputs);
  // Pillow, and OpenCV 5 after it, add up the steps, so that the rounding of one goes on to the next.
  const step = inputs / outputs;
  let place = step * 0.5;
  for (let output = 0; output < outputs; output++, place += step) {
    const index = rule.arithmetic === 'pillow' ? Math.floor(place) : rawIndex(rule, output, axis);
    indices[output] = Math.max(0, Math.min(inputs - 1, index));
  }
  return indices;
}

function rawIndex(rule: NearestRule, output: number, axis: AxisResize): number {
  switch (rule.arithmetic) {
    case 'torch':
      return torchIndex(rule, output, axis);
    case 'tensorflow':
      return tensorflowIndex(rule, output, axis);
    case 'jax':
      // XLA turns the division by outputs into a product and folds the constants.
      return Math.floor(f32(f32(output + 0.5) * f32(axis.inputs * f32(1 / axis.outputs))));
    case 'onnx':
      return onnxIndex(rule, output, axis);
    case 'opencv':
      return Math.floor(output * (1 / (axis.outputs / axis.inputs)));
    case 'pillow':
    case 'exact':
      return exactIndex(rule, output, axis);
  }
}

const f32 = Math.fround;

/** In half pixels the floor is of the place between borders, ½ further than the place between middles. */
function exactIndex(rule: NearestRule, output: number, axis: AxisResize): number {
  const { inputs: n, outputs: m, factor } = axis;
  if (rule.coordinate === 'half-pixel' && rule.rounding === 'floor') {
    return Math.floor(factor === undefined ? ((2 * output + 1) * n) / (2 * m) : (output + 0.5) / factor);
  }
  return round(rule.rounding, sampleCoordinate(rule.coordinate, output, axis));
}

/**
 * ⌊o·r⌋ and ⌊(o + ½)·r⌋ with r = n/m or 1/factor in float32; equal sizes and doubling are exact for nearest.
 * Source: aten/src/ATen/native/UpSample.h (nearest_idx, nearest_exact_idx, compute_scales_value).
 */
function torchIndex(rule: NearestRule, output: number, { inputs: n, outputs: m, factor }: AxisResize): number {
  const scale = factor === undefined ? f32(f32(n) / f32(m)) : f32(1 / factor);
  if (rule.coordinate === 'half-pixel') return Math.floor(f32(f32(output + 0.5) * scale));
  if (n === m) return output;
  if (m === 2 * n) return output >> 1;
  return Math.floor(f32(f32(output) * scale));
}

/** Source: tensorflow/core/kernels/image/resize_nearest_neighbor_op.cc and CalculateResizeScale of image_resizer_state.h. */
function tensorflowIndex(rule: NearestRule, output: number, { inputs: n, outputs: m }: AxisResize): number {
  if (rule.coordinate === 'align-corners') {
    const scale = m > 1 ? f32((n - 1) / f32(m - 1)) : f32(n / m);
    // roundf takes ½ away from zero; no place is negative here.
    return Math.floor(f32(f32(output) * scale) + 0.5);
  }
  const scale = f32(n / f32(m));
  return Math.floor(f32((rule.coordinate === 'half-pixel' ? f32(output + 0.5) : f32(output)) * scale));
}

/** A place within 1e−6 of a half is one for onnxruntime, because float32 moves it either way (found by trying 1.30). */
function onnxIndex(rule: NearestRule, output: number, axis: AxisResize): number {
  const place = onnxCoordinate(rule, output, axis);
  if (rule.rounding === 'round-prefer-ceil') return Math.floor(place + 0.5 + 1e-6);
  if (rule.rounding === 'round-prefer-floor') return Math.ceil(place - 0.5 - 1e-6);
  return round(rule.rounding, place);
}

/**
 * The operator's formulas in float32, with the scale m/n first. Source: onnxruntime/core/providers/cpu/tensor/upsamplebase.h
 * (GetOriginalCoordinateFromResizedCoordinate).
 */
function onnxCoordinate(rule: NearestRule, output: number, axis: AxisResize): number {
  const { inputs: n, outputs: m, factor } = axis;
  const scale = f32(factor ?? m / n);
  const half = f32(f32(f32(output + 0.5) / scale) - 0.5);
  switch (rule.coordinate) {
    case 'half-pixel':
      return half;
    case 'pytorch-half-pixel':
      return m > 1 ? half : 0;
    case 'asymmetric':
      return f32(output / scale);
    case 'align-corners':
      return m > 1 ? f32(f32(output * (n - 1)) / (m - 1)) : 0;
    case 'half-pixel-symmetric':
      return f32(f32((n / 2) * f32(1 - f32(m / f32(scale * n)))) + (output + 0.5) / scale - 0.5);
    case 'scaled-corners':
    case 'crop-and-resize':
      return f32(sampleCoordinate(rule.coordinate, output, axis));
  }
}

function round(rounding: NearestRounding, place: number): number {
  switch (rounding) {
    case 'floor':
      return Math.floor(place);
    case 'ceil':
      return Math.ceil(place);
    case 'round-prefer-floor':
      return Math.ceil(place - 0.5);
    case 'round-prefer-ceil':
      return Math.floor(place + 0.5);
  }
}
