import { free, freeRaw, getter, rawMethod } from '../builtins/define.js';
import { makeClass } from '../classes.js';
import { PyRaise } from '../errors.js';
import { exceptionClass } from '../exceptions.js';
import { TypingName } from '../typingName.js';
import { deepCopy } from './copy.js';
import { PyClass, PyObj, T, type Value } from '../klass.js';
import { moduleTable } from '../library.js';
import type { Machine } from '../machine.js';
import { Args, NativeFn, Signature, type BoundArgs } from '../native.js';
import { PyDict, PyInstance, PyList, PySet, PyTuple, Unknown } from '../value.js';

/** dataclasses.field(…) */
class FieldSpec extends PyObj {
  constructor(
    readonly fallback: Value | undefined,
    readonly factory: Value | undefined,
    readonly init: boolean,
    readonly repr: boolean,
    readonly compare: boolean,
    readonly keywordOnly: boolean,
    readonly metadata: Value = new PyDict(),
    readonly name: string | null = null,
    /** `InitVar`: given to `__init__` and `__post_init__`, and no field. */
    readonly isInitOnly = false,
  ) {
    super();
  }
  get cls(): PyClass {
    return FIELD;
  }
  named(name: string, keywordOnly: boolean, isInitOnly: boolean): FieldSpec {
    const { fallback, factory, init, repr, compare, metadata } = this;
    return new FieldSpec(fallback, factory, init, repr, compare, keywordOnly, metadata, name, isInitOnly);
  }
}

const FIELD = new PyClass('Field', [T.object], { native: true });
FIELD.module = 'dataclasses';

/** Raised for a write to a frozen instance. */
const FROZEN = new PyClass('FrozenInstanceError', [exceptionClass('AttributeError')], { native: true });
FROZEN.module = 'dataclasses';

const FIELDS = '__dataclass_fields__';

/** The fields of a class, its bases' first, with what is for `__init__` alone. */
function allFieldsOf(cls: PyClass): Map<string, FieldSpec> {
  const fields = new Map<string, FieldSpec>();
  for (const base of [...cls.mro].reverse()) {
    const own = base.dict.get(FIELDS);
    if (own instanceof PyDict)
      for (const { key, value } of own.map.values()) if (value instanceof FieldSpec) fields.set(key as string, value);
  }
  return fields;
}

/** The fields of a class, its bases' first. */
function fieldsOf(cls: PyClass): Map<string, FieldSpec> {
  return onlyFields(allFieldsOf(cls));
}

function onlyFields(all: ReadonlyMap<string, FieldSpec>): Map<string, FieldSpec> {
  return new Map([...all].filter(([, spec]) => !spec.isInitOnly));
}

