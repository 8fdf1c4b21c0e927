import type { PatternAxis } from './patternAxis.js';

/** How many entries of some rows lie before each of a level's boundaries. */
export interface Cumulative {
  /** From the `lo`-th boundary to the `hi`-th; before these there are none, behind them all. */
  readonly values: Float64Array;
  readonly lo: number;
  readonly hi: number;
  readonly total: number;
}

/** A row boundary u of an axis, with what spares counting between it and a column. */
interface RowBound {
  readonly row: number;
  /** At columns up to this one, the rows from u on have nothing yet. */
  readonly from: number;
  /** At columns behind this one, the rows before u have all of their entries, of which `above` are in the ascending rows. */
  readonly upTo: number;
  readonly above: number;
}

/** Entries of an axis in some rows, per block of boundaries: before column b, and in it. */
interface BlockCounts {
  from: number;
  to: number;
  readonly before: Float64Array;
  readonly taps: Float64Array;
}

/** What is inside the innermost level: one entry, before no boundary. */
const SINGLE: Cumulative = { values: new Float64Array(1), lo: 0, hi: 0, total: 1 };

/**
 * One factor of a pattern that is a Kronecker product of axes, and columns before which entries are to be counted. A row of the pattern
 * is (a, r) and a column (b, c), with a and b on this level's axis and r and c on the axes inside it. Of the rows u ≤ a < v of the axis,
 * M(b)·N + (M(b + 1) − M(b))·G(c) entries lie before (b, c), where M(b) is how many entries the axis has in these rows before column
 * b, N how many the inside has in its rows, and G(c) how many of these are before c.
 */
export class PatternLevel {
  /** Of all rows together. */
  readonly whole: Cumulative;
  private readonly inside: PatternLevel | null;
  private readonly rowsInside: number;
  private readonly colsInside: number;
  private readonly values: Float64Array;
  /** Per boundary its place among the boundaries inside, and its block: boundaries with the same b are one. */
  private readonly placeInside: Int32Array;
  private readonly blockOf: Int32Array;
  /** Per block its b. */
  private readonly blocks: Float64Array;
  /** Per block, entries before columns b and b + 1: of the rows before the ascending ones, and of those and the ascending ones. */
  private readonly preceding: readonly [Float64Array, Float64Array];
  private readonly reached: readonly [Float64Array, Float64Array];
  private readonly bounds = new Map<number, RowBound>();
  /** Of a single even row, of a single odd one, and of several rows. */
  private readonly counts: readonly BlockCounts[];

  /** Axes outermost first; boundaries ascend, and the last may be the number of columns. */
  constructor(
    axes: readonly PatternAxis[],
    private readonly boundaries: Float64Array,
    private readonly axis: PatternAxis = axes[0]!,
  ) {
    const inner = axes.slice(1);
    this.rowsInside = inner.reduce((size, other) => size * other.rows, 1);
    this.colsInside = inner.reduce((size, other) => size * other.cols, 1);
    this.values = new Float64Array(boundaries.length);
    const columns = boundaries.map(boundary => Math.floor(boundary / this.colsInside));
    this.blocks = ascending(columns);
    this.blockOf = placesIn(this.blocks, columns);
    const rests = boundaries.map((boundary, n) => boundary - columns[n]! * this.colsInside);
    const boundariesInside = ascending(rests);
    this.placeInside = placesIn(boundariesInside, rests);
    this.inside = inner.length > 0 ? new PatternLevel(inner, boundariesInside) : null;
    const [firstAscending, endAscending] = axis.ascending;
    const below = (row: number, further: number) => this.blocks.map(b => axis.below(row, b + further));
    this.preceding = [below(firstAscending, 0), below(firstAscending, 1)];
    this.reached = [below(endAscending, 0), below(endAscending, 1)];
    this.whole = this.countWhole();
    this.counts = [0, 1, 2].map(() => ({
      from: -1,
      to: -1,
      before: new Float64Array(this.blocks.length),
      taps: new Float64Array(this.blocks.length),
    }));
  }

  private countWhole(): Cumulative {
    const { axis, blocks, inside } = this;
    const { values, total } = inside?.whole ?? SINGLE;
    const before = Float64Array.from(this.boundaries, (_, n) => {
      const b = blocks[this.blockOf[n]!]!;
      const here = axis.below(axis.rows, b);
      return here * total + (axis.below(axis.rows, b + 1) - here) * values[this.placeInside[n]!]!;
    });
    return { values: before, lo: 0, hi: before.length - 1, total: axis.below(axis.rows, axis.cols) * total };
  }

