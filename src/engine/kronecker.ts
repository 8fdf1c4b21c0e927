import { copyShifted, isShifted } from './copies.js';
import { rowOffsets } from './csr.js';
import type { AxisTaps, Csr } from './matrixTypes.js';

/** One axis' taps as a matrix of their own. */
export function axisPattern(taps: AxisTaps): Csr {
  return { rows: taps.outputs, cols: taps.inputs, rowPtr: taps.ptr, colIdx: taps.input, weightIdx: taps.kernel };
}

/**
 * Puts an axis outside a pattern: row (a, b), column (ia, ib) and kernel position (ja, jb), all row-major, sorted by row, column and
 * weight. `kernel` is how many kernel positions the inner pattern has. Outputs whose taps are those of an earlier one, moved on, are
 * copied as one block: of a large axis all but those at its border.
 */
export function kronecker(outer: AxisTaps, inner: Csr, kernel: number): Csr {
  const entries = outer.input.length * inner.colIdx.length;
  const rows = outer.outputs * inner.rows;
  const target: Csr = {
    rows,
    cols: outer.inputs * inner.cols,
    rowPtr: rowOffsets(rows, entries),
    colIdx: new Int32Array(entries),
    weightIdx: new Int32Array(entries),
  };
  let lag = 1;
  for (let a = 0; a < outer.outputs; a++) {
    const found = alike(outer, a, lag);
    if (found > 0) {
      lag = found;
      const count = alikeFrom(outer, a, lag);
      copyOutputs(target, outer, inner, a, count, lag);
      a += count - 1;
    } else {
      fillOutput(target, outer, inner, kernel, a);
    }
  }
  return target;
}

/** The outputs of a transposed layer repeat after `stride` of them; of strides beyond this the repetition is not looked for. */
const LONGEST_LAG = 64;

/** How many outputs before `a` there is one with the same taps, moved on: the given lag if that one has; 0 for none nearby. */
function alike(axis: AxisTaps, a: number, lag: number): number {
  if (lag <= a && isMoved(axis, a - lag, a)) return lag;
  for (let other = 1; other <= Math.min(a, LONGEST_LAG); other++) if (isMoved(axis, a - other, a)) return other;
  return 0;
}

/** Whether an output has the taps of an earlier one, moved on. */
export function isMoved({ ptr, input, kernel }: AxisTaps, earlier: number, later: number): boolean {
  const first = ptr[earlier]!;
  const second = ptr[later]!;
  const taps = ptr[later + 1]! - second;
  if (ptr[earlier + 1]! - first !== taps) return false;
  if (taps === 0) return true;
  return (
    isShifted(kernel, first, second, taps, 0) && isShifted(input, first, second, taps, input[second]! - input[first]!)
  );
}

/** How far an output's inputs are from those of an earlier one with as many taps; 0 where it has none. */
function movedBy({ ptr, input }: AxisTaps, earlier: number, later: number): number {
  return ptr[later] === ptr[later + 1] ? 0 : input[ptr[later]!]! - input[ptr[earlier]!]!;
}

/** How many outputs from this one on have the taps of the one `lag` before, all moved on by as much as this one. */
function alikeFrom(axis: AxisTaps, a: number, lag: number): number {
  const moved = movedBy(axis, a - lag, a);
  let end = a + 1;
  while (end < axis.outputs && isMoved(axis, end - lag, end) && movedBy(axis, end - lag, end) === moved) end++;
  return end - a;
}

/** As many entries as are copied at once: their copies are read again from the processor's nearer caches. */
const COPIED = 2 ** 13;

/** The rows of outputs that have the taps of those `lag` before, moved on: by whole multiples of these, while they are not too long. */
function copyOutputs(target: Csr, outer: AxisTaps, inner: Csr, first: number, count: number, lag: number): void {
  const { rowPtr, colIdx, weightIdx } = target;
  const moved = movedBy(outer, first - lag, first) * inner.cols;
  const period = rowPtr[first * inner.rows]! - rowPtr[(first - lag) * inner.rows]!;
  const most = Math.max(Math.floor(COPIED / Math.max(period, 1)), 1);
  for (let done = 0; done < count;) {
    const to = first + done;
    const periods = Math.min(done / lag + 1, most);
    const from = to - periods * lag;
    const outputs = Math.min(periods * lag, count - done);
    const source = rowPtr[from * inner.rows]!;
    const start = rowPtr[to * inner.rows]!;
    const length = (outer.ptr[to + outputs]! - outer.ptr[to]!) * inner.colIdx.length;
    const rows = outputs * inner.rows;
    const firstRow = to * inner.rows + 1;
    const sourceRow = from * inner.rows + 1;
    if (rowPtr instanceof Int32Array) copyShifted(rowPtr, firstRow, rowPtr, sourceRow, rows, start - source);
    else for (let row = 0; row < rows; row++) rowPtr[firstRow + row] = rowPtr[sourceRow + row]! + start - source;
    copyShifted(colIdx, start, colIdx, source, length, periods * moved);
    copyShifted(weightIdx, start, weightIdx, source, length, 0);
    done += outputs;
  }
}

/** The rows of output `a`, worked out. */
function fillOutput(target: Csr, outer: AxisTaps, inner: Csr, kernel: number, a: number): void {
  const { rowPtr, colIdx, weightIdx } = target;
  const from = outer.ptr[a]!;
  const to = outer.ptr[a + 1]!;
  let end = rowPtr[a * inner.rows]!;
  for (let b = 0; b < inner.rows; b++) {
    const first = inner.rowPtr[b]!;
    const length = inner.rowPtr[b + 1]! - first;
    for (let p = from; p < to; p++) {
      copyShifted(colIdx, end, inner.colIdx, first, length, outer.input[p]! * inner.cols);
      copyShifted(weightIdx, end, inner.weightIdx, first, length, outer.kernel[p]! * kernel);
      end += length;
    }
    rowPtr[a * inner.rows + b + 1] = end;
  }
  // Within an axis inputs ascend; only where padding has folded several taps onto one are the product's columns out of order.
  for (let p = from + 1; p < to; p++) {
    if (outer.input[p] === outer.input[p - 1]) return sortRows(target, a * inner.rows, (a + 1) * inner.rows);
  }
}

/** Sorts rows by column, then weight: by insertion, because they are short and nearly in order. */
function sortRows({ rowPtr, colIdx, weightIdx }: Csr, firstRow: number, endRow: number): void {
  for (let row = firstRow; row < endRow; row++) {
    const start = rowPtr[row]!;
    for (let p = start + 1; p < rowPtr[row + 1]!; p++) {
      const column = colIdx[p]!;
      const weight = weightIdx[p]!;
      let q = p - 1;
      while (q >= start && (colIdx[q]! > column || (colIdx[q]! === column && weightIdx[q]! > weight))) {
        colIdx[q + 1] = colIdx[q]!;
        weightIdx[q + 1] = weightIdx[q]!;
        q--;
      }
      colIdx[q + 1] = column;
      weightIdx[q + 1] = weight;
    }
  }
}
