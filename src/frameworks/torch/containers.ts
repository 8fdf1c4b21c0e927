import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import type { Machine } from '../../python/machine.js';
import { NativeFn, type Args } from '../../python/native.js';
import { PyDict, PyInstance, PySlice, PyTuple, Sym, Unknown } from '../../python/value.js';
import { oneOf } from '../../python/alternatives.js';
import { Choice } from '../../python/choice.js';
import { anyOf } from '../../python/items.js';
import { isSeveral, settle } from '../../python/settle.js';
import { childrenOf, initModule, isModule, MODULE, setChild, tableOf } from './moduleClass.js';

/** nn.Sequential, ModuleList and ModuleDict: modules whose children are numbered or named. */

function container(name: string): PyClass {
  const cls = new PyClass(name, [MODULE], { native: true });
  cls.module = 'torch.nn.modules.container';
  return cls;
}

export const SEQUENTIAL = container('Sequential');
export const MODULE_LIST = container('ModuleList');
export const MODULE_DICT = container('ModuleDict');

/** Sequentials in order of construction, so that those which no code runs can be tried on a symbolic input. */
const built = new WeakMap<Interp, PyInstance[]>();

export function sequentialsOf(cx: Interp): readonly PyInstance[] {
  return built.get(cx) ?? [];
}

function instance(cx: Interp, args: Args): PyInstance {
  const self = args.pos[0];
  if (self instanceof PyInstance) return self;
  throw cx.error('TypeError', 'a container method needs an instance');
}

function children(self: PyInstance): Value[] | null {
  return childrenOf(self)?.map(([, child]) => child) ?? null;
}

function openReason(self: PyInstance): Unknown {
  const open = tableOf(self, '_modules')?.open;
  return new Unknown(open ?? { code: 'data-dependent', message: 'the children are not all known' });
}

/** Adds items under the next numbers; an iterable whose length is not known leaves the container open. */
function extend(cx: Interp, self: PyInstance, items: readonly Value[] | null, source: Value = null): void {
  const table = tableOf(self, '_modules');
  if (!table) throw cx.error('AttributeError', 'cannot assign module before Module.__init__() call');
  if (items === null) {
    cx.heap.set(table, '\0content', {
      map: new Map(),
      open: oneOf({ code: 'loop-count', message: 'how many modules there are is not known' }, table.map, source),
    });
    return;
  }
  cx.tick(items.length);
  for (const item of items) {
    if (!isModule(item) && !(item instanceof Unknown) && !(item instanceof Sym) && item !== null) {
      throw cx.error('TypeError', `${cx.classOf(item).name} is not a Module subclass`);
    }
    setChild(cx, self, String(table.map.size), item);
  }
}

SEQUENTIAL.dict.set(
  '__init__',
  NativeFn.raw('__init__', (cx, args) => {
    const self = instance(cx, args);
    initModule(cx, self);
    const list = built.get(cx);
    if (list) list.push(self);
    else built.set(cx, [self]);
    const [only = null] = args.pos.slice(1);
    const fill = (first: Value): Value => {
      if (args.pos.length === 2 && first instanceof PyDict) {
        if (first.open !== null) extend(cx, self, null, first);
        for (const { key, value } of first.map.values()) setChild(cx, self, cx.str(key), value);
      } else extend(cx, self, args.pos.length === 2 ? [first] : args.pos.slice(1));
      return null;
    };
    // One argument may be a dictionary of modules, of which the keys count.
    const alone = args.pos.length === 2 && isSeveral(only) && !isChoiceOfModules(only);
    return alone ? settle(cx as Machine, only, fill) : fill(only);
  }),
);
// A module that is one of several is kept as such: it is chosen where it is called.
const sequentialInit = SEQUENTIAL.dict.get('__init__');
if (sequentialInit instanceof NativeFn) sequentialInit.keeps = true;

function isChoiceOfModules(value: Value): boolean {
  return value instanceof Choice && value.alternatives.every(one => isModule(one.value));
}

SEQUENTIAL.dict.set(
  'forward',
  NativeFn.of('forward', 'self, input', (cx, args) => {
    const self = args.get('self');
    if (!(self instanceof PyInstance)) return null;
    const stages = children(self);
    let value = args.get('input');
    // Which modules run is not known: any that are there may.
    if (!stages) return cx.callWith(openReason(self), value);
    for (const stage of stages) value = cx.callWith(stage, value);
    return value;
  }),
);

MODULE_LIST.dict.set(
  '__init__',
  NativeFn.of('__init__', 'self, modules=None', (cx, args) => {
    const self = args.get('self');
    if (!(self instanceof PyInstance)) return null;
    initModule(cx, self);
    const modules = args.get('modules');
    if (modules !== null) extend(cx, self, cx.collect(modules), modules);
    return null;
  }),
);

