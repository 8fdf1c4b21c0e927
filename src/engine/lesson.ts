import type { LayerParams } from './params.js';

/** The worked example that the explorer opens with: a 4×4 input and a 3×3 kernel make 2×2; z is 2×2 for the way back. */
export const LESSON: {
  readonly params: LayerParams;
  readonly inputSpatial: readonly number[];
  readonly x: Float64Array;
  readonly w: Float64Array;
  readonly z: Float64Array;
} = {
  params: {
    convention: 'torch',
    kind: 'convolution',
    spatialRank: 2,
    inChannels: 1,
    outChannels: 1,
    kernelSize: [3, 3],
    stride: [1, 1],
    padding: [0, 0],
    dilation: [1, 1],
    outputPadding: null,
    groups: 1,
    bias: false,
    paddingMode: 'zeros',
    depthMultiplier: 1,
    layout: 'NCHW',
  },
  inputSpatial: [4, 4],
  x: Float64Array.of(4, 5, 8, 7, 1, 8, 8, 8, 3, 6, 6, 4, 6, 5, 7, 8),
  w: Float64Array.of(1, 4, 1, 1, 4, 3, 3, 3, 1),
  z: Float64Array.of(2, 1, 4, 4),
};
