import { annotationsOf } from './annotations.js';
import { PyRaise } from './errors.js';
import { BoundMethod, ClassMethod, Property, PyFunction, StaticMethod, type Super } from './function.js';
import { Choice, choose, chooseEach, narrow } from './choice.js';
import type { Value } from './klass.js';
import { storeInLost } from './lostCalls.js';
import type { Machine } from './machine.js';
import { mayHaveChanged } from './propositions.js';
import { Args, NativeFn, NativeProperty } from './native.js';
import { AttributeDict } from './attributeDict.js';
import { PyClass, PyList } from './value.js';
import { CLASS, PyDict, PyInstance, PyModule, PyObj, PyTuple, Sym, T, Unknown } from './value.js';

export function special(cx: Machine, object: Value, name: string): Value | undefined {
  const cls = cx.classOf(object);
  const found = cls.lookup(name);
  if (found !== undefined) return found === null ? undefined : bind(cx, found, object, cls);
  if (cls.unknownBase instanceof Unknown) return new Unknown(cls.unknownBase.why);
  return undefined;
}

export function getAttr(cx: Machine, object: Value, name: string): Value | undefined {
  if (cx.uncertain && object instanceof Choice) return choose(cx, object, one => cx.attribute(one, name));
  if (object instanceof PyObj) {
    if (object instanceof PyInstance && !object.cls.native) {
      const own = object.cls.lookup('__getattribute__');
      if (own instanceof PyFunction) return cx.callWith(own, object, name);
    }
    return object.getAttr(cx, name);
  }
  const cls = cx.classOf(object);
  const found = cls.lookup(name);
  if (found !== undefined) return bind(cx, found, object, cls);
  if (name === '__class__') return cls;
  // A parameter without a value may be anything, not only an int.
  return object instanceof Sym
    ? cx.unknown('argument-required', `${object.printPython()}.${name} is not known`)
    : undefined;
}

export function setAttr(cx: Machine, object: Value, name: string, value: Value | undefined): void {
  if (object instanceof Choice) return chooseEach(cx, object, one => setAttr(cx, one, name, value));
  if (object instanceof Unknown) {
    mayHaveChanged(object);
    storeInLost(
      cx,
      object,
      lost => lost instanceof PyInstance,
      lost => setAttr(cx, lost, name, value),
    );
  }
  if (object instanceof Unknown || object instanceof Sym) return;
  if (!(object instanceof PyObj)) {
    throw cx.error('AttributeError', `'${cx.classOf(object).name}' object has no attribute '${name}'`);
  }
  if (object instanceof PyClass) {
    setClassAttr(cx, object, name, value);
    return;
  }
  if (object instanceof PyModule) object.waiting?.run();
  const hook = object.cls.lookup(value === undefined ? '__delattr__' : '__setattr__');
  if (hook === undefined) genericSetAttr(cx, object, name, value);
  else if (value === undefined) cx.callWith(hook, object, name);
  else cx.callWith(hook, object, name, value);
}

function setClassAttr(cx: Machine, cls: PyClass, name: string, value: Value | undefined): void {
  const hook = cls.cls === T.type ? undefined : cls.cls.lookup('__setattr__');
  if (hook !== undefined && value !== undefined && hook !== T.object.dict.get('__setattr__')) {
    cx.callWith(hook, cls, name, value);
    return;
  }
  if (cls.native) {
    if (cls.module === 'builtins') {
      throw cx.error('TypeError', `cannot set '${name}' attribute of immutable type '${cls.name}'`);
    }
    cx.heap.setShared(cls, name, value);
    return;
  }
  if (value === undefined && !cls.dict.has(name)) throw cx.attributeError(cls, name);
  cx.heap.set(cls, name, value);
}

