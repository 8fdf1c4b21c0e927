import { at, effectiveKernelSize } from '../numbers.js';
import type { ConvSpec, ExplicitPadding } from '../params.js';
import type { Problem } from '../result.js';
import { rawOutput } from '../sizeRule.js';

/**
 * What PyTorch says when a layer is called with an input that it cannot take. The messages were read off torch 2.13.0
 * (CPU); test/truth compares them. PyTorch runs some 1-D layers as 2-D ones of height 1, and its messages show it.
 */

/** A list as Python prints it: [1, 2]. */
export function list(values: readonly (number | string)[]): string {
  return `[${values.join(', ')}]`;
}

const AXES = ['depth', 'height', 'width'] as const;

/** "name_height: 2 name_width: 2": one number per axis; 1-D is reported as 2-D with the given number for its height. */
export function perAxis(name: string, values: readonly number[], height: number, separator = ' '): string {
  const all = values.length === 1 ? [height, at(values, 0)] : values;
  return all.map((value, index) => `${name}_${AXES[3 - all.length + index]}: ${value}`).join(separator);
}

/** No output is left: the kernel spans more than the padded input, or the crop takes all that is painted. */
export function noOutput(spec: ConvSpec, inputSpatial: readonly number[], padding: ExplicitPadding): Problem {
  const outputs = inputSpatial.map((size, axis) => rawOutput(spec, axis, size));
  const axis = outputs.findIndex(size => size < 1);
  if (spec.transposed) {
    const one = spec.spatialRank === 1 ? ['1'] : [];
    const from = [...one, ...inputSpatial].join(' x ');
    const to = [...one, ...outputs].join(' x ');
    return {
      code: 'output-too-small',
      message: `Given input size per channel: (${from}). Calculated output size per channel: (${to}). Output size is too small`,
      parameter: 'padding',
      axis,
      values: { inputSpatial, outputSpatial: outputs },
    };
  }
  const padded = inputSpatial.map((size, a) => size + at(padding.begin, a) + at(padding.end, a));
  const kernel = spec.kernelSize.map((size, a) => effectiveKernelSize(size, at(spec.dilation, a)));
  return {
    code: 'kernel-larger-than-input',
    message:
      `Calculated padded input size per channel: (${padded.join(' x ')}). Kernel size: (${kernel.join(' x ')}). ` +
      "Kernel size can't be greater than actual input size",
    parameter: 'kernelSize',
    axis,
    values: { paddedInput: padded, effectiveKernelSize: kernel },
  };
}

/** Padding by reflection needs more elements than it mirrors; circular padding goes round at most once. */
export function foldTooLarge(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  padding: ExplicitPadding,
  leading: readonly (number | string)[],
): Problem | null {
  const { paddingMode } = spec;
  const padded = padding.begin.some((begin, axis) => begin !== 0 || padding.end[axis] !== 0);
  if (!padded) return null;
  const empty = inputSpatial.indexOf(0);
  if (empty >= 0 && paddingMode !== 'circular') {
    const rank = spec.spatialRank + 1;
    return {
      code: 'not-positive',
      message:
        `Expected ${rank}D or ${rank + 1}D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions ` +
        `for input, but got: ${list([...leading, ...inputSpatial])}`,
      parameter: 'input',
      axis: empty,
      values: { inputSpatial },
    };
  }
  // PyTorch pads the last axis first, so that one is reported.
  for (let axis = spec.spatialRank - 1; axis >= 0; axis--) {
    const begin = at(padding.begin, axis);
    const end = at(padding.end, axis);
    const size = at(inputSpatial, axis);
    const values = { padding: [begin, end], size };
    if (paddingMode === 'reflect' && (begin >= size || end >= size)) {
      const message =
        `Argument #${4 + 2 * (spec.spatialRank - 1 - axis)}: Padding size should be less than the corresponding input dimension, ` +
        `but got: padding (${begin}, ${end}) at dimension ${leading.length + axis} of input ${list([...leading, ...inputSpatial])}`;
      return { code: 'padding-larger-than-input', message, parameter: 'padding', axis, values };
    }
    if (paddingMode === 'circular' && (begin > size || end > size)) {
      const message = 'Padding value causes wrapping around more than once.';
      return { code: 'padding-larger-than-input', message, parameter: 'padding', axis, values };
    }
  }
  return null;
}

/** A spatial size of 0, where padding would make an output of it. */
export function emptyInput(inputSpatial: readonly number[], leading: readonly (number | string)[]): Problem {
  // An unbatched input has been given its batch of 1 by the time of this check.
  const batched = leading.length === 1 ? [1, ...leading] : leading;
  const one = inputSpatial.length === 1 ? [1] : [];
  return {
    code: 'not-positive',
    message: `Only zero batch or zero channel inputs are supported, but got input shape: ${list([...batched, ...one, ...inputSpatial])}`,
    parameter: 'input',
    axis: inputSpatial.indexOf(0),
    values: { inputSpatial },
  };
}

function functionName(spec: ConvSpec): string {
  return `conv${spec.transposed ? '_transpose' : ''}${spec.spatialRank}d`;
}

/** A whole input shape with too few or too many axes. */
export function rankMismatch(spec: ConvSpec, shape: readonly number[], _filters: number): Problem {
  const rank = spec.spatialRank + 1;
  const values = { expected: rank + 1, shape };
  const message =
    spec.paddingMode === 'zeros'
      ? `Expected ${rank}D (unbatched) or ${rank + 1}D (batched) input to ${functionName(spec)}, but got input of size: ${list(shape)}`
      : padRankMessage(2 * spec.spatialRank, shape.length);
  return { code: 'rank-mismatch', message, parameter: 'input', values };
}

/** What torch.nn.functional.pad says, which a padding mode calls first. */
function padRankMessage(length: number, rank: number): string {
  return length > 2 * rank
    ? `Padding length should be less than or equal to two times the input dimension but got padding length ${length} and input of dimension ${rank}`
    : `Padding size ${length} is not supported for ${rank}D input tensor.`;
}

/** The shape of the layer's own weight tensor: (O, I/groups, *kernel), or (I, O/groups, *kernel) transposed. */
export function weightShape(spec: ConvSpec): number[] {
  const { inChannels, outChannels, groups, kernelSize } = spec;
  return spec.transposed
    ? [inChannels, outChannels / groups, ...kernelSize]
    : [outChannels, inChannels / groups, ...kernelSize];
}

/** An input with another number of channels than the layer has, as it is once the padding that comes first is done. */
export function channelsMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const batched = shape.length === spec.spatialRank + 1 ? [1, ...shape] : shape;
  const got = at(batched, 1);
  const given = spec.transposed ? `transposed=1` : `groups=${spec.groups}`;
  const padded = batched.map((size, axis) => (axis < 2 ? size : size + paddedBefore(spec, axis - 2)));
  return {
    code: 'channels-mismatch',
    message:
      `Given ${given}, weight of size ${list(weightShape(spec))}, expected input${list(padded)} to have ` +
      `${spec.inChannels} channels, but got ${got} channels instead`,
    parameter: 'inChannels',
    values: { expected: spec.inChannels, got },
  };
}

/** A padding mode pads before the convolution; so does the odd one of 'same', which the convolution cannot. */
function paddedBefore(spec: ConvSpec, axis: number): number {
  if (spec.transposed || typeof spec.padding === 'string') return 0;
  const begin = at(spec.padding.begin, axis);
  const end = at(spec.padding.end, axis);
  return spec.paddingMode === 'zeros' ? Math.abs(end - begin) : begin + end;
}
