import { interpolationAxis } from './interpolationAxis.js';
import { advance } from './indexing.js';
import { AXIS_LIMIT, TAP_LIMIT } from './limits.js';
import { at, effectiveKernelSize, product } from './numbers.js';
import { resolvePadding } from './padding.js';
import { isConnected, kernelPlace, weightLength } from './weights.js';
import type { InterpolationRule } from './interpolationTypes.js';
import type { ConvSpec } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** A transposed convolution whose weights are sums of a smaller kernel's. */
export interface TiedTransposed {
  /** The convolution whose kernel it is made of. */
  readonly convolution: ConvSpec;
  /** The transposed layer: stride ×s, kernel d·(k − 1) + s, padding d·(k − 1) − p at each end. */
  readonly spec: ConvSpec;
  /** taps[tapPtr[j] … tapPtr[j + 1]]: which taps of the small kernel tap j of the large one sums. Both flat and row-major. */
  readonly tapPtr: Int32Array;
  readonly taps: Int32Array;
}

/**
 * The transposed convolution that nearest ×s followed by a convolution is, border included: nearest paints input i on the s outputs from
 * i·s, so that tap t reaches output o from input i where 0 ≤ o + t·d − p − i·s < s. With j = o + P − i·s and P = d·(k − 1) − p these are the taps t
 * with 0 ≤ j − d·(k − 1) + t·d < s. It holds everywhere, and for every padding with zeros at either end, because what a
 * convolution reads beyond the resized image is as zero as what a transposed one has beyond its input. Past p = d·(k − 1) the
 * padding P is negative, which the spec can say but PyTorch's layer cannot take. A padding mode that repeats the image has no such
 * layer, and a stride would skip outputs: both are refused. The resize is exact ⌊o/s⌋, which is what every framework's nearest
 * is for factors to 40; beyond, single precision moves a few outputs by one input (PyTorch and TensorFlow 1 at ×41, ×47, ×55, ×61).
 */
export function nearestAsTransposed(convolution: ConvSpec, factor: readonly number[]): Result<TiedTransposed> {
  const problem = checkConvolution(convolution) ?? checkFactor(factor, convolution.spatialRank);
  if (problem) return refuse(problem);
  const { kernelSize: small, dilation } = convolution;
  const reach = small.map((size, axis) => effectiveKernelSize(size, at(dilation, axis)) - 1);
  const kernelSize = reach.map((size, axis) => size + at(factor, axis));
  if (product(kernelSize) > TAP_LIMIT || product(small) * product(factor) > AXIS_LIMIT) {
    return refuse(tooLarge(kernelSize));
  }
  // Without a stride 'same' pads the same whatever the size.
  const { begin, end } = resolvePadding(convolution, small);
  const spec: ConvSpec = {
    ...plain(convolution),
    transposed: true,
    kernelSize,
    stride: factor,
    padding: {
      begin: reach.map((size, axis) => size - at(begin, axis)),
      end: reach.map((size, axis) => size - at(end, axis)),
    },
    dilation: small.map(() => 1),
    outputPadding: small.map(() => 0),
    weightLayout: TRANSPOSED_LAYOUT[convolution.weightLayout],
  };
  return ok({ convolution, spec, ...tie(convolution, reach, kernelSize, factor) });
}

/** The layout in which the same framework keeps a transposed layer's weights. */
const TRANSPOSED_LAYOUT: Readonly<Record<ConvSpec['weightLayout'], ConvSpec['weightLayout']>> = {
  OIHW: 'IOHW',
  IOHW: 'IOHW',
  HWIO: 'HWOI',
  HWOI: 'HWOI',
  HWIM: 'HWOI',
  OHWI: 'OHWI',
  IHWO: 'IHWO',
};

/** The spec without what a transposed layer made from it must not inherit: the sum over taps has done the flip already. */
function plain(spec: ConvSpec): ConvSpec {
  const { flip: _flip, inputDilation: _inputDilation, outputSize: _outputSize, ...rest } = spec;
  return rest;
}

function tie(
  { kernelSize: small, dilation, flip = false }: ConvSpec,
  reach: readonly number[],
  kernelSize: readonly number[],
  factor: readonly number[],
): { tapPtr: Int32Array; taps: Int32Array } {
  // Along one axis: the taps t with reach − j ≤ t·d < reach − j + s, as they are kept in the tensor.
  const axes = small.map((size, axis) =>
    Array.from({ length: at(kernelSize, axis) }, (_, j) => {
      const from = at(reach, axis) - j;
      const first = Math.max(0, Math.ceil(from / at(dilation, axis)));
      const last = Math.min(size - 1, Math.floor((from + at(factor, axis) - 1) / at(dilation, axis)));
      const found = Array.from({ length: Math.max(0, last - first + 1) }, (__, n) => first + n);
      return flip ? found.map(t => size - 1 - t).reverse() : found;
    }),
  );
  const large = product(kernelSize);
  const tapPtr = new Int32Array(large + 1);
  const taps: number[] = [];
  const position = small.map(() => 0);
  for (let j = 0; j < large; j++) {
    let found = [0];
    for (const [axis, size] of small.entries()) {
      const along = axes[axis]![at(position, axis)]!;
      found = found.flatMap(outer => along.map(t => outer * size + t));
    }
    for (const t of found) taps.push(t);
    tapPtr[j + 1] = taps.length;
    advance(position, kernelSize);
  }
  return { tapPtr, taps: Int32Array.from(taps) };
}

