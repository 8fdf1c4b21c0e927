import { jaxChannelsProblem as channelsProblem, type PaddingMode, type PaddingWord } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { ConvReader } from '../convReader.js';
import type { ConvContext, ConvReading } from '../convReading.js';
import { isSpatialRank, type ConvRow } from '../convRow.js';
import { explicitOf, pairOf, paddingWord } from '../jax/readPadding.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';

/** Equinox' convolution layers. */
export const equinoxConv: ConvFramework = {
  convention: 'equinox',
  read,
  layout: 'NCHW',
  ranksFirst: true,
  rankMessage: (row, rank, sizes) =>
    `Input to \`${row.kind === 'transposed' ? 'ConvTranspose' : 'Conv'}\` needs to have rank ${rank + 1}, but input has shape (${sizes.join(', ')}).`,
  channelsMessage: (params, _sizes, channels) =>
    channelsProblem(channels, params.groups, params.inChannels / params.groups).message,
  channelsFirst: (params, channels) => channelsProblem(channels, params.groups, params.inChannels / params.groups),
};

function read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading {
  const reader = new ConvReader(row, values);
  const { known } = reader;
  Object.assign(known, { depthMultiplier: 1, layout: 'NCHW', outputPadding: null });
  if (row.rankOfKernel) {
    const rank = intOf(values.get('num_spatial_dims') ?? null);
    if (rank !== undefined && isSpatialRank(rank)) known.spatialRank = rank;
    else reader.leaveOpen('kernelSize', 'a convolution of so many spatial axes is not modelled');
  }
  for (const role of ['inChannels', 'outChannels', 'groups'] as const) reader.int(role);
  if (known.spatialRank !== undefined) {
    for (const role of ['kernelSize', 'stride', 'dilation'] as const) reader.ints(role);
    if (row.kind === 'transposed') reader.ints('outputPadding');
  }
  reader.bias();
  readMode(reader);
  readPadding(reader);
  reader.inChannels = reader.named('inChannels');
  reader.outChannels = reader.named('outChannels');
  reader.takeInChannels(context);
  return reader.finish();
}

const MODES: readonly PaddingMode[] = ['zeros', 'reflect', 'replicate', 'circular'];

/** In any case. */
function readMode(reader: ConvReader): void {
  const value = reader.values.get('padding_mode') ?? null;
  const mode = typeof value === 'string' ? MODES.find(its => its === value.toLowerCase()) : undefined;
  if (mode) reader.known.paddingMode = mode;
  else if (typeof value === 'string') {
    const message = "`padding_mode` must be `'ZEROS'`, `'REFLECT'`, `'REPLICATE'`, or `'CIRCULAR'`.";
    reader.refuse('paddingMode', 'padding-mode-not-supported', message);
  } else reader.leaveOpen('paddingMode', whyUnknown(value) ?? 'padding_mode is no str');
}

/** A word in any case, an int, an int per axis, or a pair per axis. */
function readPadding(reader: ConvReader): void {
  const { known } = reader;
  const entry = reader.entry('padding');
  if (!entry) return;
  const { value } = entry;
  if (typeof value === 'string') {
    // Any other word reaches the engine too, which refuses it after what Equinox looks at first.
    known.padding = paddingWord(value) ?? (value.toLowerCase() as PaddingWord);
    return;
  }
  const sizes = reader.perAxis(value);
  if (sizes) {
    known.padding = sizes;
    return;
  }
  const pairs = isPlainList(value) ? value.map(pairOf) : [undefined];
  const pads = pairs.filter(pair => typeof pair === 'object');
  if (pads.length === pairs.length) known.padding = explicitOf(pads);
  else reader.reject('padding', entry.name, value, 'a string, an int, or a tuple of ints or pairs');
}