/** What an attribute found on a class becomes when it is read through an instance (or through a subclass: self null). */
export function bind(cx: Machine, found: Value, self: Value | undefined, cls: PyClass): Value {
  if (!(found instanceof PyObj)) return found;
  if (cx.uncertain && found instanceof Choice) return choose(cx, found, one => bind(cx, one, self, cls));
  if (found instanceof PyFunction) return self === undefined ? found : new BoundMethod(found, self);
  if (found instanceof NativeFn) return self === undefined || !found.binds ? found : new BoundMethod(found, self);
  if (found instanceof StaticMethod) return found.fn;
  if (found instanceof ClassMethod) return new BoundMethod(found.fn, cls);
  if (found instanceof Property) return self === undefined ? found : readProperty(cx, found, self);
  if (found instanceof NativeProperty) return self === undefined ? found : found.get(cx, self);
  if (found instanceof PyInstance || found.cls.isBinder) {
    const get = found.cls.lookup('__get__');
    if (get !== undefined) return cx.callWith(get, found, self === undefined ? null : self, cls);
  }
  return found;
}

function readProperty(cx: Machine, property: Property, self: Value): Value {
  if (property.fget === null) throw cx.error('AttributeError', 'unreadable attribute');
  const value = cx.callWith(property.fget, self);
  if (property.cachedAs !== null && self instanceof PyObj && self.attrs !== null)
    cx.heap.set(self, property.cachedAs, value);
  return value;
}

/** Data descriptors win over the instance dictionary. */
function isData(found: Value): boolean {
  if (found instanceof Property) return found.cachedAs === null;
  if (found instanceof NativeProperty) return true;
  return found instanceof PyInstance && found.cls.lookup('__set__') !== undefined;
}

/** object.__getattribute__, then `__getattr__`. Undefined: AttributeError. */
export function genericGetAttr(cx: Machine, object: PyObj, name: string): Value | undefined {
  const cls = object.cls;
  const found = cls.lookup(name);
  if (found !== undefined && isData(found)) return guarded(cx, object, name, () => bind(cx, found, object, cls));
  const own = object.attrs?.get(name);
  if (cx.uncertain && own instanceof Choice) {
    // Executions in which the instance has no such attribute look further.
    const beyond = (): Value => {
      const value = withoutOwn(cx, object, name, found);
      if (value === undefined) throw cx.attributeError(object, name);
      return value;
    };
    const left = own.mayBeAbsent ? own : narrow(cx, own);
    return own.mayBeAbsent ? choose(cx, own, one => one, beyond) : left;
  }
  if (cx.uncertain && own instanceof Unknown && own.perhapsAbsent) cx.maybeRaise(cx.attributeError(object, name));
  if (own !== undefined) return own;
  if (object instanceof PyDict && object.attrs?.get(ITSELF) === true) {
    const entry = cx.dictGet(object, name);
    if (entry !== undefined) return entry;
  }
  return withoutOwn(cx, object, name, found);
}

/** An attribute that is not in the instance dictionary. */
function withoutOwn(cx: Machine, object: PyObj, name: string, found: Value | undefined): Value | undefined {
  const { cls } = object;
  if (found !== undefined) return guarded(cx, object, name, () => bind(cx, found, object, cls));
  if (name === '__class__') return cls;
  if (name === '__dict__' && object.attrs !== null) {
    if (object instanceof PyInstance && cls.lookup('__slots__') !== undefined && slotsOf(cls) !== undefined)
      return viaHook(cx, object, name);
    return object.attrs.get(ITSELF) === true ? object : new AttributeDict(object);
  }
  return viaHook(cx, object, name);
}

/** A property that raises AttributeError falls into `__getattr__`. */
function guarded(cx: Machine, object: PyObj, name: string, read: () => Value): Value | undefined {
  try {
    return read();
  } catch (e) {
    if (
      !(e instanceof PyRaise) ||
      !cx.isException(e, 'AttributeError') ||
      object.cls.lookup('__getattr__') === undefined
    )
      throw e;
    return viaHook(cx, object, name);
  }
}

function viaHook(cx: Machine, object: PyObj, name: string): Value | undefined {
  const { cls } = object;
  const hook = cls.lookup('__getattr__');
  if (hook !== undefined) {
    try {
      return cx.callWith(hook, object, name);
    } catch (e) {
      // A native hook has no message of its own to keep.
      if (e instanceof PyRaise && cls.unknownBase !== null && cx.isException(e, 'AttributeError'))
        return fromUnknownBase(cls);
      throw e;
    }
  }
  return cls.unknownBase === null ? undefined : fromUnknownBase(cls);
}

