import { at, effectiveKernelSize } from '../numbers.js';
import { splitTotal } from '../padding.js';
import type { ConvSpec, LayerParams } from '../params.js';
import type { Problem } from '../result.js';
import { checkOnnxParams } from '../checks/onnxParams.js';
import * as words from '../checks/onnxWords.js';
import { convolutionSpace, croppedSpace, eachAxis, spans, zeros } from './space.js';
import type { ConventionRules, PerAxis, Space } from './rules.js';

/** ONNX's operators Conv and ConvTranspose of opset 22, as onnxruntime 1.30 computes them on a CPU. */
export const onnx: ConventionRules = {
  convention: 'onnx',
  checkParams: checkOnnxParams,
  space: (params, perAxis) =>
    params.kind === 'transposed' ? transposedSpace(params, perAxis) : convolutionSpace(params, perAxis),
  weightLayout: params => (params.kind === 'transposed' ? 'IOHW' : 'OIHW'),
  transposedGroups: true,
  words,
  checkCall: checkOutputSize,
  batchAxes: 'one',
  emptyOutput: 'refused',
  symmetricPadding: true,
  outputPadding: 'zero',
  outputPaddingBelow: 'stride',
};

/**
 * auto_pad SAME_UPPER and SAME_LOWER crop what is above i·s: max(K + op − s, 0) in all, so that a stride above K gives
 * (i−1)·s + K + op, less than the i·s of ONNX's text. output_shape crops max((i−1)·s + K + op − o, 0) instead, whatever pads
 * say. SAME_UPPER has the smaller half at the start; SAME_LOWER, and output_shape without SAME_UPPER, the larger.
 * Source: onnxruntime, core/providers/cpu/nn/conv_transpose_attributes.h, and test/truth/onnxConv.json.
 */
function transposedSpace(params: LayerParams, { stride, dilation }: PerAxis): Space {
  const { padding, outputSize } = params;
  const none = zeros(params);
  const added = eachAxis(params, params.outputPadding ?? none);
  if (outputSize) {
    const word = padding === 'same' ? 'same' : 'same-lower';
    return { padding: word, outputPadding: added, outputSize: eachAxis(params, outputSize) };
  }
  if (padding !== 'same' && padding !== 'same-lower') return croppedSpace(params);
  const halves = spans(params, dilation).map((span, axis) =>
    splitTotal(Math.max(span + at(added, axis) - at(stride, axis), 0)),
  );
  const [small, large] = [halves.map(half => half.begin), halves.map(half => half.end)];
  const split = padding === 'same' ? { begin: small, end: large } : { begin: large, end: small };
  return { padding: split, outputPadding: added };
}

/** The size that a transposed call asks for must be one from which the convolution comes back to the input's size. */
function checkOutputSize(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  if (!spec.transposed) return null;
  const empty = inputSpatial.indexOf(0);
  if (empty >= 0) return words.emptyTransposed(inputSpatial, empty);
  const { outputSize } = spec;
  if (!outputSize) return null;
  for (let axis = 0; axis < spec.spatialRank; axis++) {
    const [size, stride] = [at(outputSize, axis), at(spec.stride, axis)];
    const kernel = at(spec.kernelSize, axis);
    const span = effectiveKernelSize(kernel, at(spec.dilation, axis));
    const added = at(spec.outputPadding, axis);
    const input = at(inputSpatial, axis);
    const crop = Math.max((input - 1) * stride + span + added - size, 0);
    const back = Math.floor((size + crop - span) / stride) + 1;
    if (back === input) continue;
    return {
      code: 'output-size-invalid',
      message:
        'Explicit output_shape is inconsistent with input spatial dimensions and convolution parameters. Expected input ' +
        `size ${back} but got ${input} (output_size=${size}, kernel=${kernel}, stride=${stride}, ` +
        `dilation=${at(spec.dilation, axis)}, output_padding=${added}).`,
      parameter: 'outputSize',
      axis,
      values: { outputSize: size, expected: back, got: input },
    };
  }
  return null;
}
