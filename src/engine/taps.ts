import { axisGeometry, foldIndex, geometries, windowsInside, type AxisGeometry } from './axis.js';
import { copyShifted } from './copies.js';
import { unflatten } from './indexing.js';
import { axisFits, axisTapCount, checkListable } from './limits.js';
import { at, mod } from './numbers.js';
import type { AxisTaps, Tap } from './matrixTypes.js';
import type { ConvSpec } from './params.js';

/**
 * Every meeting of an output, an input and a kernel position along one axis, in compressed rows by output; inputs
 * ascending within a row, then kernel positions. Listing more than limits.ts allows is a RangeError: ask checkListable
 * first. An axis without outputs has no rows.
 */
export function axisTaps(spec: ConvSpec, axis: number, inputSize: number): AxisTaps {
  return listAxis(axisGeometry(spec, axis, inputSize));
}

/** axisTaps from an axis' geometry. */
export function listAxis(axis: AxisGeometry): AxisTaps {
  if (!axisFits(axis)) {
    throw new RangeError(`Too many taps to list: ${axis.outputs} outputs with a kernel of ${axis.kernel}`);
  }
  const total = axisTapCount(axis);
  const taps: AxisTaps = {
    inputs: axis.inputs,
    outputs: axis.outputs,
    ptr: new Int32Array(axis.outputs + 1),
    input: new Int32Array(total),
    kernel: new Int32Array(total),
  };
  if (axis.transposed) fillPainted(axis, taps);
  else fillWindows(axis, taps);
  if (axis.flip) flipKernel(axis, taps);
  return taps;
}

/** Numbers the kernel positions from the other end. Those that share an input then have to change places. */
function flipKernel(axis: AxisGeometry, { ptr, input, kernel }: AxisTaps): void {
  for (let n = 0; n < kernel.length; n++) kernel[n] = axis.kernel - 1 - kernel[n]!;
  if (axis.mode === 'zeros') return;
  for (let output = 0; output < axis.outputs; output++) sortRun(input, kernel, at(ptr, output), at(ptr, output + 1));
}

/** A convolution, window by window: i·spread = o·s + j·d − begin. */
function fillWindows(axis: AxisGeometry, { ptr, input, kernel }: AxisTaps): void {
  const [inside, endInside] = axis.spread === 1 ? windowsInside(axis) : [0, 0];
  let end = 0;
  for (let output = 0; output < axis.outputs; output++) {
    const start = end;
    if (output > inside && output < endInside) {
      // All the windows inside have the taps of the first of them.
      end += repeatWindow(axis, input, kernel, start, endInside - output);
      for (; output < endInside; output++) ptr[output + 1] = at(ptr, output) + axis.kernel;
      output--;
      continue;
    }
    end = fillWindow(axis, output, input, kernel, end);
    if (axis.mode !== 'zeros') sortRun(input, kernel, start, end);
    ptr[output + 1] = end;
  }
}

/** Repeats the window that ends before `start` so many times, moved on by the stride each time; how many taps that makes. */
function repeatWindow(axis: AxisGeometry, input: Int32Array, kernel: Int32Array, start: number, times: number): number {
  const taps = axis.kernel;
  const first = start - taps;
  // What is there is copied as a whole, so that each copy is twice as long as the one before.
  for (let made = 1; made <= times; made *= 2) {
    const length = Math.min(made, times + 1 - made) * taps;
    copyShifted(input, first + made * taps, input, first, length, made * axis.stride);
    copyShifted(kernel, first + made * taps, kernel, first, length, 0);
  }
  return times * taps;
}

/** The taps of one output of a convolution. */
function fillWindow(axis: AxisGeometry, output: number, input: Int32Array, kernel: Int32Array, end: number): number {
  const { inputs, dilation, mode, spread } = axis;
  const start = output * axis.stride - axis.begin;
  let first = 0;
  let last = axis.kernel - 1;
  if (mode === 'zeros') {
    // Kernel positions over padding have no tap.
    first = Math.max(first, Math.ceil(-start / dilation));
    last = Math.min(last, Math.floor(((inputs - 1) * spread - start) / dilation));
  }
  for (let j = first; j <= last; j++) {
    const position = start + j * dilation;
    // Between inputs that stand apart there are zeros.
    if (spread > 1 && position % spread !== 0) continue;
    input[end] = mode === 'zeros' ? position / spread : foldIndex(position, inputs, mode);
    kernel[end] = j;
    end++;
  }
  return end;
}

/**
 * A transposed convolution, also window by window, which are its inputs: o = i·s + j·d − begin. Counted first, so that each
 * output's taps have their place; going through the inputs in order then leaves them ascending.
 */
function fillPainted(axis: AxisGeometry, { ptr, input, kernel }: AxisTaps): void {
  const { inputs, outputs, stride, dilation, begin, mode } = axis;
  const folds = mode !== 'zeros';
  const firstIn = (start: number) => (folds ? 0 : Math.max(0, Math.ceil(-start / dilation)));
  const lastIn = (start: number) =>
    folds ? axis.kernel - 1 : Math.min(axis.kernel - 1, Math.floor((outputs - 1 - start) / dilation));
  const placeOf = (position: number) => (folds ? foldIndex(position, outputs, mode) : position);
  for (let i = 0; i < inputs; i++) {
    const start = i * stride - begin;
    for (let j = firstIn(start); j <= lastIn(start); j++) ptr[placeOf(start + j * dilation) + 1]! += 1;
  }
  for (let output = 0; output < outputs; output++) ptr[output + 1]! += ptr[output]!;
  const next = ptr.slice(0, outputs);
  for (let i = 0; i < inputs; i++) {
    const start = i * stride - begin;
    for (let j = firstIn(start); j <= lastIn(start); j++) {
      const place = next[placeOf(start + j * dilation)]!++;
      input[place] = i;
      kernel[place] = j;
    }
  }
}

