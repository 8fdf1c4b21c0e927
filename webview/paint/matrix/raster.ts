import type { Scene } from '../../state/scene.js';
import type { Box, Brush } from '../part.js';
import { countOf, linesOf, otherRole, shapeOf } from './entries.js';
import type { RowRole } from './entries.js';
import type { View } from './view.js';
import { unflatten } from '../../../src/engine/index.js';

/** Entries that one picture draws at most: a row's taps are thinned beyond, which no eye can tell at a pixel each. */
const BUDGET = 1_000_000;

/**
 * Draws the entries of a view as pixels, straight from the taps along each axis: where rows are smaller than a pixel,
 * one row stands for those under it, and diagonals appear where they lie. Nothing is held but the picture.
 */
export function paintRaster(
  brush: Brush,
  scene: Scene,
  rows: RowRole,
  box: Box,
  view: View,
  alpha: number,
  shows: ((weight: number) => boolean) | null = null,
): void {
  const ratio = brush.ctx.getTransform().a || 1;
  const width = Math.max(1, Math.round(box.w * ratio));
  const height = Math.max(1, Math.round(box.h * ratio));
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const scale = view.scale * ratio;
  const gap = view.scale >= 4 ? Math.round(ratio) : 0;
  const rowCount = countOf(scene, rows);
  const step = scale >= 1 ? 1 : 1 / scale;
  const visible = Math.min(rowCount - view.row, height / scale);
  const rowsDrawn = Math.ceil(visible / step) + 1;
  const thin = thinning(scene, rows, rowsDrawn);
  const shade = Math.round(alpha * 255) << 24;
  for (let n = 0; n < rowsDrawn; n++) {
    const row = Math.floor(view.row) + Math.floor(n * step);
    if (row >= rowCount) break;
    const top = Math.round((row - view.row) * scale);
    const bottom = Math.max(top + 1, Math.round((row + 1 - view.row) * scale) - gap);
    visitThinned(scene, rows, row, thin, (column, weight) => {
      if (shows && !shows(weight)) return;
      const left = Math.round((column - view.col) * scale);
      const right = Math.max(left + 1, Math.round((column + 1 - view.col) * scale) - gap);
      if (right <= 0 || left >= width) return;
      const colour = ((brush.palette.weight(weight).packed & 0xffffff) | shade) >>> 0;
      if (right - left === 1 && bottom - top === 1 && left >= 0 && top >= 0 && top < height) {
        pixels[top * width + left] = colour;
        return;
      }
      for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
        pixels.fill(colour, y * width + Math.max(0, left), y * width + Math.min(width, right));
      }
    });
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  brush.ctx.drawImage(canvas, box.x, box.y, box.w, box.h);
}

/** Every how many taps of the last axis are drawn, so that the picture keeps its budget. */
function thinning(scene: Scene, rows: RowRole, rowsDrawn: number): number {
  const perRow = scene.taps.reduce((product, _, axis) => {
    const { ptr } = linesOf(scene, rows, axis);
    return product * Math.max(1, (ptr[ptr.length - 1] ?? 0) / Math.max(1, ptr.length - 1));
  }, 1);
  return Math.max(1, Math.ceil((perRow * rowsDrawn) / BUDGET));
}

function visitThinned(
  scene: Scene,
  rows: RowRole,
  row: number,
  thin: number,
  visit: (column: number, weight: number) => void,
): void {
  const at = unflatten(row, shapeOf(scene, rows));
  const columns = shapeOf(scene, otherRole(rows));
  const last = columns.length - 1;
  const walk = (axis: number, column: number, weight: number) => {
    const { ptr, other, kernel } = linesOf(scene, rows, axis);
    const position = at[axis] ?? 0;
    const end = ptr[position + 1] ?? 0;
    for (let p = ptr[position] ?? 0; p < end; p += axis === last ? thin : 1) {
      const nextColumn = column * (columns[axis] ?? 1) + (other[p] ?? 0);
      const nextWeight = weight * (scene.spec.kernelSize[axis] ?? 1) + (kernel[p] ?? 0);
      if (axis < last) walk(axis + 1, nextColumn, nextWeight);
      else visit(nextColumn, nextWeight);
    }
  };
  walk(0, 0, 0);
}
