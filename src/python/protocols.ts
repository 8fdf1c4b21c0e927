import { PyRaise } from './errors.js';
import { PyFunction } from './function.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import type { PyClass } from './value.js';
import { PyDict, Unknown } from './value.js';

/** Set in the dictionary of a class that has Protocol among its own bases. */
export const IS_PROTOCOL = '_is_protocol';
/** Set by typing.runtime_checkable. */
export const IS_RUNTIME = '_is_runtime_protocol';

/** What a class's own dictionary has that is no member of the protocol. */
const BOOKKEEPING = new Set(
  (
    '__abstractmethods__ __annotations__ __dict__ __doc__ __init__ __module__ __new__ __slots__ __subclasshook__ ' +
    '__weakref__ __class_getitem__ __qualname__ __hash__ _is_protocol _is_runtime_protocol _abc_impl __parameters__'
  ).split(' '),
);

export function isProtocol(cls: PyClass): boolean {
  return cls.dict.get(IS_PROTOCOL) === true;
}

function membersOf(protocol: PyClass): Map<string, Value | undefined> {
  const members = new Map<string, Value | undefined>();
  for (const cls of protocol.mro) {
    if (!isProtocol(cls)) continue;
    for (const [name, value] of cls.dict) if (!BOOKKEEPING.has(name) && !members.has(name)) members.set(name, value);
    const annotations = cls.dict.get('__annotations__');
    if (annotations instanceof PyDict)
      for (const { key } of annotations.map.values())
        if (typeof key === 'string' && !members.has(key)) members.set(key, undefined);
  }
  return members;
}

/**
 * Whether a value has all members of a protocol; undefined: not known.
 * @throws PyRaise (TypeError) for a protocol that is not runtime_checkable
 */
export function followsProtocol(cx: Machine, value: Value, protocol: PyClass): boolean | undefined {
  if (protocol.dict.get(IS_RUNTIME) !== true)
    throw cx.error('TypeError', 'Instance and class checks can only be used with @runtime_checkable protocols');
  let result: boolean | undefined = true;
  for (const [name, wanted] of membersOf(protocol)) {
    let found: Value | undefined;
    try {
      found = cx.getAttr(value, name);
    } catch (e) {
      if (!(e instanceof PyRaise) || !cx.isException(e, 'AttributeError')) throw e;
    }
    // A method may be refused by None in its place.
    if (found === undefined || (found === null && wanted instanceof PyFunction)) return false;
    if (found instanceof Unknown && cx.classOf(value).unknownBase !== null) result = undefined;
  }
  return result;
}
