import type { LayerRow, ShapeRule } from '../flow.js';
import * as activation from './activation.js';
import { adaptivePool, fractionalPool } from './adaptive.js';
import * as dense from './dense.js';
import { fold, unfold } from './fold.js';
import { batchNormFunction, groupNorm, instanceNormFunction, layerNorm, localResponseNorm } from './norm.js';
import { affineGrid, gridSample } from './gridSample.js';
import { LOSS_FUNCTIONS } from './losses.js';
import { pad } from './pad.js';
import { pairwise } from './pairRules.js';
import { pool } from './pool.js';
import { resize } from './resize.js';
import { axisOf, flatten, keep } from './shapeRules.js';
import { convTbc } from './convTbc.js';
import { channelShuffle, pixelShuffle, pixelUnshuffle } from './shuffle.js';
import { unpool } from './unpool.js';

/**
 * torch.nn.functional's functions of one tensor, `input`. Orders are the functions' own: max_pool2d takes ceil_mode
 * before return_indices, the layer after it.
 */
const RANKS = [1, 2, 3] as const;

function same(names: string, signature: string, rule: ShapeRule = keep): LayerRow[] {
  return names.split(' ').map(name => ({ name, signature, rule }));
}

/** F.normalize divides by the norm along one axis, or several. */
const normalize: ShapeRule = (args, input) => {
  const axis = args.int('dim');
  const at = axis === undefined ? 0 : axisOf(axis, input.length);
  return typeof at === 'number' ? input : at;
};

