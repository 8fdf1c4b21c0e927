import { containerRepr, formatScalar, scalarRepr, scalarStr, unsupported } from './format.js';
import { BoundMethod, PyFunction } from './function.js';
import { identityOf } from './hash.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { Args, NativeFn } from './native.js';
import { ELLIPSIS, NOT_IMPLEMENTED, PyClass, PyInstance, PyModule, PyObj, PyTuple, Sym, T, Unknown } from './value.js';

/** What an unknown value shows as; texts that are part of a computation are Unknown before they come here. */
const UNKNOWN = '<unknown>';

function address(object: object): string {
  return `0x${(0x7f0000000000 + identityOf(object) * 16).toString(16)}`;
}

export function repr(cx: Machine, value: Value): string {
  cx.tick(typeof value === 'string' ? 1 + (value.length >> 3) : 1);
  if (value instanceof Unknown) return UNKNOWN;
  if (value instanceof Sym) return value.printPython();
  if (value instanceof PyObj && !value.cls.native) {
    const own = value.cls.lookup('__repr__');
    if (own !== undefined && !cx.isNative(own)) return textResult(cx, cx.callWith(own, value), '__repr__');
  }
  const simple = cx.guardText(() => scalarRepr(value));
  if (simple !== undefined) return simple;
  if (value instanceof PyObj) {
    const native = value.cls.lookup('__repr__');
    if (native !== undefined && native !== T.object.dict.get('__repr__'))
      return textResult(cx, cx.callWith(native, value), '__repr__');
  }
  const container = containerRepr(value, item => repr(cx, item));
  if (container !== undefined) return container;
  return objectRepr(cx, value);
}

/** object.__repr__, and what built-in objects show. */
export function objectRepr(cx: Machine, value: Value): string {
  if (value === ELLIPSIS) return 'Ellipsis';
  if (value === NOT_IMPLEMENTED) return 'NotImplemented';
  if (value instanceof PyClass) {
    const qualname = cx.getAttr(value, '__qualname__');
    const name = typeof qualname === 'string' ? qualname : value.name;
    return value.module === 'builtins' ? `<class '${name}'>` : `<class '${value.module}.${name}'>`;
  }
  if (value instanceof PyFunction) return `<function ${value.qualname} at ${address(value)}>`;
  if (value instanceof NativeFn) return `<built-in function ${value.name}>`;
  if (value instanceof BoundMethod) return `<bound method ${cx.calleeName(value.fn)} of ${repr(cx, value.self)}>`;
  if (value instanceof PyModule) return `<module '${value.name}'>`;
  if (value instanceof PyInstance) {
    if (value.cls.isSubclass(T.BaseException)) {
      const args = value.attrs.get('args');
      const items = args instanceof PyTuple ? args.items : [];
      return `${value.cls.name}(${items.map(item => repr(cx, item)).join(', ')})`;
    }
    if (value.primitive !== undefined) return repr(cx, value.primitive);
  }
  if (value instanceof PyObj) {
    const qualname = cx.getAttr(value.cls, '__qualname__');
    const name = typeof qualname === 'string' ? qualname : value.cls.name;
    return `<${value.cls.module === 'builtins' ? '' : `${value.cls.module}.`}${name} object at ${address(value)}>`;
  }
  return UNKNOWN;
}

function textResult(cx: Machine, value: Value, method: string): string {
  if (typeof value === 'string') return value;
  if (cx.isUnknown(value)) return UNKNOWN;
  if (value instanceof PyInstance && typeof value.primitive === 'string') return value.primitive;
  throw cx.error('TypeError', `${method} returned non-string (type ${cx.classOf(value).name})`);
}

export function str(cx: Machine, value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof PyObj && !(value instanceof Unknown)) {
    const own = value.cls.lookup('__str__');
    if (own !== undefined && own !== T.object.dict.get('__str__'))
      return textResult(cx, cx.callWith(own, value), '__str__');
    if (value instanceof PyInstance) {
      if (typeof value.primitive === 'string') return value.primitive;
      if (value.cls.isSubclass(T.BaseException)) return exceptionText(cx, value);
    }
  }
  const simple = cx.guardText(() => scalarStr(value));
  return simple === undefined ? repr(cx, value) : simple;
}

function exceptionText(cx: Machine, exception: PyInstance): string {
  const args = exception.attrs.get('args');
  const items = args instanceof PyTuple ? args.items : [];
  const only = items[0];
  if (items.length === 0 || only === undefined) return '';
  if (items.length === 1) return exception.cls.name === 'KeyError' ? repr(cx, only) : str(cx, only);
  return repr(cx, new PyTuple(items));
}

/** format(value, spec) */
export function format(cx: Machine, value: Value, spec: string): Value {
  if (value instanceof PyObj && !(value instanceof Sym)) {
    const own = value.cls.lookup('__format__');
    if (own !== undefined) return cx.call(own, new Args([value, spec]));
  }
  return cx.guardNumbers(() => {
    const primitive =
      value instanceof PyInstance && value.primitive !== undefined && value.cls.lookup('__str__') === undefined
        ? value.primitive
        : value;
    const simple = formatScalar(primitive, spec);
    if (simple !== undefined) return simple;
    if (value instanceof Sym)
      return cx.unknown('argument-required', `the text of ${value.printPython()} is not determined`, 'str');
    if (spec !== '') throw unsupported(cx.classOf(value).name);
    return str(cx, value);
  });
}
