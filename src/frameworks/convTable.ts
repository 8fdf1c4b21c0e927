import type { Convention, LayerParams, ParameterRole, SpatialRank } from '../engine/index.js';

/**
 * One row per convolution name of a framework: what it is, in which order it takes its parameters, and what each means
 * in the engine's vocabulary. The orders differ between names that look alike, which is why they are written out as the
 * frameworks declare them (PyTorch 2.13 torch/nn/modules/conv.py and its functional signatures; Keras 3.15
 * keras/src/layers/convolutional; tf_keras).
 */
export interface ConvRow {
  /** The documented public name: torch.nn.Conv2d. */
  readonly api: string;
  readonly convention: Convention;
  readonly kind: LayerParams['kind'];
  readonly spatialRank: SpatialRank;
  /** A layer is a class that makes a module; a function takes its input and weight at once. */
  readonly form: 'layer' | 'function';
  /** Takes its input channels from the first input. */
  readonly lazy: boolean;
  /** Without self and without the parameters that only a framework's training side reads. */
  readonly signature: string;
  readonly roles: Readonly<Record<string, ParameterRole>>;
  /** Keras 2 accepts a dilation of a Conv3DTranspose and computes without it. */
  readonly ignoresDilation: boolean;
}

const TORCH_ROLES: Readonly<Record<string, ParameterRole>> = {
  in_channels: 'inChannels',
  out_channels: 'outChannels',
  kernel_size: 'kernelSize',
  stride: 'stride',
  padding: 'padding',
  output_padding: 'outputPadding',
  dilation: 'dilation',
  groups: 'groups',
  bias: 'bias',
  padding_mode: 'paddingMode',
};

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

const RANKS: readonly SpatialRank[] = [1, 2, 3];

function torchRows(): ConvRow[] {
  const common = { convention: 'torch', roles: TORCH_ROLES, ignoresDilation: false } as const;
  const rows: ConvRow[] = [];
  for (const spatialRank of RANKS) {
    const convolution =
      "out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros', " +
      'device=None, dtype=None';
    const transposed =
      'out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1, ' +
      "padding_mode='zeros', device=None, dtype=None";
    for (const lazy of [false, true]) {
      const prefix = lazy ? 'torch.nn.Lazy' : 'torch.nn.';
      const first = lazy ? '' : 'in_channels, ';
      const layer = { ...common, spatialRank, form: 'layer', lazy } as const;
      rows.push({ ...layer, api: `${prefix}Conv${spatialRank}d`, kind: 'convolution', signature: first + convolution });
      rows.push({
        ...layer,
        api: `${prefix}ConvTranspose${spatialRank}d`,
        kind: 'transposed',
        signature: first + transposed,
      });
    }
    for (const module of ['torch.nn.functional', 'torch']) {
      const call = { ...common, spatialRank, form: 'function', lazy: false } as const;
      rows.push({
        ...call,
        api: `${module}.conv${spatialRank}d`,
        kind: 'convolution',
        signature: 'input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1',
      });
      rows.push({
        ...call,
        api: `${module}.conv_transpose${spatialRank}d`,
        kind: 'transposed',
        signature: 'input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1',
      });
    }
  }
  return rows;
}

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

function kerasRows(root: 'keras' | 'tf_keras'): ConvRow[] {
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

/** Every convolution that is understood, by its documented name. */
export const CONV_ROWS: readonly ConvRow[] = [...torchRows(), ...kerasRows('keras'), ...kerasRows('tf_keras')];

const BY_API = new Map(CONV_ROWS.map(row => [row.api, row]));

/** The row of a documented name, or undefined when it is no convolution. */
export function convRow(api: string): ConvRow | undefined {
  return BY_API.get(api);
}

/** Keras' second spellings: Convolution2D is Conv2D. Each name within `layers` with the name that it stands for. */
export const KERAS_SPELLINGS: ReadonlyMap<string, string> = new Map(
  RANKS.flatMap(rank => [
    [`Convolution${rank}D`, `Conv${rank}D`],
    [`Convolution${rank}DTranspose`, `Conv${rank}DTranspose`],
    ...(rank === 3 ? [] : [[`SeparableConvolution${rank}D`, `SeparableConv${rank}D`]]),
  ]) as [string, string][],
);

/** The name that people see in messages: Conv2d of torch.nn.Conv2d. */
export function shortName(api: string): string {
  return api.slice(api.lastIndexOf('.') + 1);
}
