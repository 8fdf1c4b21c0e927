import type { Frame } from '../frame.js';
import type { BinaryOp, CompareOp } from '../interp.js';
import type { Value } from '../klass.js';
import { PyDict, PyList, PySet, PySlice, PyTuple } from '../value.js';
import { branchValue, decide, negation, operand } from '../branch.js';
import { isSeveral, settleAll } from '../settle.js';
import { Expr, evalG, type Steps, type Target } from './base.js';

export class Const extends Expr {
  constructor(
    from: number,
    to: number,
    readonly value: Value,
  ) {
    super(from, to);
  }
  ev(): Value {
    return this.value;
  }
}

/** Code that cannot be read (half-typed, or beyond the grammar): its value is unknown. */
export class Incomplete extends Expr {
  constructor(
    from: number,
    to: number,
    readonly message: string,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return f.cx.unknownAt('incomplete-code', this.message, f, this);
  }
}

export class Binary extends Expr {
  constructor(
    from: number,
    to: number,
    readonly op: BinaryOp,
    readonly a: Expr,
    readonly b: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return f.cx.binary(this.op, this.a.ev(f), this.b.ev(f));
  }
  override *evG(f: Frame): Steps<Value> {
    const a = yield* evalG(this.a, f);
    return f.cx.binary(this.op, a, yield* evalG(this.b, f));
  }
}

export class Unary extends Expr {
  constructor(
    from: number,
    to: number,
    readonly op: '-' | '+' | '~',
    readonly a: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return f.cx.unary(this.op, this.a.ev(f));
  }
}

export class Not extends Expr {
  constructor(
    from: number,
    to: number,
    readonly a: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return negation(f.cx, this.a.ev(f));
  }
}

/** `a < b <= c`: each operand is evaluated once. */
export class Compare extends Expr {
  constructor(
    from: number,
    to: number,
    readonly first: Expr,
    readonly rest: readonly { readonly op: CompareOp; readonly operand: Expr }[],
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return this.chain(f, this.first.ev(f), 0);
  }

  private chain(f: Frame, first: Value, start: number): Value {
    let left = first;
    let result: Value = true;
    for (let i = start; i < this.rest.length; i++) {
      const { op, operand: next } = this.rest[i] as (typeof this.rest)[number];
      const right = next.ev(f);
      result = f.cx.compare(op, left, right);
      if (i === this.rest.length - 1) break;
      const decision = decide(f.cx, result);
      if (decision === false) return result;
      // The rest is evaluated in those executions only in which it held so far.
      if (decision !== true)
        return branchValue(
          f.cx,
          result,
          () => this.chain(f, right, i + 1),
          () => operand(result, false),
        );
      left = right;
    }
    return result;
  }
}

/** `and`, `or`: they return an operand. */
export class BoolOp extends Expr {
  constructor(
    from: number,
    to: number,
    readonly isOr: boolean,
    readonly a: Expr,
    readonly b: Expr,
  ) {
    super(from, to);
    this.hasYield = a.hasYield || b.hasYield;
  }
  ev(f: Frame): Value {
    const a = this.a.ev(f);
    const truth = f.cx.truth(a);
    if (truth === undefined) return this.either(f, a);
    return truth === this.isOr ? a : this.b.ev(f);
  }
  private either(f: Frame, a: Value): Value {
    const own = (): Value => operand(a, this.isOr);
    const other = (): Value => this.b.ev(f);
    return branchValue(f.cx, a, this.isOr ? own : other, this.isOr ? other : own);
  }
  override *evG(f: Frame): Steps<Value> {
    const a = yield* evalG(this.a, f);
    const truth = f.cx.truth(a);
    if (truth === undefined) throw f.cx.poison(f.cx.whyOf(a));
    return truth === this.isOr ? a : yield* evalG(this.b, f);
  }
}

export class Conditional extends Expr {
  constructor(
    from: number,
    to: number,
    readonly test: Expr,
    readonly a: Expr,
    readonly b: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    const test = this.test.ev(f);
    const truth = f.cx.truth(test);
    if (truth === undefined)
      return branchValue(
        f.cx,
        test,
        () => this.a.ev(f),
        () => this.b.ev(f),
      );
    return truth ? this.a.ev(f) : this.b.ev(f);
  }
  override *evG(f: Frame): Steps<Value> {
    const test = yield* evalG(this.test, f);
    const truth = f.cx.truth(test);
    if (truth === undefined) throw f.cx.poison(f.cx.whyOf(test));
    return yield* evalG(truth ? this.a : this.b, f);
  }
}

export class Attribute extends Expr {
  constructor(
    from: number,
    to: number,
    readonly object: Expr,
    readonly attr: string,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return f.cx.attribute(this.object.ev(f), this.attr);
  }
  override *evG(f: Frame): Steps<Value> {
    return f.cx.attribute(yield* evalG(this.object, f), this.attr);
  }
}

