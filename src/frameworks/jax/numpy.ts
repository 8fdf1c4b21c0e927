import type { Value } from '../../python/klass.js';
import { NativeFn } from '../../python/native.js';
import { PyFloat, PyList, PyTuple } from '../../python/value.js';
import { isFloat, isInt, ofType, ofValues } from '../contents.js';
import { numpyFunctions } from '../numpy/functions.js';
import { numpyMath } from '../numpyMath.js';
import { NDARRAY, Tensor } from '../tensor.js';
import { numpyCreation } from '../torch/creation.js';
import { keepers } from './keepers.js';

/** jax.numpy out of NumPy's functions: the shapes are theirs, the element types and the precision are not. */

/** Functions that jax.numpy does not have, or that work in place there. */
const NOT_IN_JAX = new Set(['sort', 'asanyarray', 'ascontiguousarray', 'unique', 'nonzero', 'float_']);

/** JAX counts in 32 bits unless it is told otherwise: which float type an array has is not followed, and no float's digits. */
function asJax(value: Value): Value {
  if (value instanceof PyTuple) return new PyTuple(value.items.map(asJax));
  if (value instanceof PyList && value.open === null) return new PyList(value.items.map(asJax));
  if (value instanceof PyFloat) return new Tensor([], '', NDARRAY);
  if (!(value instanceof Tensor) || value.dtype === null) return value;
  const made = new Tensor(value.shape, value.whyUnknown, value.cls);
  if (isFloat(value.dtype)) return made;
  if (!isInt(value.dtype)) return made.holding(value.contents);
  const { values } = value;
  const isSmall = values?.every(one => Math.abs(one) < 2 ** 31) === true;
  return made.holding(value.dtype === 'int64' ? ofValues('int32', isSmall ? values : null) : ofType(value.dtype));
}

function wrapped(name: string, fn: NativeFn): NativeFn {
  return NativeFn.freeRaw(name, (cx, args) => asJax(cx.call(fn, args)));
}

/** The names of jax.numpy that are modelled beside those written in Python. */
export function jaxNumpy(): Record<string, Value> {
  const entries: Record<string, Value> = {};
  const all = [...numpyCreation(NDARRAY).numpy, ...numpyMath(NDARRAY), ...Object.entries(numpyFunctions())];
  for (const [name, value] of all)
    if (!NOT_IN_JAX.has(name)) entries[name] = value instanceof NativeFn ? wrapped(name, value) : value;
  return { ...entries, ...keepers('log1p expm1 sort nan_to_num'), ndarray: NDARRAY };
}
