import { births } from './births.js';
import { Abort, PyRaise } from './errors.js';
import { BREAK, DEAD, NORMAL, RETURN, type Completion, type Frame } from './frame.js';
import type { Diff, Mark, Outcome } from './heap.js';
import { ValueJoin } from './join.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import { Condition } from './path.js';
import type { Reason } from './value.js';

/** Arms within arms. What they cost together is bounded by the steps; this bounds the depth of our own calls. */
const MAX_NESTING = 40;

/** One arm of a fork. */
export interface Arm<R> {
  /** Notes on the path what holds in this arm; by default that it is this arm which runs. */
  readonly assume?: () => void;
  readonly run: () => R;
}

/** For arms that say nothing of their own: that this one runs excludes the others. */
function assumptions(cx: Machine, arms: readonly Arm<unknown>[]): (arm: Arm<unknown>, index: number) => void {
  const which = Condition.canTell(arms.length) ? new Condition(arms.length) : null;
  return (arm, index) => {
    if (arm.assume !== undefined) arm.assume();
    else if (which !== null) cx.path.assume(cx.heap, which, 1 << index);
  };
}

/** How the present state, changed since the mark, joins with one that left `diff` since then. */
export function joinFor(cx: Machine, mark: Mark, diff: Diff, why: Reason): ValueJoin {
  const { now, other } = cx.path.tellApart(cx.heap, mark, diff);
  return new ValueJoin(cx, why, now, other);
}

/**
 * Sets the present state aside as a way out of the block. It holds the log open until `merge`. `split`: how many objects there
 * were when it parted from the executions that go on.
 */
export function setAside(f: Frame, completion: Completion, split = Infinity): Outcome {
  const kind = completion === RETURN ? 'return' : completion === BREAK ? 'break' : 'continue';
  return { kind, value: f.result, mark: f.cx.heap.hold(), diff: new Map(), split, gaps: [] };
}

/** What this execution changed since it parted from the first of those set aside. */
export function changedSince(f: Frame, outs: readonly Outcome[]): Diff {
  return f.cx.heap.diff(Math.min(...outs.map(out => out.mark)));
}

/** Lets an outcome come in again: joined with the present state if that is live, else in its place. */
export function merge(f: Frame, out: Outcome, live: boolean, join?: ValueJoin): void {
  const { heap } = f.cx;
  if (live) {
    const isShared = (born: number): boolean =>
      born <= out.split && !out.gaps.some(([from, to]) => born > from && born <= to);
    heap.join(out.mark, out.diff, join ?? joinFor(f.cx, out.mark, out.diff, f.cx.undecidedReason), isShared);
  } else heap.enter(out.mark, out.diff);
  heap.release();
}

/**
 * Runs every arm from the same state and joins what they leave. Early exits of an arm are set aside in `f.outs`. An arm that
 * raises while another goes on is dropped, and remembered for an enclosing try.
 */
export function forkStatements(f: Frame, arms: readonly Arm<Completion>[], why: Reason): Completion {
  const { cx } = f;
  const { heap } = cx;
  enterFork(cx);
  const mark = heap.hold();
  const start = births.count;
  const assume = assumptions(cx, arms);
  const lives: Diff[] = [];
  const raises: { raise: PyRaise; diff: Diff }[] = [];
  const saved = f.outs;
  const outs: Outcome[] = [];
  try {
    for (const [index, arm] of arms.entries()) {
      f.outs = [];
      const born = births.count;
      let end: Completion | null;
      let raised: PyRaise | null = null;
      try {
        assume(arm, index);
        end = arm.run();
      } catch (e) {
        if (!(e instanceof PyRaise)) throw e;
        raised = e;
        end = null;
      }
      if (end !== null && end !== NORMAL && end !== DEAD) f.outs.push(setAside(f, end, start));
      const own = f.outs;
      // Each change is noted, undone, and joined with the other arms': that is work too.
      cx.tick(heap.changesSince(mark));
      for (const out of own) {
        heap.rebase(out, mark);
        if (born > start) out.gaps.push([start, born]);
      }
      const diff = heap.diff(mark);
      if (raised !== null) raises.push({ raise: raised, diff });
      else if (end === NORMAL) lives.push(diff);
      heap.undo(mark);
      outs.push(...own);
    }
  } finally {
    cx.undecided--;
    f.outs = saved;
  }
  const first = lives[0];
  if (first === undefined && outs.length === 0) throw joinRaises(cx, mark, raises);
  for (const { raise, diff } of raises) cx.dropRaise(raise, diff);
  if (first !== undefined) {
    heap.apply(first);
    for (const other of lives.slice(1)) heap.join(mark, other, joinFor(cx, mark, other, why), its => its <= start);
  }
  f.outs.push(...outs);
  heap.release();
  return first === undefined ? DEAD : NORMAL;
}

/** As forkStatements, for arms that are expressions. */
export function forkValues(cx: Machine, arms: readonly Arm<Value>[], why: Reason): Value {
  const { heap } = cx;
  enterFork(cx);
  const mark = heap.hold();
  const start = births.count;
  const assume = assumptions(cx, arms);
  const lives: { value: Value; diff: Diff }[] = [];
  const raises: { raise: PyRaise; diff: Diff }[] = [];
  try {
    for (const [index, arm] of arms.entries()) {
      try {
        assume(arm, index);
        const value = arm.run();
        cx.tick(heap.changesSince(mark));
        lives.push({ value, diff: heap.diff(mark) });
      } catch (e) {
        if (!(e instanceof PyRaise)) throw e;
        raises.push({ raise: e, diff: heap.diff(mark) });
      }
      heap.undo(mark);
    }
  } finally {
    cx.undecided--;
  }
  const first = lives[0];
  if (first === undefined) throw joinRaises(cx, mark, raises);
  for (const { raise, diff } of raises) cx.dropRaise(raise, diff);
  heap.apply(first.diff);
  let value = first.value;
  for (const other of lives.slice(1)) {
    const join = joinFor(cx, mark, other.diff, why);
    const joined = join.joinValues(value, other.value);
    heap.join(mark, other.diff, join, its => its <= start);
    if (joined !== undefined) value = joined;
  }
  heap.release();
  return value;
}

function enterFork(cx: Machine): void {
  if (cx.undecided >= MAX_NESTING) {
    throw new Abort({ code: 'fork-limit', message: `more than ${MAX_NESTING} undecided conditions are nested` });
  }
  cx.undecided++;
}

/** Every arm raises: the state is the join of theirs; the first exception goes up, the others are remembered. */
function joinRaises(cx: Machine, mark: number, raises: readonly { raise: PyRaise; diff: Diff }[]): PyRaise {
  const [first, ...others] = raises;
  if (first === undefined) throw new RangeError('a fork without arms');
  cx.heap.apply(first.diff);
  for (const other of others) {
    cx.heap.join(mark, other.diff, joinFor(cx, mark, other.diff, cx.undecidedReason));
    cx.dropRaise(other.raise, other.diff);
  }
  cx.heap.release();
  return first.raise;
}
