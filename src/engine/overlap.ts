import { foldIndex, geometries, type AxisGeometry } from './axis.js';
import { latticesOf } from './axisLattices.js';
import { interiorCells } from './interior.js';
import { checkCountable } from './limits.js';
import { at, gcd, mod, product } from './numbers.js';
import { outputSpatial } from './size.js';
import type { OverlapMap, OverlapVerdict } from './matrixTypes.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Result } from './result.js';

/** Of a longer period only so many phases are listed; minimum, maximum and evenness still count all. */
export const PHASE_LIMIT = 4096;

export interface AxisVerdict {
  readonly period: number;
  readonly min: number;
  readonly max: number;
  readonly phases: readonly number[];
}

/**
 * How evenly the unbounded interior is covered, from residues alone: the outputs of a transposed layer, the inputs of a
 * convolution (which is how its gradient Cᵀ·1 is painted). Tap j falls on phase j·dilation mod stride, where phase 0 is
 * a window's first position before cropping: element e of the real map has phase (e + begin) mod period. Even if and only
 * if the stride is 1, or it divides the kernel size and gcd(dilation, stride) = 1. Of a convolution whose inputs stand apart, only
 * the phases on which inputs stand count.
 */
export function overlapVerdict(spec: ConvSpec): OverlapVerdict {
  const axes = spec.kernelSize.map((_, axis) => axisOverlap(spec, axis));
  const min = product(axes.map(axis => axis.min));
  const max = product(axes.map(axis => axis.max));
  return {
    even: axes.every(axis => axis.min === axis.max),
    holes: min === 0,
    period: axes.map(axis => axis.period),
    min,
    max,
    phases: axes.map(axis => axis.phases),
  };
}

/** The verdict about one axis. */
export function axisOverlap(spec: ConvSpec, axis: number): AxisVerdict {
  const { kernel, stride, dilation, step, shift } = overlapAxis(spec, axis);
  if (kernel === 0) return { period: 1, min: 0, max: 0, phases: [0] };
  const verdict = axisVerdict(kernel, stride, dilation);
  if ((spec.inputDilation?.[axis] ?? 1) === 1) return verdict;
  // A step without a factor in common with the stride goes through all phases in another order, and keeps the period.
  const begin = typeof spec.padding === 'string' ? 0 : at(spec.padding.begin, axis);
  const { period } = verdict;
  const phases = Array.from({ length: Math.min(period, PHASE_LIMIT) }, (_, q) => {
    const place = (BigInt(q) - BigInt(begin)) * BigInt(step) - BigInt(shift);
    return countAt(kernel, stride, dilation, Number(((place % BigInt(period)) + BigInt(period)) % BigInt(period)));
  });
  return { ...verdict, phases };
}

/** One axis as far as its overlap goes: element e has phase e·step − shift of these, or e + begin where inputs stand together. */
export interface OverlapAxis {
  /** 0 where no tap ever meets an input. */
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly step: number;
  readonly shift: number;
}

/**
 * An axis whose inputs stand `spread` apart meets only the taps at positions j·d ≡ begin modulo h = gcd(stride, spread): with g = gcd(d, h)
 * every h/g-th kernel position, if any. In steps of h these are an axis of stride s/h and dilation d/g, over which inputs stand spread/h apart, a
 * step that has no factor in common with s/h.
 */
export function overlapAxis(spec: ConvSpec, axis: number): OverlapAxis {
  const [kernel, stride, dilation] = [at(spec.kernelSize, axis), at(spec.stride, axis), at(spec.dilation, axis)];
  const spread = spec.inputDilation?.[axis] ?? 1;
  if (spread === 1 || typeof spec.padding === 'string') return { kernel, stride, dilation, step: 1, shift: 0 };
  const begin = at(spec.padding.begin, axis);
  const common = gcd(stride, spread);
  const shared = gcd(dilation, common);
  const every = common / shared;
  const step = spread / common;
  if (mod(begin, shared) !== 0) return { kernel: 0, stride, dilation, step, shift: 0 };
  const order = inverse((dilation / shared) % every, every);
  const first = Number((BigInt(mod(begin / shared, every)) * order) % BigInt(every));
  return {
    kernel: first < kernel ? Math.ceil((kernel - first) / every) : 0,
    stride: stride / common,
    dilation: dilation / shared,
    step,
    shift: (first * dilation - begin) / common,
  };
}

/**
 * With g = gcd(dilation, stride), taps reach only the n = stride/g phases that g divides, one after another; so each of
 * these has ⌊k/n⌋ taps and the first k mod n reached have one more. An interval of residues is no smaller interval
 * repeated, so the smallest period is the stride unless n divides k, and then g.
 */
function axisVerdict(kernel: number, stride: number, dilation: number): AxisVerdict {
  const common = gcd(dilation, stride);
  const reached = stride / common;
  const base = Math.floor(kernel / reached);
  const rest = kernel % reached;
  const period = rest === 0 ? common : stride;
  const phases = Array.from({ length: Math.min(period, PHASE_LIMIT) }, (_, phase) =>
    phase % common === 0 ? countAt(kernel, stride, dilation, phase) : 0,
  );
  return { period, min: common > 1 ? 0 : base, max: rest === 0 ? base : base + 1, phases };
}

