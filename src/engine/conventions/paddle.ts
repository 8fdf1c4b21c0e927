import { checkPlainParams } from '../checks/plainParams.js';
import * as plain from '../checks/plainWords.js';
import { at, effectiveKernelSize, floorDiv } from '../numbers.js';
import type { ConvSpec, ExplicitPadding, LayerParams } from '../params.js';
import type { Problem } from '../result.js';
import { convolutionSpace, croppedSpace, eachAxis, zeros } from './space.js';
import type { CallWords, ConventionRules, PerAxis, Space } from './rules.js';

/**
 * PaddlePaddle: paddle.nn and paddle.nn.functional. Read, not run (python/paddle/nn/functional/conv.py, phi/infermeta/binary.cc,
 * phi/kernels/cpu/conv_util.h).
 */
export const paddle: ConventionRules = {
  convention: 'paddle',
  checkParams: checkPaddleParams,
  space: (params, perAxis) => (params.kind === 'transposed' ? croppedSpace(params) : paddedSpace(params, perAxis)),
  // Whatever data_format says, weights have their channels first.
  weightLayout: params => (params.kind === 'transposed' ? 'IOHW' : 'OIHW'),
  transposedGroups: true,
  words: { ...plain, noOutput, rankMismatch } satisfies CallWords,
  checkCall: checkOutputSize,
  batchAxes: 'one',
  emptyOutput: 'refused',
  symmetricPadding: true,
  outputPadding: 'zero',
  outputPaddingBelow: 'stride-or-dilation',
};

const NAMES = {
  kernelSize: 'kernel_size',
  stride: 'stride',
  dilation: 'dilation',
  outputPadding: 'output_padding',
  inChannels: 'in_channels',
  outChannels: 'out_channels',
  groups: 'groups',
};

/** Why a transposed 'SAME' has no number here. */
export const PADDLE_SAME_TRANSPOSED =
  "what Paddle makes of padding='SAME' in a transposed convolution is not certain: its code and its documentation disagree";

function checkPaddleParams(params: LayerParams): Problem | null {
  return checkPlainParams(params, NAMES) ?? checkPadding(params) ?? checkOutputPadding(params);
}

function checkPadding({ padding, paddingMode, kind }: LayerParams): Problem | null {
  if (paddingMode !== 'zeros') {
    const message = `What Paddle makes of padding_mode='${paddingMode}' is not known here`;
    return { code: 'rule-not-known', message, parameter: 'paddingMode', values: { paddingMode } };
  }
  if (typeof padding !== 'string' || padding === 'valid') return null;
  const values = { padding };
  if (padding !== 'same') {
    const message = `Unknown padding: '${padding.toUpperCase()}'. It can only be 'SAME' or 'VALID'.`;
    return { code: 'invalid-padding-string', message, parameter: 'padding', values };
  }
  if (kind !== 'transposed') return null;
  const message = PADDLE_SAME_TRANSPOSED.charAt(0).toUpperCase() + PADDLE_SAME_TRANSPOSED.slice(1);
  return { code: 'rule-not-known', message, parameter: 'padding', values };
}

function checkOutputPadding(params: LayerParams): Problem | null {
  const { kind, outputPadding } = params;
  if (kind !== 'transposed' || !outputPadding) return null;
  const [stride, dilation] = [eachAxis(params, params.stride), eachAxis(params, params.dilation)];
  const added = eachAxis(params, outputPadding);
  const axis = added.findIndex((size, a) => size >= Math.max(at(stride, a), at(dilation, a)));
  if (axis < 0) return null;
  const message = `output_padding should be less than either stride or dilation, but got ${at(added, axis)} with stride ${at(stride, axis)} and dilation ${at(dilation, axis)}`;
  const values = { outputPadding, stride, dilation };
  return { code: 'output-padding-too-large', message, parameter: 'outputPadding', axis, values };
}

/** 'SAME' is TensorFlow's, but sets the dilation to 1. */
function paddedSpace(params: LayerParams, perAxis: PerAxis): Space {
  if (params.padding !== 'same') return convolutionSpace(params, perAxis);
  const dilation = zeros(params).map(() => 1);
  return { ...convolutionSpace(params, { ...perAxis, dilation }), dilation };
}

/** Each size that a transposed call asks for must be at least the smallest one, and less than a stride above it. */
function checkOutputSize(spec: ConvSpec, inputSpatial: readonly number[]): Problem | null {
  const { outputSize, padding } = spec;
  if (!spec.transposed || !outputSize || typeof padding === 'string') return null;
  for (const [axis, size] of outputSize.entries()) {
    const stride = at(spec.stride, axis);
    const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
    const least = (at(inputSpatial, axis) - 1) * stride + span - at(padding.begin, axis) - at(padding.end, axis);
    if (size >= least && size < least + stride) continue;
    const what =
      size < least
        ? `should be greater than or equal to the inferred output size. But received output_size = [${outputSize.join(', ')}], whose dim ${axis} is less than the inferred output size ${least}`
        : `should be less than inferred size + stride. But received output_size = [${outputSize.join(', ')}], whose dim ${axis} is not less than the inferred output size (${least}) + stride (${stride}) = ${least + stride}`;
    const message = `output_size of Op(ConvTransposeOp) ${what}`;
    return {
      code: 'output-size-invalid',
      message,
      parameter: 'outputSize',
      axis,
      values: { outputSize, least, stride },
    };
  }
  return null;
}

function noOutput(spec: ConvSpec, inputSpatial: readonly number[], padding: ExplicitPadding): Problem {
  if (spec.transposed) return plain.noOutput(spec, inputSpatial, padding);
  const outputs = inputSpatial.map((size, a) => {
    const span = effectiveKernelSize(at(spec.kernelSize, a), at(spec.dilation, a));
    return floorDiv(size + at(padding.begin, a) + at(padding.end, a) - span, at(spec.stride, a)) + 1;
  });
  const axis = outputs.findIndex(size => size < 1);
  const message = `The output's size is expected to be greater than 0. But received: output's size is ${outputs[axis]}.`;
  const values = { inputSpatial, outputSpatial: outputs };
  return { code: 'kernel-larger-than-input', message, parameter: 'kernelSize', axis, values };
}

function rankMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const expected = spec.spatialRank + 2;
  const message = `Input x should be ${expected}D tensor, but received x with the shape of [${shape.join(', ')}]`;
  return { code: 'rank-mismatch', message, parameter: 'input', values: { expected, shape } };
}
