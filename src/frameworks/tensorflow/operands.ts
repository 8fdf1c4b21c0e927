import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { Shape } from '../dims.js';
import type { Flow } from '../flow.js';
import { isPlainFloat } from '../plain.js';
import { asTensor, KERAS_TENSOR, Tensor, tensorOf, TF_TENSOR } from '../tensor.js';
import { toPlain } from '../values.js';

/** A tensor, or what TensorFlow makes of a value that is none: of a number a scalar, of anything else one that is not known. */
export function operand(value: Value | undefined): Tensor {
  const tensor = asTensor(value, TF_TENSOR);
  if (tensor) return tensor;
  const isNumber = typeof value === 'number' || typeof value === 'boolean';
  if (isNumber || (value !== undefined && isPlainFloat(toPlain(value)))) return new Tensor([], '', TF_TENSOR);
  return new Tensor(null, 'what this value is as a tensor is not followed', TF_TENSOR);
}

/** What a rule makes of two operands. */
export function both(cx: Interp, a: Tensor, b: Tensor, rule: (a: Shape, b: Shape) => Flow): Tensor {
  const cls = a.cls === KERAS_TENSOR || b.cls === KERAS_TENSOR ? KERAS_TENSOR : TF_TENSOR;
  if (!a.shape || !b.shape) return new Tensor(null, a.whyUnknown || b.whyUnknown, cls);
  return tensorOf(cx, rule(a.shape, b.shape), cls);
}
