import { resolvePadding, unflatten } from '../../src/engine/index.js';
import type { Scene } from '../state/scene.js';
import type { Span } from './lit.js';

/**
 * The window of an output of a convolution, or of an input of a transposed layer, on the other side: with the padding
 * that it reads, or the crop that it paints.
 */
export function windowSpans(scene: Scene, index: number): readonly Span[] {
  const { spec } = scene;
  const { begin } = resolvePadding(spec, scene.inputSpatial);
  const at = unflatten(index, spec.transposed ? scene.inputSpatial : scene.outputSpatial);
  return at.map((position, axis) => {
    const first = position * (spec.stride[axis] ?? 1) - (begin[axis] ?? 0);
    return [first, first + (spec.dilation[axis] ?? 1) * ((spec.kernelSize[axis] ?? 1) - 1)];
  });
}
