import type { Interp } from './interp.js';
import { PyObj, T, type PyClass, type Value } from './klass.js';
import type { Lost } from './lost.js';
import { subjectOf } from './propositions.js';

/** Where in the user's files something is. Offsets are UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** Why a value is unknown: a stable code, one sentence, and the nearest place in the user's files. */
export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
  readonly place?: Place | undefined;
  /**
   * The objects of which a join or a widening kept none: an unknown value of this reason may be any of them. Whoever
   * calls such a value may run what these would run.
   */
  lost?: Lost;
}

export type ReasonCode =
  | 'import-not-found'
  | 'argument-required'
  | 'undecided' // two arms of an undecided condition differ
  | 'loop-count'
  | 'incomplete-code'
  | 'unmodelled'
  | 'random'
  | 'data-dependent'
  | 'raised' // the statement that binds it raised
  | 'budget'
  | 'depth'
  | 'too-large'
  | 'fork-limit'
  | 'input-unknown';

let unknowns = 0;

/** A value that the code does not determine. Operations pass `why` on. */
export class Unknown extends PyObj {
  readonly id = ++unknowns;
  /** The unknown value of which this is an attribute: calling a method may change its object. */
  owner: Unknown | null = null;
  /** There may be no value at all, as where a name may not be bound: whoever reads it may raise. */
  perhapsAbsent = false;
  /** The name of that attribute. */
  attribute: string | null = null;

  constructor(
    readonly why: Reason,
    /** What it is known to be nevertheless: an int, a str, a bool, a tensor, … (a class's name). */
    readonly hint: string | null = null,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.unknown;
  }
  /** The same unknown value each time, until something may have changed this one's content. */
  override getAttr(_cx: Interp, name: string): Value {
    const { attributes } = subjectOf(this);
    let value = attributes.get(name);
    if (value === undefined) {
      attributes.set(name, (value = new Unknown(this.why)));
      value.owner = this;
      value.attribute = name;
    }
    return value;
  }
}

export function unknown(code: ReasonCode, message: string, place?: Place, hint: string | null = null): Unknown {
  return new Unknown({ code, message, place }, hint);
}

/** An import that nothing resolves: whatever is done with it gives Unknown with its reason. */
export class UnknownModule extends Unknown {
  constructor(
    readonly name: string,
    place?: Place,
  ) {
    super({ code: 'import-not-found', message: `the module ${name} is not known here`, place }, 'module');
  }
}
