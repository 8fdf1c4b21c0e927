import { chainStages, type Stage } from './chain.js';
import { evennessOf, type Evenness } from './evenness.js';
import { gcd, isExact, mod } from './numbers.js';
import { PHASE_LIMIT } from './overlap.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** The pattern behind one layer of a chain, along one axis. */
export interface ComposedStage extends Evenness {
  /** Over one smallest period, from element 0 on: how many paths lead to each element of the unbounded interior. */
  readonly counts: readonly number[];
  readonly even: boolean;
}

/** How the counts of a chain of layers compound along one axis. */
export interface ComposedOverlap {
  /** In the order in which the layers are passed: of the gradient, the last layer first. */
  readonly stages: readonly ComposedStage[];
  /** The period that is left at the end; 1 where it is even. */
  readonly period: number;
  /** The layer (its index in the chain) behind which an uneven pattern is even and stays so; null where there is none. */
  readonly cancelledBy: number | null;
}

const MOST_STEPS = 2 ** 22;

/**
 * What a chain of layers makes of a constant if every weight is 1, in the unbounded interior, per axis (in more dimensions counts
 * are the product): a transposed layer's o gets the counts of all i with o = i·s + j·d − begin, a convolution's o those of
 * i = o·s + j·d − begin. 'gradient' goes back from the last layer's output to the first layer's input. Refused where a layer cannot
 * run; where the padding of a strided 'same' needs an input size; and as 'too-large' beyond 4096 phases or 2^53 paths.
 */
export function composedOverlap(
  chain: readonly ConvSpec[],
  inputSpatial: readonly number[] | null,
  direction: 'forward' | 'gradient' = 'forward',
): Result<ComposedOverlap[]> {
  const axes = chainStages(chain, inputSpatial);
  if (!axes.ok) return axes;
  const results: ComposedOverlap[] = [];
  for (const [axis, stages] of axes.value.entries()) {
    const result = composeAlong(stages, direction);
    if (!result.ok) return refuse({ ...result.problem, axis });
    results.push(result.value);
  }
  return ok(results);
}

function composeAlong(layers: readonly Stage[], direction: 'forward' | 'gradient'): Result<ComposedOverlap> {
  const stages: ComposedStage[] = [];
  const forward = direction === 'forward';
  const order = layers.map((_, n) => (forward ? n : layers.length - 1 - n));
  let counts: readonly number[] = [1];
  let cancelledBy: number | null = null;
  for (const n of order) {
    const layer = layers[n]!;
    // Going back through a layer turns its arrow: a convolution's gradient is painted, a transposed one's is read.
    const passed = passThrough(layer, counts, layer.transposed === forward);
    if (!passed.ok) return passed;
    const wasEven = counts.length === 1;
    counts = passed.value;
    const even = counts.length === 1;
    if (!even) cancelledBy = null;
    else if (!wasEven) cancelledBy = n;
    stages.push({ counts, even, ...evennessOf(counts) });
  }
  return ok({ stages, period: counts.length, cancelledBy });
}

/** The counts behind a layer, over their smallest period. */
function passThrough(layer: Stage, counts: readonly number[], paints: boolean): Result<readonly number[]> {
  const { kernel, stride, dilation, begin } = layer;
  if (begin === null) return refuse(unknownPadding());
  const period = paints ? counts.length * stride : counts.length / gcd(counts.length, stride);
  if (period > PHASE_LIMIT || period * kernel > MOST_STEPS) return refuse(tooLarge());
  const next: number[] = [];
  for (let element = 0; element < period; element++) {
    let sum = 0;
    for (let j = 0; j < kernel; j++) {
      const place = paints ? element + begin - j * dilation : element * stride + j * dilation - begin;
      if (!paints) sum += counts[mod(place, counts.length)]!;
      else if (mod(place, stride) === 0) sum += counts[mod(place / stride, counts.length)]!;
    }
    if (!isExact(sum)) return refuse(tooLarge());
    next.push(sum);
  }
  return ok(smallestPeriod(next));
}

function smallestPeriod(values: readonly number[]): readonly number[] {
  for (let period = 1; period < values.length; period++) {
    if (values.length % period === 0 && values.every((value, n) => n < period || value === values[n - period])) {
      return values.slice(0, period);
    }
  }
  return values;
}

function unknownPadding(): Problem {
  return {
    code: 'argument-missing',
    message: "The padding of a strided 'same' layer depends on the input size, which is not known",
    parameter: 'input',
  };
}

function tooLarge(): Problem {
  return { code: 'too-large', message: 'The phases or the paths of this chain of layers are too many to count' };
}
