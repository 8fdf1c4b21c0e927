import { copyShifted, isShifted } from './copies.js';
import { rowOffsets } from './csr.js';
import { kernelPlace } from './weights.js';
import type { Csr } from './matrixTypes.js';
import type { ConvSpec } from './params.js';

/**
 * The whole layer: the pattern of one channel pair, whose weightIdx counts the kernel's positions, once for every connected pair of
 * channels, in the layer's layout and with the indices of its own weight tensor.
 */
export function wholeLayer(spec: ConvSpec, pattern: Csr): Csr {
  const { inChannels, outChannels, groups } = spec;
  if (inChannels === 0 || outChannels === 0) return empty(pattern, inChannels, outChannels);
  if (inChannels === 1 && outChannels === 1) return pattern;
  const entries = (pattern.colIdx.length * outChannels * inChannels) / groups;
  const rows = pattern.rows * outChannels;
  const target: Csr = {
    rows,
    cols: pattern.cols * inChannels,
    rowPtr: rowOffsets(rows, entries),
    colIdx: new Int32Array(entries),
    weightIdx: new Int32Array(entries),
  };
  if (spec.layout === 'NHWC') fillLast(spec, pattern, target);
  else fillFirst(spec, pattern, target);
  return target;
}

function empty(pattern: Csr, inChannels: number, outChannels: number): Csr {
  const rows = pattern.rows * outChannels;
  return {
    rows,
    cols: pattern.cols * inChannels,
    rowPtr: new Int32Array(rows + 1),
    colIdx: new Int32Array(0),
    weightIdx: new Int32Array(0),
  };
}

/** Where kernels lie in the weight tensor, and the first input channel of an output channel's group. */
interface Places {
  readonly inPerGroup: number;
  readonly step: number;
  firstIn(outChannel: number): number;
  /** Of the kernel between an output channel and its n-th input channel. */
  start(outChannel: number, n: number): number;
}

function placesOf(spec: ConvSpec): Places {
  const inPerGroup = spec.inChannels / spec.groups;
  const outPerGroup = spec.outChannels / spec.groups;
  const firstIn = (outChannel: number) => Math.floor(outChannel / outPerGroup) * inPerGroup;
  return {
    inPerGroup,
    step: kernelPlace(spec, 0, 0).step,
    firstIn,
    start: (outChannel, n) => kernelPlace(spec, outChannel, firstIn(outChannel) + n).start,
  };
}

/**
 * Channels outermost. The rows of an output channel are those of the first, moved to its group's columns and its own weights: in every
 * weight layout the kernels of two output channels lie equally far apart, whichever input channel they belong to.
 */
function fillFirst(spec: ConvSpec, pattern: Csr, { rowPtr, colIdx, weightIdx }: Csr): void {
  const { inPerGroup, step, firstIn, start } = placesOf(spec);
  const starts = Int32Array.from({ length: inPerGroup }, (_, n) => start(0, n));
  let end = 0;
  for (let row = 0; row < pattern.rows; row++) {
    const first = pattern.rowPtr[row]!;
    const length = pattern.rowPtr[row + 1]! - first;
    const times = repeats(pattern, row);
    if (times > 0) {
      const wide = length * inPerGroup;
      repeatRow(
        { rowPtr, colIdx, weightIdx },
        row,
        times,
        wide,
        pattern.colIdx[first]! - pattern.colIdx[first - length]!,
      );
      end += times * wide;
      row += times - 1;
      continue;
    }
    for (let n = 0; n < inPerGroup; n++) {
      copyShifted(colIdx, end, pattern.colIdx, first, length, n * pattern.cols);
      copyScaled(weightIdx, end, pattern.weightIdx, first, length, step, starts[n]!);
      end += length;
    }
    rowPtr[row + 1] = end;
  }
  const block = end;
  for (let o = 1; o < spec.outChannels; o++) {
    copyShifted(colIdx, o * block, colIdx, 0, block, firstIn(o) * pattern.cols);
    copyShifted(weightIdx, o * block, weightIdx, 0, block, start(o, 0) - starts[0]!);
    for (let row = 1; row <= pattern.rows; row++) rowPtr[o * pattern.rows + row] = rowPtr[row]! + o * block;
  }
}

