import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { PyList, PyTuple } from '../../python/value.js';
import { agreed, broadcast } from '../broadcast.js';
import { addDims, type Dim, type Shape } from '../dims.js';
import { Refusal, sizeText, type Flow } from '../flow.js';
import { raiseProblem, raiseRefusal } from '../problems.js';
import { ofType, ofValues, promoted, viewOf, type Contents } from '../contents.js';
import { broadcastPlaces, smallSizes, strided } from './positions.js';
import { asTensor, resultClass, Tensor, tensorOf } from '../tensor.js';
import { refuse } from './refuse.js';
import { axisOf } from './shapeRules.js';

/** Functions of a list of tensors: torch.cat, torch.stack and their kin (aten/src/ATen/native/TensorShape.cpp). */

/** The tensors of a list; null where they are not all known. What is no list, or no tensor, is refused. */
function tensorsOf(cx: Interp, list: Value, operator: string): Tensor[] | null {
  if (list instanceof Tensor) {
    const message = `${operator}(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor`;
    throw raiseProblem(cx, 'TypeError', 'argument-invalid', message);
  }
  const items = cx.collect(list);
  if (!items) return null;
  return items.map((item, index) => {
    const tensor = asTensor(item);
    if (tensor) return tensor;
    const message = `expected Tensor as element ${index} in argument 0, but got ${cx.classOf(item).name}`;
    throw raiseProblem(cx, 'TypeError', 'argument-invalid', message);
  });
}

/** One tensor out of a list of them, by a rule over their shapes. */
function joined(
  operator: string,
  rule: (shapes: readonly Shape[], dim: number) => Flow,
  axis = (_rank: number, dim: number): number => dim,
): (cx: Interp, list: Value, dim: Value) => Value {
  return (cx, list, dim) => {
    const tensors = tensorsOf(cx, list, operator);
    if (!tensors) return cx.unknown('loop-count', 'how many tensors are joined is not known', 'tensor');
    const [first] = tensors;
    const unknownOne = tensors.find(tensor => !tensor.shape);
    if (unknownOne || typeof dim !== 'number')
      return new Tensor(null, unknownOne?.whyUnknown ?? 'the axis is not known');
    const shapes = tensors.map(tensor => tensor.shape ?? []);
    const flow = rule(shapes, dim);
    if (flow instanceof Refusal) throw raiseRefusal(cx, flow);
    const made = tensorOf(cx, flow, first ? resultClass(first) : undefined);
    return made.holding(joinedContents(tensors, made, axis(made.shape?.length ?? 0, dim), operator === 'stack'));
  };
}

/** The contents of tensors that follow each other along an axis; `stacks`: along a new one. */
function joinedContents(tensors: readonly Tensor[], made: Tensor, dim: number, stacks: boolean): Contents {
  const used = tensors.filter(({ shape }) => stacks || !(shape && isLegacyEmpty(shape)));
  const dtype = tensors.map(tensor => tensor.dtype).reduce((all, one) => promoted(all, one), tensors[0]?.dtype ?? null);
  const sizes = smallSizes(made.shape);
  const at = sizes && (dim < 0 ? dim + sizes.length : dim);
  const lists = used.map(tensor => tensor.values);
  if (!sizes || at === undefined || !lists.every(list => list !== null)) return ofType(dtype);
  const outer = sizes.slice(0, at).reduce((all, size) => all * size, 1);
  // Each tensor gives, for each of the outer places in turn, all that it has below.
  const chunks = lists.map(list => list.length / Math.max(outer, 1));
  const values = Array.from({ length: outer }, (_, i) =>
    lists.flatMap((list, one) => list.slice(i * (chunks[one] ?? 0), (i + 1) * (chunks[one] ?? 0))),
  );
  return ofValues(dtype, values.flat());
}

/** An empty vector joins with everything, for old times' sake. */
function isLegacyEmpty(shape: Shape): boolean {
  return shape.length === 1 && shape[0] === 0;
}

/** torch.cat: sizes along one axis added, all others agreed. */
function concatenate(shapes: readonly Shape[], dim: number): Flow {
  if (shapes.length === 0)
    return refuse('nothing-to-join', 'torch.cat(): expected a non-empty list of Tensors', 'ValueError');
  const scalar = shapes.findIndex(shape => shape.length === 0);
  if (scalar >= 0)
    return refuse('rank-mismatch', `zero-dimensional tensor (at position ${scalar}) cannot be concatenated`);
  const model = shapes.find(shape => !isLegacyEmpty(shape)) ?? shapes[0] ?? [];
  const at = axisOf(dim, model.length);
  if (at instanceof Refusal) return at;
  let out: Dim[] = model.map((size, axis) => (axis === at ? 0 : size));
  for (const [index, shape] of shapes.entries()) {
    if (isLegacyEmpty(shape)) continue;
    if (shape.length !== model.length)
      return refuse(
        'shape-mismatch',
        `Tensors must have same number of dimensions: got ${model.length} and ${shape.length}`,
      );
    for (const [axis, size] of shape.entries()) {
      const have = out[axis];
      if (axis === at || typeof have !== 'number' || typeof size !== 'number' || have === size) continue;
      const message = `Sizes of tensors must match except in dimension ${at}. Expected size ${have} but got size ${size} for tensor number ${index} in the list.`;
      return refuse('shape-mismatch', message);
    }
    out = out.map((have, axis) => (axis === at ? addDims(have, shape[axis] ?? 0) : agreed(have, shape[axis] ?? have)));
  }
  return out;
}

