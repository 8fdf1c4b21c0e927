import { axisFits, axisTapCount } from './limits.js';
import { spatialPattern, type PatternAxis } from './patternAxis.js';
import { listAxis } from './taps.js';
import type { AxisGeometry } from './axis.js';

/** A table of so many counts is made in less time than a tile asks formulas instead of it, and stays in the processor's caches. */
const MOST_COUNTS = 2 ** 17;

/** The pattern of one spatial axis, as spatialPattern, counted beforehand where the axis is short. */
export function shortOrLongPattern(axis: AxisGeometry): PatternAxis {
  const counts = (axis.outputs + 1) * (axis.inputs + 1);
  const isShort = counts <= MOST_COUNTS && axisFits(axis) && axisTapCount(axis) <= MOST_COUNTS;
  return isShort ? new TablePattern(axis) : spatialPattern(axis);
}

/** An axis whose every answer of `below` is there. */
class TablePattern implements PatternAxis {
  readonly rows: number;
  readonly cols: number;
  readonly ascending: readonly [number, number];
  readonly isDense = true;
  readonly rowsAlike = 1;
  private readonly width: number;
  /** Entries before row r and column c at r·width + c. */
  private readonly counts: Int32Array;
  private readonly bounds: PatternAxis;

  constructor(axis: AxisGeometry) {
    this.bounds = spatialPattern(axis);
    this.rows = axis.outputs;
    this.cols = axis.inputs;
    this.ascending = this.bounds.ascending;
    this.width = axis.inputs + 1;
    this.counts = new Int32Array((axis.outputs + 1) * this.width);
    const { counts, width } = this;
    const { ptr, input } = listAxis(axis);
    for (let row = 0; row < this.rows; row++) {
      const begin = (row + 1) * width;
      for (let p = ptr[row]!; p < ptr[row + 1]!; p++) counts[begin + input[p]! + 1]! += 1;
      for (let n = begin, inRow = 0; n < begin + width; n++) {
        inRow += counts[n]!;
        counts[n] = inRow + counts[n - width]!;
      }
    }
  }

  below(row: number, col: number): number {
    return this.counts[Math.min(row, this.rows) * this.width + Math.min(col, this.cols)]!;
  }

  between(first: number, end: number, col: number): number {
    const { counts, width } = this;
    const column = Math.min(col, this.cols);
    return counts[Math.min(end, this.rows) * width + column]! - counts[Math.min(first, this.rows) * width + column]!;
  }

  leftmost(first: number, last: number): number {
    return this.bounds.leftmost(first, last);
  }

  rightmost(first: number, last: number): number {
    return this.bounds.rightmost(first, last);
  }
}
