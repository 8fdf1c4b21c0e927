import type { PaddingWord, SpatialRank } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { ConvReader } from '../convReader.js';
import type { ConvContext, ConvReading } from '../convReading.js';
import { shortName, type ConvRow } from '../convRow.js';
import { intOf, type Plain } from '../plain.js';
import { readFilters } from '../tensorflow/readFilters.js';

/** Keras' convolution layers, of Keras 3 and of tf_keras. */
export const kerasConv: ConvFramework = {
  convention: 'keras',
  read,
  layout: 'NHWC',
  moreParameters: '**kwargs',
  rankMessage: (row, rank, sizes) => {
    const opened = sizes.map(size => (/^\d+$/.test(size) ? size : 'None')).join(', ');
    return (
      `Input 0 of layer "${shortName(row.api)}" is incompatible with the layer: expected min_ndim=${rank + 2}, ` +
      `found ndim=${sizes.length}. Full shape received: (${opened})`
    );
  },
  channelsMessage: (params, sizes) =>
    `Input is incompatible with the layer: expected ${params.inChannels} channels, but received input with shape (${sizes.join(', ')})`,
};

function read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading {
  const reader = new ConvReader(row, values);
  const { known } = reader;
  if (row.form === 'function') return readFunction(reader, context);
  for (const role of ['outChannels', 'groups', 'depthMultiplier'] as const) reader.int(role);
  for (const role of ['kernelSize', 'stride', 'dilation'] as const) reader.ints(role);
  readPadding(reader);
  // None is not 0: the layer then chooses.
  if ((reader.entry('outputPadding')?.value ?? null) === null) known.outputPadding = null;
  else reader.ints('outputPadding');
  reader.bias();
  known.paddingMode = 'zeros';
  readLayout(reader);
  const depthwise = row.kind === 'depthwise' || row.kind === 'separable';
  if (!values.has('groups') || depthwise) known.groups ??= 1;
  if (!depthwise) known.depthMultiplier = 1;
  // Keras 2 takes this parameter and computes without it.
  if (row.ignoresDilation && known.dilation) known.dilation = known.dilation.map(() => 1);
  reader.outChannels = reader.named('outChannels');
  reader.takeInChannels(context);
  if (row.kind === 'depthwise') {
    const { inChannels, depthMultiplier } = known;
    const filters = inChannels === undefined || depthMultiplier === undefined ? null : inChannels * depthMultiplier;
    reader.outChannels = filters;
    if (filters !== null) known.outChannels = filters;
  }
  return reader.finish();
}

/** A function of keras.ops: kernel and channels are those of its weights, which are laid out as TensorFlow's. */
function readFunction(reader: ConvReader, context: ConvContext): ConvReading {
  const { known, row, values } = reader;
  const rank = context.weight ? context.weight.length - 2 : undefined;
  known.bias = false;
  known.paddingMode = 'zeros';
  known.depthMultiplier = 1;
  known.outputPadding = null;
  if (rank === 1 || rank === 2 || rank === 3) {
    known.spatialRank = rank;
    for (const role of ['stride', 'dilation'] as const) reader.ints(role);
    readPadding(reader);
    if ((reader.entry('outputPadding')?.value ?? null) !== null) reader.ints('outputPadding');
    readLayout(reader);
    readFilters(reader, rank, context);
    // These are handed on to TensorFlow as they are; of a convolution Keras itself refuses an empty output.
    if (row.kind !== 'convolution' && row.kind !== 'transposed') known.convention = 'tensorflow';
    if (row.kind === 'transposed') askForOutput(reader, rank, context);
  } else if (rank === undefined) reader.leaveOpen('kernelSize', 'the shape of the kernel is not known');
  else reader.refuse('kernelSize', 'rank-mismatch', `The kernel has ${rank + 2} axes, which is not 3, 4 or 5`);
  const reading = reader.finish();
  if (row.kind !== 'convolution' || context.inChannels !== undefined || !context.weight) return reading;
  return { ...reading, withChannels: channels => read(row, values, { ...context, inChannels: channels }) };
}

/**
 * conv_transpose asks TensorFlow for the output that Keras' rule gives, which refuses it where its convolution would not give
 * this input. Without an input in numbers the rule stands alone.
 * Source: keras/src/backend/tensorflow/nn.py (conv_transpose), common/backend_utils.py (_get_output_shape_given_tf_padding).
 */
function askForOutput({ known }: ConvReader, rank: SpatialRank, { input }: ConvContext): void {
  const { kernelSize, stride, dilation, padding, outputPadding, layout } = known;
  if (!input || input.length !== rank + 2 || !kernelSize || !stride || !dilation || layout === undefined) return;
  if (padding !== 'same' && padding !== 'valid') return;
  const sizes = (layout === 'NHWC' ? input.slice(1, -1) : input.slice(2)).map(intOf);
  if (!sizes.every(size => size !== undefined) || [...stride, ...dilation].some(step => step < 1)) return;
  const asked = sizes.map((size, axis) => {
    const [k, s, d] = [kernelSize[axis] ?? 1, stride[axis] ?? 1, dilation[axis] ?? 1];
    const span = d * (k - 1) + 1;
    const given = outputPadding?.[axis];
    if (padding === 'valid') return (size - 1) * s + span + (given ?? Math.max(span, s) - span);
    return given === undefined ? size * s : (size - 1) * s + (span % 2) + given;
  });
  known.convention = 'tensorflow';
  known.outputSize = asked;
  known.outputPadding = null;
}

function readPadding(reader: ConvReader): void {
  const entry = reader.entry('padding');
  if (!entry) return;
  const { value, name } = entry;
  if (typeof value === 'string') {
    const { known, row } = reader;
    const { kernelSize, dilation } = known;
    if (value.toLowerCase() === 'causal' && row.api === 'tf_keras.layers.SeparableConv1D' && kernelSize && dilation) {
      // Keras 2 pads its input at the start, where Keras 3 refuses the word.
      known.padding = { begin: [(dilation[0] ?? 1) * ((kernelSize[0] ?? 1) - 1)], end: [0] };
      return;
    }
    // Any other word reaches the engine too, which refuses it in Keras' own words.
    reader.known.padding = value.toLowerCase() as PaddingWord;
    return;
  }
  const sizes = reader.perAxis(value);
  if (sizes) reader.known.padding = sizes;
  else reader.reject('padding', name, value, 'a str');
}

function readLayout(reader: ConvReader): void {
  const entry = reader.entry('layout');
  if (!entry || entry.value === null || entry.value === 'channels_last') reader.known.layout = 'NHWC';
  else if (entry.value === 'channels_first') reader.known.layout = 'NCHW';
  else if (typeof entry.value === 'string') {
    const message = `The \`data_format\` argument must be one of {'channels_first', 'channels_last'}. Received: ${entry.value}`;
    reader.refuse('layout', 'argument-invalid', message, 'it is no data format');
  } else reader.reject('layout', entry.name, entry.value, 'a str');
}
