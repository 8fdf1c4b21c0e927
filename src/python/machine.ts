import { Abort, PyRaise } from './errors.js';
import { Lost } from './lost.js';
import { exceptionClass } from './exceptions.js';
import { FormatError } from './format.js';
import { forkStatements, forkValues } from './fork.js';
import { NORMAL, type Completion, type Frame } from './frame.js';
import { BoundMethod, PyFunction, type Super } from './function.js';
import { Heap, type Diff, type Owner } from './heap.js';
import type { REST } from './interp.js';
import { type BinaryOp, type CallSite, type CompareOp, type Interp, type PyIter } from './interp.js';
import { ValueJoin } from './join.js';
import type { PyClass as PyClassType, Value } from './klass.js';
import type { Library, Sources } from './library.js';
import { runUnknownLoop } from './loop.js';
import { LazyIterator, Poison } from './iterators.js';
import { collect, iterate } from './iterate.js';
import { Args, NativeFn, type ArgOrigins } from './native.js';
import { NumberError, TooLarge } from './number.js';
import type { Flight } from './nodes/call.js';
import type { Node, Target } from './nodes/base.js';
import { LocalTarget, GlobalTarget, ClassTarget } from './nodes/names.js';
import * as attributes from './attributes.js';
import * as calls from './calls.js';
import * as classes from './classes.js';
import * as comparison from './comparison.js';
import * as dicts from './dicts.js';
import * as items from './items.js';
import * as operators from './operators.js';
import * as texts from './text.js';
import { DictView } from './dictView.js';
import { Modules } from './modules.js';
import { UnionType } from './unionType.js';
import { builtinTable } from './builtins/index.js';
import { stdlib } from './stdlib/index.js';
import { takeWork } from './sym/sym.js';
import { hashKey, identityOf } from './hash.js';
import {
  NOT_IMPLEMENTED,
  PyClass,
  PyDict,
  PyInstance,
  PyList,
  PyModule,
  PyObj,
  PySet,
  PyTuple,
  Sym,
  T,
  Unknown,
  type Place,
  type Reason,
  type ReasonCode,
} from './value.js';

export interface MachineOptions {
  /** Models of libraries; the standard library's own comes after them. */
  readonly libraries?: readonly Library[];
  readonly sources?: Sources | null;
  /** sys.path: folders in which imports are looked for, by Sources. */
  readonly searchPath?: readonly string[];
  /** Steps until the run is given up. */
  readonly maxSteps?: number;
  /** Steps that one module-level statement may take of these; all of them by default. */
  readonly maxStepsPerStatement?: number;
  /** Calls within calls. */
  readonly maxDepth?: number;
  readonly print?: (text: string) => void;
  /** sys.argv[1:] */
  readonly argv?: readonly string[];
  /** Cooperative cancellation, asked every 1,024 steps. */
  readonly cancelled?: () => boolean;
}

const DEFAULT_STEPS = 3_000_000;
const DEFAULT_DEPTH = 200;

/** The interpreter's state and what its parts do together. The parts are functions over it, in files of their own. */
export class Machine implements Interp {
  readonly heap = new Heap();
  readonly modules: Modules;
  readonly libraries: readonly Library[];
  readonly joinCx = new ValueJoin({
    code: 'undecided',
    message: 'it depends on a condition that the code does not decide',
  });
  readonly maxDepth: number;
  /** What had to be taken for granted, in words. */
  readonly assumed = new Set<string>();
  readonly notImplemented: Value = NOT_IMPLEMENTED;
  flight: Flight | null = null;
  depth = 0;
  closing = false;
  /** Raises of arms that were dropped because another arm went on, for the innermost try. */
  dropped: { raise: PyRaise; diff: Diff }[] = [];
  /** The try statements whose bodies are running: whether one has a handler for an exception. */
  tries: ((exception: PyInstance) => boolean)[] = [];
  forkCount = 0;
  private readonly forks: number[] = [];
  private stepsLeft: number;
  /** Steps that later statements may take beside those left to the present one. */
  private stepsKept = 0;
  private untilCheck = 1024;
  private whyIncomplete: Reason | null = null;
  private readonly states = new Map<object, Owner>();
  private readonly builtins: ReadonlyMap<string, Value>;

