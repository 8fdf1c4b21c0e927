import type { Frame } from '../frame.js';
import type { CallSite } from '../interp.js';
import type { Value } from '../klass.js';
import { Args, type ArgNode, type ArgOrigins, type Span } from '../native.js';
import { PyDict } from '../value.js';
import { lose } from '../alternatives.js';
import { settleAll } from '../settle.js';
import { Expr, evalG, type Steps } from './base.js';

export interface Argument {
  readonly node: ArgNode;
  readonly value: Expr;
}

/** A call in flight: what `callSite()` tells. */
export interface Flight {
  readonly node: Call;
  readonly file: string;
  readonly origins: ArgOrigins | null;
  readonly frame: Frame;
}

export class Call extends Expr {
  /** Known beforehand when no argument is starred. */
  private readonly plainOrigins: ArgOrigins | null;

  constructor(
    from: number,
    to: number,
    readonly callee: Expr,
    readonly args: readonly Argument[],
    /** There is an error in the argument list, or no closing parenthesis: the call's value is unknown. */
    readonly incomplete: boolean,
  ) {
    super(from, to);
    this.plainOrigins = args.some(arg => arg.node.star !== '')
      ? null
      : {
          positional: args.filter(arg => arg.node.keyword === null).map(arg => arg.node),
          keywords: new Map(
            args.flatMap(arg => (arg.node.keyword === null ? [] : [[arg.node.keyword, arg.node] as const])),
          ),
        };
  }

  get calleeSpan(): Span {
    return { from: this.callee.from, to: this.callee.to };
  }

  site(file: string): CallSite {
    return {
      file,
      span: { from: this.from, to: this.to },
      calleeSpan: this.calleeSpan,
      args: this.args.map(arg => arg.node),
    };
  }

  ev(f: Frame): Value {
    const callee = this.callee.ev(f);
    if (this.incomplete) {
      for (const arg of this.args) arg.value.ev(f);
      return f.cx.unknownAt('incomplete-code', 'the call is not complete', f, this);
    }
    const values: Value[] = [];
    for (const arg of this.args) values.push(arg.value.ev(f));
    return this.invoke(f, callee, values);
  }

  override *evG(f: Frame): Steps<Value> {
    const callee = yield* evalG(this.callee, f);
    const values: Value[] = [];
    for (const arg of this.args) values.push(yield* evalG(arg.value, f));
    if (this.incomplete) return f.cx.unknownAt('incomplete-code', 'the call is not complete', f, this);
    return this.invoke(f, callee, values);
  }

  private invoke(f: Frame, callee: Value, values: readonly Value[]): Value {
    const { cx } = f;
    cx.tick(1);
    if (this.plainOrigins !== null) return this.apply(f, callee, values, this.plain(f, values));
    const isStar = (index: number): boolean => this.args[index]?.node.star !== '';
    return settleAll(cx, values, isStar, settled => this.apply(f, callee, values, this.spread(f, callee, settled)));
  }

  private apply(f: Frame, callee: Value, values: readonly Value[], args: Args | null): Value {
    const { cx } = f;
    if (args === null) {
      cx.mayCall(callee);
      const result = cx.unknownAt('loop-count', 'the number of arguments is not known', f, this);
      lose(result.why, callee, ...values);
      return result;
    }
    const before = cx.flight;
    cx.flight = { node: this, file: f.file, origins: args.origins, frame: f };
    try {
      return cx.call(callee, args);
    } finally {
      cx.flight = before;
    }
  }

  private plain(f: Frame, values: readonly Value[]): Args {
    let pos: Value[] | null = null;
    let kw: Map<string, Value> | null = null;
    this.args.forEach(({ node }, i) => {
      const value = values[i] as Value;
      if (node.keyword === null) (pos ??= []).push(value);
      else {
        kw ??= new Map<string, Value>();
        if (kw.has(node.keyword)) throw f.cx.error('SyntaxError', `keyword argument repeated: ${node.keyword}`);
        kw.set(node.keyword, value);
      }
    });
    return new Args(pos ?? [], kw ?? undefined, this.plainOrigins);
  }

  /** `f(*a, **k)`: null when a's length or k's keys are unknown. */
  private spread(f: Frame, callee: Value, values: readonly Value[]): Args | null {
    const { cx } = f;
    const pos: Value[] = [];
    const positional: (ArgNode | undefined)[] = [];
    const kw = new Map<string, Value>();
    const keywords = new Map<string, ArgNode>();
    let known = true;
    const put = (name: string, value: Value, node: ArgNode): void => {
      if (kw.has(name)) {
        throw cx.error('TypeError', `${cx.calleeName(callee)}() got multiple values for keyword argument '${name}'`);
      }
      kw.set(name, value);
      keywords.set(name, node);
    };
    this.args.forEach(({ node }, i) => {
      const value = values[i] as Value;
      if (node.star === '*') {
        const items = cx.collect(value);
        if (items === null) known = false;
        for (const item of items ?? []) {
          pos.push(item);
          positional.push(node);
        }
      } else if (node.star === '**') {
        const entries = cx.mapping(value);
        if (entries === null || (value instanceof PyDict && value.open !== null)) known = false;
        for (const [key, item] of entries ?? []) {
          if (typeof key !== 'string') throw cx.error('TypeError', 'keywords must be strings');
          put(key, item, node);
        }
      } else if (node.keyword === null) {
        pos.push(value);
        positional.push(node);
      } else put(node.keyword, value, node);
    });
    cx.tick((pos.length + kw.size) >> 1);
    return known ? new Args(pos, kw, { positional, keywords }) : null;
  }
}
