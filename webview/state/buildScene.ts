import {
  LESSON,
  axisTaps,
  checkListable,
  isSymmetric,
  layerMatrix,
  memoryEstimate,
  multiply,
  outputSpatial,
  overlapMap,
  overlapVerdict,
  scatter,
  slidingWindow,
  transpose,
} from '../../src/engine/index.js';
import type { ConvSpec, Csr, LayerParams, Problem } from '../../src/engine/index.js';
import { inputValues, sameSizes, weightValues, withTyped } from './values.js';
import type { InputKind, WeightKind } from './values.js';
import type { Scene } from './scene.js';

/** What the view holds and computes at most, so that it never freezes. One element is one number of x or y. */
export const LIMITS = {
  /** Elements of x, and of y. */
  elements: 2_097_152,
  /** Multiplications for y, about 25 to 100 ns each. */
  products: 8_388_608,
  /** Rows × columns of a matrix that is held: beyond, pictures take it from the taps along each axis. */
  matrixEntries: 4_000_000,
  /** Elements along one axis, and weights along one axis times outputs: what the taps of an axis hold. */
  axisTaps: 2_097_152,
} as const;

export interface SceneChoices {
  readonly inputKind: InputKind;
  readonly weightKind: WeightKind;
  readonly typedInputs: ReadonlyMap<number, number>;
  readonly typedWeights: ReadonlyMap<number, number>;
  readonly colourBy: 'index' | 'value';
  /** The subject is the lesson: its own numbers hold as long as its sizes do. */
  readonly lesson: boolean;
}

export type Built =
  | { readonly kind: 'scene'; readonly scene: Scene }
  | { readonly kind: 'too-large'; readonly outputSpatial: readonly number[] }
  | { readonly kind: 'not-drawn'; readonly problem: Problem }
  | { readonly kind: 'impossible'; readonly problem: Problem };

/** The layer of one channel pair: what every picture draws. Its weights are indexed by the kernel's axes alone. */
export function pairSpec(spec: ConvSpec): ConvSpec {
  return { ...spec, inChannels: 1, outChannels: 1, groups: 1 };
}

/**
 * Everything that the pictures draw, for one channel pair. Sizes are judged before anything is allocated: what is too
 * large comes back as such, and what has no output with the framework's reason.
 */
export function buildScene(
  params: LayerParams,
  layer: ConvSpec,
  inputSpatial: readonly number[],
  choices: SceneChoices,
): Built {
  const spec = pairSpec(layer);
  const size = outputSpatial(layer, inputSpatial);
  if (!size.ok) return { kind: 'impossible', problem: size.problem };
  const notDrawn = whyNotDrawn(spec, inputSpatial, size.value);
  if (notDrawn) return { kind: 'not-drawn', problem: notDrawn };
  if (!fits(spec, inputSpatial, size.value) || checkListable(spec, inputSpatial))
    return { kind: 'too-large', outputSpatial: size.value };

  const map = overlapMap(spec, inputSpatial);
  if (!map.ok) return { kind: 'impossible', problem: map.problem };
  const estimate = memoryEstimate(spec, inputSpatial);
  let matrix: Csr | null = null;
  if (spec.paddingMode !== 'zeros' || estimate.rows * estimate.cols <= LIMITS.matrixEntries) {
    const built = layerMatrix(spec, inputSpatial);
    if (!built.ok && built.problem.code === 'padding-mode-not-supported')
      return { kind: 'not-drawn', problem: built.problem };
    if (built.ok) matrix = built.value;
  }

  const atLesson = choices.lesson && isLesson(params, inputSpatial);
  const x = withTyped(inputValues(choices.inputKind, inputSpatial, choices.lesson), choices.typedInputs);
  const w = withTyped(weightValues(choices.weightKind, spec.kernelSize, choices.lesson), choices.typedWeights);
  const { y } = (spec.transposed ? scatter : slidingWindow)(spec, inputSpatial, x, w);
  const c = matrix && (spec.transposed ? transpose(matrix) : matrix);
  const z = atLesson ? Float64Array.from(LESSON.z) : null;
  return {
    kind: 'scene',
    scene: {
      params,
      spec,
      inputSpatial,
      outputSpatial: size.value,
      taps: inputSpatial.map((inputSize, axis) => axisTaps(spec, axis, inputSize)),
      matrix,
      c,
      x,
      w,
      y,
      z,
      ctz: z && c ? multiply(transpose(c), w, z) : null,
      verdict: overlapVerdict(spec),
      overlap: map.value,
      lesson: atLesson,
      colourBy: choices.colourBy,
    },
  };
}

/** Whether x, y, the taps of each axis and the multiplications for y stay within LIMITS. */
export function fits(spec: ConvSpec, inputSpatial: readonly number[], output: readonly number[]): boolean {
  const inputs = product(inputSpatial);
  const outputs = product(output);
  const kernel = product(spec.kernelSize);
  const products = kernel * (spec.transposed ? inputs : outputs);
  const perAxis = spec.kernelSize.map((size, axis) => size * Math.max(output[axis] ?? 0, inputSpatial[axis] ?? 0));
  return (
    inputs <= LIMITS.elements &&
    outputs <= LIMITS.elements &&
    kernel <= LIMITS.elements &&
    products <= LIMITS.products &&
    perAxis.every(taps => taps <= LIMITS.axisTaps)
  );
}

/** Layers that have sizes and a matrix, but for which the pictures have no meaning to draw. */
function whyNotDrawn(spec: ConvSpec, inputs: readonly number[], outputs: readonly number[]): Problem | null {
  if (inputs.includes(0)) {
    return { code: 'input-empty', message: `The input is empty: ${inputs.join(' × ')}`, parameter: 'input' };
  }
  if (outputs.includes(0)) {
    const message = `The output is empty: ${outputs.join(' × ')}`;
    return { code: 'output-too-small', message, parameter: 'input' };
  }
  if (spec.transposed && spec.paddingMode !== 'zeros') {
    // What the window paints beyond one end goes on at the other: there is no crop to draw.
    const message = `Padding ${spec.paddingMode} of a transposed convolution`;
    return { code: 'padding-mode-not-supported', message, parameter: 'paddingMode' };
  }
  if (spec.inputDilation) {
    const message = 'A convolution that strides and dilates its input at once';
    return { code: 'stride-with-dilation', message, parameter: 'inputDilation' };
  }
  return null;
}

/** The worked example's own layer on its own input, whatever numbers are in its cells. */
export function isLesson(params: LayerParams, inputSpatial: readonly number[]): boolean {
  const { params: lesson } = LESSON;
  return (
    sameSizes(inputSpatial, LESSON.inputSpatial) &&
    params.kind === lesson.kind &&
    sameSizes(params.kernelSize, lesson.kernelSize) &&
    sameSizes(params.stride, lesson.stride) &&
    sameSizes(params.dilation, lesson.dilation) &&
    isSymmetric(params.padding) &&
    isSymmetric(lesson.padding) &&
    sameSizes(params.padding, lesson.padding) &&
    params.inChannels === 1 &&
    params.outChannels === 1
  );
}

function product(values: readonly number[]): number {
  return values.reduce((result, value) => result * value, 1);
}
