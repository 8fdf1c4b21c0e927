import { isAtLeast } from './bounds.js';
import {
  addPoly,
  atomPoly,
  BeyondLimits,
  constantOf,
  constantPoly,
  extremumAtom,
  floorAtom,
  floorPoly,
  polyKey,
  scalePoly,
  type Atom,
  type Poly,
  type Term,
} from './poly.js';

/** ⌊p/q⌋ for any q that is not the constant 0. */
export function quotientPoly(p: Poly, q: Poly): Poly {
  const divisor = constantOf(q);
  if (divisor === 0) throw new BeyondLimits();
  if (divisor !== undefined) return divisor > 0 ? floorPoly(p, divisor) : floorPoly(scalePoly(p, -1), -divisor);
  if (p.size === 0) return p;
  const exact = exactQuotient(p, q);
  return exact === undefined ? atomPoly(floorAtom(p, q)) : exact;
}

/**
 * p/q where it is a polynomial for sure: q is one product of atoms that are at least 1 (so that it is never 0), or p is a
 * multiple of q, which is at least 1.
 */
function exactQuotient(p: Poly, q: Poly): Poly | undefined {
  if (!isAtLeast(q, 1)) return undefined;
  const [below, ...more] = q.values();
  if (below === undefined) return undefined;
  if (more.length > 0) return multipleOf(p, q);
  const quotient = new Map<string, Term>();
  for (const term of p.values()) {
    if (term.coefficient % below.coefficient !== 0) return undefined;
    const atoms = without(term.atoms, below.atoms);
    if (atoms === undefined) return undefined;
    quotient.set(atoms.map(atom => atom.key).join('\0'), { atoms, coefficient: term.coefficient / below.coefficient });
  }
  return quotient;
}

function multipleOf(p: Poly, q: Poly): Poly | undefined {
  const [key, first] = [...q][0] ?? [];
  const factor = key === undefined ? 0 : (p.get(key)?.coefficient ?? 0) / (first?.coefficient ?? 1);
  if (factor === 0 || !Number.isSafeInteger(factor)) return undefined;
  return polyKey(scalePoly(q, factor)) === polyKey(p) ? constantPoly(factor) : undefined;
}

function without(atoms: readonly Atom[], removed: readonly Atom[]): Atom[] | undefined {
  const left = [...atoms];
  for (const atom of removed) {
    const index = left.findIndex(candidate => candidate.key === atom.key);
    if (index < 0) return undefined;
    left.splice(index, 1);
  }
  return left;
}

/** max or min of the parts; what is surely not the largest (smallest) is left out. */
export function extremumPoly(kind: 'max' | 'min', parts: readonly Poly[]): Poly {
  const flat = parts.flatMap(part => {
    const [only, ...more] = part.values();
    const atom = only?.atoms[0];
    const alone = more.length === 0 && only?.coefficient === 1 && only.atoms.length === 1;
    return alone && atom?.kind === kind ? [...atom.parts] : [part];
  });
  const kept: Poly[] = [];
  for (const part of flat) {
    const beaten = (a: Poly, b: Poly): boolean => isAtLeast(kind === 'max' ? addPoly(b, a, -1) : addPoly(a, b, -1), 0);
    if (kept.some(other => beaten(part, other))) continue;
    const left = kept.filter(other => !beaten(other, part));
    kept.splice(0, kept.length, ...left, part);
  }
  const [one, ...others] = kept;
  if (one === undefined) throw new RangeError(`${kind} of nothing`);
  return others.length === 0 ? one : atomPoly(extremumAtom(kind, kept));
}
