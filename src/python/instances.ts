import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { TypingName } from './typingName.js';
import { UnionType } from './unionType.js';
import { PyClass, PyObj, PyTuple, Sym, T, Unknown } from './value.js';

/** isinstance(value, cls); undefined when a value involved is not known. @throws PyRaise (TypeError) */
export function isInstance(cx: Machine, value: Value, cls: Value): boolean | undefined {
  if (cls instanceof PyTuple || cls instanceof UnionType) {
    let result: boolean | undefined = false;
    for (const one of cls instanceof PyTuple ? cls.items : cls.members) {
      const is = isInstance(cx, value, one);
      if (is === true) return true;
      if (is === undefined) result = undefined;
    }
    return result;
  }
  if (cls === null) return isInstance(cx, value, T.NoneType);
  if (cls instanceof Unknown) return undefined;
  if (!(cls instanceof PyClass)) {
    const origin = cls instanceof TypingName ? cls.origin?.(cx) : undefined;
    if (origin !== undefined) return isInstance(cx, value, origin);
    if (cls instanceof PyObj && cls.cls === T.typing) return undefined;
    throw cx.error('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union');
  }
  if (value instanceof Sym) return undefined;
  if (value instanceof Unknown) return cls === T.object ? true : undefined;
  const own = cx.classOf(value);
  if (own.isSubclass(cls)) return true;
  const hook = cls.cls === T.type ? undefined : cls.cls.lookup('__instancecheck__');
  if (hook !== undefined && !cx.isNative(hook)) return cx.truth(cx.callWith(hook, cls, value));
  const check = cls.nativeData;
  // An abstract class has a check of its own; one that derives from it has its instances alone.
  if ((cls.native || cls.data !== undefined) && typeof check === 'function')
    return (check as (cx: Machine, value: Value) => boolean | undefined)(cx, value);
  return own.unknownBase === null ? false : undefined;
}
