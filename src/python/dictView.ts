import { EntryIterator } from './iterators.js';
import { PyClass, T, PyObj, type Value } from './klass.js';
import type { Interp } from './interp.js';
import type { Machine } from './machine.js';
import { NativeFn } from './native.js';
import type { PyDict } from './value.js';

/** keys(), values() or items(): a live view of a dict. */
export class DictView extends PyObj {
  constructor(
    readonly dict: PyDict,
    readonly pick: (key: Value, value: Value) => Value,
  ) {
    super();
  }
  get cls(): PyClass {
    return VIEW;
  }
  values(): Value[] {
    return [...this.dict.map.values()].map(entry => this.pick(entry.key, entry.value));
  }
}

const VIEW = new PyClass('dict_view', [T.object], { native: true });
VIEW.dict.set(
  '__iter__',
  NativeFn.of('__iter__', 'self', (cx: Interp, a) => {
    const view = a.get('self') as DictView;
    return new EntryIterator(cx as Machine, view.dict, view.pick);
  }),
);
VIEW.dict.set(
  '__len__',
  NativeFn.of('__len__', 'self', (cx: Interp, a) => {
    const { dict } = a.get('self') as DictView;
    return dict.open === null ? dict.map.size : cx.unknown(dict.open.code, dict.open.message, 'int');
  }),
);
VIEW.dict.set(
  '__repr__',
  NativeFn.of('__repr__', 'self', (cx: Interp, a) => {
    const view = a.get('self') as DictView;
    const items = view.values().map(item => cx.repr(item));
    const first = view.pick('k', 'v');
    return `dict_${first === 'k' ? 'keys' : first === 'v' ? 'values' : 'items'}([${items.join(', ')}])`;
  }),
);
for (const [name, op] of [
  ['and', '&'],
  ['or', '|'],
  ['sub', '-'],
  ['xor', '^'],
] as const) {
  for (const [method, left, right] of [
    [`__${name}__`, 'self', 'other'],
    [`__r${name}__`, 'other', 'self'],
  ] as const) {
    VIEW.dict.set(
      method,
      NativeFn.of(method, 'self, other', (cx: Interp, a) => {
        const machine = cx as Machine;
        return machine.binary(op, machine.makeSet(a.get(left)), machine.makeSet(a.get(right)));
      }),
    );
  }
}
VIEW.dict.set(
  '__eq__',
  NativeFn.of('__eq__', 'self, other', (cx: Interp, a) => {
    const machine = cx as Machine;
    const same = cx.equals(machine.makeSet(a.get('self')), machine.makeSet(a.get('other')));
    return same === undefined ? cx.unknown('undecided', 'the entries are not known', 'bool') : same;
  }),
);