function fromUnknownBase(cls: PyClass): Value {
  return cls.unknownBase instanceof Unknown ? new Unknown(cls.unknownBase.why) : null;
}

/** Tells of a dictionary that its entries are its attributes: `self.__dict__ = self`. No attribute can have this name. */
const ITSELF = '\0itself';

/** `object.__dict__ = value` */
function setDict(cx: Machine, object: PyObj, attrs: Map<string, Value>, value: PyDict): void {
  for (const key of [...attrs.keys()]) if (!key.startsWith('\0')) cx.heap.set(object, key, undefined);
  if (value === object) {
    cx.heap.set(object, ITSELF, true);
    return;
  }
  if (value.open !== null) {
    cx.forgetAttributes(object, value.open);
    return;
  }
  for (const { key, value: item } of value.map.values()) if (typeof key === 'string') cx.heap.set(object, key, item);
}

/** object.__setattr__. */
export function genericSetAttr(cx: Machine, object: PyObj, name: string, value: Value | undefined): void {
  const { cls } = object;
  const found = cls.lookup(name);
  if (found instanceof Property && found.cachedAs === null) {
    const set = value === undefined ? found.fdel : found.fset;
    if (set === null) {
      throw cx.error(
        'AttributeError',
        `property '${name}' of '${cls.name}' object has no ${value === undefined ? 'deleter' : 'setter'}`,
      );
    }
    if (value === undefined) cx.callWith(set, object);
    else cx.callWith(set, object, value);
    return;
  }
  if (found instanceof NativeProperty) {
    if (found.set === null || value === undefined) {
      throw cx.error('AttributeError', `attribute '${name}' of '${cls.name}' objects is not writable`);
    }
    found.set(cx, object, value);
    return;
  }
  if (found instanceof PyInstance) {
    const set = found.cls.lookup(value === undefined ? '__delete__' : '__set__');
    if (set !== undefined) {
      if (value === undefined) cx.callWith(set, found, object);
      else cx.callWith(set, found, object, value);
      return;
    }
  }
  const attrs = object instanceof PyModule ? object.cells : object.attrs;
  if (name === '__class__' && value instanceof PyClass && object instanceof PyInstance) {
    cx.heap.set(object, CLASS, value);
    return;
  }
  if (name === '__dict__' && value instanceof PyDict && attrs !== null) {
    setDict(cx, object, attrs, value);
    return;
  }
  if (attrs?.get(ITSELF) === true && object instanceof PyDict) {
    if (value === undefined) cx.dictDelete(object, name);
    else cx.dictSet(object, name, value);
    return;
  }
  if (attrs === null) {
    const why = found === undefined ? `has no attribute '${name}'` : `attribute '${name}' is read-only`;
    throw cx.error('AttributeError', `'${cls.name}' object ${why}`);
  }
  if (value === undefined && !attrs.has(name)) throw cx.attributeError(object, name);
  if (object instanceof PyInstance && cls.lookup('__slots__') !== undefined && slotsOf(cls)?.includes(name) === false)
    throw cx.attributeError(object, name);
  cx.heap.set(object, name, value);
}

/** The attributes that instances can have, where each class on the way to object says so by `__slots__`; else undefined. */
function slotsOf(cls: PyClass): string[] | undefined {
  if (cls.unknownBase !== null) return undefined;
  const names: string[] = [];
  for (const one of cls.mro) {
    if (one === T.object) continue;
    const slots = one.dict.get('__slots__');
    const items = typeof slots === 'string' ? [slots] : slots instanceof PyTuple ? slots.items : undefined;
    const listed = slots instanceof PyList && slots.open === null ? slots.items : items;
    if (listed === undefined) return undefined;
    for (const name of listed) if (typeof name === 'string') names.push(name);
  }
  return names.includes('__dict__') ? undefined : names;
}

