import { free, freeRaw, getter, method, rawMethod } from '../builtins/define.js';
import { BoundMethod, ClassMethod, PyFunction, StaticMethod } from '../function.js';
import { PyClass, PyObj, T, type Value } from '../klass.js';
import { moduleTable } from '../library.js';
import type { Machine } from '../machine.js';
import { NativeFn } from '../native.js';
import type { Param, ParamKind } from '../signature.js';
import { PyDict, PyInstance, PyModule, PyTuple, Unknown } from '../value.js';

function nativeClass(name: string): PyClass {
  const cls = new PyClass(name, [T.object], { native: true });
  cls.module = 'inspect';
  return cls;
}

/** inspect._empty: a class that stands for "there is none". */
const EMPTY = nativeClass('_empty');
const KIND = nativeClass('_ParameterKind');

/** In the order of their numbers. */
const KINDS: readonly (readonly [ParamKind, string])[] = [
  ['positional', 'POSITIONAL_ONLY'],
  ['normal', 'POSITIONAL_OR_KEYWORD'],
  ['varargs', 'VAR_POSITIONAL'],
  ['keyword', 'KEYWORD_ONLY'],
  ['kwargs', 'VAR_KEYWORD'],
];

class Kind extends PyObj {
  constructor(
    readonly name: string,
    readonly number: number,
  ) {
    super();
  }
  get cls(): PyClass {
    return KIND;
  }
}

const KIND_VALUES = new Map(KINDS.map(([kind, name], number) => [kind, new Kind(name, number)]));
getter(KIND, 'name', (_cx, self) => (self as Kind).name);
getter(KIND, 'value', (_cx, self) => (self as Kind).number);
method(KIND, '__repr__', 'self', (_cx, a) => {
  const { name, number } = a.get('self') as Kind;
  return `<_ParameterKind.${name}: ${number}>`;
});
method(KIND, '__str__', 'self', (_cx, a) => (a.get('self') as Kind).name);
method(KIND, '__int__', 'self', (_cx, a) => (a.get('self') as Kind).number);

/** inspect.Parameter. Annotations are not kept, so theirs are unknown. */
const PARAMETER = nativeClass('Parameter');
PARAMETER.dict.set('empty', EMPTY);
for (const kind of KIND_VALUES.values()) PARAMETER.dict.set(kind.name, kind);

class Parameter extends PyObj {
  constructor(
    readonly param: Param,
    readonly defaultValue: Value | undefined,
  ) {
    super();
  }
  get cls(): PyClass {
    return PARAMETER;
  }
}

getter(PARAMETER, 'name', (_cx, self) => (self as Parameter).param.name);
getter(PARAMETER, 'kind', (_cx, self) => KIND_VALUES.get((self as Parameter).param.kind) as Kind);
getter(PARAMETER, 'default', (_cx, self) => {
  const { defaultValue } = self as Parameter;
  return defaultValue === undefined ? EMPTY : defaultValue;
});
getter(PARAMETER, 'annotation', cx => cx.unknown('unmodelled', 'annotations are not kept'));

/** inspect.Signature */
const SIGNATURE = nativeClass('Signature');
SIGNATURE.dict.set('empty', EMPTY);

class SignatureValue extends PyObj {
  constructor(readonly parameters: readonly Parameter[]) {
    super();
  }
  get cls(): PyClass {
    return SIGNATURE;
  }
}

getter(SIGNATURE, 'parameters', (_cx, self) =>
  PyDict.of(new Map((self as SignatureValue).parameters.map(parameter => [parameter.param.name, parameter]))),
);
for (const name of ['bind', 'bind_partial', 'replace', '__str__', '__repr__'])
  rawMethod(SIGNATURE, name, cx => cx.unknown('unmodelled', `Signature.${name} is not modelled`));
getter(SIGNATURE, 'return_annotation', cx => cx.unknown('unmodelled', 'annotations are not kept'));

