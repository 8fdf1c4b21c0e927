import { ELLIPSIS, PyList, PySlice } from '../../python/value.js';
import type { Value } from '../../python/klass.js';
import { MOST_ELEMENTS } from '../contents.js';
import type { Shape } from '../dims.js';
import { Tensor } from '../tensor.js';

/** Where the elements of an operation's result come from: places in the row-major order of its input. */

/** The sizes as numbers, of a tensor small enough to keep its elements. */
export function smallSizes(shape: Shape | null): readonly number[] | undefined {
  if (!shape?.every(size => typeof size === 'number')) return undefined;
  return shape.reduce((all, size) => all * size, 1) <= MOST_ELEMENTS ? shape : undefined;
}

/** Steps of each axis in the row-major order. */
function stridesOf(sizes: readonly number[]): number[] {
  const strides: number[] = [];
  let step = 1;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= sizes[axis] ?? 1;
  }
  return strides;
}

/** Places when each axis of the result takes the steps given, from the start given. */
export function strided(sizes: readonly number[], steps: readonly number[], start = 0): number[] {
  let places = [start];
  for (const [axis, size] of sizes.entries()) {
    const step = steps[axis] ?? 0;
    places = places.flatMap(place => Array.from({ length: size }, (_, i) => place + i * step));
  }
  return places;
}

export function everyPlace(sizes: readonly number[]): number[] {
  return Array.from({ length: sizes.reduce((all, size) => all * size, 1) }, (_, i) => i);
}

/** The axes in another order: `order[i]` is the input's axis that becomes the i-th. */
export function reordered(sizes: readonly number[], order: readonly number[]): number[] {
  const strides = stridesOf(sizes);
  return strided(
    order.map(axis => sizes[axis] ?? 1),
    order.map(axis => strides[axis] ?? 0),
  );
}

/** Axes of size 1 are repeated, and new ones come in front. */
export function broadcastPlaces(from: readonly number[], to: readonly number[]): number[] {
  const strides = stridesOf(from);
  const lead = to.length - from.length;
  return strided(
    to,
    to.map((size, axis) => (axis < lead || (from[axis - lead] === 1 && size !== 1) ? 0 : (strides[axis - lead] ?? 0))),
  );
}

/** The part of an axis that begins at `start` and has `length` places `step` apart. */
export function partPlaces(sizes: readonly number[], at: number, start: number, length: number, step = 1): number[] {
  const strides = stridesOf(sizes);
  const own = strides[at] ?? 1;
  return strided(
    sizes.map((size, axis) => (axis === at ? length : size)),
    strides.map((stride, axis) => (axis === at ? stride * step : stride)),
    start * own,
  );
}

/** Places of tensor[index] for ints, slices, None, …; known vectors of indices and masks where they stand alone. */
export function indexPlaces(
  sizes: readonly number[],
  parts: readonly Value[],
): { places: number[]; isView: boolean } | undefined {
  const many = parts.filter(part => part instanceof PyList || part instanceof Tensor);
  if (many.length > 0) return parts.length === 1 && many[0] ? pickedPlaces(sizes, many[0]) : undefined;
  const strides = stridesOf(sizes);
  const taken = parts.filter(part => part !== null && part !== ELLIPSIS).length;
  const [lengths, steps]: [number[], number[]] = [[], []];
  let [start, axis] = [0, 0];
  const whole = (count: number): void => {
    for (let i = 0; i < count; i++, axis++) {
      lengths.push(sizes[axis] ?? 1);
      steps.push(strides[axis] ?? 1);
    }
  };
  for (const part of parts) {
    const [size, stride] = [sizes[axis] ?? 1, strides[axis] ?? 1];
    if (part === null) {
      lengths.push(1);
      steps.push(0);
    } else if (part === ELLIPSIS) whole(sizes.length - taken);
    else if (typeof part === 'number') {
      start += (part < 0 ? part + size : part) * stride;
      axis++;
    } else if (part instanceof PySlice) {
      const bounds = sliceOf(part, size);
      if (!bounds) return undefined;
      start += bounds.from * stride;
      lengths.push(bounds.count);
      steps.push(bounds.step * stride);
      axis++;
    } else return undefined;
  }
  whole(sizes.length - axis);
  return { places: strided(lengths, steps, start), isView: true };
}

function sliceOf(slice: PySlice, size: number): { from: number; count: number; step: number } | undefined {
  const step = slice.step ?? 1;
  if (typeof step === 'number' && step < 0) return backwards(slice, size);
  if (typeof step !== 'number' || step < 1) return undefined;
  const bound = (value: Value, missing: number): number | undefined => {
    if (value === null) return missing;
    if (typeof value !== 'number') return undefined;
    return Math.max(0, Math.min(size, value < 0 ? value + size : value));
  };
  const [from, to] = [bound(slice.start, 0), bound(slice.stop, size)];
  if (from === undefined || to === undefined) return undefined;
  return { from: Math.min(from, size), count: Math.max(0, Math.ceil((to - from) / step)), step };
}

/** A slice whose step goes back, which NumPy has. */
export function backwards(slice: PySlice, size: number): { from: number; count: number; step: number } | undefined {
  const { start, stop, step } = slice;
  const bound = (value: Value, missing: number): number | undefined => {
    if (value === null) return missing;
    if (typeof value !== 'number') return undefined;
    return value < 0 ? Math.max(-1, value + size) : Math.min(size - 1, value);
  };
  const [from, to] = [bound(start, size - 1), bound(stop, -1)];
  if (typeof step !== 'number' || from === undefined || to === undefined) return undefined;
  return { from: Math.max(from, 0), count: Math.max(0, Math.ceil((from - to) / -step)), step };
}

/** Rows that a list or tensor of indices picks, or elements that a mask does. */
function pickedPlaces(
  sizes: readonly number[],
  part: PyList | Tensor,
): { places: number[]; isView: boolean } | undefined {
  const isMask = part instanceof Tensor ? part.dtype === 'bool' : part.items.every(item => typeof item === 'boolean');
  const picks = part instanceof Tensor ? part.values : part.open === null ? part.items.map(Number) : null;
  if (!picks) return undefined;
  const rank = isMask && part instanceof Tensor ? (part.shape?.length ?? 1) : 1;
  const rows = isMask ? picks.flatMap((picked, row) => (picked ? [row] : [])) : picks;
  const inner = sizes.slice(rank).reduce((all, size) => all * size, 1);
  const count = sizes[0] ?? 1;
  const places = rows.flatMap(row => {
    const first = (row < 0 ? row + count : row) * inner;
    return Array.from({ length: inner }, (_, i) => first + i);
  });
  return { places, isView: false };
}
