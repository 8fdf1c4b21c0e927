import { addDims, type Dim, type Shape } from '../dims.js';
import { Refusal, UnknownShape, type Flow } from '../flow.js';
import { definite, differs, pythonAxis } from '../keras/words.js';
import { brackets, invalid } from './opWords.js';

/** TensorFlow's functions of several tensors. */

export function concat(shapes: readonly Shape[], axis: number | undefined): Flow {
  const [first, ...rest] = shapes;
  if (!first) return invalid('argument-invalid', 'tf.concat() needs at least one tensor');
  if (axis === undefined) return new UnknownShape('the axis is not known');
  // One tensor alone is passed on as it is, whatever the axis is called.
  if (rest.length === 0) return first;
  if (first.length === 0) return invalid('rank-mismatch', 'Can not concatenate scalars (use tf.stack instead)');
  const at = pythonAxis(axis, first.length);
  if (at === undefined) {
    return invalid(
      'axis-out-of-range',
      `ConcatOp : Expected concatenating dimensions in the range [${-first.length}, ${first.length}), but got ${axis}`,
    );
  }
  for (const shape of rest) {
    if (shape.length !== first.length) {
      return invalid(
        'rank-mismatch',
        `ConcatOp : Ranks of all input tensors should match: shape[0] = ${brackets(first)} vs. ${brackets(shape)}`,
      );
    }
    const axisOff = shape.findIndex((size, index) => index !== at && differs(size, first[index]));
    if (axisOff >= 0) {
      return invalid(
        'shape-mismatch',
        `ConcatOp : Dimension ${axisOff} in both shapes must be equal: shape[0] = ${brackets(first)} vs. ${brackets(shape)}`,
      );
    }
  }
  return first.map((dim, index) => {
    const along = shapes.map(shape => shape[index] ?? 1);
    return index === at ? along.slice(1).reduce<Dim>((sum, size) => addDims(sum, size), dim) : definite(along);
  });
}

export function stack(shapes: readonly Shape[], axis: number | undefined): Flow {
  const [first] = shapes;
  if (!first) return invalid('argument-invalid', 'tf.stack() needs at least one tensor');
  if (axis === undefined) return new UnknownShape('the axis is not known');
  const at = pythonAxis(axis, first.length + 1);
  if (at === undefined) {
    const message = `Argument \`axis\` = ${axis} not in range [${-first.length - 1}, ${first.length + 1})`;
    return new Refusal('ValueError', message, 'axis-out-of-range');
  }
  const other = shapes.find(
    shape => shape.length !== first.length || shape.some((size, index) => differs(size, first[index])),
  );
  if (other) {
    return invalid(
      'shape-mismatch',
      `Shapes of all inputs must match: values[0].shape = ${brackets(first)} != ${brackets(other)}`,
    );
  }
  const same = first.map((_, index) => definite(shapes.map(shape => shape[index] ?? 1)));
  return [...same.slice(0, at), shapes.length, ...same.slice(at)];
}

/** NumPy's broadcasting in TensorFlow's words. */
export function broadcast(a: Shape, b: Shape): Shape | Refusal {
  const rank = Math.max(a.length, b.length);
  const out: Dim[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== 1 && y !== 1 && differs(x, y)) {
      return invalid('shape-mismatch', `Incompatible shapes: ${brackets(a)} vs. ${brackets(b)}`);
    }
    out.push(x === 1 ? y : y === 1 ? x : definite([x, y]));
  }
  return out;
}

/** tf.matmul: matrices, or batches of them that broadcast. */
export function matmul(a: Shape, b: Shape, transposeA = false, transposeB = false): Flow {
  if (a.length < 2 || b.length < 2) {
    return invalid('rank-mismatch', `In[0] and In[1] have ndims ${a.length} and ${b.length}: both must be >= 2`);
  }
  const turned = (shape: Shape, turn: boolean): [Dim, Dim] => {
    const [rows, cols] = shape.slice(-2) as [Dim, Dim];
    return turn ? [cols, rows] : [rows, cols];
  };
  const [rows, inner] = turned(a, transposeA);
  const [other, columns] = turned(b, transposeB);
  if (differs(inner, other)) {
    return invalid('shape-mismatch', `Matrix size-incompatible: In[0]: ${brackets(a)}, In[1]: ${brackets(b)}`);
  }
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
  if (batch instanceof Refusal) {
    return invalid(
      'shape-mismatch',
      `In[0] and In[1] must have compatible batch dimensions: ${brackets(a)} vs. ${brackets(b)}`,
    );
  }
  return [...batch, rows, columns];
}
