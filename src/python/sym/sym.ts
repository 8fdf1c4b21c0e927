import { isAtLeast } from './bounds.js';
import { decideEqual, decideLess, sameFunction } from './equal.js';
import { evaluatePoly } from './evaluate.js';
import {
  addPoly,
  atomPoly,
  BeyondLimits,
  constantOf,
  constantPoly,
  floorPoly,
  forEachSymbol,
  mulPoly,
  polyKey,
  scalePoly,
  type Poly,
} from './poly.js';
import { printMath, printPython, type Divisibility } from './print.js';
import { extremumPoly, quotientPoly } from './quotient.js';
import { substitutePoly, unscaledPoly } from './substitute.js';

export { takeWork } from './work.js';
export type { Divisibility };

/** An int that is known as a number or as an expression over names. */
export type Dimension = number | Sym;

/** A size rule, ⌊(mul·i + add)/div⌋ + plus; the engine's SizeRule has this form. */
export interface SizeRule {
  readonly mul: number;
  readonly add: number;
  /** At least 1. */
  readonly div: number;
  readonly plus: number;
}

let opaques = 0;

/**
 * An int that code leaves open, as a polynomial over names with floors, max and min. Immutable. Constants are never a Sym:
 * every operation gives a number where the result is one. What grows beyond all use (degree, terms, 2⁵³) becomes an opaque Sym,
 * of which nothing is known and which prints as "?": nothing here throws for large ints.
 */
export class Sym {
  private text: string | null = null;

  private constructor(
    /** Not constant. */
    readonly poly: Poly,
  ) {}

  /** The int called `name`; positive: at least 1, as the sizes of tensors are. */
  static of(name: string, positive = true): Sym {
    return new Sym(atomPoly({ kind: 'symbol', key: positive ? name : `±${name}`, name, positive }));
  }

  /** An int of which nothing is known; it equals only itself. */
  static opaque(): Sym {
    return new Sym(atomPoly({ kind: 'symbol', key: `?${++opaques}`, name: '?', positive: false }));
  }

  /** A number where the polynomial is constant. */
  static from(poly: Poly): Dimension {
    const constant = constantOf(poly);
    return constant === undefined ? new Sym(poly) : constant;
  }

  /** Something in it is not known: it has no useful spelling. */
  get isOpaque(): boolean {
    let opaque = false;
    forEachSymbol(this.poly, symbol => (opaque ||= symbol.name === '?'));
    return opaque;
  }

  /** The names it is made of, sorted. */
  get names(): string[] {
    const names = new Set<string>();
    forEachSymbol(this.poly, symbol => names.add(symbol.name));
    return [...names].sort();
  }

  /** The same for the same form. */
  get key(): string {
    return polyKey(this.poly);
  }

  /** The number for these values of the names; undefined where one is missing or the number leaves ±2⁵³. */
  evaluate(assignment: Readonly<Record<string, number>> | ReadonlyMap<string, number>): number | undefined {
    if (assignment instanceof Map) return evaluatePoly(this.poly, name => assignment.get(name));
    const values = assignment as Readonly<Record<string, number>>;
    return evaluatePoly(this.poly, name => (Object.hasOwn(values, name) ? values[name] : undefined));
  }

  /** With the symbol `name` replaced. */
  substitute(name: string, value: Dimension): Dimension {
    return bounded(() => {
      const replacement = polyOf(value);
      return substitutePoly(this.poly, symbol => (symbol.name === name ? replacement : undefined));
    });
  }

  /** A Python expression: (H + 31)//32 */
  printPython(): string {
    return (this.text ??= printPython(this.poly));
  }

  /** As in a formula: ⌈H/32⌉, ⌊H/2⌋; H/2 only where `divisible` says that H is even. */
  printMath(divisible: Divisibility = {}): string {
    return printMath(this.poly, divisible);
  }

  toString(): string {
    return this.printPython();
  }
}

/** A size that is known to be a multiple, as 32·(H/32): with it, what is exact for multiples has no floor. */
export function multipleOf(name: string, factor: number): Dimension {
  return factor === 1 ? Sym.of(name) : mul(Sym.of(`(${name}/${factor})`), factor);
}

/**
 * What is written in parts of sizes (see multipleOf), in the sizes themselves: equal for all that are such multiples. 16·(H/32)
 * becomes ⌊H/2⌋.
 */
