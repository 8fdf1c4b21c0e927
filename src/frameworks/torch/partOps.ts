import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { BoundArgs } from '../../python/native.js';
import { PyList, PyTuple } from '../../python/value.js';
import { isKnown, mulDims, product, unknownDim, type Dim, type Shape } from '../dims.js';
import { Refusal, UnknownShape, type Flow } from '../flow.js';
import { asTensor, resultClass, Tensor } from '../tensor.js';
import { toDim } from '../values.js';
import { axisOf, unflattened } from './shapeRules.js';
import {
  axisArgument,
  elementwise,
  shaped,
  sizesOf,
  TENSOR_OPS,
  valuesAndIndices,
  type TensorOp,
} from './tensorOps.js';

/** Operations that take parts of a tensor, put them in order, repeat them, or move axes. */

const UNKNOWN_AXIS = new UnknownShape('the axis is not known');

/** The axis that an argument names, counted from the front; a refusal where there is none, undefined where it is not known. */
function axis(args: BoundArgs, name: string, rank: number): number | Refusal | undefined {
  const value = args.maybe(name);
  return typeof value === 'number' ? axisOf(value, rank) : undefined;
}

/** A rule about one axis: what the sizes become, given where it is. */
function along(name: string, signature: string, rule: (shape: Shape, at: number, args: BoundArgs) => Flow): TensorOp {
  return shaped(name, signature, (shape, args) => {
    const at = axis(args, 'dim', shape.length);
    if (at === undefined) return UNKNOWN_AXIS;
    return at instanceof Refusal ? at : rule(shape, at, args);
  });
}

function replaced(shape: Shape, at: number, size: Dim): Shape {
  return shape.map((dim, i) => (i === at ? size : dim));
}

/** A pair (values, indices) of the shape that a rule about one axis gives. */
function pair(op: TensorOp): TensorOp {
  return {
    ...op,
    run: (cx, input, args) => {
      const values = op.run(cx, input, args);
      return values instanceof Tensor ? valuesAndIndices(values) : values;
    },
  };
}

/** The shape of an index tensor, or why it is not known. */
function indexShape(args: BoundArgs): Flow {
  const index = asTensor(args.get('index'));
  return index?.shape ?? new UnknownShape(index?.whyUnknown || 'the index is not known');
}

/** tile(2, 2): fewer counts than axes count from the back. */
function tile(shape: Shape, counts: readonly Dim[] | null): Flow {
  if (!counts) return new UnknownShape('the counts are not known');
  const rank = Math.max(shape.length, counts.length);
  return Array.from({ length: rank }, (_, i) =>
    mulDims(shape[i - rank + shape.length] ?? 1, counts[i - rank + counts.length] ?? 1),
  );
}

function axesOf(value: Value | undefined, rank: number): number[] | Refusal | undefined {
  const list = value instanceof PyTuple || value instanceof PyList ? value.items : value === undefined ? [] : [value];
  const axes: number[] = [];
  for (const item of list) {
    if (typeof item !== 'number') return undefined;
    const at = axisOf(item, rank);
    if (at instanceof Refusal) return at;
    axes.push(at);
  }
  return axes;
}

/** movedim(source, destination): the axes named go where they are sent, the others keep their order. */
function movedim(shape: Shape, args: BoundArgs): Flow {
  const [from, to] = [axesOf(args.get('source'), shape.length), axesOf(args.get('destination'), shape.length)];
  if (from instanceof Refusal) return from;
  if (to instanceof Refusal) return to;
  if (!from || !to || from.length !== to.length) return shape.map(() => unknownDim('the axes are not known'));
  const others = shape.filter((_, i) => !from.includes(i));
  return shape.map((_, i) => {
    const sent = to.indexOf(i);
    return sent >= 0 ? (shape[from[sent] ?? 0] ?? 1) : (others.shift() ?? 1);
  });
}

function diagonal(shape: Shape, args: BoundArgs): Flow {
  const [one, other] = [axis(args, 'dim1', shape.length), axis(args, 'dim2', shape.length)];
  if (one instanceof Refusal) return one;
  if (other instanceof Refusal) return other;
  if (one === undefined || other === undefined) return UNKNOWN_AXIS;
  const [a, b, offset] = [shape[one], shape[other], args.get('offset')];
  const known = typeof a === 'number' && typeof b === 'number' && typeof offset === 'number';
  const length = known ? Math.max(0, Math.min(a + Math.min(offset, 0), b - Math.max(offset, 0))) : null;
  return [
    ...shape.filter((_, i) => i !== one && i !== other),
    length ?? unknownDim('the length of the diagonal is not known'),
  ];
}

function rot90(shape: Shape, args: BoundArgs): Flow {
  const [k, dims] = [args.get('k'), axesOf(args.get('dims'), shape.length)];
  if (dims instanceof Refusal) return dims;
  const [a, b] = dims ?? [];
  if (typeof k !== 'number' || a === undefined || b === undefined) return UNKNOWN_AXIS;
  return k % 2 === 0 ? shape : shape.map((dim, i) => (i === a ? (shape[b] ?? dim) : i === b ? (shape[a] ?? dim) : dim));
}

