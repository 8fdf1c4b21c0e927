import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { BoundArgs } from '../../python/native.js';
import { PyTuple } from '../../python/value.js';
import { ofType, ofValues } from '../contents.js';
import {
  addDims,
  isKnown,
  mulDims,
  product,
  smallerDim,
  subtractDims,
  unknownDim,
  type Dim,
  type Shape,
} from '../dims.js';
import { Refusal, UnknownShape, type Flow } from '../flow.js';
import { asTensor, resultClass, Tensor, tensorOf } from '../tensor.js';
import { toDim } from '../values.js';
import { elementwise } from './elementwise.js';
import { refuse, wrongRank } from './refuse.js';
import { axisOf } from './shapeRules.js';
import { PICKED, unique, uniqueConsecutive } from './uniqueOp.js';
import { along, alike, axesOf, axisArgument, replaced, shaped, sizesOf, type TensorOp } from './tensorOp.js';

/** Further operations: scatters, those whose sizes depend on values, matrices' decompositions, statistics. */

/** All non-zero places: a row each, or a vector per axis. */
const nonzero: TensorOp = {
  name: 'nonzero',
  signature: 'input, as_tuple=False',
  run: (cx, input, args) => {
    const rank = input.shape?.length;
    if (rank === undefined) return new Tensor(null, input.whyUnknown, resultClass(input));
    const { values } = input;
    const count: Dim = values ? values.filter(value => value !== 0).length : unknownDim(PICKED);
    const line = (): Tensor => {
      const places = rank === 1 && values ? values.flatMap((value, i) => (value !== 0 ? [i] : [])) : null;
      return new Tensor([count], '', resultClass(input)).holding(ofValues('int64', places));
    };
    const separate = args.get('as_tuple');
    if (separate === true) return new PyTuple(Array.from({ length: Math.max(rank, 1) }, line));
    if (separate !== false) return cx.unknown('data-dependent', 'whether a tuple is asked for is not known');
    const found = new Tensor([count, rank], '', resultClass(input));
    return found.holding(ofValues('int64', rank === 1 ? line().values : null));
  },
};

const maskedSelect: TensorOp = {
  name: 'masked_select',
  signature: 'input, mask, **kwargs',
  run: (cx, input, args) => {
    const mask = args.get('mask');
    const both = elementwise(cx, input, mask);
    const same = mask instanceof Tensor && both instanceof Tensor && sameSizes(mask.shape, both.shape);
    const picked = same ? mask.values?.filter(value => value !== 0).length : undefined;
    return new Tensor([picked ?? unknownDim(PICKED)], '', resultClass(input)).holding(ofType(input.dtype));
  },
};

function sameSizes(a: Shape | null, b: Shape | null): boolean {
  return a !== null && a.length === b?.length && a.every((size, axis) => size === b[axis]);
}

const bincount: TensorOp = {
  name: 'bincount',
  signature: 'input, weights=None, minlength=0',
  run: (_cx, input, args) => {
    const [values, least] = [input.values, args.get('minlength')];
    const known = values && typeof least === 'number' && args.get('weights') === null;
    if (!known || values.length > 4096) return new Tensor([unknownDim(PICKED)], '', resultClass(input));
    const length = Math.max(least, 0, ...values.map(value => value + 1));
    const counts = Array<number>(Math.min(length, 4097)).fill(0);
    for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
    return new Tensor([length], '', resultClass(input)).holding(ofValues('int64', length <= 4096 ? counts : null));
  },
};

/** An operation that writes elements of another tensor into a copy: the shape stays. */
function scattered(name: string, signature: string): TensorOp {
  return along(name, signature, (shape, _at, args) => {
    const index = asTensor(args.maybe('index') ?? null)?.shape;
    if (index && /scatter/.test(name) && Math.max(index.length, 1) !== Math.max(shape.length, 1))
      return wrongRank('Index tensor must have the same number of dimensions as self tensor');
    return shape;
  });
}

/** Square matrices, alone or in batches. */
function squareRule(rule: (batch: Shape, size: Dim) => Flow): (shape: Shape) => Flow {
  return shape => {
    if (shape.length < 2) return wrongRank('linalg: The input tensor A must have at least 2 dimensions.');
    const [rows, columns] = shape.slice(-2);
    if (typeof rows === 'number' && typeof columns === 'number' && rows !== columns)
      return refuse(
        'shape-mismatch',
        `A must be batches of square matrices, but they are ${rows} by ${columns} matrices`,
      );
    return rule(shape.slice(0, -2), rows ?? 1);
  };
}

