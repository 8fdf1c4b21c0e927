import { work } from './work.js';

/**
 * Polynomials with integer coefficients over atoms: symbols, ⌊p/d⌋, max and min. They are immutable, and kept in a form that is
 * nearly canonical: two polynomials with the same key are the same function; the reverse is decided in equal.ts.
 */

export type Atom = SymbolAtom | FloorAtom | ExtremumAtom;

/** A named integer, or (name '?') one of which nothing is known. */
export interface SymbolAtom {
  readonly kind: 'symbol';
  readonly key: string;
  readonly name: string;
  /** Known to be at least 1. */
  readonly positive: boolean;
}

export interface FloorAtom {
  readonly kind: 'floor';
  readonly key: string;
  readonly numerator: Poly;
  /** An int above 1, or a polynomial that is not constant. */
  readonly divisor: number | Poly;
}

export interface ExtremumAtom {
  readonly kind: 'max' | 'min';
  readonly key: string;
  readonly parts: readonly Poly[];
}

/** coefficient · product of the atoms, which are sorted by key; no atoms for the constant term. */
export interface Term {
  readonly atoms: readonly Atom[];
  readonly coefficient: number;
}

/** Terms by the joined keys of their atoms; the constant term's key is ''. No coefficient is 0. */
export type Poly = ReadonlyMap<string, Term>;

/** Thrown within this folder where a polynomial would grow beyond its limits; Sym answers with an opaque symbol. */
export class BeyondLimits extends Error {}

const MAX_TERMS = 64;
const MAX_DEGREE = 8;
const MAX_KEY = 2000;

/** Separates the keys of a product's atoms; no name contains it. */
const JOINER = '\0';

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new BeyondLimits();
  // Adding 0 turns -0 into 0.
  return value + 0;
}

export function constantPoly(value: number): Poly {
  return value === 0 ? new Map() : new Map([['', { atoms: [], coefficient: safe(value) }]]);
}

export function atomPoly(atom: Atom): Poly {
  if (atom.key.length > MAX_KEY) throw new BeyondLimits();
  return new Map([[atom.key, { atoms: [atom], coefficient: 1 }]]);
}

/** The value of a polynomial without atoms, or undefined. */
export function constantOf(poly: Poly): number | undefined {
  if (poly.size === 0) return 0;
  return poly.size === 1 ? poly.get('')?.coefficient : undefined;
}

export function constantTerm(poly: Poly): number {
  return poly.get('')?.coefficient ?? 0;
}

/** The same for the same terms, in whatever order they were added. */
export function polyKey(poly: Poly): string {
  for (const key of poly.keys()) work(keyWork(key));
  return [...poly.keys()]
    .sort()
    .map(key => `${poly.get(key)?.coefficient}*${key}`)
    .join('+');
}

/** a + factor·b */
export function addPoly(a: Poly, b: Poly, factor = 1): Poly {
  work(a.size / 4);
  const sum = new Map(a);
  for (const [key, term] of b) addTerm(sum, key, term.atoms, safe(factor * term.coefficient));
  return limited(sum);
}

function addTerm(sum: Map<string, Term>, key: string, atoms: readonly Atom[], coefficient: number): void {
  work(keyWork(key));
  const total = safe((sum.get(key)?.coefficient ?? 0) + coefficient);
  if (total === 0) sum.delete(key);
  else sum.set(key, { atoms, coefficient: total });
}

/** What it costs to make, hash and compare a term's key. */
function keyWork(key: string): number {
  return 0.5 + key.length / 64;
}

function limited(poly: Poly): Poly {
  if (poly.size > MAX_TERMS) throw new BeyondLimits();
  return poly;
}

export function mulPoly(a: Poly, b: Poly): Poly {
  const product = new Map<string, Term>();
  for (const x of a.values()) {
    for (const y of b.values()) {
      const atoms = [...x.atoms, ...y.atoms].sort((p, q) => (p.key < q.key ? -1 : p.key > q.key ? 1 : 0));
      if (atoms.length > MAX_DEGREE) throw new BeyondLimits();
      addTerm(product, atoms.map(atom => atom.key).join(JOINER), atoms, safe(x.coefficient * y.coefficient));
    }
    limited(product);
  }
  return product;
}

