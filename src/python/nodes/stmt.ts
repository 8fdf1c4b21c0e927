import type { BREAK, CONTINUE } from '../frame.js';
import { NORMAL, RETURN, type Completion, type Frame } from '../frame.js';
import type { BinaryOp } from '../interp.js';
import { Choice, chooseStatement } from '../choice.js';
import type { Value } from '../klass.js';
import { branch, decide } from '../branch.js';
import { PyDict, PyInstance } from '../value.js';
import type { Target } from './base.js';
import { Stmt, evalG, exBlock, exBlockG, type Expr, type Steps } from './base.js';
import { AttrTarget, ItemTarget } from './targets.js';

export class ExprStmt extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly value: Expr,
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    f.cx.tick(1);
    this.value.ev(f);
    return NORMAL;
  }
  override *exG(f: Frame): Steps<Completion> {
    f.cx.tick(1);
    yield* evalG(this.value, f);
    return NORMAL;
  }
}

export class Assign extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly targets: readonly Target[],
    readonly value: Expr,
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    f.cx.tick(1);
    const value = this.value.ev(f);
    for (const target of this.targets) target.store(f, value);
    return NORMAL;
  }
  override *exG(f: Frame): Steps<Completion> {
    f.cx.tick(1);
    const value = yield* evalG(this.value, f);
    for (const target of this.targets) target.store(f, value);
    return NORMAL;
  }
  override binds(): readonly string[] {
    return this.targets.flatMap(target => target.names());
  }
}

/** `x: int = 3` in a class body: the annotation's text is kept, since dataclasses are made of it. */
export class Annotate extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly name: string,
    readonly annotation: string,
    readonly inner: Stmt | null,
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    const present = f.names?.get('__annotations__');
    const annotations = present instanceof PyDict ? present : new PyDict();
    if (annotations !== present) f.cx.heap.set(f, '__annotations__', annotations);
    annotations.setString(f.cx.heap, this.name, this.annotation);
    return this.inner === null ? NORMAL : this.inner.ex(f);
  }
  override binds(): readonly string[] {
    return this.inner === null ? [] : this.inner.binds();
  }
}

/** `a.x += 1`: object and index are evaluated once. */
export class AugAssign extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly target: Target,
    /** The target as an expression, for names. */
    readonly read: Expr,
    readonly op: BinaryOp,
    readonly value: Expr,
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    const { cx } = f;
    cx.tick(1);
    const { target } = this;
    if (target instanceof AttrTarget) {
      const object = target.object.ev(f);
      const old = cx.attribute(object, target.attr);
      cx.setAttr(object, target.attr, cx.inPlace(this.op, old, this.value.ev(f)));
    } else if (target instanceof ItemTarget) {
      const object = target.object.ev(f);
      const index = target.index.ev(f);
      const old = cx.getItem(object, index);
      cx.setItem(object, index, cx.inPlace(this.op, old, this.value.ev(f)));
    } else {
      const old = this.read.ev(f);
      target.store(f, cx.inPlace(this.op, old, this.value.ev(f)));
    }
    return NORMAL;
  }
  override *exG(f: Frame): Steps<Completion> {
    if (this.target instanceof AttrTarget || this.target instanceof ItemTarget) return this.ex(f);
    f.cx.tick(1);
    const old = this.read.ev(f);
    const value = yield* evalG(this.value, f);
    this.target.store(f, f.cx.inPlace(this.op, old, value));
    return NORMAL;
  }
  override binds(): readonly string[] {
    return this.target.names();
  }
}

export class Delete extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly targets: readonly Target[],
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    f.cx.tick(1);
    for (const target of this.targets) target.remove(f);
    return NORMAL;
  }
}

/** pass, global, nonlocal, a bare annotation, and what has no effect here. */
export class Nothing extends Stmt {
  ex(): Completion {
    return NORMAL;
  }
}

export class Jump extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly kind: typeof BREAK | typeof CONTINUE,
  ) {
    super(from, to);
  }
  ex(): Completion {
    return this.kind;
  }
}

export class Return extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly value: Expr | null,
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    f.cx.tick(1);
    f.result = this.value === null ? null : this.value.ev(f);
    return RETURN;
  }
  override *exG(f: Frame): Steps<Completion> {
    f.cx.tick(1);
    f.result = this.value === null ? null : yield* evalG(this.value, f);
    return RETURN;
  }
}

export class If extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly test: Expr,
    readonly then: readonly Stmt[],
    readonly otherwise: readonly Stmt[],
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    // A chain of elif may be longer than our calls can be nested.
    for (let arm: If = this; ;) {
      f.cx.tick(1);
      const { then, otherwise } = arm;
      const test = arm.test.ev(f);
      const truth = f.cx.truth(test);
      if (truth === undefined)
        return branch(
          f,
          test,
          () => exBlock(then, f),
          () => exBlock(otherwise, f),
        );
      const next = arm.elif;
      if (truth || next === null) return exBlock(truth ? then : otherwise, f);
      arm = next;
    }
  }

  /** What follows is another condition and nothing else. */
  private get elif(): If | null {
    const [only] = this.otherwise;
    return this.otherwise.length === 1 && only instanceof If ? only : null;
  }
  override *exG(f: Frame): Steps<Completion> {
    f.cx.tick(1);
    const test = yield* evalG(this.test, f);
    const truth = f.cx.truth(test);
    // A JS generator cannot be rewound: what an undecided arm yields makes the rest of this generator unknown.
    if (truth === undefined) throw f.cx.poison(f.cx.whyOf(test));
    return yield* exBlockG(truth ? this.then : this.otherwise, f);
  }
  override binds(): readonly string[] {
    const names: string[] = [];
    for (let arm: If | null = this; arm !== null; arm = arm.elif) {
      for (const statement of arm.elif === null ? [...arm.then, ...arm.otherwise] : arm.then)
        names.push(...statement.binds());
    }
    return names;
  }
}

export class Raise extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly exception: Expr | null,
    readonly cause: Expr | null,
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    const { cx } = f;
    cx.tick(1);
    if (this.exception === null) {
      const handled = cx.handled(f);
      if (handled === undefined) throw cx.error('RuntimeError', 'No active exception to reraise');
      throw cx.raise(handled);
    }
    const raised = this.exception.ev(f);
    const cause = this.cause?.ev(f);
    return raised instanceof Choice
      ? chooseStatement(f, raised, one => this.raise(f, one, cause))
      : this.raise(f, raised, cause);
  }

  private raise(f: Frame, value: Value, cause: Value | undefined): Completion {
    const { cx } = f;
    const exception = cx.makeException(value);
    if (cause !== undefined && exception instanceof PyInstance) cx.heap.set(exception, '__cause__', cause);
    throw cx.raise(exception);
  }
}

export class Assert extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly test: Expr,
    readonly message: Expr | null,
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    f.cx.tick(1);
    const decision = decide(f.cx, this.test.ev(f));
    if (decision === true) return NORMAL;
    if (decision === false)
      throw f.cx.error('AssertionError', this.message === null ? '' : f.cx.str(this.message.ev(f)));
    // The executions that go on are those in which it holds.
    f.cx.maybeRaise(f.cx.error('AssertionError', ''));
    decision.yes();
    return NORMAL;
  }
}
