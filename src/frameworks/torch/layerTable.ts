import type { LayerRow, ShapeRule } from '../flow.js';
import * as activation from './activation.js';
import { adaptivePool, fractionalPool, refuseFractional } from './adaptive.js';
import * as dense from './dense.js';
import { fold, unfold } from './fold.js';
import { LOSS_LAYERS } from './losses.js';
import { batchNorm, groupNorm, instanceNorm, layerNorm, localResponseNorm, refuseGroups } from './norm.js';
import { padLayer } from './pad.js';
import { pairwise } from './pairRules.js';
import { pool } from './pool.js';
import { refuseScale, resize } from './resize.js';
import { flatten, keep, refuseUnflatten, unflatten } from './shapeRules.js';
import { channelShuffle, pixelShuffle, pixelUnshuffle } from './shuffle.js';
import { unpool } from './unpool.js';

/**
 * torch.nn's layers around the convolutions, one row per class: the signature as PyTorch 2.13 declares it, and what the
 * layer does to a shape. What is not listed here gives an unknown shape.
 */

const RANKS = [1, 2, 3] as const;
const NORM = 'eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, bias=True';
const INSTANCE = 'eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None';

function same(names: string, signature: string, rule: ShapeRule = keep): LayerRow[] {
  return names.split(' ').map(name => ({ name, signature, rule }));
}

/** Dropouts: the constructor looks at the probability. */
function drops(names: string, rule: ShapeRule): LayerRow[] {
  const row = { signature: 'p=0.5, inplace=False', rule, constructing: activation.refuseProbability };
  return names.split(' ').map(name => ({ name, ...row }));
}

function perRank(row: (rank: 1 | 2 | 3) => LayerRow | LayerRow[]): LayerRow[] {
  return RANKS.flatMap(row);
}

const NORM_RANKS = { 1: [2, 3], 2: [4], 3: [5] } as const;
const NORM_WORDS = { 1: '2D or 3D', 2: '4D', 3: '5D' } as const;
const INSTANCE_RANKS = { 1: [2, 3], 2: [3, 4], 3: [4, 5] } as const;
const INSTANCE_WORDS = { 1: '2D or 3D', 2: '3D or 4D', 3: '4D or 5D' } as const;

/** The padding layers by their class name's beginning, and the mode of each. */
const PADDINGS = {
  ZeroPad: 'constant',
  ReflectionPad: 'reflect',
  ReplicationPad: 'replicate',
  CircularPad: 'circular',
};

const ACTIVATIONS: readonly LayerRow[] = [
  ...same('ReLU ReLU6 SELU SiLU Mish Hardswish Hardsigmoid', 'inplace=False'),
  ...same('Sigmoid Tanh LogSigmoid Softsign Tanhshrink', ''),
  ...same('Softmax2d', '', activation.softmax2d),
  ...same('Identity', '*args, **kwargs'),
  ...same('LeakyReLU', 'negative_slope=0.01, inplace=False'),
  ...same('ELU CELU', 'alpha=1.0, inplace=False'),
  ...same('GELU', "approximate='none'", activation.gelu),
  ...same('PReLU', 'num_parameters=1, init=0.25, device=None, dtype=None', activation.prelu),
  ...same('RReLU', 'lower=0.125, upper=0.3333333333333333, inplace=False', activation.rrelu),
  {
    name: 'Hardtanh',
    signature: 'min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None',
    rule: keep,
    constructing: activation.refuseBounds,
  },
  ...same('Hardshrink Softshrink', 'lambd=0.5'),
  ...same('Softplus', 'beta=1.0, threshold=20.0'),
  ...same('Threshold', 'threshold, value, inplace=False'),
  ...same('Softmax LogSoftmax Softmin', 'dim=None', activation.softmax),
  ...same('GLU', 'dim=-1', activation.glu),
  ...drops('Dropout AlphaDropout', activation.dropout),
  ...RANKS.flatMap(rank => drops(`Dropout${rank}d`, activation.featureDropout(rank))),
  ...drops('FeatureAlphaDropout', activation.featureAlphaDropout),
];

const NORMS: readonly LayerRow[] = [
  ...same('LocalResponseNorm', 'size, alpha=0.0001, beta=0.75, k=1.0', localResponseNorm),
  ...same(
    'RMSNorm',
    'normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None',
    layerNorm(true, true),
  ),
  ...same(
    'LayerNorm',
    'normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None',
    layerNorm(false, true),
  ),
  ...same(
    'SyncBatchNorm',
    'num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, process_group=None, device=None, dtype=None',
  ),
  {
    name: 'GroupNorm',
    signature: 'num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None',
    rule: groupNorm,
    constructing: refuseGroups,
  },
  ...perRank(rank => {
    const [ranks, words] = [NORM_RANKS[rank], NORM_WORDS[rank]];
    const [around, said] = [INSTANCE_RANKS[rank], INSTANCE_WORDS[rank]];
    return [
      ...same(`BatchNorm${rank}d`, `num_features, ${NORM}`, batchNorm(ranks, words)),
      ...same(`LazyBatchNorm${rank}d`, NORM, batchNorm(ranks, words, true)),
      ...same(`InstanceNorm${rank}d`, `num_features, ${INSTANCE}`, instanceNorm(around, said)),
      ...same(
        `LazyInstanceNorm${rank}d`,
        'eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None',
        instanceNorm(around, said, true),
      ),
    ];
  }),
];

