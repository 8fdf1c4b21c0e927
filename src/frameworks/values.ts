import { Sym } from '../python/sym/sym.js';
import type { Value } from '../python/klass.js';
import { PyFloat, PyInstance, PyList, PyObj, PyTuple, Unknown } from '../python/value.js';
import { isInt } from './contents.js';
import { isKnown, unknownDim, unknownFor, type Dim } from './dims.js';
import type { Plain } from './plain.js';
import { NDARRAY, Tensor } from './tensor.js';

/** A Python value as the shape rules see it. Lists and tuples are alike there, as they are to the frameworks. */
export function toPlain(value: Value): Plain {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  // Whatever is beyond 2^53 is refused as too large; its exact digits do not matter for that.
  if (typeof value === 'bigint') return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, Number(value)));
  if (value instanceof Sym) return value;
  if (value instanceof PyFloat) return { float: value.value };
  if (value instanceof Unknown) return unknownFor(value.why);
  if (value instanceof PyTuple) return value.items.map(toPlain);
  if (value instanceof PyList) return value.open === null ? value.items.map(toPlain) : unknownFor(value.open);
  if (value instanceof PyInstance && value.primitive !== undefined) return toPlain(value.primitive);
  if (value instanceof Tensor && value.shape?.length === 0) return ofNumber(value);
  if (value instanceof Tensor && value.shape) return { other: value.cls.name, shape: value.shape };
  return { other: value.cls.name };
}

/** A tensor without axes, of a known int: the frameworks take it for one, and NumPy's double for a float. */
function ofNumber(value: Tensor): Plain {
  const [only] = value.values ?? [];
  if (only !== undefined && value.dtype !== null && isInt(value.dtype)) return only;
  if (only !== undefined && value.dtype === 'float64' && value.cls === NDARRAY) return { float: only };
  return { other: value.cls.name, shape: [] };
}

/** A Python value as a dimension: an int, a symbol, or unknown. */
export function toDim(value: Value | undefined, name: string): Dim {
  if (value === undefined) return unknownDim(`${name} is not given`);
  if (typeof value === 'number' || value instanceof Sym) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Unknown) return unknownFor(value.why);
  if (value instanceof PyInstance && value.primitive !== undefined) return toDim(value.primitive, name);
  if (value instanceof Tensor) return tensorDim(value, name);
  return unknownDim(`${name} is no int`);
}

/** A tensor of one int is as good as the int. */
function tensorDim({ values, dtype }: Tensor, name: string): Dim {
  const [only] = values ?? [];
  const isOne = values?.length === 1 && only !== undefined && dtype !== null && isInt(dtype);
  return isOne ? only : unknownDim(`${name} is in a tensor whose contents are not known`);
}

/** A dimension as the Python int that code reads from a shape. */
export function fromDim(dim: Dim): Value {
  return isKnown(dim) ? dim : new Unknown({ code: 'data-dependent', message: dim.unknown, place: dim.place }, 'int');
}

export function isObject(value: Value | undefined): value is PyObj {
  return value instanceof PyObj;
}
