import {
  buildSpec,
  checkInput,
  conventionRules,
  outputChannels,
  outputSpatial,
  sizeRule,
  takesBatchAxes,
} from '../engine/index.js';
import type { ConvSpec, LayerParams, Problem, SpatialRank } from '../engine/index.js';
import { Sym } from '../python/sym/sym.js';
import { isKnown, ruleDim, symbol, unknownDim, type Dim, type Shape } from './dims.js';
import { convFramework } from './convFrameworks.js';
import type { ConvReading } from './convReading.js';
import type { ConvRow } from './convRow.js';
import { isPlainList, type Plain } from './plain.js';
import { specResult } from './specs.js';

/** What a convolution makes of an input shape. */
export interface ConvFlow {
  /** The output shape; null where the framework refuses. */
  readonly output: Shape | null;
  readonly problem: Problem | null;
  /** All of the layer's parameters, with the input's channels where it takes them from there. */
  readonly params: LayerParams | null;
}

const AXES = { 1: ['L'], 2: ['H', 'W'], 3: ['D', 'H', 'W'] } as const;

/** The input of a layer that stands alone: (N, C, H, W), or (N, H, W, C), with its own channels where they are known. */
export function symbolicInput(row: ConvRow, reading: ConvReading): Shape {
  const channels = channelDim(reading.inChannels, 'C');
  const spatial = AXES[reading.known.spatialRank ?? row.spatialRank].map(name => symbol(name));
  const layout = reading.known.layout ?? convFramework(row.convention).layout;
  const batch = takesBatchAxes(conventionRules(row.convention), 1) ? [symbol('N')] : [];
  return layout === 'NCHW' ? [...batch, channels, ...spatial] : [...batch, ...spatial, channels];
}

/** A channel count as a dimension: a number, a symbol, or (for null) the symbol of this name. */
export function channelDim(value: Plain, name: string): Dim {
  if (typeof value === 'number' || value instanceof Sym) return value;
  if (value === null) return symbol(name);
  if (typeof value === 'object' && !isPlainList(value) && 'unknown' in value) return value;
  return unknownDim(`${name} is no int`);
}

/**
 * The shape that comes out of a convolution, axis by axis: numbers by the engine, symbols by its size rule, and unknown
 * dimensions where a parameter is not known. The layer's own checks come first, in the engine's order.
 */
export function convForward(row: ConvRow, reading: ConvReading, input: Shape): ConvFlow {
  const { known } = reading;
  const rank = row.rankOfKernel ? known.spatialRank : row.spatialRank;
  const refuse = (problem: Problem): ConvFlow => ({ output: null, problem, params: reading.params });
  const fault = reading.problems[0];
  if (fault) return refuse(fault);
  // The output has as many axes as the input.
  const open = (why: string): ConvFlow => ({ output: input.map(() => unknownDim(why)), problem: null, params: null });
  if (rank === undefined) return open(reading.why.get('kernelSize') ?? 'how many axes the kernel has is not known');
  const batchRank = input.length - rank - 1;
  if (!takesBatchAxes(conventionRules(row.convention), batchRank))
    return refuse(rankProblem(row, rank, reading, input));
  const layout = known.layout;
  if (layout === undefined) return open('where the channels are is not known');
  const channelAxis = layout === 'NHWC' ? input.length - 1 : batchRank;
  const channel = input[channelAxis] ?? unknownDim('no channels');
  const spatialFrom = layout === 'NHWC' ? batchRank : batchRank + 1;
  const spatial = input.slice(spatialFrom, spatialFrom + rank);
  const lazy = reading.inChannels === null;
  const inChannels = known.inChannels ?? (lazy && typeof channel === 'number' ? channel : undefined);
  const params = inChannels === undefined ? null : completed(reading, inChannels);
  if (params) {
    const { channelsFirst } = convFramework(row.convention);
    if (channelsFirst && typeof channel === 'number' && channel !== params.inChannels && params.groups > 0) {
      return refuse(channelsFirst(params, channel));
    }
    const built = specResult(params);
    if (!built.ok) return refuse(inFunctionWords(row, params, built.problem));
    const numbers = input.filter(dim => typeof dim === 'number');
    if (numbers.length === input.length) {
      const checked = checkInput(params, numbers);
      return checked.ok ? { output: checked.value.output, problem: null, params } : refuse(checked.problem);
    }
    if (typeof channel === 'number' && channel !== params.inChannels) {
      // The engine's words need a whole shape; what is not known stands as 1 and is not part of the message's point.
      return refuse(channelsProblem(params, input, channel));
    }
    const sizes = spatial.filter(dim => typeof dim === 'number');
    if (sizes.length === rank) {
      const out = outputSpatial(built.value, sizes);
      if (!out.ok) return refuse(out.problem);
    }
  }
  const spec = params ? specOf(params) : spatialSpec(known);
  const outSpatial = spatial.map((dim, axis) =>
    spec ? spatialOutput(spec, axis, dim) : unknownDim(whySpatial(reading)),
  );
  const out = params ? outputChannels(params) : outChannel(row, reading, channel);
  const first = input.slice(0, batchRank);
  const output =
    (known.outputLayout ?? layout) === 'NHWC' ? [...first, ...outSpatial, out] : [...first, out, ...outSpatial];
  return { output, problem: null, params };
}

