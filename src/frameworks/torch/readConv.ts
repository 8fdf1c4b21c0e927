import type { LayerParams, PaddingWord, Problem } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { ConvReader } from '../convReader.js';
import type { ConvContext, ConvReading } from '../convReading.js';
import { shortName, type ConvRow } from '../convRow.js';
import { timesGroups } from '../convWeight.js';
import { intOf, whyUnknown, type Plain } from '../plain.js';

/** PyTorch's convolutions: torch.nn's layers and torch.nn.functional's functions. */
export const torchConv: ConvFramework = {
  convention: 'torch',
  read,
  layout: 'NCHW',
  rankMessage: (row, rank, sizes) =>
    `Expected ${rank + 1}D (unbatched) or ${rank + 2}D (batched) input to ` +
    `conv${row.kind === 'transposed' ? '_transpose' : ''}${rank}d, but got input of size: [${sizes.join(', ')}]`,
  channelsMessage: (params, sizes, channels) =>
    `expected input[${sizes.join(', ')}] to have ${params.inChannels} channels, but got ${channels} channels instead`,
  inFunctionWords,
};

function read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading {
  const reader = new ConvReader(row, values);
  const { known } = reader;
  for (const role of ['inChannels', 'outChannels', 'groups'] as const) reader.int(role);
  for (const role of ['kernelSize', 'stride', 'dilation'] as const) reader.ints(role);
  readPadding(reader);
  if (reader.entry('outputPadding')) reader.ints('outputPadding');
  else known.outputPadding = null;
  reader.bias();
  reader.paddingMode();
  known.layout = 'NCHW';
  known.depthMultiplier = 1;
  if (!values.has('groups')) known.groups ??= 1;
  reader.inChannels = reader.named('inChannels');
  reader.outChannels = reader.named('outChannels');
  if (row.form === 'function') readWeight(reader, context.weight);
  reader.takeInChannels(context);
  return reader.finish();
}

function readPadding(reader: ConvReader): void {
  const { row, known } = reader;
  const entry = reader.entry('padding');
  if (!entry) return;
  const { value, name } = entry;
  if (typeof value === 'string') {
    if (row.kind === 'transposed') {
      // The constructor lets it pass; every call then fails.
      const message = `conv_transpose${row.spatialRank}d(): argument 'padding' (position 5) must be tuple of ints, but found element of type str at pos 0`;
      reader.refuse('padding', 'argument-invalid', message, 'a transposed convolution takes no padding word');
      return;
    }
    // Any other word reaches the engine too, which refuses it in the framework's own words.
    known.padding = value as PaddingWord;
    return;
  }
  const sizes = reader.perAxis(value);
  if (sizes) known.padding = sizes;
  else reader.reject('padding', name, value, `${reader.tupleWords()} or a str`);
}

/** Channels and kernel of a functional call: (O, I/groups, *kernel), or (I, O/groups, *kernel) when transposed. */
function readWeight(reader: ConvReader, weight: readonly Plain[] | null | undefined): void {
  const { known, row } = reader;
  const why = 'the shape of the weight is not known';
  reader.inChannels = null;
  reader.outChannels = null;
  if (!weight) {
    for (const role of ['inChannels', 'outChannels', 'kernelSize'] as const) reader.leaveOpen(role, why);
    return;
  }
  if (weight.length !== row.spatialRank + 2) {
    const message = `${shortName(row.api)} expects a weight of ${row.spatialRank + 2} axes, but got one of ${weight.length}`;
    reader.refuse('kernelSize', 'rank-mismatch', message, 'the weight has another rank');
    return;
  }
  const kernel = weight.slice(2).map(intOf);
  if (kernel.every(size => size !== undefined)) known.kernelSize = kernel;
  else reader.leaveOpen('kernelSize', whyUnknown(weight.slice(2)) ?? why);
  const groups = known.groups;
  const first = weight[0] ?? null;
  const second = timesGroups(weight[1] ?? null, groups);
  const [inChannels, outChannels] = row.kind === 'transposed' ? [first, second] : [second, first];
  reader.inChannels = inChannels;
  reader.outChannels = outChannels;
  if (typeof inChannels === 'number') known.inChannels = inChannels;
  else reader.leaveOpen('inChannels', whyUnknown(inChannels) ?? why);
  if (typeof outChannels === 'number') known.outChannels = outChannels;
  else reader.leaveOpen('outChannels', whyUnknown(outChannels) ?? why);
}

/** A function has no constructor: it complains about its weight where the layer complains about its channels. */
function inFunctionWords(params: LayerParams, problem: Problem): Problem {
  if (problem.code !== 'groups-do-not-divide') return problem;
  const { inChannels, outChannels, groups, kernelSize, kind } = params;
  const channels = kind === 'transposed' ? [inChannels, outChannels / groups] : [outChannels, inChannels / groups];
  const weight = [...channels, ...kernelSize].join(', ');
  return {
    ...problem,
    message: `Given groups=${groups}, expected weight to be divisible by ${groups} at dimension 0, but got weight of size [[${weight}]] instead`,
  };
}
