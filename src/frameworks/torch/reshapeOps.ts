import type { BoundArgs } from '../../python/native.js';
import { mulDims, product, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, sizeText, UnknownShape, type Flow } from '../flow.js';
import { plainArgs } from './functional.js';
import { noSuchAxis, refuse } from './refuse.js';
import { axisOf, flatten, reshape, unflattened } from './shapeRules.js';
import {
  alike,
  axesOf,
  axisArgument,
  eitherName,
  negativeSize,
  replaced,
  shaped,
  sizesArgument,
  sizesOf,
  UNKNOWN_AXIS,
  UNKNOWN_SIZES,
  type TensorOp,
} from './tensorOp.js';
import { Tensor } from '../tensor.js';

/** Operations that give a tensor other sizes over the same elements, or repeat them. */

function reshapeTo(shape: Shape, sizes: readonly Dim[] | null): Flow {
  return sizes ? reshape(shape, sizes) : UNKNOWN_SIZES;
}

/** Another tensor's sizes. */
function sizesOfOther(args: BoundArgs): Shape | null {
  const other = args.get('other');
  return other instanceof Tensor ? other.shape : null;
}

function squeeze(shape: Shape, args: BoundArgs): Flow {
  const dim = eitherName(args, 'dim', 'axis') ?? null;
  if (dim === null) {
    if (!shape.every(size => typeof size === 'number')) return new UnknownShape('whether a size is 1 is not known');
    return shape.filter(size => size !== 1);
  }
  const axes = axesOf(dim, shape.length);
  if (axes === undefined) return UNKNOWN_AXIS;
  if (axes instanceof Refusal) return axes;
  if (axes.some(axis => shape[axis] !== undefined && typeof shape[axis] !== 'number'))
    return new UnknownShape('whether the size is 1 is not known');
  return shape.filter((size, axis) => size !== 1 || !axes.includes(axis));
}

function unsqueeze(shape: Shape, args: BoundArgs): Flow {
  const dim = eitherName(args, 'dim', 'axis');
  if (typeof dim !== 'number') return UNKNOWN_AXIS;
  const at = axisOf(dim, shape.length + 1);
  return at instanceof Refusal ? at : [...shape.slice(0, at), 1, ...shape.slice(at)];
}

/** expand: sizes of 1 are repeated, −1 keeps a size; new axes come in front (aten/src/ATen/ExpandUtils.cpp). */
export function expand(shape: Shape, sizes: readonly Dim[] | null): Flow {
  if (!sizes) return UNKNOWN_SIZES;
  if (sizes.length < shape.length) {
    const message = `expand(torch.FloatTensor{${sizeText(shape)}}, size=${sizeText(sizes)}): the number of sizes provided (${sizes.length}) must be greater or equal to the number of dimensions in the tensor (${shape.length})`;
    return refuse('shape-mismatch', message);
  }
  const lead = sizes.length - shape.length;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const [asked, have] = [sizes[axis], shape[axis - lead]];
    if (asked === -1 && axis < lead && shape.length > 0) {
      const message = `The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension ${axis}`;
      return refuse('shape-mismatch', message);
    }
    if (asked === -1 || have === undefined || have === 1 || typeof have !== 'number') continue;
    if (typeof asked !== 'number' || asked === have) continue;
    const message = `The expanded size of the tensor (${asked}) must match the existing size (${have}) at non-singleton dimension ${axis}.  Target sizes: ${sizeText(sizes)}.  Tensor sizes: ${sizeText(shape)}`;
    return refuse('shape-mismatch', message);
  }
  if (sizes.some((size, axis) => typeof size === 'number' && size < (axis < lead ? 0 : -1)))
    return refuse('not-positive', 'numel: integer multiplication overflow');
  return sizes.map((size, axis) => (size === -1 ? (shape[axis - lead] ?? 1) : size));
}

function repeat(shape: Shape, counts: readonly Dim[] | null): Flow {
  if (!counts) return UNKNOWN_SIZES;
  if (counts.length < shape.length) {
    const message = 'Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor';
    return refuse('axes-mismatch', message);
  }
  return tile(shape, counts);
}

/** tile(2, 2): fewer counts than axes count from the back. */
function tile(shape: Shape, counts: readonly Dim[] | null): Flow {
  if (!counts) return new UnknownShape('the counts are not known');
  const rank = Math.max(shape.length, counts.length);
  const sizes = Array.from({ length: rank }, (_, axis) =>
    mulDims(shape[axis - rank + shape.length] ?? 1, counts[axis - rank + counts.length] ?? 1),
  );
  return negativeSize(sizes) ?? sizes;
}

