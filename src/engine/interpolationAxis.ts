import { rowOffsets } from './csr.js';
import { inverseScale, sampleCoordinate } from './interpolationCoordinate.js';
import { filterRadius, filterWeight } from './interpolationFilter.js';
import { nearestInputs } from './interpolationNearest.js';
import type { AreaRule, AxisResize, FilterRule, InterpolationRule, NearestRule } from './interpolationTypes.js';
import type { ValuedCsr } from './valuedCsr.js';

/** The most entries that one output can have along an axis: what a budget is asked about before anything is allocated. */
export function mostTaps(rule: InterpolationRule, axis: AxisResize): number {
  if (rule.kind === 'nearest') return 1;
  if (rule.kind === 'area') return Math.min(axis.inputs, Math.ceil(axis.inputs / axis.outputs) + 2);
  return Math.min(axis.inputs, Math.ceil(2 * filterRadius(rule.filter) * widening(rule, axis)) + 1);
}

/** Antialiasing widens the filter to what one output covers; it never narrows it. */
function widening(rule: FilterRule, axis: AxisResize): number {
  return rule.antialias ? Math.max(1, inverseScale(rule.coordinate, axis)) : 1;
}

/**
 * The weights of one axis as a matrix of outputs × inputs; weights that are exactly 0 have no entry. Every row sums to 1 (but for
 * rounding), except those of crop-and-resize that sample outside the input, which are empty.
 */
export function interpolationAxis(rule: InterpolationRule, axis: AxisResize): ValuedCsr {
  if (rule.kind === 'nearest') return copied(rule, axis);
  const { inputs, outputs } = axis;
  const most = mostTaps(rule, axis) * outputs;
  const rowPtr = rowOffsets(outputs, most);
  const colIdx = new Int32Array(most);
  const values = new Float64Array(most);
  const sums = new Map<number, number>();
  let end = 0;
  for (let output = 0; output < outputs; output++) {
    sums.clear();
    if (rule.kind === 'area') weighBin(rule, output, axis, sums);
    else if (isInside(rule, output, axis)) weighFilter(rule, output, axis, sums);
    // Inputs are met in ascending order, and the ends, where several fall together, come first or last.
    for (const [input, value] of sums) {
      if (value === 0) continue;
      colIdx[end] = input;
      values[end] = value;
      end++;
    }
    rowPtr[output + 1] = end;
  }
  return { rows: outputs, cols: inputs, rowPtr, colIdx: colIdx.slice(0, end), values: values.slice(0, end) };
}

/** One entry of 1 per row, or none where crop-and-resize samples outside. */
function copied(rule: NearestRule, axis: AxisResize): ValuedCsr {
  const { inputs, outputs } = axis;
  const copies = nearestInputs(rule, axis);
  const rowPtr = rowOffsets(outputs, outputs);
  const inside = copies.filter((_, output) => {
    const samples = isInside(rule, output, axis);
    rowPtr[output + 1] = rowPtr[output]! + (samples ? 1 : 0);
    return samples;
  });
  return { rows: outputs, cols: inputs, rowPtr, colIdx: inside, values: new Float64Array(inside.length).fill(1) };
}

/** Only a region can lie outside the input; there the operator fills in a constant, 0 unless said. */
function isInside(rule: NearestRule | FilterRule, output: number, axis: AxisResize): boolean {
  if (rule.coordinate !== 'crop-and-resize') return true;
  const place = sampleCoordinate(rule.coordinate, output, axis);
  return place >= 0 && place <= axis.inputs - 1;
}

function weighFilter(rule: FilterRule, output: number, axis: AxisResize, sums: Map<number, number>): void {
  const { filter, border, antialias, tableSteps } = rule;
  const last = axis.inputs - 1;
  const wide = widening(rule, axis);
  let place = sampleCoordinate(rule.coordinate, output, axis);
  if (tableSteps !== undefined) place = ontoTable(place, tableSteps);
  const reach = filterRadius(filter) * wide;
  let total = 0;
  for (let input = Math.ceil(place - reach); input <= place + reach; input++) {
    const inside = input >= 0 && input <= last;
    if (!inside && border === 'drop') continue;
    const distance = filter.name === 'gaussian' ? singleDistance(input, output, axis, wide) : (input - place) / wide;
    const weight = filterWeight(filter, distance);
    const column = Math.max(0, Math.min(last, input));
    sums.set(column, (sums.get(column) ?? 0) + weight);
    total += weight;
  }
  if ((border === 'drop' || antialias) && total !== 0 && total !== 1) {
    for (const [column, weight] of sums) sums.set(column, weight / total);
  }
}

/**
 * The distance as TensorFlow computes it in float32. The Gaussian is cut off at e^−4.5 of its height, so that rounding decides about an
 * input at exactly that distance; all other filters end at 0. Source: tensorflow/core/kernels/image/scale_and_translate_op.cc.
 */
function singleDistance(input: number, output: number, { inputs, outputs }: AxisResize, wide: number): number {
  const f32 = Math.fround;
  const inverse = f32(1 / f32(f32(outputs) / f32(inputs)));
  const place = f32(f32(output + 0.5) * inverse);
  return f32(f32(f32(input + 0.5) - place) * f32(1 / (wide > 1 ? inverse : 1)));
}

/** The fraction rounded to a step of the table, ties to even as lrintf does. */
function ontoTable(place: number, steps: number): number {
  const whole = Math.floor(place);
  const exact = (place - whole) * steps;
  const below = Math.floor(exact);
  const rest = exact - below;
  const step = rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
  return whole + step / steps;
}

function weighBin({ bins }: AreaRule, output: number, axis: AxisResize, sums: Map<number, number>): void {
  const { inputs: n, outputs: m } = axis;
  const first = Math.floor((output * n) / m);
  const after = Math.ceil(((output + 1) * n) / m);
  for (let input = first; input < after; input++) {
    if (bins === 'whole') {
      sums.set(input, 1 / (after - first));
    } else {
      // In units of 1/m input, so that both borders are exact integers.
      const inside = Math.min((input + 1) * m, (output + 1) * n) - Math.max(input * m, output * n);
      sums.set(input, inside / n);
    }
  }
}
