import { flatIndex } from '../../src/engine/index.js';
import type { Model } from './model.js';
import type { Pointed, Scene } from './scene.js';

/**
 * The subject before anyone points: the idea is visible before a hand moves. The lesson begins at its first output; a
 * convolution shows the middle output gathering, a transposed layer a middle input being painted.
 */
export function atRest(scene: Scene): Pointed {
  if (scene.lesson) return { kind: 'output', index: 0 };
  const shape = scene.spec.transposed ? scene.inputSpatial : scene.outputSpatial;
  const middle = flatIndex(
    shape.map(size => (size - 1) >> 1),
    shape,
  );
  return { kind: scene.spec.transposed ? 'input' : 'output', index: middle };
}

/** The subject to draw now: what is under the pointer, else what was kept, else the one at rest. */
export function pointedNow(model: Model, scene: Scene): Pointed {
  const pointed = model.hovered ?? (model.kept === undefined ? atRest(scene) : model.kept);
  return pointed === null || exists(pointed, scene) ? pointed : atRest(scene);
}

/** Whether a subject is in the scene: an index of an earlier, larger layer may not be. */
export function exists(pointed: NonNullable<Pointed>, scene: Scene): boolean {
  const inside = (index: number, length: number) => Number.isSafeInteger(index) && index >= 0 && index < length;
  switch (pointed.kind) {
    case 'output':
      return inside(pointed.index, scene.y.length);
    case 'input':
      return inside(pointed.index, scene.x.length);
    case 'weight':
      return inside(pointed.index, scene.w.length);
    case 'entry':
      return inside(pointed.output, scene.y.length) && inside(pointed.input, scene.x.length);
  }
}

/** The output that previous and next start from, moved by one and around the end. */
export function stepOutput(model: Model, scene: Scene, by: 1 | -1): Pointed {
  const now = pointedNow(model, scene);
  const length = scene.y.length;
  if (now?.kind === 'output') return { kind: 'output', index: (now.index + by + length) % length };
  if (now?.kind === 'entry') return { kind: 'output', index: (now.output + by + length) % length };
  return { kind: 'output', index: by > 0 ? 0 : length - 1 };
}
