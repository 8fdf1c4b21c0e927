import { addDims, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, type Flow } from '../flow.js';
import { intOf, isPlainList, isPlainUnknown, type Plain, type PlainArgs } from '../plain.js';
import { definite, differs, pythonAxis, tuple, valueText } from './words.js';

/** Keras' layers of several tensors (keras/src/layers/merging, Keras 3.15). */

/** What comes out of the shapes that go in. */
export type MergeRule = (args: PlainArgs, shapes: readonly Shape[]) => Flow;

const list = (shapes: readonly Shape[]): string => `[${shapes.map(tuple).join(', ')}]`;

/** Two shapes without their batch, aligned at the end; a size of 1 takes the other's. */
function together(a: Shape, b: Shape): Shape | Refusal {
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  const lead = long.length - short.length;
  const out: Dim[] = [...long.slice(0, lead)];
  for (const [index, y] of short.entries()) {
    const x = long[lead + index] ?? 1;
    if (x !== 1 && y !== 1 && differs(x, y)) {
      const message = `Inputs have incompatible shapes. Received shapes ${tuple(long)} and ${tuple(short)}`;
      return new Refusal('ValueError', message, 'shape-mismatch');
    }
    out.push(x === 1 ? y : y === 1 ? x : definite([x, y]));
  }
  return out;
}

/** Add and its kin: batches agree, all other axes broadcast. */
export const elementwise: MergeRule = (_args, shapes) => {
  const batches = shapes.map(shape => shape[0]).filter(size => size !== undefined);
  if (
    batches.some(size =>
      differs(
        size,
        batches.find(its => typeof its === 'number'),
      ),
    )
  ) {
    const message = `Cannot merge tensors with different batch sizes. Received tensors with shapes ${list(shapes)}`;
    return new Refusal('ValueError', message, 'shape-mismatch');
  }
  let all: Shape = shapes[0]?.slice(1) ?? [];
  for (const shape of shapes.slice(1)) {
    const both = together(all, shape.slice(1));
    if (both instanceof Refusal) return both;
    all = both;
  }
  return [definite(batches), ...all];
};

/** Subtract takes two. */
export const subtracted: MergeRule = (args, shapes) => {
  const out = elementwise(args, shapes);
  if (out instanceof Refusal || shapes.length === 2) return out;
  const message = `A \`Subtract\` layer should be called on exactly 2 inputs. Received: input_shape=${list(shapes)}`;
  return new Refusal('ValueError', message, 'argument-invalid');
};

/** Concatenate: the sizes along one axis added, all others equal. An axis beyond the rank is compared, then not found. */
export const concatenated: MergeRule = (args, shapes) => {
  const first = shapes[0];
  if (!first) {
    const message = 'A `Concatenate` layer should be called on a list of at least 1 input. Received: input_shape=[]';
    return new Refusal('ValueError', message, 'argument-invalid');
  }
  const axis = args.int('axis');
  if (axis === undefined) return first.map(() => unknownDim(args.why('axis')));
  if (shapes.some(shape => axis < -shape.length)) {
    return new Refusal('IndexError', 'list assignment index out of range', 'axis-out-of-range');
  }
  const others = shapes.map(shape => shape.filter((_, index) => index !== (axis < 0 ? axis + shape.length : axis)));
  const [model] = others;
  const fits = others.every(
    shape => shape.length === model?.length && shape.every((size, index) => !differs(size, model[index])),
  );
  if (!fits) {
    const message = `A \`Concatenate\` layer requires inputs with matching shapes except for the concatenation axis. Received: input_shape=${list(shapes)}`;
    return new Refusal('ValueError', message, 'shape-mismatch');
  }
  if (shapes.length > 1 && shapes.some(shape => pythonAxis(axis, shape.length) === undefined)) {
    return new Refusal('IndexError', 'tuple index out of range', 'axis-out-of-range');
  }
  const at = pythonAxis(axis, first.length);
  return first.map((dim, index) => {
    const along = shapes.map(shape => shape[index] ?? unknownDim('no such axis'));
    if (index !== at) return definite(along);
    return along.slice(1).reduce<Dim>((sum, size) => addDims(sum, size), dim);
  });
};

export function dotCheck(args: PlainArgs): Refusal | null {
  const axes = args.get('axes');
  if (axes === undefined || isPlainUnknown(axes) || typeof axes === 'number') return null;
  if (!isPlainList(axes)) {
    const message = `Invalid type for argument \`axes\`: it should be a list or an int. Received: axes=${valueText(axes)}`;
    return new Refusal('TypeError', message, 'argument-invalid');
  }
  if (axes.length === 2 && axes.every(axis => intOf(axis) !== undefined || isPlainUnknown(axis))) return null;
  const wanted = axes.length === 2 ? 'list elements should be integers' : 'it should contain two elements';
  const message = `Invalid format for argument \`axes\`: ${wanted}. Received: axes=${valueText(axes)}`;
  return new Refusal('ValueError', message, 'argument-invalid');
}

/** Dot: one axis of each summed away; the batch of the second goes with it. */
export const dotted: MergeRule = (args, shapes) => {
  const [a, b] = shapes;
  if (!a || !b || shapes.length !== 2) {
    const message = `A \`Dot\` layer should be called on a list of 2 inputs. Received: input_shape=${list(shapes)}`;
    return new Refusal('ValueError', message, 'argument-invalid');
  }
  const axes: Plain | undefined = args.get('axes');
  const one = intOf(axes);
  const pair = one !== undefined ? [one, one] : axes !== undefined && isPlainList(axes) ? axes.map(intOf) : [];
  const [x, y] = pair;
  if (x === undefined || y === undefined) return [unknownDim(args.why('axes'))];
  const [i, j] = [pythonAxis(x, a.length), pythonAxis(y, b.length)];
  if (i === undefined || j === undefined) {
    return new Refusal('IndexError', 'tuple index out of range', 'axis-out-of-range');
  }
  if (differs(a[i], b[j])) {
    const message = `Incompatible input shapes: axis values ${String(a[i])} (at axis ${i}) != ${String(b[j])} (at axis ${j}). Full input shapes: ${tuple(a)}, ${tuple(b)}`;
    return new Refusal('ValueError', message, 'shape-mismatch');
  }
  const out = [...a.filter((_, index) => index !== i), ...b.filter((_, index) => index !== j).slice(1)];
  return out.length === 1 ? [...out, 1] : out;
};
