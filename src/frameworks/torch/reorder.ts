import { PyList, PyTuple } from '../../python/value.js';
import type { Value } from '../../python/klass.js';
import type { BoundArgs } from '../../python/native.js';
import { unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, type Flow } from '../flow.js';
import { refuse, wrongRank } from './refuse.js';
import { axisOf } from './shapeRules.js';
import {
  alike,
  axesOf,
  axisArgument,
  axisOfSome,
  shaped,
  sizesArgument,
  UNKNOWN_AXIS,
  type TensorOp,
} from './tensorOp.js';

/** Operations that put axes, or the elements along them, in another order. */

function permute(shape: Shape, order: readonly (Dim | null)[] | null): Flow {
  if (!order?.every(axis => typeof axis === 'number'))
    return shape.map(() => unknownDim('the order of the axes is not known'));
  if (order.length !== shape.length) {
    const message = `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${shape.length} is not equal to len(dims) = ${order.length}`;
    return refuse('axes-mismatch', message);
  }
  const seen: number[] = [];
  for (const axis of order) {
    const at = axisOf(axis, shape.length);
    if (at instanceof Refusal) return at;
    if (seen.includes(at)) return refuse('axis-out-of-range', 'permute(): duplicate dims are not allowed.');
    seen.push(at);
  }
  return seen.map(axis => shape[axis] ?? 1);
}

/** transpose(dim0, dim1): two axes change places. */
export function swap(shape: Shape, a: number | undefined, b: number | undefined): Flow {
  if (a === undefined || b === undefined) return shape.map(() => unknownDim('the axes are not known'));
  const [x, y] = [axisOf(a, shape.length), axisOf(b, shape.length)];
  if (x instanceof Refusal) return x;
  if (y instanceof Refusal) return y;
  return shape.map((dim, axis) => (axis === x ? (shape[y] ?? dim) : axis === y ? (shape[x] ?? dim) : dim));
}

/** Of matrices and batches of them: rows become columns. */
export function matrixTranspose(name: string): (shape: Shape) => Flow {
  return shape => {
    if (shape.length === 1)
      return wrongRank(`tensor.${name} is only supported on matrices or batches of matrices. Got 1-D tensor.`);
    return shape.length === 0 ? shape : swap(shape, -1, -2);
  };
}

function t(shape: Shape): Flow {
  if (shape.length > 2) return wrongRank(`t() expects a tensor with <= 2 dimensions, but self is ${shape.length}D`);
  return [...shape].reverse();
}

/** movedim(source, destination): the axes named go where they are sent, the others keep their order. */
function movedim(shape: Shape, args: BoundArgs): Flow {
  const [source, destination] = [args.get('source'), args.get('destination')];
  const lists = [source, destination].map(numbers);
  const [from, to] = lists;
  if (!from || !to) return shape.map(() => unknownDim('the axes are not known'));
  if (from.length !== to.length) {
    const message = `movedim: Invalid source or destination dims: source ([${from.join(', ')}] dims) should contain the same number of dims as destination ([${to.join(', ')}] dims)`;
    return refuse('axes-mismatch', message);
  }
  const found: number[][] = [];
  for (const list of [from, to]) {
    const axes = list.map(axis => axisOf(axis, shape.length));
    const wrong = axes.find(axis => axis instanceof Refusal);
    if (wrong instanceof Refusal) return wrong;
    found.push(axes as number[]);
  }
  const [sent = [], places = []] = found;
  for (const [axes, word] of [
    [sent, 'source'],
    [places, 'destination'],
  ] as const) {
    if (new Set(axes).size < axes.length)
      return refuse(
        'axis-out-of-range',
        `movedim: repeated dim in \`${word}\` ([${(word === 'source' ? from : to).join(', ')}])`,
      );
  }
  const others = shape.filter((_, axis) => !sent.includes(axis));
  return shape.map((_, axis) => {
    const at = places.indexOf(axis);
    return at >= 0 ? (shape[sent[at] ?? 0] ?? 1) : (others.shift() ?? 1);
  });
}

function numbers(value: Value): readonly number[] | undefined {
  const list = value instanceof PyTuple || value instanceof PyList ? value.items : [value];
  return list.every(item => typeof item === 'number') ? list : undefined;
}

