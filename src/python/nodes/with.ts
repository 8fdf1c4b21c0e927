import { Choice, chooseStatement } from '../choice.js';
import { PyRaise } from '../errors.js';
import { runFinally, SUPPRESS } from '../finally.js';
import { NORMAL, type Completion, type Frame } from '../frame.js';
import type { Value } from '../klass.js';
import { Args } from '../native.js';
import { Stmt, exBlock, exBlockG, type Expr, type Steps, type Target } from './base.js';

export class With extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly items: readonly { readonly context: Expr; readonly target: Target | null }[],
    readonly body: readonly Stmt[],
  ) {
    super(from, to);
  }

  override get cleansUp(): boolean {
    return true;
  }

  ex(f: Frame): Completion {
    f.cx.tick(1);
    return this.exItem(f, 0);
  }

  private exItem(f: Frame, index: number): Completion {
    const item = this.items[index];
    if (item === undefined) return exBlock(this.body, f);
    const manager = item.context.ev(f);
    if (manager instanceof Choice) return chooseStatement(f, manager, one => this.within(f, index, item, one));
    return this.within(f, index, item, manager);
  }

  private within(f: Frame, index: number, item: (typeof this.items)[number], manager: Value): Completion {
    const { cx } = f;
    const exit = this.enter(f, item, manager);
    if (exit === null) return this.exItem(f, index + 1);
    return runFinally(
      f,
      () => this.exItem(f, index + 1),
      raised => {
        if (raised === null) {
          cx.call(exit, new Args([null, null, null]));
          return NORMAL;
        }
        const { exception } = raised;
        const answer = cx.truth(cx.call(exit, new Args([exception.cls, exception, null])));
        // Not known: one execution goes on, in the other the exception does.
        if (answer === undefined) cx.maybeRaise(raised);
        return answer === false ? NORMAL : SUPPRESS;
      },
    );
  }

  /** Calls `__enter__` and returns `__exit__`, or null for a manager that is not known. */
  private enter(f: Frame, item: (typeof this.items)[number], manager: Value): Value | null {
    const { cx } = f;
    if (cx.whyUnknown(manager) !== null) {
      item.target?.store(f, cx.passOn(null, manager));
      return null;
    }
    const enter = cx.special(manager, '__enter__');
    const exit = cx.special(manager, '__exit__');
    if (enter === undefined || exit === undefined) {
      throw cx.error('TypeError', `'${cx.classOf(manager).name}' object does not support the context manager protocol`);
    }
    const value = cx.call(enter, Args.none);
    item.target?.store(f, value);
    return exit;
  }

  override *exG(f: Frame): Steps<Completion> {
    const { cx } = f;
    const exits: Value[] = [];
    for (const item of this.items) {
      const exit = this.enter(f, item, item.context.ev(f));
      if (exit !== null) exits.unshift(exit);
    }
    let end: Completion = NORMAL;
    let pending: PyRaise | null = null;
    try {
      end = yield* exBlockG(this.body, f);
    } catch (e) {
      if (!(e instanceof PyRaise)) throw e;
      pending = e;
    }
    for (const exit of exits) {
      const args: Value[] = pending === null ? [null, null, null] : [pending.exception.cls, pending.exception, null];
      if (cx.truth(cx.call(exit, new Args(args))) === true) pending = null;
    }
    if (pending !== null) throw pending;
    return end;
  }

  override binds(): readonly string[] {
    return [
      ...this.items.flatMap(item => item.target?.names() ?? []),
      ...this.body.flatMap(statement => statement.binds()),
    ];
  }
}
