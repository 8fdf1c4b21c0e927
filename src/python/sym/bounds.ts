import {
  addPoly,
  atomPoly,
  BeyondLimits,
  constantPoly,
  constantTerm,
  floorQuotient,
  mapAtoms,
  mulPoly,
  scalePoly,
  type Atom,
  type FloorAtom,
  type Poly,
  type Term,
} from './poly.js';

/** Floors are replaced by their bounds at most this often. */
const MAX_STEPS = 12;

/** Whether poly ≥ bound is proved for all values of its symbols. False says only that no proof was found. */
export function isAtLeast(poly: Poly, bound: number): boolean {
  try {
    // All values are ints, so ≥ bound is > bound − 1.
    return isPositive(addPoly(poly, constantPoly(1 - bound)), MAX_STEPS);
  } catch (error) {
    if (error instanceof BeyondLimits) return false;
    throw error;
  }
}

function isPositive(poly: Poly, steps: number): boolean {
  const lowest = lowerBound(poly);
  if (lowest !== undefined && lowest > 0) return true;
  if (steps === 0) return false;
  for (const term of poly.values()) {
    const scaled = withoutFloor(poly, term);
    if (scaled !== undefined) return isPositive(scaled, steps - 1);
  }
  return false;
}

/**
 * d·poly with the term c·m·⌊q/d⌋ replaced by something that is not larger: q/d − (d−1)/d ≤ ⌊q/d⌋ ≤ q/d. The other factors m must
 * be positive symbols. A rational that is above 0 for d·poly shows poly > 0.
 */
function withoutFloor(poly: Poly, term: Term): Poly | undefined {
  const floors = term.atoms.filter((atom): atom is FloorAtom => atom.kind === 'floor');
  const others = term.atoms.filter(atom => atom.kind !== 'floor');
  const [floor] = floors;
  if (floor === undefined || floors.length > 1 || typeof floor.divisor !== 'number') return undefined;
  if (!others.every(atom => atom.kind === 'symbol' && atom.positive)) return undefined;
  const numerator = term.coefficient > 0 ? addPoly(floor.numerator, constantPoly(1 - floor.divisor)) : floor.numerator;
  let factor = constantPoly(term.coefficient);
  for (const atom of others) factor = mulPoly(factor, atomPoly(atom));
  const whole = mulPoly(factor, atomPoly(floor));
  return addPoly(scalePoly(addPoly(poly, whole, -1), floor.divisor), mulPoly(factor, numerator));
}

/** A constant that poly is never below, found by shifting each atom by its own lower bound; undefined if none was found. */
function lowerBound(poly: Poly): number | undefined {
  const bounded = new Set<string>();
  const shifted = mapAtoms(poly, atom => {
    const bound = atomLowerBound(atom);
    if (bound === undefined) return atomPoly(atom);
    bounded.add(atom.key);
    return addPoly(atomPoly(atom), constantPoly(bound));
  });
  for (const [key, term] of shifted) {
    if (key === '') continue;
    if (term.coefficient < 0 || !term.atoms.every(atom => bounded.has(atom.key))) return undefined;
  }
  return constantTerm(shifted);
}

function atomLowerBound(atom: Atom): number | undefined {
  if (atom.kind === 'symbol') return atom.positive ? 1 : undefined;
  if (atom.kind === 'floor') {
    const bound = lowerBound(atom.numerator);
    if (bound === undefined) return undefined;
    if (typeof atom.divisor === 'number') return floorQuotient(bound, atom.divisor);
    return bound >= 0 && isAtLeast(atom.divisor, 1) ? 0 : undefined;
  }
  const bounds = atom.parts.map(lowerBound);
  if (atom.kind === 'max') {
    const known = bounds.filter(bound => bound !== undefined);
    return known.length > 0 ? Math.max(...known) : undefined;
  }
  return bounds.every(bound => bound !== undefined) ? Math.min(...bounds) : undefined;
}
