import { at, effectiveKernelSize } from './numbers.js';
import { axisGeometry } from './axis.js';
import { axisOutputPadding, axisPadding } from './padding.js';
import type { Convention, ConvSpec, ExplicitPadding, LayerParams } from './params.js';

/** The frameworks into whose words a layer can be put. */
export const TARGETS = ['torch', 'keras', 'tensorflow', 'jax', 'flax', 'onnx', 'paddle', 'mlx'] as const;
export type Target = (typeof TARGETS)[number];

/** One axis of a layer in numbers: what is cropped or padded, and added, at one input size or at every one. */
export interface AxisSpace {
  readonly kernel: number;
  readonly span: number;
  readonly stride: number;
  readonly dilation: number;
  readonly begin: number;
  readonly end: number;
  readonly outputPadding: number;
  /** null: for every size. */
  readonly input: number | null;
  readonly output: number | null;
}

/** Every axis in numbers; null where padding depends on an input size that is not known. */
export function axisSpaces(spec: ConvSpec, inputSpatial: readonly number[] | null): AxisSpace[] | null {
  if (!inputSpatial && (typeof spec.padding === 'string' || spec.outputSize)) return null;
  return spec.kernelSize.map((kernel, axis) => {
    const input = inputSpatial ? at(inputSpatial, axis) : null;
    const dilation = at(spec.dilation, axis);
    return {
      kernel,
      span: effectiveKernelSize(kernel, dilation),
      stride: at(spec.stride, axis),
      dilation,
      ...axisPadding(spec, axis, input ?? 1),
      outputPadding: axisOutputPadding(spec, axis, input ?? 1),
      input,
      output: input === null ? null : axisGeometry(spec, axis, input).outputs,
    };
  });
}

/** Where a framework puts the channels of what its layers take. */
export function usualLayout(target: Convention, present: LayerParams['layout']): LayerParams['layout'] {
  if (target === 'torch' || target === 'onnx' || target === 'paddle') return 'NCHW';
  return target === 'jax' ? present : 'NHWC';
}

type Values = Partial<
  Pick<LayerParams, 'kind' | 'padding' | 'outputPadding' | 'outputSize' | 'inputDilation' | 'stride'>
>;

/**
 * The parameters of the target's layers that may compute what a layer computes: words of padding, and numbers where they are known (spaces).
 * Exact ones are among them if there are any; the others have the same size with the kernel elsewhere. `base` has the target's convention and
 * layout, the present kernel, stride, dilation and groups, and neither padding nor output padding.
 */
export function* candidates(
  target: Target,
  base: LayerParams,
  transposed: boolean,
  spaces: readonly AxisSpace[] | null,
): Generator<LayerParams> {
  const found = transposed ? transposedCandidates(target, base, spaces) : convolutionCandidates(target, base, spaces);
  for (const values of found) yield { ...base, ...values };
}

function* convolutionCandidates(
  target: Target,
  base: LayerParams,
  spaces: readonly AxisSpace[] | null,
): Generator<Values> {
  const asymmetric = takesBothEnds(target, base);
  const words = WORDS[target].filter(word => word !== 'causal' || base.spatialRank === 1);
  const kinds: LayerParams['kind'][] =
    target === 'keras' && base.groups === base.inChannels ? ['convolution', 'depthwise'] : ['convolution'];
  for (const kind of kinds) {
    if (spaces && asymmetric)
      yield {
        kind,
        padding: pairs(
          spaces,
          space => space.begin,
          space => space.end,
        ),
      };
    if (spaces && (target === 'torch' || target === 'mlx')) {
      yield { kind, padding: spaces.map(space => Math.max(0, space.begin)) };
      yield { kind, padding: spaces.map(nearestSymmetric) };
    }
    for (const padding of words) yield { kind, padding };
  }
}

/** Whether a call can say how much is padded at each end: of tf.nn only those in two dimensions can. */
function takesBothEnds(target: Target, { spatialRank }: LayerParams): boolean {
  if (target === 'tensorflow') return spatialRank === 2;
  return target === 'jax' || target === 'flax' || target === 'onnx' || target === 'paddle';
}

const WORDS: Readonly<Record<Target, readonly Exclude<LayerParams['padding'], readonly number[] | ExplicitPadding>[]>> =
  {
    torch: ['valid', 'same'],
    keras: ['valid', 'same', 'causal'],
    tensorflow: ['valid', 'same'],
    jax: ['valid', 'same', 'same-lower'],
    flax: ['valid', 'same', 'circular', 'reflect', 'causal'],
    onnx: ['valid', 'same', 'same-lower'],
    paddle: ['valid', 'same'],
    mlx: [],
  };

function pairs(
  spaces: readonly AxisSpace[],
  begin: (space: AxisSpace) => number,
  end: (space: AxisSpace) => number,
): ExplicitPadding {
  return { begin: spaces.map(begin), end: spaces.map(end) };
}