/** Sorts one row by input, then kernel position: insertion, because rows are short and nearly in order. */
function sortRun(input: Int32Array, kernel: Int32Array, start: number, end: number): void {
  for (let p = start + 1; p < end; p++) {
    const i = at(input, p);
    const k = at(kernel, p);
    let q = p - 1;
    while (q >= start && (at(input, q) > i || (at(input, q) === i && at(kernel, q) > k))) {
      input[q + 1] = at(input, q);
      kernel[q + 1] = at(kernel, q);
      q--;
    }
    input[q + 1] = i;
    kernel[q + 1] = k;
  }
}

/** Positions on the other side and kernel positions that meet one element along one axis: ordered by both where nothing flips. */
export interface Line {
  readonly other: number[];
  readonly kernel: number[];
}

/**
 * The taps of one output (a row of the layer's matrix for one channel pair), straight from the geometry: no matter how
 * large the layer is. Ordered by input. Indices are flat over the spatial axes.
 */
export function rowTaps(spec: ConvSpec, inputSpatial: readonly number[], output: number): Tap[] {
  const axes = listable(spec, inputSpatial);
  const shape = axes.map(axis => axis.outputs);
  const position = unflatten(output, shape);
  return combine(
    spec,
    axes.map((axis, a) => outputLine(axis, at(position, a))),
    axes.map(axis => axis.inputs),
    (input, weight) => ({ output, input, weight }),
  );
}

/** The taps of one input: every output that it paints, ordered by output (a column of the layer's matrix). */
export function columnTaps(spec: ConvSpec, inputSpatial: readonly number[], input: number): Tap[] {
  const axes = listable(spec, inputSpatial);
  const position = unflatten(input, inputSpatial);
  const lines = axes.map((axis, a) =>
    axis.transposed ? cellsOf(axis, at(position, a)) : windowsOf(axis, at(position, a)),
  );
  return combine(
    spec,
    lines,
    axes.map(axis => axis.outputs),
    (output, weight) => ({ output, input, weight }),
  );
}

function listable(spec: ConvSpec, inputSpatial: readonly number[]): AxisGeometry[] {
  const problem = checkListable(spec, inputSpatial);
  if (problem) throw new RangeError(problem.message);
  return geometries(spec, inputSpatial);
}

/** What meets one output along one axis: its inputs, ascending. */
export function outputLine(axis: AxisGeometry, output: number): Line {
  return axis.transposed ? windowsOf(axis, output) : cellsOf(axis, output);
}

/** The cells under one window, ascending. */
function cellsOf(axis: AxisGeometry, window: number): Line {
  const start = window * axis.stride - axis.begin;
  const found: [number, number][] = [];
  for (let j = 0; j < axis.kernel; j++) {
    const position = start + j * axis.dilation;
    if (axis.spread > 1 && position % axis.spread !== 0) continue;
    const cell = foldIndex(position / axis.spread, axis.cells, axis.mode);
    if (cell >= 0) found.push([cell, j]);
  }
  return lineOf(axis, found, axis.mode !== 'zeros');
}

/** The windows over one cell, ascending: those over every padded position that folds onto it. */
function windowsOf(axis: AxisGeometry, cell: number): Line {
  const found: [number, number][] = [];
  for (const position of unfold(axis, cell)) {
    for (let j = axis.kernel - 1; j >= 0; j--) {
      const steps = position + axis.begin - j * axis.dilation;
      if (mod(steps, axis.stride) !== 0) continue;
      const window = steps / axis.stride;
      if (window >= 0 && window < axis.windows) found.push([window, j]);
    }
  }
  return lineOf(axis, found, true);
}

/** Pairs of the other side and a kernel position as a line, ordered by both. */
function lineOf(axis: AxisGeometry, found: [number, number][], sort: boolean): Line {
  if (sort) found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const line: Line = { other: [], kernel: [] };
  for (const [other, j] of found) {
    line.other.push(other);
    line.kernel.push(axis.flip ? axis.kernel - 1 - j : j);
  }
  return line;
}

/** The padded positions that hold a cell's value: the inverse of foldIndex over what the windows reach. */
function unfold(axis: AxisGeometry, cell: number): number[] {
  if (axis.mode === 'zeros') return [cell * axis.spread];
  const positions: number[] = [];
  const last = (axis.windows - 1) * axis.stride + (axis.kernel - 1) * axis.dilation - axis.begin;
  for (let position = -axis.begin; position <= last; position++) {
    if (foldIndex(position, axis.cells, axis.mode) === cell) positions.push(position);
  }
  return positions;
}

/** The product of the axes' lines, in row-major order of the other side. */
function combine(
  spec: ConvSpec,
  lines: readonly Line[],
  shape: readonly number[],
  tap: (other: number, weight: number) => Tap,
): Tap[] {
  let taps: { other: number; weight: number }[] = [{ other: 0, weight: 0 }];
  for (const [axis, line] of lines.entries()) {
    const next: { other: number; weight: number }[] = [];
    for (const { other, weight } of taps) {
      for (let n = 0; n < line.other.length; n++) {
        next.push({
          other: other * at(shape, axis) + at(line.other, n),
          weight: weight * at(spec.kernelSize, axis) + at(line.kernel, n),
        });
      }
    }
    taps = next;
  }
  if (spec.paddingMode !== 'zeros') taps.sort((a, b) => a.other - b.other || a.weight - b.weight);
  return taps.map(({ other, weight }) => tap(other, weight));
}
