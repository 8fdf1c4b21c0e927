import { rowOffsets } from './csr.js';
import { inverseScale, sampleCoordinate } from './interpolationCoordinate.js';
import { filterRadius, filterWeight } from './interpolationFilter.js';
import { nearestInput } from './interpolationNearest.js';
import type { AreaRule, AxisResize, FilterRule, InterpolationRule } from './interpolationTypes.js';
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
  const { inputs, outputs } = axis;
  const most = mostTaps(rule, axis) * outputs;
  const rowPtr = rowOffsets(outputs, most);
  const colIdx = new Int32Array(most);
  const values = new Float64Array(most);
  const sums = new Map<number, number>();
  let end = 0;
  for (let output = 0; output < outputs; output++) {
    sums.clear();
    weigh(rule, output, axis, sums);
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

/** Adds the weights of one output by input, ascending. */
function weigh(rule: InterpolationRule, output: number, axis: AxisResize, sums: Map<number, number>): void {
  if (rule.kind !== 'area' && rule.coordinate === 'crop-and-resize') {
    const place = sampleCoordinate(rule.coordinate, output, axis);
    if (!(place >= 0 && place <= axis.inputs - 1)) return;
  }
  switch (rule.kind) {
    case 'nearest':
      sums.set(nearestInput(rule, output, axis), 1);
      return;
    case 'area':
      return weighBin(rule, output, axis, sums);
    case 'filter':
      return weighFilter(rule, output, axis, sums);
  }
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
    const weight = filterWeight(filter, (input - place) / wide);
    const column = Math.max(0, Math.min(last, input));
    sums.set(column, (sums.get(column) ?? 0) + weight);
    total += weight;
  }
  if ((border === 'drop' || antialias) && total !== 0 && total !== 1) {
    for (const [column, weight] of sums) sums.set(column, weight / total);
  }
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
