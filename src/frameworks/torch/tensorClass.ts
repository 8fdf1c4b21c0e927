import type { Machine } from '../../python/machine.js';
import type { Interp } from '../../python/interp.js';
import type { PyClass, Value } from '../../python/klass.js';
import { NativeFn, NativeProperty, type BoundArgs } from '../../python/native.js';
import { PyFloat, PyTuple, Unknown } from '../../python/value.js';
import { ofType, ofValues, viewOf } from '../contents.js';
import { product, type Shape } from '../dims.js';
import { raiseProblem } from '../problems.js';
import { KERAS_TENSOR, NDARRAY, PARAMETER, resultClass, SIZE, TENSOR, Tensor, tensorOf, TF_TENSOR } from '../tensor.js';
import { fromDim } from '../values.js';
import { defineOperators } from '../tensorflow/operators.js';
import { arrayBinary, arrayUnary } from '../numpy/arrayMath.js';
import { defineArrayMethods } from '../numpy/arrayMethods.js';
import { binaryContents, unaryContents } from './contentMath.js';
import { CPU } from './device.js';
import { LEGACY, dtypeArgument, dtypeOf } from './dtype.js';
import { elementwise } from './elementwise.js';
import { assign, writeResult } from './inPlace.js';
import { indexed, indexParts } from './indexing.js';
import { legacyTensor, nested } from './creation.js';
import { matmul } from './products.js';
import { everyPlace, indexPlaces, partPlaces, reordered, smallSizes } from './positions.js';
import { matrixTranspose } from './reorder.js';
import { SPECTRAL_METHODS } from './spectra.js';
import { axisOfSome, need, sizesOf, type TensorOp } from './tensorOp.js';
import { ALL_TENSOR_OPS, shapeValue } from './tensorOps.js';

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
  const inPlaceNames = cls === TENSOR || cls === NDARRAY;
  for (const [name, run] of IN_PLACE) {
    const op = ALL_TENSOR_OPS.find(its => its.name === run);
    if (op)
      cls.dict.set(
        name,
        NativeFn.of(name, op.signature, (cx, args) => inPlace(cx, op, args)),
      );
  }
  for (const [name, signature, run] of SPECTRAL_METHODS) cls.dict.set(name, NativeFn.of(name, signature, run));
  property(cls, 'shape', shapeValue);
  property(cls, 'ndim', (cx, self) => self.shape?.length ?? cx.unknown('data-dependent', self.whyUnknown, 'int'));
  property(cls, 'T', (cx, self) => reversed(cx, self));
  for (const name of ['mT', 'mH']) {
    const rule = matrixTranspose(name);
    property(cls, name, (cx, self) =>
      self.shape
        ? tensorOf(cx, rule(self.shape), resultClass(self))
        : new Tensor(null, self.whyUnknown, resultClass(self)),
    );
  }
  for (const name of ['data', 'grad', 'real', 'imag']) {
    cls.dict.set(
      name,
      new NativeProperty(
        (cx, self) => {
          const its = tensor(cx, self);
          const made = new Tensor(its.shape, its.whyUnknown, resultClass(its));
          if (name !== 'data' && its.dtype !== null && its.dtype.startsWith('complex'))
            return made.holding(ofType(its.dtype === 'complex64' ? 'float32' : 'float64'));
          const sizes = smallSizes(its.shape);
          return name === 'data' ? made.holding(viewOf(its.contents, sizes ? everyPlace(sizes) : null)) : made;
        },
        (cx, self, value) => {
          // Assigning .data gives the tensor another's contents, and its shape.
          if (name !== 'data') return;
          const its = tensor(cx, self);
          its.forget(cx);
          if (value instanceof Tensor) value.forget(cx);
          its.setShape(cx, value instanceof Tensor ? value.shape : null);
        },
      ),
    );
  }
  property(cls, 'dtype', dtypeOf);
  property(cls, 'device', () => CPU);
  for (const name of ['is_cuda', 'is_sparse']) property(cls, name, () => false);
  cls.dict.set(
    'requires_grad',
    new NativeProperty(
      (cx, self) => {
        const own = tensor(cx, self).attrs.get('\0requires_grad');
        return (
          own ??
          (tensor(cx, self).cls === PARAMETER ? true : cx.unknown('unmodelled', 'gradients are not followed', 'bool'))
        );
      },
      (cx, self, value) => cx.heap.set(tensor(cx, self), '\0requires_grad', value),
    ),
  );
  const size = NativeFn.of('size', 'self, dim=None', (cx, args) => {
    const self = tensor(cx, args.get('self'));
    const dim = args.get('dim');
    const shape = shapeValue(cx, self);
    if (dim === null || shape instanceof Unknown) return shape;
    if (typeof dim !== 'number' || !self.shape) return cx.getItem(shape, dim);
    return fromDim(self.shape[need(cx, axisOfSome(dim, self.shape.length))] ?? 1);
  });
  if (cls === TENSOR) cls.dict.set('size', size);
  cls.dict.set('ndimension', cls.dict.get('dim') ?? null);
  cls.dict.set('nelement', cls.dict.get('numel') ?? null);
  cls.dict.set('new_zeros', created('new_zeros'));
  cls.dict.set('new_ones', created('new_ones'));
  cls.dict.set('new_empty', created('new_empty'));
  if (cls === TENSOR) {
    const cast = cls.dict.get('type');
    // Without an argument it says which type name of old the tensor has.
    cls.dict.set(
      'type',
      NativeFn.raw('type', (cx, args) => {
        if (cast !== undefined && args.pos.length + args.kw.size > 1) return cx.call(cast, args);
        const own = args.pos[0];
        const name = own instanceof Tensor ? LEGACY.find(([, dtype]) => dtype === own.dtype)?.[0] : undefined;
        return name === undefined
          ? cx.unknown('unmodelled', 'the type of the elements is not known', 'str')
          : `torch.${name}`;
      }),
    );
    cls.dict.set(
      'new',
      NativeFn.of('new', 'self, *args, **kwargs', (cx, args) => legacyTensor(cx, args.rest, dtypeOfSelf(args))),
    );
    cls.dict.set(
      'new_full',
      NativeFn.of('new_full', 'self, size, fill_value, **kwargs', (cx, args) => {
        const sizes = sizesOf(cx, [args.get('size')]);
        const asked = dtypeArgument(args.extra.get('dtype'));
        return new Tensor(sizes, 'the sizes are not known').holding(
          ofType(asked === undefined ? dtypeOfSelf(args) : asked),
        );
      }),
    );
    cls.dict.set(
      'new_tensor',
      NativeFn.of('new_tensor', 'self, data, **kwargs', (_cx, args) => {
        const data = args.get('data');
        const shape = data instanceof Tensor ? data.shape : nested(data);
        const made = new Tensor(shape, 'the data is not known');
        const asked = dtypeArgument(args.extra.get('dtype'));
        return made.holding(ofType(asked === undefined ? dtypeOfSelf(args) : asked));
      }),
    );
  }
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
      if (shape?.length === 0) throw raiseProblem(cx, 'TypeError', 'rank-mismatch', 'len() of a 0-d tensor');
      return shape ? fromDim(shape[0] ?? 0) : cx.unknown('data-dependent', 'the shape is not known', 'int');
    }),
  );
  cls.dict.set(
    '__bool__',
    NativeFn.raw('__bool__', (cx, args) => {
      const count = cls === TENSOR ? countOf(args.pos[0]) : undefined;
      if (count !== undefined && count > 1) {
        const message = 'Boolean value of Tensor with more than one value is ambiguous';
        throw raiseProblem(cx, 'RuntimeError', 'shape-mismatch', message);
      }
      const value = onlyElement(args.pos[0]);
      return value === undefined ? cx.unknown('data-dependent', CONTENTS, 'bool') : value !== 0;
    }),
  );
  for (const name of ['__float__', '__int__', '__index__']) {
    cls.dict.set(
      name,
      NativeFn.raw(name, (cx, args) => {
        const value = onlyElement(args.pos[0]);
        if (value === undefined || !Number.isFinite(value))
          return cx.unknown('data-dependent', CONTENTS, name === '__float__' ? 'float' : 'int');
        return name === '__float__' ? new PyFloat(value) : Math.trunc(value) + 0;
      }),
    );
  }
  // A tensor of one element is formatted as its number (torch/_tensor.py; numpy.ndarray.__format__).
  cls.dict.set(
    '__format__',
    NativeFn.of('__format__', 'self, spec', (cx, args) => {
      const [self, spec] = [tensor(cx, args.get('self')), args.get('spec')];
      const element = self.shape?.length === 0 ? onlyElement(self) : undefined;
      if (typeof spec === 'string' && element !== undefined)
        return (cx as Machine).format((cx as Machine).callMethod(self, 'item') ?? null, spec);
      if (spec === '' || typeof spec !== 'string' || self.shape === null || self.shape.length === 0)
        return cx.unknown('data-dependent', CONTENTS, 'str');
      throw cx.error('TypeError', `unsupported format string passed to ${cx.classOf(self).name}.__format__`);
    }),
  );
  cls.dict.set(
    '__iter__',
    NativeFn.of('__iter__', 'self', (cx, args) => rows(cx, tensor(cx, args.get('self')))),
  );
  cls.dict.set(
    '__getitem__',
    NativeFn.of('__getitem__', 'self, index', (cx, args) => {
      const self = tensor(cx, args.get('self'));
      if (!self.shape) return new Tensor(null, self.whyUnknown, resultClass(self)).holding(viewOf(self.contents, null));
      const index = args.get('index');
      const made = tensorOf(cx, indexed(cx, self.shape, index, cls === NDARRAY), resultClass(self));
      const sizes = smallSizes(self.shape);
      const found = sizes && indexPlaces(sizes, indexParts(index));
      if (!found) return made.holding(viewOf(self.contents, null));
      if (found.isView) return made.holding(viewOf(self.contents, found.places));
      const values = self.values;
      return made.holding(ofValues(self.dtype, values && found.places.map(place => values[place] ?? 0)));
    }),
  );
  cls.dict.set(
    '__setitem__',
    NativeFn.of('__setitem__', 'self, index, value', (cx, args) => {
      const self = tensor(cx, args.get('self'));
      if (!self.contents.storage && !self.isJoined) return null;
      const sizes = smallSizes(self.shape);
      const found = sizes && self.values ? indexPlaces(sizes, indexParts(args.get('index'))) : undefined;
      const target = found && self.shape ? indexed(cx, self.shape, args.get('index'), cls === NDARRAY) : undefined;
      const into = Array.isArray(target) ? smallSizes(target as Shape) : undefined;
      assign(cx, self, into ? (found?.places ?? null) : [], args.get('value'), into);
      if (!into) self.forget(cx);
      return null;
    }),
  );
  for (const name of 'add sub mul truediv floordiv mod pow and or xor eq ne lt le gt ge'.split(' ')) {
    for (const dunder of [`__${name}__`, `__r${name}__`, `__i${name}__`]) {
      const [reflected, writes] = [dunder === `__r${name}__`, dunder === `__i${name}__`];
      cls.dict.set(
        dunder,
        NativeFn.of(dunder, 'self, other', (cx, args) => {
          const [self, other] = [args.get('self'), args.get('other')];
          const made = elementwise(cx, self, other);
          if (made instanceof Tensor && cls === TENSOR)
            made.holding(reflected ? binaryContents(name, other, self, made) : binaryContents(name, self, other, made));
          else if (made instanceof Tensor && cls === NDARRAY)
            made.holding(reflected ? arrayBinary(name, other, self, made) : arrayBinary(name, self, other, made));
          return writes && inPlaceNames && self instanceof Tensor ? writeResult(cx, self, made) : made;
        }),
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
        const made = new Tensor(self.shape, self.whyUnknown, resultClass(self));
        if (cls === NDARRAY) {
          if (name === '__invert__') return made.holding(ofType(self.dtype));
          return made.holding(arrayUnary(name.slice(2, -2).replace('pos', 'positive'), self));
        }
        const isNot = name === '__invert__' && self.dtype === 'bool';
        const operation = isNot ? 'logical_not' : { __neg__: 'neg', __abs__: 'abs', __pos__: 'positive' }[name];
        return made.holding(
          (operation === undefined ? undefined : unaryContents(operation, self, made)) ?? ofType(self.dtype),
        );
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
    const self = args.get('self');
    const asked = dtypeArgument(args.extra.get('dtype'));
    const dtype = asked === undefined ? (self instanceof Tensor ? self.dtype : null) : asked;
    const places = smallSizes(sizes);
    const fill = name === 'new_zeros' ? 0 : name === 'new_ones' ? 1 : undefined;
    const made = new Tensor(sizes, sizes ? '' : 'the sizes are not known');
    return made.holding(ofValues(dtype, places && fill !== undefined ? everyPlace(places).map(() => fill) : null));
  });
}

