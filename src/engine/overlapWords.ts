import { product } from './numbers.js';
import { fill } from './words.js';
import type { ComposedOverlap } from './composedOverlap.js';
import type { Evenness } from './evenness.js';
import type { PhaseSums } from './phaseSums.js';
import type { WeightedOverlap } from './weightedOverlap.js';

/**
 * Sentences about chains, weights and sub-kernels, with slots in braces. Like those of the verdict they say what is even or constant now, and promise
 * nothing about a trained layer.
 */
export const OVERLAP_TEMPLATES = {
  score: 'largest to smallest {ratio}, coefficient of variation {variation}',
  scoreHoles: 'some get none, coefficient of variation {variation}',
  chainEven: 'Even behind every layer',
  chainUneven: 'Uneven behind the last layer: period {period}, largest to smallest {ratio}',
  chainHoles: 'Uneven behind the last layer: period {period}, some get none',
  chainCancelled: 'Even behind {layer}, which levels the pattern of period {period} before it',
  weightsEven: 'With these weights a constant input stays constant, far from the border',
  weightsUneven: 'With these weights a constant input becomes a pattern of period {period}, far from the border',
  weightsCancelled: 'With these weights {layer} makes the pattern of period {period} before it constant again',
  subKernelsEven: 'The {count} sub-kernels of each channel have equal sums: a constant input stays constant',
  subKernelsUneven:
    'The sub-kernels have different sums in {uneven} of {channels} channels: a constant input becomes a pattern of period {period}',
  sumsNotCounts: 'Uneven by count, but the weights on each phase have equal sums, and these are the measure here',
  untrained: 'Counts describe an untrained layer: training can balance uneven overlap or unbalance even overlap',
} as const;

export type OverlapTemplates = Readonly<Record<keyof typeof OVERLAP_TEMPLATES, string>>;

/** A number with two decimals, or with as many more as it takes not to read 0 or 1 for what is neither. */
function number(value: number): string {
  for (let digits = 2; digits < 16; digits++) {
    const short = Number(value.toFixed(digits));
    if (short === value || (short !== 0 && short !== 1)) return String(short);
  }
  return String(value);
}

/** "2" where all axes agree, else "2 × 3". */
function period(values: readonly number[]): string {
  return values.every(value => value === values[0]) ? String(values[0] ?? 1) : values.join(' × ');
}

/**
 * The score of a pattern in words: max/min ("2") and the coefficient of variation, standard deviation over mean, over one period of
 * the interior. A ratio that is not finite means that the smallest is 0.
 */
export function scoreText({ ratio, variation }: Evenness, templates: OverlapTemplates = OVERLAP_TEMPLATES): string {
  const slots = { ratio: number(ratio), variation: Number.isFinite(variation) ? number(variation) : '∞' };
  return fill(Number.isFinite(ratio) ? templates.score : templates.scoreHoles, slots);
}

/** What composedOverlap found (one per axis), in words: the period that survives, or the layer that levels it. `layer` names a layer by its index. */
export function composedSentence(
  axes: readonly ComposedOverlap[],
  layer: (index: number) => string,
  templates: OverlapTemplates = OVERLAP_TEMPLATES,
): string {
  const left = axes.map(axis => axis.period);
  if (left.some(length => length > 1)) {
    // Counts multiply along the axes, and so do their ratios.
    const ratio = product(axes.map(axis => axis.stages.at(-1)?.ratio ?? 1));
    const slots = { period: period(left), ratio: number(ratio) };
    return fill(Number.isFinite(ratio) ? templates.chainUneven : templates.chainHoles, slots);
  }
  // Of several axes the one that is levelled last decides from where on the whole map is even.
  const order = (axis: ComposedOverlap) => axis.stages.findLastIndex(stage => !stage.even);
  const last = [...axes].sort((a, b) => order(b) - order(a))[0];
  if (!last || last.cancelledBy === null) return templates.chainEven;
  const before = axes.map(axis => axis.stages[order(last)]?.counts.length ?? 1);
  return fill(templates.chainCancelled, { layer: layer(last.cancelledBy), period: period(before) });
}

/** What weightedOverlap found, in words. */
export function weightedSentence(
  { stages, cancelledBy }: WeightedOverlap,
  layer: (index: number) => string,
  templates: OverlapTemplates = OVERLAP_TEMPLATES,
): string {
  const last = stages.at(-1);
  if (last && !last.flat) return fill(templates.weightsUneven, { period: period(last.period) });
  if (cancelledBy === null) return templates.weightsEven;
  const before = stages.findLast(stage => !stage.flat)?.period ?? [1];
  return fill(templates.weightsCancelled, { layer: layer(cancelledBy), period: period(before) });
}

/** What subPixelSums found, in words. */
export function subPixelSentence(sums: readonly PhaseSums[], templates: OverlapTemplates = OVERLAP_TEMPLATES): string {
  const shape = sums[0]?.shape ?? [1];
  const uneven = sums.filter(({ flat }) => !flat).length;
  if (uneven === 0) return fill(templates.subKernelsEven, { count: product(shape) });
  return fill(templates.subKernelsUneven, { uneven, channels: sums.length, period: period(shape) });
}

/**
 * What a verdict by counts is worth: without weights (null) that it is about an untrained layer; with the weights' sums per phase, that these
 * are the measure where they are equal though the counts are not; else nothing.
 */
export function measureNote(
  verdict: { readonly even: boolean },
  sums: readonly PhaseSums[] | null,
  templates: OverlapTemplates = OVERLAP_TEMPLATES,
): string | null {
  if (!sums) return templates.untrained;
  return !verdict.even && sums.every(({ flat }) => flat) ? templates.sumsNotCounts : null;
}
