import { jaxChannelsProblem as channelsProblem, type PaddingWord } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { ConvReader } from '../convReader.js';
import type { ConvContext, ConvReading } from '../convReading.js';
import type { ConvRow } from '../convRow.js';
import { explicitOf, pairOf, paddingWord, readLaxWord } from '../jax/readPadding.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';

/** Haiku's convolution layers; their input channels come from the input. */
export const haikuConv: ConvFramework = {
  convention: 'haiku',
  read,
  layout: 'NHWC',
  ranksFirst: true,
  rankMessage: (_row, rank, sizes) =>
    `Input to ConvND needs to have rank in [${rank + 1}, ${rank + 2}], but input has shape (${sizes.join(', ')}).`,
  channelsMessage: (params, _sizes, channels) =>
    channelsProblem(channels, params.groups, params.inChannels / params.groups).message,
  channelsFirst: (params, channels) => channelsProblem(channels, params.groups, params.inChannels / params.groups),
};

function read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading {
  const reader = new ConvReader(row, values);
  const { known } = reader;
  Object.assign(known, { paddingMode: 'zeros', outputPadding: null, groups: 1, dilation: ones(row) });
  if (row.kind === 'depthwise') reader.int('depthMultiplier');
  else {
    known.depthMultiplier = 1;
    reader.int('outChannels');
    reader.outChannels = reader.named('outChannels');
  }
  if (reader.entry('groups')) {
    delete known.groups;
    reader.int('groups');
  }
  for (const role of ['kernelSize', 'stride', 'dilation'] as const) readReplicated(reader, role);
  if ((reader.entry('outputSize')?.value ?? null) !== null) readReplicated(reader, 'outputSize');
  reader.bias();
  readLayout(reader);
  readPadding(reader);
  reader.takeInChannels(context);
  if (row.kind === 'depthwise' && known.inChannels !== undefined && known.depthMultiplier !== undefined) {
    known.outChannels = known.inChannels * known.depthMultiplier;
    reader.outChannels = known.outChannels;
  }
  return reader.finish();
}

function ones(row: ConvRow): number[] {
  return Array<number>(row.spatialRank).fill(1);
}

/** An int, or a sequence of one, for every axis; or one per axis. */
function readReplicated(reader: ConvReader, role: 'kernelSize' | 'stride' | 'dilation' | 'outputSize'): void {
  const entry = reader.entry(role);
  if (!entry) return;
  const { name, value } = entry;
  const sizes = reader.perAxis(isPlainList(value) && value.length === 1 ? (value[0] ?? null) : value);
  const rank = reader.row.spatialRank;
  if (sizes?.length === rank) reader.known[role] = sizes;
  else if (sizes) {
    if (role === 'dilation') delete reader.known.dilation;
    reader.refuse(
      role,
      'wrong-length',
      `${name} must be a scalar or sequence of length 1 or sequence of length ${rank}.`,
    );
  } else {
    if (role === 'dilation') delete reader.known.dilation;
    reader.reject(role, name, value, reader.tupleWords());
  }
}

/** channels_first, channels_last, or letters such as NHWC and N...C (get_channel_index). */
function readLayout(reader: ConvReader): void {
  const entry = reader.entry('layout');
  const value = entry?.value ?? null;
  if (typeof value !== 'string') {
    reader.leaveOpen('layout', whyUnknown(value) ?? 'data_format is no str');
  } else if (value === 'channels_last' || /^N(\.\.\.|[DHWST]*)C$/.test(value)) reader.known.layout = 'NHWC';
  else if (value === 'channels_first' || /^NC(\.\.\.|[DHWST]*)$/.test(value)) reader.known.layout = 'NCHW';
  else reader.refuse('layout', 'argument-invalid', `Unable to extract channel information from '${value}'.`);
}

/**
 * A word, in any case but for a transposed layer, as jax.lax reads it; (low, high) pairs, of which a single one goes for all axes; or
 * functions of the kernel size, which are not followed. Source: create_from_tuple in haiku/_src/pad.py.
 */
function readPadding(reader: ConvReader): void {
  const { known, row } = reader;
  const entry = reader.entry('padding');
  if (!entry) return;
  const { value } = entry;
  if (typeof value === 'string') {
    const word = paddingWord(value);
    // With an output_shape only SAME and VALID as they stand are words, which the engine says.
    if (known.outputSize && (value === 'SAME' || value === 'VALID')) known.padding = word!;
    else if (known.outputSize) {
      reader.refuse('padding', 'invalid-padding-string', `\`padding\` must be 'VALID' or 'SAME'. Passed: ${value}.`);
    } else if (row.kind === 'transposed' || word) readLaxWord(reader, value);
    // Any other word reaches the engine too, which refuses it after what Haiku looks at first.
    else known.padding = value.toLowerCase() as PaddingWord;
    return;
  }
  const pairs = isPlainList(value) ? pairsOf(reader, value) : undefined;
  if (pairs) known.padding = explicitOf(pairs);
  else if (!reader.why.has('padding')) {
    reader.leaveOpen('padding', whyUnknown(value) ?? `a ${row.api} padded by a function is not followed`);
  }
}

function pairsOf(reader: ConvReader, value: readonly Plain[]): (readonly [number, number])[] | undefined {
  const { row } = reader;
  const one =
    value.length === 2 && intOf(value[0] ?? null) !== undefined && row.kind !== 'transposed'
      ? pairOf(value)
      : undefined;
  const parts = one === undefined ? value.map(pairOf) : [one];
  if (parts.includes(undefined)) {
    if (whyUnknown(value) === undefined && value.every(part => isPlainList(part) || intOf(part) !== undefined)) {
      reader.refuse('padding', 'argument-invalid', 'Padding must be a pair of ints or a sequence of pairs');
    }
    return undefined;
  }
  const known = parts.filter(part => typeof part === 'object');
  if (known.length !== parts.length) return undefined;
  const single = known[0];
  if (known.length !== 1 || single === undefined || row.kind === 'transposed') return known;
  return Array<readonly [number, number]>(row.spatialRank).fill(single);
}
