import type { Box, Brush, Part } from './part.js';
import { drawLabel, drawText } from './text.js';
import type { TextStyle } from './text.js';

const NOWHERE: Box = { x: 0, y: 0, w: 0, h: 0 };

/** A line of text in a picture: a name with its size, or a plain remark. */
export class Caption implements Part {
  readonly box = NOWHERE;

  constructor(
    private readonly text: string,
    private readonly x: number,
    private readonly y: number,
    private readonly style: TextStyle & { readonly muted?: boolean; readonly detail?: string } = {},
  ) {}

  base(brush: Brush): void {
    const { muted, detail, ...style } = this.style;
    if (detail !== undefined) {
      drawLabel(brush, this.text, detail, this.x, this.y);
      return;
    }
    const colour = muted ? brush.theme.muted : style.colour;
    drawText(brush, this.text, this.x, this.y, {
      align: 'left',
      baseline: 'alphabetic',
      ...style,
      ...(colour ? { colour } : {}),
    });
  }
}

/** A name in bold with its size: "input x  8 × 8". */
export function nameCaption(name: string, detail: string, x: number, y: number): Caption {
  return new Caption(name, x, y, { detail });
}

/** A remark in the secondary colour. */
export function remark(text: string, x: number, y: number, style: TextStyle = {}): Caption {
  return new Caption(text, x, y, { size: 11, muted: true, ...style });
}

/** Anything drawn with the scene, or (moving) anew with every subject: lines, frames, facts. */
export function drawn(base: (brush: Brush, faded: boolean) => void, moving?: (brush: Brush) => void): Part {
  return { box: NOWHERE, base, ...(moving ? { moving } : {}) };
}

export function sizes(shape: readonly number[]): string {
  return shape.map(size => size.toLocaleString('en-US')).join(' × ');
}
