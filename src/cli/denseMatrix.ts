import type { Csr } from '../engine/index.js';

/** A matrix whose elements are made row by row, so that it is never held whole. */
export interface DenseMatrix {
  readonly rows: number;
  readonly cols: number;
  /** Whether every value is an int. */
  readonly whole: boolean;
  /** Visits the elements that taps reach, by row and column. */
  forEach(visit: (row: number, col: number, value: number) => void): void;
}

/** Dense files of more elements than this are refused. */
export const MAX_DENSE = 2 ** 26;

/** Why a dense file of this size is not written; null where it is. */
export function denseRefusal(rows: number, cols: number): string | null {
  if (rows * cols <= MAX_DENSE) return null;
  return `The dense matrix is ${rows} × ${cols} = ${rows * cols} entries; up to ${MAX_DENSE} are written.`;
}

/**
 * The dense form of a sparse matrix with these weights; without any, those of a weight tensor that counts 1, 2, 3, …, so that an
 * element is its weightIdx + 1. Taps that fold onto one column are added, as a linear map does.
 */
export function denseMatrix(csr: Csr, weights: Float64Array | null): DenseMatrix {
  const { rows, cols, rowPtr, colIdx, weightIdx } = csr;
  return {
    rows,
    cols,
    whole: weights === null,
    forEach(visit) {
      for (let row = 0; row < rows; row++) {
        const end = rowPtr[row + 1] ?? 0;
        let p = rowPtr[row] ?? 0;
        while (p < end) {
          const col = colIdx[p] ?? 0;
          let value = 0;
          // Columns ascend within a row, so that those of one element are neighbours.
          for (; p < end && colIdx[p] === col; p++) {
            const index = weightIdx[p] ?? 0;
            value += weights === null ? index + 1 : (weights[index] ?? NaN);
          }
          visit(row, col, value);
        }
      }
    },
  };
}

/** Counts as a matrix of so many columns. */
export function countsMatrix(counts: Int32Array, cols: number): DenseMatrix {
  return {
    rows: counts.length / cols,
    cols,
    whole: true,
    forEach(visit) {
      for (let i = 0; i < counts.length; i++) visit(Math.floor(i / cols), i % cols, counts[i] ?? 0);
    },
  };
}
