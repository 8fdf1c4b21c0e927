import type { SpatialRank } from '../../engine/index.js';
import type { ConvReader } from '../convReader.js';
import type { ConvContext } from '../convReading.js';
import { shortName } from '../convRow.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';

/**
 * output_shape of a transposed convolution: the whole output, or (conv2d_transpose) its spatial sizes alone. What it asks for
 * must be a shape whose convolution gives this input; the engine checks the spatial part of that.
 */
export function readOutputShape(reader: ConvReader, rank: SpatialRank, { input }: ConvContext): void {
  const { known, row } = reader;
  const value = reader.entry('outputSize')?.value ?? null;
  const why = whyUnknown(value);
  if (why !== undefined && !isPlainList(value)) return reader.leaveOpen('outputSize', why);
  const name = shortName(row.api);
  if (!isPlainList(value)) {
    return reader.refuse('outputSize', 'argument-invalid', `${name}: input_sizes input must be 1-dim, not 0`);
  }
  // A rate of 1 makes it conv2d_transpose.
  const isPlain = name === 'atrous_conv2d_transpose' && known.dilation?.every(step => step === 1);
  const alone = value.length === rank && (name === 'conv2d_transpose' || isPlain === true);
  if (!alone && value.length !== rank + 2) {
    const message = `\`output_shape\` must be of length ${rank + 2}. Received: output_shape of length ${value.length}.`;
    return reader.refuse('outputSize', 'wrong-length', message);
  }
  const first = known.layout === 'NCHW';
  const spatial: readonly Plain[] = alone ? value : first ? value.slice(2) : value.slice(1, -1);
  const sizes = spatial.map(intOf);
  if (sizes.every(size => size !== undefined)) known.outputSize = sizes;
  else reader.leaveOpen('outputSize', whyUnknown(spatial) ?? 'the output shape is not known');
  if (alone) return;
  checkBatch(reader, value[0] ?? null, input?.[0]);
  readChannels(reader, (first ? value[1] : value.at(-1)) ?? null);
}

function checkBatch(reader: ConvReader, asked: Plain, given: Plain | undefined): void {
  const [a, b] = [intOf(asked), intOf(given)];
  if (a === undefined || b === undefined || a === b) return;
  const message = `input and out_backprop must have the same batch size. Input batch: ${a}, outbackprop batch: ${b}`;
  reader.refuse('outputSize', 'shape-mismatch', message);
}

/** The channels asked for: a multiple of the filter's, and that multiple is the number of groups. */
function readChannels(reader: ConvReader, asked: Plain): void {
  const { known } = reader;
  const [whole, each] = [intOf(asked), intOf(reader.outChannels)];
  if (whole === undefined) {
    if (whyUnknown(asked) === undefined) return;
    reader.outChannels = asked;
    delete known.outChannels;
    return reader.leaveOpen('outChannels', whyUnknown(asked) ?? '');
  }
  if (each === undefined) return;
  if (each < 1 || whole < 1 || whole % each !== 0) {
    const message = `input depth must be evenly divisible by filter depth: ${whole} vs ${each}`;
    return reader.refuse('outputSize', 'channels-mismatch', message);
  }
  known.groups = whole / each;
  known.outChannels = whole;
  reader.outChannels = whole;
}
