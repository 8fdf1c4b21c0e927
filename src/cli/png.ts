import { deflateSync } from 'node:zlib';

/**
 * Writes a greyscale picture as PNG. `samples` has a row of width × depth / 8 bytes per line, 16-bit samples with their high byte first.
 * Format: PNG specification, third edition, clauses 5 and 11.
 */
export function writePng(
  write: (bytes: Uint8Array) => void,
  width: number,
  height: number,
  depth: 8 | 16,
  samples: Uint8Array,
): void {
  const ihdr = new DataView(new ArrayBuffer(13));
  ihdr.setUint32(0, width);
  ihdr.setUint32(4, height);
  ihdr.setUint8(8, depth);
  // Colour type 0 (greyscale), compression, filter and interlace methods 0.
  const lineBytes = (width * depth) / 8;
  const lines = new Uint8Array(height * (1 + lineBytes));
  for (let y = 0; y < height; y++) {
    // Each line begins with its filter type, 0: none.
    lines.set(samples.subarray(y * lineBytes, (y + 1) * lineBytes), y * (1 + lineBytes) + 1);
  }
  write(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
  write(chunk('IHDR', new Uint8Array(ihdr.buffer)));
  write(chunk('IDAT', deflateSync(lines)));
  write(chunk('IEND', new Uint8Array(0)));
}

/** Length, type, data, and the checksum of the latter two. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** Remainders of the checksum's polynomial (ISO 3309), per byte. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