/** torch.stack: equal shapes along a new axis. */
function stacked(shapes: readonly Shape[], dim: number): Flow {
  const [first] = shapes;
  if (!first) return refuse('nothing-to-join', 'stack expects a non-empty TensorList');
  const at = axisOf(dim, first.length + 1);
  if (at instanceof Refusal) return at;
  for (const [index, shape] of shapes.entries()) {
    const differs = shape.some(
      (size, axis) => typeof size === 'number' && typeof first[axis] === 'number' && size !== first[axis],
    );
    if (shape.length === first.length && !differs) continue;
    const message = `stack expects each tensor to be equal size, but got ${sizeText(first)} at entry 0 and ${sizeText(shape)} at entry ${index}`;
    return refuse('shape-mismatch', message);
  }
  const same = first.map((size, axis) => shapes.reduce<Dim>((one, shape) => agreed(one, shape[axis] ?? one), size));
  return [...same.slice(0, at), shapes.length, ...same.slice(at)];
}

export const cat = joined('cat', concatenate);
export const stack = joined('stack', stacked);

/** hstack, vstack, dstack: tensors of few axes get some first; then they are joined. */
function stackedAlong(name: string, rank: 1 | 2 | 3): (cx: Interp, list: Value) => Value {
  const lift = (shape: Shape): Shape => {
    if (shape.length >= rank) return shape;
    if (shape.length === 0) return Array<Dim>(rank).fill(1);
    const front = rank === 3 && shape.length === 2 ? shape : [1, ...shape];
    return rank === 3 ? [...front, 1] : front;
  };
  // hstack joins vectors along their only axis, others along the second.
  const axis = (axes: number): number => (rank === 3 ? 2 : rank === 2 ? 0 : axes === 1 ? 0 : 1);
  const rule = joined(
    name,
    shapes => {
      if (shapes.length === 0) return refuse('nothing-to-join', `${name} expects a non-empty TensorList`);
      const lifted = shapes.map(lift);
      return concatenate(lifted, axis(lifted[0]?.length ?? 1));
    },
    axis,
  );
  return (cx, list) => rule(cx, list, 0);
}

/** Functions of a list of tensors alone, by name. */
export const STACKS: ReadonlyMap<string, (cx: Interp, list: Value) => Value> = new Map([
  ['hstack', stackedAlong('hstack', 1)],
  ['vstack', stackedAlong('vstack', 2)],
  ['row_stack', stackedAlong('vstack', 2)],
  ['dstack', stackedAlong('dstack', 3)],
]);

/** torch.broadcast_tensors(*tensors): all of them in the sizes that they share. */
export function broadcastTensors(cx: Interp, values: readonly Value[]): Value {
  const tensors = values.map(value => asTensor(value));
  let shape: Shape = [];
  for (const tensor of tensors) {
    if (!tensor?.shape) return cx.unknown('data-dependent', tensor?.whyUnknown ?? 'a tensor is not known');
    const both = broadcast(shape, tensor.shape);
    if (both instanceof Refusal) throw raiseRefusal(cx, both);
    shape = both;
  }
  const sizes = smallSizes(shape);
  return new PyTuple(
    tensors.map(tensor => {
      const from = smallSizes(tensor?.shape ?? null);
      const made = new Tensor(shape);
      return tensor ? made.holding(viewOf(tensor.contents, from && sizes ? broadcastPlaces(from, sizes) : null)) : made;
    }),
  );
}

/** torch.meshgrid of vectors: one grid of all their lengths for each. */
export function meshgrid(cx: Interp, values: readonly Value[], indexing: Value): Value {
  const [only] = values;
  const list = values.length === 1 && (only instanceof PyList || only instanceof PyTuple) ? only.items : values;
  const sizes = list.map(value => {
    const shape = asTensor(value)?.shape;
    return shape && shape.length <= 1 ? (shape[0] ?? 1) : undefined;
  });
  if (!sizes.every(size => size !== undefined))
    return cx.unknown('data-dependent', 'a vector of the grid is not known');
  const [rows = 1, columns = 1, ...others] = sizes;
  const grid = indexing === 'xy' && sizes.length > 1 ? [columns, rows, ...others] : sizes;
  const known = smallSizes(grid);
  return new PyTuple(
    list.map((value, which) => {
      const made = new Tensor(grid);
      if (!(value instanceof Tensor)) return made;
      const axis = indexing === 'xy' && which < 2 && sizes.length > 1 ? 1 - which : which;
      const places =
        known &&
        strided(
          known,
          known.map((_, at) => (at === axis ? 1 : 0)),
        );
      return made.holding(viewOf(value.contents, places ?? null));
    }),
  );
}