/** Several results by rules over (batch, rows, columns). */
function decomposition(
  name: string,
  parts: (batch: Shape, rows: Dim, columns: Dim, args: BoundArgs) => Shape[] | undefined,
  signature = 'input',
): TensorOp {
  return {
    name,
    signature: `${signature}, **kwargs`,
    run: (cx, input, args) => {
      const { shape } = input;
      if (!shape || shape.length < 2) return cx.unknown('data-dependent', input.whyUnknown || 'it is no matrix');
      const made = parts(shape.slice(0, -2), shape.at(-2) ?? 1, shape.at(-1) ?? 1, args);
      return made
        ? new PyTuple(made.map(one => tensorOf(cx, one, resultClass(input))))
        : cx.unknown('data-dependent', 'the form asked for is not known');
    },
  };
}

/** U, S, Vh of linalg.svd(full_matrices=True); U, S, V of svd(some=True). */
function svd(name: 'svd' | 'linalg_svd'): TensorOp {
  return decomposition(
    name,
    (batch, rows, columns, args) => {
      const full = name === 'svd' ? args.maybe('some') === false : args.maybe('full_matrices');
      if (typeof full !== 'boolean') return undefined;
      const k = smallerDim(rows, columns);
      const [u, v] = full ? [rows, columns] : [k, k];
      return [[...batch, rows, u], [...batch, k], name === 'svd' ? [...batch, columns, v] : [...batch, v, columns]];
    },
    name === 'svd' ? 'input, some=True, compute_uv=True' : 'input, full_matrices=True',
  );
}

function quantile(shape: Shape, args: BoundArgs): Flow {
  const q = args.get('q');
  const lead: Shape | null = q instanceof Tensor ? q.shape : [];
  const [dim, keep] = [args.get('dim'), args.get('keepdim')];
  if (!lead || typeof keep !== 'boolean') return new UnknownShape('which quantiles are asked for is not known');
  if (dim === null) return [...lead, ...(keep ? shape.map(() => 1) : [])];
  const axes = axesOf(dim, shape.length);
  if (!axes || axes instanceof Refusal) return axes ?? new UnknownShape('the axis is not known');
  return [...lead, ...shape.flatMap((size, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [size]))];
}

/** diag: of a vector a matrix, of a matrix its diagonal. */
function diag(shape: Shape, args: BoundArgs): Flow {
  const offset = args.get('diagonal');
  if (typeof offset !== 'number') return new UnknownShape('the diagonal is not known');
  if (shape.length === 1) {
    const size = shape[0];
    const side: Dim =
      typeof size === 'number' ? size + Math.abs(offset) : offset === 0 ? (size ?? 1) : unknownDim('the side');
    return [side, side];
  }
  const [a, b] = shape;
  if (shape.length !== 2) return wrongRank('diag(): Supports 1D or 2D tensors.');
  if (typeof a !== 'number' || typeof b !== 'number') return [unknownDim('the length of the diagonal is not known')];
  return [Math.max(0, Math.min(a + Math.min(offset, 0), b - Math.max(offset, 0)))];
}

function diagEmbed(shape: Shape, args: BoundArgs): Flow {
  const [offset, one, other] = ['offset', 'dim1', 'dim2'].map(name => axisArgument(args, name));
  const size = shape.at(-1);
  if (offset === undefined || one === undefined || other === undefined || typeof size !== 'number')
    return new UnknownShape('the axes are not known');
  const rank = shape.length + 1;
  const [a, b] = [axisOf(one, rank), axisOf(other, rank)];
  if (a instanceof Refusal) return a;
  if (b instanceof Refusal) return b;
  const rest = [...shape.slice(0, -1)];
  return Array.from({ length: rank }, (_, axis) =>
    axis === a || axis === b ? size + Math.abs(offset) : (rest.shift() ?? 1),
  );
}

/** as_strided(size, stride): the size asked for. */
function asStrided(shape: Shape, args: BoundArgs, cx: Interp): Flow {
  const [sizes, strides] = [sizesOf(cx, [args.get('size')]), sizesOf(cx, [args.get('stride')])];
  const offset = args.get('storage_offset') ?? 0;
  if (!sizes || !strides) return new UnknownShape('the sizes are not known');
  const last = sizes.reduce<Dim>(
    (all, size, i) => addDims(all, mulDims(subtractDims(size, 1), strides[i] ?? 0)),
    toDim(offset, 'storage_offset'),
  );
  const total = product(shape);
  // A view may lie in a larger storage; a tensor of its own may not be left.
  return typeof last === 'number' && typeof total === 'number' && last >= total && !sizes.includes(0)
    ? new UnknownShape('whether the storage is large enough is not known')
    : sizes;
}

