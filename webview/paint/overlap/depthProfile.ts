import type { Box, Brush, Hit, Part } from '../part.js';
import { say } from '../../strings.js';
import { drawText } from '../text.js';
import type { MapPlane } from './map.js';
import { shownPositions } from './positions.js';

const LABEL = 92;
const STEP = 16;

/** The profile along the depth of a 3-D map as numbers; the depth that is shown is underlined, a click shows another. */
export class DepthProfile implements Part {
  readonly box: Box;
  private readonly positions: readonly (number | null)[];

  constructor(
    private readonly plane: MapPlane,
    private readonly counts: Int32Array,
    private readonly x: number,
    private readonly y: number,
    width: number,
  ) {
    this.positions = shownPositions(counts.length, Math.max(9, Math.floor((width - LABEL) / STEP)));
    this.box = { x: x + LABEL, y, w: this.positions.length * STEP, h: 26 };
  }

  base(brush: Brush): void {
    const { theme, ctx } = brush;
    drawText(brush, say('alongDepth'), this.x, this.y + 12, { size: 11, align: 'left', colour: theme.muted });
    for (const [index, position] of this.positions.entries()) {
      const middle = this.box.x + (index + 0.5) * STEP;
      const here = position === this.plane.depth;
      const text = position === null ? '⋯' : String(this.counts[position] ?? 0);
      drawText(brush, text, middle, this.y + 12, { size: 12, bold: here, colour: here ? theme.text : theme.muted });
      if (here) {
        ctx.fillStyle = theme.text;
        ctx.fillRect(middle - 5, this.y + 21, 10, 2);
      }
    }
  }

  hit(x: number): Hit | null {
    const depth = this.positions[Math.floor((x - this.box.x) / STEP)];
    if (depth === null || depth === undefined) return null;
    const [, rows = 1, cols = 1] = this.plane.shape;
    return { pointed: { kind: this.plane.role, index: (depth * rows + (rows >> 1)) * cols + (cols >> 1) } };
  }
}
