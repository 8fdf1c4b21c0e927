import { at } from './numbers.js';
import type { ConvSpec, LayerParams } from './params.js';

/** One axis of a layer as a layer of one axis: what its size rule and its taps along that axis need. */
export function axisSpec(spec: ConvSpec, axis: number): ConvSpec {
  const one = (values: readonly number[]) => [at(values, axis)];
  return {
    ...spec,
    spatialRank: 1,
    kernelSize: one(spec.kernelSize),
    stride: one(spec.stride),
    dilation: one(spec.dilation),
    outputPadding: one(spec.outputPadding),
    padding: spec.padding === 'same' ? 'same' : { begin: one(spec.padding.begin), end: one(spec.padding.end) },
  };
}

/** Likewise of the parameters; a tuple of one value stands for all axes. */
export function axisParams(params: LayerParams, axis: number): LayerParams {
  const one = (values: readonly number[]) => [at(values, values.length === 1 ? 0 : axis)];
  return {
    ...params,
    spatialRank: 1,
    kernelSize: one(params.kernelSize),
    stride: one(params.stride),
    dilation: one(params.dilation),
    padding: typeof params.padding === 'string' ? params.padding : one(params.padding),
    outputPadding: params.outputPadding && one(params.outputPadding),
  };
}
