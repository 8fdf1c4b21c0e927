/**
 * target[to + n] = source[from + n] + by for n = 0 … length − 1, all below 2^31. Most rows of a convolution's matrix are those of an
 * earlier window, moved on: copying them costs a fraction of working them out.
 */
export function copyShifted(
  target: Int32Array,
  to: number,
  source: Int32Array,
  from: number,
  length: number,
  by: number,
): void {
  if (length < SHORT) {
    for (let n = 0; n < length; n++) target[to + n] = (source[from + n]! + by) | 0;
    return;
  }
  target.set(source.subarray(from, from + length), to);
  if (by !== 0) addInPairs(target, to, to + length, by);
}

/** Below this many elements a loop is faster than making a view to copy from. */
const SHORT = 64;

const BOTH_HALVES = 2n ** 32n + 1n;

/**
 * Adds to the elements from `start` to before `end`, two with every 64-bit addition: as (hi + by)·2³² + (lo + by), where neither half
 * overflows because every element and every sum is at least 0 and below 2³¹. Truncated to 64 bits, V8 computes these without
 * allocating a BigInt; that takes half the time of a loop over the elements.
 */
function addInPairs(values: Int32Array, start: number, end: number, by: number): void {
  const both = BigInt(by) * BOTH_HALVES;
  const pairs = new BigInt64Array(values.buffer, 0, values.length >> 1);
  const firstPair = (start + 1) >> 1;
  const lastPair = end >> 1;
  if (start % 2 === 1) values[start]! += by;
  for (let n = firstPair; n < lastPair; n++) pairs[n] = BigInt.asIntN(64, pairs[n]! + both);
  if (end % 2 === 1) values[end - 1]! += by;
}

/** Whether `length` numbers from `second` on are those from `first` on with `by` added. */
export function isShifted(values: Int32Array, first: number, second: number, length: number, by: number): boolean {
  for (let n = 0; n < length; n++) if (values[second + n] !== values[first + n]! + by) return false;
  return true;
}