function isInitVariable(annotation: Value): boolean {
  return typeof annotation === 'string' && /^['"]?(\w+\.)?InitVar\b/.test(annotation);
}

function isClassVariable(annotation: Value): boolean {
  return typeof annotation === 'string' && /^['"]?(\w+\.)?ClassVar\b/.test(annotation);
}

function process(cx: Machine, cls: PyClass, options: ReadonlyMap<string, Value>): Value {
  const flag = (name: string, fallback: boolean): boolean => {
    const value = options.get(name);
    return value === undefined ? fallback : value === true;
  };
  const own = new PyDict();
  const annotations = cls.dict.get('__annotations__');
  let keywordOnly = flag('kw_only', false);
  for (const { key, value: annotation } of annotations instanceof PyDict ? annotations.map.values() : []) {
    const name = key as string;
    if (isClassVariable(annotation)) continue;
    if (typeof annotation === 'string' && /\bKW_ONLY$/.test(annotation)) {
      keywordOnly = true;
      continue;
    }
    const value = cls.dict.get(name);
    if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) {
      throw cx.error(
        'ValueError',
        `mutable default ${cx.repr(value.cls)} for field ${name} is not allowed: use default_factory`,
      );
    }
    const given = value instanceof FieldSpec ? value : new FieldSpec(value, undefined, true, true, true, keywordOnly);
    const spec = given.named(name, given.keywordOnly || keywordOnly, isInitVariable(annotation));
    own.setString(cx.heap, name, spec);
    if (value instanceof FieldSpec) cx.heap.set(cls, name, spec.fallback);
  }
  cx.heap.set(cls, FIELDS, own);
  const all = allFieldsOf(cls);
  cx.heap.set(cls, FIELDS, PyDict.of(all));
  const fields = onlyFields(all);
  if (flag('init', true) && !cls.dict.has('__init__')) cx.heap.set(cls, '__init__', makeInit(cx, cls, all));
  if (flag('repr', true) && !cls.dict.has('__repr__')) cx.heap.set(cls, '__repr__', makeRepr(fields));
  if (flag('eq', true) && !cls.dict.has('__eq__')) {
    cx.heap.set(cls, '__eq__', comparison('__eq__', fields));
    if (flag('frozen', false) || flag('unsafe_hash', false)) cx.heap.set(cls, '__hash__', makeHash(fields));
    else cx.heap.set(cls, '__hash__', null);
  }
  if (flag('order', false))
    for (const name of ['__lt__', '__le__', '__gt__', '__ge__'] as const)
      cx.heap.set(cls, name, comparison(name, fields));
  if (flag('frozen', false)) {
    const refuse = (name: string): NativeFn =>
      NativeFn.raw(name, (inner, args) => {
        const machine = inner as Machine;
        const message = `cannot assign to field ${machine.repr(args.pos[1] as Value)}`;
        throw new PyRaise(machine.makeException(machine.callWith(FROZEN, message)));
      });
    cx.heap.set(cls, '__setattr__', refuse('__setattr__'));
  }
  const positional = [...all].filter(([, spec]) => spec.init && !spec.keywordOnly);
  cx.heap.set(cls, '__match_args__', new PyTuple(positional.map(([name]) => name)));
  if (flag('slots', false)) cx.heap.set(cls, '__slots__', new PyTuple([...onlyFields(allFieldsIn(own)).keys()]));
  return cls;
}

function allFieldsIn(own: PyDict): Map<string, FieldSpec> {
  return new Map([...own.map.values()].map(({ key, value }) => [key as string, value as FieldSpec]));
}

function makeInit(cx: Machine, cls: PyClass, fields: ReadonlyMap<string, FieldSpec>): Value {
  const parameters = [...fields].filter(([, spec]) => spec.init);
  const isOptional = (spec: FieldSpec): boolean => spec.fallback !== undefined || spec.factory !== undefined;
  const normal = parameters.filter(([, spec]) => !spec.keywordOnly);
  normal.forEach(([name, spec], i) => {
    if (!isOptional(spec) && normal.slice(0, i).some(([, before]) => isOptional(before))) {
      throw cx.error('TypeError', `non-default argument '${name}' follows default argument`);
    }
  });
  const ordered = [...normal, ...parameters.filter(([, spec]) => spec.keywordOnly)];
  const signature = new Signature(
    [
      { name: 'self', kind: 'positional', defaultText: null, defaultValue: undefined },
      ...ordered.map(([name, spec]) => ({
        name,
        kind: spec.keywordOnly ? ('keyword' as const) : ('normal' as const),
        defaultText: isOptional(spec) ? '...' : null,
        defaultValue: undefined,
      })),
    ],
    `${cls.name}.__init__`,
  );
  return NativeFn.raw('__init__', (context, args) => {
    const inner = context as Machine;
    const bound: BoundArgs = signature.bind(inner, args);
    const self = bound.get('self') as PyInstance;
    const forInit: Value[] = [];
    for (const [name, spec] of fields) {
      const given = spec.init && bound.given(name) ? bound.get(name) : undefined;
      const value =
        given !== undefined ? given : spec.factory !== undefined ? inner.call(spec.factory, Args.none) : spec.fallback;
      if (value === undefined) continue;
      if (spec.isInitOnly) forInit.push(value);
      // A frozen class refuses setattr, so the field is written past it.
      else inner.genericSetAttr(self, name, value);
    }
    const post = inner.special(self, '__post_init__');
    if (post !== undefined) inner.call(post, new Args(forInit));
    return null;
  });
}

function valuesOf(cx: Machine, self: Value, fields: ReadonlyMap<string, FieldSpec>): PyTuple {
  return new PyTuple([...fields].filter(([, spec]) => spec.compare).map(([name]) => cx.attribute(self, name)));
}

function makeRepr(fields: ReadonlyMap<string, FieldSpec>): Value {
  return NativeFn.raw('__repr__', (context, args) => {
    const cx = context as Machine;
    const self = args.pos[0] as PyInstance;
    const shown = [...fields]
      .filter(([, spec]) => spec.repr)
      .map(([name]) => `${name}=${cx.repr(cx.attribute(self, name))}`);
    const qualname = cx.getAttr(self.cls, '__qualname__');
    return `${typeof qualname === 'string' ? qualname : self.cls.name}(${shown.join(', ')})`;
  });
}

function makeHash(fields: ReadonlyMap<string, FieldSpec>): Value {
  // The key by content stands for the hash: equal fields, equal key.
  return NativeFn.raw('__hash__', (context, args) => valuesOf(context as Machine, args.pos[0] as Value, fields));
}

const OPERATORS = { __eq__: '==', __lt__: '<', __le__: '<=', __gt__: '>', __ge__: '>=' } as const;

function comparison(name: keyof typeof OPERATORS, fields: ReadonlyMap<string, FieldSpec>): Value {
  return NativeFn.raw(name, (context, args) => {
    const cx = context as Machine;
    const [self, other] = args.pos as [Value, Value];
    if (cx.classOf(self) !== cx.classOf(other)) return cx.notImplemented;
    return cx.compare(OPERATORS[name], valuesOf(cx, self, fields), valuesOf(cx, other, fields));
  });
}

/** dataclasses.asdict: into lists, tuples and dictionaries too. */
function asDict(cx: Machine, value: Value): Value {
  if (value instanceof PyInstance && value.cls.lookup(FIELDS) !== undefined) {
    return PyDict.of([...fieldsOf(value.cls).keys()].map(name => [name, asDict(cx, cx.attribute(value, name))]));
  }
  if (value instanceof PyList)
    return new PyList(
      value.items.map(item => asDict(cx, item)),
      undefined,
      value.open,
    );
  if (value instanceof PyTuple && value.cls === T.tuple) return new PyTuple(value.items.map(item => asDict(cx, item)));
  if (value instanceof PyDict && value.open === null) return dictOf(cx, value, asDict);
  return deepCopy(cx, value, new Map());
}

/** The dictionary with what `convert` makes of its values. */
function dictOf(cx: Machine, dict: PyDict, convert: (cx: Machine, value: Value) => Value): PyDict {
  const made = new PyDict();
  for (const { key, value } of dict.map.values()) cx.dictSet(made, convert(cx, key), convert(cx, value));
  return made;
}

/** dataclasses.astuple: as asDict, with a tuple for each instance. */
function asTuple(cx: Machine, value: Value): Value {
  if (value instanceof PyInstance && value.cls.lookup(FIELDS) !== undefined)
    return new PyTuple([...fieldsOf(value.cls).keys()].map(name => asTuple(cx, cx.attribute(value, name))));
  if (value instanceof PyList)
    return new PyList(
      value.items.map(item => asTuple(cx, item)),
      undefined,
      value.open,
    );
  if (value instanceof PyTuple && value.cls === T.tuple) return new PyTuple(value.items.map(item => asTuple(cx, item)));
  if (value instanceof PyDict && value.open === null) return dictOf(cx, value, asTuple);
  return deepCopy(cx, value, new Map());
}

/** dataclasses.make_dataclass: a field is its name, or a tuple of its name, type and default. */
function makeDataclass(cx: Machine, a: BoundArgs): Value {
  const [name, written, bases] = [a.get('cls_name'), cx.collect(a.get('fields')), cx.collect(a.get('bases'))];
  const members = a.get('namespace') === null ? [] : cx.mapping(a.get('namespace'));
  if (typeof name !== 'string' || written === null || bases === null || members === null)
    return cx.passOn(null, cx.firstUnknown(name, a.get('fields'), a.get('bases'), a.get('namespace')));
  const namespace = new Map<string, Value>();
  for (const [key, value] of members) if (typeof key === 'string') namespace.set(key, value);
  const annotations = new PyDict();
  for (const field of written) {
    const [key, , value] = field instanceof PyTuple || field instanceof PyList ? field.items : [field];
    if (typeof key !== 'string') return cx.passOn(null, field);
    annotations.setString(cx.heap, key, 'typing.Any');
    if (value !== undefined) namespace.set(key, value);
  }
  namespace.set('__annotations__', annotations);
  const known = bases.filter(base => base instanceof PyClass);
  const cls = makeClass(cx, name, known, namespace, new Map(), null, null);
  return cls instanceof PyClass ? process(cx, cls, a.extra) : cls;
}

/** dataclasses.MISSING: a field has no default. */
const MISSING = new PyInstance(new PyClass('_MISSING_TYPE', [T.object], { native: true }));

export const DATACLASSES = moduleTable({
  MISSING,
  FrozenInstanceError: FROZEN,
  InitVar: new TypingName('InitVar'),
  make_dataclass: free('make_dataclass', 'cls_name, fields, *, bases=(), namespace=None, **options', makeDataclass),
  KW_ONLY: new FieldSpec(undefined, undefined, false, false, false, false),
  dataclass: freeRaw('dataclass', (cx, args) => {
    const cls = args.pos[0];
    if (cls instanceof PyClass) return process(cx, cls, args.kw);
    if (cls instanceof Unknown) return cls;
    return free('dataclass', 'cls', (inner, a) => {
      const target = a.get('cls');
      return target instanceof PyClass ? process(inner, target, args.kw) : target;
    });
  }),
  field: free(
    'field',
    '*, default=..., default_factory=..., init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False',
    (_cx, a) =>
      new FieldSpec(
        a.maybe('default'),
        a.maybe('default_factory'),
        a.get('init') === true,
        a.get('repr') === true,
        a.get('compare') === true,
        a.get('kw_only') === true,
        a.get('metadata') === null ? new PyDict() : a.get('metadata'),
      ),
  ),
  asdict: free('asdict', 'obj, *, dict_factory=None', (cx, a) => asDict(cx, a.get('obj'))),
  astuple: free('astuple', 'obj', (cx, a) => asTuple(cx, a.get('obj'))),
  fields: free('fields', 'cls', (cx, a) => {
    const cls = a.get('cls');
    const specs = fieldsOf(cls instanceof PyClass ? cls : cx.classOf(cls));
    return new PyTuple([...specs.values()]);
  }),
  is_dataclass: free('is_dataclass', 'obj', (cx, a) => {
    const cls = a.get('obj');
    return (cls instanceof PyClass ? cls : cx.classOf(cls)).lookup(FIELDS) !== undefined;
  }),
  replace: freeRaw('replace', (cx, args) => {
    const self = args.pos[0] as Value;
    const keywords = new Map<string, Value>();
    for (const [name, spec] of fieldsOf(cx.classOf(self))) if (spec.init) keywords.set(name, cx.attribute(self, name));
    return cx.call(cx.classOf(self), new Args([], new Map([...keywords, ...args.kw])));
  }),
});

getter(FIELD, 'name', (_cx, self) => (self as FieldSpec).name);
for (const name of ['init', 'repr', 'compare', 'metadata'] as const)
  getter(FIELD, name, (_cx, self) => (self as FieldSpec)[name]);
getter(FIELD, 'kw_only', (_cx, self) => (self as FieldSpec).keywordOnly);
getter(FIELD, 'default', (_cx, self) => {
  const { fallback } = self as FieldSpec;
  return fallback === undefined ? MISSING : fallback;
});
getter(FIELD, 'default_factory', (_cx, self) => {
  const { factory } = self as FieldSpec;
  return factory === undefined ? MISSING : factory;
});
getter(FIELD, 'type', cx => cx.unknown('unmodelled', "a field's type is not modelled"));
rawMethod(FIELD, '__repr__', (cx, args) => `Field(name=${cx.repr(cx.attribute(args.pos[0] as Value, 'name'))})`);