  constructor(readonly options: MachineOptions = {}) {
    this.stepsLeft = options.maxSteps ?? DEFAULT_STEPS;
    this.maxDepth = options.maxDepth ?? DEFAULT_DEPTH;
    this.libraries = [...(options.libraries ?? []), stdlib];
    this.builtins = builtinTable();
    this.modules = new Modules(this);
  }

  // Calls and attributes

  call(callee: Value, args: Args): Value {
    return calls.call(this, callee, args);
  }

  callWith(callee: Value, ...args: Value[]): Value {
    return calls.call(this, callee, new Args(args));
  }

  /** Calls a special method of the type; undefined when there is none. */
  callMethod(object: Value, name: string, ...args: Value[]): Value | undefined {
    const method = this.special(object, name);
    return method === undefined ? undefined : calls.call(this, method, new Args(args));
  }

  special(object: Value, name: string): Value | undefined {
    const cls = this.classOf(object);
    const found = cls.lookup(name);
    if (found !== undefined) return found === null ? undefined : attributes.bind(this, found, object, cls);
    if (cls.unknownBase instanceof Unknown) return new Unknown(cls.unknownBase.why);
    return undefined;
  }

  getAttr(object: Value, name: string): Value | undefined {
    if (object instanceof PyObj) {
      if (object instanceof PyInstance && !object.cls.native) {
        const own = object.cls.lookup('__getattribute__');
        if (own instanceof PyFunction) return this.callWith(own, object, name);
      }
      return object.getAttr(this, name);
    }
    const cls = this.classOf(object);
    const found = cls.lookup(name);
    if (found !== undefined) return attributes.bind(this, found, object, cls);
    if (name === '__class__') return cls;
    // A parameter without a value may be anything, not only an int.
    return object instanceof Sym
      ? this.unknown('argument-required', `${object.printPython()}.${name} is not known`)
      : undefined;
  }

  /** `object.name`. @throws PyRaise (AttributeError) */
  attribute(object: Value, name: string): Value {
    const value = this.getAttr(object, name);
    if (value === undefined) throw this.attributeError(object, name);
    return value;
  }

  setAttr(object: Value, name: string, value: Value | undefined): void {
    if (object instanceof Unknown || object instanceof Sym) return;
    if (!(object instanceof PyObj)) {
      throw this.error('AttributeError', `'${this.classOf(object).name}' object has no attribute '${name}'`);
    }
    if (object instanceof PyClass) {
      this.setClassAttr(object, name, value);
      return;
    }
    const hook = object.cls.lookup(value === undefined ? '__delattr__' : '__setattr__');
    if (hook === undefined) attributes.genericSetAttr(this, object, name, value);
    else if (value === undefined) this.callWith(hook, object, name);
    else this.callWith(hook, object, name, value);
  }

  private setClassAttr(cls: PyClass, name: string, value: Value | undefined): void {
    const hook = cls.cls === T.type ? undefined : cls.cls.lookup('__setattr__');
    if (hook !== undefined && value !== undefined && !this.isNative(hook)) {
      this.callWith(hook, cls, name, value);
      return;
    }
    if (cls.native) {
      if (cls.module === 'builtins') {
        throw this.error('TypeError', `cannot set '${name}' attribute of immutable type '${cls.name}'`);
      }
      this.heap.setShared(cls, name, value);
      return;
    }
    if (value === undefined && !cls.dict.has(name)) throw this.attributeError(cls, name);
    this.heap.set(cls, name, value);
  }

  genericGetAttr(object: PyObj, name: string): Value | undefined {
    return attributes.genericGetAttr(this, object, name);
  }

  genericSetAttr(object: PyObj, name: string, value: Value | undefined): void {
    attributes.genericSetAttr(this, object, name, value);
  }

