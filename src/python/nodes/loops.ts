import { oneOf } from '../alternatives.js';
import { BREAK, CONTINUE, DEAD, NORMAL, RETURN, type Completion, type Frame } from '../frame.js';
import { decide } from '../branch.js';
import { PyRaise } from '../errors.js';
import { DROPPED, LoopRun } from '../loop.js';
import { iteratorsOf } from '../iterate.js';
import { isSeveral, settleStatement } from '../settle.js';
import { runUnknownLoop } from '../unknownLoop.js';
import type { Reason } from '../value.js';
import { REST, type PyIter } from '../interp.js';
import { LazyIterator } from '../iterators.js';
import { runFinally } from '../finally.js';
import type { Value } from '../klass.js';
import { Call } from './call.js';
import { Stmt, evalG, exBlock, exBlockG, type Expr, type Steps, type Target } from './base.js';

export class While extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly test: Expr,
    readonly body: readonly Stmt[],
    readonly otherwise: readonly Stmt[],
  ) {
    super(from, to);
  }

  ex(f: Frame): Completion {
    const run = new LoopRun(f);
    for (;;) {
      f.cx.tick(1);
      const test = run.evaluate(() => this.test.ev(f));
      if (test === DROPPED) return run.finish('dead', () => NORMAL);
      const truth = f.cx.truth(test);
      if (truth === undefined || run.goesOnTooLong) {
        const why = f.cx.whyOf(test);
        return run.finish(this.unknownPasses(f, why), () => exBlock(this.otherwise, f));
      }
      if (!truth) return run.finish('exhausted', () => exBlock(this.otherwise, f));
      const end = run.pass(() => exBlock(this.body, f));
      if (end !== null) return run.finish(end, () => NORMAL);
    }
  }

  private unknownPasses(f: Frame, why: Reason): 'exhausted' | 'dead' {
    return runUnknownLoop(
      f,
      why,
      () => {
        const decision = decide(f.cx, this.test.ev(f));
        // Certainly false: there is no further pass, and this one changes nothing.
        if (decision === false) return DEAD;
        if (decision !== true) decision.yes();
        return exBlock(this.body, f);
      },
      () => this.ends(f),
    );
  }

  /** Evaluates the test for the last time. What that changes may be more than what happened, where there was no pass. */
  private ends(f: Frame): boolean {
    const { cx } = f;
    const mark = cx.heap.hold();
    try {
      const decision = decide(cx, this.test.ev(f));
      if (decision === true) return false;
      if (cx.heap.changesSince(mark) > 0) {
        cx.heap.undo(mark);
        cx.forkStatements(f, [{ run: () => this.evaluateTest(f) }, { run: () => NORMAL }], cx.undecidedReason);
      } else if (decision !== false) decision.no();
      return true;
    } catch (e) {
      if (!(e instanceof PyRaise)) throw e;
      cx.dropRaise(e, cx.heap.diff(mark));
      // Without a pass it did not raise: the first evaluation came to its end.
      cx.heap.undo(mark);
      return true;
    } finally {
      cx.heap.release();
    }
  }

  private evaluateTest(f: Frame): Completion {
    const decision = decide(f.cx, this.test.ev(f));
    if (typeof decision !== 'boolean') decision.no();
    return NORMAL;
  }

  override *exG(f: Frame): Steps<Completion> {
    for (;;) {
      f.cx.tick(1);
      const test = yield* evalG(this.test, f);
      const truth = f.cx.truth(test);
      if (truth === undefined) throw f.cx.poison(f.cx.whyOf(test));
      if (!truth) return yield* exBlockG(this.otherwise, f);
      const end = yield* exBlockG(this.body, f);
      if (end === BREAK) return NORMAL;
      if (end === RETURN || end === DEAD) return end;
      if (f.outs.length > 0) throw f.cx.poison(f.cx.undecidedReason);
    }
  }

  override binds(): readonly string[] {
    return [...this.body, ...this.otherwise].flatMap(statement => statement.binds());
  }
}

export class For extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly target: Target,
    readonly iterable: Expr,
    readonly body: readonly Stmt[],
    readonly otherwise: readonly Stmt[],
  ) {
    super(from, to);
  }

  ex(f: Frame): Completion {
    const iterable = this.iterable.ev(f);
    if (f.cx.uncertain && isSeveral(iterable)) return settleStatement(f, iterable, one => this.over(f, one));
    return this.over(f, iterable);
  }

  private over(f: Frame, iterable: Value): Completion {
    const { cx } = f;
    const own = cx.uncertain ? iteratorsOf(cx, iterable) : undefined;
    if (own !== undefined) return settleStatement(f, own, one => this.over(f, one));
    const iterator = cx.iterate(iterable);
    // Leaving the loop ends the generator, in whichever executions leave it.
    if (iterator instanceof LazyIterator && iterator.cleansUp && this.isMadeHere) {
      return runFinally(
        f,
        () => this.through(f, iterable, iterator),
        () => {
          iterator.close();
          return NORMAL;
        },
      );
    }
    return this.through(f, iterable, iterator);
  }

  private through(f: Frame, iterable: Value, iterator: PyIter): Completion {
    const { cx } = f;
    const run = new LoopRun(f);
    const orElse = (): Completion => exBlock(this.otherwise, f);
    for (;;) {
      cx.tick(1);
      const item = run.evaluate(() => iterator.next());
      if (item === DROPPED) return run.finish('dead', () => NORMAL);
      if (item === undefined) return run.finish('exhausted', orElse);
      if (item === REST || run.goesOnTooLong) {
        const why = oneOf(
          cx.whyUnknown(iterable) ?? cx.reasonAt('loop-count', 'how often the loop runs is not known', f, this),
          iterable,
        );
        let following = item;
        const end = runUnknownLoop(
          f,
          why,
          () => {
            this.target.store(f, following === REST ? cx.unknownItem(iterable, why) : following);
            return exBlock(this.body, f);
          },
          undefined,
          () => {
            // Taking an item may do something: a generator, or a __next__ of the user's.
            iterator.next();
            following = REST;
          },
        );
        return run.finish(end, orElse);
      }
      const end = run.pass(() => {
        this.target.store(f, item);
        return exBlock(this.body, f);
      });
      if (end !== null) {
        if (this.isMadeHere && !(iterator instanceof LazyIterator && iterator.cleansUp)) iterator.close?.();
        return run.finish(end, () => NORMAL);
      }
    }
  }

  /** Nobody else has the iterator: it ends with the loop. */
  private get isMadeHere(): boolean {
    return this.iterable instanceof Call;
  }

  override *exG(f: Frame): Steps<Completion> {
    const { cx } = f;
    const iterable: Value = yield* evalG(this.iterable, f);
    const iterator = cx.iterate(iterable);
    for (;;) {
      cx.tick(1);
      const item = iterator.next();
      if (item === undefined) return yield* exBlockG(this.otherwise, f);
      if (item === REST) throw cx.poison(cx.whyUnknown(iterable) ?? cx.undecidedReason);
      this.target.store(f, item);
      const end = yield* exBlockG(this.body, f);
      if (f.outs.length > 0) throw cx.poison(cx.undecidedReason);
      if (end === BREAK) {
        if (this.isMadeHere) iterator.close?.();
        return NORMAL;
      }
      if (end === RETURN || end === DEAD) return end;
      if (end !== NORMAL && end !== CONTINUE) return end;
    }
  }

  override binds(): readonly string[] {
    return [...this.target.names(), ...[...this.body, ...this.otherwise].flatMap(statement => statement.binds())];
  }
}
