import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { PyList, PyTuple } from '../../python/value.js';
import { isFloat } from '../contents.js';
import { raiseProblem } from '../problems.js';
import { everyPlace, smallSizes } from './positions.js';
import { product } from '../dims.js';
import { NDARRAY, resultClass, SIZE, TENSOR, Tensor } from '../tensor.js';
import { fromDim } from '../values.js';
import { BINARY_OPS } from './elementwise.js';
import { ELEMENTWISE } from './functionTable.js';
import { withContents } from './contentRules.js';
import { dtypeOf, elementSize, numberOf } from './dtype.js';
import { inPlaceForms, WRITING_OPS } from './inPlace.js';
import { MORE_OPS } from './moreOps.js';
import { PRODUCT_OPS } from './products.js';
import { REDUCTION_OPS } from './reductions.js';
import { REORDER_OPS } from './reorder.js';
import { RESHAPE_OPS } from './reshapeOps.js';
import { SPLIT_OPS } from './splits.js';
import type { TensorOp } from './tensorOp.js';

export { sizesOf, type TensorOp } from './tensorOp.js';

const ITEM = 'the contents of tensors are not followed';

/** The one element as a Python number. */
export function itemOf(cx: Interp, input: Tensor): Value {
  const count = input.shape && product(input.shape);
  if (typeof count === 'number' && count !== 1) {
    const message = `a Tensor with ${count} elements cannot be converted to Scalar`;
    throw raiseProblem(cx, 'RuntimeError', 'shape-mismatch', message);
  }
  const value = input.values?.[0];
  if (value !== undefined && input.dtype !== null && !input.dtype.startsWith('complex'))
    return numberOf(input.dtype, value);
  const hint = input.dtype === null ? null : input.dtype === 'bool' ? 'bool' : isFloat(input.dtype) ? 'float' : 'int';
  return cx.unknown('data-dependent', ITEM, hint);
}

/** Nested lists of the elements; of unknown elements where only the sizes are known. */
function nestedList(cx: Interp, input: Tensor): Value {
  const sizes = smallSizes(input.shape);
  if (!sizes) return cx.unknown('data-dependent', ITEM);
  const { values, dtype } = input;
  cx.tick(everyPlace(sizes).length);
  const build = (axis: number, from: number, count: number): Value => {
    const size = sizes[axis];
    if (size === undefined) {
      const value = values?.[from];
      return value === undefined || dtype === null ? cx.unknown('data-dependent', ITEM) : numberOf(dtype, value);
    }
    const inner = size === 0 ? 0 : count / size;
    return new PyList(Array.from({ length: size }, (_, i) => build(axis + 1, from + i * inner, inner)));
  };
  return build(
    0,
    0,
    sizes.reduce((all, size) => all * size, 1),
  );
}

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
  { name: 'item', signature: 'input', run: itemOf },
  { name: 'tolist', signature: 'input', run: (cx, input) => nestedList(cx, input) },
  {
    name: 'is_floating_point',
    signature: 'input',
    run: (cx, input) => (input.dtype === null ? dtypeOf(cx, input) : isFloat(input.dtype)),
  },
  {
    name: 'is_complex',
    signature: 'input',
    run: (cx, input) => (input.dtype === null ? dtypeOf(cx, input) : input.dtype.startsWith('complex')),
  },
  {
    name: 'element_size',
    signature: 'input',
    run: (cx, input) => (input.dtype === null ? dtypeOf(cx, input) : elementSize(input.dtype)),
  },
  {
    name: 'numpy',
    signature: 'input, *args, **kwargs',
    run: (_cx, input) =>
      new Tensor(input.shape, input.whyUnknown, resultClass(input) === TENSOR ? NDARRAY : resultClass(input)),
  },
  { name: 'backward', signature: 'input, *args, **kwargs', run: () => null },
];

/** All that torch's functions and the methods of the same names do to shapes; what is listed later holds. */
const PLAIN_OPS: readonly TensorOp[] = [
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
  ...MORE_OPS,
  ...QUESTIONS,
].map(withContents);

export const ALL_TENSOR_OPS: readonly TensorOp[] = [...PLAIN_OPS, ...inPlaceForms(PLAIN_OPS), ...WRITING_OPS];

/** A tensor's shape as Python sees it: torch.Size, whose unknown entries are unknown ints. */
export function shapeValue(cx: Interp, tensor: Tensor): Value {
  if (!tensor.shape) return cx.unknown('data-dependent', tensor.whyUnknown || 'the shape is not known', 'tuple');
  return new PyTuple(tensor.shape.map(fromDim), SIZE);
}
