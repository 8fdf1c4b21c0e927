import type { Scene } from '../../state/scene.js';
import { frame, lines, outline, paintCell, paintGround } from '../draw.js';
import type { Lit } from '../lit.js';
import { isPointed } from '../lit.js';
import type { Box, Brush, Figure, Hit, Part } from '../part.js';
import { cellNumber, drawText, numberSize, textWidth } from '../text.js';
import { countOf, entryCount, entryValue, matrixName, otherRole, rowWeights, shapeOf } from './entries.js';
import type { RowRole } from './entries.js';

/** A small matrix: every entry drawn, with its number, zeros too. */
export class EntryGrid implements Part {
  readonly box: Box;
  readonly figure: Figure;
  private readonly rows: number;
  private readonly cols: number;

  constructor(
    private readonly scene: Scene,
    private readonly rowRole: RowRole,
    private readonly x: number,
    private readonly y: number,
    private readonly cell: number,
  ) {
    this.rows = countOf(scene, rowRole);
    this.cols = countOf(scene, otherRole(rowRole));
    this.box = { x, y, w: this.cols * cell, h: this.rows * cell };
    const entries = entryCount(scene);
    this.figure = { name: matrixName(scene, rowRole), rows: this.rows, cols: this.cols, entries, box: this.box };
  }

  private cellBox(row: number, col: number): Box {
    return { x: this.x + col * this.cell, y: this.y + row * this.cell, w: this.cell - 1, h: this.cell - 1 };
  }

  private ends(row: number, col: number): { output: number; input: number } {
    return this.rowRole === 'output' ? { output: row, input: col } : { output: col, input: row };
  }

  private size(brush: Brush): number {
    const texts = new Set(Array.from(brush.scene.w, cellNumber));
    const cell = { w: this.cell - 1, h: this.cell - 1 };
    return numberSize((text, s) => textWidth(brush.theme, text, s, true), texts, cell, 12);
  }

  base(brush: Brush, faded: boolean): void {
    const alpha = faded ? (brush.theme.highContrast ? 0.5 : 0.34) : 1;
    this.paint(brush, alpha, () => true, brush.theme.zero);
    this.rules(brush);
  }

  subject(brush: Brush, lit: Lit): void {
    const { pointed } = lit;
    const row = pointed.kind === this.rowRole ? pointed.index : -1;
    const col = pointed.kind === otherRole(this.rowRole) ? pointed.index : -1;
    const shows = (r: number, c: number) => {
      if (r === row || c === col) return true;
      const { output, input } = this.ends(r, c);
      return lit.entryWeights(output, input).length > 0;
    };
    this.paint(brush, 1, shows, brush.theme.muted);
    this.rules(brush);
    if (row >= 0) outline(brush, { x: this.x, y: this.y + row * this.cell, w: this.box.w - 1, h: this.cell - 1 });
    if (col >= 0) outline(brush, { x: this.x + col * this.cell, y: this.y, w: this.cell - 1, h: this.box.h - 1 });
    if (pointed.kind === 'entry') {
      const at = this.rowRole === 'output' ? [pointed.output, pointed.input] : [pointed.input, pointed.output];
      outline(brush, this.cellBox(at[0] ?? 0, at[1] ?? 0));
    }
  }

  private paint(brush: Brush, alpha: number, shows: (row: number, col: number) => boolean, zero: string): void {
    const size = this.size(brush);
    for (let row = 0; row < this.rows; row++) {
      const entries = rowWeights(brush.scene, this.rowRole, row);
      for (let col = 0; col < this.cols; col++) {
        if (!shows(row, col)) continue;
        const at = this.cellBox(row, col);
        const weights = entries.get(col);
        const [first] = weights ?? [];
        if (weights && first !== undefined) {
          const text = cellNumber(entryValue(brush.scene, weights));
          paintCell(brush, at, brush.palette.weight(first), { alpha, text, size, bold: alpha === 1 });
          continue;
        }
        if (alpha === 1) {
          brush.ctx.fillStyle = brush.theme.background;
          brush.ctx.fillRect(at.x, at.y, at.w, at.h);
        }
        paintGround(brush, at, 0.35);
        if (this.cell < 13) continue;
        const zeroSize = Math.min(11, this.cell * 0.55);
        drawText(brush, '0', at.x + at.w / 2, at.y + at.h / 2 + 0.5, { size: zeroSize, colour: zero });
      }
    }
  }

