import type { LayerRow, ShapeRule } from '../flow.js';
import { adaptivePool, pool, unpool, upsample } from './poolRules.js';
import {
  batchNorm,
  embedding,
  flatten,
  glu,
  groupNorm,
  keep,
  layerNorm,
  linear,
  padLayer,
  pixelShuffle,
  pixelUnshuffle,
  unflatten,
  unfold,
} from './shapeRules.js';

/**
 * torch.nn's layers around the convolutions, one row per class: the signature as PyTorch 2.13 declares it, and what the
 * layer does to a shape. What is not listed here gives an unknown shape.
 */

const RANKS = [1, 2, 3] as const;
const NORM = 'eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, bias=True';

function same(names: string, signature: string): LayerRow[] {
  return names.split(' ').map(name => ({ name, signature, rule: keep }));
}

function perRank(row: (rank: 1 | 2 | 3) => LayerRow | LayerRow[]): LayerRow[] {
  return RANKS.flatMap(row);
}

const NORM_RANKS = { 1: [2, 3], 2: [4], 3: [5] } as const;
const NORM_WORDS = { 1: '2D or 3D', 2: '4D', 3: '5D' } as const;
const INSTANCE_RANKS = { 1: [2, 3], 2: [3, 4], 3: [4, 5] } as const;
const INSTANCE_WORDS = { 1: '2D or 3D', 2: '3D or 4D', 3: '4D or 5D' } as const;

/** InstanceNorm takes an unbatched input too, whose channels come first; without statistics it checks no channels. */
function instanceNorm(rank: 1 | 2 | 3): ShapeRule {
  const ranks: readonly number[] = INSTANCE_RANKS[rank];
  const checked = batchNorm(ranks, INSTANCE_WORDS[rank]);
  return (args, input) => (ranks.includes(input.length) ? input : checked(args, input));
}

export const TORCH_LAYERS: readonly LayerRow[] = [
  ...same('ReLU ReLU6 SELU SiLU Mish Hardswish Hardsigmoid', 'inplace=False'),
  ...same('Sigmoid Tanh LogSigmoid Softsign Tanhshrink Softmax2d', '*args, **kwargs'),
  ...same('Identity', '*args, **kwargs'),
  ...same('LeakyReLU', 'negative_slope=0.01, inplace=False'),
  ...same('ELU CELU', 'alpha=1.0, inplace=False'),
  ...same('GELU', "approximate='none'"),
  ...same('PReLU', 'num_parameters=1, init=0.25, device=None, dtype=None'),
  ...same('RReLU', 'lower=0.125, upper=0.3333333333333333, inplace=False'),
  ...same('Hardtanh', 'min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None'),
  ...same('Hardshrink Softshrink', 'lambd=0.5'),
  ...same('Softplus', 'beta=1.0, threshold=20.0'),
  ...same('Threshold', 'threshold, value, inplace=False'),
  ...same('Softmax LogSoftmax Softmin', 'dim=None'),
  ...same('Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout', 'p=0.5, inplace=False'),
  ...same('LocalResponseNorm', 'size, alpha=0.0001, beta=0.75, k=1.0'),
  ...same('RMSNorm', 'normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None'),
  ...same(
    'SyncBatchNorm',
    `num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, process_group=None`,
  ),
  ...same('ChannelShuffle', 'groups'),
  { name: 'GLU', signature: 'dim=-1', rule: glu },
  {
    name: 'GroupNorm',
    signature: 'num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None',
    rule: groupNorm,
  },
  {
    name: 'LayerNorm',
    signature: 'normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None',
    rule: layerNorm,
  },
  ...perRank(rank => [
    {
      name: `BatchNorm${rank}d`,
      signature: `num_features, ${NORM}`,
      rule: batchNorm(NORM_RANKS[rank], NORM_WORDS[rank]),
    },
    { name: `LazyBatchNorm${rank}d`, signature: NORM, rule: batchNorm(NORM_RANKS[rank], NORM_WORDS[rank]) },
    {
      name: `InstanceNorm${rank}d`,
      signature: `num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None`,
      rule: instanceNorm(rank),
    },
    {
      name: `LazyInstanceNorm${rank}d`,
      signature: `eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None`,
      rule: instanceNorm(rank),
    },
    {
      name: `MaxPool${rank}d`,
      signature: 'kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False',
      rule: pool(rank, `max_pool${rank}d`),
      pairWhen: 'return_indices',
    },
    {
      name: `AvgPool${rank}d`,
      signature:
        'kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True' +
        (rank === 1 ? '' : ', divisor_override=None'),
      rule: pool(rank, `avg_pool${rank}d`),
    },
    {
      name: `LPPool${rank}d`,
      signature: 'norm_type, kernel_size, stride=None, ceil_mode=False',
      rule: pool(rank, `lp_pool${rank}d`),
    },
    {
      name: `AdaptiveAvgPool${rank}d`,
      signature: 'output_size',
      rule: adaptivePool(rank, `adaptive_avg_pool${rank}d`),
    },
    {
      name: `AdaptiveMaxPool${rank}d`,
      signature: 'output_size, return_indices=False',
      rule: adaptivePool(rank, `adaptive_max_pool${rank}d`),
      pairWhen: 'return_indices',
    },
    {
      name: `MaxUnpool${rank}d`,
      signature: 'kernel_size, stride=None, padding=0',
      rule: unpool(rank, `max_unpool${rank}d`),
    },
    ...['ZeroPad', 'ReflectionPad', 'ReplicationPad', 'CircularPad'].map(kind => ({
      name: `${kind}${rank}d`,
      signature: 'padding',
      rule: padLayer(rank),
    })),
    { name: `ConstantPad${rank}d`, signature: 'padding, value', rule: padLayer(rank) },
  ]),
  {
    name: 'Upsample',
    signature: "size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None",
    rule: upsample,
  },
  { name: 'UpsamplingNearest2d', signature: 'size=None, scale_factor=None', rule: upsample },
  { name: 'UpsamplingBilinear2d', signature: 'size=None, scale_factor=None', rule: upsample },
  { name: 'PixelShuffle', signature: 'upscale_factor', rule: pixelShuffle },
  { name: 'PixelUnshuffle', signature: 'downscale_factor', rule: pixelUnshuffle },
  { name: 'Flatten', signature: 'start_dim=1, end_dim=-1', rule: flatten },
  { name: 'Unflatten', signature: 'dim, unflattened_size', rule: unflatten },
  { name: 'Unfold', signature: 'kernel_size, dilation=1, padding=0, stride=1', rule: unfold },
  { name: 'Linear', signature: 'in_features, out_features, bias=True, device=None, dtype=None', rule: linear },
  { name: 'LazyLinear', signature: 'out_features, bias=True, device=None, dtype=None', rule: linear },
  {
    name: 'Embedding',
    signature:
      'num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, ' +
      'sparse=False, _weight=None, _freeze=False, device=None, dtype=None',
    rule: embedding,
  },
];
