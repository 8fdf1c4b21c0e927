import { AttributeDict } from './attributeDict.js';
import { UNDECIDED, hashKey } from './hash.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import type { PySet } from './value.js';
import { PyDict, Unknown, type Reason } from './value.js';
import { oneOf } from './alternatives.js';

/** The value under the key: undefined when it is missing, Unknown when that cannot be known. */
export function dictGet(cx: Machine, dict: PyDict, key: Value): Value | undefined {
  const hashed = hashKey(cx, key);
  if (hashed === UNDECIDED) {
    if (dict.map.size === 0 && dict.open === null) return undefined;
    return new Unknown(oneOf(cx.whyOf(key), dict.map));
  }
  const found = dict.map.get(hashed);
  if (found !== undefined) return found.value;
  return dict.open === null ? undefined : new Unknown(dict.open);
}

export function dictSet(cx: Machine, dict: PyDict, key: Value, value: Value): void {
  const hashed = hashKey(cx, key);
  if (dict instanceof AttributeDict) {
    if (typeof key === 'string') dict.store(cx.heap, key, value);
    return;
  }
  if (hashed === UNDECIDED) {
    forget(cx, dict, cx.whyOf(key));
    return;
  }
  cx.heap.own(dict);
  const present = dict.map.get(hashed);
  // The first key stays: {1: 'a', True: 'b'} is {1: 'b'}.
  dict.map.set(hashed, { key: present === undefined ? key : present.key, value });
}

/** Every value may have been overwritten, and there may be a new key. */
function forget(cx: Machine, dict: PyDict, why: Reason): void {
  const map = new Map([...dict.map].map(([k, entry]) => [k, { key: entry.key, value: new Unknown(why) as Value }]));
  cx.heap.set(dict, '\0content', { map, open: why });
}

/** True when the key was there. */
export function dictDelete(cx: Machine, dict: PyDict, key: Value): boolean {
  const hashed = hashKey(cx, key);
  if (dict instanceof AttributeDict) {
    const had = typeof key === 'string' && dict.map.has(key);
    if (had) dict.store(cx.heap, key, undefined);
    return had;
  }
  if (hashed === UNDECIDED) {
    cx.heap.set(dict, '\0content', { map: new Map(), open: cx.whyOf(key) });
    return true;
  }
  const had = dict.map.has(hashed);
  if (had) {
    cx.heap.own(dict);
    dict.map.delete(hashed);
  }
  return had || dict.open !== null;
}

export function setAdd(cx: Machine, set: PySet, item: Value): void {
  const hashed = hashKey(cx, item);
  if (hashed === UNDECIDED) {
    cx.heap.set(set, '\0content', { map: new Map(), open: cx.whyOf(item) });
    return;
  }
  if (set.map.has(hashed)) return;
  cx.heap.own(set);
  set.map.set(hashed, item);
}

/** dict.update(other): a dict, anything with keys(), or pairs. */
export function dictUpdate(cx: Machine, dict: PyDict, other: Value): void {
  if (other instanceof PyDict && other.open !== null) {
    forget(cx, dict, other.open);
    return;
  }
  const entries = cx.mapping(other);
  if (entries === null) {
    forget(cx, dict, cx.whyOf(other));
    return;
  }
  cx.tick(entries.length);
  for (const [key, value] of entries) dictSet(cx, dict, key, value);
}
