import { at } from '../numbers.js';
import type { ConvSpec, ExplicitPadding } from '../params.js';
import type { Problem } from '../result.js';

/** What JAX says when a convolution is called with an input that it cannot take. Messages as of jax 0.10. */

/** A shape or another tuple as Python prints it. */
export function tuple(values: readonly (number | string)[]): string {
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

/** Another number of axes than the kernel's with its two channel axes. */
export function rankMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const rank = spec.spatialRank + 2;
  return {
    code: 'rank-mismatch',
    message: `convolution requires lhs and rhs ndim to be equal, got ${shape.length} and ${rank}.`,
    parameter: 'input',
    values: { expected: rank, shape },
  };
}

/** Channels that the groups do not divide, or of which a group has another number than the kernel. */
export function channelsMismatch(spec: ConvSpec, shape: readonly number[]): Problem {
  const got = at(shape, spec.layout === 'NHWC' ? shape.length - 1 : shape.length - 1 - spec.spatialRank);
  return channelsProblem(got, spec.groups, spec.inChannels / spec.groups);
}

/** The same of a call, with the channels that a group of the kernel has. */
export function channelsProblem(got: number, groups: number, perGroup: number): Problem {
  if (got % groups !== 0) {
    return {
      code: 'groups-do-not-divide',
      message: `conv_general_dilated feature_group_count must divide lhs feature dimension size, but ${groups} does not divide ${got}.`,
      parameter: 'groups',
      values: { groups, got },
    };
  }
  return {
    code: 'channels-mismatch',
    message:
      'conv_general_dilated lhs feature dimension size divided by feature_group_count must equal the rhs input feature ' +
      `dimension size, but ${got} // ${groups} != ${perGroup}.`,
    parameter: 'inChannels',
    values: { expected: perGroup * groups, got },
  };
}

/** An input without elements under padding that would have to repeat them (jax.numpy.pad). */
export function foldTooLarge(
  _spec: ConvSpec,
  inputSpatial: readonly number[],
  padding: ExplicitPadding,
): Problem | null {
  const axis = inputSpatial.findIndex((size, a) => size === 0 && at(padding.begin, a) + at(padding.end, a) > 0);
  if (axis < 0) return null;
  return {
    code: 'input-empty',
    message: `can't extend empty axis ${axis + 1} using modes other than 'constant' or 'empty'`,
    parameter: 'input',
    axis,
    values: { inputSpatial },
  };
}

/** JAX answers with an output of size 0, so that no output and an empty input are no refusals. */
export function noOutput(_spec: ConvSpec, inputSpatial: readonly number[]): Problem {
  return { code: 'output-too-small', message: 'The output is empty', parameter: 'input', values: { inputSpatial } };
}

export function emptyInput(inputSpatial: readonly number[]): Problem {
  return { code: 'input-empty', message: 'The input is empty', parameter: 'input', values: { inputSpatial } };
}
