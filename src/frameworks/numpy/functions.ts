import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { Args, NativeFn, type BoundArgs } from '../../python/native.js';
import { PyFloat, PyList, PyTuple, Unknown } from '../../python/value.js';
import { ofType, type Dtype } from '../contents.js';
import { addDims, unknownDim, type Dim } from '../dims.js';
import { NDARRAY, Tensor } from '../tensor.js';
import { fromDim } from '../values.js';
import { elementwise } from '../torch/elementwise.js';
import { cat, meshgrid, stack, STACKS } from '../torch/joins.js';
import { everyPlace, smallSizes } from '../torch/positions.js';
import { asFunction, expanded, reduced, shapeArgument } from './arrayMethods.js';
import { arrayBinary, arrayUnary } from './arrayMath.js';
import { arrayOf, contentsOf, promotedTypes, TYPE_ENTRIES, typeNamed } from './arrayTypes.js';
import { atLeast } from './atLeast.js';
import { DIAG } from './linalg.js';

/** numpy's functions by name: they make arrays, take them as lists, and work on their shapes and known elements. */

type Run = (cx: Interp, args: BoundArgs) => Value;

const FUNCTIONS = new Map<string, NativeFn>();

function define(names: string, signature: string, run: (name: string) => Run): void {
  for (const name of names.split(' ')) {
    const its = run(name);
    FUNCTIONS.set(
      name,
      NativeFn.free(name, signature, (cx, args) => {
        // A rule that is torch's too may have made a tensor.
        const made = its(cx, args);
        return made instanceof Tensor && made.cls !== NDARRAY ? asNumpy(made) : made;
      }),
    );
  }
}

function sized(cx: Interp, sizes: readonly Dim[] | null): Tensor {
  if (!sizes) return new Tensor(null, 'the sizes are not known', NDARRAY);
  if (sizes.some(size => typeof size === 'number' && size < 0))
    throw cx.error('ValueError', 'negative dimensions are not allowed');
  return new Tensor(sizes, '', NDARRAY);
}

function typeAsked(args: BoundArgs, without: Dtype | null): Dtype | null {
  const asked = typeNamed(args.maybe('dtype') ?? args.extra.get('dtype'));
  return asked === undefined ? without : asked;
}

function uniform(made: Tensor, dtype: Dtype | null, value: number | undefined): Tensor {
  const sizes = smallSizes(made.shape);
  return made.holding(contentsOf(dtype, value === undefined || !sizes ? null : everyPlace(sizes).map(() => value)));
}

define(
  'zeros ones empty',
  'shape, dtype=None, **kwargs',
  name => (cx, args) =>
    uniform(
      sized(cx, shapeArgument(cx, args.get('shape'))),
      typeAsked(args, 'float64'),
      name === 'zeros' ? 0 : name === 'ones' ? 1 : undefined,
    ),
);
define('full', 'shape, fill_value, dtype=None, **kwargs', () => (cx, args) => {
  const fill = arrayOf(cx, args.get('fill_value'));
  return uniform(sized(cx, shapeArgument(cx, args.get('shape'))), typeAsked(args, fill.dtype), fill.values?.[0]);
});
define('zeros_like ones_like empty_like', 'a, dtype=None, **kwargs', name => (cx, args) => {
  const like = arrayOf(cx, args.get('a'));
  const made = new Tensor(like.shape, like.whyUnknown, NDARRAY);
  return uniform(made, typeAsked(args, like.dtype), name === 'zeros_like' ? 0 : name === 'ones_like' ? 1 : undefined);
});
define('eye identity', 'N, M=None, k=0, dtype=None, **kwargs', () => (cx, args) => {
  const [rows, columns] = [args.get('N'), args.get('M') ?? args.get('N')];
  const made = sized(
    cx,
    [rows, columns].map(size => (typeof size === 'number' ? size : unknownDim('the size is not known'))),
  );
  const [sizes, k] = [smallSizes(made.shape), args.get('k')];
  const wide = sizes?.[1] ?? 1;
  const values =
    sizes && typeof k === 'number'
      ? everyPlace(sizes).map(place => Number((place % wide) - Math.floor(place / wide) === k))
      : null;
  return made.holding(contentsOf(typeAsked(args, 'float64'), values));
});
define('array asarray ascontiguousarray asanyarray', 'object, dtype=None, **kwargs', name => (cx, args) => {
  const given = args.get('object');
  const made = arrayOf(cx, given, typeNamed(args.get('dtype')));
  const isCopied = made === given && name === 'array';
  if (!isCopied && made.shape?.length !== 0) return made;
  const contents = isCopied ? contentsOf(made.dtype, made.values) : made.contents;
  const array = new Tensor(made.shape, made.whyUnknown, NDARRAY).holding(contents);
  array.isNumber = false;
  return array;
});
define('copy', 'a, **kwargs', () => (cx, args) => asFunction(cx, 'copy', args.get('a')));