  classGetAttr(cls: PyClassType, name: string): Value | undefined {
    return attributes.classGetAttr(this, cls, name);
  }

  superGetAttr(sup: Super, name: string): Value | undefined {
    return attributes.superGetAttr(this, sup, name);
  }

  moduleGetAttr(module: PyModule, name: string): Value | undefined {
    return attributes.moduleGetAttr(this, module, name);
  }

  /** A submodule as an attribute, or Unknown where the library's table is not complete. */
  submodule(module: PyModule, name: string): Value | undefined {
    if (module.table === null) return undefined;
    const sub = this.modules.find(`${module.name}.${name}`);
    if (sub !== undefined) return sub;
    if (module.table.complete || name.startsWith('__')) return undefined;
    return this.unknown('unmodelled', `${module.name}.${name} is not modelled`);
  }

  classOf(value: Value): PyClassType {
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

  isInstance(value: Value, cls: Value): boolean | undefined {
    if (cls instanceof PyTuple || cls instanceof UnionType) {
      let result: boolean | undefined = false;
      for (const one of cls instanceof PyTuple ? cls.items : cls.members) {
        const is = this.isInstance(value, one);
        if (is === true) return true;
        if (is === undefined) result = undefined;
      }
      return result;
    }
    if (cls === null) return this.isInstance(value, T.NoneType);
    if (cls instanceof Unknown) return undefined;
    if (!(cls instanceof PyClass)) {
      if (cls instanceof PyObj && cls.cls === T.typing) return undefined;
      throw this.error('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union');
    }
    if (value instanceof Sym) return undefined;
    if (value instanceof Unknown) return cls === T.object ? true : undefined;
    const own = this.classOf(value);
    if (own.isSubclass(cls)) return true;
    const hook = cls.cls === T.type ? undefined : cls.cls.lookup('__instancecheck__');
    if (hook !== undefined && !this.isNative(hook)) return this.truth(this.callWith(hook, cls, value));
    const check = cls.nativeData;
    if (cls.native && typeof check === 'function')
      return (check as (cx: Machine, value: Value) => boolean | undefined)(this, value);
    return own.unknownBase === null ? false : undefined;
  }

  buildClass(name: string, bases: readonly Value[], keywords: Map<string, Value>, body: Frame): Value {
    return classes.buildClass(this, name, bases, keywords, body);
  }

  decorate(decorator: Value, made: Value): Value {
    return calls.decorate(this, decorator, made);
  }

  // Operators

  binary(op: BinaryOp, a: Value, b: Value): Value {
    return operators.binary(this, op, a, b);
  }

  inPlace(op: BinaryOp, a: Value, b: Value): Value {
    return operators.inPlace(this, op, a, b);
  }

  unary(op: '-' | '+' | '~', value: Value): Value {
    return operators.unary(this, op, value);
  }

  compare(op: CompareOp, a: Value, b: Value): Value {
    return comparison.compare(this, op, a, b);
  }

  truth(value: Value): boolean | undefined {
    return operators.truth(this, value);
  }

  equals(a: Value, b: Value): boolean | undefined {
    return comparison.equals(this, a, b);
  }

  getItem(object: Value, index: Value): Value {
    return items.getItem(this, object, index);
  }

  setItem(object: Value, index: Value, value: Value): void {
    items.setItem(this, object, index, value);
  }

  delItem(object: Value, index: Value): void {
    items.delItem(this, object, index);
  }

  /** The class of a slice of a native tuple subclass: a plain tuple, unless the class says otherwise. */
  sliceClass(cls: PyClassType): PyClassType {
    const data = cls.nativeData;
    return typeof data === 'object' && data !== null && 'sliceKeepsClass' in data ? cls : T.tuple;
  }

  // Containers

  dictGet(dict: PyDict, key: Value): Value | undefined {
    return dicts.dictGet(this, dict, key);
  }

  dictSet(dict: PyDict, key: Value, value: Value): void {
    dicts.dictSet(this, dict, key, value);
  }

  dictDelete(dict: PyDict, key: Value): boolean {
    return dicts.dictDelete(this, dict, key);
  }

  dictUpdate(dict: PyDict, other: Value): void {
    dicts.dictUpdate(this, dict, other);
  }

  setAdd(set: PySet, item: Value): void {
    dicts.setAdd(this, set, item);
  }

  /** set(value) */
  makeSet(value: Value): PySet {
    if (value instanceof PySet) return value;
    const set = new PySet();
    const items = this.collect(value);
    if (items === null) return new PySet(new Map(), undefined, this.whyOf(value));
    for (const item of items) this.setAdd(set, item);
    return set;
  }

  dictView(dict: PyDict, pick: (key: Value, value: Value) => Value): Value {
    return new DictView(dict, pick);
  }

  /** An attribute of unknown name was set: nothing is known of any. */
  forgetAttributes(object: Value, why: Reason): void {
    if (!(object instanceof PyObj) || object.attrs === null) return;
    for (const name of [...object.attrs.keys()]) this.heap.set(object, name, new Unknown(why));
    this.markIncomplete(why);
  }

  /** The key of an instance with its own `__eq__`: that of an equal one seen before with the same hash. */
  keyOfEqual(value: PyInstance, hash: unknown): unknown {
    let bucket = this.equalKeys.get(hash);
    if (bucket === undefined) this.equalKeys.set(hash, (bucket = []));
    for (const other of bucket) if (other === value || this.equals(other, value) === true) return other;
    bucket.push(value);
    return value;
  }
  private readonly equalKeys = new Map<unknown, PyInstance[]>();

  /** The entries of a mapping (dict, or an object with keys()), or of pairs; null when they are not known. */
  mapping(value: Value): [Value, Value][] | null {
    if (value instanceof PyDict) {
      if (value.open !== null) return null;
      return [...value.map.values()].map(entry => [entry.key, entry.value]);
    }
    if (value instanceof Unknown || value instanceof Sym) return null;
    const keys = value instanceof PyObj ? this.getAttr(value, 'keys') : undefined;
    if (keys !== undefined) {
      const all = this.collect(this.call(keys, Args.none));
      return all === null ? null : all.map(key => [key, this.getItem(value, key)]);
    }
    const pairs = this.collect(value);
    if (pairs === null) return null;
    return pairs.map(pair => {
      const both = this.collect(pair);
      if (both?.length !== 2) throw this.error('ValueError', 'dictionary update sequence element has the wrong length');
      return both as [Value, Value];
    });
  }

  // Iteration

  iterate(iterable: Value): PyIter {
    return iterate(this, iterable);
  }

  collect(iterable: Value): Value[] | null {
    return collect(this, iterable);
  }

  /** Up to `limit` items for an assignment's targets; null when their number is unknown. */
  unpackItems(value: Value, limit: number): Value[] | null {
    if (value instanceof PyTuple || value instanceof PyList) return collect(this, value);
    if (this.isUnknown(value) || value instanceof Sym) return null;
    if (!(value instanceof PyObj) && typeof value !== 'string') {
      throw this.error('TypeError', `cannot unpack non-iterable ${this.classOf(value).name} object`);
    }
    const iterator = this.iterate(value);
    const out: Value[] = [];
    while (out.length < limit) {
      const item = iterator.next();
      if (item === undefined) return out;
      if (typeof item === 'symbol') return null;
      this.tick(1);
      out.push(item);
    }
    return out;
  }

  lazyIterator(steps: Generator<[Value, Value] | symbol>): Value {
    return new LazyIterator(
      this,
      (function* (): Generator<Value | typeof REST, void, Value> {
        for (const item of steps) yield typeof item === 'symbol' ? (item as typeof REST) : item[0];
      })(),
    );
  }

  generatorResult(iterator: PyIter): Value {
    return iterator instanceof LazyIterator ? iterator.result : null;
  }

  unknownItem(_iterable: Value, why: Reason): Value {
    return new Unknown(why);
  }

  /** Runs a body as a loop of unknown count. */
  unknownPasses(frame: Frame, body: () => void): void {
    runUnknownLoop(frame, this.joinCx.reason, () => {
      body();
      return NORMAL;
    });
  }

  poison(why: Reason): Poison {
    return new Poison(why);
  }

  // Text

  repr(value: Value): string {
    return texts.repr(this, value);
  }

  /** object.__repr__ */
  plainRepr(value: Value): string {
    return texts.objectRepr(this, value);
  }

  str(value: Value): string {
    return texts.str(this, value);
  }

  format(value: Value, spec: string): Value {
    return texts.format(this, value, spec);
  }

  // Unknowns, errors, budget

  unknown(code: ReasonCode, message: string, hint: string | null = null): Unknown {
    return new Unknown({ code, message, place: this.place() }, hint);
  }

  unknownFor(why: Reason, hint: string | null = null): Unknown {
    return new Unknown(why, hint);
  }

  unknownAt(code: ReasonCode, message: string, frame: Frame, node: Node): Unknown {
    return new Unknown(this.reasonAt(code, message, frame, node));
  }

  reasonAt(code: ReasonCode, message: string, frame: Frame, node: Node): Reason {
    return { code, message, place: { file: frame.file, from: node.from, to: node.to } };
  }

  isUnknown(value: Value): value is Unknown {
    return value instanceof Unknown;
  }

  isNative(value: Value): boolean {
    return value instanceof NativeFn;
  }

  /** Unknown for the reason that is in the value. */
  passOn(hint: string | null, value: Value): Unknown {
    return new Unknown(this.whyOf(value), hint);
  }

  whyOf(...values: readonly Value[]): Reason {
    for (const value of values) {
      const why = this.whyUnknown(value);
      if (why !== null) return why;
      if (value instanceof Sym) {
        return { code: 'argument-required', message: `${value.printPython()} has no value here`, place: this.place() };
      }
    }
    return { code: 'undecided', message: 'the code does not determine it', place: this.place() };
  }

  firstUnknown(...values: readonly Value[]): Value {
    const found = values.find(value => value instanceof Unknown || value instanceof Sym);
    return found === undefined ? null : found;
  }

  whyUnknown(...values: readonly (Value | undefined)[]): Reason | null {
    return why(values, 3);
  }

  error(type: string, message: string): PyRaise {
    const exception = new PyInstance(exceptionClass(type));
    exception.attrs.set('args', new PyTuple(message === '' ? [] : [message]));
    return new PyRaise(exception);
  }

  keyError(key: Value): PyRaise {
    const exception = new PyInstance(exceptionClass('KeyError'));
    exception.attrs.set('args', new PyTuple([key]));
    return new PyRaise(exception);
  }

  attributeError(object: Value, name: string): PyRaise {
    if (object instanceof PyModule)
      return this.error('AttributeError', `module '${object.name}' has no attribute '${name}'`);
    if (object instanceof PyClass) {
      return this.error('AttributeError', `type object '${object.name}' has no attribute '${name}'`);
    }
    return this.error('AttributeError', `'${this.classOf(object).name}' object has no attribute '${name}'`);
  }

  raise(exception: PyInstance): PyRaise {
    return new PyRaise(exception);
  }

  /** The exception that `raise value` raises. */
  makeException(value: Value): PyInstance {
    const made = value instanceof PyClass && value.isSubclass(T.BaseException) ? this.call(value, Args.none) : value;
    if (made instanceof PyInstance && made.cls.isSubclass(T.BaseException)) return made;
    if (made instanceof Unknown) return this.error('Exception', 'an exception that is not known').exception;
    return this.error('TypeError', 'exceptions must derive from BaseException').exception;
  }

  handled(frame: Frame): PyInstance | undefined {
    for (let f: Frame | null = frame; f !== null; f = f.outer) {
      const last = f.handling.at(-1);
      if (last !== undefined) return last;
    }
    return undefined;
  }

  isException(raise: PyRaise, name: string): boolean {
    return raise.exception.cls.isSubclass(exceptionClass(name));
  }

  exceptionMatches(exception: PyInstance, type: Value): boolean | undefined {
    if (type instanceof PyTuple) {
      let result: boolean | undefined = false;
      for (const one of type.items) {
        const matches = this.exceptionMatches(exception, one);
        if (matches === true) return true;
        if (matches === undefined) result = undefined;
      }
      return result;
    }
    if (type instanceof PyClass) return exception.cls.isSubclass(type);
    return type instanceof Unknown ? undefined : false;
  }

  isBound(target: Target, frame: Frame): boolean {
    if (target instanceof LocalTarget) return target.depth > 0 || frame.slots[target.slot] !== undefined;
    if (target instanceof GlobalTarget) return frame.module.globals.has(target.name);
    return target instanceof ClassTarget && frame.names?.has(target.name) === true;
  }

  /** Runs arithmetic or formatting: refusals become Python's exceptions, results beyond all size Unknown. */
  guardNumbers<R extends Value | undefined>(compute: () => R): R | Unknown {
    try {
      return compute();
    } catch (e) {
      if (e instanceof NumberError || e instanceof FormatError) throw this.error(e.type, e.message);
      if (e instanceof TooLarge) return this.unknown('too-large', e.message);
      throw e;
    }
  }

  guardText(compute: () => string | undefined): string | undefined {
    try {
      return compute();
    } catch (e) {
      if (e instanceof NumberError || e instanceof FormatError) throw this.error(e.type, e.message);
      if (e instanceof TooLarge) return '<too large>';
      throw e;
    }
  }

  tick(steps: number): void {
    // Arithmetic of symbolic sizes can cost thousands of steps at once.
    this.stepsLeft -= steps + takeWork();
    if (this.stepsLeft < 0) throw new Abort({ code: 'budget', message: 'the interpretation took too many steps' });
    this.untilCheck -= steps;
    if (this.untilCheck < 0) {
      this.untilCheck = 1024;
      if (this.options.cancelled?.() === true)
        throw new Abort({ code: 'budget', message: 'the interpretation was cancelled' });
    }
  }

  get stepsUsed(): number {
    return (this.options.maxSteps ?? DEFAULT_STEPS) - this.stepsLeft - this.stepsKept;
  }

  /** The next module-level statement gets its share of the budget. */
  grant(): void {
    // Whoever prints sizes between two statements does not do the program's work.
    takeWork();
    const left = Math.max(0, this.stepsLeft) + this.stepsKept;
    this.stepsLeft = Math.min(left, this.options.maxStepsPerStatement ?? left);
    this.stepsKept = left - this.stepsLeft;
  }

  /** A new budget, for the next unit of work. */
  refill(steps = this.options.maxSteps ?? DEFAULT_STEPS): void {
    takeWork();
    this.stepsLeft = steps;
    this.stepsKept = 0;
  }

  /** Python raises at 1,000; before that our own limit ends the run, since what would follow is not known. */
  tooDeep(): PyRaise | Abort {
    if (this.maxDepth >= 1000) return this.error('RecursionError', 'maximum recursion depth exceeded');
    return new Abort({ code: 'depth', message: `calls are nested more than ${this.maxDepth} deep` });
  }

  get incomplete(): Reason | null {
    return this.whyIncomplete;
  }

  markIncomplete(why: Reason): void {
    this.whyIncomplete ??= why;
  }

  // Forks

  get undecided(): number {
    return this.forks.length;
  }

  set undecided(depth: number) {
    while (this.forks.length > depth) this.forks.pop();
    while (this.forks.length < depth) this.forks.push(++this.forkCount);
  }

  inForkYoungerThan(born: number): boolean {
    const innermost = this.forks.at(-1);
    return innermost !== undefined && innermost > born;
  }

  forkStatements(frame: Frame, arms: readonly (() => Completion)[], why: Reason): Completion {
    return forkStatements(frame, arms, why);
  }

  forkValues(arms: readonly (() => Value)[], why: Reason): Value {
    return forkValues(this, arms, why);
  }

  joinCxFor(why: Reason): ValueJoin {
    return new ValueJoin(why);
  }

  dropRaise(raise: PyRaise, diff: Diff): void {
    this.dropped.push({ raise, diff });
  }

  /** This execution goes on; one in which the exception is raised here is remembered for the innermost try. */
  maybeRaise(raise: PyRaise): void {
    this.dropRaise(raise, new Map());
  }

  /** This is called with arguments that are not known, or it is a value of which only the alternatives are known. */
  mayCall(callee: Value): void {
    const objects = callee instanceof Unknown ? callee.why.lost : callee instanceof PyObj ? Lost.of(callee) : undefined;
    if (objects) for (const library of this.libraries) library.calledOneOf?.(this, objects);
  }

  /** An Unknown is called: it changes none of its arguments. */
  calledUnknown(callee: Unknown, _args: Args): Value {
    this.mayCall(callee);
    return new Unknown(callee.why);
  }

  // Names and modules

  builtinName(name: string, module: PyModule): Value {
    const value = this.builtins.get(name);
    if (value !== undefined) return value;
    const star = module.globals.get('\0star');
    if (star instanceof Unknown) return new Unknown(star.why);
    throw this.error('NameError', `name '${name}' is not defined`);
  }

  importModule(frame: Frame, name: string, asName: boolean, node: Node): Value {
    return this.modules.import(frame, name, asName, node);
  }

  importFrom(frame: Frame, level: number, module: string, name: string, node: Node): Value {
    return this.modules.from(frame, level, module, name, node);
  }

  importStar(frame: Frame, level: number, module: string, node: Node): void {
    this.modules.star(frame, level, module, node);
  }

  /** Runs a file as a module; set by run.ts, which knows the parser. */
  runFile(
    name: string,
    path: string,
    text: string,
    isPackage: boolean,
    register: (module: PyModule) => PyModule,
  ): PyModule {
    const run = this.fileRunner;
    if (run === null) throw new RangeError('no file runner is set');
    return run(name, path, text, isPackage, register);
  }
  fileRunner: Machine['runFile'] | null = null;

  // Sites

  callSite(): CallSite | null {
    return this.flight === null ? null : this.flight.node.site(this.flight.file);
  }

  siteOrigins(): ArgOrigins | null {
    return this.flight?.origins ?? null;
  }

  place(): Place | undefined {
    if (this.flight === null) return undefined;
    const { node, file } = this.flight;
    return { file, from: node.from, to: node.to };
  }

  state<S extends Owner>(key: object, make: () => S): S {
    let state = this.states.get(key);
    if (state === undefined) this.states.set(key, (state = make()));
    return state as S;
  }

  calleeName(callee: Value): string {
    if (callee instanceof BoundMethod) return this.calleeName(callee.fn);
    if (callee instanceof PyFunction) return callee.qualname;
    if (callee instanceof NativeFn) return callee.name;
    return callee instanceof PyClass ? callee.name : this.classOf(callee).name;
  }

  print(text: string): void {
    this.options.print?.(text);
  }

  /** hash(value). @throws PyRaise for what is unhashable */
  hash(value: Value): Value {
    const key = hashKey(this, value);
    if (typeof key === 'symbol') return this.passOn('int', value);
    if (typeof key === 'number') return key === -1 ? -2 : key;
    if (typeof key === 'object' && key !== null) return identityOf(key);
    return this.unknown('random', 'hash values differ from process to process', 'int');
  }

  /** Undoes what the run did to shared classes. Call it when nothing of this interpreter is used any more. */
  close(): void {
    this.heap.restoreShared();
  }
}

function why(values: readonly (Value | undefined)[], depth: number): Reason | null {
  for (const value of values) {
    if (!(value instanceof PyObj)) continue;
    if (value instanceof Unknown) return value.why;
    if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) {
      if (value.open !== null) return value.open;
    }
    if (depth > 0 && (value instanceof PyTuple || value instanceof PyList)) {
      const inner = why(value.items, depth - 1);
      if (inner !== null) return inner;
    }
  }
  return null;
}