/** How many rows from this one on are the row before it, moved on by the same number of columns each time. */
function repeats(pattern: Csr, row: number): number {
  const { rowPtr, colIdx } = pattern;
  const first = (r: number) => colIdx[rowPtr[r]!]!;
  if (row === 0 || rowPtr[row] === rowPtr[row + 1] || !isMoved(pattern, row)) return 0;
  const moved = first(row) - first(row - 1);
  let end = row + 1;
  while (end < pattern.rows && isMoved(pattern, end) && first(end) - first(end - 1) === moved) end++;
  return end - row;
}

/** Writes so many rows of this length from `row` on: the row before, moved on. Each copy is of all that is there, twice the one before. */
function repeatRow(
  { rowPtr, colIdx, weightIdx }: Pick<Csr, 'rowPtr' | 'colIdx' | 'weightIdx'>,
  row: number,
  times: number,
  length: number,
  moved: number,
): void {
  const start = rowPtr[row - 1]!;
  for (let made = 1; made <= times; made *= 2) {
    const copied = Math.min(made, times + 1 - made) * length;
    copyShifted(colIdx, start + made * length, colIdx, start, copied, made * moved);
    copyShifted(weightIdx, start + made * length, weightIdx, start, copied, 0);
  }
  for (let n = 1; n <= times; n++) rowPtr[row + n] = start + (n + 1) * length;
}

/** target[to + n] = source[from + n]·step + start. */
function copyScaled(
  target: Int32Array,
  to: number,
  source: Int32Array,
  from: number,
  length: number,
  step: number,
  start: number,
): void {
  if (step === 1) copyShifted(target, to, source, from, length, start);
  else for (let n = 0; n < length; n++) target[to + n] = Math.imul(source[from + n]!, step) + start;
}

/** Channels innermost: the rows of one position lie together, and are those of the position before, moved on, where its taps are. */
function fillLast(spec: ConvSpec, pattern: Csr, { rowPtr, colIdx, weightIdx }: Csr): void {
  const { inChannels, outChannels } = spec;
  const { inPerGroup, step, firstIn, start } = placesOf(spec);
  const starts = Int32Array.from({ length: inPerGroup }, (_, n) => start(0, n));
  let end = 0;
  for (let position = 0; position < pattern.rows; position++) {
    const from = pattern.rowPtr[position]!;
    const taps = pattern.rowPtr[position + 1]! - from;
    const row = position * outChannels;
    const length = taps * inPerGroup;
    if (isMoved(pattern, position)) {
      const moved = taps === 0 ? 0 : (pattern.colIdx[from]! - pattern.colIdx[from - taps]!) * inChannels;
      copyShifted(colIdx, end, colIdx, end - length * outChannels, length * outChannels, moved);
      copyShifted(weightIdx, end, weightIdx, end - length * outChannels, length * outChannels, 0);
    } else {
      let place = end;
      // Taps that share a column must stay together within each channel.
      for (let p = from, next = from; p < from + taps; p = next) {
        const column = pattern.colIdx[p]!;
        while (next < from + taps && pattern.colIdx[next] === column) next++;
        for (let n = 0; n < inPerGroup; n++) {
          for (let q = p; q < next; q++) {
            colIdx[place] = column * inChannels + n;
            weightIdx[place] = pattern.weightIdx[q]! * step + starts[n]!;
            place++;
          }
        }
      }
      for (let o = 1; o < outChannels; o++) {
        copyShifted(colIdx, end + o * length, colIdx, end, length, firstIn(o));
        copyShifted(weightIdx, end + o * length, weightIdx, end, length, start(o, 0) - starts[0]!);
      }
    }
    for (let o = 1; o <= outChannels; o++) rowPtr[row + o] = end + o * length;
    end += outChannels * length;
  }
}

/** Whether a row has the entries of the row before, moved on. */
function isMoved({ rowPtr, colIdx, weightIdx }: Csr, row: number): boolean {
  if (row === 0) return false;
  const first = rowPtr[row - 1]!;
  const second = rowPtr[row]!;
  const length = second - first;
  if (rowPtr[row + 1]! - second !== length) return false;
  if (length === 0) return true;
  return (
    isShifted(weightIdx, first, second, length, 0) &&
    isShifted(colIdx, first, second, length, colIdx[second]! - colIdx[first]!)
  );
}