const POOLS: readonly LayerRow[] = perRank(rank => [
  {
    name: `MaxPool${rank}d`,
    signature: 'kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False',
    rule: pool(rank, 'max'),
    pairWhen: 'return_indices',
  },
  ...same(
    `AvgPool${rank}d`,
    'kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True' +
      (rank === 1 ? '' : ', divisor_override=None'),
    pool(rank, 'avg'),
  ),
  ...same(`LPPool${rank}d`, 'norm_type, kernel_size, stride=None, ceil_mode=False', pool(rank, 'lp')),
  ...same(`AdaptiveAvgPool${rank}d`, 'output_size', adaptivePool(rank, 'avg')),
  {
    name: `AdaptiveMaxPool${rank}d`,
    signature: 'output_size, return_indices=False',
    rule: adaptivePool(rank, 'max'),
    pairWhen: 'return_indices',
  },
  ...(rank === 1
    ? []
    : [
        {
          name: `FractionalMaxPool${rank}d`,
          signature: 'kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None',
          rule: fractionalPool(rank, true),
          constructing: refuseFractional(rank),
          pairWhen: 'return_indices',
        },
      ]),
  {
    name: `MaxUnpool${rank}d`,
    signature: 'kernel_size, stride=None, padding=0',
    rule: unpool(rank),
    forward: 'input, indices, output_size=None',
  },
  ...Object.entries(PADDINGS).map(([kind, mode]) => ({
    name: `${kind}${rank}d`,
    signature: 'padding',
    rule: padLayer(rank, mode),
  })),
  ...same(`ConstantPad${rank}d`, 'padding, value', padLayer(rank, 'constant')),
]);

export const TORCH_LAYERS: readonly LayerRow[] = [
  ...ACTIVATIONS,
  ...NORMS,
  ...POOLS,
  ...same(
    'Upsample',
    "size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None",
    resize(undefined, true),
  ).map(row => ({ ...row, constructing: refuseScale })),
  ...same('UpsamplingNearest2d', 'size=None, scale_factor=None', resize('nearest', true)),
  ...same('UpsamplingBilinear2d', 'size=None, scale_factor=None', resize('bilinear', true)),
  ...same('PixelShuffle', 'upscale_factor', pixelShuffle),
  ...same('PixelUnshuffle', 'downscale_factor', pixelUnshuffle),
  ...same('ChannelShuffle', 'groups', channelShuffle),
  ...same('Flatten', 'start_dim=1, end_dim=-1', flatten),
  { name: 'Unflatten', signature: 'dim, unflattened_size', rule: unflatten, constructing: refuseUnflatten },
  ...same('Unfold', 'kernel_size, dilation=1, padding=0, stride=1', unfold),
  ...same('Fold', 'output_size, kernel_size, dilation=1, padding=0, stride=1', fold),
  ...same('Linear', 'in_features, out_features, bias=True, device=None, dtype=None', dense.linear(false)),
  ...same('LazyLinear', 'out_features, bias=True, device=None, dtype=None', dense.linear(true)),
  {
    name: 'Bilinear',
    signature: 'in1_features, in2_features, out_features, bias=True, device=None, dtype=None',
    forward: 'input1, input2',
    rule: dense.bilinear(true),
    constructing: dense.refuseBilinear,
  },
  {
    name: 'Embedding',
    signature:
      'num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, ' +
      'sparse=False, _weight=None, _freeze=False, device=None, dtype=None',
    rule: dense.embedding,
    constructing: dense.refusePaddingIndex,
  },
  {
    name: 'EmbeddingBag',
    signature:
      'num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode="mean", sparse=False, ' +
      '_weight=None, include_last_offset=False, padding_idx=None, device=None, dtype=None',
    forward: 'input, offsets=None, per_sample_weights=None',
    rule: dense.embeddingBag,
  },
  { name: 'CosineSimilarity', signature: 'dim=1, eps=1e-08', forward: 'x1, x2', rule: pairwise('dim') },
  {
    name: 'PairwiseDistance',
    signature: 'p=2.0, eps=1e-06, keepdim=False',
    forward: 'x1, x2',
    rule: pairwise('last'),
  },
  ...['MSELoss', 'L1Loss', 'SmoothL1Loss', 'HuberLoss'].map(name => ({
    name,
    signature: `size_average=None, reduce=None, reduction="mean"${/^[SH]/.test(name) ? ', beta=1.0' : ''}`,
    forward: 'input, target',
    rule: pairwise('loss'),
  })),
  ...LOSS_LAYERS,
];
