import { Frame } from '../frame.js';
import { REST, type PyIter } from '../interp.js';
import type { Value } from '../klass.js';
import { PyDict, PyList, PySet, type Reason } from '../value.js';
import { oneOf } from '../alternatives.js';
import { branchValue, decide } from '../branch.js';
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

/** An element; of a dictionary, the key and the value. */
type Element = readonly [Value, Value];

/** Elements that there may be: a condition is not decided. */
class Undecided {
  constructor(
    /** Evaluates them in an arm and puts them where they belong. */
    readonly run: (put: (element: Element) => void) => void,
  ) {}
}

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
      // A generator has no elements that there may be: there its items end.
      const items = this.items(frame, made, cx.iterate(source), source) as Generator<Element | typeof REST>;
      const iterator = cx.lazyIterator(items);
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
    const list = new PyList([]);
    const set = new PySet();
    const dict = new PyDict();
    const made: Value[] = [];
    let append: Value | undefined;
    const put = ([element, value]: Element): void => {
      if (this.kind === 'set') cx.setAdd(set, element);
      else if (this.kind === 'dict') cx.dictSet(dict, element, value);
      // Once a condition was not decided, the list may be one of several.
      else if (append === undefined) list.items.push(element);
      else cx.callWith(append, element);
    };
    for (const item of this.items(frame, made, cx.iterate(source), source)) {
      cx.tick(1);
      if (item instanceof Undecided) {
        append ??= cx.getAttr(list, 'append');
        item.run(put);
      } else if (item === REST) {
        const why =
          cx.whyUnknown(source) ?? cx.reasonAt('loop-count', 'how many elements there are is not known', f, this);
        return this.open(oneOf(why, list, set, dict, made));
      } else put(item);
    }
    return this.kind === 'list' ? list : this.kind === 'set' ? set : dict;
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
  ): Generator<Element | Undecided | typeof REST> {
    const { cx } = frame;
    const clause = this.clauses[level];
    if (clause === undefined) {
      yield this.one(frame);
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
      if (passes === false) continue;
      if (passes !== true) {
        const { test, next } = passes;
        const inner = (put: (element: Element) => void): void => this.within(frame, made, level + 1, put);
        const undecided = new Undecided(put => this.passing(frame, clause, test, next, () => inner(put)));
        if (this.kind !== 'generator') {
          yield undecided;
          continue;
        }
        // What a generator gives here is not known, nor whether it is asked to go on: all that may follow is possible.
        this.following(frame, made, clause, first, source, level, undecided);
        yield REST;
        return;
      }
      const inner = this.clauses[level + 1];
      if (inner === undefined) {
        yield* this.items(frame, made, first, source, level + 1);
        continue;
      }
      const next = inner.iterable.ev(frame);
      yield* this.items(frame, made, cx.iterate(next), next, level + 1);
    }
  }

  private one(frame: Frame): Element {
    const element = this.element.ev(frame);
    return [element, this.value === null ? null : this.value.ev(frame)];
  }

  /** Whether the conditions hold; else the first one that is not decided, and which one comes next. */
  private filter(frame: Frame, clause: Clause, from = 0): boolean | { readonly test: Value; readonly next: number } {
    for (let i = from; i < clause.conditions.length; i++) {
      const test = clause.conditions[i]?.ev(frame) ?? null;
      const truth = decide(frame.cx, test);
      if (truth === false) return false;
      if (truth !== true) return { test, next: i + 1 };
    }
    return true;
  }

  /** Goes on where an undecided condition holds, and the others after it do. */
  private passing(frame: Frame, clause: Clause, test: Value, next: number, run: () => void): void {
    const rest = (): Value => {
      const others = this.filter(frame, clause, next);
      if (others === true) run();
      else if (others !== false) this.passing(frame, clause, others.test, others.next, run);
      return null;
    };
    branchValue(frame.cx, test, rest, () => null);
  }

  /** The elements of the clauses from a level on, in an arm: all at once. */
  private within(frame: Frame, made: Value[], level: number, put: (element: Element) => void): void {
    const clause = this.clauses[level];
    if (clause === undefined) {
      put(this.one(frame));
      return;
    }
    const source = clause.iterable.ev(frame);
    for (const one of this.items(frame, made, frame.cx.iterate(source), source, level)) {
      if (one instanceof Undecided) one.run(put);
      else if (one === REST) frame.cx.markIncomplete(frame.cx.undecidedReason);
      else put(one);
    }
  }

  /** What the rest of a generator may evaluate, each item as something that may not be asked for. */
  private following(
    frame: Frame,
    made: Value[],
    clause: Clause,
    first: PyIter,
    source: Value,
    level: number,
    undecided: Undecided,
  ): void {
    const { cx } = frame;
    const keep = ([element, value]: Element): void => void made.push(element, ...(this.value === null ? [] : [value]));
    undecided.run(keep);
    for (;;) {
      const item = first.next();
      if (item === undefined) return;
      if (item === REST) {
        const why = oneOf(cx.whyUnknown(source) ?? cx.undecidedReason, source);
        this.perhaps(frame, made, clause, cx.unknownItem(source, why), level);
        return;
      }
      const run = (): Value => {
        clause.target.store(frame, item);
        const passes = this.filter(frame, clause);
        if (passes === true) this.within(frame, made, level + 1, keep);
        else if (passes !== false)
          this.passing(frame, clause, passes.test, passes.next, () => this.within(frame, made, level + 1, keep));
        return null;
      };
      cx.forkValues([{ run: () => null }, { run }], cx.undecidedReason);
    }
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
