import type { Scene } from '../../state/scene.js';
import { arrowhead, outline, paintCell, paintGround } from '../draw.js';
import type { Lit } from '../lit.js';
import type { Box, Brush, Figure, Hit, Part } from '../part.js';
import { cellNumber, numberSize, textWidth } from '../text.js';
import { countOf, entryCount, entryValue, matrixName, otherRole, rowWeights, visitRow } from './entries.js';
import type { RowRole } from './entries.js';
import { paintRaster } from './raster.js';
import { NUMBERS_FROM } from './view.js';
import type { MatrixSize, View } from './view.js';

/** Entries of a row or column that are marked one by one. */
const MARKS = 20_000;

/** A matrix of any size in a window that can be zoomed and moved: points while small, cells with numbers when large. */
export class MatrixMap implements Part {
  readonly figure: Figure;
  readonly size: MatrixSize;

  constructor(
    private readonly scene: Scene,
    readonly rowRole: RowRole,
    readonly box: Box,
    readonly view: View,
    /** The scale at which the whole is seen. */
    readonly fit: number,
    /** Where strips stand over the columns, so that the arrowhead keeps clear of them. */
    private readonly above = 0,
  ) {
    this.size = { rows: countOf(scene, rowRole), cols: countOf(scene, otherRole(rowRole)) };
    this.figure = { name: matrixName(scene, rowRole), ...this.size, entries: entryCount(scene), box };
  }

  private clipped(brush: Brush, paint: () => void): void {
    brush.ctx.save();
    brush.ctx.beginPath();
    brush.ctx.rect(this.box.x, this.box.y, this.box.w, this.box.h);
    brush.ctx.clip();
    paint();
    brush.ctx.restore();
  }

  private entryBox(row: number, col: number, grow = 0): Box {
    const { scale } = this.view;
    const gap = scale >= 4 ? 1 : 0;
    return {
      x: this.box.x + (col - this.view.col) * scale - grow,
      y: this.box.y + (row - this.view.row) * scale - grow,
      w: Math.max(1, scale - gap) + 2 * grow,
      h: Math.max(1, scale - gap) + 2 * grow,
    };
  }

  base(brush: Brush, faded: boolean): void {
    paintGround(brush, this.box, brush.theme.highContrast ? 0.12 : 0.18);
    const alpha = faded ? (brush.theme.highContrast ? 0.6 : 0.5) : 1;
    this.clipped(brush, () => {
      if (this.view.scale >= NUMBERS_FROM) this.paintCells(brush, alpha, () => true);
      else paintRaster(brush, brush.scene, this.rowRole, this.box, this.view, alpha);
    });
    brush.ctx.strokeStyle = brush.theme.ground;
    brush.ctx.lineWidth = 1;
    brush.ctx.strokeRect(this.box.x - 0.5, this.box.y - 0.5, this.box.w + 1, this.box.h + 1);
  }

  /** Entries as cells with their numbers, where they are large enough for them. */
  private paintCells(brush: Brush, alpha: number, shows: (row: number, col: number) => boolean): void {
    const { scale, row: first, col } = this.view;
    const texts = new Set(Array.from(brush.scene.w.subarray(0, 4096), cellNumber));
    const cell = { w: scale - 1, h: scale - 1 };
    const size = numberSize((text, s) => textWidth(brush.theme, text, s, true), texts, cell, 12);
    const lastRow = Math.min(this.size.rows, Math.ceil(first + this.box.h / scale));
    for (let row = Math.floor(first); row < lastRow; row++) {
      for (const [column, weights] of rowWeights(brush.scene, this.rowRole, row)) {
        if (column < Math.floor(col) || column > col + this.box.w / scale || !shows(row, column)) continue;
        const [weight] = weights;
        if (weight === undefined) continue;
        const text = cellNumber(entryValue(brush.scene, weights));
        const colour = brush.palette.weight(weight);
        paintCell(brush, this.entryBox(row, column), colour, { alpha, text, size, bold: alpha === 1 });
      }
    }
  }