for (const name of 'ravel flatten squeeze reshape swapaxes repeat clip take argsort nonzero cumsum cumprod'.split(' '))
  FUNCTIONS.set(
    name,
    NativeFn.freeRaw(name, (cx, { pos: [array = null, ...rest], kw }) => {
      const its = arrayOf(cx, array);
      if (!its.shape && array instanceof Unknown) return new Tensor(null, array.why.message, NDARRAY);
      const found = cx.getAttr(its, name) ?? null;
      const names: Record<string, string> = { newshape: 'shape', a_min: 'min', a_max: 'max' };
      const named = [...kw].filter(([key]) => key !== 'newshape' && key !== 'shape');
      const sizes = kw.get('newshape') ?? kw.get('shape');
      const args = new Args(
        [...rest, ...(sizes === undefined ? [] : [sizes])],
        new Map(named.map(([key, value]) => [names[key] ?? key, value])),
      );
      return cx.call(found, args);
    }),
  );
define(
  'transpose',
  'a, axes=None',
  () => (cx, args) =>
    args.get('axes') === null
      ? asFunction(cx, 'transpose', args.get('a'))
      : asFunction(cx, 'transpose', args.get('a'), args.get('axes')),
);
define(
  'round around',
  'a, decimals=0, **kwargs',
  () => (cx, args) => asFunction(cx, 'round', args.get('a'), args.get('decimals')),
);
define('expand_dims', 'a, axis', () => (cx, args) => expanded(cx, args.get('a'), args.get('axis')));
define('sort', 'a, axis=-1, **kwargs', () => (cx, args) => {
  const made = asFunction(cx, 'copy', args.get('a'));
  return made instanceof Tensor ? (asFunction(cx, 'sort', made), made) : made;
});

for (const [name, method] of Object.entries({
  mean: 'mean',
  max: 'max',
  min: 'min',
  amax: 'max',
  amin: 'min',
  std: 'std',
  var: 'var',
  median: 'median',
  any: 'any',
  all: 'all',
  argmax: 'argmax',
  argmin: 'argmin',
}))
  define(name, 'a, axis=None, dtype=None, out=None, keepdims=False, **kwargs', () => (cx, args) => {
    const its = arrayOf(cx, args.get('a'));
    if (!its.shape) return cx.unknown('data-dependent', its.whyUnknown);
    return reduced(cx, method, its, args.get('axis'), args.get('keepdims'), args.get('dtype'));
  });

/** Functions of two, element by element. */
const BINARY: Readonly<Record<string, string>> = {
  add: 'add',
  subtract: 'sub',
  multiply: 'mul',
  divide: 'truediv',
  true_divide: 'truediv',
  floor_divide: 'floordiv',
  mod: 'mod',
  remainder: 'mod',
  maximum: 'maximum',
  minimum: 'minimum',
  equal: 'eq',
  not_equal: 'ne',
  less: 'lt',
  less_equal: 'le',
  greater: 'gt',
  greater_equal: 'ge',
  logical_and: 'and',
  logical_or: 'or',
  logical_xor: 'xor',
};
for (const [name, operation] of Object.entries(BINARY))
  define(name, 'x1, x2, *args, **kwargs', () => (cx, args) => {
    const [a, b] = [arrayOf(cx, args.get('x1')), arrayOf(cx, args.get('x2'))];
    const made = elementwise(cx, a, b);
    return made instanceof Tensor ? made.holding(arrayBinary(operation, a, b, made)) : made;
  });
define('abs absolute negative square sign rint', 'x, *args, **kwargs', name => (cx, args) => {
  const its = arrayOf(cx, args.get('x'));
  return new Tensor(its.shape, its.whyUnknown, NDARRAY).holding(arrayUnary(name, its));
});
define('isnan isinf isfinite logical_not', 'x, *args, **kwargs', () => (cx, args) => {
  const its = arrayOf(cx, args.get('x'));
  return new Tensor(its.shape, its.whyUnknown, NDARRAY).holding(ofType('bool'));
});

