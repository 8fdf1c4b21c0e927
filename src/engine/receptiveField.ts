import { chainStages, type Stage } from './chain.js';
import { effectiveKernelSize, gcd, isExact } from './numbers.js';
import { PHASE_LIMIT } from './overlap.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** Which inputs one output depends on, along one axis, far from the border. */
export interface ReceptiveField {
  /** From the first to the last input that an output sees, both included; the largest over all phases. 0: outputs see nothing. */
  readonly size: number;
  /** How far the field moves from one output to the next, on average: the strides of convolutions over those of transposed ones. */
  readonly jump: number;
  /**
   * The first input that output 0 sees if there is no border: −1 is the padding before input 0. null where it sees nothing, or
   * where a strided 'same' depends on an input size that is not known.
   */
  readonly start: number | null;
  /**
   * After transposed layers fields differ by phase: outputs this far apart have fields alike, shifted by period·jump. With
   * start unknown the phases begin at some output.
   */
  readonly period: number;
  readonly sizes: readonly number[];
}

/** Positions of a set that are visited before a chain with irregular transposed layers is given up. */
const MOST_STEPS = 2 ** 22;

/**
 * The receptive field of a chain of layers, first layer first, per axis; of one layer, a chain of one. Refused where a layer cannot
 * run on the given input (null: not known), or 'too-large' where phases or positions are too many to follow.
 * For convolutions r = Σ (K_l − 1)·Π_{m<l} s_m + 1 with effective kernel sizes K, jump Π s_m and start −Σ begin_l·Π_{m<l} s_m
 * (Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks, Distill 2019; Dumoulin and Visin 2016, 5.1, for
 * K). Through a transposed layer, which those leave out, an output's inputs are followed phase by phase.
 */
export function receptiveField(
  chain: readonly ConvSpec[],
  inputSpatial: readonly number[] | null,
): Result<ReceptiveField[]> {
  const axes = chainStages(chain, inputSpatial);
  if (!axes.ok) return axes;
  const fields: ReceptiveField[] = [];
  for (const [axis, stages] of axes.value.entries()) {
    const field = fieldAlong(stages);
    if (!field.ok) return refuse({ ...field.problem, axis });
    fields.push(field.value);
  }
  return ok(fields);
}

function fieldAlong(stages: readonly Stage[]): Result<ReceptiveField> {
  const startKnown = stages.every(stage => stage.begin !== null);
  const downwards = [...stages].reverse();
  // Outputs a period apart must be whole windows apart below every transposed layer.
  let period = 1;
  let shift = 1;
  for (const { transposed, stride } of downwards) {
    const missing = transposed ? stride / gcd(shift, stride) : 1;
    period *= missing;
    shift = transposed ? (shift * missing) / stride : shift * stride;
    if (!isExact(period) || !isExact(shift)) return refuse(tooLarge('strides'));
  }
  if (period > PHASE_LIMIT) return refuse(tooLarge('phases'));
  // With d = 1 and k ≥ s every position has inputs, the first and last of which move with it: ends follow from ends alone.
  const regular = stages.every(stage => !stage.transposed || (stage.dilation === 1 && stage.kernel >= stage.stride));
  const sizes: number[] = [];
  let start: number | null = null;
  let steps = 0;
  for (let phase = 0; phase < period; phase++) {
    let positions: readonly number[] = [phase];
    for (const stage of downwards) {
      if (regular) {
        positions = ends(stage, positions[0]!, positions.at(-1)!);
      } else {
        steps += positions.length * stage.kernel;
        if (steps > MOST_STEPS) return refuse(tooLarge('positions'));
        positions = seenFrom(stage, positions);
      }
      if (positions.length === 0) break;
    }
    const first = positions[0];
    if (phase === 0) start = first ?? null;
    const size = first === undefined ? 0 : positions.at(-1)! - first + 1;
    if (!isExact(size)) return refuse(tooLarge('positions'));
    sizes.push(size);
  }
  return ok({ size: Math.max(...sizes), jump: shift / period, start: startKnown ? start : null, period, sizes });
}

/** First and last position that the positions from first to last see. */
function ends(stage: Stage, first: number, last: number): number[] {
  const { transposed, kernel, stride, dilation } = stage;
  const begin = stage.begin ?? 0;
  const span = effectiveKernelSize(kernel, dilation);
  if (!transposed) return [first * stride - begin, last * stride - begin + span - 1];
  // Adding 0 makes a zero of −0.
  return [Math.ceil((first + begin - span + 1) / stride) + 0, Math.floor((last + begin) / stride)];
}

/** Every position that these see, ascending. */
function seenFrom(stage: Stage, positions: readonly number[]): number[] {
  const { transposed, kernel, stride, dilation } = stage;
  const begin = stage.begin ?? 0;
  const seen = new Set<number>();
  for (const position of positions) {
    for (let j = 0; j < kernel; j++) {
      if (!transposed) seen.add(position * stride + j * dilation - begin);
      else if ((position + begin - j * dilation) % stride === 0) seen.add((position + begin - j * dilation) / stride);
    }
  }
  return [...seen].sort((a, b) => a - b);
}

function tooLarge(what: string): Problem {
  return { code: 'too-large', message: `The ${what} of this chain of layers are too many to follow` };
}
