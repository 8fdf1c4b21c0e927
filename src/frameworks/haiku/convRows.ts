import type { LayerParams, ParameterRole } from '../../engine/index.js';
import { RANKS, type ConvRow } from '../convRow.js';

const ROLES: Readonly<Record<string, ParameterRole>> = {
  output_channels: 'outChannels',
  channel_multiplier: 'depthMultiplier',
  kernel_shape: 'kernelSize',
  stride: 'stride',
  rate: 'dilation',
  output_shape: 'outputSize',
  padding: 'padding',
  with_bias: 'bias',
  data_format: 'layout',
  feature_group_count: 'groups',
};

/** Haiku's convolution layers, as haiku/_src/conv.py and depthwise_conv.py of dm-haiku 0.0.17 declare them. */
export function haikuRows(): ConvRow[] {
  return RANKS.flatMap(spatialRank => {
    const format = `data_format='N${'DHW'.slice(3 - spatialRank)}C'`;
    const init = "padding='SAME', with_bias=True, w_init=None, b_init=None";
    const row = (name: string, kind: LayerParams['kind'], signature: string): ConvRow => ({
      api: `haiku.${name}`,
      convention: 'haiku',
      kind,
      spatialRank,
      form: 'layer',
      lazy: true,
      signature,
      roles: ROLES,
      ignoresDilation: false,
    });
    return [
      row(
        `Conv${spatialRank}D`,
        'convolution',
        `output_channels, kernel_shape, stride=1, rate=1, ${init}, ${format}, mask=None, feature_group_count=1, name=None`,
      ),
      row(
        `Conv${spatialRank}DTranspose`,
        'transposed',
        `output_channels, kernel_shape, stride=1, output_shape=None, ${init}, ${format}, mask=None, name=None`,
      ),
      row(
        `DepthwiseConv${spatialRank}D`,
        'depthwise',
        `channel_multiplier, kernel_shape, stride=1, rate=1, ${init}, ${format}, name=None`,
      ),
    ];
  });
}
