import { Choice, narrow } from './choice.js';
import { AttributeDict } from './attributeDict.js';
import { UNDECIDED, hashKey } from './hash.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { Args } from './native.js';
import { PyDict, PyObj, PySet, Sym, Unknown, type PyInstance, type Reason } from './value.js';
import { oneOf } from './alternatives.js';

/** The value under the key: undefined when it is missing, Unknown when that cannot be known. */
export function dictGet(cx: Machine, dict: PyDict, key: Value): Value | undefined {
  const hashed = hashKey(cx, key);
  if (hashed === UNDECIDED) {
    if (dict.map.size === 0 && dict.open === null) return undefined;
    return new Unknown(oneOf(cx.whyOf(key), dict.map));
  }
  const found = dict.map.get(hashed);
  if (found !== undefined) return narrow(cx, found.value);
  const possible = dict.maybe?.get(hashed)?.value;
  if (possible !== undefined) {
    const left = narrow(cx, possible);
    // Whether it is there is for `splitKey` to tell apart; here the value is unknown.
    return left instanceof Choice && presence(cx, left) === undefined ? new Unknown(left.why) : left;
  }
  if (dict.hasUnlisted && dict.open !== null) return new Unknown(dict.open);
  return cx.modules.later.fill(dict, key) ? dictGet(cx, dict, key) : undefined;
}

/** Whether there is a value on the present path; undefined where that is not known. */
function presence(cx: Machine, value: Choice): boolean | undefined {
  if (!value.mayBeAbsent) return true;
  const there = value.possible(cx).map(i => value.alternatives[i]?.value !== undefined);
  return there.includes(true) ? (there.includes(false) ? undefined : true) : false;
}

/** Does something with a key: where it is not known whether it is there, once for either case. */
export function splitKey(cx: Machine, dict: PyDict, key: Value, use: () => Value): Value {
  if (dict.maybe === undefined) return use();
  const value = dict.maybe.get(hashKey(cx, key))?.value;
  if (!(value instanceof Choice) || presence(cx, value) !== undefined) return use();
  const numbers = value.possible(cx);
  const isThere = (i: number): boolean => value.alternatives[i]?.value !== undefined;
  return cx.forkValues(
    [
      { assume: () => value.assume(cx, numbers.filter(isThere)), run: use },
      {
        assume: () =>
          value.assume(
            cx,
            numbers.filter(i => !isThere(i)),
          ),
        run: use,
      },
    ],
    value.why,
  );
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
  dict.maybe?.delete(hashed);
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
    return true;
  }
  if (dict.maybe?.has(hashed) === true) {
    const there = dictGet(cx, dict, key) !== undefined;
    cx.heap.own(dict);
    dict.maybe.delete(hashed);
    return there;
  }
  return dict.hasUnlisted;
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

/** set(value) */
export function makeSet(cx: Machine, value: Value): PySet {
  if (value instanceof PySet) return value;
  const set = new PySet();
  const items = cx.collect(value);
  if (items === null) return new PySet(new Map(), undefined, cx.whyOf(value));
  for (const item of items) setAdd(cx, set, item);
  return set;
}

/** The key of an instance with its own `__eq__`: that of an equal one among those seen before with the same hash. */
export function keyOfEqual(
  cx: Machine,
  seen: Map<unknown, PyInstance[]>,
  value: PyInstance,
  hash: unknown,
): PyInstance {
  let bucket = seen.get(hash);
  if (bucket === undefined) seen.set(hash, (bucket = []));
  for (const other of bucket) if (other === value || cx.equals(other, value) === true) return other;
  bucket.push(value);
  return value;
}

/** The entries of a mapping (dict, or an object with keys()), or of pairs; null when they are not known. @throws PyRaise */
export function mapping(cx: Machine, value: Value): [Value, Value][] | null {
  if (value instanceof PyDict) {
    cx.modules.later.fillAll(value);
    if (value.open !== null) return null;
    return [...value.map.values()].map(entry => [entry.key, entry.value]);
  }
  if (value instanceof Unknown || value instanceof Sym) return null;
  const keys = value instanceof PyObj ? cx.getAttr(value, 'keys') : undefined;
  if (keys !== undefined) {
    const all = cx.collect(cx.call(keys, Args.none));
    return all === null ? null : all.map(key => [key, cx.getItem(value, key)]);
  }
  const pairs = cx.collect(value);
  if (pairs === null) return null;
  return pairs.map(pair => {
    const both = cx.collect(pair);
    if (both?.length !== 2) throw cx.error('ValueError', 'dictionary update sequence element has the wrong length');
    return both as [Value, Value];
  });
}
