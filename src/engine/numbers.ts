/** Integer arithmetic that every part of the engine needs. All results are exact while they stay below 2^53. */

/** The product of all values; 1 for none. Exact only while it stays a safe integer: see isExact. */
export function product(values: Iterable<number>): number {
  let result = 1;
  for (const value of values) result *= value;
  return result;
}

/** Whether a number is an integer that arithmetic still holds exactly (at most 2^53 − 1 in size). */
export function isExact(value: number): boolean {
  return Number.isSafeInteger(value);
}

export function floorDiv(a: number, b: number): number {
  return Math.floor(a / b);
}

export function ceilDiv(a: number, b: number): number {
  return Math.ceil(a / b);
}

/** The remainder that is never negative: mod(−1, 3) = 2. */
export function mod(a: number, b: number): number {
  return ((a % b) + b) % b;
}

/** Greatest common divisor of two positive integers (Euclid). */
export function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** effectiveKernelSize = dilation·(kernelSize − 1) + 1: how many positions a dilated kernel spans. */
export function effectiveKernelSize(kernelSize: number, dilation: number): number {
  return dilation * (kernelSize - 1) + 1;
}

/** The entry of an array at an axis that is known to exist. A missing one is a programmer's error. */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`No element ${index} among ${values.length}`);
  return value;
}
