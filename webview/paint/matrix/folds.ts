import type { Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { outline, paintCell, paintGround } from '../draw.js';
import { planeSize } from '../elementGrid.js';
import { isPointed } from '../lit.js';
import type { Lit } from '../lit.js';
import type { Box, Brush, Hit, Part } from '../part.js';
import { cellNumber, drawText } from '../text.js';
import { entryValue, otherRole, rowWeights, rowsOfC, shapeOf } from './entries.js';

/** One row of C folded back to the shape of what it reads: the kernel, laid out with zeros. */
export class Fold implements Part {
  readonly box: Box;
  private readonly rows: number;
  private readonly cols: number;

  constructor(
    private readonly scene: Scene,
    private readonly row: number,
    private readonly x: number,
    private readonly y: number,
    private readonly cell: number,
  ) {
    ({ rows: this.rows, cols: this.cols } = planeSize(shapeOf(scene, otherRole(rowsOfC(scene)))));
    this.box = { x, y, w: this.cols * cell, h: this.rows * cell };
  }

  private paint(brush: Brush, alpha: number): void {
    const weights = rowWeights(brush.scene, rowsOfC(brush.scene), this.row);
    const size = this.cell >= 13 ? 10 : 0;
    for (let i = 0; i < this.rows * this.cols; i++) {
      const at = {
        x: this.x + (i % this.cols) * this.cell,
        y: this.y + Math.floor(i / this.cols) * this.cell,
        w: this.cell - 1,
        h: this.cell - 1,
      };
      const here = weights.get(i);
      const [first] = here ?? [];
      if (here && first !== undefined) {
        const text = cellNumber(entryValue(brush.scene, here));
        paintCell(brush, at, brush.palette.weight(first), { alpha, text, size });
        continue;
      }
      if (alpha === 1) {
        brush.ctx.fillStyle = brush.theme.background;
        brush.ctx.fillRect(at.x, at.y, at.w, at.h);
      }
      paintGround(brush, at, 0.35 * alpha);
      if (size) drawText(brush, '0', at.x + at.w / 2, at.y + at.h / 2 + 0.5, { size: 9, colour: brush.theme.zero });
    }
  }

  base(brush: Brush, faded: boolean): void {
    this.paint(brush, faded ? (brush.theme.highContrast ? 0.5 : 0.3) : 1);
    const style = { size: 11, align: 'left', colour: brush.theme.muted } as const;
    drawText(brush, say('foldRow', this.row), this.x, this.y + this.box.h + 8, style);
  }

  subject(brush: Brush, lit: Lit): void {
    const role = rowsOfC(brush.scene);
    const pointed = isPointed(lit.pointed, role, this.row);
    const weights = role === 'output' ? lit.outputWeights(this.row) : lit.inputWeights(this.row);
    if (!pointed && weights.length === 0) return;
    this.paint(brush, 1);
    if (pointed) outline(brush, { ...this.box, w: this.box.w - 1, h: this.box.h - 1 });
  }

  hit(x: number, y: number): Hit | null {
    const index = Math.floor((y - this.y) / this.cell) * this.cols + Math.floor((x - this.x) / this.cell);
    const ends =
      rowsOfC(this.scene) === 'output' ? { output: this.row, input: index } : { output: index, input: this.row };
    return { pointed: { kind: 'entry', ...ends } };
  }
}

/** C·Cᵀ beside the identity: transposing brings the shape back, not the values. */
export class NotIdentity implements Part {
  readonly box: Box;
  private readonly products: number[][];
  private readonly cellWidth: number;

  constructor(
    scene: Scene,
    private readonly x: number,
    private readonly y: number,
    count: number,
  ) {
    const rows = Array.from({ length: count }, (_, row) => {
      const weights = rowWeights(scene, rowsOfC(scene), row);
      return new Map([...weights].map(([column, here]) => [column, entryValue(scene, here)]));
    });
    this.products = rows.map(a =>
      rows.map(b => [...a].reduce((sum, [column, v]) => sum + v * (b.get(column) ?? 0), 0)),
    );
    const longest = Math.max(...this.products.flat().map(product => cellNumber(product).length));
    this.cellWidth = Math.max(24, longest * 7 + 8);
    this.box = { x, y, w: count * (this.cellWidth + 20) + 44, h: count * 20 };
  }

  static width(count: number): number {
    return count * 50 + 44;
  }

  base(brush: Brush): void {
    const count = this.products.length;
    const { x, y, cellWidth } = this;
    const cell = (left: number, top: number, width: number, text: string, strong: boolean, weak = false) => {
      paintGround(brush, { x: left, y: top, w: width - 1, h: 19 }, 0.5);
      const colour = weak ? brush.theme.zero : brush.theme.text;
      drawText(brush, text, left + (width - 1) / 2, top + 10, { size: 11, bold: strong, colour });
    };
    const unit = x + count * cellWidth + 28;
    for (const [i, row] of this.products.entries()) {
      for (const [j, product] of row.entries()) {
        cell(x + j * cellWidth, y + i * 20, cellWidth, cellNumber(product), i === j);
        cell(unit + j * 20, y + i * 20, 20, i === j ? '1' : '0', false, i !== j);
      }
    }
    drawText(brush, this.isIdentity ? '=' : '≠', unit - 14, y + count * 10, { size: 16 });
    drawText(brush, 'I', unit + count * 20 + 10, y + count * 10, { bold: true });
  }

  get isIdentity(): boolean {
    return this.products.every((row, i) => row.every((product, j) => product === (i === j ? 1 : 0)));
  }
}
