import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { NativeFn, NativeProperty, type BoundArgs } from '../../python/native.js';
import { PyTuple, Unknown } from '../../python/value.js';
import { ofType, viewOf, viewOrCopy } from '../contents.js';
import { mulDims, product, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal } from '../flow.js';
import { NDARRAY, Tensor, tensorOf } from '../tensor.js';
import { fromDim, toDim } from '../values.js';
import { everyPlace, partPlaces, reordered, smallSizes } from '../torch/positions.js';
import { axisOf, reshape } from '../torch/shapeRules.js';
import { axesOf, need, sizesOf } from '../torch/tensorOp.js';
import { ALL_TENSOR_OPS } from '../torch/tensorOps.js';
import { arrayUnary, ARRAY_REDUCING, reducedArrayType } from './arrayMath.js';
import { arrayOf, contentsOf, typeNamed, typeValue } from './arrayTypes.js';

/** The methods of numpy.ndarray, which have other parameters and other element types than those of torch.Tensor. */

type Method = (cx: Interp, self: Tensor, args: BoundArgs) => Value;

const METHODS = new Map<string, { signature: string; run: Method }>();

function method(names: string, signature: string, run: (name: string) => Method): void {
  for (const name of names.split(' ')) METHODS.set(name, { signature, run: run(name) });
}

const nothing = (self: Tensor, why = self.whyUnknown): Tensor =>
  new Tensor(null, why || 'the axes are not known', NDARRAY);

/** The same elements with other sizes. */
function viewed(cx: Interp, self: Tensor, shape: Shape | Refusal): Tensor {
  const made = tensorOf(cx, shape, NDARRAY);
  const sizes = smallSizes(made.shape);
  return made.holding(viewOrCopy(self.contents, sizes ? everyPlace(sizes) : null));
}

function permuted(cx: Interp, self: Tensor, order: readonly number[]): Tensor {
  const shape = self.shape ?? [];
  const sizes = smallSizes(shape);
  const made = tensorOf(
    cx,
    order.map(axis => shape[axis] ?? 1),
    NDARRAY,
  );
  return made.holding(viewOf(self.contents, sizes ? reordered(sizes, order) : null));
}

/** A copy with the same elements, of another type. */
function copied(self: Tensor, dtype = self.dtype): Tensor {
  return new Tensor(self.shape, self.whyUnknown, NDARRAY).holding(
    self.dtype === null ? ofType(dtype) : contentsOf(dtype, self.values),
  );
}

