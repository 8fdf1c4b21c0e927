import type { Interp } from './interp.js';
import { PyObj, T, type PyClass, type Value } from './klass.js';
import { Signature, type BoundArgs } from './signature.js';

export { Signature, type BoundArgs } from './signature.js';

/** Half-open range of UTF-16 offsets in a file's text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One argument as written at a call. */
export interface ArgNode {
  /** The expression, without `name=` and without stars. */
  readonly span: Span;
  /** The keyword's name, or null. */
  readonly keyword: string | null;
  readonly star: '' | '*' | '**';
}

/** Which argument node each value of a call came from. */
export interface ArgOrigins {
  readonly positional: readonly (ArgNode | undefined)[];
  readonly keywords: ReadonlyMap<string, ArgNode>;
}

const NO_KEYWORDS: ReadonlyMap<string, Value> = new Map();

/** The evaluated arguments of a call, with where they came from in the code. */
export class Args {
  constructor(
    readonly pos: readonly Value[],
    readonly kw: ReadonlyMap<string, Value> = NO_KEYWORDS,
    readonly origins: ArgOrigins | null = null,
    /** How many values were put before those that the call wrote (self, a partial's). */
    readonly shift = 0,
  ) {}

  static readonly none = new Args([]);

  /** The same arguments after `first`: how methods get their self. */
  after(...first: readonly Value[]): Args {
    return new Args([...first, ...this.pos], this.kw, this.origins, this.shift + first.length);
  }

  /** The same arguments with another value at a position, or for a keyword. */
  replaced(which: number | string, value: Value): Args {
    if (typeof which === 'string')
      return new Args(this.pos, new Map(this.kw).set(which, value), this.origins, this.shift);
    return new Args(
      this.pos.map((old, i) => (i === which ? value : old)),
      this.kw,
      this.origins,
      this.shift,
    );
  }

  originOf(position: number): ArgNode | undefined {
    return this.origins?.positional[position - this.shift];
  }
}

/**
 * A function written in TypeScript. It must keep no hidden state: everything that changes goes through `cx.heap`. It throws
 * Python exceptions by `throw cx.error('ValueError', …)`, and charges `cx.tick(n)` before it does work that depends on its input.
 */
export class NativeFn extends PyObj {
  /** It only stores its arguments (the first one aside): a choice among them stays one. */
  keeps = false;
  /** False: as a class attribute it does not become a method (like CPython's builtins). */
  readonly binds: boolean;
  /** What can be set on it, for a function that CPython has in Python; null where nothing can. */
  own: Map<string, Value> | null = null;
  /** What isinstance(value, it) says, for a function that stands for a type; undefined where that is not known. */
  instances: ((value: Value) => boolean | undefined) | null = null;
  private parsed: Signature | null = null;
  private constructor(
    readonly name: string,
    private readonly signatureText: string | null,
    private readonly body: ((cx: Interp, args: BoundArgs) => Value) | null,
    private readonly rawBody: ((cx: Interp, args: Args) => Value) | null,
    binds: boolean,
  ) {
    super();
    this.binds = binds;
  }

  /**
   * A function with a signature in Python's syntax, such as `'self, size, *, out=None, **kw'` (it is parsed at first use).
   * As an attribute of a class it becomes a method: name self explicitly.
   */
  static of(name: string, signature: string, run: (cx: Interp, args: BoundArgs) => Value): NativeFn {
    return new NativeFn(name, signature, run, null, true);
  }

  /** A function that looks at its arguments itself. */
  static raw(name: string, run: (cx: Interp, args: Args) => Value): NativeFn {
    return new NativeFn(name, null, null, run, true);
  }

  /** As `of`, for a builtin that does not bind when it is a class attribute. */
  static free(name: string, signature: string, run: (cx: Interp, args: BoundArgs) => Value): NativeFn {
    return new NativeFn(name, signature, run, null, false);
  }

  static freeRaw(name: string, run: (cx: Interp, args: Args) => Value): NativeFn {
    return new NativeFn(name, null, null, run, false);
  }

  get cls(): PyClass {
    return T.builtin_function;
  }

  override get attrs(): Map<string, Value> | null {
    return this.own;
  }

  get signature(): Signature | null {
    if (this.signatureText === null) return null;
    return (this.parsed ??= Signature.parse(this.signatureText, this.name));
  }

  invoke(cx: Interp, args: Args): Value {
    if (this.rawBody !== null) return this.rawBody(cx, args);
    const signature = this.signature;
    if (signature === null || this.body === null) throw new RangeError(`the native ${this.name} has no body`);
    return this.body(cx, signature.bind(cx, args));
  }

  override getAttr(cx: Interp, name: string): Value | undefined {
    if (name === '__name__' || name === '__qualname__') return this.name;
    // It may stand for a function that is written in Python, which has these.
    const found = super.getAttr(cx, name);
    if (found !== undefined || !FUNCTION_FACTS.has(name)) return found;
    return cx.unknown('unmodelled', `${name} of ${this.name} is not modelled`);
  }
}

const FUNCTION_FACTS = new Set([
  '__defaults__',
  '__kwdefaults__',
  '__code__',
  '__globals__',
  '__closure__',
  '__annotations__',
]);

/** A property of a native class. */
export class NativeProperty extends PyObj {
  constructor(
    readonly get: (cx: Interp, self: Value) => Value,
    readonly set: ((cx: Interp, self: Value, value: Value) => void) | null = null,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.property;
  }
}