export class Subscript extends Expr {
  constructor(
    from: number,
    to: number,
    readonly object: Expr,
    readonly index: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return f.cx.getItem(this.object.ev(f), this.index.ev(f));
  }
  override *evG(f: Frame): Steps<Value> {
    const object = yield* evalG(this.object, f);
    return f.cx.getItem(object, yield* evalG(this.index, f));
  }
}

export class SliceExpr extends Expr {
  constructor(
    from: number,
    to: number,
    readonly start: Expr | null,
    readonly stop: Expr | null,
    readonly step: Expr | null,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return new PySlice(this.start?.ev(f) ?? null, this.stop?.ev(f) ?? null, this.step?.ev(f) ?? null);
  }
}

export class Star extends Expr {
  constructor(
    from: number,
    to: number,
    readonly value: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return f.cx.unknownAt('incomplete-code', 'a starred expression stands alone', f, this);
  }
}

/** Evaluates the elements of a display and makes it of them, stars spread; of null when their number is unknown. */
function display(f: Frame, items: readonly Expr[], make: (elements: Value[] | null) => Value): Value {
  const { cx } = f;
  const isStar = (index: number): boolean => items[index] instanceof Star;
  let known = true;
  /** What a star spreads, at once: the elements that follow may take more from the same iterator. */
  const spread = (source: Value): Value => {
    const all = cx.collect(source);
    if (all === null) known = false;
    return new PyTuple(all ?? []);
  };
  const values = items.map(item => {
    if (!(item instanceof Star)) return item.ev(f);
    const source = item.value.ev(f);
    return cx.uncertain && isSeveral(source) ? source : spread(source);
  });
  if (!items.some(item => item instanceof Star)) return make(values);
  return settleAll(cx, values, isStar, settled => {
    const before = known;
    const out = settled.flatMap((value, index) => {
      if (!isStar(index)) return [value];
      return value instanceof PyTuple ? value.items : (spread(value) as PyTuple).items;
    });
    const made = make(known ? out : null);
    known = before;
    return made;
  });
}

export class TupleExpr extends Expr {
  constructor(
    from: number,
    to: number,
    readonly items: readonly Expr[],
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return display(f, this.items, items =>
      items === null
        ? f.cx.unknownAt('loop-count', 'the number of elements is not known', f, this)
        : new PyTuple(items),
    );
  }
  override *evG(f: Frame): Steps<Value> {
    const out: Value[] = [];
    for (const item of this.items) out.push(yield* evalG(item, f));
    return new PyTuple(out);
  }
}

export class ListExpr extends Expr {
  constructor(
    from: number,
    to: number,
    readonly items: readonly Expr[],
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    f.cx.tick(this.items.length);
    return display(f, this.items, items => {
      if (items !== null) return new PyList(items);
      return new PyList([], undefined, f.cx.reasonAt('loop-count', 'the number of elements is not known', f, this));
    });
  }
  override *evG(f: Frame): Steps<Value> {
    const out: Value[] = [];
    for (const item of this.items) out.push(yield* evalG(item, f));
    return new PyList(out);
  }
}

export class SetExpr extends Expr {
  constructor(
    from: number,
    to: number,
    readonly items: readonly Expr[],
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return display(f, this.items, items => this.make(f, items));
  }
  private make(f: Frame, items: readonly Value[] | null): Value {
    const set = new PySet();
    if (items === null) {
      return new PySet(
        new Map(),
        undefined,
        f.cx.reasonAt('loop-count', 'the number of elements is not known', f, this),
      );
    }
    for (const item of items) f.cx.setAdd(set, item);
    return set;
  }
}

export class DictExpr extends Expr {
  constructor(
    from: number,
    to: number,
    /** key null: `**value`. */
    readonly entries: readonly { readonly key: Expr | null; readonly value: Expr }[],
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    const dict = new PyDict();
    for (const { key, value } of this.entries) {
      if (key === null) f.cx.dictUpdate(dict, value.ev(f));
      else {
        const k = key.ev(f);
        f.cx.dictSet(dict, k, value.ev(f));
      }
    }
    f.cx.tick(this.entries.length);
    return dict;
  }
}

export class Named extends Expr {
  constructor(
    from: number,
    to: number,
    readonly target: Target,
    readonly value: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    const value = this.value.ev(f);
    this.target.store(f, value);
    return value;
  }
  override *evG(f: Frame): Steps<Value> {
    const value = yield* evalG(this.value, f);
    this.target.store(f, value);
    return value;
  }
}

/** `await x`: what x gives when it is run to its end, which is not modelled, unless it is no coroutine at all. */
export class Await extends Expr {
  constructor(
    from: number,
    to: number,
    readonly value: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    this.value.ev(f);
    return f.cx.unknownAt('unmodelled', 'await is not interpreted', f, this);
  }
}
