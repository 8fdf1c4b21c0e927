import { Frame } from '../frame.js';
import { REST, type PyIter } from '../interp.js';
import type { Value } from '../klass.js';
import { PyDict, PyList, PySet, type Reason } from '../value.js';
import { Expr, type Target } from './base.js';

export interface Clause {
  readonly target: Target;
  readonly iterable: Expr;
  readonly conditions: readonly Expr[];
}

export type ComprehensionKind = 'list' | 'set' | 'dict' | 'generator';

/** A comprehension runs in a frame of its own; only its first iterable is evaluated outside. */
export class Comprehension extends Expr {
  constructor(
    from: number,
    to: number,
    readonly kind: ComprehensionKind,
    readonly element: Expr,
    /** The value of a dictionary comprehension. */
    readonly value: Expr | null,
    readonly clauses: readonly Clause[],
    readonly size: () => number,
  ) {
    super(from, to);
  }

  ev(f: Frame): Value {
    const { cx } = f;
    const first = this.clauses[0];
    if (first === undefined) return cx.unknownAt('incomplete-code', 'the comprehension has no for', f, this);
    const source = first.iterable.ev(f);
    const frame = new Frame(
      cx,
      f.module,
      f.file,
      this.size(),
      f.names === null ? f : f.outer,
      f.fn,
      f.names === null ? f.classFrame : f,
      false,
      f.home,
    );
    if (this.kind === 'generator') return cx.lazyIterator(this.items(frame, cx.iterate(source), source));
    return this.build(f, frame, source);
  }

  private build(f: Frame, frame: Frame, source: Value): Value {
    const { cx } = f;
    const list: Value[] = [];
    const set = new PySet();
    const dict = new PyDict();
    for (const item of this.items(frame, cx.iterate(source), source)) {
      if (item === REST)
        return this.open(
          cx.whyUnknown(source) ?? cx.reasonAt('loop-count', 'how many elements there are is not known', f, this),
        );
      cx.tick(1);
      if (this.kind === 'list') list.push(item[0]);
      else if (this.kind === 'set') cx.setAdd(set, item[0]);
      else cx.dictSet(dict, item[0], item[1]);
    }
    return this.kind === 'list' ? new PyList(list) : this.kind === 'set' ? set : dict;
  }

  private open(why: Reason): Value {
    if (this.kind === 'list') return new PyList([], undefined, why);
    if (this.kind === 'set') return new PySet(new Map(), undefined, why);
    return new PyDict(undefined, new Map(), why);
  }

  /**
   * The elements, or REST when it is not known how many follow: then the element was evaluated once more as in a loop of
   * unknown count, so that what it builds is recorded as possible.
   */
  private *items(frame: Frame, first: PyIter, source: Value, level = 0): Generator<[Value, Value] | typeof REST> {
    const { cx } = frame;
    const clause = this.clauses[level];
    if (clause === undefined) {
      const element = this.element.ev(frame);
      yield [element, this.value === null ? null : this.value.ev(frame)];
      return;
    }
    for (;;) {
      cx.tick(1);
      const item = first.next();
      if (item === undefined) return;
      if (item === REST) {
        this.perhaps(frame, clause, cx.unknownItem(source, cx.whyUnknown(source) ?? cx.undecidedReason), level);
        yield REST;
        return;
      }
      clause.target.store(frame, item);
      const passes = this.filter(frame, clause);
      if (passes === undefined) {
        this.perhaps(frame, clause, item, level);
        yield REST;
        return;
      }
      if (!passes) continue;
      const inner = this.clauses[level + 1];
      if (inner === undefined) {
        yield* this.items(frame, first, source, level + 1);
        continue;
      }
      const next = inner.iterable.ev(frame);
      yield* this.items(frame, cx.iterate(next), next, level + 1);
    }
  }

  private filter(frame: Frame, clause: Clause): boolean | undefined {
    for (const condition of clause.conditions) {
      const truth = frame.cx.truth(condition.ev(frame));
      if (truth !== true) return truth;
    }
    return true;
  }

  private perhaps(frame: Frame, clause: Clause, item: Value, level: number): void {
    frame.cx.unknownPasses(frame, () => {
      clause.target.store(frame, item);
      for (const inner of this.clauses.slice(level + 1)) {
        inner.target.store(frame, frame.cx.unknownItem(inner.iterable.ev(frame), frame.cx.undecidedReason));
      }
      this.element.ev(frame);
      this.value?.ev(frame);
    });
  }
}
