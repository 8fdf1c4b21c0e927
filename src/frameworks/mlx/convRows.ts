import { RANKS, TORCH_ROLES, type ConvRow } from '../convRow.js';

/** MLX's convolutions (python/mlx/nn/layers/convolution*.py and python/src/ops.cpp of the snapshot 846d176). */
export function mlxRows(): ConvRow[] {
  const common = { convention: 'mlx', roles: TORCH_ROLES, lazy: false, ignoresDilation: false, derived: true } as const;
  const rows: ConvRow[] = [];
  for (const spatialRank of RANKS) {
    const channels = 'in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1';
    const layer = { ...common, spatialRank, form: 'layer' } as const;
    // Only the layers of one and two axes have groups.
    const groups = spatialRank === 3 ? '' : 'groups=1, ';
    rows.push({
      ...layer,
      api: `mlx.nn.Conv${spatialRank}d`,
      kind: 'convolution',
      signature: `${channels}, ${groups}bias=True`,
    });
    rows.push({
      ...layer,
      api: `mlx.nn.ConvTranspose${spatialRank}d`,
      kind: 'transposed',
      signature: `${channels}, output_padding=0, bias=True`,
    });
    const call = { ...common, spatialRank, form: 'function' } as const;
    const data = 'input, weight, stride=1, padding=0, dilation=1';
    rows.push({
      ...call,
      api: `mlx.core.conv${spatialRank}d`,
      kind: 'convolution',
      signature: `${data}, groups=1, *, stream=None`,
    });
    rows.push({
      ...call,
      api: `mlx.core.conv_transpose${spatialRank}d`,
      kind: 'transposed',
      signature: `${data}, output_padding=0, groups=1, *, stream=None`,
    });
  }
  return rows;
}
