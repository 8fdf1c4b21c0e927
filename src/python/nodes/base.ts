import type { Completion, Frame } from '../frame.js';
import { poisonWays } from '../spill.js';
import type { Value } from '../klass.js';

/** A generator body's JS generator: it yields what Python yields and is sent what Python sends. */
export type Steps<R> = Generator<Value, R, Value>;

export abstract class Node {
  constructor(
    readonly from: number,
    readonly to: number,
  ) {}
  /** There is a yield in it, so that inside a generator it must be run by its G variant. */
  hasYield = false;
}

export abstract class Expr extends Node {
  abstract ev(f: Frame): Value;
  // The default for nodes whose yields, if any, were refused when the tree was lowered.
  // eslint-disable-next-line require-yield
  *evG(f: Frame): Steps<Value> {
    return this.ev(f);
  }
}

export abstract class Stmt extends Node {
  abstract ex(f: Frame): Completion;
  // eslint-disable-next-line require-yield
  *exG(f: Frame): Steps<Completion> {
    return this.ex(f);
  }
  /** A generator that is left within it does something more: finally, a context manager's end. */
  get cleansUp(): boolean {
    return false;
  }
  /** Names that the statement binds in its scope: they become Unknown when it raises at module level. */
  binds(): readonly string[] {
    return [];
  }
}

/** Where a value can be stored: a name, attribute, item, or a tuple of these. */
export abstract class Target extends Node {
  abstract store(f: Frame, value: Value): void;
  abstract remove(f: Frame): void;
  abstract names(): readonly string[];
}

export function exBlock(body: readonly Stmt[], f: Frame): Completion {
  for (const statement of body) {
    const completion = statement.ex(f);
    if (completion !== 0) return completion;
  }
  return 0;
}

/** Whether a generator with this body may do something where it is left before its end. */
export function mayCleanUp(body: readonly Stmt[]): boolean {
  return body.some(statement => {
    if (!statement.hasYield) return false;
    if (statement.cleansUp) return true;
    return Object.values(statement).some(
      part => Array.isArray(part) && mayCleanUp(part.filter(one => one instanceof Stmt)),
    );
  });
}

export function* exBlockG(body: readonly Stmt[], f: Frame): Steps<Completion> {
  for (const statement of body) {
    const completion = statement.hasYield ? yield* statement.exG(f) : statement.ex(f);
    if (f.outs.length > 0) poisonWays(f, f.cx.undecidedReason);
    if (completion !== 0) return completion;
  }
  return 0;
}

export function* evalG(e: Expr, f: Frame): Steps<Value> {
  return e.hasYield ? yield* e.evG(f) : e.ev(f);
}
