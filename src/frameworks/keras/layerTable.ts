import type { LayerRow, ShapeRule } from '../flow.js';
import { eagerPool } from './eagerPool.js';
import { einsumDense } from './einsumRule.js';
import {
  activationCheck,
  groupNormalised,
  groupNormCheck,
  keep,
  keepOfRank,
  normalised,
  notNegative,
  rateCheck,
  unitNormalised,
} from './keepRules.js';
import { concatenated, dotCheck, dotted, elementwise, subtracted, type MergeRule } from './mergeRules.js';
import {
  adaptiveCheck,
  adaptivePooling,
  formatCheck,
  globalPooling,
  pooling,
  poolingCheck,
  type ArgumentCheck,
} from './poolRules.js';
import {
  dense,
  denseCheck,
  embedding,
  embeddingCheck,
  flatten,
  permute,
  permuteCheck,
  repeatCheck,
  repeatVector,
  reshapeCheck,
  reshapeTo,
} from './shapeRules.js';
import { cropping, resized, sidesCheck, upSampling, upSamplingCheck, zeroPadding } from './spatialRules.js';

/** keras.layers around the convolutions, as Keras 3.15 declares them; every row also takes a Layer's own keywords. */
export interface KerasRow extends LayerRow {
  /** What the constructor refuses of its arguments. */
  readonly check?: ArgumentCheck;
  /** What a call on a tensor with contents gives, where TensorFlow computes what Keras' own shapes refuse. */
  readonly eager?: ShapeRule;
}

/** A layer of a list of tensors. */
export interface MergeRow {
  readonly name: string;
  readonly signature: string;
  readonly rule: MergeRule;
  readonly check?: ArgumentCheck;
}

const RANKS = [1, 2, 3] as const;

function same(names: string, signature: string, check?: ArgumentCheck, rule: ShapeRule = keep): KerasRow[] {
  return names.split(' ').map(name => ({ name, signature, rule, ...(check ? { check } : {}) }));
}

const INITIALIZERS =
  'beta_initializer="zeros", gamma_initializer="ones", beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None';

function perRank(rank: 1 | 2 | 3): KerasRow[] {
  const two = rank === 1 ? '2' : `(${Array<string>(rank).fill('2').join(', ')})`;
  const format = rank === 1 ? '' : 'data_format=None, ';
  const rows: KerasRow[] = [];
  const both = (names: readonly string[], signature: string, rule: ShapeRule, check: ArgumentCheck): void => {
    for (const name of names) rows.push({ name, signature, rule, check });
  };
  const pool = `strides=None, padding="valid", data_format=None, name=None, **kwargs`;
  for (const [names, size] of [
    [[`MaxPooling${rank}D`, `MaxPool${rank}D`], `pool_size=${two}`],
    [[`AveragePooling${rank}D`, `AvgPool${rank}D`], 'pool_size'],
  ] as const) {
    const row = {
      signature: `${size}, ${pool}`,
      rule: pooling(rank),
      eager: eagerPool(rank),
      check: poolingCheck(rank),
    };
    for (const name of names) rows.push({ name, ...row });
  }
  both(
    [`GlobalMaxPooling${rank}D`, `GlobalMaxPool${rank}D`, `GlobalAveragePooling${rank}D`, `GlobalAvgPool${rank}D`],
    'data_format=None, keepdims=False, **kwargs',
    globalPooling(rank),
    formatCheck,
  );
  both(
    [`AdaptiveAveragePooling${rank}D`, `AdaptiveMaxPooling${rank}D`],
    'output_size, data_format=None, **kwargs',
    adaptivePooling(rank),
    adaptiveCheck(rank),
  );
  const interpolation = rank === 2 ? 'interpolation="nearest", ' : '';
  both(
    [`UpSampling${rank}D`],
    `size=${two}, ${format}${interpolation}**kwargs`,
    upSampling(rank),
    upSamplingCheck(rank),
  );
  both(
    [`ZeroPadding${rank}D`],
    `padding=1, data_format=None, **kwargs`,
    zeroPadding(rank),
    sidesCheck('padding', rank),
  );
  const crop = rank === 2 ? 0 : 1;
  both([`Cropping${rank}D`], `cropping=${crop}, ${format}**kwargs`, cropping(rank), sidesCheck('cropping', rank));
  both(
    [`SpatialDropout${rank}D`],
    `rate, ${format}seed=None, name=None, dtype=None`,
    keepOfRank(rank + 2),
    rateCheck('rate'),
  );
  return rows;
}

