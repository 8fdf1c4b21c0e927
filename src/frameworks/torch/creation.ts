import type { Interp } from '../../python/interp.js';
import type { PyClass, Value } from '../../python/klass.js';
import { NativeFn, type BoundArgs } from '../../python/native.js';
import { PyList, PyTuple, Unknown } from '../../python/value.js';
import { ceilDims, subtractDims, type Dim, type Shape } from '../dims.js';
import { MOST_ELEMENTS, ofType, ofValues, promoted, viewOf, type Contents, type Dtype } from '../contents.js';
import { raiseProblem } from '../problems.js';
import { NDARRAY, PARAMETER, SIZE, TENSOR, Tensor } from '../tensor.js';
import { toDim } from '../values.js';
import { typeNamed } from '../numpy/arrayTypes.js';
import { dtypeArgument, LEGACY, scalarOf } from './dtype.js';
import { elementwise } from './elementwise.js';
import { everyPlace, smallSizes } from './positions.js';
import { sizesOf } from './tensorOp.js';

/** Functions that make tensors out of sizes: torch.zeros and its kin, and NumPy's. */

function sized(cx: Interp, sizes: readonly Dim[] | null, cls: PyClass): Tensor {
  if (!sizes) return new Tensor(null, 'the sizes are not known', cls);
  const negative = sizes.find(size => typeof size === 'number' && size < 0);
  if (negative !== undefined) {
    const text = sizes.map(String).join(', ');
    const message = `Trying to create tensor with negative dimension ${String(negative)}: [${text}]`;
    throw raiseProblem(cx, 'RuntimeError', 'not-positive', message);
  }
  return new Tensor(sizes, '', cls);
}

/** The element type that a call asks for, or the one that it gives without. */
function typeAsked(args: BoundArgs, without: Dtype | null): Dtype | null {
  const asked = dtypeArgument(args.extra.get('dtype') ?? undefined);
  return asked === undefined ? without : asked;
}

/** A new tensor of one number. */
function uniform(made: Tensor, dtype: Dtype | null, value: number | undefined): Tensor {
  const sizes = smallSizes(made.shape);
  return made.holding(ofValues(dtype, sizes && value !== undefined ? everyPlace(sizes).map(() => value) : null));
}

const FILLS: Readonly<Record<string, number>> = { zeros: 0, ones: 1 };

/** zeros(2, 3), zeros((2, 3)) and zeros(size=(2, 3)). */
function fromSizes(name: string, cls: PyClass): NativeFn {
  return NativeFn.free(name, '*size, **kwargs', (cx, args) => {
    const keyword = args.extra.get('size') ?? args.extra.get('shape');
    const made = sized(cx, sizesOf(cx, keyword === undefined ? args.rest : [keyword]), cls);
    return cls === TENSOR ? uniform(made, typeAsked(args, 'float32'), FILLS[name]) : made;
  });
}

/** full(size, value). */
function full(): NativeFn {
  return NativeFn.free('full', 'size, fill_value, **kwargs', (cx, args) => {
    const made = sized(cx, sizesOf(cx, [args.get('size')]), TENSOR);
    const fill = args.get('fill_value');
    const scalar = fill instanceof Tensor ? { dtype: fill.dtype, value: fill.values?.[0] } : scalarOf(fill);
    return uniform(made, typeAsked(args, scalar?.dtype ?? null), scalar?.value);
  });
}

function first(name: string, cls: PyClass): NativeFn {
  return NativeFn.free(name, 'size, *args, **kwargs', (cx, args) => sized(cx, sizesOf(cx, [args.get('size')]), cls));
}

/** ⌈(stop − start)/step⌉ for ints; a float step rounds in floating point, which is not followed. */
const SIGN = 'upper bound and lower bound inconsistent with step sign';

function arange(name: string, cls: PyClass, typesKnown = true): NativeFn {
  return NativeFn.free(name, 'start, end=None, step=1, **kwargs', (cx, args) => {
    const whole = (value: Value): Dim => {
      const plain = value instanceof Object && 'value' in value ? (value as { value: unknown }).value : value;
      return typeof plain === 'number' && Number.isInteger(plain) ? plain : toDim(value, 'arange');
    };
    const [start, end, step] = [args.get('start'), args.get('end'), args.get('step')];
    const from = end === null ? 0 : whole(start);
    const to = end === null ? whole(start) : whole(end);
    const by = whole(step);
    if (typeof from === 'number' && typeof to === 'number' && typeof by === 'number') {
      const wrong = by === 0 ? 'step must be nonzero' : (to - from) * by < 0 ? SIGN : undefined;
      if (wrong !== undefined && cls === TENSOR)
        throw raiseProblem(cx, 'RuntimeError', by === 0 ? 'not-positive' : 'argument-invalid', wrong);
      if (wrong === undefined) {
        const count = Math.ceil((to - from) / by);
        const made = new Tensor([count], '', cls);
        const values = count <= MOST_ELEMENTS ? Array.from({ length: count }, (_, i) => from + i * by) : null;
        const isWhole = [start, end, step].every(value => value === null || typeof value === 'number');
        const usual = isWhole ? 'int64' : cls === TENSOR ? 'float32' : 'float64';
        const asked = cls === TENSOR ? typeAsked(args, usual) : (typeNamed(args.extra.get('dtype')) ?? usual);
        // JAX has other types, and its arrays no known elements.
        return typesKnown ? made.holding(ofValues(asked, values)) : made;
      }
    }
    const numbers = [start, end, step].map(value => (value === null ? 0 : scalarOf(value)?.value));
    const [a, b, c] = numbers;
    if (cls === TENSOR && a !== undefined && b !== undefined && c !== undefined && c !== 0) {
      // Floats: the count is rounded up in double precision (RangeFactories.cpp).
      const count = Math.ceil(end === null ? a / c : (b - a) / c);
      if (count >= 0 && Number.isSafeInteger(count))
        return new Tensor([count], '', cls).holding(ofType(typeAsked(args, 'float32')));
    }
    const size = ceilDims(subtractDims(to, from), by);
    return new Tensor([size], '', cls);
  });
}

