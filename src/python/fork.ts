import { Abort, PyRaise } from './errors.js';
import { BREAK, DEAD, NORMAL, RETURN, type Completion, type Frame } from './frame.js';
import type { Diff, Outcome } from './heap.js';
import type { Value } from './klass.js';
import type { Machine } from './machine.js';
import type { Reason } from './value.js';

const MAX_NESTING = 12;

/** Sets the present state aside as a way out of the block. It holds the log open until `merge`. */
export function setAside(f: Frame, completion: Completion): Outcome {
  const kind = completion === RETURN ? 'return' : completion === BREAK ? 'break' : 'continue';
  return { kind, value: f.result, mark: f.cx.heap.hold(), diff: new Map() };
}

/** What this execution changed since it parted from the first of those set aside. */
export function changedSince(f: Frame, outs: readonly Outcome[]): Diff {
  return f.cx.heap.diff(Math.min(...outs.map(out => out.mark)));
}

/** Lets an outcome come in again: joined with the present state if that is live, else in its place. */
export function merge(f: Frame, out: Outcome, live: boolean): void {
  const { heap } = f.cx;
  if (live) heap.join(out.mark, out.diff, f.cx.joinCx);
  else heap.enter(out.mark, out.diff);
  heap.release();
}

/**
 * Runs every arm from the same state and joins what they leave. Early exits of an arm are set aside in `f.outs`. An arm that
 * raises while another goes on is dropped, and remembered for an enclosing try.
 */
export function forkStatements(f: Frame, arms: readonly (() => Completion)[], why: Reason): Completion {
  const { cx } = f;
  const { heap } = cx;
  enterFork(cx);
  const mark = heap.hold();
  const lives: Diff[] = [];
  const raises: { raise: PyRaise; diff: Diff }[] = [];
  const saved = f.outs;
  const outs: Outcome[] = [];
  try {
    for (const arm of arms) {
      f.outs = [];
      let end: Completion | null;
      let raised: PyRaise | null = null;
      try {
        end = arm();
      } catch (e) {
        if (!(e instanceof PyRaise)) throw e;
        raised = e;
        end = null;
      }
      if (end !== null && end !== NORMAL && end !== DEAD) f.outs.push(setAside(f, end));
      const own = f.outs;
      // Each change is noted, undone, and joined with the other arms': that is work too.
      cx.tick(heap.changesSince(mark));
      for (const out of own) heap.rebase(out, mark);
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
    for (const other of lives.slice(1)) heap.join(mark, other, cx.joinCxFor(why));
  }
  f.outs.push(...outs);
  heap.release();
  return first === undefined ? DEAD : NORMAL;
}

/** As forkStatements, for arms that are expressions. */
export function forkValues(cx: Machine, arms: readonly (() => Value)[], why: Reason): Value {
  const { heap } = cx;
  enterFork(cx);
  const mark = heap.hold();
  const lives: { value: Value; diff: Diff }[] = [];
  const raises: { raise: PyRaise; diff: Diff }[] = [];
  try {
    for (const arm of arms) {
      try {
        const value = arm();
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
  const joinCx = cx.joinCxFor(why);
  heap.apply(first.diff);
  let value = first.value;
  for (const other of lives.slice(1)) {
    heap.join(mark, other.diff, joinCx);
    const joined = joinCx.joinValues(value, other.value);
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
    cx.heap.join(mark, other.diff, cx.joinCx);
    cx.dropRaise(other.raise, other.diff);
  }
  cx.heap.release();
  return first.raise;
}
