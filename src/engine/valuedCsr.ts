import { rowOffsets } from './csr.js';
import type { Csr } from './matrixTypes.js';
import type { Layout } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** A sparse matrix of numbers in compressed sparse row form: columns ascend within a row and never repeat. */
export interface ValuedCsr {
  readonly rows: number;
  readonly cols: number;
  /** rows + 1 offsets into colIdx and values. */
  readonly rowPtr: Int32Array | Float64Array;
  readonly colIdx: Int32Array;
  readonly values: Float64Array;
}

/** What the arrays of a matrix or of a product may need unless said: 512 MiB, as for a layer's matrix. */
export const DEFAULT_BUDGET = 2 ** 29;

/** Bytes of the arrays: a column and a value per entry, and the row offsets. */
export function valuedBytes(rows: number, entries: number): number {
  return entries * 12 + (rows + 1) * (entries < 2 ** 31 ? 4 : 8);
}

/** Why a matrix is not built: its arrays would need more than the budget, or its indices do not fit 32 bits; null if neither. */
export function checkBudget(rows: number, cols: number, entries: number, budget: number): Problem | null {
  const bytes = valuedBytes(rows, entries);
  if (bytes <= budget && Math.max(rows, cols) < 2 ** 31) return null;
  return {
    code: 'too-large',
    message: `The matrix of ${rows} × ${cols} with ${entries} entries would need ${bytes} bytes, more than the ${budget} allowed`,
    values: { rows, cols, entries, bytes, budgetBytes: budget },
  };
}

/** A layer's matrix with given weights; taps that share a place become one entry, their sum. */
export function valuedMatrix(csr: Csr, weights: Float64Array): ValuedCsr {
  const rowPtr = rowOffsets(csr.rows, csr.colIdx.length);
  const colIdx = new Int32Array(csr.colIdx.length);
  const values = new Float64Array(csr.colIdx.length);
  let end = 0;
  for (let row = 0; row < csr.rows; row++) {
    const start = end;
    for (let p = csr.rowPtr[row]!; p < csr.rowPtr[row + 1]!; p++) {
      const value = weights[csr.weightIdx[p]!];
      if (value === undefined) throw new RangeError(`No weight ${csr.weightIdx[p]!} among ${weights.length}`);
      if (end > start && colIdx[end - 1] === csr.colIdx[p]) {
        values[end - 1]! += value;
      } else {
        colIdx[end] = csr.colIdx[p]!;
        values[end] = value;
        end++;
      }
    }
    rowPtr[row + 1] = end;
  }
  return { rows: csr.rows, cols: csr.cols, rowPtr, colIdx: colIdx.slice(0, end), values: values.slice(0, end) };
}

/** y = M·x. */
export function multiplyValued(matrix: ValuedCsr, x: Float64Array): Float64Array {
  if (x.length !== matrix.cols) {
    throw new RangeError(`A vector of ${x.length} for a matrix of ${matrix.cols} columns`);
  }
  const y = new Float64Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row++) {
    let sum = 0;
    for (let p = matrix.rowPtr[row]!; p < matrix.rowPtr[row + 1]!; p++)
      sum += matrix.values[p]! * x[matrix.colIdx[p]!]!;
    y[row] = sum;
  }
  return y;
}

/** The transposed matrix, by counting; linear in rows, columns and entries. */
export function transposeValued(matrix: ValuedCsr): ValuedCsr {
  const entries = matrix.colIdx.length;
  const rowPtr = rowOffsets(matrix.cols, entries);
  for (const column of matrix.colIdx) rowPtr[column + 1]! += 1;
  for (let c = 0; c < matrix.cols; c++) rowPtr[c + 1]! += rowPtr[c]!;
  const next = rowPtr.slice(0, matrix.cols);
  const colIdx = new Int32Array(entries);
  const values = new Float64Array(entries);
  for (let row = 0; row < matrix.rows; row++) {
    for (let p = matrix.rowPtr[row]!; p < matrix.rowPtr[row + 1]!; p++) {
      const target = next[matrix.colIdx[p]!]!++;
      colIdx[target] = row;
      values[target] = matrix.values[p]!;
    }
  }
  return { rows: matrix.cols, cols: matrix.rows, rowPtr, colIdx, values };
}

/**
 * outer ⊗ inner: row (a, b) and column (c, d), both row-major, hold outer[a, c]·inner[b, d]. Refused with 'too-large'
 * where the arrays would need more than budgetBytes.
 */
