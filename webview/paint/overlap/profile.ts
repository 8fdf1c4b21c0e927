import type { Box, Brush, Part } from '../part.js';
import { drawText } from '../text.js';

const DEPTH = 24;

/** Counts along one axis as bars with their numbers: the map is the product of its profiles. */
export class Profile implements Part {
  readonly box: Box;

  constructor(
    private readonly counts: Int32Array,
    private readonly positions: readonly (number | null)[],
    private readonly x: number,
    private readonly y: number,
    private readonly cell: number,
    /** Bars stand over the columns and grow up, or right of the rows and grow right. */
    private readonly side: 'above' | 'right',
  ) {
    const length = positions.length * cell;
    this.box =
      side === 'above' ? { x, y: y - DEPTH - 16, w: length, h: DEPTH + 16 } : { x, y, w: DEPTH + 20, h: length };
  }

  base(brush: Brush): void {
    const { ctx, theme } = brush;
    let most = 1;
    for (const count of this.counts) most = Math.max(most, count);
    for (const [index, position] of this.positions.entries()) {
      const start = index * this.cell;
      const middle = start + (this.cell - 1) / 2;
      const above = this.side === 'above';
      if (position === null) {
        const [x, y] = above ? [this.x + middle, this.y - 12] : [this.x + 12, this.y + middle];
        drawText(brush, above ? '⋯' : '⋮', x, y, { colour: theme.muted });
        continue;
      }
      const count = this.counts[position] ?? 0;
      const size = Math.round((count / most) * DEPTH);
      ctx.fillStyle = theme.faint;
      if (above) ctx.fillRect(this.x + start, this.y - size, this.cell - 1, size);
      else ctx.fillRect(this.x, this.y + start, size, this.cell - 1);
      // Counts of two digits need room for two.
      if (this.cell < (above ? 7 * String(most).length + 2 : 10)) continue;
      if (above) drawText(brush, String(count), this.x + middle, this.y - size - 7, { size: 11 });
      else drawText(brush, String(count), this.x + size + 5, this.y + middle + 0.5, { size: 11, align: 'left' });
    }
  }
}

/** Room that a profile takes above or at the right. */
export const PROFILE_ROOM = DEPTH + 20;
