import { makeClass } from '../classes.js';
import { allocate, construct } from '../calls.js';
import { bind } from '../attributes.js';
import { BoundMethod, ClassMethod, Property, StaticMethod, Super } from '../function.js';
import { REST } from '../interp.js';
import type { PyIterator } from '../iterators.js';
import { LazyIterator } from '../iterators.js';
import { PyRaise } from '../errors.js';
import type { Value } from '../klass.js';
import type { Machine } from '../machine.js';
import { Args, NativeFn, type BoundArgs } from '../native.js';
import { plain } from '../operators.js';
import {
  PyClass,
  PyDict,
  PyFloat,
  PyInstance,
  PyList,
  PyModule,
  PyObj,
  PySlice,
  PyTuple,
  T,
  Unknown,
} from '../value.js';
import { getter, keeping, maker, method, rawMethod, free } from './define.js';
import { EXCEPTIONS } from '../exceptions.js';
import { sliceBounds } from '../items.js';

export function defineObjects(): void {
  defineObject();
  defineType();
  defineDescriptors();
  defineSuper();
  defineExceptions();
  defineIterators();
  maker(T.slice, 'cls, start, stop=..., step=None', (_cx, a) =>
    a.given('stop')
      ? new PySlice(a.get('start'), a.get('stop'), a.get('step'))
      : new PySlice(null, a.get('start'), null),
  );
  method(T.slice, 'indices', 'self, length', (cx, a) => {
    const [self, length] = [a.get('self') as PySlice, plain(a.get('length'))];
    if (typeof length !== 'number') return cx.passOn(null, length);
    const bounds = sliceBounds(cx, self, length);
    if (bounds === undefined) return cx.passOn(null, cx.firstUnknown(self.start, self.stop, self.step));
    return new PyTuple([bounds.start, bounds.stop, bounds.step]);
  });
  maker(T.method, 'cls, function, instance', (_cx, a) => new BoundMethod(a.get('function'), a.get('instance')));
  maker(T.module, 'cls, name, doc=None', (cx, a) => {
    const name = a.get('name');
    if (typeof name !== 'string') return cx.passOn(null, name);
    return new PyModule(
      name,
      new Map<string, Value>([
        ['__name__', name],
        ['__doc__', a.get('doc')],
      ]),
    );
  });
  for (const name of ['start', 'stop', 'step'] as const) getter(T.slice, name, (_cx, self) => (self as PySlice)[name]);
}

function defineObject(): void {
  // Arguments are looked at by the class's own __init__; see calls.construct for surplus ones.
  rawMethod(T.object, '__setattr__', (cx, args) => {
    const [self, name, value] = args.pos;
    if (self instanceof PyObj && typeof name === 'string' && value !== undefined) cx.genericSetAttr(self, name, value);
    return null;
  });
  rawMethod(T.object, '__delattr__', (cx, args) => {
    const [self, name] = args.pos;
    if (self instanceof PyObj && typeof name === 'string') cx.genericSetAttr(self, name, undefined);
    return null;
  });
  rawMethod(T.object, '__getattribute__', (cx, args) => {
    const [self, name] = args.pos;
    if (!(self instanceof PyObj) || typeof name !== 'string') return null;
    const value = cx.genericGetAttr(self, name);
    if (value === undefined) throw cx.attributeError(self, name);
    return value;
  });
  rawMethod(T.object, '__repr__', (cx, args) => {
    const value = plain(args.pos[0] as Value);
    return value instanceof PyObj && !(value instanceof PyFloat) ? cx.plainRepr(value) : cx.repr(value);
  });
  rawMethod(T.object, '__init__', () => null);
  T.object.dict.set(
    '__new__',
    new StaticMethod(free('__new__', 'cls, *args, **kwargs', (cx, a) => objectNew(cx, a.get('cls')))),
  );
  T.object.dict.set(
    '__init_subclass__',
    new ClassMethod(
      free('__init_subclass__', 'cls, **kwargs', (cx, a) => {
        if (a.extra.size === 0) return null;
        throw cx.error('TypeError', `${cx.calleeName(a.get('cls'))}.__init_subclass__() takes no keyword arguments`);
      }),
    ),
  );
  rawMethod(T.object, '__str__', (cx, args) => cx.repr(args.pos[0] as Value));
}

/** object.__new__ */
export function objectNew(cx: Machine, cls: Value): Value {
  if (!(cls instanceof PyClass)) throw cx.error('TypeError', 'object.__new__(X): X is not a type object');
  return allocate(cx, cls);
}