/** The numbers of nested lists, and their element type; null where one is not known. */
function flattened(value: Value, into: number[]): Dtype | null {
  if (value instanceof Tensor) {
    const { values, dtype } = value;
    if (!values || dtype === null) return null;
    into.push(...values);
    return dtype;
  }
  if (!(value instanceof PyList) && !(value instanceof PyTuple)) {
    const scalar = scalarOf(value);
    into.push(scalar?.value ?? NaN);
    return scalar?.value === undefined ? null : scalar.dtype;
  }
  let type: Dtype | null = value.items.length === 0 ? 'float32' : 'bool';
  for (const item of value.items) {
    if (into.length > MOST_ELEMENTS) return null;
    const own = flattened(item, into);
    type = own === null || type === null ? null : promoted(type, own);
  }
  return type;
}

/** What tensors of given data hold. */
function heldData(data: Value, asked: Dtype | null | undefined): Contents {
  const values: number[] = [];
  const type = flattened(data, values);
  return ofValues(asked === undefined ? type : asked, type === null ? null : values);
}

/** The shape of nested lists of numbers. */
export function nested(value: Value): Shape | null {
  if (!(value instanceof PyList) && !(value instanceof PyTuple)) {
    const isNumber = !(value instanceof Unknown) || ['int', 'float', 'bool'].includes(value.hint ?? '');
    return isNumber ? [] : null;
  }
  if (value instanceof PyList && value.open !== null) return null;
  // All items have the same sizes: one that is known says those of the others.
  const head = value.items.find(item => !(item instanceof Unknown)) ?? value.items[0];
  if (head instanceof Tensor) return head.shape ? [value.items.length, ...head.shape] : null;
  const inner = head === undefined ? [] : nested(head);
  return inner ? [value.items.length, ...inner] : null;
}

function fromData(name: string, cls: PyClass): NativeFn {
  return NativeFn.free(name, 'data, *args, **kwargs', (_cx, args) => {
    const data = args.get('data');
    const asked = dtypeArgument(args.extra.get('dtype') ?? args.rest[0] ?? undefined);
    if (data instanceof Tensor) {
      const made = new Tensor(data.shape, data.whyUnknown, cls);
      const sizes = smallSizes(data.shape);
      // torch.tensor copies; the others share the elements where they can.
      if (name === 'tensor') return made.holding(ofValues(asked === undefined ? data.dtype : asked, data.values));
      return made.holding(
        viewOf(
          { ...data.contents, dtype: asked ?? data.dtype },
          asked === undefined && sizes ? everyPlace(sizes) : null,
        ),
      );
    }
    const made = new Tensor(nested(data), 'the data is not known', cls);
    return cls === TENSOR ? made.holding(heldData(data, asked)) : made;
  });
}

/** torch.Tensor(2, 3) has these sizes; torch.Tensor([…]) and torch.Tensor(tensor) these contents. */
export function legacyTensor(cx: Interp, args: readonly Value[], dtype: Dtype | null = 'float32'): Tensor {
  const [only] = args;
  if (only instanceof Tensor)
    return new Tensor(only.shape, only.whyUnknown, TENSOR).holding(ofValues(dtype, only.values));
  const isData = only instanceof PyList || (only instanceof PyTuple && only.cls !== SIZE);
  if (isData) return new Tensor(nested(only), 'the data is not known', TENSOR).holding(heldData(only, dtype));
  return (args.length === 0 ? new Tensor([0]) : sized(cx, sizesOf(cx, args), TENSOR)).holding(ofType(dtype));
}

TENSOR.alloc = () => new Tensor(null, 'the tensor has no data', TENSOR);
TENSOR.dict.set(
  '__init__',
  NativeFn.raw('__init__', (cx, args) => {
    const [self, ...rest] = args.pos;
    if (!(self instanceof Tensor) || self.cls === PARAMETER) return null;
    const made = legacyTensor(cx, rest);
    self.setShape(cx, made.shape);
    self.holding(made.contents);
    return null;
  }),
);