/** What a function says where the layer has other words for the same parameters. */
export function inFunctionWords(row: ConvRow, params: LayerParams, problem: Problem): Problem {
  if (row.form !== 'function') return problem;
  return convFramework(row.convention).inFunctionWords?.(params, problem) ?? problem;
}

function spatialOutput(spec: ConvSpec, axis: number, dim: Dim): Dim {
  return isKnown(dim) ? ruleDim(dim, sizeRule(spec, axis)) : dim;
}

/** The parameters with the channels that the input brings, or null where others are missing. */
export function completed(reading: ConvReading, inChannels: number): LayerParams | null {
  if (reading.withChannels) return reading.withChannels(inChannels).params;
  if (reading.params) return reading.params;
  if (reading.known.inChannels !== undefined || reading.problems.length > 0) return null;
  const others = { ...reading.known, inChannels };
  if (others.kind === 'depthwise' && others.depthMultiplier !== undefined) {
    others.outChannels = inChannels * others.depthMultiplier;
  }
  const missing = [...reading.why.keys()].filter(role => role !== 'inChannels' && others[role] === undefined);
  return missing.length === 0 && others.outChannels !== undefined ? (others as LayerParams) : null;
}

function specOf(params: LayerParams): ConvSpec | null {
  const built = specResult(params);
  return built.ok ? built.value : null;
}

/** A spec for sizes alone: they do not depend on the channels, so any that the framework takes will do. */
export function spatialSpec(known: Partial<LayerParams>): ConvSpec | null {
  const { convention, kind, spatialRank, outputPadding, kernelSize, stride, padding, dilation } = known;
  if (convention === undefined || kind === undefined || spatialRank === undefined || outputPadding === undefined)
    return null;
  if (kernelSize === undefined || stride === undefined || padding === undefined || dilation === undefined) return null;
  const built = buildSpec({
    ...known,
    ...{ convention, kind, spatialRank, kernelSize, stride, padding, dilation, outputPadding },
    ...{ inChannels: 1, outChannels: 1, groups: 1, depthMultiplier: 1, bias: false },
    paddingMode: known.paddingMode ?? 'zeros',
    layout: known.layout ?? 'NCHW',
  });
  return built.ok ? built.value : null;
}

/** Why the spatial sizes of the output are not known. */
function whySpatial(reading: ConvReading): string {
  for (const role of ['kernelSize', 'stride', 'padding', 'dilation', 'outputPadding'] as const) {
    const why = reading.why.get(role);
    if (why !== undefined) return why;
  }
  return 'a parameter of the layer is not known';
}

function outChannel(row: ConvRow, reading: ConvReading, channel: Dim): Dim {
  if (row.kind === 'depthwise') {
    const multiplier = reading.known.depthMultiplier;
    if (multiplier === undefined)
      return unknownDim(reading.why.get('depthMultiplier') ?? 'depth_multiplier is not known');
    return isKnown(channel) ? ruleDim(channel, { mul: multiplier, add: 0, div: 1, plus: 0 }) : channel;
  }
  if (reading.outChannels === null)
    return unknownDim(reading.why.get('outChannels') ?? 'the output channels are not known');
  return channelDim(reading.outChannels, 'outChannels');
}

function rankProblem(row: ConvRow, rank: SpatialRank, reading: ConvReading, input: Shape): Problem {
  const numbers = input.filter(dim => typeof dim === 'number');
  const params = reading.params;
  const framework = convFramework(row.convention);
  if (params && numbers.length === input.length && !framework.ranksFirst) {
    const checked = checkInput(params, numbers);
    if (!checked.ok) return checked.problem;
  }
  const message = framework.rankMessage(row, rank, input.map(sizeOf));
  return { code: 'rank-mismatch', message, parameter: 'input', values: { expected: rank + 2, got: input.length } };
}

function sizeOf(dim: Dim): string {
  return typeof dim === 'number' ? String(dim) : dim instanceof Sym ? dim.toString() : '?';
}

function channelsProblem(params: LayerParams, input: Shape, channel: number): Problem {
  return {
    code: 'channels-mismatch',
    message: convFramework(params.convention).channelsMessage(params, input.map(sizeOf), channel),
    parameter: 'inChannels',
    values: { expected: params.inChannels, got: channel },
  };
}
