import { geometries } from './axis.js';
import { wholeLayer } from './channelBlocks.js';
import { axisPattern, kronecker } from './kronecker.js';
import { checkListable } from './limits.js';
import { memoryEstimate } from './memory.js';
import { at } from './numbers.js';
import { orderRows } from './outputOrder.js';
import { outputSpatial } from './size.js';
import { listAxis } from './taps.js';
import { isConnected, kernelPlace, weightLength } from './weights.js';
import type { Csr } from './matrixTypes.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

export interface MatrixOptions {
  /** One output and one input channel instead of the whole layer. */
  readonly pair?: readonly [number, number];
  /** Refuse a matrix whose arrays would need more; 512 MiB unless said. */
  readonly budgetBytes?: number;
}

const DEFAULT_BUDGET = 2 ** 29;

/**
 * The layer's own linear map for one sample, without its bias: rows are its outputs, columns its inputs, each flattened
 * in the layer's layout (NCHW or NHWC; its outputs in outputLayout, where it has one) without the batch. weightIdx is the flat index into the framework's own weight
 * tensor. With a pair: that output and input channel alone (empty if their groups differ).
 */
export function layerMatrix(spec: ConvSpec, inputSpatial: readonly number[], options: MatrixOptions = {}): Result<Csr> {
  const { pair, budgetBytes = DEFAULT_BUDGET } = options;
  const problem = checkMatrix(spec, inputSpatial, pair === undefined, budgetBytes);
  if (problem) return refuse(problem);
  if (!pair) return ok(orderRows(spec, wholeLayer(spec, pairPattern(spec, inputSpatial))));
  const [outChannel, inChannel] = pair;
  if (!(outChannel >= 0 && outChannel < spec.outChannels && inChannel >= 0 && inChannel < spec.inChannels)) {
    throw new RangeError(
      `No channel pair ${outChannel}, ${inChannel} in a layer of ${spec.inChannels} to ${spec.outChannels} channels`,
    );
  }
  const pattern = pairPattern(spec, inputSpatial);
  if (!isConnected(spec, outChannel, inChannel)) {
    const { rows, cols } = pattern;
    return ok({
      rows,
      cols,
      rowPtr: new Int32Array(rows + 1),
      colIdx: new Int32Array(0),
      weightIdx: new Int32Array(0),
    });
  }
  const { start, step } = kernelPlace(spec, outChannel, inChannel);
  if (start === 0 && step === 1) return ok(pattern);
  return ok({ ...pattern, weightIdx: pattern.weightIdx.map(k => start + k * step) });
}

/** The matrix of one channel pair with weightIdx flat over the kernel's own spatial axes: for a kernel of kernelLength values. */
export function pairMatrix(spec: ConvSpec, inputSpatial: readonly number[], budgetBytes = DEFAULT_BUDGET): Result<Csr> {
  const problem = checkMatrix(spec, inputSpatial, false, budgetBytes);
  return problem ? refuse(problem) : ok(pairPattern(spec, inputSpatial));
}

/** Everything that must hold before a matrix is built: an output, indices that fit 32 bits, and the budget. */
function checkMatrix(spec: ConvSpec, inputSpatial: readonly number[], whole: boolean, budget: number): Problem | null {
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes.problem;
  const { rows, cols, entries, csrBytes } = memoryEstimate(spec, inputSpatial, whole);
  const needed = csrBytes > budget;
  if (needed || Math.max(rows, cols, weightLength(spec)) >= 2 ** 31) {
    return {
      code: 'too-large',
      message: `The matrix of ${rows} × ${cols} with ${entries} entries would need ${csrBytes} bytes, more than the ${budget} allowed`,
      values: { rows, cols, entries, csrBytes, budgetBytes: budget },
    };
  }
  return checkListable(spec, inputSpatial);
}

/** One channel pair: the Kronecker product of the axes' taps. */
function pairPattern(spec: ConvSpec, inputSpatial: readonly number[]): Csr {
  const axes = geometries(spec, inputSpatial).map(listAxis);
  let pattern = axisPattern(axes.at(-1)!);
  let kernel = at(spec.kernelSize, axes.length - 1);
  for (let axis = axes.length - 2; axis >= 0; axis--) {
    pattern = kronecker(axes[axis]!, pattern, kernel);
    kernel *= at(spec.kernelSize, axis);
  }
  return pattern;
}
