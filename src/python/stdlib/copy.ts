import { free } from '../builtins/define.js';
import { BoundMethod } from '../function.js';
import { PyObj, type Value } from '../klass.js';
import { moduleTable } from '../library.js';
import type { Machine } from '../machine.js';
import { Args } from '../native.js';
import { PyDict, PyInstance, PyList, PySet, PyTuple } from '../value.js';

/** A class of natives that copies its instances itself: `cls.data.copy`. */
export interface CopyRule {
  copyInstance(cx: Machine, value: PyObj, deep: ((value: Value) => Value) | null): Value;
}

function copyRule(value: PyObj): CopyRule | undefined {
  const { nativeData } = value.cls;
  return typeof nativeData === 'object' && nativeData !== null && 'copyInstance' in nativeData
    ? (nativeData as CopyRule)
    : undefined;
}

/** copy.copy */
export function shallowCopy(cx: Machine, value: Value): Value {
  if (!(value instanceof PyObj)) return value;
  const own = value instanceof PyInstance ? cx.special(value, '__copy__') : undefined;
  if (own !== undefined && !cx.isUnknown(own)) return cx.call(own, Args.none);
  const rule = copyRule(value);
  if (rule !== undefined) return rule.copyInstance(cx, value, null);
  if (value instanceof PyList) return new PyList([...value.items], value.cls, value.open);
  if (value instanceof PyDict) return dictCopy(value, entry => entry);
  if (value instanceof PySet) return new PySet(new Map(value.map), value.cls, value.open);
  if (value instanceof PyInstance) {
    const made = new PyInstance(value.cls, value.primitive);
    for (const [name, attribute] of value.attrs) made.attrs.set(name, attribute);
    return made;
  }
  return value;
}

function dictCopy(dict: PyDict, each: (value: Value) => Value): PyDict {
  const made = new PyDict(dict.cls, new Map(), dict.open);
  made.factory = dict.factory;
  for (const [key, entry] of dict.map) made.map.set(key, { key: entry.key, value: each(entry.value) });
  return made;
}

/** copy.deepcopy: an object that occurs twice is copied once. */
export function deepCopy(cx: Machine, value: Value, memo: Map<PyObj, Value>): Value {
  if (!(value instanceof PyObj)) return value;
  const present = memo.get(value);
  if (present !== undefined) return present;
  cx.tick(3);
  const deep = (inner: Value): Value => deepCopy(cx, inner, memo);
  const own = value instanceof PyInstance ? cx.special(value, '__deepcopy__') : undefined;
  if (own !== undefined && !cx.isUnknown(own)) {
    const made = cx.callWith(own, new PyDict());
    memo.set(value, made);
    return made;
  }
  const rule = copyRule(value);
  if (rule !== undefined) {
    const made = rule.copyInstance(cx, value, deep);
    memo.set(value, made);
    return made;
  }
  if (value instanceof PyList) {
    const made = new PyList([], value.cls, value.open);
    memo.set(value, made);
    for (const item of value.items) made.items.push(deep(item));
    for (const [name, attribute] of value.cls.native ? [] : (value.attrs ?? [])) made.attrs?.set(name, deep(attribute));
    return made;
  }
  if (value instanceof PyDict) {
    const made = new PyDict(value.cls, new Map(), value.open);
    made.factory = value.factory;
    memo.set(value, made);
    for (const [key, entry] of value.map) {
      const copied = deep(entry.key);
      if (copied === entry.key) made.map.set(key, { key: entry.key, value: deep(entry.value) });
      else cx.dictSet(made, copied, deep(entry.value));
    }
    return made;
  }
  if (value instanceof PySet) {
    const made = new PySet(new Map(), value.cls, value.open);
    memo.set(value, made);
    for (const item of value.map.values()) cx.setAdd(made, deep(item));
    return made;
  }
  if (value instanceof PyTuple) {
    const items = value.items.map(deep);
    const made = items.every((item, i) => item === value.items[i]) ? value : new PyTuple(items, value.cls);
    memo.set(value, made);
    return made;
  }
  if (value instanceof PyInstance) {
    const made = new PyInstance(value.cls, value.primitive);
    memo.set(value, made);
    for (const [name, attribute] of value.attrs) made.attrs.set(name, deep(attribute));
    return made;
  }
  if (value instanceof BoundMethod) return new BoundMethod(value.fn, deep(value.self));
  // Functions, classes and modules are copied as themselves.
  return value;
}

export const COPY = moduleTable({
  copy: free('copy', 'x', (cx, a) => shallowCopy(cx, a.get('x'))),
  deepcopy: free('deepcopy', 'x, memo=None', (cx, a) => deepCopy(cx, a.get('x'), new Map())),
});
