import { braces, inputShape, intAttribute, intsAttribute, refusal, textAttribute, type OnnxNode } from './node.js';

/**
 * MaxPool, AveragePool and LpPool as onnxruntime computes them: ⌊(i + begin + end − d·(k−1) − 1)/s⌋ + 1, or with ceil_mode ⌈…⌉ + 1, less
 * one where the last window would start beyond input and leading padding. SAME_UPPER and SAME_LOWER pad (⌈i/s⌉ − 1)·s + k − i, without regard to
 * dilation, which then shrinks the output. An output may have a size of 0.
 * Source: onnxruntime, core/providers/cpu/nn/pool_attributes.h, and test/truth/onnxBetween.json.
 */
export function poolOutput(node: OnnxNode): number[] {
  const shape = inputShape(node);
  const rank = shape.length - 2;
  if (rank < 1) throw refusal('rank-mismatch', 'Input tensor must have at least 3 dimensions', { shape });
  const ones = Array<number>(rank).fill(1);
  const dilations = intsAttribute(node, 'dilations', rank, 1) ?? ones;
  const strides = intsAttribute(node, 'strides', rank, 1) ?? ones;
  const kernel = intsAttribute(node, 'kernel_shape', rank, 1);
  if (!kernel) throw refusal('argument-missing', "Required attribute 'kernel_shape' is missing.");
  const pads = intsAttribute(node, 'pads', 2 * rank, 0);
  const autoPad = textAttribute(node, 'auto_pad', 'NOTSET');
  if (!['NOTSET', 'VALID', 'SAME_UPPER', 'SAME_LOWER'].includes(autoPad)) {
    throw refusal('invalid-padding-string', 'Unknown AutoPadType String', { padding: autoPad });
  }
  if (pads?.some((pad, index) => pad >= (kernel[index % rank] ?? 0))) {
    throw refusal('padding-larger-than-kernel', 'Pad should be smaller than kernel.', { pads, kernel });
  }
  const ceil = intAttribute(node, 'ceil_mode', 0) === 1;
  const outputs = kernel.map((k, axis) => {
    const [input, s, d] = [shape[axis + 2] ?? 0, strides[axis] ?? 1, dilations[axis] ?? 1];
    const { begin, end } = padding(autoPad, pads, rank, axis, input, k, s);
    // Only the kernel for dilated maxima takes what SAME leaves over where the stride is above the kernel.
    if (node.op === 'MaxPool' && (begin < 0 || end < 0) && dilations.every(dilation => dilation === 1)) {
      throw refusal('negative-padding', 'padding values must be non-negative', { begin, end });
    }
    const room = input + begin + end - d * (k - 1) - 1;
    // C++ divides towards zero.
    const size = (ceil ? Math.ceil(room / s) : Math.trunc(room / s)) + 1;
    return ceil && (size - 1) * s >= input + begin ? size - 1 : size;
  });
  if (outputs.some(size => size < 0)) {
    const message = 'Calculated output dimension is negative. Check kernel_shape, pads, strides and dilations.';
    throw refusal('kernel-larger-than-input', message, { shape });
  }
  return [...shape.slice(0, 2), ...outputs];
}

function padding(
  autoPad: string,
  pads: readonly number[] | undefined,
  rank: number,
  axis: number,
  input: number,
  kernel: number,
  stride: number,
): { begin: number; end: number } {
  if (autoPad === 'VALID') return { begin: 0, end: 0 };
  if (autoPad === 'NOTSET') return { begin: pads?.[axis] ?? 0, end: pads?.[axis + rank] ?? 0 };
  const total = (Math.ceil(input / stride) - 1) * stride + kernel - input;
  const begin = Math.trunc((autoPad === 'SAME_LOWER' ? total + 1 : total) / 2);
  return { begin, end: total - begin };
}

/** GlobalAveragePool and GlobalMaxPool leave one value per sample and channel. */
export function globalPoolOutput(node: OnnxNode): number[] {
  const shape = inputShape(node);
  if (shape.length < 3) {
    throw refusal('rank-mismatch', 'Input dimension cannot be less than 3.', { shape: braces(shape) });
  }
  return [...shape.slice(0, 2), ...shape.slice(2).map(() => 1)];
}