/** torch.linspace in single precision: from both ends towards the middle (RangeFactoriesKernel.cpp). */
function evenly(start: number, end: number, count: number): number[] {
  const [a, b] = [Math.fround(start), Math.fround(end)];
  const step = count > 1 ? Math.fround(Math.fround(b - a) / Math.fround(count - 1)) : 0;
  return Array.from({ length: count }, (_, i) =>
    i < Math.floor(count / 2) || count === 1 ? Math.fround(a + step * i) : Math.fround(b - step * (count - i - 1)),
  );
}

/** torch's functions that make tensors, by name. */
export function torchCreation(): Map<string, NativeFn> {
  const made = new Map<string, NativeFn>();
  for (const name of ['zeros', 'ones', 'empty', 'rand', 'randn']) made.set(name, fromSizes(name, TENSOR));
  made.set('full', full());
  made.set('empty_strided', first('empty_strided', TENSOR));
  for (const name of ['tensor', 'as_tensor', 'asarray', 'from_numpy']) made.set(name, fromData(name, TENSOR));
  for (const [name, dtype] of LEGACY) {
    const type = NativeFn.freeRaw(name, (cx, args) => legacyTensor(cx, args.pos, dtype));
    type.instances = value => {
      if (value instanceof Unknown) return undefined;
      if (!(value instanceof Tensor) || value.cls === NDARRAY) return false;
      return value.dtype === null ? undefined : value.dtype === dtype;
    };
    made.set(name, type);
  }
  made.set('arange', arange('arange', TENSOR));
  made.set(
    'randint',
    NativeFn.free('randint', 'low, high=None, size=None, **kwargs', (cx, args) => {
      // randint(high, size) leaves low out.
      const [high, size] = [args.get('high'), args.get('size')];
      return sized(cx, sizesOf(cx, [size === null ? high : size]), TENSOR).holding(ofType(typeAsked(args, 'int64')));
    }),
  );
  for (const name of ['linspace', 'logspace'])
    made.set(
      name,
      NativeFn.free(name, 'start, end, steps, **kwargs', (cx, args) => {
        const made = sized(cx, sizesOf(cx, [args.get('steps')]), TENSOR);
        const [start, end] = [args.get('start'), args.get('end')].map(value => scalarOf(value)?.value);
        const [count] = smallSizes(made.shape) ?? [];
        const dtype = typeAsked(args, 'float32');
        if (
          name === 'logspace' ||
          start === undefined ||
          end === undefined ||
          count === undefined ||
          dtype !== 'float32'
        )
          return made.holding(ofType(dtype));
        return made.holding(ofValues(dtype, evenly(start, end, count)));
      }),
    );
  made.set(
    'randperm',
    NativeFn.free('randperm', 'n, **kwargs', (cx, args) =>
      sized(cx, sizesOf(cx, [args.get('n')]), TENSOR).holding(ofType(typeAsked(args, 'int64'))),
    ),
  );
  made.set(
    'eye',
    NativeFn.free('eye', 'n, m=None, **kwargs', (_cx, args) => {
      const n = toDim(args.get('n'), 'n');
      const made = new Tensor([n, args.get('m') === null ? n : toDim(args.get('m'), 'm')]);
      const sizes = smallSizes(made.shape);
      const columns = sizes?.[1] ?? 1;
      const values = sizes && everyPlace(sizes).map(place => Number(Math.floor(place / columns) === place % columns));
      return made.holding(ofValues(typeAsked(args, 'float32'), values));
    }),
  );
  made.set(
    'normal',
    NativeFn.free('normal', 'mean=None, std=None, size=None, **kwargs', (cx, args) => {
      const [size, mean, std] = [args.get('size'), args.get('mean'), args.get('std')];
      if (size !== null) return sized(cx, sizesOf(cx, [size]), TENSOR);
      if (mean instanceof Tensor || std instanceof Tensor) return elementwise(cx, mean, std);
      return new Tensor(null, 'the sizes are not given');
    }),
  );
  return made;
}

/** NumPy's functions that make arrays: numpy.*, and numpy.random.*. */
export function numpyCreation(
  cls: PyClass,
  typesKnown = false,
): { numpy: Map<string, NativeFn>; random: Map<string, NativeFn> } {
  const numpy = new Map<string, NativeFn>();
  for (const name of ['zeros', 'ones', 'empty', 'full']) numpy.set(name, first(name, cls));
  for (const name of ['array', 'asarray']) numpy.set(name, fromData(name, cls));
  numpy.set('arange', arange('arange', cls, typesKnown));
  const random = new Map<string, NativeFn>();
  for (const name of ['rand', 'randn']) random.set(name, fromSizes(name, cls));
  for (const name of ['random', 'random_sample', 'standard_normal', 'uniform', 'normal']) {
    random.set(
      name,
      NativeFn.free(name, '*args, size=None, **kwargs', (cx, args) => {
        const size =
          args.get('size') ?? (name.startsWith('random') || name === 'standard_normal' ? args.rest[0] : args.rest[2]);
        return size === undefined || size === null
          ? cx.unknown('random', 'a random number', 'float')
          : sized(cx, sizesOf(cx, [size]), cls);
      }),
    );
  }
  return { numpy, random };
}
