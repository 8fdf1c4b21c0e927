import { verdictSentence } from '../../../src/engine/index.js';
import type { Scene } from '../../state/scene.js';

/**
 * The overlap in words: the engine's verdict, and the rule behind it with this layer's own numbers. It speaks of counts
 * and never promises a result without artifacts.
 */
export function overlapWords(scene: Scene): { readonly verdict: string; readonly rule: string } {
  const { spec, verdict, overlap } = scene;
  return { verdict: verdictSentence(spec, verdict, overlap), rule: rule(scene) };
}

function rule({ spec, verdict }: Scene): string {
  const { kernelSize, stride, dilation } = spec;
  const uneven = kernelSize.findIndex((_, axis) => new Set(verdict.phases[axis] ?? []).size > 1);
  if (verdict.even) {
    if (spec.paddingMode !== 'zeros') return 'The padding reads elements near the border again.';
    if (stride.every(step => step === 1))
      return 'A stride of 1 reaches every element equally often; only the border gets fewer.';
    return `The stride, ${list(stride)}, divides the kernel size, ${list(kernelSize)}.`;
  }
  const axis = Math.max(0, uneven);
  const step = stride[axis] ?? 1;
  const kernel = kernelSize[axis] ?? 1;
  const phases = verdict.phases[axis] ?? [];
  const counts = phases.length <= 8 ? phases.join(', ') : `${Math.min(...phases)} to ${Math.max(...phases)}`;
  const why =
    kernel % step === 0
      ? `The dilation, ${dilation[axis] ?? 1}, and the stride, ${step}, have a common divisor`
      : `The stride, ${step}, does not divide the kernel size, ${kernel}`;
  const product = spec.spatialRank > 1 ? ' Over the axes they multiply.' : '';
  return `${why}: along an axis elements get ${counts} in turn.${product}`;
}

/** "2" where all axes agree, else "2 × 3". */
function list(values: readonly number[]): string {
  return new Set(values).size === 1 ? String(values[0]) : values.join(' × ');
}
