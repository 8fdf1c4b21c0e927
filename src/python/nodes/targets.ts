import type { Frame } from '../frame.js';
import type { Value } from '../klass.js';
import { isSeveral, settleEach } from '../settle.js';
import { PyList } from '../value.js';
import { Target, type Expr } from './base.js';

export class AttrTarget extends Target {
  constructor(
    from: number,
    to: number,
    readonly object: Expr,
    readonly attr: string,
  ) {
    super(from, to);
  }
  store(f: Frame, value: Value): void {
    f.cx.setAttr(this.object.ev(f), this.attr, value);
  }
  remove(f: Frame): void {
    f.cx.setAttr(this.object.ev(f), this.attr, undefined);
  }
  names(): readonly string[] {
    return [];
  }
}

export class ItemTarget extends Target {
  constructor(
    from: number,
    to: number,
    readonly object: Expr,
    readonly index: Expr,
  ) {
    super(from, to);
  }
  store(f: Frame, value: Value): void {
    f.cx.setItem(this.object.ev(f), this.index.ev(f), value);
  }
  remove(f: Frame): void {
    f.cx.delItem(this.object.ev(f), this.index.ev(f));
  }
  names(): readonly string[] {
    return [];
  }
}

export class TupleTarget extends Target {
  constructor(
    from: number,
    to: number,
    readonly targets: readonly Target[],
    /** Index of the starred target, or -1. */
    readonly star: number,
  ) {
    super(from, to);
  }
  store(f: Frame, value: Value): void {
    if (f.cx.uncertain && isSeveral(value)) return settleEach(f.cx, value, one => this.store(f, one));
    const values = this.unpack(f, value);
    this.targets.forEach((target, i) => {
      const item = values[i];
      if (item !== undefined) target.store(f, item);
    });
  }
  private unpack(f: Frame, value: Value): Value[] {
    const { cx } = f;
    const wanted = this.targets.length;
    const items = cx.unpackItems(value, this.star < 0 ? wanted + 1 : Infinity);
    if (items === null) {
      const why = cx.whyUnknown(value) ?? cx.undecidedReason;
      return this.targets.map((_, i) => (i === this.star ? new PyList([], undefined, why) : cx.unknownFor(why)));
    }
    if (this.star < 0) {
      if (items.length > wanted) throw cx.error('ValueError', `too many values to unpack (expected ${wanted})`);
      if (items.length < wanted) {
        throw cx.error('ValueError', `not enough values to unpack (expected ${wanted}, got ${items.length})`);
      }
      return items;
    }
    if (items.length < wanted - 1) {
      throw cx.error(
        'ValueError',
        `not enough values to unpack (expected at least ${wanted - 1}, got ${items.length})`,
      );
    }
    const after = wanted - 1 - this.star;
    return [
      ...items.slice(0, this.star),
      new PyList(items.slice(this.star, items.length - after)),
      ...items.slice(items.length - after),
    ];
  }
  remove(f: Frame): void {
    for (const target of this.targets) target.remove(f);
  }
  names(): readonly string[] {
    return this.targets.flatMap(target => target.names());
  }
}

/** A place that nothing can be stored in (broken code). */
export class BadTarget extends Target {
  store(f: Frame): void {
    f.cx.tick(1);
  }
  remove(f: Frame): void {
    f.cx.tick(1);
  }
  names(): readonly string[] {
    return [];
  }
}
