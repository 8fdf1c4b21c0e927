import type { ParameterRole } from '../../engine/index.js';
import type { ConvRow } from '../convRow.js';

const ROLES: Readonly<Record<string, ParameterRole>> = {
  in_features: 'inChannels',
  features: 'outChannels',
  out_features: 'outChannels',
  kernel_size: 'kernelSize',
  strides: 'stride',
  padding: 'padding',
  input_dilation: 'inputDilation',
  kernel_dilation: 'dilation',
  feature_group_count: 'groups',
  use_bias: 'bias',
};

const REST = 'mask=None, dtype=None, param_dtype=None, precision=None, kernel_init=None, bias_init=None';
const LINEN = 'parent=None, name=None';
const NNX = 'preferred_element_type=None, rngs, kernel_metadata=None, bias_metadata=None';

/** Flax' convolution layers, as flax/linen/linear.py and flax/nnx/nn/linear.py of flax 0.12 declare them. */
export function flaxRows(): ConvRow[] {
  const common = {
    convention: 'flax',
    spatialRank: 2,
    rankOfKernel: true,
    form: 'layer',
    roles: ROLES,
    ignoresDilation: false,
  } as const;
  return [
    {
      ...common,
      api: 'flax.linen.Conv',
      kind: 'convolution',
      lazy: true,
      signature:
        "features, kernel_size, strides=1, padding='SAME', input_dilation=1, kernel_dilation=1, feature_group_count=1, " +
        `use_bias=True, ${REST}, promote_dtype=None, conv_general_dilated=None, conv_general_dilated_cls=None, ${LINEN}`,
    },
    {
      ...common,
      api: 'flax.linen.ConvTranspose',
      kind: 'transposed',
      lazy: true,
      signature:
        "features, kernel_size, strides=None, padding='SAME', kernel_dilation=None, use_bias=True, " +
        `${REST}, transpose_kernel=False, promote_dtype=None, preferred_element_type=None, ${LINEN}`,
    },
    {
      ...common,
      api: 'flax.nnx.Conv',
      kind: 'convolution',
      lazy: false,
      signature:
        "in_features, out_features, kernel_size, strides=1, *, padding='SAME', input_dilation=1, kernel_dilation=1, " +
        `feature_group_count=1, use_bias=True, ${REST}, conv_general_dilated=None, promote_dtype=None, ${NNX}`,
    },
    {
      ...common,
      api: 'flax.nnx.ConvTranspose',
      kind: 'transposed',
      lazy: false,
      signature:
        "in_features, out_features, kernel_size, strides=None, *, padding='SAME', kernel_dilation=None, use_bias=True, " +
        `${REST}, transpose_kernel=False, promote_dtype=None, ${NNX}`,
    },
  ];
}
