import type { Interp } from '../../python/interp.js';
import { PyClass, T, type Value } from '../../python/klass.js';
import { NativeProperty, type BoundArgs } from '../../python/native.js';
import { PyList, PyTuple, Unknown } from '../../python/value.js';
import { sizeText, UnknownShape, Refusal, type Flow } from '../flow.js';
import type { Dim, Shape } from '../dims.js';
import { raiseRefusal } from '../problems.js';
import { resultClass, Tensor, tensorOf } from '../tensor.js';
import { toDim } from '../values.js';
import { refuse } from './refuse.js';
import { axisOf } from './shapeRules.js';

/**
 * What torch functions and tensor methods of the same name do to shapes. The first parameter is `input`, which is self
 * of the method.
 */
export interface TensorOp {
  readonly name: string;
  readonly signature: string;
  readonly run: (cx: Interp, input: Tensor, args: BoundArgs) => Value;
}

/** An operation that gives one tensor, by a rule from sizes to sizes. */
export function shaped(
  name: string,
  signature: string,
  rule: (shape: Shape, args: BoundArgs, cx: Interp) => Flow,
): TensorOp {
  return {
    name,
    signature,
    run: (cx, input, args) =>
      input.shape
        ? tensorOf(cx, rule(input.shape, args, cx), resultClass(input))
        : new Tensor(null, input.whyUnknown, resultClass(input)),
  };
}

/** The same operation under other names. */
export function alike(names: string, make: (name: string) => TensorOp): TensorOp[] {
  return names.split(' ').map(make);
}

/** Sizes as PyTorch takes them: several ints, or one tuple or list of them. Null where their number is not known. */
export function sizesOf(cx: Interp, values: readonly Value[]): Dim[] | null {
  const [only] = values;
  if (values.length === 1 && (only instanceof PyTuple || only instanceof PyList)) {
    if (only instanceof PyList && only.open !== null) return null;
    return only.items.map(value => toDim(value, 'size'));
  }
  if (values.length === 1 && only instanceof Unknown && only.hint !== 'int') return null;
  cx.tick(values.length);
  return values.map(value => toDim(value, 'size'));
}

/** Sizes of a method: its positional arguments, or the keyword that PyTorch calls them by. */
export function sizesArgument(cx: Interp, args: BoundArgs, keyword: string): Dim[] | null {
  const named = args.extra.get(keyword);
  return sizesOf(cx, named === undefined ? args.rest : [named]);
}

export const UNKNOWN_SIZES = new UnknownShape('the sizes are not known');
export const UNKNOWN_AXIS = new UnknownShape('the axis is not known');

/** An int argument; undefined for anything else. */
export function axisArgument(args: BoundArgs, name: string): number | undefined {
  const value = args.maybe(name);
  return typeof value === 'number' ? value : undefined;
}

/** An argument that PyTorch also takes under NumPy's name: dim and axis, keepdim and keepdims. */
export function eitherName(args: BoundArgs, name: string, numpy: string): Value | undefined {
  return args.extra.get(numpy) ?? args.maybe(name);
}

/** The axes that an argument names, counted from the front; undefined where they are not known, a refusal for one twice. */
export function axesOf(value: Value | undefined, rank: number, twice = true): number[] | Refusal | undefined {
  if (value instanceof PyList && value.open !== null) return undefined;
  const list = value instanceof PyTuple || value instanceof PyList ? value.items : value === undefined ? [] : [value];
  const axes: number[] = [];
  for (const item of list) {
    if (typeof item !== 'number') return undefined;
    const at = axisOf(item, rank);
    if (at instanceof Refusal) return at;
    if (twice && axes.includes(at)) return repeatedAxis(at);
    axes.push(at);
  }
  return axes;
}

function repeatedAxis(axis: number): Refusal {
  return refuse('axis-out-of-range', `dim ${axis} appears multiple times in the list of dims`);
}

/** An axis of a tensor that has axes: some operations say it so where it has none. */
export function axisOfSome(axis: number, rank: number): number | Refusal {
  if (rank === 0)
    return refuse('axis-out-of-range', `Dimension specified as ${axis} but tensor has no dimensions`, 'IndexError');
  return axisOf(axis, rank);
}

/** A rule about one axis: what the sizes become, given where it is. */
export function along(
  name: string,
  signature: string,
  rule: (shape: Shape, at: number, args: BoundArgs, cx: Interp) => Flow,
): TensorOp {
  return shaped(name, signature, (shape, args, cx) => {
    const value = eitherName(args, 'dim', 'axis');
    if (typeof value !== 'number') return UNKNOWN_AXIS;
    const at = axisOf(value, shape.length);
    return at instanceof Refusal ? at : rule(shape, at, args, cx);
  });
}

export function replaced(shape: Shape, at: number, size: Dim): Shape {
  return shape.map((dim, axis) => (axis === at ? size : dim));
}

/** What max, sort, topk and their kin give: a tuple whose parts also have names. */
const VALUES_AND_INDICES = new PyClass('return_types', [T.tuple], { native: true });
VALUES_AND_INDICES.module = 'torch';
for (const [index, name] of ['values', 'indices'].entries()) {
  VALUES_AND_INDICES.dict.set(
    name,
    new NativeProperty((_cx, self) => (self instanceof PyTuple ? (self.items[index] ?? null) : null)),
  );
}

/** (values, indices) of equal shapes. */
export function valuesAndIndices(values: Tensor): PyTuple {
  return new PyTuple([values, new Tensor(values.shape, values.whyUnknown, values.cls)], VALUES_AND_INDICES);
}

/** A pair (values, indices) of the shape that an operation gives. */
export function pair(op: TensorOp): TensorOp {
  return {
    ...op,
    run: (cx, input, args) => {
      const values = op.run(cx, input, args);
      return values instanceof Tensor ? valuesAndIndices(values) : values;
    },
  };
}

/** Sizes that a new tensor cannot have. */
export function negativeSize(sizes: Shape): Refusal | undefined {
  const negative = sizes.find(size => typeof size === 'number' && size < 0);
  if (negative === undefined) return undefined;
  return refuse(
    'not-positive',
    `Trying to create tensor with negative dimension ${String(negative)}: ${sizeText(sizes)}`,
  );
}

/** What a rule refuses is raised. */
export function need<R>(cx: Interp, result: R | Refusal): R {
  if (result instanceof Refusal) throw raiseRefusal(cx, result);
  return result;
}