export function scalePoly(poly: Poly, factor: number): Poly {
  return addPoly(new Map(), poly, factor);
}

export function gcd(a: number, b: number): number {
  [a, b] = [Math.abs(a), Math.abs(b)];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** ⌊a/b⌋ of safe ints, exactly. */
export function floorQuotient(a: number, b: number): number {
  const rest = a % b;
  const quotient = (a - rest) / b;
  return rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient + 0;
}

/**
 * ⌊poly/divisor⌋ for an int divisor above 0. Each coefficient's quotient is taken out; common factors of the divisor and the
 * coefficients cancel, ⌊(g·r + c)/(g·e)⌋ = ⌊(r + ⌊c/g⌋)/e⌋; and a floor within a floor flattens,
 * ⌊(⌊p/a⌋ + s)/d⌋ = ⌊(p + a·s)/(a·d)⌋ (Graham, Knuth, Patashnik: Concrete Mathematics, 3.2).
 */
export function floorPoly(poly: Poly, divisor: number): Poly {
  if (divisor === 1) return poly;
  let quotient: Poly = new Map();
  let rest: Poly = new Map();
  for (const [key, term] of poly) {
    const whole = floorQuotient(term.coefficient, divisor);
    const one: Poly = new Map([[key, { atoms: term.atoms, coefficient: 1 }]]);
    quotient = addPoly(quotient, one, whole);
    rest = addPoly(rest, one, term.coefficient - whole * divisor);
  }
  const variable = [...rest].filter(([key]) => key !== '');
  if (variable.length === 0) return quotient;
  const common = variable.reduce((factor, [, term]) => gcd(factor, term.coefficient), divisor);
  if (common > 1) {
    const reduced = variable.map(([key, term]): [string, Term] => [
      key,
      { atoms: term.atoms, coefficient: term.coefficient / common },
    ]);
    const constant = constantPoly(floorQuotient(constantTerm(rest), common));
    return addPoly(quotient, floorPoly(addPoly(new Map(reduced), constant), divisor / common));
  }
  for (const [key, term] of variable.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const inner = term.atoms[0];
    if (term.coefficient !== 1 || term.atoms.length !== 1 || inner?.kind !== 'floor') continue;
    if (typeof inner.divisor !== 'number') continue;
    const others = new Map(rest);
    others.delete(key);
    const flat = addPoly(inner.numerator, others, inner.divisor);
    return addPoly(quotient, floorPoly(flat, safe(inner.divisor * divisor)));
  }
  return addPoly(quotient, atomPoly(floorAtom(rest, divisor)));
}

export function floorAtom(numerator: Poly, divisor: number | Poly): FloorAtom {
  const below = typeof divisor === 'number' ? String(divisor) : `(${polyKey(divisor)})`;
  return { kind: 'floor', key: `⌊(${polyKey(numerator)})/${below}⌋`, numerator, divisor };
}

/** The atom max(parts) or min(parts): parts in a fixed order, each once. */
export function extremumAtom(kind: 'max' | 'min', parts: readonly Poly[]): ExtremumAtom {
  const sorted = [...new Map(parts.map(part => [polyKey(part), part]))].sort(([a], [b]) => (a < b ? -1 : 1));
  return { kind, key: `${kind}(${sorted.map(([key]) => key).join(',')})`, parts: sorted.map(([, part]) => part) };
}

/** The polynomial with each atom replaced by what `replace` gives for it. */
export function mapAtoms(poly: Poly, replace: (atom: Atom) => Poly): Poly {
  let result: Poly = new Map();
  for (const term of poly.values()) {
    let product = constantPoly(term.coefficient);
    for (const atom of term.atoms) product = mulPoly(product, replace(atom));
    result = addPoly(result, product);
  }
  return result;
}

/** Calls `visit` for every symbol, also those inside floors, max and min. */
export function forEachSymbol(poly: Poly, visit: (symbol: SymbolAtom) => void): void {
  for (const term of poly.values()) {
    for (const atom of term.atoms) {
      if (atom.kind === 'symbol') visit(atom);
      else if (atom.kind === 'floor') {
        forEachSymbol(atom.numerator, visit);
        if (typeof atom.divisor !== 'number') forEachSymbol(atom.divisor, visit);
      } else for (const part of atom.parts) forEachSymbol(part, visit);
    }
  }
}