/** The symmetric padding nearest to the layer's own that gives the same output size. */
function nearestSymmetric({ begin, end, input, output, span, stride }: AxisSpace): number {
  if (input === null || output === null) return Math.max(0, Math.floor((begin + end) / 2));
  // ⌊(i + 2p − K)/s⌋ + 1 = o for 2p from lowest to lowest + s − 1.
  const lowest = (output - 1) * stride + span - input;
  const first = Math.max(0, Math.ceil(lowest / 2));
  const last = Math.floor((lowest + stride - 1) / 2);
  return Math.min(Math.max(begin, first), Math.max(first, last));
}

function* transposedCandidates(
  target: Target,
  base: LayerParams,
  spaces: readonly AxisSpace[] | null,
): Generator<Values> {
  switch (target) {
    case 'torch':
    case 'mlx':
      if (!spaces) return;
      yield* symmetricCrops(spaces, false);
      yield* symmetricCrops(spaces, true);
      return;
    case 'onnx':
    case 'paddle': {
      if (!spaces) return;
      yield {
        padding: pairs(
          spaces,
          s => s.begin,
          s => s.end,
        ),
        outputPadding: spaces.map(s => s.outputPadding),
      };
      // What is added may as well be cropped less.
      const least = (space: AxisSpace) => Math.max(0, space.outputPadding - space.end);
      yield {
        padding: pairs(
          spaces,
          s => s.begin,
          s => s.end - s.outputPadding + least(s),
        ),
        outputPadding: spaces.map(least),
      };
      yield { padding: 'same' };
      return;
    }
    case 'jax':
    case 'flax': {
      if (spaces) {
        // Their padding is that of the convolution over the inputs with zeros between: K − 1 less what PyTorch crops.
        const spread = pairs(
          spaces,
          s => s.span - 1 - s.begin,
          s => s.span - 1 - s.end + s.outputPadding,
        );
        if (base.groups === 1) yield { padding: spread };
        const { stride } = base;
        yield { kind: 'convolution', padding: spread, inputDilation: stride, stride: stride.map(() => 1) };
      }
      if (base.groups > 1) return;
      yield { padding: 'valid' };
      yield { padding: 'same' };
      return;
    }
    case 'keras':
      yield* kerasTransposed(spaces);
      return;
    case 'tensorflow':
      if (!spaces || spaces.some(space => space.output === null)) return;
      yield* tensorflowTransposed(base, spaces);
  }
}

/**
 * One number p cropped at both ends and an output padding op below max(stride, dilation): the end loses p − op. Exact has p = begin; else the
 * nearest p for which such an op exists.
 */
function* symmetricCrops(spaces: readonly AxisSpace[], nearest: boolean): Generator<Values> {
  const axes = spaces.map(({ begin, end, outputPadding, stride, dilation }) => {
    const total = begin + end - outputPadding;
    const first = Math.max(0, Math.ceil(total / 2));
    const last = Math.floor((total + Math.max(stride, dilation) - 1) / 2);
    const padding = nearest ? Math.min(Math.max(begin, first), last) : begin;
    return { padding, outputPadding: 2 * padding - total };
  });
  if (axes.some(axis => axis.padding < 0 || axis.outputPadding < 0)) return;
  yield { padding: axes.map(axis => axis.padding), outputPadding: axes.map(axis => axis.outputPadding) };
}

/**
 * Keras' two words, with output_padding not given or such that the size is the layer's: valid gives (i−1)·s + K + op, same
 * (i−1)·s + K mod 2 + op.
 */
function* kerasTransposed(spaces: readonly AxisSpace[] | null): Generator<Values> {
  for (const padding of ['valid', 'same'] as const) {
    yield { padding, outputPadding: null };
    if (!spaces) continue;
    const outputPadding = spaces.map(({ span, begin, end, outputPadding }) => {
      const cropped = begin + end - outputPadding;
      return padding === 'valid' ? -cropped : span - (span % 2) - cropped;
    });
    const refused = outputPadding.some((added, axis) => added < 0 || added >= spaces[axis]!.stride);
    if (!refused) yield { padding, outputPadding };
  }
}

/** tf.nn takes the output size, and as padding a word or (in 2-D) what the convolution back would be padded with. */
function* tensorflowTransposed(base: LayerParams, spaces: readonly AxisSpace[]): Generator<Values> {
  const outputSize = spaces.map(space => space.output ?? 0);
  yield { padding: 'valid', outputSize };
  yield { padding: 'same', outputSize };
  if (!takesBothEnds('tensorflow', base)) return;
  // ⌊(o + begin + end − K)/s⌋ + 1 must be the input size: any end from what the layer crops to stride − 1 more will do.
  yield {
    padding: pairs(
      spaces,
      s => s.begin,
      s => Math.max(0, s.end - s.outputPadding),
    ),
    outputSize,
  };
}
