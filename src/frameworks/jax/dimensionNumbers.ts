import type { Layout, ProblemCode, WeightLayout } from '../../engine/index.js';
import { isPlainList, whyUnknown, type Plain } from '../plain.js';

/**
 * Which axis of each array is which: batch (of the kernel: output channels), channels (input channels), then the spatial
 * axes in the order in which the kernel has them. Source: conv_dimension_numbers in jax/_src/lax/convolution.py.
 */
export interface DimensionNumbers {
  readonly lhs: readonly number[];
  readonly rhs: readonly number[];
  readonly out: readonly number[];
}

export type DimensionReading =
  | { readonly kind: 'known'; readonly numbers: DimensionNumbers }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'refused'; readonly code: ProblemCode; readonly message: string };

/** Reads dimension_numbers for arrays of so many axes: None, or three strings. `fallback` stands for None. */
export function readDimensionNumbers(
  value: Plain,
  axes: number,
  fallback: readonly [string, string, string] | null,
): DimensionReading {
  const why = whyUnknown(value);
  if (why !== undefined) return { kind: 'unknown', why };
  const refused = (message: string): DimensionReading => ({ kind: 'refused', code: 'argument-invalid', message });
  let specs: readonly string[];
  if (value === null) {
    const plain = Array.from({ length: axes }, (_, axis) => axis);
    if (!fallback) return { kind: 'known', numbers: { lhs: plain, rhs: plain, out: plain } };
    specs = fallback;
  } else if (isPlainList(value)) {
    if (value.length !== 3) {
      return refused(`convolution dimension_numbers list/tuple must be length 3, got ${value.length}.`);
    }
    if (!value.every(part => typeof part === 'string')) {
      return refused('convolution dimension_numbers elements must be strings');
    }
    specs = value;
  } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return refused('convolution dimension_numbers must be tuple/list or None');
  } else {
    return { kind: 'unknown', why: 'dimension_numbers is no tuple of strings' };
  }
  const length = specs.findIndex(spec => spec.length !== axes);
  if (length >= 0) {
    return refused(
      `convolution dimension_numbers[${length}] must have len equal to the ndim of lhs and rhs, got ${specs[length]!.length} for ${axes} axes.`,
    );
  }
  return permutations(specs);
}

const PAIRS = ['NC', 'OI', 'NC'] as const;

function permutations(specs: readonly string[]): DimensionReading {
  const refused = (message: string): DimensionReading => ({ kind: 'refused', code: 'argument-invalid', message });
  for (const [n, spec] of specs.entries()) {
    const [a, b] = PAIRS[n]!;
    if (![a, b].every(letter => spec.split(letter!).length === 2)) {
      return refused(
        `convolution dimension_numbers[${n}] must contain the characters '${a}' and '${b}' exactly once, got ${spec}.`,
      );
    }
    if (new Set(spec).size !== spec.length) {
      return refused(`convolution dimension_numbers[${n}] cannot have duplicate characters, got ${spec}.`);
    }
  }
  const spatial = specs.map((spec, n) => [...spec].filter(letter => !PAIRS[n]!.includes(letter)));
  const letters = spatial.map(its => [...its].sort().join(''));
  if (letters.some(its => its !== letters[0])) {
    return refused(
      `convolution dimension_numbers elements must each have the same set of spatial characters, got ${specs.join(', ')}.`,
    );
  }
  const order = spatial[1]!;
  const [lhs, rhs, out] = specs.map((spec, n) => [...PAIRS[n]!, ...order].map(letter => spec.indexOf(letter)));
  return { kind: 'known', numbers: { lhs: lhs!, rhs: rhs!, out: out! } };
}

/** Channels first or last with the spatial axes in the kernel's order; undefined for any other order. */
export function layoutOf(axes: readonly number[]): Layout | undefined {
  const text = axes.join();
  const last = axes.length - 1;
  if (text === axes.map((_, axis) => axis).join()) return 'NCHW';
  const channelsLast = [0, last, ...axes.slice(2).map((_, axis) => axis + 1)];
  return text === channelsLast.join() ? 'NHWC' : undefined;
}

/** The order of a kernel's axes. Its spatial axes are in order by definition. */
export function weightLayoutOf(axes: readonly number[]): WeightLayout | undefined {
  const [o, i] = axes;
  const last = axes.length - 1;
  switch (`${o},${i}`) {
    case '0,1':
      return 'OIHW';
    case '1,0':
      return 'IOHW';
    case `${last},${last - 1}`:
      return 'HWIO';
    case `${last - 1},${last}`:
      return 'HWOI';
    case `0,${last}`:
      return 'OHWI';
    case `${last},0`:
      return 'IHWO';
    default:
      return undefined;
  }
}

/** The layout whose input and output channels have changed places. */
export function swapped(layout: WeightLayout): WeightLayout {
  const pairs: Readonly<Record<WeightLayout, WeightLayout>> = {
    OIHW: 'IOHW',
    IOHW: 'OIHW',
    HWIO: 'HWOI',
    HWOI: 'HWIO',
    OHWI: 'IHWO',
    IHWO: 'OHWI',
    HWIM: 'HWIM',
  };
  return pairs[layout];
}
