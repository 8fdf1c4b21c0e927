import { hashKey, UNDECIDED } from '../hash.js';
import type { PyClass, Value } from '../klass.js';
import type { Machine } from '../machine.js';
import type { BinaryOp } from '../interp.js';
import { PySet, T, Unknown } from '../value.js';
import { maker, method, rawMethod } from './define.js';

export function defineSets(): void {
  T.set.alloc = (_cx, cls) => new PySet(new Map(), cls);
  rawMethod(T.set, '__init__', (cx, args) => {
    const [self, source] = args.pos;
    if (source !== undefined) addAll(cx, self as PySet, source);
    return null;
  });
  maker(T.frozenset, 'cls, iterable=(), /', (cx, a) => {
    const made = new PySet(new Map(), a.get('cls') as PyClass);
    addAll(cx, made, a.get('iterable'));
    return made;
  });
  method(T.set, 'add', 'self, elem, /', (cx, a) => {
    cx.setAdd(a.get('self') as PySet, a.get('elem'));
    return null;
  });
  method(T.set, 'discard', 'self, elem, /', (cx, a) => {
    remove(cx, a.get('self') as PySet, a.get('elem'));
    return null;
  });
  method(T.set, 'remove', 'self, elem, /', (cx, a) => {
    if (!remove(cx, a.get('self') as PySet, a.get('elem'))) throw cx.keyError(a.get('elem'));
    return null;
  });
  method(T.set, 'pop', 'self', (cx, a) => {
    const self = a.get('self') as PySet;
    if (self.open !== null) return new Unknown(self.open);
    const first = self.map.entries().next().value;
    if (first === undefined) throw cx.error('KeyError', 'pop from an empty set');
    // Which element comes first differs from process to process, except for a single one.
    if (self.map.size > 1) {
      const why = cx.unknown('random', 'which element a set gives first is not determined').why;
      cx.heap.set(self, '\0content', { map: new Map(), open: why });
      return new Unknown(why);
    }
    cx.heap.own(self);
    self.map.delete(first[0]);
    return first[1];
  });
  method(T.set, 'clear', 'self', (cx, a) => {
    cx.heap.set(a.get('self') as PySet, '\0content', { map: new Map(), open: null });
    return null;
  });
  rawMethod(T.set, 'update', (cx, args) => {
    const [self, ...sources] = args.pos;
    for (const source of sources) addAll(cx, self as PySet, source);
    return null;
  });
  for (const cls of [T.set, T.frozenset]) {
    for (const [name, op] of [
      ['union', '|'],
      ['intersection', '&'],
      ['difference', '-'],
      ['symmetric_difference', '^'],
    ] as const) {
      rawMethod(cls, name, (cx, args) => combine(cx, op, args.pos));
    }
    method(cls, 'copy', 'self', (_cx, a) => {
      const self = a.get('self') as PySet;
      return new PySet(new Map(self.map), self.cls, self.open);
    });
    method(cls, 'issubset', 'self, other', (cx, a) => cx.compare('<=', a.get('self'), cx.makeSet(a.get('other'))));
    method(cls, 'issuperset', 'self, other', (cx, a) => cx.compare('>=', a.get('self'), cx.makeSet(a.get('other'))));
    method(cls, 'isdisjoint', 'self, other', (cx, a) => {
      const common = cx.binary('&', a.get('self'), cx.makeSet(a.get('other')));
      const some = cx.truth(common);
      return some === undefined ? cx.passOn('bool', common) : !some;
    });
  }
}

function addAll(cx: Machine, set: PySet, source: Value): void {
  const items = cx.collect(source);
  if (items === null) cx.heap.set(set, '\0content', { map: new Map(), open: cx.whyOf(source) });
  for (const item of items ?? []) cx.setAdd(set, item);
}

function remove(cx: Machine, set: PySet, item: Value): boolean {
  const key = hashKey(cx, item);
  if (key === UNDECIDED) {
    cx.heap.set(set, '\0content', { map: new Map(), open: cx.whyOf(item) });
    return true;
  }
  if (!set.map.has(key)) return set.open !== null;
  cx.heap.own(set);
  set.map.delete(key);
  return true;
}

function combine(cx: Machine, op: BinaryOp, [self, ...others]: readonly Value[]): Value {
  let result = self as Value;
  for (const other of others) result = cx.binary(op, result, cx.makeSet(other));
  return others.length === 0 && result instanceof PySet
    ? new PySet(new Map(result.map), result.cls, result.open)
    : result;
}
