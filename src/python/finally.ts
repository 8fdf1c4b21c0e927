import { PyRaise } from './errors.js';
import { BREAK, CONTINUE, DEAD, NORMAL, RETURN, type Completion, type Frame } from './frame.js';
import type { Arm } from './fork.js';
import type { Diff } from './heap.js';
import type { Value } from './klass.js';

/** What a final part may answer instead of a completion: the exception ends here. */
export const SUPPRESS = Symbol('suppress the exception');

const KINDS = { return: RETURN, break: BREAK, continue: CONTINUE } as const;

/**
 * Runs `inner`, then `final` once for each way in which inner may have ended: by going on, by a jump that was set aside in an
 * undecided arm, or by an exception that was dropped there, since final may end that one or record something. Final's own jump
 * wins.
 */
export function runFinally(
  f: Frame,
  inner: () => Completion,
  final: (raised: PyRaise | null) => Completion | typeof SUPPRESS,
): Completion {
  const { cx } = f;
  const { heap } = cx;
  const saved = f.outs;
  const outerDropped = cx.dropped;
  f.outs = [];
  cx.dropped = [];
  const mark = heap.holdInLine();
  let end: Completion = NORMAL;
  let raised: PyRaise | null = null;
  let dropped: readonly { raise: PyRaise; diff: Diff }[];
  try {
    end = inner();
  } catch (e) {
    if (!(e instanceof PyRaise)) throw e;
    raised = e;
  } finally {
    dropped = cx.dropped;
    cx.dropped = outerDropped;
  }
  const outs = f.outs;
  f.outs = saved;
  const result = f.result;
  const ending = (end: Completion, raised: PyRaise | null, value: Value): Completion => {
    const last = final(raised);
    if (last === SUPPRESS) return NORMAL;
    if (last !== NORMAL) return last;
    if (raised !== null) throw raised;
    f.result = value;
    return end;
  };
  if (outs.length === 0 && dropped.length === 0) {
    heap.releaseInLine();
    return ending(end, raised, result);
  }
  for (const out of outs) heap.rebase(out, mark);
  const diff = heap.diff(mark);
  const written = [diff, ...outs.map(out => out.diff), ...dropped.map(one => one.diff)];
  heap.undo(mark);
  const arms: Arm<Completion>[] = [];
  if (end !== DEAD || raised !== null) {
    arms.push({
      run: () => {
        heap.apply(diff);
        return ending(end, raised, result);
      },
    });
  }
  for (const out of outs) {
    arms.push({
      run: () => {
        heap.apply(out.diff);
        return ending(KINDS[out.kind], null, out.value);
      },
    });
    heap.releaseInLine();
  }
  for (const { raise } of dropped) {
    arms.push({
      run: () => {
        // It came at an unknown moment: whatever inner writes is unknown.
        for (const cells of written) heap.havoc(cells, cx.joinCx);
        return ending(NORMAL, raise, null);
      },
    });
  }
  const after = cx.forkStatements(f, arms, cx.undecidedReason);
  heap.releaseInLine();
  return after;
}
