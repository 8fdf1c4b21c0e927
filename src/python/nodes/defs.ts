import { Frame, NORMAL, type Completion } from '../frame.js';
import { PyFunction, type Code } from '../function.js';
import type { Value } from '../klass.js';
import { Expr, Stmt, exBlock, type Target } from './base.js';
import { Star } from './expr.js';

/** The defaults of a function, evaluated when its def is. */
function makeFunction(f: Frame, code: Code, defaults: readonly (Expr | null)[], qualname: string): PyFunction {
  return new PyFunction(
    code,
    f.module,
    defaults.map(expr => expr?.ev(f)),
    // Functions in a class body do not see its names: their outer frame is the class body's own outer.
    f.names === null ? f : f.outer,
    f.names === null ? f.classFrame : f,
    qualname,
  );
}

export class Lambda extends Expr {
  constructor(
    from: number,
    to: number,
    readonly code: Code,
    readonly defaults: readonly (Expr | null)[],
  ) {
    super(from, to);
  }
  ev(f: Frame): Value {
    return makeFunction(f, this.code, this.defaults, '<lambda>');
  }
}

function decorate(f: Frame, decorators: readonly Value[], made: Value): Value {
  let value = made;
  for (const decorator of [...decorators].reverse()) value = f.cx.decorate(decorator, value);
  return value;
}

export class FunctionDef extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly target: Target,
    readonly code: Code,
    readonly defaults: readonly (Expr | null)[],
    readonly decorators: readonly Expr[],
    readonly qualname: string,
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    f.cx.tick(1);
    const decorators = this.decorators.map(decorator => decorator.ev(f));
    this.target.store(f, decorate(f, decorators, makeFunction(f, this.code, this.defaults, this.qualname)));
    return NORMAL;
  }
  override binds(): readonly string[] {
    return this.target.names();
  }
}

export class ClassDef extends Stmt {
  constructor(
    from: number,
    to: number,
    readonly target: Target,
    readonly name: string,
    readonly qualname: string,
    readonly bases: readonly Expr[],
    readonly keywords: readonly { readonly name: string | null; readonly value: Expr }[],
    readonly body: () => readonly Stmt[],
    readonly doc: string | null,
    readonly decorators: readonly Expr[],
  ) {
    super(from, to);
  }
  ex(f: Frame): Completion {
    const { cx } = f;
    cx.tick(1);
    const decorators = this.decorators.map(decorator => decorator.ev(f));
    const bases: Value[] = [];
    for (const base of this.bases) {
      if (base instanceof Star) bases.push(...(cx.collect(base.value.ev(f)) ?? []));
      else bases.push(base.ev(f));
    }
    const keywords = new Map<string, Value>();
    for (const { name, value } of this.keywords) if (name !== null) keywords.set(name, value.ev(f));
    const outer = f.names === null ? f : f.outer;
    const body = new Frame(cx, f.module, f.file, 0, outer, f.fn, f.names === null ? f.classFrame : f, true);
    body.names?.set('__module__', f.module.name).set('__qualname__', this.qualname).set('__doc__', this.doc);
    const prepared = cx.prepareNamespace(this.name, bases, keywords);
    for (const [key, value] of prepared) body.names?.set(key, value);
    exBlock(this.body(), body);
    const cls = cx.buildClass(this.name, bases, keywords, body);
    this.target.store(f, decorate(f, decorators, cls));
    return NORMAL;
  }
  override binds(): readonly string[] {
    return this.target.names();
  }
}
