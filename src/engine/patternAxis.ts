import { windowsInside, type AxisGeometry } from './axis.js';
import { latticesOf, type AxisLattice } from './axisLattices.js';
import { tapsUpTo } from './latticeCount.js';
import { mod } from './numbers.js';
import type { ConvSpec } from './params.js';

/**
 * One factor of a layer's matrix: the pattern of a layer is the Kronecker product of its axes' patterns, those of the spatial
 * axes and that of the channels, in the order in which the layout flattens them.
 */
export interface PatternAxis {
  readonly rows: number;
  readonly cols: number;
  /** From the first to before the end: rows that reach further with every row. Padding that folds makes others wrap. */
  readonly ascending: readonly [number, number];
  /** Rows come in blocks of so many that are the same. */
  readonly rowsAlike: number;
  /** How many entries have a row below `row` and a column below `col`. Both may lie beyond the end. */
  below(row: number, col: number): number;
  /** Whether `between` is a formula, and not two answers of `below`. */
  readonly isDense: boolean;
  /** How many entries the rows from `first` to before `end` have before a column. */
  between(first: number, end: number, col: number): number;
  /** A column before which the rows from `first` to `last` have no entry, as near as is known. */
  leftmost(first: number, last: number): number;
  /** A column behind which they have none. */
  rightmost(first: number, last: number): number;
}

/** The pattern of one spatial axis. Rows are the layer's outputs, columns its inputs. */
export function spatialPattern(axis: AxisGeometry): PatternAxis {
  if (axis.spread > 1) return new SpreadPattern(axis);
  return axis.transposed ? new PaintedPattern(axis) : new WindowPattern(axis);
}

// Classes and not closures over an axis: code that V8 has compiled for one tile then serves the next one, too.

/** A convolution's axis: rows are windows, columns the cells that they lie on. */
class WindowPattern implements PatternAxis {
  readonly rows: number;
  readonly cols: number;
  readonly ascending: readonly [number, number];
  readonly isDense = false;
  readonly rowsAlike = 1;
  private readonly span: number;

  constructor(private readonly axis: AxisGeometry) {
    this.rows = axis.outputs;
    this.cols = axis.inputs;
    this.span = (axis.kernel - 1) * axis.dilation;
    this.ascending = axis.mode === 'zeros' ? [0, axis.outputs] : windowsInside(axis);
  }

  below(row: number, col: number): number {
    return meetings(this.axis, row, col);
  }

  between(first: number, end: number, col: number): number {
    const [inside, endInside] = this.ascending;
    if (first < inside || end > endInside) return meetings(this.axis, end, col) - meetings(this.axis, first, col);
    // No tap of these windows is folded, and so none has to be looked for where padding lies.
    return unfolded(this.axis, end, col) - unfolded(this.axis, first, col);
  }

  leftmost(first: number, last: number): number {
    return this.isInside(first, last) ? first * this.axis.stride - this.axis.begin : 0;
  }

  rightmost(first: number, last: number): number {
    return this.isInside(first, last) ? last * this.axis.stride + this.span - this.axis.begin : this.axis.cells - 1;
  }

  /** Whether no window of these meets padding that folds. */
  private isInside(first: number, last: number): boolean {
    const { mode, stride, begin, cells } = this.axis;
    return mode === 'zeros' || (first * stride >= begin && last * stride + this.span - begin < cells);
  }
}

/** A transposed convolution's axis: rows are cells, columns the windows that lie on them. */
class PaintedPattern implements PatternAxis {
  readonly rows: number;
  readonly cols: number;
  readonly ascending: readonly [number, number];
  readonly isDense = false;
  readonly rowsAlike = 1;

  constructor(private readonly axis: AxisGeometry) {
    this.rows = axis.outputs;
    this.cols = axis.inputs;
    this.ascending = [0, axis.mode === 'zeros' ? axis.outputs : 0];
  }

  below(row: number, col: number): number {
    return meetings(this.axis, col, row);
  }

  between(first: number, end: number, col: number): number {
    return meetings(this.axis, col, end) - meetings(this.axis, col, first);
  }

  leftmost(first: number): number {
    const { mode, begin, kernel, dilation, stride } = this.axis;
    return mode === 'zeros' ? Math.ceil((first + begin - (kernel - 1) * dilation) / stride) : 0;
  }

