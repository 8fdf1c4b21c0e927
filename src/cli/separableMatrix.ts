import { layerMatrix, type ConvSpec, type Csr, type Result } from '../engine/index.js';

/** A matrix with values: weightIdx counts its entries. */
export interface ValuedMatrix {
  readonly csr: Csr;
  readonly values: Float64Array;
}

/** More products than that are not multiplied out. */
const MAX_PRODUCTS = 2 ** 26;

/**
 * The map of a separable layer: its pointwise stage's matrix times its depthwise stage's. An entry is a sum of products of two
 * weights, so that it has a value where both weights are given, and no single weight index.
 */
export function separableMatrix(
  depthwise: { readonly spec: ConvSpec; readonly inputSpatial: readonly number[]; readonly weights: Float64Array },
  pointwise: { readonly spec: ConvSpec; readonly inputSpatial: readonly number[]; readonly weights: Float64Array },
): Result<ValuedMatrix> {
  const first = layerMatrix(depthwise.spec, depthwise.inputSpatial);
  if (!first.ok) return first;
  const second = layerMatrix(pointwise.spec, pointwise.inputSpatial);
  if (!second.ok) return second;
  const [d, p] = [first.value, second.value];
  const perRow = d.rows === 0 ? 0 : d.colIdx.length / d.rows;
  if (p.colIdx.length * perRow > MAX_PRODUCTS) {
    const message = `The product of the two stages takes ${Math.round(p.colIdx.length * perRow)} multiplications; up to ${MAX_PRODUCTS} are made.`;
    return { ok: false, problem: { code: 'too-large', message } };
  }
  const rowPtr = new Float64Array(p.rows + 1);
  const colIdx: number[] = [];
  const values: number[] = [];
  const sums = new Map<number, number>();
  for (let row = 0; row < p.rows; row++) {
    sums.clear();
    for (let e = p.rowPtr[row] ?? 0; e < (p.rowPtr[row + 1] ?? 0); e++) {
      const factor = pointwise.weights[p.weightIdx[e] ?? 0] ?? NaN;
      const middle = p.colIdx[e] ?? 0;
      for (let f = d.rowPtr[middle] ?? 0; f < (d.rowPtr[middle + 1] ?? 0); f++) {
        const col = d.colIdx[f] ?? 0;
        const value = factor * (depthwise.weights[d.weightIdx[f] ?? 0] ?? NaN);
        sums.set(col, (sums.get(col) ?? 0) + value);
      }
    }
    for (const [col, value] of [...sums].sort(([a], [b]) => a - b)) {
      colIdx.push(col);
      values.push(value);
    }
    rowPtr[row + 1] = colIdx.length;
  }
  const csr: Csr = {
    rows: p.rows,
    cols: d.cols,
    rowPtr,
    colIdx: Int32Array.from(colIdx),
    weightIdx: Int32Array.from({ length: colIdx.length }, (_, index) => index),
  };
  return { ok: true, value: { csr, values: Float64Array.from(values) } };
}
