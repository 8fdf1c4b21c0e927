import { geometries, type AxisGeometry } from './axis.js';
import { interiorCells } from './interior.js';
import { checkCountable } from './limits.js';
import { effectiveKernelSize, product } from './numbers.js';
import { axisProfile, histogramOf, multiplyHistograms } from './overlap.js';
import { outputSpatial } from './size.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Result } from './result.js';

/** One part of a real map: how many elements it has, how many of them have no tap, and the range of its counts. */
export interface OverlapPart {
  readonly elements: number;
  readonly unpainted: number;
  readonly min: number;
  readonly max: number;
}

/** A real map taken apart. Painted are the outputs of a transposed layer, or the inputs of a convolution (its gradient). */
export interface OverlapParts {
  /** Where every element has all taps of its phase, per axis; null where no element has. Elements without a tap here are holes. */
  readonly interior: (OverlapPart & { readonly begin: readonly number[]; readonly end: readonly number[] }) | null;
  /** Everything else; null where nothing is. Elements without a tap here are left out by the border alone. */
  readonly border: OverlapPart | null;
}

/** interiorCells without the cells that padding folds onto, which have more taps than the others. */
function unfolded(axis: AxisGeometry): { begin: number; end: number } {
  const { begin, end } = interiorCells(axis);
  const { cells, mode } = axis;
  if (mode === 'zeros' || axis.windows < 1) return { begin, end };
  const reach = (axis.windows - 1) * axis.stride + effectiveKernelSize(axis.kernel, axis.dilation) - axis.begin;
  const before = Math.max(0, axis.begin);
  const behind = Math.max(0, reach - cells);
  switch (mode) {
    case 'reflect':
      return {
        begin: Math.max(begin, before > 0 ? before + 1 : 0),
        end: Math.min(end, behind > 0 ? cells - 1 - behind : cells),
      };
    case 'replicate':
      return { begin: Math.max(begin, before > 0 ? 1 : 0), end: Math.min(end, behind > 0 ? cells - 1 : cells) };
    case 'circular':
      return { begin: Math.max(begin, behind), end: Math.min(end, cells - before) };
  }
}

/** The real map's interior and border apart, from one profile per axis: no element of the map is visited. */
export function overlapParts(spec: ConvSpec, inputSpatial: readonly number[]): Result<OverlapParts> {
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  const problem = checkCountable(spec, inputSpatial);
  if (problem) return refuse(problem);
  const axes = geometries(spec, inputSpatial);
  const profiles = axes.map(axisProfile);
  const ranges = axes.map(unfolded);
  const whole = multiplyHistograms(profiles.map(histogramOf));
  if (ranges.some(range => range.end <= range.begin)) return ok({ interior: null, border: partOf(whole) });
  const inner = multiplyHistograms(
    profiles.map((profile, axis) => histogramOf(profile.subarray(ranges[axis]!.begin, ranges[axis]!.end))),
  );
  const rest = new Map([...whole].map(([count, elements]) => [count, elements - (inner.get(count) ?? 0)]));
  const interior = partOf(inner)!;
  const begin = ranges.map(range => range.begin);
  const end = ranges.map(range => range.end);
  const border = product(axes.map(axis => axis.cells)) === interior.elements ? null : partOf(rest);
  return ok({ interior: { ...interior, begin, end }, border });
}

function partOf(histogram: ReadonlyMap<number, number>): OverlapPart | null {
  const counts = [...histogram].filter(([, elements]) => elements > 0);
  if (counts.length === 0) return null;
  return {
    elements: counts.reduce((sum, [, elements]) => sum + elements, 0),
    unpainted: histogram.get(0) ?? 0,
    min: Math.min(...counts.map(([count]) => count)),
    max: Math.max(...counts.map(([count]) => count)),
  };
}
