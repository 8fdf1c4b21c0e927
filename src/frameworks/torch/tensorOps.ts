import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { PyTuple } from '../../python/value.js';
import { product } from '../dims.js';
import { resultClass, SIZE, Tensor } from '../tensor.js';
import { fromDim } from '../values.js';
import { BINARY_OPS } from './elementwise.js';
import { ELEMENTWISE } from './functionTable.js';
import { PRODUCT_OPS } from './products.js';
import { REDUCTION_OPS } from './reductions.js';
import { REORDER_OPS } from './reorder.js';
import { RESHAPE_OPS } from './reshapeOps.js';
import { SPLIT_OPS } from './splits.js';
import type { TensorOp } from './tensorOp.js';

export { sizesOf, type TensorOp } from './tensorOp.js';

const ITEM = 'the contents of tensors are not followed';

/** What is asked of a tensor itself: how many elements and axes it has, and what is not followed. */
const QUESTIONS: readonly TensorOp[] = [
  {
    name: 'numel',
    signature: 'input',
    run: (cx, input) =>
      input.shape ? fromDim(product(input.shape)) : cx.unknown('data-dependent', input.whyUnknown, 'int'),
  },
  {
    name: 'dim',
    signature: 'input',
    run: (cx, input) => input.shape?.length ?? cx.unknown('data-dependent', input.whyUnknown, 'int'),
  },
  { name: 'item', signature: 'input', run: cx => cx.unknown('data-dependent', ITEM) },
  { name: 'tolist', signature: 'input', run: cx => cx.unknown('data-dependent', ITEM) },
  {
    name: 'numpy',
    signature: 'input, *args, **kwargs',
    run: (_cx, input) => new Tensor(input.shape, input.whyUnknown, resultClass(input)),
  },
  { name: 'backward', signature: 'input, *args, **kwargs', run: () => null },
];

/** All that torch's functions and the methods of the same names do to shapes; what is listed later holds. */
export const ALL_TENSOR_OPS: readonly TensorOp[] = [
  ...ELEMENTWISE.map(name => ({
    name,
    signature: 'input, *args, **kwargs',
    run: (_cx: Interp, input: Tensor): Value =>
      new Tensor(input.shape, input.whyUnknown, resultClass(input), input.placeholder),
  })),
  ...BINARY_OPS,
  ...RESHAPE_OPS,
  ...REORDER_OPS,
  ...SPLIT_OPS,
  ...REDUCTION_OPS,
  ...PRODUCT_OPS,
  ...QUESTIONS,
];

/** A tensor's shape as Python sees it: torch.Size, whose unknown entries are unknown ints. */
export function shapeValue(cx: Interp, tensor: Tensor): Value {
  if (!tensor.shape) return cx.unknown('data-dependent', tensor.whyUnknown || 'the shape is not known', 'tuple');
  return new PyTuple(tensor.shape.map(fromDim), SIZE);
}
