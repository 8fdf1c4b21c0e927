import { noteEqual } from '../python/sym/assume.js';
import { isKnown, type Dim, type Shape } from './dims.js';
import { Refusal } from './flow.js';

/**
 * The shape of an elementwise operation (NumPy's broadcasting). Two sizes of which one is not a number must agree in
 * every execution that goes on, unless one of them is 1; the more definite one is kept.
 */
export function broadcast(a: Shape, b: Shape): Shape | Refusal {
  const rank = Math.max(a.length, b.length);
  const out: Dim[] = new Array<Dim>(rank).fill(1);
  // From the last axis on, as PyTorch does: of two that do not fit it names the later one.
  for (let axis = rank - 1; axis >= 0; axis--) {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x === 1) out[axis] = y;
    else if (y === 1) out[axis] = x;
    else if (typeof x === 'number' && typeof y === 'number' && x !== y) {
      return new Refusal(
        'RuntimeError',
        `The size of tensor a (${x}) must match the size of tensor b (${y}) at non-singleton dimension ${axis}`,
        'shape-mismatch',
      );
    } else out[axis] = agreed(x, y);
  }
  return out;
}

/** One dimension that two sizes are said to share: a number before a symbol, a symbol before an unknown. */
export function agreed(x: Dim, y: Dim): Dim {
  if (isKnown(x) && isKnown(y)) noteEqual(x, y);
  if (typeof x === 'number') return x;
  if (typeof y === 'number') return y;
  return isKnown(x) ? x : y;
}

/** torch.cat: sizes along one axis added, all others agreed. */
export function concatenate(shapes: readonly Shape[], axis: number, add: (a: Dim, b: Dim) => Dim): Shape | Refusal {
  const [first, ...rest] = shapes.filter(shape => !(shape.length === 1 && shape[0] === 0));
  if (!first) return new Refusal('RuntimeError', 'torch.cat(): expected a non-empty list of Tensors');
  const at = axis < 0 ? axis + first.length : axis;
  if (at < 0 || at >= first.length) {
    return new Refusal(
      'IndexError',
      `Dimension out of range (expected to be in range of [${-first.length}, ${first.length - 1}], but got ${axis})`,
    );
  }
  let out: Dim[] = [...first];
  for (const [index, shape] of rest.entries()) {
    if (shape.length !== first.length) {
      return new Refusal(
        'RuntimeError',
        `Tensors must have same number of dimensions: got ${first.length} and ${shape.length}`,
      );
    }
    for (const [dim, size] of shape.entries()) {
      const have = out[dim];
      if (dim === at || have === undefined) continue;
      if (typeof have === 'number' && typeof size === 'number' && have !== size) {
        return new Refusal(
          'RuntimeError',
          `Sizes of tensors must match except in dimension ${at}. Expected size ${have} but got size ${size} for tensor number ${index + 1} in the list.`,
        );
      }
    }
    out = out.map((have, dim) => (dim === at ? add(have, shape[dim] ?? 0) : agreed(have, shape[dim] ?? have)));
  }
  return out;
}
