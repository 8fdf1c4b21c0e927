import { isAtLeast } from './bounds.js';
import { evaluatePoly } from './evaluate.js';
import {
  addPoly,
  atomPoly,
  constantOf,
  constantPoly,
  forEachSymbol,
  gcd,
  scalePoly,
  type Poly,
  type SymbolAtom,
} from './poly.js';
import { substitutePoly } from './substitute.js';

/** Beyond this many residue classes two forms that differ are not proved equal. */
const MAX_RESIDUES = 4096;

/** Values that are tried first: most different functions differ at one of them. */
const PROBES = [1, 2, 3, 5, 16, 31, 97, 224];

/**
 * Whether a and b are the same function of their symbols: true, false (they differ somewhere), or null when no proof was found.
 *
 * Proof by residues: with floors by ints, and L the product of the divisors nested over a symbol, x = L·h + r leaves no floor, for
 * each residue r. The difference is 0 everywhere exactly if each of these polynomials in h is 0.
 */
export function sameFunction(a: Poly, b: Poly): boolean | null {
  const difference = addPoly(a, b, -1);
  const constant = constantOf(difference);
  if (constant !== undefined) return constant === 0;
  const symbols = new Map<string, SymbolAtom>();
  forEachSymbol(difference, symbol => symbols.set(symbol.key, symbol));
  if (differsAtProbe(difference, [...symbols.values()])) return false;
  const periods = new Map<string, number>();
  if (!addPeriods(difference, periods)) return null;
  const keys = [...symbols.keys()];
  const radices = keys.map(key => periods.get(key) ?? 1);
  const count = radices.reduce((product, radix) => product * radix, 1);
  if (count > MAX_RESIDUES) return null;
  for (let index = 0; index < count; index++) {
    const residues = new Map<string, Poly>();
    let rest = index;
    keys.forEach((key, i) => {
      const radix = radices[i] ?? 1;
      const symbol = symbols.get(key);
      const residue = constantPoly(rest % radix);
      rest = Math.floor(rest / radix);
      if (symbol) residues.set(key, addPoly(scalePoly(atomPoly(symbol), radix), residue));
    });
    // x = L·h + r is written with x's own symbol for h: only the form of the result matters.
    if (substitutePoly(difference, symbol => residues.get(symbol.key)).size > 0) return false;
  }
  return true;
}

function differsAtProbe(difference: Poly, symbols: readonly SymbolAtom[]): boolean {
  return PROBES.some((_, shift) => {
    const values = new Map(symbols.map((symbol, i) => [symbol.name, PROBES[(shift + 3 * i) % PROBES.length] ?? 1]));
    const value = evaluatePoly(difference, name => values.get(name));
    return value !== undefined && value !== 0;
  });
}

/** Multiplies into `periods`, per symbol, the divisors nested over it. False where a residue proof is not possible. */
function addPeriods(poly: Poly, periods: Map<string, number>): boolean {
  for (const term of poly.values()) {
    for (const atom of term.atoms) {
      if (atom.kind === 'symbol') continue;
      if (atom.kind !== 'floor' || typeof atom.divisor !== 'number') return false;
      const inner = new Map<string, number>();
      if (!addPeriods(atom.numerator, inner)) return false;
      const { divisor } = atom;
      forEachSymbol(atom.numerator, symbol => {
        if (!inner.has(symbol.key)) inner.set(symbol.key, 1);
      });
      for (const [key, period] of inner) {
        const own = period * divisor;
        const known = periods.get(key) ?? 1;
        periods.set(key, (known / gcd(known, own)) * own);
      }
    }
  }
  return true;
}

/** a == b: true or false where it holds, or fails, for all values of the symbols; else null. */
export function decideEqual(a: Poly, b: Poly): boolean | null {
  const same = sameFunction(a, b);
  if (same === true) return true;
  const difference = addPoly(a, b, -1);
  if (constantOf(difference) !== undefined) return false;
  if (isAtLeast(difference, 1) || isAtLeast(scalePoly(difference, -1), 1)) return false;
  return null;
}

/** a < b, likewise. */
export function decideLess(a: Poly, b: Poly): boolean | null {
  const difference = addPoly(b, a, -1);
  if (isAtLeast(difference, 1)) return true;
  return isAtLeast(scalePoly(difference, -1), 0) ? false : null;
}
