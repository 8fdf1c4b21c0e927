import type { PatternAxis } from './patternAxis.js';

/** How many entries of some rows lie before each of a level's boundaries: `times` the values. */
export interface Cumulative {
  readonly times: number;
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
const SINGLE: Cumulative = { times: 1, values: new Float64Array(1), lo: 0, hi: 0, total: 1 };

/**
 * One factor of a pattern that is a Kronecker product of axes, and columns before which entries are to be counted. A row of the pattern
 * is (a, r) and a column (b, c), with a and b on this level's axis and r and c on the axes inside it. Of the rows u ≤ a < v of the axis,
 * M(b)·N + (M(b + 1) − M(b))·G(c) entries lie before (b, c), where M(b) is how many entries the axis has in these rows before column
 * b, N how many the inside has in its rows, and G(c) how many of these are before c.
 */
export class PatternLevel implements Cumulative {
  readonly times = 1;
  readonly values: Float64Array;
  lo = 0;
  hi = -1;
  total = 0;
  /** Of all rows together. */
  readonly whole: Cumulative;
  private readonly inside: PatternLevel | null;
  private readonly rowsInside: number;
  private readonly colsInside: number;
  /** Per boundary its place among the boundaries inside, and its block: boundaries with the same b are one. */
  private readonly placeInside: Int32Array;
  private readonly blockOf: Int32Array;
  /** Per block its b, and its first boundary; behind the last, how many boundaries there are. */
  private readonly blocks: Float64Array;
  private readonly firstOf: Int32Array;
  /** Per block, entries before columns b and b + 1: of the rows before the ascending ones, and of those and the ascending ones. */
  private readonly preceding: readonly [Float64Array, Float64Array];
  private readonly reached: readonly [Float64Array, Float64Array];
  private readonly bounds = new Map<number, RowBound>();
  /** Of a single even row, of a single odd one, and of several rows. */
  private readonly counts: readonly BlockCounts[];

  /** The block of equal rows that was asked last, and what its first row has before each boundary. */
  private block = -1;
  private readonly ofBlock: Float64Array;

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
    this.ofBlock = new Float64Array(axis.rowsAlike > 1 ? boundaries.length : 0);
    const columns = boundaries.map(boundary => Math.floor(boundary / this.colsInside));
    this.blocks = ascending(columns);
    this.blockOf = placesIn(this.blocks, columns);
    this.firstOf = new Int32Array(this.blocks.length + 1).fill(boundaries.length);
    for (let n = boundaries.length - 1; n >= 0; n--) this.firstOf[this.blockOf[n]!] = n;
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
    return { times: 1, values: before, lo: 0, hi: before.length - 1, total: axis.below(axis.rows, axis.cols) * total };
  }

  /** Of the rows from `first` to before `end`. The answer is valid until the next call. */
  measure(first: number, end: number): Cumulative {
    const { rowsAlike } = this.axis;
    if (!this.inside && rowsAlike > 1) {
      const block = Math.floor(first / rowsAlike);
      if (end <= (block + 1) * rowsAlike) return this.measureAlike(block, end - first);
    }
    const u = Math.floor(first / this.rowsInside);
    const v = Math.ceil(end / this.rowsInside);
    this.lo = this.firstWithin(u, v);
    this.hi = this.lastWithin(u, v);
    this.total = 0;
    this.values.fill(0, this.lo, this.hi + 1);
    this.eachPart(first, end, this.accumulate);
    return this;
  }

  /** Of so many rows of a block of equal ones: each has what the first has. */
  private measureAlike(block: number, rows: number): Cumulative {
    const { axis, boundaries, ofBlock } = this;
    const first = block * axis.rowsAlike;
    const lo = this.firstWithin(first, first + 1);
    const hi = this.lastWithin(first, first + 1);
    if (this.block !== block) {
      this.block = block;
      for (let n = lo; n <= hi; n++) ofBlock[n] = axis.between(first, first + 1, boundaries[n]!);
    }
    return { times: rows, values: ofBlock, lo, hi, total: rows * axis.between(first, first + 1, axis.cols) };
  }

  /**
   * Adds, for the same rows, the entries between one boundary and the next to `counts`, from place `start` on. What this takes depends
   * on how many places get any.
   */
  spread(first: number, end: number, counts: Float64Array, start: number): void {
    this.eachPart(first, end, (u, v, within) => {
      this.addBetween(u, v, within, counts, start - 1);
    });
  }

  /** Rows as whole rows u to v − 1 of the axis, and those that they cut with what is inside of them. */
  private eachPart(first: number, end: number, add: (u: number, v: number, within: Cumulative) => void): void {
    const { rowsInside, inside } = this;
    const u = Math.floor(first / rowsInside);
    const v = Math.floor(end / rowsInside);
    const top = first - u * rowsInside;
    const bottom = end - v * rowsInside;
    if (u === v) {
      if (inside) add(u, u + 1, inside.measure(top, bottom));
      return;
    }
    if (top > 0 && inside) add(u, u + 1, inside.measure(top, rowsInside));
    const whole = top > 0 ? u + 1 : u;
    if (v > whole) add(whole, v, inside?.whole ?? SINGLE);
    if (bottom > 0 && inside) add(v, v + 1, inside.measure(0, bottom));
  }

