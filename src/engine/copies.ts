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
  if (by === 0 && length > SHORT) target.set(source.subarray(from, from + length), to);
  else for (let n = 0; n < length; n++) target[to + n] = (source[from + n]! + by) | 0;
}

/** Up to this many elements a loop is faster than making a view to copy from. */
const SHORT = 64;

/** Whether `length` numbers from `second` on are those from `first` on with `by` added. */
export function isShifted(values: Int32Array, first: number, second: number, length: number, by: number): boolean {
  for (let n = 0; n < length; n++) if (values[second + n] !== values[first + n]! + by) return false;
  return true;
}
