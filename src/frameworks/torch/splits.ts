import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { BoundArgs } from '../../python/native.js';
import { PyTuple } from '../../python/value.js';
import { unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, sizeText, UnknownShape, type Flow } from '../flow.js';
import { raiseRefusal } from '../problems.js';
import { asTensor, resultClass, Tensor, tensorOf } from '../tensor.js';
import { toDim } from '../values.js';
import { refuse, wrongRank } from './refuse.js';
import { axisOf } from './shapeRules.js';
import {
  along,
  alike,
  axisArgument,
  axisOfSome,
  need,
  replaced,
  shaped,
  sizesOf,
  UNKNOWN_AXIS,
  type TensorOp,
} from './tensorOp.js';

/** Operations that give parts of a tensor (aten/src/ATen/native/TensorShape.cpp). */

/** The parts of these sizes along an axis. */
function partsOf(cx: Interp, input: Tensor, sizes: readonly Dim[], at: number): Value {
  const shape = input.shape ?? [];
  cx.tick(sizes.length);
  return new PyTuple(sizes.map(size => tensorOf(cx, replaced(shape, at, size), resultClass(input))));
}

/** Parts of equal size, the last one smaller. */
function equalParts(cx: Interp, total: number, size: number): number[] {
  const count = Math.max(1, Math.ceil(total / Math.max(size, 1)));
  cx.tick(count);
  return Array.from({ length: count }, (_, index) => Math.min(size, total - index * size));
}

const HOW_MANY = 'how many parts there are is not known';

/** An operation into parts along `dim`: the rule gives their sizes. */
function splitting(
  name: string,
  signature: string,
  needed: string,
  rule: (cx: Interp, total: Dim, args: BoundArgs, at: number) => readonly Dim[] | Refusal | null,
): TensorOp {
  return {
    name,
    signature,
    run: (cx, input, args) => {
      const dim = axisArgument(args, 'dim');
      if (!input.shape || dim === undefined) return cx.unknown('data-dependent', input.whyUnknown || HOW_MANY);
      if (input.shape.length === 0) throw raiseRefusal(cx, wrongRank(needed));
      // What is asked for is looked at before the axis.
      const early = name === 'chunk' || name === 'split' ? rule(cx, unknownDim(''), args, 0) : null;
      if (early instanceof Refusal) throw raiseRefusal(cx, early);
      const at = need(cx, axisOf(dim, input.shape.length));
      const sizes = need(cx, rule(cx, input.shape[at] ?? 1, args, at));
      return sizes ? partsOf(cx, input, sizes, at) : cx.unknown('data-dependent', HOW_MANY);
    },
  };
}

function chunk(cx: Interp, total: Dim, args: BoundArgs): number[] | Refusal | null {
  const chunks = args.get('chunks');
  if (typeof chunks !== 'number') return null;
  if (chunks < 1) return refuse('not-positive', `chunk expects \`chunks\` to be greater than 0, got: ${chunks}`);
  if (typeof total !== 'number') return null;
  // Of nothing there are as many parts as were asked for.
  if (total === 0) return Array<number>(chunks).fill(0);
  return equalParts(cx, total, Math.ceil(total / chunks));
}

function split(cx: Interp, total: Dim, args: BoundArgs, at: number): readonly Dim[] | Refusal | null {
  const asked = args.get('split_size_or_sections');
  if (typeof asked !== 'number') return splitWithSizes(sizesOf(cx, [asked]), total, at);
  if (asked < 0) return refuse('not-positive', `split expects split_size be non-negative, but got split_size=${asked}`);
  if (typeof total !== 'number') return null;
  if (asked === 0 && total !== 0) {
    const message = `split_size can only be 0 if dimension size is 0, but got dimension size of ${total}`;
    return refuse('not-positive', message);
  }
  return asked === 0 ? [0] : equalParts(cx, total, asked);
}

function splitWithSizes(sizes: readonly Dim[] | null, total: Dim, at: number): readonly Dim[] | Refusal | null {
  if (!sizes) return null;
  const list = sizeText(sizes);
  let sum = 0;
  for (const size of sizes) {
    if (typeof size !== 'number') return sizes;
    if (size < 0)
      return refuse(
        'not-positive',
        `split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=${list}`,
      );
    sum += size;
  }
  if (typeof total !== 'number' || sum === total) return sizes;
  const message = `split_with_sizes expects split_sizes to sum exactly to ${total} (input tensor's size at dimension ${at}), but got split_sizes=${list}`;
  return refuse('shape-mismatch', message);
}

