import { adjointSpec, scatter, slidingWindow, unflatten } from '../../../src/engine/index.js';
import type { Scene } from '../../state/scene.js';
import { axisColumns } from '../axisLines.js';

/** Which elements are the rows of a drawn matrix: outputs in the layer's own, inputs in its transpose. */
export type RowRole = 'output' | 'input';

export function otherRole(role: RowRole): RowRole {
  return role === 'output' ? 'input' : 'output';
}

/** C is the matrix of the convolution whose connectivity the layer has: a transposed layer's own one is Cᵀ. */
export function matrixName(scene: Scene, rows: RowRole): 'C' | 'Cᵀ' {
  return (rows === 'output') === scene.spec.transposed ? 'Cᵀ' : 'C';
}

/** The rows of C: outputs of a convolution, inputs of a transposed layer. */
export function rowsOfC(scene: Scene): RowRole {
  return scene.spec.transposed ? 'input' : 'output';
}

export function shapeOf(scene: Scene, role: RowRole): readonly number[] {
  return role === 'output' ? scene.outputSpatial : scene.inputSpatial;
}

export function countOf(scene: Scene, role: RowRole): number {
  return role === 'output' ? scene.y.length : scene.x.length;
}

/** How many entries are not zero by structure: the product of the axes' taps. */
export function entryCount(scene: Scene): number {
  return scene.taps.reduce((product, taps) => product * taps.input.length, 1);
}

/** The taps of one axis by row: offsets, and per tap the column and the kernel position. */
interface Lines {
  readonly ptr: ArrayLike<number>;
  readonly other: ArrayLike<number>;
  readonly kernel: ArrayLike<number>;
}

export function linesOf(scene: Scene, rows: RowRole, axis: number): Lines {
  const taps = scene.taps[axis];
  if (!taps) throw new RangeError(`No axis ${axis}`);
  if (rows === 'output') return { ptr: taps.ptr, other: taps.input, kernel: taps.kernel };
  const { ptr, output, kernel } = axisColumns(taps);
  return { ptr, other: output, kernel };
}

/** Visits the entries of one row, column by column, straight from the geometry: no matrix is held. */
export function visitRow(
  scene: Scene,
  rows: RowRole,
  row: number,
  visit: (column: number, weight: number) => void,
): void {
  const at = unflatten(row, shapeOf(scene, rows));
  const columns = shapeOf(scene, otherRole(rows));
  const { kernelSize } = scene.spec;
  const rank = columns.length;
  const walk = (axis: number, column: number, weight: number) => {
    const { ptr, other, kernel } = linesOf(scene, rows, axis);
    const position = at[axis] ?? 0;
    for (let p = ptr[position] ?? 0; p < (ptr[position + 1] ?? 0); p++) {
      const nextColumn = column * (columns[axis] ?? 1) + (other[p] ?? 0);
      const nextWeight = weight * (kernelSize[axis] ?? 1) + (kernel[p] ?? 0);
      if (axis + 1 < rank) walk(axis + 1, nextColumn, nextWeight);
      else visit(nextColumn, nextWeight);
    }
  };
  walk(0, 0, 0);
}

/** A row's weights by column; several where padding folds onto one. */
export function rowWeights(scene: Scene, rows: RowRole, row: number): Map<number, number[]> {
  const found = new Map<number, number[]>();
  visitRow(scene, rows, row, (column, weight) => {
    const known = found.get(column);
    if (known) known.push(weight);
    else found.set(column, [weight]);
  });
  return found;
}

/** The value of an entry: the sum of the weights that fold onto it. */
export function entryValue(scene: Scene, weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + (scene.w[weight] ?? 0), 0);
}

/** A product with the transposed matrix: of the lesson's z, else of the layer's own result y. */
export interface Back {
  readonly vector: Float64Array;
  readonly result: Float64Array;
  readonly vectorName: string;
  readonly resultName: string;
}

const BACK_PRODUCTS = 4_000_000;
const backs = new WeakMap<Scene, Back | null>();

/** The transpose applied, computed by the engine as the layer that goes back; null where that would take too long. */
export function backOf(scene: Scene): Back | null {
  const known = backs.get(scene);
  if (known !== undefined) return known;
  const back = computeBack(scene);
  backs.set(scene, back);
  return back;
}

function computeBack(scene: Scene): Back | null {
  const { spec, inputSpatial, y, w, z, ctz } = scene;
  if (z && ctz) return { vector: z, result: ctz, vectorName: 'z', resultName: 'Cᵀz' };
  if (spec.paddingMode !== 'zeros' || y.length * w.length > BACK_PRODUCTS) return null;
  const adjoint = adjointSpec(spec, inputSpatial);
  const product = adjoint.spec.transposed ? scatter : slidingWindow;
  const result = product(adjoint.spec, adjoint.inputSpatial, y, w).y;
  if (result.length !== scene.x.length) return null;
  return { vector: y, result, vectorName: 'y', resultName: `${matrixName(scene, 'input')}y` };
}
