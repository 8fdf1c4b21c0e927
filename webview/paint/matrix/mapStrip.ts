import { frame, outline } from '../draw.js';
import { isPointed } from '../lit.js';
import type { Lit } from '../lit.js';
import type { Box, Brush, Hit, Part } from '../part.js';
import type { RowRole } from './entries.js';

/** A vector at a map's side: one stripe per element, in the map's own scale and place. */
export class MapStrip implements Part {
  constructor(
    private readonly length: number,
    private readonly role: RowRole,
    readonly box: Box,
    private readonly direction: 'down' | 'right',
    /** Pixels per element, and the first one shown. */
    private readonly scale: number,
    private readonly from: number,
    private readonly colour: (brush: Brush, index: number) => string | null,
  ) {}

  base(brush: Brush): void {
    const { ctx } = brush;
    const { box, direction, scale, from } = this;
    const pixels = direction === 'down' ? box.h : box.w;
    const stripe = Math.max(1, scale);
    for (let at = 0; at < pixels; at += stripe) {
      const index = Math.floor(from + at / scale + 1e-6);
      if (index >= this.length) break;
      const start = Math.max(0, (index - from) * scale);
      const place = scale >= 1 ? start : at;
      const size = Math.min(stripe, pixels - place);
      const css = this.colour(brush, index);
      if (!css) continue;
      ctx.fillStyle = css;
      if (direction === 'down') ctx.fillRect(box.x, box.y + place, box.w, size);
      else ctx.fillRect(box.x + place, box.y, size, box.h);
    }
  }

  subject(brush: Brush, lit: Lit): void {
    const { pointed } = lit;
    const index = pointed.kind === 'entry' ? pointed[this.role] : pointed.kind === this.role ? pointed.index : -1;
    if (index < 0 || !isPointed(pointed, this.role, index)) return;
    const start = (index - this.from) * this.scale;
    const size = Math.max(2, this.scale);
    const { box } = this;
    if (start < -size || start > (this.direction === 'down' ? box.h : box.w)) return;
    const at =
      this.direction === 'down'
        ? { x: box.x, y: box.y + start, w: box.w, h: size }
        : { x: box.x + start, y: box.y, w: size, h: box.h };
    if (this.scale >= 3) outline(brush, at);
    else frame(brush, { x: at.x - 1.5, y: at.y - 1.5, w: at.w + 3, h: at.h + 3 }, brush.theme.subject);
  }

  hit(x: number, y: number): Hit | null {
    const along = this.direction === 'down' ? y - this.box.y : x - this.box.x;
    const index = Math.floor(this.from + along / this.scale);
    return index >= 0 && index < this.length ? { pointed: { kind: this.role, index } } : null;
  }
}
