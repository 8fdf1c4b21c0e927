import { Frame } from '../frame.js';
import { REST, type PyIter } from '../interp.js';
import type { Value } from '../klass.js';
import { PyDict, PyList, PySet, type Reason } from '../value.js';
import { oneOf } from '../alternatives.js';
import { PyIterator } from '../iterators.js';
import { isSeveral, settle } from '../settle.js';
import { iteratorsOf } from '../iterate.js';
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
    if (this.kind === 'generator') {
      const made: Value[] = [];
      const iterator = cx.lazyIterator(this.items(frame, made, cx.iterate(source), source));
      if (iterator instanceof PyIterator) iterator.sources = [source, made];
      return iterator;
    }
    return cx.uncertain && isSeveral(source)
      ? settle(cx, source, one => this.build(f, frame, one))
      : this.build(f, frame, source);
  }

  private build(f: Frame, frame: Frame, source: Value): Value {
    const { cx } = f;
    const own = cx.uncertain ? iteratorsOf(cx, source) : undefined;
    if (own !== undefined) return settle(cx, own, one => this.build(f, frame, one));
    const list: Value[] = [];
    const set = new PySet();
    const dict = new PyDict();
    const made: Value[] = [];
    for (const item of this.items(frame, made, cx.iterate(source), source)) {
      if (item === REST) {
        const why =
          cx.whyUnknown(source) ?? cx.reasonAt('loop-count', 'how many elements there are is not known', f, this);
        return this.open(oneOf(why, list, made));
      }
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
  private *items(
    frame: Frame,
    made: Value[],
    first: PyIter,
    source: Value,
    level = 0,
  ): Generator<[Value, Value] | typeof REST> {
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
        const why = oneOf(cx.whyUnknown(source) ?? cx.undecidedReason, source);
        this.perhaps(frame, made, clause, cx.unknownItem(source, why), level);
        yield REST;
        return;
      }
      clause.target.store(frame, item);
      const passes = this.filter(frame, clause);
      if (passes === undefined) {
        this.perhaps(frame, made, clause, item, level);
        yield REST;
        return;
      }
      if (!passes) continue;
      const inner = this.clauses[level + 1];
      if (inner === undefined) {
        yield* this.items(frame, made, first, source, level + 1);
        continue;
      }
      const next = inner.iterable.ev(frame);
      yield* this.items(frame, made, cx.iterate(next), next, level + 1);
    }
  }

  private filter(frame: Frame, clause: Clause): boolean | undefined {
    for (const condition of clause.conditions) {
      const truth = frame.cx.truth(condition.ev(frame));
      if (truth !== true) return truth;
    }
    return true;
  }

  private perhaps(frame: Frame, made: Value[], clause: Clause, item: Value, level: number): void {
    frame.cx.unknownPasses(frame, () => {
      clause.target.store(frame, item);
      for (const inner of this.clauses.slice(level + 1)) {
        const source = inner.iterable.ev(frame);
        inner.target.store(frame, frame.cx.unknownItem(source, oneOf(frame.cx.undecidedReason, source)));
      }
      made.push(this.element.ev(frame));
      if (this.value !== null) made.push(this.value.ev(frame));
    });
  }
}
