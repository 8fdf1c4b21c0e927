import { geometries, type AxisGeometry } from './axis.js';
import { at, product } from './numbers.js';
import { outputLine, type Line } from './taps.js';
import { kernelPlace } from './weights.js';
import type { ConvSpec } from './params.js';

/** The entries of a rectangle of a layer's matrix, place by place and row-major. */
export interface TileEntries {
  /** Entries at each place: more than one where taps fold onto it. */
  readonly counts: Float64Array;
  /** Flat index into the framework's weight tensor of the place's first entry, −1 for none. */
  readonly weightIdx: Float64Array;
}

interface Rectangle {
  readonly rows: readonly [number, number];
  readonly cols: readonly [number, number];
}

/**
 * Every entry of layerMatrix (whole layer, or a connected channel pair) in a rectangle, row by row from the geometry. The layer must be
 * listable. Time grows with the rows and with what their taps are, not with the rectangle's width.
 */
export function tileEntries(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  rectangle: Rectangle,
  pair: readonly [number, number] | undefined,
): TileEntries {
  const [firstRow, endRow] = rectangle.rows;
  const [firstCol, endCol] = rectangle.cols;
  const width = endCol - firstCol;
  const counts = new Float64Array((endRow - firstRow) * width);
  const weightIdx = new Float64Array(counts.length).fill(-1);
  const axes = geometries(spec, inputSpatial);
  const outputs = product(axes.map(axis => axis.outputs));
  const inputs = product(inputSpatial);
  const last = spec.layout === 'NHWC';
  const inPerGroup = spec.inChannels / spec.groups;
  const outPerGroup = spec.outChannels / spec.groups;
  // The positions of a channel pair's columns that the rectangle has; those of several channels are all of them.
  const wanted: readonly [number, number] = pair
    ? rectangle.cols
    : last
      ? [Math.floor(firstCol / spec.inChannels), Math.ceil(endCol / spec.inChannels)]
      : Math.floor(firstCol / inputs) === Math.floor((endCol - 1) / inputs)
        ? [firstCol % inputs, ((endCol - 1) % inputs) + 1]
        : [0, inputs];
  const taps = new RowTaps(axes, spec.kernelSize, wanted);

  for (let row = firstRow; row < endRow; row++) {
    const place = pair ? row : last ? Math.floor(row / spec.outChannels) : row % outputs;
    const o = pair ? pair[0] : last ? row % spec.outChannels : Math.floor(row / outputs);
    const firstIn = pair ? pair[1] : Math.floor(o / outPerGroup) * inPerGroup;
    const endIn = pair ? pair[1] + 1 : firstIn + inPerGroup;
    const { start, step } = kernelPlace(spec, o, firstIn);
    // The kernels of an output channel lie equally far apart in every weight layout.
    const apart = endIn > firstIn + 1 ? kernelPlace(spec, o, firstIn + 1).start - start : 0;
    // Columns are element·across + channel·along, counted from the rectangle's first.
    const across = !pair && last ? spec.inChannels : 1;
    const along = pair ? 0 : last ? 1 : inputs;
    taps.moveTo(place);
    const begin = (row - firstRow) * width;
    for (let n = 0; n < taps.length; n++) {
      const column = taps.inputs[n]! * across - firstCol;
      const weight = start + taps.weights[n]! * step;
      const from = along === 0 ? firstIn : Math.max(firstIn, Math.ceil(-column / along));
      const to = along === 0 ? endIn : Math.min(endIn, Math.ceil((width - column) / along));
      for (let i = from; i < to; i++) {
        const at = column + i * along;
        if (at < 0 || at >= width) continue;
        const index = weight + (i - firstIn) * apart;
        const cell = begin + at;
        if (counts[cell] === 0 || index < weightIdx[cell]!) weightIdx[cell] = index;
        counts[cell]! += 1;
      }
    }
  }
  return { counts, weightIdx };
}

/** The taps of one output after the other of a channel pair, in no order, whose input is wanted; what neighbours share is worked out once. */
class RowTaps {
  length = 0;
  /** Flat over the spatial axes, like weights. */
  readonly inputs: number[] = [];
  readonly weights: number[] = [];
  private place = -1;
  private outerPlace = -1;
  private outer: Line = { other: [0], kernel: [0] };
  private readonly lines: readonly Map<number, Line>[];

  constructor(
    private readonly axes: readonly AxisGeometry[],
    private readonly kernelSize: readonly number[],
    private readonly wanted: readonly [number, number],
  ) {
    this.lines = axes.map(() => new Map<number, Line>());
  }

  moveTo(place: number): void {
    if (place === this.place) return;
    this.place = place;
    const inner = this.axes.length - 1;
    const axis = this.axes[inner]!;
    const outerPlace = Math.floor(place / axis.outputs);
    if (outerPlace !== this.outerPlace) {
      this.outerPlace = outerPlace;
      this.outer = this.outerLine(outerPlace);
    }
    const line = this.line(inner, place - outerPlace * axis.outputs);
    const kernel = at(this.kernelSize, inner);
    const [first, end] = this.wanted;
    let length = 0;
    for (let m = 0; m < this.outer.other.length; m++) {
      const input = this.outer.other[m]! * axis.inputs;
      if (input >= end || input + axis.inputs <= first) continue;
      const weight = this.outer.kernel[m]! * kernel;
      for (let n = 0; n < line.other.length; n++) {
        const place = input + line.other[n]!;
        if (place < first || place >= end) continue;
        this.inputs[length] = place;
        this.weights[length] = weight + line.kernel[n]!;
        length++;
      }
    }
    this.length = length;
  }

  /** The product of the lines of all axes but the last. */
  private outerLine(place: number): Line {
    let product: Line = { other: [0], kernel: [0] };
    let rest = place;
    const positions = this.axes.slice(0, -1).map(() => 0);
    for (let a = positions.length - 1; a >= 0; a--) {
      const { outputs } = this.axes[a]!;
      positions[a] = rest % outputs;
      rest = Math.floor(rest / outputs);
    }
    positions.forEach((position, a) => {
      const line = this.line(a, position);
      const { inputs } = this.axes[a]!;
      product = {
        other: product.other.flatMap(outer => line.other.map(inner => outer * inputs + inner)),
        kernel: product.kernel.flatMap(outer => line.kernel.map(inner => outer * at(this.kernelSize, a) + inner)),
      };
    });
    return product;
  }

  private line(a: number, position: number): Line {
    const lines = this.lines[a]!;
    let line = lines.get(position);
    if (!line) {
      line = outputLine(this.axes[a]!, position);
      // A long axis passes once through its positions; only shorter ones come again.
      if (lines.size < KEPT_LINES) lines.set(position, line);
    }
    return line;
  }
}

const KEPT_LINES = 4096;
