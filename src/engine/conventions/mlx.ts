import { checkPlainParams } from '../checks/plainParams.js';
import * as plain from '../checks/plainWords.js';
import { at, effectiveKernelSize } from '../numbers.js';
import type { ConvSpec, LayerParams } from '../params.js';
import type { Problem } from '../result.js';
import { convolutionSpace, croppedSpace, eachAxis } from './space.js';
import type { ConventionRules } from './rules.js';

/** MLX: mlx.nn and mlx.core. Read, not run (mlx/ops.cpp, python/mlx/nn/layers/convolution*.py). */
export const mlx: ConventionRules = {
  convention: 'mlx',
  checkParams: params => checkPlainParams(params, NAMES) ?? checkPadding(params),
  space: (params, perAxis) => (params.kind === 'transposed' ? croppedSpace(params) : convolutionSpace(params, perAxis)),
  weightLayout: () => 'OHWI',
  transposedGroups: true,
  words: { ...plain, noOutput, channelsMismatch },
  batchAxes: 'one',
  emptyOutput: 'refused',
  symmetricPadding: true,
  outputPadding: 'zero',
  outputPaddingBelow: 'stride',
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

/** Why a transposed convolution whose padding crops more than the kernel spans has no number here. */
export const MLX_LARGE_CROP =
  'MLX crops the input instead of the output where a transposed padding is above dilation·(kernel_size − 1)';

/** Whether padding crops more than the kernel spans along an axis with a stride: the rule of sizes does not hold then. */
export function cropsInput(
  params: Pick<LayerParams, 'kind' | 'kernelSize' | 'stride' | 'dilation' | 'padding'>,
): boolean {
  const { padding, kind } = params;
  if (kind !== 'transposed' || typeof padding === 'string') return false;
  const stride = eachAxis(params, params.stride);
  const dilation = eachAxis(params, params.dilation);
  const [begin, end] = 'begin' in padding ? [padding.begin, padding.end] : [padding, padding];
  return params.kernelSize.some((size, axis) => {
    const most = Math.max(at(eachAxis(params, begin), axis), at(eachAxis(params, end), axis));
    return at(stride, axis) > 1 && most > effectiveKernelSize(size, at(dilation, axis)) - 1;
  });
}

function checkPadding(params: LayerParams): Problem | null {
  const { padding, paddingMode } = params;
  if (typeof padding === 'string' || paddingMode !== 'zeros') {
    const message = `padding must be an int or a tuple of ints, but got '${typeof padding === 'string' ? padding : paddingMode}'`;
    return { code: 'invalid-padding-string', message, parameter: 'padding', values: {} };
  }
  return cropsInput(params) ? { code: 'rule-not-known', message: MLX_LARGE_CROP, parameter: 'padding' } : null;
}

function noOutput(...[spec, inputSpatial, padding]: Parameters<typeof plain.noOutput>): Problem {
  const problem = plain.noOutput(spec, inputSpatial, padding);
  if (spec.transposed) return problem;
  const message = '[conv] Spatial dimensions of input after padding cannot be smaller than weight spatial dimensions.';
  return { ...problem, message };
}

function channelsMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const weight = [spec.outChannels, ...spec.kernelSize, spec.inChannels / spec.groups];
  const message =
    '[conv] Expect the input channels in the input and weight array to match but got shapes - ' +
    `input: (${shape.join(',')}) and weight: (${weight.join(',')})`;
  return { ...plain.channelsMismatch(spec, shape), message };
}
