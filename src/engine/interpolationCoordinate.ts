import type { AxisResize, CoordinateRule } from './interpolationTypes.js';

/**
 * The place on the input axis, in inputs from the middle of the first, that output o samples. Without a given factor it
 * is one division of exact integers, so that a place that should be an integer or a half is one.
 */
export function sampleCoordinate(rule: CoordinateRule, output: number, axis: AxisResize): number {
  const { inputs: n, outputs: m, factor } = axis;
  switch (rule) {
    case 'half-pixel':
      return halfPixel(output, axis);
    case 'pytorch-half-pixel':
      return m > 1 ? halfPixel(output, axis) : 0;
    case 'half-pixel-symmetric':
      return symmetricOffset(axis) + halfPixel(output, axis);
    case 'asymmetric':
      return factor === undefined ? (output * n) / m : output / factor;
    case 'align-corners':
      return m > 1 ? (output * (n - 1)) / (m - 1) : 0;
    case 'scaled-corners':
      return m > 1 ? ((2 * output + 1) * (n - 1) - (m - 1)) / (2 * (m - 1)) : -0.5;
    case 'crop-and-resize': {
      const [start, end] = axis.region ?? [0, 1];
      return m > 1 ? start * (n - 1) + (output * (end - start) * (n - 1)) / (m - 1) : 0.5 * (start + end) * (n - 1);
    }
  }
}

function halfPixel(output: number, { inputs: n, outputs: m, factor }: AxisResize): number {
  return factor === undefined ? ((2 * output + 1) * n - m) / (2 * m) : (output + 0.5) / factor - 0.5;
}

/** What centres ⌊n·factor⌋ outputs on an input that n·factor of them would cover. */
function symmetricOffset({ inputs: n, outputs: m, factor }: AxisResize): number {
  return factor === undefined ? 0 : (n / 2) * (1 - m / (factor * n));
}

/** How many inputs one output covers, to which antialiasing widens a filter. */
export function inverseScale(rule: CoordinateRule, { inputs: n, outputs: m, factor }: AxisResize): number {
  if (rule === 'scaled-corners') return m > 1 ? (n - 1) / (m - 1) : 0;
  return factor === undefined ? n / m : 1 / factor;
}
