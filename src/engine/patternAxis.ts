import { latticesOf } from './axisLattices.js';
import { tapsUpTo } from './latticeCount.js';
import { mod } from './numbers.js';
import type { AxisGeometry } from './axis.js';
import type { ConvSpec } from './params.js';

/**
 * One factor of a layer's matrix: the pattern of a layer is the Kronecker product of its axes' patterns, those of the spatial
 * axes and that of the channels, in the order in which the layout flattens them.
 */
export interface PatternAxis {
  readonly rows: number;
  readonly cols: number;
  /** How many entries have a row below `row` and a column below `col`. Both may lie beyond the end. */
  below(row: number, col: number): number;
  /** Where it is simpler than by `below`: how many entries rows from `first` to before `end` have before a column. */
  readonly countBetween?: (first: number, end: number) => ((col: number) => number) | undefined;
  /** The first and last column in which rows from `first` to `last` have entries; a wider answer is allowed. */
  reach(first: number, last: number): readonly [number, number];
  /** From the first to before the end: rows that reach further with every row. Padding that folds makes others wrap. */
  readonly ascending: readonly [number, number];
}

/** The pattern of one spatial axis. Rows are the layer's outputs, columns its inputs. */
export function spatialPattern(axis: AxisGeometry): PatternAxis {
  const { transposed, windows, cells, begin, kernel, stride, dilation, mode, spread } = axis;
  if (spread > 1) return spreadPattern(axis);
  const upTo = (position: number, window: number) => tapsUpTo(position + begin, window, kernel, stride, dilation);
  const meet = (window: number, cell: number): number => {
    const v = Math.min(window, windows);
    const c = Math.min(cell, cells);
    let count = 0;
    for (const [first, last] of positionsBelow(axis, c)) count += upTo(last, v) - upTo(first - 1, v);
    return count;
  };
  const span = (kernel - 1) * dilation;
  return {
    rows: axis.outputs,
    cols: axis.inputs,
    below: transposed ? (row, col) => meet(col, row) : meet,
    reach: (first, last) => {
      if (transposed) {
        if (mode !== 'zeros') return [0, axis.inputs - 1];
        return [Math.ceil((first + begin - span) / stride), Math.floor((last + begin) / stride)];
      }
      const from = first * stride - begin;
      const to = last * stride + span - begin;
      return mode === 'zeros' || (from >= 0 && to < cells) ? [from, to] : [0, cells - 1];
    },
    ascending: mode === 'zeros' ? [0, axis.outputs] : windowsInside(axis),
  };
}

/** The outputs of a convolution whose window lies on real inputs only, as a half-open interval. */
function windowsInside({
  transposed,
  outputs,
  begin,
  stride,
  kernel,
  dilation,
  cells,
}: AxisGeometry): [number, number] {
  if (transposed) return [0, 0];
  const first = Math.min(Math.max(Math.ceil(begin / stride), 0), outputs);
  const last = Math.floor((cells - 1 - (kernel - 1) * dilation + begin) / stride);
  return [first, Math.min(Math.max(last + 1, first), outputs)];
}

/** The pattern of an axis whose inputs stand apart: the sum of those of its parts, each with every spread-th row. */
function spreadPattern(axis: AxisGeometry): PatternAxis {
  const parts = latticesOf(axis);
  return {
    rows: axis.outputs,
    cols: axis.inputs,
    below: (row, col) => {
      let count = 0;
      for (const { windows, kernel, stride, dilation, begin, firstWindow, windowStep } of parts) {
        const v = Math.min(Math.max(Math.ceil((row - firstWindow) / windowStep), 0), windows);
        const last = Math.min(col, axis.cells) - 1 + begin;
        count += tapsUpTo(last, v, kernel, stride, dilation) - tapsUpTo(begin - 1, v, kernel, stride, dilation);
      }
      return count;
    },
    reach: (first, last) => {
      const from = first * axis.stride - axis.begin;
      const to = last * axis.stride + (axis.kernel - 1) * axis.dilation - axis.begin;
      return [Math.ceil(from / axis.spread), Math.floor(to / axis.spread)];
    },
    ascending: [0, axis.outputs],
  };
}

/** The padded positions, as closed intervals, that hold one of the first `cell` cells: the inverse of foldIndex. */
function positionsBelow({ mode, cells, begin, windows, stride, kernel, dilation }: AxisGeometry, cell: number) {
  const own: [number, number] = [0, cell - 1];
  if (mode === 'zeros' || cell <= 0) return [own];
  const lowest = -begin;
  const highest = (windows - 1) * stride + (kernel - 1) * dilation - begin;
  if (cell >= cells) return [[Math.min(lowest, 0), Math.max(highest, cells - 1)] as [number, number]];
  if (mode === 'replicate') return [[lowest, -1] as [number, number], own].filter(([first, last]) => first <= last);
  // One period of the padded axis is the cells, or the cells there and back again without their ends repeated.
  const period = mode === 'circular' ? cells : 2 * (cells - 1);
  const intervals: [number, number][] = [];
  for (let start = lowest - mod(lowest, period); start <= highest; start += period) {
    intervals.push([start, start + cell - 1]);
    if (mode === 'reflect' && cell > 1) intervals.push([start + period - cell + 1, start + period - 1]);
  }
  return intervals
    .map(([first, last]): [number, number] => [Math.max(first, lowest), Math.min(last, highest)])
    .filter(([first, last]) => first <= last);
}

/** The pattern of the channels: every output channel meets every input channel of its group. */
export function channelPattern(spec: ConvSpec): PatternAxis {
  const outPerGroup = spec.outChannels / spec.groups;
  const inPerGroup = spec.inChannels / spec.groups;
  return {
    rows: spec.outChannels,
    cols: spec.inChannels,
    below: (row, col) => {
      const o = Math.min(row, spec.outChannels);
      const i = Math.min(col, spec.inChannels);
      const whole = Math.min(Math.floor(o / outPerGroup), Math.floor(i / inPerGroup));
      // The group that the boundary cuts; past the last one both rests are 0.
      const rows = Math.min(o - whole * outPerGroup, outPerGroup);
      const cols = Math.min(i - whole * inPerGroup, inPerGroup);
      return whole * outPerGroup * inPerGroup + rows * cols;
    },
    countBetween: (first, end) => {
      const group = Math.floor(first / outPerGroup);
      if (end > (group + 1) * outPerGroup) return undefined;
      const firstIn = group * inPerGroup;
      return col => (end - first) * Math.min(Math.max(col - firstIn, 0), inPerGroup);
    },
    reach: (first, last) => [
      Math.floor(first / outPerGroup) * inPerGroup,
      (Math.floor(last / outPerGroup) + 1) * inPerGroup - 1,
    ],
    ascending: [0, spec.outChannels],
  };
}
