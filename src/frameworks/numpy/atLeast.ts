import type { Value } from '../../python/klass.js';
import { NativeFn } from '../../python/native.js';
import { PyTuple } from '../../python/value.js';
import type { Dim } from '../dims.js';
import { NDARRAY, Tensor } from '../tensor.js';
import { arrayOf } from './arrayTypes.js';

/** Where the axes of an array go that has fewer: what atleast_1d, atleast_2d and atleast_3d make of it. */
const RANKS: Readonly<Record<string, (sizes: readonly Dim[]) => readonly Dim[]>> = {
  atleast_1d: sizes => (sizes.length > 0 ? sizes : [1]),
  atleast_2d: sizes => (sizes.length > 1 ? sizes : [1, ...(sizes.length > 0 ? sizes : [1])]),
  // A vector becomes the middle axis, a matrix the first two.
  atleast_3d: sizes => {
    if (sizes.length > 2) return sizes;
    return sizes.length === 2 ? [...sizes, 1] : [1, ...(sizes.length > 0 ? sizes : [1]), 1];
  },
};

/**
 * numpy.atleast_1d and its kin: the same elements with more axes
 * (https://numpy.org/doc/stable/reference/generated/numpy.atleast_3d.html). Several arrays give a tuple.
 */
export function atLeast(): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(RANKS).map(([name, axes]) => [
      name,
      NativeFn.free(name, '*arys', (cx, args) => {
        const made = args.rest.map(given => {
          const its = arrayOf(cx, given);
          return new Tensor(its.shape && axes(its.shape), its.whyUnknown, NDARRAY).holding(its.contents);
        });
        return made.length === 1 && made[0] !== undefined ? made[0] : new PyTuple(made);
      }),
    ]),
  );
}