method('reshape', 'self, *shape, order="C"', () => (cx, self, args) => {
  const sizes = sizesOf(cx, args.rest);
  if (!self.shape || !sizes) return nothing(self, 'the sizes are not known');
  const flow = reshape(self.shape, sizes);
  return Array.isArray(flow) && args.get('order') === 'C'
    ? viewed(cx, self, flow as Shape)
    : tensorOf(cx, flow, NDARRAY);
});
method('ravel flatten', 'self, order="C"', name => (cx, self, args) => {
  if (!self.shape) return nothing(self);
  const flat = [product(self.shape)];
  if (args.get('order') !== 'C') return tensorOf(cx, flat, NDARRAY).holding(ofType(self.dtype));
  const made = viewed(cx, self, flat);
  return name === 'flatten' ? copied(made) : made;
});
method('transpose', 'self, *axes', () => (cx, self, args) => {
  if (!self.shape) return nothing(self);
  const rank = self.shape.length;
  const [only] = args.rest;
  const given = args.rest.length === 1 && typeof only !== 'number' ? only : new PyTuple([...args.rest]);
  if (args.rest.length === 0 || only === null) return permuted(cx, self, [...Array(rank).keys()].reverse());
  const axes = axesOf(given, rank);
  if (axes === undefined) return nothing(self);
  const order = need(cx, axes);
  if (order.length !== rank) throw cx.error('ValueError', "axes don't match array");
  return permuted(cx, self, order);
});
method('swapaxes', 'self, axis1, axis2', () => (cx, self, args) => {
  const axes = self.shape && axesOf(new PyTuple([args.get('axis1'), args.get('axis2')]), self.shape.length, false);
  if (!self.shape || !axes) return nothing(self);
  const [a = 0, b = 0] = need(cx, axes);
  return permuted(
    cx,
    self,
    self.shape.map((_, axis) => (axis === a ? b : axis === b ? a : axis)),
  );
});
method('squeeze', 'self, axis=None', () => (cx, self, args) => {
  const axes = self.shape && (args.get('axis') === null ? undefined : axesOf(args.get('axis'), self.shape.length));
  if (!self.shape || (args.get('axis') !== null && !axes)) return nothing(self);
  if (self.shape.some(size => typeof size !== 'number')) return nothing(self, 'whether a size is 1 is not known');
  const dropped = axes ? need(cx, axes) : self.shape.flatMap((size, axis) => (size === 1 ? [axis] : []));
  if (dropped.some(axis => self.shape?.[axis] !== 1))
    throw cx.error('ValueError', 'cannot select an axis to squeeze out which has size not equal to one');
  return viewed(
    cx,
    self,
    self.shape.filter((_, axis) => !dropped.includes(axis)),
  );
});
method(
  'astype',
  'self, dtype, *args, **kwargs',
  () => (_cx, self, args) => copied(self, typeNamed(args.get('dtype')) ?? null),
);
method('copy', 'self, order="C"', () => (_cx, self) => copied(self));
method('fill', 'self, value', () => (cx, self, args) => {
  const value = arrayOf(cx, args.get('value')).values?.[0];
  const sizes = smallSizes(self.shape);
  self.write(cx, sizes && value !== undefined ? everyPlace(sizes) : null, () => value);
  return null;
});
method('repeat', 'self, repeats, axis=None', () => (_cx, self, args) => {
  const [times, axis] = [args.get('repeats'), args.get('axis')];
  if (!self.shape) return nothing(self);
  const many = (size: Dim): Dim =>
    typeof times === 'number' ? mulDims(size, times) : unknownDim('how often is not known');
  if (axis === null) return new Tensor([many(product(self.shape))], '', NDARRAY).holding(ofType(self.dtype));
  if (typeof axis !== 'number') return nothing(self);
  const at = axis < 0 ? axis + self.shape.length : axis;
  return new Tensor(
    self.shape.map((size, i) => (i === at ? many(size) : size)),
    '',
    NDARRAY,
  ).holding(ofType(self.dtype));
});
method('clip', 'self, min=None, max=None, **kwargs', () => (_cx, self, args) => {
  const bounds = [args.get('min'), args.get('max')];
  const known = bounds.every(bound => bound === null || typeof bound === 'number');
  const [low, high] = bounds.map((bound, i) => (typeof bound === 'number' ? bound : i === 0 ? -Infinity : Infinity));
  const clipped = self.values?.map(value => Math.min(Math.max(value, low ?? 0), high ?? 0));
  return new Tensor(self.shape, self.whyUnknown, NDARRAY).holding(
    known ? contentsOf(self.dtype, clipped) : ofType(null),
  );
});
method(
  'round',
  'self, decimals=0, **kwargs',
  () => (_cx, self, args) =>
    new Tensor(self.shape, self.whyUnknown, NDARRAY).holding(
      args.get('decimals') === 0 ? arrayUnary('round', self) : ofType(self.dtype),
    ),
);
method('take', 'self, indices, axis=None', () => (cx, self, args) => {
  const indices = arrayOf(cx, args.get('indices')).shape;
  const axis = args.get('axis');
  if (!self.shape || !indices) return nothing(self, 'the indices are not known');
  if (axis === null) return new Tensor(indices, '', NDARRAY).holding(ofType(self.dtype));
  if (typeof axis !== 'number') return nothing(self);
  const at = need(cx, axisOf(axis, self.shape.length));
  return new Tensor([...self.shape.slice(0, at), ...indices, ...self.shape.slice(at + 1)], '', NDARRAY).holding(
    ofType(self.dtype),
  );
});
method(
  'argsort',
  'self, axis=-1, **kwargs',
  () => (_cx, self) => new Tensor(self.shape, self.whyUnknown, NDARRAY).holding(ofType('int64')),
);
method('sort', 'self, axis=-1, **kwargs', () => (cx, self) => {
  const sorted = self.shape?.length === 1 && self.values ? [...self.values].sort((a, b) => a - b) : null;
  self.write(cx, sorted ? sorted.map((_, i) => i) : null, (_place, at) => sorted?.[at]);
  return null;
});
method('nonzero', 'self', () => (cx, self) => {
  const rank = self.shape?.length;
  if (rank === undefined) return cx.unknown('data-dependent', self.whyUnknown);
  const places = rank === 1 ? self.values?.flatMap((value, i) => (value !== 0 ? [i] : [])) : undefined;
  const count = self.values
    ? self.values.filter(value => value !== 0).length
    : unknownDim('how many are not zero depends on their values');
  return new PyTuple(
    Array.from({ length: rank }, () => new Tensor([count], '', NDARRAY).holding(contentsOf('int64', places))),
  );
});
method('cumsum cumprod', 'self, axis=None, **kwargs', name => (_cx, self, args) => {
  if (!self.shape) return nothing(self);
  const shape = args.get('axis') === null ? [product(self.shape)] : self.shape;
  const dtype = reducedArrayType(name, self.dtype);
  let total = 0;
  const isWhole = self.shape.length === 1 && self.values?.every(value => Number.isInteger(value)) === true;
  const sums = name === 'cumsum' && isWhole ? self.values?.map(value => (total += value)) : null;
  return new Tensor(shape, '', NDARRAY).holding(contentsOf(args.extra.size > 0 ? null : dtype, sums));
});
method(
  'sum prod mean max min any all argmax argmin std var median',
  'self, axis=None, dtype=None, out=None, keepdims=False, **kwargs',
  name => (cx, self, args) => reduced(cx, name, self, args.get('axis'), args.get('keepdims'), args.get('dtype')),
);

