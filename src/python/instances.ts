import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { isRegistered } from './abstract.js';
import { allocate } from './calls.js';
import { PyRaise } from './errors.js';
import { ClassMethod, PyFunction } from './function.js';
import { followsProtocol, isProtocol } from './protocols.js';
import { NativeFn } from './native.js';
import { TypingName } from './typingName.js';
import { UnionType } from './unionType.js';
import { PyClass, PyDict, PyFloat, PyList, PyObj, PyRange, PySet, PyTuple, Sym, T, Unknown } from './value.js';

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
    // A function may stand for what is a type in a library.
    if (cls instanceof NativeFn && !cls.binds) return cls.instances?.(value);
    throw cx.error('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union');
  }
  if (value instanceof Sym) return undefined;
  if (value instanceof Unknown) return cls === T.object ? true : undefined;
  const said = value instanceof PyObj ? value.isInstance(cls) : null;
  if (said !== null) return said;
  const own = cx.classOf(value);
  if (own.isSubclass(cls)) return true;
  const hook = cls.cls === T.type ? undefined : cls.cls.lookup('__instancecheck__');
  if (hook !== undefined && !cx.isNative(hook)) return cx.truth(cx.callWith(hook, cls, value));
  if (cls.cls !== T.type) {
    const is = viaAbstract(cx, own, cls);
    if (is !== false) return is;
  }
  if (isProtocol(cls)) {
    const is = followsProtocol(cx, value, cls);
    if (is !== false || own.unknownBase === null) return is;
  }
  const check = cls.nativeData;
  // An abstract class has a check of its own; one that derives from it has its instances alone.
  if ((cls.native || cls.data !== undefined) && typeof check === 'function')
    return (check as (cx: Machine, value: Value) => boolean | undefined)(cx, value);
  return own.unknownBase === null ? false : undefined;
}

/** What an abstract class says of a class that does not derive from it: by its own hook, or because it was registered. */
function viaAbstract(cx: Machine, cls: PyClass, abstract: PyClass): boolean | undefined {
  const hook = abstract.lookup('__subclasshook__');
  if (hook instanceof ClassMethod && hook.fn instanceof PyFunction) {
    const said = cx.callWith(hook.fn, abstract, cls);
    if (said !== cx.notImplemented) return cx.truth(said);
  }
  return isRegistered(cx, cls, abstract);
}

/** One instance of each builtin class that has a literal, to ask the abstract classes' checks with. */
const SAMPLES: ReadonlyMap<PyClass, () => Value> = new Map<PyClass, () => Value>([
  [T.int, () => 0],
  [T.bool, () => false],
  [T.float, () => new PyFloat(0)],
  [T.str, () => ''],
  [T.NoneType, () => null],
  [T.list, () => new PyList([])],
  [T.tuple, () => new PyTuple([])],
  [T.dict, () => new PyDict()],
  [T.set, () => new PySet()],
  [T.frozenset, () => new PySet(new Map(), T.frozenset)],
  [T.range, () => new PyRange(0, 0, 1)],
]);

/** An instance of a class as it is before its `__init__`; undefined where none can be made. */
function sampleOf(cx: Machine, cls: PyClass): Value | undefined {
  const sample = SAMPLES.get(cls);
  if (sample !== undefined) return sample();
  if (cls.native) return undefined;
  try {
    return allocate(cx, cls);
  } catch (e) {
    if (e instanceof PyRaise) return undefined;
    throw e;
  }
}

/** issubclass(cls, of); undefined when a class involved is not known. @throws PyRaise (TypeError) */
export function isSubclass(cx: Machine, cls: Value, of: Value): boolean | undefined {
  if (of instanceof PyTuple || of instanceof UnionType) {
    let result: boolean | undefined = false;
    for (const one of of instanceof PyTuple ? of.items : of.members) {
      const is = isSubclass(cx, cls, one);
      if (is === true) return true;
      if (is === undefined) result = undefined;
    }
    return result;
  }
  if (cls instanceof Unknown || of instanceof Unknown) return undefined;
  if (!(cls instanceof PyClass)) {
    if (cls instanceof PyObj && cls.cls === T.typing) return undefined;
    throw cx.error('TypeError', 'issubclass() arg 1 must be a class');
  }
  if (!(of instanceof PyClass)) {
    const origin = of instanceof TypingName ? of.origin?.(cx) : undefined;
    if (origin !== undefined) return isSubclass(cx, cls, origin);
    if (of instanceof PyObj && of.cls === T.typing) return undefined;
    throw cx.error('TypeError', 'issubclass() arg 2 must be a class, a tuple of classes, or a union');
  }
  if (cls.isSubclass(of)) return true;
  const hook = of.cls === T.type ? undefined : of.cls.lookup('__subclasscheck__');
  if (hook !== undefined && !cx.isNative(hook)) return cx.truth(cx.callWith(hook, of, cls));
  if (of.cls !== T.type) {
    const is = viaAbstract(cx, cls, of);
    if (is !== false) return is;
  }
  if (cls.unknownBase !== null) return undefined;
  const check = of.nativeData;
  const isChecked = (of.native || of.data !== undefined) && typeof check === 'function';
  if (!isChecked && !isProtocol(of)) return false;
  const sample = sampleOf(cx, cls);
  if (sample === undefined) return undefined;
  return isChecked
    ? (check as (cx: Machine, value: Value) => boolean | undefined)(cx, sample)
    : followsProtocol(cx, sample, of);
}
