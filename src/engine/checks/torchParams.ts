import { at } from '../numbers.js';
import { isSymmetric } from '../padding.js';
import type { LayerParams, PaddingMode, PaddingWord } from '../params.js';
import type { ParameterRole, Problem, ProblemCode } from '../result.js';
import { list, perAxis } from './torchWords.js';

/**
 * What PyTorch refuses of a layer's parameters alone, in its own words and in its own order: first what the constructor
 * checks (torch/nn/modules/conv.py), then what every call would (aten/src/ATen/native/Convolution.cpp and the slow
 * CPU kernels). Messages as torch 2.13.0 gives them on a CPU.
 */
export function checkTorchParams(params: LayerParams): Problem | null {
  const { padding } = params;
  if (typeof padding !== 'string' && !isSymmetric(padding)) {
    const message = 'PyTorch takes one padding per axis, for both of its ends';
    return problem('argument-invalid', 'padding', message, { begin: padding.begin, end: padding.end });
  }
  const symmetric = { ...params, padding };
  return checkConstructor(symmetric) ?? checkLengths(symmetric) ?? checkCall(symmetric);
}

/** Parameters with one padding per axis, or a word. */
type SymmetricParams = LayerParams & { readonly padding: readonly number[] | PaddingWord };

const PADDING_MODES: readonly PaddingMode[] = ['zeros', 'reflect', 'replicate', 'circular'];

function problem(
  code: ProblemCode,
  parameter: ParameterRole,
  message: string,
  values: Problem['values'] = {},
  axis?: number,
): Problem {
  return { code, message, parameter, values, ...(axis === undefined ? {} : { axis }) };
}

/** Axis of the first value for which a test holds; −1 for none. */
function axisWhere(values: readonly number[], test: (value: number, axis: number) => boolean): number {
  return values.findIndex(test);
}

function checkConstructor(params: SymmetricParams): Problem | null {
  const { inChannels, outChannels, groups, kernelSize, stride, padding, spatialRank } = params;
  const transposed = params.kind === 'transposed';
  if (transposed && params.paddingMode !== 'zeros') {
    const message = `Only "zeros" padding mode is supported for ConvTranspose${spatialRank}d`;
    return problem('padding-mode-not-supported', 'paddingMode', message, { paddingMode: params.paddingMode });
  }
  if (groups < 1) return problem('not-positive', 'groups', 'groups must be a positive integer', { groups });
  if (inChannels % groups !== 0) {
    const message = 'in_channels must be divisible by groups';
    return problem('groups-do-not-divide', 'groups', message, { inChannels, groups });
  }
  if (outChannels % groups !== 0) {
    const message = 'out_channels must be divisible by groups';
    return problem('groups-do-not-divide', 'groups', message, { outChannels, groups });
  }
  if (typeof padding === 'string' && !transposed) {
    if (padding !== 'same' && padding !== 'valid') {
      const message = `Invalid padding string '${padding}', should be one of {'valid', 'same'}`;
      return problem('invalid-padding-string', 'padding', message, { padding });
    }
    if (padding === 'same' && stride.some(s => s !== 1)) {
      const message = "padding='same' is not supported for strided convolutions";
      return problem(
        'same-padding-with-stride',
        'padding',
        message,
        { stride },
        axisWhere(stride, s => s !== 1),
      );
    }
  }
  const { paddingMode } = params;
  // The type rules other words out, but what comes from a user's code may be any.
  if (!PADDING_MODES.includes(paddingMode)) {
    const modes = PADDING_MODES.map(mode => `'${mode}'`).join(', ');
    const message = `padding_mode must be one of {${modes}}, but got padding_mode='${String(paddingMode)}'`;
    return problem('padding-mode-not-supported', 'paddingMode', message, { paddingMode });
  }
  const weight = transposed
    ? [inChannels, outChannels / groups, ...kernelSize]
    : [outChannels, inChannels / groups, ...kernelSize];
  const negative = weight.findIndex(size => size < 0);
  if (negative >= 0) {
    const message = `Trying to create tensor with negative dimension ${at(weight, negative)}: ${list(weight)}`;
    const first: ParameterRole = transposed ? 'inChannels' : 'outChannels';
    const second: ParameterRole = transposed ? 'outChannels' : 'inChannels';
    if (negative < 2) return problem('not-positive', negative === 0 ? first : second, message, { weight });
    return problem('not-positive', 'kernelSize', message, { weight }, negative - 2);
  }
  return null;
}

