import { unflatten } from './indexing.js';
import { at } from './numbers.js';
import { outputLine, type Line } from './taps.js';
import type { AxisGeometry } from './axis.js';

/**
 * Goes from one output of a channel pair to the next and lists its taps, in no order: those whose input is wanted. What neighbours share
 * is worked out once, and nothing grows with the number of outputs that are passed.
 */
export class RowWalk {
  length = 0;
  /** Flat over the spatial axes, like weights. */
  readonly inputs: number[] = [];
  readonly weights: number[] = [];
  private place = -1;
  private outerPlace = -1;
  private outer: Line = { other: [0], kernel: [0] };
  /** Per axis the lines of its first outputs; a longer axis is passed once, and what it no longer needs is not kept. */
  private readonly lines: readonly (Line | undefined)[][];

  constructor(
    private readonly axes: readonly AxisGeometry[],
    private readonly kernelSize: readonly number[],
    private readonly wanted: readonly [number, number],
  ) {
    this.lines = axes.map(axis => new Array<Line | undefined>(Math.min(axis.outputs, KEPT_LINES)).fill(undefined));
  }

  /** Lists the taps of this output, flat over the spatial axes. */
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
    const { inputs, weights } = this;
    const { other, kernel: positions } = line;
    let length = 0;
    for (let m = 0; m < this.outer.other.length; m++) {
      const input = this.outer.other[m]! * axis.inputs;
      if (input >= end || input + axis.inputs <= first) continue;
      const weight = this.outer.kernel[m]! * kernel;
      for (let n = 0; n < other.length; n++) {
        const place = input + other[n]!;
        if (place < first || place >= end) continue;
        inputs[length] = place;
        weights[length] = weight + positions[n]!;
        length++;
      }
    }
    this.length = length;
  }

  /** The product of the lines of all axes but the last. */
  private outerLine(place: number): Line {
    let product: Line = { other: [0], kernel: [0] };
    const outer = this.axes.slice(0, -1);
    const positions = unflatten(
      place,
      outer.map(axis => axis.outputs),
    );
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
    const known = position < KEPT_LINES ? lines[position] : undefined;
    if (known) return known;
    const line = outputLine(this.axes[a]!, position);
    if (position < KEPT_LINES) lines[position] = line;
    return line;
  }
}

const KEPT_LINES = 4096;
