import type { Csr } from '../../../src/engine/index.js';

/** A matrix with these weights, every zero written out. */
export function dense(csr: Csr, weights: Float64Array): number[][] {
  const rows = Array.from({ length: csr.rows }, () => new Array<number>(csr.cols).fill(0));
  for (let r = 0; r < csr.rows; r++) {
    for (let p = csr.rowPtr[r]!; p < csr.rowPtr[r + 1]!; p++) rows[r]![csr.colIdx[p]!]! += weights[csr.weightIdx[p]!]!;
  }
  return rows;
}
