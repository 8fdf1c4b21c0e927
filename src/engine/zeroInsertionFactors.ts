import { geometries, type AxisGeometry } from './axis.js';
import { pairMatrix } from './matrix.js';
import { product } from './numbers.js';
import { combineSources, selectionMatrix } from './selection.js';
import { outputSpatial } from './size.js';
import type { Csr } from './matrixTypes.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Result } from './result.js';

/** A transposed convolution of one channel pair as three matrices: y = convolve · pad · insert · x. */
export interface ZeroInsertionFactors {
  /** Puts stride − 1 zeros between the inputs. Its entries are 1: multiply(insert, ONE, x). */
  readonly insert: Csr;
  /** Puts zeros around, dilation·(k − 1) − begin of them at the start, or crops where that is negative. Its entries are 1. */
  readonly pad: Csr;
  /** A convolution of stride 1 with the flipped kernel; weightIdx is flat over the kernel as it was before flipping. */
  readonly convolve: Csr;
  /** Spatial size after inserting, and after padding or cropping. */
  readonly inserted: readonly number[];
  readonly padded: readonly number[];
}

const DEFAULT_BUDGET = 2 ** 29;

/** Of a selection matrix: per row its source, its offset, and its entry of two indices. */
const SELECTION_BYTES = 16;

/**
 * The zero-insertion form of a transposed convolution as its factors; their product is pairMatrix. Refused with the layer's own
 * reason, or 'too-large' where the three need more than budgetBytes (512 MiB unless said). A convolution is a RangeError.
 * Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), ch. 4.
 */
export function zeroInsertionFactors(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  budgetBytes = DEFAULT_BUDGET,
): Result<ZeroInsertionFactors> {
  if (!spec.transposed) throw new RangeError('Zero insertion is a way to compute a transposed convolution');
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  const axes = geometries(spec, inputSpatial);
  const inserted = axes.map(axis => (axis.inputs - 1) * axis.stride + 1);
  const padded = axes.map(axis => axis.outputs + axis.dilation * (axis.kernel - 1));
  const selectionBytes = (product(inserted) + product(padded)) * SELECTION_BYTES;
  if (!(selectionBytes <= budgetBytes)) {
    return refuse({
      code: 'too-large',
      message: `Inserting zeros makes ${inserted.join(' × ')} and padding ${padded.join(' × ')} positions: their matrices would need ${selectionBytes} bytes, more than the ${budgetBytes} allowed`,
      values: { inserted, padded, selectionBytes, budgetBytes },
    });
  }
  const convolution = pairMatrix(slidingSpec(spec), padded, budgetBytes - selectionBytes);
  if (!convolution.ok) return convolution;
  const insertSources = combineSources(
    axes.map((axis, a) => insertedSources(axis, inserted[a]!)),
    inputSpatial,
  );
  const padSources = combineSources(
    axes.map((axis, a) => paddedSources(axis, inserted[a]!, padded[a]!)),
    inserted,
  );
  const last = product(spec.kernelSize) - 1;
  return ok({
    insert: selectionMatrix(insertSources, product(inputSpatial)),
    pad: selectionMatrix(padSources, product(inserted)),
    convolve: { ...convolution.value, weightIdx: convolution.value.weightIdx.map(k => last - k) },
    inserted,
    padded,
  });
}

/** The convolution that slides over the padded positions. */
function slidingSpec(spec: ConvSpec): ConvSpec {
  const zeros = spec.kernelSize.map(() => 0);
  return {
    ...spec,
    transposed: false,
    stride: spec.kernelSize.map(() => 1),
    padding: { begin: zeros, end: zeros },
    outputPadding: zeros,
  };
}

function insertedSources({ stride }: AxisGeometry, size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, n) => (n % stride === 0 ? n / stride : -1));
}

function paddedSources({ dilation, kernel, begin }: AxisGeometry, inserted: number, padded: number): Int32Array {
  const before = dilation * (kernel - 1) - begin;
  return Int32Array.from({ length: padded }, (_, n) => (n >= before && n - before < inserted ? n - before : -1));
}