for (const cls of [SEQUENTIAL, MODULE_LIST]) {
  cls.dict.set(
    'append',
    NativeFn.of('append', 'self, module', (cx, args) => {
      const self = args.get('self');
      if (self instanceof PyInstance) extend(cx, self, [args.get('module')]);
      return self;
    }),
  );
  for (const name of ['extend', '__iadd__']) {
    cls.dict.set(
      name,
      NativeFn.of(name, 'self, modules', (cx, args) => {
        const self = args.get('self');
        if (self instanceof PyInstance) extend(cx, self, cx.collect(args.get('modules')), args.get('modules'));
        return self;
      }),
    );
  }
  cls.dict.set(
    '__add__',
    NativeFn.of('__add__', 'self, other', (cx, args) => {
      const sum = cx.callWith(cls);
      if (!(sum instanceof PyInstance)) return sum;
      for (const part of [args.get('self'), args.get('other')]) extend(cx, sum, cx.collect(part), part);
      return sum;
    }),
  );
  cls.dict.set(
    'insert',
    NativeFn.of('insert', 'self, index, module', (cx, args) => {
      const self = args.get('self');
      const index = args.get('index');
      const present = self instanceof PyInstance ? children(self) : null;
      if (!(self instanceof PyInstance) || !present || typeof index !== 'number') {
        if (self instanceof PyInstance && typeof index !== 'number') extend(cx, self, null, args.get('module'));
        return cls === SEQUENTIAL ? self : null;
      }
      present.splice(index, 0, args.get('module'));
      replaceAll(
        cx,
        self,
        present.map((child, at) => [String(at), child]),
      );
      return cls === SEQUENTIAL ? self : null;
    }),
  );
  cls.dict.set(
    'pop',
    NativeFn.of('pop', 'self, key', (cx, args) => {
      const [self, key] = [args.get('self'), args.get('key')];
      const taken = cx.getItem(self, key);
      cx.callWith(cx.special(self, '__delitem__') ?? null, key);
      return taken;
    }),
  );
  cls.dict.set(
    '__getitem__',
    NativeFn.of('__getitem__', 'self, idx', (cx, args) => item(cx, args.get('self'), args.get('idx'))),
  );
  cls.dict.set(
    '__setitem__',
    NativeFn.of('__setitem__', 'self, idx, module', (cx, args) => {
      const self = args.get('self');
      const index = args.get('idx');
      const entries = childrenOf(self);
      if (!(self instanceof PyInstance) || !entries || typeof index !== 'number') return null;
      const entry = entries[index < 0 ? index + entries.length : index];
      if (!entry) throw cx.error('IndexError', `index ${index} is out of range`);
      setChild(cx, self, entry[0], args.get('module'));
      return null;
    }),
  );
  cls.dict.set(
    '__delitem__',
    NativeFn.of('__delitem__', 'self, idx', (cx, args) => {
      const self = args.get('self');
      const entries = childrenOf(self);
      const index = args.get('idx');
      if (!(self instanceof PyInstance) || !entries) return null;
      const gone = positionsOf(cx, entries.length, index);
      if (!gone) {
        extend(cx, self, null, self);
        return null;
      }
      const left = entries.filter((_, position) => !gone.includes(position));
      replaceAll(
        cx,
        self,
        left.map(([, child], position) => [String(position), child]),
      );
      return null;
    }),
  );
}

/** The places that an index or a slice names; undefined where it is not known. */
function positionsOf(cx: Interp, count: number, index: Value): readonly number[] | undefined {
  if (typeof index === 'number') {
    if (index >= count || index < -count) throw cx.error('IndexError', `index ${index} is out of range`);
    return [index < 0 ? index + count : index];
  }
  if (!(index instanceof PySlice)) return undefined;
  const chosen = cx.getItem(new PyTuple(Array.from({ length: count }, (_, at) => at)), index);
  return chosen instanceof PyTuple && chosen.items.every(at => typeof at === 'number') ? chosen.items : undefined;
}

/** An index gives the child; a slice gives a container of the same type, which keeps a Sequential's old keys. */
function item(cx: Interp, self: Value, index: Value): Value {
  const entries = childrenOf(self);
  if (!(self instanceof PyInstance)) throw cx.error('TypeError', 'not a container');
  if (!entries) return openReason(self);
  if (typeof index === 'number') {
    const entry = entries[index < 0 ? index + entries.length : index];
    if (!entry) throw cx.error('IndexError', `index ${index} is out of range`);
    return entry[1];
  }
  if (index instanceof PySlice) {
    const keys = cx.getItem(new PyTuple(entries.map((_, at) => at)), index);
    if (!(keys instanceof PyTuple))
      return new Unknown(oneOf({ code: 'data-dependent', message: 'the slice is not known' }, self));
    const chosen = keys.items.flatMap(at => (typeof at === 'number' ? (entries[at] ? [entries[at]] : []) : []));
    const made = cx.callWith(self.cls);
    if (made instanceof PyInstance) {
      const sequential = self.cls.isSubclass(SEQUENTIAL);
      replaceAll(
        cx,
        made,
        chosen.map(([key, child], at) => [sequential ? key : String(at), child]),
      );
    }
    return made;
  }
  return anyOf(
    cx as Machine,
    entries.map(([, child]) => child),
    { code: 'data-dependent', message: 'the index is not known' },
    () => cx.error('IndexError', 'the index is out of range'),
  );
}

