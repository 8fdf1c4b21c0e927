import { overlapMap, overlapVerdict } from '../engine/index.js';
import type { ConvSpec } from '../engine/index.js';

/** What a small picture shows of one axis: the counts at its beginning and at its end, and whether some are left out. */
export interface AxisWindow {
  readonly head: readonly number[];
  /** Empty where the head is the whole axis. */
  readonly tail: readonly number[];
}

/** At most this many outputs of an axis are drawn. */
export const WINDOW_CELLS = 20;
/** An axis up to this length is drawn whole. */
const WHOLE_CELLS = 12;
/** Longer kernels have a border that no small picture shows. */
const LONGEST_KERNEL = 4096;

/**
 * The overlap map of a transposed convolution cut down to one period and its border, per axis. Where the input size is
 * not known (null), or is larger than the picture needs, the smallest is taken that shows a whole interior: beginning,
 * period and end of the map are the same for every larger input. null where the layer has no map.
 */
export function overlapWindow(spec: ConvSpec, inputSpatial: readonly (number | null)[]): readonly AxisWindow[] | null {
  if (spec.kernelSize.some(size => size > LONGEST_KERNEL)) {
    return null;
  }
  const period = overlapVerdict(spec).period;
  const needs = spec.kernelSize.map((_, axis) => axisNeed(spec, axis, period[axis] ?? 1));
  const map = overlapMap(
    spec,
    needs.map((need, axis) => Math.min(inputSpatial[axis] ?? Infinity, need.input)),
  );
  if (!map.ok) {
    return null;
  }
  return map.value.profiles.map((profile, axis) => {
    const known = inputSpatial[axis] ?? null;
    const need = needs[axis];
    // Only a known input that is small enough makes this profile the whole axis.
    const isWhole = known !== null && need !== undefined && known <= need.input;
    return cut([...profile], isWhole, need?.head ?? WHOLE_CELLS);
  });
}

/** How many outputs the beginning needs, and the input size whose map has both borders and two periods between. */
function axisNeed(spec: ConvSpec, axis: number, period: number): { head: number; input: number } {
  const [kernel, stride, dilation] = [spec.kernelSize[axis] ?? 1, spec.stride[axis] ?? 1, spec.dilation[axis] ?? 1];
  const effective = dilation * (kernel - 1) + 1;
  const padding = typeof spec.padding === 'string' ? { begin: 0, end: 0 } : at(spec.padding, axis);
  const borderBegin = Math.max(0, effective - stride - padding.begin);
  const borderEnd = Math.max(0, effective - stride - padding.end) + (spec.outputPadding[axis] ?? 0);
  const outputs = borderBegin + borderEnd + Math.max(2 * period, 2 * stride) + WINDOW_CELLS;
  const input = Math.ceil((outputs + padding.begin + padding.end) / stride) + 1;
  return { head: borderBegin + Math.max(period, 2), input };
}

function at(
  padding: { begin: readonly number[]; end: readonly number[] },
  axis: number,
): { begin: number; end: number } {
  return { begin: padding.begin[axis] ?? 0, end: padding.end[axis] ?? 0 };
}

function cut(profile: readonly number[], isWhole: boolean, head: number): AxisWindow {
  if (isWhole && profile.length <= WHOLE_CELLS) {
    return { head: profile, tail: [] };
  }
  const first = Math.min(Math.max(head, 6), WINDOW_CELLS - 5, profile.length);
  const last = Math.min(5, profile.length - first);
  return { head: profile.slice(0, first), tail: last > 0 ? profile.slice(profile.length - last) : [] };
}