export const TORCH_FUNCTIONS: readonly LayerRow[] = [
  ...same('relu relu6 selu silu mish hardswish hardsigmoid', 'input, inplace=False'),
  ...same('relu_ selu_ sigmoid tanh logsigmoid softsign tanhshrink', 'input'),
  ...same('leaky_relu leaky_relu_', 'input, negative_slope=0.01, inplace=False'),
  ...same('elu elu_ celu', 'input, alpha=1.0, inplace=False'),
  ...same('gelu', "input, approximate='none'", activation.gelu),
  ...same('prelu', 'input, weight', activation.prelu),
  ...same('rrelu', 'input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False', activation.rrelu),
  ...same('hardtanh', 'input, min_val=-1.0, max_val=1.0, inplace=False', activation.hardtanh),
  ...same('hardshrink softshrink', 'input, lambd=0.5'),
  ...same('softplus', 'input, beta=1.0, threshold=20.0'),
  ...same('threshold', 'input, threshold, value, inplace=False'),
  ...same('softmax log_softmax softmin', 'input, dim=None, _stacklevel=3, dtype=None', activation.softmax),
  ...same('dropout', 'input, p=0.5, training=True, inplace=False', activation.dropout),
  ...RANKS.flatMap(rank =>
    same(`dropout${rank}d`, 'input, p=0.5, training=True, inplace=False', activation.featureDropout(rank)),
  ),
  ...same('alpha_dropout', 'input, p=0.5, training=False, inplace=False', activation.dropout),
  ...same('feature_alpha_dropout', 'input, p=0.5, training=False, inplace=False', activation.featureAlphaDropout),
  ...same('gumbel_softmax', 'logits, tau=1, hard=False, eps=1e-10, dim=-1', activation.softmax).map(row => ({
    ...row,
    data: 'logits',
  })),
  ...same('normalize', 'input, p=2.0, dim=1, eps=1e-12, out=None', normalize),
  ...same(
    'batch_norm',
    'input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05',
    batchNormFunction,
  ),
  ...same(
    'instance_norm',
    'input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-05',
    instanceNormFunction,
  ),
  ...same('group_norm', 'input, num_groups, weight=None, bias=None, eps=1e-05', groupNorm),
  ...same('layer_norm', 'input, normalized_shape, weight=None, bias=None, eps=1e-05', layerNorm(false, false)),
  ...same('rms_norm', 'input, normalized_shape, weight=None, eps=None', layerNorm(true, false)),
  ...same('local_response_norm', 'input, size, alpha=0.0001, beta=0.75, k=1.0', localResponseNorm),
  ...same('glu', 'input, dim=-1', activation.glu),
  ...RANKS.flatMap(rank => [
    {
      name: `max_pool${rank}d`,
      signature: 'input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False',
      rule: pool(rank, 'max'),
      pairWhen: 'return_indices',
    },
    {
      name: `avg_pool${rank}d`,
      signature:
        'input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True' +
        (rank === 1 ? '' : ', divisor_override=None'),
      rule: pool(rank, 'avg'),
    },
    {
      name: `lp_pool${rank}d`,
      signature: 'input, norm_type, kernel_size, stride=None, ceil_mode=False',
      rule: pool(rank, 'lp'),
    },
    {
      name: `adaptive_avg_pool${rank}d`,
      signature: 'input, output_size',
      rule: adaptivePool(rank, 'avg'),
    },
    {
      name: `adaptive_max_pool${rank}d`,
      signature: 'input, output_size, return_indices=False',
      rule: adaptivePool(rank, 'max'),
      pairWhen: 'return_indices',
    },
  ]),
  ...RANKS.flatMap(rank =>
    same(`max_unpool${rank}d`, 'input, indices, kernel_size, stride=None, padding=0, output_size=None', unpool(rank)),
  ),
  ...([2, 3] as const).map(rank => ({
    name: `fractional_max_pool${rank}d`,
    signature: 'input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None',
    rule: fractionalPool(rank, false),
    pairWhen: 'return_indices',
  })),
  ...same(
    'interpolate',
    "input, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None, antialias=False",
    resize(),
  ),
  ...same('upsample', "input, size=None, scale_factor=None, mode='nearest', align_corners=None", resize()),
  ...same('upsample_nearest', 'input, size=None, scale_factor=None', resize('nearest')),
  ...same('upsample_bilinear', 'input, size=None, scale_factor=None', resize('bilinear')),
  ...same('pixel_shuffle', 'input, upscale_factor', pixelShuffle),
  ...same('pixel_unshuffle', 'input, downscale_factor', pixelUnshuffle),
  ...same('channel_shuffle native_channel_shuffle', 'input, groups', channelShuffle),
  ...same('pad', "input, pad, mode='constant', value=None", pad),
  ...same('unfold', 'input, kernel_size, dilation=1, padding=0, stride=1', unfold),
  ...same('fold', 'input, output_size, kernel_size, dilation=1, padding=0, stride=1', fold),
  ...same('linear', 'input, weight, bias=None', dense.linearFunction),
  ...same(
    'embedding',
    'input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False',
    dense.embeddingFunction,
  ),
  ...same('conv_tbc', 'input, weight, bias, pad=0', convTbc),
  { name: 'one_hot', signature: 'tensor, num_classes=-1', data: 'tensor', rule: dense.oneHot },
  { name: 'bilinear', signature: 'input1, input2, weight, bias=None', data: 'input1', rule: dense.bilinear(false) },
  { name: 'cosine_similarity', signature: 'x1, x2, dim=1, eps=1e-08', data: 'x1', rule: pairwise('dim') },
  {
    name: 'pairwise_distance',
    signature: 'x1, x2, p=2.0, eps=1e-06, keepdim=False',
    data: 'x1',
    rule: pairwise('last'),
  },
  ...['mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss'].map(name => ({
    name,
    signature: 'input, target, size_average=None, reduce=None, reduction="mean", *args, **kwargs',
    rule: pairwise('loss'),
  })),
  ...LOSS_FUNCTIONS,
  ...same('grid_sample', "input, grid, mode='bilinear', padding_mode='zeros', align_corners=None", gridSample),
  { name: 'affine_grid', signature: 'theta, size, align_corners=None', data: 'theta', rule: affineGrid },
  ...([1, 2, 3] as const).map(rank => ({
    name: `max_pool${rank}d_with_indices`,
    signature: 'input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=True',
    rule: pool(rank, 'max'),
    pairWhen: 'return_indices',
  })),
];

/** torch's own functions that keep a tensor's shape: torch.relu, torch.sigmoid, … and the methods of the same names. */
export const ELEMENTWISE: readonly string[] = (
  'abs neg exp log log2 log10 log1p sqrt rsqrt square sin cos tan asin acos atan sinh cosh tanh sigmoid relu erf ' +
  'floor ceil round sign reciprocal clamp clip clamp_min clamp_max nan_to_num softmax log_softmax cumsum cumprod ' +
  'flip roll dropout logical_not isnan isinf isfinite zeros_like ones_like rand_like randn_like empty_like ' +
  'full_like tril triu detach clone contiguous float double half bfloat16 int long bool byte to cuda cpu type ' +
  'type_as masked_fill retain_grad data pin_memory bernoulli angle absolute acosh asinh atanh erfinv erfc exp2 ' +
  'expm1 logit sgn trunc frac sinc positive deg2rad conj resolve_conj conj_physical isneginf isposinf lgamma ' +
  'digamma i0 negative fix signbit logcumsumexp retain_graph'
)
  .split(' ')
  .filter(name => name !== 'data');

/** torch.flatten(input, start_dim=0, end_dim=-1): unlike nn.Flatten it starts at the first axis. */
export const TORCH_FLATTEN: LayerRow = { name: 'flatten', signature: 'input, start_dim=0, end_dim=-1', rule: flatten };
