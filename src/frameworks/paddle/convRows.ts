import type { ParameterRole } from '../../engine/index.js';
import { RANKS, TORCH_ROLES, type ConvRow } from '../convRow.js';

const ROLES: Readonly<Record<string, ParameterRole>> = {
  ...TORCH_ROLES,
  bias_attr: 'bias',
  data_format: 'layout',
  output_size: 'outputSize',
};

const FORMATS = { 1: 'NCL', 2: 'NCHW', 3: 'NCDHW' } as const;

/**
 * PaddlePaddle's convolutions (python/paddle/nn/layer/conv.py, python/paddle/nn/functional/conv.py): dilation and groups change places between
 * the transposed layers, and again between layers and functions.
 */
export function paddleRows(): ConvRow[] {
  const common = { convention: 'paddle', roles: ROLES, lazy: false, ignoresDilation: false, derived: true } as const;
  const rows: ConvRow[] = [];
  for (const spatialRank of RANKS) {
    const format = `data_format="${FORMATS[spatialRank]}"`;
    const channels = 'in_channels, out_channels, kernel_size, stride=1, padding=0';
    const attributes = `weight_attr=None, bias_attr=None, ${format}`;
    const layer = { ...common, spatialRank, form: 'layer' } as const;
    const last = spatialRank === 1 ? 'groups=1, dilation=1' : 'dilation=1, groups=1';
    rows.push({
      ...layer,
      api: `paddle.nn.Conv${spatialRank}D`,
      kind: 'convolution',
      signature: `${channels}, dilation=1, groups=1, padding_mode="zeros", ${attributes}`,
    });
    rows.push({
      ...layer,
      api: `paddle.nn.Conv${spatialRank}DTranspose`,
      kind: 'transposed',
      signature: `${channels}, output_padding=0, ${last}, ${attributes}`,
    });
    const call = { ...common, spatialRank, form: 'function', dataParameter: 'x', weightParameter: 'weight' } as const;
    const data = 'x, weight, bias=None, stride=1, padding=0';
    const middle = spatialRank === 2 ? 'dilation=1, groups=1' : 'groups=1, dilation=1';
    rows.push({
      ...call,
      api: `paddle.nn.functional.conv${spatialRank}d`,
      kind: 'convolution',
      signature: `${data}, dilation=1, groups=1, ${format}, name=None`,
    });
    rows.push({
      ...call,
      api: `paddle.nn.functional.conv${spatialRank}d_transpose`,
      kind: 'transposed',
      signature: `${data}, output_padding=0, ${middle}, output_size=None, ${format}, name=None`,
    });
  }
  return rows;
}
