import { checkJaxParams } from '../checks/jaxParams.js';
import * as words from '../checks/jaxWords.js';
import { at, effectiveKernelSize } from '../numbers.js';
import type { ConvSpec, LayerParams } from '../params.js';
import type { Problem } from '../result.js';
import { jax, laxSpace } from './jax.js';
import { zeros } from './space.js';
import type { ConventionRules, PerAxis, Space } from './rules.js';

/** Haiku's layers, from haiku/_src/conv.py of dm-haiku 0.0.17: jax.lax with weights of its own order. */
export const haiku: ConventionRules = {
  ...jax,
  convention: 'haiku',
  checkParams: params => checkOutputSize(params) ?? checkGroups(params) ?? checkJaxParams(params),
  space: haikuSpace,
  weightLayout: params => (params.kind === 'transposed' ? 'HWOI' : 'HWIO'),
  transposedGroups: false,
  words: {
    ...words,
    rankMismatch: (spec, shape) => {
      const rank = spec.spatialRank + 1;
      const message = `Input to ConvND needs to have rank in [${rank}, ${rank + 1}], but input has shape ${words.tuple(shape)}.`;
      return { code: 'rank-mismatch', message, parameter: 'input', values: { expected: rank + 1, shape } };
    },
  },
  checkCall: (spec, inputSpatial, call) =>
    checkInputSize(spec, inputSpatial) ?? jax.checkCall!(spec, inputSpatial, call),
  batchAxes: 'optional',
};

function checkOutputSize({ outputSize, padding, spatialRank }: LayerParams): Problem | null {
  if (!outputSize) return null;
  if (padding !== 'same' && padding !== 'valid') {
    const message = "When specifying `output_shape`, ensure that paddding is 'VALID' or 'SAME'.";
    return { code: 'arguments-conflict', message, parameter: 'outputSize' };
  }
  if (outputSize.length === spatialRank) return null;
  const message = `output_shape must have ${spatialRank} sizes, but has ${outputSize.length}`;
  return { code: 'wrong-length', message, parameter: 'outputSize', values: { outputSize } };
}

/** Haiku looks at the input's channels before it calls jax.lax. */
function checkGroups({ kind, inChannels, groups }: LayerParams): Problem | null {
  if (kind !== 'convolution' || groups < 1 || inChannels % groups === 0) return null;
  const message = `Inputs channels ${inChannels} should be a multiple of feature_group_count ${groups}`;
  return { code: 'groups-do-not-divide', message, parameter: 'groups', values: { inChannels, groups } };
}

/** With an output_shape the padding is that of the convolution of that size (compute_adjusted_padding). */
function haikuSpace(params: LayerParams, perAxis: PerAxis): Space {
  const { outputSize, padding } = params;
  if (params.kind !== 'transposed' || !outputSize) return laxSpace(params, perAxis);
  const none = zeros(params);
  return {
    padding: padding === 'same' ? 'same' : { begin: none, end: none },
    outputPadding: none,
    outputSize,
    flip: true,
  };
}

/** The convolution of the output_shape must give back the input's size. */
function checkInputSize(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  const { outputSize, padding } = spec;
  if (!outputSize) return null;
  const expected = outputSize.map((size, axis) => {
    const stride = at(spec.stride, axis);
    const span = padding === 'same' ? 1 : effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
    return Math.floor((size - span + stride) / stride);
  });
  const axis = expected.findIndex((size, a) => size !== at(inputSpatial, a));
  if (axis < 0) return null;
  return {
    code: 'output-size-invalid',
    message: `The expected input size with the current set of input parameters is ${at(expected, axis)} which doesn't match the actual input size ${at(inputSpatial, axis)}.`,
    parameter: 'outputSize',
    axis,
    values: { outputSize, expected, inputSpatial },
  };
}
