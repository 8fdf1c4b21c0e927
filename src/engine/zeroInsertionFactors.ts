import { geometries, type AxisGeometry } from './axis.js';
import { layerMatrix, pairMatrix } from './matrix.js';
import { product } from './numbers.js';
import { combineSources, selectionMatrix } from './selection.js';
import { outputSpatial } from './size.js';
import type { Csr } from './matrixTypes.js';
import type { ConvSpec, Layout } from './params.js';
import { ok, refuse, type Result } from './result.js';

/** A transposed convolution as three matrices: y = convolve · pad · insert · x. */
export interface ZeroInsertionFactors {
  /** Puts stride − 1 zeros between the inputs. Its entries are 1: multiply(insert, ONE, x). */
  readonly insert: Csr;
  /** Puts zeros around, dilation·(k − 1) − begin of them at the start, or crops where that is negative. Its entries are 1. */
  readonly pad: Csr;
  /** A convolution of stride 1 with the flipped kernel; weightIdx is flat over the kernel (or the whole tensor) as it was before flipping. */
  readonly convolve: Csr;
  /** Spatial size after inserting, and after padding or cropping. */
  readonly inserted: readonly number[];
  readonly padded: readonly number[];
}

const DEFAULT_BUDGET = 2 ** 29;

/** Of a selection matrix: per row its source, its offset, and its entry of two indices. */
const SELECTION_BYTES = 16;

/**
 * The zero-insertion form of a transposed convolution as its factors; their product is pairMatrix, or layerMatrix of the whole layer,
 * where each channel is spread and padded by itself. Refused with the layer's own reason, 'padding-mode-not-supported' where the output wraps
 * around, or 'too-large' where the three need more than budgetBytes (512 MiB unless said). A convolution is a RangeError.
 * Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), ch. 4.
 */
export function zeroInsertionFactors(
  spec: ConvSpec,
  inputSpatial: readonly number[],
  budgetBytes = DEFAULT_BUDGET,
  whole = false,
): Result<ZeroInsertionFactors> {
  if (!spec.transposed) throw new RangeError('Zero insertion is a way to compute a transposed convolution');
  const sizes = outputSpatial(spec, inputSpatial);
  if (!sizes.ok) return sizes;
  if (spec.paddingMode !== 'zeros') {
    const message =
      'Outputs that wrap around are sums over several windows: inserting zeros and sliding once does not make them';
    return refuse({ code: 'padding-mode-not-supported', message, parameter: 'paddingMode' });
  }
  const axes = geometries(spec, inputSpatial);
  const inserted = axes.map(axis => (axis.inputs - 1) * axis.stride + 1);
  const padded = axes.map(axis => axis.outputs + axis.dilation * (axis.kernel - 1));
  const channels = whole ? spec.inChannels : 1;
  const selectionBytes = (product(inserted) + product(padded)) * channels * SELECTION_BYTES;
  if (!(selectionBytes <= budgetBytes)) {
    return refuse({
      code: 'too-large',
      message: `Inserting zeros makes ${inserted.join(' × ')} and padding ${padded.join(' × ')} positions: their matrices would need ${selectionBytes} bytes, more than the ${budgetBytes} allowed`,
      values: { inserted, padded, selectionBytes, budgetBytes },
    });
  }
  const sliding = slidingSpec(spec);
  const rest = budgetBytes - selectionBytes;
  const convolution = whole ? layerMatrix(sliding, padded, { budgetBytes: rest }) : pairMatrix(sliding, padded, rest);
  if (!convolution.ok) return convolution;
  const each = (sources: readonly Int32Array[], spatial: readonly number[]) =>
    selectionOf(sources, spatial, channels, spec.layout);
  return ok({
    insert: each(
      axes.map((axis, a) => insertedSources(axis, inserted[a]!)),
      inputSpatial,
    ),
    pad: each(
      axes.map((axis, a) => paddedSources(axis, inserted[a]!, padded[a]!)),
      inserted,
    ),
    convolve: convolution.value,
    inserted,
    padded,
  });
}

/** A copy that works along each axis by itself, the same for every channel. */
function selectionOf(
  sources: readonly Int32Array[],
  spatial: readonly number[],
  channels: number,
  layout: Layout,
): Csr {
  const own = Int32Array.from({ length: channels }, (_, channel) => channel);
  const flat =
    layout === 'NHWC'
      ? combineSources([...sources, own], [...spatial, channels])
      : combineSources([own, ...sources], [channels, ...spatial]);
  return selectionMatrix(flat, product(spatial) * channels);
}

/** The convolution that slides over the padded positions, with the kernel flipped against the transposed layer's. */
function slidingSpec({ outputSize: _outputSize, ...spec }: ConvSpec): ConvSpec {
  const zeros = spec.kernelSize.map(() => 0);
  return {
    ...spec,
    transposed: false,
    stride: spec.kernelSize.map(() => 1),
    padding: { begin: zeros, end: zeros },
    outputPadding: zeros,
    flip: !(spec.flip ?? false),
  };
}

function insertedSources({ stride }: AxisGeometry, size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, n) => (n % stride === 0 ? n / stride : -1));
}

function paddedSources({ dilation, kernel, begin }: AxisGeometry, inserted: number, padded: number): Int32Array {
  const before = dilation * (kernel - 1) - begin;
  return Int32Array.from({ length: padded }, (_, n) => (n >= before && n - before < inserted ? n - before : -1));
}
