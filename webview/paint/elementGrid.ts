import { dashed, frame, outline, paintCell } from './draw.js';
import { isPointed } from './lit.js';
import type { Lit, Span } from './lit.js';
import { rangeOf } from './palette.js';
import type { Box, Brush, Hit, Part } from './part.js';
import { windowSpans } from './windowSpans.js';
import { cellNumber, drawText, numberSize, textWidth } from './text.js';

/** Which elements a grid shows: all of a 1-D or 2-D array, or one depth of a 3-D one. */
export interface Plane {
  readonly role: 'input' | 'output';
  readonly values: Float64Array;
  readonly shape: readonly number[];
  /** Which depth of a 3-D array. */
  readonly depth: number;
  /** Values of the other side when this side is painted: a lit cell shows weight · source; else × weight. */
  readonly sources?: Float64Array;
}

export function planeSize(shape: readonly number[]): { rows: number; cols: number } {
  return { rows: shape.length > 1 ? (shape.at(-2) ?? 1) : 1, cols: shape.at(-1) ?? 1 };
}

/** How many cells of padding (or crop) stand around a grid. */
export interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export const NO_MARGIN: Margin = { top: 0, right: 0, bottom: 0, left: 0 };

/** The elements of x or y as a grid of cells with their numbers. */
export class ElementGrid implements Part {
  readonly box: Box;
  private readonly rows: number;
  private readonly cols: number;
  private readonly gap: number;

  constructor(
    private readonly plane: Plane,
    readonly x: number,
    readonly y: number,
    private readonly cell: number,
    private readonly margin: Margin = NO_MARGIN,
  ) {
    ({ rows: this.rows, cols: this.cols } = planeSize(plane.shape));
    this.gap = cell >= 5 ? 1 : 0;
    this.box = { x, y, w: this.cols * cell, h: this.rows * cell };
  }

  private get offset(): number {
    return this.plane.depth * this.rows * this.cols;
  }

  private cellBox(row: number, col: number): Box {
    const { x, y, cell, gap } = this;
    return { x: x + col * cell, y: y + row * cell, w: cell - gap, h: cell - gap };
  }

  /** The rectangle over spans of the last two axes, which may reach into the padding. */
  region(spans: readonly Span[]): Box {
    const { cell, x, y } = this;
    const [left, right] = spans.at(-1) ?? [0, 0];
    const [top, bottom] = spans.length > 1 ? (spans.at(-2) ?? [0, 0]) : [0, 0];
    return { x: x + left * cell, y: y + top * cell, w: (right - left + 1) * cell, h: (bottom - top + 1) * cell };
  }

  private textSize(brush: Brush): number {
    if (this.cell < 11) return 0;
    const { values } = this.plane;
    const texts = new Set<string>();
    for (let i = 0; i < this.rows * this.cols; i++) texts.add(cellNumber(values[this.offset + i] ?? 0));
    const cell = { w: this.cell - 1, h: this.cell - 1 };
    return numberSize((text, size) => textWidth(brush.theme, text, size), texts, cell);
  }

  base(brush: Brush, faded: boolean): void {
    const { margin, cell, box } = this;
    if (margin.left + margin.right + margin.top + margin.bottom > 0) {
      dashed(brush, {
        x: box.x - margin.left * cell,
        y: box.y - margin.top * cell,
        w: box.w + (margin.left + margin.right) * cell,
        h: box.h + (margin.top + margin.bottom) * cell,
      });
    }
    const size = this.textSize(brush);
    const alpha = !faded ? 1 : this.rows * this.cols > 100 ? 0.62 : 0.38;
    const range = rangeOf(this.plane.values);
    for (let i = 0; i < this.rows * this.cols; i++) {
      const value = this.plane.values[this.offset + i] ?? 0;
      const at = this.cellBox(Math.floor(i / this.cols), i % this.cols);
      paintCell(brush, at, brush.palette.value(value, range), { alpha, text: cellNumber(value), size });
    }
    if (this.gap === 0) frame(brush, { x: box.x - 1, y: box.y - 1, w: box.w + 2, h: box.h + 2 }, brush.theme.ground);
  }

  subject(brush: Brush, lit: Lit): void {
    const size = this.textSize(brush);
    let chosen: Box | null = null;
    for (const [row, col] of this.touched(lit)) {
      const index = this.offset + row * this.cols + col;
      const value = this.plane.values[index] ?? 0;
      const at = this.cellBox(row, col);
      const weights = this.plane.role === 'input' ? lit.inputWeights(index) : lit.outputWeights(index);
      const pointed = isPointed(lit.pointed, this.plane.role, index);
      const [first] = weights;
      if (!pointed && first === undefined) continue;
      const colour =
        pointed || first === undefined
          ? brush.palette.value(value, rangeOf(this.plane.values))
          : brush.palette.weight(first);
      const note = pointed || this.cell < 28 ? undefined : this.note(brush, lit, weights);
      paintCell(brush, at, colour, { text: cellNumber(value), size, bold: pointed, note });
      if (pointed) chosen = at;
      else if (brush.theme.highContrast && this.cell >= 8) frame(brush, at, brush.theme.subject);
    }
    this.beyond(brush, lit, size);
    if (chosen) outline(brush, chosen);
  }

