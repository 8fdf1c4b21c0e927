import { Abort, PyRaise } from './errors.js';
import { Budget, type BudgetOptions } from './budget.js';
import { bornBefore } from './births.js';
import { callLost } from './lostCalls.js';
import { Lost } from './lost.js';
import { exceptionClass } from './exceptions.js';
import { FormatError } from './format.js';
import { forkStatements, forkValues, type Arm } from './fork.js';
import type { Completion, Frame } from './frame.js';
import { BoundMethod, PyFunction } from './function.js';
import { Heap, type Diff, type Owner } from './heap.js';
import type { CallSite, Interp } from './interp.js';
import { ValueJoin } from './join.js';
import type { Value } from './klass.js';
import type { Library, Sources } from './library.js';
import { NativeFn, type Args, type ArgOrigins } from './native.js';
import { NumberError, TooLarge } from './number.js';
import type { Flight } from './nodes/call.js';
import type { Node, Target } from './nodes/base.js';
import { LocalTarget, GlobalTarget, ClassTarget } from './nodes/names.js';
import { Modules } from './modules.js';
import { Path } from './path.js';
import { Operations } from './operations.js';
import { mayHaveChanged } from './propositions.js';
import * as raising from './raising.js';
import { whyOf, whyUnknown } from './reasons.js';
import { builtinTable } from './builtins/index.js';
import { stdlib } from './stdlib/index.js';
import { hashKey, identityOf } from './hash.js';
import {
  NOT_IMPLEMENTED,
  PyClass,
  PyObj,
  Sym,
  Unknown,
  PyInstance,
  type PyModule,
  type Place,
  type Reason,
  type ReasonCode,
} from './value.js';

export interface MachineOptions extends BudgetOptions {
  /** Models of libraries; the standard library's own comes after them. */
  readonly libraries?: readonly Library[];
  readonly sources?: Sources | null;
  /** sys.path: folders in which imports are looked for, by Sources. */
  readonly searchPath?: readonly string[];
  /** Calls within calls. */
  readonly maxDepth?: number;
  readonly print?: (text: string) => void;
  /** sys.argv[1:] */
  readonly argv?: readonly string[];
}

const DEFAULT_DEPTH = 200;

/** The interpreter's state and what its parts do together. The parts are functions over it, in files of their own. */
export class Machine extends Operations implements Interp {
  readonly heap = new Heap(steps => this.tick(steps));
  readonly modules: Modules;
  readonly libraries: readonly Library[];
  /** What is known of open conditions in the present state. */
  readonly path = new Path();
  readonly undecidedReason: Reason = {
    code: 'undecided',
    message: 'it depends on a condition that the code does not decide',
  };
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
  /** How many of them had begun before the innermost module that is being imported. */
  triesOfImporters = 0;
  forkCount = 0;
  /** There has been a value of several alternatives, or one that may be missing: without any, nobody need look for them. */
  uncertain = false;
  /** Loops of unknown count that are running. */
  unknownLoops = 0;
  /** Calls of objects that a join lost that are running. */
  lostCalls = 0;
  private readonly forks: number[] = [];
  private readonly budget: Budget;
  private whyIncomplete: Reason | null = null;
  private readonly states = new Map<object, Owner>();
  private readonly builtins: ReadonlyMap<string, Value>;

  constructor(readonly options: MachineOptions = {}) {
    super();
    this.budget = new Budget(options);
    this.maxDepth = options.maxDepth ?? DEFAULT_DEPTH;
    this.libraries = [...(options.libraries ?? []), stdlib];
    this.builtins = builtinTable();
    this.modules = new Modules(this);
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
    return whyOf(values, () => this.place());
  }

  firstUnknown(...values: readonly Value[]): Value {
    const found = values.find(value => value instanceof Unknown || value instanceof Sym);
    return found === undefined ? null : found;
  }

  whyUnknown(...values: readonly (Value | undefined)[]): Reason | null {
    return whyUnknown(values);
  }

  error(type: string, message: string): PyRaise {
    return raising.error(type, message);
  }

  keyError(key: Value): PyRaise {
    return raising.keyError(key);
  }

  attributeError(object: Value, name: string): PyRaise {
    return raising.attributeError(this, object, name);
  }

  raise(exception: PyInstance): PyRaise {
    return new PyRaise(exception);
  }

  makeException(value: Value): PyInstance {
    return raising.makeException(this, value);
  }

  handled(frame: Frame): PyInstance | undefined {
    return raising.handledIn(frame);
  }

  isException(raise: PyRaise, name: string): boolean {
    return raise.exception.cls.isSubclass(exceptionClass(name));
  }

  exceptionMatches(exception: PyInstance, type: Value): boolean | undefined {
    return raising.exceptionMatches(exception, type);
  }

  isBound(target: Target, frame: Frame): boolean {
    if (target instanceof LocalTarget) return target.depth > 0 || frame.slots[target.slot] !== undefined;
    if (target instanceof GlobalTarget) return frame.module.cells.has(target.name);
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
    this.budget.tick(steps);
  }

  get stepsUsed(): number {
    return this.budget.used;
  }

  /** The next module-level statement gets its share of the budget. */
  grant(): void {
    this.budget.grant();
  }

  /** A new budget, for the next unit of work. */
  refill(steps?: number): void {
    this.budget.refill(steps);
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

  forkStatements(frame: Frame, arms: readonly Arm<Completion>[], why: Reason): Completion {
    return forkStatements(frame, arms, why);
  }

  forkValues(arms: readonly Arm<Value>[], why: Reason): Value {
    return forkValues(this, arms, why);
  }

  /** Joins values of which nothing tells when they are meant. */
  joinCxFor(why: Reason): ValueJoin {
    return new ValueJoin(this, why);
  }

  get joinCx(): ValueJoin {
    return new ValueJoin(this, { ...this.undecidedReason });
  }

  /**
   * Runs something that is the same in every execution, such as a module's initialisation, in the state before they parted: it
   * is done once and stays, whichever arm asked for it. What it records may happen.
   */
  atBase<R>(run: () => R): R {
    if (!this.heap.isOpen) return run();
    const { unknownLoops, lostCalls, flight, closing, dropped } = this;
    const forks = this.forks.splice(0);
    Object.assign(this, { unknownLoops: 0, lostCalls: 0, flight: null, closing: false, dropped: [] });
    try {
      return bornBefore(() => this.heap.atBase(run, error => !(error instanceof PyRaise)));
    } finally {
      for (const { raise } of this.dropped) dropped.push({ raise, diff: new Map() });
      this.forks.splice(0, this.forks.length, ...forks);
      Object.assign(this, { unknownLoops, lostCalls, flight, closing, dropped });
    }
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
  calledUnknown(callee: Unknown, args: Args): Value {
    this.mayCall(callee);
    if (callee.why.lost) callLost(this, callee, args);
    mayHaveChanged(callee.owner);
    return new Unknown(callee.why);
  }

  // Names and modules

  builtinName(name: string, module: PyModule): Value {
    const value = this.builtins.get(name);
    if (value !== undefined) return value;
    const star = module.cells.get('\0star');
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
    const own = value instanceof PyInstance ? value.cls.lookup('__hash__') : undefined;
    if (own !== undefined && own !== null && !this.isNative(own)) return this.hash(this.callWith(own, value));
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
