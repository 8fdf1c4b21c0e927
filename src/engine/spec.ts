import { knownRules } from './conventions/index.js';
import { eachAxis } from './conventions/space.js';
import { at, effectiveKernelSize, isExact, product } from './numbers.js';
import { tooLarge } from './refusals.js';
import { usuallyDivided } from './weights.js';
import type { ConvSpec, LayerParams } from './params.js';
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
  const rules = knownRules(params.convention);
  if (!rules) return refuse(unknownConvention(params));
  const problem = checkNumbers(params) ?? rules.checkParams(params);
  if (problem) return refuse(problem);
  const perAxis = { stride: eachAxis(params, params.stride), dilation: eachAxis(params, params.dilation) };
  const depthwise = params.kind === 'depthwise' || params.kind === 'separable';
  const transposed = params.kind === 'transposed';
  const space = rules.space(params, perAxis);
  const { flip, inputDilation, outputSize } = space;
  const { outputLayout } = params;
  const weightLayout = params.weightLayout ?? rules.weightLayout(params);
  const spec: ConvSpec = {
    convention: params.convention,
    transposed: space.transposed ?? transposed,
    spatialRank: params.spatialRank,
    inChannels: params.inChannels,
    outChannels: depthwise ? params.inChannels * params.depthMultiplier : params.outChannels,
    kernelSize: params.kernelSize,
    stride: space.stride ?? perAxis.stride,
    padding: space.padding,
    paddingMode: space.paddingMode ?? params.paddingMode,
    dilation: space.dilation ?? perAxis.dilation,
    outputPadding: space.outputPadding,
    groups: depthwise ? params.inChannels : transposed && !rules.transposedGroups ? 1 : params.groups,
    bias: params.bias,
    layout: params.layout,
    weightLayout,
    ...(rules.dividesInputs && usuallyDivided(weightLayout) === 'outputs' ? { dividedAxis: 'inputs' as const } : {}),
    ...(flip ? { flip } : {}),
    ...(inputDilation ? { inputDilation } : {}),
    ...(outputSize ? { outputSize } : {}),
    ...(outputLayout && outputLayout !== params.layout ? { outputLayout } : {}),
  };
  const held = checkExtent(spec);
  return held ? refuse(held) : ok(spec);
}

function unknownConvention({ convention }: LayerParams): Problem {
  return { code: 'argument-invalid', message: `The rules of ${convention} are not known` };
}

/** The values of every parameter that is a number, by its role. */
function numericParameters(params: LayerParams): [NonNullable<Problem['parameter']>, readonly number[]][] {
  return [
    ['inChannels', [params.inChannels]],
    ['outChannels', [params.outChannels]],
    ['kernelSize', params.kernelSize],
    ['stride', params.stride],
    ['padding', paddingNumbers(params.padding)],
    ['dilation', params.dilation],
    ['outputPadding', params.outputPadding ?? []],
    ['groups', [params.groups]],
    ['depthMultiplier', [params.depthMultiplier]],
    ['inputDilation', params.inputDilation ?? []],
    ['outputSize', params.outputSize ?? []],
  ];
}

function paddingNumbers(padding: LayerParams['padding']): readonly number[] {
  if (typeof padding === 'string') return [];
  return 'begin' in padding ? [...padding.begin, ...padding.end] : padding;
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
  return null;
}

/** What a convolution that both strides and dilates its input tells apart, phase by phase. */
const MOST_STEP = 4096;

/** Whatever is computed later from these numbers must be exact: the weight tensor's size and the kernel's span. */
function checkExtent(spec: ConvSpec): Problem | null {
  for (let axis = 0; axis < spec.spatialRank; axis++) {
    const span = effectiveKernelSize(at(spec.kernelSize, axis), at(spec.dilation, axis));
    const pads =
      typeof spec.padding === 'string'
        ? 0
        : Math.abs(at(spec.padding.begin, axis)) + Math.abs(at(spec.padding.end, axis));
    const steps = at(spec.stride, axis) + (spec.inputDilation?.[axis] ?? 1) + (spec.outputSize?.[axis] ?? 0);
    if (!isExact(span + pads + steps)) {
      return { ...tooLarge('weight', [span]), parameter: 'kernelSize', axis };
    }
  }
  const stepped = spec.inputDilation ? [...spec.inputDilation, ...spec.stride] : [];
  if (stepped.some(step => step > MOST_STEP)) {
    return {
      ...tooLarge('input', stepped),
      message: `With both, a stride and an input dilation may be at most ${MOST_STEP}`,
    };
  }
  const weight = [spec.outChannels, spec.groups ? spec.inChannels / spec.groups : 0, ...spec.kernelSize];
  return isExact(product(weight)) ? null : tooLarge('weight', weight);
}
