import { PyRaise } from './errors.js';
import { BREAK, CONTINUE, DEAD, NORMAL, RETURN, type Completion, type Frame } from './frame.js';
import { changedSince, merge, setAside } from './fork.js';
import type { Outcome } from './heap.js';

/** How a loop came to its end. */
export type LoopEnd = 'exhausted' | 'broken' | 'returned' | 'dead';

export const DROPPED = Symbol('a raise was dropped');

const MAX_ASIDES = 16;

/** Passes after one in which some executions left the loop. */
const MAX_PASSES = 100;

/** Bookkeeping of one loop: breaks and continues that were set aside in undecided arms of its body. */
export class LoopRun {
  private readonly saved: Outcome[];
  private readonly breaks: Outcome[] = [];
  private asides = 0;
  private passes = 0;

  constructor(private readonly f: Frame) {
    this.saved = f.outs;
    f.outs = [];
  }

  /**
   * A loop whose every pass may end it is run as one of unknown count after some passes; as is one that goes on and on where
   * it was not left, as the executions that left it are those that come to an end.
   */
  get goesOnTooLong(): boolean {
    return this.asides > MAX_ASIDES || (this.passes > MAX_PASSES && this.breaks.length + this.saved.length > 0);
  }

  /** One pass. Null: the loop goes on. @throws PyRaise when the pass certainly raises */
  pass(body: () => Completion): LoopEnd | null {
    const { f } = this;
    this.passes++;
    let end: Completion;
    try {
      end = body();
    } catch (e) {
      if (!(e instanceof PyRaise)) throw e;
      if (f.outs.length === 0 && this.breaks.length === 0) {
        f.outs = this.saved;
        throw e;
      }
      if (f.outs.every(out => out.kind === 'return') && this.breaks.length === 0) {
        this.saved.push(...f.outs);
        f.outs = this.saved;
        throw e;
      }
      f.cx.dropRaise(e, changedSince(f, [...this.breaks, ...f.outs]));
      end = DEAD;
    }
    if (f.outs.length === 0) {
      if (end === NORMAL || end === CONTINUE) return null;
      if (this.breaks.length === 0) return end === BREAK ? 'broken' : end === RETURN ? 'returned' : 'dead';
    }
    const outs = f.outs;
    this.asides += outs.filter(out => out.kind !== 'continue').length;
    f.outs = [];
    let live = end === NORMAL || end === CONTINUE;
    const continues = outs.filter(out => out.kind === 'continue');
    if (continues.length > 0 || this.breaks.length > 0 || outs.some(out => out.kind === 'break')) {
      if (end === BREAK || end === RETURN) this.sort(setAside(f, end));
    } else if (end === BREAK || end === RETURN) {
      for (const out of outs) this.sort(out);
      return end === BREAK ? 'broken' : 'returned';
    }
    for (const out of outs) if (out.kind !== 'continue') this.sort(out);
    for (const out of continues) {
      merge(f, out, live);
      live = true;
    }
    return live ? null : 'dead';
  }

  /**
   * Evaluates the loop's condition or next item. DROPPED: it raised, but a break was set aside before, with which the
   * execution goes on (`finish('dead', …)`).
   */
  evaluate<T>(compute: () => T): T | typeof DROPPED {
    try {
      return compute();
    } catch (e) {
      if (!(e instanceof PyRaise)) throw e;
      if (this.breaks.length === 0) {
        this.f.outs = this.saved;
        throw e;
      }
      this.f.cx.dropRaise(e, changedSince(this.f, this.breaks));
      return DROPPED;
    }
  }

  private sort(out: Outcome): void {
    if (out.kind === 'break') this.breaks.push(out);
    else this.saved.push(out);
  }

  private elseClause(otherwise: () => Completion): Completion {
    if (this.breaks.length === 0) return otherwise();
    try {
      return otherwise();
    } catch (e) {
      if (!(e instanceof PyRaise)) throw e;
      this.f.cx.dropRaise(e, changedSince(this.f, this.breaks));
      return DEAD;
    }
  }

  /** Runs the else clause where it runs, lets the breaks come in, and tells how the statement ended. */
  finish(end: LoopEnd, otherwise: () => Completion): Completion {
    const { f } = this;
    for (const out of f.outs) this.sort(out);
    f.outs = this.saved;
    let result: Completion = end === 'broken' ? NORMAL : end === 'returned' ? RETURN : end === 'dead' ? DEAD : NORMAL;
    if (end === 'exhausted') result = this.elseClause(otherwise);
    if (this.breaks.length === 0) return result;
    let live = result === NORMAL;
    if (result === RETURN || result === BREAK || result === CONTINUE) f.outs.push(setAside(f, result));
    for (const out of this.breaks) {
      merge(f, out, live);
      live = true;
    }
    return live ? NORMAL : DEAD;
  }
}
