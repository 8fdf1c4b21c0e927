import type { Frame } from '../frame.js';
import { REST } from '../interp.js';
import { LazyIterator, type Item } from '../iterators.js';
import type { Value } from '../klass.js';
import { Expr, evalG, type Steps } from './base.js';

export class Yield extends Expr {
  override hasYield = true;
  constructor(
    from: number,
    to: number,
    readonly value: Expr | null,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    this.value?.ev(f);
    return f.cx.unknownAt('unmodelled', 'a yield in this place is not interpreted', f, this);
  }
  override *evG(f: Frame): Steps<Value> {
    const value = this.value === null ? null : yield* evalG(this.value, f);
    return yield value;
  }
}

export class YieldFrom extends Expr {
  override hasYield = true;
  constructor(
    from: number,
    to: number,
    readonly value: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    f.cx.collect(this.value.ev(f));
    return f.cx.unknownAt('unmodelled', 'a yield in this place is not interpreted', f, this);
  }
  override *evG(f: Frame): Steps<Value> {
    const { cx } = f;
    const source = yield* evalG(this.value, f);
    const iterator = cx.iterate(source);
    let sent: Value = null;
    for (;;) {
      cx.tick(1);
      // What is sent to the outer generator goes to the inner one.
      const item: Item = sent === null || !(iterator instanceof LazyIterator) ? iterator.next() : iterator.resume(sent);
      if (item === undefined) return cx.generatorResult(iterator);
      if (item === REST) throw cx.poison(cx.whyUnknown(source) ?? cx.undecidedReason);
      sent = yield item;
    }
  }
}
