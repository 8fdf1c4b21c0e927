import { Choice, choose } from './choice.js';
import type { Completion, Frame } from './frame.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { Condition } from './path.js';
import { answersOfBool, claim, NO, YES } from './propositions.js';
import { PyInstance, Unknown } from './value.js';

/** A truth value that the path does not decide: what it is to assume that it is true, or false. */
export interface Split {
  readonly yes: () => void;
  readonly no: () => void;
}

/** bool(value) where that is decided, also by what the path knows; else how it splits. Runs `__bool__` and `__len__`. */
export function decide(cx: Machine, value: Value): boolean | Split {
  if (value instanceof Choice) return decideChoice(cx, value);
  if (value instanceof Unknown) {
    const { condition, yes, no } = answersOfBool(value);
    const answers = cx.path.answersOf(condition);
    if ((answers & yes) === 0) return false;
    if ((answers & no) === 0) return true;
    return {
      yes: () => cx.path.assume(cx.heap, condition, yes),
      no: () => cx.path.assume(cx.heap, condition, no),
    };
  }
  const truth = cx.truth(value);
  if (truth !== undefined) return truth;
  const either = new Condition(2);
  return {
    yes: () => cx.path.assume(cx.heap, either, YES),
    no: () => cx.path.assume(cx.heap, either, NO),
  };
}

function decideChoice(cx: Machine, value: Choice): boolean | Split {
  const numbers = value.possible(cx);
  const yes: number[] = [];
  const no: number[] = [];
  for (const i of numbers) {
    const one = value.alternatives[i]?.value;
    // A method of the user's may do anything: it is run in an arm of its own.
    if (one instanceof PyInstance && (numbers.length > 1 || one.cls.native)) {
      if (hasTruthMethod(one)) return decide(cx, truthOf(cx, value));
    }
    // Where there is nothing, the use raises: an execution that goes on does not meet it.
    if (one === undefined) continue;
    const truth = cx.truth(one);
    if (truth !== false) yes.push(i);
    if (truth !== true) no.push(i);
  }
  if (yes.length === 0) return false;
  if (no.length === 0) return true;
  return { yes: () => value.assume(cx, yes), no: () => value.assume(cx, no) };
}

function hasTruthMethod(value: PyInstance): boolean {
  return value.cls.lookup('__bool__') !== undefined || value.cls.lookup('__len__') !== undefined;
}

/** bool(value) as a value: unknown, or a choice, where the code does not decide it. */
export function truthOf(cx: Machine, value: Value): Value {
  if (value instanceof Choice) return choose(cx, value, one => truthOf(cx, one));
  const truth = cx.truth(value);
  if (truth !== undefined) return truth;
  const made = cx.passOn('bool', value);
  return value instanceof Unknown ? claim(made, answersOfBool(value)) : made;
}

/** `not value` */
export function negation(cx: Machine, value: Value): Value {
  if (value instanceof Choice) return choose(cx, value, one => negation(cx, one));
  const truth = cx.truth(value);
  if (truth !== undefined) return !truth;
  const made = cx.passOn('bool', value);
  return value instanceof Unknown ? claim(made, answersOfBool(value), true) : made;
}

/** Runs one of two blocks; both, each knowing what that means, where the test does not decide. */
export function branch(f: Frame, test: Value, then: () => Completion, otherwise: () => Completion): Completion {
  const decision = decide(f.cx, test);
  if (typeof decision === 'boolean') return decision ? then() : otherwise();
  const { yes, no } = decision;
  return f.cx.forkStatements(
    f,
    [
      { assume: yes, run: then },
      { assume: no, run: otherwise },
    ],
    f.cx.whyOf(test),
  );
}

/** As branch, for expressions. */
export function branchValue(cx: Machine, test: Value, then: () => Value, otherwise: () => Value): Value {
  const decision = decide(cx, test);
  if (typeof decision === 'boolean') return decision ? then() : otherwise();
  const { yes, no } = decision;
  return cx.forkValues(
    [
      { assume: yes, run: then },
      { assume: no, run: otherwise },
    ],
    cx.whyOf(test),
  );
}

/** The operand of `and`, `or` in an arm that knows its truth. */
export function operand(value: Value, truth: boolean): Value {
  return value instanceof Unknown && !(value instanceof Choice) && value.hint === 'bool' ? truth : value;
}
