import type { Interp } from '../../python/interp.js';
import type { PyClass, Value } from '../../python/klass.js';
import { NativeFn, NativeProperty, type BoundArgs } from '../../python/native.js';
import { ELLIPSIS, PyList, PySlice, PyTuple, Unknown } from '../../python/value.js';
import { floorDims, addDims, unknownDim, type Dim, type Shape } from '../dims.js';
import { UnknownShape, type Flow } from '../flow.js';
import { KERAS_TENSOR, NDARRAY, PARAMETER, resultClass, SIZE, TENSOR, Tensor, tensorOf } from '../tensor.js';
import { fromDim } from '../values.js';
import { ALL_TENSOR_OPS } from './partOps.js';
import { elementwise, matmul, shapeValue, sizesOf, type TensorOp } from './tensorOps.js';

/** Fills the tensor classes: attributes, methods, operators, indexing. */

function tensor(cx: Interp, value: Value): Tensor {
  if (value instanceof Tensor) return value;
  throw cx.error('TypeError', `expected a tensor, not ${cx.classOf(value).name}`);
}

function property(cls: PyClass, name: string, get: (cx: Interp, self: Tensor) => Value): void {
  cls.dict.set(name, new NativeProperty((cx, self) => get(cx, tensor(cx, self))));
}

function define(cls: PyClass): void {
  for (const op of ALL_TENSOR_OPS) {
    cls.dict.set(
      op.name,
      NativeFn.of(op.name, op.signature, (cx, args) => op.run(cx, tensor(cx, args.get('input')), args)),
    );
  }
  for (const [name, run] of IN_PLACE) {
    const op = ALL_TENSOR_OPS.find(its => its.name === run);
    if (op)
      cls.dict.set(
        name,
        NativeFn.of(name, op.signature, (cx, args) => inPlace(cx, op, args)),
      );
  }
  property(cls, 'shape', shapeValue);
  property(cls, 'ndim', (cx, self) => self.shape?.length ?? cx.unknown('data-dependent', self.whyUnknown, 'int'));
  property(cls, 'T', (cx, self) => reversed(cx, self));
  property(cls, 'mT', (cx, self) => reversed(cx, self));
  for (const name of ['data', 'grad', 'real', 'imag']) {
    cls.dict.set(
      name,
      new NativeProperty(
        (cx, self) => {
          const its = tensor(cx, self);
          return new Tensor(its.shape, its.whyUnknown, resultClass(its));
        },
        (cx, self, value) => {
          // Assigning .data gives the tensor another's contents, and its shape.
          if (name === 'data' && value instanceof Tensor) tensor(cx, self).setShape(cx, value.shape);
          else if (name === 'data') tensor(cx, self).setShape(cx, null);
        },
      ),
    );
  }
  for (const name of ['dtype', 'device'])
    property(cls, name, cx => cx.unknown('unmodelled', `${name} is not followed`));
  for (const name of ['is_cuda', 'requires_grad', 'is_sparse']) property(cls, name, () => false);
  const size = NativeFn.of('size', 'self, dim=None', (cx, args) => {
    const self = tensor(cx, args.get('self'));
    const dim = args.get('dim');
    const shape = shapeValue(cx, self);
    return dim === null || shape instanceof Unknown ? shape : cx.getItem(shape, dim);
  });
  if (cls === TENSOR) cls.dict.set('size', size);
  cls.dict.set('ndimension', cls.dict.get('dim') ?? null);
  cls.dict.set('nelement', cls.dict.get('numel') ?? null);
  cls.dict.set('new_zeros', created('new_zeros'));
  cls.dict.set('new_ones', created('new_ones'));
  cls.dict.set('new_empty', created('new_empty'));
  cls.dict.set(
    'resize_',
    NativeFn.of('resize_', 'self, *sizes, **kwargs', (cx, args) => {
      const self = tensor(cx, args.get('self'));
      self.setShape(cx, sizesOf(cx, args.rest));
      return self;
    }),
  );
  cls.dict.set(
    '__len__',
    NativeFn.of('__len__', 'self', (cx, args) => {
      const shape = tensor(cx, args.get('self')).shape;
      if (shape?.length === 0) throw cx.error('TypeError', 'len() of a 0-d tensor');
      return shape ? fromDim(shape[0] ?? 0) : cx.unknown('data-dependent', 'the shape is not known', 'int');
    }),
  );
  cls.dict.set(
    '__bool__',
    NativeFn.raw('__bool__', cx => cx.unknown('data-dependent', CONTENTS, 'bool')),
  );
  for (const name of ['__float__', '__int__', '__index__']) {
    cls.dict.set(
      name,
      NativeFn.raw(name, cx => cx.unknown('data-dependent', CONTENTS)),
    );
  }
  cls.dict.set(
    '__iter__',
    NativeFn.of('__iter__', 'self', (cx, args) => rows(cx, tensor(cx, args.get('self')))),
  );
  cls.dict.set(
    '__getitem__',
    NativeFn.of('__getitem__', 'self, index', (cx, args) => {
      const self = tensor(cx, args.get('self'));
      if (!self.shape) return new Tensor(null, self.whyUnknown, resultClass(self));
      return tensorOf(cx, indexed(cx, self.shape, args.get('index')), resultClass(self));
    }),
  );
  cls.dict.set(
    '__setitem__',
    NativeFn.raw('__setitem__', () => null),
  );
  for (const name of 'add sub mul truediv floordiv mod pow and or xor eq ne lt le gt ge'.split(' ')) {
    for (const dunder of [`__${name}__`, `__r${name}__`, `__i${name}__`]) {
      cls.dict.set(
        dunder,
        NativeFn.of(dunder, 'self, other', (cx, args) => elementwise(cx, args.get('self'), args.get('other'))),
      );
    }
  }
  cls.dict.set(
    '__matmul__',
    NativeFn.of('__matmul__', 'self, other', (cx, args) => matmul(cx, args.get('self'), args.get('other'))),
  );
  for (const name of ['__neg__', '__abs__', '__pos__', '__invert__']) {
    cls.dict.set(
      name,
      NativeFn.of(name, 'self', (cx, args) => {
        const self = tensor(cx, args.get('self'));
        return new Tensor(self.shape, self.whyUnknown, resultClass(self));
      }),
    );
  }
  // What is not listed may well exist: its result is unknown rather than an AttributeError.
  cls.dict.set(
    '__getattr__',
    NativeFn.of('__getattr__', 'self, name', (cx, args) =>
      cx.unknown('unmodelled', `the tensor method ${cx.str(args.get('name'))}() is not modelled`),
    ),
  );
}

