import { axisSpec } from './axisSpec.js';
import { poolSize, type WindowPool } from './poolOverlap.js';
import { outputSpatial } from './size.js';
import { rawOutput, sizeRule } from './sizeRule.js';
import type { SizeRule } from './matrixTypes.js';
import type { ConvSpec } from './params.js';

/**
 * A step of a chain as far as sizes go: a layer, a pooling layer, or one rule per axis ⌊(mul·i + add)/div⌋ + plus, which is also what resizing by
 * a factor (mul/div), cropping and padding (plus) and a size that is always the same (mul 0) are.
 */
export type SizeStep = ConvSpec | WindowPool | { readonly rules: readonly SizeRule[] };

/** One axis of a step. */
export interface AxisStep {
  /** The size behind the step by its formula, also where it cannot run. */
  size(input: number): number;
  runs(input: number): boolean;
  /** A longer input by div/gcd(mul, div) times n gives an output longer by mul/gcd(mul, div) times n, whatever its size. */
  readonly mul: number;
  readonly div: number;
}

/** How many axes a step has. */
export function rankOf(step: SizeStep): number {
  return 'rules' in step ? step.rules.length : step.kernelSize.length;
}

/** One axis of a step in numbers. */
export function axisStep(step: SizeStep, axis: number): AxisStep {
  if ('rules' in step) {
    const { mul, add, div, plus } = step.rules[axis] ?? { mul: 1, add: 0, div: 1, plus: 0 };
    const size = (input: number) => Math.floor((mul * input + add) / div) + plus;
    return { size, runs: input => size(input) >= 1, mul, div };
  }
  if ('ceilMode' in step) {
    const size = (input: number) => poolSize(step, axis, input);
    return { size, runs: input => size(input) >= 1, mul: 1, div: step.stride[axis] ?? 1 };
  }
  const one = axisSpec(step, axis);
  const runs = (input: number) => {
    const sizes = outputSpatial(one, [input]);
    return sizes.ok && (sizes.value[0] ?? 0) >= 1;
  };
  const { mul, div } = sizeRule(one, 0);
  return { size: input => rawOutput(one, 0, input), runs, mul, div };
}
