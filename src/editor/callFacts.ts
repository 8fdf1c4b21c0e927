import type { Argument, ConvCall, Dim, Shape, Why } from '../analysis/index.js';
import { describeDim } from '../analysis/reading.js';
import type { LayerParams, ParameterRole, SpatialRank } from '../engine/index.js';

/** The names of the spatial axes, as shapes use them: L; H, W; D, H, W. */
export function axisNames(rank: number): readonly string[] {
  return rank === 1 ? ['L'] : rank === 2 ? ['H', 'W'] : ['D', 'H', 'W'];
}

/** The number of spatial axes, from what is known of the parameters, else from the documented name's "2d" or "2D". */
export function spatialRankOf(call: ConvCall): SpatialRank {
  return call.params?.spatialRank ?? call.known.spatialRank ?? rankInName(call.api);
}

function rankInName(api: string): SpatialRank {
  const digit = /([123])[dD]/.exec(api)?.[1];
  return digit === '1' ? 1 : digit === '3' ? 3 : 2;
}

/** What kind of layer it is; undefined where not even that is known. */
export function kindOf(call: ConvCall): LayerParams['kind'] | undefined {
  return call.params?.kind ?? call.known.kind;
}

export function isTransposed(call: ConvCall): boolean {
  return (kindOf(call) ?? (/transpose/i.test(call.api) ? 'transposed' : 'convolution')) === 'transposed';
}

/** A function takes its weight as an argument and owns no parameters. */
export function isFunctional(call: ConvCall): boolean {
  return call.functional === true || /^torch\.(nn\.functional\.)?conv/.test(call.api);
}

export function argumentOf(call: ConvCall, role: ParameterRole): Argument | undefined {
  return call.arguments.find(argument => argument.role === role);
}

/** A channel count as text: its number, the name that the code has for it, or a question mark. */
export function channelsText(call: ConvCall, role: 'inChannels' | 'outChannels'): string {
  const number = call.params?.[role] ?? call.known[role];
  if (number !== undefined) {
    return String(number);
  }
  const symbolic = argumentOf(call, role)?.symbolic;
  if (symbolic !== undefined) {
    return symbolic;
  }
  const shape = role === 'inChannels' ? call.shown.input : call.shown.output;
  const dim = shape?.at(channelAxis(call));
  return dim === undefined ? '?' : describeDim(dim);
}

/** Where the channels are in a batched or unbatched shape, counted from its end. */
function channelAxis(call: ConvCall): number {
  return isChannelsLast(call) ? -1 : -1 - spatialRankOf(call);
}

function isChannelsLast(call: ConvCall): boolean {
  const layout = call.params?.layout ?? call.known.layout;
  return layout === undefined ? /(^|\.)(tf_)?keras\./.test(call.api) : layout === 'NHWC';
}

/** The spatial part of a full shape; null where the shape is not known or is too short to have one. */
export function spatialDims(call: ConvCall, shape: Shape | null): readonly Dim[] | null {
  const rank = spatialRankOf(call);
  if (shape === null || shape.length < rank + 1) {
    return null;
  }
  return isChannelsLast(call) ? shape.slice(-1 - rank, -1) : shape.slice(-rank);
}

/** The input's spatial size, null for each axis whose number the code does not determine. */
export function inputSpatialOf(call: ConvCall): readonly (number | null)[] {
  const dims = spatialDims(call, call.shown.input);
  const rank = spatialRankOf(call);
  return Array.from({ length: rank }, (_, axis) => {
    const dim = dims?.[axis];
    return typeof dim === 'number' ? dim : null;
  });
}

/**
 * The parameters that sizes and overlap depend on, where all of those are known; the channels, if they are not, are
 * counted as one, which changes neither. null where the geometry itself is not known.
 */
export function geometryOf(call: ConvCall): LayerParams | null {
  if (call.params !== null) {
    return call.params;
  }
  const { convention, kind, spatialRank, kernelSize, stride, padding, dilation, outputPadding } = call.known;
  if (
    convention === undefined ||
    kind === undefined ||
    spatialRank === undefined ||
    kernelSize === undefined ||
    stride === undefined ||
    padding === undefined ||
    dilation === undefined ||
    outputPadding === undefined
  ) {
    return null;
  }
  return {
    ...call.known,
    ...{ convention, kind, spatialRank, kernelSize, stride, padding, dilation, outputPadding },
    ...{ inChannels: 1, outChannels: 1, groups: 1, bias: true, depthMultiplier: 1 },
    paddingMode: call.known.paddingMode ?? 'zeros',
    layout: call.known.layout ?? 'NCHW',
  };
}

/** The reasons for what is unknown in the shapes, each once. */
export function unknownReasons(call: ConvCall): readonly Why[] {
  const reasons = new Map<string, Why>();
  for (const dim of [...(call.shown.input ?? []), ...(call.shown.output ?? [])]) {
    if (typeof dim !== 'object' || !('unknown' in dim) || reasons.has(dim.unknown)) continue;
    reasons.set(dim.unknown, { message: dim.unknown, ...(dim.place ? { place: dim.place } : {}) });
  }
  return [...reasons.values()];
}

/** The parameters whose values the code does not determine, each with its reason. */
export function unknownArguments(
  call: ConvCall,
): readonly { readonly name: string; readonly why: string; readonly isSymbolic: boolean }[] {
  return call.arguments
    .filter(argument => argument.role !== null && argument.value === undefined)
    .map(({ name, why, symbolic, text }) => ({
      name,
      why: why ?? symbolic ?? text,
      isSymbolic: symbolic !== undefined,
    }));
}

/** Problems other than the verdict on overlap, which is told in its own words. */
export function faults(call: ConvCall): ConvCall['problems'] {
  return call.problems.filter(problem => problem.code !== 'uneven-overlap' && problem.code !== 'unpainted-output');
}
