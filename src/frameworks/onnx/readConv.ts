import { buildSpec } from '../../engine/index.js';
import type { LayerParams, PaddingWord, ParameterRole, Problem, SpatialRank } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { isComplete, type ConvContext, type ConvReading } from '../convReading.js';
import { shortName, type ConvRow } from '../convRow.js';
import { intOf, isPlainList, plainType, whyUnknown, type Plain } from '../plain.js';
import { braces } from './node.js';

/** auto_pad as the engine's padding words; NOTSET stands for the numbers of pads. */
const AUTO_PAD: ReadonlyMap<string, PaddingWord> = new Map([
  ['SAME_UPPER', 'same'],
  ['SAME_LOWER', 'same-lower'],
  ['VALID', 'valid'],
]);

const NO_WEIGHT = "the weight's shape is not in the call";

/** Nodes of ONNX. Their words for a call are onnxruntime's. */
export const onnxConv: ConvFramework = {
  convention: 'onnx',
  read: readOnnxConv,
  layout: 'NCHW',
  rankMessage: (_row, rank, sizes) =>
    `Number of spatial dimensions in the weight tensor (${rank}) does not match the number of spatial dimensions in the input tensor (${sizes.length - 2}).`,
  channelsMessage: (params, _sizes, channels) =>
    params.kind === 'transposed'
      ? `filter number not equal to input channel number. filter_number: ${params.inChannels} num_input_channels: ${channels}`
      : `Input channels C is not equal to kernel channels * group. C: ${channels} kernel channels: ${params.inChannels / params.groups} group: ${params.groups}`,
};

/** One reading of a node's attributes: what is known, and why the rest is not. */
class NodeReader {
  readonly known: { -readonly [K in keyof LayerParams]?: LayerParams[K] } = {};
  readonly problems: Problem[] = [];
  readonly why = new Map<ParameterRole, string>();

  constructor(private readonly values: ReadonlyMap<string, Plain>) {}

  given(name: string): Plain | undefined {
    return this.values.get(name) ?? undefined;
  }

  /** A list of `length` ints; the default where it is not given; undefined where it is unknown or no such list. */
  ints(name: string, role: ParameterRole, length: number, fallback?: readonly number[]): readonly number[] | undefined {
    const value = this.given(name);
    if (value === undefined) return fallback;
    const why = whyUnknown(value);
    if (why !== undefined) return this.lost(role, why);
    const ints = isPlainList(value) ? value.map(intOf) : [];
    if (!isPlainList(value) || !ints.every(int => int !== undefined)) {
      return this.refuse(role, 'argument-invalid', `Attribute ${name} must be a list of ints, not ${plainType(value)}`);
    }
    if (ints.length !== length) return this.refuse(role, 'wrong-length', `Attribute ${name} has incorrect size`);
    return ints;
  }

  lost(role: ParameterRole, why: string): undefined {
    this.why.set(role, why);
    return undefined;
  }

  refuse(role: ParameterRole, code: Problem['code'], message: string): undefined {
    this.problems.push({ code, message, parameter: role });
    return this.lost(role, message);
  }
}

/**
 * Reads the attributes of a Conv or ConvTranspose node. Channels and, without kernel_shape, the kernel are the weight's; so
 * they are unknown where only the node is known.
 */
export function readOnnxConv(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext = {}): ConvReading {
  const reader = new NodeReader(values);
  const { known, why, problems } = reader;
  Object.assign(known, {
    convention: 'onnx',
    kind: row.kind,
    bias: values.get('bias') === true,
    paddingMode: 'zeros',
    depthMultiplier: 1,
    layout: 'NCHW',
  } satisfies Partial<LayerParams>);
  const unrecognized = values.get(UNRECOGNIZED);
  if (typeof unrecognized === 'string') {
    const message = `Unrecognized attribute: ${unrecognized} for operator ${shortName(row.api)}`;
    problems.push({ code: 'argument-unknown', message });
  }
  const rank = rankOf(values, context);
  if (rank === undefined) return openReading(reader);
  known.spatialRank = rank;
  const ones = Array<number>(rank).fill(1);
  const set = <K extends keyof LayerParams>(name: K, value: LayerParams[K] | undefined): void => {
    if (value !== undefined) known[name] = value;
  };
  set('dilation', reader.ints('dilations', 'dilation', rank, ones));
  set('stride', reader.ints('strides', 'stride', rank, ones));
  const kernel = reader.ints('kernel_shape', 'kernelSize', rank);
  readPadding(row, reader, rank);
  const group = intOf(reader.given('group') ?? 1);
  if (group === undefined) reader.lost('groups', whyUnknown(reader.given('group') ?? null) ?? 'group is no int');
  set('groups', group);
  readWeight(row, reader, rank, kernel, context.weight ?? weightOf(values));
  if (row.kind === 'transposed') {
    const added = reader.ints('output_padding', 'outputPadding', rank);
    if (!why.has('outputPadding')) known.outputPadding = added ?? null;
    set('outputSize', reader.ints('output_shape', 'outputSize', rank));
  } else known.outputPadding = null;
  if (known.inChannels === undefined && context.inChannels !== undefined) {
    known.inChannels = context.inChannels;
    why.delete('inChannels');
  }
  if (problems.length === 0 && known.inChannels === undefined) checkSizes(reader);
  const complete = why.size === 0 && problems.length === 0;
  return {
    params: complete ? (known as LayerParams) : null,
    known,
    inChannels: known.inChannels ?? null,
    outChannels: known.outChannels ?? null,
    problems,
    why,
  };
}

