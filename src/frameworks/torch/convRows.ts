import { RANKS, TORCH_ROLES, type ConvRow } from '../convRow.js';

/** PyTorch's convolutions: torch/nn/modules/conv.py and the functional signatures of PyTorch 2.13. */
export function torchRows(): ConvRow[] {
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
