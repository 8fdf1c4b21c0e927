import { Choice, MAX_ALTERNATIVES, choose, chooseEach } from './choice.js';
import { appendAll, chargeText } from './charge.js';
import { dictDelete, dictGet, dictSet, splitKey } from './dicts.js';
import type { PyRaise } from './errors.js';
import { characters } from './iterate.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { Args } from './native.js';
import { plain } from './operators.js';
import { isSeveral, settle, settleEach } from './settle.js';
import { storeInLost } from './lostCalls.js';
import { mayHaveChanged } from './propositions.js';
import {
  PyBytes,
  PyClass,
  PyContainer,
  PyDict,
  PyInstance,
  PyList,
  PyObj,
  PyRange,
  PySlice,
  PyTuple,
  Sym,
  T,
  Unknown,
  type Reason,
} from './value.js';
import { lose, oneOf } from './alternatives.js';

/** An index as a JS number: undefined when it is not known. @throws PyRaise (TypeError) */
export function indexNumber(cx: Machine, value: Value, what: string): number | undefined {
  const simple = plain(value);
  if (typeof simple === 'number') return simple;
  if (typeof simple === 'boolean') return Number(simple);
  if (typeof simple === 'bigint') return simple > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
  if (simple instanceof Unknown || simple instanceof Sym) return undefined;
  const index = cx.special(value, '__index__');
  if (index !== undefined) return indexNumber(cx, cx.call(index, Args.none), what);
  throw cx.error('TypeError', `${what} indices must be integers or slices, not ${cx.classOf(value).name}`);
}

/** slice.indices(length): start, stop, step; undefined when a bound is not known. */
export function sliceBounds(
  cx: Machine,
  slice: PySlice,
  length: number,
): { start: number; stop: number; step: number } | undefined {
  const bound = (value: Value): number | null | undefined => {
    if (value === null) return null;
    const simple = plain(value);
    if (simple instanceof PyObj && !(simple instanceof Unknown) && cx.special(simple, '__index__') === undefined) {
      throw cx.error('TypeError', 'slice indices must be integers or None or have an __index__ method');
    }
    if (typeof simple === 'string')
      throw cx.error('TypeError', 'slice indices must be integers or None or have an __index__ method');
    return indexNumber(cx, simple, 'slice');
  };
  const [start, stop, step] = [bound(slice.start), bound(slice.stop), bound(slice.step)];
  if (start === undefined || stop === undefined || step === undefined) return undefined;
  const by = step ?? 1;
  if (by === 0) throw cx.error('ValueError', 'slice step cannot be zero');
  const clamp = (value: number): number => {
    const low = by > 0 ? 0 : -1;
    const high = by > 0 ? length : length - 1;
    return Math.min(Math.max(value < 0 ? value + length : value, low), high);
  };
  return {
    start: start === null ? (by > 0 ? 0 : length - 1) : clamp(start),
    stop: stop === null ? (by > 0 ? length : -1) : clamp(stop),
    step: by,
  };
}

/** The indices that a slice picks. */
function picked(cx: Machine, bounds: { start: number; stop: number; step: number }): number[] {
  const out: number[] = [];
  cx.tick(Math.max(0, (bounds.stop - bounds.start) / bounds.step) >> 2);
  for (let i = bounds.start; bounds.step > 0 ? i < bounds.stop : i > bounds.stop; i += bounds.step) out.push(i);
  return out;
}

