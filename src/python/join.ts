import { equals } from './sym/sym.js';
import { Choice, MAX_ALTERNATIVES, type Alternative } from './choice.js';
import { BoundMethod } from './function.js';
import type { JoinCx } from './heap.js';
import type { Value } from './klass.js';
import { ALWAYS, both, either, type Guard } from './path.js';
import { answersOfBool } from './propositions.js';
import type { Machine } from './machine.js';
import { PyBytes, PyFloat, PyObj, PyRange, PySlice, PyTuple, Sym, Unknown, type Reason } from './value.js';
import { lose, oneOf } from './alternatives.js';

/**
 * Joins the values that two arms leave: equal ones stay, tuples and tensors join part by part, others become a choice whose
 * alternatives know when they are meant, and where there are too many, or one is unknown, the value is unknown.
 */
export class ValueJoin implements JoinCx {
  readonly keepsAlternatives: boolean = true;

  constructor(
    protected readonly cx: Machine,
    readonly reason: Reason,
    /** When it is the first value, and when the second. */
    private readonly first: Guard = ALWAYS,
    private readonly second: Guard = ALWAYS,
  ) {}

  unknown(): Unknown {
    return new Unknown(this.reason);
  }

  charge(elements: number): void {
    if (elements > 8) this.cx.tick(elements >> 3);
  }

  lose(...values: readonly unknown[]): void {
    lose(this.reason, ...values);
  }

  /** Notes of a value that became unknown that there may be none. */
  noteAbsent(value: unknown): void {
    if (!(value instanceof Unknown)) return;
    value.perhapsAbsent = true;
    this.cx.uncertain = true;
  }

  open(...contents: readonly unknown[]): Reason {
    return oneOf(this.reason, ...contents);
  }

  joinValues(a: Value | undefined, b: Value | undefined): Value | undefined {
    if (a === b) return a;
    if (a !== undefined && b !== undefined) {
      if (sameScalar(a, b)) return a;
      if (a instanceof PyTuple && b instanceof PyTuple && a.cls === b.cls && a.items.length === b.items.length) {
        return joinItems(a, b, (x, y) => this.joinValues(x, y) as Value);
      }
      if (a instanceof PyObj && b instanceof PyObj) {
        const joined = a.joinWith(b, this);
        if (joined !== undefined) return joined;
      }
    }
    return this.choice(a, b);
  }

  eitherOf(a: Value, b: Value): Value {
    return a === b || sameScalar(a, b) ? a : (this.choice(a, b) as Value);
  }

  /** Either of two that are not the same. */
  protected choice(a: Value | undefined, b: Value | undefined): Value | undefined {
    const mine = alternativesOf(a, this.first);
    const theirs = alternativesOf(b, this.second);
    if (mine === null || theirs === null) return this.either(a, b);
    const all = [...mine];
    for (const one of theirs) {
      const at = all.findIndex(other => sameAlternative(other.value, one.value));
      const present = all[at];
      if (present === undefined) all.push(one);
      else all[at] = { value: present.value, guard: either(present.guard, one.guard) };
    }
    const [only] = all;
    if (only !== undefined && all.length === 1) return only.value;
    if (all.length > MAX_ALTERNATIVES) return this.either(a, b);
    this.cx.uncertain = true;
    const hints = new Set(all.map(one => (one.value === undefined ? null : hintOf(one.value))));
    return new Choice(this.reason, all, hints.size === 1 ? ([...hints][0] ?? null) : null);
  }

  /** Unknown, as it may be either, and what these are unknown for. It is none of the values that were there before. */
  protected either(a: Value | undefined, b: Value | undefined): Value {
    const hint = a === undefined || b === undefined || hintOf(a) !== hintOf(b) ? null : hintOf(a);
    const kept = isOpen(a) ? a.why : isOpen(b) ? b.why : this.reason;
    const made = new Unknown(oneOf(kept, a, b), hint);
    if (canBeAbsent(a) || canBeAbsent(b)) this.noteAbsent(made);
    return made;
  }
}

function canBeAbsent(value: Value | undefined): boolean {
  if (value instanceof Choice) return value.mayBeAbsent;
  return value === undefined || (value instanceof Unknown && value.perhapsAbsent);
}

function isOpen(value: Value | undefined): value is Unknown {
  return value instanceof Unknown && !(value instanceof Choice);
}

/** Two tuples of one length, joined item by item: the first itself where nothing differs. */
export function joinItems(a: PyTuple, b: PyTuple, join: (x: Value, y: Value) => Value): PyTuple {
  const items = a.items.map((item, i) => join(item, b.items[i] as Value));
  return items.every((item, i) => item === a.items[i]) ? a : new PyTuple(items, a.cls);
}

/** What a value may be under a guard; null when that is not known. An unknown truth value is one of two. */
function alternativesOf(value: Value | undefined, guard: Guard): readonly Alternative[] | null {
  if (value instanceof Choice) {
    return value.alternatives
      .map((one, i) => ({ value: one.value, guard: both(value.guardOf(i), guard) }))
      .filter(one => one.guard.length > 0);
  }
  if (!(value instanceof Unknown)) return [{ value, guard }];
  const says = value.hint === 'bool' ? answersOfBool(value) : null;
  if (says === null) return null;
  return [
    { value: true, guard: both([new Map([[says.condition, says.yes]])], guard) },
    { value: false, guard: both([new Map([[says.condition, says.no]])], guard) },
  ];
}

function sameAlternative(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameScalar(a, b));
}

function hintOf(value: Value): string | null {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Sym) return 'int';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  return value instanceof Unknown ? value.hint : null;
}

/** Whether two values are equal and of one type, so that no operation can tell them apart (identity aside). */
export function sameScalar(a: Value, b: Value): boolean {
  if (a instanceof PyFloat && b instanceof PyFloat) return Object.is(a.value, b.value);
  if (a instanceof PyBytes && b instanceof PyBytes) return a.value === b.value;
  if (a instanceof Sym && b instanceof Sym) return equals(a, b);
  if (a instanceof PyRange && b instanceof PyRange)
    return a.start === b.start && a.stop === b.stop && a.step === b.step;
  if (a instanceof PySlice && b instanceof PySlice) {
    return same(a.start, b.start) && same(a.stop, b.stop) && same(a.step, b.step);
  }
  if (a instanceof BoundMethod && b instanceof BoundMethod) return a.fn === b.fn && a.self === b.self;
  if (a instanceof PyTuple && b instanceof PyTuple) {
    return (
      a.cls === b.cls &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => same(item, b.items[i] as Value))
    );
  }
  return false;
}

function same(a: Value, b: Value): boolean {
  return a === b || sameScalar(a, b);
}
