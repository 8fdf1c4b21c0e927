import { free, freeRaw, maker, method, rawMethod } from '../builtins/define.js';
import { ABC_META } from '../abstract.js';
import type { SubclassHook } from '../classes.js';
import { BoundMethod, ClassMethod, PyFunction, StaticMethod } from '../function.js';
import { PyClass, PyObj, T, type Value } from '../klass.js';
import { IS_RUNTIME, isProtocol } from '../protocols.js';
import { TypingName } from '../typingName.js';
import type { Interp } from '../interp.js';
import { moduleTable, type ModuleTable } from '../library.js';
import { COLLECTION_CLASSES } from './parsing.js';
import type { Machine } from '../machine.js';
import { Args, NativeFn } from '../native.js';
import { PyBytes, PyDict, PyList, PyRange, PySet, PyTuple, Unknown } from '../value.js';
import { namedTuple } from './collections.js';

method(T.typing, '__getitem__', 'self, index', (_cx, a) => {
  const self = a.get('self');
  return self instanceof TypingName ? self.subscripted() : self;
});
/** The names of typing that can be called: they make what the class of collections makes. */
const MAKERS: ReadonlyMap<string, string> = new Map([
  ['OrderedDict', 'OrderedDict'],
  ['Counter', 'Counter'],
  ['ChainMap', 'ChainMap'],
  ['Deque', 'deque'],
  ['DefaultDict', 'defaultdict'],
]);
rawMethod(T.typing, '__call__', (cx, args) => {
  const [self, ...given] = args.pos;
  const maker = self instanceof TypingName ? MAKERS.get(self.name) : undefined;
  const module = maker === undefined ? undefined : (cx as Machine).modules.find('collections');
  const cls = module && maker !== undefined ? cx.getAttr(module, maker) : undefined;
  return cls === undefined ? (self as Value) : cx.call(cls, new Args(given, args.kw));
});
method(
  T.typing,
  '__repr__',
  'self',
  (_cx, a) => `typing.${a.get('self') instanceof TypingName ? (a.get('self') as TypingName).name : 'Union'}`,
);

const NAMES = (
  'Any AnyStr Union Optional Literal Final ClassVar Generic Protocol Annotated Type NoReturn Never Self TypeAlias Concatenate ' +
  'List Dict Tuple Set FrozenSet Deque DefaultDict OrderedDict Counter ChainMap Iterable Iterator Sequence MutableSequence Mapping ' +
  'MutableMapping Callable Collection Container Hashable Sized Reversible Generator AsyncGenerator Awaitable Coroutine ' +
  'AsyncIterable AsyncIterator ContextManager Text IO TextIO BinaryIO Pattern Match SupportsInt SupportsFloat SupportsIndex ' +
  'SupportsAbs SupportsRound Required NotRequired Unpack TypeGuard ByteString'
).split(' ');

/** The classes that the names of typing with a capital stand for. */
const BUILTIN_ORIGINS: ReadonlyMap<string, PyClass> = new Map([
  ['List', T.list],
  ['Dict', T.dict],
  ['Tuple', T.tuple],
  ['Set', T.set],
  ['Type', T.type],
]);

/** What `isinstance(x, typing.NAME)` asks: the builtin class or that of collections.abc; undefined where there is no model of it. */
function originOf(name: string, cx: Interp): Value | undefined {
  const known = BUILTIN_ORIGINS.get(name) ?? COLLECTIONS_ABC.get(name, cx);
  return known instanceof PyClass ? known : undefined;
}

const identity = (name: string): NativeFn =>
  freeRaw(name, (_cx, args) => (args.pos[0] === undefined ? null : args.pos[0]));