/** How many taps fall on one phase below the stride. */
function countAt(kernel: number, stride: number, dilation: number, phase: number): number {
  const common = gcd(dilation, stride);
  if (phase % common !== 0) return 0;
  const reached = stride / common;
  // Tap j reaches phase·g where j·(dilation/g) = phase/g modulo n; this is the first such j.
  const order = inverse((dilation / common) % reached, reached);
  const first = Number((BigInt(phase / common) * order) % BigInt(reached));
  return Math.floor(kernel / reached) + (first < kernel % reached ? 1 : 0);
}

/** The number whose product with value is 1 modulo a modulus that has no factor in common with it (Euclid). */
function inverse(value: number, modulus: number): bigint {
  let [a, b] = [BigInt(modulus), BigInt(value)];
  let [x, y] = [0n, 1n];
  while (b > 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % BigInt(modulus)) + BigInt(modulus)) % BigInt(modulus);
}

/**
 * The real map with its border: how many taps each element has, for one channel pair. Painted are the outputs of a
 * transposed layer, or the inputs of a convolution. It is the product of one profile per axis.
 */
export function overlapMap(spec: ConvSpec, inputSpatial: readonly number[]): Result<OverlapMap> {
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  const problem = checkCountable(spec, inputSpatial);
  if (problem) return refuse(problem);
  const axes = geometries(spec, inputSpatial);
  const profiles = axes.map(axisProfile);
  const shape = axes.map(axis => axis.cells);
  const histogram = multiplyHistograms(profiles.map(histogramOf));
  return ok({
    shape,
    profiles,
    unpainted: histogram.get(0) ?? 0,
    min: Math.min(...histogram.keys()),
    max: Math.max(...histogram.keys()),
    hasInterior: axes.map(interiorCells).every(({ begin, end }) => begin < end),
    histogram: [...histogram].sort((a, b) => a[0] - b[0]).map(([count, elements]) => ({ count, elements })),
  });
}

/**
 * Taps per cell along one axis, in time of the sizes' sum whatever the kernel: tap j starts a run of every stride-th position
 * and ends it behind the last window, so that starts and ends are marked and then summed along each phase.
 */
export function axisProfile(axis: AxisGeometry): Int32Array {
  const { cells, begin, mode, spread } = axis;
  if (spread > 1) {
    const counts = new Int32Array(cells);
    for (const part of latticesOf(axis)) {
      axisProfile({ ...axis, ...part, spread: 1 }).forEach((count, cell) => (counts[cell]! += count));
    }
    return counts;
  }
  if (mode === 'zeros') return runs(axis, begin, cells);
  const reach = axis.windows < 1 ? 0 : (axis.windows - 1) * axis.stride + axis.dilation * (axis.kernel - 1) + 1;
  const counts = new Int32Array(cells);
  runs(axis, 0, reach).forEach((count, position) => {
    counts[foldIndex(position - begin, cells, mode)]! += count;
  });
  return counts;
}

/** Taps per position of the uncropped axis, from position `from` on. */
function runs({ windows, kernel, stride, dilation }: AxisGeometry, from: number, length: number): Int32Array {
  const counts = new Int32Array(length);
  for (let j = 0; j < kernel; j++) {
    const start = j * dilation - from;
    const after = start + windows * stride;
    const first = start < 0 ? start + Math.ceil(-start / stride) * stride : start;
    if (first >= Math.min(after, length)) continue;
    counts[first]! += 1;
    if (after < length) counts[after]! -= 1;
  }
  for (let position = stride; position < length; position++) counts[position]! += counts[position - stride]!;
  return counts;
}

/** How often each count occurs. */
export function histogramOf(profile: Int32Array): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const count of profile) histogram.set(count, (histogram.get(count) ?? 0) + 1);
  return histogram;
}

/** The histogram of a product of profiles, from the profiles' own: no element of the map is visited. */
export function multiplyHistograms(histograms: readonly Map<number, number>[]): Map<number, number> {
  let result = new Map([[1, 1]]);
  for (const histogram of histograms) {
    const next = new Map<number, number>();
    for (const [countA, elementsA] of result) {
      for (const [countB, elementsB] of histogram) {
        const count = countA * countB;
        next.set(count, (next.get(count) ?? 0) + elementsA * elementsB);
      }
    }
    result = next;
  }
  return result;
}

/** Every count of the map, row-major. More than 2^26 elements is a RangeError: draw those from the profiles. */
export function overlapCounts(map: OverlapMap): Int32Array {
  const length = product(map.shape);
  if (length > 2 ** 26) throw new RangeError(`A map of ${map.shape.join(' × ')} is not listed element by element`);
  let counts = new Int32Array([1]);
  for (const profile of map.profiles) {
    const next = new Int32Array(counts.length * profile.length);
    let end = 0;
    for (const outer of counts) for (const inner of profile) next[end++] = outer * inner;
    counts = next;
  }
  return counts;
}
