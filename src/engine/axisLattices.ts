import { gcd, mod } from './numbers.js';
import type { AxisGeometry } from './axis.js';

/** A part of an axis whose inputs stand together: its window t is the axis' window first + t·step. */
export interface AxisLattice {
  readonly windows: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly begin: number;
  readonly firstWindow: number;
  readonly windowStep: number;
}

/**
 * An axis whose inputs stand `spread` apart, as parts whose inputs stand together. Windows alike modulo spread meet inputs at
 * the same kernel positions, those j with v·s + j·d ≡ begin (mod spread): with g = gcd(d, spread) every spread/g-th, if any. In
 * steps of these both, the positions move by whole inputs: by s per window and d/g per kernel position.
 */
export function latticesOf({ windows, kernel, stride, dilation, begin, spread }: AxisGeometry): AxisLattice[] {
  const common = gcd(dilation, spread);
  const step = spread / common;
  const parts: AxisLattice[] = [];
  for (let first = 0; first < Math.min(spread, windows); first++) {
    const missing = mod(begin - first * stride, spread);
    if (missing % common !== 0) continue;
    let j = 0;
    while (j < Math.min(step, kernel) && mod(j * dilation, spread) !== missing) j++;
    if (j >= kernel) continue;
    parts.push({
      windows: Math.ceil((windows - first) / spread),
      kernel: Math.ceil((kernel - j) / step),
      stride,
      dilation: dilation / common,
      begin: (begin - first * stride - j * dilation) / spread,
      firstWindow: first,
      windowStep: spread,
    });
  }
  return parts;
}
