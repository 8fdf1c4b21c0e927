import { resolveOutputPadding, resolvePadding } from '../../../src/engine/index.js';
import type { Scene } from '../../state/scene.js';
import { say } from '../../strings.js';
import { NO_MARGIN } from '../elementGrid.js';
import type { Margin } from '../elementGrid.js';

/** Cells around x (padding of a convolution) or around y (what a transposed layer crops), in the last two axes. */
export interface Frames {
  readonly input: Margin;
  readonly output: Margin;
  /** What the frame is, in words; null without one. */
  readonly words: string | null;
  /** The same where no frame is drawn. */
  readonly plainWords: string | null;
}

export function framesOf(scene: Scene): Frames {
  const { spec } = scene;
  const { begin, end } = resolvePadding(spec, scene.inputSpatial);
  const rank = spec.spatialRank;
  // Output padding takes back what would have been cropped at the end.
  const added = resolveOutputPadding(spec, scene.inputSpatial);
  const after = end.map((size, axis) => (spec.transposed ? size - (added[axis] ?? 0) : size));
  const cells = (values: readonly number[], fromEnd: number) => Math.max(0, values[rank - fromEnd] ?? 0);
  const margin: Margin = {
    left: cells(begin, 1),
    right: cells(after, 1),
    top: rank > 1 ? cells(begin, 2) : 0,
    bottom: rank > 1 ? cells(after, 2) : 0,
  };
  const some = margin.left + margin.right + margin.top + margin.bottom > 0;
  if (!some) return { input: NO_MARGIN, output: NO_MARGIN, words: null, plainWords: null };
  const size = describe(margin, rank);
  const words = {
    words: say(spec.transposed ? 'frameCropped' : 'framePadding', size),
    plainWords: say(spec.transposed ? 'cropped' : 'padded', size),
  };
  return spec.transposed
    ? { input: NO_MARGIN, output: margin, ...words }
    : { input: margin, output: NO_MARGIN, ...words };
}

/** "1 on each side", "1 before, 0 after", or per axis where they differ. */
function describe({ top, right, bottom, left }: Margin, rank: number): string {
  if (rank === 1) return left === right ? say('eachEnd', left) : say('beforeAfter', left, right);
  if (top === left && bottom === right) return left === right ? say('eachSide', left) : say('beforeAfter', left, right);
  if (top !== bottom || left !== right) return say('fourSides', top, bottom, left, right);
  if (top === 0) return say('leftRight', left);
  return left === 0 ? say('aboveBelow', top) : say('aboveBelowLeftRight', top, left);
}
