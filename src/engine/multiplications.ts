import { geometries, type AxisGeometry } from './axis.js';
import { axisTapCount, checkListable } from './limits.js';
import { isExact, product } from './numbers.js';
import { outputSpatial } from './size.js';
import { listAxis } from './taps.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Result } from './result.js';

/** Multiplications made, and those of them that have a structural zero for a factor, whatever the data. */
export interface Multiplications {
  readonly products: number;
  readonly withZero: number;
}

/** One layer, three ways to compute it. */
export interface MultiplicationCounts {
  /** The dense matrix times x: every entry, those that are zero by structure too. */
  readonly dense: Multiplications;
  /** The kernel slid over the padded input; of a transposed layer over its input with zeros inserted. */
  readonly sliding: Multiplications;
  /** Each input times the kernel, added where it lands: only what has an entry in the matrix. */
  readonly scatter: Multiplications;
}

/**
 * How many multiplications by zero each way costs, for one channel pair or the whole layer, without a bias. Exact; nothing is
 * computed. Refused with the layer's own reason, or 'too-large' where the numbers pass 2^53 or a folding axis is too long to list.
 */
export function multiplicationCounts(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  whole = false,
): Result<MultiplicationCounts> {
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  const folds = spec.paddingMode !== 'zeros';
  const problem = folds ? checkListable(spec, inputSpatial) : null;
  if (problem) return refuse(problem);
  const axes = geometries(spec, inputSpatial);
  const channels = whole ? spec.inChannels * spec.outChannels : 1;
  const pairs = whole ? channels / spec.groups : 1;
  const entries = product(axes.map(axisTapCount)) * pairs;
  // Taps that fold onto one place are one number of the dense matrix.
  const places = folds ? product(axes.map(distinctPlaces)) * pairs : entries;
  const dense = product(sizes.value) * product(inputSpatial) * channels;
  const sliding = product(sizes.value) * product(spec.kernelSize) * pairs;
  if (!isExact(dense) || !isExact(sliding)) {
    return refuse({
      code: 'too-large',
      message: 'The multiplications are more than arithmetic can hold (2^53)',
      values: { dense, sliding },
    });
  }
  return ok({
    dense: { products: dense, withZero: dense - places },
    sliding: { products: sliding, withZero: sliding - entries },
    scatter: { products: entries, withZero: 0 },
  });
}

function distinctPlaces(axis: AxisGeometry): number {
  const { ptr, input } = listAxis(axis);
  let places = 0;
  for (let output = 0; output < axis.outputs; output++) {
    for (let p = ptr[output]!; p < ptr[output + 1]!; p++) {
      if (p === ptr[output] || input[p] !== input[p - 1]) places++;
    }
  }
  return places;
}