/** tensor_split: so many parts, the first ones larger by one; or parts between indices. */
function tensorSplit(cx: Interp, total: Dim, args: BoundArgs): number[] | Refusal | null {
  // The schemas of C++ have names of their own for the two kinds of argument.
  const asked = ['indices_or_sections', 'indices', 'sections']
    .map(name => args.get(name))
    .find(value => value !== null);
  if (typeof total !== 'number' || asked === undefined) return null;
  if (typeof asked === 'number') {
    if (asked < 1) return refuse('not-positive', `number of sections must be larger than 0, got ${asked}`);
    cx.tick(asked);
    return Array.from({ length: asked }, (_, part) => Math.floor(total / asked) + (part < total % asked ? 1 : 0));
  }
  const indices = sizesOf(cx, [asked]);
  if (!indices?.every(index => typeof index === 'number')) return null;
  const bound = (index: number): number => Math.max(0, Math.min(total, index < 0 ? index + total : index));
  const edges = [0, ...indices.map(bound), total];
  return edges.slice(1).map((end, part) => Math.max(0, end - (edges[part] ?? 0)));
}

function narrow(shape: Shape, at: number, args: BoundArgs): Flow {
  const [start, length, size] = [axisArgument(args, 'start'), args.get('length'), shape[at]];
  if (typeof length !== 'number' || start === undefined || typeof size !== 'number')
    return replaced(shape, at, toDim(args.get('length'), 'length'));
  if (length < 0) return refuse('output-too-small', 'narrow(): length must be non-negative.');
  if (start > size || start < -size) {
    const message = `start out of range (expected to be in range of [${-size}, ${size}], but got ${start})`;
    return refuse('index-out-of-range', message, 'IndexError');
  }
  const from = start < 0 ? start + size : start;
  if (from + length > size)
    return refuse('index-out-of-range', `start (${from}) + length (${length}) exceeds dimension size (${size}).`);
  return replaced(shape, at, length);
}

function select(shape: Shape, args: BoundArgs): Flow {
  const [dim, index] = [axisArgument(args, 'dim'), axisArgument(args, 'index')];
  if (shape.length === 0) return wrongRank('select() cannot be applied to a 0-dim tensor.', 'IndexError');
  if (dim === undefined) return UNKNOWN_AXIS;
  const at = axisOf(dim, shape.length);
  if (at instanceof Refusal) return at;
  const size = shape[at];
  if (index !== undefined && typeof size === 'number' && (index >= size || index < -size)) {
    const message = `select(): index ${index} out of range for tensor of size ${sizeText(shape)} at dimension ${at}`;
    return refuse('index-out-of-range', message, 'IndexError');
  }
  return shape.filter((_, axis) => axis !== at);
}

/** index_select: as many parts as the vector of indices has entries. */
function indexSelect(shape: Shape, at: number, args: BoundArgs): Flow {
  const index = asTensor(args.get('index'));
  if (!index?.shape) return new UnknownShape(index?.whyUnknown || 'the index is not known');
  if (index.shape.length > 1) return wrongRank('index_select(): Index is supposed to be a vector', 'IndexError');
  const count = index.shape[0] ?? 1;
  if (shape.length > 0) return replaced(shape, at, count);
  if (typeof count !== 'number' || count === 1) return shape;
  return refuse('shape-mismatch', `index_select(): Index to scalar can have only 1 value, got ${count} value(s)`);
}

export const SPLIT_OPS: readonly TensorOp[] = [
  splitting('chunk', 'input, chunks, dim=0', 'chunk expects at least a 1-dimensional tensor', chunk),
  splitting('split', 'input, split_size_or_sections, dim=0', 'split expects at least a 1-dimensional tensor', split),
  splitting(
    'split_with_sizes',
    'input, split_sizes, dim=0',
    'split expects at least a 1-dimensional tensor',
    (cx, total, args, at) => splitWithSizes(sizesOf(cx, [args.get('split_sizes')]), total, at),
  ),
  splitting(
    'tensor_split',
    'input, indices_or_sections=None, dim=0, indices=None, sections=None',
    'tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims',
    tensorSplit,
  ),
  {
    name: 'unbind',
    signature: 'input, dim=0',
    run: (cx, input, args) => {
      const dim = axisArgument(args, 'dim');
      if (!input.shape || dim === undefined) return cx.unknown('data-dependent', input.whyUnknown || HOW_MANY);
      const at = need(cx, axisOfSome(dim, input.shape.length));
      const total = input.shape[at];
      if (typeof total !== 'number') return cx.unknown('data-dependent', HOW_MANY);
      cx.tick(total);
      const rest = input.shape.filter((_, axis) => axis !== at);
      return new PyTuple(Array.from({ length: total }, () => new Tensor(rest, '', resultClass(input))));
    },
  },
  shaped('narrow', 'input, dim, start, length', (shape, args) => {
    if (shape.length === 0) return wrongRank('narrow() cannot be applied to a 0-dim tensor.');
    const dim = axisArgument(args, 'dim');
    if (dim === undefined) return UNKNOWN_AXIS;
    const length = args.get('length');
    if (typeof length === 'number' && length < 0) return narrow(shape, 0, args);
    const at = axisOf(dim, shape.length);
    return at instanceof Refusal ? at : narrow(shape, at, args);
  }),
  shaped('select', 'input, dim, index', select),
  ...alike('index_select', name => along(name, 'input, dim, index', indexSelect)),
];
