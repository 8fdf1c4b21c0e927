import { axisPadding } from './padding.js';
import { at, effectiveKernelSize } from './numbers.js';
import type { SizeRule } from './matrixTypes.js';
import type { ConvSpec } from './params.js';

/**
 * The output size along one axis as ⌊(mul·i + add)/div⌋ + plus.
 * Convolution: ⌊(i + begin + end − d·(k−1) − 1)/s⌋ + 1. 'same': ⌈i/s⌉. Transposed: (i−1)·s − begin − end + d·(k−1) + op + 1.
 * Source: the shape sections of torch.nn.Conv2d and torch.nn.ConvTranspose2d.
 */
export function sizeRule(spec: ConvSpec, axis: number): SizeRule {
  const stride = at(spec.stride, axis);
  if (spec.padding === 'same') return { mul: 1, add: stride - 1, div: stride, plus: 0 };
  const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
  const { begin, end } = axisPadding(spec, axis, 1);
  if (spec.transposed) {
    return { mul: stride, add: span - stride - begin - end + at(spec.outputPadding, axis), div: 1, plus: 0 };
  }
  return { mul: 1, add: begin + end - span, div: stride, plus: 1 };
}

/** The size that the rule gives along one axis, below 1 where the layer cannot run. */
export function rawOutput(spec: ConvSpec, axis: number, input: number): number {
  const rule = sizeRule(spec, axis);
  return Math.floor((rule.mul * input + rule.add) / rule.div) + rule.plus;
}
