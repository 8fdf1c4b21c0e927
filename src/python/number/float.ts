import { NumberError } from './errors.js';
import { exactValue, ratioToFloat } from './exact.js';
import { norm, roundDivide, type Int } from './int.js';

/** a / b. @throws NumberError for b = 0 */
export function trueDivFloat(a: number, b: number): number {
  if (b === 0) throw new NumberError('ZeroDivisionError', 'float division by zero');
  return a / b;
}

/** a // b as CPython's float_floor_div: by the remainder, so that it agrees with %. @throws NumberError for b = 0 */
export function floorDivFloat(a: number, b: number): number {
  if (b === 0) throw new NumberError('ZeroDivisionError', 'float floor division by zero');
  return divmodFloat(a, b)[0];
}

/** a % b, with the sign of b. @throws NumberError for b = 0 */
export function modFloat(a: number, b: number): number {
  if (b === 0) throw new NumberError('ZeroDivisionError', 'float modulo');
  return divmodFloat(a, b)[1];
}

function divmodFloat(a: number, b: number): [number, number] {
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0) {
    if (rest < 0 !== b < 0) {
      rest += b;
      quotient -= 1;
    }
  } else {
    rest = b < 0 ? -0 : 0;
  }
  if (quotient === 0) return [Object.is(a / b, -0) || a / b < 0 ? -0 : 0, rest];
  let floor = Math.floor(quotient);
  if (quotient - floor > 0.5) floor += 1;
  return [floor, rest];
}

/** The largest exponent for which a power is computed exactly. */
const EXACT_EXPONENT = 1024;

/**
 * a ** b; null where Python gives a complex number. Powers of an integral exponent are computed exactly and rounded once, which is
 * what C's pow gives but for about one in 5,000 (it may be off by one unit in the last place); others are by Math.pow.
 * @throws NumberError for 0 to a negative power and beyond the floats
 */
export function powFloat(a: number, b: number): number | null {
  if (b === 0 || a === 1) return 1;
  if (a === 0 && b < 0) throw new NumberError('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  // JavaScript calls these NaN, C calls them 1.
  if (a === -1 && !Number.isFinite(b)) return 1;
  if (!Number.isFinite(a) || !Number.isFinite(b) || a === 0) return a ** b;
  if (a < 0 && !Number.isInteger(b)) return null;
  const power =
    b === 0.5 ? Math.sqrt(a) : Number.isInteger(b) && Math.abs(b) <= EXACT_EXPONENT ? exactPower(a, b) : a ** b;
  if (!Number.isFinite(power)) throw new NumberError('OverflowError', "(34, 'Numerical result out of range')");
  return power;
}

function exactPower(a: number, exponent: number): number {
  const { m, k } = exactValue(a);
  const n = Math.abs(exponent);
  const [top, shift] = [m ** BigInt(n), BigInt(Math.abs(k) * n)];
  const [above, below] = k >= 0 ? [top << shift, 1n] : [top, 1n << shift];
  const power = exponent < 0 ? ratioToFloat(below, above) : ratioToFloat(above, below);
  // An underflow keeps the sign that an odd exponent gives.
  return power === 0 && a < 0 && n % 2 === 1 ? -0 : power;
}

/** int(x), towards 0. @throws NumberError for infinities and NaN */
export function floatToInt(x: number): Int {
  return norm(BigInt(Math.trunc(finite(x))));
}

/** The int that equals x, or undefined: 2.0 and 2 are one key of a dict. */
export function floatAsInt(x: number): Int | undefined {
  return Number.isInteger(x) ? norm(BigInt(x)) : undefined;
}

/** math.floor(x). @throws NumberError for infinities and NaN */
export function floorFloat(x: number): Int {
  return norm(BigInt(Math.floor(finite(x))));
}

/** math.ceil(x). @throws NumberError for infinities and NaN */
export function ceilFloat(x: number): Int {
  return norm(BigInt(Math.ceil(finite(x))));
}

/** round(x): half to even. @throws NumberError for infinities and NaN */
export function roundFloatToInt(x: number): Int {
  return norm(scaledByTen(finite(x), 0));
}

function finite(x: number): number {
  if (Number.isNaN(x)) throw new NumberError('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(x)) throw new NumberError('OverflowError', 'cannot convert float infinity to integer');
  return x;
}

/** round(x, digits): the exact value is rounded half to even. @throws NumberError beyond the floats */
export function roundFloat(x: number, digits: Int): number {
  // CPython's limits (float___round___impl): beyond them a float has no digit there, or only those.
  if (!Number.isFinite(x) || x === 0 || digits > 323) return x;
  const sign = x < 0 ? -0 : 0;
  if (typeof digits === 'bigint' || digits < -308) return sign;
  const scaled = scaledByTen(x, digits);
  const rounded = digits > 0 ? Number(`${scaled}e-${digits}`) : Number(scaled * 10n ** BigInt(-digits));
  if (!Number.isFinite(rounded)) throw new NumberError('OverflowError', 'rounded value too large to represent');
  return rounded === 0 ? sign : rounded;
}

/** x · 10^digits rounded half to even, from x's exact value; x is finite. */
export function scaledByTen(x: number, digits: number): bigint {
  const { m, k } = exactValue(x);
  let above = m;
  let below = 1n;
  if (k > 0) above <<= BigInt(k);
  else below <<= BigInt(-k);
  if (digits > 0) above *= 10n ** BigInt(digits);
  else below *= 10n ** BigInt(-digits);
  return roundDivide(above, below);
}