/** The arrays of a list, of one element type. */
function arraysOf(cx: Interp, list: Value): Tensor[] | null {
  const items = list instanceof Tensor ? null : cx.collect(list);
  return items?.map(item => arrayOf(cx, item)) ?? null;
}

function joining(run: (cx: Interp, list: Value, args: BoundArgs) => Value): Run {
  return (cx, args) => {
    const arrays = arraysOf(cx, args.get('arrays'));
    if (!arrays) return new Tensor(null, 'which arrays are joined is not known', NDARRAY);
    const made = run(cx, new PyList(arrays), args);
    const types = arrays.map(array => array.dtype);
    const type = types.reduce((all, one) => promotedTypes(all, one), types[0] ?? null);
    // torch joins elements of other types as other types.
    return made instanceof Tensor && made.dtype !== type ? made.holding(ofType(type)) : made;
  };
}
define('concatenate', 'arrays, axis=0, **kwargs', () => joining((cx, list, args) => cat(cx, list, args.get('axis'))));
define('stack', 'arrays, axis=0, **kwargs', () => joining((cx, list, args) => stack(cx, list, args.get('axis'))));
for (const name of ['vstack', 'hstack', 'dstack'])
  define(name, 'arrays, **kwargs', () => joining((cx, list) => STACKS.get(name)?.(cx, list) ?? null));
define('meshgrid', '*xi, indexing="xy", **kwargs', () => (cx, args) => {
  const made = meshgrid(
    cx,
    args.rest.map(one => arrayOf(cx, one)),
    args.get('indexing'),
  );
  const arrays = made instanceof PyTuple ? made.items.map(one => asNumpy(one)) : null;
  return arrays ? new PyList(arrays) : made;
});

function asNumpy(value: Value): Value {
  return value instanceof Tensor ? new Tensor(value.shape, value.whyUnknown, NDARRAY).holding(value.contents) : value;
}

