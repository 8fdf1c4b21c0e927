import { atomPoly, floorPoly, mapAtoms, type Atom, type Poly, type SymbolAtom } from './poly.js';
import { extremumPoly, quotientPoly } from './quotient.js';

/** The polynomial with some symbols replaced, and everything above them simplified again. */
export function substitutePoly(poly: Poly, replacement: (symbol: SymbolAtom) => Poly | undefined): Poly {
  const replace = (atom: Atom): Poly => {
    if (atom.kind === 'symbol') return replacement(atom) ?? atomPoly(atom);
    if (atom.kind === 'floor') {
      const numerator = mapAtoms(atom.numerator, replace);
      if (typeof atom.divisor === 'number') return floorPoly(numerator, atom.divisor);
      return quotientPoly(numerator, mapAtoms(atom.divisor, replace));
    }
    return extremumPoly(
      atom.kind,
      atom.parts.map(part => mapAtoms(part, replace)),
    );
  };
  return mapAtoms(poly, replace);
}