/** Tuples whose length is not the number of axes. One of length 1 stands for every axis, as a number does. */
function checkLengths(params: SymmetricParams): Problem | null {
  const { spatialRank, kernelSize, stride, padding, dilation, outputPadding } = params;
  const wrong = (name: string, role: ParameterRole, values: readonly number[], expected: number): Problem =>
    problem(
      'wrong-length',
      role,
      `expected ${name} to be a single integer value or a list of ${expected} values to match the convolution ` +
        `dimensions, but got ${name}=${list(values)}`,
      { expected, got: values },
    );
  if (params.paddingMode !== 'zeros' && typeof padding !== 'string' && padding.length !== spatialRank) {
    // A padding mode pads first (torch.nn.functional.pad), and there a single number is the last axis alone.
    const message = `Padding size ${2 * padding.length} is not supported for ${spatialRank + 2}D input tensor.`;
    return problem('wrong-length', 'padding', message, { padding });
  }
  // The number of axes comes from the weight, so a kernel of another length makes the stride look wrong.
  if (kernelSize.length !== spatialRank)
    return { ...wrong('stride', 'stride', stride, kernelSize.length), parameter: 'kernelSize' };
  const fits = (values: readonly number[]) => values.length === spatialRank || values.length === 1;
  if (padding === 'same') {
    // The numbers that 'same' stands for are worked out first, axis by axis.
    for (const [parameter, values] of [['stride', stride] as const, ['dilation', dilation] as const]) {
      if (fits(values)) continue;
      const message = `${parameter} cannot broadcast to ${spatialRank} dimensions`;
      return problem('wrong-length', parameter, message, { expected: spatialRank, got: values });
    }
  }
  if (!fits(stride)) return wrong('stride', 'stride', stride, spatialRank);
  if (typeof padding !== 'string' && !fits(padding)) return wrong('padding', 'padding', padding, spatialRank);
  if (!fits(dilation)) return wrong('dilation', 'dilation', dilation, spatialRank);
  if (params.kind === 'transposed' && outputPadding !== null && !fits(outputPadding)) {
    return wrong('output_padding', 'outputPadding', outputPadding, spatialRank);
  }
  return null;
}

function checkCall(params: SymmetricParams): Problem | null {
  const { inChannels, outChannels, groups, kernelSize, stride, padding, dilation, spatialRank } = params;
  const transposed = params.kind === 'transposed';
  const outputPadding = transposed ? (params.outputPadding ?? kernelSize.map(() => 0)) : [];
  if (typeof padding === 'string' && transposed) {
    const message = `conv_transpose${spatialRank}d(): argument 'padding' (position 5) must be tuple of ints, but found element of type str at pos 0`;
    return problem('invalid-padding-string', 'padding', message, { padding });
  }
  // A padding mode pads before the convolution is called, and there a negative number crops.
  if (typeof padding !== 'string' && params.paddingMode === 'zeros') {
    const axis = axisWhere(padding, p => p < 0);
    if (axis >= 0)
      return problem('negative-padding', 'padding', 'negative padding is not supported', { padding }, axis);
  }
  const negative = axisWhere(outputPadding, p => p < 0);
  if (negative >= 0) {
    const message = 'negative output_padding is not supported';
    return problem('negative-padding', 'outputPadding', message, { outputPadding }, negative);
  }
  const still = axisWhere(stride, s => s < 1);
  if (still >= 0) return problem('not-positive', 'stride', 'non-positive stride is not supported', { stride }, still);
  const backwards = axisWhere(dilation, d => d < 0);
  if (
    padding === 'same' &&
    backwards >= 0 &&
    kernelSize.some((k, axis) => k > 1 && (dilation[axis] ?? dilation[0])! < 0)
  ) {
    // The padding that 'same' stands for is dilation·(kernel − 1).
    return problem('not-positive', 'dilation', 'negative padding is not supported', { dilation }, backwards);
  }
  if (backwards >= 0) {
    return problem('not-positive', 'dilation', 'dilation should be greater than zero', { dilation }, backwards);
  }
  const first = transposed ? inChannels : outChannels;
  if (first < groups) {
    const weight = transposed
      ? [inChannels, outChannels / groups, ...kernelSize]
      : [outChannels, inChannels / groups, ...kernelSize];
    const message = `Given groups=${groups}, expected weight to be at least ${groups} at dimension 0, but got weight of size ${list(weight)} instead`;
    return problem('not-positive', transposed ? 'inChannels' : 'outChannels', message, { weight });
  }
  return checkKernels(params, outputPadding);
}

