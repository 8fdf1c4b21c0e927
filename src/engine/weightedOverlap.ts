import { chainStages, type Stage } from './chain.js';
import { evennessOf, type Evenness } from './evenness.js';
import { advance } from './indexing.js';
import { at, gcd, mod, product } from './numbers.js';
import { ok, refuse, type Problem, type Result } from './result.js';
import { outputSpatial } from './size.js';
import { kernelPlace, weightLength } from './weights.js';
import type { ConvSpec } from './params.js';
import type { PhaseCoefficients } from './phaseSums.js';

/** A layer with its weight tensor in the framework's own order, and its bias where it has one to be counted. */
export interface WeightedLayer {
  readonly spec: ConvSpec;
  readonly weights: Float64Array;
  readonly bias?: Float64Array;
}

/** An interpolation to an integer multiple of the size: its coefficients per axis and phase. Channels stay apart. */
export interface Interpolation {
  readonly interpolation: readonly (readonly PhaseCoefficients[])[];
}

export type WeightedStep = WeightedLayer | Interpolation;

/** The pattern behind one step of a weighted chain, in the unbounded interior. */
export interface WeightedStage {
  /** The smallest period along each axis; 1 where it is constant. */
  readonly period: readonly number[];
  /** Per channel the values over one period, row-major from element 0 on, with their evenness. */
  readonly channels: readonly (Evenness & { readonly values: Float64Array; readonly flat: boolean })[];
  /** Every channel is constant. */
  readonly flat: boolean;
}

export interface WeightedOverlap {
  readonly stages: readonly WeightedStage[];
  /** The step (its index in the chain) behind which an uneven pattern is constant and stays so; null where there is none. */
  readonly cancelledBy: number | null;
}

interface Pattern {
  readonly channels: number;
  readonly period: readonly number[];
  /** Channel by channel, row-major over the period. */
  readonly values: Float64Array;
  /** How large the terms were of which the values are sums: rounding is measured to it. */
  readonly size: number;
}

const MOST_STEPS = 2 ** 25;
const ROUNDING = 2 ** -40;

/**
 * The constant-input test over a chain of layers with weights: what inputs that are 1 in every channel become in the unbounded interior, without
 * activations between. A constant stays constant through a step if and only if its sums per phase are equal; what is uneven goes on and may be
 * cancelled later. 'gradient' takes the same back from the last output to the first input, without biases.
 * Refused where a layer cannot run on the given input, channels do not fit, a strided 'same' needs an input size, or as 'too-large'.
 */
export function weightedOverlap(
  chain: readonly WeightedStep[],
  inputSpatial: readonly number[] | null,
  direction: 'forward' | 'gradient' = 'forward',
): Result<WeightedOverlap> {
  const steps = resolved(chain, inputSpatial);
  if (!steps.ok) return steps;
  const forward = direction === 'forward';
  const order = chain.map((_, n) => (forward ? n : chain.length - 1 - n));
  let pattern: Pattern | null = null;
  let cancelledBy: number | null = null;
  const stages: WeightedStage[] = [];
  for (const n of order) {
    const { axes, layer, interpolation } = steps.value[n]!;
    const rank = axes.length;
    const into: number = layer ? channelsInto(layer.spec, forward) : (pattern?.channels ?? 1);
    pattern ??= {
      channels: into,
      period: new Array<number>(rank).fill(1),
      values: new Float64Array(into).fill(1),
      size: 1,
    };
    if (pattern.channels !== into) return refuse(channelsDiffer(pattern.channels, into));
    const wasFlat: boolean = pattern.period.every(period => period === 1);
    const next: Result<Pattern> = layer
      ? throughLayer(layer, axes, pattern, forward)
      : throughInterpolation(interpolation!, pattern, forward);
    if (!next.ok) return next;
    pattern = shortened(next.value);
    const stage = stageFor(pattern);
    if (!stage.flat) cancelledBy = null;
    else if (!wasFlat) cancelledBy = n;
    stages.push(stage);
  }
  return ok({ stages, cancelledBy });
}

interface Resolved {
  readonly axes: readonly Stage[];
  readonly layer: WeightedLayer | null;
  readonly interpolation: Interpolation['interpolation'] | null;
}

