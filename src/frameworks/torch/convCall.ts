import type { Problem } from '../../engine/index.js';
import type { PyRaise } from '../../python/errors.js';
import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import { PyInstance, PyList, PyTuple } from '../../python/value.js';
import type { ConvReading } from '../convReading.js';
import { shortName, type ConvRow } from '../convRow.js';
import { mulDims, type Dim, type Shape } from '../dims.js';
import { intOf, isPlainList, isPlainUnknown, plainType } from '../plain.js';
import { raiseProblem, raiseRefusal } from '../problems.js';
import { SIZE, Tensor } from '../tensor.js';
import { toPlain } from '../values.js';
import { noSuchAxis, refuse, sizeOf, sizeText, tupleText } from './refuse.js';

/** What calls of PyTorch's convolutions refuse beside the layer's own parameters: bias, output_size, wrong arguments. */

/** A problem of a convolution as the exception that PyTorch raises for it when it is called. */
export function raiseConv(cx: Interp, problem: Problem): PyRaise {
  const { message } = problem;
  const code = message.endsWith('not NoneType') ? 'not-an-integer' : problem.code;
  const isValue = /^(in|out)_channels must be divisible|^groups must be/.test(message);
  const isType = code === 'not-an-integer' || message.includes("(): argument '");
  return raiseProblem(cx, isType ? 'TypeError' : isValue ? 'ValueError' : 'RuntimeError', code, message);
}

/** torch's own binder tells of everything that does not fit with one sentence. */
export function invalidCombination(cx: Interp, name: string, values: readonly Value[]): PyRaise {
  const types = values.map(value => cx.classOf(value).name).join(', ');
  const message = `${name}() received an invalid combination of arguments - got (${types}), but expected one of:`;
  return raiseProblem(cx, 'TypeError', 'argument-invalid', message);
}

/** The input's rank, which is looked at before anything else; a lazy layer says its own name. */
export function rankProblem(row: ConvRow, input: Shape): Problem | null {
  const rank = row.spatialRank;
  if (input.length === rank + 1 || input.length === rank + 2) return null;
  const name = row.lazy ? shortName(row.api) : `conv${row.kind === 'transposed' ? '_transpose' : ''}${rank}d`;
  const size = row.lazy ? `torch.Size(${sizeText(input)})` : sizeText(input);
  const message = `Expected ${rank + 1}D (unbatched) or ${rank + 2}D (batched) input to ${name}, but got input of size: ${size}`;
  return {
    code: 'rank-mismatch',
    message,
    parameter: 'input',
    values: { expected: rank + 2, got: input.length },
  };
}

/** A function's weight says how many spatial axes there are: with others, the first of the lists has a wrong length. */
export function weightProblem(row: ConvRow, weight: Value | undefined): Problem | null {
  const rank = row.spatialRank;
  if (!(weight instanceof Tensor) || !weight.shape || weight.shape.length === rank + 2) return null;
  const axes = weight.shape.length - 2;
  if (axes < 1)
    return { code: 'rank-mismatch', message: 'weight should have at least three dimensions', parameter: 'kernelSize' };
  if (rank === 1) {
    const message = `Expected ${axes + 2}-dimensional input for ${axes + 2}-dimensional weight ${sizeText(weight.shape)}, but got 3-dimensional input instead`;
    return { code: 'rank-mismatch', message, parameter: 'kernelSize' };
  }
  const message = `expected stride to be a single integer value or a list of ${axes} values to match the convolution dimensions, but got stride=[${Array<number>(rank).fill(1).join(', ')}]`;
  return { code: 'wrong-length', message, parameter: 'kernelSize' };
}

/** A function's bias: one number per output channel. It is looked at after the channels and before the sizes. */
export function biasProblem(
  row: ConvRow,
  bias: Value | undefined,
  weight: Value | undefined,
  groups: number,
): Problem | null {
  if (!(bias instanceof Tensor) || !bias.shape || !(weight instanceof Tensor) || !weight.shape) return null;
  const [first, second] = weight.shape;
  const transposed = row.kind === 'transposed';
  const wanted: Dim | undefined = transposed ? (second === undefined ? undefined : mulDims(second, groups)) : first;
  const [only] = bias.shape;
  const differs = typeof only === 'number' && typeof wanted === 'number' && only !== wanted;
  if (bias.shape.length === 1 && !differs) return null;
  const message = `Given ${transposed ? 'transposed=1, ' : ''}weight of size ${sizeText(weight.shape)}, expected bias to be 1-dimensional with ${sizeOf(wanted)} elements, but got bias of size ${sizeText(bias.shape)} instead`;
  return { code: 'channels-mismatch', message, parameter: 'bias' };
}

/** What the kernels find only after the bias. */
const AFTER_BIAS: readonly Problem['code'][] = [
  'kernel-larger-than-input',
  'output-too-small',
  'input-empty',
  'output-padding-too-large',
];

/** The first problem of a functional call, in PyTorch's order. */
export function firstProblem(found: Problem | null, bias: Problem | null): Problem | null {
  return !found || (bias && AFTER_BIAS.includes(found.code)) ? bias : found;
}