define('where', 'condition, x=None, y=None', () => (cx, args) => {
  const condition = arrayOf(cx, args.get('condition'));
  if (!args.given('x')) return asFunction(cx, 'nonzero', condition);
  const [x, y] = [arrayOf(cx, args.get('x')), arrayOf(cx, args.get('y'))];
  const made = elementwise(cx, elementwise(cx, condition, x), y);
  return made instanceof Tensor ? made.holding(ofType(promotedTypes(x.dtype, y.dtype))) : made;
});
define(
  'unique',
  'ar, return_index=False, return_inverse=False, return_counts=False, axis=None, **kwargs',
  () => (cx, args) => {
    const its = arrayOf(cx, args.get('ar'));
    const isPlain = ['return_index', 'return_inverse', 'return_counts'].every(name => args.get(name) === false);
    if (!isPlain || args.get('axis') !== null)
      return cx.unknown('data-dependent', 'how many different elements there are is not known');
    const different = its.values && [...new Set(its.values)].sort((a, b) => a - b);
    return new Tensor(
      [different?.length ?? unknownDim('how many different elements there are depends on their values')],
      '',
      NDARRAY,
    ).holding(contentsOf(its.dtype, different));
  },
);
define('diff', 'a, n=1, axis=-1, **kwargs', () => (cx, args) => {
  const its = arrayOf(cx, args.get('a'));
  if (!its.shape || args.get('n') !== 1 || args.get('axis') !== -1)
    return new Tensor(null, 'the axis is not known', NDARRAY);
  const last = its.shape.at(-1) ?? 1;
  const made = new Tensor([...its.shape.slice(0, -1), addDims(last, -1)], '', NDARRAY);
  const values = its.shape.length === 1 ? its.values?.slice(1).map((value, i) => value - (its.values?.[i] ?? 0)) : null;
  return made.holding(contentsOf(its.dtype === 'bool' ? null : its.dtype, values));
});
define('pad', 'array, pad_width, mode="constant", **kwargs', () => (cx, args) => {
  const its = arrayOf(cx, args.get('array'));
  const widths = arrayOf(cx, args.get('pad_width'));
  const { shape } = its;
  const [held, rank] = [widths.values, shape?.length ?? 0];
  if (!shape || !held) return new Tensor(null, its.whyUnknown || 'the widths are not known', NDARRAY);
  // One number for all, a pair for all, or a pair for each axis.
  const pairs = shape.map((_, axis) =>
    held.length === 1 ? [held[0], held[0]] : held.length === 2 ? held : held.slice(2 * axis, 2 * axis + 2),
  );
  if (held.length > 2 && held.length !== 2 * rank)
    throw cx.error('ValueError', 'operands could not be broadcast together');
  return new Tensor(
    shape.map((size, axis) => addDims(size, (pairs[axis]?.[0] ?? 0) + (pairs[axis]?.[1] ?? 0))),
    '',
    NDARRAY,
  ).holding(ofType(its.dtype));
});
define('flip fliplr flipud roll triu tril rot90', 'a, *args, **kwargs', name => (cx, args) => {
  const its = arrayOf(cx, args.get('a'));
  if (name === 'rot90') return new Tensor(null, 'rot90 is not modelled', NDARRAY);
  return new Tensor(its.shape, its.whyUnknown, NDARRAY).holding(ofType(its.dtype));
});
define('tile', 'A, reps', () => (cx, args) => {
  const its = arrayOf(cx, args.get('A'));
  const reps = shapeArgument(cx, args.get('reps'));
  if (!its.shape || !reps) return new Tensor(null, 'how often is not known', NDARRAY);
  const rank = Math.max(reps.length, its.shape.length);
  const at = <V>(list: readonly V[], axis: number, one: V): V => list[axis - (rank - list.length)] ?? one;
  const sizes = Array.from({ length: rank }, (_, axis) => {
    const [size, times] = [at<Dim>(its.shape ?? [], axis, 1), at<Dim>(reps, axis, 1)];
    return typeof size === 'number' && typeof times === 'number' ? size * times : unknownDim('the size is not known');
  });
  return new Tensor(sizes, '', NDARRAY).holding(ofType(its.dtype));
});
define(
  'dot matmul',
  'a, b, **kwargs',
  () => (cx, args) => cx.binary('@', arrayOf(cx, args.get('a')), arrayOf(cx, args.get('b'))),
);
define('outer', 'a, b, **kwargs', () => (cx, args) => {
  const sizes = [arrayOf(cx, args.get('a')), arrayOf(cx, args.get('b'))].map(({ shape }) =>
    shape?.length === 1 ? (shape[0] ?? 1) : unknownDim('the length is not known'),
  );
  return new Tensor(sizes, '', NDARRAY);
});
define('shape', 'a', () => (cx, args) => {
  const { shape, whyUnknown } = arrayOf(cx, args.get('a'));
  return shape ? new PyTuple(shape.map(fromDim)) : cx.unknown('data-dependent', whyUnknown, 'tuple');
});
define('ndim', 'a', () => (cx, args) => {
  const { shape, whyUnknown } = arrayOf(cx, args.get('a'));
  return shape?.length ?? cx.unknown('data-dependent', whyUnknown, 'int');
});
define('broadcast_to', 'array, shape, **kwargs', () => (cx, args) => sized(cx, shapeArgument(cx, args.get('shape'))));
/** numpy's names, beside those of numpyMath. */
export function numpyFunctions(): Record<string, Value> {
  const entries: Record<string, Value> = { ...TYPE_ENTRIES, newaxis: null };
  for (const [name, value] of Object.entries({ pi: Math.PI, e: Math.E, inf: Infinity, nan: NaN }))
    entries[name] = new PyFloat(value);
  for (const [name, fn] of FUNCTIONS) entries[name] = fn;
  entries['diag'] = DIAG;
  Object.assign(entries, atLeast());
  return entries;
}

/** numpy.random's that are not in torch/creation.ts. */
export function numpyRandom(): Record<string, Value> {
  return {
    seed: NativeFn.freeRaw('seed', () => null),
    randint: NativeFn.free('randint', 'low, high=None, size=None, dtype=None', (cx, args) => {
      const size = args.get('size');
      if (size === null) return cx.unknown('random', 'a random number', 'int');
      return sized(cx, shapeArgument(cx, size)).holding(ofType('int64'));
    }),
    permutation: NativeFn.free('permutation', 'x', (cx, args) => {
      const x = args.get('x');
      if (typeof x === 'number') return new Tensor([x], '', NDARRAY).holding(ofType('int64'));
      const its = arrayOf(cx, x);
      return new Tensor(its.shape, its.whyUnknown, NDARRAY).holding(ofType(its.dtype));
    }),
  };
}
