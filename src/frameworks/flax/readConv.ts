import { jaxChannelsProblem as channelsProblem, type PaddingWord } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { ConvReader } from '../convReader.js';
import type { ConvContext, ConvReading } from '../convReading.js';
import { isSpatialRank, type ConvRow } from '../convRow.js';
import { explicitOf, pairOf, readLaxWord } from '../jax/readPadding.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';

/** Flax' convolution layers, of flax.linen (whose input channels come from the input) and flax.nnx. */
export const flaxConv: ConvFramework = {
  convention: 'flax',
  read,
  layout: 'NHWC',
  ranksFirst: true,
  rankMessage: (_row, rank, sizes) =>
    `convolution requires lhs and rhs ndim to be equal, got ${sizes.length} and ${rank + 2}.`,
  channelsMessage: (params, _sizes, channels) =>
    channelsProblem(channels, params.groups, params.inChannels / params.groups).message,
  channelsFirst: (params, channels) => channelsProblem(channels, params.groups, params.inChannels / params.groups),
};

function read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading {
  const reader = new ConvReader(row, values);
  const { known } = reader;
  Object.assign(known, { paddingMode: 'zeros', depthMultiplier: 1, outputPadding: null, groups: 1, layout: 'NHWC' });
  for (const role of ['inChannels', 'outChannels'] as const) reader.int(role);
  if (reader.entry('groups')) {
    delete known.groups;
    reader.int('groups');
  }
  reader.bias();
  reader.inChannels = reader.named('inChannels');
  reader.outChannels = reader.named('outChannels');
  readKernel(reader);
  readSteps(reader);
  readTransposeKernel(reader);
  // A linen module makes tuples of the lists that it is given.
  readPadding(reader, context.paddingHasLists === true && !row.lazy);
  reader.takeInChannels(context);
  return reader.finish();
}

/** An int is a kernel of one axis. */
function readKernel(reader: ConvReader): void {
  const { known } = reader;
  const entry = reader.entry('kernelSize');
  if (!entry) return;
  const { name, value } = entry;
  const sizes = isPlainList(value) ? value : [value];
  if (whyUnknown(value) === undefined || isPlainList(value)) {
    if (!isSpatialRank(sizes.length)) {
      reader.leaveOpen('kernelSize', `a convolution of ${sizes.length} spatial axes is not modelled`);
      return;
    }
    known.spatialRank = sizes.length;
  }
  const ints = sizes.map(intOf);
  if (ints.every(size => size !== undefined)) known.kernelSize = ints;
  else reader.reject('kernelSize', name, value, 'an int or a sequence of ints');
}

/** Strides and dilations: an int or None for every axis, or a sequence. */
function readSteps(reader: ConvReader): void {
  const { known } = reader;
  const rank = known.spatialRank;
  for (const role of ['stride', 'dilation', 'inputDilation'] as const) {
    const entry = reader.entry(role);
    if (!entry) continue;
    // XLA takes no factors for factors of 1; a padding word is worked out before.
    const isEmpty = isPlainList(entry.value) && entry.value.length === 0 && role !== 'stride';
    const value = isEmpty && typeof reader.values.get('padding') !== 'string' ? 1 : (entry.value ?? 1);
    if (rank === undefined && !isPlainList(value)) {
      if (role !== 'inputDilation') reader.leaveOpen(role, 'how many axes the kernel has is not known');
      continue;
    }
    const steps = reader.perAxis(value);
    if (steps) known[role] = steps;
    else reader.reject(role, entry.name, value, 'an int or a sequence of ints');
  }
  if (known.inputDilation?.every(step => step === 1)) delete known.inputDilation;
}

function readTransposeKernel(reader: ConvReader): void {
  const value = reader.values.get('transpose_kernel') ?? false;
  const why = whyUnknown(value);
  if (why !== undefined) {
    delete reader.known.layout;
    reader.leaveOpen('layout', why);
  } else if (value !== false && value !== 0 && value !== null) reader.known.transposeKernel = true;
}

function readPadding(reader: ConvReader, hasLists: boolean): void {
  const { known } = reader;
  const entry = reader.entry('padding');
  if (!entry) return undefined;
  const { value } = entry;
  if (typeof value === 'string') return readWord(reader, value);
  const rank = known.spatialRank;
  const one = intOf(value);
  if (one !== undefined && rank !== undefined) {
    known.padding = Array<number>(rank).fill(one);
    return undefined;
  }
  if (!isPlainList(value) || rank === undefined) {
    const why = whyUnknown(value) ?? (rank === undefined ? reader.why.get('kernelSize') : undefined);
    if (why !== undefined) return reader.leaveOpen('padding', why);
    return reader.refuse('padding', 'argument-invalid', invalid(rank));
  }
  if (value.length !== rank || hasLists) return reader.refuse('padding', 'argument-invalid', invalid(rank));
  const pairs = value.map(part => {
    const int = intOf(part);
    return int === undefined ? pairOf(part) : ([int, int] as const);
  });
  if (pairs.includes(undefined)) return reader.refuse('padding', 'argument-invalid', invalid(rank));
  const numbers = pairs.filter(pair => typeof pair === 'object');
  if (numbers.length !== pairs.length) return reader.leaveOpen('padding', whyUnknown(value) ?? 'it is not known');
  known.padding = explicitOf(numbers);
  return undefined;
}

function invalid(rank: number | undefined): string {
  return (
    `Invalid padding format: should be str, int, or a sequence of len ${rank ?? '?'} where each element is an int or pair ` +
    'of ints.'
  );
}

/** Flax' own words are in capitals; others go to jax.lax, which takes its own in any case unless the layer is transposed. */
function readWord(reader: ConvReader, text: string): void {
  const { known, row } = reader;
  const transposed = row.kind === 'transposed';
  const own: ReadonlyMap<string, PaddingWord> = new Map([
    ['CIRCULAR', 'circular'],
    ...(transposed
      ? []
      : ([
          ['REFLECT', 'reflect'],
          ['CAUSAL', 'causal'],
        ] as const)),
  ]);
  const word = own.get(text);
  if (word) {
    known.padding = word;
    return;
  }
  readLaxWord(reader, text);
}
