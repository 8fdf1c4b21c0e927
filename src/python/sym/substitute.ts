import {
  addPoly,
  atomPoly,
  constantPoly,
  floorPoly,
  mapAtoms,
  mulPoly,
  type Atom,
  type Poly,
  type SymbolAtom,
} from './poly.js';
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

/** A symbol that stands for an exact part of another: x/32, where x is a multiple of 32. */
export interface PartOf {
  readonly symbol: SymbolAtom;
  readonly factor: number;
}

/**
 * The polynomial in x where a symbol stands for x/m, for values of x that m divides. Products of symbols are divided as a whole:
 * 16·(x/32) becomes ⌊x/2⌋.
 */
export function unscaledPoly(poly: Poly, partOf: (symbol: SymbolAtom) => PartOf | undefined): Poly {
  const inside = (symbol: SymbolAtom): Poly | undefined => {
    const part = partOf(symbol);
    return part && floorPoly(atomPoly(part.symbol), part.factor);
  };
  let sum: Poly = constantPoly(0);
  for (const { atoms, coefficient } of poly.values()) {
    let symbols = constantPoly(coefficient);
    let others = constantPoly(1);
    let below = 1;
    for (const atom of atoms) {
      const part = atom.kind === 'symbol' ? partOf(atom) : undefined;
      if (atom.kind === 'symbol') symbols = mulPoly(symbols, atomPoly(part?.symbol ?? atom));
      else others = mulPoly(others, substitutePoly(atomPoly(atom), inside));
      below *= part?.factor ?? 1;
    }
    sum = addPoly(sum, mulPoly(floorPoly(symbols, below), others));
  }
  return sum;
}
