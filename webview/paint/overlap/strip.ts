import { hatch, outline, paintCell } from '../draw.js';
import { isPointed } from '../lit.js';
import type { Lit } from '../lit.js';
import type { Box, Brush, Hit, Part } from '../part.js';
import { drawText } from '../text.js';
import { mark, zero } from './map.js';
import { runsOf } from './positions.js';

const BAR = 28;

/** The counts of a 1-D layer: bars over a strip, with one number per run of equal counts. */
export class CountStrip implements Part {
  readonly box: Box;

  constructor(
    private readonly counts: Int32Array,
    private readonly role: 'input' | 'output',
    /** Positions shown: from, and one behind the last. */
    private readonly from: number,
    private readonly to: number,
    private readonly x: number,
    private readonly y: number,
    private readonly cell: number,
    private readonly height: number,
  ) {
    this.box = { x, y: y - BAR - 16, w: (to - from) * cell, h: height + BAR + 16 };
  }

  private cellBox(position: number): Box {
    const gap = this.cell >= 4 ? 1 : 0;
    const left = this.x + (position - this.from) * this.cell;
    return { x: left, y: this.y, w: this.cell - gap, h: this.height };
  }

  base(brush: Brush): void {
    const { ctx, theme, palette } = brush;
    let most = 1;
    for (const count of this.counts) most = Math.max(most, count);
    for (const { first, end, count } of runsOf(this.counts, this.from, this.to)) {
      const colour = palette.count(count);
      const bar = Math.round((count / most) * BAR);
      const left = this.x + (first - this.from) * this.cell;
      const width = (end - first) * this.cell;
      for (let position = first; position < end; position++) {
        const at = this.cellBox(position);
        if (colour) paintCell(brush, at, colour, {});
        else hatch(brush, at);
        ctx.fillStyle = theme.faint;
        ctx.fillRect(at.x, this.y - 4 - bar, at.w, bar);
      }
      const text = String(count);
      if (width < 7 * text.length + 3) continue;
      const middle = left + (width - 1) / 2;
      if (colour)
        drawText(brush, text, middle, this.y + this.height / 2 + 0.5, { size: 12, bold: true, colour: colour.ink });
      else zero(brush, { x: left, y: this.y, w: width, h: this.height });
      drawText(brush, text, middle, this.y - 4 - bar - 7, { size: 11 });
    }
  }

  subject(brush: Brush, lit: Lit): void {
    if (lit.pointed.kind === 'weight') return;
    const along = this.role === 'input' ? lit.inputsAlong(0) : lit.outputsAlong(0);
    for (const position of along) {
      const weights = this.role === 'input' ? lit.inputWeights(position) : lit.outputWeights(position);
      const [weight] = weights;
      if (weight === undefined || position < this.from || position >= this.to) continue;
      if (!isPointed(lit.pointed, this.role, position)) mark(brush, this.cellBox(position), weight);
    }
    const { pointed } = lit;
    const index = pointed.kind === 'entry' ? pointed[this.role] : pointed.kind === this.role ? pointed.index : -1;
    if (index >= this.from && index < this.to) outline(brush, this.cellBox(index));
  }

  hit(x: number): Hit | null {
    const index = this.from + Math.floor((x - this.x) / this.cell);
    return { pointed: { kind: this.role, index } };
  }
}
