import { rowOffsets, transpose } from './csr.js';
import { layerMatrix } from './matrix.js';
import { at, isExact, product } from './numbers.js';
import { combineSources, selectionMatrix } from './selection.js';
import { outputSpatial } from './size.js';
import { filterOf, type ShuffleOrder } from './subPixel.js';
import { checkBudget, DEFAULT_BUDGET } from './valuedCsr.js';
import type { Csr } from './matrixTypes.js';
import type { ConvSpec, Layout } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** A pixel shuffle on one sample: what goes in, and how. */
export interface PixelShuffle {
  /** Channels that go in: a multiple of the product of the factors. */
  readonly channels: number;
  readonly inputSpatial: readonly number[];
  /** The factor per spatial axis; PyTorch and ONNX have one for both axes of a picture. */
  readonly factor: readonly number[];
  readonly order: ShuffleOrder;
  readonly layout: Layout;
}

/**
 * A pixel shuffle as a permutation matrix: rows are its outputs, columns its inputs, flat in the layout without the batch; its entries are 1
 * (multiply(shuffle, ONE, x)). Channel c at position i·r + phase is taken from position i of channel c·Πr + phase (CRD: torch.nn.PixelShuffle) or
 * phase·C + c (DCR: tf.nn.depth_to_space, and ONNX's default). Sources: Shi et al., Real-time single image and video super-resolution,
 * 2016, section 3.2; the ONNX operator DepthToSpace. Its transpose is the unshuffle of the same order.
 */
export function pixelShuffleMatrix(shuffle: PixelShuffle, budgetBytes = DEFAULT_BUDGET): Result<Csr> {
  const problem = checkShuffle(shuffle, budgetBytes);
  if (problem) return refuse(problem);
  const { channels, inputSpatial, factor, order, layout } = shuffle;
  const phases = product(factor);
  const places = product(inputSpatial);
  const outChannels = channels / phases;
  const along = (of: (position: number, r: number) => number) =>
    inputSpatial.map((size, axis) => {
      const r = at(factor, axis);
      return Int32Array.from({ length: size * r }, (_, position) => of(position, r));
    });
  const inputOf = combineSources(
    along((position, r) => Math.floor(position / r)),
    inputSpatial,
  );
  const phaseOf = combineSources(
    along((position, r) => position % r),
    factor,
  );
  const sources = new Int32Array(channels * places);
  for (let place = 0; place < places * phases; place++) {
    const input = inputOf[place]!;
    const phase = phaseOf[place]!;
    for (let channel = 0; channel < outChannels; channel++) {
      const from = filterOf(order, channel, phase, outChannels, phases);
      if (layout === 'NCHW') sources[channel * places * phases + place] = from * places + input;
      else sources[place * outChannels + channel] = input * channels + from;
    }
  }
  return ok(selectionMatrix(sources, sources.length));
}

/**
 * A pixel unshuffle (torch.nn.PixelUnshuffle, tf.nn.space_to_depth): the transpose, which is the inverse, of the shuffle that gives its input.
 * `channels` and `inputSpatial` are what goes into the unshuffle; every size must be a multiple of its factor.
 */
export function pixelUnshuffleMatrix(unshuffle: PixelShuffle, budgetBytes = DEFAULT_BUDGET): Result<Csr> {
  const { channels, inputSpatial, factor } = unshuffle;
  const problem = checkFactors(unshuffle);
  if (problem) return refuse(problem);
  for (const [axis, size] of inputSpatial.entries()) {
    if (size % at(factor, axis) !== 0) {
      const message = `pixel_unshuffle expects size ${size} of axis ${axis} to be divisible by the factor ${at(factor, axis)}`;
      return refuse({ code: 'not-divisible', message, axis, values: { size, factor: at(factor, axis) } });
    }
  }
  const before = inputSpatial.map((size, axis) => size / at(factor, axis));
  const shuffle = { ...unshuffle, channels: channels * product(factor), inputSpatial: before };
  const matrix = pixelShuffleMatrix(shuffle, budgetBytes);
  return matrix.ok ? ok(transpose(matrix.value)) : matrix;
}

