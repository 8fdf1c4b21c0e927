import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { BoundArgs } from '../../python/native.js';
import { PyList, PyTuple, Unknown } from '../../python/value.js';
import { product, subtractDims, unknownDim, type Shape } from '../dims.js';
import { Refusal, UnknownShape, type Flow } from '../flow.js';
import { raiseRefusal } from '../problems.js';
import { asTensor, resultClass, Tensor, tensorOf } from '../tensor.js';
import { toDim } from '../values.js';
import { elementwise } from './elementwise.js';
import { refuse, wrongRank } from './refuse.js';
import {
  along,
  alike,
  axesOf,
  axisArgument,
  axisOfSome,
  eitherName,
  pair,
  replaced,
  shaped,
  valuesAndIndices,
  type TensorOp,
} from './tensorOp.js';
import { sizeText } from '../flow.js';

/** Operations that take a tensor together along axes, go along one of them, or pick elements (ReduceOps.cpp, Sorting.cpp). */

function isList(value: Value | undefined): value is PyTuple | PyList {
  return value instanceof PyTuple || value instanceof PyList;
}

/** The axes of a reduction: all for None or an empty list, one or several otherwise; undefined where they are not known. */
function reducedAxes(given: Value, rank: number): number[] | Refusal | undefined {
  // std(False) and var(False) mean `unbiased`, and reduce all.
  if (given === null || typeof given === 'boolean') return [...Array(rank).keys()];
  if (isList(given) && !(given instanceof PyList && given.open !== null) && given.items.length === 0)
    return [...Array(rank).keys()];
  return axesOf(given, rank);
}

/** A reduction of the shape, and what an operation without a neutral element says of nothing. */
function reduce(shape: Shape, given: Value, keep: Value | undefined, needsSome?: string): Flow {
  const axes = reducedAxes(given, shape.length);
  if (axes instanceof Refusal) return axes;
  if (!axes || typeof keep !== 'boolean') return new UnknownShape('the axes of the reduction are not known');
  if (needsSome !== undefined && product(shape) === 0) {
    const all = given === null;
    const empty = axes.find(axis => shape[axis] === 0);
    if (all) {
      const arg = needsSome.startsWith('arg');
      const tail = arg ? '' : " Specify the reduction dim with the 'dim' argument.";
      const message = `${needsSome}(): Expected reduction dim to be specified for input.numel() == 0.${tail}`;
      return refuse('input-empty', message, arg ? 'IndexError' : 'RuntimeError');
    }
    if (empty !== undefined)
      return refuse(
        'input-empty',
        `${needsSome}(): Expected reduction dim ${empty} to have non-zero size.`,
        'IndexError',
      );
  }
  return shape.flatMap((dim, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [dim]));
}

function keepOf(args: BoundArgs): Value | undefined {
  return eitherName(args, 'keepdim', 'keepdims');
}

/** Reductions over one or several axes. */
function reduction(name: string, signature = 'input, dim=None, keepdim=False, **kwargs'): TensorOp {
  return shaped(name, signature, (shape, args) => {
    const given = eitherName(args, 'dim', 'axis') ?? null;
    const [single, several] = [/^(prod|argmax|argmin)$/.test(name), isList(given)];
    if (single && several) {
      const message =
        name === 'prod'
          ? 'prod() received an invalid combination of arguments - got (tuple), but expected one of:'
          : `${name}(): argument 'dim' (position 1) must be int, not tuple`;
      return refuse('argument-invalid', message, 'TypeError');
    }
    // any and all take an empty list for no axis at all.
    if (/^(any|all)$/.test(name) && isList(given) && given.items.length === 0) return shape;
    const needs = /^(amax|amin|argmax|argmin)$/.test(name) ? name : undefined;
    return reduce(shape, given, keepOf(args), needs);
  });
}

/** std, var: their third argument is keepdim, or unbiased comes before it. */
function spreadOf(name: string): TensorOp {
  const rule = (shape: Shape, args: BoundArgs): Flow => {
    const given = eitherName(args, 'dim', 'axis') ?? null;
    return reduce(shape, given, keepOf(args));
  };
  const op = shaped(name, 'input, dim=None, unbiased=True, keepdim=False, **kwargs', rule);
  return name.endsWith('_mean') ? asPair(op) : op;
}

function asPair(op: TensorOp): TensorOp {
  return {
    ...op,
    run: (cx, input, args) => {
      const one = op.run(cx, input, args);
      return one instanceof Tensor ? new PyTuple([one, new Tensor(one.shape, one.whyUnknown, one.cls)]) : one;
    },
  };
}

/** max, min, median and their kin give a pair (values, indices) when an axis is given, and compare with another tensor. */
function pairReduction(name: string, defaultAxis = 'None'): TensorOp {
  return {
    name,
    signature: `input, dim=${defaultAxis}, keepdim=False, **kwargs`,
    run: (cx, input, args) => {
      const other = args.extra.get('other') ?? eitherName(args, 'dim', 'axis');
      if (other instanceof Tensor) return elementwise(cx, input, other);
      // Of an argument that is not known neither is known whether a pair comes out.
      if (!input.shape || other instanceof Unknown)
        return cx.unknown('data-dependent', input.whyUnknown || 'the axis is not known');
      if (isList(other)) {
        const message = `${name}() received an invalid combination of arguments - got (tuple), but expected one of:`;
        throw raiseRefusal(cx, refuse('argument-invalid', message, 'TypeError'));
      }
      const flow = reduce(input.shape, other ?? null, keepOf(args), /^(max|min)$/.test(name) ? name : undefined);
      const one = tensorOf(cx, flow, resultClass(input));
      return other === null || other === undefined ? one : valuesAndIndices(one);
    },
  };
}

