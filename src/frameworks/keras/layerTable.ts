import type { LayerRow } from '../flow.js';
import {
  adaptivePooling,
  cropping,
  dense,
  embedding,
  flatten,
  globalPooling,
  keep,
  permute,
  pooling,
  repeatVector,
  reshapeTo,
  resized,
  upSampling,
  zeroPadding,
} from './layerRules.js';

/** keras.layers around the convolutions, as Keras 3.15 declares them; every row also takes a Layer's own keywords. */

const RANKS = [1, 2, 3] as const;

function same(names: string, signature: string): LayerRow[] {
  return names.split(' ').map(name => ({ name, signature, rule: keep }));
}

const NORM_REST = 'momentum=0.99, epsilon=0.001, center=True, scale=True, **kwargs';

function perRank(rank: 1 | 2 | 3): LayerRow[] {
  const ones = Array<string>(rank).fill('1').join(', ');
  const pairs = (size: number): string => `(${Array<string>(rank).fill(`(${size}, ${size})`).join(', ')})`;
  const two = rank === 1 ? '2' : `(${Array<string>(rank).fill('2').join(', ')})`;
  const format = rank === 1 ? '' : 'data_format=None, ';
  const rows: LayerRow[] = [];
  const both = (names: readonly string[], signature: string, rule: LayerRow['rule']): void => {
    for (const name of names) rows.push({ name, signature, rule });
  };
  const pool = `strides=None, padding="valid", data_format=None, name=None, **kwargs`;
  both([`MaxPooling${rank}D`, `MaxPool${rank}D`], `pool_size=${two}, ${pool}`, pooling(rank));
  both([`AveragePooling${rank}D`, `AvgPool${rank}D`], `pool_size, ${pool}`, pooling(rank));
  both(
    [`GlobalMaxPooling${rank}D`, `GlobalMaxPool${rank}D`, `GlobalAveragePooling${rank}D`, `GlobalAvgPool${rank}D`],
    'data_format=None, keepdims=False, **kwargs',
    globalPooling(rank),
  );
  both(
    [`AdaptiveAveragePooling${rank}D`, `AdaptiveMaxPooling${rank}D`],
    'output_size, data_format=None, **kwargs',
    adaptivePooling(rank),
  );
  const interpolation = rank === 2 ? 'interpolation="nearest", ' : '';
  both([`UpSampling${rank}D`], `size=${two}, ${format}${interpolation}**kwargs`, upSampling(rank));
  const padding =
    rank === 1 ? '1, data_format=None' : rank === 2 ? `(${ones}), data_format=None` : `${pairs(1)}, data_format=None`;
  both([`ZeroPadding${rank}D`], `padding=${padding}, **kwargs`, zeroPadding(rank));
  const crop = rank === 1 ? '(1, 1)' : pairs(rank === 2 ? 0 : 1);
  both([`Cropping${rank}D`], `cropping=${crop}, ${format}**kwargs`, cropping(rank));
  both([`SpatialDropout${rank}D`], `rate, ${format}seed=None, name=None, dtype=None`, keep);
  return rows;
}

export const KERAS_LAYERS: readonly LayerRow[] = [
  ...same('Activation', 'activation, **kwargs'),
  ...same('Dropout GaussianDropout AlphaDropout', 'rate, noise_shape=None, seed=None, **kwargs'),
  ...same('GaussianNoise', 'stddev, seed=None, **kwargs'),
  ...same('LeakyReLU', 'negative_slope=0.3, **kwargs'),
  ...same(
    'PReLU',
    'alpha_initializer="Zeros", alpha_regularizer=None, alpha_constraint=None, shared_axes=None, **kwargs',
  ),
  ...same('ELU', 'alpha=1.0, **kwargs'),
  ...same('ReLU', 'max_value=None, negative_slope=0.0, threshold=0.0, **kwargs'),
  ...same('Softmax', 'axis=-1, **kwargs'),
  ...same('Identity ActivityRegularization', '*args, **kwargs'),
  ...same('BatchNormalization', `axis=-1, ${NORM_REST}`),
  ...same('LayerNormalization', 'axis=-1, epsilon=0.001, center=True, scale=True, **kwargs'),
  ...same('GroupNormalization', 'groups=32, axis=-1, epsilon=0.001, center=True, scale=True, **kwargs'),
  ...same('UnitNormalization RMSNormalization Normalization', 'axis=-1, **kwargs'),
  ...same('Rescaling', 'scale, offset=0.0, **kwargs'),
  ...same('Masking', 'mask_value=0.0, **kwargs'),
  ...same('RandomFlip', 'mode="horizontal_and_vertical", seed=None, data_format=None, **kwargs'),
  ...same('RandomRotation RandomZoom RandomContrast RandomBrightness', '*args, **kwargs'),
  ...RANKS.flatMap(perRank),
  { name: 'Dense', signature: 'units, activation=None, use_bias=True, **kwargs', rule: dense },
  { name: 'Flatten', signature: 'data_format=None, **kwargs', rule: flatten },
  { name: 'Reshape', signature: 'target_shape, **kwargs', rule: reshapeTo },
  { name: 'Permute', signature: 'dims, **kwargs', rule: permute },
  { name: 'RepeatVector', signature: 'n, **kwargs', rule: repeatVector },
  { name: 'Embedding', signature: 'input_dim, output_dim, **kwargs', rule: embedding },
  {
    name: 'Resizing',
    signature: 'height, width, interpolation="bilinear", crop_to_aspect_ratio=False, data_format=None, **kwargs',
    rule: resized,
  },
  { name: 'CenterCrop', signature: 'height, width, data_format=None, **kwargs', rule: resized },
  { name: 'RandomCrop', signature: 'height, width, seed=None, data_format=None, **kwargs', rule: resized },
];
