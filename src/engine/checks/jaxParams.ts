import type { LayerParams } from '../params.js';
import type { ParameterRole, Problem, ProblemCode } from '../result.js';
import { tuple } from './jaxWords.js';

/** What the functions of jax.lax refuse of their parameters alone. Source: jax/_src/lax/convolution.py of jax 0.10. */
export function checkJaxParams(params: LayerParams): Problem | null {
  return checkChannels(params) ?? checkWords(params) ?? checkLengths(params) ?? checkSteps(params);
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
function checkLengths(params: LayerParams): Problem | null {
  const { spatialRank, padding, kernelSize, stride, dilation, inputDilation } = params;
  const wrong = (role: ParameterRole, message: string, got: readonly number[]) =>
    problem('wrong-length', role, message, { expected: spatialRank, got });
  if (kernelSize.length !== spatialRank) {
    const message = `A kernel of ${kernelSize.length} axes for a convolution of ${spatialRank}`;
    return wrong('kernelSize', message, kernelSize);
  }
  if (stride.length !== spatialRank) {
    const message = `conv_general_dilated window and window_strides must have the same number of dimensions, but got ${spatialRank} and ${stride.length}`;
    return wrong('stride', message, stride);
  }
  if (dilation.length !== spatialRank) {
    return wrong('dilation', `rhs_dilation ${tuple(dilation)} for ${spatialRank} spatial axes`, dilation);
  }
  if (inputDilation && inputDilation.length !== spatialRank) {
    return wrong(
      'inputDilation',
      `lhs_dilation ${tuple(inputDilation)} for ${spatialRank} spatial axes`,
      inputDilation,
    );
  }
  const pads = typeof padding === 'string' ? null : 'begin' in padding ? padding.begin : padding;
  if (pads && pads.length !== spatialRank) {
    const message = `Wrong number of explicit pads for convolution: expected ${spatialRank}, got ${pads.length}.`;
    return wrong('padding', message, pads);
  }
  return null;
}

function checkSteps({ kernelSize, stride, dilation, inputDilation, kind }: LayerParams): Problem | null {
  const positive = (values: readonly number[]) => values.every(value => value >= 1);
  const dilations = [kind === 'transposed' ? stride : (inputDilation ?? [1]), dilation] as const;
  const bad = dilations.findIndex(values => !positive(values));
  if (bad >= 0) {
    const role = bad === 1 ? 'dilation' : kind === 'transposed' ? 'stride' : 'inputDilation';
    const message = `All dilations must be positive, got ${tuple(dilations[bad]!)}.`;
    return problem('not-positive', role, message, { got: dilations[bad]! });
  }
  if (!positive(stride)) {
    return problem('not-positive', 'stride', `Window strides must be positive, got ${tuple(stride)}.`, { stride });
  }
  if (!positive(kernelSize)) {
    const message = `A window must have positive sizes, got ${tuple(kernelSize)}.`;
    return problem('not-positive', 'kernelSize', message, { kernelSize });
  }
  return null;
}
