import { NumberError, floatAsInt } from './number.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { PyBytes, PyDict, PyFloat, PyInstance, PyList, PyRange, PySet, PyTuple, Sym, Unknown } from './value.js';

/** The key cannot be decided: some unknown value is in it. */
export const UNDECIDED = Symbol('undecided key');

/**
 * The normalised key of a value in a JS Map: equal values have the same key. Strings stay themselves; bools and integral floats
 * are their int; tuples and other values by content are tagged strings; objects are themselves.
 * @throws PyRaise (TypeError) for what is unhashable
 */
export function hashKey(cx: Machine, value: Value): unknown {
  switch (typeof value) {
    case 'string':
      return value.startsWith('\0') ? `\0s${value}` : value;
    case 'number':
      return value;
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
  }
  if (value === null) return null;
  if (value instanceof Unknown || value instanceof Sym) return UNDECIDED;
  if (value instanceof PyFloat) return floatKey(value);
  if (value instanceof PyTuple) return tupleKey(cx, value);
  if (value instanceof PyInstance) return instanceKey(cx, value);
  if (value instanceof PyBytes) return `\0b${value.value}`;
  if (value instanceof PyRange) {
    const n = value.length;
    return `\0r${n}:${n > 0 ? value.start : 0}:${n > 1 ? value.step : 0}`;
  }
  if (value instanceof PySet && value.cls.name === 'frozenset') {
    if (value.open !== null) return UNDECIDED;
    return `\0f${[...value.map.keys()].map(String).sort().join('\x01')}`;
  }
  if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) {
    throw cx.error('TypeError', `unhashable type: '${value.cls.name}'`);
  }
  return value;
}

function floatKey(value: PyFloat): unknown {
  try {
    const int = floatAsInt(value.value);
    if (int !== undefined) return int;
  } catch (e) {
    if (!(e instanceof NumberError)) throw e;
  }
  // NaN equals nothing, so only the same object is the same key.
  return Number.isNaN(value.value) ? value : `\0d${value.value}`;
}

const identities = new WeakMap<object, number>();
let identityCount = 0;

/** A number for an object, the same each time. */
export function identityOf(object: object): number {
  let id = identities.get(object);
  if (id === undefined) identities.set(object, (id = ++identityCount));
  return id;
}

function tupleKey(cx: Machine, tuple: PyTuple): unknown {
  const parts: string[] = [];
  for (const item of tuple.items) {
    const key = hashKey(cx, item);
    if (key === UNDECIDED) return UNDECIDED;
    if (typeof key === 'object' && key !== null) parts.push(`o${identityOf(key)}`);
    else if (typeof key === 'string') parts.push(`s${key.length}:${key}`);
    else parts.push(`${typeof key === 'bigint' ? 'n' : typeof key === 'number' ? 'n' : ''}${String(key)}`);
  }
  return `\0t${parts.length}(${parts.join(',')})`;
}

/** An instance with its own `__eq__` is the same key as an equal one with the same hash. */
function instanceKey(cx: Machine, value: PyInstance): unknown {
  const hash = value.cls.lookup('__hash__');
  // A member of an enumeration of texts or ints is the key that its value is.
  if (value.primitive !== undefined && (hash === undefined || (hash !== null && cx.isNative(hash))))
    return hashKey(cx, value.primitive);
  const eq = value.cls.lookup('__eq__');
  if (hash === null || (hash === undefined && eq !== undefined && value.primitive === undefined)) {
    throw cx.error('TypeError', `unhashable type: '${value.cls.name}'`);
  }
  if (hash === undefined) return value;
  const hashed = cx.callMethod(value, '__hash__');
  const key = hashKey(cx, hashed ?? null);
  if (key === UNDECIDED) return UNDECIDED;
  return cx.keyOfEqual(value, key);
}
