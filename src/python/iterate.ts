import { Choice } from './choice.js';
import { BoundMethod } from './function.js';
import { Args, NativeFn } from './native.js';
import { REST, type PyIter } from './interp.js';
import type { Value } from './klass.js';
import {
  EntryIterator,
  IndexIterator,
  PyIterator,
  RangeIterator,
  SequenceIterator,
  UnknownIterator,
  UserIterator,
  callIter,
} from './iterators.js';
import type { Machine } from './machine.js';
import { PyBytes, PyClass, PyDict, PyInstance, PyList, PyObj, PyRange, PySet, PyTuple, Sym, Unknown } from './value.js';

/** The characters of a str: code points. */
export function characters(text: string): string[] {
  return /[\ud800-\udfff]/.test(text) ? [...text] : text.split('');
}

/** iter(value). @throws PyRaise (TypeError) */
export function iterate(cx: Machine, value: Value): PyIter {
  const made = iteratorOf(cx, value);
  if (made instanceof PyIterator && made !== value && made.sources.length === 0) made.sources = [value];
  return made;
}

function iteratorOf(cx: Machine, value: Value): PyIter {
  if (value instanceof PyList || value instanceof PyTuple) {
    const own = value.cls.native ? undefined : value.cls.lookup('__iter__');
    if (own !== undefined && !cx.isNative(own)) return callIter(cx, value) as PyIter;
    if (value instanceof PyList) cx.modules.later.fillAll(value);
    return new SequenceIterator(cx, value);
  }
  if (value instanceof PyRange) return new RangeIterator(cx, value);
  if (value instanceof PyIterator) return value;
  if (typeof value === 'string') {
    cx.tick(value.length >> 3);
    return new SequenceIterator(cx, { items: characters(value) });
  }
  if (value instanceof PyDict) {
    const own = value.cls.native ? undefined : value.cls.lookup('__iter__');
    if (own !== undefined && !cx.isNative(own)) return callIter(cx, value) as PyIter;
    return new EntryIterator(cx, value, key => key);
  }
  if (value instanceof PySet) return new EntryIterator(cx, value, key => key);
  if (value instanceof Unknown || value instanceof Sym) return new UnknownIterator(cx);
  if (value instanceof PyBytes) return new SequenceIterator(cx, { items: [...value.value].map(c => c.charCodeAt(0)) });
  const viaIter = callIter(cx, value);
  if (viaIter !== undefined) return viaIter;
  if (value instanceof PyInstance && value.cls.lookup('__next__') !== undefined) return new UserIterator(cx, value);
  if (!(value instanceof PyClass) && cx.special(value, '__getitem__') !== undefined)
    return new IndexIterator(cx, value);
  throw cx.error('TypeError', `'${cx.classOf(value).name}' object is not iterable`);
}

/** All items, or null when their number is unknown. */
export function collect(cx: Machine, value: Value): Value[] | null {
  if ((value instanceof PyTuple || value instanceof PyList) && value.cls.native) {
    if (value instanceof PyList) cx.modules.later.fillAll(value);
    if (value instanceof PyList && value.open !== null) return null;
    cx.tick(value.items.length >> 3);
    return [...value.items];
  }
  if (value instanceof PyRange) {
    cx.tick(value.length);
    const out: Value[] = [];
    for (let i = 0; i < value.length; i++) out.push(value.at(i));
    return out;
  }
  const iterator = iterate(cx, value);
  const out: Value[] = [];
  for (;;) {
    const item = iterator.next();
    if (item === undefined) return out;
    if (item === REST) return null;
    cx.tick(1);
    out.push(item);
  }
}

/** Up to `limit` items for an assignment's targets; null when their number is unknown. @throws PyRaise (TypeError) */
export function unpackItems(cx: Machine, value: Value, limit: number): Value[] | null {
  if (value instanceof PyTuple || value instanceof PyList) return collect(cx, value);
  if (value instanceof Unknown || value instanceof Sym) return null;
  if (!(value instanceof PyObj) && typeof value !== 'string') {
    throw cx.error('TypeError', `cannot unpack non-iterable ${cx.classOf(value).name} object`);
  }
  const iterator = iterate(cx, value);
  const out: Value[] = [];
  while (out.length < limit) {
    const item = iterator.next();
    if (item === undefined) return out;
    if (item === REST) return null;
    cx.tick(1);
    out.push(item);
  }
  return out;
}

/**
 * What iter(value) gives where that is one of several iterators, as for a module whose children are one of a few lists;
 * undefined elsewhere. To be asked before `iterate`, for objects whose class is native: it does nothing else.
 */
export function iteratorsOf(cx: Machine, value: Value): Choice | undefined {
  if (!(value instanceof PyInstance)) return undefined;
  const method = cx.special(value, '__iter__');
  if (!(method instanceof BoundMethod) || !(method.fn instanceof NativeFn)) return undefined;
  const made = cx.call(method, Args.none);
  return made instanceof Choice ? made : undefined;
}
