import assert from 'node:assert/strict';
import { crc32, inflateSync } from 'node:zlib';

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Row-major. */
  readonly levels: readonly number[];
}

/** The pixels of a greyscale PNG without filters; every chunk's length and checksum is checked. */
export function readGreyPng(bytes: Uint8Array): GreyPicture {
  const file = Buffer.from(bytes);
  assert.deepEqual([...file.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks: [string, Buffer][] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const end = at + 8 + length;
    assert.equal(file.readUInt32BE(end), crc32(file.subarray(at + 4, end)), 'checksum');
    chunks.push([file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, end)]);
    at = end + 4;
  }
  assert.deepEqual(
    chunks.map(([type]) => type),
    ['IHDR', 'IDAT', 'IEND'],
  );
  const [[, head], [, data]] = chunks as [[string, Buffer], [string, Buffer]];
  const [width, height, depth] = [head.readUInt32BE(0), head.readUInt32BE(4), head.readUInt8(8)];
  assert.deepEqual([...head.subarray(9)], [0, 0, 0, 0], 'greyscale, not interlaced');
  const lines = inflateSync(data);
  const sample = depth / 8;
  assert.equal(lines.length, height * (1 + width * sample));
  const levels: number[] = [];
  for (let y = 0; y < height; y++) {
    const start = y * (1 + width * sample);
    assert.equal(lines[start], 0, 'no filter');
    for (let x = 0; x < width; x++) levels.push(lines.readUIntBE(start + 1 + x * sample, sample));
  }
  return { width, height, depth, levels };
}