/**
 * forward(input, output_size) of a transposed layer: the size asked for, in place of output_padding. The last entries are
 * the spatial sizes; each may be up to stride − 1 above the smallest one (nn/modules/conv.py, _output_padding). Undefined
 * where the sizes are not known.
 */
export function askedSizes(
  cx: Interp,
  row: ConvRow,
  reading: ConvReading,
  input: Shape,
  given: Value,
): readonly number[] | undefined {
  const rank = row.spatialRank;
  const plain = toPlain(given);
  if (isPlainUnknown(plain)) return undefined;
  if (!isPlainList(plain)) {
    const message = `object of type '${plainType(plain)}' has no len()`;
    throw raiseProblem(cx, 'TypeError', 'argument-invalid', message);
  }
  const others = input.length === rank + 2 ? 2 : 1;
  const sizes = plain.length === rank + others ? plain.slice(others) : plain;
  if (sizes.length !== rank) {
    const message = `ConvTranspose${rank}D: for ${input.length}D input, output_size must have ${rank} or ${others + rank} elements (got ${sizes.length})`;
    throw raiseProblem(cx, 'ValueError', 'wrong-length', message);
  }
  const asked = sizes.map(intOf);
  if (input.length < rank + others) throw raiseRefusal(cx, noSuchAxis(input.length, input.length));
  const least = smallestSizes(reading, input.slice(others), rank);
  if (!asked.every(size => size !== undefined)) {
    const wrong = sizes.findIndex(size => intOf(size) === undefined);
    const part = sizes[wrong] ?? null;
    if (typeof part === 'object' && part !== null && !('float' in part)) return undefined;
    const message = `conv_transpose${rank}d(): argument 'output_padding' (position 6) must be tuple of ints, but found element of type ${plainType(part)} at pos ${wrong}`;
    throw raiseProblem(cx, 'TypeError', 'not-an-integer', message);
  }
  const { stride } = reading.known;
  const most = least?.map((size, axis) => size + (stride?.[axis] ?? 1) - 1);
  const fits = asked.every((size, axis) => {
    const [low, high] = [least?.[axis], most?.[axis]];
    return low === undefined || high === undefined || Number.isNaN(low) || (size >= low && size <= high);
  });
  if (fits || !least || !most) return asked;
  const message = `requested an output size of ${sizeWords(given, asked)}, but valid sizes range from [${least.join(', ')}] to [${most.join(', ')}] (for an input of torch.Size(${sizeText(input.slice(2))}))`;
  throw raiseRefusal(cx, refuse('output-size-invalid', message, 'ValueError'));
}

/** The sizes asked for as Python prints what was given. */
function sizeWords(given: Value, asked: readonly number[]): string {
  if (given instanceof PyList) return `[${asked.join(', ')}]`;
  if (given instanceof PyTuple && given.cls === SIZE) return `torch.Size([${asked.join(', ')}])`;
  return tupleText(asked);
}

/** (i − 1)·s − 2p + d(k − 1) + 1 along each axis; NaN where the input's size is not known, undefined without parameters. */
function smallestSizes({ known }: ConvReading, spatial: Shape, rank: number): number[] | undefined {
  const { kernelSize, stride, padding, dilation } = known;
  if (!kernelSize || !stride || !dilation || !Array.isArray(padding)) return undefined;
  const pads = padding as readonly number[];
  return Array.from({ length: rank }, (_, axis) => {
    const size = spatial[axis];
    if (typeof size !== 'number') return Number.NaN;
    const span = (dilation[axis] ?? 1) * ((kernelSize[axis] ?? 1) - 1) + 1;
    return (size - 1) * (stride[axis] ?? 1) - 2 * (pads[axis] ?? 0) + span;
  });
}

/** The reading for an output size: what it asks for stands in place of output_padding. */
export function withOutputSize(row: ConvRow, reading: ConvReading, outputSize: readonly number[]): ConvReading {
  const outputPadding = Array<number>(row.spatialRank).fill(0);
  const params = reading.params && { ...reading.params, outputPadding, outputSize };
  const problems = reading.problems.filter(problem => problem.parameter !== 'outputPadding');
  return { ...reading, params, problems, known: { ...reading.known, outputPadding, outputSize } };
}

/** forward takes the input, and a transposed layer's takes output_size; anything else is one argument too many. */
export function refuseArguments(cx: Interp, row: ConvRow, self: Value, count: number): void {
  const most = row.kind === 'transposed' ? 3 : 2;
  if (count <= most) return;
  const name = self instanceof PyInstance ? self.cls.name : shortName(row.api);
  const takes = most === 3 ? 'from 2 to 3' : '2';
  const message = `${name}.forward() takes ${takes} positional arguments but ${count} were given`;
  throw raiseProblem(cx, 'TypeError', 'argument-invalid', message);
}

/** PyTorch gives no channels where it is given none. */
export function withoutChannels(input: Shape, output: Shape, rank: number): Shape {
  const axis = input.length - rank - 1;
  return input[axis] === 0 ? output.map((dim, at) => (at === axis ? 0 : dim)) : output;
}
