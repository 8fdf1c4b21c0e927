import { TooLarge, MAX_INT_BITS, NumberError } from './errors.js';
import { ratioToFloat } from './exact.js';

/** A Python int: a number if |x| ≤ 2⁵³ − 1, else a bigint. One spelling per value: every result goes through `norm`. */
export type Int = number | bigint;

const MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** The one spelling of an int. */
export function norm(x: bigint): Int {
  return x <= MAX && x >= -MAX ? Number(x) : x;
}

/** How many bits |x| has; 0 for 0. */
export function bitLength(x: Int): number {
  if (typeof x === 'number') {
    const size = Math.abs(x);
    if (size < 2 ** 31) return size === 0 ? 0 : 32 - Math.clz32(size);
    return 32 - Math.clz32(Math.floor(size / 2 ** 31)) + 31;
  }
  const digits = (x < 0n ? -x : x).toString(16);
  return 4 * (digits.length - 1) + (32 - Math.clz32(parseInt(digits.charAt(0), 16)));
}

const LIMIT = 1n << BigInt(MAX_INT_BITS);

function checkBits(bits: number): void {
  if (bits > MAX_INT_BITS) throw new TooLarge();
}

export function addInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return norm(BigInt(a) + BigInt(b));
}

export function subInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return norm(BigInt(a) - BigInt(b));
}

/** @throws TooLarge */
export function mulInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // 0 · −5 is −0 in JavaScript; adding 0 makes it 0.
    if (Number.isSafeInteger(product)) return product + 0;
  }
  const product = BigInt(a) * BigInt(b);
  // Comparing is far cheaper than counting bits, and no operand is beyond the limit itself.
  if (product >= LIMIT || product <= -LIMIT) throw new TooLarge();
  return norm(product);
}

export function negInt(a: Int): Int {
  return typeof a === 'number' ? 0 - a : norm(-a);
}

export function absInt(a: Int): Int {
  return a < 0 ? negInt(a) : a;
}

/** a // b, rounded down. @throws NumberError for b = 0 */
export function floorDivInt(a: Int, b: Int): Int {
  if (b === 0) throw new NumberError('ZeroDivisionError', 'integer division or modulo by zero');
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    const quotient = (a - rest) / b;
    return rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient + 0;
  }
  const [x, y] = [BigInt(a), BigInt(b)];
  const quotient = x / y;
  return norm(x % y !== 0n && x < 0n !== y < 0n ? quotient - 1n : quotient);
}

/** a % b, with the sign of b. @throws NumberError for b = 0 */
export function modInt(a: Int, b: Int): Int {
  if (b === 0) throw new NumberError('ZeroDivisionError', 'integer modulo by zero');
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
  }
  const y = BigInt(b);
  const rest = BigInt(a) % y;
  return norm(rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest);
}

/** a / b as the nearest float. @throws NumberError for b = 0 and beyond the floats */
export function trueDivInt(a: Int, b: Int): number {
  if (b === 0) throw new NumberError('ZeroDivisionError', 'division by zero');
  // Two ints below 2⁵³ are floats themselves, and IEEE division of floats is correctly rounded.
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const quotient = ratioToFloat(BigInt(a), BigInt(b));
  if (!Number.isFinite(quotient))
    throw new NumberError('OverflowError', 'integer division result too large for a float');
  return quotient;
}

/** base ** exponent for an exponent of at least 0. @throws TooLarge before it computes */
export function powInt(base: Int, exponent: Int): Int {
  if (exponent < 0) throw new RangeError('a negative exponent gives a float');
  if (exponent === 0) return 1;
  if (base === 0 || base === 1) return base;
  if (base === -1) return modInt(exponent, 2) === 0 ? 1 : -1;
  if (typeof exponent === 'bigint') throw new TooLarge();
  checkBits((bitLength(base) - 1) * exponent);
  return norm(BigInt(base) ** BigInt(exponent));
}

/** pow(base, exponent, modulus) for an exponent of at least 0. @throws NumberError for the modulus 0 */
export function powModInt(base: Int, exponent: Int, modulus: Int): Int {
  if (modulus === 0) throw new NumberError('ValueError', 'pow() 3rd argument cannot be 0');
  if (exponent < 0) throw new RangeError('a negative exponent needs an inverse');
  let result: Int = modInt(1, modulus);
  let square = modInt(base, modulus);
  for (let rest = BigInt(exponent); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = modInt(mulInt(result, square), modulus);
    square = modInt(mulInt(square, square), modulus);
  }
  return result;
}

/** a << count. @throws NumberError for a negative count, TooLarge */
export function shiftLeft(a: Int, count: Int): Int {
  if (count < 0) throw new NumberError('ValueError', 'negative shift count');
  if (a === 0) return 0;
  if (typeof count === 'bigint') throw new TooLarge();
  checkBits(bitLength(a) + count);
  return norm(BigInt(a) << BigInt(count));
}

/** a >> count, rounded down. @throws NumberError for a negative count */
export function shiftRight(a: Int, count: Int): Int {
  if (count < 0) throw new NumberError('ValueError', 'negative shift count');
  if (typeof count === 'bigint' || count >= MAX_INT_BITS) return a < 0 ? -1 : 0;
  return norm(BigInt(a) >> BigInt(count));
}

/** a & b, a | b or a ^ b in two's complement of unlimited width. */
export function bitwise(op: '&' | '|' | '^', a: Int, b: Int): Int {
  const [x, y] = [BigInt(a), BigInt(b)];
  return norm(op === '&' ? x & y : op === '|' ? x | y : x ^ y);
}

/** ~a = −a − 1 */
export function invertInt(a: Int): Int {
  return subInt(-1, a);
}

/** round(a, digits): for negative digits half to even at that power of ten, else a itself. */
export function roundInt(a: Int, digits: Int): Int {
  if (digits >= 0) return a;
  // Fewer digits than that in any int here, so it rounds to 0.
  if (digits < -MAX_INT_BITS) return 0;
  const unit = 10n ** -BigInt(digits);
  return norm(roundDivide(BigInt(a), unit) * unit);
}

/** n/d rounded half to even, for d > 0. */
export function roundDivide(n: bigint, d: bigint): bigint {
  let quotient = n / d;
  let rest = n % d;
  if (rest < 0n) {
    rest += d;
    quotient -= 1n;
  }
  const twice = 2n * rest;
  return twice > d || (twice === d && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** The nearest float. @throws NumberError beyond the floats */
export function intToFloat(a: Int): number {
  const x = Number(a);
  if (!Number.isFinite(x)) throw new NumberError('OverflowError', 'int too large to convert to float');
  return x + 0;
}
