import type { LayerParams, Result, SpatialRank } from '../../../src/engine/index.js';

/** A PyTorch convolution with defaults, for tests: layer(2, { kernelSize: [3, 3] }). */
export function layer(spatialRank: SpatialRank, changes: Partial<LayerParams> = {}): LayerParams {
  const each = (value: number) => new Array<number>(spatialRank).fill(value);
  return {
    convention: 'torch',
    kind: 'convolution',
    spatialRank,
    inChannels: 1,
    outChannels: 1,
    kernelSize: each(3),
    stride: each(1),
    padding: each(0),
    dilation: each(1),
    outputPadding: null,
    groups: 1,
    bias: true,
    paddingMode: 'zeros',
    depthMultiplier: 1,
    layout: 'NCHW',
    ...changes,
  };
}

/** The same as a Keras layer: padding in words, channels last. */
export function kerasLayer(spatialRank: SpatialRank, changes: Partial<LayerParams> = {}): LayerParams {
  return layer(spatialRank, { convention: 'keras', padding: 'valid', layout: 'NHWC', ...changes });
}

/** The value of a result that a test expects to be there. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Refused: ${result.problem.code}: ${result.problem.message}`);
  return result.value;
}

/** A random generator with a seed (mulberry32), so that a failure comes again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
