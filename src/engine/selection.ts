import { rowOffsets } from './csr.js';
import type { Csr } from './matrixTypes.js';

/** The weights of a selection matrix, whose every entry is 1: multiply(selection, ONE, x). */
export const ONE: Float64Array = Float64Array.of(1);

/** The matrix that copies: row r is a 1 in column sources[r], or empty where that is −1. Its weightIdx are all 0, for ONE. */
export function selectionMatrix(sources: Int32Array, cols: number): Csr {
  const rowPtr = rowOffsets(sources.length, sources.length);
  for (let row = 0; row < sources.length; row++) rowPtr[row + 1] = rowPtr[row]! + (sources[row]! < 0 ? 0 : 1);
  const colIdx = sources.filter(source => source >= 0);
  return { rows: sources.length, cols, rowPtr, colIdx, weightIdx: new Int32Array(colIdx.length) };
}

/** The flat sources of a copy that works along each axis by itself: per axis the sources of its positions, and its size. */
export function combineSources(axes: readonly Int32Array[], sizes: readonly number[]): Int32Array {
  let flat = new Int32Array([0]);
  axes.forEach((sources, axis) => {
    const next = new Int32Array(flat.length * sources.length);
    let end = 0;
    for (const outer of flat) {
      for (const inner of sources) next[end++] = outer < 0 || inner < 0 ? -1 : outer * sizes[axis]! + inner;
    }
    flat = next;
  });
  return flat;
}

/** matrix · selection, with the matrix' own weights. Columns keep their order where the selection's sources ascend. */
export function selectColumns(matrix: Csr, selection: Csr): Csr {
  if (matrix.cols !== selection.rows) {
    throw new RangeError(`${matrix.rows} × ${matrix.cols} times ${selection.rows} × ${selection.cols}`);
  }
  const rowPtr = rowOffsets(matrix.rows, matrix.colIdx.length);
  const colIdx = new Int32Array(matrix.colIdx.length);
  const weightIdx = new Int32Array(matrix.colIdx.length);
  let end = 0;
  for (let row = 0; row < matrix.rows; row++) {
    for (let p = matrix.rowPtr[row]!; p < matrix.rowPtr[row + 1]!; p++) {
      const middle = matrix.colIdx[p]!;
      const source = selection.rowPtr[middle]!;
      if (source === selection.rowPtr[middle + 1]!) continue;
      colIdx[end] = selection.colIdx[source]!;
      weightIdx[end] = matrix.weightIdx[p]!;
      end++;
    }
    rowPtr[row + 1] = end;
  }
  return {
    rows: matrix.rows,
    cols: selection.cols,
    rowPtr,
    colIdx: colIdx.slice(0, end),
    weightIdx: weightIdx.slice(0, end),
  };
}