/** What only the CPU kernels check: empty kernels, a dilation of 0, output padding. */
function checkKernels(params: LayerParams, outputPadding: readonly number[]): Problem | null {
  const { inChannels, outChannels, groups, kernelSize, stride, dilation, spatialRank } = params;
  const transposed = params.kind === 'transposed';
  const empty = axisWhere(kernelSize, k => k < 1);
  if (transposed && (outChannels < 1 || (empty >= 0 && spatialRank === 3))) {
    const one = spatialRank === 1 ? [1] : [];
    // The kernels see one group at a time.
    const weight = list([inChannels / groups, outChannels / groups, ...one, ...kernelSize]);
    const message =
      spatialRank === 3
        ? `non-empty 5D (n_output_plane x n_input_plane x kernel_depth x kernel_height x kernel_width) tensor expected for weight, but got: ${weight}`
        : `non-empty 2D or 4D weight tensor expected, but got: ${weight}`;
    if (empty >= 0) return problem('not-positive', 'kernelSize', message, { kernelSize }, empty);
    return problem('not-positive', 'outChannels', message, { outChannels });
  }
  if (empty >= 0) {
    const dilated = !transposed && dilation.some(d => d > 1);
    const numbers = dilated
      ? ` ${list(spatialRank === 1 ? [1, ...kernelSize] : kernelSize)}`
      : spatialRank === 3
        ? `: ${kernelSize.join(' x ')} (TxHxW)`
        : ` ${perAxis('kernel', kernelSize, 1)}`;
    return problem(
      'not-positive',
      'kernelSize',
      `kernel size should be greater than zero, but got${numbers}`,
      { kernelSize },
      empty,
    );
  }
  const zero = axisWhere(dilation, d => d === 0);
  if (zero >= 0) {
    const all = spatialRank === dilation.length ? dilation : kernelSize.map(() => at(dilation, 0));
    const numbers = transposed ? perAxis('dilation', all, 1, ', ') : list(spatialRank === 1 ? [1, ...all] : all);
    return problem(
      'not-positive',
      'dilation',
      `dilation should be greater than zero, but got ${numbers}`,
      { dilation },
      zero,
    );
  }
  // output_padding < stride or output_padding < dilation, per axis; a single number stands for every axis.
  const value = (values: readonly number[], axis: number) => at(values, values.length === 1 ? 0 : axis);
  const over = kernelSize.findIndex(
    (_, axis) =>
      transposed &&
      value(outputPadding, axis) >= value(stride, axis) &&
      value(outputPadding, axis) >= value(dilation, axis),
  );
  if (over >= 0) {
    const all = (values: readonly number[]) => kernelSize.map((_, axis) => value(values, axis));
    const message =
      'output padding must be smaller than either stride or dilation, but got ' +
      `${perAxis('output_padding', all(outputPadding), 0)} ${perAxis('stride', all(stride), 1)} ${perAxis('dilation', all(dilation), 1)}`;
    return problem('output-padding-too-large', 'outputPadding', message, { outputPadding, stride, dilation }, over);
  }
  return null;
}