/** typing.NamedTuple as a base: the annotations cannot be seen here, so only the functional form gives fields. */
const NAMED_TUPLE = new PyClass('NamedTuple', [T.object], { native: true });
NAMED_TUPLE.module = 'typing';
const hook: SubclassHook = {
  finishSubclass(cx: Machine, cls: PyClass): Value {
    const annotations = cls.dict.get('__annotations__');
    if (!(annotations instanceof PyDict)) return cx.unknown('unmodelled', `the fields of ${cls.name} are not known`);
    const fields = [...annotations.map.values()].map(entry => entry.key as string);
    const defaults: Value[] = [];
    for (const field of fields) {
      const value = cls.dict.get(field);
      if (value !== undefined) defaults.push(value);
    }
    const methods = new Map([...cls.dict].filter(([key]) => !fields.includes(key)));
    return namedTuple(cx, cls.name, fields, defaults, methods);
  },
};
NAMED_TUPLE.data = hook;
maker(NAMED_TUPLE, 'cls, typename, fields=None, /, **kwargs', (cx, a) => {
  const [name, given] = [a.get('typename'), a.get('fields')];
  const pairs = given === null ? [...a.extra.keys()] : cx.collect(given)?.map(pair => cx.getItem(pair, 0));
  if (typeof name !== 'string' || pairs?.every(field => typeof field === 'string') !== true)
    return cx.passOn(null, cx.firstUnknown(name, given));
  return namedTuple(cx, name, pairs as string[], []);
});

/** typing.TypedDict: a dict whose keys are not checked; `total=…` says which may be left out. */
const TYPED_DICT = new PyClass('TypedDict', [T.dict], { native: true });
TYPED_DICT.module = 'typing';
TYPED_DICT.dict.set('__init_subclass__', new ClassMethod(freeRaw('__init_subclass__', () => null)));

TYPED_DICT.dict.set(
  '__new__',
  new StaticMethod(freeRaw('__new__', (cx, args) => cx.call(T.dict, new Args(args.pos.slice(1), args.kw)))),
);

const runtimeCheckable = free('runtime_checkable', 'cls', (cx, a) => {
  const cls = a.get('cls');
  if (cls instanceof PyClass && isProtocol(cls)) cx.heap.set(cls, IS_RUNTIME, true);
  return cls;
});

export const TYPING: ModuleTable = moduleTable({
  ...Object.fromEntries(NAMES.map(name => [name, new TypingName(name, cx => originOf(name, cx))])),
  TYPE_CHECKING: false,
  NamedTuple: NAMED_TUPLE,
  TypedDict: TYPED_DICT,
  TypeVar: freeRaw('TypeVar', (_cx, args) => new TypingName(String(args.pos[0]))),
  ParamSpec: freeRaw('ParamSpec', (_cx, args) => new TypingName(String(args.pos[0]))),
  NewType: free('NewType', 'name, tp', (_cx, a) => identity(String(a.get('name')))),
  cast: free('cast', 'typ, val', (_cx, a) => a.get('val')),
  overload: identity('overload'),
  final: identity('final'),
  override: identity('override'),
  no_type_check: identity('no_type_check'),
  runtime_checkable: runtimeCheckable,
  runtime: runtimeCheckable,
});

type Check = (cx: Machine, value: Value) => boolean | undefined;

/** An abstract class of collections.abc or numbers: an instance is what the check says. */
function abstract(name: string, module: string, check: Check): PyClass {
  const cls = new PyClass(name, [T.object], { native: true, meta: ABC_META });
  cls.module = module;
  cls.data = check;
  return cls;
}

const has =
  (...names: string[]): Check =>
  (cx, value) =>
    names.every(name => cx.special(value, name) !== undefined);

const isSequence: Check = (_cx, value) =>
  typeof value === 'string' || value instanceof PyList || value instanceof PyTuple || value instanceof PyRange;
const isMapping: Check = (_cx, value) => value instanceof PyDict;
const isIterable: Check = (cx, value) =>
  isSequence(cx, value) === true || value instanceof PyDict || value instanceof PySet || has('__iter__')(cx, value);
const isView =
  (...names: string[]): Check =>
  (cx, value) =>
    names.includes(cx.classOf(value).name);
const isCallable: Check = (cx, value) =>
  value instanceof PyFunction ||
  value instanceof PyClass ||
  value instanceof NativeFn ||
  value instanceof BoundMethod ||
  (value instanceof PyObj && !(value instanceof Unknown) && has('__call__')(cx, value));

