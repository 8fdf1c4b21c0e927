import { verdictSentence } from '../../../src/engine/index.js';
import { verdictTemplates } from '../../state/verdict.js';
import { formatNumber, say } from '../../strings.js';
import type { Scene } from '../../state/scene.js';

/**
 * The overlap in words: the engine's verdict, and the rule behind it with this layer's own numbers. It speaks of counts
 * and never promises a result without artifacts.
 */
export function overlapWords(scene: Scene): { readonly verdict: string; readonly rule: string } {
  const { spec, verdict, overlap } = scene;
  return { verdict: verdictSentence(spec, verdict, overlap, verdictTemplates()), rule: rule(scene) };
}

function rule({ spec, verdict }: Scene): string {
  const { kernelSize, stride, dilation } = spec;
  const uneven = kernelSize.findIndex((_, axis) => new Set(verdict.phases[axis] ?? []).size > 1);
  if (verdict.even) {
    if (spec.paddingMode !== 'zeros') return say('ruleFolds');
    if (stride.every(step => step === 1)) return say('ruleStrideOne');
    return say('ruleDivides', list(stride), list(kernelSize));
  }
  const axis = Math.max(0, uneven);
  const step = stride[axis] ?? 1;
  const kernel = kernelSize[axis] ?? 1;
  const phases = verdict.phases[axis] ?? [];
  const counts =
    phases.length <= 8 ? phases.map(formatNumber).join(', ') : say('fromTo', Math.min(...phases), Math.max(...phases));
  const why =
    kernel % step === 0
      ? say('ruleDilation', dilation[axis] ?? 1, step, counts)
      : say('ruleDoesNotDivide', step, kernel, counts);
  return spec.spatialRank > 1 ? `${why} ${say('ruleMultiply')}` : why;
}

/** "2" where all axes agree, else "2 × 3". */
function list(values: readonly number[]): string {
  return new Set(values).size === 1 ? String(values[0]) : values.join(' × ');
}
