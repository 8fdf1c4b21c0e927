import { at, effectiveKernelSize } from '../numbers.js';
import { splitTotal } from '../padding.js';
import type { ExplicitPadding, LayerParams } from '../params.js';
import type { PerAxis, Space } from './rules.js';

/** What several frameworks have in common of how padding becomes canonical. */

/** One number per axis, where a tuple of one stands for all. */
export function eachAxis(params: Pick<LayerParams, 'kernelSize'>, values: readonly number[]): readonly number[] {
  return values.length === 1 ? params.kernelSize.map(() => at(values, 0)) : values;
}

export function zeros(params: LayerParams): number[] {
  return params.kernelSize.map(() => 0);
}

/** The effective kernel size of every axis. */
export function spans(params: LayerParams, dilation: readonly number[]): number[] {
  return params.kernelSize.map((size, axis) => effectiveKernelSize(size, at(dilation, axis)));
}

/** Padding in numbers: the same at both ends, or both ends as they are given. */
export function numericPadding(params: LayerParams, padding: readonly number[] | ExplicitPadding): ExplicitPadding {
  if ('begin' in padding) return { begin: eachAxis(params, padding.begin), end: eachAxis(params, padding.end) };
  return { begin: eachAxis(params, padding), end: eachAxis(params, padding) };
}

/**
 * A convolution's padding where the words are TensorFlow's: valid adds nothing, causal d·(k−1) at the start, same what makes
 * the output ⌈i/s⌉. Circular and reflect are not among them.
 */
export function convolutionSpace(params: LayerParams, { stride, dilation }: PerAxis): Space {
  const { padding } = params;
  const none = zeros(params);
  const spread = spans(params, dilation).map(span => span - 1);
  if (typeof padding !== 'string') return { padding: numericPadding(params, padding), outputPadding: none };
  switch (padding) {
    case 'causal':
      return { padding: { begin: spread, end: none }, outputPadding: none };
    case 'same':
    case 'same-lower': {
      // Only a stride makes it depend on the input size; without one the total is d·(k−1), whatever comes in.
      if (stride.some(s => s > 1)) return { padding, outputPadding: none };
      const halves = spread.map(splitTotal);
      const [small, large] = [halves.map(half => half.begin), halves.map(half => half.end)];
      const split = padding === 'same' ? { begin: small, end: large } : { begin: large, end: small };
      return { padding: split, outputPadding: none };
    }
    case 'valid':
    case 'circular':
    case 'reflect':
      return { padding: { begin: none, end: none }, outputPadding: none };
  }
}

/** A transposed layer that crops its padding at both ends and adds its output padding: PyTorch's meaning of numbers. */
export function croppedSpace(params: LayerParams): Space {
  const { padding, outputPadding, outputSize } = params;
  const none = zeros(params);
  return {
    padding: typeof padding === 'string' ? { begin: none, end: none } : numericPadding(params, padding),
    outputPadding: outputSize ? none : eachAxis(params, outputPadding ?? none),
    ...(outputSize ? { outputSize: eachAxis(params, outputSize) } : {}),
  };
}