export function getItem(cx: Machine, object: Value, index: Value): Value {
  if (cx.uncertain && isSeveral(object)) return settle(cx, object, one => getItem(cx, one, index));
  if (cx.uncertain && index instanceof Choice) return choose(cx, index, one => getItem(cx, object, one));
  const base = plain(object);
  if (base instanceof Unknown) return new Unknown(base.why);
  if (base instanceof Sym) return cx.unknown('argument-required', `${base.printPython()} is indexed`);
  if (object instanceof PyObj && !object.cls.native) {
    const own = object.cls.lookup('__getitem__');
    if (own !== undefined && !cx.isNative(own)) return cx.callWith(own, object, index);
  }
  if (base instanceof PyList || base instanceof PyTuple) {
    if (base instanceof PyList && base.open !== null) {
      return index instanceof PySlice ? new PyList([], undefined, base.open) : new Unknown(base.open);
    }
    const made = pick(cx, base.items, index, base instanceof PyList ? 'list' : 'tuple');
    if (made === undefined) {
      const why = cx.whyOf(index instanceof PySlice ? cx.firstUnknown(index.start, index.stop, index.step) : index);
      if (!(index instanceof PySlice))
        return anyOf(cx, base.items, why, () => cx.error('IndexError', 'list index out of range'));
      const any = oneOf(why, base.items);
      return base instanceof PyList ? new PyList([], undefined, any) : new Unknown(any);
    }
    if (!Array.isArray(made)) return made.value;
    return base instanceof PyList
      ? new PyList(made)
      : new PyTuple(made, base.cls.native && base.cls !== T.tuple ? cx.sliceClass(base.cls) : undefined);
  }
  if (base instanceof PyDict) {
    return splitKey(cx, base, index, () => dictItem(cx, base, index));
  }
  if (typeof base === 'string') {
    chargeText(cx, base.length);
    const chars = /[\ud800-\udfff]/.test(base) ? characters(base) : null;
    if (chars !== null) cx.tick(base.length >> 4);
    if (index instanceof PySlice) {
      const bounds = sliceBounds(cx, index, chars?.length ?? base.length);
      if (bounds === undefined)
        return new Unknown(cx.whyOf(cx.firstUnknown(index.start, index.stop, index.step)), 'str');
      if (chars === null && bounds.step === 1) return base.slice(bounds.start, Math.max(bounds.start, bounds.stop));
      return picked(cx, bounds)
        .map(i => (chars === null ? base.charAt(i) : chars[i]))
        .join('');
    }
    const length = chars?.length ?? base.length;
    const at = indexNumber(cx, index, 'string');
    if (at === undefined) return new Unknown(cx.whyOf(index), 'str');
    const i = at < 0 ? at + length : at;
    if (i < 0 || i >= length) throw cx.error('IndexError', 'string index out of range');
    return chars === null ? base.charAt(i) : (chars[i] as string);
  }
  if (base instanceof PyRange) {
    if (index instanceof PySlice) {
      const bounds = sliceBounds(cx, index, base.length);
      if (bounds === undefined) return new Unknown(cx.whyOf(cx.firstUnknown(index.start, index.stop, index.step)));
      return new PyRange(base.at(bounds.start), base.at(bounds.stop), base.step * bounds.step);
    }
    const at = indexNumber(cx, index, 'range');
    if (at === undefined) return new Unknown(cx.whyOf(index), 'int');
    const i = at < 0 ? at + base.length : at;
    if (i < 0 || i >= base.length) throw cx.error('IndexError', 'range object index out of range');
    return base.at(i);
  }
  if (base instanceof PyBytes) {
    cx.tick(base.value.length >> 4);
    const made = pick(
      cx,
      [...base.value].map(c => c.charCodeAt(0)),
      index,
      'byte',
    );
    if (made === undefined) return new Unknown(cx.whyOf(index));
    return Array.isArray(made)
      ? new PyBytes(made.map(code => String.fromCharCode(code as number)).join(''))
      : made.value;
  }
  if (object instanceof PyClass) return classItem(cx, object, index);
  const method = cx.special(object, '__getitem__');
  if (method !== undefined) return cx.call(method, new Args([index]));
  throw cx.error('TypeError', `'${cx.classOf(object).name}' object is not subscriptable`);
}

/** One of a few values, of which nothing tells which; executions that ask for something else raise. */
export function anyOf(cx: Machine, values: readonly Value[], why: Reason, raise: () => PyRaise): Value {
  const [first, ...others] = values;
  if (first === undefined) throw raise();
  if (others.length >= MAX_ALTERNATIVES) return new Unknown(oneOf(why, values));
  cx.maybeRaise(raise());
  const join = cx.joinCxFor(why);
  return others.reduce((all: Value, item) => join.joinValues(all, item) as Value, first);
}

/** `dict[key]`, with `__missing__` and a defaultdict's factory. @throws PyRaise (KeyError) */
function dictItem(cx: Machine, dict: PyDict, index: Value): Value {
  const found = dictGet(cx, dict, index);
  if (found !== undefined) return found;
  const missing = cx.special(dict, '__missing__');
  if (missing !== undefined) return cx.call(missing, new Args([index]));
  if (dict.factory !== undefined && dict.factory !== null) {
    const value = cx.call(dict.factory, Args.none);
    dictSet(cx, dict, index, value);
    return value;
  }
  throw cx.keyError(index);
}

/** `list[int]`, `Enum['A']`, a class with __class_getitem__. */
function classItem(cx: Machine, cls: PyClass, index: Value): Value {
  const meta = cls.cls.lookup('__getitem__');
  if (meta !== undefined) return cx.callWith(meta, cls, index);
  const own = cx.getAttr(cls, '__class_getitem__');
  if (own !== undefined && !cx.isUnknown(own)) return cx.call(own, new Args([index]));
  return cls;
}

function pick(
  cx: Machine,
  items: readonly Value[],
  index: Value,
  what: string,
): Value[] | { value: Value } | undefined {
  if (index instanceof PySlice) {
    const bounds = sliceBounds(cx, index, items.length);
    if (bounds === undefined) return undefined;
    const indices = picked(cx, bounds);
    return indices.map(i => items[i] as Value);
  }
  const at = indexNumber(cx, index, what);
  if (at === undefined) return undefined;
  const i = at < 0 ? at + items.length : at;
  const value = items[i];
  if (value === undefined) throw cx.error('IndexError', `${what} index out of range`);
  return { value };
}

