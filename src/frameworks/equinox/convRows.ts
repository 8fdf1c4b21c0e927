import type { LayerParams, ParameterRole, SpatialRank } from '../../engine/index.js';
import { RANKS, TORCH_ROLES, type ConvRow } from '../convRow.js';

const ROLES: Readonly<Record<string, ParameterRole>> = { ...TORCH_ROLES, use_bias: 'bias' };

const HEAD = 'in_channels, out_channels, kernel_size, stride=1';
const REST = "dilation=1, groups=1, use_bias=True, padding_mode='ZEROS', dtype=None, *, key";

/** Equinox' convolution layers, as equinox/nn/_conv.py of equinox 0.13 declares them. The general one has another order. */
export function equinoxRows(): ConvRow[] {
  const row = (api: string, kind: LayerParams['kind'], spatialRank: SpatialRank, signature: string): ConvRow => ({
    api: `equinox.nn.${api}`,
    convention: 'equinox',
    kind,
    spatialRank,
    form: 'layer',
    lazy: false,
    signature,
    roles: ROLES,
    ignoresDilation: false,
  });
  const general = { rankOfKernel: true } as const;
  return [
    { ...row('Conv', 'convolution', 2, `num_spatial_dims, ${HEAD}, padding=0, ${REST}`), ...general },
    {
      ...row('ConvTranspose', 'transposed', 2, `num_spatial_dims, ${HEAD}, padding=0, output_padding=0, ${REST}`),
      ...general,
    },
    ...RANKS.flatMap(rank => [
      row(`Conv${rank}d`, 'convolution', rank, `${HEAD}, padding=0, ${REST}`),
      row(`ConvTranspose${rank}d`, 'transposed', rank, `${HEAD}, output_padding=0, padding=0, ${REST}`),
    ]),
  ];
}