  /** Where a window reaches over the edge: the zeros that padding adds to x, or what is cropped off y. */
  private beyond(brush: Brush, lit: Lit, size: number): void {
    const { spec, w } = brush.scene;
    const { pointed } = lit;
    const { margin, plane } = this;
    const mine = spec.transposed
      ? plane.role === 'output' && pointed.kind === 'input'
      : plane.role === 'input' && pointed.kind === 'output' && spec.paddingMode === 'zeros';
    if (
      !mine ||
      pointed.kind === 'entry' ||
      this.cell < 8 ||
      margin.top + margin.right + margin.bottom + margin.left === 0
    )
      return;
    const rank = plane.shape.length;
    const spans = windowSpans(brush.scene, pointed.index);
    const inside = (at: number, length: number) => at >= 0 && at < length;
    const depth = rank > 2 ? this.plane.depth - (spans[0]?.[0] ?? 0) : 0;
    const kernelDepth = depth / (rank > 2 ? (spec.dilation[0] ?? 1) : 1);
    if (!Number.isInteger(kernelDepth) || !inside(kernelDepth, rank > 2 ? (spec.kernelSize[0] ?? 1) : 1)) return;
    const [down, along] = [rank - 2, rank - 1];
    const kernel = { rows: rank > 1 ? (spec.kernelSize[down] ?? 1) : 1, cols: spec.kernelSize[along] ?? 1 };
    for (let k = 0; k < kernel.rows * kernel.cols; k++) {
      const row = (spans[down]?.[0] ?? 0) + Math.floor(k / kernel.cols) * (spec.dilation[down] ?? 1);
      const col = (spans[along]?.[0] ?? 0) + (k % kernel.cols) * (spec.dilation[along] ?? 1);
      if (inside(row, this.rows) && inside(col, this.cols)) continue;
      if (row < -margin.top || row >= this.rows + margin.bottom) continue;
      if (col < -margin.left || col >= this.cols + margin.right) continue;
      const weight = kernelDepth * kernel.rows * kernel.cols + k;
      if (weight >= w.length) continue;
      const at = this.cellBox(row, col);
      frame(brush, at, brush.palette.weight(weight).css);
      if (spec.transposed || size === 0) continue;
      drawText(brush, '0', at.x + at.w / 2, at.y + at.h / 2 + 0.5, { size, colour: brush.theme.muted });
    }
  }

  /** "×4" on what is multiplied, "4·8" on what is painted; weights that fold onto one element add up. */
  private note(brush: Brush, lit: Lit, weights: readonly number[]): string | undefined {
    const { pointed } = lit;
    const weight = weights.reduce((sum, index) => sum + (brush.scene.w[index] ?? 0), 0);
    if (!this.plane.sources) return `×${cellNumber(weight)}`;
    const other = this.plane.role === 'input' ? 'output' : 'input';
    if (pointed.kind !== other) return undefined;
    return `${cellNumber(weight)}·${cellNumber(this.plane.sources[pointed.index] ?? 0)}`;
  }

  /** Cells of this plane that the subject lights or is. */
  private *touched(lit: Lit): Generator<readonly [row: number, col: number]> {
    const rank = this.plane.shape.length;
    const along = (axis: number) => (this.plane.role === 'input' ? lit.inputsAlong(axis) : lit.outputsAlong(axis));
    for (const row of rank > 1 ? along(rank - 2) : [0]) for (const col of along(rank - 1)) yield [row, col];
    const { pointed } = lit;
    const index =
      pointed.kind === 'entry' ? pointed[this.plane.role] : pointed.kind === this.plane.role ? pointed.index : -1;
    const inside = index - this.offset;
    if (inside >= 0 && inside < this.rows * this.cols) yield [Math.floor(inside / this.cols), inside % this.cols];
  }

  hit(x: number, y: number): Hit | null {
    const row = Math.floor((y - this.y) / this.cell);
    const col = Math.floor((x - this.x) / this.cell);
    return { pointed: { kind: this.plane.role, index: this.offset + row * this.cols + col } };
  }

  place(role: 'input' | 'weight', index: number): Box | null {
    const inside = index - this.offset;
    if (role !== this.plane.role || inside < 0 || inside >= this.rows * this.cols) return null;
    return this.cellBox(Math.floor(inside / this.cols), inside % this.cols);
  }
}