  /** Of the rows from `first` to before `end`. The answer is valid until the next call. */
  measure(first: number, end: number): Cumulative {
    const { rowsInside, inside } = this;
    const u = Math.floor(first / rowsInside);
    const v = Math.floor(end / rowsInside);
    const top = first - u * rowsInside;
    const bottom = end - v * rowsInside;
    const [lo, hi] = this.span(u, bottom > 0 ? v + 1 : v);
    this.values.fill(0, lo, hi + 1);
    let total = 0;
    const add = (from: number, to: number, within: Cumulative) => {
      total += this.addRows(from, to, within, lo, hi);
    };
    // Whole rows of the axis, and the parts of its rows that the boundaries cut.
    if (u === v) {
      if (inside) add(u, u + 1, inside.measure(top, bottom));
    } else {
      if (top > 0 && inside) add(u, u + 1, inside.measure(top, rowsInside));
      const whole = top > 0 ? u + 1 : u;
      if (v > whole) add(whole, v, inside?.whole ?? SINGLE);
      if (bottom > 0 && inside) add(v, v + 1, inside.measure(0, bottom));
    }
    return { values: this.values, lo, hi, total };
  }

  /** The boundaries that lie behind the first and before the last entry of rows u to v − 1, from the first to the last one. */
  private span(u: number, v: number): [number, number] {
    const [first, last] = this.axis.reach(u, v - 1);
    const { boundaries, colsInside } = this;
    return [firstAbove(boundaries, first * colsInside), firstAbove(boundaries, (last + 1) * colsInside - 1) - 1];
  }

  /** Adds, from boundary lo to hi, the entries of rows u to v − 1 of the axis, each with the inside's rows that `within` counts. */
  private addRows(u: number, v: number, within: Cumulative, lo: number, hi: number): number {
    const { values, blockOf, placeInside } = this;
    const [first, last] = this.span(u, v);
    const { before, taps } = this.countBlocks(u, v, first, last);
    const { values: parts, lo: none, hi: all, total: each } = within;
    for (let n = first; n <= last; n++) {
      const block = blockOf[n]!;
      const here = taps[block]!;
      let value = before[block]! * each;
      if (here !== 0) {
        const place = placeInside[n]!;
        if (place > all) value += here * each;
        else if (place >= none) value += here * parts[place]!;
      }
      values[n]! += value;
    }
    const total = (this.axis.below(v, this.axis.cols) - this.axis.below(u, this.axis.cols)) * each;
    for (let n = Math.max(last + 1, lo); n <= hi; n++) values[n]! += total;
    return total;
  }

  /**
   * For the blocks of the boundaries from first to last, the axis' entries of rows u to v − 1 before column b, and at it. One row of
   * the axis is mostly cut by several strips in turn: its counts are kept until another one needs their place.
   */
  private countBlocks(u: number, v: number, first: number, last: number): BlockCounts {
    const { blocks, blockOf, axis } = this;
    const counts = this.counts[v > u + 1 ? 2 : u % 2]!;
    if (first > last || (counts.from === u && counts.to === v)) return counts;
    counts.from = u;
    counts.to = v;
    const { before, taps } = counts;
    const between = axis.countBetween?.(u, v);
    const top = this.bound(u);
    const bottom = this.bound(v);
    const count = (block: number, further: 0 | 1) =>
      between
        ? between(blocks[block]! + further)
        : this.below(bottom, block, further) - this.below(top, block, further);
    const lastBlock = blockOf[last]!;
    let next = count(blockOf[first]!, 0);
    for (let block = blockOf[first]!; block <= lastBlock; block++) {
      before[block] = next;
      const adjoins = block < lastBlock && blocks[block + 1] === blocks[block]! + 1;
      if (adjoins) next = count(block + 1, 0);
      taps[block] = this.inside ? (adjoins ? next : count(block, 1)) - before[block]! : 0;
      if (!adjoins && block < lastBlock) next = count(block + 1, 0);
    }
    return counts;
  }

  /** Entries of the axis before row boundary `bound` and before column b (or b + further) of a block. */
  private below(bound: RowBound, block: number, further: 0 | 1): number {
    const column = this.blocks[block]! + further;
    if (column <= bound.from) return this.reached[further][block]!;
    if (column > bound.upTo) return this.preceding[further][block]! + bound.above;
    return this.axis.below(bound.row, column);
  }

  private bound(row: number): RowBound {
    const known = this.bounds.get(row);
    if (known) return known;
    const { axis } = this;
    const [first, end] = axis.ascending;
    const bound: RowBound =
      row < first || row > end
        ? { row, from: -Infinity, upTo: Infinity, above: 0 }
        : {
            row,
            from: row === end ? Infinity : axis.reach(row, row)[0],
            upTo: row === first ? -Infinity : axis.reach(row - 1, row - 1)[1],
            above: axis.below(row, axis.cols) - axis.below(first, axis.cols),
          };
    this.bounds.set(row, bound);
    return bound;
  }
}

/** The values that occur, ascending, each once. */
function ascending(values: Float64Array): Float64Array {
  return values
    .slice()
    .sort()
    .filter((value, n, sorted) => n === 0 || value !== sorted[n - 1]);
}

/** Where each value is among ascending ones that hold them all. */
function placesIn(sorted: Float64Array, values: Float64Array): Int32Array {
  return Int32Array.from(values, value => firstAbove(sorted, value) - 1);
}

/** How many of ascending values are at most `limit`: the place of the first one above it. */
function firstAbove(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
