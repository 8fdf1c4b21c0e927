import { jaxChannelsProblem as channelsProblem, type ExplicitPadding } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { ConvReader } from '../convReader.js';
import type { ConvContext, ConvReading } from '../convReading.js';
import { isSpatialRank, shortName, type ConvRow } from '../convRow.js';
import { intOf, isPlainFloat, isPlainList, whyUnknown, type Plain } from '../plain.js';
import { layoutOf, readDimensionNumbers, swapped, weightLayoutOf, type DimensionNumbers } from './dimensionNumbers.js';
import { explicitOf, pairOf, readLaxWord } from './readPadding.js';

/** The convolutions of jax.lax: everything is in the call and in the shapes of its two arrays. */
export const jaxConv: ConvFramework = {
  convention: 'jax',
  read,
  layout: 'NCHW',
  rankMessage: (_row, rank, sizes) =>
    `convolution requires lhs and rhs ndim to be equal, got ${sizes.length} and ${rank + 2}.`,
  channelsMessage: (params, _sizes, channels) =>
    channelsProblem(channels, params.groups, params.inChannels / params.groups).message,
};

/** What lax.conv_transpose takes for None: TensorFlow's order. */
const TRANSPOSED_DEFAULTS: Readonly<Record<number, readonly [string, string, string]>> = {
  3: ['NHC', 'HIO', 'NHC'],
  4: ['NHWC', 'HWIO', 'NHWC'],
  5: ['NHWDC', 'HWDIO', 'NHWDC'],
};

const NO_KERNEL = 'the shape of the kernel (rhs) is not known';

/** The checks are in the order in which JAX makes them, as far as the arguments alone decide. */
function read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading {
  const reader = new ConvReader(row, values);
  const { known } = reader;
  Object.assign(known, { bias: false, paddingMode: 'zeros', depthMultiplier: 1, outputPadding: null, groups: 1 });
  const axes = context.weight?.length ?? context.input?.length;
  if (axes === undefined) return open(reader, NO_KERNEL);
  if (context.weight && context.input && context.input.length !== context.weight.length) {
    const message = `convolution requires lhs and rhs ndim to be equal, got ${context.input.length} and ${context.weight.length}.`;
    reader.refuse('kernelSize', 'rank-mismatch', message);
    return reader.finish();
  }
  const fallback = row.kind === 'transposed' ? TRANSPOSED_DEFAULTS[axes] : null;
  const dimensions = readDimensionNumbers(values.get('dimension_numbers') ?? null, axes, fallback ?? null);
  if (dimensions.kind === 'refused') {
    reader.refuse('layout', dimensions.code, dimensions.message);
    return reader.finish();
  }
  const rank = axes - 2;
  if (!isSpatialRank(rank)) return open(reader, `a convolution of ${rank} spatial axes is not modelled`);
  known.spatialRank = rank;
  readSteps(reader, rank);
  if (dimensions.kind === 'unknown') return open(reader, dimensions.why);
  const { numbers } = dimensions;
  readLayouts(reader, numbers);
  readKernel(reader, numbers, context.weight ?? null);
  if (reader.problems.length > 0) return reader.finish();
  readPadding(reader, rank, context);
  if (reader.problems.length === 0) readChannels(reader, numbers, context);
  return reader.finish();
}

function open(reader: ConvReader, why: string): ConvReading {
  for (const role of ['kernelSize', 'inChannels', 'outChannels', 'padding'] as const) reader.leaveOpen(role, why);
  return reader.finish();
}