  /** The first boundary behind which rows u to v − 1 of the axis may have an entry. */
  private firstWithin(u: number, v: number): number {
    return firstAbove(this.boundaries, this.axis.leftmost(u, v - 1) * this.colsInside);
  }

  /** The last boundary behind which they may have one. */
  private lastWithin(u: number, v: number): number {
    return firstAbove(this.boundaries, (this.axis.rightmost(u, v - 1) + 1) * this.colsInside - 1) - 1;
  }

  /** Adds the entries of rows u to v − 1 of the axis, each with the inside's rows that `within` counts. */
  private readonly accumulate = (u: number, v: number, within: Cumulative): void => {
    const { values, blockOf, hi } = this;
    const first = this.firstWithin(u, v);
    const last = this.lastWithin(u, v);
    const { before, taps } = this.countBlocks(u, v, first, last);
    for (let n = first; n <= last; n++) {
      const block = blockOf[n]!;
      values[n]! += before[block]! * within.total + taps[block]! * this.insideBefore(n, within);
    }
    const total = this.axis.between(u, v, this.axis.cols) * within.total;
    for (let n = Math.max(last + 1, this.lo); n <= hi; n++) values[n]! += total;
    this.total += total;
  };

  /** The inside's entries before a boundary's c. */
  private insideBefore(n: number, { times, values, lo, hi, total }: Cumulative): number {
    const place = this.placeInside[n]!;
    return place < lo ? 0 : place > hi ? total : times * values[place]!;
  }

  /** The same, where each boundary has more before it than the one before: only there something is added. */
  private addBetween(u: number, v: number, within: Cumulative, counts: Float64Array, start: number): void {
    const { blockOf, firstOf, placeInside } = this;
    const first = this.firstWithin(u, v);
    const last = this.lastWithin(u, v);
    const { before, taps } = this.countBlocks(u, v, first, last);
    let passed = 0;
    for (let n = first; n <= last;) {
      const block = blockOf[n]!;
      const end = Math.min(firstOf[block + 1]!, last + 1);
      const here = taps[block]!;
      const value = before[block]! * within.total + here * this.insideBefore(n, within);
      if (n > 0) counts[start + n]! += value - passed;
      passed = value;
      n++;
      if (here > 0) {
        if (end - n > FEW) n = Math.max(n, firstAtLeast(placeInside, within.lo, n, end));
        for (; n < end; n++) {
          const value = before[block]! * within.total + here * this.insideBefore(n, within);
          counts[start + n]! += value - passed;
          passed = value;
          if (placeInside[n]! > within.hi) break;
        }
      }
      n = end;
    }
    const total = this.axis.between(u, v, this.axis.cols) * within.total;
    const behind = last + 1;
    if (behind > 0 && behind < blockOf.length) counts[start + behind]! += total - passed;
  }

  /**
   * For the blocks of the boundaries from first to last, the axis' entries of rows u to v − 1 before column b, and at it. One row of
   * the axis is mostly cut by several strips in turn: its counts are kept until another one needs their place.
   */
  private countBlocks(u: number, v: number, first: number, last: number): BlockCounts {
    const { blocks, blockOf, inside } = this;
    const counts = this.counts[v > u + 1 ? 2 : u % 2]!;
    if (first > last || (counts.from === u && counts.to === v)) return counts;
    counts.from = u;
    counts.to = v;
    const { before, taps } = counts;
    // Of a single row only its own few columns are asked; of several, most columns lie before or behind what changes between them.
    const asked = v === u + 1 || this.axis.isDense;
    const top = asked ? null : this.bound(u);
    const bottom = asked ? null : this.bound(v);
    const lastBlock = blockOf[last]!;
    let next = NaN;
    for (let block = blockOf[first]!; block <= lastBlock; block++) {
      const column = blocks[block]!;
      const here = Number.isNaN(next) ? this.count(u, v, top, bottom, block, 0) : next;
      before[block] = here;
      next = NaN;
      if (!inside) continue;
      const after = this.count(u, v, top, bottom, block, 1);
      taps[block] = after - here;
      if (blocks[block + 1] === column + 1) next = after;
    }
    return counts;
  }

  /** Entries of rows u to v − 1 of the axis before column b, or b + further, of a block. */
  private count(
    u: number,
    v: number,
    top: RowBound | null,
    bottom: RowBound | null,
    block: number,
    further: 0 | 1,
  ): number {
    if (top === null || bottom === null) return this.axis.between(u, v, this.blocks[block]! + further);
    return this.below(bottom, block, further) - this.below(top, block, further);
  }

  /** Entries of the axis before row boundary `bound` and before column b (or b + further) of a block. */
  private below(bound: RowBound, block: number, further: 0 | 1): number {
    const column = this.blocks[block]! + further;
    if (column <= bound.from) return this.reached[further][block]!;
    if (column > bound.upTo) return this.preceding[further][block]! + bound.above;
    if (bound.upTo === Infinity) return this.axis.below(bound.row, column);
    return this.preceding[further][block]! + this.axis.between(this.axis.ascending[0], bound.row, column);
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
            from: row === end ? Infinity : axis.leftmost(row, row),
            upTo: row === first ? -Infinity : axis.rightmost(row - 1, row - 1),
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

/** Fewer boundaries than this are gone through faster than searched. */
const FEW = 8;

/** The first of ascending values, from one place to before another, that is at least `limit`. */
function firstAtLeast(values: Int32Array, limit: number, from: number, end: number): number {
  let low = from;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
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
