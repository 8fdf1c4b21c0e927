import { at } from '../numbers.js';
import type { LayerParams, PaddingWord } from '../params.js';
import type { ParameterRole, Problem } from '../result.js';
import { checkJaxParams } from './jaxParams.js';
import { tuple } from './jaxWords.js';

/** What Equinox refuses of a layer's parameters: what its constructors check, then what jax.lax would say. */
export function checkEquinoxParams(params: LayerParams): Problem | null {
  const { kind, padding } = params;
  // The words of a transposed layer are Equinox' own, and jax.lax sees numbers.
  const isOwn = kind === 'transposed' && typeof padding === 'string';
  return checkEquinoxConstructor(params) ?? checkJaxParams(isOwn ? { ...params, padding: 'valid' } : params);
}

/** What the constructors check, before there is an input. */
export function checkEquinoxConstructor(params: LayerParams): Problem | null {
  const { kind, padding, paddingMode } = params;
  const own = checkLengths(params) ?? checkGroups(params) ?? checkOutputPadding(params) ?? checkPadding(params);
  if (own || kind !== 'transposed' || paddingMode === 'zeros') return own;
  if (paddingMode !== 'circular') return mode(`'REFLECT' or 'REPLICATE' padding mode is not implemented`);
  if (params.outputPadding?.some(size => size !== 0) === true) {
    return mode("`padding_mode == 'CIRCULAR'` with non-zero `output_padding` is not implemented.");
  }
  if (padding === 'same' || padding === 'same-lower') return null;
  return mode("`padding_mode == 'CIRCULAR'` is only implemented for 'SAME' or 'SAME_LOWER' padding.");
}

function mode(message: string): Problem {
  return { code: 'padding-mode-not-supported', message, parameter: 'paddingMode' };
}

function checkLengths(params: LayerParams): Problem | null {
  const { spatialRank, padding } = params;
  const tuples: readonly [ParameterRole, readonly number[] | null][] = [
    ['kernelSize', params.kernelSize],
    ['stride', params.stride],
    ['dilation', params.dilation],
    ['outputPadding', params.outputPadding],
  ];
  for (const [parameter, values] of tuples) {
    if (!values || values.length === spatialRank) continue;
    const message = `Length of ${tuple(values)} (length = ${values.length}) is not equal to ${spatialRank}`;
    return { code: 'wrong-length', message, parameter, values: { expected: spatialRank, got: values } };
  }
  const pads = typeof padding === 'string' ? null : 'begin' in padding ? padding.begin : padding;
  if (!pads || pads.length === spatialRank) return null;
  const message = `\`padding\` must either be a string, an int, or tuple of length ${spatialRank} containing ints or tuples of length 2.`;
  return { code: 'wrong-length', message, parameter: 'padding', values: { expected: spatialRank, got: pads } };
}

function checkGroups({ kind, inChannels, groups }: LayerParams): Problem | null {
  if (kind === 'transposed' || groups < 1 || inChannels % groups === 0) return null;
  const message = `\`in_channels\` (=${inChannels}) must be divisible by \`groups\` (=${groups}).`;
  return { code: 'groups-do-not-divide', message, parameter: 'groups', values: { inChannels, groups } };
}

const WORDS: readonly PaddingWord[] = ['same', 'same-lower', 'valid'];

function checkPadding({ padding }: LayerParams): Problem | null {
  if (typeof padding !== 'string' || WORDS.includes(padding)) return null;
  const message = "`padding` string must be `'SAME'`, `'SAME_LOWER'`, or `'VALID'`.";
  return { code: 'invalid-padding-string', message, parameter: 'padding', values: { padding } };
}

function checkOutputPadding({ kind, outputPadding, stride }: LayerParams): Problem | null {
  if (kind !== 'transposed' || !outputPadding) return null;
  const axis = outputPadding.findIndex((size, a) => size >= at(stride, a));
  if (axis < 0) return null;
  const message = 'Must have `output_padding < stride` (elementwise).';
  return {
    code: 'output-padding-too-large',
    message,
    parameter: 'outputPadding',
    axis,
    values: { outputPadding, stride },
  };
}