const CONTENTS = 'the contents of tensors are not followed';

/** Methods that change the shape of the tensor itself, and the operation whose result it takes. */
const IN_PLACE: readonly (readonly [string, string])[] = [
  ...['unsqueeze', 'squeeze', 'transpose', 'swapaxes', 'swapdims', 't'].map(name => [`${name}_`, name] as const),
];

function inPlace(cx: Interp, op: TensorOp, args: BoundArgs): Value {
  const self = tensor(cx, args.get('input'));
  const result = op.run(cx, self, args);
  self.setShape(cx, result instanceof Tensor ? result.shape : null);
  return self;
}

function created(name: string): NativeFn {
  return NativeFn.of(name, 'self, *size, **kwargs', (cx, args) => {
    const keyword = args.extra.get('size');
    const sizes = sizesOf(cx, keyword === undefined ? args.rest : [keyword]);
    return new Tensor(sizes, sizes ? '' : 'the sizes are not known');
  });
}

function reversed(cx: Interp, self: Tensor): Value {
  if (!self.shape) return new Tensor(null, self.whyUnknown, resultClass(self));
  return tensorOf(cx, [...self.shape].reverse(), resultClass(self));
}

function rows(cx: Interp, self: Tensor): Value {
  const [first, ...rest] = self.shape ?? [];
  if (self.shape?.length === 0) throw cx.error('TypeError', 'iteration over a 0-d tensor');
  if (typeof first !== 'number') return cx.unknown('loop-count', 'how many rows the tensor has is not known');
  cx.tick(first);
  if (first > 4096) return cx.unknown('too-large', `the tensor has ${first} rows`);
  const items = Array.from({ length: first }, () => new Tensor(rest, '', resultClass(self)));
  const iterate = cx.special(new PyTuple(items), '__iter__');
  return iterate === undefined ? null : cx.callWith(iterate);
}

