import type { PyRaise } from './errors.js';
import type { Super } from './function.js';
import type { Heap, JoinCx, Owner } from './heap.js';
import type { PyClass, PyObj, Value } from './klass.js';
import type { Args, ArgNode, ArgOrigins, Span } from './native.js';
import type { Place, PyModule, Reason, ReasonCode, Unknown } from './value.js';

/** The innermost Call expression in flight, in the user's files, when a native is entered. */
export interface CallSite {
  /** The file's name, as given to runModule or found by Sources. */
  readonly file: string;
  /** The whole call expression, callee to closing parenthesis. */
  readonly span: Span;
  readonly calleeSpan: Span;
  readonly args: readonly ArgNode[];
}

export type BinaryOp = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '&' | '|' | '^';
export type CompareOp = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

/**
 * What a native may ask of the interpreter. A native never touches another object's fields: it reads through these and writes
 * through `heap.set` and the container helpers.
 */
export interface Interp {
  readonly heap: Heap;

  // Calls and attributes
  /** Calls any value; a call of an Unknown is Unknown. @throws PyRaise */
  call(callee: Value, args: Args): Value;
  /** `call` with positional arguments only. */
  callWith(callee: Value, ...args: Value[]): Value;
  /** The method bound to its object, or undefined: special methods live on the type. */
  special(object: Value, name: string): Value | undefined;
  /** `object.name`, or undefined where Python raises AttributeError. */
  getAttr(object: Value, name: string): Value | undefined;
  /** `object.name = value`; undefined deletes. @throws PyRaise */
  setAttr(object: Value, name: string, value: Value | undefined): void;
  /** What object.__getattribute__ does (then `__getattr__`). */
  genericGetAttr(object: PyObj, name: string): Value | undefined;
  /** What object.__setattr__ does: descriptors, then the instance dictionary. */
  genericSetAttr(object: PyObj, name: string, value: Value | undefined): void;
  classGetAttr(cls: PyClass, name: string): Value | undefined;
  superGetAttr(sup: Super, name: string): Value | undefined;
  moduleGetAttr(module: PyModule, name: string): Value | undefined;
  classOf(value: Value): PyClass;
  /** True, false, or undefined when a value involved is Unknown. */
  isInstance(value: Value, cls: Value): boolean | undefined;

  // Operators
  binary(op: BinaryOp, a: Value, b: Value): Value;
  compare(op: CompareOp, a: Value, b: Value): Value;
  /** bool(value), or undefined when it is not known. */
  truth(value: Value): boolean | undefined;
  /** a == b, or undefined when it is not known. */
  equals(a: Value, b: Value): boolean | undefined;
  getItem(object: Value, index: Value): Value;
  setItem(object: Value, index: Value, value: Value): void;

  // Iteration
  /** All items, or null when how many there are is not known. Charges steps. */
  collect(iterable: Value): Value[] | null;
  /** `iter(value)`: an object for `next`. */
  iterate(iterable: Value): PyIter;

  // Text
  repr(value: Value): string;
  str(value: Value): string;

  // Unknowns, errors, budget
  unknown(code: ReasonCode, message: string, hint?: string | null): Unknown;
  /** The first Unknown (or open container's reason) among the values, looking into tuples and lists; null if all are known. */
  whyUnknown(...values: readonly (Value | undefined)[]): Reason | null;
  /** A Python exception to throw: `throw cx.error('ValueError', 'math domain error')`. */
  error(type: string, message: string): PyRaise;
  /** Charges steps. @throws Abort when the budget is used up */
  tick(steps: number): void;
  /** More may happen than is recorded: see cli.md's {null, null}. */
  readonly incomplete: Reason | null;
  markIncomplete(why: Reason): void;

  // Sites and records
  /** Null when no call of the user's code is in flight. */
  callSite(): CallSite | null;
  /** The argument origins of the call site, for natives that bind by hand. */
  siteOrigins(): ArgOrigins | null;
  place(): Place | undefined;
  readonly joinCx: JoinCx;
  /**
   * State that a library keeps for this interpreter (records, registries): made once per key. It must be an Owner whose cells
   * are written by heap.set, so that forks and joins treat it rightly.
   */
  state<S extends Owner>(key: object, make: () => S): S;
}

/** An iterator as natives see it. */
export interface PyIter {
  /** The next item; undefined at the end; REST when it is not known whether and which items follow. */
  next(): Value | undefined | typeof REST;
  /** Ends a generator early (break). */
  close?(): void;
}

/** From here on the number and values of the items are unknown. */
export const REST = Symbol('items of unknown number');
