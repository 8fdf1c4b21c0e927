import { at } from './numbers.js';
import type { Csr } from './matrixTypes.js';

/** Row offsets for this many entries: 32 bits while they suffice. */
export function rowOffsets(rows: number, entries: number): Int32Array | Float64Array {
  return entries < 2 ** 31 ? new Int32Array(rows + 1) : new Float64Array(rows + 1);
}

/**
 * The transposed matrix, by counting: columns become rows in order, so that entries stay sorted and those that share a
 * place keep their order. Time and memory are linear in rows, columns and entries.
 */
export function transpose(csr: Csr): Csr {
  const entries = csr.colIdx.length;
  const rowPtr = rowOffsets(csr.cols, entries);
  for (let p = 0; p < entries; p++) rowPtr[at(csr.colIdx, p) + 1]! += 1;
  for (let c = 0; c < csr.cols; c++) rowPtr[c + 1]! += rowPtr[c]!;
  const next = rowPtr.slice(0, csr.cols);
  const colIdx = new Int32Array(entries);
  const weightIdx = new Int32Array(entries);
  for (let row = 0; row < csr.rows; row++) {
    for (let p = csr.rowPtr[row]!; p < csr.rowPtr[row + 1]!; p++) {
      const target = next[csr.colIdx[p]!]!++;
      colIdx[target] = row;
      weightIdx[target] = csr.weightIdx[p]!;
    }
  }
  return { rows: csr.cols, cols: csr.rows, rowPtr, colIdx, weightIdx };
}

/** y = M·x, where each entry's value is the weight that it names. */
export function multiply(csr: Csr, weights: Float64Array, x: Float64Array): Float64Array {
  if (x.length !== csr.cols) throw new RangeError(`A vector of ${x.length} for a matrix of ${csr.cols} columns`);
  const { rowPtr, colIdx, weightIdx } = csr;
  const y = new Float64Array(csr.rows);
  let p = 0;
  for (let row = 0; row < y.length; row++) {
    let sum = 0;
    for (const end = rowPtr[row + 1]!; p < end; p++) sum += weights[weightIdx[p]!]! * x[colIdx[p]!]!;
    y[row] = sum;
  }
  return y;
}
