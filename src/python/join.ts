import { equals } from './sym/sym.js';
import type { JoinCx } from './heap.js';
import type { Value } from './klass.js';
import { PyBytes, PyFloat, PyObj, PyRange, PySlice, PyTuple, Sym, Unknown, type Reason } from './value.js';
import { lose } from './alternatives.js';

/** Joins values for one reason. A value absent in one arm is Unknown afterwards: its use may raise. */
export class ValueJoin implements JoinCx {
  constructor(readonly reason: Reason) {}

  unknown(): Unknown {
    return new Unknown(this.reason);
  }

  lose(...values: readonly unknown[]): void {
    lose(this.reason, ...values);
  }

  joinValues(a: Value | undefined, b: Value | undefined): Value | undefined {
    if (a === b) return a;
    if (a === undefined || b === undefined) {
      this.lose(a, b);
      return this.unknown();
    }
    if (sameScalar(a, b)) return a;
    if (a instanceof Unknown || b instanceof Unknown) {
      const kept = a instanceof Unknown ? a : (b as Unknown);
      lose(kept.why, a, b);
      return kept;
    }
    if (a instanceof PyTuple && b instanceof PyTuple && a.cls === b.cls && a.items.length === b.items.length) {
      return new PyTuple(
        a.items.map((item, i) => this.joinValues(item, b.items[i]) as Value),
        a.cls,
      );
    }
    if (a instanceof PyObj && b instanceof PyObj) {
      const joined = a.joinWith(b, this);
      if (joined !== undefined) return joined;
    }
    this.lose(a, b);
    return new Unknown(this.reason, hintOf(a) === hintOf(b) ? hintOf(a) : null);
  }
}

function hintOf(value: Value): string | null {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Sym) return 'int';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  return null;
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
