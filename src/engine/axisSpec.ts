import { at } from './numbers.js';
import type { ConvSpec, LayerParams } from './params.js';

/** One axis of a layer as a layer of one axis: what its size rule and its taps along that axis need. */
export function axisSpec(spec: ConvSpec, axis: number): ConvSpec {
  const one = (values: readonly number[]) => [at(values, axis)];
  const { padding, inputDilation, outputSize } = spec;
  return {
    ...spec,
    spatialRank: 1,
    kernelSize: one(spec.kernelSize),
    stride: one(spec.stride),
    dilation: one(spec.dilation),
    outputPadding: one(spec.outputPadding),
    padding: typeof padding === 'string' ? padding : { begin: one(padding.begin), end: one(padding.end) },
    ...(inputDilation ? { inputDilation: one(inputDilation) } : {}),
    ...(outputSize ? { outputSize: one(outputSize) } : {}),
  };
}

/** Likewise of the parameters; a tuple of one value stands for all axes. */
export function axisParams(params: LayerParams, axis: number): LayerParams {
  const one = (values: readonly number[]) => [at(values, values.length === 1 ? 0 : axis)];
  const { padding, inputDilation, outputSize } = params;
  return {
    ...params,
    spatialRank: 1,
    kernelSize: one(params.kernelSize),
    stride: one(params.stride),
    dilation: one(params.dilation),
    padding:
      typeof padding === 'string'
        ? padding
        : 'begin' in padding
          ? { begin: one(padding.begin), end: one(padding.end) }
          : one(padding),
    outputPadding: params.outputPadding && one(params.outputPadding),
    ...(inputDilation ? { inputDilation: one(inputDilation) } : {}),
    ...(outputSize ? { outputSize: one(outputSize) } : {}),
  };
}
