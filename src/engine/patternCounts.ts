import { product } from './numbers.js';
import type { PatternAxis } from './patternAxis.js';

/**
 * How many entries of a Kronecker product of patterns have a row below rows[t] and a column below cols[u], for all t and u
 * (row-major). Boundaries ascend; the last may be the size itself. From the innermost axis outwards: with (a, b) a boundary's
 * coordinates on an axis and N, R, C, G what the inner axes have in all, below the row, below the column and below both,
 * G' = P(a, b)·N + [entries above a in column b]·C + [entries before b in row a]·R + [entries at (a, b)]·G.
 */
export function countsBelow(axes: readonly PatternAxis[], rows: Float64Array, cols: Float64Array): Float64Array {
  const counts = new Float64Array(rows.length * cols.length);
  let all = 1;
  let above = new Float64Array(rows.length);
  let before = new Float64Array(cols.length);
  for (let level = axes.length - 1; level >= 0; level--) {
    const axis = axes[level]!;
    const inner = axes.slice(level + 1);
    const outermost = level === 0;
    const isInnermost = level === axes.length - 1;
    const a = coordinates(rows, product(inner.map(other => other.rows)), outermost ? Infinity : axis.rows);
    const b = coordinates(cols, product(inner.map(other => other.cols)), outermost ? Infinity : axis.cols);
    const u = distinct(a, isInnermost);
    const v = distinct(b, isInnermost);
    const table = tableBelow(axis, u.values, v.values);
    const width = v.values.length;
    for (let t = 0; t < rows.length; t++) {
      const here = u.index[t]! * width;
      const next = u.indexAfter[t]! * width;
      const rest = above[t]!;
      for (let s = 0; s < cols.length; s++) {
        const p = table[here + v.index[s]!]!;
        const q = t * cols.length + s;
        if (isInnermost) {
          counts[q] = p;
          continue;
        }
        const column = table[here + v.indexAfter[s]!]! - p;
        const row = table[next + v.index[s]!]! - p;
        const both = table[next + v.indexAfter[s]!]! - p - column - row;
        counts[q] = p * all + column * before[s]! + row * rest + both * counts[q]!;
      }
    }
    const ofRow = (row: number) => axis.below(row, axis.cols);
    const ofColumn = (column: number) => axis.below(axis.rows, column);
    above = above.map((rest, t) => ofRow(a[t]!) * all + (ofRow(a[t]! + 1) - ofRow(a[t]!)) * rest);
    before = before.map((rest, s) => ofColumn(b[s]!) * all + (ofColumn(b[s]! + 1) - ofColumn(b[s]!)) * rest);
    all *= axis.below(axis.rows, axis.cols);
  }
  return counts;
}

/** The boundaries' coordinates on an axis whose inner axes have `inner` elements. The outermost one goes on to its size. */
function coordinates(boundaries: Float64Array, inner: number, size: number): Float64Array {
  return boundaries.map(boundary => {
    const coordinate = Math.floor(boundary / inner);
    return size === Infinity ? coordinate : coordinate % size;
  });
}

interface Distinct {
  /** Ascending, each once: the coordinates, and where they are needed each one's successor. */
  readonly values: Float64Array;
  /** Where each coordinate, and its successor, is among the values. */
  readonly index: Int32Array;
  readonly indexAfter: Int32Array;
}

function distinct(coordinates: Float64Array, alone: boolean): Distinct {
  const set = new Set<number>();
  for (const coordinate of coordinates) {
    set.add(coordinate);
    if (!alone) set.add(coordinate + 1);
  }
  const values = Float64Array.from(set).sort();
  const place = new Map<number, number>();
  for (let n = 0; n < values.length; n++) place.set(values[n]!, n);
  const index = Int32Array.from(coordinates, value => place.get(value)!);
  return { values, index, indexAfter: alone ? index : Int32Array.from(coordinates, value => place.get(value + 1)!) };
}

/**
 * axis.below for all pairs of ascending boundaries. From one row boundary to the next only columns in reach of the rows between
 * are asked: before them nothing is added, behind them all that these rows have.
 */
function tableBelow(axis: PatternAxis, rows: Float64Array, cols: Float64Array): Float64Array {
  const table = new Float64Array(rows.length * cols.length);
  for (let t = 0; t < rows.length; t++) {
    const row = rows[t]!;
    const previous = t === 0 ? 0 : rows[t - 1]!;
    const start = t * cols.length;
    const [first, last] = axis.reach(previous, Math.max(previous, row - 1));
    const added = axis.below(row, axis.cols) - axis.below(previous, axis.cols);
    for (let s = 0; s < cols.length; s++) {
      const col = cols[s]!;
      const before = t === 0 ? 0 : table[start - cols.length + s]!;
      table[start + s] = col <= first ? before : col > last ? before + added : axis.below(row, col);
    }
  }
  return table;
}
