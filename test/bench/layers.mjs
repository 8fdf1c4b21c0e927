// The layers that the benchmark measures, as the parameters of the engine.

/** A PyTorch convolution with defaults: layer(2, { kernelSize: [5, 5] }). */
export function layer(spatialRank, changes = {}) {
  const each = value => new Array(spatialRank).fill(value);
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
    bias: false,
    paddingMode: 'zeros',
    depthMultiplier: 1,
    layout: 'NCHW',
    ...changes,
  };
}

/** Layers whose matrix is built: what, its parameters, its input size. */
export const BUILT = [
  ['224², kernel 3', layer(2), [224, 224]],
  ['224², kernel 3, padding 1', layer(2, { padding: [1, 1] }), [224, 224]],
  ['224², kernel 3, dilation 2, padding 2', layer(2, { dilation: [2, 2], padding: [2, 2] }), [224, 224]],
  [
    '224², kernel 7, stride 2, padding 3',
    layer(2, { kernelSize: [7, 7], stride: [2, 2], padding: [3, 3] }),
    [224, 224],
  ],
  ['224², kernel 3, reflect 1', layer(2, { padding: [1, 1], paddingMode: 'reflect' }), [224, 224]],
  [
    '112² transposed, kernel 4, stride 2, padding 1',
    layer(2, { kind: 'transposed', kernelSize: [4, 4], stride: [2, 2], padding: [1, 1] }),
    [112, 112],
  ],
  [
    '112² transposed, kernel 3, stride 2',
    layer(2, { kind: 'transposed', kernelSize: [3, 3], stride: [2, 2] }),
    [112, 112],
  ],
  ['32³, kernel 3, padding 1', layer(3, { padding: [1, 1, 1] }), [32, 32, 32]],
  [
    '16 → 16 channels, 28², kernel 3, padding 1',
    layer(2, { inChannels: 16, outChannels: 16, padding: [1, 1] }),
    [28, 28],
  ],
  [
    '16 → 16 channels last, 28², kernel 3, padding 1',
    layer(2, { inChannels: 16, outChannels: 16, padding: [1, 1], layout: 'NHWC' }),
    [28, 28],
  ],
  ['50,000 samples, kernel 9, padding 4', layer(1, { kernelSize: [9], padding: [4] }), [50_000]],
];

/** Layers whose matrix is looked at in tiles, too large to be built: what, its parameters, its input size. */
export const TILED = [
  ['224², kernel 3, padding 1', layer(2, { padding: [1, 1] }), [224, 224]],
  [
    '224², kernel 7, dilation 2, stride 2, padding 6',
    layer(2, { kernelSize: [7, 7], dilation: [2, 2], stride: [2, 2], padding: [6, 6] }),
    [224, 224],
  ],
  ['224², kernel 3, reflect 1', layer(2, { padding: [1, 1], paddingMode: 'reflect' }), [224, 224]],
  [
    '112² transposed, kernel 4, stride 2, padding 1',
    layer(2, { kind: 'transposed', kernelSize: [4, 4], stride: [2, 2], padding: [1, 1] }),
    [112, 112],
  ],
  ['32³, kernel 3, padding 1', layer(3, { padding: [1, 1, 1] }), [32, 32, 32]],
  [
    '256 → 256 channels, 56², kernel 3, padding 1',
    layer(2, { inChannels: 256, outChannels: 256, padding: [1, 1] }),
    [56, 56],
  ],
  [
    '256 → 256 channels last, 56², kernel 3, padding 1',
    layer(2, { inChannels: 256, outChannels: 256, padding: [1, 1], layout: 'NHWC' }),
    [56, 56],
  ],
  [
    '256 channels depthwise, 56², kernel 3, padding 1',
    layer(2, { inChannels: 256, outChannels: 256, groups: 256, padding: [1, 1] }),
    [56, 56],
  ],
  ['a million samples, kernel 9', layer(1, { kernelSize: [9] }), [1_000_000]],
];

/** Layers that are computed: what, its parameters, its input size. */
export const MULTIPLIED = [
  ['224², kernel 3, padding 1', layer(2, { padding: [1, 1] }), [224, 224]],
  [
    '16 → 16 channels, 28², kernel 3, padding 1',
    layer(2, { inChannels: 16, outChannels: 16, padding: [1, 1] }),
    [28, 28],
  ],
  [
    '3 → 16 channels, 112², kernel 7, stride 2, padding 3',
    layer(2, { inChannels: 3, outChannels: 16, kernelSize: [7, 7], stride: [2, 2], padding: [3, 3] }),
    [112, 112],
  ],
  [
    '16 → 8 transposed, 28², kernel 4, stride 2, padding 1',
    layer(2, {
      kind: 'transposed',
      inChannels: 16,
      outChannels: 8,
      kernelSize: [4, 4],
      stride: [2, 2],
      padding: [1, 1],
    }),
    [28, 28],
  ],
];