export const KERAS_LAYERS: readonly KerasRow[] = [
  ...same('Activation', 'activation, **kwargs', activationCheck),
  ...same('Dropout GaussianDropout', 'rate, noise_shape=None, seed=None, **kwargs', rateCheck('rate')),
  ...same('AlphaDropout', 'rate, noise_shape=None, seed=None, **kwargs', rateCheck('rate')),
  ...same('GaussianNoise', 'stddev, seed=None, **kwargs', rateCheck('stddev')),
  ...same(
    'LeakyReLU',
    'negative_slope=0.3, alpha=0.3, **kwargs',
    notNegative('LeakyReLU', ['negative_slope', 'alpha']),
  ),
  ...same(
    'PReLU',
    'alpha_initializer="Zeros", alpha_regularizer=None, alpha_constraint=None, shared_axes=None, **kwargs',
  ),
  ...same('ELU', 'alpha=1.0, **kwargs'),
  ...same(
    'ReLU',
    'max_value=None, negative_slope=0.0, threshold=0.0, **kwargs',
    notNegative('ReLU', ['max_value', 'negative_slope', 'threshold'], ['max_value']),
  ),
  ...same('Softmax', 'axis=-1, **kwargs'),
  ...same('Identity', '**kwargs'),
  ...same('ActivityRegularization', 'l1=0.0, l2=0.0, **kwargs'),
  ...same(
    'BatchNormalization',
    'axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer="zeros", gamma_initializer="ones", ' +
      'moving_mean_initializer="zeros", moving_variance_initializer="ones", beta_regularizer=None, gamma_regularizer=None, ' +
      'beta_constraint=None, gamma_constraint=None, renorm=False, renorm_clipping=None, renorm_momentum=0.99, ' +
      'synchronized=False, fused=None, virtual_batch_size=None, **kwargs',
    undefined,
    normalised,
  ),
  ...same(
    'LayerNormalization',
    `axis=-1, epsilon=0.001, center=True, scale=True, ${INITIALIZERS}, rms_scaling=False, **kwargs`,
    undefined,
    normalised,
  ),
  ...same(
    'GroupNormalization',
    `groups=32, axis=-1, epsilon=0.001, center=True, scale=True, ${INITIALIZERS}, **kwargs`,
    groupNormCheck,
    groupNormalised,
  ),
  ...same('RMSNormalization', 'axis=-1, epsilon=1e-06, **kwargs', undefined, normalised),
  ...same('UnitNormalization', 'axis=-1, **kwargs', undefined, unitNormalised),
  ...same('Normalization', 'axis=-1, mean=None, variance=None, invert=False, **kwargs'),
  ...same('Rescaling', 'scale, offset=0.0, **kwargs'),
  ...same('Masking', 'mask_value=0.0, **kwargs'),
  ...same('RandomFlip', 'mode="horizontal_and_vertical", seed=None, data_format=None, **kwargs'),
  ...same('RandomRotation RandomZoom RandomContrast RandomBrightness', '*args, **kwargs'),
  ...RANKS.flatMap(perRank),
  {
    name: 'Dense',
    signature:
      'units, activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros", ' +
      'kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, ' +
      'bias_constraint=None, lora_rank=None, lora_alpha=None, quantization_config=None, **kwargs',
    rule: dense,
    check: args => denseCheck(args) ?? activationCheck(args),
  },
  {
    name: 'EinsumDense',
    signature:
      'equation, output_shape, activation=None, bias_axes=None, kernel_initializer="glorot_uniform", ' +
      'bias_initializer="zeros", kernel_regularizer=None, bias_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs',
    rule: einsumDense,
    check: activationCheck,
  },
  { name: 'Flatten', signature: 'data_format=None, **kwargs', rule: flatten, check: formatCheck },
  { name: 'Reshape', signature: 'target_shape, **kwargs', rule: reshapeTo, check: reshapeCheck },
  { name: 'Permute', signature: 'dims, **kwargs', rule: permute, check: permuteCheck },
  { name: 'RepeatVector', signature: 'n, **kwargs', rule: repeatVector, check: repeatCheck },
  {
    name: 'Embedding',
    signature:
      'input_dim, output_dim, embeddings_initializer="uniform", embeddings_regularizer=None, embeddings_constraint=None, ' +
      'mask_zero=False, weights=None, input_length=None, **kwargs',
    rule: embedding,
    check: embeddingCheck,
  },
  {
    name: 'Resizing',
    signature:
      'height, width, interpolation="bilinear", crop_to_aspect_ratio=False, pad_to_aspect_ratio=False, ' +
      'fill_mode="constant", fill_value=0.0, antialias=False, data_format=None, **kwargs',
    rule: resized,
    check: formatCheck,
  },
  { name: 'CenterCrop', signature: 'height, width, data_format=None, **kwargs', rule: resized, check: formatCheck },
  {
    name: 'RandomCrop',
    signature: 'height, width, seed=None, data_format=None, **kwargs',
    rule: resized,
    check: formatCheck,
  },
];

/** The layers that take a list of tensors; each also has a function of its name in small letters. */
export const KERAS_MERGES: readonly MergeRow[] = [
  ...['Add', 'Multiply', 'Average', 'Maximum', 'Minimum'].map(name => ({
    name,
    signature: '**kwargs',
    rule: elementwise,
  })),
  { name: 'Subtract', signature: '**kwargs', rule: subtracted },
  { name: 'Concatenate', signature: 'axis=-1, **kwargs', rule: concatenated },
  { name: 'Dot', signature: 'axes, normalize=False, **kwargs', rule: dotted, check: dotCheck },
];
