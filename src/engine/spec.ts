import { checkKerasParams } from './checks/kerasParams.js';
import { checkTorchParams } from './checks/torchParams.js';
import { at, effectiveKernelSize, isExact, product } from './numbers.js';
import { splitTotal } from './padding.js';
import { tooLarge } from './refusals.js';
import type { ConvSpec, ExplicitPadding, LayerParams } from './params.js';
import { ok, refuse, type Problem, type Result } from './result.js';

/** Channels that come out: filters, or inChannels × depthMultiplier of a depthwise layer. */
export function outputChannels(params: LayerParams): number {
  return params.kind === 'depthwise' ? params.inChannels * params.depthMultiplier : params.outChannels;
}

/**
 * The canonical convolution of a layer's parameters, or the framework's reason to refuse them. Every check that needs no
 * input is made here, also those that the framework makes only when the layer is called: such a layer can never run.
 * A separable layer's spec is its depthwise stage.
 */
export function buildSpec(params: LayerParams): Result<ConvSpec> {
  const problem = checkNumbers(params) ?? (params.convention === 'torch' ? checkTorchParams : checkKerasParams)(params);
  if (problem) return refuse(problem);
  const all = (values: readonly number[]) =>
    values.length === 1 ? params.kernelSize.map(() => at(values, 0)) : values;
  const depthwise = params.kind === 'depthwise' || params.kind === 'separable';
  const stride = all(params.stride);
  const dilation = all(params.dilation);
  const transposed = params.kind === 'transposed';
  const space = transposed ? transposedSpace(params, stride, dilation) : convolutionSpace(params, stride, dilation);
  const spec: ConvSpec = {
    transposed,
    spatialRank: params.spatialRank,
    inChannels: params.inChannels,
    outChannels: depthwise ? params.inChannels * params.depthMultiplier : params.outChannels,
    kernelSize: params.kernelSize,
    stride,
    padding: space.padding,
    paddingMode: params.paddingMode,
    dilation,
    outputPadding: space.outputPadding,
    groups: depthwise ? params.inChannels : transposed && params.convention === 'keras' ? 1 : params.groups,
    bias: params.bias,
    layout: params.layout,
    weightLayout: weightLayout(params),
  };
  const held = checkExtent(spec);
  return held ? refuse(held) : ok(spec);
}

function weightLayout(params: LayerParams): ConvSpec['weightLayout'] {
  if (params.convention === 'torch') return params.kind === 'transposed' ? 'IOHW' : 'OIHW';
  if (params.kind === 'transposed') return 'HWOI';
  return params.kind === 'convolution' ? 'HWIO' : 'HWIM';
}

/** The values of every parameter that is a number, by its role. */
function numericParameters(params: LayerParams): [NonNullable<Problem['parameter']>, readonly number[]][] {
  return [
    ['inChannels', [params.inChannels]],
    ['outChannels', [params.outChannels]],
    ['kernelSize', params.kernelSize],
    ['stride', params.stride],
    ['padding', typeof params.padding === 'string' ? [] : params.padding],
    ['dilation', params.dilation],
    ['outputPadding', params.outputPadding ?? []],
    ['groups', [params.groups]],
    ['depthMultiplier', [params.depthMultiplier]],
  ];
}

function checkNumbers(params: LayerParams): Problem | null {
  for (const [parameter, values] of numericParameters(params)) {
    for (const value of values) {
      if (!Number.isInteger(value)) {
        return {
          code: 'not-an-integer',
          message: `${parameter} must be an integer, but got ${value}`,
          parameter,
          values: { value },
        };
      }
      if (!isExact(value)) {
        return {
          code: 'too-large',
          message: `${parameter} = ${value} is beyond what arithmetic can hold (2^53)`,
          parameter,
          values: { value },
        };
      }
    }
  }
  // PyTorch has no depthwise layer, so that its checks know no multiplier; another library may follow its conventions.
  const { kind, convention, depthMultiplier } = params;
  if (convention === 'torch' && (kind === 'depthwise' || kind === 'separable') && depthMultiplier < 1) {
    return {
      code: 'not-positive',
      message: `depthMultiplier must be positive, but got ${depthMultiplier}`,
      parameter: 'depthMultiplier',
      values: { depthMultiplier },
    };
  }
  return null;
}

