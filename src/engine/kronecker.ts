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
      copyOutput(target, outer, inner, a - lag, a);
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

/** The rows of output `to`, which has the taps of output `from`, moved on. */
function copyOutput({ rowPtr, colIdx, weightIdx }: Csr, outer: AxisTaps, inner: Csr, from: number, to: number): void {
  const source = rowPtr[from * inner.rows]!;
  const start = rowPtr[to * inner.rows]!;
  const taps = outer.ptr[to + 1]! - outer.ptr[to]!;
  const length = taps * inner.colIdx.length;
  const firstRow = to * inner.rows + 1;
  const earlier = (to - from) * inner.rows;
  const further = start - source;
  for (let row = firstRow; row < firstRow + inner.rows; row++) rowPtr[row] = rowPtr[row - earlier]! + further;
  if (taps === 0) return;
  const moved = (outer.input[outer.ptr[to]!]! - outer.input[outer.ptr[from]!]!) * inner.cols;
  copyShifted(colIdx, start, colIdx, source, length, moved);
  copyShifted(weightIdx, start, weightIdx, source, length, 0);
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
