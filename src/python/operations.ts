import * as attributes from './attributes.js';
import * as calls from './calls.js';
import * as classes from './classes.js';
import * as comparison from './comparison.js';
import * as dicts from './dicts.js';
import { DictView } from './dictView.js';
import { NORMAL, type Frame } from './frame.js';
import type { Super } from './function.js';
import { isInstance, isSubclass } from './instances.js';
import type { BinaryOp, CompareOp, PyIter, REST } from './interp.js';
import * as items from './items.js';
import { collect, iterate, unpackItems } from './iterate.js';
import { LazyIterator, Poison } from './iterators.js';
import type { PyClass, Value } from './klass.js';
import { runUnknownLoop } from './unknownLoop.js';
import type { Machine } from './machine.js';
import { Args } from './native.js';
import * as operators from './operators.js';
import * as texts from './text.js';
import {
  PyObj,
  Sym,
  T,
  Unknown,
  type PyDict,
  type PyInstance,
  type PyModule,
  type PySet,
  type Reason,
} from './value.js';

/** What Python's expressions do with values, each in a file of its own; the machine is their state. */
export abstract class Operations {
  /** The instances with an `__eq__` of their own that are keys, by their hash. */
  private readonly equalKeys = new Map<unknown, PyInstance[]>();

  // Calls and attributes

  call(this: Machine, callee: Value, args: Args): Value {
    return calls.call(this, callee, args);
  }

  callWith(this: Machine, callee: Value, ...args: Value[]): Value {
    return calls.call(this, callee, new Args(args));
  }

  /** Calls a special method of the type; undefined when there is none. */
  callMethod(this: Machine, object: Value, name: string, ...args: Value[]): Value | undefined {
    const method = this.special(object, name);
    return method === undefined ? undefined : calls.call(this, method, new Args(args));
  }

  special(this: Machine, object: Value, name: string): Value | undefined {
    return attributes.special(this, object, name);
  }

  getAttr(this: Machine, object: Value, name: string): Value | undefined {
    return attributes.getAttr(this, object, name);
  }

  /** `object.name`. @throws PyRaise (AttributeError) */
  attribute(this: Machine, object: Value, name: string): Value {
    const value = attributes.getAttr(this, object, name);
    if (value === undefined) throw this.attributeError(object, name);
    return value;
  }

  setAttr(this: Machine, object: Value, name: string, value: Value | undefined): void {
    attributes.setAttr(this, object, name, value);
  }

  genericGetAttr(this: Machine, object: PyObj, name: string): Value | undefined {
    return attributes.genericGetAttr(this, object, name);
  }

  genericSetAttr(this: Machine, object: PyObj, name: string, value: Value | undefined): void {
    attributes.genericSetAttr(this, object, name, value);
  }

  classGetAttr(this: Machine, cls: PyClass, name: string): Value | undefined {
    return attributes.classGetAttr(this, cls, name);
  }

  superGetAttr(this: Machine, sup: Super, name: string): Value | undefined {
    return attributes.superGetAttr(this, sup, name);
  }

  moduleGetAttr(this: Machine, module: PyModule, name: string): Value | undefined {
    return attributes.moduleGetAttr(this, module, name);
  }

  /** A submodule as an attribute, or Unknown where the library's table is not complete. */
  submodule(this: Machine, module: PyModule, name: string): Value | undefined {
    return this.modules.submodule(module, name);
  }

  classOf(this: Machine, value: Value): PyClass {
    switch (typeof value) {
      case 'number':
      case 'bigint':
        return T.int;
      case 'boolean':
        return T.bool;
      case 'string':
        return T.str;
    }
    if (value === null) return T.NoneType;
    return value instanceof Sym ? T.int : value.cls;
  }

  isSubclass(this: Machine, cls: Value, of: Value): boolean | undefined {
    return isSubclass(this, cls, of);
  }
  isInstance(this: Machine, value: Value, cls: Value): boolean | undefined {
    return isInstance(this, value, cls);
  }

  prepareNamespace(
    this: Machine,
    name: string,
    bases: readonly Value[],
    keywords: ReadonlyMap<string, Value>,
  ): Iterable<[string, Value]> {
    return classes.prepareNamespace(this, name, bases, keywords);
  }

  buildClass(this: Machine, name: string, bases: readonly Value[], keywords: Map<string, Value>, body: Frame): Value {
    return classes.buildClass(this, name, bases, keywords, body);
  }

  decorate(this: Machine, decorator: Value, made: Value): Value {
    return calls.decorate(this, decorator, made);
  }

  // Operators

  binary(this: Machine, op: BinaryOp, a: Value, b: Value): Value {
    return operators.binary(this, op, a, b);
  }

