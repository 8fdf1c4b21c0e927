import type { PyClass } from '../../python/klass.js';
import { NativeFn } from '../../python/native.js';
import { NDARRAY, Tensor } from '../tensor.js';
import { broadcast, matmul } from './joinRules.js';
import { both, operand } from './operands.js';

/** Operators and methods of TensorFlow's tensors that differ from those of PyTorch's. */
export function defineOperators(cls: PyClass): void {
  for (const name of 'add sub mul truediv floordiv mod pow eq ne lt le gt ge'.split(' ')) {
    for (const dunder of [`__${name}__`, `__r${name}__`, `__i${name}__`]) {
      cls.dict.set(
        dunder,
        NativeFn.of(dunder, 'self, other', (cx, args) =>
          both(cx, operand(args.get('self')), operand(args.get('other')), broadcast),
        ),
      );
    }
  }
  cls.dict.set(
    '__matmul__',
    NativeFn.of('__matmul__', 'self, other', (cx, args) =>
      both(cx, operand(args.get('self')), operand(args.get('other')), (a, b) => matmul(a, b)),
    ),
  );
  cls.dict.set(
    'numpy',
    NativeFn.of('numpy', 'self', (_cx, args) => {
      const self = operand(args.get('self'));
      return new Tensor(self.shape, self.whyUnknown, NDARRAY);
    }),
  );
}
