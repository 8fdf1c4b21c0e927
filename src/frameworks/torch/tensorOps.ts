import type { Interp } from '../../python/interp.js';
import { PyClass, T, type Value } from '../../python/klass.js';
import { NativeProperty, type BoundArgs } from '../../python/native.js';
import { PyList, PyTuple, Unknown } from '../../python/value.js';
import { agreed, broadcast, concatenate } from '../broadcast.js';
import { addDims, isKnown, mulDims, product, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, UnknownShape, type Flow } from '../flow.js';
import { asTensor, resultClass, SIZE, Tensor, tensorOf } from '../tensor.js';
import { fromDim, toDim } from '../values.js';
import { ELEMENTWISE } from './functionTable.js';
import { axisOf, flatten, reshape } from './shapeRules.js';
import { plainArgs } from './functional.js';

/**
 * What torch functions and tensor methods of the same name do to shapes. The first parameter is `input`, which is self
 * of the method.
 */
export interface TensorOp {
  readonly name: string;
  readonly signature: string;
  readonly run: (cx: Interp, input: Tensor, args: BoundArgs) => Value;
}

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

const UNKNOWN_SIZES = new UnknownShape('the sizes are not known');

export function axisArgument(args: BoundArgs, name: string): number | undefined {
  const value = args.maybe(name);
  return typeof value === 'number' ? value : undefined;
}

/** An argument that PyTorch also takes under NumPy's name: dim and axis, keepdim and keepdims. */
function eitherName(args: BoundArgs, name: string, numpy: string): Value | undefined {
  return args.extra.get(numpy) ?? args.maybe(name);
}

/** The axes of a reduction: all for None or an empty list, one or several otherwise; undefined where they are not known. */
function reducedAxes(args: BoundArgs, rank: number): number[] | Refusal | undefined {
  const given = eitherName(args, 'dim', 'axis') ?? null;
  // std(False) and var(False) mean `unbiased`, and reduce all.
  const value = typeof given === 'boolean' ? null : given;
  if (value === null) return [...Array(rank).keys()];
  if (value instanceof PyList && value.open !== null) return undefined;
  const list = value instanceof PyTuple || value instanceof PyList ? value.items : [value];
  if (list.length === 0) return [...Array(rank).keys()];
  const axes: number[] = [];
  for (const item of list) {
    if (typeof item !== 'number') return undefined;
    const axis = axisOf(item, rank);
    if (axis instanceof Refusal) return axis;
    axes.push(axis);
  }
  return axes;
}