export function inOwnSizes(dim: Dimension, multiples: ReadonlyMap<string, number>): Dimension {
  if (!(dim instanceof Sym) || multiples.size === 0) return dim;
  const parts = new Map([...multiples].map(([name, factor]) => [`(${name}/${factor})`, { name, factor }]));
  return bounded(() =>
    unscaledPoly(dim.poly, ({ name }) => {
      const part = parts.get(name);
      return (
        part && { symbol: { kind: 'symbol', key: part.name, name: part.name, positive: true }, factor: part.factor }
      );
    }),
  );
}

function polyOf(value: Dimension): Poly {
  if (value instanceof Sym) return value.poly;
  if (!Number.isInteger(value)) throw new RangeError(`${value} is no int`);
  return constantPoly(value);
}

function bounded(make: () => Poly): Dimension {
  try {
    return Sym.from(make());
  } catch (error) {
    if (error instanceof BeyondLimits) return Sym.opaque();
    throw error;
  }
}

function decided<T>(decide: () => T): T | null {
  try {
    return decide();
  } catch (error) {
    if (error instanceof BeyondLimits) return null;
    throw error;
  }
}

export function add(a: Dimension, b: Dimension): Dimension {
  return bounded(() => addPoly(polyOf(a), polyOf(b)));
}

export function sub(a: Dimension, b: Dimension): Dimension {
  return bounded(() => addPoly(polyOf(a), polyOf(b), -1));
}

export function mul(a: Dimension, b: Dimension): Dimension {
  return bounded(() => mulPoly(polyOf(a), polyOf(b)));
}

export function neg(a: Dimension): Dimension {
  return bounded(() => scalePoly(polyOf(a), -1));
}

/** Python's a // b. @throws RangeError for the divisor 0 */
export function floordiv(a: Dimension, b: Dimension): Dimension {
  if (b === 0) throw new RangeError('division by zero');
  return bounded(() => quotientPoly(polyOf(a), polyOf(b)));
}

/** ⌈a/b⌉ = −⌊−a/b⌋. @throws RangeError for the divisor 0 */
export function ceildiv(a: Dimension, b: Dimension): Dimension {
  if (typeof b === 'number' && b > 0) return bounded(() => floorPoly(addPoly(polyOf(a), constantPoly(b - 1)), b));
  return neg(floordiv(neg(a), b));
}

/** Python's a % b = a − b·(a // b). @throws RangeError for the divisor 0 */
export function mod(a: Dimension, b: Dimension): Dimension {
  return sub(a, mul(b, floordiv(a, b)));
}

/** base ** exponent for an int exponent of at least 0. */
export function pow(base: Dimension, exponent: number): Dimension {
  if (!Number.isSafeInteger(exponent) || exponent < 0) throw new RangeError(`${exponent} is no exponent`);
  if (typeof base === 'number' && Math.abs(base) <= 1) return exponent % 2 === 1 || base >= 0 ? base ** exponent : 1;
  // Anything else of an exponent that large is beyond all limits.
  if (exponent > 64) return Sym.opaque();
  let result: Dimension = 1;
  for (let i = 0; i < exponent; i++) result = mul(result, base);
  return result;
}

export function max(a: Dimension, b: Dimension): Dimension {
  return bounded(() => extremumPoly('max', [polyOf(a), polyOf(b)]));
}

export function min(a: Dimension, b: Dimension): Dimension {
  return bounded(() => extremumPoly('min', [polyOf(a), polyOf(b)]));
}

/** Whether a and b are equal for every value of their names: the same form, or proved by residues. */
export function equals(a: Dimension, b: Dimension): boolean {
  return a === b || decided(() => sameFunction(polyOf(a), polyOf(b))) === true;
}

/** Python's a == b: null where it depends on the values of the names, or is not known. */
export function equalOrNull(a: Dimension, b: Dimension): boolean | null {
  return a === b ? true : decided(() => decideEqual(polyOf(a), polyOf(b)));
}

/** Python's a < b: null where it depends on the values of the names, or is not known. */
export function lessOrNull(a: Dimension, b: Dimension): boolean | null {
  return decided(() => decideLess(polyOf(a), polyOf(b)));
}

/** Whether a ≥ bound is proved for all values of the names. */
export function atLeast(a: Dimension, bound: number): boolean {
  return typeof a === 'number' ? a >= bound : isAtLeast(a.poly, bound);
}

/** The size rule applied to a size: ⌊(mul·dim + add)/div⌋ + plus. */
export function applyRule(dim: Dimension, rule: SizeRule): Dimension {
  return add(floordiv(add(mul(dim, rule.mul), rule.add), rule.div), rule.plus);
}
