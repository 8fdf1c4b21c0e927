import { unflatten } from '../../../src/engine/index.js';
import { say } from '../../strings.js';
import { dashed, outline, paintCell } from '../draw.js';
import { planeSize } from '../elementGrid.js';
import { isPointed } from '../lit.js';
import type { Lit } from '../lit.js';
import { rangeOf } from '../palette.js';
import type { Box, Brush, Hit, Part } from '../part.js';
import { beginWithin, cellNumber, drawLabel, numberSize, textWidth } from '../text.js';

/** The neighbourhood of an element with numbers: what a picture of one pixel per element cannot show. */
export class Inset implements Part {
  readonly box: Box;
  private readonly rows: number;
  private readonly cols: number;
  private readonly top: number;
  private readonly left: number;
  private readonly depth: number;

  constructor(
    private readonly role: 'input' | 'output',
    private readonly values: Float64Array,
    private readonly shape: readonly number[],
    /** Flat index of the element in the middle. */
    private readonly centre: number,
    private readonly count: number,
    private readonly x: number,
    private readonly y: number,
    private readonly cell: number,
    /** How far to the right its label may reach: it is wider than few or small cells. */
    private readonly limit: number,
  ) {
    ({ rows: this.rows, cols: this.cols } = planeSize(shape));
    const at = unflatten(centre, shape);
    this.depth = Math.floor(centre / (this.rows * this.cols));
    this.top = (at.at(-2) ?? 0) - (count >> 1);
    this.left = (at.at(-1) ?? 0) - (count >> 1);
    this.box = { x, y, w: count * cell, h: count * cell };
  }

  private index(row: number, col: number): number | null {
    const inside = row >= 0 && col >= 0 && row < this.rows && col < this.cols;
    return inside ? (this.depth * this.rows + row) * this.cols + col : null;
  }

  moving(brush: Brush, lit: Lit | null): void {
    const { cell, count, values } = this;
    const at = unflatten(this.centre, this.shape);
    const label = say('around', at.join(', '));
    drawLabel(brush, label, '', beginWithin(this.x, textWidth(brush.theme, label, 12, true), this.limit), this.y - 7);
    const range = rangeOf(values);
    const texts: string[] = [];
    for (let i = 0; i < count * count; i++) {
      const index = this.index(this.top + Math.floor(i / count), this.left + (i % count));
      if (index !== null) texts.push(cellNumber(values[index] ?? 0));
    }
    const fit = { w: cell - 1, h: cell - 1 };
    const size = numberSize((text, s) => textWidth(brush.theme, text, s), texts, fit, 11);
    let chosen: Box | null = null;
    for (let i = 0; i < count * count; i++) {
      const row = Math.floor(i / count);
      const col = i % count;
      const box = { x: this.x + col * cell, y: this.y + row * cell, w: cell - 1, h: cell - 1 };
      const index = this.index(this.top + row, this.left + col);
      if (index === null) {
        dashed(brush, { x: box.x + 1, y: box.y + 1, w: box.w - 1, h: box.h - 1 });
        continue;
      }
      const value = values[index] ?? 0;
      const pointed = isPointed(lit?.pointed ?? null, this.role, index);
      const weights = !lit ? [] : this.role === 'input' ? lit.inputWeights(index) : lit.outputWeights(index);
      const [weight] = weights;
      const plain = pointed || weight === undefined;
      const colour = plain ? brush.palette.value(value, range) : brush.palette.weight(weight);
      const alpha = lit && plain && !pointed ? 0.38 : 1;
      paintCell(brush, box, colour, { alpha, text: cellNumber(value), size, bold: pointed });
      if (pointed) chosen = box;
    }
    if (chosen) outline(brush, chosen);
  }

  hit(x: number, y: number): Hit | null {
    const row = this.top + Math.floor((y - this.y) / this.cell);
    const col = this.left + Math.floor((x - this.x) / this.cell);
    const index = this.index(row, col);
    return index === null ? null : { pointed: { kind: this.role, index }, still: true };
  }

  place(role: 'input' | 'weight', index: number): Box | null {
    if (role !== this.role || Math.floor(index / (this.rows * this.cols)) !== this.depth) return null;
    const inside = index - this.depth * this.rows * this.cols;
    const row = Math.floor(inside / this.cols) - this.top;
    const col = (inside % this.cols) - this.left;
    if (row < 0 || col < 0 || row >= this.count || col >= this.count) return null;
    return { x: this.x + col * this.cell, y: this.y + row * this.cell, w: this.cell - 1, h: this.cell - 1 };
  }
}
