import { columnTaps, flatIndex, rowTaps, unflatten } from '../../../src/engine/index.js';
import type { Pointed, Scene } from '../../state/scene.js';

/**
 * Where a key leads from what is pointed at: arrows to the neighbour in the same grid (PageUp and PageDown along the
 * depth of a 3-D one), x and y to an input or output that the subject reaches, w to its weight, Escape to nothing.
 * undefined: the key is none of these.
 */
export function walk(scene: Scene, pointed: Pointed, key: string): Pointed | undefined {
  switch (key) {
    case 'Escape':
      return null;
    case 'x':
      return { kind: 'input', index: reached(scene, pointed, 'input') };
    case 'y':
      return { kind: 'output', index: reached(scene, pointed, 'output') };
    case 'w':
      return { kind: 'weight', index: reached(scene, pointed, 'weight') };
    case 'Home':
    case 'End':
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown':
    case 'PageUp':
    case 'PageDown':
      return moved(scene, pointed ?? { kind: 'output', index: 0 }, key);
    default:
      return undefined;
  }
}

/** Axis from the end and direction. */
const STEPS: Readonly<Record<string, readonly [axis: number, by: number]>> = {
  ArrowLeft: [1, -1],
  ArrowRight: [1, 1],
  ArrowUp: [2, -1],
  ArrowDown: [2, 1],
  PageUp: [3, -1],
  PageDown: [3, 1],
};

function moved(scene: Scene, pointed: NonNullable<Pointed>, key: string): Pointed {
  if (pointed.kind === 'entry') {
    const { output, input } = pointed;
    const rows = scene.y.length;
    const cols = scene.x.length;
    if (key === 'Home') return { ...pointed, input: 0 };
    if (key === 'End') return { ...pointed, input: cols - 1 };
    const [axis, by] = STEPS[key] ?? [0, 0];
    if (axis === 1) return { ...pointed, input: (input + by + cols) % cols };
    return { ...pointed, output: (output + (axis === 2 ? by : 0) + rows) % rows };
  }
  const shape = shapeOf(scene, pointed.kind);
  const at = unflatten(pointed.index, shape);
  const last = shape.length - 1;
  if (key === 'Home') at[last] = 0;
  else if (key === 'End') at[last] = (shape[last] ?? 1) - 1;
  else {
    const [fromEnd, by] = STEPS[key] ?? [1, 0];
    const axis = shape.length - fromEnd;
    const size = shape[axis];
    if (size !== undefined) at[axis] = ((at[axis] ?? 0) + by + size) % size;
  }
  return { kind: pointed.kind, index: flatIndex(at, shape) };
}

function shapeOf(scene: Scene, kind: 'input' | 'output' | 'weight'): readonly number[] {
  if (kind === 'weight') return scene.spec.kernelSize;
  return kind === 'input' ? scene.inputSpatial : scene.outputSpatial;
}

/** An element of the other kind that the subject reaches: the middle one of its taps, else the first of all. */
function reached(scene: Scene, pointed: Pointed, wanted: 'input' | 'output' | 'weight'): number {
  if (!pointed) return 0;
  if (pointed.kind === wanted) return pointed.index;
  if (pointed.kind === 'weight') return 0;
  if (pointed.kind === 'entry' && wanted !== 'weight') return pointed[wanted];
  const { spec, inputSpatial } = scene;
  const taps =
    pointed.kind === 'input'
      ? columnTaps(spec, inputSpatial, pointed.index)
      : rowTaps(spec, inputSpatial, pointed.kind === 'entry' ? pointed.output : pointed.index).filter(
          tap => pointed.kind !== 'entry' || tap.input === pointed.input,
        );
  return taps[taps.length >> 1]?.[wanted] ?? 0;
}
