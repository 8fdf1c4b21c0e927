import type { PyClass, Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { containsItself } from '../comparison.js';
import { splitKey } from '../dicts.js';
import type { PyIterator } from '../iterators.js';
import { EntryIterator } from '../iterators.js';
import { plain } from '../operators.js';
import { Args } from '../native.js';
import { PyDict, PyList, PyRange, PyTuple, Sym, T, Unknown } from '../value.js';
import { sortValues } from './iteration.js';
import { indexNumber } from '../items.js';
import { free, getter, maker, method, rawMethod } from './define.js';
import { ClassMethod } from '../function.js';

export function defineContainers(): void {
  defineList();
  defineTuple();
  defineDict();
  defineRange();
  for (const cls of [T.list, T.tuple, T.set, T.frozenset, T.range, T.str])
    method(cls, '__contains__', 'self, key, /', (cx, a) => isIn(cx, a.get('self'), a.get('key')));
}

/** `key in self`, for classes that derive from a builtin one and for `super().__contains__(key)`. */
function isIn(cx: Machine, self: Value, key: Value): Value {
  return containsItself(cx, self, key) ?? cx.unknownFor(cx.whyOf(key, self), 'bool');
}

function defineList(): void {
  const list = T.list;
  list.alloc = (_cx, cls) => new PyList([], cls);
  rawMethod(list, '__init__', (cx, args) => {
    const [self, source] = args.pos;
    if (source === undefined) return null;
    const items = cx.collect(source);
    const open = items === null ? cx.whyOf(source) : null;
    cx.heap.set(self as PyList, '\0content', { items: items ?? [], open });
    return null;
  });
  /** Changes the items in place, unless the list is open: then it stays so. */
  const change = (
    name: string,
    signature: string,
    run: (cx: Machine, items: Value[], a: { get(name: string): Value }) => Value,
  ): void =>
    method(list, name, signature, (cx, a) => {
      const self = a.get('self') as PyList;
      if (self.open !== null) return name === 'pop' || name === 'index' ? new Unknown(self.open) : null;
      cx.heap.own(self);
      cx.tick(1);
      return run(cx, self.items, a);
    });
  change('append', 'self, object, /', (_cx, items, a) => {
    items.push(a.get('object'));
    return null;
  });
  method(list, 'extend', 'self, iterable, /', (cx, a) => {
    cx.inPlace('+', a.get('self'), a.get('iterable'));
    return null;
  });
  change('insert', 'self, index, object, /', (cx, items, a) => {
    const at = indexNumber(cx, a.get('index'), 'list');
    if (at === undefined) return forget(cx, a.get('self') as PyList, a.get('index'), null);
    const i = at < 0 ? Math.max(at + items.length, 0) : at;
    chargeMove(cx, items, i);
    items.splice(i, 0, a.get('object'));
    return null;
  });
  change('pop', 'self, index=-1, /', (cx, items, a) => {
    if (items.length === 0) throw cx.error('IndexError', 'pop from empty list');
    const at = indexNumber(cx, a.get('index'), 'list');
    if (at === undefined) return forget(cx, a.get('self') as PyList, a.get('index'), cx.passOn(null, a.get('index')));
    const i = at < 0 ? at + items.length : at;
    if (i < 0 || i >= items.length) throw cx.error('IndexError', 'pop index out of range');
    chargeMove(cx, items, i);
    return items.splice(i, 1)[0] as Value;
  });
  change('remove', 'self, value, /', (cx, items, a) => {
    for (const [i, item] of items.entries()) {
      cx.tick(1);
      const same = cx.equals(item, a.get('value'));
      if (same === true) {
        items.splice(i, 1);
        return null;
      }
      if (same === undefined) {
        return forget(cx, a.get('self') as PyList, cx.firstUnknown(item, a.get('value')), null);
      }
    }
    throw cx.error('ValueError', 'list.remove(x): x not in list');
  });
  change('clear', 'self', (_cx, items) => {
    items.length = 0;
    return null;
  });
  change('reverse', 'self', (cx, items) => {
    cx.tick(items.length >> 6);
    items.reverse();
    return null;
  });
  method(list, 'sort', 'self, *, key=None, reverse=False', (cx, a) => {
    const self = a.get('self') as PyList;
    if (self.open !== null) return null;
    const reverse = cx.truth(a.get('reverse'));
    const sorted = reverse === undefined ? null : sortValues(cx, self.items, a.get('key'), reverse);
    cx.heap.set(
      self,
      '\0content',
      sorted === null ? { items: [], open: cx.whyOf(self) } : { items: sorted, open: null },
    );
    return null;
  });
  method(list, 'copy', 'self', (_cx, a) => {
    const self = a.get('self') as PyList;
    return new PyList([...self.items], undefined, self.open);
  });
  for (const cls of [list, T.tuple]) defineSequence(cls);
}

/** Charges for the elements that follow an index: all of them move. */
function chargeMove(cx: Machine, items: readonly Value[], index: number): void {
  cx.tick(Math.max(0, items.length - index) >> 7);
}

/** Which element changed is not known: nothing is known of the list. */
function forget(cx: Machine, list: PyList, because: Value, result: Value): Value {
  cx.heap.set(list, '\0content', { items: [], open: cx.whyOf(because) });
  return result;
}

function defineSequence(cls: PyClass): void {
  method(cls, 'index', 'self, value, start=0, stop=None, /', (cx, a) => {
    const self = a.get('self') as PyList | PyTuple;
    if (self instanceof PyList && self.open !== null) return cx.unknownFor(self.open, 'int');
    const start = plain(a.get('start'));
    for (let i = typeof start === 'number' ? start : 0; i < self.items.length; i++) {
      cx.tick(1);
      const same = cx.equals(self.items[i] as Value, a.get('value'));
      if (same === undefined) return cx.passOn('int', a.get('value'));
      if (same) return i;
    }
    throw cx.error('ValueError', `${cx.repr(a.get('value'))} is not in ${cls.name}`);
  });
  method(cls, 'count', 'self, value, /', (cx, a) => {
    const self = a.get('self') as PyList | PyTuple;
    if (self instanceof PyList && self.open !== null) return cx.unknownFor(self.open, 'int');
    let count = 0;
    for (const item of self.items) {
      cx.tick(1);
      const same = cx.equals(item, a.get('value'));
      if (same === undefined) return cx.passOn('int', a.get('value'));
      if (same) count++;
    }
    return count;
  });
  // For super().__getitem__(i) and the like in subclasses.
  method(cls, '__getitem__', 'self, index, /', (cx, a) => {
    const self = a.get('self') as PyList | PyTuple;
    return cx.getItem(
      self instanceof PyList ? new PyList(self.items, undefined, self.open) : new PyTuple(self.items),
      a.get('index'),
    );
  });
  method(cls, '__len__', 'self', (cx, a) => {
    const self = a.get('self') as PyList | PyTuple;
    return self instanceof PyList && self.open !== null ? cx.unknownFor(self.open, 'int') : self.items.length;
  });
  method(cls, '__iter__', 'self', (cx, a) => {
    const self = a.get('self') as PyList | PyTuple;
    return cx.iterate(new PyTuple(self.items)) as PyIterator;
  });
}

function defineTuple(): void {
  maker(T.tuple, 'cls, iterable=(), /', (cx, a) => {
    const items = cx.collect(a.get('iterable'));
    if (items === null) return cx.passOn(null, a.get('iterable'));
    return new PyTuple(items, a.get('cls') as PyClass);
  });
}

function view(cx: Machine, dict: PyDict, pick: (key: Value, value: Value) => Value): Value {
  if (dict.open !== null) return new PyList([], undefined, dict.open);
  return cx.dictView(dict, pick);
}

function fill(cx: Machine, dict: PyDict, args: Args): void {
  const source = args.pos[0];
  if (source !== undefined) cx.dictUpdate(dict, source);
  for (const [key, value] of args.kw) cx.dictSet(dict, key, value);
}

function defineDict(): void {
  const dict = T.dict;
  dict.alloc = (_cx, cls) => new PyDict(cls);
  rawMethod(dict, '__init__', (cx, args) => {
    if (args.pos.length > 2)
      throw cx.error('TypeError', `dict expected at most 1 argument, got ${args.pos.length - 1}`);
    fill(cx, args.pos[0] as PyDict, new Args(args.pos.slice(1), args.kw));
    return null;
  });
  rawMethod(dict, 'update', (cx, args) => {
    fill(cx, args.pos[0] as PyDict, new Args(args.pos.slice(1), args.kw));
    return null;
  });
  method(dict, 'get', 'self, key, default=None, /', (cx, a) => {
    const self = a.get('self') as PyDict;
    return splitKey(cx, self, a.get('key'), () => {
      const found = cx.dictGet(self, a.get('key'));
      return found === undefined ? a.get('default') : found;
    });
  });
  method(dict, 'setdefault', 'self, key, default=None, /', (cx, a) => {
    const self = a.get('self') as PyDict;
    return splitKey(cx, self, a.get('key'), () => {
      const found = cx.dictGet(self, a.get('key'));
      if (found !== undefined) return found;
      cx.dictSet(self, a.get('key'), a.get('default'));
      return a.get('default');
    });
  });
  method(dict, 'pop', 'self, key, default=..., /', (cx, a) => {
    const self = a.get('self') as PyDict;
    return splitKey(cx, self, a.get('key'), () => {
      const found = cx.dictGet(self, a.get('key'));
      if (found === undefined) {
        if (a.given('default')) return a.get('default');
        throw cx.keyError(a.get('key'));
      }
      cx.dictDelete(self, a.get('key'));
      return found;
    });
  });
  method(dict, 'popitem', 'self, last=True', (cx, a) => {
    const self = a.get('self') as PyDict;
    if (self.open !== null) return new Unknown(self.open);
    cx.tick(self.map.size >> 6);
    const entries = [...self.map.values()];
    const entry = a.get('last') === false ? entries[0] : entries.at(-1);
    if (entry === undefined) throw cx.error('KeyError', 'popitem(): dictionary is empty');
    cx.dictDelete(self, entry.key);
    return new PyTuple([entry.key, entry.value]);
  });
  method(dict, 'clear', 'self', (cx, a) => {
    cx.heap.set(a.get('self') as PyDict, '\0content', { map: new Map(), open: null });
    return null;
  });
  method(dict, 'copy', 'self', (_cx, a) => {
    const self = a.get('self') as PyDict;
    const copy = new PyDict(self.cls);
    copy.content = self.copyContent();
    copy.factory = self.factory;
    return copy;
  });
  method(dict, 'keys', 'self', (cx, a) => view(cx, a.get('self') as PyDict, key => key));
  method(dict, 'values', 'self', (cx, a) => view(cx, a.get('self') as PyDict, (_key, value) => value));
  method(dict, 'items', 'self', (cx, a) =>
    view(cx, a.get('self') as PyDict, (key, value) => new PyTuple([key, value])),
  );
  dict.dict.set(
    'fromkeys',
    new ClassMethod(
      free('fromkeys', 'cls, iterable, value=None, /', (cx, a) => {
        const made = new PyDict(a.get('cls') as PyClass);
        const keys = cx.collect(a.get('iterable'));
        if (keys === null) return new PyDict(undefined, new Map(), cx.whyOf(a.get('iterable')));
        for (const key of keys) cx.dictSet(made, key, a.get('value'));
        return made;
      }),
    ),
  );
  method(dict, '__getitem__', 'self, key, /', (cx, a) => {
    const self = a.get('self') as PyDict;
    return splitKey(cx, self, a.get('key'), () => {
      const found = cx.dictGet(self, a.get('key'));
      if (found === undefined) throw cx.keyError(a.get('key'));
      return found;
    });
  });
  method(dict, '__setitem__', 'self, key, value, /', (cx, a) => {
    cx.dictSet(a.get('self') as PyDict, a.get('key'), a.get('value'));
    return null;
  });
  method(dict, '__delitem__', 'self, key, /', (cx, a) => {
    if (!cx.dictDelete(a.get('self') as PyDict, a.get('key'))) throw cx.keyError(a.get('key'));
    return null;
  });
  method(dict, '__contains__', 'self, key, /', (cx, a) => {
    const [self, key] = [a.get('self') as PyDict, a.get('key')];
    return splitKey(cx, self, key, () => isIn(cx, self, key));
  });
  method(dict, '__len__', 'self', (cx, a) => {
    const self = a.get('self') as PyDict;
    return self.open === null ? self.map.size : cx.unknownFor(self.open, 'int');
  });
  method(dict, '__iter__', 'self', (cx, a) => new EntryIterator(cx, a.get('self') as PyDict, key => key));
}

function defineRange(): void {
  maker(T.range, 'cls, start, stop=..., step=1, /', (cx, a) => {
    const values = a.given('stop') ? [a.get('start'), a.get('stop'), a.get('step')] : [0, a.get('start'), 1];
    const numbers: number[] = [];
    for (const given of values) {
      const value = plain(given);
      if (typeof value === 'number' || typeof value === 'boolean') numbers.push(Number(value));
      else if (value instanceof Unknown || value instanceof Sym) return cx.passOn('range', value);
      else if (typeof value === 'bigint') return cx.unknown('too-large', 'the range is too long');
      else {
        const index = cx.callMethod(given, '__index__');
        if (typeof index !== 'number') {
          throw cx.error('TypeError', `'${cx.classOf(value).name}' object cannot be interpreted as an integer`);
        }
        numbers.push(index);
      }
    }
    const [start, stop, step] = numbers as [number, number, number];
    if (step === 0) throw cx.error('ValueError', 'range() arg 3 must not be zero');
    return new PyRange(start, stop, step);
  });
  for (const name of ['start', 'stop', 'step'] as const) getter(T.range, name, (_cx, self) => (self as PyRange)[name]);
  method(T.range, 'index', 'self, value', (cx, a) => {
    const range = a.get('self') as PyRange;
    const value = a.get('value');
    const at = typeof value === 'number' ? (value - range.start) / range.step : -1;
    if (Number.isInteger(at) && at >= 0 && at < range.length) return at;
    throw cx.error('ValueError', `${cx.repr(value)} is not in range`);
  });
}
