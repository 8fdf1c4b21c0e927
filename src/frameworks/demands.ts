import type { Interp } from '../python/interp.js';
import type { Shape } from './dims.js';
import type { Tensor } from './tensor.js';

/**
 * What the first layer that takes a stand-in input demands of its shape. The analysis runs a model once with inputs of
 * unknown shape, collects these demands, and runs it again on what they say.
 */
const demands = new WeakMap<Interp, Map<number, Shape>>();

/** Collects demands during `run`, by placeholder number. */
export function collectDemands(cx: Interp, run: () => void): ReadonlyMap<number, Shape> {
  const found = new Map<number, Shape>();
  demands.set(cx, found);
  try {
    run();
  } finally {
    demands.delete(cx);
  }
  return found;
}

/** Called by layers: the first one to take a placeholder says what it must be. */
export function noteDemand(cx: Interp, input: Tensor, shape: () => Shape | null): void {
  const found = demands.get(cx);
  if (!found || input.shape || input.placeholder === null || found.has(input.placeholder)) return;
  const wanted = shape();
  if (wanted) found.set(input.placeholder, wanted);
}
