import { frame, hatch, outline, paintCell } from '../draw.js';
import { isPointed } from '../lit.js';
import type { Lit } from '../lit.js';
import type { Box, Brush, Hit, Part } from '../part.js';
import { drawText, numberSize, textWidth } from '../text.js';

/** Which cells of which depth a map shows. */
export interface MapPlane {
  readonly profiles: readonly Int32Array[];
  readonly shape: readonly number[];
  readonly rows: readonly (number | null)[];
  readonly cols: readonly (number | null)[];
  readonly depth: number;
  /** What is painted: outputs of a transposed layer, inputs of a convolution. */
  readonly role: 'input' | 'output';
}

/**
 * How many contributions each element gets, as a grid. It keeps its full colours under a subject, because it is the
 * evidence; what the subject lights gets a bar in the weight's colour.
 */
export class CountMap implements Part {
  readonly box: Box;

  constructor(
    private readonly plane: MapPlane,
    private readonly x: number,
    private readonly y: number,
    private readonly cell: number,
  ) {
    this.box = { x, y, w: plane.cols.length * cell, h: plane.rows.length * cell };
  }

  private cellBox(row: number, col: number): Box {
    const gap = this.cell >= 5 ? 1 : 0;
    return { x: this.x + col * this.cell, y: this.y + row * this.cell, w: this.cell - gap, h: this.cell - gap };
  }

  private count(row: number, col: number): number {
    const { profiles, shape, depth } = this.plane;
    const rank = shape.length;
    const outer = rank > 2 ? (profiles[rank - 3]?.[depth] ?? 0) : 1;
    return outer * (profiles[rank - 2]?.[row] ?? 1) * (profiles[rank - 1]?.[col] ?? 0);
  }

  private index(row: number, col: number): number {
    const rows = this.plane.shape.at(-2) ?? 1;
    const cols = this.plane.shape.at(-1) ?? 1;
    return (this.plane.depth * rows + row) * cols + col;
  }

  base(brush: Brush): void {
    const size = numberSize(
      (text, s) => textWidth(brush.theme, text, s),
      [String(brush.scene.overlap.max)],
      { w: this.cell - 1, h: this.cell - 1 },
      12,
    );
    for (const [r, row] of this.plane.rows.entries()) {
      for (const [c, col] of this.plane.cols.entries()) {
        const at = this.cellBox(r, c);
        if (row === null || col === null) {
          const dots = row === null && col === null ? '⋱' : row === null ? '⋮' : '⋯';
          drawText(brush, dots, at.x + at.w / 2, at.y + at.h / 2, { colour: brush.theme.muted });
          continue;
        }
        const count = this.count(row, col);
        const colour = brush.palette.count(count);
        if (colour) paintCell(brush, at, colour, { text: String(count), size });
        else {
          hatch(brush, at);
          if (this.cell >= 12) zero(brush, at);
        }
      }
    }
  }

  subject(brush: Brush, lit: Lit): void {
    if (lit.pointed.kind === 'weight') return;
    let chosen: Box | null = null;
    for (const [r, row] of this.plane.rows.entries()) {
      for (const [c, col] of this.plane.cols.entries()) {
        if (row === null || col === null) continue;
        const index = this.index(row, col);
        if (isPointed(lit.pointed, this.plane.role, index)) chosen = this.cellBox(r, c);
        const [weight] = this.plane.role === 'input' ? lit.inputWeights(index) : lit.outputWeights(index);
        if (weight !== undefined && !chosenIs(chosen, this.cellBox(r, c))) mark(brush, this.cellBox(r, c), weight);
      }
    }
    if (chosen) outline(brush, chosen);
  }

  hit(x: number, y: number): Hit | null {
    const row = this.plane.rows[Math.floor((y - this.y) / this.cell)];
    const col = this.plane.cols[Math.floor((x - this.x) / this.cell)];
    if (row === null || row === undefined || col === null || col === undefined) return null;
    return { pointed: { kind: this.plane.role, index: this.index(row, col) } };
  }
}

function chosenIs(chosen: Box | null, box: Box): boolean {
  return chosen?.x === box.x && chosen.y === box.y;
}

/** The same sign as under the read-out's numbers: a bar in the weight's colour. */
export function mark(brush: Brush, box: Box, weight: number): void {
  const { ctx, theme, palette } = brush;
  const bar = Math.min(box.h, box.w > 16 ? 4 : box.w > 7 ? 3 : 2);
  ctx.fillStyle = theme.background;
  ctx.fillRect(box.x, box.y + box.h - bar - 1, box.w, bar + 1);
  ctx.fillStyle = palette.weight(weight).css;
  ctx.fillRect(box.x, box.y + box.h - bar, box.w, bar);
  if (box.w >= 5) frame(brush, box, theme.subject);
}

/** The 0 of an unpainted element, on a patch of ground so that the hatching does not cross it. */
export function zero(brush: Brush, box: Box): void {
  const { ctx, theme } = brush;
  ctx.fillStyle = theme.background;
  ctx.fillRect(box.x + box.w / 2 - 5, box.y + box.h / 2 - 6, 10, 12);
  drawText(brush, '0', box.x + box.w / 2, box.y + box.h / 2 + 0.5, { size: 11 });
}
