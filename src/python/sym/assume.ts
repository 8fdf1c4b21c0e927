import { forEachSymbol } from './poly.js';
import { add, equalOrNull, equals, lessOrNull, mul, sub, Sym, type Dimension } from './sym.js';

/**
 * What has to be taken for granted so that code runs on sizes that nobody gave: that sizes which meet are equal, that a
 * condition which all large sizes fulfil is fulfilled. It is noted, because it has to be said.
 */
export interface Assumed {
  /** By symbol: it is a multiple of this. */
  readonly multiples: ReadonlyMap<string, number>;
  /** By symbol: it is at least this. */
  readonly least: ReadonlyMap<string, number>;
  /** Pairs that are equal. */
  readonly equal: readonly (readonly [Dimension, Dimension])[];
}

/** Divisors that are tried, the smallest first: what strides make, and what window sizes are. */
const DIVISORS = [2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 24, 32, 48, 64, 96, 128, 256];
/** No condition is decided for sizes that are larger than this only. */
const LARGEST = 4096;
/** More pairs than these are not readable. */
const MAX_PAIRS = 8;

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

class Assumptions implements Assumed {
  readonly multiples = new Map<string, number>();
  readonly least = new Map<string, number>();
  readonly equal: [Dimension, Dimension][] = [];

  /** Two sizes are equal in every execution that goes on. */
  meet(a: Dimension, b: Dimension): void {
    // One and the same number apart everywhere: no divisor helps, and nothing goes on from here.
    if (typeof sub(a, b) === 'number') return;
    if (!areSizes([a, b])) return;
    for (const divisor of DIVISORS) {
      const scaled = (dim: Dimension): Dimension => withEach(dim, name => multiple(name, divisor));
      if (!equals(scaled(a), scaled(b))) continue;
      this.divide([a, b], divisor);
      return;
    }
    const isNew = !this.equal.some(([x, y]) => equals(x, a) && equals(y, b));
    if (isNew && this.equal.length < MAX_PAIRS) this.equal.push([a, b]);
  }

  /** The truth of a comparison for sizes that are divisible or large; null where it differs between those, too. */
  decide(op: Comparison, a: Dimension, b: Dimension): boolean | null {
    if (!areSizes([a, b])) return null;
    // That sizes differ is true of nearly all: only an equality that divisors make counts, as in H % 32 == 0.
    const largest = op === '==' || op === '!=' ? 1 : LARGEST;
    for (const divisor of [1, ...DIVISORS]) {
      const scaled = (dim: Dimension): Dimension => withEach(dim, name => multiple(name, divisor));
      const least = smallest(largest, from => truthFrom(op, scaled(a), scaled(b), from) !== null);
      const truth = least === undefined ? null : truthFrom(op, scaled(a), scaled(b), least);
      if (least === undefined || truth === null) continue;
      if (largest === 1 && truth !== (op === '==')) continue;
      if (divisor > 1) this.divide([a, b], divisor);
      for (const name of namesOf([a, b])) this.raise(name, least * divisor);
      return truth;
    }
    return null;
  }

  raise(name: string, least: number): void {
    if (least > 1) this.least.set(name, Math.max(least, this.least.get(name) ?? 1));
  }

  private divide(dims: readonly Dimension[], divisor: number): void {
    for (const name of namesOf(dims)) {
      const known = this.multiples.get(name) ?? 1;
      this.multiples.set(name, (known * divisor) / gcd(known, divisor));
    }
  }
}

/** Follows the JavaScript stack: one interpretation runs at a time. */
let active: Assumptions | null = null;

/** What had to be assumed meanwhile. */
export function assuming(run: () => void): Assumed {
  const outer = active;
  const noted = new Assumptions();
  active = noted;
  try {
    run();
  } finally {
    active = outer;
  }
  return noted;
}

/** Two sizes meet that must be equal: noted where that is not always so. */
export function noteEqual(a: Dimension, b: Dimension): void {
  if (active !== null && !equals(a, b)) active.meet(a, b);
}

/** What holds only from this size on was made use of: noted where there is no such size yet. */
export function noteAtLeast(size: Dimension, least: number): void {
  if (active === null || typeof size === 'number') return;
  if (active.decide('>=', size, least) === null) active.equal.push([size, least]);
}

/** As equalOrNull and lessOrNull, with what may be assumed. */
export function compareAssuming(op: Comparison, a: Dimension, b: Dimension): boolean | null {
  const known = compare(op, a, b);
  return known === null && active !== null ? active.decide(op, a, b) : known;
}

function compare(op: Comparison, a: Dimension, b: Dimension): boolean | null {
  const not = (value: boolean | null): boolean | null => (value === null ? null : !value);
  switch (op) {
    case '==':
      return equalOrNull(a, b);
    case '!=':
      return not(equalOrNull(a, b));
    case '<':
      return lessOrNull(a, b);
    case '>=':
      return not(lessOrNull(a, b));
    case '>':
      return lessOrNull(b, a);
    case '<=':
      return not(lessOrNull(b, a));
  }
}

/** The truth for all sizes from this one on; null where it differs, or is not found. */
function truthFrom(op: Comparison, a: Dimension, b: Dimension, from: number): boolean | null {
  const shifted = (dim: Dimension): Dimension => withEach(dim, name => add(Sym.of(name), from - 1));
  return compare(op, shifted(a), shifted(b));
}

/** The smallest size from which on something holds that holds for all larger ones, by halving. */
function smallest(largest: number, holds: (from: number) => boolean): number | undefined {
  if (!holds(largest)) return undefined;
  let [below, holding] = [0, largest];
  while (holding - below > 1) {
    const middle = Math.floor((below + holding) / 2);
    if (holds(middle)) holding = middle;
    else below = middle;
  }
  return holding;
}

function multiple(name: string, factor: number): Dimension {
  return mul(Sym.of(name), factor);
}

function withEach(dim: Dimension, replacement: (name: string) => Dimension): Dimension {
  if (!(dim instanceof Sym)) return dim;
  return dim.names.reduce<Dimension>(
    (result, name) => (result instanceof Sym ? result.substitute(name, replacement(name)) : result),
    dim,
  );
}

/** Nothing is assumed of what may be negative: an argument that has no value. */
function areSizes(dims: readonly Dimension[]): boolean {
  let sizes = true;
  for (const dim of dims) if (dim instanceof Sym) forEachSymbol(dim.poly, symbol => (sizes &&= symbol.positive));
  return sizes;
}

function namesOf(dims: readonly Dimension[]): Set<string> {
  return new Set(dims.flatMap(dim => (dim instanceof Sym ? dim.names : [])));
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