/** Strides and dilations: sequences, or None for a dilation of 1. */
function readSteps(reader: ConvReader, rank: number): void {
  const ones = Array<number>(rank).fill(1);
  reader.known.dilation = ones;
  for (const role of ['stride', 'dilation', 'inputDilation'] as const) {
    const entry = reader.entry(role);
    if (!entry) continue;
    const { name, value } = entry;
    if (value === null && role !== 'stride') continue;
    // XLA takes no factors for factors of 1; a padding word is worked out before.
    const isEmpty = isPlainList(value) && value.length === 0 && role !== 'stride';
    if (isEmpty && typeof reader.values.get('padding') !== 'string') continue;
    if (isPlainList(value) && value.some(isPlainFloat)) {
      reader.leaveOpen(role, `${name} has a float, which is not followed`);
      if (role !== 'inputDilation') delete reader.known[role];
      continue;
    }
    const steps = isPlainList(value) ? reader.perAxis(value) : undefined;
    if (steps) reader.known[role] = steps;
    else {
      reader.reject(role, name, value, 'a sequence of ints');
      if (role !== 'inputDilation') delete reader.known[role];
    }
  }
}

function readLayouts(reader: ConvReader, { lhs, rhs, out }: DimensionNumbers): void {
  const { known, values } = reader;
  const [input, output, kernel] = [layoutOf(lhs), layoutOf(out), weightLayoutOf(rhs)];
  const transpose = values.get('transpose_kernel') ?? false;
  if (whyUnknown(transpose) !== undefined) reader.leaveOpen('layout', whyUnknown(transpose) ?? '');
  else if (!input || !output || !kernel) {
    reader.leaveOpen('layout', 'dimension_numbers name an order of axes for which there is no picture');
  } else {
    const isTransposed = transpose === true || (typeof transpose === 'number' && transpose !== 0);
    known.layout = input;
    if (output !== input) known.outputLayout = output;
    known.weightLayout = isTransposed ? swapped(kernel) : kernel;
    if (isTransposed) known.transposeKernel = true;
  }
}

/** The kernel's spatial sizes; its channels are read with the input's. */
function readKernel(reader: ConvReader, { rhs }: DimensionNumbers, weight: readonly Plain[] | null): void {
  const kernel = weight ? rhs.slice(2).map(axis => intOf(weight[axis] ?? null)) : [];
  if (weight && kernel.every(size => size !== undefined)) reader.known.kernelSize = kernel;
  else reader.leaveOpen('kernelSize', (weight && whyUnknown(weight)) ?? NO_KERNEL);
}

function readPadding(reader: ConvReader, rank: number, context: ConvContext): void {
  const { known, values, row } = reader;
  const value = values.get('padding') ?? null;
  const transposed = row.kind === 'transposed';
  const consistent = values.get('use_consistent_padding') ?? false;
  if (whyUnknown(consistent) !== undefined) return reader.leaveOpen('padding', whyUnknown(consistent) ?? '');
  const isConsistent = consistent !== false && consistent !== 0 && consistent !== null;
  if (typeof value === 'string') return readWord(reader, value, isConsistent);
  if (!isPlainList(value)) {
    const why = whyUnknown(value);
    if (why !== undefined) return reader.leaveOpen('padding', why);
    return reader.refuse('padding', 'argument-invalid', notPairs(row, isConsistent));
  }
  const pairs = value.map(pairOf);
  const isListed = isConsistent && transposed && context.paddingHasLists === true;
  if (pairs.includes(undefined) || isListed)
    return reader.refuse('padding', 'argument-invalid', notPairs(row, isConsistent));
  const numbers = pairs.filter(pair => typeof pair === 'object');
  if (numbers.length !== pairs.length) return reader.leaveOpen('padding', whyUnknown(value) ?? 'it is not known');
  const explicit = explicitOf(numbers);
  if (!transposed || !isConsistent) {
    known.padding = explicit;
    return undefined;
  }
  // Then they mean the padding of the convolution that goes back: K − 1 − p of the dilated input.
  const { kernelSize, dilation } = known;
  if (!kernelSize || !dilation) return reader.leaveOpen('padding', NO_KERNEL);
  known.padding = complement(explicit, kernelSize, dilation, rank);
  return undefined;
}