/**
 * A sub-pixel convolution as one matrix: the shuffle's permutation times the layer's matrix, which only puts its rows in another order.
 * weightIdx is flat over the layer's weight tensor. Refused with the layer's or the shuffle's own reason.
 */
export function subPixelMatrix(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  factor: readonly number[],
  order: ShuffleOrder,
  budgetBytes = DEFAULT_BUDGET,
): Result<Csr> {
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  const layout = spec.outputLayout ?? spec.layout;
  const shuffle = { channels: spec.outChannels, inputSpatial: sizes.value, factor, order, layout };
  const permutation = pixelShuffleMatrix(shuffle, budgetBytes);
  if (!permutation.ok) return permutation;
  const layer = layerMatrix(spec, inputSpatial, { budgetBytes });
  return layer.ok ? ok(selectRows(permutation.value, layer.value)) : layer;
}

/** selection · matrix, with the matrix' own weights: row r is the matrix' row that the selection's row r copies, or empty. */
export function selectRows(selection: Csr, matrix: Csr): Csr {
  if (selection.cols !== matrix.rows) {
    throw new RangeError(`${selection.rows} × ${selection.cols} times ${matrix.rows} × ${matrix.cols}`);
  }
  let entries = 0;
  for (const source of selection.colIdx) entries += matrix.rowPtr[source + 1]! - matrix.rowPtr[source]!;
  const rowPtr = rowOffsets(selection.rows, entries);
  const colIdx = new Int32Array(entries);
  const weightIdx = new Int32Array(entries);
  let end = 0;
  for (let row = 0; row < selection.rows; row++) {
    const place = selection.rowPtr[row]!;
    if (place < selection.rowPtr[row + 1]!) {
      const source = selection.colIdx[place]!;
      const [from, to] = [matrix.rowPtr[source]!, matrix.rowPtr[source + 1]!];
      colIdx.set(matrix.colIdx.subarray(from, to), end);
      weightIdx.set(matrix.weightIdx.subarray(from, to), end);
      end += to - from;
    }
    rowPtr[row + 1] = end;
  }
  return { rows: selection.rows, cols: matrix.cols, rowPtr, colIdx, weightIdx };
}

function checkFactors({ channels, inputSpatial, factor }: PixelShuffle): Problem | null {
  if (factor.length !== inputSpatial.length || factor.length < 1 || factor.length > 3) {
    const message = `There must be one factor for each of the 1 to 3 spatial axes, but there are ${factor.length} for ${inputSpatial.length}`;
    return { code: 'wrong-length', message, values: { expected: inputSpatial.length, got: factor.length } };
  }
  for (const value of [channels, ...inputSpatial, ...factor]) {
    if (!Number.isInteger(value) || value < 1) {
      const code = Number.isInteger(value) ? 'not-positive' : 'not-an-integer';
      return {
        code,
        message: `Channels, sizes and factors must be positive integers, but got ${value}`,
        values: { value },
      };
    }
  }
  return null;
}

function checkShuffle(shuffle: PixelShuffle, budgetBytes: number): Problem | null {
  const problem = checkFactors(shuffle);
  if (problem) return problem;
  const { channels, inputSpatial, factor } = shuffle;
  const phases = product(factor);
  if (channels % phases !== 0) {
    const message = `pixel_shuffle expects its input's 'channel' dimension to be divisible by the product of the upscale factors, but ${channels} is not divisible by ${phases}`;
    return { code: 'not-divisible', message, values: { channels, phases } };
  }
  const elements = channels * product(inputSpatial);
  if (!isExact(elements)) {
    const message = `${channels} channels of ${inputSpatial.join(' × ')} are more elements than arithmetic can hold (2^53)`;
    return { code: 'too-large', message, values: { channels, inputSpatial } };
  }
  return checkBudget(elements, elements, elements, budgetBytes);
}
