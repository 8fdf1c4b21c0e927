import { PADDLE_SAME_TRANSPOSED, type ExplicitPadding, type PaddingWord } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { ConvReader } from '../convReader.js';
import type { ConvContext, ConvReading } from '../convReading.js';
import { shortName, type ConvRow } from '../convRow.js';
import { readWeight } from '../convWeight.js';
import { intOf, isPlainList, isPlainUnknown, whyUnknown, type Plain } from '../plain.js';

/** PaddlePaddle's layers and functions; read in its source, not run. */
export const paddleConv: ConvFramework = {
  convention: 'paddle',
  read,
  layout: 'NCHW',
  rankMessage: (_row, rank, sizes) =>
    `Input x should be ${rank + 2}D tensor, but received x with the shape of [${sizes.join(', ')}]`,
  channelsMessage: (params, sizes, channels) =>
    `The layer takes ${params.inChannels} channels, but the input of shape (${sizes.join(', ')}) has ${channels}`,
};

function read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading {
  const reader = new ConvReader(row, values);
  const { known } = reader;
  for (const role of ['inChannels', 'outChannels', 'groups'] as const) reader.int(role);
  for (const role of ['kernelSize', 'stride', 'dilation'] as const) reader.ints(role);
  readLayout(reader);
  readPadding(reader);
  readOutputPadding(reader);
  readBias(reader);
  readPaddingMode(reader);
  known.depthMultiplier = 1;
  reader.inChannels = reader.named('inChannels');
  reader.outChannels = reader.named('outChannels');
  if (row.form === 'function') readWeight(reader, context.weight, row.kind === 'transposed' ? 'IOHW' : 'OIHW');
  checkGroups(reader);
  return reader.finish();
}

/** The constructor asks only about the channels that go in. */
function checkGroups(reader: ConvReader): void {
  const { inChannels, groups } = reader.known;
  if (reader.row.form !== 'layer' || inChannels === undefined || groups === undefined || groups < 1) return;
  if (inChannels % groups === 0) return;
  const message = 'in_channels must be divisible by groups.';
  reader.problems.push({ code: 'groups-do-not-divide', message, parameter: 'groups' });
}

function readLayout(reader: ConvReader): void {
  const entry = reader.entry('layout');
  const value = entry?.value;
  if (typeof value === 'string' && /^NC(L|HW|DHW)$/.test(value)) reader.known.layout = 'NCHW';
  else if (typeof value === 'string' && /^N(L|HW|DHW)C$/.test(value)) reader.known.layout = 'NHWC';
  else if (typeof value === 'string') {
    const message = `Attr(data_format) should be 'NCHW' or 'NHWC' or those of this rank. Received Attr(data_format): ${value}.`;
    reader.refuse('layout', 'argument-invalid', message, 'it is no data format');
  } else if (entry) reader.reject('layout', entry.name, entry.value, 'a str');
}

/**
 * A word; one int; one per axis; before and after for each axis in turn; or such a pair for each axis of the input, batch and
 * channels included.
 */
function readPadding(reader: ConvReader): void {
  const { known, row } = reader;
  const entry = reader.entry('padding');
  if (!entry) return;
  const { name, value } = entry;
  if (typeof value === 'string') {
    const word = value.toLowerCase();
    // Any other word reaches the engine too, which refuses it.
    if (word === 'same' && row.kind === 'transposed') reader.leaveOpen('padding', PADDLE_SAME_TRANSPOSED);
    else known.padding = word as PaddingWord;
    return;
  }
  const rank = row.spatialRank;
  if (!isPlainList(value)) {
    const sizes = reader.perAxis(value);
    if (sizes) known.padding = sizes;
    else reader.reject('padding', name, value, `${reader.tupleWords()} or a str`);
    return;
  }
  const why = whyUnknown(value);
  if (why !== undefined) return reader.leaveOpen('padding', why);
  const pairs = value.length === rank + 2 ? value.map(pairOf) : [];
  if (pairs.length > 0 && pairs.every(pair => pair !== undefined)) return fromPairs(reader, pairs);
  const ints = value.map(intOf);
  if (!ints.every(size => size !== undefined)) {
    return reader.reject('padding', name, value, `${reader.tupleWords()} or a str`);
  }
  if (ints.length === rank) known.padding = ints;
  else if (ints.length === 2 * rank) known.padding = split(ints);
  else reader.refuse('padding', 'wrong-length', `In valid padding: [${ints.join(', ')}]`);
}

function pairOf(value: Plain): [number, number] | undefined {
  if (!isPlainList(value) || value.length !== 2) return undefined;
  const [before, after] = value.map(intOf);
  return before === undefined || after === undefined ? undefined : [before, after];
}

function fromPairs(reader: ConvReader, pairs: readonly [number, number][]): void {
  const { layout } = reader.known;
  if (layout === undefined) return reader.leaveOpen('padding', 'where the channels are is not known');
  const last = pairs.length - 1;
  const isSpatial = (axis: number): boolean => axis > 0 && axis !== (layout === 'NHWC' ? last : 1);
  if (pairs.some(([before, after], axis) => !isSpatial(axis) && (before !== 0 || after !== 0))) {
    const message = 'Non-zero padding in the batch or channel dimensions is not supported.';
    return reader.refuse('padding', 'argument-invalid', message);
  }
  reader.known.padding = split(pairs.filter((_, axis) => isSpatial(axis)).flat());
}

/** Before and after of each axis in turn. */
function split(ints: readonly number[]): ExplicitPadding {
  return { begin: ints.filter((_, index) => index % 2 === 0), end: ints.filter((_, index) => index % 2 === 1) };
}

/** An output size that a function asks for takes the place of the output padding; a layer's call brings it later. */
function readOutputPadding(reader: ConvReader): void {
  const { known, row } = reader;
  if (reader.entry('outputPadding')) reader.ints('outputPadding');
  else known.outputPadding = null;
  const entry = reader.entry('outputSize');
  if (!entry || entry.value === null) return;
  const sizes = reader.perAxis(entry.value);
  if (!sizes) return reader.reject('outputSize', entry.name, entry.value, reader.tupleWords());
  if (sizes.length !== row.spatialRank) {
    return reader.refuse('outputSize', 'wrong-length', `output_size must have ${row.spatialRank} ints`);
  }
  if (known.outputPadding?.some(size => size !== 0)) {
    return reader.refuse(
      'outputPadding',
      'arguments-conflict',
      `${shortName(row.api)}: output_padding option is mutually exclusive with output_size`,
    );
  }
  known.outputSize = sizes;
}

/** bias_attr is None, a ParamAttr, or False for none. */
function readBias(reader: ConvReader): void {
  if (reader.row.form === 'function') return reader.bias();
  const value = reader.entry('bias')?.value ?? null;
  if (isPlainUnknown(value)) reader.known.bias = true;
  else reader.known.bias = value !== false;
}

/** What other modes pad was not read. */
function readPaddingMode(reader: ConvReader): void {
  const entry = reader.entry('paddingMode');
  if (!entry || entry.value === 'zeros') {
    reader.known.paddingMode = 'zeros';
    return;
  }
  reader.paddingMode();
  const why = reader.why.get('paddingMode') ?? 'what Paddle makes of this padding mode is not known here';
  delete reader.known.padding;
  reader.leaveOpen('padding', why);
}
