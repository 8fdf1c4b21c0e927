import type { Interp } from './interp.js';
import type { Value } from './klass.js';
import { parseDefault } from './defaults.js';
import type { ArgNode, Args } from './native.js';

export type ParamKind = 'positional' | 'normal' | 'varargs' | 'keyword' | 'kwargs';

export interface Param {
  readonly name: string;
  readonly kind: ParamKind;
  /** The default's text, or null when the argument is required (or a star). */
  readonly defaultText: string | null;
  /** The default; undefined when required or when its text is no literal (the rule then sees undefined: left out). */
  readonly defaultValue: Value | undefined;
  /** The text of its annotation. */
  readonly annotation?: string;
}

/**
 * The parameters of a function, and the one binder for user functions and natives. Errors are TypeErrors in CPython's words.
 * The order of checks follows CPython's initialize_locals (Python/ceval.c): positional, keywords, too many, missing.
 */
export class Signature {
  readonly positionalCount: number;
  readonly varargs: number;
  readonly kwargs: number;
  private readonly byName = new Map<string, number>();
  /** Every parameter's place, whatever its kind. */
  private readonly places = new Map<string, number>();

  constructor(
    readonly params: readonly Param[],
    readonly functionName: string,
  ) {
    let positional = 0;
    let varargs = -1;
    let kwargs = -1;
    params.forEach((param, i) => {
      if (!this.places.has(param.name)) this.places.set(param.name, i);
      if (param.kind === 'positional' || param.kind === 'normal') positional++;
      if (param.kind === 'varargs') varargs = i;
      if (param.kind === 'kwargs') kwargs = i;
      if (param.kind === 'normal' || param.kind === 'keyword') this.byName.set(param.name, i);
    });
    this.positionalCount = positional;
    this.varargs = varargs;
    this.kwargs = kwargs;
  }

  /** Parses `'a, b=1, /, c=(2, 3), *args, d=None, **kw'`. */
  static parse(text: string, functionName: string): Signature {
    const params: Param[] = [];
    let afterStar = false;
    for (const piece of splitCommas(text)) {
      if (piece === '/') {
        params.forEach((param, i) => (params[i] = { ...param, kind: 'positional' }));
      } else if (piece === '*') {
        afterStar = true;
      } else if (piece.startsWith('**')) {
        params.push({ name: piece.slice(2), kind: 'kwargs', defaultText: null, defaultValue: undefined });
      } else if (piece.startsWith('*')) {
        params.push({ name: piece.slice(1), kind: 'varargs', defaultText: null, defaultValue: undefined });
        afterStar = true;
      } else {
        const at = piece.indexOf('=');
        const name = (at < 0 ? piece : piece.slice(0, at)).trim();
        const defaultText = at < 0 ? null : piece.slice(at + 1).trim();
        params.push({
          name,
          kind: afterStar ? 'keyword' : 'normal',
          defaultText,
          defaultValue: defaultText === null ? undefined : parseDefault(defaultText),
        });
      }
    }
    return new Signature(params, functionName);
  }

  indexOf(name: string): number {
    return this.places.get(name) ?? -1;
  }

  /** Whether a parameter can be given by this name. */
  takesKeyword(name: string): boolean {
    return this.byName.has(name);
  }

  /** @throws PyRaise (TypeError, CPython's words) */
  bind(cx: Interp, args: Args): BoundArgs {
    const { params } = this;
    const values = new Array<Value | undefined>(params.length).fill(undefined);
    const taken = Math.min(args.pos.length, this.positionalCount);
    for (let i = 0; i < taken; i++) values[i] = args.pos[i];
    const extra: Map<string, Value> | null = this.kwargs >= 0 ? new Map() : null;
    for (const [name, value] of args.kw) {
      const index = this.byName.get(name);
      if (index === undefined) {
        if (extra === null) throw cx.error('TypeError', this.unexpected(name));
        extra.set(name, value);
        continue;
      }
      if (values[index] !== undefined) {
        throw cx.error('TypeError', `${this.functionName}() got multiple values for argument '${name}'`);
      }
      values[index] = value;
    }
    if (args.pos.length > this.positionalCount && this.varargs < 0)
      throw cx.error('TypeError', this.tooMany(args.pos.length));
    const given = new Array<boolean>(params.length);
    let missing = false;
    for (let i = 0; i < params.length; i++) {
      given[i] = values[i] !== undefined;
      if (given[i]) continue;
      const param = params[i]!;
      if (param.defaultText === null && param.kind !== 'varargs' && param.kind !== 'kwargs') missing = true;
      values[i] = param.defaultValue;
    }
    if (missing) this.refuseMissing(cx, given);
    const rest = this.varargs >= 0 ? args.pos.slice(this.positionalCount) : NONE;
    return new BoundArgs(this, values, given, args, rest, extra ?? NO_KEYWORDS);
  }