/** sum_to_size: the size asked for, which the tensor must broadcast from. */
function sumToSize(_shape: Shape, args: BoundArgs, cx: Interp): Flow {
  return sizesOf(cx, args.rest) ?? new UnknownShape('the sizes are not known');
}

function viewAsReal(shape: Shape): Flow {
  return [...shape, 2];
}

function viewAsComplex(shape: Shape): Flow {
  const last = shape.at(-1);
  if (last === undefined) return wrongRank('Input tensor must have one or more dimensions');
  return last === 2 || typeof last !== 'number'
    ? shape.slice(0, -1)
    : refuse('shape-mismatch', 'Tensor must have a last dimension of size 2');
}

/** Elementwise with several operands, by their parameters' names. */
function withOthers(name: string, signature: string, others: readonly string[]): TensorOp {
  return {
    name,
    signature,
    run: (cx, input, args) => others.reduce<Value>((all, other) => elementwise(cx, all, args.get(other)), input),
  };
}

const asScalar = (): Shape => [];

/** Sizes of new tensors that are made like another. */
function like(name: string): TensorOp {
  return shaped(name, 'input, *args, **kwargs', shape => shape);
}

function truth(name: string, signature: string, run: (input: Tensor, other: Tensor) => boolean | undefined): TensorOp {
  return {
    name,
    signature,
    run: (cx, input, args) => {
      const other = args.get('other');
      const known = other instanceof Tensor ? run(input, other) : undefined;
      return known ?? cx.unknown('data-dependent', 'the contents of tensors are not followed', 'bool');
    },
  };
}

const INDEXED = 'input, dim, index, *args, **kwargs';