function typeCall(cx: Machine, a: BoundArgs): Value {
  const [meta, name, bases, namespace] = [a.get('cls'), a.get('name'), a.get('bases'), a.get('dict')];
  if (typeof name !== 'string' || !(bases instanceof PyTuple) || !(namespace instanceof PyDict)) {
    const why = cx.whyUnknown(name, bases, namespace);
    if (why !== null) return new Unknown(why);
    throw cx.error('TypeError', 'type() takes 1 or 3 arguments');
  }
  const members = new Map<string, Value>();
  for (const [key, value] of cx.mapping(namespace) ?? []) if (typeof key === 'string') members.set(key, value);
  const known = bases.items.filter(base => base instanceof PyClass);
  const unknownBase = bases.items.find(base => base instanceof Unknown);
  const inherited = known.map(base => base.cls).find(cls => cls !== T.type) ?? null;
  return makeClass(
    cx,
    name,
    known,
    members,
    a.extra,
    meta === T.type ? inherited : (meta as PyClass),
    unknownBase instanceof Unknown ? unknownBase : null,
  );
}

function defineType(): void {
  maker(T.type, 'cls, name, bases, dict, **kwargs', typeCall);
  rawMethod(T.type, '__call__', (cx, args) => construct(cx, args.pos[0] as PyClass, rest(args)));
  rawMethod(T.type, '__init__', () => null);
  rawMethod(T.type, 'mro', (_cx, args) => new PyList([...(args.pos[0] as PyClass).mro]));
  rawMethod(T.type, '__subclasses__', (cx, args) => {
    const { subclasses } = args.pos[0] as PyClass;
    if (subclasses === null || cx.modules.later.isWaiting)
      return cx.unknown('unmodelled', 'which classes derive from it is not known', 'list');
    return new PyList([...subclasses.items], undefined, subclasses.open);
  });
  rawMethod(T.type, '__instancecheck__', (cx, args) => {
    const is = cx.isInstance(args.pos[1] as Value, args.pos[0] as Value);
    return is === undefined ? cx.passOn('bool', args.pos[1] as Value) : is;
  });
}

function rest(args: Args): Args {
  return new Args(args.pos.slice(1), args.kw, args.origins, args.shift - 1);
}

function defineDescriptors(): void {
  maker(
    T.property,
    'cls, fget=None, fset=None, fdel=None, doc=None',
    (_cx, a) => new Property(a.get('fget'), a.get('fset'), a.get('fdel')),
  );
  const part = (name: string, make: (self: Property, fn: Value) => Property): void =>
    method(T.property, name, 'self, fn', (_cx, a) => make(a.get('self') as Property, a.get('fn')));
  part('setter', (self, fn) => new Property(self.fget, fn, self.fdel));
  part('getter', (self, fn) => new Property(fn, self.fset, self.fdel));
  part('deleter', (self, fn) => new Property(self.fget, self.fset, fn));
  getter(T.property, 'fget', (_cx, self) => (self as Property).fget);
  method(T.property, '__get__', 'self, obj, owner=None', (cx, a) =>
    cx.callWith((a.get('self') as Property).fget, a.get('obj')),
  );
  maker(T.staticmethod, 'cls, fn', (_cx, a) => new StaticMethod(a.get('fn')));
  maker(T.classmethod, 'cls, fn', (_cx, a) => new ClassMethod(a.get('fn')));
  method(T.function, '__get__', 'self, obj, owner=None', (cx, a) =>
    bind(cx, a.get('self'), a.get('obj') === null ? undefined : a.get('obj'), T.object),
  );
}

function defineSuper(): void {
  maker(T.super, 'cls, type=None, obj=None', (cx, a) => {
    if (a.given('type')) return superOf(cx, a.get('type'), a.get('obj'));
    const frame = cx.flight?.frame;
    const cls = frame?.classFrame?.created;
    const home = frame?.home;
    const slot = home?.fn?.code.paramSlots[0];
    if (cls === undefined || cls === null || home === undefined || slot === undefined) {
      if (frame !== undefined && frame.classFrame !== null)
        return cx.unknown('unmodelled', 'super() in this place is not modelled');
      throw cx.error('RuntimeError', 'super(): no arguments');
    }
    const self = home.slots[slot];
    return superOf(cx, cls, self === undefined ? null : self);
  });
}