function dtypeOfSelf(args: BoundArgs): Tensor['dtype'] {
  const self = args.get('self');
  return self instanceof Tensor ? self.dtype : null;
}

function onlyElement(value: Value | undefined): number | undefined {
  const values = value instanceof Tensor ? value.values : null;
  return values?.length === 1 ? values[0] : undefined;
}

function countOf(value: Value | undefined): number | undefined {
  const count = value instanceof Tensor && value.shape ? product(value.shape) : undefined;
  return typeof count === 'number' ? count : undefined;
}

function reversed(cx: Interp, self: Tensor): Value {
  if (!self.shape) return new Tensor(null, self.whyUnknown, resultClass(self));
  const sizes = smallSizes(self.shape);
  const order = sizes?.map((_, axis) => sizes.length - 1 - axis);
  const made = tensorOf(cx, [...self.shape].reverse(), resultClass(self));
  return made.holding(viewOf(self.contents, sizes && order ? reordered(sizes, order) : null));
}

function rows(cx: Interp, self: Tensor): Value {
  const [first, ...rest] = self.shape ?? [];
  if (self.shape?.length === 0) throw cx.error('TypeError', 'iteration over a 0-d tensor');
  if (typeof first !== 'number') return cx.unknown('loop-count', 'how many rows the tensor has is not known');
  cx.tick(first);
  if (first > 4096) return cx.unknown('too-large', `the tensor has ${first} rows`);
  const sizes = smallSizes(self.shape);
  const items = Array.from({ length: first }, (_, row) =>
    new Tensor(rest, '', resultClass(self)).holding(viewOf(self.contents, sizes ? partPlaces(sizes, 0, row, 1) : null)),
  );
  const iterate = cx.special(new PyTuple(items), '__iter__');
  return iterate === undefined ? null : cx.callWith(iterate);
}

for (const cls of [TENSOR, KERAS_TENSOR, TF_TENSOR, NDARRAY]) define(cls);
defineArrayMethods();
defineOperators(TF_TENSOR);
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
    if (self instanceof Tensor && data instanceof Tensor) {
      self.setShape(cx, data.shape);
      self.holding(ofType(data.dtype));
      // It shares the elements, which training changes.
      data.forget(cx);
    }
    return null;
  }),
);
