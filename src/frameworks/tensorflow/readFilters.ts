import type { SpatialRank } from '../../engine/index.js';
import type { ConvReader } from '../convReader.js';
import type { ConvContext } from '../convReading.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';

const WHY = 'the shape of the filter is not known';

/** The channels of a call's input, where they are known. */
function inputChannels(reader: ConvReader, rank: number, { inChannels, input }: ConvContext): Plain {
  if (inChannels !== undefined) return inChannels;
  if (!input || input.length < rank + 1 || reader.known.layout === undefined) return null;
  const at = reader.known.layout === 'NHWC' ? input.length - 1 : input.length - 1 - rank;
  return input[at] ?? null;
}

/**
 * Kernel, channels and groups from a filter's shape: (*k, I/g, O) of a convolution, (*k, I, M) of a depthwise one,
 * (*k, O/g, I) of a transposed one. A convolution has as many groups as the filter's channels go into the input's.
 */
export function readFilters(reader: ConvReader, rank: SpatialRank, context: ConvContext): void {
  const { known, row } = reader;
  const { weight } = context;
  const open = (why: string): void => {
    for (const role of ['kernelSize', 'inChannels', 'outChannels'] as const) reader.leaveOpen(role, why);
  };
  if (!weight) return open(WHY);
  if (weight.length !== rank + 2) {
    const message = `convolution filter must be ${rank + 2}-dimensional: [${weight.map(String).join(',')}]`;
    return reader.refuse('kernelSize', 'rank-mismatch', message);
  }
  const kernel = weight.slice(0, rank).map(intOf);
  if (kernel.every(size => size !== undefined)) known.kernelSize = kernel;
  else reader.leaveOpen('kernelSize', whyUnknown(weight.slice(0, rank)) ?? WHY);
  const [third, last] = [weight[rank] ?? null, weight[rank + 1] ?? null];
  switch (row.kind) {
    case 'convolution':
      return readConvolution(reader, third, last, inputChannels(reader, rank, context));
    case 'transposed':
      known.groups = 1;
      return takeChannels(reader, last, third);
    case 'depthwise':
    case 'separable': {
      known.groups = 1;
      const multiplier = intOf(last);
      if (multiplier === undefined) return open(whyUnknown(last) ?? WHY);
      known.depthMultiplier = multiplier;
      const channels = intOf(third);
      if (row.kind === 'depthwise') takeChannels(reader, third, channels === undefined ? null : channels * multiplier);
      else
        takeChannels(
          reader,
          third,
          pointwise(reader, rank, channels === undefined ? undefined : channels * multiplier, context),
        );
    }
  }
}

/** The filters of a separable convolution's second stage, (1, …, I·M, O). */
function pointwise(reader: ConvReader, rank: number, fed: number | undefined, context: ConvContext): Plain {
  const shape = context.pointwise;
  if (!shape || !isPlainList(shape)) return null;
  const [channels, filters] = [intOf(shape[rank]), shape[rank + 1] ?? null];
  if (shape.length !== rank + 2 || shape.slice(0, rank).some(size => intOf(size) !== 1)) {
    reader.refuse('outChannels', 'shape-mismatch', 'The pointwise filter must have a kernel of 1 along every axis');
  } else if (channels !== undefined && fed !== undefined && channels !== fed) {
    const message = `input depth must be evenly divisible by filter depth: ${fed} vs ${channels}`;
    reader.refuse('outChannels', 'channels-mismatch', message);
  }
  return filters;
}

function takeChannels(reader: ConvReader, inChannels: Plain, outChannels: Plain): void {
  reader.inChannels = inChannels;
  reader.outChannels = outChannels;
  if (typeof inChannels === 'number') reader.known.inChannels = inChannels;
  else reader.leaveOpen('inChannels', whyUnknown(inChannels) ?? WHY);
  if (typeof outChannels === 'number') reader.known.outChannels = outChannels;
  else reader.leaveOpen('outChannels', whyUnknown(outChannels) ?? WHY);
}

function readConvolution(reader: ConvReader, perGroup: Plain, filters: Plain, channels: Plain): void {
  const { known } = reader;
  const [each, whole] = [intOf(perGroup), intOf(channels)];
  if (each === undefined || whole === undefined) {
    // The groups, and with them the input's channels, are the input's to say.
    takeChannels(reader, null, filters);
    if (each === undefined) reader.leaveOpen('groups', whyUnknown(perGroup) ?? WHY);
    return;
  }
  // Where the filter's channels do not go into the input's, it stays a layer of one group, and the engine refuses the input.
  // TensorFlow's conv3d has no groups.
  const divides = each > 0 && (known.spatialRank === 3 ? whole === each : whole % each === 0);
  known.groups = divides ? Math.max(1, whole / each) : 1;
  takeChannels(reader, divides ? whole : each, filters);
}
