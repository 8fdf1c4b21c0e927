import { floorQuotient, type Atom, type Poly } from './poly.js';
import { work } from './work.js';

/**
 * The value for these values of the symbols, or undefined: a symbol has none, a divisor is 0, or a step leaves the ints below
 * 2⁵³ in which it would be exact.
 */
export function evaluatePoly(poly: Poly, valueOf: (name: string) => number | undefined): number | undefined {
  let sum = 0;
  for (const term of poly.values()) {
    work(0.25);
    let product = term.coefficient;
    for (const atom of term.atoms) {
      const value = evaluateAtom(atom, valueOf);
      if (value === undefined) return undefined;
      product *= value;
      if (!Number.isSafeInteger(product)) return undefined;
    }
    sum += product;
    if (!Number.isSafeInteger(sum)) return undefined;
  }
  return sum + 0;
}

function evaluateAtom(atom: Atom, valueOf: (name: string) => number | undefined): number | undefined {
  if (atom.kind === 'symbol') return atom.name === '?' ? undefined : valueOf(atom.name);
  if (atom.kind === 'floor') {
    const numerator = evaluatePoly(atom.numerator, valueOf);
    const divisor = typeof atom.divisor === 'number' ? atom.divisor : evaluatePoly(atom.divisor, valueOf);
    if (numerator === undefined || divisor === undefined || divisor === 0) return undefined;
    return floorQuotient(numerator, divisor);
  }
  const parts = atom.parts.map(part => evaluatePoly(part, valueOf));
  if (!parts.every(part => part !== undefined)) return undefined;
  return atom.kind === 'max' ? Math.max(...parts) : Math.min(...parts);
}