  private unexpected(name: string): string {
    if (this.params.some(param => param.kind === 'positional' && param.name === name)) {
      return `${this.functionName}() got some positional-only arguments passed as keyword arguments: '${name}'`;
    }
    return `${this.functionName}() got an unexpected keyword argument '${name}'`;
  }

  private tooMany(given: number): string {
    const most = this.positionalCount;
    const least = this.params.filter(
      param => (param.kind === 'normal' || param.kind === 'positional') && param.defaultText === null,
    ).length;
    const takes = least === most ? `${most}` : `from ${least} to ${most}`;
    const plural = least === most && most === 1 ? '' : 's';
    return `${this.functionName}() takes ${takes} positional argument${plural} but ${given} ${given === 1 ? 'was' : 'were'} given`;
  }

  /** @throws PyRaise for the required parameters that were not given */
  private refuseMissing(cx: Interp, given: readonly boolean[]): void {
    const missing = (kinds: readonly ParamKind[]): string[] =>
      this.params
        .filter((param, i) => kinds.includes(param.kind) && param.defaultText === null && given[i] === false)
        .map(param => `'${param.name}'`);
    for (const [kinds, word] of [
      [['positional', 'normal'], 'positional'],
      [['keyword'], 'keyword-only'],
    ] as const) {
      const names = missing(kinds);
      if (names.length === 0) continue;
      const list =
        names.length === 1
          ? names[0]
          : names.length === 2
            ? names.join(' and ')
            : `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
      const plural = names.length === 1 ? '' : 's';
      throw cx.error(
        'TypeError',
        `${this.functionName}() missing ${names.length} required ${word} argument${plural}: ${list}`,
      );
    }
  }
}

/** Shared by all calls that have none. */
const NONE: readonly Value[] = [];
const NO_KEYWORDS: ReadonlyMap<string, Value> = new Map();

/** The arguments of one call, by parameter. */
export class BoundArgs {
  constructor(
    readonly signature: Signature,
    /** One per parameter, defaults filled in. */
    readonly values: readonly (Value | undefined)[],
    /** Whether the call gave it. */
    private readonly givens: readonly boolean[],
    private readonly args: Args,
    /** What `*args` gets. */
    readonly rest: readonly Value[],
    /** What `**kwargs` gets. */
    readonly extra: ReadonlyMap<string, Value>,
  ) {}

  /** The value of a parameter that has one. */
  get(name: string): Value {
    const value = this.values[this.index(name)];
    if (value === undefined) throw new RangeError(`the parameter ${name} has no value`);
    return value;
  }

  /** The value, or undefined when it was left out and its default is not a literal. */
  maybe(name: string): Value | undefined {
    return this.values[this.index(name)];
  }

  /** Whether the call gave the argument. */
  given(name: string): boolean {
    return this.givens[this.index(name)] === true;
  }

  /** The argument's node at the call site; undefined for a default or an argument that the call does not write itself. */
  origin(name: string): ArgNode | undefined {
    const index = this.index(name);
    const { pos, kw, origins } = this.args;
    if (index < Math.min(pos.length, this.signature.positionalCount)) return this.args.originOf(index);
    return kw.has(name) && this.signature.takesKeyword(name) ? origins?.keywords.get(name) : undefined;
  }

  private index(name: string): number {
    const index = this.signature.indexOf(name);
    if (index < 0) throw new RangeError(`${this.signature.functionName} has no parameter ${name}`);
    return index;
  }
}

function splitCommas(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    if (i === text.length || (c === ',' && depth === 0 && quote === '')) {
      const piece = text.slice(start, i).trim();
      if (piece !== '') out.push(piece);
      start = i + 1;
    }
  }
  return out;
}
