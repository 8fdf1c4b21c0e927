import type { Interp } from '../../python/interp.js';
import type { PyClass, Value } from '../../python/klass.js';
import { NativeFn, NativeProperty, type BoundArgs } from '../../python/native.js';
import { PyTuple, Unknown } from '../../python/value.js';
import { raiseProblem } from '../problems.js';
import { KERAS_TENSOR, NDARRAY, PARAMETER, resultClass, SIZE, TENSOR, Tensor, tensorOf, TF_TENSOR } from '../tensor.js';
import { fromDim } from '../values.js';
import { defineOperators } from '../tensorflow/operators.js';
import { elementwise } from './elementwise.js';
import { indexed } from './indexing.js';
import { matmul } from './products.js';
import { matrixTranspose } from './reorder.js';
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

for (const cls of [TENSOR, KERAS_TENSOR, TF_TENSOR, NDARRAY]) define(cls);
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
    if (self instanceof Tensor && data instanceof Tensor) self.setShape(cx, data.shape);
    return null;
  }),
);
