import type { DenseMatrix } from './denseMatrix.js';

/** Bytes of a piece of a file that is written row by row. */
const PIECE = 1 << 20;

/**
 * Writes a matrix as a .npy file of version 1.0 in C order: int64 where all values are ints, else float64 (format: numpy.lib.format).
 * `shape` is the array's, of as many elements; the matrix's own by default.
 */
export function writeNpy(
  write: (bytes: Uint8Array) => void,
  matrix: DenseMatrix,
  shape: readonly number[] = [matrix.rows, matrix.cols],
): void {
  write(header(matrix.whole ? '<i8' : '<f8', shape));
  const total = matrix.rows * matrix.cols;
  const perPiece = PIECE / 8;
  let start = 0;
  let piece = new DataView(new ArrayBuffer(8 * Math.min(perPiece, total)));
  const next = (): void => {
    write(new Uint8Array(piece.buffer));
    start += piece.byteLength / 8;
    // A new buffer each time: the last one may not have been taken yet.
    piece = new DataView(new ArrayBuffer(8 * Math.min(perPiece, total - start)));
  };
  matrix.forEach((row, col, value) => {
    const at = row * matrix.cols + col;
    while (at >= start + piece.byteLength / 8) next();
    if (matrix.whole) piece.setBigInt64(8 * (at - start), BigInt(value), true);
    else piece.setFloat64(8 * (at - start), value, true);
  });
  while (start < total) next();
}

/** Magic, version, length and a dictionary that is padded so that the data starts at a multiple of 64 bytes. */
function header(descr: string, shape: readonly number[]): Uint8Array {
  const sizes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${sizes}, }`;
  const length = 64 * Math.ceil((10 + dictionary.length + 1) / 64) - 10;
  const bytes = new Uint8Array(10 + length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >> 8]);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(length - 1)}\n`), 10);
  return bytes;
}
