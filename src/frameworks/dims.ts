import * as symbols from '../python/sym/sym.js';
import { Sym, type Dimension, type SizeRule } from '../python/sym/sym.js';
import type { Place, Reason } from '../python/value.js';

/** A dimension: certain, symbolic (a polynomial with floors over names), or unknown for the reason given. */
export type Dim = number | Sym | UnknownDim;

export interface UnknownDim {
  readonly unknown: string;
  /** The nearest place in the user's files, where there is one. */
  readonly place?: Place;
}

export type Shape = readonly Dim[];

export function unknownDim(why: string): UnknownDim {
  return { unknown: why };
}

/** A dimension that is not known for the reason that a value has. */
export function unknownFor({ message, place }: Reason): UnknownDim {
  return place ? { unknown: message, place } : { unknown: message };
}

/** A dimension with a value or an expression. */
export function isKnown(dim: Dim): dim is Dimension {
  return typeof dim === 'number' || dim instanceof Sym;
}

/** The size called `name`, at least 1. */
export function symbol(name: string): Sym {
  return Sym.of(name);
}

const SHAPE_NAMES = /^[NCLDHW]$/;

/**
 * The value of a parameter that the code gives no value: a symbol of its own name. One that is called as an axis is
 * written apart (`H_arg`), since nothing says that it is as large as the input is high.
 */
export function parameterSymbol(name: string): Sym {
  return Sym.of(SHAPE_NAMES.test(name) ? `${name}_arg` : name, false);
}

/** A text that two dimensions share exactly when they have one form. */
export function dimKey(dim: Dim): string {
  if (typeof dim === 'number') return String(dim);
  return dim instanceof Sym ? dim.key : '?';
}

/** Whether two dimensions are equal in every execution; undefined where that is not known. */
export function sameDim(a: Dim, b: Dim): boolean | undefined {
  if (!isKnown(a) || !isKnown(b)) return undefined;
  const equal = symbols.equalOrNull(a, b);
  return equal === null ? undefined : equal;
}

/** Applies arithmetic to what is known; the first unknown's reason is passed on, and 2^53 is the limit. */
function lift(operation: (a: Dimension, b: Dimension) => Dimension, a: Dim, b: Dim): Dim {
  if (!isKnown(a)) return a;
  if (!isKnown(b)) return b;
  if (isTooLarge(a) || isTooLarge(b)) return TOO_LARGE;
  const result = operation(a, b);
  if (result instanceof Sym && result.isOpaque) return unknownDim('the expression is too long to be useful');
  return isTooLarge(result) ? TOO_LARGE : result;
}

const TOO_LARGE = unknownDim('the number is beyond what arithmetic can hold (2^53)');

function isTooLarge(dim: Dimension): boolean {
  return typeof dim === 'number' && !Number.isSafeInteger(dim);
}

export function addDims(a: Dim, b: Dim): Dim {
  return lift(symbols.add, a, b);
}

export function subtractDims(a: Dim, b: Dim): Dim {
  return lift(symbols.sub, a, b);
}

export function mulDims(a: Dim, b: Dim): Dim {
  return lift(symbols.mul, a, b);
}

/** a // b, rounding down; unknown for a divisor that may be 0 or below. */
export function floorDims(a: Dim, b: Dim): Dim {
  if (typeof b === 'number' && b < 1) return unknownDim('a size is divided by a number below 1');
  return lift(symbols.floordiv, a, b);
}

/** a / b where b divides a in every execution that goes on: as it stands where that is evident, else rounded down. */
export function divideExactly(a: Dim, b: Dim): Dim {
  return floorDims(a, b);
}

export function product(dims: Shape): Dim {
  return dims.reduce<Dim>((all, dim) => mulDims(all, dim), 1);
}

/** ⌊(mul·size + add)/div⌋ + plus. */
export function ruleDim(size: Dim, rule: SizeRule): Dim {
  if (rule.div < 1) return unknownDim('a stride is below 1');
  if (typeof size === 'number') {
    const result = Math.floor((rule.mul * size + rule.add) / rule.div) + rule.plus;
    return isTooLarge(result) ? TOO_LARGE : result;
  }
  return lift(its => symbols.applyRule(its, rule), size, 0);
}

/** ⌈a / b⌉; unknown for a divisor that may be 0 or below. */
export function ceilDims(a: Dim, b: Dim): Dim {
  if (typeof b === 'number' && b < 1) return unknownDim('a size is divided by a number below 1');
  return lift(symbols.ceildiv, a, b);
}

/** The smaller of two sizes, as far as they can be told apart. */
export function smallerDim(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return Math.min(a, b);
  return sameDim(a, b) === true ? a : unknownDim('which of the sizes is smaller is not known');
}