/** The parameters of a callable; undefined where they are not known. */
function parametersOf(cx: Machine, callable: Value, follow: boolean): readonly Parameter[] | undefined {
  if (callable instanceof PyFunction) {
    const wrapped = follow ? callable.attrs.get('__wrapped__') : undefined;
    if (wrapped !== undefined) return parametersOf(cx, wrapped, follow);
    const { params } = callable.code.signature;
    return params.map((param, i) => new Parameter(param, callable.defaults[i]));
  }
  if (callable instanceof BoundMethod) return parametersOf(cx, callable.fn, follow)?.slice(1);
  if (callable instanceof StaticMethod || callable instanceof ClassMethod) {
    const all = parametersOf(cx, callable.fn, follow);
    return callable instanceof ClassMethod ? all?.slice(1) : all;
  }
  if (callable instanceof PyClass && callable.unknownBase === null) {
    // A metaclass' __call__ and an own __new__ come first in Python; classes that have these are left unknown.
    const [init, maker] = [callable.lookup('__init__'), callable.lookup('__new__')];
    if (maker instanceof StaticMethod && !(maker.fn instanceof NativeFn)) return undefined;
    return init instanceof PyFunction ? parametersOf(cx, init, follow)?.slice(1) : undefined;
  }
  if (callable instanceof PyInstance) {
    const call = callable.cls.lookup('__call__');
    return call instanceof PyFunction ? parametersOf(cx, call, follow)?.slice(1) : undefined;
  }
  return undefined;
}

function signature(cx: Machine, callable: Value, follow = true): Value {
  if (callable instanceof Unknown) return cx.passOn(null, callable);
  const parameters = parametersOf(cx, callable, follow);
  return parameters === undefined
    ? cx.unknown('unmodelled', `the signature of ${cx.calleeName(callable)} is not known`)
    : new SignatureValue(parameters);
}

/** A question about the kind of an object. */
function asks(name: string, answer: (cx: Machine, value: Value) => boolean): NativeFn {
  return free(name, 'object', (cx, a) => {
    const value = a.get('object');
    return value instanceof Unknown ? cx.passOn('bool', value) : answer(cx, value);
  });
}

const unmodelled = (name: string): NativeFn =>
  freeRaw(name, cx => cx.unknown('unmodelled', `inspect.${name} is not modelled`));

export const INSPECT = moduleTable({
  Parameter: PARAMETER as Value,
  Signature: SIGNATURE,
  _empty: EMPTY,
  signature: free('signature', 'obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False', (cx, a) =>
    signature(cx, a.get('obj'), a.get('follow_wrapped') !== false),
  ),
  isclass: asks('isclass', (_cx, value) => value instanceof PyClass),
  isfunction: asks('isfunction', (_cx, value) => value instanceof PyFunction),
  ismethod: asks('ismethod', (_cx, value) => value instanceof BoundMethod),
  ismodule: asks('ismodule', (_cx, value) => value instanceof PyModule),
  isbuiltin: asks('isbuiltin', (_cx, value) => value instanceof NativeFn),
  isroutine: asks(
    'isroutine',
    (_cx, value) => value instanceof PyFunction || value instanceof BoundMethod || value instanceof NativeFn,
  ),
  isgeneratorfunction: asks(
    'isgeneratorfunction',
    (_cx, value) => value instanceof PyFunction && value.code.isGenerator,
  ),
  iscoroutinefunction: asks('iscoroutinefunction', (_cx, value) => value instanceof PyFunction && value.code.isAsync),
  getmodule: free('getmodule', 'object', (cx, a) => {
    const value = a.get('object');
    if (value instanceof PyModule) return value;
    if (value instanceof PyFunction) return value.module;
    const name = value instanceof PyClass ? cx.getAttr(value, '__module__') : undefined;
    const module = typeof name === 'string' ? cx.modules.loaded.getString(name) : undefined;
    return module === undefined ? cx.unknown('unmodelled', 'the module of this object is not known') : module;
  }),
  unwrap: free('unwrap', 'func', (_cx, a) => {
    let value = a.get('func');
    for (let i = 0; i < 1000 && value instanceof PyFunction; i++) {
      const wrapped = value.attrs.get('__wrapped__');
      if (wrapped === undefined) break;
      value = wrapped;
    }
    return value;
  }),
  getmro: free('getmro', 'cls', (cx, a) => {
    const cls = a.get('cls');
    return cls instanceof PyClass ? new PyTuple(cls.mro) : cx.passOn(null, cls);
  }),
  getsource: unmodelled('getsource'),
  getsourcefile: unmodelled('getsourcefile'),
  getfile: unmodelled('getfile'),
  getmembers: unmodelled('getmembers'),
  getfullargspec: unmodelled('getfullargspec'),
  stack: unmodelled('stack'),
  currentframe: unmodelled('currentframe'),
});
