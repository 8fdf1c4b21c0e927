import type { ParameterRole } from '../../engine/index.js';
import { RANKS, type ConvRow } from '../convRow.js';

const KERAS_ROLES: Readonly<Record<string, ParameterRole>> = {
  filters: 'outChannels',
  kernel_size: 'kernelSize',
  strides: 'stride',
  padding: 'padding',
  output_padding: 'outputPadding',
  data_format: 'layout',
  dilation_rate: 'dilation',
  groups: 'groups',
  use_bias: 'bias',
  depth_multiplier: 'depthMultiplier',
};

/** What every Keras layer takes after its own parameters; what the shapes do not need is only accepted. */
const KERAS_REST =
  'activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros", ' +
  'kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, ' +
  'bias_constraint=None';
const DEPTHWISE_REST =
  'activation=None, use_bias=True, depthwise_initializer="glorot_uniform", bias_initializer="zeros", ' +
  'depthwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, ' +
  'bias_constraint=None';
const SEPARABLE_REST =
  'activation=None, use_bias=True, depthwise_initializer="glorot_uniform", pointwise_initializer="glorot_uniform", ' +
  'bias_initializer="zeros", depthwise_regularizer=None, pointwise_regularizer=None, bias_regularizer=None, ' +
  'activity_regularizer=None, depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None';

/** One Keras' convolution layers: keras/src/layers/convolutional of Keras 3.15; tf_keras. */
export function kerasRows(root: 'keras' | 'tf_keras'): ConvRow[] {
  const rows: ConvRow[] = [];
  for (const spatialRank of RANKS) {
    const common = {
      convention: 'keras',
      spatialRank,
      form: 'layer',
      lazy: true,
      roles: KERAS_ROLES,
      ignoresDilation: false,
    } as const;
    const one = spatialRank === 1 ? '1' : `(${Array<string>(spatialRank).fill('1').join(', ')})`;
    const head = `kernel_size, strides=${one}, padding="valid"`;
    const name = (middle: string): string => `${root}.layers.${middle}`;
    rows.push({
      ...common,
      api: name(`Conv${spatialRank}D`),
      kind: 'convolution',
      signature: `filters, ${head}, data_format=None, dilation_rate=${one}, groups=1, ${KERAS_REST}`,
    });
    // Keras 3 puts data_format before output_padding in Conv3DTranspose alone; Keras 2 does not.
    const swapped = spatialRank === 3 && root === 'keras';
    const middle = swapped ? 'data_format=None, output_padding=None' : 'output_padding=None, data_format=None';
    rows.push({
      ...common,
      api: name(`Conv${spatialRank}DTranspose`),
      kind: 'transposed',
      signature: `filters, ${head}, ${middle}, dilation_rate=${one}, ${KERAS_REST}`,
      ignoresDilation: spatialRank === 3 && root === 'tf_keras',
    });
    if (spatialRank === 3) continue;
    rows.push({
      ...common,
      api: name(`SeparableConv${spatialRank}D`),
      kind: 'separable',
      signature: `filters, ${head}, data_format=None, dilation_rate=${one}, depth_multiplier=1, ${SEPARABLE_REST}`,
    });
    rows.push({
      ...common,
      api: name(`DepthwiseConv${spatialRank}D`),
      kind: 'depthwise',
      signature: `${head}, depth_multiplier=1, data_format=None, dilation_rate=${one}, ${DEPTHWISE_REST}`,
    });
  }
  return rows;
}

/** Keras' second spellings: Convolution2D is Conv2D. Each name within `layers` with the name that it stands for. */
export const KERAS_SPELLINGS: ReadonlyMap<string, string> = new Map(
  RANKS.flatMap(rank => [
    [`Convolution${rank}D`, `Conv${rank}D`],
    [`Convolution${rank}DTranspose`, `Conv${rank}DTranspose`],
    ...(rank === 3 ? [] : [[`SeparableConvolution${rank}D`, `SeparableConv${rank}D`]]),
  ]) as [string, string][],
);
