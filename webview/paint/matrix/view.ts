import type { Box } from '../part.js';

/** Which part of a matrix a map shows: pixels per entry, and the row and column at its top left (not always whole). */
export interface View {
  readonly scale: number;
  readonly row: number;
  readonly col: number;
}

export interface MatrixSize {
  readonly rows: number;
  readonly cols: number;
}

/** From this many pixels per entry on, entries carry their numbers. */
export const NUMBERS_FROM = 14;
const LARGEST = 40;

/** The whole matrix: whole pixels per entry while it fits so, at most 5. */
export function fitScale({ rows, cols }: MatrixSize, room: { readonly w: number; readonly h: number }): number {
  const scale = Math.min(5, room.w / cols, room.h / rows);
  return scale >= 1 ? Math.floor(scale) : scale;
}

/** Keeps a view on its matrix: nothing beyond the last row or column, and no smaller than the whole. */
export function clampView(view: View, size: MatrixSize, box: Box, fit: number): View {
  const scale = Math.min(Math.max(LARGEST, fit), Math.max(fit, view.scale));
  const most = (count: number, pixels: number) => Math.max(0, count - pixels / scale);
  return {
    scale,
    row: Math.min(Math.max(0, view.row), most(size.rows, box.h)),
    col: Math.min(Math.max(0, view.col), most(size.cols, box.w)),
  };
}

/** Zooms by a factor so that what is at a point of the box stays there. */
export function zoomAt(
  view: View,
  factor: number,
  x: number,
  y: number,
  size: MatrixSize,
  box: Box,
  fit: number,
): View {
  const scale = Math.min(Math.max(LARGEST, fit), Math.max(fit, view.scale * factor));
  const row = view.row + (y - box.y) / view.scale - (y - box.y) / scale;
  const col = view.col + (x - box.x) / view.scale - (x - box.x) / scale;
  return clampView({ scale, row, col }, size, box, fit);
}

/** Moves a view by pixels. */
export function panBy(view: View, dx: number, dy: number, size: MatrixSize, box: Box, fit: number): View {
  return clampView({ ...view, row: view.row - dy / view.scale, col: view.col - dx / view.scale }, size, box, fit);
}
