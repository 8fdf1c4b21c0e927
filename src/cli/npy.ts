import { weightLength, weightShape, type ConvSpec } from '../engine/index.js';
import { UsageError } from './io.js';

/** An array of a .npy file: its values in C order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

type Reader = (view: DataView, at: number, little: boolean) => number;

const READERS: Readonly<Record<string, readonly [bytes: number, read: Reader]>> = {
  b1: [1, (view, at) => view.getUint8(at)],
  i1: [1, (view, at) => view.getInt8(at)],
  u1: [1, (view, at) => view.getUint8(at)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  u8: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  f2: [2, (view, at, little) => half(view.getUint16(at, little))],
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
};

/** An IEEE 754 half-precision number from its bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/**
 * The array of a .npy file of version 1 to 3 (format: numpy.lib.format). @throws UsageError for any other file; `shown` is its name
 */
export function readNpy(bytes: Uint8Array, shown: string): NpyArray {
  const refuse = (why: string): never => {
    throw new UsageError(`${shown} cannot be read: ${why}.`);
  };
  const magic = String.fromCharCode(...bytes.subarray(0, 6));
  if (magic !== '\x93NUMPY' || bytes.length < 12) refuse('it is no .npy file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirstVersion = view.getUint8(6) === 1;
  const headerAt = isFirstVersion ? 10 : 12;
  const headerLength = isFirstVersion ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataAt = headerAt + headerLength;
  if (dataAt > bytes.length) refuse('its header is cut off');
  const header = new TextDecoder().decode(bytes.subarray(headerAt, dataAt));
  const type = /'descr':\s*'([<>|=]?)(\w+)'/.exec(header);
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  const reader = READERS[type?.[2] ?? ''];
  if (reader === undefined || shape === undefined) return refuse('its numbers are of a type that is not known here');
  const sizes = shape
    .split(',')
    .map(size => size.trim())
    .filter(size => size !== '')
    .map(Number);
  const length = sizes.reduce((product, size) => product * size, 1);
  const [width, read] = reader;
  if (!Number.isSafeInteger(length) || dataAt + length * width > bytes.length) refuse('it is cut off');
  const little = type?.[1] !== '>';
  const stored = new Float64Array(length);
  for (let i = 0; i < length; i++) stored[i] = read(view, dataAt + i * width, little);
  return { shape: sizes, data: /'fortran_order':\s*True/.test(header) ? toC(stored, sizes) : stored };
}

/** From Fortran's order, where the first index runs fastest, to C's. */
function toC(stored: Float64Array, shape: readonly number[]): Float64Array {
  const data = new Float64Array(stored.length);
  const index = shape.map(() => 0);
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  for (let i = 0; i < data.length; i++) {
    data[i] = stored[index.reduce((at, position, axis) => at + position * (steps[axis] ?? 0), 0)] ?? NaN;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (shape[axis] ?? 0)) break;
      index[axis] = 0;
    }
  }
  return data;
}

/** A layer's weight tensor, flat, in its framework's own order. @throws UsageError where the file's array has another size */
export function readWeights(bytes: Uint8Array, shown: string, spec: ConvSpec): Float64Array {
  const { shape, data } = readNpy(bytes, shown);
  const expected = weightShape(spec);
  if (data.length !== weightLength(spec) || (shape.length > 1 && shape.join() !== expected.join())) {
    throw new UsageError(
      `${shown} has the shape (${shape.join(', ')}); the layer's weight has (${expected.join(', ')}).`,
    );
  }
  return data;
}