function reduce(shape: Shape, args: BoundArgs): Flow {
  const axes = reducedAxes(args, shape.length);
  if (axes instanceof Refusal) return axes;
  const keep = eitherName(args, 'keepdim', 'keepdims');
  if (!axes || typeof keep !== 'boolean') return new UnknownShape('the axes of the reduction are not known');
  return shape.flatMap((dim, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [dim]));
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

/** max, min, sort, topk and their kin give a pair (values, indices) when an axis is given. */
function pairReduction(name: string): TensorOp {
  return {
    name,
    signature: 'input, dim=None, keepdim=False, **kwargs',
    run: (cx, input, args) => {
      const other = args.extra.get('other') ?? eitherName(args, 'dim', 'axis');
      if (other instanceof Tensor) return elementwise(cx, input, other);
      // Of an argument that is not known neither is known whether a pair comes out.
      if (!input.shape || other instanceof Unknown)
        return cx.unknown('data-dependent', input.whyUnknown || 'the axis is not known');
      const one = tensorOf(cx, reduce(input.shape, args), resultClass(input));
      return other === null || other === undefined ? one : valuesAndIndices(one);
    },
  };
}

/** The result of an operation on two operands that broadcast; a number is a scalar. */
export function elementwise(cx: Interp, a: Value, b: Value): Value {
  const tensor = a instanceof Tensor ? a : b instanceof Tensor ? b : undefined;
  if (!tensor) return cx.unknown('unmodelled', 'neither operand is a tensor');
  const other = tensor === a ? b : a;
  if (other instanceof Unknown) return new Tensor(null, other.why.message, resultClass(tensor));
  if (!(other instanceof Tensor))
    return new Tensor(tensor.shape, tensor.whyUnknown, resultClass(tensor), tensor.placeholder);
  if (!tensor.shape || !other.shape)
    return new Tensor(null, tensor.whyUnknown || other.whyUnknown, resultClass(tensor));
  return tensorOf(cx, broadcast(tensor.shape, other.shape), resultClass(tensor));
}

/** a @ b: vectors, matrices, and batches of them. */
export function matmul(cx: Interp, a: Value, b: Value): Value {
  const [x, y] = [asTensor(a), asTensor(b)];
  if (!x?.shape || !y?.shape) return new Tensor(null, x?.whyUnknown ?? 'an operand is not known');
  const left = x.shape.length === 1 ? [1, ...x.shape] : x.shape;
  const right = y.shape.length === 1 ? [...y.shape, 1] : y.shape;
  if (left.length < 2 || right.length < 2)
    throw cx.error('RuntimeError', 'both arguments to matmul need to be at least 1D');
  const [inner, other] = [left.at(-1) ?? 1, right.at(-2) ?? 1];
  if (typeof inner === 'number' && typeof other === 'number' && inner !== other) {
    const size = (shape: Shape): string => shape.map(dim => (isKnown(dim) ? String(dim) : '?')).join('x');
    throw cx.error(
      'RuntimeError',
      `mat1 and mat2 shapes cannot be multiplied (${size(left.slice(-2))} and ${size(right.slice(-2))})`,
    );
  }
  const batch = broadcast(left.slice(0, -2), right.slice(0, -2));
  if (batch instanceof Refusal) throw cx.error(batch.type, batch.message);
  const rows = x.shape.length === 1 ? [] : [left.at(-2) ?? 1];
  const columns = y.shape.length === 1 ? [] : [right.at(-1) ?? 1];
  return tensorOf(cx, [...batch, ...rows, ...columns], resultClass(x));
}

/** torch.cat of a list of tensors. */
export function cat(cx: Interp, list: Value, dim: Value): Value {
  const items = cx.collect(list);
  if (!items) return cx.unknown('loop-count', 'how many tensors are joined is not known', 'tensor');
  const tensors = items.map(item => asTensor(item));
  const shapes = tensors.map(tensor => tensor?.shape);
  const unknownOne = tensors.find(tensor => !tensor?.shape);
  if (unknownOne || typeof dim !== 'number') return new Tensor(null, unknownOne?.whyUnknown ?? 'the axis is not known');
  return tensorOf(
    cx,
    concatenate(
      shapes.flatMap(shape => (shape ? [shape] : [])),
      dim,
      addDims,
    ),
  );
}

export function stack(cx: Interp, list: Value, dim: Value): Value {
  const items = cx.collect(list);
  if (!items) return cx.unknown('loop-count', 'how many tensors are joined is not known', 'tensor');
  const shapes = items.map(item => asTensor(item)?.shape);
  const [first] = shapes;
  if (!first || typeof dim !== 'number' || shapes.some(shape => shape?.length !== first.length)) {
    return new Tensor(null, 'the shapes that are stacked are not known');
  }
  const at = axisOf(dim, first.length + 1);
  if (at instanceof Refusal) throw cx.error(at.type, at.message);
  const same = first.map((size, axis) => shapes.reduce<Dim>((one, shape) => agreed(one, shape?.[axis] ?? one), size));
  return tensorOf(cx, [...same.slice(0, at), items.length, ...same.slice(at)]);
}

function split(cx: Interp, input: Tensor, sizes: readonly Dim[] | null, at: number): Value {
  const shape = input.shape;
  if (!shape || !sizes)
    return cx.unknown('data-dependent', input.whyUnknown || 'how many parts there are is not known');
  cx.tick(sizes.length);
  return new PyTuple(
    sizes.map(size =>
      tensorOf(
        cx,
        shape.map((dim, axis) => (axis === at ? size : dim)),
        resultClass(input),
      ),
    ),
  );
}

/** Parts of equal size, the last one smaller: chunk(3) of 4 gives two parts. */
function parts(cx: Interp, total: Dim, size: number): number[] | null {
  if (typeof total !== 'number' || size < 1) return null;
  const count = Math.max(1, Math.ceil(total / size));
  cx.tick(count);
  return Array.from({ length: count }, (_, index) => Math.min(size, total - index * size));
}

export function axisOr(cx: Interp, value: Value | undefined, rank: number): number | null {
  if (typeof value !== 'number') return null;
  const axis = axisOf(value, rank);
  if (axis instanceof Refusal) throw cx.error(axis.type, axis.message);
  return axis;
}

function permute(shape: Shape, order: readonly (Dim | null)[] | null): Flow {
  if (!order?.every(axis => typeof axis === 'number'))
    return shape.map(() => unknownDim('the order of the axes is not known'));
  if (order.length !== shape.length) {
    return new Refusal(
      'RuntimeError',
      `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${shape.length} is not equal to len(dims) = ${order.length}`,
    );
  }
  const out: Dim[] = [];
  for (const axis of order) {
    const at = axisOf(axis, shape.length);
    if (at instanceof Refusal) return at;
    out.push(shape[at] ?? 1);
  }
  return out;
}

function swap(shape: Shape, a: number | undefined, b: number | undefined): Flow {
  if (a === undefined || b === undefined) return shape.map(() => unknownDim('the axes are not known'));
  const [x, y] = [axisOf(a, shape.length), axisOf(b, shape.length)];
  if (x instanceof Refusal) return x;
  if (y instanceof Refusal) return y;
  return shape.map((dim, axis) => (axis === x ? (shape[y] ?? dim) : axis === y ? (shape[x] ?? dim) : dim));
}

function squeeze(shape: Shape, args: BoundArgs): Flow {
  const dim = args.maybe('dim') ?? null;
  if (dim === null) {
    if (!shape.every(size => typeof size === 'number')) return new UnknownShape('whether a size is 1 is not known');
    return shape.filter(size => size !== 1);
  }
  if (typeof dim !== 'number') return new UnknownShape('the axis is not known');
  const at = axisOf(dim, shape.length);
  if (at instanceof Refusal) return at;
  const size = shape[at];
  if (size === 1) return shape.filter((_, axis) => axis !== at);
  return typeof size === 'number' ? shape : new UnknownShape('whether the size is 1 is not known');
}

function expand(shape: Shape, sizes: readonly Dim[] | null): Flow {
  if (!sizes) return UNKNOWN_SIZES;
  return sizes.map((size, axis) => (size === -1 ? (shape[axis - sizes.length + shape.length] ?? 1) : size));
}

function repeat(shape: Shape, counts: readonly Dim[] | null): Flow {
  if (!counts) return UNKNOWN_SIZES;
  return counts.map((count, axis) => mulDims(shape[axis - counts.length + shape.length] ?? 1, count));
}

const ITEM = 'the contents of tensors are not followed';

export const TENSOR_OPS: readonly TensorOp[] = [
  ...ELEMENTWISE.map(name => ({
    name,
    signature: 'input, *args, **kwargs',
    run: (_cx: Interp, input: Tensor): Value =>
      new Tensor(input.shape, input.whyUnknown, resultClass(input), input.placeholder),
  })),
  shaped('view', 'input, *size', (shape, args, cx) => reshapeTo(shape, sizesOf(cx, args.rest))),
  shaped('reshape', 'input, *shape', (shape, args, cx) => reshapeTo(shape, sizesOf(cx, args.rest))),
  shaped('view_as', 'input, other', (shape, args) => {
    const other = args.get('other');
    return other instanceof Tensor && other.shape ? reshape(shape, other.shape) : UNKNOWN_SIZES;
  }),
  shaped('flatten', 'input, start_dim=0, end_dim=-1', (shape, args) => flatten(plainArgs(args), shape)),
  shaped('permute', 'input, *dims', (shape, args, cx) => permute(shape, sizesOf(cx, args.rest))),
  ...['transpose', 'swapaxes', 'swapdims'].map(name =>
    shaped(name, 'input, dim0, dim1', (shape, args) =>
      swap(shape, axisArgument(args, 'dim0'), axisArgument(args, 'dim1')),
    ),
  ),
  shaped('t', 'input', shape => (shape.length === 2 ? [...shape].reverse() : shape)),
  shaped('squeeze', 'input, dim=None', squeeze),
  shaped('unsqueeze', 'input, dim', (shape, args) => {
    const dim = axisArgument(args, 'dim');
    if (dim === undefined) return new UnknownShape('the axis is not known');
    const at = axisOf(dim, shape.length + 1);
    return at instanceof Refusal ? at : [...shape.slice(0, at), 1, ...shape.slice(at)];
  }),
  shaped('expand', 'input, *sizes', (shape, args, cx) => expand(shape, sizesOf(cx, args.rest))),
  shaped('expand_as', 'input, other', (shape, args) => {
    const other = args.get('other');
    return other instanceof Tensor && other.shape ? expand(shape, other.shape) : UNKNOWN_SIZES;
  }),
  shaped('repeat', 'input, *repeats', (shape, args, cx) => repeat(shape, sizesOf(cx, args.rest))),
  ...['mean', 'sum', 'prod', 'logsumexp', 'amax', 'amin', 'argmax', 'argmin', 'any', 'all'].map(name =>
    shaped(name, 'input, dim=None, keepdim=False, **kwargs', reduce),
  ),
  ...['std', 'var'].map(name => shaped(name, 'input, dim=None, unbiased=True, keepdim=False, **kwargs', reduce)),
  shaped('norm', 'input, p="fro", dim=None, keepdim=False, **kwargs', reduce),
  pairReduction('max'),
  pairReduction('min'),
  pairReduction('median'),
  {
    name: 'chunk',
    signature: 'input, chunks, dim=0',
    run: (cx, input, args) => {
      const at = axisOr(cx, args.maybe('dim'), input.shape?.length ?? 1);
      const chunks = args.get('chunks');
      const total = at === null ? undefined : input.shape?.[at];
      const size = typeof total === 'number' && typeof chunks === 'number' ? Math.ceil(total / chunks) : 0;
      if (at === null || total === undefined || typeof total !== 'number') {
        return cx.unknown('data-dependent', input.whyUnknown || 'how many parts there are is not known');
      }
      return split(cx, input, parts(cx, total, size), at);
    },
  },
  {
    name: 'split',
    signature: 'input, split_size_or_sections, dim=0',
    run: (cx, input, args) => {
      const at = axisOr(cx, args.maybe('dim'), input.shape?.length ?? 1);
      const asked = args.get('split_size_or_sections');
      if (at === null) return cx.unknown('data-dependent', 'the axis is not known');
      if (typeof asked === 'number') return split(cx, input, parts(cx, input.shape?.[at] ?? unknownDim(''), asked), at);
      return split(cx, input, sizesOf(cx, [asked]), at);
    },
  },
  {
    name: 'unbind',
    signature: 'input, dim=0',
    run: (cx, input, args) => {
      const at = axisOr(cx, args.maybe('dim'), input.shape?.length ?? 1);
      const total = at === null ? undefined : input.shape?.[at];
      if (at === null || typeof total !== 'number')
        return cx.unknown('data-dependent', input.whyUnknown || 'how many parts there are is not known');
      cx.tick(total);
      const rest = (input.shape ?? []).filter((_, axis) => axis !== at);
      return new PyTuple(Array.from({ length: total }, () => new Tensor(rest, '', resultClass(input))));
    },
  },
  shaped('narrow', 'input, dim, start, length', (shape, args) => {
    const dim = axisArgument(args, 'dim');
    if (dim === undefined) return new UnknownShape('the axis is not known');
    const at = axisOf(dim, shape.length);
    return at instanceof Refusal
      ? at
      : shape.map((size, axis) => (axis === at ? toDim(args.get('length'), 'length') : size));
  }),
  {
    name: 'numel',
    signature: 'input',
    run: (cx, input) =>
      input.shape ? fromDim(product(input.shape)) : cx.unknown('data-dependent', input.whyUnknown, 'int'),
  },
  {
    name: 'dim',
    signature: 'input',
    run: (cx, input) => input.shape?.length ?? cx.unknown('data-dependent', input.whyUnknown, 'int'),
  },
  { name: 'matmul', signature: 'input, other', run: (cx, input, args) => matmul(cx, input, args.get('other')) },
  { name: 'mm', signature: 'input, mat2', run: (cx, input, args) => matmul(cx, input, args.get('mat2')) },
  { name: 'bmm', signature: 'input, mat2', run: (cx, input, args) => matmul(cx, input, args.get('mat2')) },
  ...['add', 'sub', 'mul', 'div', 'pow', 'maximum', 'minimum', 'eq', 'ne', 'lt', 'gt', 'le', 'ge'].map(name => ({
    name,
    signature: 'input, other, *args, **kwargs',
    run: (cx: Interp, input: Tensor, args: BoundArgs): Value => elementwise(cx, input, args.get('other')),
  })),
  { name: 'item', signature: 'input', run: cx => cx.unknown('data-dependent', ITEM) },
  { name: 'tolist', signature: 'input', run: cx => cx.unknown('data-dependent', ITEM) },
  {
    name: 'numpy',
    signature: 'input, *args, **kwargs',
    run: (_cx, input) => new Tensor(input.shape, input.whyUnknown, resultClass(input)),
  },
  { name: 'backward', signature: 'input, *args, **kwargs', run: () => null },
];

function reshapeTo(shape: Shape, sizes: readonly Dim[] | null): Flow {
  return sizes ? reshape(shape, sizes) : UNKNOWN_SIZES;
}

/** A tensor's shape as Python sees it: torch.Size, whose unknown entries are unknown ints. */
export function shapeValue(cx: Interp, tensor: Tensor): Value {
  if (!tensor.shape) return cx.unknown('data-dependent', tensor.whyUnknown || 'the shape is not known', 'tuple');
  return new PyTuple(tensor.shape.map(fromDim), SIZE);
}
