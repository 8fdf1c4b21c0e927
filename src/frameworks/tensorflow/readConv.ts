import type { SpatialRank } from '../../engine/index.js';
import type { ConvFramework } from '../convFramework.js';
import { ConvReader } from '../convReader.js';
import type { ConvContext, ConvReading } from '../convReading.js';
import { shortName, type ConvRow } from '../convRow.js';
import { intOf, isPlainList, whyUnknown, type Plain } from '../plain.js';
import { readFilters } from './readFilters.js';
import { readOutputShape } from './readOutputShape.js';

/** The convolutions of tf.nn (nn_ops.py, nn_impl.py of TensorFlow 2.21). */
export const tensorflowConv: ConvFramework = {
  convention: 'tensorflow',
  read,
  layout: 'NHWC',
  rankMessage: (_row, rank, sizes) => `convolution input must be ${rank + 2}-dimensional: [${sizes.join(',')}]`,
  channelsMessage: (params, sizes) =>
    `input depth must be evenly divisible by filter depth: an input of [${sizes.join(',')}] to a filter for ${params.inChannels} channels`,
};

function read(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext): ConvReading {
  const reader = new ConvReader(row, values);
  const { known } = reader;
  known.bias = false;
  known.paddingMode = 'zeros';
  known.outputPadding = null;
  known.depthMultiplier = 1;
  const { weight } = context;
  if (row.rankOfKernel) readRank(reader, weight);
  const rank = known.spatialRank;
  if (rank !== undefined) {
    readLayout(reader, rank);
    readSteps(reader, 'stride', rank);
    readSteps(reader, 'dilation', rank);
    checkSteps(reader);
    readPadding(reader, rank);
    readFilters(reader, rank, context);
    if (row.kind === 'transposed') readOutputShape(reader, rank, context);
  }
  const reading = reader.finish();
  if (row.kind !== 'convolution' || context.inChannels !== undefined || !weight) return reading;
  // How many groups there are follows from the channels of the input, which a call without its data does not have.
  return { ...reading, withChannels: channels => read(row, values, { ...context, inChannels: channels }) };
}

/** A function for any number of axes has as many as its filter. */
function readRank(reader: ConvReader, weight: readonly Plain[] | null | undefined): void {
  const rank = weight ? weight.length - 2 : undefined;
  if (rank === 1 || rank === 2 || rank === 3) reader.known.spatialRank = rank;
  else if (rank === undefined) reader.leaveOpen('kernelSize', 'the shape of the filter is not known');
  else {
    const message = `\`num_spatial_dims\` must be 1, 2, or 3. Received: num_spatial_dims=${rank}.`;
    reader.refuse('kernelSize', 'rank-mismatch', message);
  }
}

const FORMATS: Readonly<Record<SpatialRank, readonly [last: string, first: string]>> = {
  1: ['NWC', 'NCW'],
  2: ['NHWC', 'NCHW'],
  3: ['NDHWC', 'NCDHW'],
};

function readLayout(reader: ConvReader, rank: SpatialRank): void {
  const value = reader.entry('layout')?.value ?? null;
  const [last, first] = FORMATS[rank];
  if (value === null || value === last) reader.known.layout = 'NHWC';
  else if (value === first) reader.known.layout = 'NCHW';
  else if (typeof value === 'string') {
    const message = `Value for attr 'data_format' of "${value}" is not in the list of allowed values: "${last}", "${first}"`;
    reader.refuse('layout', 'argument-invalid', message);
  } else reader.reject('layout', 'data_format', value, 'a str');
}

/** Functions whose strides (and conv3d's dilations) are a list over all axes of the input, and nothing else. */
const WHOLE_LISTS: Readonly<Record<string, readonly string[]>> = {
  conv3d: ['stride', 'dilation'],
  depthwise_conv2d: ['stride'],
  separable_conv2d: ['stride'],
};

/**
 * Strides or dilations: an int, one number per spatial axis, or one per axis of the input, of which those for batch and
 * channels must be 1.
 */
function readSteps(reader: ConvReader, role: 'stride' | 'dilation', rank: SpatialRank): void {
  const entry = reader.entry(role);
  const value = entry?.value ?? null;
  const set = (steps: readonly number[]): void => void (reader.known[role] = steps);
  if (!entry || value === null) return set(Array<number>(rank).fill(1));
  const { name } = entry;
  const why = whyUnknown(value);
  if (why !== undefined && !isPlainList(value)) return reader.leaveOpen(role, why);
  const fn = shortName(reader.row.api);
  const wholeOnly = WHOLE_LISTS[fn]?.includes(role) ?? false;
  const one = intOf(value);
  if (one !== undefined) {
    const listOnly = wholeOnly || fn.startsWith('depthwise') || fn.startsWith('separable');
    if (listOnly)
      return reader.refuse(role, 'argument-invalid', `Expected list for '${name}' argument to '${fn}' Op, not ${one}.`);
    return set(Array<number>(rank).fill(one));
  }
  if (!isPlainList(value)) return reader.reject(role, name, value, 'an int or a list of ints');
  const length = value.length;
  const fits = wholeOnly ? length === rank + 2 : length === rank || length === rank + 2 || length === 1;
  // The dilations of a depthwise convolution are of its spatial axes alone.
  const onlySpatial = role === 'dilation' && (fn.startsWith('depthwise') || fn.startsWith('separable'));
  if (!fits || (onlySpatial && length !== rank)) {
    const message = `${name} should be of length 1, ${rank} or ${rank + 2}. Received: ${name}=[${value.map(intOf).join(', ')}] of length ${length}`;
    return reader.refuse(role, 'wrong-length', message);
  }
  if (why !== undefined) return reader.leaveOpen(role, why);
  const steps = value.map(intOf);
  if (!steps.every(step => step !== undefined)) return reader.reject(role, name, value, 'a list of ints');
  if (length === 1 && rank > 1) return set(Array<number>(rank).fill(steps[0] ?? 1));
  if (length === rank) return set(steps);
  const first = reader.known.layout === 'NCHW';
  const others = first ? steps.slice(0, 2) : [steps[0], steps.at(-1)];
  if (others.some(step => step !== 1)) {
    const message = `Current implementation does not yet support ${name} in the batch and depth dimensions.`;
    return reader.refuse(role, 'argument-invalid', message);
  }
  set(first ? steps.slice(2) : steps.slice(1, -1));
}

