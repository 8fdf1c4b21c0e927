import { PyRaise } from '../errors.js';
import { REST } from '../interp.js';
import { LazyIterator, PyIterator } from '../iterators.js';
import type { Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { Args } from '../native.js';
import { iteratorClass } from './streams.js';
import * as sym from '../sym/sym.js';
import { PyTuple, Sym, Unknown } from '../value.js';

/** The first of the items that `better` says no other beats; Unknown when a comparison is not known. */
export function extreme(cx: Machine, args: Args, op: '<' | '>'): Value {
  const name = op === '<' ? 'min' : 'max';
  const key = args.kw.get('key');
  const fallback = args.kw.get('default');
  const only = args.pos[0];
  if (only === undefined) throw cx.error('TypeError', `${name} expected at least 1 argument, got 0`);
  const items = args.pos.length === 1 ? cx.collect(only) : args.pos;
  if (items === null) return cx.passOn(null, only);
  if (items.length === 0) {
    if (fallback !== undefined) return fallback;
    throw cx.error('ValueError', `${name}() arg is an empty sequence`);
  }
  let best: Value | undefined;
  let bestKey: Value | undefined;
  for (const item of items) {
    cx.tick(1);
    const itemKey = key === undefined || key === null ? item : cx.callWith(key, item);
    if (best === undefined || bestKey === undefined) {
      best = item;
      bestKey = itemKey;
      continue;
    }
    if (
      key === undefined &&
      isDimension(itemKey) &&
      isDimension(bestKey) &&
      (itemKey instanceof Sym || bestKey instanceof Sym)
    ) {
      best = bestKey = op === '<' ? sym.min(bestKey, itemKey) : sym.max(bestKey, itemKey);
      continue;
    }
    const better = cx.truth(cx.compare(op, itemKey, bestKey));
    if (better === undefined) return cx.passOn(null, cx.firstUnknown(itemKey, bestKey));
    if (better) {
      best = item;
      bestKey = itemKey;
    }
  }
  return best as Value;
}

function isDimension(value: Value): value is number | Sym {
  return typeof value === 'number' || value instanceof Sym;
}

/** A lazy iterator: the JS generator's items. */
export function lazy(cx: Machine, name: string, steps: Generator<Value | typeof REST, void, Value>): Value {
  return new LazyIterator(cx, steps, iteratorClass(name), name);
}

/** sorted(): stable, by key, also reversed; null when a comparison is not known. */
export function sortValues(cx: Machine, items: readonly Value[], key: Value, reverse: boolean): Value[] | null {
  cx.tick(items.length * 4);
  const keyed = items.map(item => ({ item, key: key === null ? item : cx.callWith(key, item) }));
  let known = true;
  const less = (a: Value, b: Value): boolean => {
    const result = cx.truth(cx.compare('<', a, b));
    if (result === undefined) known = false;
    return result === true;
  };
  keyed.sort((a, b) => (less(a.key, b.key) ? -1 : less(b.key, a.key) ? 1 : 0) * (reverse ? -1 : 1));
  return known ? keyed.map(one => one.item) : null;
}

export function sumOf(cx: Machine, source: Value, start: Value): Value {
  const items = cx.collect(source);
  if (items === null) return cx.passOn(null, source);
  if (typeof start === 'string') throw cx.error('TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
  let total: Value = start;
  for (const item of items) {
    cx.tick(1);
    total = cx.binary('+', total, item);
  }
  return total;
}

/** any() and all(): `wanted` ends the search. */
export function search(cx: Machine, source: Value, wanted: boolean): Value {
  const iterator = cx.iterate(source);
  let unknown: Value | undefined;
  for (;;) {
    const item = iterator.next();
    if (item === undefined) return unknown === undefined ? !wanted : cx.passOn('bool', unknown);
    if (item === REST) return cx.passOn('bool', source);
    cx.tick(1);
    const truth = cx.truth(item);
    if (truth === wanted) return unknown === undefined ? wanted : wanted;
    if (truth === undefined) unknown = item;
  }
}

export function nextOf(cx: Machine, iterator: Value, fallback: Value | undefined): Value {
  if (iterator instanceof Unknown) return new Unknown(iterator.why);
  if (iterator instanceof PyIterator) {
    const item = iterator.next();
    if (item === REST) return cx.passOn(null, iterator);
    if (item !== undefined) return item;
    if (fallback !== undefined) return fallback;
    const raise = cx.error('StopIteration', '');
    if (iterator instanceof LazyIterator && iterator.result !== null)
      raise.exception.attrs.set('args', new PyTuple([iterator.result]));
    throw raise;
  }
  const method = cx.special(iterator, '__next__');
  if (method === undefined) throw cx.error('TypeError', `'${cx.classOf(iterator).name}' object is not an iterator`);
  try {
    return cx.call(method, Args.none);
  } catch (e) {
    if (fallback !== undefined && e instanceof PyRaise && cx.isException(e, 'StopIteration')) return fallback;
    throw e;
  }
}