/** Whatever is computed later from these numbers must be exact: the weight tensor's size and the kernel's span. */
function checkExtent(spec: ConvSpec): Problem | null {
  for (let axis = 0; axis < spec.spatialRank; axis++) {
    const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
    const pads =
      spec.padding === 'same' ? 0 : Math.abs(at(spec.padding.begin, axis)) + Math.abs(at(spec.padding.end, axis));
    if (!isExact(span + pads + at(spec.stride, axis))) {
      return { ...tooLarge('weight', [span]), parameter: 'kernelSize', axis };
    }
  }
  const weight = [spec.outChannels, spec.groups ? spec.inChannels / spec.groups : 0, ...spec.kernelSize];
  return isExact(product(weight)) ? null : tooLarge('weight', weight);
}

interface Space {
  readonly padding: ExplicitPadding | 'same';
  readonly outputPadding: readonly number[];
}

function convolutionSpace(params: LayerParams, stride: readonly number[], dilation: readonly number[]): Space {
  const { padding, kernelSize } = params;
  const zeros = kernelSize.map(() => 0);
  const spread = kernelSize.map((size, axis) => effectiveKernelSize(size, at(dilation, axis)) - 1);
  if (padding === 'valid') return { padding: { begin: zeros, end: zeros }, outputPadding: zeros };
  if (padding === 'causal') return { padding: { begin: spread, end: zeros }, outputPadding: zeros };
  if (padding === 'same') {
    // Only a stride makes it depend on the input size; without one the total is d·(k−1), whatever comes in.
    if (stride.some(s => s > 1)) return { padding: 'same', outputPadding: zeros };
    const halves = spread.map(splitTotal);
    return { padding: { begin: halves.map(h => h.begin), end: halves.map(h => h.end) }, outputPadding: zeros };
  }
  const numbers = padding.length === 1 ? kernelSize.map(() => at(padding, 0)) : padding;
  return { padding: { begin: numbers, end: numbers }, outputPadding: zeros };
}

/**
 * PyTorch crops its padding at both ends. Keras 3: valid gives (i−1)·s + K + (op ?? max(K, s) − K), same gives i·s for
 * None and (i−1)·s + K mod 2 + op else; the crop is max(full − output, 0), its smaller half at the start.
 * Source: keras/src/backend/common/backend_utils.py (_get_output_shape_given_tf_padding).
 */
function transposedSpace(params: LayerParams, stride: readonly number[], dilation: readonly number[]): Space {
  const { padding, kernelSize, outputPadding } = params;
  const zeros = kernelSize.map(() => 0);
  if (typeof padding !== 'string') {
    const all = (values: readonly number[]) => (values.length === 1 ? kernelSize.map(() => at(values, 0)) : values);
    return { padding: { begin: all(padding), end: all(padding) }, outputPadding: all(outputPadding ?? zeros) };
  }
  const begin: number[] = [];
  const end: number[] = [];
  const added: number[] = [];
  kernelSize.forEach((size, axis) => {
    const span = effectiveKernelSize(size, at(dilation, axis));
    const given = outputPadding === null ? null : at(outputPadding, axis);
    // What the size rule adds to (i − 1)·s.
    const tail =
      padding === 'same'
        ? given === null
          ? at(stride, axis)
          : (span % 2) + given
        : span + (given ?? Math.max(span, at(stride, axis)) - span);
    const crop = splitTotal(Math.max(span - tail, 0));
    begin.push(crop.begin);
    end.push(crop.end);
    added.push(tail - span + crop.begin + crop.end);
  });
  return { padding: { begin, end }, outputPadding: added };
}
