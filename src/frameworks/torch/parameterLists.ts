import type { Interp } from '../../python/interp.js';
import { PyClass, type Value } from '../../python/klass.js';
import { NativeFn } from '../../python/native.js';
import { PyDict, PyInstance, PyTuple } from '../../python/value.js';
import { PARAMETER, TENSOR, Tensor } from '../tensor.js';
import { initModule, MODULE, tableOf } from './moduleClass.js';

/** nn.ParameterList and nn.ParameterDict: parameters under numbers or names; tensors become parameters. */

function asParameter(value: Value): Value {
  return value instanceof Tensor && value.cls === TENSOR ? new Tensor(value.shape, value.whyUnknown, PARAMETER) : value;
}

function tableFor(cx: Interp, self: Value): PyDict {
  const table = tableOf(self, '_parameters');
  if (!table) throw cx.error('AttributeError', 'cannot assign parameter before Module.__init__() call');
  return table;
}

function put(cx: Interp, self: Value, items: Value): void {
  const table = tableFor(cx, self);
  const list = cx.collect(items);
  if (!list) {
    cx.heap.set(table, '\0content', {
      map: new Map(),
      open: { code: 'loop-count', message: 'how many parameters there are is not known' },
    });
    return;
  }
  for (const item of list) table.setString(cx.heap, String(table.map.size), asParameter(item));
}

export const PARAMETER_LIST = new PyClass('ParameterList', [MODULE], { native: true });
export const PARAMETER_DICT = new PyClass('ParameterDict', [MODULE], { native: true });

function method(
  cls: PyClass,
  name: string,
  signature: string,
  run: (cx: Interp, self: PyInstance, get: (its: string) => Value) => Value,
): void {
  cls.dict.set(
    name,
    NativeFn.of(name, signature, (cx, args) => {
      const self = args.get('self');
      if (!(self instanceof PyInstance)) throw cx.error('TypeError', `${name}() needs an instance`);
      return run(cx, self, its => args.get(its));
    }),
  );
}

function values(cx: Interp, self: Value): Value {
  const table = tableFor(cx, self);
  if (table.open !== null) return cx.unknown('loop-count', table.open.message);
  return new PyTuple([...table.map.values()].map(entry => entry.value));
}

method(PARAMETER_LIST, '__init__', 'self, values=None', (cx, self, get) => {
  initModule(cx, self);
  if (get('values') !== null) put(cx, self, get('values'));
  return null;
});
method(PARAMETER_LIST, 'append', 'self, value', (cx, self, get) => {
  put(cx, self, new PyTuple([get('value')]));
  return self;
});
for (const name of ['extend', '__iadd__'])
  method(PARAMETER_LIST, name, 'self, values', (cx, self, get) => {
    put(cx, self, get('values'));
    return self;
  });
method(PARAMETER_LIST, '__getitem__', 'self, idx', (cx, self, get) => cx.getItem(values(cx, self), get('idx')));
method(PARAMETER_LIST, '__setitem__', 'self, idx, value', (cx, self, get) => {
  const [table, index] = [tableFor(cx, self), get('idx')];
  const at = typeof index === 'number' ? (index < 0 ? index + table.map.size : index) : undefined;
  if (at !== undefined) table.setString(cx.heap, String(at), asParameter(get('value')));
  return null;
});

function update(cx: Interp, self: PyInstance, given: Value): void {
  const table = tableFor(cx, self);
  if (given instanceof PyDict && given.open === null) {
    for (const { key, value } of given.map.values()) table.setString(cx.heap, cx.str(key), asParameter(value));
    return;
  }
  for (const pair of cx.collect(given) ?? []) {
    const both = cx.collect(pair);
    if (both?.length === 2) table.setString(cx.heap, cx.str(both[0] ?? null), asParameter(both[1] ?? null));
  }
}

method(PARAMETER_DICT, '__init__', 'self, parameters=None', (cx, self, get) => {
  initModule(cx, self);
  if (get('parameters') !== null) update(cx, self, get('parameters'));
  return null;
});
method(PARAMETER_DICT, 'update', 'self, parameters', (cx, self, get) => {
  update(cx, self, get('parameters'));
  return null;
});
method(PARAMETER_DICT, '__getitem__', 'self, key', (cx, self, get) => cx.getItem(tableFor(cx, self), get('key')));
method(PARAMETER_DICT, '__setitem__', 'self, key, value', (cx, self, get) => {
  tableFor(cx, self).setString(cx.heap, cx.str(get('key')), asParameter(get('value')));
  return null;
});
method(PARAMETER_DICT, '__contains__', 'self, key', (cx, self, get) =>
  cx.compare('in', get('key'), tableFor(cx, self)),
);
for (const name of ['keys', 'values', 'items'])
  method(PARAMETER_DICT, name, 'self', (cx, self) => cx.callWith(cx.getAttr(tableFor(cx, self), name) ?? null));

for (const cls of [PARAMETER_LIST, PARAMETER_DICT]) {
  cls.module = 'torch.nn.modules.container';
  method(cls, '__len__', 'self', (cx, self) => {
    const table = tableFor(cx, self);
    return table.open === null ? table.map.size : cx.unknown('loop-count', table.open.message, 'int');
  });
  method(cls, '__iter__', 'self', (cx, self) => {
    const all = cls === PARAMETER_LIST ? values(cx, self) : cx.callWith(cx.getAttr(tableFor(cx, self), 'keys') ?? null);
    return cx.callWith(cx.getAttr(all, '__iter__') ?? null);
  });
}