function isContainer(value: PyObj): boolean {
  return value instanceof PyContainer || value instanceof PyInstance;
}

export function setItem(cx: Machine, object: Value, index: Value, value: Value): void {
  if (cx.uncertain && isSeveral(object)) return settleEach(cx, object, one => setItem(cx, one, index, value));
  if (cx.uncertain && index instanceof Choice) return chooseEach(cx, index, one => setItem(cx, object, one, value));
  if (object instanceof Unknown) {
    mayHaveChanged(object);
    storeInLost(cx, object, isContainer, lost => setItem(cx, lost, index, value));
  }
  if (object instanceof Unknown || object instanceof Sym) return;
  if (object instanceof PyObj && !object.cls.native) {
    const own = object.cls.lookup('__setitem__');
    if (own !== undefined && !cx.isNative(own)) {
      cx.callWith(own, object, index, value);
      return;
    }
  }
  if (object instanceof PyDict) {
    dictSet(cx, object, index, value);
    return;
  }
  if (object instanceof PyList) {
    setListItem(cx, object, index, value);
    return;
  }
  const method = cx.special(object, '__setitem__');
  if (method === undefined)
    throw cx.error('TypeError', `'${cx.classOf(object).name}' object does not support item assignment`);
  cx.call(method, new Args([index, value]));
}

function setListItem(cx: Machine, list: PyList, index: Value, value: Value): void {
  if (list.open !== null) {
    lose(list.open, value);
    return;
  }
  const forget = (): void => cx.heap.set(list, '\0content', { items: [], open: cx.whyOf(index) });
  if (index instanceof PySlice) {
    const bounds = sliceBounds(cx, index, list.items.length);
    const items = cx.collect(value);
    if (bounds === undefined || items === null) {
      forget();
      return;
    }
    cx.heap.own(list);
    if (bounds.step === 1) {
      const count = Math.max(bounds.stop - bounds.start, 0);
      cx.tick((items.length + list.items.length - bounds.start) >> 3);
      const rest = list.items.splice(bounds.start);
      appendAll(list.items, items);
      for (let i = count; i < rest.length; i++) list.items.push(rest[i] as Value);
      return;
    }
    const indices = picked(cx, bounds);
    if (indices.length !== items.length) {
      throw cx.error(
        'ValueError',
        `attempt to assign sequence of size ${items.length} to extended slice of size ${indices.length}`,
      );
    }
    indices.forEach((i, k) => (list.items[i] = items[k] as Value));
    return;
  }
  const at = indexNumber(cx, index, 'list');
  if (at === undefined) {
    // Any element may be the one.
    cx.heap.set(list, '\0content', { items: list.items.map(() => new Unknown(cx.whyOf(index))), open: null });
    return;
  }
  const i = at < 0 ? at + list.items.length : at;
  if (i < 0 || i >= list.items.length) throw cx.error('IndexError', 'list assignment index out of range');
  cx.heap.own(list);
  list.items[i] = value;
}

export function delItem(cx: Machine, object: Value, index: Value): void {
  if (cx.uncertain && isSeveral(object)) return settleEach(cx, object, one => delItem(cx, one, index));
  if (cx.uncertain && index instanceof Choice) return chooseEach(cx, index, one => delItem(cx, object, one));
  if (object instanceof Unknown) {
    mayHaveChanged(object);
    storeInLost(cx, object, isContainer, lost => delItem(cx, lost, index));
  }
  if (object instanceof Unknown || object instanceof Sym) return;
  if (object instanceof PyObj && !object.cls.native) {
    const own = object.cls.lookup('__delitem__');
    if (own !== undefined && !cx.isNative(own)) {
      cx.callWith(own, object, index);
      return;
    }
  }
  if (object instanceof PyDict) {
    if (!dictDelete(cx, object, index)) throw cx.keyError(index);
    return;
  }
  if (object instanceof PyList) {
    if (object.open !== null) return;
    const forget = (): void => cx.heap.set(object, '\0content', { items: [], open: cx.whyOf(index) });
    if (index instanceof PySlice) {
      const bounds = sliceBounds(cx, index, object.items.length);
      if (bounds === undefined) {
        forget();
        return;
      }
      cx.tick(object.items.length >> 3);
      const gone = new Set(picked(cx, bounds));
      cx.heap.set(object, '\0content', { items: object.items.filter((_, i) => !gone.has(i)), open: null });
      return;
    }
    const at = indexNumber(cx, index, 'list');
    if (at === undefined) {
      forget();
      return;
    }
    const i = at < 0 ? at + object.items.length : at;
    if (i < 0 || i >= object.items.length) throw cx.error('IndexError', 'list assignment index out of range');
    cx.heap.own(object);
    cx.tick((object.items.length - i) >> 7);
    object.items.splice(i, 1);
    return;
  }
  const method = cx.special(object, '__delitem__');
  if (method === undefined)
    throw cx.error('TypeError', `'${cx.classOf(object).name}' object does not support item deletion`);
  cx.call(method, new Args([index]));
}