/** What is refused whatever the channels are. */
function checkSizes({ known, problems }: NodeReader): void {
  const alone = { ...known, inChannels: 1, outChannels: 1, groups: 1 };
  if (!isComplete(alone)) return;
  const built = buildSpec(alone);
  if (!built.ok) problems.push(built.problem);
}

/** Where the reader of make_node's arguments notes an attribute that the operator has not. */
export const UNRECOGNIZED = 'unrecognized attribute';

const NO_RANK = 'how many spatial axes the node has is not in the call';

/** Attributes whose length is a multiple of the spatial rank. */
const LENGTHS: readonly (readonly [string, number])[] = [
  ['kernel_shape', 1],
  ['strides', 1],
  ['dilations', 1],
  ['pads', 2],
  ['output_padding', 1],
  ['output_shape', 1],
];

/** The number of spatial axes: the input's, else the weight's, else what an attribute's length says. */
function rankOf(values: ReadonlyMap<string, Plain>, context: ConvContext): SpatialRank | undefined {
  const tensor = context.input ?? context.weight ?? weightOf(values);
  let rank = tensor ? tensor.length - 2 : undefined;
  for (const [name, each] of LENGTHS) {
    const value = values.get(name);
    if (rank === undefined && value !== undefined && isPlainList(value)) rank = value.length / each;
  }
  return rank === 1 || rank === 2 || rank === 3 ? rank : undefined;
}

/** In the command line's notation the weight's shape may stand in the place of its name: inputs=['X', (8, 3, 3, 3)]. */
function weightOf(values: ReadonlyMap<string, Plain>): readonly Plain[] | null {
  const inputs = values.get('inputs');
  const weight = inputs !== undefined && isPlainList(inputs) ? inputs[1] : undefined;
  return weight !== undefined && isPlainList(weight) ? weight : null;
}

function openReading({ known, why, problems }: NodeReader): ConvReading {
  for (const role of ['kernelSize', 'inChannels', 'outChannels'] as const) why.set(role, NO_RANK);
  return { params: null, known, inChannels: null, outChannels: null, problems, why };
}

function readPadding(row: ConvRow, reader: NodeReader, rank: number): void {
  const autoPad = reader.given('auto_pad') ?? 'NOTSET';
  const why = whyUnknown(autoPad);
  if (why !== undefined) return reader.lost('padding', why);
  if (typeof autoPad !== 'string') return reader.refuse('padding', 'argument-invalid', 'auto_pad must be a str');
  const pads = reader.ints('pads', 'padding', 2 * rank, Array<number>(2 * rank).fill(0));
  if (!pads) return undefined;
  const word = AUTO_PAD.get(autoPad);
  if (word === undefined && autoPad !== 'NOTSET') {
    return reader.refuse('padding', 'invalid-padding-string', 'Unknown AutoPadType String');
  }
  if (word !== undefined && reader.given('pads') !== undefined) {
    const message =
      row.kind === 'transposed'
        ? 'The pads attribute cannot be used simultaneously with auto_pad attribute'
        : "A Conv/ConvTranspose node has both 'auto_pad' and 'pads' attributes";
    return reader.refuse('padding', 'arguments-conflict', message);
  }
  reader.known.padding = word ?? { begin: pads.slice(0, rank), end: pads.slice(rank) };
  return undefined;
}

/** Conv has (M, C/group, *kernel), ConvTranspose (C, M/group, *kernel). */
function readWeight(
  row: ConvRow,
  reader: NodeReader,
  rank: number,
  kernel: readonly number[] | undefined,
  weight: readonly Plain[] | null,
): void {
  const { known, why } = reader;
  const sizes = weight?.map(intOf);
  if (sizes && sizes.length !== rank + 2) {
    const message =
      row.kind === 'transposed'
        ? 'Weight tensor spatial rank does not match input tensor spatial rank'
        : `Number of spatial dimensions in the weight tensor (${sizes.length - 2}) does not match the number of spatial dimensions in the input tensor (${rank}).`;
    return reader.refuse('kernelSize', 'rank-mismatch', message);
  }
  const spatial = sizes?.slice(2);
  const ofWeight = spatial?.every(size => size !== undefined) ? spatial : undefined;
  if (kernel && ofWeight && kernel.some((size, axis) => size !== ofWeight[axis])) {
    const message = `kernel_shape is not compatible with W shape. kernel_shape: ${braces(kernel)} W: ${braces(sizes?.map(size => size ?? -1) ?? [])} channels_last: 0`;
    return reader.refuse('kernelSize', 'arguments-conflict', message);
  }
  const shape = kernel ?? ofWeight;
  if (shape) known.kernelSize = shape;
  else if (!why.has('kernelSize')) reader.lost('kernelSize', NO_WEIGHT);
  const { groups } = known;
  const [first, second] = [sizes?.[0], sizes?.[1]];
  const perGroup = second === undefined || groups === undefined ? undefined : second * groups;
  const [inChannels, outChannels] = row.kind === 'transposed' ? [first, perGroup] : [perGroup, first];
  if (inChannels === undefined) reader.lost('inChannels', NO_WEIGHT);
  else known.inChannels = inChannels;
  if (outChannels === undefined) reader.lost('outChannels', NO_WEIGHT);
  else known.outChannels = outChannels;
  return undefined;
}
