import { births } from './births.js';
import type { Frame } from './frame.js';
import type { Interp } from './interp.js';
import { PyClass, PyObj, T, type Value } from './klass.js';
import type { Signature } from './signature.js';
import type { Expr, Stmt } from './nodes/base.js';
import type { PyModule } from './value.js';
import { PyDict, PyTuple, Unknown } from './value.js';

/** What a def or lambda compiles to. The body is lowered at the first call. */
export interface Code {
  readonly name: string;
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
  /** Defaults are filled in by each function object, so the signature's own are absent. */
  readonly signature: Signature;
  /** Slot of each parameter. */
  readonly paramSlots: readonly number[];
  readonly size: () => number;
  /** Slots of its parameters and variables by name, in the order of their binding. */
  readonly names?: () => ReadonlyMap<string, number>;
  readonly doc: string | null;
  body(): readonly Stmt[];
  /** For a lambda: the expression that it returns. */
  expression(): Expr | null;
  /** For each of its running activations whether conditions were undecided: how many of those are nested there. */
  readonly undecidedAt: number[];
}

const CODE = new PyClass('code', [T.object], { native: true });

/** `f.__code__`: what of it programs ask for. */
class CodeObject extends PyObj {
  constructor(private readonly code: Code) {
    super();
  }
  get cls(): PyClass {
    return CODE;
  }
  override getAttr(cx: Interp, name: string): Value | undefined {
    const { params, varargs, kwargs } = this.code.signature;
    const keywordOnly = params.filter(param => param.kind === 'keyword').length;
    const stars = [varargs, kwargs].filter(at => at >= 0);
    switch (name) {
      case 'co_name':
        return this.code.name;
      case 'co_argcount':
        return params.length - keywordOnly - stars.length;
      case 'co_kwonlyargcount':
        return keywordOnly;
      case 'co_varnames': {
        // Parameters come first, those with a star last among them.
        const names = params.filter((_, i) => !stars.includes(i)).map(param => param.name);
        const starred = stars.map(at => params[at]?.name ?? '');
        const others = [...(this.code.names?.().keys() ?? [])].filter(one => !params.some(param => param.name === one));
        return new PyTuple([...names, ...starred, ...others]);
      }
      default:
        return super.getAttr(cx, name) ?? cx.unknown('unmodelled', `${name} of a code object is not modelled`);
    }
  }
}

export class PyFunction extends PyObj {
  override readonly born = ++births.count;
  private readonly own = new Map<string, Value>();
  constructor(
    readonly code: Code,
    readonly module: PyModule,
    /** The values of the defaults, per parameter. */
    readonly defaults: readonly (Value | undefined)[],
    readonly outer: Frame | null,
    readonly classFrame: Frame | null,
    readonly qualname: string,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.function;
  }
  override get attrs(): Map<string, Value> {
    return this.own;
  }
  get name(): string {
    return this.code.name;
  }
  override getAttr(cx: Interp, name: string): Value | undefined {
    const own = this.own.get(name);
    if (own !== undefined) return own;
    switch (name) {
      case '__name__':
        return this.code.name;
      case '__qualname__':
        return this.qualname;
      case '__doc__':
        return this.code.doc;
      case '__module__':
        return this.module.name;
      case '__code__':
        return new CodeObject(this.code);
      case '__annotations__':
      case '__globals__':
      case '__closure__':
        return new Unknown({ code: 'unmodelled', message: `${name} of a function is not kept` });
      case '__kwdefaults__': {
        const { params } = this.code.signature;
        const given = this.defaults.flatMap((value, i): [string, Value][] =>
          value !== undefined && params[i]?.kind === 'keyword' ? [[params[i].name, value]] : [],
        );
        return given.length === 0 ? null : PyDict.of(given);
      }
      case '__defaults__': {
        const { params } = this.code.signature;
        const defaults = this.defaults.filter(
          (value, i): value is Value => value !== undefined && params[i]?.kind !== 'keyword',
        );
        return defaults.length === 0 ? null : new PyTuple(defaults);
      }
      default:
        return super.getAttr(cx, name);
    }
  }
}

/** A function together with its first argument. */
export class BoundMethod extends PyObj {
  constructor(
    readonly fn: Value,
    readonly self: Value,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.method;
  }
  override getAttr(cx: Interp, name: string): Value | undefined {
    if (name === '__self__') return this.self;
    if (name === '__func__') return this.fn;
    return cx.getAttr(this.fn, name);
  }
}

export class StaticMethod extends PyObj {
  constructor(readonly fn: Value) {
    super();
  }
  get cls(): PyClass {
    return T.staticmethod;
  }
}

export class ClassMethod extends PyObj {
  constructor(readonly fn: Value) {
    super();
  }
  get cls(): PyClass {
    return T.classmethod;
  }
}

export class Property extends PyObj {
  constructor(
    readonly fget: Value,
    readonly fset: Value = null,
    readonly fdel: Value = null,
    /** functools.cached_property: the result is kept in the instance. */
    readonly cachedAs: string | null = null,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.property;
  }
}

/** `super()`: attributes from the MRO of `self`'s class, after `after`. */
export class Super extends PyObj {
  constructor(
    readonly after: PyClass,
    readonly self: Value,
    /** The class whose MRO counts: type(self), or self when it is a class itself. */
    readonly start: PyClass,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.super;
  }
  override getAttr(cx: Interp, name: string): Value | undefined {
    return cx.superGetAttr(this, name);
  }
}
