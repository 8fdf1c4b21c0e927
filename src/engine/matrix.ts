import { geometries } from './axis.js';
import { rowOffsets } from './csr.js';
import { checkListable } from './limits.js';
import { memoryEstimate } from './memory.js';
import { at } from './numbers.js';
import { outputSpatial } from './size.js';
import { listAxis } from './taps.js';
import { isConnected, kernelPlace, weightLength } from './weights.js';
import type { AxisTaps, Csr } from './matrixTypes.js';
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
 * in the layer's layout (NCHW or NHWC) without the batch. weightIdx is the flat index into the framework's own weight
 * tensor. With a pair: that output and input channel alone (empty if their groups differ).
 */
export function layerMatrix(spec: ConvSpec, inputSpatial: readonly number[], options: MatrixOptions = {}): Result<Csr> {
  const { pair, budgetBytes = DEFAULT_BUDGET } = options;
  const problem = checkMatrix(spec, inputSpatial, pair === undefined, budgetBytes);
  if (problem) return refuse(problem);
  if (!pair) return ok(wholeLayer(spec, pairPattern(spec, inputSpatial)));
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

/** One channel pair: the Kronecker-like product of the axes' taps, filled without an object per tap. */
function pairPattern(spec: ConvSpec, inputSpatial: readonly number[]): Csr {
  const axes = geometries(spec, inputSpatial).map(listAxis);
  let pattern = axisPattern(axes[0]!);
  for (let axis = 1; axis < axes.length; axis++) pattern = kronecker(pattern, axes[axis]!, at(spec.kernelSize, axis));
  if (spec.paddingMode !== 'zeros' && axes.length > 1) sortRows(pattern);
  return pattern;
}

function axisPattern(taps: AxisTaps): Csr {
  return { rows: taps.outputs, cols: taps.inputs, rowPtr: taps.ptr, colIdx: taps.input, weightIdx: taps.kernel };
}

/** Adds an inner axis: row (a, b), column (ia, ib) and kernel position (ja, jb), all row-major. */
function kronecker(outer: Csr, inner: AxisTaps, kernel: number): Csr {
  const entries = outer.colIdx.length * inner.input.length;
  const rows = outer.rows * inner.outputs;
  const rowPtr = rowOffsets(rows, entries);
  const colIdx = new Int32Array(entries);
  const weightIdx = new Int32Array(entries);
  const { ptr, input, kernel: tapKernel } = inner;
  let end = 0;
  let row = 0;
  for (let a = 0; a < outer.rows; a++) {
    const from = outer.rowPtr[a]!;
    const to = outer.rowPtr[a + 1]!;
    for (let b = 0; b < inner.outputs; b++) {
      const first = ptr[b]!;
      const last = ptr[b + 1]!;
      for (let p = from; p < to; p++) {
        const column = outer.colIdx[p]! * inner.inputs;
        const weight = outer.weightIdx[p]! * kernel;
        for (let q = first; q < last; q++) {
          colIdx[end] = column + input[q]!;
          weightIdx[end] = weight + tapKernel[q]!;
          end++;
        }
      }
      rowPtr[++row] = end;
    }
  }
  return { rows, cols: outer.cols * inner.inputs, rowPtr, colIdx, weightIdx };
}

/** Sorts each row by column, then weight: padding that folds makes the axes' product repeat columns out of order. */
function sortRows({ rows, rowPtr, colIdx, weightIdx }: Csr): void {
  for (let row = 0; row < rows; row++) {
    const start = rowPtr[row]!;
    for (let p = start + 1; p < rowPtr[row + 1]!; p++) {
      const column = colIdx[p]!;
      const weight = weightIdx[p]!;
      let q = p - 1;
      while (q >= start && (colIdx[q]! > column || (colIdx[q]! === column && weightIdx[q]! > weight))) {
        colIdx[q + 1] = colIdx[q]!;
        weightIdx[q + 1] = weightIdx[q]!;
        q--;
      }
      colIdx[q + 1] = column;
      weightIdx[q + 1] = weight;
    }
  }
}

/** The whole layer: the pattern of one pair, once for every connected pair of channels. */
function wholeLayer(spec: ConvSpec, pattern: Csr): Csr {
  const { inChannels, outChannels, groups } = spec;
  const inPerGroup = inChannels / groups;
  const outPerGroup = outChannels / groups;
  const last = spec.layout === 'NHWC';
  const entries = pattern.colIdx.length * outChannels * inPerGroup;
  const rows = pattern.rows * outChannels;
  const rowPtr = rowOffsets(rows, entries);
  const colIdx = new Int32Array(entries);
  const weightIdx = new Int32Array(entries);
  const places = channelPlaces(spec);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    const outChannel = last ? row % outChannels : Math.floor(row / pattern.rows);
    const position = last ? Math.floor(row / outChannels) : row % pattern.rows;
    const firstIn = Math.floor(outChannel / outPerGroup) * inPerGroup;
    const from = pattern.rowPtr[position]!;
    const to = pattern.rowPtr[position + 1]!;
    const { starts, step } = places;
    const place = outChannel * inPerGroup;
    if (!last) {
      for (let c = 0; c < inPerGroup; c++) {
        const column = (firstIn + c) * pattern.cols;
        const start = starts[place + c]!;
        for (let p = from; p < to; p++) {
          colIdx[end] = column + pattern.colIdx[p]!;
          weightIdx[end] = start + pattern.weightIdx[p]! * step;
          end++;
        }
      }
    } else {
      // Channels lie innermost, so taps that share a column must stay together within each channel.
      for (let p = from, next = from; p < to; p = next) {
        while (next < to && pattern.colIdx[next] === pattern.colIdx[p]) next++;
        for (let c = 0; c < inPerGroup; c++) {
          for (let q = p; q < next; q++) {
            colIdx[end] = pattern.colIdx[q]! * inChannels + firstIn + c;
            weightIdx[end] = starts[place + c]! + pattern.weightIdx[q]! * step;
            end++;
          }
        }
      }
    }
    rowPtr[row + 1] = end;
  }
  return { rows, cols: pattern.cols * inChannels, rowPtr, colIdx, weightIdx };
}

/** kernelPlace of every connected pair: by output channel, then by input channel within its group. */
function channelPlaces(spec: ConvSpec): { starts: Int32Array; step: number } {
  const inPerGroup = spec.inChannels / spec.groups;
  const outPerGroup = spec.outChannels / spec.groups;
  const starts = new Int32Array(spec.outChannels * inPerGroup);
  for (let o = 0; o < spec.outChannels; o++) {
    const firstIn = Math.floor(o / outPerGroup) * inPerGroup;
    for (let c = 0; c < inPerGroup; c++) starts[o * inPerGroup + c] = kernelPlace(spec, o, firstIn + c).start;
  }
  return { starts, step: spec.inChannels ? kernelPlace(spec, 0, 0).step : 1 };
}
