import { unflatten } from '../../src/engine/index.js';
import type { Scene } from '../state/scene.js';
import { colourOf, countColour, valueColour, weightByIndex, weightByValue } from './colour.js';
import type { Colour } from './colour.js';

/** The least and the greatest of the numbers shown together. */
export interface Range {
  readonly least: number;
  readonly greatest: number;
}

const ranges = new WeakMap<Float64Array, Range>();

export function rangeOf(values: Float64Array): Range {
  const known = ranges.get(values);
  if (known) return known;
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const range = { least, greatest };
  ranges.set(values, range);
  return range;
}

/** The colours of one scene in one theme. Weights and counts are computed once each. */
export class Palette {
  private readonly weights = new Map<number, Colour>();
  private readonly counts = new Map<number, Colour | null>();
  private readonly largest: number;

  constructor(
    private readonly scene: Scene,
    private readonly dark: boolean,
    private readonly colourBy: 'index' | 'value',
  ) {
    const { least, greatest } = rangeOf(scene.w);
    this.largest = Math.max(Math.abs(least), Math.abs(greatest)) || 1;
  }

  /** A weight by its flat index. */
  weight(index: number): Colour {
    let colour = this.weights.get(index);
    if (!colour) {
      const { w, spec } = this.scene;
      colour = colourOf(
        this.colourBy === 'value'
          ? weightByValue((w[index] ?? 0) / this.largest, this.dark)
          : weightByIndex(unflatten(index, spec.kernelSize), spec.kernelSize, this.dark),
      );
      this.weights.set(index, colour);
    }
    return colour;
  }

  /** A number of contributions on the scale of this layer's map; null for none. */
  count(count: number): Colour | null {
    let colour = this.counts.get(count);
    if (colour === undefined) {
      const oklch = countColour(count, this.scene.overlap.max, this.dark);
      colour = oklch && colourOf(oklch);
      this.counts.set(count, colour);
    }
    return colour;
  }

  value(value: number, range: Range): Colour {
    return colourOf(valueColour(value, range.least, range.greatest, this.dark));
  }
}
