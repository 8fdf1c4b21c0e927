import { checkJaxParams } from '../checks/jaxParams.js';
import * as words from '../checks/jaxWords.js';
import { tuple } from '../checks/jaxWords.js';
import { at, effectiveKernelSize } from '../numbers.js';
import { resolveOutputPadding, resolvePadding, splitTotal } from '../padding.js';
import type { ConvSpec, ExplicitPadding, LayerParams } from '../params.js';
import type { Problem } from '../result.js';
import { convolutionSpace, numericPadding, spans } from './space.js';
import type { ConventionRules, PerAxis, Space } from './rules.js';

/** The functions of jax.lax, as of jax 0.10. */
export const jax: ConventionRules = {
  convention: 'jax',
  checkParams: checkJaxParams,
  space: laxSpace,
  weightLayout: params => (params.kind !== 'transposed' ? 'OIHW' : params.transposeKernel === true ? 'HWOI' : 'HWIO'),
  dividesInputs: true,
  transposedGroups: true,
  words,
  checkCall: checkCropped,
  batchAxes: 'one',
  emptyOutput: 'answer',
  symmetricPadding: false,
  outputPadding: 'absent',
  outputPaddingBelow: 'stride',
};

/** What jax.lax makes of its padding; Flax hands its own to it. */
export function laxSpace(params: LayerParams, perAxis: PerAxis): Space {
  const { kind, padding, inputDilation } = params;
  if (kind === 'transposed') {
    const pads = typeof padding === 'string' ? wordPads(params, perAxis) : numericPadding(params, padding);
    return scattered(params, perAxis, pads, perAxis.stride);
  }
  const space = convolutionSpace(params, perAxis);
  if (!inputDilation || inputDilation.every(step => step === 1) || typeof space.padding === 'string') return space;
  const isStrided = perAxis.stride.some(step => step > 1);
  return isStrided ? { ...space, inputDilation } : scattered(params, perAxis, space.padding, inputDilation);
}

/**
 * A convolution of stride 1 over an input that stands `step` apart, padded by pads, is a transposed convolution of that
 * stride: it crops K − 1 − pads, and scatters the kernel reversed. What would be cropped below zero at the end is added.
 */
function scattered(params: LayerParams, { dilation }: PerAxis, pads: ExplicitPadding, step: readonly number[]): Space {
  const full = spans(params, dilation).map(span => span - 1);
  const crop = full.map((size, axis) => size - at(pads.end, axis));
  return {
    transposed: true,
    stride: step,
    padding: {
      begin: full.map((size, axis) => size - at(pads.begin, axis)),
      end: crop.map(size => Math.max(size, 0)),
    },
    outputPadding: crop.map(size => Math.max(-size, 0)),
    flip: params.transposeKernel !== true,
  };
}

/**
 * lax.conv_transpose: SAME gives i·s, VALID (i − 1)·s + max(K, s). The padding is that of the dilated input.
 * Source: _conv_transpose_padding in jax/_src/lax/convolution.py.
 */
function wordPads(params: LayerParams, { stride, dilation }: PerAxis): ExplicitPadding {
  const pads = spans(params, dilation).map((span, axis) => {
    const step = at(stride, axis);
    if (params.padding === 'same-lower') {
      // Of stride 1 alone: then it is the padding of an ordinary convolution.
      const { begin, end } = splitTotal(span - 1);
      return { begin: end, end: begin };
    }
    const total = span + step - 2 + (params.padding === 'same' ? 0 : Math.max(span - step, 0));
    const begin = params.padding === 'same' && step <= span - 1 ? Math.ceil(total / 2) : span - 1;
    return { begin, end: total - begin };
  });
  return { begin: pads.map(pad => pad.begin), end: pads.map(pad => pad.end) };
}

/** Negative padding may not take more than the dilated input has. Source: conv_shape_tuple. */
function checkCropped(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  const { begin, end } = resolvePadding(spec, inputSpatial);
  const added = resolveOutputPadding(spec, inputSpatial);
  const sizes = inputSpatial.map((size, axis) => {
    const step = spec.transposed ? at(spec.stride, axis) : (spec.inputDilation?.[axis] ?? 1);
    return size === 0 ? 0 : (size - 1) * step + 1;
  });
  const pads = sizes.map((_, axis): readonly [number, number] => {
    if (!spec.transposed) return [at(begin, axis), at(end, axis)];
    const full = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis)) - 1;
    return [full - at(begin, axis), full - at(end, axis) + at(added, axis)];
  });
  const axis = sizes.findIndex((size, a) => size + pads[a]![0] + pads[a]![1] < 0);
  if (axis < 0) return null;
  return {
    code: 'padding-larger-than-input',
    message:
      'Negative padding is larger than the size of the corresponding dimension: ' +
      `got padding=${tuple(pads.map(pad => tuple(pad)))} for lhs_shape[2:]=${tuple(sizes)}`,
    parameter: 'padding',
    axis,
    values: { inputSpatial },
  };
}
