import type { DenseMatrix } from './denseMatrix.js';
import { UsageError } from './io.js';
import { writePng } from './png.js';

/** The values that occur, of one sign, nearest to 0 and farthest from it. */
interface Span {
  near: number;
  far: number;
}

/**
 * Writes a matrix as a greyscale PNG, one pixel an element; a greater value is never darker. Without negative values 0 is black and
 * the others are from a quarter of white to white; with negative ones 0 is the middle grey, and both sides keep their distance from it, so that
 * 0 is told from everything else. Ints of few values take 8 bits a pixel, all else 16. @throws UsageError for values that are not finite
 */
export function writePicture(write: (bytes: Uint8Array) => void, matrix: DenseMatrix): void {
  const positive: Span = { near: Infinity, far: 0 };
  const negative: Span = { near: Infinity, far: 0 };
  matrix.forEach((_row, _col, value) => {
    if (!Number.isFinite(value)) throw new UsageError('--format png takes weights that are finite.');
    if (value === 0) return;
    const span = value > 0 ? positive : negative;
    span.near = Math.min(span.near, Math.abs(value));
    span.far = Math.max(span.far, Math.abs(value));
  });
  const depth = matrix.whole && positive.far - positive.near < 191 ? 8 : 16;
  const white = depth === 8 ? 255 : 65535;
  const signed = negative.far > 0;
  const zero = signed ? Math.round(white / 2) : 0;
  const gap = Math.round(white / 4);
  const reach = signed ? Math.floor(white / 2) : white;
  const distance = (size: number, { near, far }: Span): number =>
    far === near ? reach : gap + Math.round(((size - near) / (far - near)) * (reach - gap));
  const samples = new Uint8Array((matrix.rows * matrix.cols * depth) / 8);
  const paint = (at: number, level: number): void => {
    if (depth === 8) samples[at] = level;
    else {
      samples[2 * at] = level >> 8;
      samples[2 * at + 1] = level & 255;
    }
  };
  if (zero > 0) for (let at = 0; at < matrix.rows * matrix.cols; at++) paint(at, zero);
  matrix.forEach((row, col, value) => {
    if (value === 0) return;
    const level = value > 0 ? zero + distance(value, positive) : zero - distance(-value, negative);
    paint(row * matrix.cols + col, level);
  });
  writePng(write, matrix.cols, matrix.rows, depth, samples);
}
