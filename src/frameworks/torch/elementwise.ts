import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { BoundArgs } from '../../python/native.js';
import { Unknown } from '../../python/value.js';
import { broadcast } from '../broadcast.js';
import { resultClass, Tensor, tensorOf } from '../tensor.js';
import type { TensorOp } from './tensorOp.js';

/** Operations element by element: of one tensor the shape stays, two or three broadcast. */

/** The result of an operation on two operands that broadcast; a number is a scalar. */
export function elementwise(cx: Interp, a: Value, b: Value): Value {
  const tensor = a instanceof Tensor ? a : b instanceof Tensor ? b : undefined;
  if (!tensor) return cx.unknown('unmodelled', 'neither operand is a tensor');
  const other = tensor === a ? b : a;
  if (other instanceof Unknown) return new Tensor(null, other.why.message, resultClass(tensor));
  if (!(other instanceof Tensor))
    return new Tensor(tensor.shape, tensor.whyUnknown, resultClass(tensor), tensor.placeholder);
  if (!tensor.shape || !other.shape)
    return new Tensor(null, tensor.whyUnknown || other.whyUnknown, resultClass(tensor));
  return tensorOf(cx, broadcast(tensor.shape, other.shape), resultClass(tensor));
}

/** An elementwise operation of several tensors, of which the others are under these names. */
function several(name: string, signature: string, others: readonly string[]): TensorOp {
  return {
    name,
    signature,
    run: (cx: Interp, input: Tensor, args: BoundArgs): Value =>
      others.reduce<Value>((all, other) => elementwise(cx, all, args.get(other)), input),
  };
}

const BINARY =
  'add sub subtract mul multiply div divide true_divide floor_divide remainder fmod pow maximum minimum fmax fmin eq ne lt gt ' +
  'le ge not_equal less less_equal greater greater_equal logical_and logical_or logical_xor atan2 arctan2 hypot ' +
  'copysign bitwise_and bitwise_or bitwise_xor isclose';

export const BINARY_NAMES: readonly string[] = BINARY.split(' ');

export const BINARY_OPS: readonly TensorOp[] = [
  ...BINARY_NAMES.map(name => several(name, 'input, other, *args, **kwargs', ['other'])),
  several('lerp', 'input, end, weight', ['end', 'weight']),
  several('addcmul', 'input, tensor1, tensor2, *, value=1', ['tensor1', 'tensor2']),
  several('addcdiv', 'input, tensor1, tensor2, *, value=1', ['tensor1', 'tensor2']),
  several('masked_fill', 'input, mask, value', ['mask']),
];
