import { at } from './numbers.js';

/** The flat, row-major index of a position in an array of the given shape. */
export function flatIndex(position: readonly number[], shape: readonly number[]): number {
  if (position.length !== shape.length) {
    throw new RangeError(`A position of ${position.length} axes in a shape of ${shape.length}`);
  }
  let index = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const coordinate = at(position, axis);
    const size = at(shape, axis);
    if (!(coordinate >= 0 && coordinate < size)) {
      throw new RangeError(`Position ${coordinate} on axis ${axis} is outside 0 to ${size - 1}`);
    }
    index = index * size + coordinate;
  }
  return index;
}

/** The position that a flat, row-major index stands for: the inverse of flatIndex. */
export function unflatten(index: number, shape: readonly number[]): number[] {
  const position = new Array<number>(shape.length).fill(0);
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = at(shape, axis);
    position[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  if (!(index >= 0) || rest !== 0) throw new RangeError(`Index ${index} is outside the shape ${shape.join('×')}`);
  return position;
}

/** Moves a position on to the next one in row-major order, in place; false after the last. */
export function advance(position: number[], shape: readonly number[]): boolean {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const next = at(position, axis) + 1;
    if (next < at(shape, axis)) {
      position[axis] = next;
      return true;
    }
    position[axis] = 0;
  }
  return false;
}
