import { cropsInput, MLX_LARGE_CROP, type LayerParams } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { ConvReader } from '../convReader.js';
import type { ConvContext, ConvReading } from '../convReading.js';
import type { ConvRow } from '../convRow.js';
import { readWeight } from '../convWeight.js';
import type { Plain } from '../plain.js';

/** MLX's layers and functions, channels last; read in its source, not run. */
export const mlxConv: ConvFramework = {
  convention: 'mlx',
  read,
  layout: 'NHWC',
  rankMessage: (_row, rank, sizes) =>
    `The input must have ${rank + 2} axes, but has ${sizes.length}: (${sizes.join(', ')})`,
  channelsMessage: (params, sizes, channels) =>
    `[conv] Expect the input channels in the input and weight array to match but the input (${sizes.join(',')}) has ${channels} and the weight ${params.inChannels}`,
};

function read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading {
  const reader = new ConvReader(row, values);
  const { known } = reader;
  for (const role of ['inChannels', 'outChannels', 'groups'] as const) reader.int(role);
  for (const role of ['kernelSize', 'stride', 'dilation'] as const) reader.ints(role);
  readPadding(reader);
  if (reader.entry('outputPadding')) reader.ints('outputPadding');
  else known.outputPadding = null;
  if (row.form === 'function') known.bias = false;
  else reader.bias();
  known.paddingMode = 'zeros';
  known.layout = 'NHWC';
  known.depthMultiplier = 1;
  if (!values.has('groups')) known.groups ??= 1;
  reader.inChannels = reader.named('inChannels');
  reader.outChannels = reader.named('outChannels');
  if (row.form === 'function') readWeight(reader, context.weight, 'OHWI');
  checkCrop(reader);
  checkGroups(reader);
  return reader.finish();
}

function readPadding(reader: ConvReader): void {
  const entry = reader.entry('padding');
  if (!entry) return;
  const sizes = reader.perAxis(entry.value);
  if (sizes) reader.known.padding = sizes;
  else reader.reject('padding', entry.name, entry.value, reader.tupleWords());
}

/** Where the padding of a transposed convolution crops the input, the size is not the rule's. */
function checkCrop(reader: ConvReader): void {
  const { known, row } = reader;
  const { kernelSize, stride, dilation, padding } = known;
  if (row.kind !== 'transposed' || !kernelSize || !stride || !dilation || !padding) return;
  const lengths = [kernelSize, stride, dilation, typeof padding === 'string' || 'begin' in padding ? [] : padding];
  // A tuple of another length is the engine's to refuse.
  if (lengths.some(sizes => sizes.length !== row.spatialRank)) return;
  if (!cropsInput({ kind: row.kind, kernelSize, stride, dilation, padding } satisfies Partial<LayerParams>)) return;
  delete known.padding;
  reader.leaveOpen('padding', MLX_LARGE_CROP);
}

function checkGroups(reader: ConvReader): void {
  const { inChannels, groups } = reader.known;
  if (reader.row.form !== 'layer' || inChannels === undefined || groups === undefined || groups < 1) return;
  if (inChannels % groups === 0) return;
  const message = `The number of input channels (${inChannels}) must be divisible by the number of groups (${groups})`;
  reader.problems.push({ code: 'groups-do-not-divide', message, parameter: 'groups' });
}
