import type { LayerParams } from '../params.js';
import type { ParameterRole, Problem } from '../result.js';

/** A framework's own names of what is checked here. */
export type ParameterNames = Readonly<
  Record<'kernelSize' | 'stride' | 'dilation' | 'outputPadding' | 'inChannels' | 'outChannels' | 'groups', string>
>;

/**
 * What no framework takes of a layer's parameters, in plain words with the framework's names: for frameworks that were read, not
 * run, so that the words of their kernels are not known.
 */
export function checkPlainParams(params: LayerParams, names: ParameterNames): Problem | null {
  const { kind, kernelSize, stride, dilation, outputPadding, padding } = params;
  const transposed = kind === 'transposed';
  const explicit = typeof padding === 'string' ? [] : 'begin' in padding ? [padding.begin, padding.end] : [padding];
  return (
    checkSizes(params, names.kernelSize, 'kernelSize', kernelSize, 1) ??
    checkSizes(params, names.stride, 'stride', stride, 1) ??
    checkSizes(params, names.dilation, 'dilation', dilation, 1) ??
    explicit.map(sizes => checkSizes(params, 'padding', 'padding', sizes, 0)).find(problem => problem !== null) ??
    (transposed && outputPadding ? checkSizes(params, names.outputPadding, 'outputPadding', outputPadding, 0) : null) ??
    checkChannels(params, names)
  );
}

function checkSizes(
  { spatialRank }: LayerParams,
  name: string,
  parameter: ParameterRole,
  sizes: readonly number[],
  least: 0 | 1,
): Problem | null {
  const values = { got: sizes };
  const list = `(${sizes.join(', ')})`;
  if (sizes.length !== spatialRank && sizes.length !== 1) {
    const message = `${name} must be one number or ${spatialRank}, but got ${list}`;
    return { code: 'wrong-length', message, parameter, values };
  }
  const axis = sizes.findIndex(size => size < least);
  if (axis < 0) return null;
  const code = parameter === 'padding' || parameter === 'outputPadding' ? 'negative-padding' : 'not-positive';
  return { code, message: `${name} must be at least ${least}, but got ${list}`, parameter, axis, values };
}

function checkChannels(params: LayerParams, names: ParameterNames): Problem | null {
  const { groups, depthMultiplier } = params;
  const counts = ['groups', 'inChannels', 'outChannels'] as const;
  for (const parameter of counts) {
    if (params[parameter] >= 1) continue;
    const message = `${names[parameter]} must be positive, but got ${params[parameter]}`;
    return { code: 'not-positive', message, parameter, values: { [parameter]: params[parameter] } };
  }
  if (depthMultiplier < 1) {
    const message = `depthMultiplier must be positive, but got ${depthMultiplier}`;
    return { code: 'not-positive', message, parameter: 'depthMultiplier', values: { depthMultiplier } };
  }
  for (const parameter of ['inChannels', 'outChannels'] as const) {
    const channels = params[parameter];
    if (channels % groups === 0) continue;
    const message = `${names[parameter]} (${channels}) must be divisible by ${names.groups} (${groups})`;
    return { code: 'groups-do-not-divide', message, parameter: 'groups', values: { groups, [parameter]: channels } };
  }
  return null;
}
