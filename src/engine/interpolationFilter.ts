import type { InterpolationFilter } from './interpolationTypes.js';

/** Beyond this distance, in inputs, a filter is 0. */
export function filterRadius(filter: InterpolationFilter): number {
  switch (filter.name) {
    case 'box':
      return 0.5;
    case 'linear':
    case 'hamming':
      return 1;
    case 'gaussian':
      return 1.5;
    case 'cubic':
    case 'mitchell':
      return 2;
    case 'lanczos':
      return filter.radius;
  }
}

/**
 * A filter's weight at a distance t in inputs. Sources: Keys, Cubic convolution interpolation (1981) for cubic; Mitchell and Netravali,
 * Reconstruction filters in computer graphics (1988), B = C = 1/3; Lanczos: sinc(t)·sinc(t/radius); gaussian with σ = 1/2, as in
 * tf.image.ResizeMethod; hamming as in Pillow.
 */
export function filterWeight(filter: InterpolationFilter, t: number): number {
  const x = Math.abs(t);
  switch (filter.name) {
    case 'box':
      // A place halfway between two outputs belongs to one of them.
      return t > -0.5 && t <= 0.5 ? 1 : 0;
    case 'linear':
      return Math.max(0, 1 - x);
    case 'hamming':
      return x === 0 ? 1 : x >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x));
    case 'gaussian':
      return x >= 1.5 ? 0 : Math.exp(-2 * x * x);
    case 'cubic':
      return cubic(x, filter.a);
    case 'mitchell':
      if (x >= 2) return 0;
      return x >= 1 ? ((-7 / 18) * x + 2) * x * x - (10 / 3) * x + 16 / 9 : (7 / 6) * x * x * x - 2 * x * x + 8 / 9;
    case 'lanczos':
      return x >= filter.radius ? 0 : sinc(x) * sinc(x / filter.radius);
  }
}

/** |t| ≤ 1: (a+2)|t|³ − (a+3)|t|² + 1; |t| < 2: a|t|³ − 5a|t|² + 8a|t| − 4a. Exactly 0 at 1 and 2, exactly 1 at 0. */
function cubic(x: number, a: number): number {
  if (x >= 2 || x === 1) return 0;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return ((x - 5) * x + 8) * x * a - 4 * a;
}

function sinc(x: number): number {
  if (x === 0) return 1;
  // Exactly 0 at the integers, where sin(π·x) is not.
  return Number.isInteger(x) ? 0 : Math.sin(Math.PI * x) / (Math.PI * x);
}
