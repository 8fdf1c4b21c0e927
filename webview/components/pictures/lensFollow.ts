import { Lit } from '../../paint/lit.js';
import type { Pointed, Scene } from '../../state/scene.js';
import { flatIndex } from '../../../src/engine/index.js';

/**
 * The output that a lens stands at for a subject: the output itself, an entry's, or, for an input, among those that
 * it reaches one with the most taps. null: the subject says nothing about it.
 */
export function lensOutput(scene: Scene, pointed: Pointed): number | null {
  if (!pointed || pointed.kind === 'weight') return null;
  if (pointed.kind === 'output') return pointed.index;
  if (pointed.kind === 'entry') return pointed.output;
  const lit = new Lit(scene, pointed);
  const spans = lit.outputSpans();
  if (!spans) return null;
  const middle = spans.map((span, axis) => {
    const { ptr } = scene.taps[axis] ?? { ptr: [] };
    const taps = (output: number) => (ptr[output + 1] ?? 0) - (ptr[output] ?? 0);
    const along = [...lit.outputsAlong(axis)].sort((a, b) => a - b);
    const most = Math.max(...along.map(taps));
    const candidates = along.filter(output => taps(output) === most);
    return candidates[candidates.length >> 1] ?? span[0];
  });
  return flatIndex(middle, scene.outputSpatial);
}
