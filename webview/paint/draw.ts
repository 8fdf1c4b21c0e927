import { inkOn } from './colour.js';
import type { Colour } from './colour.js';
import type { Box, Brush } from './part.js';
import { drawText } from './text.js';

/** How a cell is painted: faded ones step back, and their ink goes by the lightness that results. */
export interface CellLook {
  readonly alpha?: number;
  readonly text?: string;
  readonly size?: number;
  readonly bold?: boolean;
  /** A second, smaller line: "×4" or "4·8". */
  readonly note?: string | undefined;
}

export function paintCell(brush: Brush, box: Box, colour: Colour, look: CellLook): void {
  const { ctx, theme } = brush;
  const { alpha = 1, text, size = 0, bold = false, note } = look;
  if (alpha === 1) {
    // The base under it shows a faded cell of the same place.
    ctx.fillStyle = colour.css;
    ctx.fillRect(box.x, box.y, box.w, box.h);
  } else {
    ctx.globalAlpha = alpha;
    ctx.fillStyle = colour.css;
    ctx.fillRect(box.x, box.y, box.w, box.h);
    ctx.globalAlpha = 1;
  }
  if (!text || size < 8) return;
  const ink = alpha === 1 ? colour.ink : inkOn(alpha * colour.l + (1 - alpha) * theme.backgroundLightness);
  const x = box.x + box.w / 2;
  const y = box.y + box.h / 2 + 0.5;
  if (alpha < 1 && !theme.highContrast) ctx.globalAlpha = 0.7;
  drawText(brush, text, x, note ? y - 5 : y, { size, colour: ink, bold });
  ctx.globalAlpha = 1;
  if (note) drawText(brush, note, x, y + 9, { size: 9, colour: ink });
}

/** An entry that is zero, or a cell without a value: only the ground. */
export function paintGround(brush: Brush, box: Box, alpha: number): void {
  const { ctx, theme } = brush;
  ctx.globalAlpha = alpha;
  ctx.fillStyle = theme.ground;
  ctx.fillRect(box.x, box.y, box.w, box.h);
  ctx.globalAlpha = 1;
}

/** The subject: two pixels of line with a halo of background, so that it shows on every colour. */
export function outline({ ctx, theme }: Brush, box: Box): void {
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.background;
  ctx.strokeRect(box.x - 2, box.y - 2, box.w + 4, box.h + 4);
  ctx.strokeStyle = theme.subject;
  ctx.strokeRect(box.x, box.y, box.w, box.h);
}

/** A thin frame inside a cell: lit cells of high-contrast themes, where colour alone must not carry it. */
export function frame({ ctx }: Brush, box: Box, colour: string): void {
  ctx.lineWidth = 1;
  ctx.strokeStyle = colour;
  ctx.strokeRect(box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1);
}

/** No contribution at all: hatched. */
export function hatch({ ctx, theme }: Brush, box: Box): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.w, box.h);
  ctx.clip();
  ctx.strokeStyle = theme.faint;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let i = -box.h; i < box.w; i += 4) {
    ctx.moveTo(box.x + i, box.y + box.h);
    ctx.lineTo(box.x + i + box.h, box.y);
  }
  ctx.stroke();
  ctx.restore();
}

/** A dashed rectangle: padding around an input, or what is cropped off an output. */
export function dashed({ ctx, theme }: Brush, box: Box): void {
  ctx.save();
  ctx.setLineDash([2, 2]);
  ctx.strokeStyle = theme.faint;
  ctx.lineWidth = 1;
  ctx.strokeRect(box.x - 0.5, box.y - 0.5, box.w, box.h);
  ctx.restore();
}

/** A small arrowhead that points at a row (right) or a column (down). */
export function arrowhead({ ctx, theme }: Brush, x: number, y: number, towards: 'right' | 'down'): void {
  ctx.fillStyle = theme.subject;
  ctx.beginPath();
  ctx.moveTo(x, y);
  if (towards === 'right') {
    ctx.lineTo(x - 6, y - 4);
    ctx.lineTo(x - 6, y + 4);
  } else {
    ctx.lineTo(x - 4, y - 6);
    ctx.lineTo(x + 4, y - 6);
  }
  ctx.fill();
}

/** Lines in a colour and strength, from pairs of points. */
export function lines(
  { ctx }: Brush,
  points: readonly (readonly [x0: number, y0: number, x1: number, y1: number])[],
  colour: string,
  alpha = 1,
): void {
  ctx.save();
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const [x0, y0, x1, y1] of points) {
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
  }
  ctx.stroke();
  ctx.restore();
}