  /** Lines after each image row show the blocks. */
  private rules(brush: Brush): void {
    const { x, y, cell, box } = this;
    const perRow = shapeOf(this.scene, this.rowRole).at(-1) ?? 1;
    const perCol = shapeOf(this.scene, otherRole(this.rowRole)).at(-1) ?? 1;
    const points: [number, number, number, number][] = [];
    for (let c = perCol; c < this.cols; c += perCol) {
      points.push([x + c * cell - 0.5, y - 3, x + c * cell - 0.5, y + box.h + 2]);
    }
    for (let r = perRow; r < this.rows; r += perRow) {
      points.push([x - 3, y + r * cell - 0.5, x + box.w + 2, y + r * cell - 0.5]);
    }
    lines(brush, points, brush.theme.muted, 0.6);
  }

  hit(x: number, y: number): Hit | null {
    const row = Math.floor((y - this.y) / this.cell);
    const col = Math.floor((x - this.x) / this.cell);
    return { pointed: { kind: 'entry', ...this.ends(row, col) } };
  }

  placeEntry(output: number, input: number): Box {
    return this.rowRole === 'output' ? this.cellBox(output, input) : this.cellBox(input, output);
  }
}

/** A vector beside a matrix: a column level with its rows, or a strip over its columns. */
export class VectorStrip implements Part {
  readonly box: Box;
  private readonly range;

  constructor(
    private readonly values: Float64Array,
    private readonly role: RowRole,
    private readonly shape: readonly number[],
    private readonly x: number,
    private readonly y: number,
    /** Along the vector, and across it. */
    private readonly cell: number,
    private readonly thick: number,
    private readonly direction: 'down' | 'right' = 'down',
    /** These values are what is typed over: x itself, not a result. */
    private readonly editable = false,
  ) {
    const length = values.length * cell;
    this.box = direction === 'down' ? { x, y, w: thick, h: length } : { x, y, w: length, h: thick };
    let least = Infinity;
    let greatest = -Infinity;
    for (const value of values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    this.range = { least, greatest };
  }

  private cellBox(index: number): Box {
    const { x, y, cell, thick } = this;
    return this.direction === 'down'
      ? { x, y: y + index * cell, w: thick - 1, h: cell - 1 }
      : { x: x + index * cell, y, w: cell - 1, h: thick - 1 };
  }

  private size(brush: Brush): number {
    const at = this.cellBox(0);
    const texts = new Set(Array.from(this.values, cellNumber));
    return numberSize((text, s) => textWidth(brush.theme, text, s), texts, at, 12);
  }

  base(brush: Brush, faded: boolean): void {
    const size = this.size(brush);
    for (const [index, value] of this.values.entries()) {
      const colour = brush.palette.value(value, this.range);
      paintCell(brush, this.cellBox(index), colour, { alpha: faded ? 0.38 : 1, text: cellNumber(value), size });
    }
    const per = this.shape.at(-1) ?? 1;
    const points: [number, number, number, number][] = [];
    for (let i = per; i < this.values.length && this.direction === 'down'; i += per) {
      const y = this.y + i * this.cell - 0.5;
      points.push([this.x, y, this.x + this.thick - 1, y]);
    }
    lines(brush, points, brush.theme.muted, 0.6);
  }

  subject(brush: Brush, lit: Lit): void {
    const size = this.size(brush);
    let chosen: Box | null = null;
    for (const [index, value] of this.values.entries()) {
      const pointed = isPointed(lit.pointed, this.role, index);
      const [weight] = this.role === 'input' ? lit.inputWeights(index) : lit.outputWeights(index);
      if (!pointed && weight === undefined) continue;
      const plain = pointed || weight === undefined || lit.pointed.kind === 'weight';
      const colour = plain ? brush.palette.value(value, this.range) : brush.palette.weight(weight);
      const at = this.cellBox(index);
      paintCell(brush, at, colour, { text: cellNumber(value), size, bold: pointed });
      if (pointed) chosen = at;
      else if (brush.theme.highContrast) frame(brush, at, brush.theme.subject);
    }
    if (chosen) outline(brush, chosen);
  }

  hit(x: number, y: number): Hit | null {
    const along = this.direction === 'down' ? y - this.y : x - this.x;
    return { pointed: { kind: this.role, index: Math.floor(along / this.cell) } };
  }

  place(role: 'input' | 'weight', index: number): Box | null {
    return this.editable && role === this.role && index < this.values.length ? this.cellBox(index) : null;
  }
}