  subject(brush: Brush, lit: Lit): void {
    const { pointed } = lit;
    const row = pointed.kind === this.rowRole ? pointed.index : null;
    const col = pointed.kind === otherRole(this.rowRole) ? pointed.index : null;
    this.clipped(brush, () => {
      this.band(brush, row, col);
      if (pointed.kind === 'weight') {
        const only = (weight: number) => weight === pointed.index;
        paintRaster(brush, brush.scene, this.rowRole, this.box, this.view, 1, only);
      } else this.paintLit(brush, row, col);
      if (pointed.kind === 'entry') {
        const [r, c] = [pointed[this.rowRole], pointed[otherRole(this.rowRole)]];
        const at = this.entryBox(r, c, this.view.scale < 6 ? 2 : 0);
        const [weight] = lit.entryWeights(pointed.output, pointed.input);
        if (this.view.scale >= NUMBERS_FROM) this.paintCells(brush, 1, (row_, col_) => row_ === r && col_ === c);
        else if (weight !== undefined) paintCell(brush, at, brush.palette.weight(weight), {});
        outline(brush, at);
      }
    });
    this.arrow(brush, row, col);
  }

  /** The whole row or column of what is pointed at. */
  private band(brush: Brush, row: number | null, col: number | null): void {
    const { ctx, theme } = brush;
    const { box, view } = this;
    const thick = Math.max(1, view.scale);
    ctx.globalAlpha = 0.28;
    ctx.fillStyle = theme.subject;
    if (row !== null) ctx.fillRect(box.x, box.y + (row - view.row) * view.scale, box.w, thick);
    if (col !== null) ctx.fillRect(box.x + (col - view.col) * view.scale, box.y, thick, box.h);
    ctx.globalAlpha = 1;
  }

  private paintLit(brush: Brush, row: number | null, col: number | null): void {
    if (row === null && col === null) return;
    const { scale } = this.view;
    if (scale >= NUMBERS_FROM) {
      this.paintCells(brush, 1, (r, c) => r === row || c === col);
      return;
    }
    const grow = scale < 2 ? 1 : scale < 4 ? 1.5 : 0;
    let marks = 0;
    const role = row !== null ? this.rowRole : otherRole(this.rowRole);
    visitRow(brush.scene, role, row ?? col ?? 0, (other, weight) => {
      if (marks++ > MARKS) return;
      const at = row !== null ? this.entryBox(row, other, grow) : this.entryBox(other, col ?? 0, grow);
      brush.ctx.fillStyle = brush.palette.weight(weight).css;
      brush.ctx.fillRect(at.x, at.y, at.w, at.h);
    });
  }

  private arrow(brush: Brush, row: number | null, col: number | null): void {
    const { box, view } = this;
    const y = row === null ? -1 : box.y + (row + 0.5 - view.row) * view.scale;
    const x = col === null ? -1 : box.x + (col + 0.5 - view.col) * view.scale;
    if (y >= box.y && y <= box.y + box.h) arrowhead(brush, box.x - 2, y, 'right');
    if (x >= box.x && x <= box.x + box.w) arrowhead(brush, x, box.y - 2 - this.above, 'down');
  }

  /** The entry under the pointer, or the nearest within a few pixels; else the row. */
  hit(x: number, y: number): Hit | null {
    const { scale } = this.view;
    const row = Math.floor(this.view.row + (y - this.box.y) / scale);
    const col = Math.floor(this.view.col + (x - this.box.x) / scale);
    if (row < 0 || col < 0 || row >= this.size.rows || col >= this.size.cols) return null;
    const entry = (r: number, c: number): Hit => ({
      pointed:
        this.rowRole === 'output' ? { kind: 'entry', output: r, input: c } : { kind: 'entry', output: c, input: r },
    });
    if (scale >= NUMBERS_FROM) return entry(row, col);
    const reach = scale >= 6 ? 0 : Math.max(1, Math.round(2 / scale));
    let best: { row: number; col: number; far: number } | null = null;
    const step = Math.max(1, Math.floor(reach / 2));
    for (let r = Math.max(0, row - reach); r <= Math.min(this.size.rows - 1, row + reach); r += step) {
      visitRow(this.scene, this.rowRole, r, column => {
        const far = Math.abs(column - col) + Math.abs(r - row);
        if (Math.abs(column - col) <= reach && (!best || far < best.far)) best = { row: r, col: column, far };
      });
    }
    const found = best as { row: number; col: number } | null;
    return found ? entry(found.row, found.col) : { pointed: { kind: this.rowRole, index: row } };
  }

  placeEntry(output: number, input: number): Box | null {
    if (this.view.scale < NUMBERS_FROM) return null;
    const at = this.rowRole === 'output' ? this.entryBox(output, input) : this.entryBox(input, output);
    const inside = at.x >= this.box.x && at.y >= this.box.y && at.x < this.box.x + this.box.w;
    return inside && at.y < this.box.y + this.box.h ? at : null;
  }
}