/** Functions that take a pair of numbers for every axis as padding. */
const EXPLICIT = ['conv2d', 'depthwise_conv2d', 'separable_conv2d', 'conv2d_transpose'];

/** Two functions take such pairs in two dimensions only where they dilate. */
const EXPLICIT_DILATED = ['convolution', 'atrous_conv2d'];

function takesPairs(reader: ConvReader, rank: SpatialRank): boolean {
  const name = shortName(reader.row.api);
  if (EXPLICIT.includes(name)) return true;
  // A rate of 1 makes it conv2d_transpose.
  if (name === 'atrous_conv2d_transpose') return reader.known.dilation?.every(step => step === 1) ?? false;
  return EXPLICIT_DILATED.includes(name) && rank > 1 && (reader.known.dilation?.some(step => step > 1) ?? false);
}

function readPadding(reader: ConvReader, rank: SpatialRank): void {
  const entry = reader.entry('padding');
  if (!entry) return;
  const { value } = entry;
  if (value === 'SAME') reader.known.padding = 'same';
  else if (value === 'VALID') reader.known.padding = 'valid';
  else if (typeof value === 'string') {
    const message = `Value for attr 'padding' of "${value}" is not in the list of allowed values: "SAME", "VALID"`;
    reader.refuse('padding', 'invalid-padding-string', message);
  } else if (isPlainList(value) && takesPairs(reader, rank)) readPairs(reader, rank, value);
  else {
    const why = whyUnknown(value);
    if (why !== undefined && !isPlainList(value)) return reader.leaveOpen('padding', why);
    const message = `Expected string for argument 'padding' not ${String(intOf(value) ?? 'a list')}.`;
    reader.refuse('padding', 'argument-invalid', message);
  }
}

function readPairs(reader: ConvReader, rank: SpatialRank, value: readonly Plain[]): void {
  if (value.length !== 4 || rank !== 2) {
    const message = `When padding is a list, it must be of size 4. Received: padding of size ${value.length}`;
    return reader.refuse('padding', 'wrong-length', message);
  }
  const why = whyUnknown(value);
  if (why !== undefined) return reader.leaveOpen('padding', why);
  const pairs = value.map(pair => (isPlainList(pair) && pair.length === 2 ? pair.map(intOf) : []));
  if (!pairs.every(pair => pair.length === 2 && pair.every(size => size !== undefined))) {
    return reader.refuse('padding', 'argument-invalid', 'When padding is a list, each element must be a pair of ints.');
  }
  const numbers = pairs as [number, number][];
  const first = reader.known.layout === 'NCHW';
  const others = first ? numbers.slice(0, 2) : [...numbers.slice(0, 1), ...numbers.slice(-1)];
  if (numbers.flat().some(size => size < 0)) {
    const message = 'All elements of explicit_paddings must be nonnegative';
    return reader.refuse('padding', 'negative-padding', message);
  }
  if (others.flat().some(size => size !== 0)) {
    const message = 'Nonzero explicit padding in the batch or depth dimensions is not supported';
    return reader.refuse('padding', 'argument-invalid', message);
  }
  const spatial = first ? numbers.slice(2) : numbers.slice(1, -1);
  reader.known.padding = { begin: spatial.map(pair => pair[0]), end: spatial.map(pair => pair[1]) };
}

/** What a function makes of strides and dilations together. */
function checkSteps(reader: ConvReader): void {
  const { stride, dilation } = reader.known;
  if (!stride || !dilation || Math.max(...stride) < 2 || Math.max(...dilation) < 2) return;
  const { kind, api } = reader.row;
  if (shortName(api) === 'convolution') {
    const message = `\`strides > 1\` not supported in conjunction with \`dilation_rate > 1\`. Received: strides=[${stride.join(' ')}] and dilation_rate=[${dilation.join(' ')}]`;
    reader.refuse('dilation', 'stride-with-dilation', message);
  } else if (kind === 'depthwise' || kind === 'separable') {
    // The stride is then taken within each part of the input that the dilation makes, against the documentation.
    delete reader.known.stride;
    reader.leaveOpen('stride', 'TensorFlow warns of a stride with a dilation here, and computes something else');
  }
}
