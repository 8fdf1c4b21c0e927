import { gcd, isExact } from './numbers.js';
import { axisStep, rankOf, type AxisStep, type SizeStep } from './sizeStep.js';
import { ok, refuse, type Result } from './result.js';

/** The input sizes along one axis for which a chain runs and fits together: n ≥ smallest with n mod period in residues, and `single` ones. */
export interface AdmissibleSizes {
  /** The smallest size on which every layer runs; null where none does, because a size that is always the same is too small for one. */
  readonly smallest: number | null;
  readonly period: number;
  readonly residues: readonly number[];
  /** Sizes that fit though those a period away do not, ascending. */
  readonly single: readonly number[];
}

/** Two places of a chain whose sizes must be equal (a skip connection): 0 before the first layer, n behind the n-th. */
export type Tie = readonly [number, number];

const MOST_RESIDUES = 2 ** 16;
const LARGEST = 2 ** 30;

/**
 * All input sizes for which a chain of steps runs and every tie holds, per axis: the encoder-decoder's question. All sizes grow
 * evenly over a period after which every step is entered with a whole number of its strides more, so that one period of sizes decides about all.
 * Refused as 'too-large' where that has more than 2^16 sizes or no size to 2^30 is enough for a step, and where a layer is given its output
 * size. A tie to a place that the chain has not is a RangeError.
 */
export function admissibleSizes(chain: readonly SizeStep[], ties: readonly Tie[]): Result<AdmissibleSizes[]> {
  if (ties.flat().some(place => !(Number.isInteger(place) && place >= 0 && place <= chain.length))) {
    throw new RangeError(`A chain of ${chain.length} layers has the places 0 to ${chain.length}`);
  }
  if (chain.some(step => 'transposed' in step && step.outputSize)) {
    const message = 'A layer of this chain is given its output size, which leaves nothing to choose';
    return refuse({ code: 'argument-invalid', message });
  }
  const found: AdmissibleSizes[] = [];
  const rank = chain[0] ? rankOf(chain[0]) : 0;
  if (chain.some(step => rankOf(step) !== rank)) throw new RangeError('The layers of a chain differ in rank');
  for (let axis = 0; axis < rank; axis++) {
    const along = chain.map(step => axisStep(step, axis));
    const period = periodOf(along);
    const smallest = smallestSize(along);
    if (smallest === null && along.some(step => step.mul === 0)) {
      found.push({ smallest, period: 1, residues: [], single: [] });
      continue;
    }
    if (period > MOST_RESIDUES || smallest === null) {
      const message = 'The strides or kernels of this chain are too large to list its input sizes';
      return refuse({ code: 'too-large', message, axis, values: { period } });
    }
    found.push({ smallest, period, ...fitting(along, ties, smallest, period) });
  }
  return ok(found);
}

/** The smallest period: what is added to the input must be divisible at every step that divides. Infinity beyond what is listed. */
function periodOf(along: readonly AxisStep[]): number {
  let period = 1;
  // How much longer the place is when the input is longer by a period.
  let longer = 1;
  for (const { mul, div } of along) {
    const missing = longer === 0 ? 1 : div / gcd(longer * mul || div, div);
    period *= missing;
    longer = (longer * missing * mul) / div;
    if (period > MOST_RESIDUES || !isExact(longer)) return Infinity;
  }
  return period;
}

function runs(along: readonly AxisStep[], input: number): boolean {
  let size = input;
  for (const step of along) {
    if (!step.runs(size)) return false;
    size = step.size(size);
  }
  return true;
}

/** By halving: a layer that runs on a size runs on every larger one, and sizes never shrink when the input grows. */
function smallestSize(along: readonly AxisStep[]): number | null {
  let enough = 1;
  while (!runs(along, enough)) {
    enough *= 2;
    if (enough > LARGEST) return null;
  }
  let short = Math.floor(enough / 2);
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2);
    if (runs(along, middle)) enough = middle;
    else short = middle;
  }
  return enough;
}

/** The sizes at every place of a chain. */
function sizesAt(along: readonly AxisStep[], input: number): number[] {
  const sizes = [input];
  for (const step of along) sizes.push(step.size(sizes.at(-1)!));
  return sizes;
}

function fitting(along: readonly AxisStep[], ties: readonly Tie[], smallest: number, period: number) {
  const residues: number[] = [];
  const single: number[] = [];
  for (let input = smallest; input < smallest + period; input++) {
    const here = sizesAt(along, input);
    const later = sizesAt(along, input + period);
    // The difference between a tie's two sizes at `input`, and what each further period adds to it.
    const gaps = ties.map(([a, b]) => here[a]! - here[b]!);
    const growths = ties.map(([a, b], n) => later[a]! - later[b]! - gaps[n]!);
    if (gaps.every((gap, n) => gap === 0 && growths[n] === 0)) {
      residues.push(input % period);
      continue;
    }
    const moving = growths.findIndex(growth => growth !== 0);
    if (moving < 0) continue;
    const periods = -gaps[moving]! / growths[moving]!;
    const fits = gaps.every((gap, n) => gap + periods * growths[n]! === 0);
    if (Number.isInteger(periods) && periods >= 0 && fits && isExact(periods * period)) {
      single.push(input + periods * period);
    }
  }
  return { residues: residues.sort((a, b) => a - b), single: single.sort((a, b) => a - b) };
}