export const MORE_OPS: readonly TensorOp[] = [
  nonzero,
  maskedSelect,
  unique,
  uniqueConsecutive,
  bincount,
  ...alike('scatter scatter_add scatter_reduce index_add index_copy index_fill', name => scattered(name, INDEXED)),
  ...alike('masked_scatter', like),
  shaped('renorm', 'input, p, dim, maxnorm', shape =>
    shape.length < 2 ? wrongRank(`renorm: input needs at least 2 dimensions, got ${shape.length} dimensions`) : shape,
  ),
  ...alike('randint_like', like),
  shaped('as_strided', 'input, size, stride, storage_offset=None', asStrided),
  shaped('sum_to_size', 'input, *size', sumToSize),
  shaped('take', 'input, index', (_shape, args) => {
    const index = asTensor(args.get('index'));
    return index?.shape ?? new UnknownShape(index?.whyUnknown || 'the index is not known');
  }),
  shaped('view_as_real', 'input', viewAsReal),
  shaped('view_as_complex', 'input', viewAsComplex),
  shaped('diag', 'input, diagonal=0', diag),
  shaped('diag_embed', 'input, offset=0, dim1=-2, dim2=-1', diagEmbed),
  shaped('quantile', 'input, q, dim=None, keepdim=False, **kwargs', quantile),
  shaped('nanquantile', 'input, q, dim=None, keepdim=False, **kwargs', quantile),
  shaped('histc', 'input, bins=100, *args, **kwargs', (_shape, args) => [
    typeof args.get('bins') === 'number' ? (args.get('bins') as number) : unknownDim('how many bins'),
  ]),
  ...alike('cov corrcoef', name =>
    shaped(name, 'input, **kwargs', ([rows, columns]): Flow => {
      if (columns === undefined || rows === 1) return [];
      return rows === undefined || typeof rows !== 'number'
        ? new UnknownShape('how many variables there are is not known')
        : [rows, rows];
    }),
  ),
  ...alike('inverse pinverse cholesky matrix_exp linalg_inv linalg_cholesky', name =>
    shaped(
      name,
      'input, *args, **kwargs',
      name === 'pinverse'
        ? shape => [...shape.slice(0, -2), shape.at(-1) ?? 1, shape.at(-2) ?? 1]
        : squareRule((batch, size) => [...batch, size, size]),
    ),
  ),
  ...alike('det logdet linalg_det', name =>
    shaped(
      name,
      'input',
      squareRule(batch => batch),
    ),
  ),
  decomposition('linalg_eigh', (batch, rows) => [
    [...batch, rows],
    [...batch, rows, rows],
  ]),
  decomposition('linalg_qr', (batch, rows, columns, args) => {
    const mode = args.extra.get('mode') ?? 'reduced';
    if (mode !== 'reduced' && mode !== 'complete') return undefined;
    const k = mode === 'complete' ? rows : smallerDim(rows, columns);
    return [
      [...batch, rows, k],
      [...batch, k, columns],
    ];
  }),
  decomposition('linalg_lu', (batch, rows, columns) => {
    const k = smallerDim(rows, columns);
    return [
      [...batch, rows, rows],
      [...batch, rows, k],
      [...batch, k, columns],
    ];
  }),
  decomposition('qr', (batch, rows, columns) => {
    const k = smallerDim(rows, columns);
    return [
      [...batch, rows, k],
      [...batch, k, columns],
    ];
  }),
  ...alike('slogdet linalg_slogdet', name => decomposition(name, batch => [batch, batch])),
  svd('svd'),
  svd('linalg_svd'),
  shaped('multinomial', 'input, num_samples, *args, **kwargs', (shape, args) => {
    const count = args.get('num_samples');
    return [...shape.slice(0, -1), typeof count === 'number' ? count : unknownDim('how many are drawn')];
  }),
  shaped('trapz', 'input, *args, **kwargs', (shape, args) => {
    const dim = args.extra.get('dim') ?? -1;
    const at = typeof dim === 'number' ? axisOf(dim, shape.length) : undefined;
    if (at === undefined) return new UnknownShape('the axis is not known');
    return at instanceof Refusal ? at : shape.filter((_, axis) => axis !== at);
  }),
  ...alike('mode', name => ({
    name,
    signature: 'input, dim=-1, keepdim=False',
    run: (cx: Interp, input: Tensor, args: BoundArgs): Value => {
      const [dim, keep] = [args.get('dim'), args.get('keepdim')];
      if (!input.shape || typeof dim !== 'number' || typeof keep !== 'boolean')
        return cx.unknown('data-dependent', input.whyUnknown || 'the axis is not known');
      const at = axisOf(dim, input.shape.length);
      const flow: Flow =
        at instanceof Refusal ? at : keep ? replaced(input.shape, at, 1) : input.shape.filter((_, axis) => axis !== at);
      const one = tensorOf(cx, flow, resultClass(input));
      return new PyTuple([one, new Tensor(one.shape, one.whyUnknown, one.cls)]);
    },
  })),
  ...alike('bucketize isin', like),
  ...alike('logaddexp heaviside xlogy logaddexp2 ldexp nextafter', name =>
    withOthers(name, 'input, other, **kwargs', ['other']),
  ),
  shaped('dist', 'input, other, p=2', asScalar),
  shaped('vdot', 'input, other', asScalar),
  shaped('inner', 'input, other', (shape, args) => {
    const other = asTensor(args.get('other'))?.shape;
    return other ? [...shape.slice(0, -1), ...other.slice(0, -1)] : new UnknownShape('the other operand is not known');
  }),
  {
    name: 'stride',
    signature: 'input, dim=None',
    run: cx => cx.unknown('unmodelled', 'the strides of tensors are not followed'),
  },
  {
    name: 'is_contiguous',
    signature: 'input, **kwargs',
    run: cx => cx.unknown('unmodelled', 'the strides of tensors are not followed', 'bool'),
  },
  truth('equal', 'input, other', (input, other) => {
    const [a, b] = [input.shape, other.shape];
    if (a && b && a.every(isKnown) && b.every(isKnown) && !sameSizes(a, b)) return false;
    const [x, y] = [input.values, other.values];
    return x && y && input.dtype === other.dtype ? x.every((value, i) => value === y[i]) : undefined;
  }),
  truth('allclose', 'input, other, rtol=1e-05, atol=1e-08, equal_nan=False', () => undefined),
  ...alike('hsplit vsplit dsplit', name => ({
    name,
    signature: 'input, indices_or_sections',
    run: (cx: Interp, input: Tensor, args: BoundArgs): Value => {
      const [count, rank] = [args.get('indices_or_sections'), input.shape?.length];
      if (!input.shape || rank === undefined || typeof count !== 'number' || count < 1)
        return cx.unknown('data-dependent', 'how many parts there are is not known');
      const at = name === 'vsplit' ? 0 : name === 'dsplit' ? 2 : rank === 1 ? 0 : 1;
      const size = input.shape[at];
      if (typeof size !== 'number' || size % count !== 0)
        return cx.unknown('data-dependent', 'how large the parts are is not known');
      const part = replaced(input.shape, at, size / count);
      cx.tick(count);
      return new PyTuple(Array.from({ length: count }, () => new Tensor(part, '', resultClass(input))));
    },
  })),
];
