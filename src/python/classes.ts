import type { Frame } from './frame.js';
import { BoundMethod, PyFunction, StaticMethod, ClassMethod } from './function.js';
import { bind } from './attributes.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { MroError } from './klass.js';
import { Args } from './native.js';
import { ABC_META, noteAbstract } from './abstract.js';
import { IS_PROTOCOL } from './protocols.js';
import { TypingName } from './typingName.js';
import { PyClass, PyDict, PyInstance, PyList, PyObj, PyTuple, T, Unknown } from './value.js';

/** What a native class may want to do with each subclass that is made of it (Enum, NamedTuple): see `PyClass.data`. */
export interface SubclassHook {
  /** Called when the class has its dictionary; it returns the class to use. */
  finishSubclass(cx: Machine, cls: PyClass, keywords: ReadonlyMap<string, Value>): Value;
}

export function isSubclassHook(data: unknown): data is SubclassHook {
  return typeof data === 'object' && data !== null && 'finishSubclass' in data;
}

/** Makes the class of a class statement. */
export function buildClass(
  cx: Machine,
  name: string,
  bases: readonly Value[],
  keywords: Map<string, Value>,
  body: Frame,
): Value {
  const metaKeyword = keywords.get('metaclass');
  keywords.delete('metaclass');
  const known: PyClass[] = [];
  let unknownBase: Unknown | null = null;
  let isProtocol = false;
  for (const base of bases) {
    if (base instanceof TypingName && base.name === 'Protocol') isProtocol = true;
    if (base instanceof PyClass) known.push(base);
    else if (base instanceof Unknown) unknownBase = base;
    else if (base instanceof PyObj && base.cls === T.typing) continue;
    else if (base instanceof PyObj) {
      const entries = cx.getAttr(base, '__mro_entries__');
      const more = entries === undefined ? undefined : cx.collect(cx.call(entries, new Args([new PyTuple(bases)])));
      for (const entry of more ?? []) if (entry instanceof PyClass) known.push(entry);
    } else throw cx.error('TypeError', `bases must be types`);
  }
  const meta = metaclass(cx, metaKeyword, known) ?? (isProtocol ? ABC_META : undefined);
  const namespace = body.names ?? new Map<string, Value>();
  if (isProtocol) namespace.set(IS_PROTOCOL, true);
  if (
    meta instanceof PyClass &&
    meta !== T.type &&
    (meta.lookup('__new__') !== T.type.dict.get('__new__') || meta.lookup('__init__') !== T.type.dict.get('__init__'))
  ) {
    const made = cx.call(meta, new Args([name, new PyTuple(known), PyDict.of(namespace)], keywords));
    if (made instanceof PyClass) {
      body.created = made;
      adoptUnknownBase(made, unknownBase);
    }
    return made;
  }
  return makeClass(cx, name, known, namespace, keywords, meta ?? null, unknownBase, made => (body.created = made));
}

function adoptUnknownBase(cls: PyClass, unknownBase: Unknown | null): void {
  if (unknownBase !== null) cls.unknownBase = unknownBase;
}

function metaclass(cx: Machine, keyword: Value | undefined, bases: readonly PyClass[]): PyClass | undefined {
  // The one that derives from the others: a base may have a narrower one than the statement names.
  let found = keyword instanceof PyClass && keyword !== T.type ? keyword : undefined;
  for (const { cls } of bases)
    if (cls !== T.type && (found === undefined || (cls !== found && cls.isSubclass(found)))) found = cls;
  if (found !== undefined) return found;
  if (keyword !== undefined && keyword instanceof Unknown)
    cx.assumed.add('a metaclass that is not known is taken for type');
  return undefined;
}

/** What the metaclass' own `__prepare__` puts into the namespace of a class before its body runs. */
export function prepareNamespace(
  cx: Machine,
  name: string,
  bases: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Iterable<[string, Value]> {
  const known = bases.filter(base => base instanceof PyClass);
  const meta = metaclass(cx, keywords.get('metaclass'), known);
  const prepare = meta?.lookup('__prepare__');
  if (meta === undefined || prepare === undefined) return [];
  const others = new Map([...keywords].filter(([key]) => key !== 'metaclass'));
  const namespace = cx.call(bind(cx, prepare, undefined, meta), new Args([name, new PyTuple(bases)], others));
  if (!(namespace instanceof PyDict)) return [];
  return [...namespace.map.values()].flatMap((entry): [string, Value][] =>
    typeof entry.key === 'string' ? [[entry.key, entry.value]] : [],
  );
}

/** type.__new__: the class, then `__set_name__` of its members, then `__init_subclass__` of its bases. */
export function makeClass(
  cx: Machine,
  name: string,
  bases: readonly PyClass[],
  namespace: ReadonlyMap<string, Value>,
  keywords: ReadonlyMap<string, Value>,
  meta: PyClass | null,
  unknownBase: Unknown | null,
  created: (cls: PyClass) => void = () => undefined,
): Value {
  let cls: PyClass;
  const length = bases.reduce((sum, base) => sum + base.mro.length, 0);
  cx.tick(bases.length > 1 ? (1 + bases.length) * length : length);
  try {
    cls = new PyClass(name, bases.length === 0 ? [T.object] : bases, { meta });
  } catch (e) {
    if (e instanceof MroError) throw cx.error('TypeError', e.message);
    throw e;
  }
  adoptUnknownBase(cls, unknownBase);
  for (const [key, value] of namespace) {
    // These are implicitly static or class methods.
    if (key === '__new__' && value instanceof PyFunction) cls.dict.set(key, new StaticMethod(value));
    else if ((key === '__init_subclass__' || key === '__class_getitem__') && value instanceof PyFunction) {
      cls.dict.set(key, new ClassMethod(value));
    } else cls.dict.set(key, value);
  }
  const module = namespace.get('__module__');
  if (typeof module === 'string') cls.module = module;
  // A class with __eq__ of its own and no __hash__ is unhashable.
  if (cls.dict.has('__eq__') && !cls.dict.has('__hash__')) cls.dict.set('__hash__', null);
  created(cls);
  noteAbstract(cls);
  cls.subclasses = new PyList([]);
  for (const { subclasses } of cls.bases) {
    if (subclasses === null) continue;
    cx.heap.own(subclasses);
    subclasses.items.push(cls);
  }
  for (const [key, value] of namespace) {
    if (!(value instanceof PyInstance)) continue;
    const setName = value.cls.lookup('__set_name__');
    if (setName !== undefined) cx.callWith(setName, value, cls, key);
  }
  const data = bases.map(base => base.nativeData).find(isSubclassHook);
  if (data !== undefined) return data.finishSubclass(cx, cls, keywords);
  initSubclass(cx, cls, keywords);
  return cls;
}

function initSubclass(cx: Machine, cls: PyClass, keywords: ReadonlyMap<string, Value>): void {
  for (const base of cls.mro.slice(1)) {
    const hook = base.dict.get('__init_subclass__');
    // An unknown base may take any keywords.
    if (hook === undefined || (base === T.object && cls.unknownBase !== null)) continue;
    const bound = hook instanceof ClassMethod ? new BoundMethod(hook.fn, cls) : bind(cx, hook, cls, cls);
    cx.call(bound, new Args([], keywords));
    return;
  }
}
