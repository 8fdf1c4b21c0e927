import { Lit } from '../../paint/lit.js';
import type { Pointed, Scene } from '../../state/scene.js';
import { flatIndex, unflatten } from '../../../src/engine/index.js';

/**
 * The output that a lens stands at for a subject: the output itself, an entry's, or, for an input, among those that
 * it reaches one with the most taps, for a weight the nearest output that uses it. null: the subject says nothing.
 */
export function lensOutput(scene: Scene, pointed: Pointed, near = 0): number | null {
  if (!pointed) return null;
  if (pointed.kind === 'weight') return nearestWith(scene, pointed.index, near);
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

/** Along each axis the output nearest to a given one that uses a weight's position; null where none does. */
function nearestWith(scene: Scene, weight: number, near: number): number | null {
  const lit = new Lit(scene, { kind: 'weight', index: weight });
  if (lit.empty) return null;
  const at = unflatten(near, scene.outputSpatial);
  const nearest = at.map((from, axis) =>
    lit.outputsAlong(axis).reduce((best, next) => (Math.abs(next - from) < Math.abs(best - from) ? next : best)),
  );
  return flatIndex(nearest, scene.outputSpatial);
}
