import type { Interp } from '../../python/interp.js';
import type { PyClass, Value } from '../../python/klass.js';
import { NativeFn } from '../../python/native.js';
import { PyList, PyTuple, Unknown } from '../../python/value.js';
import { ceilDims, subtractDims, type Dim, type Shape } from '../dims.js';
import { raiseProblem } from '../problems.js';
import { SIZE, TENSOR, Tensor } from '../tensor.js';
import { toDim } from '../values.js';
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

/** zeros(2, 3), zeros((2, 3)) and zeros(size=(2, 3)). */
function fromSizes(name: string, cls: PyClass): NativeFn {
  return NativeFn.free(name, '*size, **kwargs', (cx, args) => {
    const keyword = args.extra.get('size') ?? args.extra.get('shape');
    return sized(cx, sizesOf(cx, keyword === undefined ? args.rest : [keyword]), cls);
  });
}

function first(name: string, cls: PyClass): NativeFn {
  return NativeFn.free(name, 'size, *args, **kwargs', (cx, args) => sized(cx, sizesOf(cx, [args.get('size')]), cls));
}

/** ⌈(stop − start)/step⌉ for ints; a float step rounds in floating point, which is not followed. */
const SIGN = 'upper bound and lower bound inconsistent with step sign';

function arange(name: string, cls: PyClass): NativeFn {
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
      if (wrong === undefined) return new Tensor([Math.ceil((to - from) / by)], '', cls);
    }
    const size = ceilDims(subtractDims(to, from), by);
    return new Tensor([size], '', cls);
  });
}

/** The shape of nested lists of numbers. */
function nested(value: Value): Shape | null {
  if (!(value instanceof PyList) && !(value instanceof PyTuple)) return value instanceof Unknown ? null : [];
  if (value instanceof PyList && value.open !== null) return null;
  const [head] = value.items;
  if (head instanceof Tensor) return head.shape ? [value.items.length, ...head.shape] : null;
  const inner = head === undefined ? [] : nested(head);
  return inner ? [value.items.length, ...inner] : null;
}

function fromData(name: string, cls: PyClass): NativeFn {
  return NativeFn.free(name, 'data, *args, **kwargs', (_cx, args) => {
    const data = args.get('data');
    if (data instanceof Tensor) return new Tensor(data.shape, data.whyUnknown, cls);
    return new Tensor(nested(data), 'the data is not known', cls);
  });
}

/** torch.Tensor(2, 3) has these sizes; torch.Tensor([…]) and torch.Tensor(tensor) these contents. */
function legacyTensor(cx: Interp, args: readonly Value[]): Tensor {
  const [only] = args;
  if (only instanceof Tensor) return new Tensor(only.shape, only.whyUnknown, TENSOR);
  const isData = only instanceof PyList || (only instanceof PyTuple && only.cls !== SIZE);
  if (isData) return new Tensor(nested(only), 'the data is not known', TENSOR);
  return args.length === 0 ? new Tensor([0]) : sized(cx, sizesOf(cx, args), TENSOR);
}

TENSOR.alloc = () => new Tensor(null, 'the tensor has no data', TENSOR);
TENSOR.dict.set(
  '__init__',
  NativeFn.raw('__init__', (cx, args) => {
    const [self, ...rest] = args.pos;
    if (self instanceof Tensor) self.setShape(cx, legacyTensor(cx, rest).shape);
    return null;
  }),
);

/** torch's functions that make tensors, by name. */
export function torchCreation(): Map<string, NativeFn> {
  const made = new Map<string, NativeFn>();
  for (const name of ['zeros', 'ones', 'empty', 'rand', 'randn']) made.set(name, fromSizes(name, TENSOR));
  for (const name of ['full', 'empty_strided']) made.set(name, first(name, TENSOR));
  for (const name of ['tensor', 'as_tensor', 'asarray', 'from_numpy']) made.set(name, fromData(name, TENSOR));
  for (const name of ['FloatTensor', 'LongTensor', 'DoubleTensor', 'IntTensor', 'ByteTensor', 'HalfTensor']) {
    made.set(
      name,
      NativeFn.freeRaw(name, (cx, args) => legacyTensor(cx, args.pos)),
    );
  }
  made.set('arange', arange('arange', TENSOR));
  made.set(
    'randint',
    NativeFn.free('randint', 'low, high=None, size=None, **kwargs', (cx, args) => {
      // randint(high, size) leaves low out.
      const [high, size] = [args.get('high'), args.get('size')];
      return sized(cx, sizesOf(cx, [size === null ? high : size]), TENSOR);
    }),
  );
  for (const name of ['linspace', 'logspace'])
    made.set(
      name,
      NativeFn.free(name, 'start, end, steps, **kwargs', (cx, args) =>
        sized(cx, sizesOf(cx, [args.get('steps')]), TENSOR),
      ),
    );
  made.set(
    'randperm',
    NativeFn.free('randperm', 'n, **kwargs', (cx, args) => sized(cx, sizesOf(cx, [args.get('n')]), TENSOR)),
  );
  made.set(
    'eye',
    NativeFn.free('eye', 'n, m=None, **kwargs', (_cx, args) => {
      const n = toDim(args.get('n'), 'n');
      return new Tensor([n, args.get('m') === null ? n : toDim(args.get('m'), 'm')]);
    }),
  );
  made.set(
    'normal',
    NativeFn.free('normal', 'mean=None, std=None, size=None, **kwargs', (cx, args) => {
      const size = args.get('size');
      return size === null ? new Tensor(null, 'the sizes are not given') : sized(cx, sizesOf(cx, [size]), TENSOR);
    }),
  );
  return made;
}

/** NumPy's functions that make arrays: numpy.*, and numpy.random.*. */
export function numpyCreation(cls: PyClass): { numpy: Map<string, NativeFn>; random: Map<string, NativeFn> } {
  const numpy = new Map<string, NativeFn>();
  for (const name of ['zeros', 'ones', 'empty', 'full']) numpy.set(name, first(name, cls));
  for (const name of ['array', 'asarray']) numpy.set(name, fromData(name, cls));
  numpy.set('arange', arange('arange', cls));
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