/** Basic indexing: ints drop an axis, slices keep it, None adds one, … stands for the axes between. */
function indexed(cx: Interp, shape: Shape, index: Value): Flow {
  const parts = index instanceof PyTuple ? index.items : [index];
  const taken = parts.filter(part => part !== null && part !== ELLIPSIS).length;
  if (
    parts.some(
      part =>
        part instanceof Tensor ||
        (part instanceof PyList && !isListOfInts(part)) ||
        typeof part === 'boolean' ||
        part instanceof Unknown,
    )
  ) {
    return new UnknownShape('an index is not an int or a slice');
  }
  if (parts.some(part => part instanceof PyList) && parts.filter(isIndexed).length > 1) {
    // An int beside a list broadcasts with it, and may move the axis to the front.
    return new UnknownShape('a list among other indices is not modelled');
  }
  if (taken > shape.length) throw cx.error('IndexError', `too many indices for tensor of dimension ${shape.length}`);
  const out: Dim[] = [];
  let axis = 0;
  for (const part of parts) {
    if (part === null) out.push(1);
    else if (part === ELLIPSIS) {
      const between = shape.length - taken;
      out.push(...shape.slice(axis, axis + between));
      axis += between;
    } else {
      const size = shape[axis] ?? 1;
      if (part instanceof PySlice) out.push(sliced(size, part));
      else if (part instanceof PyList) out.push(part.items.length);
      else if (typeof part === 'number' && typeof size === 'number' && (part >= size || part < -size)) {
        throw cx.error('IndexError', `index ${part} is out of bounds for dimension ${axis} with size ${size}`);
      }
      axis++;
    }
  }
  return [...out, ...shape.slice(axis)];
}

function isListOfInts(list: PyList): boolean {
  return list.open === null && list.items.every(item => typeof item === 'number');
}

/** Whether a part picks elements, rather than a range or a place for a new axis. */
function isIndexed(part: Value): boolean {
  return part !== null && part !== ELLIPSIS && !(part instanceof PySlice);
}

function sliced(size: Dim, { start, stop, step }: PySlice): Dim {
  const every = step === null ? 1 : step;
  if (typeof every !== 'number' || every < 1) return unknownDim('the step of the slice is not known');
  if (start === null && stop === null) return every === 1 ? size : floorDims(addDims(size, every - 1), every);
  const bound = (value: Value, missing: number): number | undefined =>
    value === null ? missing : typeof value === 'number' ? value : undefined;
  if (typeof size === 'number') {
    const clamp = (value: number): number => Math.max(0, Math.min(size, value < 0 ? value + size : value));
    const [from, to] = [bound(start, 0), bound(stop, size)];
    if (from === undefined || to === undefined) return unknownDim('the bounds of the slice are not known');
    return Math.max(0, Math.ceil((clamp(to) - clamp(from)) / every));
  }
  // Of a symbolic size, what counts from both ends is certain wherever the size is large enough.
  const [from, to] = [bound(start, 0), bound(stop, 0)];
  if (from === undefined || to === undefined || every !== 1 || from < 0 || to > 0 || stop === 0) {
    return unknownDim('the slice depends on the size');
  }
  return addDims(size, to - from);
}

for (const cls of [TENSOR, KERAS_TENSOR, NDARRAY]) define(cls);
SIZE.dict.set(
  'numel',
  NativeFn.of('numel', 'self', (cx, args) => {
    const self = args.get('self');
    if (!(self instanceof PyTuple)) return null;
    return self.items.reduce<Value>((all, item) => cx.binary('*', all, item), 1);
  }),
);

/** torch.nn.Parameter(data): a tensor of the same shape that modules register. */
PARAMETER.alloc = () => new Tensor(null, 'the parameter has no data', PARAMETER);
PARAMETER.dict.set(
  '__init__',
  NativeFn.of('__init__', 'self, data=None, requires_grad=True', (cx, args) => {
    const [self, data] = [args.get('self'), args.get('data')];
    if (self instanceof Tensor && data instanceof Tensor) self.setShape(cx, data.shape);
    return null;
  }),
);