function replaceAll(cx: Interp, self: PyInstance, entries: readonly (readonly [string, Value])[]): void {
  const table = tableOf(self, '_modules');
  if (!table) return;
  cx.heap.own(table);
  table.map.clear();
  for (const [key, child] of entries) table.map.set(key, { key, value: child });
}

for (const cls of [SEQUENTIAL, MODULE_LIST, MODULE_DICT]) {
  cls.dict.set(
    '__len__',
    NativeFn.raw('__len__', (cx, args) => {
      const self = instance(cx, args);
      return children(self)?.length ?? openReason(self);
    }),
  );
  cls.dict.set(
    '__iter__',
    NativeFn.raw('__iter__', (cx, args) => {
      const self = instance(cx, args);
      const values: Value[] | null =
        cls === MODULE_DICT ? (childrenOf(self)?.map(([name]) => name) ?? null) : children(self);
      if (!values) return openReason(self);
      const iterate = cx.special(new PyTuple(values), '__iter__');
      return iterate === undefined ? openReason(self) : cx.callWith(iterate);
    }),
  );
}

MODULE_DICT.dict.set(
  '__init__',
  NativeFn.of('__init__', 'self, modules=None', (cx, args) => {
    const self = args.get('self');
    if (!(self instanceof PyInstance)) return null;
    initModule(cx, self);
    update(cx, self, args.get('modules'));
    return null;
  }),
);

function update(cx: Interp, self: PyInstance, modules: Value): void {
  if (modules === null) return;
  if (modules instanceof PyDict) {
    for (const { key, value } of modules.map.values()) setChild(cx, self, cx.str(key), value);
    if (modules.open !== null) extend(cx, self, null);
    return;
  }
  const pairs = cx.collect(modules);
  if (!pairs) return extend(cx, self, null, modules);
  for (const pair of pairs) {
    const both = cx.collect(pair);
    if (both?.length === 2) setChild(cx, self, cx.str(both[0] ?? null), both[1] ?? null);
  }
}

function dictMethod(
  name: string,
  signature: string,
  run: (cx: Interp, self: PyInstance, get: (its: string) => Value) => Value,
): void {
  MODULE_DICT.dict.set(
    name,
    NativeFn.of(name, signature, (cx, args) => {
      const self = args.get('self');
      if (!(self instanceof PyInstance)) throw cx.error('TypeError', 'not a ModuleDict');
      return run(cx, self, its => args.get(its));
    }),
  );
}

dictMethod('__getitem__', 'self, key', (cx, self, get) => {
  const key = get('key');
  const table = tableOf(self, '_modules');
  if (key instanceof Unknown) {
    if (!table || table.open !== null) return new Unknown(oneOf(key.why, table?.map, table?.open && openReason(self)));
    const modules = [...table.map.values()].map(entry => entry.value);
    return anyOf(cx as Machine, modules, key.why, () => cx.error('KeyError', 'the key is not there'));
  }
  const entry = table?.map.get(typeof key === 'string' ? key : null);
  if (entry) return entry.value;
  if (table && table.open !== null) return openReason(self);
  throw cx.error('KeyError', cx.repr(key));
});
dictMethod('__setitem__', 'self, key, module', (cx, self, get) => {
  setChild(cx, self, cx.str(get('key')), get('module'));
  return null;
});
dictMethod('__contains__', 'self, key', (_cx, self, get) => {
  const key = get('key');
  return typeof key === 'string' ? tableOf(self, '_modules')?.map.has(key) === true : false;
});
dictMethod('__delitem__', 'self, key', (cx, self, get) => {
  const key = get('key');
  if (typeof key === 'string') tableOf(self, '_modules')?.removeString(cx.heap, key);
  return null;
});
dictMethod('pop', 'self, key', (cx, self, get) => {
  const taken = cx.getItem(self, get('key'));
  cx.callWith(cx.special(self, '__delitem__') ?? null, get('key'));
  return taken;
});
dictMethod('clear', 'self', (cx, self) => {
  replaceAll(cx, self, []);
  return null;
});
dictMethod('update', 'self, modules', (cx, self, get) => {
  update(cx, self, get('modules'));
  return null;
});
for (const [name, pick] of [
  ['keys', ([key]: [string, Value]): Value => key],
  ['values', ([, child]: [string, Value]): Value => child],
  ['items', ([key, child]: [string, Value]): Value => new PyTuple([key, child])],
] as const) {
  dictMethod(name, 'self', (_cx, self) => {
    const entries = childrenOf(self);
    return entries ? new PyTuple(entries.map(pick)) : openReason(self);
  });
}

/** Where the children are one of a few lists, a method is tried on each. */
for (const cls of [SEQUENTIAL, MODULE_LIST, MODULE_DICT]) {
  for (const [name, method] of cls.dict) {
    if (!(method instanceof NativeFn) || name === '__init__') continue;
    const tried = NativeFn.raw(name, (cx, args) => {
      const table = tableOf(args.pos[0] ?? null, '_modules');
      const run = (): Value => method.invoke(cx, args);
      return isSeveral(table) ? settle(cx as Machine, table, run) : run();
    });
    cls.dict.set(name, tried);
  }
}
