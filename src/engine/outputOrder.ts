import { rowOffsets } from './csr.js';
import type { Csr } from './matrixTypes.js';
import type { ConvSpec, Layout } from './params.js';

/** Where an output (channel, position) is among all, flattened in a layout without the batch. */
function place(layout: Layout, channel: number, position: number, channels: number, positions: number): number {
  return layout === 'NHWC' ? position * channels + channel : channel * positions + position;
}

/** The same output's index in the input's layout, from its index in its own. */
export function inInputLayout(spec: ConvSpec, index: number, positions: number): number {
  return moved(index, spec.outputLayout ?? spec.layout, spec.layout, spec.outChannels, positions);
}

/** The other way round. */
export function inOutputLayout(spec: ConvSpec, index: number, positions: number): number {
  return moved(index, spec.layout, spec.outputLayout ?? spec.layout, spec.outChannels, positions);
}

function moved(index: number, from: Layout, to: Layout, channels: number, positions: number): number {
  if (from === to) return index;
  const [channel, position] =
    from === 'NHWC'
      ? [index % channels, Math.floor(index / channels)]
      : [Math.floor(index / positions), index % positions];
  return place(to, channel, position, channels, positions);
}

/** A whole layer's matrix with its rows, which are in the input's layout, put into the output's. */
export function orderRows(spec: ConvSpec, matrix: Csr): Csr {
  if (!spec.outputLayout || spec.outChannels === 0) return matrix;
  const positions = matrix.rows / spec.outChannels;
  const { rows, cols } = matrix;
  const rowPtr = rowOffsets(rows, matrix.colIdx.length);
  const colIdx = new Int32Array(matrix.colIdx.length);
  const weightIdx = new Int32Array(matrix.colIdx.length);
  for (let row = 0; row < rows; row++) {
    const source = inInputLayout(spec, row, positions);
    const [from, to] = [matrix.rowPtr[source]!, matrix.rowPtr[source + 1]!];
    colIdx.set(matrix.colIdx.subarray(from, to), rowPtr[row]!);
    weightIdx.set(matrix.weightIdx.subarray(from, to), rowPtr[row]!);
    rowPtr[row + 1] = rowPtr[row]! + (to - from);
  }
  return { rows, cols, rowPtr, colIdx, weightIdx };
}
