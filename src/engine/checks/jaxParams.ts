import type { LayerParams } from '../params.js';
import type { ParameterRole, Problem, ProblemCode } from '../result.js';
import { tuple } from './jaxWords.js';

/** What the functions of jax.lax refuse of their parameters alone. Source: jax/_src/lax/convolution.py of jax 0.10. */
export function checkJaxParams(params: LayerParams): Problem | null {
  return (
    checkWords(params) ??
    checkChannels(params) ??
    checkStrides(params) ??
    checkDilations(params) ??
    checkPads(params) ??
    checkWindow(params)
  );
}

function problem(
  code: ProblemCode,
  parameter: ParameterRole,
  message: string,
  values: Problem['values'] = {},
): Problem {
  return { code, message, parameter, values };
}

function checkChannels({ groups, inChannels, outChannels }: LayerParams): Problem | null {
  if (groups < 1) {
    const message = `conv_general_dilated feature_group_count must be a positive integer, got ${groups}.`;
    return problem('not-positive', 'groups', message, { groups });
  }
  const negative = inChannels < 0 ? 'inChannels' : outChannels < 0 ? 'outChannels' : null;
  if (negative) {
    const message = `A kernel cannot have ${negative === 'inChannels' ? inChannels : outChannels} channels`;
    return problem('not-positive', negative, message, { inChannels, outChannels });
  }
  if (inChannels % groups !== 0) {
    const message = `conv_general_dilated feature_group_count must divide lhs feature dimension size, but ${groups} does not divide ${inChannels}.`;
    return problem('groups-do-not-divide', 'groups', message, { groups, inChannels });
  }
  if (outChannels % groups !== 0) {
    const message = `conv_general_dilated rhs output feature dimension size must be a multiple of feature_group_count, but ${outChannels} is not a multiple of ${groups}.`;
    return problem('groups-do-not-divide', 'groups', message, { groups, outChannels });
  }
  return null;
}

/** What JAX says to a padding word with a dilated input. */
export const WORD_WITH_DILATION =
  'String padding is not implemented for transposed convolution using this op. Please either exactly specify the ' +
  'required padding or use conv_transpose.';

function checkWords({ padding, kind, inputDilation, stride }: LayerParams): Problem | null {
  if (typeof padding !== 'string') return null;
  const dilated = (kind === 'transposed' && padding === 'same-lower' ? stride : inputDilation) ?? [];
  if (dilated.some(step => step !== 1)) {
    return problem('arguments-conflict', 'padding', WORD_WITH_DILATION, { padding });
  }
  if (padding === 'same' || padding === 'same-lower' || padding === 'valid') return null;
  const message = `Unrecognized padding type: expected 'VALID', 'SAME', or 'SAME_LOWER', got ${padding}.`;
  return problem('invalid-padding-string', 'padding', message, { padding });
}

/** A tuple of another length than the kernel has axes. JAX repeats none. */
function wrongLength(
  { spatialRank }: LayerParams,
  role: ParameterRole,
  message: string,
  got: readonly number[],
): Problem {
  return problem('wrong-length', role, message, { expected: spatialRank, got });
}

function checkStrides(params: LayerParams): Problem | null {
  const { spatialRank, stride } = params;
  if (stride.length === spatialRank) return null;
  const message = `conv_general_dilated window and window_strides must have the same number of dimensions, but got ${spatialRank} and ${stride.length}`;
  return wrongLength(params, 'stride', message, stride);
}

function isPositive(values: readonly number[]): boolean {
  return values.every(value => value >= 1);
}

function checkDilations({ stride, dilation, inputDilation, kind }: LayerParams): Problem | null {
  const [input, role] =
    kind === 'transposed' ? ([stride, 'stride'] as const) : ([inputDilation ?? [1], 'inputDilation'] as const);
  const wrong = !isPositive(input)
    ? ([input, role] as const)
    : !isPositive(dilation)
      ? ([dilation, 'dilation'] as const)
      : null;
  if (!wrong) return null;
  return problem('not-positive', wrong[1], `All dilations must be positive, got ${tuple(wrong[0])}.`, {
    got: wrong[0],
  });
}

function checkPads(params: LayerParams): Problem | null {
  const { padding, spatialRank } = params;
  const pads = typeof padding === 'string' ? null : 'begin' in padding ? padding.begin : padding;
  if (!pads || pads.length === spatialRank) return null;
  const message = `Wrong number of explicit pads for convolution: expected ${spatialRank}, got ${pads.length}.`;
  return wrongLength(params, 'padding', message, pads);
}

/** What the verifier of XLA's operations says, after JAX itself has found nothing. */
function checkWindow(params: LayerParams): Problem | null {
  const { spatialRank, kernelSize, stride, dilation, inputDilation } = params;
  if (kernelSize.length !== spatialRank) {
    return wrongLength(
      params,
      'kernelSize',
      `A kernel of ${kernelSize.length} axes for a convolution of ${spatialRank}`,
      kernelSize,
    );
  }
  const lengths = [
    ['dilation', 'window-dilation', dilation],
    ['inputDilation', 'base-dilation', inputDilation ?? dilation],
  ] as const;
  for (const [role, name, values] of lengths) {
    if (values.length === spatialRank) continue;
    const message = `expects ${name} factors to have same dimension-size as size of window dimensions (${spatialRank}), but got: ${values.length}.`;
    return wrongLength(params, role, message, values);
  }
  const window = [
    ['kernelSize', 'value', kernelSize],
    ['stride', 'stride', stride],
  ] as const;
  for (const [role, name, values] of window) {
    const axis = values.findIndex(value => value < 1);
    if (axis < 0) continue;
    const message = `expects window to have positive ${name} for ${axis}-th window dimension, but got ${values[axis]}.`;
    return { ...problem('not-positive', role, message, { got: values }), axis };
  }
  return null;
}