/** The weight tensor of the transposed layer from that of the convolution, each in its framework's own order. */
export function tiedWeights(tied: TiedTransposed, weights: Float64Array): Float64Array {
  const { convolution, spec, tapPtr, taps } = tied;
  if (weights.length !== weightLength(convolution)) {
    throw new RangeError(`${weights.length} weights for a layer of ${weightLength(convolution)}`);
  }
  const large = new Float64Array(weightLength(spec));
  for (let o = 0; o < spec.outChannels; o++) {
    for (let i = 0; i < spec.inChannels; i++) {
      if (!isConnected(spec, o, i)) continue;
      const from = kernelPlace(convolution, o, i);
      const to = kernelPlace(spec, o, i);
      for (let j = 0; j + 1 < tapPtr.length; j++) {
        let sum = 0;
        for (let n = tapPtr[j]!; n < tapPtr[j + 1]!; n++) sum += at(weights, from.start + taps[n]! * from.step);
        large[to.start + j * to.step] = sum;
      }
    }
  }
  return large;
}

/** One axis of a fixed transposed convolution: outputs from first to outputs − 1 − last are interpolated as by the rule. */
export interface FixedAxis {
  readonly factor: number;
  readonly kernel: Float64Array;
  readonly padding: { readonly begin: number; readonly end: number };
  /** How many outputs at the start and at the end of the axis miss inputs that the rule replaces or leaves out. */
  readonly border: { readonly begin: number; readonly end: number };
}

/**
 * The fixed kernel with which a transposed convolution of stride s interpolates ×s away from the border: linear in half pixels has kernel 2s − s mod 2 and
 * padding ⌊s/2⌋, [1, 2, 3, 2, 1]/3 for s = 3 (Long, Shelhamer and Darrell, Fully convolutional networks, 2015, initialise so). At the border
 * the transposed layer lets the missing inputs be 0, and the rule does not; border says where. Rules in which a factor is no constant step
 * (align_corners, regions) are refused.
 */
export function interpolationAsTransposed(rule: InterpolationRule, factor: number): Result<FixedAxis> {
  const problem = checkFactor([factor], 1) ?? (factor > 2 ** 16 ? tooLarge([factor]) : null);
  if (problem) return refuse(problem);
  if (rule.kind !== 'area' && SIZE_DEPENDENT.has(rule.coordinate)) {
    const message = `Under ${rule.coordinate} the step between outputs depends on the size, so that no kernel is the same everywhere`;
    return refuse({ code: 'mode-not-supported', message });
  }
  // No filter reaches further than 5 inputs: the outputs that read the middle one of 25 read none beyond the border.
  const inputs = 25;
  const middle = 12;
  const { rowPtr, colIdx, values } = interpolationAxis(rule, { inputs, outputs: inputs * factor });
  const taps: [number, number][] = [];
  for (let output = 0; output < inputs * factor; output++) {
    for (let p = rowPtr[output]!; p < rowPtr[output + 1]!; p++) {
      if (colIdx[p] === middle) taps.push([output - middle * factor, values[p]!]);
    }
  }
  const first = taps[0]?.[0] ?? 0;
  const size = (taps.at(-1)?.[0] ?? 0) - first + 1;
  const kernel = new Float64Array(size);
  for (const [tap, value] of taps) kernel[tap - first] = value;
  const padding = { begin: 0 - first, end: size + first - factor };
  return ok({ factor, kernel, padding, border: { begin: Math.max(0, padding.end), end: Math.max(0, padding.begin) } });
}

const SIZE_DEPENDENT: ReadonlySet<string> = new Set(['align-corners', 'scaled-corners', 'crop-and-resize']);

function checkConvolution({ transposed, stride, paddingMode, inputDilation }: ConvSpec): Problem | null {
  if (transposed) return { code: 'argument-invalid', message: 'The layer after the resize must be a convolution' };
  if (stride.some(s => s !== 1) || inputDilation?.some(s => s !== 1)) {
    const message = 'Only a convolution of stride 1 after a resize is a transposed convolution';
    return { code: 'argument-invalid', message, parameter: 'stride', values: { stride } };
  }
  if (paddingMode === 'zeros') return null;
  const message = `A transposed convolution has zeros beyond its border; padding_mode ${paddingMode} repeats the image there`;
  return { code: 'padding-mode-not-supported', message, parameter: 'paddingMode', values: { paddingMode } };
}

function checkFactor(factor: readonly number[], rank: number): Problem | null {
  if (factor.length !== rank) {
    const message = `There must be one factor for each of the ${rank} spatial axes, but there are ${factor.length}`;
    return { code: 'wrong-length', message, values: { expected: rank, got: factor.length } };
  }
  const bad = factor.find(s => !Number.isInteger(s) || s < 1);
  if (bad === undefined) return null;
  const code = Number.isInteger(bad) ? 'not-positive' : 'not-an-integer';
  return { code, message: `A factor must be a positive integer, but got ${bad}`, values: { factor: bad } };
}

function tooLarge(kernelSize: readonly number[]): Problem {
  const message = `A kernel of ${kernelSize.join(' × ')} has too many weights to list`;
  return { code: 'too-large', message, parameter: 'kernelSize', values: { kernelSize } };
}
