import { FormatError } from './errors.js';
import { bitLength, roundDivide, type Int } from '../number/int.js';
import { exactValue } from '../number/exact.js';
import { scaledByTen } from '../number/float.js';

/** CPython's limit for decimal text of ints (sys.set_int_max_str_digits). */
const MAX_DIGITS = 4300;

/** str(x) of an int. @throws FormatError beyond CPython's limit of digits */
export function intText(x: Int): string {
  const text = bitLength(x) > 4 * MAX_DIGITS ? '' : String(x);
  if (text === '' || text.length - (x < 0 ? 1 : 0) > MAX_DIGITS) {
    throw new FormatError(
      'ValueError',
      `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion; ` +
        'use sys.set_int_max_str_digits() to increase the limit',
    );
  }
  return text;
}

/** repr(x) of a float: the shortest digits that read back as x, with an exponent below −4 or from 16 on. */
export function floatRepr(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf';
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const sign = x < 0 ? '-' : '';
  const [mantissa = '', power = ''] = Math.abs(x).toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return `${sign}${mantissa}e${exponentText(exponent)}`;
  const body = positional(mantissa.replace('.', ''), exponent);
  return sign + (body.includes('.') ? body : `${body}.0`);
}

/** Digits d₀d₁d₂… of d₀.d₁d₂… · 10^exponent, written without an exponent. */
export function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return digits + '0'.repeat(exponent + 1 - digits.length);
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** At least two digits, with a sign: e+05 */
export function exponentText(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** x ≥ 0 with this many digits after the point, exactly rounded; no point for none. */
export function fixedDigits(x: number, decimals: number): string {
  const text = String(scaledByTen(x, decimals)).padStart(decimals + 1, '0');
  return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

/** x ≥ 0 rounded to this many significant digits: x ≈ d₀.d₁d₂… · 10^exponent. */
export function significantDigits(x: number, count: number): { digits: string; exponent: number } {
  if (x === 0) return { digits: '0'.repeat(count), exponent: 0 };
  // The shortest digits may round x up to the next power of ten (1e23), so the exponent can be one too high, or too low.
  let exponent = Number(x.toExponential().split('e')[1]);
  for (;;) {
    const digits = String(scaledExactly(x, count - 1 - exponent));
    if (digits.length === count) return { digits, exponent };
    exponent += digits.length > count ? 1 : -1;
    // Rounding carried over: 9.996 with three digits is 10.0.
    if (digits.length > count && /^10*$/.test(digits)) return { digits: digits.slice(0, count), exponent };
  }
}

function scaledExactly(x: number, power: number): bigint {
  const { m, k } = exactValue(x);
  const above = m * 2n ** BigInt(Math.max(k, 0)) * 10n ** BigInt(Math.max(power, 0));
  const below = 2n ** BigInt(Math.max(-k, 0)) * 10n ** BigInt(Math.max(-power, 0));
  return roundDivide(above, below);
}
