import { Choice, choose, chooseStatement } from './choice.js';
import type { Arm } from './fork.js';
import type { Completion, Frame } from './frame.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { CONTENT, PyContainer, type PyTuple } from './value.js';

/** A container that has one of a few known contents. */
type Unsettled = PyContainer<unknown> & { readonly either: Choice };

/** One of several: a choice of values, or a container of which only the alternatives of its content are known. */
export type Several = Choice | Unsettled;

export function isSeveral(value: unknown): value is Several {
  return value instanceof Choice || (value instanceof PyContainer && value.either !== undefined);
}

/** How many it may be on the present path. */
export function countOf(cx: Machine, value: Several): number {
  return choiceOf(value).possible(cx).length;
}

function choiceOf(value: Several): Choice {
  return value instanceof Choice ? value : value.either;
}

/**
 * Uses a value that may be several: each alternative that the path leaves is tried as an arm of a fork, in which a container has
 * that content, and the results are joined. A container that no arm changes stays as it was.
 */
export function settle(cx: Machine, value: Several, use: (value: Value) => Value): Value {
  if (value instanceof Choice) return choose(cx, value, use);
  const arms = armsOf(cx, value, () => use(value));
  const [only] = arms;
  return only !== undefined && arms.length === 1 ? only.run() : cx.forkValues(arms, value.either.why);
}

/** As settle, for statements. */
export function settleStatement(f: Frame, value: Several, run: (value: Value) => Completion): Completion {
  if (value instanceof Choice) return chooseStatement(f, value, run);
  const arms = armsOf(f.cx, value, () => run(value));
  const [only] = arms;
  return only !== undefined && arms.length === 1 ? only.run() : f.cx.forkStatements(f, arms, value.either.why);
}

/** As settle, for what gives nothing back. */
export function settleEach(cx: Machine, value: Several, use: (value: Value) => void): void {
  settle(cx, value, one => {
    use(one);
    return null;
  });
}

function armsOf<R>(cx: Machine, container: Unsettled, use: () => R): Arm<R>[] {
  const { either } = container;
  return either.possible(cx).map(i => ({
    assume: () => either.assume(cx, [i]),
    run: () => {
      const before = container.content;
      const alone = container.contentOf(either.alternatives[i]?.value as PyTuple);
      cx.heap.set(container, CONTENT, alone);
      const result = use();
      // While the log is open a change is made in a copy.
      if (container.content === alone && cx.heap.logging) cx.heap.set(container, CONTENT, before);
      return result;
    },
  }));
}

/** Combinations of alternatives that are tried; of what is beyond, nothing is chosen. */
const MAX_COMBINATIONS = 16;

/** Uses several values, of which some may be several: once for each combination of those that `isMeant`. */
export function settleAll(
  cx: Machine,
  values: readonly Value[],
  isMeant: (index: number) => boolean,
  use: (values: readonly Value[]) => Value,
  combinations = 1,
): Value {
  if (cx.uncertain) {
    for (const [index, value] of values.entries()) {
      if (!isMeant(index) || !isSeveral(value)) continue;
      const count = combinations * countOf(cx, value);
      if (count > MAX_COMBINATIONS) continue;
      return settle(cx, value, one => {
        const settled = values.map((old, i) => (i === index ? one : old));
        return settleAll(cx, settled, isMeant, use, count);
      });
    }
  }
  return use(values);
}
