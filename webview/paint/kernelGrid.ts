import { outline, paintCell } from './draw.js';
import { planeSize } from './elementGrid.js';
import type { Lit, Span } from './lit.js';
import type { Box, Brush, Hit, Part } from './part.js';
import { cellNumber, numberSize, textWidth } from './text.js';

/** The kernel, in the colours of its weights: the legend of every other picture. */
export class KernelGrid implements Part {
  readonly box: Box;
  private readonly rows: number;
  private readonly cols: number;

  constructor(
    kernelSize: readonly number[],
    readonly x: number,
    readonly y: number,
    private readonly cell: number,
    private readonly depth = 0,
  ) {
    ({ rows: this.rows, cols: this.cols } = planeSize(kernelSize));
    this.box = { x, y, w: this.cols * cell, h: this.rows * cell };
  }

  private get offset(): number {
    return this.depth * this.rows * this.cols;
  }

  region(spans: readonly Span[]): Box {
    const [left, right] = spans.at(-1) ?? [0, 0];
    const [top, bottom] = spans.length > 1 ? (spans.at(-2) ?? [0, 0]) : [0, 0];
    const { cell, x, y } = this;
    return { x: x + left * cell, y: y + top * cell, w: (right - left + 1) * cell, h: (bottom - top + 1) * cell };
  }

  private paint(brush: Brush, alpha: number, shows: (index: number) => boolean): void {
    const { w } = brush.scene;
    const gap = this.cell >= 5 ? 1 : 0;
    const texts = Array.from({ length: this.rows * this.cols }, (_, i) => cellNumber(w[this.offset + i] ?? 0));
    const fits = { w: this.cell - gap, h: this.cell - gap };
    const size =
      this.cell < 11 ? 0 : numberSize((text, s) => textWidth(brush.theme, text, s, true), new Set(texts), fits);
    for (const [i, text] of texts.entries()) {
      const index = this.offset + i;
      if (!shows(index)) continue;
      paintCell(brush, this.cellBox(i), brush.palette.weight(index), { alpha, text, size, bold: alpha === 1 });
    }
  }

  private cellBox(i: number): Box {
    const gap = this.cell >= 5 ? 1 : 0;
    return {
      x: this.x + (i % this.cols) * this.cell,
      y: this.y + Math.floor(i / this.cols) * this.cell,
      w: this.cell - gap,
      h: this.cell - gap,
    };
  }

  base(brush: Brush, faded: boolean): void {
    this.paint(brush, faded ? 0.34 : 1, () => true);
  }

  subject(brush: Brush, lit: Lit): void {
    this.paint(brush, 1, index => lit.hasWeight(index));
    const { pointed } = lit;
    if (pointed.kind !== 'weight') return;
    const inside = pointed.index - this.offset;
    if (inside >= 0 && inside < this.rows * this.cols) outline(brush, this.cellBox(inside));
  }

  hit(x: number, y: number): Hit | null {
    const row = Math.floor((y - this.y) / this.cell);
    const col = Math.floor((x - this.x) / this.cell);
    return { pointed: { kind: 'weight', index: this.offset + row * this.cols + col } };
  }

  place(role: 'input' | 'weight', index: number): Box | null {
    const inside = index - this.offset;
    return role === 'weight' && inside >= 0 && inside < this.rows * this.cols ? this.cellBox(inside) : null;
  }
}
