import { PatternLevel } from './patternLevel.js';
import type { PatternAxis } from './patternAxis.js';

/**
 * Entries in each cell between ascending boundaries of rows and of columns, row-major, of the pattern that is the product of these axes
 * (outermost first). A strip of rows that other channels have as well is copied.
 */
export function cellCounts(axes: readonly PatternAxis[], rows: Float64Array, cols: Float64Array): Float64Array {
  const level = new PatternLevel(axes, cols);
  const width = cols.length - 1;
  const counts = new Float64Array((rows.length - 1) * width);
  const alike = stripsAlike(axes);
  // A tile's strips have one of two heights, one row apart.
  const knownOf = [new Map<number, number>(), new Map<number, number>()] as const;
  for (let t = 0; t + 1 < rows.length; t++) {
    const first = rows[t]!;
    const height = rows[t + 1]! - first;
    const like = alike(first, height);
    const known = knownOf[height % 2 === 0 ? 0 : 1];
    const earlier = known.get(like);
    if (earlier !== undefined && rows[earlier + 1]! - rows[earlier]! === height)
      counts.copyWithin(t * width, earlier * width, (earlier + 1) * width);
    else level.spread(first, first + height, counts, t * width);
    if (like >= 0) known.set(like, t);
  }
  return counts;
}

/**
 * Where an axis has rows that are the same (output channels of a group): the first row from which a strip of this height has the same
 * entries, or −1 where the strip has rows of several groups.
 */
function stripsAlike(axes: readonly PatternAxis[]): (first: number, height: number) => number {
  const inside = axes.slice(1).reduce((size, axis) => size * axis.rows, 1);
  const outer = axes[0]!.rowsAlike * inside;
  const inner = axes[axes.length - 1]!.rowsAlike;
  return (first, height) => {
    const within = (block: number) => Math.floor(first / block) === Math.floor((first + height - 1) / block);
    if (outer > inside && within(outer)) return first - (first % outer) + (first % inside);
    if (inner > 1 && axes.length > 1 && within(inner)) return first - (first % inner);
    return -1;
  };
}
