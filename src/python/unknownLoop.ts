import { lose, oneOf } from './alternatives.js';
import { births } from './births.js';
import { Abort, PyRaise } from './errors.js';
import { merge, setAside } from './fork.js';
import { BREAK, CONTINUE, DEAD, NORMAL, RETURN, type Completion, type Frame } from './frame.js';
import type { Diff, Outcome } from './heap.js';
import { ValueJoin } from './join.js';
import type { Value } from './klass.js';
import { Unknown, type Reason } from './value.js';

/** After so many rounds all that the body writes is unknown; after as many more it is given up. */
const MAX_ROUNDS = 8;

/** In loops of unknown count within so many others, all that a pass writes is unknown at once: each level would multiply the rounds. */
const MAX_PATIENT = 3;

/**
 * Joins what a pass leaves with what was there before it. What differs between two passes is unknown, not a choice: an object
 * that a pass made stands for as many as there are passes. An unknown value that this loop put in a place stays there.
 */
export class LoopJoin extends ValueJoin {
  override readonly keepsAlternatives: boolean = false;
  private readonly own = new Set<Unknown>();

  override unknown(): Unknown {
    return this.remember(new Unknown(this.reason));
  }

  protected override choice(a: Value | undefined, b: Value | undefined): Value | undefined {
    if (a instanceof Unknown && this.own.has(a)) {
      lose(a.why, b);
      if (b === undefined) this.noteAbsent(a);
      return a;
    }
    return this.either(a, b);
  }

  protected override either(a: Value | undefined, b: Value | undefined): Value {
    return this.remember(super.either(a, b) as Unknown);
  }

  override open(...contents: readonly unknown[]): Reason {
    return oneOf(this.reason, ...contents);
  }

  private remember(made: Unknown): Unknown {
    this.own.add(made);
    return made;
  }
}

/**
 * A loop whose number of passes is unknown. The state before a pass is joined with the one after it until it covers both;
 * what then still differs is unknown. What the passes recorded may or may not have happened, and a body that changes nothing
 * keeps all. Breaks and returns are set aside in `f.outs`, relative to that state. `canEnd`: false where the loop does not
 * end by itself in the state that was found; asked last. `next` is done between two passes.
 */
export function runUnknownLoop(
  f: Frame,
  why: Reason,
  body: () => Completion,
  canEnd: () => boolean = () => true,
  next: () => void = () => undefined,
): 'exhausted' | 'dead' {
  const { cx } = f;
  const { heap } = cx;
  const patience = cx.unknownLoops < MAX_PATIENT ? MAX_ROUNDS : 0;
  const before = f.outs;
  const join = new LoopJoin(cx, why);
  const mark = heap.hold();
  const start = births.count;
  cx.undecided++;
  cx.unknownLoops++;
  let outs: Outcome[];
  try {
    for (let round = 0; ; round++) {
      const pass = onePass(f, body, next);
      const changes = pass.diff !== null && heap.widen(pass.diff, join, born => born <= start);
      outs = pass.outs;
      if (!changes) break;
      for (let i = 0; i < outs.length; i++) heap.release();
      if (round >= 2 * MAX_ROUNDS)
        throw new Abort({ code: 'fork-limit', message: 'what a loop of unknown length leaves is not found' });
      if (round >= patience && pass.diff !== null) {
        heap.havoc(pass.diff, join);
        heap.havoc(heap.diff(mark), join);
      }
    }
  } finally {
    cx.undecided--;
    cx.unknownLoops--;
    f.outs = before;
  }
  f.outs.push(...outs);
  const ends = canEnd();
  heap.release();
  return ends ? 'exhausted' : 'dead';
}

/** One pass, undone: what it changed where the loop goes on after it (else null), and the ways out of the loop. */
function onePass(f: Frame, body: () => Completion, next: () => void): { diff: Diff | null; outs: Outcome[] } {
  const { cx } = f;
  const { heap } = cx;
  const mark = heap.hold();
  const start = births.count;
  f.outs = [];
  let end: Completion;
  try {
    end = body();
  } catch (e) {
    if (!(e instanceof PyRaise)) throw e;
    cx.dropRaise(e, heap.diff(mark));
    end = DEAD;
  }
  if (end === RETURN || end === BREAK) f.outs.push(setAside(f, end, start));
  let live = end === NORMAL || end === CONTINUE;
  const outs: Outcome[] = [];
  for (const out of f.outs) {
    if (out.kind !== 'continue') {
      outs.push(out);
      continue;
    }
    merge(f, out, live);
    live = true;
  }
  if (live) {
    try {
      next();
    } catch (e) {
      if (!(e instanceof PyRaise)) throw e;
      cx.dropRaise(e, heap.diff(mark));
      live = false;
    }
  }
  cx.tick(heap.changesSince(mark));
  for (const out of outs) {
    heap.rebase(out, mark);
    // After the loop, nothing but the way out knows what this pass made.
    out.split = Math.min(out.split, start);
  }
  const diff = live ? heap.diff(mark) : null;
  heap.undo(mark);
  heap.release();
  return { diff, outs };
}