export function classGetAttr(cx: Machine, cls: PyClass, name: string): Value | undefined {
  const meta = cls.cls;
  const viaMeta = meta.lookup(name);
  if (viaMeta !== undefined && isData(viaMeta)) return bind(cx, viaMeta, cls, meta);
  if (name === '__annotations__' && !cls.native) return annotationsOf(cx, cls);
  const found = cls.lookup(name);
  // type's own methods stand behind: C.__call__ is object's business, C.mro() is type's.
  if (found !== undefined && !(meta !== T.type && viaMeta !== undefined && cls.definer(name) === T.object)) {
    return bind(cx, found, undefined, cls);
  }
  switch (name) {
    case '__name__':
      return cls.name;
    case '__qualname__': {
      const own = cls.dict.get('__qualname__');
      return own === undefined ? cls.name : own;
    }
    case '__module__':
      return cls.module;
    case '__bases__':
      return new PyTuple(cls.bases);
    case '__base__':
      return cls.bases[0] === undefined ? null : cls.bases[0];
    case '__mro__':
      return new PyTuple(cls.mro);
    case '__dict__':
      return new AttributeDict(cls);
    case '__class__':
      return meta;
    case '__doc__':
      return null;
  }
  if (viaMeta !== undefined) return bind(cx, viaMeta, cls, meta);
  if (cls.unknownBase !== null) return fromUnknownBase(cls);
  const hook = meta === T.type ? undefined : meta.lookup('__getattr__');
  return hook === undefined ? undefined : cx.callWith(hook, cls, name);
}

export function superGetAttr(cx: Machine, sup: Super, name: string): Value | undefined {
  const { mro } = sup.start;
  const isClass = sup.self === sup.start;
  for (const cls of mro.slice(mro.indexOf(sup.after) + 1)) {
    const found = cls.dict.get(name);
    if (found === undefined) continue;
    // object's own methods do nothing that an unknown base might not do.
    if (cls === T.object && sup.start.unknownBase !== null) break;
    // __new__ and the like are static.
    return bind(cx, found, isClass ? undefined : sup.self, sup.start);
  }
  if (name === '__class__') return T.super;
  return sup.start.unknownBase === null ? undefined : fromUnknownBase(sup.start);
}

export function moduleGetAttr(cx: Machine, module: PyModule, name: string): Value | undefined {
  if (module.waiting !== null && !(name.startsWith('__') && module.cells.has(name))) module.waiting.run();
  const own = module.waiting === null ? module.cells.get(name) : cx.modules.later.read(module, name);
  if (own instanceof Choice) {
    return choose(
      cx,
      own,
      one => one,
      () => {
        throw cx.attributeError(module, name);
      },
    );
  }
  if (own !== undefined) return own;
  const lazy = module.lazy?.(name);
  if (lazy !== undefined) {
    // Making a library's value is no effect of the program, so it is not logged.
    module.cells.set(name, lazy);
    return lazy;
  }
  if (name === '__dict__') return new AttributeDict(module);
  const hook = module.cells.get('__getattr__');
  if (hook !== undefined) return cx.call(hook, new Args([name]));
  return cx.submodule(module, name);
}

/**
 * What `use` makes of an attribute, or what `missing` gives in executions in which there is none; both, joined, where that is
 * not known.
 */
export function attributeOr(
  cx: Machine,
  object: Value,
  name: string,
  use: (value: Value) => Value,
  missing: () => Value,
): Value {
  const own = object instanceof PyObj && !(object instanceof PyModule) ? object.attrs?.get(name) : undefined;
  if (own instanceof Unknown && own.perhapsAbsent)
    return cx.forkValues([{ run: () => use(own) }, { run: missing }], own.why);
  if (own instanceof Choice && own.mayBeAbsent) {
    const numbers = own.possible(cx);
    const there = numbers.filter(i => own.alternatives[i]?.value !== undefined);
    const gone = numbers.filter(i => own.alternatives[i]?.value === undefined);
    const again = (): Value => attributeOr(cx, object, name, use, missing);
    if (there.length > 0 && gone.length > 0) {
      return cx.forkValues(
        [
          { assume: () => own.assume(cx, there), run: again },
          { assume: () => own.assume(cx, gone), run: again },
        ],
        own.why,
      );
    }
  }
  let value: Value | undefined;
  try {
    value = getAttr(cx, object, name);
  } catch (e) {
    if (!(e instanceof PyRaise && cx.isException(e, 'AttributeError'))) throw e;
  }
  return value === undefined ? missing() : use(value);
}