export function kroneckerValued(outer: ValuedCsr, inner: ValuedCsr, budgetBytes = DEFAULT_BUDGET): Result<ValuedCsr> {
  const rows = outer.rows * inner.rows;
  const cols = outer.cols * inner.cols;
  const entries = outer.colIdx.length * inner.colIdx.length;
  const problem = checkBudget(rows, cols, entries, budgetBytes);
  if (problem) return refuse(problem);
  const rowPtr = rowOffsets(rows, entries);
  const colIdx = new Int32Array(entries);
  const values = new Float64Array(entries);
  let end = 0;
  let row = 0;
  for (let a = 0; a < outer.rows; a++) {
    for (let b = 0; b < inner.rows; b++) {
      for (let p = outer.rowPtr[a]!; p < outer.rowPtr[a + 1]!; p++) {
        const column = outer.colIdx[p]! * inner.cols;
        for (let q = inner.rowPtr[b]!; q < inner.rowPtr[b + 1]!; q++) {
          colIdx[end] = column + inner.colIdx[q]!;
          values[end] = outer.values[p]! * inner.values[q]!;
          end++;
        }
      }
      rowPtr[++row] = end;
    }
  }
  return ok({ rows, cols, rowPtr, colIdx, values });
}

/** The identity of a size. */
export function identityValued(size: number): ValuedCsr {
  const each = { length: size };
  return {
    rows: size,
    cols: size,
    rowPtr: Int32Array.from({ length: size + 1 }, (_, n) => n),
    colIdx: Int32Array.from(each, (_, n) => n),
    values: new Float64Array(size).fill(1),
  };
}

/** A map of one channel done to each of several channels, which lie as the layout says: I ⊗ M in NCHW, M ⊗ I in NHWC. */
export function everyChannel(
  matrix: ValuedCsr,
  channels: number,
  layout: Layout,
  budgetBytes = DEFAULT_BUDGET,
): Result<ValuedCsr> {
  if (channels === 1) return ok(matrix);
  const problem = checkBudget(
    matrix.rows * channels,
    matrix.cols * channels,
    matrix.colIdx.length * channels,
    budgetBytes,
  );
  if (problem) return refuse(problem);
  const identity = identityValued(channels);
  return layout === 'NCHW'
    ? kroneckerValued(identity, matrix, budgetBytes)
    : kroneckerValued(matrix, identity, budgetBytes);
}

/**
 * a·b, row by row (Gustavson, Two fast algorithms for sparse matrices, 1978). Refused with 'too-large' before anything is
 * allocated where even the number of products, which bounds the entries, would need more than budgetBytes.
 */
export function multiplyMatrices(a: ValuedCsr, b: ValuedCsr, budgetBytes = DEFAULT_BUDGET): Result<ValuedCsr> {
  if (a.cols !== b.rows) throw new RangeError(`${a.rows} × ${a.cols} times ${b.rows} × ${b.cols}`);
  let most = 0;
  for (const middle of a.colIdx) most += b.rowPtr[middle + 1]! - b.rowPtr[middle]!;
  const problem = checkBudget(a.rows, b.cols, most, budgetBytes);
  if (problem) return refuse(problem);
  const rowPtr = rowOffsets(a.rows, most);
  const colIdx = new Int32Array(most);
  const values = new Float64Array(most);
  const sums = new Float64Array(b.cols);
  const seenIn = new Int32Array(b.cols).fill(-1);
  let end = 0;
  for (let row = 0; row < a.rows; row++) {
    const start = end;
    for (let p = a.rowPtr[row]!; p < a.rowPtr[row + 1]!; p++) {
      const middle = a.colIdx[p]!;
      for (let q = b.rowPtr[middle]!; q < b.rowPtr[middle + 1]!; q++) {
        const column = b.colIdx[q]!;
        if (seenIn[column] !== row) {
          seenIn[column] = row;
          sums[column] = 0;
          colIdx[end++] = column;
        }
        sums[column]! += a.values[p]! * b.values[q]!;
      }
    }
    colIdx.subarray(start, end).sort();
    for (let p = start; p < end; p++) values[p] = sums[colIdx[p]!]!;
    rowPtr[row + 1] = end;
  }
  return ok({ rows: a.rows, cols: b.cols, rowPtr, colIdx: colIdx.slice(0, end), values: values.slice(0, end) });
}
