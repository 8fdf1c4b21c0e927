/** The exact value of a finite float as m · 2^k. */
export function exactValue(x: number): { m: bigint; k: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  let m = (BigInt(high & 0xfffff) << 32n) | BigInt(view.getUint32(4));
  if (biased > 0) m |= 1n << 52n;
  return { m: x < 0 ? -m : m, k: Math.max(biased, 1) - 1075 };
}

function bits(x: bigint): number {
  return x.toString(2).length;
}

/** n/d as the nearest float, ties to even; ±Infinity beyond the floats. d is not 0. */
export function ratioToFloat(n: bigint, d: bigint): number {
  const negative = n < 0n !== d < 0n;
  if (n === 0n) return negative ? -0 : 0;
  const [above, below] = [n < 0n ? -n : n, d < 0n ? -d : d];
  // The quotient lies in [2^(e−1), 2^(e+1)): 53 or 54 of its bits are kept, fewer for a subnormal result.
  const e = bits(above) - bits(below);
  const float = roundedAt(above, below, Math.max(e - 53, -1074));
  // One bit more than a float has means a second try at twice the unit.
  const nearest = float.q > 1n << 53n ? roundedAt(above, below, float.unit + 1) : float;
  if (nearest.unit > 971) return negative ? -Infinity : Infinity;
  const value = Number(nearest.q) * 2 ** nearest.unit;
  return negative ? -value : value;
}

function roundedAt(n: bigint, d: bigint, unit: number): { q: bigint; unit: number } {
  const [above, below] = unit >= 0 ? [n, d << BigInt(unit)] : [n << BigInt(-unit), d];
  let q = above / below;
  const twice = 2n * (above % below);
  if (twice > below || (twice === below && (q & 1n) === 1n)) q += 1n;
  return { q, unit };
}