  rightmost(_first: number, last: number): number {
    const { mode, begin, stride, inputs } = this.axis;
    return mode === 'zeros' ? Math.floor((last + begin) / stride) : inputs - 1;
  }
}

/** An axis whose inputs stand apart: the sum of the patterns of its parts, each with every spread-th row. */
class SpreadPattern implements PatternAxis {
  readonly rows: number;
  readonly cols: number;
  readonly ascending: readonly [number, number];
  readonly isDense = false;
  readonly rowsAlike = 1;
  private readonly parts: readonly AxisLattice[];

  constructor(private readonly axis: AxisGeometry) {
    this.rows = axis.outputs;
    this.cols = axis.inputs;
    this.ascending = [0, axis.outputs];
    this.parts = latticesOf(axis);
  }

  below(row: number, col: number): number {
    let count = 0;
    for (const { windows, kernel, stride, dilation, begin, firstWindow, windowStep } of this.parts) {
      const v = Math.min(Math.max(Math.ceil((row - firstWindow) / windowStep), 0), windows);
      const last = Math.min(col, this.axis.cells) - 1 + begin;
      count += tapsUpTo(last, v, kernel, stride, dilation) - tapsUpTo(begin - 1, v, kernel, stride, dilation);
    }
    return count;
  }

  between(first: number, end: number, col: number): number {
    return this.below(end, col) - this.below(first, col);
  }

  leftmost(first: number): number {
    return Math.ceil((first * this.axis.stride - this.axis.begin) / this.axis.spread);
  }

  rightmost(_first: number, last: number): number {
    const { stride, begin, kernel, dilation, spread } = this.axis;
    return Math.floor((last * stride + (kernel - 1) * dilation - begin) / spread);
  }
}

/** The same as meetings where padding is zeros: no tap before the first cell or behind the last one counts. */
function unfolded(
  { windows, cells, begin, kernel, stride, dilation }: AxisGeometry,
  window: number,
  cell: number,
): number {
  const v = Math.min(window, windows);
  const last = Math.min(cell, cells) - 1 + begin;
  return tapsUpTo(last, v, kernel, stride, dilation) - tapsUpTo(begin - 1, v, kernel, stride, dilation);
}

/** How many taps the first `window` windows have on the first `cell` cells. Both may lie beyond the end. */
function meetings(axis: AxisGeometry, window: number, cell: number): number {
  const { windows, cells, begin, kernel, stride, dilation, mode } = axis;
  if (mode === 'zeros') return unfolded(axis, window, cell);
  const v = Math.min(window, windows);
  const c = Math.min(cell, cells);
  const upTo = (position: number) => tapsUpTo(position + begin, v, kernel, stride, dilation);
  let count = 0;
  for (const [first, last] of positionsBelow(axis, c)) count += upTo(last) - upTo(first - 1);
  return count;
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
  return new ChannelPattern(spec.outChannels, spec.inChannels, spec.groups);
}

class ChannelPattern implements PatternAxis {
  readonly ascending: readonly [number, number];
  readonly isDense = true;
  readonly rowsAlike: number;
  private readonly inPerGroup: number;

  constructor(
    readonly rows: number,
    readonly cols: number,
    groups: number,
  ) {
    this.ascending = [0, rows];
    this.rowsAlike = rows / groups;
    this.inPerGroup = cols / groups;
  }

  below(row: number, col: number): number {
    const { rowsAlike: outPerGroup, inPerGroup } = this;
    const o = Math.min(row, this.rows);
    const i = Math.min(col, this.cols);
    const whole = Math.min(Math.floor(o / outPerGroup), Math.floor(i / inPerGroup));
    // The group that the boundary cuts; past the last one both rests are 0.
    const rows = Math.min(o - whole * outPerGroup, outPerGroup);
    const cols = Math.min(i - whole * inPerGroup, inPerGroup);
    return whole * outPerGroup * inPerGroup + rows * cols;
  }

  between(first: number, end: number, col: number): number {
    const group = Math.floor(first / this.rowsAlike);
    if (end > (group + 1) * this.rowsAlike) return this.below(end, col) - this.below(first, col);
    return (end - first) * Math.min(Math.max(col - group * this.inPerGroup, 0), this.inPerGroup);
  }

  leftmost(first: number): number {
    return Math.floor(first / this.rowsAlike) * this.inPerGroup;
  }

  rightmost(_first: number, last: number): number {
    return (Math.floor(last / this.rowsAlike) + 1) * this.inPerGroup - 1;
  }
}
