import { atomPoly, constantTerm, gcd, mapAtoms, scalePoly, type Atom, type Poly, type Term } from './poly.js';
import { substitutePoly } from './substitute.js';

/** What may be taken for granted when printing: these symbols are multiples of these ints. */
export type Divisibility = Readonly<Record<string, number>>;

interface Style {
  readonly times: string;
  readonly minus: string;
  floor(numerator: Poly, divisor: number | Poly): string;
}

const python: Style = {
  times: '*',
  minus: '-',
  floor(numerator, divisor) {
    const below = typeof divisor === 'number' ? String(divisor) : wrap(divisor, python, isAtom(divisor));
    return `${wrap(numerator, python, isProduct(numerator))}//${below}`;
  },
};

const math: Style = {
  times: '·',
  minus: '−',
  floor(numerator, divisor) {
    // ⌊(p + d − 1)/d⌋ = ⌈p/d⌉
    const up = typeof divisor === 'number' && constantTerm(numerator) === divisor - 1;
    const above = up ? new Map([...numerator].filter(([key]) => key !== '')) : numerator;
    const below = typeof divisor === 'number' ? String(divisor) : wrap(divisor, math, isAtom(divisor));
    const text = `${tight(wrap(above, math, isProduct(above)))}/${below}`;
    return up ? `⌈${text}⌉` : `⌊${text}⌋`;
  },
};

/** As a Python expression: (H + 31)//32 */
export function printPython(poly: Poly): string {
  return printSum(poly, python);
}

/** As in a formula: ⌈H/32⌉. Under an assumption of divisibility H/32. */
export function printMath(poly: Poly, divisible: Divisibility = {}): string {
  const names = Object.keys(divisible);
  if (names.length === 0) return printSum(poly, math);
  const exact = substitutePoly(poly, symbol => {
    const factor = symbol.name in divisible ? divisible[symbol.name] : undefined;
    return factor === undefined ? undefined : scalePoly(atomPoly(symbol), factor);
  });
  return printSum(exact, math, atom => (atom.kind === 'symbol' ? (divisible[atom.name] ?? 1) : 1));
}

function printSum(poly: Poly, style: Style, scale: (atom: Atom) => number = () => 1): string {
  const terms = [...poly].sort(([a, x], [b, y]) => y.atoms.length - x.atoms.length || (a < b ? -1 : a > b ? 1 : 0));
  // A sum starts with a positive term where it has one: 1 − H rather than −H + 1.
  const first = terms.findIndex(([, term]) => term.coefficient > 0);
  if (first > 0) terms.unshift(...terms.splice(first, 1));
  let text = '';
  for (const [, term] of terms) {
    // Python reads -H//3 as (-H)//3.
    const leading = text === '' && term.coefficient < 0;
    const body = printProduct(term, style, scale, leading);
    if (text === '') text = term.coefficient < 0 ? `${style.minus}${body}` : body;
    else text += ` ${term.coefficient < 0 ? style.minus : '+'} ${body}`;
  }
  return text === '' ? '0' : text;
}

/** Without its sign. The coefficient is divided by the scales of its atoms: a symbol that stands for a multiple. */
function printProduct(term: Term, style: Style, scale: (atom: Atom) => number, negated: boolean): string {
  const below = term.atoms.reduce((product, atom) => product * scale(atom), 1);
  const common = gcd(term.coefficient, below);
  const [numerator, denominator] = [Math.abs(term.coefficient) / common, below / common];
  const factors = term.atoms.map(atom =>
    printAtom(atom, style, negated || term.atoms.length > 1 || numerator !== 1, scale),
  );
  if (numerator !== 1 || factors.length === 0) factors.unshift(String(numerator));
  const text = factors.join(style.times);
  return denominator === 1 ? text : `${text}/${denominator}`;
}

function printAtom(atom: Atom, style: Style, inProduct: boolean, scale: (atom: Atom) => number): string {
  if (atom.kind === 'symbol') return atom.name;
  if (atom.kind === 'floor') {
    const text = style.floor(unscaled(atom.numerator, scale), atom.divisor);
    return style === python && inProduct ? `(${text})` : text;
  }
  return `${atom.kind}(${atom.parts.map(part => printSum(unscaled(part, scale), style)).join(', ')})`;
}

/**
 * Below a floor that divisibility does not remove, symbols are printed as they are: a scaled one is written back as the product
 * that stands for it.
 */
function unscaled(poly: Poly, scale: (atom: Atom) => number): Poly {
  return mapAtoms(poly, atom => {
    const factor = scale(atom);
    if (factor === 1 || atom.kind !== 'symbol') return atomPoly(atom);
    return atomPoly({ ...atom, name: `(${atom.name}/${factor})`, key: `${atom.key}/${factor}` });
  });
}

function wrap(poly: Poly, style: Style, bare: boolean): string {
  const text = printSum(poly, style);
  return bare ? text : `(${text})`;
}

/** One term with a positive coefficient: it needs no parentheses before a division. */
function isProduct(poly: Poly): boolean {
  const [term, ...more] = poly.values();
  return more.length === 0 && (term === undefined || term.coefficient > 0);
}

function isAtom(poly: Poly): boolean {
  const [term, ...more] = poly.values();
  if (term === undefined || more.length > 0) return false;
  return term.coefficient === 1 && term.atoms.length === 1 && term.atoms[0]?.kind !== 'floor';
}

function tight(text: string): string {
  return text.replace(/ ([+−]) /g, '$1');
}
