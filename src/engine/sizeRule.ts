import { conventionRules } from './conventions/index.js';
import { axisPadding } from './padding.js';
import { at, effectiveKernelSize } from './numbers.js';
import type { SizeRule } from './matrixTypes.js';
import type { ConvSpec } from './params.js';

/**
 * The output size along one axis as ⌊(mul·i + add)/div⌋ + plus.
 * Convolution: ⌊(l·(i−1) + begin + end − d·(k−1))/s⌋ + 1 with input dilation l. 'same': ⌈i/s⌉. Transposed:
 * (i−1)·s − begin − end + d·(k−1) + op + 1, or the size that the call asks for.
 * Source: the shape sections of torch.nn.Conv2d and torch.nn.ConvTranspose2d; jax/_src/lax/convolution.py (conv_shape_tuple).
 */
export function sizeRule(spec: ConvSpec, axis: number): SizeRule {
  const stride = at(spec.stride, axis);
  const asked = spec.transposed ? spec.outputSize?.[axis] : undefined;
  if (asked !== undefined) return { mul: 0, add: asked, div: 1, plus: 0 };
  if (typeof spec.padding === 'string') return { mul: 1, add: stride - 1, div: stride, plus: 0 };
  const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
  const { begin, end } = axisPadding(spec, axis, 1);
  if (spec.transposed) {
    return { mul: stride, add: span - stride - begin - end + at(spec.outputPadding, axis), div: 1, plus: 0 };
  }
  const spread = spec.inputDilation?.[axis] ?? 1;
  return { mul: spread, add: 1 - spread + begin + end - span, div: stride, plus: 1 };
}

/**
 * The size that the rule gives along one axis, below 1 where nothing is left. Where an input of size 0 is taken, dilating it
 * leaves 0 and not less (conv_shape_tuple).
 */
export function rawOutput(spec: ConvSpec, axis: number, input: number): number {
  const rule = sizeRule(spec, axis);
  const step = spec.transposed ? at(spec.stride, axis) : (spec.inputDilation?.[axis] ?? 1);
  const lifted = input === 0 && step > 1 && rule.mul > 0 && conventionRules(spec.convention).emptyOutput === 'answer';
  return Math.floor((rule.mul * input + rule.add + (lifted ? step - 1 : 0)) / rule.div) + rule.plus;
}