function topk(shape: Shape, at: number, args: BoundArgs): Flow {
  const [k, size] = [args.get('k'), shape.length === 0 ? 1 : shape[at]];
  if (typeof k === 'number' && typeof size === 'number' && (k < 0 || k > size))
    return refuse('index-out-of-range', 'selected index k out of range');
  return shape.length === 0 ? shape : replaced(shape, at, toDim(k, 'k'));
}

function kthvalue(shape: Shape, at: number, args: BoundArgs): Flow {
  const [k, size] = [args.get('k'), shape.length === 0 ? 1 : shape[at]];
  if (typeof k === 'number' && typeof size === 'number' && (k < 1 || k > size))
    return refuse('index-out-of-range', `kthvalue(): selected number k out of range for dimension ${at}`);
  return reduce(shape, at, args.get('keepdim'));
}

function diff(shape: Shape, args: BoundArgs): Flow {
  if (shape.length === 0) return wrongRank('diff expects input to be at least one-dimensional');
  const [dim, n] = [axisArgument(args, 'dim'), axisArgument(args, 'n')];
  if (dim === undefined || n === undefined) return new UnknownShape('the axis is not known');
  const axes = axesOf(dim, shape.length);
  if (!axes || axes instanceof Refusal) return axes ?? shape;
  const at = axes[0] ?? 0;
  const size = shape[at] ?? 1;
  return replaced(shape, at, typeof size === 'number' ? Math.max(0, size - n) : subtractDims(size, n));
}

/** The shape of an index tensor, or why it is not known. */
function indexShape(args: BoundArgs, name: string): Flow {
  const index = asTensor(args.get(name));
  return index?.shape ?? new UnknownShape(index?.whyUnknown || 'the index is not known');
}

function gather(shape: Shape, at: number, args: BoundArgs): Flow {
  const index = indexShape(args, 'index');
  if (index instanceof UnknownShape || index instanceof Refusal) return index;
  if (Math.max(index.length, 1) !== Math.max(shape.length, 1))
    return wrongRank('Index tensor must have the same number of dimensions as input tensor');
  const larger = index.some((size, axis) => {
    const have = shape[axis];
    return axis !== at && typeof size === 'number' && typeof have === 'number' && size > have;
  });
  if (!larger) return index;
  const message = `Size does not match at dimension ${index.findIndex((size, axis) => axis !== at && typeof size === 'number' && typeof shape[axis] === 'number' && size > (shape[axis] as number))} expected index ${sizeText(index)} to be no larger than self ${sizeText(shape)} apart from dimension ${at}`;
  return refuse('shape-mismatch', message);
}

/** take_along_dim: both broadcast but for the axis, along which the indices say how many. */
function takeAlong(shape: Shape, args: BoundArgs, cx: Interp): Flow {
  const index = indexShape(args, 'indices');
  if (index instanceof UnknownShape || index instanceof Refusal) return index;
  if (index.length !== shape.length) {
    const message = `torch.take_along_dim(): input and indices should have the same number of dimensions, but got ${shape.length} dimensions for input, and ${index.length} dimensions for indices`;
    return wrongRank(message);
  }
  const dim = axisArgument(args, 'dim');
  const at = dim === undefined ? undefined : axisOfSome(dim, shape.length);
  if (at instanceof Refusal) return at;
  if (at === undefined) return new UnknownShape('the axis is not known');
  const both = elementwise(cx, new Tensor(replaced(shape, at, index[at] ?? 1)), new Tensor(index));
  return both instanceof Tensor && both.shape ? both.shape : new UnknownShape('the shapes are not known');
}

const SCAN = 'input, dim, **kwargs';

export const REDUCTION_OPS: readonly TensorOp[] = [
  ...alike('mean sum prod nansum nanmean amax amin argmax argmin any all', reductionName => reduction(reductionName)),
  reduction('logsumexp', 'input, dim, keepdim=False, **kwargs'),
  reduction('norm', 'input, p="fro", dim=None, keepdim=False, **kwargs'),
  shaped('count_nonzero', 'input, dim=None', (shape, args) => reduce(shape, args.maybe('dim') ?? null, false)),
  ...alike('std var std_mean var_mean', spreadOf),
  ...alike('max min median nanmedian', name => pairReduction(name)),
  pairReduction('mode', '-1'),
  asPair(
    shaped('aminmax', 'input, *, dim=None, keepdim=False', (shape, args) =>
      reduce(shape, args.maybe('dim') ?? null, keepOf(args), 'aminmax'),
    ),
  ),
  pair(along('topk', 'input, k, dim=-1, largest=True, sorted=True', topk)),
  pair(along('kthvalue', 'input, k, dim=-1, keepdim=False', kthvalue)),
  pair(along('sort', 'input, dim=-1, descending=False, stable=False', shape => shape)),
  along('argsort', 'input, dim=-1, descending=False, stable=False', shape => shape),
  ...alike('cumsum cumprod logcumsumexp', name => along(name, SCAN, shape => shape)),
  ...alike('cummax cummin', name => pair(along(name, SCAN, shape => shape))),
  shaped('diff', 'input, n=1, dim=-1, prepend=None, append=None', (shape, args) =>
    args.get('prepend') === null && args.get('append') === null
      ? diff(shape, args)
      : shape.map(() => unknownDim('what is put before and after')),
  ),
  along('gather', 'input, dim, index, **kwargs', gather),
  shaped('take_along_dim', 'input, indices, dim=None', takeAlong),
  ...alike('softmax log_softmax', name =>
    shaped(name, 'input, dim=None, dtype=None', (shape, args) => {
      const axes = args.get('dim') === null ? [] : axesOf(args.get('dim'), shape.length);
      return axes instanceof Refusal ? axes : shape;
    }),
  ),
];