/** roll(shifts, dims): as many shifts as axes; without axes the whole is one line. */
function roll(shape: Shape, args: BoundArgs): Flow {
  const [shifts, dims] = [numbers(args.get('shifts')), args.maybe('dims') ?? null];
  const axes = dims === null ? [] : numbers(dims);
  if (!shifts || !axes) return shape;
  if (shifts.length === 0) return refuse('argument-missing', '`shifts` required');
  if (shifts.length === 1 && axes.length === 0) return shape;
  if (shifts.length !== axes.length)
    return refuse('axes-mismatch', `shifts and dimensions must align. shifts: ${shifts.length}, dims:${axes.length}`);
  for (const axis of axes) {
    const at = axisOfSome(axis, shape.length);
    if (at instanceof Refusal) return at;
  }
  return shape;
}

function rot90(shape: Shape, args: BoundArgs): Flow {
  const [k, dims] = [args.get('k'), numbers(args.get('dims'))];
  if (typeof k !== 'number' || !dims) return UNKNOWN_AXIS;
  const rank = shape.length;
  const [a, b] = dims;
  if (a === undefined || b === undefined || dims.length > 2)
    return refuse('wrong-length', `expected total rotation dims == 2, but got dims = ${dims.length}`);
  if (rank < 2) return wrongRank(`expected total dims >= 2, but got total dims = ${rank}`);
  if (a === b || Math.abs(a - b) === rank)
    return refuse('axis-out-of-range', `expected rotation dims to be different, but got dim0 = ${a} and dim1 = ${b}`);
  const turned = swap(shape, a, b);
  return turned instanceof Refusal || k % 2 !== 0 ? turned : shape;
}

function diagonal(shape: Shape, args: BoundArgs): Flow {
  const [dim1, dim2, offset] = [axisArgument(args, 'dim1'), axisArgument(args, 'dim2'), args.get('offset')];
  if (dim1 === undefined || dim2 === undefined) return UNKNOWN_AXIS;
  const [one, other] = [axisOf(dim1, shape.length), axisOf(dim2, shape.length)];
  if (one instanceof Refusal) return one;
  if (other instanceof Refusal) return other;
  if (one === other) return refuse('axis-out-of-range', `diagonal dimensions cannot be identical ${dim1}, ${dim2}`);
  const [a, b] = [shape[one], shape[other]];
  const known = typeof a === 'number' && typeof b === 'number' && typeof offset === 'number';
  const length = known ? Math.max(0, Math.min(a + Math.min(offset, 0), b - Math.max(offset, 0))) : null;
  return [
    ...shape.filter((_, axis) => axis !== one && axis !== other),
    length ?? unknownDim('the length of the diagonal is not known'),
  ];
}

/** At least so many axes, or the operation says so. */
function atLeast(rank: number, words: string): (shape: Shape) => Flow {
  return shape => (shape.length < rank ? wrongRank(words) : shape);
}

export const REORDER_OPS: readonly TensorOp[] = [
  shaped('permute', 'input, *dims, **kwargs', (shape, args, cx) => permute(shape, sizesArgument(cx, args, 'dims'))),
  ...alike('transpose swapdims', name =>
    shaped(name, 'input, dim0, dim1', (shape, args) =>
      swap(shape, axisArgument(args, 'dim0'), axisArgument(args, 'dim1')),
    ),
  ),
  shaped('swapaxes', 'input, axis0, axis1', (shape, args) =>
    swap(shape, axisArgument(args, 'axis0'), axisArgument(args, 'axis1')),
  ),
  shaped('t', 'input', t),
  shaped('adjoint', 'input', matrixTranspose('adjoint()')),
  ...alike('movedim moveaxis', name => shaped(name, 'input, source, destination', movedim)),
  shaped('flip', 'input, *dims, **kwargs', (shape, args) => {
    const only = args.rest.length === 1 ? args.rest[0] : new PyTuple(args.rest);
    const axes = axesOf(args.extra.get('dims') ?? only, shape.length);
    return axes instanceof Refusal ? axes : shape;
  }),
  shaped('fliplr', 'input', atLeast(2, 'Input must be >= 2-d.')),
  shaped('flipud', 'input', atLeast(1, 'Input must be >= 1-d.')),
  shaped('roll', 'input, shifts, dims=None', roll),
  shaped('rot90', 'input, k=1, dims=(0, 1)', rot90),
  shaped('diagonal', 'input, offset=0, dim1=0, dim2=1', diagonal),
  ...alike('triu tril', name =>
    shaped(name, 'input, diagonal=0', atLeast(2, `${name}: input tensor must have at least 2 dimensions`)),
  ),
  shaped('trace', 'input', shape =>
    shape.length === 2 ? [] : wrongRank(`trace: expected a matrix, but got tensor with dim ${shape.length}`),
  ),
];
