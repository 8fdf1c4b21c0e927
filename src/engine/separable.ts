import type { LayerParams } from './params.js';

/**
 * A separable layer is two convolutions, one after the other: `depthwise` with the layer's kernel, stride and padding, to
 * inChannels · depthMultiplier channels, then `pointwise` with a kernel of 1 to its filters. The bias is the second one's.
 */
export type Stage = 'depthwise' | 'pointwise';

/** One stage of a separable layer as a layer of its own. */
export function stageParams(params: LayerParams, stage: Stage): LayerParams {
  const between = params.inChannels * params.depthMultiplier;
  if (stage === 'depthwise') return { ...params, kind: 'depthwise', outChannels: between, bias: false };
  const ones = params.kernelSize.map(() => 1);
  return {
    ...params,
    kind: 'convolution',
    inChannels: between,
    kernelSize: ones,
    stride: ones,
    dilation: ones,
    padding: 'valid',
    groups: 1,
    depthMultiplier: 1,
  };
}