/** Every step with the padding that it has at the size that reaches it. */
function resolved(chain: readonly WeightedStep[], inputSpatial: readonly number[] | null): Result<Resolved[]> {
  const steps: Resolved[] = [];
  let size = inputSpatial;
  for (const step of chain) {
    if ('interpolation' in step) {
      const axes = step.interpolation.map(
        phases => ({ transposed: true, kernel: 1, stride: phases.length, dilation: 1, begin: 0 }) satisfies Stage,
      );
      steps.push({ axes, layer: null, interpolation: step.interpolation });
      size = size && size.map((length, axis) => length * step.interpolation[axis]!.length);
      continue;
    }
    const { spec, weights } = step;
    if (weights.length !== weightLength(spec)) {
      throw new RangeError(`${weights.length} weights for a layer of ${weightLength(spec)}`);
    }
    const stages = chainStages([spec], size);
    if (!stages.ok) return stages;
    const axes = stages.value.map(list => list[0]!);
    if (axes.some(axis => axis.begin === null)) return refuse(needsSize());
    steps.push({ axes, layer: step, interpolation: null });
    if (size) {
      const after = outputSpatial(spec, size);
      if (!after.ok) return after;
      size = after.value;
    }
  }
  const rank = steps[0]?.axes.length ?? 0;
  if (steps.some(step => step.axes.length !== rank)) throw new RangeError('The layers of a chain differ in rank');
  return ok(steps);
}

function channelsInto(spec: ConvSpec, forward: boolean): number {
  return forward ? spec.inChannels : spec.outChannels;
}

/** A layer forward, or its gradient backward: it paints if its arrow is that of a transposed convolution. */
function throughLayer(
  { spec, weights, bias }: WeightedLayer,
  axes: readonly Stage[],
  pattern: Pattern,
  forward: boolean,
): Result<Pattern> {
  const paints = spec.transposed === forward;
  const period = axes.map(({ stride }, axis) => {
    const before = at(pattern.period, axis);
    return paints ? before * stride : before / gcd(before, stride);
  });
  const outChannels = forward ? spec.outChannels : spec.inChannels;
  const elements = product(period);
  const kernel = product(spec.kernelSize);
  if (elements * ((spec.inChannels * spec.outChannels) / spec.groups) * kernel > MOST_STEPS) return refuse(tooLarge());
  const taps = tapsPerElement(axes, period, pattern.period, paints);
  const inElements = product(pattern.period);
  const [inPerGroup, outPerGroup] = [pattern.channels / spec.groups, outChannels / spec.groups];
  const values = new Float64Array(outChannels * elements);
  let size = 0;
  for (let to = 0; to < outChannels; to++) {
    const group = Math.floor(to / outPerGroup);
    const sizes = new Float64Array(elements);
    for (let from = group * inPerGroup; from < (group + 1) * inPerGroup; from++) {
      const { start, step } = forward ? kernelPlace(spec, to, from) : kernelPlace(spec, from, to);
      for (const { element, source, k } of taps) {
        const weight = at(weights, start + (spec.flip ? kernel - 1 - k : k) * step);
        values[to * elements + element]! += weight * at(pattern.values, from * inElements + source);
        sizes[element]! += Math.abs(weight);
      }
    }
    const own = forward && bias ? at(bias, to) : 0;
    for (let element = 0; element < elements; element++) values[to * elements + element]! += own;
    size = Math.max(size, pattern.size * sizes.reduce((a, b) => Math.max(a, b), 0) + Math.abs(own));
  }
  return ok({ channels: outChannels, period, values, size });
}

/** Which element of the pattern before meets which element of the next one, and at which kernel position. */
function tapsPerElement(
  axes: readonly Stage[],
  period: readonly number[],
  before: readonly number[],
  paints: boolean,
): { element: number; source: number; k: number }[] {
  const kernels = axes.map(axis => axis.kernel);
  const taps: { element: number; source: number; k: number }[] = [];
  const place = period.map(() => 0);
  let element = 0;
  do {
    const offset = kernels.map(() => 0);
    let k = 0;
    do {
      let source = 0;
      for (const [a, { stride, dilation, begin }] of axes.entries()) {
        const [here, j] = [at(place, a), at(offset, a)];
        const steps = paints ? here + (begin ?? 0) - j * dilation : here * stride + j * dilation - (begin ?? 0);
        const hit = !paints || mod(steps, stride) === 0;
        const index = mod(paints ? steps / stride : steps, at(before, a));
        source = hit && source >= 0 ? source * at(before, a) + index : -1;
      }
      if (source >= 0) taps.push({ element, source, k });
      k++;
    } while (advance(offset, kernels));
    element++;
  } while (advance(place, period));
  return taps;
}