function complement(
  { begin, end }: ExplicitPadding,
  kernelSize: readonly number[],
  dilation: readonly number[],
  rank: number,
): ExplicitPadding {
  const turn = (pads: readonly number[]) =>
    pads.slice(0, rank).map((pad, axis) => (dilation[axis] ?? 1) * ((kernelSize[axis] ?? 1) - 1) - pad);
  return { begin: turn(begin), end: turn(end) };
}

function notPairs(row: ConvRow, isConsistent: boolean): string {
  return row.kind === 'transposed' && isConsistent
    ? 'Invalid padding mode: it is no sequence of (low, high) tuples'
    : 'padding argument to conv_general_dilated should be a string or a sequence of (low, high) pairs';
}

function readWord(reader: ConvReader, text: string, isConsistent: boolean): void {
  if (isConsistent && text !== 'SAME' && text !== 'VALID') {
    reader.refuse('padding', 'invalid-padding-string', `Invalid padding mode: ${text}`);
  } else {
    readLaxWord(reader, text);
    checkBroadcast(reader);
  }
}

/** SAME is worked out for all axes at once, by numpy, which repeats what has one number and refuses any other length. */
function checkBroadcast(reader: ConvReader): void {
  const { padding, spatialRank: rank = 1, stride = [], dilation = [] } = reader.known;
  if (reader.row.kind === 'transposed' || (padding !== 'same' && padding !== 'same-lower') || rank === 1) return;
  const lengths = [stride.length, Math.min(rank, dilation.length)];
  const wrong = lengths.find(length => length !== rank && length !== 1);
  if (wrong === undefined) return;
  const message = `operands could not be broadcast together with shapes (${rank},) (${wrong},)`;
  reader.refuse(wrong === lengths[0] ? 'stride' : 'dilation', 'wrong-length', message);
}

function readChannels(reader: ConvReader, { lhs, rhs }: DimensionNumbers, context: ConvContext): void {
  const { known, row } = reader;
  if (row.kind !== 'transposed' && reader.entry('groups')) {
    delete known.groups;
    reader.int('groups');
  }
  const batchGroups = intOf(reader.values.get('batch_group_count') ?? 1);
  const { weight, input } = context;
  const isSwapped = known.transposeKernel === true;
  const [o, i] = isSwapped ? [rhs[1], rhs[0]] : [rhs[0], rhs[1]];
  const perGroup = weight?.[i ?? 0] ?? null;
  const outChannels = weight?.[o ?? 0] ?? null;
  const { groups } = known;
  if (groups !== undefined && groups < 1) {
    const message = `conv_general_dilated feature_group_count must be a positive integer, got ${groups}.`;
    return reader.refuse('groups', 'not-positive', message);
  }
  const channels = input?.[lhs[1] ?? 0];
  if (typeof channels === 'number' && typeof perGroup === 'number' && groups !== undefined) {
    const isWrong = channels % groups !== 0 || channels / groups !== perGroup;
    if (isWrong) {
      const { code, message } = channelsProblem(channels, groups, perGroup);
      return reader.refuse('inChannels', code, message);
    }
  }
  if (typeof perGroup === 'number' && groups !== undefined) {
    known.inChannels = perGroup * groups;
    reader.inChannels = known.inChannels;
  } else {
    reader.inChannels = groups === 1 ? perGroup : null;
    reader.leaveOpen('inChannels', whyUnknown(perGroup) ?? NO_KERNEL);
  }
  reader.outChannels = outChannels;
  if (typeof outChannels === 'number') known.outChannels = outChannels;
  else reader.leaveOpen('outChannels', whyUnknown(outChannels) ?? NO_KERNEL);
  if (batchGroups === undefined) reader.leaveOpen('padding', 'batch_group_count is not known');
  else if (batchGroups < 1) {
    const message = `conv_general_dilated batch_group_count must be a positive integer, got ${batchGroups}.`;
    reader.refuse('groups', 'not-positive', message);
  } else if (batchGroups > 1) {
    delete known.padding;
    reader.leaveOpen('padding', `${shortName(row.api)} with a batch_group_count above 1 is not modelled`);
  }
}
