import { axisSpec } from './axisSpec.js';
import { isExact, product } from './numbers.js';
import { outputSpatial } from './size.js';
import { rawOutput, sizeRule } from './sizeRule.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Result } from './result.js';

/** The input sizes along one axis for which a chain runs and fits together: n ≥ smallest with n mod period in residues, and `single` ones. */
export interface AdmissibleSizes {
  /** The smallest size on which every layer runs. */
  readonly smallest: number;
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
 * All input sizes for which a chain of layers runs and every tie holds, per axis. A size rule ⌊(mul·i + add)/div⌋ + plus grows
 * evenly over a period of the product of all div, so that one period of sizes decides about all. Refused as 'too-large' where that has
 * more than 2^16 sizes or no size to 2^30 is enough for a layer. A tie to a place that the chain has not is a RangeError.
 */
export function admissibleSizes(chain: readonly ConvSpec[], ties: readonly Tie[]): Result<AdmissibleSizes[]> {
  if (ties.flat().some(place => !(Number.isInteger(place) && place >= 0 && place <= chain.length))) {
    throw new RangeError(`A chain of ${chain.length} layers has the places 0 to ${chain.length}`);
  }
  if (chain.some(spec => spec.outputSize)) {
    const message = 'A layer of this chain is given its output size, which leaves nothing to choose';
    return refuse({ code: 'argument-invalid', message });
  }
  const found: AdmissibleSizes[] = [];
  const rank = chain[0]?.spatialRank ?? 0;
  if (chain.some(spec => spec.spatialRank !== rank)) throw new RangeError('The layers of a chain differ in rank');
  for (let axis = 0; axis < rank; axis++) {
    const along = chain.map(spec => axisSpec(spec, axis));
    const period = product(along.map(spec => sizeRule(spec, 0).div));
    const smallest = smallestSize(along);
    if (period > MOST_RESIDUES || smallest === null) {
      const message = 'The strides or kernels of this chain are too large to list its input sizes';
      return refuse({ code: 'too-large', message, axis, values: { period } });
    }
    found.push({ smallest, period, ...fitting(along, ties, smallest, period) });
  }
  return ok(found);
}

function runs(along: readonly ConvSpec[], input: number): boolean {
  let size = [input];
  for (const spec of along) {
    const next = outputSpatial(spec, size);
    if (!next.ok) return false;
    size = next.value;
  }
  return true;
}

/** By halving: a layer that runs on a size runs on every larger one, and sizes never shrink when the input grows. */
function smallestSize(along: readonly ConvSpec[]): number | null {
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
function sizesAt(along: readonly ConvSpec[], input: number): number[] {
  const sizes = [input];
  for (const spec of along) sizes.push(rawOutput(spec, 0, sizes.at(-1)!));
  return sizes;
}

function fitting(along: readonly ConvSpec[], ties: readonly Tie[], smallest: number, period: number) {
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