/** One channel after another through an interpolation, axis by axis. */
function throughInterpolation(
  axes: Interpolation['interpolation'],
  pattern: Pattern,
  forward: boolean,
): Result<Pattern> {
  let current = pattern;
  for (const [axis, phases] of axes.entries()) {
    const factor = phases.length;
    const before = at(current.period, axis);
    const length = forward ? before * factor : before / gcd(before, factor);
    const period = current.period.map((value, a) => (a === axis ? length : value));
    const outer = current.channels * product(period.slice(0, axis));
    const inner = product(period.slice(axis + 1));
    const longest = Math.max(...phases.map(phase => phase.weights.length));
    if (outer * inner * length * factor * longest > MOST_STEPS) return refuse(tooLarge());
    const values = new Float64Array(outer * length * inner);
    const from = current.values;
    const read = (o: number, place: number, n: number) => at(from, (o * before + mod(place, before)) * inner + n);
    for (let o = 0; o < outer; o++) {
      for (let place = 0; place < length; place++) {
        for (let n = 0; n < inner; n++) {
          let sum = 0;
          if (forward) {
            const { first, weights } = phases[place % factor]!;
            const start = Math.floor(place / factor) + first;
            for (const [t, weight] of weights.entries()) sum += weight * read(o, start + t, n);
          } else {
            // Input `place` is read with weight t by output q·factor + r where q = place − first − t.
            for (const [r, { first, weights }] of phases.entries()) {
              for (const [t, weight] of weights.entries()) {
                sum += weight * read(o, (place - first - t) * factor + r, n);
              }
            }
          }
          values[(o * length + place) * inner + n] = sum;
        }
      }
    }
    const largest = phases.reduce((sum, { weights }) => sum + weights.reduce((a, b) => a + Math.abs(b), 0), 0);
    current = { channels: current.channels, period, values, size: current.size * Math.max(1, largest) };
  }
  return ok(current);
}

/** The same pattern over its smallest period, but for rounding; a constant one is made exactly constant. */
function shortened(pattern: Pattern): Pattern {
  let current = pattern;
  for (let axis = 0; axis < pattern.period.length; axis++) {
    const length = at(current.period, axis);
    for (let shorter = 1; shorter < length; shorter++) {
      if (length % shorter !== 0 || !repeats(current, axis, shorter)) continue;
      current = cut(current, axis, shorter);
      break;
    }
  }
  return current;
}

function repeats({ channels, period, values, size }: Pattern, axis: number, shorter: number): boolean {
  const length = at(period, axis);
  const inner = product(period.slice(axis + 1));
  const outer = channels * product(period.slice(0, axis));
  for (let o = 0; o < outer; o++) {
    for (let place = shorter; place < length; place++) {
      for (let n = 0; n < inner; n++) {
        const here = at(values, (o * length + place) * inner + n);
        const first = at(values, (o * length + (place % shorter)) * inner + n);
        if (Math.abs(here - first) > size * ROUNDING) return false;
      }
    }
  }
  return true;
}

function cut(pattern: Pattern, axis: number, shorter: number): Pattern {
  const length = at(pattern.period, axis);
  const inner = product(pattern.period.slice(axis + 1));
  const period = pattern.period.map((value, a) => (a === axis ? shorter : value));
  const values = new Float64Array(pattern.channels * product(period));
  for (let n = 0; n < values.length; n++) {
    const outer = Math.floor(n / (shorter * inner));
    values[n] = at(pattern.values, outer * length * inner + (n % (shorter * inner)));
  }
  return { ...pattern, period, values };
}

function stageFor({ channels, period, values, size }: Pattern): WeightedStage {
  const elements = product(period);
  const each = Array.from({ length: channels }, (_, channel) => {
    const own = values.slice(channel * elements, (channel + 1) * elements);
    const spread = own.reduce((a, b) => Math.max(a, b)) - own.reduce((a, b) => Math.min(a, b));
    const flat = spread <= size * ROUNDING;
    return { values: own, flat, ...(flat ? { ratio: 1, variation: 0 } : evennessOf(own)) };
  });
  return { period, channels: each, flat: each.every(channel => channel.flat) };
}

function needsSize(): Problem {
  return {
    code: 'argument-missing',
    message: "The padding of a strided 'same' layer depends on the input size, which is not known",
    parameter: 'input',
  };
}

function channelsDiffer(got: number, expected: number): Problem {
  return {
    code: 'channels-mismatch',
    message: `A layer of this chain takes ${expected} channels, but ${got} reach it`,
    parameter: 'inChannels',
    values: { expected, got },
  };
}

function tooLarge(): Problem {
  return { code: 'too-large', message: 'The phases, channels or weights of this chain are too many to follow' };
}