function repeatInterleave(shape: Shape, args: BoundArgs): Flow {
  const repeats = args.get('repeats');
  const count: Dim = typeof repeats === 'number' ? repeats : unknownDim('how often each part is repeated is not known');
  if (count === -1 || (typeof count === 'number' && count < 0))
    return refuse('not-positive', 'Repeats must be non-negative');
  if (args.get('dim') === null) return [mulDims(product(shape), count)];
  const dim = axisArgument(args, 'dim');
  if (dim === undefined) return UNKNOWN_AXIS;
  // A tensor without axes is flattened first, and has one axis then.
  if (shape.length === 0) return noSuchAxis(1, 1);
  const at = axisOf(dim, shape.length);
  return at instanceof Refusal ? at : replaced(shape, at, mulDims(shape[at] ?? 1, count));
}

/** atleast_2d puts axes in front, atleast_3d one in front and one behind. */
function atLeast(rank: 1 | 2 | 3): (shape: Shape) => Shape {
  return shape => {
    if (shape.length >= rank) return shape;
    if (shape.length === 0) return Array<Dim>(rank).fill(1);
    const front = rank === 3 && shape.length === 2 ? shape : [1, ...shape];
    return rank === 3 ? [...front, 1] : front;
  };
}

/** unfold(dimension, size, step) of a tensor: windows along an axis, whose elements become a last axis. */
function windows(shape: Shape, args: BoundArgs): Flow {
  const [dimension, size, step] = ['dimension', 'size', 'step'].map(name => axisArgument(args, name));
  if (dimension === undefined || size === undefined || step === undefined) return UNKNOWN_AXIS;
  const at = axisOf(dimension, shape.length);
  if (at instanceof Refusal) return at;
  const have = shape.length === 0 ? 1 : (shape[at] ?? 1);
  if (size < 0) return refuse('not-positive', `size is ${size} but must be >= 0`);
  if (typeof have === 'number' && size > have) {
    const message = `maximum size for tensor at dimension ${at} is ${have} but size is ${size}`;
    return refuse('kernel-larger-than-input', message);
  }
  if (step <= 0) return refuse('not-positive', `step is ${step} but must be > 0`);
  if (shape.length === 0) return [size];
  const count = typeof have === 'number' ? Math.floor((have - size) / step) + 1 : unknownDim('how many windows fit');
  return [...replaced(shape, at, count), size];
}

export const RESHAPE_OPS: readonly TensorOp[] = [
  shaped('view', 'input, *size, **kwargs', (shape, args, cx) => {
    const sizes = sizesArgument(cx, args, 'size');
    if (args.rest.length === 0 && args.extra.size === 0) {
      const message = 'view() received an invalid combination of arguments - got (), but expected one of:';
      return refuse('argument-invalid', message, 'TypeError');
    }
    return reshapeTo(shape, sizes);
  }),
  shaped('reshape', 'input, *shape, **kwargs', (shape, args, cx) => reshapeTo(shape, sizesArgument(cx, args, 'shape'))),
  ...alike('view_as reshape_as', name =>
    shaped(name, 'input, other', (shape, args) => reshapeTo(shape, sizesOfOther(args)?.slice() ?? null)),
  ),
  shaped('ravel', 'input', shape => [product(shape)]),
  shaped('flatten', 'input, start_dim=0, end_dim=-1', (shape, args) => flatten(plainArgs(args), shape)),
  shaped('unflatten', 'input, dim, sizes', (shape, args, cx) => {
    const at = axisArgument(args, 'dim');
    if (at === undefined) return UNKNOWN_AXIS;
    const sizes = sizesOf(cx, [args.get('sizes')]);
    return sizes ? unflattened(shape, at, sizes) : UNKNOWN_SIZES;
  }),
  shaped('squeeze', 'input, dim=None, **kwargs', squeeze),
  shaped('unsqueeze', 'input, dim, **kwargs', unsqueeze),
  shaped('expand', 'input, *sizes, **kwargs', (shape, args, cx) => expand(shape, sizesArgument(cx, args, 'size'))),
  shaped('expand_as', 'input, other', (shape, args) => expand(shape, sizesOfOther(args)?.slice() ?? null)),
  shaped('broadcast_to', 'input, size', (shape, args, cx) => expand(shape, sizesOf(cx, [args.get('size')]))),
  shaped('repeat', 'input, *repeats, **kwargs', (shape, args, cx) => repeat(shape, sizesArgument(cx, args, 'repeats'))),
  shaped('tile', 'input, *dims, **kwargs', (shape, args, cx) => tile(shape, sizesArgument(cx, args, 'dims'))),
  shaped('repeat_interleave', 'input, repeats, dim=None, **kwargs', repeatInterleave),
  shaped('unfold', 'input, dimension, size, step', windows),
  ...([1, 2, 3] as const).map(rank => shaped(`atleast_${rank}d`, 'input', atLeast(rank))),
];