/** An elementwise operation of three tensors, of which the others are under these names. */
function ternary(name: string, signature: string, others: readonly string[]): TensorOp {
  return {
    name,
    signature,
    run: (cx: Interp, input: Tensor, args: BoundArgs): Value =>
      others.reduce<Value>((all, other) => elementwise(cx, all, args.get(other)), input),
  };
}

const PART_OPS: readonly TensorOp[] = [
  along('select', 'input, dim, index', (shape, at) => shape.filter((_, i) => i !== at)),
  along('index_select', 'input, dim, index', (shape, at, args) => {
    const index = indexShape(args);
    return index instanceof UnknownShape || index instanceof Refusal ? index : replaced(shape, at, index[0] ?? 1);
  }),
  shaped('gather', 'input, dim, index, **kwargs', (_shape, args) => indexShape(args)),
  pair(
    along('topk', 'input, k, dim=-1, largest=True, sorted=True', (shape, at, args) =>
      replaced(shape, at, toDim(args.get('k'), 'k')),
    ),
  ),
  pair(along('sort', 'input, dim=-1, descending=False, stable=False', shape => shape)),
  along('argsort', 'input, dim=-1, descending=False, stable=False', shape => shape),
  shaped('tile', 'input, *dims', (shape, args, cx) => tile(shape, sizesOf(cx, args.rest))),
  shaped('repeat_interleave', 'input, repeats, dim=None, **kwargs', (shape, args) => {
    const repeats = args.get('repeats');
    const count = typeof repeats === 'number' ? repeats : unknownDim('how often each part is repeated is not known');
    if (args.get('dim') === null) return [mulDims(product(shape), count)];
    const at = axis(args, 'dim', shape.length);
    if (at === undefined) return UNKNOWN_AXIS;
    return at instanceof Refusal ? at : replaced(shape, at, mulDims(shape[at] ?? 1, count));
  }),
  ...['movedim', 'moveaxis'].map(name => shaped(name, 'input, source, destination', movedim)),
  shaped('unflatten', 'input, dim, sizes', (shape, args, cx) => {
    const at = axisArgument(args, 'dim');
    if (at === undefined) return UNKNOWN_AXIS;
    const sizes = sizesOf(cx, [args.get('sizes')]);
    return sizes ? unflattened(shape, at, sizes) : new UnknownShape('the sizes are not known');
  }),
  shaped('diagonal', 'input, offset=0, dim1=0, dim2=1', diagonal),
  shaped('rot90', 'input, k=1, dims=(0, 1)', rot90),
  ternary('lerp', 'input, end, weight', ['end', 'weight']),
  ternary('addcmul', 'input, tensor1, tensor2, *, value=1', ['tensor1', 'tensor2']),
  ternary('addcdiv', 'input, tensor1, tensor2, *, value=1', ['tensor1', 'tensor2']),
];

/** All that torch's functions and the methods of the same names do to shapes. */
export const ALL_TENSOR_OPS: readonly TensorOp[] = [...TENSOR_OPS, ...PART_OPS];

/** torch.einsum of an equation without an ellipsis: each letter is one size. */
export function einsum(cx: Interp, equation: Value, operands: readonly Value[]): Value {
  const [only] = operands;
  const list = operands.length === 1 && (only instanceof PyList || only instanceof PyTuple) ? only.items : operands;
  const tensors = list.map(value => asTensor(value));
  const unknown = (why: string): Tensor => new Tensor(null, why);
  if (typeof equation !== 'string' || !/^[a-zA-Z,]+->[a-zA-Z]*$/.test(equation.replaceAll(' ', ''))) {
    return unknown('the equation is not modelled');
  }
  const [left = '', right = ''] = equation.replaceAll(' ', '').split('->');
  const sizes = new Map<string, Dim>();
  for (const [i, letters] of left.split(',').entries()) {
    const shape = tensors[i]?.shape;
    if (!shape) return unknown(tensors[i]?.whyUnknown || 'an operand is not known');
    if (shape.length !== letters.length) {
      const message = `einsum(): the number of subscripts in the equation (${letters.length}) does not match the number of dimensions (${shape.length}) for operand ${i} and no ellipsis was given`;
      throw cx.error('RuntimeError', message);
    }
    for (const [axis, letter] of [...letters].entries()) {
      const [size, before] = [shape[axis] ?? 1, sizes.get(letter)];
      // A size of 1 broadcasts; the more definite of two is kept.
      if (before === undefined || before === 1 || (!isKnown(before) && isKnown(size))) sizes.set(letter, size);
    }
  }
  const first = tensors[0];
  const shape = [...right].map(letter => sizes.get(letter) ?? unknownDim('the letter is on no operand'));
  return new Tensor(shape, '', first ? resultClass(first) : undefined);
}