function superOf(cx: Machine, type: Value, object: Value): Value {
  if (type instanceof Unknown || object instanceof Unknown)
    return cx.passOn(null, type instanceof Unknown ? type : object);
  if (!(type instanceof PyClass)) throw cx.error('TypeError', 'super() argument 1 must be a type');
  if (object instanceof PyClass && object.isSubclass(type)) return new Super(type, object, object);
  const cls = cx.classOf(object);
  if (!cls.isSubclass(type))
    throw cx.error('TypeError', 'super(type, obj): obj must be an instance or subtype of type');
  return new Super(type, object, cls);
}

function defineExceptions(): void {
  T.BaseException.alloc = (_cx, cls) => new PyInstance(cls);
  T.BaseException.dict.set(
    '__new__',
    new StaticMethod(
      keeping(
        free('__new__', 'cls, *args, **kwargs', (cx, a) => {
          const made = allocate(cx, a.get('cls') as PyClass);
          if (made instanceof PyInstance) made.attrs.set('args', new PyTuple(a.rest));
          return made;
        }),
      ),
    ),
  );
  T.BaseException.dict.set(
    '__init__',
    keeping(
      NativeFn.raw('__init__', (cx, args) => {
        const [self, ...values] = args.pos;
        if (self instanceof PyInstance) cx.heap.set(self, 'args', new PyTuple(values));
        return null;
      }),
    ),
  );
  rawMethod(T.BaseException, 'with_traceback', (_cx, args) => args.pos[0] as Value);
  getter(T.BaseException, '__traceback__', () => null);
  const group = EXCEPTIONS.get('BaseExceptionGroup') as PyClass;
  const partOf = (self: Value, i: number): Value => {
    const args = (self as PyInstance).attrs.get('args');
    return (args instanceof PyTuple ? args.items[i] : undefined) ?? null;
  };
  getter(group, 'message', (_cx, self) => partOf(self, 0));
  getter(group, 'exceptions', (cx, self) => {
    const all = cx.collect(partOf(self, 1));
    return all === null ? cx.passOn('tuple', partOf(self, 1)) : new PyTuple(all);
  });
  for (const name of ['split', 'subgroup', 'derive'])
    rawMethod(group, name, cx => cx.unknown('unmodelled', `${name} of a group of exceptions is not modelled`));
  rawMethod(group, '__str__', (cx, args) => {
    const count = cx.collect(partOf(args.pos[0] as Value, 1))?.length;
    if (count === undefined) return cx.passOn('str', partOf(args.pos[0] as Value, 1));
    return `${cx.str(partOf(args.pos[0] as Value, 0))} (${count} sub-exception${count === 1 ? '' : 's'})`;
  });
  getter(EXCEPTIONS.get('SystemExit') as PyClass, 'code', (_cx, self) => {
    const args = (self as PyInstance).attrs.get('args');
    if (!(args instanceof PyTuple) || args.items.length > 1) return args === undefined ? null : args;
    return args.items[0] === undefined ? null : args.items[0];
  });
  getter(EXCEPTIONS.get('StopIteration') as PyClass, 'value', (_cx, self) => {
    const args = (self as PyInstance).attrs.get('args');
    const value = args instanceof PyTuple ? args.items[0] : undefined;
    return value === undefined ? null : value;
  });
}

function step(cx: Machine, item: ReturnType<PyIterator['next']>, iterator: Value): Value {
  if (item === REST) return cx.passOn(null, iterator);
  if (item !== undefined) return item;
  const raise = cx.error('StopIteration', '');
  if (iterator instanceof LazyIterator && iterator.result !== null)
    raise.exception.attrs.set('args', new PyTuple([iterator.result]));
  throw raise;
}

function defineIterators(): void {
  for (const cls of [T.iterator, T.generator]) {
    method(cls, '__next__', 'self', (cx, a) => step(cx, (a.get('self') as PyIterator).next(), a.get('self')));
    method(cls, '__iter__', 'self', (_cx, a) => a.get('self'));
  }
  method(T.generator, 'send', 'self, value', (cx, a) =>
    step(cx, (a.get('self') as LazyIterator).resume(a.get('value')), a.get('self')),
  );
  method(T.generator, 'close', 'self', (_cx, a) => {
    (a.get('self') as LazyIterator).close();
    return null;
  });
  method(T.generator, 'throw', 'self, exception, value=None, tb=None', (cx, a) => {
    const self = a.get('self') as LazyIterator;
    return step(cx, self.throwIn(new PyRaise(cx.makeException(a.get('exception')))), self);
  });
}
