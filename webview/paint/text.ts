import type { Theme } from './theme.js';

export interface TextStyle {
  readonly size?: number;
  readonly colour?: string;
  readonly align?: CanvasTextAlign;
  readonly baseline?: CanvasTextBaseline;
  readonly bold?: boolean;
  readonly code?: boolean;
}

export function fontOf(theme: Theme, size: number, bold = false, code = false): string {
  return `${bold ? '600 ' : ''}${size}px ${code ? theme.codeFont : theme.font}`;
}

/** Draws a text and returns its width. */
export function drawText(
  brush: { readonly ctx: CanvasRenderingContext2D; readonly theme: Theme },
  text: string,
  x: number,
  y: number,
  style: TextStyle = {},
): number {
  const { ctx, theme } = brush;
  ctx.font = fontOf(theme, style.size ?? 12, style.bold, style.code);
  ctx.textAlign = style.align ?? 'center';
  ctx.textBaseline = style.baseline ?? 'middle';
  ctx.fillStyle = style.colour ?? theme.text;
  ctx.fillText(text, x, y);
  return ctx.measureText(text).width;
}

/** A name in bold with its size beside it: "input x  8 × 8". Returns where it ends. */
export function drawLabel(
  brush: { readonly ctx: CanvasRenderingContext2D; readonly theme: Theme },
  name: string,
  detail: string,
  x: number,
  y: number,
): number {
  const style = { align: 'left', baseline: 'alphabetic' } as const;
  const width = drawText(brush, name, x, y, { ...style, bold: true });
  if (!detail) return x + width;
  return x + width + 6 + drawText(brush, detail, x + width + 6, y, { ...style, size: 11, colour: brush.theme.muted });
}

/** Where a text begins so that it ends within a limit: at its place, or as far to the left of it as it must. */
export function beginWithin(x: number, width: number, limit: number): number {
  return Math.max(0, Math.min(x, Math.floor(limit - width)));
}

let measuring: CanvasRenderingContext2D | null = null;

/** The width that a text will take. */
export function textWidth(theme: Theme, text: string, size: number, bold = false, code = false): number {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (!measuring) return text.length * size * 0.6;
  measuring.font = fontOf(theme, size, bold, code);
  return measuring.measureText(text).width;
}

/**
 * The size in which all of a grid's numbers fit into its cells: the largest from 13 down to 8 pixels, 0 where none does,
 * because a grid shows all its numbers or none.
 */
export function numberSize(
  width: (text: string, size: number) => number,
  texts: Iterable<string>,
  cell: Readonly<{ w: number; h: number }>,
  largest = 13,
): number {
  let longest = '';
  for (const text of texts) if (text.length > longest.length) longest = text;
  const most = Math.min(largest, Math.floor(cell.h * 0.7));
  for (let size = most; size >= 8; size--) {
    if (width(longest, size) <= cell.w - (size > 9 ? 2 : 1)) return size;
  }
  return 0;
}

/** A number for a cell: a real minus sign, at most two decimals, nothing that would not fit anyway. */
export function cellNumber(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : '?';
  const size = Math.abs(value);
  const text = Number.isInteger(value) ? String(size) : String(Math.round(size * 100) / 100);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
