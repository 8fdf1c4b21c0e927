/**
 * Σ ⌊(slope·t + offset)/divisor⌋ over t = 0 … terms − 1, all numbers not negative, in O(log) steps: the points under a line are
 * counted along the other axis until nothing is left, as in Euclid's algorithm. Exact while the sum stays below 2^52.
 * Source: Graham, Knuth and Patashnik, Concrete Mathematics, 3.5 (floor/ceiling sums).
 */
export function floorSum(terms: number, divisor: number, slope: number, offset: number): number {
  let sum = 0;
  let [n, m, a, b] = [terms, divisor, slope, offset];
  while (n > 0) {
    sum += ((n * (n - 1)) / 2) * Math.floor(a / m) + n * Math.floor(b / m);
    a %= m;
    b %= m;
    const top = a * n + b;
    if (top < m) break;
    n = Math.floor(top / m);
    b = top % m;
    [m, a] = [a, m];
  }
  return sum;
}

/**
 * How many taps of the first `windows` windows lie at or before a position, where window v has its taps at v·stride + j·dilation,
 * j = 0 … kernel − 1. No tap is visited.
 */
export function tapsUpTo(position: number, windows: number, kernel: number, stride: number, dilation: number): number {
  if (position < 0 || windows < 1) return 0;
  // Kernel positions from `reaching` on lie beyond the position in every window; those before `full` in none.
  const reaching = Math.min(kernel, Math.floor(position / dilation) + 1);
  const beyond = Math.floor((position - (windows - 1) * stride) / dilation) + 1;
  const full = Math.min(Math.max(beyond, 0), reaching);
  const partial = reaching - full;
  const nearest = position - (reaching - 1) * dilation;
  return full * windows + partial + floorSum(partial, stride, dilation, nearest);
}
