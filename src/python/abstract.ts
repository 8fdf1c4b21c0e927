import { ClassMethod, Property, PyFunction, StaticMethod } from './function.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { PyClass, PyList, PySet, T } from './value.js';

const MARK = '__isabstractmethod__';
const NAMES = '__abstractmethods__';
/** The classes that were registered with an abstract class, in its own dictionary. */
const REGISTERED = '_abc_impl';

/** abc.ABCMeta: its classes remember which of their methods are abstract, and take registered classes for subclasses. */
export const ABC_META = new PyClass('ABCMeta', [T.type], { native: true });
ABC_META.module = 'abc';

/** abc.ABC */
export const ABC = new PyClass('ABC', [T.object], { native: true, meta: ABC_META });
ABC.module = 'abc';

/** abc.abstractmethod: the function itself, marked. */
export function markAbstract(cx: Machine, fn: Value): Value {
  if (fn instanceof PyFunction) cx.heap.set(fn, MARK, true);
  return fn;
}

/** What abc.abstractproperty makes: its getter need not be marked. */
export class AbstractProperty extends Property {}

function isMarked(value: Value | undefined): boolean {
  if (value instanceof AbstractProperty) return true;
  if (value instanceof PyFunction) return value.attrs.get(MARK) === true;
  if (value instanceof StaticMethod || value instanceof ClassMethod) return isMarked(value.fn);
  if (value instanceof Property) return [value.fget, value.fset, value.fdel].some(isMarked);
  return false;
}

/** Gives a new class of ABCMeta its `__abstractmethods__`: marked ones of its own, and inherited ones that it leaves abstract. */
export function noteAbstract(cls: PyClass): void {
  if (!cls.cls.isSubclass(ABC_META)) return;
  const names = new Set<string>();
  for (const [name, value] of cls.dict) if (isMarked(value)) names.add(name);
  for (const base of cls.bases) for (const name of namesOf(base)) if (isMarked(cls.lookup(name))) names.add(name);
  cls.dict.set(NAMES, new PySet(new Map([...names].map(name => [name, name])), T.frozenset));
  cls.dict.set(REGISTERED, new PyList([]));
}

function namesOf(cls: PyClass): string[] {
  const names = cls.dict.get(NAMES);
  return names instanceof PySet ? [...names.map.values()].filter(name => typeof name === 'string') : [];
}

/**
 * Refuses an instance of a class with abstract methods. A base that is not known may define them.
 * @throws PyRaise (TypeError)
 */
export function refuseAbstract(cx: Machine, cls: PyClass): void {
  if (cls.cls === T.type || cls.unknownBase !== null) return;
  const names = namesOf(cls).sort();
  if (names.length === 0) return;
  const methods = names.length > 1 ? 'methods' : 'method';
  throw cx.error(
    'TypeError',
    `Can't instantiate abstract class ${cls.name} with abstract ${methods} ${names.join(', ')}`,
  );
}

/** ABCMeta.register */
export function register(cx: Machine, cls: PyClass, subclass: Value): Value {
  let list = cls.dict.get(REGISTERED);
  if (!(list instanceof PyList)) {
    list = new PyList([]);
    if (cls.native) cx.heap.setShared(cls, REGISTERED, list);
    else cx.heap.set(cls, REGISTERED, list);
  }
  cx.callMethod(list, 'append', subclass);
  return subclass;
}

/** Whether a class is one by registration: with the abstract class or with one that derives from it; undefined: not known. */
export function isRegistered(cx: Machine, cls: PyClass, abstract: PyClass): boolean | undefined {
  const list = abstract.dict.get(REGISTERED);
  let result: boolean | undefined = false;
  if (list instanceof PyList) {
    if (list.open !== null) return undefined;
    for (const one of list.items) {
      const is = cx.isSubclass(cls, one);
      if (is === true) return true;
      if (is === undefined) result = undefined;
    }
  } else if (list !== undefined) return undefined;
  if (abstract.native) return result;
  const below = abstract.subclasses;
  if (below === null || below.open !== null) return undefined;
  for (const one of below.items) {
    const is = cx.isSubclass(cls, one);
    if (is === true) return true;
    if (is === undefined) result = undefined;
  }
  return result;
}
