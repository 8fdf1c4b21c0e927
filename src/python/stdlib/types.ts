import { method, rawMethod } from '../builtins/define.js';
import { PyClass, T, type Value } from '../klass.js';
import { moduleTable } from '../library.js';
import { PyInstance } from '../value.js';

/** types.SimpleNamespace: its keyword arguments are its attributes. */
const NAMESPACE = new PyClass('SimpleNamespace', [T.object], { native: true });
NAMESPACE.module = 'types';
rawMethod(NAMESPACE, '__init__', (cx, args) => {
  const self = args.pos[0] as PyInstance;
  for (const [name, value] of args.kw) cx.heap.set(self, name, value);
  return null;
});
method(NAMESPACE, '__repr__', 'self', (cx, a) => {
  const { attrs } = a.get('self') as PyInstance;
  return `namespace(${[...attrs].map(([name, value]) => `${name}=${cx.repr(value)}`).join(', ')})`;
});
method(NAMESPACE, '__eq__', 'self, other', (cx, a) => {
  const [self, other] = [a.get('self') as PyInstance, a.get('other')];
  if (!(other instanceof PyInstance) || other.cls !== self.cls)
    return cx.isUnknown(other) ? cx.passOn('bool', other) : false;
  const names = new Set([...self.attrs.keys(), ...other.attrs.keys()]);
  for (const name of names) {
    const [x, y] = [self.attrs.get(name), other.attrs.get(name)];
    if (x === undefined || y === undefined) return false;
    const same = cx.equals(x, y);
    if (same !== true) return same === undefined ? cx.passOn('bool', cx.firstUnknown(x, y)) : false;
  }
  return true;
});

export const TYPES = moduleTable({
  SimpleNamespace: NAMESPACE,
  FunctionType: T.function as Value,
  LambdaType: T.function,
  MethodType: T.method,
  BuiltinFunctionType: T.builtin_function,
  ModuleType: T.module,
  GeneratorType: T.generator,
  NoneType: T.NoneType,
});