/**
 * An abstract class with methods over those that a subclass defines: the class of the Python source, of which an instance is
 * also what the check says.
 */
function withMixins(name: string, check: Check): (cx: Interp) => Value {
  return cx => {
    const cls = COLLECTION_CLASSES.get(name, cx);
    if (!(cls instanceof PyClass)) return new Unknown({ code: 'unmodelled', message: `${name} is not modelled` });
    cls.module = 'collections.abc';
    cls.data = check;
    return cls;
  };
}

export const COLLECTIONS_ABC = moduleTable({
  Sequence: withMixins('Sequence', isSequence),
  MutableSequence: withMixins('MutableSequence', (_cx, value) => value instanceof PyList),
  Mapping: withMixins('Mapping', isMapping),
  MutableMapping: withMixins('MutableMapping', isMapping),
  Iterable: abstract('Iterable', 'collections.abc', isIterable),
  Collection: abstract('Collection', 'collections.abc', isIterable),
  Container: abstract('Container', 'collections.abc', isIterable),
  Sized: abstract(
    'Sized',
    'collections.abc',
    (cx, value) =>
      isSequence(cx, value) === true ||
      value instanceof PyDict ||
      value instanceof PySet ||
      has('__len__')(cx, value) === true,
  ),
  Iterator: abstract('Iterator', 'collections.abc', has('__iter__', '__next__')),
  Generator: abstract(
    'Generator',
    'collections.abc',
    (_cx, value) => value instanceof PyObj && value.cls === T.generator,
  ),
  Set: withMixins('Set', (_cx, value) => value instanceof PySet),
  MutableSet: withMixins('MutableSet', (_cx, value) => value instanceof PySet && value.cls.isSubclass(T.set)),
  KeysView: abstract('KeysView', 'collections.abc', isView('dict_keys')),
  ValuesView: abstract('ValuesView', 'collections.abc', isView('dict_values')),
  ItemsView: abstract('ItemsView', 'collections.abc', isView('dict_items')),
  MappingView: abstract('MappingView', 'collections.abc', isView('dict_keys', 'dict_values', 'dict_items')),
  Reversible: abstract(
    'Reversible',
    'collections.abc',
    (cx, value) => isSequence(cx, value) === true || value instanceof PyDict || has('__reversed__')(cx, value),
  ),
  Awaitable: abstract('Awaitable', 'collections.abc', has('__await__')),
  Coroutine: abstract('Coroutine', 'collections.abc', has('__await__', 'send', 'throw', 'close')),
  AsyncIterable: abstract('AsyncIterable', 'collections.abc', has('__aiter__')),
  AsyncIterator: abstract('AsyncIterator', 'collections.abc', has('__aiter__', '__anext__')),
  AsyncGenerator: abstract('AsyncGenerator', 'collections.abc', has('__aiter__', '__anext__', 'asend', 'athrow')),
  Buffer: abstract('Buffer', 'collections.abc', (_cx, value) => value instanceof PyBytes),
  ByteString: abstract('ByteString', 'collections.abc', (_cx, value) => value instanceof PyBytes),
  Callable: abstract('Callable', 'collections.abc', isCallable),
  Hashable: abstract(
    'Hashable',
    'collections.abc',
    (_cx, value) =>
      !(value instanceof PyList || value instanceof PyDict || (value instanceof PySet && value.cls === T.set)),
  ),
});

const isInt: Check = (cx, value) => cx.classOf(value).isSubclass(T.int);
const isReal: Check = (cx, value) => isInt(cx, value) === true || cx.classOf(value).isSubclass(T.float);

export const NUMBERS = moduleTable({
  Number: abstract('Number', 'numbers', isReal),
  Complex: abstract('Complex', 'numbers', isReal),
  Real: abstract('Real', 'numbers', isReal),
  Rational: abstract('Rational', 'numbers', isInt),
  Integral: abstract('Integral', 'numbers', isInt),
});