  inPlace(this: Machine, op: BinaryOp, a: Value, b: Value): Value {
    return operators.inPlace(this, op, a, b);
  }

  unary(this: Machine, op: '-' | '+' | '~', value: Value): Value {
    return operators.unary(this, op, value);
  }

  compare(this: Machine, op: CompareOp, a: Value, b: Value): Value {
    return comparison.compare(this, op, a, b);
  }

  truth(this: Machine, value: Value): boolean | undefined {
    return operators.truth(this, value);
  }

  equals(this: Machine, a: Value, b: Value): boolean | undefined {
    return comparison.equals(this, a, b);
  }

  getItem(this: Machine, object: Value, index: Value): Value {
    return items.getItem(this, object, index);
  }

  setItem(this: Machine, object: Value, index: Value, value: Value): void {
    items.setItem(this, object, index, value);
  }

  delItem(this: Machine, object: Value, index: Value): void {
    items.delItem(this, object, index);
  }

  /** The class of a slice of a native tuple subclass: a plain tuple, unless the class says otherwise. */
  sliceClass(this: Machine, cls: PyClass): PyClass {
    const data = cls.nativeData;
    return typeof data === 'object' && data !== null && 'sliceKeepsClass' in data ? cls : T.tuple;
  }

  // Containers

  dictGet(this: Machine, dict: PyDict, key: Value): Value | undefined {
    return dicts.dictGet(this, dict, key);
  }

  dictSet(this: Machine, dict: PyDict, key: Value, value: Value): void {
    dicts.dictSet(this, dict, key, value);
  }

  dictDelete(this: Machine, dict: PyDict, key: Value): boolean {
    return dicts.dictDelete(this, dict, key);
  }

  dictUpdate(this: Machine, dict: PyDict, other: Value): void {
    dicts.dictUpdate(this, dict, other);
  }

  setAdd(this: Machine, set: PySet, item: Value): void {
    dicts.setAdd(this, set, item);
  }

  /** set(value) */
  makeSet(this: Machine, value: Value): PySet {
    return dicts.makeSet(this, value);
  }

  dictView(this: Machine, dict: PyDict, pick: (key: Value, value: Value) => Value): Value {
    return new DictView(dict, pick);
  }

  /** An attribute of unknown name was set: nothing is known of any. */
  forgetAttributes(this: Machine, object: Value, why: Reason): void {
    if (!(object instanceof PyObj) || object.attrs === null) return;
    for (const name of [...object.attrs.keys()]) this.heap.set(object, name, new Unknown(why));
    this.markIncomplete(why);
  }

  /** The key of an instance with its own `__eq__`: that of an equal one seen before with the same hash. */
  keyOfEqual(this: Machine, value: PyInstance, hash: unknown): unknown {
    return dicts.keyOfEqual(this, this.equalKeys, value, hash);
  }

  /** The entries of a mapping (dict, or an object with keys()), or of pairs; null when they are not known. */
  mapping(this: Machine, value: Value): [Value, Value][] | null {
    return dicts.mapping(this, value);
  }

  // Iteration

  iterate(this: Machine, iterable: Value): PyIter {
    return iterate(this, iterable);
  }

  collect(this: Machine, iterable: Value): Value[] | null {
    return collect(this, iterable);
  }

  /** Up to `limit` items for an assignment's targets; null when their number is unknown. */
  unpackItems(this: Machine, value: Value, limit: number): Value[] | null {
    return unpackItems(this, value, limit);
  }

  lazyIterator(this: Machine, steps: Generator<readonly [Value, Value] | symbol>): Value {
    return new LazyIterator(
      this,
      (function* (): Generator<Value | typeof REST, void, Value> {
        for (const item of steps) yield typeof item === 'symbol' ? (item as typeof REST) : item[0];
      })(),
    );
  }

  generatorResult(this: Machine, iterator: PyIter): Value {
    return iterator instanceof LazyIterator ? iterator.result : null;
  }

  unknownItem(this: Machine, _iterable: Value, why: Reason): Value {
    return new Unknown(why);
  }

  /** Runs a body as a loop of unknown count. */
  unknownPasses(this: Machine, frame: Frame, body: () => void): void {
    runUnknownLoop(frame, this.undecidedReason, () => {
      body();
      return NORMAL;
    });
  }

  poison(this: Machine, why: Reason): Poison {
    return new Poison(why);
  }

  // Text

  repr(this: Machine, value: Value): string {
    return texts.repr(this, value);
  }

  /** object.__repr__ */
  plainRepr(this: Machine, value: Value): string {
    return texts.objectRepr(this, value);
  }

  str(this: Machine, value: Value): string {
    return texts.str(this, value);
  }

  format(this: Machine, value: Value, spec: string): Value {
    return texts.format(this, value, spec);
  }
}
