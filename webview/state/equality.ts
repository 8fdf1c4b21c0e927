import { layerMatrix, multiply, scatter, slidingWindow, transpose, zeroInsertion } from '../../src/engine/index.js';
import type { Csr } from '../../src/engine/index.js';
import type { StringKey } from '../../src/protocol/strings.js';
import type { Scene } from './scene.js';

/** One way to compute the layer's result, and what it cost. */
export interface Way {
  readonly name: StringKey;
  readonly result: Float64Array;
  readonly products: number;
  readonly withZero: number;
  /** Equal to the matrix product, element by element. */
  readonly equal: boolean;
}

export interface Equality {
  readonly ways: readonly Way[];
  /** ⟨Cx, z⟩ and ⟨x, Cᵀz⟩; for a transposed layer x and z change places. */
  readonly left: number;
  readonly right: number;
  readonly adjoint: boolean;
}

/** Above this many products a way is not multiplied out, so that the view stays quick: each takes some 25 ns. */
export const MOST_PRODUCTS = 2_000_000;

/** How many multiplications the dearest way needs: the window, or zero insertion, goes over the kernel at every output. */
export function productsNeeded({ spec, outputSpatial }: Scene): number {
  const size = (sizes: readonly number[]) => sizes.reduce((product, value) => product * value, 1);
  return size(outputSpatial) * size(spec.kernelSize);
}

/**
 * The same result by every way that leads to it, each computed on its own by the engine and compared with the matrix
 * product element by element; null where that would be too many products. The matrix product counts every entry, zeros
 * included, as a dense product does.
 */
export function equality(scene: Scene): Equality | null {
  if (productsNeeded(scene) > MOST_PRODUCTS) return null;
  const matrix = scene.matrix ?? built(scene);
  if (!matrix) return null;
  const { spec, inputSpatial, x, w } = scene;
  const product = multiply(matrix, w, x);
  const dense = matrix.rows * matrix.cols;
  const others: readonly (readonly [StringKey, { y: Float64Array; products: number; withZero: number }])[] =
    spec.transposed
      ? [
          ['scatter', scatter(spec, inputSpatial, x, w)],
          ['zeroInsertion', zeroInsertion(spec, inputSpatial, x, w)],
        ]
      : [
          ['slidingWindow', slidingWindow(spec, inputSpatial, x, w)],
          // Painting knows only zeros around the input; other padding modes read an input more than once.
          ...(spec.paddingMode === 'zeros' ? ([['scatter', scatter(spec, inputSpatial, x, w)]] as const) : []),
        ];
  const ways: Way[] = [
    { name: 'matrixProduct', result: product, products: dense, withZero: dense - distinctEntries(matrix), equal: true },
    ...others.map(([name, { y, products, withZero }]) => ({
      name,
      result: y,
      products,
      withZero,
      equal: equalElements(y, product),
    })),
  ];
  const z = scene.z ?? probe(matrix.rows);
  const left = dot(product, z);
  const right = dot(x, multiply(transpose(matrix), w, z));
  return { ways, left, right, adjoint: equalNumbers(left, right) };
}

function built(scene: Scene): Csr | null {
  const matrix = layerMatrix(scene.spec, scene.inputSpatial);
  return matrix.ok ? matrix.value : null;
}

/** Entries that are not zero; taps that a padding mode folds onto one place are one entry there. */
function distinctEntries({ rowPtr, colIdx, rows }: Csr): number {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    for (let entry = rowPtr[row] ?? 0; entry < (rowPtr[row + 1] ?? 0); entry++) {
      if (entry === rowPtr[row] || colIdx[entry] !== colIdx[entry - 1]) count++;
    }
  }
  return count;
}

/** Some z to probe the adjoint with: 1, 2, 3, 4, 5, 1, … */
function probe(length: number): Float64Array {
  return Float64Array.from({ length }, (_, index) => (index % 5) + 1);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

export function equalElements(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, index) => equalNumbers(value, b[index] ?? NaN));
}

/** Exact for whole numbers; typed fractions may differ by rounding, because the ways add in different orders. */
function equalNumbers(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
