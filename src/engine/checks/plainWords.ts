import { at, effectiveKernelSize } from '../numbers.js';
import type { ConvSpec, ExplicitPadding } from '../params.js';
import type { Problem } from '../result.js';
import { rawOutput } from '../sizeRule.js';

/** What no framework takes of an input, in plain words: for frameworks whose own are not known. */

export function noOutput(spec: ConvSpec, inputSpatial: readonly number[], padding: ExplicitPadding): Problem {
  const outputs = inputSpatial.map((size, a) => rawOutput(spec, a, size));
  const axis = outputs.findIndex(size => size < 1);
  const values = { inputSpatial, outputSpatial: outputs };
  if (spec.transposed) {
    const message = `Nothing is left of the output: its size would be (${outputs.join(', ')})`;
    return { code: 'output-too-small', message, parameter: 'padding', axis, values };
  }
  const padded = inputSpatial.map((size, a) => size + at(padding.begin, a) + at(padding.end, a));
  const kernel = spec.kernelSize.map((size, a) => effectiveKernelSize(size, at(spec.dilation, a)));
  const message = `The kernel (${kernel.join(', ')}) is larger than the padded input (${padded.join(', ')})`;
  return { code: 'kernel-larger-than-input', message, parameter: 'kernelSize', axis, values };
}

export function emptyInput(inputSpatial: readonly number[]): Problem {
  const message = `The input has no elements: (${inputSpatial.join(', ')})`;
  const axis = inputSpatial.indexOf(0);
  return { code: 'input-empty', message, parameter: 'input', axis, values: { inputSpatial } };
}

/** For frameworks without padding that folds. */
export function foldTooLarge(): null {
  return null;
}

export function rankMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const expected = spec.spatialRank + 2;
  const message = `The input must have ${expected} axes, but has ${shape.length}: (${shape.join(', ')})`;
  return { code: 'rank-mismatch', message, parameter: 'input', values: { expected, shape } };
}

export function channelsMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const got = at(shape, spec.layout === 'NHWC' ? shape.length - 1 : 1);
  const message = `The layer takes ${spec.inChannels} channels, but the input of shape (${shape.join(', ')}) has ${got}`;
  return { code: 'channels-mismatch', message, parameter: 'inChannels', values: { expected: spec.inChannels, got } };
}
