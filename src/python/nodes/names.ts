import { Choice, choose, narrow, present } from '../choice.js';
import { Unknown } from '../value.js';
import type { PyRaise } from '../errors.js';
import type { Frame } from '../frame.js';
import type { Value } from '../klass.js';
import { Expr, Target } from './base.js';

function frameAt(f: Frame, depth: number): Frame {
  let frame = f;
  for (let i = 0; i < depth; i++) {
    const outer = frame.outer;
    if (outer === null) throw new RangeError('a free variable has no frame');
    frame = outer;
  }
  return frame;
}

export class LocalName extends Expr {
  constructor(
    from: number,
    to: number,
    readonly name: string,
    readonly slot: number,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    const value = f.slots[this.slot];
    if (value === undefined) throw this.unbound(f);
    return f.cx.uncertain ? present(f.cx, value, () => this.unbound(f)) : value;
  }

  private unbound(f: Frame): PyRaise {
    return f.cx.error(
      'UnboundLocalError',
      `cannot access local variable '${this.name}' where it is not associated with a value`,
    );
  }
}

/** A variable of an enclosing function, `depth` functions out. */
export class FreeName extends Expr {
  constructor(
    from: number,
    to: number,
    readonly name: string,
    readonly depth: number,
    readonly slot: number,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    const value = frameAt(f, this.depth).slots[this.slot];
    if (value === undefined) throw this.unbound(f);
    return f.cx.uncertain ? present(f.cx, value, () => this.unbound(f)) : value;
  }

  private unbound(f: Frame): PyRaise {
    return f.cx.error(
      'NameError',
      `cannot access free variable '${this.name}' where it is not associated with a value in enclosing scope`,
    );
  }
}

export class GlobalName extends Expr {
  constructor(
    from: number,
    to: number,
    readonly name: string,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    const { cells, waiting } = f.module;
    const value = waiting === null ? cells.get(this.name) : f.cx.modules.later.read(f.module, this.name);
    if (f.cx.uncertain && value instanceof Choice) {
      if (!value.mayBeAbsent) return narrow(f.cx, value) as Value;
      return choose(
        f.cx,
        value,
        one => one,
        () => f.cx.builtinName(this.name, f.module),
      );
    }
    if (f.cx.uncertain && value instanceof Unknown && value.perhapsAbsent)
      f.cx.maybeRaise(f.cx.error('NameError', `name '${this.name}' is not defined`));
    return value === undefined ? f.cx.builtinName(this.name, f.module) : value;
  }
}

/** A name in a class body: its own names first, then what it is outside. */
export class ClassName extends Expr {
  constructor(
    from: number,
    to: number,
    readonly name: string,
    readonly outside: Expr,
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    const value = f.names?.get(this.name);
    if (value instanceof Choice) {
      return choose(
        f.cx,
        value,
        one => one,
        () => this.outside.ev(f),
      );
    }
    return value === undefined ? this.outside.ev(f) : value;
  }
}

/** `__class__` in a method. */
export class ClassCell extends Expr {
  ev(f: Frame): Value {
    const cls = f.classFrame?.created;
    if (cls === undefined || cls === null) throw f.cx.error('NameError', "name '__class__' is not defined");
    return cls;
  }
}

export class LocalTarget extends Target {
  constructor(
    from: number,
    to: number,
    readonly name: string,
    readonly slot: number,
    readonly depth = 0,
  ) {
    super(from, to);
  }
  store(f: Frame, value: Value): void {
    if (this.depth === 0) f.set(this.slot, value);
    else frameAt(f, this.depth).set(this.slot, value);
  }
  remove(f: Frame): void {
    const frame = frameAt(f, this.depth);
    if (frame.slots[this.slot] === undefined) {
      throw f.cx.error(
        'UnboundLocalError',
        `cannot access local variable '${this.name}' where it is not associated with a value`,
      );
    }
    frame.set(this.slot, undefined);
  }
  names(): readonly string[] {
    return [this.name];
  }
}

export class GlobalTarget extends Target {
  constructor(
    from: number,
    to: number,
    readonly name: string,
  ) {
    super(from, to);
  }
  store(f: Frame, value: Value): void {
    const { waiting } = f.module;
    // What an arm may overwrite is joined with it later.
    if (waiting !== null && f.cx.heap.logging) f.cx.modules.later.read(f.module, this.name);
    f.cx.heap.set(f.module, this.name, value);
  }
  remove(f: Frame): void {
    if (!f.module.cells.has(this.name)) throw f.cx.error('NameError', `name '${this.name}' is not defined`);
    f.cx.heap.set(f.module, this.name, undefined);
  }
  names(): readonly string[] {
    return [this.name];
  }
}

export class ClassTarget extends Target {
  constructor(
    from: number,
    to: number,
    readonly name: string,
  ) {
    super(from, to);
  }
  store(f: Frame, value: Value): void {
    f.cx.heap.set(f, this.name, value);
  }
  remove(f: Frame): void {
    if (f.names?.has(this.name) !== true) throw f.cx.error('NameError', `name '${this.name}' is not defined`);
    f.cx.heap.set(f, this.name, undefined);
  }
  names(): readonly string[] {
    return [this.name];
  }
}