/** Elements taken together along axes, or all of them. */
export function reduced(cx: Interp, name: string, self: Tensor, axis: Value, keep: Value, asked: Value): Value {
  const { shape } = self;
  if (!shape || typeof keep !== 'boolean') return nothing(self);
  const axes = axis === null ? [...shape.keys()] : need(cx, axesOf(axis, shape.length) ?? new Refusal('TypeError', ''));
  const kept = shape.flatMap((size, at) => (axes.includes(at) ? (keep ? [1] : []) : [size]));
  const type = typeNamed(asked);
  const dtype = type === undefined ? reducedArrayType(name, self.dtype) : type;
  return new Tensor(kept, '', NDARRAY).holding(contentsOf(dtype, type === undefined ? groups(name, self, axes) : null));
}

function groups(name: string, self: Tensor, axes: readonly number[]): (number | undefined)[] | null {
  const [sizes, values, run] = [smallSizes(self.shape), self.values, ARRAY_REDUCING[name]];
  const { dtype } = self;
  if (!sizes || !values || !run || dtype === null) return null;
  if (axes.length === sizes.length) return [run(values, dtype)];
  const [at] = axes;
  if (axes.length !== 1 || at === undefined) return null;
  const step = sizes.slice(at + 1).reduce((all, size) => all * size, 1);
  const starts = sizes[at] === 0 ? [] : partPlaces(sizes, at, 0, 1);
  return starts.map(start =>
    run(
      Array.from({ length: sizes[at] ?? 1 }, (_, i) => values[start + i * step] ?? 0),
      dtype,
    ),
  );
}

function selfOf(cx: Interp, value: Value): Tensor {
  if (value instanceof Tensor) return value;
  throw cx.error('TypeError', `descriptor requires a 'numpy.ndarray' object but received '${cx.classOf(value).name}'`);
}

/** What an array has from torch's table: their sizes and elements are told alike. */
const SHARED = new Set('item tolist dim numel'.split(' '));

function property(name: string, get: (cx: Interp, self: Tensor) => Value): void {
  NDARRAY.dict.set(name, new NativeProperty((cx, self) => get(cx, selfOf(cx, self))));
}

/** Gives the class of arrays its own methods in place of torch's. */
export function defineArrayMethods(): void {
  for (const op of ALL_TENSOR_OPS) if (!SHARED.has(op.name)) NDARRAY.dict.delete(op.name);
  for (const name of 'dim numel nelement ndimension resize_ new_zeros new_ones new_empty data grad requires_grad is_cuda device mT mH'.split(
    ' ',
  ))
    NDARRAY.dict.delete(name);
  for (const name of [...NDARRAY.dict.keys()])
    if (/[a-z]_$/.test(name) && !name.startsWith('_')) NDARRAY.dict.delete(name);
  for (const [name, { signature, run }] of METHODS)
    NDARRAY.dict.set(
      name,
      NativeFn.of(name, signature, (cx, args) => run(cx, selfOf(cx, args.get('self')), args)),
    );

  property('size', (cx, self) =>
    self.shape ? fromDim(product(self.shape)) : cx.unknown('data-dependent', self.whyUnknown, 'int'),
  );
  property('dtype', (cx, self) =>
    self.dtype === null
      ? cx.unknown('unmodelled', 'the type of the elements is not followed here')
      : typeValue(self.dtype),
  );
  property('T', (cx, self) => (self.shape ? permuted(cx, self, [...self.shape.keys()].reverse()) : nothing(self)));
}

/** Methods as functions: np.transpose(a, axes) is a.transpose(axes). */
export function asFunction(cx: Interp, name: string, array: Value, ...rest: Value[]): Value {
  const its = arrayOf(cx, array);
  if (!its.shape && array instanceof Unknown) return new Tensor(null, array.why.message, NDARRAY);
  const found = cx.getAttr(its, name);
  return found === undefined ? null : cx.callWith(found, ...rest);
}

/** np.expand_dims. */
export function expanded(cx: Interp, array: Value, axis: Value): Value {
  const self = arrayOf(cx, array);
  if (!self.shape || typeof axis !== 'number') return nothing(self);
  const at = need(cx, axisOf(axis, self.shape.length + 1));
  return viewed(cx, self, [...self.shape.slice(0, at), 1, ...self.shape.slice(at)]);
}

/** A size argument: an int, or several. */
export function shapeArgument(cx: Interp, value: Value): Dim[] | null {
  return typeof value === 'number' ? [toDim(value, 'shape')] : sizesOf(cx, [value]);
}
