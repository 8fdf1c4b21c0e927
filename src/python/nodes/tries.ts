import { modulesMade } from '../births.js';
import { PyRaise } from '../errors.js';
import { runFinally } from '../finally.js';
import { NORMAL, type Completion, type Frame } from '../frame.js';
import type { Diff, Owner } from '../heap.js';
import { PyModule, type PyInstance } from '../value.js';
import { Stmt, exBlock, exBlockG, type Expr, type Steps, type Target } from './base.js';

export interface Handler {
  /** Null: a bare except. */
  readonly type: Expr | null;
  readonly target: Target | null;
  readonly body: readonly Stmt[];
}

export class Try extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly body: readonly Stmt[],
    readonly handlers: readonly Handler[],
    readonly otherwise: readonly Stmt[],
    readonly final: readonly Stmt[],
  ) {
    super(from, to);
  }

  override get cleansUp(): boolean {
    return true;
  }

  ex(f: Frame): Completion {
    f.cx.tick(1);
    const inner = (): Completion =>
      this.handlers.length > 0 ? this.exHandlers(f, () => exBlock(this.body, f)) : exBlock(this.body, f);
    return this.final.length > 0 ? runFinally(f, inner, () => exBlock(this.final, f)) : inner();
  }

  private exHandlers(f: Frame, body: () => Completion): Completion {
    const { cx } = f;
    const { heap } = cx;
    const outerDropped = cx.dropped;
    cx.dropped = [];
    const savedOuts = f.outs;
    f.outs = [];
    const mark = heap.holdInLine();
    const before = modulesMade.count;
    let end: Completion = NORMAL;
    let raised: PyRaise | null = null;
    let dropped: readonly { raise: PyRaise; diff: Diff }[];
    cx.tries.push(exception => this.handlerFor(f, exception) !== undefined);
    try {
      end = body();
    } catch (e) {
      if (!(e instanceof PyRaise)) throw e;
      raised = e;
    } finally {
      cx.tries.pop();
      dropped = cx.dropped;
      cx.dropped = outerDropped;
    }
    const caught = dropped.filter(({ raise }) => this.handlerFor(f, raise.exception) !== undefined);
    outerDropped.push(...dropped.filter(one => !caught.includes(one)));
    const outs = f.outs;
    const goOn = (): Completion => {
      if (raised !== null) return this.handle(f, raised);
      return end === NORMAL ? exBlock(this.otherwise, f) : end;
    };
    if (caught.length === 0) {
      f.outs = savedOuts;
      f.outs.push(...outs);
      heap.releaseInLine();
      return goOn();
    }
    for (const out of outs) heap.rebase(out, mark);
    const diff = heap.diff(mark);
    // A module's initialisation is one for all executions, whichever of them is the first to import it.
    const isNewModule = (owner: Owner): boolean => owner instanceof PyModule && owner.serial > before;
    const modules = new Map([...diff].filter(([owner]) => isNewModule(owner)));
    const written = [diff, ...outs.map(out => out.diff), ...dropped.map(one => one.diff)].map(
      cells => new Map([...cells].filter(([owner]) => !isNewModule(owner))),
    );
    heap.undo(mark);
    f.outs = [...savedOuts, ...outs];
    heap.releaseInLine();
    const result = f.result;
    // An exception came at an unknown moment: whatever the body writes is unknown in its handler.
    return cx.forkStatements(
      f,
      [
        {
          run: () => {
            heap.apply(diff);
            f.result = result;
            return goOn();
          },
        },
        ...caught.map(({ raise }) => ({
          run: () => {
            heap.apply(modules);
            for (const cells of written) heap.havoc(cells, cx.joinCx);
            return this.handle(f, raise);
          },
        })),
      ],
      cx.undecidedReason,
    );
  }

  private handlerFor(f: Frame, exception: PyInstance): Handler | undefined {
    return this.handlers.find(handler => {
      if (handler.type === null) return true;
      return f.cx.exceptionMatches(exception, handler.type.ev(f)) !== false;
    });
  }

  private handle(f: Frame, raised: PyRaise, first = 0): Completion {
    const { exception } = raised;
    for (const [index, handler] of this.handlers.entries()) {
      if (index < first) continue;
      const matches = handler.type === null || f.cx.exceptionMatches(exception, handler.type.ev(f));
      if (matches === false) continue;
      if (matches === true) return this.runHandler(f, handler, exception);
      // An exception that is not known may be another one.
      return f.cx.forkStatements(
        f,
        [{ run: () => this.runHandler(f, handler, exception) }, { run: () => this.handle(f, raised, index + 1) }],
        f.cx.undecidedReason,
      );
    }
    throw raised;
  }

  private runHandler(f: Frame, handler: Handler, exception: PyInstance): Completion {
    handler.target?.store(f, exception);
    f.handling.push(exception);
    try {
      return exBlock(handler.body, f);
    } finally {
      f.handling.pop();
      if (handler.target !== null && f.cx.isBound(handler.target, f)) handler.target.remove(f);
    }
  }

  override *exG(f: Frame): Steps<Completion> {
    const { cx } = f;
    let end: Completion = NORMAL;
    let pending: PyRaise | null = null;
    let finished = false;
    try {
      try {
        end = yield* exBlockG(this.body, f);
        if (end === NORMAL) end = yield* exBlockG(this.otherwise, f);
      } catch (e) {
        if (!(e instanceof PyRaise)) throw e;
        const handler = this.handlerFor(f, e.exception);
        if (handler === undefined) pending = e;
        else {
          handler.target?.store(f, e.exception);
          f.handling.push(e.exception);
          try {
            end = yield* exBlockG(handler.body, f);
          } catch (again) {
            if (!(again instanceof PyRaise)) throw again;
            pending = again;
          } finally {
            f.handling.pop();
          }
        }
      }
      if (f.outs.length > 0) throw cx.poison(cx.undecidedReason);
      finished = true;
    } finally {
      // The generator was closed at a yield: its finally block still runs.
      if (!finished && cx.closing) exBlock(this.final, f);
    }
    const result = f.result;
    const last = yield* exBlockG(this.final, f);
    if (last !== NORMAL) return last;
    if (pending !== null) throw pending;
    f.result = result;
    return end;
  }

  override binds(): readonly string[] {
    return [...this.body, ...this.handlers.flatMap(handler => handler.body), ...this.otherwise, ...this.final].flatMap(
      statement => statement.binds(),
    );
  }
}
