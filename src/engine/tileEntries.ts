import { geometries } from './axis.js';
import { product } from './numbers.js';
import { RowWalk } from './rowWalk.js';
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
  const taps = new RowWalk(axes, spec.kernelSize, wanted);

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
