import type { Completion, Frame } from './frame.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import type { PyRaise } from './errors.js';
import { oneOf } from './alternatives.js';
import { ALWAYS, both, Condition, type Guard } from './path.js';
import { Unknown, type Reason } from './unknown.js';

/** A value with more alternatives is unknown. */
export const MAX_ALTERNATIVES = 8;

/** One of the values that something may be, and when it is. */
export interface Alternative {
  /** Undefined: there is nothing, as where a name was never bound. Never an Unknown. */
  readonly value: Value | undefined;
  readonly guard: Guard;
}

/**
 * A value that is one of a few known ones. For code that does not look closer it is an unknown value; `choose` tries each
 * alternative. Which one it is, is a condition like any other: using one hides those of other values that contradict it.
 */
export class Choice extends Unknown {
  /** Which alternative it is: answer i for alternative i. */
  readonly which: Condition;

  constructor(
    why: Reason,
    readonly alternatives: readonly Alternative[],
    hint: string | null = null,
    which?: Condition,
  ) {
    super(
      oneOf(
        why,
        alternatives.map(one => one.value),
      ),
      hint,
    );
    this.which = which ?? new Condition(alternatives.length);
  }

  /** What each alternative becomes, known to be meant when that one is. */
  mapped(change: (value: Value) => Value): Choice {
    const changed = this.alternatives.map(({ value, guard }) => ({
      value: value === undefined ? undefined : change(value),
      guard,
    }));
    return new Choice(this.why, changed, null, this.which);
  }

  get mayBeAbsent(): boolean {
    return this.alternatives.some(one => one.value === undefined);
  }

  /** The alternatives that are possible on the present path, by their numbers. */
  possible(cx: Machine): number[] {
    const answers = cx.path.answersOf(this.which);
    const out: number[] = [];
    this.alternatives.forEach((one, i) => {
      if ((answers & (1 << i)) !== 0 && cx.path.allows(one.guard)) out.push(i);
    });
    return out;
  }

  /** From here on it is one of these alternatives. */
  assume(cx: Machine, numbers: readonly number[]): void {
    let answers = 0;
    let guard: Guard = [];
    for (const i of numbers) {
      answers |= 1 << i;
      guard = [...guard, ...(this.alternatives[i]?.guard ?? ALWAYS)];
    }
    cx.path.assume(cx.heap, this.which, answers);
    cx.path.assumeGuard(cx.heap, guard);
  }

  /** When it is this alternative. */
  guardOf(number: number): Guard {
    return both(this.alternatives[number]?.guard ?? ALWAYS, [new Map([[this.which, 1 << number]])]);
  }
}

/** The value where the path leaves one alternative, which may be that there is none; else the value as it is. */
export function narrow(cx: Machine, value: Value): Value | undefined {
  if (!(value instanceof Choice)) return value;
  const numbers = value.possible(cx);
  const only = numbers.length === 1 ? numbers[0] : undefined;
  return only === undefined ? value : value.alternatives[only]?.value;
}

/**
 * What is there, read by an execution that goes on: where there may be nothing, the others raise. The value is narrowed to
 * what the path leaves. @throws PyRaise where there certainly is nothing
 */
export function present(cx: Machine, value: Value, raise: () => PyRaise): Value {
  if (!(value instanceof Choice)) {
    if (value instanceof Unknown && value.perhapsAbsent) cx.maybeRaise(raise());
    return value;
  }
  if (value.mayBeAbsent) {
    const numbers = value.possible(cx);
    const there = numbers.filter(i => value.alternatives[i]?.value !== undefined);
    if (there.length === 0) throw raise();
    if (there.length < numbers.length) {
      cx.maybeRaise(raise());
      value.assume(cx, there);
    }
  }
  const left = narrow(cx, value);
  if (left === undefined) throw raise();
  return left;
}

/**
 * Uses a value that may be a choice: each alternative that the path leaves is tried as an arm of a fork, and the results are
 * joined. Where there is no value, `absent` says what happens (by default the use raises).
 */
export function choose(
  cx: Machine,
  value: Choice,
  use: (value: Value) => Value,
  absent: () => Value = () => {
    throw cx.error('AttributeError', 'there may be nothing here');
  },
): Value {
  const numbers = value.possible(cx);
  const run = (i: number): Value => {
    const one = value.alternatives[i]?.value;
    return one === undefined ? absent() : use(one);
  };
  const [first] = numbers;
  if (first !== undefined && numbers.length === 1) return run(first);
  return cx.forkValues(
    numbers.map(i => ({ assume: () => value.assume(cx, [i]), run: () => run(i) })),
    value.why,
  );
}

/** As choose, for uses that give nothing back. */
export function chooseEach(cx: Machine, value: Choice, use: (value: Value) => void): void {
  choose(cx, value, one => {
    use(one);
    return null;
  });
}

/** As choose, for statements. */
export function chooseStatement(f: Frame, value: Choice, run: (value: Value) => Completion): Completion {
  const { cx } = f;
  const arm = (i: number) => (): Completion => {
    const one = value.alternatives[i]?.value;
    if (one === undefined) throw cx.error('AttributeError', 'there may be nothing here');
    return run(one);
  };
  const numbers = value.possible(cx);
  const [first] = numbers;
  if (first !== undefined && numbers.length === 1) return arm(first)();
  return cx.forkStatements(
    f,
    numbers.map(i => ({ assume: () => value.assume(cx, [i]), run: arm(i) })),
    value.why,
  );
}
