import { free, freeRaw, rawMethod } from '../builtins/define.js';
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
  ) {
    super();
  }
  get cls(): PyClass {
    return T.typing;
  }
}

const FIELDS = '__dataclass_fields__';

/** The fields of a class, its bases' first. */
function fieldsOf(cls: PyClass): Map<string, FieldSpec> {
  const fields = new Map<string, FieldSpec>();
  for (const base of [...cls.mro].reverse()) {
    const own = base.dict.get(FIELDS);
    if (own instanceof PyDict)
      for (const { key, value } of own.map.values()) fields.set(key as string, value as FieldSpec);
  }
  return fields;
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
    const spec = value instanceof FieldSpec ? value : new FieldSpec(value, undefined, true, true, true, keywordOnly);
    own.setString(cx.heap, name, spec);
    if (value instanceof FieldSpec) cx.heap.set(cls, name, spec.fallback);
  }
  cx.heap.set(cls, FIELDS, own);
  const fields = fieldsOf(cls);
  if (flag('init', true) && !cls.dict.has('__init__')) cx.heap.set(cls, '__init__', makeInit(cx, cls, fields));
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
        throw inner.error('AttributeError', `cannot assign to field ${(inner as Machine).repr(args.pos[1] as Value)}`);
      });
    cx.heap.set(cls, '__setattr__', refuse('__setattr__'));
  }
  cx.heap.set(cls, '__match_args__', new PyTuple([...fields].filter(([, spec]) => spec.init).map(([name]) => name)));
  return cls;
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
    for (const [name, spec] of fields) {
      const given = spec.init && bound.given(name) ? bound.get(name) : undefined;
      const value =
        given !== undefined ? given : spec.factory !== undefined ? inner.call(spec.factory, Args.none) : spec.fallback;
      // A frozen class refuses setattr, so the field is written past it.
      if (value !== undefined) inner.genericSetAttr(self, name, value);
    }
    const post = inner.special(self, '__post_init__');
    if (post !== undefined) inner.call(post, Args.none);
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

/** dataclasses.MISSING: a field has no default. */
const MISSING = new PyInstance(new PyClass('_MISSING_TYPE', [T.object], { native: true }));

export const DATACLASSES = moduleTable({
  MISSING,
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
      ),
  ),
  asdict: free('asdict', 'obj, *, dict_factory=None', (cx, a) => asDict(cx, a.get('obj'))),
  astuple: free('astuple', 'obj', (cx, a) => asTuple(cx, a.get('obj'))),
  fields: free('fields', 'cls', (cx, a) => {
    const cls = a.get('cls');
    const specs = fieldsOf(cls instanceof PyClass ? cls : cx.classOf(cls));
    return new PyTuple(
      [...specs].map(([name, { fallback, factory }]) => {
        const made = new PyInstance(FIELD);
        cx.heap.set(made, 'name', name);
        cx.heap.set(made, 'default', fallback === undefined ? MISSING : fallback);
        cx.heap.set(made, 'default_factory', factory === undefined ? MISSING : factory);
        return made;
      }),
    );
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

const FIELD = new PyClass('Field', [T.object], { native: true });
FIELD.module = 'dataclasses';
rawMethod(FIELD, '__repr__', (cx, args) => `Field(name=${cx.repr(cx.attribute(args.pos[0] as Value, 'name'))})`);
